"""Numbers and amounts, over sentences of our own and generated ones."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import rasid
from rasid.arabic.normalise import normalise
from rasid.arabic.numbers import Amount, NumberTables, figure, find_amounts, load, read_number
from rasid.arabic.words import words

TABLES = Path(rasid.__file__).parent / "tables"


@pytest.fixture(scope="module")
def tables() -> NumberTables:
    return load(TABLES)


def amounts(text: str, tables: NumberTables) -> list[tuple[float, str | None, str, str | None]]:
    return [(a.value, a.unit, a.qualifier, a.of) for a in find_amounts(words(text), tables)]


@pytest.mark.parametrize(
    ("text", "same"),
    [
        ("مُوسكـو", "موسكو"),
        ("إلى", "الي"),
        ("آسيا", "اسيا"),
        ("١٢٣", "123"),
        ("۴۵", "45"),
        ("یران", "يران"),
        ("مئة", "مئة"),
        ("رؤساء", "رؤساء"),
        ("\u200fمصر\u200b", "مصر"),
    ],
)
def test_normalise(text: str, same: str) -> None:
    assert normalise(text) == same


@given(st.text())
def test_normalise_is_idempotent(text: str) -> None:
    assert normalise(normalise(text)) == normalise(text)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("ثلاثة", 3), ("ثماني عشرة", 18), ("أحد عشر", 11), ("إحدى عشرة", 11), ("اثنا عشر", 12), ("اثنتي عشرة", 12),
        ("خمسة وعشرون", 25), ("واحد وثلاثين", 31), ("مئة", 100), ("مائتين", 200), ("ثلاثمئة وخمسين", 350),
        ("أربعمائة وستة عشر", 416), ("خمس مئة", 500), ("مئة وخمسة وثلاثون ألفا ومئتان وستون", 135_260), ("ألف", 1000),
        ("ألفان وأربعة وعشرون", 2024), ("ثلاثة آلاف", 3000), ("مليونين وألفين", 2_002_000), ("ملياري", 2e9),
        ("مليون ونصف المليون", 1.5e6), ("ربع مليون", 250_000), ("1.5 مليار", 1.5e9), ("10،5 مليار", 10.5e9), ("3ر5 ملايين", 3.5e6),
        ("1,200", 1200), ("1.200", 1200), ("12.5", 12.5), ("3 آلاف و200", 3200), ("٢٥ ألفا", 25_000), ("20 000", 20_000), ("7 بلايين", 7e9),
    ],
)  # fmt: skip
def test_reads_numbers(text: str, value: float, tables: NumberTables) -> None:
    found = read_number(words(text), 0, tables)
    assert found == (value, len(words(text)))


@pytest.mark.parametrize("text", ["عشرات", "آلاف", "ملايين", "أرباع", "واحد", "مدينة", "الخمسة", "أثنى على"])
def test_reads_no_number(text: str, tables: NumberTables) -> None:
    assert read_number(words(text), 0, tables) is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("أصيب خمسة وعشرون جنديا في الهجوم", (25, "persons", "=", "soldiers")),
        ("مقتل نحو مئة مدني", (100, "persons", "~", "civilians")),
        ("تظاهر أكثر من 18 ألف شخص", (18_000, "persons", ">", "people")),
        ("احتشد ما لا يقل عن ثلاثة آلاف متظاهر", (3000, "persons", ">", "demonstrators")),
        ("قتل 12 شخصا على الأقل", (12, "persons", ">", "people")),
        ("قرض بقيمة 40 مليار دولار", (40e9, "USD", "=", None)),
        ("منحة قدرها مليونا يورو", (2e6, "EUR", "=", None)),
        ("خمسمئة مليون جنيه إسترليني", (5e8, "GBP", "=", None)),
        ("مئة ريال سعودي", (100, "SAR", "=", None)),
        ("بنحو 30 ألف ليرة لبنانية", (30_000, "LBP", "~", None)),
        ("بسعر $75 للبرميل", (75, "USD", "=", None)),
        ("تمثل أقل من 40% من التجارة", (40, "%", "<", None)),
        ("ارتفعت سبعين في المئة", (70, "%", "=", None)),
        ("بنسبة 12 بالمائة تقريبا", (12, "%", "~", None)),
        ("تأتي منها قرابة ربع وارداتها من القمح", (25, "%", "~", None)),
        ("يعارض نصف الناخبين القرار", (50, "%", "=", None)),
        ("إنتاج مليوني برميل يوميا", (2e6, "barrels/day", "=", None)),
        ("على بعد 20 كيلومترا من الحدود", (20, "km", "=", None)),
        ("وقع البلدان اثنتي عشرة معاهدة", (12, "treaties", "=", None)),
        ("أطلقت خمسة صواريخ باليستية", (5, "missiles", "=", None)),
        ("مقتل جنديين في كمين", (2, "persons", "=", "soldiers")),
        ("أسقط الدفاع الجوي طائرتين", (2, "aircraft", "=", None)),
        ("بينهم خمسة من رجال الأمن", (5, "persons", "=", "men")),
        ("وجرح عشرة آخرون", (10, "persons", "=", None)),
        ("اعتقال 40 فلسطينيا", (40, "persons", "=", None)),
        ("نزوح ألف صومالي", (1000, "persons", "=", None)),
        ("الأعضاء الخمسة عشر", (15, None, "=", None)),
        ("قتل ثلاثة في انفجار", (3, None, "=", None)),
        ("استمرت المعارك أسبوعين", (2, "weeks", "=", None)),
        ("سقط عشرات القتلى", (10, "persons", ">", "killed")), ("مئات الآلاف من النازحين", (100_000, "persons", ">", "displaced")),
        ("خرج الآلاف في مسيرة", (1000, "persons", ">", None)), ("قروض بمئات الملايين من الدولارات", (1e8, "USD", ">", None)),
    ],
)  # fmt: skip
def test_finds_an_amount(text: str, expected: tuple[float, str, str, str], tables: NumberTables) -> None:
    assert amounts(text, tables) == [expected]


@pytest.mark.parametrize(
    "text",
    [
        "في عام 2022", "القرار 1373", "طائرات من طراز أف-16", "صواريخ S-400", "حركة طالبان",
        "اتفقت الدولتان على الحل", "استقبل مدنيين", "في الدور نصف النهائي", "أثنى الوزير على الجهود", "بضعة أيام",
    ],
)  # fmt: skip
def test_finds_none(text: str, tables: NumberTables) -> None:
    assert amounts(text, tables) == []


def test_several_in_a_sentence(tables: NumberTables) -> None:
    text = "قتل 7 جنود وأصيب 25 مدنيا بجروح ودمر منزلان، بنسبتي 60 و65 في المئة"
    assert [(a.value, a.unit, text[a.start : a.end]) for a in find_amounts(words(text), tables)] == [
        (7, "persons", "7 جنود"), (25, "persons", "25 مدنيا"), (2, "houses", "منزلان"), (60, "%", "60"), (65, "%", "65 في المئة"),
    ]  # fmt: skip


def test_words_taken_by_dates_are_left(tables: NumberTables) -> None:
    tokens = words("قبل ثلاثة أيام قتل خمسة جنود")
    assert [a.value for a in find_amounts(tokens, tables, taken=range(3))] == [5]


def test_the_noun_is_told(tables: NumberTables) -> None:
    tokens = words("زرعت الحكومة 40 نخلة")
    (amount,) = find_amounts(tokens, tables)
    assert amount.noun is not None
    assert tokens[amount.noun].text == "نخلة"


WORDS = "مئة ألف ألفا مليون ونصف المليون خمسة وعشرون عشر و 20 000 1.5 3ر5 % $ في المئة أكثر من على الأقل جنديان دولار أمريكي نصف ثلث"
PIECES = st.sampled_from(
    [
        *WORDS.split(),
        "و200",
        "،",
        "-",
        "(",
        "10،5",
        "99999999999999999999999999",
        "٣",
        "أرباع",
        "من",
        "عناصر",
        "آخرون",
        "يوميا",
        "برميل",
    ]
)


@given(st.lists(PIECES | st.text(max_size=6), max_size=20))
def test_amounts_stay_in_the_text(pieces: list[str]) -> None:
    text = " ".join(pieces)
    tokens = words(text)
    found: list[Amount] = find_amounts(tokens, LOADED)
    floor = 0
    for amount in found:
        assert floor <= amount.first < amount.last <= len(tokens)
        assert (amount.start, amount.end) == (tokens[amount.first].start, tokens[amount.last - 1].end)
        assert 0 <= amount.start < amount.end <= len(text)
        assert amount.qualifier in "=~<>"
        assert amount.value == amount.value
        floor = amount.last


@given(st.text(alphabet="0123456789.,،٫٬ر", max_size=60))
def test_figures_never_crash(text: str) -> None:
    value = figure(text)
    assert value is None or value >= 0


LOADED = load(TABLES)
