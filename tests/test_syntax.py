"""The syntax layer, on sentences of our own: heads of subject and object, and what is embedded in what."""

from pathlib import Path

import pytest

from rasid.arabic.words import sentences
from rasid.evaluate.syntax import measure, render
from rasid.evaluate.trees import read_trees
from rasid.syntax.parse import parse
from rasid.syntax.tree import Clause, Phrase, Sentence
from rasid.tables import Tables


def understand(text: str, tables: Tables) -> Sentence:
    (tokens,) = sentences(text)
    return parse(tokens, tables, [])


def clause_of(sentence: Sentence, verb: str) -> Clause:
    return next(c for c in sentence.clauses if c.verb >= 0 and sentence.units[c.verb].text == verb)


def head(sentence: Sentence, phrase: Phrase | None) -> str:
    return sentence.units[phrase.head].text if phrase is not None else ""


@pytest.mark.parametrize(
    ("text", "verb", "subject", "obj"),
    [
        ("وقع الوزير المصري الاتفاق أمس.", "وقع", "الوزير", "الاتفاق"),
        ("الوزير المصري وقع الاتفاق.", "وقع", "الوزير", "الاتفاق"),
        ("كتبت سعاد حداد، مستشارة الوزير، رسالة إلى البرلمان.", "كتبت", "سعاد", "رسالة"),
        ("استقبل أحد كبار المسؤولين، بحسب وكالة محلية، الوفد الزائر.", "استقبل", "كبار", "الوفد"),
        ("قتل مسلحون مجهولون حبيب الله جان أمام منزله.", "قتل", "مسلحون", "حبيب"),
        ("قلبت الأزمة التي اندلعت في الربيع الطاولة.", "قلبت", "الأزمة", "الطاولة"),
        ("وصل الوفد إلى المدينة وزار الجرحى.", "وزار", "الوفد", "الجرحى"),
        ("عاد الوفد وفي حقيبته خطة جديدة.", "عاد", "الوفد", ""),
        ("كان للزيارة نتائج كبيرة.", "كان", "نتائج", ""),
        ("تم توقيع الاتفاق في القاهرة.", "تم", "توقيع", ""),
        ("يمكن حل النزاع بالحوار.", "يمكن", "حل", ""),
        ("بلغت قيمة القرض 20 مليون دولار.", "بلغت", "قيمة", "دولار"),
        ("اعتقلت الشرطة محتجين.", "اعتقلت", "الشرطة", "محتجين"),
        ("قصفت المدفعية شمال المدينة.", "قصفت", "المدفعية", "شمال"),
        ("شن رئيس حزب الله النائب محمد رعد هجوما على سوريا.", "شن", "رئيس", "هجوما"),
        ("احتجزت مجموعة مسلحة تابعة للقاعدة منذ فجر أمس 41 أجنبيا.", "احتجزت", "مجموعة", "أجنبيا"),
        ("أدان أردوغان المحاولة، ودعا الولايات المتحدة إلى تسليمه الداعية.", "ودعا", "أردوغان", "الولايات المتحدة"),
        ("لن تكون هناك زيادة في الأسعار.", "تكون", "زيادة", ""),
        ("يبدو الوضع هادئا.", "يبدو", "الوضع", ""),
        ("وقع وزيرا خارجية كينيا وأوغندا الاتفاق.", "وقع", "وزيرا", "الاتفاق"),
        ("وقع البلدان الكيني والأوغندي الاتفاق.", "وقع", "البلدان", "الاتفاق"),
        ("انتقد بوتين الرئيس الأمريكي.", "انتقد", "بوتين", "الرئيس"),
        ("زار بوتين الرئيس الروسي القاهرة.", "زار", "بوتين", "القاهرة"),
        ("انتزع المبعوث من بغداد تعهدا بالانسحاب.", "انتزع", "المبعوث", "تعهدا"),
        ("قال الوزير إن على أوغندا أن تسحب جنودها.", "تسحب", "أوغندا", "جنودها"),
        ("قال الوزير إنهما ناقشا إنشاء ميناء.", "ناقشا", "", "إنشاء"),
        ("استقبل العمدة مجموعة كبيرة من السائحين.", "استقبل", "العمدة", "السائحين"),
        # what was done stands before those who judge it
        ("ودان القرار وزير الخارجية الكيني.", "ودان", "وزير", "القرار"),
        ("دانت الهجوم كل من كينيا وأوغندا.", "دانت", "كينيا", "الهجوم"),
        # an object behind all that is said of the subject
        ("رفضت فرنسا الملتزمة بالحياد منذ بدء الأزمة، الإدلاء بأي تعليق.", "رفضت", "فرنسا", "الإدلاء"),
        ("أعلن مسؤول في الحركة التي تقاتل في الشمال، مقتل قائدها.", "أعلن", "مسؤول", "مقتل"),
        # a topic behind إن is what is spoken of
        ("قال الشاهد إن الجيش يتصرف بقسوة مع السكان اليهود.", "يتصرف", "الجيش", ""),
        ("فجر انتحاري سيارة أمام مطعم.", "فجر", "انتحاري", "سيارة"),
        ("أقرت اللجنة نصا يصف الحرب بأنها جريمة.", "أقرت", "اللجنة", "نصا"),
        # as for whom a verb with ف takes up
        ("رحبت نيروبي بالقرار، أما كمبالا فطالبت بالمزيد.", "فطالبت", "كمبالا", ""),
        # many have no one name; a state and what it is a member of
        ("يتهم دبلوماسيون غربيون موغابي بالفساد.", "يتهم", "دبلوماسيون", "موغابي"),
        ("مارس الوفد ضغوطا على الدول الأعضاء قبل التصويت.", "مارس", "الوفد", "ضغوطا"),
        ("لوح الجيش بنشر جنوده في المنطقة المنزوعة السلاح.", "لوح", "الجيش", ""),
        ("دعا قادة مجموعة دول غرب أفريقيا «إيكواس» إلى الهدوء.", "دعا", "قادة", ""),
        # nothing more belongs to a noun with its pronoun
        ("عاد الرئيس ثم استقبل في قصره رئيسة وزراء الهند.", "استقبل", "الرئيس", "رئيسة"),
        ("هاجم مسلحون قاعدة للجيش.", "هاجم", "مسلحون", "قاعدة"),
        ("جمدت بروكسل أصول المصرف.", "جمدت", "بروكسل", "أصول"),
        ("الجيش ينسحب من القرية وواشنطن تعاقب الشركات", "تعاقب", "وواشنطن", "الشركات"),
        ("في اتصال أجراه مع نظيره أمس، أكد الوزير دعمه للخطة.", "أكد", "الوزير", "دعمه"),
        # homographs
        ("أطلقت قوات الأمن الغاز على المحتجين.", "أطلقت", "قوات", "الغاز"),
        ("قال الناطق إن الشبان أحرقوا مركزا للشرطة.", "أحرقوا", "الشبان", "مركزا"),
        ("أضرمت مجموعة من المتظاهرين النيران في حافلة.", "أضرمت", "المتظاهرين", "النيران"),
        ("نفى العقيد الناطق باسم قائد الفرقة تعرض ثكنته لهجوم.", "نفى", "العقيد", "تعرض"),
        ("طالب تجار مدينة بنغازي بفتح الميناء.", "طالب", "تجار", ""),
        ("استهدف انتحاري اجتماعا لضباط الشرطة.", "استهدف", "انتحاري", "اجتماعا"),
        # names that end a phrase, and what is only put in a bracket
        ("شكر السفير عبد الحميد خبيري الحكومة.", "شكر", "السفير", "الحكومة"),
        ("رفضت حركة المقاومة الإسلامية /حماس/ بيان القمة.", "رفضت", "حركة المقاومة الإسلامية", "بيان"),
        ("أعلنت الجبهة، إحدى حركتي التمرد، أنها ستنسحب.", "أعلنت", "الجبهة", ""),
        ("أعلنت مصادر أمنية وأخرى طبية مقتل جندي.", "أعلنت", "مصادر", "مقتل"),
        # who goes on, and who tells it
        ("أسقطت باكو مروحية فقتل اثنان من طاقمها، وقدمت اعتذارا.", "وقدمت", "باكو", "اعتذارا"),
        ("انتقد الوزير القرار، ووصف ذلك بأنه خطأ.", "ووصف", "الوزير", "ذلك"),
        ("وكانت كينيا وأوغندا قد وقعتا الاتفاق.", "وقعتا", "كينيا", "الاتفاق"),
        ("قتل ثلاثة جنود في الشمال، حسبما أعلنت الشرطة أمس.", "أعلنت", "الشرطة", ""),
        ("ندد الوزير بالهجوم، مما أثار غضب السكان.", "أثار", "", "غضب"),
        ("خرج العمال إلى الشارع وهم يحملون لافتات.", "يحملون", "العمال", "لافتات"),
        ("تمنى أن تتحلى السلطات بضبط النفس.", "تتحلى", "السلطات", ""),
    ],
)
def test_subject_and_object(tables: Tables, text: str, verb: str, subject: str, obj: str) -> None:
    sentence = understand(text, tables)
    clause = clause_of(sentence, verb)
    assert head(sentence, clause.subj) == subject
    assert head(sentence, clause.obj) == obj


@pytest.mark.parametrize(
    ("text", "verb", "noun"),
    [
        ("رحب البرلمان بالاتفاق الذي وقعه الوزيران.", "وقعه", "بالاتفاق"),
        ("زار القرية التي دمرها الزلزال.", "دمرها", "القرية"),
        ("دعا إلى مواصلة المظاهرات التي أطلقها الرهبان.", "أطلقها", "المظاهرات"),
        ("في بيان أصدرته الوزارة، دان الوزير الهجوم.", "أصدرته", "بيان"),
        ("تحدث الوزير عن معاهدة تنظم الملاحة.", "تنظم", "معاهدة"),
        ("تبنى المجلس القرار 1556 الذي أعدته كينيا.", "أعدته", "القرار"),
        ("قتل جندي في انفجار سيارة مفخخة استهدف دورية.", "استهدف", "انفجار"),
        ("زار قادة هذه القوات التي تحارب في الشمال.", "تحارب", "القوات"),
    ],
)
def test_relative_clauses_describe_their_noun(tables: Tables, text: str, verb: str, noun: str) -> None:
    sentence = understand(text, tables)
    assert head(sentence, clause_of(sentence, verb).anchor) == noun


@pytest.mark.parametrize(
    ("text", "verb", "embedded"),
    [
        ("أكد الوزير الذي حضر اللقاء أن بلاده ترفض الاتفاق.", "أكد", "ترفض"),
        ("قال المتحدث: سنرد على الهجوم.", "قال", "سنرد"),
        ("قرر الوفد أن يؤجل السفر.", "قرر", "يؤجل"),
        ("أعلنت الحكومة في بيان أنها تدعم الخطة.", "أعلنت", "تدعم"),
    ],
)
def test_complement_clauses(tables: Tables, text: str, verb: str, embedded: str) -> None:
    sentence = understand(text, tables)
    comps = [sentence.units[c.verb].text for c in clause_of(sentence, verb).comps if c.verb >= 0]
    assert embedded in comps


def test_a_masdar_governs_its_own_clause(tables: Tables) -> None:
    sentence = understand("لم يستبعد المتحدث احتمال أن تتوسع الحرب.", tables)
    assert clause_of(sentence, "يستبعد").comps == []


def test_an_embedded_verb_shares_the_subject_above_it(tables: Tables) -> None:
    sentence = understand("قرر الوفد أن يؤجل السفر.", tables)
    clause = clause_of(sentence, "يؤجل")
    assert (head(sentence, clause.subj), head(sentence, clause.obj)) == ("الوفد", "السفر")


def test_what_something_is_held_to_be(tables: Tables) -> None:
    sentence = understand("تعتبر كينيا الاتفاق لاغيا.", tables)
    assert head(sentence, clause_of(sentence, "تعتبر").obj2) == "لاغيا"


def test_a_title_in_quotation_marks_holds_no_verb(tables: Tables) -> None:
    sentence = understand('عرضت القناة فيلم "عاد البحر" أمس.', tables)
    assert [sentence.units[c.verb].text for c in sentence.clauses if c.verb >= 0] == ["عرضت"]


@pytest.mark.parametrize(
    ("text", "word", "pos", "lemma"),
    [
        ("أعلن الوزير قطع العلاقات، متهما الخرطوم بقصف القرى.", "متهما", "A", "متهم"),
        ("رد المسؤول داعيا واشنطن إلى الحوار.", "داعيا", "A", "داع"),
        ("أدانت الوزارة القصف، مطالبة مجلس الأمن بالتحرك.", "مطالبة", "A", "مطالب"),
        ("وقع الاتفاق بعد مطالبة الوزارة بالتحرك.", "مطالبة", "N", "مطالبة"),
        ("عاد الوفد، ووعد رئيسه بالتعاون.", "ووعد", "V", "وعد"),
        ("كانت الشرطة فتحت النار على حشود.", "فتحت", "V", "فتح"),
        ("كانت الشرطة فرقت مسيرة في المدينة.", "فرقت", "V", "فرق"),
        ("طالب الوزيران بفرض عقوبات، وأدانا أعمال العنف.", "وأدانا", "V", "ادان"),
        ("قال مصدر إن شخصا قتل في المدينة.", "شخصا", "N", "شخص"),
        ("هزت البلاد مظاهرات الطلاب.", "مظاهرات", "N", "مظاهرة"),
        ("انفجرت عبوة قرب مقر حاكم قندهار.", "حاكم", "N", "حاكم"),
        ("هاجم مقاتلون موقعا عسكريا.", "موقعا", "N", "موقع"),
        ("قتل رجل أمن في القرية.", "أمن", "N", "امن"),
        ("وفي باريس قال الوزير إنه مستعد للحوار.", "وفي", "P", "في"),
        ("استدعت وزارة الشؤون الخارجية السفير الكوري.", "الخارجية", "A", "خارجي"),
        ("أسقط الجيش طائرتي استطلاع.", "طائرتي", "N", "طائرة"),
        ("وهو اتهام تنكره كمبالا.", "تنكره", "V", "انكر"),
        ("اعتبرت الوزارة الموقف إيجابيا.", "إيجابيا", "A", "ايجابي"),
        ("أكدت الوزارة معارضتها لأي تدخل.", "لأي", "N", "اي"),
        ("وحل الرئيس البرلمان.", "وحل", "V", "حل"),
        ("جرت انتخابات قاطعها الصرب.", "قاطعها", "V", "قاطع"),
        ("قتل جندي تركي واحد.", "واحد", "U", "واحد"),
        ("خطف مسلحون إمام مسجد القرية.", "إمام", "N", "امام"),
        ("وصل علي سعيد إلى القرية.", "علي", "R", "علي"),
        ("دعمت الحكومة مجموعات مثل «براك».", "براك", "R", ""),
        ("قتل رجل كان يقود سيارة.", "كان", "V", "كان"),
        ("عثر على جثة مترجم كان خطف قبل أسبوع.", "خطف", "V", "خطف"),
        ("أعلن مصدر أمني مقتل ثلاثة جنود.", "مقتل", "N", "مقتل"),
        ("أعلن مسؤول كيني إطلاق ثلاثة معتقلين.", "كيني", "A", "كيني"),
        ("هجم علي سعيد رجلان.", "علي", "P", "علي"),
    ],
)
def test_words_that_look_alike(tables: Tables, text: str, word: str, pos: str, lemma: str) -> None:
    unit = next(unit for unit in understand(text, tables).units if unit.text == word)
    assert (unit.pos, unit.lemma.plain if unit.lemma is not None else "") == (pos, lemma)


def test_round_numbers_are_counted_apart_from_who_counts_them(tables: Tables) -> None:
    sentence = understand("نشرت السلطات العشرات من الجنود.", tables)
    clause = sentence.clauses[0]
    assert clause.subj is not None
    assert clause.obj is not None
    assert [sentence.units[phrase.head].text for phrase in (clause.subj, clause.obj)] == ["السلطات", "الجنود"]


def test_a_complement_behind_a_relative_clause_that_has_no_use_for_it(tables: Tables) -> None:
    sentence = understand("دعا الاتحاد الأفريقي، الذي انتقد القرار، إلى تغييره.", tables)
    assert [pp.prep for pp in sentence.clauses[0].pps] == ["الي"]


def test_a_share_is_counted_by_what_it_is_a_share_of(tables: Tables) -> None:
    sentence = understand("سحبت كينيا سبعين في المئة من قواتها.", tables)
    obj = sentence.clauses[0].obj
    assert obj is not None
    assert sentence.units[obj.head].text == "قواتها"


def test_about_a_number_is_no_manner(tables: Tables) -> None:
    sentence = understand("قبضت الشرطة على نحو 15 مهربا، ثم تصرفت على نحو غريب.", tables)
    assert [unit.text for unit in sentence.units if "على" in unit.text] == ["على", "على نحو"]


def test_a_participle_s_subject_agrees_with_it(tables: Tables) -> None:
    sentence = understand("قال الأمين العام إن الصين سلمت روسيا أسلحة، محذرا إياها من العواقب.", tables)
    clause = next(clause for clause in sentence.clauses if clause.kind == "part")
    assert head(sentence, clause.subj) == "الأمين"


def test_participles_joined_by_and_are_clauses_of_their_own(tables: Tables) -> None:
    sentence = understand("رحب الوزير بالاتفاق، داعيا كينيا إلى الحوار، ومتعهدا بسحب القوات.", tables)
    first, second = (clause for clause in sentence.clauses if clause.kind == "part")
    assert [head(sentence, clause.subj) for clause in (first, second)] == ["الوزير", "الوزير"]
    assert [head(sentence, p) for p in second.pps] == ["بسحب"]


def test_an_accusative_participle_is_no_genitive(tables: Tables) -> None:
    sentence = understand("أعلن الوزير دخول البلاد في حالة حرب متوعدا بالرد.", tables)
    assert any(clause.kind == "part" and sentence.units[clause.first].text == "متوعدا" for clause in sentence.clauses)


def test_words_with_tanwin_are_no_verbs(tables: Tables) -> None:
    sentence = understand("هذا عملٌ كبير.", tables)
    assert all(unit.pos != "V" for unit in sentence.units)


def test_a_name_of_two_words_is_one(tables: Tables) -> None:
    sentence = understand("اغتال مسلحون الشيخ عبد الرحمن سالم أمس.", tables)
    assert head(sentence, clause_of(sentence, "اغتال").obj) == "الشيخ"
    assert "عبد الرحمن" in [unit.norm for unit in sentence.units]


def test_what_a_noun_has_is_no_object(tables: Tables) -> None:
    clause = clause_of(understand("اتهمت النيابة الضابط باختطاف فتاة عمرها 14 عاما.", tables), "اتهمت")
    assert head(understand("اتهمت النيابة الضابط باختطاف فتاة عمرها 14 عاما.", tables), clause.obj) == "الضابط"


TREE = """\
# sent_id = one
# text = وقع الوزير الاتفاق وقال إنه سيسافر.
1	وقع	_	VERB	_	Aspect=Perf|Person=3	0	root	_	_
2	الوزير	_	NOUN	_	_	1	nsubj	_	_
3	الاتفاق	_	NOUN	_	_	1	obj	_	_
4	و	_	CCONJ	_	_	5	cc	_	_
5	قال	_	VERB	_	Aspect=Perf|Person=3	1	conj	_	_
6	إن	_	SCONJ	_	_	9	mark	_	_
7	ه	_	PRON	_	Person=3	9	nsubj	_	_
8	س	_	PART	_	_	9	compound:prt	_	_
9	يسافر	_	VERB	_	Aspect=Imp|Person=3	5	ccomp	_	_
10	.	_	PUNCT	_	_	1	punct	_	_
"""


def test_the_measure(tables: Tables, tmp_path: Path) -> None:
    path = tmp_path / "trees.conllu"
    path.write_text(TREE, encoding="utf-8")
    figures = measure(read_trees(path), tables)
    assert figures.faults == []
    assert figures.counts["subject", "right"] == 2  # the minister, and the pronoun on the subordinator
    assert figures.counts["object", "right"] == 1
    assert figures.counts["complement", "right"] == 1
    assert render(figures).startswith("1 sentences")


def test_a_text_without_its_words_is_a_fault(tmp_path: Path) -> None:
    path = tmp_path / "trees.conllu"
    path.write_text(TREE.replace("# text = وقع", "# text = رفض"), encoding="utf-8")
    with pytest.raises(ValueError, match="one"):
        list(read_trees(path))
