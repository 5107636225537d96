"""Noun or participle? Words that are both, told apart by what stands beside them."""

from typing import Final

from rasid.syntax.tree import Unit
from rasid.tables.lexicon import Reading
from rasid.tables.word_classes import WordClasses

_BODIES: Final = frozenset(("body", "troops"))


def done_to(reading: Reading, previous: Unit, unit: Unit) -> bool:
    """Behind a masdar a word that is a thing as well as a participle is what is done something to: "فتح معبر"."""
    noun = previous.read
    if reading.pos != "A" or reading.det or reading.prep:
        return False
    if noun is None or not noun.lemma.masdar_of or previous.pos != "N" or noun.state == "f":
        return False
    participle = reading.lemma.participle_of >= 0
    return any(
        r.pos == "N"
        and r.number == reading.number
        and not r.prep
        and not r.pron
        and (r.lemma.masdar_of or participle)
        and _thing(r)
        for r in unit.cands
    )


def adjunct(reading: Reading, unit: Unit) -> bool:
    """A feminine participle that is a masdar or a noun as well: "أدانت الوزارة القصف، مطالبة مجلس الأمن بالتحرك"."""
    return (
        reading.pos == "A"
        and reading.gender == "f"
        and reading.number == "s"
        and reading.lemma.participle_of >= 0
        and reading.lemma.voice == "a"
        and not (reading.det or reading.prep or reading.pron)
        and any(r.pos == "N" and not (r.det or r.prep or r.pron) for r in unit.cands)
    )


def calls(reading: Reading, previous: Unit, unit: Unit, behind: list[Unit]) -> bool:
    """Is a word for somebody ("preacher") what the subject does: "رحبت به الحركة داعية الحكومة إلى الحوار"? No masdar,
    whose object would stand so, too."""
    if not (previous.det or previous.pron or previous.pos == "R") or not behind:
        return False
    if any(r.pos == "N" and r.lemma.masdar_of for r in unit.cands) or reading.case == "t":
        return False
    toward = any(unit.norm == "الي" for unit in behind)
    return toward and (bool(behind[0].entities) or behind[0].norm.startswith("ال"))


def _thing(reading: Reading) -> bool:
    return reading.lemma.role is None and not reading.lemma.codes and "person" not in reading.lemma.classes


def has_object(reading: Reading, following: Unit | None, classes: WordClasses) -> bool:
    """A participle that ends in ون, ين or the tanwin of the accusative and has its object right behind it, which no
    noun of that shape could have."""
    if reading.det or reading.prep or reading.state == "c" or reading.pron or following is None or following.prep:
        return False
    if (reading.case != "t" if reading.number == "s" else reading.gender != "m") or following.time:
        return False
    if following.norm in classes.object_pronouns:
        return True
    named = (
        bool(following.entities)
        or any(r.pos == "D" for r in following.cands)
        or (following.norm.startswith("ال") and any(r.det for r in following.cands))
    )
    if not named and reading.case == "t":  # "متهما قوات الجيش"
        named = any(r.pos == "N" and not r.conj and r.lemma.classes & _BODIES for r in following.cands)
    return named and not any(r.prep for r in following.cands[:1])
