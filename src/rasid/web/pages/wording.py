"""What the page says, in English and in Arabic."""

from functools import lru_cache
from pathlib import Path
from typing import Final, Literal

Lang = Literal["en", "ar"]
LANGS: Final[tuple[Lang, ...]] = ("en", "ar")
_WORDS: Final = Path(__file__).parent / "words.tsv"

_TEXT: Final[dict[str, tuple[str, str]]] = {
    "rasid": ("Rasid", "راصد"),
    "tagline": ("Who did what to whom, read in Arabic news", "من فعل ماذا بمن، مقروءًا في الأخبار العربية"),
    "skip": ("Skip to the content", "انتقل إلى المحتوى"),
    "menu": ("Views", "الصفحات"),
    "overview": ("Overview", "نظرة عامة"), "events": ("Events", "الأحداث"), "articles": ("Articles", "المقالات"),
    "actors": ("Actors", "الأطراف"), "dyads": ("Dyads", "الثنائيات"), "network": ("Network", "الشبكة"),
    "map": ("Map", "الخريطة"), "code_text": ("Code a text", "رمِّز نصًا"), "review": ("Review", "المراجعة"),
    "other_language": ("العربية", "English"),
    "theme": ("Light or dark", "فاتح أو داكن"),
    "search": ("Search", "بحث"),
    "search_hint": ("Names, words, «phrases»; Arabic or English", "أسماء أو كلمات أو «عبارات»؛ بالعربية أو الإنجليزية"),
    "results_for": ("Results for", "نتائج"),
    "latest": ("Latest events", "آخر الأحداث"),
    "moved": ("Dyads that moved most", "الثنائيات الأكثر تحولًا"),
    "busiest": ("Busiest actors", "أكثر الأطراف نشاطًا"),
    "figures_articles": ("articles", "مقالة"), "figures_events": ("events", "حدث"),
    "figures_ties": ("ties", "علاقة قائمة"), "all_events": ("All events", "كل الأحداث"),
    "all_acts": ("All that it did", "كل ما فعل"), "all_received": ("All that it received", "كل ما تلقى"),
    "all_dyads": ("More dyads", "ثنائيات أخرى"), "to_map": ("The map of any period", "خريطة أي مدة"),
    "period": ("Period", "المدة"), "from": ("From", "من"), "to": ("to", "إلى"), "until": ("To", "إلى"),
    "show": ("Show", "اعرض"), "all_time": ("All the record", "السجل كله"), "year": ("Year", "السنة"),
    "against_before": ("Mean score against that of the period of the same length before.",
        "متوسط الدرجة مقارنةً بمتوسط المدة المماثلة قبلها."),
    "date": ("Date", "التاريخ"), "type": ("Type", "النوع"), "actor": ("Actor", "الفاعل"),
    "recipient": ("Recipient", "المتلقي"), "parties": ("Parties", "الأطراف"), "status": ("Status", "الثبوت"),
    "trigger": ("Trigger", "اللفظ"), "place": ("Place", "المكان"), "sentence": ("Sentence", "الجملة"),
    "title": ("Title", "العنوان"), "source": ("Source", "المصدر"), "words": ("Words", "الكلمات"),
    "reports": ("Reports", "الأخبار"), "score": ("Score", "الدرجة"), "mean": ("Mean", "المتوسط"),
    "before": ("Before", "قبلها"), "change": ("Change", "التغير"), "name": ("Name", "الاسم"),
    "code": ("Code", "الرمز"), "acted": ("Acted", "فعل"), "received": ("Received", "تلقى"),
    "first": ("First", "الأول"), "last": ("Last", "الأخير"), "confidence": ("Confidence", "الثقة"),
    "from_side": ("From", "من طرف"), "to_side": ("Towards", "إلى طرف"),
    "kind": ("Kind", "النوع"), "since": ("Since", "منذ"), "state": ("State", "الحال"),
    "amount": ("Amount", "المبلغ"), "attribution": ("Says who", "من يقول"), "mode": ("Mode", "الوجه"),
    "cooperation": ("cooperation", "تعاون"), "conflict": ("conflict", "صراع"), "neutral": ("no score", "بلا درجة"),
    "verbal": ("verbal", "قولًا"), "material": ("material", "فعلًا"),
    "key": ("Key", "مفتاح الرموز"),
    "next": ("Next page", "الصفحة التالية"), "newest": ("From the start", "من البداية"),
    "as_json": ("JSON", "JSON"), "as_csv": ("CSV", "CSV"), "download": ("Data", "البيانات"),
    "nothing": ("Nothing here", "لا شيء هنا"),
    "nothing_events": ("No events match. Try a longer period or fewer words.",
                       "لا أحداث تطابق ما طلبت. جرّب مدة أطول أو كلمات أقل."),
    "nothing_record": ("The record is empty. Fill it with the command rasid ingest and the name of a folder or file.",
                       "السجل فارغ. املأه بالأمر rasid ingest يتبعه اسم مجلد أو ملف."),
    "nothing_ties": ("No ties.", "لا علاقات قائمة."),
    "nothing_map": ("No event of this period has a place or a country.", "لا مكان ولا بلد لأحداث هذه المدة."),
    "nothing_network": ("No relation in this period.", "لا علاقة في هذه المدة."),
    "nothing_moved": ("No dyad has enough events on both sides of the date.",
        "لا ثنائي له أحداث كافية قبل التاريخ وبعده."),
    "failed": ("The answer did not come. Try again, or reload the page.",
               "لم يصل الجواب. أعد المحاولة أو حمّل الصفحة من جديد."),
    "nothing_offices": ("No offices known for this actor.", "لا مناصب معروفة لهذا الطرف."),
    "nothing_coded": ("Nothing to code in this text: no known party does or suffers anything.",
                      "لا شيء يُرمَّز في هذا النص: لا طرف معروفًا يفعل شيئًا أو يقع عليه فعل."),
    "nothing_queue": ("Nothing left to review in this queue.", "لم يبق ما يُراجع في هذه القائمة."),
    "read_in_text": ("Read in this text", "مقروء في هذا النص"),
    "read_here": ("Read in this article", "مقروء في هذه المقالة"), "ties": ("Ties", "العلاقات القائمة"),
    "why": ("Why?", "لماذا؟"), "why_title": ("Why it is coded so", "لماذا رُمِّز هكذا"),
    "mark_actor": ("actor", "طرف"), "mark_trigger": ("trigger", "لفظ الحدث"), "mark_date": ("date", "تاريخ"),
    "mark_amount": ("amount", "مبلغ"), "mark_place": ("place", "مكان"),
    "original": ("Original", "الأصل"),
    "version": ("version", "النسخة"),
    "dyad_pick": ("Two parties", "طرفان"), "open": ("Open", "افتح"),
    "timeline": ("Events over time, by score", "الأحداث عبر الزمن بحسب الدرجة"),
    "a_month": ("a month", "كل شهر"), "two_months": ("two months", "كل شهرين"),
    "a_quarter": ("a quarter", "كل ربع سنة"),
    "half_year": ("half a year", "كل نصف سنة"), "a_year": ("a year", "كل سنة"),
    "some_years": ("some years", "كل بضع سنوات"),
    "record_over_time": ("The record over time", "السجل عبر الزمن"),
    "ways_help": ("asserted events and their mean score", "الأحداث المؤكدة ومتوسط درجتها"),
    "timeline_help": ("Drag across the chart to narrow the period; each point leads to its sentence.",
                      "اسحب على الرسم لتضييق المدة؛ وكل نقطة تقود إلى جملتها."),
    "points_cut": ("Only the newest events are drawn; the data has all.", "رُسمت أحدث الأحداث فقط؛ وفي البيانات كلها."),
    "mean_year": ("mean of the year", "متوسط السنة"), "mean_month": ("mean of the month", "متوسط الشهر"),
    "warmest": ("Warmest", "الأدفأ"), "coldest": ("Coldest", "الأبرد"),
    "offices": ("Offices and holders", "المناصب وأصحابها"), "holder": ("Holder", "صاحب المنصب"),
    "office": ("Office", "المنصب"), "names": ("Names in the press", "أسماؤه في الصحافة"),
    "partner": ("With", "مع"), "as_table": ("As a table", "في جدول"),
    "relations": ("Relations", "العلاقات"), "camps": ("camp", "معسكر"),
    "network_help": ("Lines: who deals with whom, thick where often, coloured by what prevails. Circles: actors, "
                     "larger with more events. Friends stand near each other. Point at a circle to see its "
                     "relations alone.",
                     "الخطوط: من يتعامل مع من، وغلظها بكثرة الأحداث ولونها بالغالب منها. والدوائر: الأطراف، وحجمها "
                     "بعدد أحداثها. والمتقاربون أصدقاء. أشر إلى دائرة لترى علاقاتها وحدها."),
    "map_help": ("Circles: where events happened, as large as they are many. Countries: the mean score of all that "
                 "they took part in.",
                 "الدوائر: حيث وقعت الأحداث، وحجمها بعددها. والبلدان: متوسط درجة كل ما شاركت فيه."),
    "world": ("World", "العالم"), "mideast": ("Middle East", "الشرق الأوسط"), "africa": ("Africa", "أفريقيا"),
    "europe": ("Europe", "أوروبا"), "asia": ("Asia", "آسيا"), "americas": ("Americas", "الأميركتان"),
    "region": ("Part of the world", "المنطقة"),
    "text": ("Text", "النص"), "report_day": ("Day of the report", "يوم الخبر"), "code_it": ("Code it", "رمِّز"),
    "paste_help": ("Paste a report or a sentence in Arabic. Nothing is kept.",
        "ألصق خبرًا أو جملة بالعربية. لا يُحفظ شيء."),
    "too_long": ("The text is too long.", "النص أطول مما يُقبل."),
    "example": ("Example", "مثال"),
    "token": ("Token", "رمز الدخول"), "sign_in": ("Sign in", "ادخل"), "sign_out": ("Sign out", "اخرج"),
    "signed_as": ("Signed in as", "الداخل"),
    "token_wrong": ("This token is not known here.", "رمز الدخول هذا غير معروف هنا."),
    "token_help": ("Reviewing needs a token, so that each decision has its reviewer. Make one with",
                   "تحتاج المراجعة إلى رمز دخول ليُعرف صاحب كل قرار. اصنعه بالأمر"),
    "token_read": ("This server is private: reading needs a token.", "هذا الخادم خاص: القراءة تحتاج إلى رمز دخول."),
    "cant_review": ("This token may not review.", "رمز الدخول هذا لا يسمح بالمراجعة."),
    "accept": ("Accept", "اقبل"), "correct": ("Correct", "صحّح"), "reject": ("Reject", "ارفض"), "add": ("Add", "أضف"),
    "skip_one": ("Later", "لاحقًا"), "save": ("Save", "احفظ"),
    "keys": ("Keys", "المفاتيح"), "left": ("in this queue", "في هذه القائمة"),
    "add_missed": ("Add a missed event of this article", "أضف حدثًا فات من هذه المقالة"),
    "trigger_words": ("Its words, as they stand in the text", "لفظه كما ورد في النص"),
    "codes_hint": ("Codes with spaces between them (EGY ETH), or names in Arabic or English.",
                   "رموز تفصلها مسافات (EGY ETH) أو أسماء بالعربية أو الإنجليزية."),
    "said": ("Taken down:", "دُوِّن:"), "agreement": ("Agreement of reviewers", "اتفاق المراجعين"),
    "agreement_none": ("Two reviewers have not yet decided on the same events.",
                       "لم يبتّ مراجعان بعدُ في الأحداث نفسها."),
    "agreement_events": ("events that two or more decided on", "حدثًا بتّ فيها اثنان أو أكثر"),
    "field": ("Field", "الحقل"), "alpha": ("Alpha", "ألفا"), "share": ("Equal", "المتساوي"),
    "order": ("Order", "الترتيب"), "by_random": ("at random", "عشوائيًا"),
    "by_confidence": ("least sure first", "الأقل ثقة أولًا"),
    "by_type": ("by type", "بحسب النوع"), "again": ("what others decided, too", "وما بتّ فيه غيري"),
    "reviewed": ("Reviewed", "روجع"), "decision": ("Decision", "القرار"), "when": ("When", "متى"),
    "aux": ("Aux", "الصيغة"),
    "error": ("That did not work", "لم ينجح ذلك"), "not_found": ("There is no such page", "لا صفحة كهذه"),
    "not_found_help": ("The address may be mistyped, or what it named is no longer in the record.",
                       "ربما في العنوان خطأ، أو لم يعد ما يشير إليه في السجل."),
    "back": ("To the overview", "إلى النظرة العامة"),
    "loading": ("Loading …", "جارٍ التحميل …"), "wait": ("One moment …", "لحظة …"),
    "x_words": ("Words", "الكلمات"), "x_phrases": ("Phrases", "العبارات"), "x_clauses": ("Clauses", "الجمل"),
    "x_frames": ("Frames tried", "الأطر المجرَّبة"), "x_sides": ("Parties weighed", "ترجيح الأطراف"),
    "x_sides_help": ("Who may stand on each side, how likely each is, and what counted most for and against.",
                     "من قد يكون على كل جانب، وما احتماله، وأثقل ما رجّحه أو أضعفه."),
    "x_nobody": ("nobody", "لا أحد"), "x_share": ("Share", "الحصة"), "x_because": ("For and against", "ما له وما عليه"),
    "x_sure": ("chance of being right", "احتمال الصواب"),
    "x_more": ("Other frames tried", "أطر أخرى جُرِّبت"),
    "x_others": ("Other words of the sentence", "ألفاظ الجملة الأخرى"),
    "x_lemma": ("Lemma", "الأصل"),
    "x_class": ("Class", "القسم"), "x_stands": ("Stands for", "يدل على"), "x_how": ("Known by", "عُرف بـ"),
    "rule": ("Rule", "القاعدة"), "verdict": ("Verdict", "الحكم"), "result": ("Result", "النتيجة"),
    "verb": ("Verb", "الفعل"), "subject": ("Subject", "الفاعل"), "object": ("Object", "المفعول"),
}  # fmt: skip

_TYPES: Final = {
    "AGREE": "اتفاق", "CONSULT": "تشاور", "SUPPORT": "دعم", "CONCEDE": "تنازل", "COOPERATE": "تعاون", "AID": "مساعدة",
    "RETREAT": "انسحاب", "REQUEST": "طلب", "ACCUSE": "اتهام", "REJECT": "رفض", "THREATEN": "تهديد", "PROTEST": "احتجاج",
    "SANCTION": "عقوبات", "MOBILIZE": "حشد", "COERCE": "إكراه", "ASSAULT": "اعتداء",
}  # fmt: skip
_STATUSES: Final = {
    "asserted": ("asserted", "مؤكد"), "alleged": ("alleged", "مزعوم"), "contested": ("contested", "متنازع فيه"),
    "planned": ("planned", "مزمع"), "hypothetical": ("hypothetical", "مفترض"), "denied": ("denied", "منفي"),
}  # fmt: skip
_TIES: Final = {
    "arms_supply": ("arms supply", "توريد سلاح"), "alliance": ("alliance", "تحالف"),
    "sanctions_regime": ("sanctions", "نظام عقوبات"), "membership": ("membership", "عضوية"),
    "trade": ("trade", "تجارة"),
    "aid_dependence": ("aid", "اعتماد على المعونة"), "rivalry": ("rivalry", "خصومة"), "conflict": ("conflict", "صراع"),
    "diplomatic_relations": ("diplomatic relations", "علاقات دبلوماسية"), "neutrality": ("neutrality", "حياد"),
    "friendship": ("friendship", "صداقة"), "occupation": ("occupation", "احتلال"), "hosting": ("hosting", "استضافة"),
}  # fmt: skip
_OTHER: Final = {
    "standing": ("standing", "قائمة"), "ended": ("ended", "منتهية"), "contradicted": ("contradicted", "مناقَضة"),
    "historical": ("in the past", "في الماضي"), "future": ("planned", "مزمع"), "negation": ("negated", "منفي"),
}  # fmt: skip
ROLES: Final = {
    "INS": ("insurgents", "مسلحون"), "OPP": ("opposition", "المعارضة"), "CIV": ("civilians", "مدنيون"),
    "BUS": ("business", "شركات"), "MED": ("media", "إعلام"), "JUD": ("courts", "قضاء"),
    "ACD": ("universities", "جامعات"),
    "NGO": ("civic groups", "منظمات أهلية"), "MIL": ("military", "عسكريون"), "POL": ("politicians", "سياسيون"),
    "REL": ("religious", "رجال دين"), "SPY": ("intelligence", "استخبارات"), "CRM": ("criminals", "عصابات"),
}  # fmt: skip


def say(key: str, lang: Lang) -> str:
    """A text of the page. Raises KeyError for one that there is not, so that a test finds it."""
    return _TEXT[key][lang == "ar"]


def label(value: str, lang: Lang) -> str:
    """A word of the schema (a type, a status, a kind of tie) for people; unknown ones as they are.

    >>> label("ASSAULT", "ar"), label("alleged", "en"), label("arms_supply", "en")
    ('اعتداء', 'alleged', 'arms supply')
    """
    if value in _TYPES:
        return _TYPES[value] if lang == "ar" else value.capitalize()
    for table in (_STATUSES, _TIES, _OTHER):
        if value in table:
            return table[value][lang == "ar"]
    return _TEXT[value][lang == "ar"] if value in _TEXT else value.replace("_", " ")


def word(group: str, key: str | None, lang: Lang) -> str:
    """What the page calls a word of the machine (words.tsv); an unknown one as it is.

    >>> word("mode", "visit", "ar"), word("note", "prep مع", "en"), word("mode", None, "en")
    ('زيارة', 'stands behind «مع»', '')
    """
    if not key:
        return ""
    known = _words()
    if (group, key) in known:
        return known[group, key][lang == "ar"].replace("{}", "")
    parts = key.split(" ")
    for length in range(len(parts) - 1, 0, -1):
        found = known.get((group, " ".join(parts[:length]) + " *"))
        if found:
            return found[lang == "ar"].replace("{}", " ".join(parts[length:]))
    return key


@lru_cache(maxsize=1)
def _words() -> dict[tuple[str, str], tuple[str, str]]:
    lines = [line.split("\t") for line in _WORDS.read_text(encoding="utf-8").splitlines() if line[:1] not in ("", "#")]
    return {(group, key): (en, ar) for group, key, en, ar in lines[1:]}
