"""Dates, over sentences of our own and generated ones."""

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import rasid
from rasid.arabic import numbers
from rasid.arabic.dates import DateMention, TimeTables, find_dateline, find_dates, load, resolve, shift
from rasid.arabic.words import words

TABLES = Path(rasid.__file__).parent / "tables"
LOADED = load(TABLES, numbers.load(TABLES))
THURSDAY = date(2024, 6, 20)


@pytest.fixture(scope="module")
def tables() -> TimeTables:
    return LOADED


def dates(text: str, anchor: date | None = THURSDAY) -> list[DateMention]:
    return find_dates(words(text), anchor, LOADED)


def one(text: str, anchor: date | None = THURSDAY) -> DateMention:
    (mention,) = dates(text, anchor)
    return mention


@pytest.mark.parametrize(
    ("text", "value"),
    [
        # days written out
        ("وصل في 9 مارس 2018 إلى الرباط", "2018-03-09"), ("وصل في 8مايو2021", "2021-05-08"), ("٧ مايو ٢٠١٩", "2019-05-07"),
        ("الاثنين 5 حزيران/يونيو 2017", "2017-06-05"), ("في 3 كانون الثاني (يناير) 2011", "2011-01-03"), ("في 5 تشرين الأول 1973", "1973-10-05"),
        ("وصل يوم فاتح ماي إلى وهران", "2024-05-01"),
        ("الثالث من أبريل نيسان 2018", "2018-04-03"), ("يوم 4 جويلية 2019", "2019-07-04"), ("في 9 أوت 2018", "2018-08-09"), ("في 20 غشت 1953", "1953-08-20"),
        ("في الرابع والعشرين من أبريل 2013", "2013-04-24"), ("في الحادي عشر من نوفمبر 2004", "2004-11-11"), ("في الأول من شهر مايو 2003", "2003-05-01"),
        ("الـ17 من أيار 2020", "2020-05-17"), ("في 20/6/2023", "2023-06-20"), ("2023-06-20", "2023-06-20"), ("7.10.2023", "2023-10-07"),
        ("في 12 رمضان 1445هـ", "2024-03-22"), ("في 12 رمضان 1445هـ الموافق 22 مارس 2024", "2024-03-22"),
        # days without a year
        ("في 11 مايو", "2024-05-11"), ("يفتتح المعرض في 23 يونيو", "2024-06-23"), ("في 30 ديسمبر", "2023-12-30"), ("30 مارس الماضي", "2024-03-30"), ("3 يوليو القادم", "2024-07-03"),
        ("19 يونيو الجاري", "2024-06-19"), ("15 من الشهر الجاري", "2024-06-15"), ("أمس الأربعاء 19 يونيو", "2024-06-19"), ("حتى الأول من تموز/يوليو", "2024-07-01"),
        # days counted from the report
        ("مساء أمس", "2024-06-19"), ("بعد ظهر امس", "2024-06-19"), ("أول من أمس", "2024-06-18"), ("أمس الأول", "2024-06-18"), ("فجر اليوم", "2024-06-20"), ("اليوم الخميس", "2024-06-20"),
        ("غدا الجمعة", "2024-06-21"), ("بعد غد", "2024-06-22"), ("الليلة الماضية", "2024-06-19"), ("أمس (الأربعاء)", "2024-06-19"),
        ("الأربعاء", "2024-06-19"), ("يوم الخميس", "2024-06-20"), ("يوم الأحد", "2024-06-16"), ("الثلاثاء المقبل", "2024-06-25"), ("الجمعة الماضية", "2024-06-14"), ("الخميس الماضي", "2024-06-13"),
        ("ليل السبت - الأحد", "2024-06-15"), ("الثلثاء", "2024-06-18"), ("الاثنين من الأسبوع الماضي", "2024-06-10"),
        ("قبل أسبوعين", "2024-06-06"), ("قبل ثلاثة أيام", "2024-06-17"), ("وقبل يومين", "2024-06-18"), ("منذ خمسة أيام", "2024-06-15"),
        # months
        ("في سبتمبر", "2023-09"), ("مطلع مايو", "2024-05"), ("منتصف سبتمبر الماضي", "2023-09"), ("أواخر يوليو المقبل", "2024-07"), ("أكتوبر الفارط", "2023-10"), ("أكتوبر من العام الماضي", "2023-10"),
        ("نوفمبر عام 2005", "2005-11"), ("كانون الاول / ديسمبر 1994", "1994-12"), ("منذ آذار 1991", "1991-03"), ("في مارس", "2024-03"), ("الشهر الماضي", "2024-05"), ("أواخر الشهر المنقضي", "2024-05"),
        ("خلال الأسبوع الماضي", "2024-06"), ("هذا الأسبوع", "2024-06"), ("قبل نحو خمسة أشهر", "2024-01"), ("منذ مطلع العام", "2024-01"), ("بنهاية العام الماضي", "2023-12"), ("قبل أيام", "2024-06"),
        # years
        ("في عام 2022", "2022"), ("سنة 1967", "1967"), ("منذ 1995", "1995"), ("العام الماضي", "2023"), ("العام قبل الماضي", "2022"), ("هذا العام", "2024"), ("منذ 30 عاما", "1994"), ("صيف 2014", "2014"),
        ("الخريف المقبل", "2024"), ("عام ألفين وثلاثة", "2003"), ("قبل عام", "2023"), ("مطلع 2019", "2019-01"),
    ],
)  # fmt: skip
def test_resolves(text: str, value: str) -> None:
    assert one(text).value == value


@pytest.mark.parametrize(
    ("text", "value", "until"),
    [
        ("بين عامي 1998 و2016", "1998", "2016"), ("الحرب الأهلية (1955-1972)", "1955", "1972"), ("من 3 إلى 6 فبراير 2015", "2015-02-03", "2015-02-06"),
        ("بين 1990 و1995", "1990", "1995"), ("في رمضان 1445هـ", "2024-03-11", "2024-04-09"), ("عام 1445هـ", "2023-07-19", "2024-07-06"),
    ],
)  # fmt: skip
def test_ranges(text: str, value: str, until: str) -> None:
    mention = one(text)
    assert (mention.value, mention.until, mention.precision) == (value, until, "range")


@pytest.mark.parametrize(
    ("text", "past", "future"),
    [
        ("في سبتمبر", "2023-09", "2024-09"), ("الأربعاء", "2024-06-19", "2024-06-26"), ("الخميس", "2024-06-20", "2024-06-27"), ("في 11 مايو", "2024-05-11", "2025-05-11"),
    ],
)  # fmt: skip
def test_both_readings(text: str, past: str, future: str) -> None:
    mention = one(text)
    assert (mention.value, mention.future) == (past, future)
    assert [m.value for m in find_dates(words(text), THURSDAY, LOADED, future=True)] == [future]


@pytest.mark.parametrize(
    ("text", "told", "reference", "value"),
    [
        ("زارها بعد أربعة أشهر", "2021-03", "previous", "2021-07"), ("غداة غارة على المرفأ", "2019-08-11", "next", "2019-08-10"),
        ("بعد يومين من الانقلاب", "2012-03-24", "next", "2012-03-22"), ("في اليوم التالي", "2022-05-26", "previous", "2022-05-27"), ("في العام نفسه", "1988-05", "previous", "1988"),
        ("عشية القمة", "2024-06-12", "next", "2024-06-13"),
    ],
)  # fmt: skip
def test_counted_from_another_event(text: str, told: str, reference: str, value: str) -> None:
    mention = one(text)
    assert mention.value is None
    assert mention.reason is not None
    assert (mention.reference, resolve(mention, told)) == (reference, value)


def test_in_the_month_told_before() -> None:
    found = dates("نشر الإعلان في الـ20 من أيار وسحبه في الـ27 منه، ثم أعيد نشره في الثلاثين من الشهر نفسه")
    assert [m.value for m in found] == ["2024-05-20", "2024-05-27", "2024-05-30"]


@pytest.mark.parametrize(
    ("text", "value", "kind"),
    [
        ("هجمات 11 سبتمبر", "2001-09-11", "named"), ("هجمات الحادي عشر من سبتمبر", "2001-09-11", "named"), ("ثورة 25 يناير", "2011-01-25", "named"), ("حرب تموز", "2006-07", "named"),
        ("حرب 1967", "1967", "named"),
        ("انتخابات نوفمبر 2020", "2020-11", "named"), ("قوى 14 آذار", None, "unresolved"), ("في التسعينيات", None, "unresolved"), ("في ثمانينات القرن الماضي", None, "unresolved"), ("خلال السنوات الأخيرة", None, "unresolved"),
        ("منذ عقود", None, "unresolved"),
    ],
)  # fmt: skip
def test_names_and_vague_spans(text: str, value: str | None, kind: str) -> None:
    mention = one(text)
    assert (mention.value, mention.kind) == (value, kind)
    assert value or mention.reason


@pytest.mark.parametrize(
    ("text", "sense"),
    [
        ("منذ عام 1986", "since"),
        ("حتى نهاية مايو", "until"),
        ("قبل عام 2011", "before"),
        ("بعد 2003", "after"),
        ("خلال الشهر الجاري", "within"),
        ("في عام 2011", "at"),
        ("منذ ستة أشهر", "since"),
    ],
)
def test_how_the_act_stands_to_the_date(text: str, sense: str) -> None:
    assert one(text).sense == sense


@pytest.mark.parametrize(
    "text",
    [
        "قال رئيس الوزراء رجب طيب أردوغان", "مارس الوزير ضغوطا", "رئيسة الوزراء تيريزا ماي", "الأمين العام الحالي", "مؤتمر عام", "قناة روسيا اليوم", "في اليوم الثامن للهجوم", "في 2000 قرية",
        "القرار 1701", "بين الاثنين", "والده أب لثلاثة", "فازوا 3 - 2",
    ],
)  # fmt: skip
def test_no_date(text: str) -> None:
    assert dates(text) == []


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("الرباط 21 - 6 (أ ف ب) - قال وزير الخارجية اليوم", date(2024, 6, 21)), ("تونس في 20 يونيو / وات / وصل الوفد", date(2024, 6, 20)), ("مينسك، 19 يونيو. /بيلتا/. أعلنت الوزارة", date(2024, 6, 19)),
        ("برلين 18 يونيو", date(2024, 6, 18)), ("طوكيو، 20 يونيو (كيودو) -- قال الجيش", date(2024, 6, 20)), ("زار الوزير بغداد في 20 مايو", None), ("قال الوزير يوم 3 يناير (كانون الثاني) إن", None),
    ],
)  # fmt: skip
def test_datelines(text: str, day: date | None) -> None:
    assert find_dateline(words(text), THURSDAY, LOADED) == day


def test_without_the_report_s_day() -> None:
    assert [(m.value, m.reason is not None) for m in dates("أمس وفي 20 مايو وفي 3 مايو 2010", None)] == [
        (None, True),
        (None, True),
        ("2010-05-03", False),
    ]


def test_first_month_has_the_second_s_year() -> None:
    assert [m.value for m in dates("من نوفمبر إلى فبراير 2012")] == ["2011-11", "2012-02"]


def test_first_day_has_the_second_s_year() -> None:
    assert [m.value for m in dates("في 15 شباط/فبراير و3 آذار/مارس 2023")] == ["2023-02-15", "2023-03-03"]


def test_a_range_looks_ahead_as_a_whole() -> None:
    (mention,) = find_dates(words("من 5 إلى 8 مايو"), THURSDAY, LOADED, future=True)
    assert (mention.value, mention.until) == ("2025-05-05", "2025-05-08")


def test_spans_are_the_phrase() -> None:
    text = "وأعلنت الوزارة صباح أمس (الأربعاء) أنها ستوقع الاتفاق"
    mention = one(text)
    assert text[mention.start : mention.end] == "صباح أمس (الأربعاء)"


@pytest.mark.parametrize(
    ("value", "days", "months", "moved"),
    [
        ("2024-01-31", 1, None, "2024-02-01"),
        ("2024", None, 12, "2025"),
        ("2024-12", None, 1, "2025-01"),
        ("2024-06", 3, None, "2024-06"),
        ("2024", None, 5, None),
        ("9999-12-31", 1, None, None),
    ],
)
def test_shift(value: str, days: int | None, months: int | None, moved: str | None) -> None:
    assert shift(value, days, months) == moved


WORDS = "في يوم 20 31 مايو شباط كانون الثاني رمضان 1445 هـ 2024 1995 عام عامي و2023 أمس اليوم الثلاثاء الماضي المقبل قبل بعد منذ ثلاثة أشهر أيام أسبوعين عاما نحو مطلع نهاية الشهر نفسه منه حتى إلى من"
PIECES = st.sampled_from(
    [
        *WORDS.split(),
        "-",
        "/",
        "(",
        ")",
        "،",
        "الحادي",
        "عشر",
        "والعشرين",
        "9999",
        "99999999999999999999",
        "صيف",
        "التسعينات",
        "القرن",
        "مليار",
        "قوى",
        "ليل",
        "15 - 8",
        "الموافق",
    ]
)


@given(st.lists(PIECES | st.text(max_size=5), max_size=20), st.none() | st.dates())
def test_mentions_stay_in_the_text(pieces: list[str], anchor: date | None) -> None:
    text = " ".join(pieces)
    tokens = words(text)
    floor = 0
    for mention in find_dates(tokens, anchor, LOADED):
        assert floor <= mention.first < mention.last <= len(tokens)
        assert (mention.start, mention.end) == (tokens[mention.first].start, tokens[mention.last - 1].end)
        assert 0 <= mention.start < mention.end <= len(text)
        assert mention.value or mention.reason
        for value in (mention.value, mention.until, mention.future):
            if value is not None:
                date.fromisoformat((value + "-01-01")[:10])
        floor = mention.last
    find_dateline(tokens, anchor, LOADED)


def test_a_count_before_another_act() -> None:
    """The day is told of the act that follows: the clause's own act was a day before it."""
    mention = one("وقع البلدان اتفاقا قبل يومين من القمة")
    assert (mention.value, mention.reference, mention.offset_days) == (None, "next", -2)
    assert resolve(mention, "2024-06-10") == "2024-06-12"
    assert one("سينتهي الموعد قبل يومين من الآن").value == "2024-06-18"
