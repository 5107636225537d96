"""Standing ties told by nouns, participles and verbs, each in a sentence of its own."""

import datetime as dt

import pytest

from rasid.coder import code
from rasid.records import Article, Tie
from rasid.tables import FOLDER, load
from rasid.tables.loader import read_table
from rasid.tables.relations import COLUMNS

DAY = dt.date(2024, 6, 20)

# sentence, kind, from, to (mutual kinds: the sides in either order)
TOLD = [
    ("زار الوزير طهران، الحليف الأوثق لدمشق.", "alliance", "IRN", "SYR"),
    ("تعد بيلاروسيا حليفة لروسيا.", "alliance", "BLR", "RUS"),
    ("طلبت أرمينيا العون من موسكو حليفتها التقليدية.", "alliance", "ARM", "RUS"),
    ("انتقد النواب القوات الرواندية المتحالفة مع بانغي.", "alliance", "RWA", "CAF"),
    ("يقلق التحالف القائم منذ سنوات بين بكين وإسلام أباد جيرانهما.", "alliance", "CHN", "PAK"),
    ("ولدى اليابان، الحليف الرئيسي للولايات المتحدة في آسيا، مخاوف كثيرة.", "alliance", "JPN", "USA"),
    ("ظلت مانيلا حليفا لواشنطن طوال عقود.", "alliance", "PHL", "USA"),
    ("تعد ألمانيا المورد الأول للسلاح لليونان.", "arms_supply", "DEU", "GRC"),
    ("أصبحت أنقرة أكبر مورد للأسلحة إلى أذربيجان.", "arms_supply", "TUR", "AZE"),
    ("فرنسا أكبر مزود لليونان بالسلاح.", "arms_supply", "FRA", "GRC"),
    ("تضر العقوبات الأميركية المفروضة على فنزويلا بقطاع النفط.", "sanctions_regime", "USA", "VEN"),
    ("تحايلت شركات على العقوبات التي تفرضها بريطانيا على ميانمار.", "sanctions_regime", "GBR", "MMR"),
    ("يطالب المزارعون برفع الحظر الروسي المفروض على بولندا.", "sanctions_regime", "RUS", "POL"),
    ("تنتقد هافانا حصارها من واشنطن والعقوبات الأميركية على كوبا.", "sanctions_regime", "USA", "CUB"),
    ("تشمل العقوبات الأوروبية زيمبابوي.", "sanctions_regime", "EU", "ZWE"),
    ("ترزح بيونغ يانغ تحت العقوبات الدولية المفروضة على كوريا الشمالية.", "sanctions_regime", "UN", "PRK"),
    ("تفرض اليابان عقوبات على كوريا الشمالية منذ عام 2006.", "sanctions_regime", "JPN", "PRK"),
    ("كرواتيا عضو في حلف شمال الأطلسي.", "membership", "HRV", "NATO"),
    ("تحدث وزير خارجية ألبانيا، العضو في حلف شمال الأطلسي، عن المناورات.", "membership", "ALB", "NATO"),
    ("تنتمي جيبوتي إلى الجامعة العربية.", "membership", "DJI", "ARAB_LEAGUE"),
    ("تجاوزت عضوية غانا في الأمم المتحدة ستين عاما.", "membership", "GHA", "UN"),
    ("أصبحت الصين أكبر شريك تجاري للبرازيل.", "trade", "CHN", "BRA"),
    ("بلغ التبادل التجاري بين أنقرة وبغداد رقما قياسيا.", "trade", "TUR", "IRQ"),
    ("زادت صادرات المغرب إلى السنغال.", "trade", "MAR", "SEN"),
    ("تراجعت واردات الأردن من سوريا.", "trade", "SYR", "JOR"),
    ("تستورد تونس القمح من رومانيا.", "trade", "ROU", "TUN"),
    ("تصدر موريتانيا الحديد إلى الصين.", "trade", "MRT", "CHN"),
    ("تزود أرمينيا جورجيا بالكهرباء.", "trade", "ARM", "GEO"),
    ("تسعى براغ إلى تقليل اعتمادها على موسكو.", "trade", "RUS", "CZE"),
    ("تستوعب اليابان ثلث صادرات بروناي.", "trade", "BRN", "JPN"),
    ("تضاعفت تجارة فيتنام مع كوريا الجنوبية.", "trade", "VNM", "KOR"),
    ("يعتمد جيش ليبيريا على المعونات الأميركية.", "aid_dependence", "USA", "LBR"),
    ("أصبحت اليابان أكبر مانح لإندونيسيا.", "aid_dependence", "JPN", "IDN"),
    ("يراجع الكونغرس المعونة الأميركية للأردن.", "aid_dependence", "USA", "JOR"),
    ("تتلقى مالي معونات من فرنسا.", "aid_dependence", "FRA", "MLI"),
    ("باتت الصين أكبر دائن لسريلانكا.", "aid_dependence", "CHN", "LKA"),
    ("ينتقد معهد المساعدات العسكرية السنوية التي تقدمها واشنطن لكولومبيا.", "aid_dependence", "USA", "COL"),
    ("ظلت أثينا خصما لأنقرة.", "rivalry", "GRC", "TUR"),
    ("يحتدم التنافس المتصاعد بين الهند والصين في المحيط.", "rivalry", "IND", "CHN"),
    ("زاد القرار العلاقات المتوترة بين بوليفيا وتشيلي سوءا.", "rivalry", "BOL", "CHL"),
    ("تتنافس تركيا مع اليونان على الغاز.", "rivalry", "TUR", "GRC"),
    ("يطول الخلاف القائم بين غويانا وفنزويلا على الإقليم.", "rivalry", "GUY", "VEN"),
    ("يستنزف النزاع الدائر منذ سنوات بين السودان وتشاد الإقليم.", "conflict", "SDN", "TCD"),
    ("تتناول الندوة الصراع الفلسطيني الإسرائيلي.", "conflict", "PSE", "ISR"),
    ("ارتفعت الأسعار بسبب الحرب في أوكرانيا.", "conflict", "RUS", "UKR"),
    ("تبحث الأمم المتحدة سبل إنهاء الحرب في السودان.", "conflict", "SDN", "RSF"),
    ("ما زالت بيروت تسعى إلى حل نزاع الصحراء الغربية.", "conflict", "MAR", "POLISARIO"),
    ("استأنفت كينيا والصومال علاقاتهما بعد عشر سنوات من القطيعة.", "rivalry", "KEN", "SOM"),
    ("ما تزال أرمينيا وتركيا على خلاف.", "rivalry", "ARM", "TUR"),
    ("تتعاون النرويج وروسيا رغم خلافاتهما.", "rivalry", "NOR", "RUS"),
    ("تهز الحرب التجارية بين واشنطن وبكين الأسواق.", "rivalry", "USA", "CHN"),
    ("تحرص سلطنة عمان على تجنب الانحياز بين الرياض وطهران.", "neutrality", "OMN", "SAU IRN"),
    ("أشاد الوزير بموقف الهند المتوازن من الأزمة الأوكرانية.", "neutrality", "IND", "RUS UKR"),
    ("أوضح الوزير أن تونس تستورد القمح من رومانيا.", "trade", "ROU", "TUN"),
    ("تعتمد مولدوفا اعتمادا كبيرا على الغاز الروسي.", "trade", "RUS", "MDA"),
    ("تندد هافانا بالحصار الاقتصادي الأميركي المفروض على كوبا.", "sanctions_regime", "USA", "CUB"),
    ("تتناول الندوة الصراع الهندي - الباكستاني.", "conflict", "IND", "PAK"),
    ("يدعم الحلف أوكرانيا في حربها مع روسيا.", "conflict", "UKR", "RUS"),
    ("تؤثر الحرب الروسية في أوكرانيا على الأسعار.", "conflict", "RUS", "UKR"),
    ("ظلت إثيوبيا وإريتريا في حالة حرب.", "conflict", "ETH", "ERI"),
    ("تعود العلاقات الدبلوماسية بين تونس واليابان إلى الخمسينات.", "diplomatic_relations", "TUN", "JPN"),
    ("تحتفظ باراغواي بعلاقات مع تايوان.", "diplomatic_relations", "PRY", "TWN"),
    ("تتمسك النمسا بحيادها تجاه روسيا.", "neutrality", "AUT", "RUS"),
    ("تلتزم سلطنة عمان الحياد بين إيران والسعودية.", "neutrality", "OMN", "IRN SAU"),
    ("أشاد الوزير بالصداقة بين الصين وتنزانيا.", "friendship", "CHN", "TZA"),
    ("تسود علاقات متينة بين سلوفينيا وكرواتيا.", "friendship", "SVN", "HRV"),
    ("أغلقت فصائل عراقية موالية لطهران الطريق.", "friendship", "IRQ:INS", "IRN"),
    ("كوستاريكا صديقة لإسبانيا.", "friendship", "CRI", "ESP"),
    ("تحتل تركيا الجزء الشمالي من قبرص منذ عام 1974.", "occupation", "TUR", "CYP"),
    ("طالت سنوات الاحتلال الإندونيسي لتيمور الشرقية.", "occupation", "IDN", "TLS"),
    ("فر السكان من بلدات سورية تسيطر عليها تركيا.", "occupation", "TUR", "SYR"),
    ("ينتقد التقرير الاحتلال الأميركي للعراق.", "occupation", "USA", "IRQ"),
    ("عادت القوات الفرنسية المرابطة في تشاد إلى ثكناتها.", "hosting", "TCD", "FRA"),
    ("زار الأميرال القاعدة الأميركية في البحرين.", "hosting", "BHR", "USA"),
    ("ترابط قوة إيطالية في جيبوتي.", "hosting", "DJI", "ITA"),
    ("للصين قاعدة عسكرية في جيبوتي.", "hosting", "DJI", "CHN"),
    ("ولدى باريس نحو ألف جندي في السنغال.", "hosting", "SEN", "FRA"),
    ("تستضيف أوغندا لاجئين سودانيين.", "hosting", "UGA", "SDN:CIV"),
    ("تستضيف بولندا قوات أميركية.", "hosting", "POL", "USA"),
    ("ينتقد النواب الوجود العسكري الفرنسي في تشاد.", "hosting", "TCD", "FRA"),
    ("تساعد المفوضية اللاجئين الإريتريين المقيمين في السودان.", "hosting", "SDN", "ERI:CIV"),
]

# told as an act, denied, ended, or no tie of states at all
NOT_TOLD = [
    "فرض الاتحاد الأوروبي عقوبات على بيلاروس.",
    "تبحث واشنطن فرض عقوبات جديدة على طهران.",
    "وقعت بكين وهانوي معاهدة صداقة وتعاون.",
    "اتفق البلدان على استئناف العلاقات الدبلوماسية بينهما.",
    "قال أحمد سالم عضو اللجنة المركزية إن الاجتماع تأجل.",
    "سيطر المسلحون على البلدة أمس.",
    "انتهت الأزمة بعد الحرب الباردة.",
    "نشر الموقع قاعدة بيانات في لندن.",
    "استضافت القاهرة قمة عربية.",
    "تظاهر طلاب ضد الحرب في فيتنام.",  # not going on
    "أعلن الاتحاد الأوروبي رفع العقوبات عن زيمبابوي.",
    "حاكمت المحكمة متهما بجرائم الحرب.",
]


def ties(text: str) -> list[Tie]:
    return list(code(Article("a", text, DAY), load()).ties)


@pytest.mark.parametrize(("text", "kind", "source", "target"), TOLD)
def test_told(text: str, kind: str, source: str, target: str) -> None:
    found = [(tie.kind, {frozenset(tie.source), frozenset(tie.target)}) for tie in ties(text)]
    assert (kind, {frozenset(source.split()), frozenset(target.split())}) in found


DIRECTED = [row for row in TOLD if row[1] in ("trade", "hosting", "occupation", "aid_dependence", "arms_supply")]


@pytest.mark.parametrize(("text", "kind", "source", "target"), DIRECTED)
def test_direction(text: str, kind: str, source: str, target: str) -> None:
    mutual = "التبادل" in text or "تجارة" in text
    found = [(tie.kind, tie.source, tie.target) for tie in ties(text)]
    assert mutual or (kind, tuple(source.split()), tuple(target.split())) in found


def test_since() -> None:
    (tie,) = ties("تحتل تركيا الجزء الشمالي من قبرص منذ عام 1974.")
    assert (tie.since, tie.until) == ("1974", None)


def test_examples_of_the_table() -> None:
    rows = list(read_table(FOLDER / "relations.tsv", COLUMNS))
    told = sum(any(tie.kind == row["kind"] for tie in ties(row["example"])) for row in rows)
    assert told >= 0.9 * len(rows)


def test_a_relation_is_told_once_and_fully() -> None:
    text = "رفضت طهران مناقشة العقوبات المفروضة على إيران. وتضر العقوبات الأميركية المفروضة على إيران بالتجارة."
    assert [(tie.source, tie.target) for tie in ties(text)] == [(("USA",), ("IRN",))]


@pytest.mark.parametrize("text", NOT_TOLD)
def test_not_told(text: str) -> None:
    assert ties(text) == []
