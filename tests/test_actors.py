"""Who is meant: names, offices, roles and what points back, in sentences of our own."""

import datetime as dt

import pytest

from rasid.coder import understand
from rasid.records import Article
from rasid.tables import Tables


def parties(text: str, words: str, tables: Tables, date: str = "2024-06-20") -> tuple[str, ...]:
    """The codes of the last phrase of a text that begins with ``words``."""
    _, understood = understand(Article("a", text, dt.date.fromisoformat(date) if date else None), tables)
    found: tuple[str, ...] | None = None
    for one in understood:
        units = one.sentence.units
        for phrase in one.sentence.phrases:
            for part in (phrase, *phrase.conj):
                said = " ".join(unit.text for unit in units[part.first : part.last])
                if said.startswith(words):
                    found = one.resolver.phrase(part).codes
    assert found is not None, f"no phrase begins with {words}"
    return found


NAMED = [
    ("اتهم حزب العدالة والتنمية الحكومة المغربية بالتقصير.", "حزب", ("PJD",)),
    ("اتهم حزب العدالة والتنمية صحيفة تركية بالتحريض.", "حزب", ("AKP",)),
    ("اتهمت الشرطة الإندونيسية الجماعة الإسلامية بالهجوم.", "الجماعة", ("JEMAAH_ISLAMIYAH",)),
    ("هاجمت قوات عيديد قافلة أميركية في مقديشو.", "قوات", ("SNA",)),
    ("اعترفت موسكو بأبخازيا.", "بأبخازيا", ("ABKHAZIA",)),
    ("انتقدت إسرائيل القوى الكبرى.", "القوى", ("USA", "GBR", "FRA", "DEU", "RUS", "CHN")),
    ("دافعت أنقرة عن التركمان في كركوك.", "التركمان", ("TURKMEN",)),
    ("زار الوفد اليوغوسلافي موسكو.", "الوفد", ("YUG",)),
    ("أرسلت اليونان منقذين إلى جارتها تركيا رغم الخلاف.", "جارتها", ("TUR",)),
    ("قصف الجيش القاعدة التركية.", "القاعدة", ("TUR",)),
    ("هاجمت القاعدة معسكرا.", "القاعدة", ("AL_QAEDA",)),
    ("أدانت باريس اغتيال إسماعيل هنية رئيس المكتب السياسي لحركة حماس.", "اغتيال", ("HAMAS",)),
    ("استقبل الرئيس الكوري الجنوبي وفدا من طوكيو.", "الرئيس", ("KOR",)),
    ("وصلت السفيرة الكورية الشمالية إلى بكين.", "السفيرة", ("PRK",)),
    ("زار وفد جنوب أفريقي نيروبي.", "وفد", ("ZAF",)),
    ("أعلنت القوات الكورية الجنوبية والأمريكية بدء مناورات.", "القوات", ("KOR", "USA")),
    ("قال نائب رئيس الوزراء البولندي إن الحدود آمنة.", "نائب", ("POL",)),
    ("أكد مصدر في وزارة الدفاع الإيطالية النبأ.", "مصدر", ("ITA",)),
    ("حذرت دول الغرب من التصعيد.", "دول", ("WEST",)),
    ("دعا القادة العرب إلى الهدوء.", "القادة", ("ARAB",)),
    ("يطالب القرار 1701 بنزع السلاح.", "القرار", ("UNSC",)),
    ("اتفقت الكوريتان على هدنة.", "الكوريتان", ("KOR", "PRK")),
    ("شنت واشنطن وحلفاؤها غارات.", "واشنطن", ("USA", "WEST")),
    ("فتح تدين الهجوم.", "فتح", ("FATAH",)),
    ("احتج متظاهرون سودانيون على الغلاء.", "متظاهرون", ("SDN:CIV",)),
    ("أغار الطيران على مصنع للذخيرة شمال بغداد.", "مصنع", ("IRQ:BUS",)),
    ("تجمع متظاهرون في وسط سيدني.", "متظاهرون", ("AUS:CIV",)),
    ("انفجرت قنبلة في شارع فلسطين.", "شارع", ()),
    ("أوقف رجال الأمن الأردنيون السائق.", "رجال", ("JOR",)),
    ("ندد رجال الدين الإيرانيون بالفيلم.", "رجال", ("IRN:REL",)),
    ("دعا القادة الأفارقة إلى هدنة.", "القادة", ("AU",)),
]


@pytest.mark.parametrize(("text", "words", "codes"), NAMED)
def test_what_a_phrase_itself_says(text: str, words: str, codes: tuple[str, ...], tables: Tables) -> None:
    assert parties(text, words, tables) == codes


BACK = [
    # an office, a body or a role is that of the last one named so
    ("قصف الجيش السوداني المدينة. وقال ناطق إن الجيش أوقف القصف.", "الجيش", ("SDN",)),
    ("وصل وزير الخارجية العماني إلى طهران. وصرح الوزير بأن المحادثات مفيدة.", "الوزير", ("OMN",)),
    ("تظاهر فلسطينيون في نابلس. وردد المتظاهرون هتافات.", "المتظاهرون", ("PSE:CIV",)),
    ("الجيش ينسحب من المدينة\nسحب الجيش السوداني جنوده من أم درمان.", "الجيش", ("SDN",)),
    # descriptions
    ("بحث الرئيس المصري مع نظيره القبرصي التعاون بين البلدين.", "البلدين", ("EGY", "CYP")),
    ("وقعت الهند وباكستان هدنة. ورحبت الصين بها. وخاض البلدان حروبا.", "البلدان", ("IND", "PAK")),
    ("تبنت حركة الشباب الهجوم. وقالت الحركة إنها ستهاجم أيضا.", "الحركة", ("AL_SHABAAB",)),
    ("انتقدت واشنطن السعودية. وردت المملكة ببيان.", "المملكة", ("SAU",)),
    ("قال حسن نصر الله إن الحزب سيرد.", "الحزب", ("HEZBOLLAH",)),
    ("انسحبت بوليفيا من مجموعة الأنديز. وأجلت الهيئة الحوار مع الصندوق.", "الصندوق", ("IMF",)),
    # people explained before or after their name alone is used
    ("رحب كوفالتشوك بالقرار. وكان وزير الدفاع البولندي كوفالتشوك زار كييف.", "كوفالتشوك", ("POL",)),
]


@pytest.mark.parametrize(("text", "words", "codes"), BACK)
def test_what_points_back(text: str, words: str, codes: tuple[str, ...], tables: Tables) -> None:
    assert parties(text, words, tables) == codes


def test_a_report_is_at_home_where_its_dateline_is(tables: Tables) -> None:
    text = "دمشق - سانا\nأدانت وزارة الخارجية الغارات."
    assert parties(text, "وزارة", tables) == ("SYR",)


@pytest.mark.parametrize(("date", "codes"), [("2007-03-01", ("ISR:OPP",)), ("2024-06-20", ("ISR",)), ("", ("ISR",))])
def test_whom_a_person_stands_for_goes_by_the_date(date: str, codes: tuple[str, ...], tables: Tables) -> None:
    """In a text without a date, whoever held an office of state and a party's is the state's."""
    assert parties("انتقد نتنياهو الاتفاق.", "نتنياهو", tables, date) == codes


def test_a_surname_inside_another_name_is_nobody_known(tables: Tables) -> None:
    assert parties("قال برهان صالح إن الطقس جميل.", "برهان", tables, "2010-05-01") != ("YEM",)


def test_the_office_goes_before_a_mere_surname(tables: Tables) -> None:
    """A minister's state is told by his office, whoever else bears his name."""
    text = "التقى وزير الصحة الماليزي رامي بوتو الوفد."
    assert parties(text, "وزير", tables, "2007-03-01") == ("MYS",)


DOUBTFUL = [
    ("بحثت القاهرة أزمة سد النهضة.", "أزمة"),
    ("ضاعفت الشركة جهود التنمية.", "جهود"),
]


@pytest.mark.parametrize(("text", "words"), DOUBTFUL)
def test_an_ordinary_word_is_no_group(text: str, words: str, tables: Tables) -> None:
    assert parties(text, words, tables) == ()


def test_a_group_of_an_ordinary_name_after_its_noun(tables: Tables) -> None:
    assert parties("انتقدت حركة النهضة الدستور.", "حركة", tables) == ("ENNAHDA",)


def test_an_object_pronoun_is_not_the_subject(tables: Tables) -> None:
    text = "اتهمت أنقرة السويد بإيواء مسلحين. وطالبتها أنقرة بتسليمهم."
    coding, _ = understand(Article("a", text, dt.date(2022, 5, 20)), tables)
    asked = [event for event in coding.events if event.type == "REQUEST"]
    assert [(event.actor, event.recipient) for event in asked] == [(("TUR",), ("SWE",))]


def test_in_east_asia_the_family_name_stands_first(tables: Tables) -> None:
    told = "التقى الرئيس الصيني شي جين بينغ الزعيم الكوري الشمالي كيم جونغ أون. وشكر كيم مضيفه. ودعا شي إلى التهدئة."
    assert parties(told, "كيم", tables) == ("PRK",)
    assert parties(told, "شي", tables) == ("CHN",)


@pytest.mark.parametrize(
    ("text", "actor", "recipient"),
    [
        ("أدان بوتين قصف مقاتلات أمريكية مراكز في إيران.", ["USA"], ["IRN"]),
        ("قصفت المقاتلات الهندية الثلاثاء ما قالت إنه موقع في باكستان.", ["IND"], ["PAK"]),
        ("قال مسؤول إن اغتيال الوزير اللبناني بيار الجميل رسالة.", [], ["LBN"]),
    ],
)
def test_who_hit_whom(text: str, actor: list[str], recipient: list[str], tables: Tables) -> None:
    coding, _ = understand(Article("a", text, dt.date(2024, 6, 20)), tables)
    (event,) = (event.to_json() for event in coding.events if event.type == "ASSAULT")
    assert (event["actor"], event["recipient"]) == (actor, recipient)
