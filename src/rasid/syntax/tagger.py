"""Which reading of each word holds here: a word's neighbours decide.

Left to right, every candidate reading is scored against what stands before and after it; the best is kept. The scores
are small integers with a reason each; nothing is tried twice.
"""

from typing import Final

from rasid.syntax.fitness import AUXILIARY, common_word, fitness, rarity
from rasid.syntax.homographs import adjunct, calls
from rasid.syntax.neighbours import described_by, names_next, opens_relative
from rasid.syntax.tree import Unit
from rasid.syntax.units import TANWIN
from rasid.tables.lexicon import Reading
from rasid.tables.loader import SHADDA
from rasid.tables.word_classes import WordClasses

_LEAST: Final = -1.5
_NEVER: Final = -4.0  # "في ليما": after a preposition a name, no verb


def tag(units: list[Unit], classes: WordClasses) -> None:
    """Choose a reading for every unit, in place."""
    finite = False  # a finite verb stands already in the clause being read
    complement = False  # the clause was opened by أن or إن
    wanting = False  # that verb has had nothing behind it but its subject
    lacking = False  # and nothing yet, complements and names aside, that could be its object
    she = False  # the last finite verb has a feminine subject
    for i, unit in enumerate(units):
        if i:
            last = units[i - 1]
            wanting = (last.pos == "V" and not last.pron and _takes_object(last)) or (
                wanting and (last.pos in "RA" or (last.pos == "N" and last.det and units[i - 2].pos == "V"))
            )
            lacking = (wanting and last.pos == "V") or (
                lacking and last.pos in "NARPF" and not _object_seen(units, i - 1)
            )
            if last.pos == "V":
                finite, complement = last.role_word != "be", False  # "كانت الشرطة فرقت": the verb is yet to come
                she = last.read is not None and last.read.gender == "f" and last.read.person == "3"
            elif last.pos in "SQ" or last.norm in "،:;؛" or last.pos == "C":
                finite = False
                complement = last.pos == "S" and last.role_word == "comp"
        previous = units[i - 1] if i else None
        following = units[i + 1] if i + 1 < len(units) else None
        if following is not None and _about(unit, following):
            unit.pos = "U"  # "نحو مائة", "حوالي 20"
            if unit.cands:
                unit.conj = unit.cands[0].conj
            continue
        if unit.entities and not unit.cands:
            unit.pos = "R"
            continue
        if unit.kind == "n":
            unit.pos = "U"
            continue
        if unit.kind == "p":
            unit.pos = "K"
            continue
        if unit.kind == "l":
            unit.pos = "R"
            continue
        whole = any(not r.conj and r.pos in "NAPSQ" and (r.number != "d" or r.det) for r in unit.cands)
        deed = _deed(unit)
        function = any(r.pos in "SGP" and r.conj != "ف" for r in unit.cands)
        verbal = any(r.pos == "V" and r.person == "3" and (unit.norm[:1] != "و" or not r.conj) for r in unit.cands)
        masdar = any(r.pos == "N" and not r.conj and r.lemma.masdar_of for r in unit.cands)
        owned = following is not None and any(r.pron for r in following.cands)
        asked = owned and not masdar and following is not None and any(_asks(r, following) for r in unit.cands)
        dated = not finite and previous is not None and previous.time and all(u.time or u.pos == "P" for u in units[:i])
        that_one = (
            complement
            and not finite
            and previous is not None
            and previous.read is not None
            and previous.read.case == "t"
        )
        at = unit.text.find(SHADDA)
        shadda = unit.text[at - 1 : at + 1] if at > 1 else ""
        best, best_score = None, -99.0
        for reading in unit.cands:
            score = fitness(reading, previous, following, unit, classes)
            if reading.pos == "P" and reading.pron and reading.lemma.plain == "ك":
                continue  # كي is "in order that": this preposition takes no pronouns
            if reading.pos == "S" and reading.pron and reading.lemma.plain == "ما":
                continue  # ماي is a name: this word takes no pronouns
            if reading.pos == "V" and previous is not None and _called(unit, previous, following):
                continue  # "مجموعات مثل «براك»": a name
            if reading.pos == "S" and reading.pron and reading.lemma.role_word == "purpose":
                continue  # كيني is a Kenyan
            if reading.pos == "A" and any(
                r.pos == "V" and r.lemma.role_word == "be" and not r.pron for r in unit.cands
            ):
                continue  # كان is no adjective
            if previous is not None and previous.role_word == "be" and _had(reading, unit, following):
                score += 3.0  # "مترجم كان خطف قبل أيام": had been kidnapped
            if reading.pos == "A" and following is not None and _act_of(reading, unit, following):
                score -= 4.0  # "أعلن مصدر أمني مقتل ثلاثة جنود": the death of three
            if verbal and reading.conj and reading.pos == "N" and any(r.pos == "V" and not r.conj for r in unit.cands):
                score -= 1.0  # "وافق عليها": agreed, not "and a horizon"
            if verbal and _hamza_lost(reading, unit, classes):
                score -= 4.0
            if asked and following is not None and (reading.conj or _asks(reading, following)):
                score += -2.5 if reading.conj else 2.5  # "فجر نفسه": blew himself up, not "so he dragged himself"
            if reading.pos == "V" and shadda and shadda in reading.lemma.key:
                score += 2.5  # صوّت: written as the verb is
            after_that = complement and previous is not None and previous.pos == "S"
            if reading.pos == "V" and after_that and reading.number == "d" and any(r.case == "t" for r in unit.cands):
                score -= 4.0  # "ان شخصا": that a person, not "they both rose"
            if reading.pos == "V" and after_that and unit.norm.startswith("ال") and any(r.det for r in unit.cands):
                score -= 2.5  # "ان المهم": the important thing
            if reading.pos == "V" and reading.conj and reading.person in "12" and verbal and not unit.quoted:
                score -= 1.5  # "وافقت": agreed, not "and I awoke"
            if reading.pos == "V":
                if function:
                    score -= 1.5  # لأن is "because", not "they softened"
                    score -= 3.0 * any(r.pos == "P" and r.conj and r.lemma.plain == "في" for r in unit.cands)  # وفي
                elif reading.lemma.role_word in AUXILIARY:
                    score += 1.5  # كان
                if reading.pron == "1sc" and not unit.norm.endswith("ني"):
                    continue
            elif (
                she
                and previous is not None
                and adjunct(reading, unit)
                and (previous.norm == "،" or calls(reading, previous, unit, units[i + 1 : i + 7]))
            ):
                score += 3.0
            elif reading.pos == "F" and previous is not None and described_by(previous, unit):
                score -= 1.5  # "جهات خاصة"
            elif reading.pos == "F" and following is not None and _accusatives(unit, following):
                score -= 3.0  # "طردت دبلوماسيا كنديا": a diplomat, not "diplomatically"
            elif (
                reading.pos == "S"
                and following is not None
                and following.cands
                and all(r.pos in "VG" for r in following.cands)
            ):
                score += 1.5  # حتى يعود
            elif reading.pos == "T" and reading.conj and following is not None and _deed(following):
                score += 3.0  # "فقد أعلنت الحكومة": has announced, not "he lost"
            if reading.conj and reading.pos == "V" and unit.norm in classes.and_first:
                score += 1.5  # "وحل البرلمان": and dissolved, not "mud"
            elif reading.conj and reading.pos != "I" and (whole or (reading.pos == "V" and deed)):
                score -= 1.5  # وزير is a minister, not "and he was visited"; فرّقت is no "and she rose"
            if that_one and reading.pos == "N" and not (reading.det or reading.conj or reading.prep):
                score -= (
                    2.0  # "ان شخصا قتل": was killed; nothing in the genitive stands behind an indefinite accusative
                )
            if dated and reading.pos == "V" and not reading.conj and reading.aspect == "p" and reading.person == "3":
                score += (
                    5.5 if previous is not None and previous.kind == "n" else 3.5
                )  # "في عام 2003 قتل جنديان": were killed
            if reading.pos == "V" and not reading.conj and reading.aspect == "p" and previous is not None:
                if finite and previous.pos not in "GTQVSK" and not opens_relative(reading, previous, following):
                    score -= 2.0  # one clause, one verb
                elif complement and not finite and previous.pos in "NAR":
                    score += 1.5  # "أن جنديا أميركيا قتل"
            if reading.conj == "و" and reading.pos == "V" and _answers(reading, following, classes):
                score += 3.5  # "ورد الوزير": and he answered; what is mentioned (ورد) is no person
            behind = wanting or lacking or (reading.pron and previous is not None and previous.pos in "NRA")
            if reading.pos == "V" and finite and behind and _masdar_too(reading, unit):
                score -= 2.0  # "رفضت إثيوبيا تدخل الجامعة": an interference, not "she enters"
            if score > best_score:
                best, best_score = reading, score
        if best is not None and best_score < _LEAST and best.pos == "V" and rarity(best, previous) >= 2:
            best = None  # only far-fetched readings: a word that the tables don't know
        never = best_score < _NEVER
        if unit.entities and best is not None and (never or not common_word(best, previous, unit, classes)):
            best = None
        if best is None:
            _guess(unit, previous)
        else:
            _take(unit, best, classes)


def _asks(reading: Reading, following: Unit) -> bool:
    """Is the word behind a past verb the very object that a frame of the verb names?"""
    if reading.pos != "V" or reading.conj or reading.aspect != "p" or reading.pron:
        return False
    behind = {r.lemma.plain for r in following.cands if r.pos == "N" and r.pron}
    return any(
        slot.kind == "obj" and behind & set(slot.words) for frame in reading.lemma.frames for slot in frame.slots
    )


def _had(reading: Reading, unit: Unit, following: Unit | None) -> bool:
    """Is a word behind كان, with a masdar of the same letters, a verb, since nothing in the genitive follows?"""
    if reading.pos != "V" or reading.aspect != "p" or reading.person != "3" or reading.conj or reading.pron:
        return False
    if not any(r.pos == "N" and r.lemma.masdar_of for r in unit.cands):
        return False
    return following is not None and (following.time or all(r.pos in "PSCT" for r in following.cands[:1]))


def _called(unit: Unit, previous: Unit, following: Unit | None) -> bool:
    """Does a word stand alone in quotation marks where no verb can stand: behind a preposition or "such as"?"""
    if not unit.quoted or previous.quoted or (following is not None and following.quoted):
        return False
    return (previous.pos == "P" and not previous.pron) or previous.role_word == "quant"


def _act_of(reading: Reading, unit: Unit, following: Unit) -> bool:
    """Can an indefinite participle be an act as well, and stands behind it what the act would be done to?"""
    if reading.det or reading.case == "t" or reading.lemma.participle_of < 0:
        return False
    acts = (r.lemma for r in unit.cands if r.pos == "N" and (r.conj, r.prep) == (reading.conj, reading.prep))
    if not any(act.participle_of < 0 and (act.masdar_of or act.frames) for act in acts):
        return False
    return following.kind == "n" or any(r.pos == "U" and not (r.conj or r.prep) for r in following.cands)


def _hamza_lost(reading: Reading, unit: Unit, classes: WordClasses) -> bool:
    """A word that is written with the hamza of a verb is not its look-alike without one: "هنأ", "أثنى"."""
    if reading.pos == "U":
        return unit.text.lstrip("وف").startswith("أ") and reading.lemma.plain.startswith("اثن")
    if not unit.text.endswith("أ"):
        return False
    return reading.number == "d" if reading.pos == "V" else reading.lemma.plain in classes.lost_hamza


def _accusatives(unit: Unit, following: Unit) -> bool:
    """A man and his country, both in the accusative: "دبلوماسيا كنديا"."""
    man = any(r.pos == "N" and r.case == "t" and "person" in r.lemma.classes for r in unit.cands)
    return man and any(r.pos == "A" and r.case == "t" and bool(r.lemma.codes) for r in following.cands)


def _answers(reading: Reading, following: Unit | None, classes: WordClasses) -> bool:
    """Does "and he answered" have somebody who answers right behind it?"""
    if reading.lemma.plain not in classes.replies or reading.aspect != "p" or reading.pron or following is None:
        return False
    known = (r.lemma for r in following.cands if r.pos == "N" and not r.prep)
    return bool(following.entities) or any(
        k.role is not None or k.classes & {"person", "body", "troops"} for k in known
    )


def _takes_object(verb: Unit) -> bool:
    return verb.lemma is not None and verb.lemma.trans == "t" and verb.lemma.role_word not in AUXILIARY


def _object_seen(units: list[Unit], i: int) -> bool:
    """Does the noun at ``i`` begin a phrase of its own behind a finished one: "نفى الوزير أنباء ..."?"""
    unit, before = units[i], units[i - 1]
    own = unit.pos == "N" and not (unit.det or unit.prep)
    return own and before.pos in "NAR" and (before.det or bool(before.pron) or before.pos == "R")


def _masdar_too(reading: Reading, unit: Unit) -> bool:
    """Is a present verb written like a masdar that could be the object of the verb before?"""
    if reading.aspect != "i" or reading.conj:
        return False
    alike = (r for r in unit.cands if r.pos == "N" and r.pron == reading.pron and not (r.conj or r.prep))
    return any(r.lemma.masdar_of for r in alike)


def _about(unit: Unit, following: Unit) -> bool:
    if following.kind != "n" and not any(r.pos == "U" for r in following.cands):
        return False
    return any(r.lemma.role_word == "about" for r in unit.cands)


def _deed(unit: Unit) -> bool:
    return any(r.pos == "V" and not r.conj and r.person == "3" and r.aspect == "p" for r in unit.cands)


def _take(unit: Unit, reading: Reading, classes: WordClasses) -> None:
    unit.read = reading
    unit.pos = reading.pos
    unit.conj, unit.prep, unit.det, unit.pron = reading.conj, reading.prep, reading.det, reading.pron
    unit.entities = () if reading.pos != "R" else unit.entities
    if unit.pos == "U" and unit.norm.startswith("ال") and not any(unit.norm.startswith(w) for w in classes.thousands):
        unit.det = True  # the table lists ordinals with their article; ألف begins with none


def _guess(unit: Unit, previous: Unit | None) -> None:
    """A word that no table knows: its shape and its neighbour say what it can be."""
    if unit.entities:
        unit.pos = "R"
        return
    norm = unit.norm
    unit.pos = "R"
    for lead in ("وال", "فال", "بال", "كال", "وبال", "ولل", "لل", "ال"):
        if norm.startswith(lead) and len(norm) > len(lead) + 2:
            unit.det = True
            unit.conj = lead[0] if lead[0] in "وف" else ""
            unit.prep = "ب" if "ب" in lead else "ل" if lead.endswith("لل") else "ك" if lead[0] == "ك" else ""
            unit.pos = "N"
            if (
                not unit.conj
                and not unit.prep
                and previous is not None
                and (
                    (previous.pos in "NA" and (previous.det or previous.pron))
                    or (previous.pos == "R" and norm.endswith(("ي", "ية")))
                )
            ):
                unit.pos = "A"
            return
    if len(norm) > 4 and norm[0] in "يت" and previous is not None and previous.pos in "GTSQ":
        unit.pos = "V"
        return
    if unit.text[-1] in TANWIN or unit.text[-2:-1] in TANWIN or norm.endswith("ات"):
        unit.pos = "N"
        return
    after_name = previous is not None and previous.pos == "R"
    if len(norm) > 4 and norm[0] == "و" and (after_name or previous is None or previous.pos == "K"):
        unit.conj = "و"
    elif (
        len(norm) > 5 and norm[0] in "لب" and previous is not None and previous.pos in "VN" and not names_next(previous)
    ):
        unit.prep = norm[0]
