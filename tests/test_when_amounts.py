"""Which date and which amount an act is told with, and who vouches for it; over sentences of our own."""

import copy
from datetime import date

import pytest

from rasid.coder import code
from rasid.records import Article, Event
from rasid.tables import Tables, load

REPORT = date(2024, 6, 20)  # a Thursday


@pytest.fixture(scope="module")
def tables() -> Tables:
    rules = copy.copy(load())
    rules.weights = {**rules.weights, "least": 0.0}  # what an act carries, whether it is kept or not
    return rules


def event(text: str, kind: str, tables: Tables) -> Event:
    found = [e for e in code(Article("t", text, REPORT), tables).events if e.type == kind]
    assert found, f"no {kind}: {text}"
    return found[0]


@pytest.mark.parametrize(
    ("text", "kind", "when"),
    [
        ("قصفت الطائرات الإسرائيلية أمس مخيما في لبنان.", "ASSAULT", "2024-06-19"),
        ("شن الجيش التركي فجر أمس غارات على مواقع في العراق.", "ASSAULT", "2024-06-19"),
        ("قتل ثلاثة جنود سوريين في هجوم وقع أمس قرب الحدود.", "ASSAULT", "2024-06-19"),
        ("اختتمت أمس الأربعاء جولة المفاوضات بين مصر وإثيوبيا.", "CONSULT", "2024-06-19"),
        ("تحتجز السلطات الإيرانية صحافيا فرنسيا منذ مارس الماضي.", "COERCE", "2024-03"),
        ("قال ناشطون إن السلطات نددت باغتيال رفيق الحريري.", "ASSAULT", "2005-02-14"),
        ("أدانت بيروت غزو أوكرانيا.", "ASSAULT", "2022-02-24"),
        ("أفرجت أذربيجان اليوم الخميس عن سبعة أرمن، فيما أطلقت أرمينيا سراح أسيرين.", "RETREAT", "2024-06-20"),
        ("انسحبت ألمانيا أمس من المعاهدة المبرمة مع إيران عام 1999.", "SANCTION", "2024-06-19"),
        ("زار الرئيس الكيني تنزانيا أمس في أول زيارة منذ عشرين عاما.", "CONSULT", "2024-06-19"),
        ("في عام 2003 قتل ثلاثة جنود بريطانيين في هجوم.", "ASSAULT", "2003"),
        ("ألقى الرئيس التركي أمس خطابا شكر فيه قطر.", "SUPPORT", "2024-06-19"),
        ("طالب مجلس الأمن الأربعاء إثيوبيا بالانسحاب، وامتنعت روسيا عن التصويت.", "REJECT", "2024-06-19"),
        ("أغلقت تركيا أمس المعبر، غداة هجوم شنه حزب العمال الكردستاني.", "ASSAULT", "2024-06-18"),
        ("دعت النقابات التونسية أمس الحكومة إلى الاستقالة غدا.", "REQUEST", "2024-06-19"),
        ("شن الجيش الأميركي بعد منتصف ليلة أمس غارات على مواقع في العراق.", "ASSAULT", "2024-06-19"),
        ("تحاصر القوات الإسرائيلية القرية السورية منذ مايو أيار 2024.", "COERCE", "2024-05"),
        ("انهارت الهدنة القائمة منذ 1953 بين إيران والعراق.", "RETREAT", "1953"),
        ("وقع السودان وإثيوبيا أمس اتفاقا لوقف إطلاق النار.", "RETREAT", "2024-06-19"),
    ],
)
def test_dates_an_act(text: str, kind: str, when: str, tables: Tables) -> None:
    assert event(text, kind, tables).when == when


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("قصفت الطائرات الإسرائيلية أمس مخيما في لبنان، ودانت فرنسا الغارة.", "ACCUSE"),  # said afterwards
        ("دعت باريس أمس إسرائيل إلى سحب قواتها من لبنان.", "RETREAT"),  # asked for, not done
        ("أشاد الرئيس المصري بالاتفاق الموقع مع قبرص عام 2003.", "SUPPORT"),  # the date of the agreement
        ("قصفت الطائرات الإسرائيلية مخيما في لبنان.", "ASSAULT"),
    ],
)
def test_leaves_an_act_undated(text: str, kind: str, tables: Tables) -> None:
    assert event(text, kind, tables).when is None


def test_a_headline_takes_the_date_of_its_report(tables: Tables) -> None:
    text = "روسيا تطرد دبلوماسيين بولنديين\nطردت روسيا أمس الأربعاء دبلوماسيين بولنديين ردا على خطوة مماثلة."
    assert event(text, "SANCTION", tables).when == "2024-06-19"


@pytest.mark.parametrize(
    ("text", "kind", "value", "unit"),
    [
        ("قتلت القوات الإسرائيلية خمسة فلسطينيين وأصابت عشرين آخرين.", "ASSAULT", 5, "persons"),
        ("قتل 12 شخصا وأصيب 30 آخرون في هجوم شنه مسلحون في العراق.", "ASSAULT", 12, "persons"),
        ("قتل 9 مدنيين، بينهم طفلان، في غارة إسرائيلية على لبنان.", "ASSAULT", 9, "persons"),
        ("اعتقلت الشرطة التركية عشرات المتظاهرين.", "COERCE", 10, "persons"),
        ("اعتقلت الشرطة التركية صحافيا فرنسيا.", "COERCE", 1, "persons"),
        ("تظاهر مئات الآلاف في القاهرة ضد الغلاء.", "PROTEST", 100_000, "persons"),
        ("قدمت اليابان للسودان مساعدات قيمتها 40 مليون دولار.", "AID", 40_000_000, "USD"),
        ("أفرجت حركة طالبان عن الجنود الثلاثة.", "RETREAT", 3, "persons"),
        ("أغلقت كينيا قنصليتها بعد خطف سبعة من دبلوماسييها.", "ASSAULT", 7, "persons"),
        ("فرضت كندا على الصين رسوما نسبتها 25 في المئة على سلع بقيمة مليار دولار.", "SANCTION", 25, "%"),
        ("اعتقلت الشرطة الكويتية خلية تضم تسعة أشخاص.", "COERCE", 9, "persons"),
        ("ارتكب الجيش السوري مجزرة راح ضحيتها ثمانية مدنيين.", "ASSAULT", 8, "persons"),
        ("طردت كينيا السفير الإيراني.", "SANCTION", 1, "persons"),
        ('طالبت تركيا السويد بتسليم نحو عشرين "إرهابيا".', "REQUEST", 20, "persons"),
        ("خطفت الجبهة الشعبية ثلاث طائرات أميركية.", "ASSAULT", 3, "aircraft"),
        ("امتنعت 35 دولة عن التصويت على القرار الروسي.", "REJECT", 35, "countries"),
        ("قتل سبعة جنود عراقيين وأصيب عشرون عندما فجر انتحاري نفسه قرب ثكنة.", "ASSAULT", 7, "persons"),
        ("ستخفض واشنطن رسومها على السلع الصينية من 145 إلى 30 في المئة.", "RETREAT", 30, "%"),
        ("اغتال مسلحان صحافيا عراقيا.", "ASSAULT", 1, "persons"),
        ("أعلنت أنقرة توقيف القيادي السوري عماد جمعة.", "COERCE", 1, "persons"),
        ("دربت بريطانيا منذ مطلع العام عشرة آلاف جندي أوكراني.", "AID", 10_000, "persons"),
        ("خطف مسلحون قنصل الجزائر وستة من معاونيه في غاو.", "ASSAULT", 7, "persons"),
        ("قالت الشرطة إن أربعة مدنيين وثلاثة حراس قتلوا في هجوم.", "ASSAULT", 7, "persons"),
        ("أفرجت طالبان عن كوريتين جنوبيتين.", "RETREAT", 2, "persons"),
        ("قتل صحافي سوري ومصوره في قصف على إدلب.", "ASSAULT", 2, "persons"),
        ("قتل مسلحون حبيب الله جان أمام منزله.", "ASSAULT", 1, "persons"),
        ("أعلنت الشرطة أن شخصا قتل وأصيب أربعة في انفجار سيارة في بغداد.", "ASSAULT", 1, "persons"),
        ("أطلقت إيران 300 مسيرة على إسرائيل.", "ASSAULT", 300, None),
    ],
)
def test_counts(text: str, kind: str, value: float, unit: str | None, tables: Tables) -> None:
    amount = event(text, kind, tables).amount
    assert amount is not None
    assert (amount.value, amount.unit) == (value, unit)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("زار الوزير المصري ثلاث دول بينها قبرص.", "CONSULT"),
        ("رفضت سوريا مبادرة تقدمت بها أربع دول.", "REJECT"),
    ],
)
def test_counts_nothing(text: str, kind: str, tables: Tables) -> None:
    assert event(text, kind, tables).amount is None


@pytest.mark.parametrize(
    ("text", "kind", "speaker"),
    [
        ("أعلن الجيش الأردني أنه قصف مواقع مهربين في سوريا.", "ASSAULT", ("JOR",)),
        ("أعلن الرئيس المصري أن بلاده ترفض المبادرة الإثيوبية.", "REJECT", ()),
        ("قصف الجيش التركي قرى في العراق، حسبما ذكرت الحكومة العراقية.", "ASSAULT", ("IRQ",)),
        ("أفادت الشرطة العراقية بمقتل حارسين.", "ASSAULT", ("IRQ",)),
    ],
)
def test_who_vouches(text: str, kind: str, speaker: tuple[str, ...], tables: Tables) -> None:
    assert event(text, kind, tables).attribution == speaker
