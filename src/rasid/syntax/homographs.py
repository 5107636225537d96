"""Noun or participle? Words that are both, told apart by what stands beside them."""

from rasid.syntax.tree import Unit
from rasid.tables.lexicon import Reading


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


def acts_on(reading: Reading, previous: Unit | None, following: Unit | None) -> bool:
    """An indefinite active participle in the accusative, with a definite noun or a name behind it, which only its verb
    can govern: "..., متهما الخرطوم بقصف القرى", "داعيا واشنطن إلى الحوار"."""
    if reading.pos != "A" or reading.lemma.voice != "a" or reading.lemma.participle_of < 0:
        return False
    if previous is None or following is None or reading.prep or reading.det or reading.pron:
        return False
    if reading.case != ("t" if reading.number == "s" else "o") or reading.state == "c" or _feminine_plural(reading):
        return False
    if previous.pos == "N" and not (previous.det or previous.pron):
        return False  # "بيانا معاديا الحكومة"
    named = bool(following.entities) and not any(r.prep for r in following.cands[:1])
    return named or any((r.det and r.pos == "N" and not (r.prep or r.conj)) or r.pos == "D" for r in following.cands)


def _feminine_plural(reading: Reading) -> bool:
    return reading.number == "p" and reading.gender == "f"


def _thing(reading: Reading) -> bool:
    return reading.lemma.role is None and not reading.lemma.codes and "person" not in reading.lemma.classes


def has_object(reading: Reading, following: Unit | None) -> bool:
    """A participle that ends in ون or ين and has its object right behind it, which no noun of that shape could have."""
    if reading.det or reading.prep or reading.state == "c" or reading.pron or following is None:
        return False
    if _feminine_plural(reading):
        return False  # "مظاهرات الطلاب": a noun may look like this
    named = (
        bool(following.entities)
        or any(r.pos == "D" for r in following.cands)
        or (following.norm.startswith("ال") and any(r.det for r in following.cands))
    )
    return named and not any(r.prep for r in following.cands[:1])
