"""Agreement of subject and verb, and what kind of thing a phrase names."""

from rasid.syntax.tree import Phrase, Unit
from rasid.tables.lexicon import Reading
from rasid.tables.names import Entity
from rasid.tables.parcels import Rows


class Agreement:
    """Questions about the phrases of one sentence."""

    def __init__(self, units: list[Unit], entities: Rows[Entity]) -> None:
        self.units = units
        self.entities = entities

    def agrees(self, phrase: Phrase, gender: str, number: str, post: bool) -> bool:
        """Can ``phrase`` be the subject of a verb of this gender and number? ``post``: it follows the verb, which
        then is always singular."""
        unit = self.units[phrase.head]
        many = bool(phrase.conj)
        if unit.pos == "I" and len(unit.role_word) == 3:  # a pronoun: person, gender, number
            own, count = unit.role_word[1], unit.role_word[2]
            return (own == gender or "c" in (own, gender)) and (post or count == number)
        if not post and number in ("d", "p"):
            if many or phrase.quants or phrase.nums:
                return True
            read = unit.read
            if read is None:
                return (bool(unit.entities) and self._group(unit) and number == "p") or unit.norm.endswith(("ون", "ين"))
            return any(other.number == number for other in (read, *alike(unit)))
        if not post and many and number == "s":
            return gender == "f" or not self.animate(phrase)
        if unit.pos == "R":
            own = self._entity_gender(unit)
            return own == "x" or own == gender or gender in ("c", "")
        read = unit.read
        counted = phrase.nums and not phrase.quants
        men = read is not None and read.gender == "m" and (read.number == "s" or "person" in read.lemma.classes)
        if not post and (gender, number) == ("f", "s") and counted and men and self.animate(phrase):
            return False  # "قتل اثنان من طاقمها، وقدمت": not the two
        if read is None or phrase.quants or phrase.nums or gender in ("c", "") or unit.role_word == "quant":
            return True
        return self._fits(unit, read, gender, post) or any(
            self._fits(unit, other, gender, post)
            for other in alike(unit)  # أعمال is "works" or "putting to work"
        )

    def _fits(self, unit: Unit, read: Reading, gender: str, post: bool) -> bool:
        if read.number == "p":
            if read.lemma.gender == "m" and unit.norm.endswith(("ون", "ين", "و")):
                return gender == "m" if post else False
            if self._human(unit):
                return True
            return gender == "f"
        if not post and read.number == "d":
            return False
        return read.gender == gender or read.gender in ("c", "")

    def _entity_gender(self, unit: Unit) -> str:
        if not unit.entities:
            return "x"
        return gender_of(unit, self.entities[unit.entities[0]])

    def _group(self, unit: Unit) -> bool:
        return self.entities[unit.entities[0]].kind in ("group", "bloc")

    def _human(self, unit: Unit) -> bool:
        lemma = unit.lemma
        return lemma is not None and ("person" in lemma.classes or lemma.role is not None or bool(lemma.codes))

    def animate(self, phrase: Phrase) -> bool:
        """Is this somebody who can act: a name, a person, a body?"""
        unit = self.units[phrase.head]
        if unit.pos in ("R", "I"):
            return True
        lemma = unit.lemma
        if lemma is None:
            return unit.det
        return bool(lemma.classes & {"person", "body", "troops"}) or lemma.role is not None or bool(lemma.codes)

    def definite(self, phrase: Phrase) -> bool:
        unit = self.units[phrase.head]
        if unit.det or unit.pron or unit.pos in "RDI" or phrase.names:
            return True
        return phrase.gen is not None and self.definite(phrase.gen)

    def case(self, phrase: Phrase) -> str:
        """``n`` if the head can only be nominative (متظاهرون), ``o`` if it can't be (متظاهرين), else nothing."""
        unit = self.units[phrase.head]
        if unit.pos not in "NA" or phrase.quants or phrase.nums:
            return ""
        if "\u064b" in unit.text[-2:]:
            return "o"
        if unit.text[-1] == "\u064c":
            return "n"
        if unit.read is None:
            return ""
        owned = phrase.gen is not None
        cases = {r.case for r in alike(unit) if owned or not (r.number == "d" and r.state == "c")} | {unit.read.case}
        if cases <= {"n"}:
            return "n"
        return "o" if cases <= {"o", "t"} else ""


def gender_of(unit: Unit, entity: Entity) -> str:
    """The grammatical gender of a name: that of the noun which it begins with, in this spelling of it."""
    lead = unit.lead
    if lead is None and entity.kind in ("org", "bloc"):
        return "x"  # "جمدت بروكسل", "دعت أوروبا": names of the (masculine) union that begin with no noun
    if lead is not None and entity.kind == "agency" and lead.gender == "f":
        return "f"  # "نقلت وكالة رويترز قوله إنه": not the agency
    if lead is None or entity.kind not in ("org", "bloc", "group", "seat"):
        return entity.gender
    if entity.kind == "seat" and "body" not in lead.lemma.classes:
        return entity.gender  # "تل أبيب" is no hill
    if lead.number == "s" and unit.norm.partition(" ")[0].endswith("ة"):
        return "f"
    if lead.number == "p":
        return "x" if "person" in lead.lemma.classes or lead.lemma.codes else "f"
    return lead.gender if lead.number == "s" and lead.gender in ("m", "f") else "x"


def alike(unit: Unit) -> list[Reading]:
    """The other readings of a noun that cut its clitics off in the same way."""
    read = unit.read
    if read is None:
        return []
    mine = (read.pos, read.conj, read.prep, read.det, read.pron)
    return [r for r in unit.cands if r is not read and (r.pos, r.conj, r.prep, r.det, r.pron) == mine]


def tells_of(units: list[Unit], phrase: Phrase, other: Phrase) -> bool:
    """Is something told of an indefinite noun in the genitive by what it has: "خطف فتاة عمرها 14 عاما"?"""
    noun = phrase
    while noun.gen is not None:
        noun = noun.gen
    read = units[noun.head].read
    if noun is phrase or read is None or read.det or noun.pron or units[noun.head].entities:
        return False
    return other.first == phrase.last and other.pron == f"3{read.number}{read.gender}"
