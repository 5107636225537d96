"""What the words beside a word say of it: is it a thing that was hit, one of several men, what opens a relative clause?

Plain questions about two neighbours, which ``rasid.syntax.fitness`` and the tagger ask.
"""

from typing import Final

from rasid.syntax.tree import Unit
from rasid.tables.lexicon import Reading
from rasid.tables.word_classes import WordClasses

_AGENTS: Final = frozenset(("person", "body", "troops"))


def two_of_it(unit: Unit, following: Unit | None) -> bool:
    """Can the word be a dual without its ن, with what has the two right behind it?"""
    if following is None or not any(r.det and not r.prep for r in following.cands):
        return False
    return any(r.pos == "N" and r.number == "d" and r.state == "c" for r in unit.cands)


def thing_hit(previous: Unit, unit: Unit) -> bool:
    """Right behind a verb that lacks an object, a word that names a place or a body as well: "أحرقوا مركزا للشرطة"."""
    if previous.pos != "V" or previous.pron or previous.lemma is None or previous.lemma.trans == "i":
        return False
    return any(
        r.pos == "N" and r.case == "t" and r.lemma.role is None and r.lemma.classes and "person" not in r.lemma.classes
        for r in unit.cands
    )


def several_men(previous: Unit) -> bool:
    """A sound masculine plural, which no feminine adjective describes."""
    read = previous.read
    plural = read is not None and previous.pos in "NA" and read.number == "p" and read.gender == "m"
    if read is None or not plural or not previous.norm.endswith(("ون", "ين")):
        return False
    return previous.norm[:-2].endswith(read.lemma.plain.removesuffix("ي"))  # "الشؤون", "القوانين" are broken plurals


def described_noun(reading: Reading, following: Unit | None, unit: Unit) -> bool:
    """Is a participle in the accusative a noun as well, with an indefinite adjective dressed like it behind?"""
    if reading.case != "t" or reading.number != "s" or following is None or not following.cands:
        return False
    if not any(r.pos == "N" and r.case == "t" and r.lemma.participle_of < 0 for r in unit.cands):
        return False
    return following.norm.endswith("ا") and any(
        r.pos == "A" and r.case == "t" and r.gender == reading.gender and not r.conj for r in following.cands
    )


def thing_too(reading: Reading, following: Unit | None, unit: Unit) -> bool:
    """Is a word of quantity without من behind it the noun that looks the same: "مجموعة مسلحة", an armed group?"""
    if reading.pos != "N" or (following is not None and following.norm == "من"):
        return False
    return any(
        r.pos == "N" and r.lemma.plain == reading.lemma.plain and r.lemma is not reading.lemma for r in unit.cands
    )


def what(unit: Unit, classes: WordClasses) -> bool:
    """Is it ما with its preposition? A verb follows, or a noun after بما."""
    return unit.norm in classes.by_what or unit.norm in classes.of_what


def somebody_next(following: Unit | None) -> bool:
    """Does a person or a body follow?"""
    if following is None:
        return False
    return any(r.pos == "N" and not r.prep and r.lemma.classes & {"person", "body"} for r in following.cands)


def same_dress(reading: Reading, previous: Unit) -> bool:
    """Can an indefinite adjective describe what stands before: in the same number, in a case that may be the same?"""
    read = previous.read
    if read is None or previous.pos not in "NA" or previous.det or previous.pron:
        return False
    cases = {r.case for r in previous.cands if r.pos == previous.pos and r.number == read.number}
    human = read.number == "p" and "person" not in read.lemma.classes and reading.gender == "f"
    return (human or read.number == reading.number) and (reading.case == "x" or bool(cases & {reading.case}))


def is_described(unit: Unit, following: Unit | None, classes: WordClasses) -> bool:
    """Can the word be a noun, with an indefinite adjective behind it?"""
    if following is None or not any(r.pos == "N" and not r.pron for r in unit.cands):
        return False
    if any(r.pos == "N" and r.lemma.masdar_of for r in unit.cands) and all(r.prep == "ل" for r in following.cands[:1]):
        return bool(following.cands)  # "بأنه خرق للاتفاق"
    return following.norm in classes.denials or any(r.pos == "A" and not r.det and not r.conj for r in following.cands)


def parallel(reading: Reading, previous: Unit) -> bool:
    """Two words joined by و that are dressed alike (both with article, both with a pronoun) are of one kind."""
    if reading.det or previous.det:
        return reading.det and previous.det
    return bool(reading.pron) and bool(previous.pron)


def somebody(reading: Reading) -> bool:
    """A word for a person, an office or a body, which a verb at the head of a clause may have as its subject."""
    return (
        reading.pos == "N"
        and not reading.prep
        and not reading.conj
        and (reading.lemma.role is not None or not reading.lemma.classes.isdisjoint(("person", "body")))
    )


def opens_relative(reading: Reading, noun: Unit, following: Unit | None) -> bool:
    """Does the verb's pronoun take up the indefinite noun before it, with the agent behind: "هجوم شنه متمردون"?"""
    read = noun.read
    if read is None or noun.det or noun.pron or reading.aspect != "p" or following is None:
        return False
    if any(r.pos == "S" and r.lemma.role_word == "comp" for r in following.cands):
        return not reading.pron  # "طائرة قال إنها اخترقت الأجواء"
    things = read.number == "p" and "person" not in read.lemma.classes
    own = "3sf" if things else f"3{read.number}{read.gender}"
    if not reading.pron and reading.voice in ("b", "p"):
        return any(r.pos in "PF" and r.pron[:2] == "3s" for r in following.cands)  # "معارك قتل فيها سبعون"
    if reading.pron != own:
        return False
    return bool(following.entities) or any(
        not (r.conj or r.prep)
        and (
            (r.pos == "N" and (r.lemma.role is not None or bool(r.lemma.classes & _AGENTS)))
            or (r.pos == "A" and r.number == "p" and r.det and bool(r.lemma.codes))  # "قاطعها الصرب"
        )
        for r in following.cands
    )


def same_gender(noun: Reading, adjective: Reading) -> bool:
    """A plural of things takes its adjective in the feminine singular, one of people in the plural as well."""
    if noun.number == "p":
        return adjective.number != "d" and (adjective.gender == "f" or adjective.number == "p")
    if adjective.number == "p" and adjective.gender == "f":
        return False  # "تبادلت الأجهزة الأمنية المعلومات": no adjective of the word in front
    return noun.gender == adjective.gender


def described_by(noun: Unit, unit: Unit) -> bool:
    """Has the word a reading as an adjective that agrees with the noun before it?"""
    a = noun.read
    if a is None or noun.pos != "N" or noun.pron:
        return False
    gender = "f" if a.number == "p" else a.gender
    return any(
        r.pos == "A" and r.det == noun.det and not r.prep and r.gender == gender and r.number != "d" for r in unit.cands
    )


def names_next(unit: Unit) -> bool:
    """Can a person's name follow this word?"""
    if unit.pos == "R":
        return True
    lemma = unit.lemma
    return lemma is not None and (
        bool(lemma.codes) or ("person" in lemma.classes and unit.det) or "title" in lemma.classes
    )
