"""How well a reading of a word suits its neighbours: small numbers, each with its reason."""

from typing import Final

from rasid.syntax.homographs import done_to, has_object
from rasid.syntax.neighbours import (
    described_noun,
    is_described,
    names_next,
    opens_relative,
    parallel,
    same_dress,
    same_gender,
    several_men,
    somebody,
    somebody_next,
    thing_hit,
    thing_too,
    two_of_it,
    what,
)  # fmt: skip
from rasid.syntax.tree import Unit
from rasid.tables.lexicon import Lemma, Reading
from rasid.tables.word_classes import WordClasses

_OPENERS: Final = frozenset("PSQGTCDIWF")
_AGENTS: Final = frozenset(("person", "body", "troops"))
AUXILIARY: Final = ("be", "begin", "still")


def fitness(reading: Reading, previous: Unit | None, following: Unit | None, unit: Unit, classes: WordClasses) -> float:
    pos = reading.pos
    score = 0.0
    if pos == "V" and reading.pron[:1] == "2":
        score -= 2.5  # هناك is "there", not "he congratulated you"
    if pos == "V" and reading.pron == "1pc" and any(r.pos == "V" and r.number == "d" for r in unit.cands):
        score -= 1.5  # "وأدانا": and both condemned, not "and he led us"
    if pos in "NA" and reading.pron == "1sc":
        score -= 1.0  # the press seldom says "my"
        if any(r.pos == "A" and r.gender == "f" and r.number == "s" and not r.pron for r in unit.cands):
            score -= 1.0  # "مصادر أمنية وأخرى طبية": others, not "my other"
    if pos == "V" and reading.pron and reading.lemma.trans == "i":
        score -= 2.5  # "تنكره": denies it, not "disguised himself" with an object
    if pos == "V" and reading.aspect == "p" and following is not None and following.norm in classes.reflexives:
        score += 2.5  # "فجر نفسه": blew himself up, not "dawn itself"
    if pos == "N" and reading.pron[:1] == "2" and not unit.quoted:
        score -= 1.5  # ... and seldom "your": "وشكك", "وهنأكم"
    score -= 0.7 * (bool(reading.conj) + bool(reading.prep) + bool(reading.pron)) + 0.3 * reading.fut
    if pos == "U":
        score += 1.5
    if pos == "N" and any(r.pos == "Q" for r in unit.cands):
        score -= 1.5  # "القرار 1556 الذي": a relative, whatever stands before it
    if reading.pron == "1sc" and unit.norm.endswith("تي") and two_of_it(unit, following):
        score -= 2.0  # "إحدى حركتي التمرد": the two movements, not "my movement"
    if pos in "NA" and reading.number == "d" and reading.pron == "1pc":
        score -= 1.0  # "وأدانا": the two condemned, not "our two ..."
    if pos in "NA" and reading.number == "d" and not reading.det and not reading.pron:
        score -= 0.8  # an indefinite dual is rarer than the word that it looks like
        score -= 1.2 * any(r.pos == "V" and r.person == "3" and r.number == "s" for r in unit.cands)  # "يدين", "ودان"
    elif pos == "A" and reading.number == "d" and any(r.number == "p" and r.pos in "NA" for r in unit.cands):
        score -= 0.4  # "المتظاهرين": the demonstrators, rarely two of them
    elif reading.pos == "N" and reading.number == "d" and len({r.lemma.id for r in unit.cands if r.pos == "N"}) > 1:
        score -= 0.4  # "الأمين": the secretary, not the two mothers
    odd = reading.pron == "1sc" or (reading.number == "d" and reading.state == "c")
    if pos == "N" and odd and reading.number == "d" and any(r.pos == "V" and r.pron for r in unit.cands):
        score -= 1.5  # "اتصال أجراه": that he made, not "his two wages"
    if reading.pos == "N" and odd and any(r.pos == "P" for r in unit.cands):
        score -= 3.0  # "ولدى باريس": at, not "my boy" nor "the two boys of"
    if pos == "A" and unit.norm[:1] == "ي" and any(r.pos == "V" and r.aspect == "i" for r in unit.cands):
        score -= 2.0 * unit.norm.endswith("ون")  # "يسيرون": they walk, not "easy ones"
    alif = "آ" in unit.text and unit.text.lstrip("وف")[1:2] == "آ"
    if alif and not reading.prep and any(r.prep and r.pos == "N" for r in unit.cands):
        score -= 3.0  # "بآليات": with vehicles, not the plural of بالية
    if reading.voice == "p":
        score -= 1.0  # a form that can only be passive is rarely the one that is meant
        score -= 3.0 * unit.norm.startswith("وو")  # "ووعد": and promised, not the passive of واعد
    if reading.lemma.role_word == "quant" and thing_too(reading, following, unit):
        score -= 0.2
    elif pos in _OPENERS or reading.lemma.role_word == "quant":
        score += 2.2
        if pos == "P":
            score += 0.8
            if (
                reading.pron
                and reading.lemma.plain in classes.rights
                and following is not None
                and following.norm == "في"
            ):
                score -= 4.0  # "تحتفظ بحقها في الرد": her right, not "against her"
            if reading.conj == "ف" and any(r.pos == "V" and not r.conj and r.person == "3" for r in unit.cands):
                score -= 2.5  # "فتحت القوات النار": opened, not "and under"
            thing = reading.lemma.plain.endswith("ا") and any(r.pos == "N" and r.case == "t" for r in unit.cands)
            if thing and following is not None and not any(r.prep or r.pos == "P" for r in following.cands):
                score -= 4.0  # "عملا غير قانوني": an act, not "in pursuance" (of: ب)
            if reading.lemma.role_word == "like":  # "كوارث مثل الفيضانات", but "مثل هذا القرار": such
                score += 1.5 if previous is not None and previous.pos in "NAR" else -3.0
    opens = previous is None or previous.pos == "K" or bool(reading.conj)
    if pos != "V" and opens and any(unit.norm.endswith(word) for word in classes.voiced):
        score -= 3.0 * somebody_next(following)  # "عبر الرئيس عن": he voiced, not "across"
    if previous is None:
        return score + _start_score(reading, following)
    before = previous.pos
    if pos == "P" and previous is not None and previous.pos == "S" and previous.role_word == "comp":
        score -= 3.0  # a verb must follow أن: "بعد أن قبل العراق القرار"
    if (
        pos == "A"
        and reading.lemma.participle_of >= 0
        and reading.case == "t"
        and (previous is None or previous.pos in "KVF" or previous.entities)
        and not (previous is not None and thing_hit(previous, unit))
    ):
        score += 1.2  # "..., داعيا إلى": a participle, not the noun
    described = pos == "A" and reading.lemma.participle_of >= 0 and described_noun(reading, following, unit)
    if described:
        score -= 2.5  # "هاجموا موقعا عسكريا": a position, not "signing"
    doing = pos == "A" and reading.lemma.voice == "a" and not described and has_object(reading, following, classes)
    if doing:
        score += 2.0  # "متهمين الجنود", "متهما السعودية": accusing, not the accused
    accused = reading.lemma.role is not None and not reading.det and not (doing and reading.case != "n")
    if pos == "A" and reading.gender == "f" and reading.number == "s" and several_men(previous):
        score -= 2.5  # "هاجم مسلحون قاعدة": a base, not "sitting"
    if pos == "A" and reading.lemma.participle_of >= 0 and following is not None and following.entities:
        score -= 1.5 * any(
            r.pos == "N" and not r.det and "place" in r.lemma.classes for r in unit.cands
        )  # "مدينة بنغازي"
    if pos == "A" and reading.number == "d" and reading.case == "n" and previous.norm.endswith("ين"):
        score -= 2.0  # "أضرمت مجموعة من المتظاهرين النيران": fires, no adjective in the nominative
    if pos == "A" and accused and not same_dress(reading, previous):
        score -= 2.0  # "قتلت مسلحا", "قتل شرطي سائحين": people
    if reading.conj and pos in "NA" and before in "NA" and parallel(reading, previous):
        return score + 1.6 + 0.2 * (pos == before)
    if reading.conj and pos == "N" and reading.pron and before == "R" and "person" in reading.lemma.classes:
        score += 1.5  # "عاد جورج وزوجته"
    if reading.conj or before == "K":
        return score + _start_score(reading, following)
    if pos == "V":
        score += _verb_score(reading, previous, following, classes)
        if before == "S" and previous.pron and reading.aspect == "p" and is_described(unit, following, classes):
            score -= 2.5  # "بأنه عمل إرهابي": what it is
    elif pos in "NA":
        if before == "S" and previous.pron and (reading.case == "t" or (reading.number, reading.state) == ("d", "c")):
            score -= 3.5  # "إنهما ناقشا": they discussed; what is said of the pronoun is never an accusative
        if pos == "N" and reading.lemma.role == "" and not reading.det and following is not None and following.entities:
            score += 1.0 * ("person" in reading.lemma.classes)  # "مقر حاكم كابل": a governor
        score += _noun_score(reading, previous, classes) - 1.4 * done_to(reading, previous, unit)
    elif pos == "U":
        score += 1.8 if before == "U" else 0.0
    elif pos == "R":
        person = (
            previous.lemma is not None and "person" in previous.lemma.classes and "troops" not in previous.lemma.classes
        )
        score += 1.5 if (before == "R" or person) and not reading.prep else -0.5  # "تلقى الأمير برقية": no Ruqayya
        if person and (previous.det or previous.pron) and any(other.det and other.lemma.codes for other in unit.cands):
            score -= 3.0  # "الرئيس السوداني" is the Sudanese president, not one whose name is so
        if reading.lemma.role_word == "y":
            score -= 1.0
        titled = any(r.pos == "N" and r.det and "title" in r.lemma.classes for r in unit.cands)
        if titled and following is not None and any(r.pos == "R" for r in following.cands):
            score -= 2.0  # "الشيخ مالك": a title before a name, not a name
    return score


def _start_score(reading: Reading, following: Unit | None) -> float:
    """At the start of a clause Arabic likes a verb, if something follows that it can govern."""
    if reading.pos == "V":
        score = (1.0 if reading.person == "3" else -1.5) - rarity(reading, None)
        if following is not None and (
            following.entities
            or following.norm.startswith("ال")
            or following.kind == "n"
            or any(somebody(r) for r in following.cands)
        ):
            score += 0.8
        if reading.aspect == "j":
            score -= 1.0
        return score
    if reading.pos == "N":
        return 0.4
    return 0.0


def rarity(reading: Reading, previous: Unit | None) -> float:
    """Forms that news prose hardly uses: commands, "they (f) wept", jussives that nothing governs."""
    cost = 0.0
    if reading.aspect == "m":
        cost += 4.0
    governed = reading.prep or (previous is not None and previous.pos == "G")
    if reading.aspect == "j" and reading.number == "s" and not governed:
        cost += 3.0  # "أعز" after أن is "dearest", not a shortened "I ascribe": that needs لم or لا
    if reading.number == "p" and reading.gender == "f":
        cost += 2.5
    if reading.number == "d":
        cost += 0.8
    if (
        reading.aspect == "j"
        and reading.number in "dp"
        and not (previous is not None and previous.pos in "GS")
        and not reading.prep
    ):
        cost += 2.0
    return cost


def _verb_score(reading: Reading, previous: Unit, following: Unit | None, classes: WordClasses) -> float:
    before = previous.pos
    score = (0.3 if reading.person == "3" else -2.2) - rarity(reading, previous)
    if before == "P" and what(previous, classes):
        return score + 2.5
    if (before == "P" and not previous.pron) or (  # "منهم أعيدوا": with its pronoun a preposition lacks nothing
        previous.prep
        and before in "NAR"
        and not previous.det
        and previous.read is not None
        and previous.read.state == "c"
    ):
        return -6.0
    if before == "G" and reading.aspect == "p" and previous.role_word in ("la", "lam", "lan"):
        return score - 2.0  # "لا أحد": these negations want the imperfect
    if before in "GT" and previous.role_word != "nominal":
        return score + 4.0
    if before == "G":
        return -6.0  # "عدم تعاون دمشق": a noun must follow
    if reading.number == "d" and previous.read is not None and previous.read.number == "d" and before in "NA":
        return score + 2.5  # "الجانبين سحبا"
    if before == "S":
        if previous.norm in classes.noun_too:
            return score - 1.0
        if previous.role_word == "comp" and previous.text[-2:] == "إن":
            return score - 2.0  # "إن التهم": a noun must follow
        return score + (3.0 if reading.aspect in "ij" and previous.role_word == "comp" else 2.0)
    if before in "QW":
        asked = following is not None and any(following.norm in s.preps for f in reading.lemma.frames for s in f.slots)
        return score + 2.5 + 0.7 * asked  # "الذي تحدث عن": who spoke of, not "which happens"
    if before in "DU":
        return score - (0.3 if previous.norm in classes.linking else 3.0)  # "إلى ذلك فرقت الشرطة"
    if reading.pron[:1] == "3" and following is not None and following.entities and not following.prep:
        score += 2.0  # "مزاعم وصفتها طهران": a noun with its pronoun takes no name behind it
    if before == "V":  # two verbs in a row: only after كان, بدأ and their like
        if previous.role_word in AUXILIARY and reading.aspect == "i":
            return score + 0.5
        return score - (0.8 if reading.aspect == "i" or previous.role_word == "be" else 2.0)
    if before in "NA" and opens_relative(reading, previous, following):
        return score + 1.5
    if before == "N" and previous.read is not None and not previous.det and not previous.pron:
        resumed = bool(reading.pron) and reading.lemma.trans != "i"  # "انتخابات قاطعها الحزب"
        return score - 1.0 * (not resumed) if reading.aspect == "p" else score
    if reading.aspect == "j":
        return score - 1.5
    return score + 0.2


def _noun_score(reading: Reading, previous: Unit, classes: WordClasses) -> float:
    before = previous.pos
    score = 0.3 if reading.pos == "N" else 0.0
    if reading.state == "c":
        score -= 0.2
    if before == "P":
        return score + (2.0 if not what(previous, classes) else -0.5 if reading.pron else 1.0)
    if before in "DU":
        return score + 2.0
    if before in "GT" and previous.role_word != "nominal":
        return score - 2.0
    if (
        before == "N"
        and previous.read is None
        and reading.pos == "A"
        and previous.det == reading.det
        and not reading.prep
    ):
        return score + 0.8
    if previous.norm in classes.denials and reading.pos == "A" and not reading.prep:
        return score + 1.5  # "غير شرعية"
    if before in "NA" and previous.read is not None:
        agrees = previous.det == reading.det or (previous.read.state in "ca" and reading.det)
        if reading.pos == "A" and previous.det == reading.det and not reading.prep and not previous.pron:
            same = same_gender(previous.read, reading)
            return score + (1.5 if same else 0.2)
        if agrees and not previous.det and not previous.pron and not reading.prep:
            office = previous.read.lemma.role == "" and "person" in previous.read.lemma.classes
            return score + (2.0 if office and "body" in reading.lemma.classes else 0.8)  # "وزراء خارجية"
    return score


def common_word(reading: Reading, previous: Unit | None, unit: Unit, classes: WordClasses) -> bool:
    """Is a word that could be a name the common word here? A state's name only as an adjective that agrees with the
    noun before ("دعم مالي"); a surname unless a title, an office or another name stands before it."""
    if reading.pos == "V" and reading.lemma.role_word in AUXILIARY:  # كان is no Cannes
        return not (previous is not None and "place" in (previous.lemma.classes if previous.lemma else ()))
    if reading.pos in "SGQTW" or (reading.pos == "P" and unit.norm not in classes.names_too):  # حتى is no surname
        return True
    if reading.pos in "VPSQGTCDIWFU":
        return not (previous is not None and names_next(previous))
    if (
        unit.norm[:1] not in "وف"
        and reading.pos == "N"
        and not reading.prep
        and previous is not None
        and names_next(previous)
    ):
        return False
    if reading.pos == "N" and not reading.prep and reading.lemma.frames:
        return True
    if (
        reading.case == "t"
    ):  # روسيا is Russia, not "a Russian" in the accusative, unless the noun before is accusative too
        return previous is not None and previous.read is not None and previous.read.case == "t"
    if reading.pos != "A" or previous is None or previous.pos not in "NA" or previous.read is None:
        return False
    if reading.lemma.participle_of >= 0 and not reading.det:
        return False  # "توقيع مصر": Egypt, not "insisting"
    if reading.lemma.participle_of >= 0 and previous.lemma is not None and previous.lemma.codes:
        return False  # "الخارجية الأمريكية القاهرة": the city
    if previous.pron and reading.det and reading.lemma.codes:
        return previous.read.gender == reading.gender  # "نظيره السوداني" is no Mr Sudani
    things = previous.read.number == "p" and previous.lemma is not None and not _people(previous.lemma)
    gender = "f" if things else previous.read.gender  # "الخطوط السعودية"
    return gender == reading.gender and previous.det == reading.det and not previous.pron


def _people(lemma: Lemma) -> bool:
    return lemma.role is not None or "person" in lemma.classes
