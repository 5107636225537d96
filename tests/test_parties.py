"""Who is found for an act whose own clause leaves a side open: one plain sentence each."""

import datetime as dt

import pytest

from rasid.coder import understand
from rasid.records import Article
from rasid.tables import Tables


def sides(text: str, tables: Tables, date: str = "2024-06-20") -> set[tuple[str, frozenset[str], frozenset[str]]]:
    """Type, actors and recipients of all events of a text."""
    coding, _ = understand(Article("a", text, dt.date.fromisoformat(date)), tables)
    return {(event.type, frozenset(event.actor), frozenset(event.recipient)) for event in coding.events}


NAMED = [
    # a relative clause's pronoun behind a preposition stands for the act
    ("أدانت تركيا الهجوم الذي قام به حزب العمال الكردستاني في أنقرة.", "ASSAULT", "PKK", "TUR"),
    # who is blamed for an attack has done it
    ("حملت واشنطن طالبان مسؤولية التفجير في كابول.", "ASSAULT", "TALIBAN", "AFG"),
    ("قالت الشرطة العراقية إن القاعدة تقف وراء الهجوم على الكنيسة.", "ASSAULT", "AL_QAEDA", "IRQ:REL"),
    # a pronoun on a verb takes up the attack told before
    ("تعرضت ثكنة موريتانية لاعتداء أسفر عن مقتل ثلاثة جنود، وتبناه تنظيم القاعدة.", "ASSAULT", "AL_QAEDA", "MRT"),
    # with whom one talks is somebody else
    ("شكت موسكو من أن الرئيس الأميركي لم يتشاور معها مسبقا.", "CONSULT", "USA RUS", ""),
    # between whom somebody mediates
    ("أبرمت أوكرانيا وروسيا اتفاقا بوساطة تركية.", "CONSULT", "TUR", "UKR RUS"),
    ("وقعت فتح وحماس اتفاقا بعد يومين من المحادثات برعاية العاهل السعودي.", "CONSULT", "SAU", "FATAH HAMAS"),
    # whom one tells something on the telephone
    ("أبلغ الرئيس اليمني نظيره الإريتري في مكالمة هاتفية أن الصيادين سيعودون.", "CONSULT", "YEM ERI", ""),
    # the people in the streets accuse and demand, not their state; they are out against whom they accuse
    ("تظاهر مئات الكينيين متهمين أوغندا بقصف القرى.", "ACCUSE", "KEN:CIV", "UGA"),
    ("خرج آلاف الأردنيين في مسيرة منددين بإسرائيل.", "PROTEST", "JOR:CIV", "ISR"),
    # where troops are sent
    ("نقلت فرنسا جنودا إلى تشاد.", "MOBILIZE", "FRA", "TCD"),
    # whom one congratulates stands in the genitive
    ("سارعت تايوان إلى تهنئة بريشتينا.", "SUPPORT", "TWN", "XKX"),
    # arms in the genitive hit whom ل names
    ("أدانت المجر اقتحام الدبابات الروسية لكييف.", "ASSAULT", "RUS", "UKR"),
    # a place in the genitive of a massacre has not done it
    ("نددت بيروت بمذبحة قانا.", "ASSAULT", "", "LBN"),
    ("وصف الوزير الكيني مجزرة غزة بأنها جريمة.", "ASSAULT", "", "PSE"),
    # nor has the capital where it was, unless it says on whom
    ("أدان المغرب هجمات باريس.", "ASSAULT", "", "FRA"),
    ("نددت فرنسا بهجوم موسكو على كييف.", "ASSAULT", "RUS", "UKR"),
    # talks that are about something are the talks
    ("ستتناول محادثات الوزير الكيني مع نظيره الياباني التجارة.", "CONSULT", "KEN JPN", ""),
    # who refuses a meeting, or asks for one, would have met
    ("رفض الرئيس التونسي لقاء الوفد الياباني.", "CONSULT", "TUN JPN", ""),
    ("طلب السفير الكيني لقاء رئيس الوزراء الياباني.", "CONSULT", "KEN JPN", ""),
    ("انتقد الرئيس الكيني إثيوبيا رافضا أي تفاوض معها.", "CONSULT", "KEN ETH", ""),
    # what is done in spite of a warning is done by whom it warned
    ("زار وفد من الكونغرس تايوان رغم تحذيرات بكين.", "THREATEN", "CHN", "USA"),
    ("بنت إسرائيل مستوطنة جديدة رغم إدانة الأمم المتحدة.", "ACCUSE", "UN", "ISR"),
    # a town whose name is an adjective too
    ("انفجرت سيارة في الرمادي أمس.", "ASSAULT", "", "IRQ"),
    # of what another does one warns as of a fault
    ("حذر الوزير الكيني من أن الحصار الإثيوبي سيقوض السلام.", "ACCUSE", "KEN", "ETH"),
    ("حذر الوزير الكيني إثيوبيا من أن بلاده سترد.", "THREATEN", "KEN", "ETH"),
    ("تصدت الدفاعات الجوية الكينية لصواريخ إثيوبية.", "ASSAULT", "KEN", "ETH"),
    # of what one warns may have its agent with it
    ("حذر الخبراء من هجوم إثيوبي محتمل على الصومال.", "ASSAULT", "ETH", "SOM"),
    ("حذرت مصر من هجوم إثيوبي على الصومال.", "ACCUSE", "EGY", "ETH"),
    # against whom a crowd is out tells the word before, or an adjective
    ("تظاهر آلاف الأردنيين تنديدا بالعدوان الإسرائيلي.", "PROTEST", "JOR:CIV", "ISR"),
    ("اعتصم عشرات اللبنانيين استنكارا للسياسة الفرنسية.", "PROTEST", "LBN:CIV", "FRA"),
    ("نزل الكينيون إلى الشوارع غضبا من أوغندا.", "PROTEST", "KEN:CIV", "UGA"),
    ("خرجت في لندن مظاهرة معادية لإسرائيل.", "PROTEST", "GBR:CIV", "ISR"),
    ("شهدت برلين المظاهرات المناهضة لحلف شمال الأطلسي.", "PROTEST", "DEU:CIV", "NATO"),
    ("ردد المحتجون في نيروبي هتافات منددة بفرنسا.", "PROTEST", "KEN:CIV", "FRA"),
    # what is somebody's to do may be told by a noun
    ("قال الوزير الكيني إن على إثيوبيا السماح بدخول المساعدات إلى الصومال.", "REQUEST", "KEN", "ETH"),
    ("قال الوزير الكيني إنه يجب على إثيوبيا سحب قواتها.", "REQUEST", "KEN", "ETH"),
    # who is punished on a charge is said to have done it
    ("عاقبت واشنطن شركة صينية بتهمة تزويد إيران بالسلاح.", "AID", "CHN:BUS", "IRN"),
    # what must be done may stand in the genitive
    ("أكد الوزير المصري ضرورة انسحاب القوات الإثيوبية من الصومال.", "RETREAT", "ETH", "SOM"),
    # with whom a body meets
    ("عقدت لجنة الوساطة الأفريقية اجتماعا مع المتمردين في دارفور.", "CONSULT", "AU SDN:INS", ""),
    # whose weapons are to be stationed
    ("عارضت موسكو نشر الصواريخ الأميركية في بولندا.", "MOBILIZE", "USA", "POL"),
    # keepers of the peace are the UN's, unless it is said whose they are
    ("أدان الرئيس الكيني الهجوم على قوات حفظ السلام في دارفور.", "ASSAULT", "", "UN"),
    ("هاجم مسلحون دورية لقوات حفظ السلام الأفريقية في مقديشو.", "ASSAULT", "SOM:INS", "AU"),
    # who asks for a release is not who is set free
    ("اعتقلت إيران صحافية كينية. وطالبت نيروبي طهران بإطلاق سراحها.", "RETREAT", "IRN", "KEN"),
    # who insists that something should be asks for it
    ("أصرت إيران على أن ترفع واشنطن العقوبات.", "REQUEST", "IRN", "USA"),
    # a dash joins two states
    ("محادثات كينية - أوغندية حول مياه البحيرة", "CONSULT", "KEN UGA", ""),
    ("فشلت المفاوضات السورية – الإسرائيلية في جنيف.", "CONSULT", "SYR ISR", ""),
    # what a bloc does is told by a nisba
    ("ترحيب عربي بقرار مجلس الأمن", "SUPPORT", "ARAB", "UNSC"),
    # a headline's sanctions
    ("عقوبات أوروبية جديدة على بيلاروسيا", "SANCTION", "EU", "BLR"),
    # an office of one state alone
    ("دعا البابا إلى وقف القتال في مالي.", "REQUEST", "VAT", "MLI"),
    # whose arms they are
    ("تسلم الجيش الكيني طائرات مسيرة تركية.", "AID", "TUR", "KEN"),
    # when a time is counted from something, that is no target
    ("شنت روسيا غارة بعد يومين على انتهاء الهدنة.", "ASSAULT", "RUS", ""),
    # tribes are no states of the bloc that their adjective names
    ("خرج المئات من أبناء العشائر العربية في تظاهرة.", "PROTEST", "XXX:CIV", ""),
    # not the hostages are asked to set them free
    ("طالبت المعارضة بإطلاق المعتقلين من أنصارها.", "REQUEST", "XXX:OPP", ""),
    # a participle with its object is what the subject does meanwhile
    ("فرقت الشرطة السودانية مستخدمة الغاز المسيل للدموع مظاهرة في الخرطوم.", "COERCE", "SDN", "SDN:CIV"),
    # a hostage can be a man
    ("ظهر الرهينة الفرنسي أمس ودعا ألمانيا إلى التدخل.", "REQUEST", "FRA:CIV", "DEU"),
    # behind a time and a comma the object can stand
    ("إن الانتحاري استهدف صباح اليوم، متظاهرين في الموصل.", "ASSAULT", "IRQ:INS", "IRQ:CIV"),
    # an office behind a name is the man's own, where the verb is about something else or needs nobody
    ("اتهم سمير فارس عضو اللجنة العليا لحركة فتح المجر بالكذب.", "ACCUSE", "FATAH", "HUN"),
    ("دعا الدكتور سامي الحاج مساعد وزير الدفاع الكيني تنزانيا إلى الهدوء.", "REQUEST", "KEN", "TZA"),
    ("انتقد سامر فارس المستشار الثقافي الكيني في باريس الحكومة اليابانية.", "ACCUSE", "KEN", "JPN"),
    ("اجتمع الوزير الهندي مع سمير فارس رئيس حركة فتح.", "CONSULT", "IND FATAH", ""),
    # and his surname stands for him from then on, even one that looks like an adjective
    ("قال مازن العلواني الناطق باسم حركة فتح إن الأمر خطير. واتهم العلواني المجر بالكذب.", "ACCUSE", "FATAH", "HUN"),
    ("وصل وزير الدفاع الكيني الفريق مازن العلواني أمس. وانتقد العلواني اليابان.", "ACCUSE", "KEN", "JPN"),
    # an agency is no "he" whom it quotes
    ("نقلت وكالة رويترز عن الوزير الكيني قوله إنه يؤيد أوغندا.", "SUPPORT", "KEN", "UGA"),
    # "no less than" counts as "about" does
    ("حصلت كينيا على ما لا يقل عن مليار دولار من الولايات المتحدة.", "AID", "USA", "KEN"),
    # some people of a country are no state
    ("خطف مسلحون ثلاثة فرنسيين في النيجر.", "ASSAULT", "NER:INS", "FRA:CIV"),
    ("اعتقلت كينيا صوماليين في نيروبي.", "COERCE", "KEN", "SOM:CIV"),
    ("رفض الإيرانيون العرض الياباني.", "REJECT", "IRN", "JPN"),
    # nor is terror anybody
    ("اتهمت كينيا أوغندا برعاية الإرهاب.", "SUPPORT", "UGA", ""),
    # an emir with his title and name is one man
    ("أجرى أمير الكويت الشيخ صباح الأحمد الجابر الصباح اتصالا هاتفيا بالرئيس الكيني.", "CONSULT", "KWT", "KEN"),
    # a people of two names
    ("قتل مقاتلون من التركمان السوريين أحد الجنود الروس.", "ASSAULT", "TURKMEN", "RUS"),
    # who sets off bombs is no civilian, but a crowd that throws them is
    ("قتل ثلاثة جنود كينيين في هجوم انتحاري نفذته امرأة في مقديشو.", "ASSAULT", "SOM:INS", "KEN"),
    ("زرع شابان عبوة ناسفة قرب السفارة الهندية في كابول.", "ASSAULT", "AFG:INS", "IND"),
    ("ألقى متظاهرون قنابل حارقة على السفارة الهندية في كابول.", "ASSAULT", "AFG:CIV", "IND"),
    # "he was" behind a noun is neither Cannes nor a prime minister
    ("اختطف مسلحون طبيبا كان يعمل في المستشفى الكيني.", "ASSAULT", "KEN:INS", "KEN:CIV"),
    # a bracket behind a name tells whose man he is
    ("اتهم سامر خليل (حزب الله) المجر بالكذب.", "ACCUSE", "HEZBOLLAH", "HUN"),
    # who is behind a deed, told without a verb
    ("قالت كينيا إن حركة الشباب وراء خطف السياح الفرنسيين.", "ASSAULT", "AL_SHABAAB", "FRA:CIV"),
    ("أعلنت واشنطن أن روسيا وراء الهجوم على البنك.", "ACCUSE", "USA", "RUS"),
    ("أعلنت واشنطن أن حركة الشباب هي وراء الهجوم على السفارة الكينية.", "ASSAULT", "AL_SHABAAB", "KEN"),
    # a deed against a march is not against whom the march is
    (
        "اتهمت الأمم المتحدة الشرطة الكينية باستعمال الرصاص الحي ضد المظاهرات المناهضة للفساد في نيروبي.",
        "PROTEST",
        "KEN:CIV",
        "",
    ),
]


@pytest.mark.parametrize(("text", "kind", "actors", "recipients"), NAMED)
def test_who_acts_and_on_whom(text: str, kind: str, actors: str, recipients: str, tables: Tables) -> None:
    assert (kind, frozenset(actors.split()), frozenset(recipients.split())) in sides(text, tables)
