"""Questions that decide which names, titles and offices belong to one noun phrase."""

from typing import Final

from rasid.syntax.tree import NOMINAL, Phrase, Unit
from rasid.tables.names import Entity
from rasid.tables.parcels import Rows
from rasid.tables.word_classes import WordClasses

_BODIES: Final = frozenset(("org", "group", "bloc", "agency"))
_MANY: Final = frozenset(("body", "troops"))


class NameTests:
    """Tests on the names in the units of one sentence."""

    def __init__(self, units: list[Unit], entities: Rows[Entity], classes: WordClasses) -> None:
        self.units = units
        self.entities = entities
        self.classes = classes
        self.n = len(units)
        self.depth = 0
        self.verb_seen = False  # the clause that the phrase stands in has its verb already

    def _surname(self, out: Phrase, j: int) -> bool:
        """A common word right behind a given name, and nothing that hangs on it: "سعاد حداد"."""
        head, unit = self.units[out.head], self.units[j]
        last = self.units[j - 1]
        if last.pos == "R" and not (last.entities or unit.det or unit.pron) and unit.read is not None:
            odd = unit.read.number == "d" and (unit.read.case == "n" or unit.read.state == "c")
            if odd and last.read is not None and (last.i == out.head or last.i in out.names):
                return True  # "سليمان غيظان", "عبد الحميد خبيري": no two of anything
        if head.pos != "R" or head.read is None or head.entities or out.names or j != out.head + 1:
            return False
        if unit.det or unit.pron or unit.read is None or unit.read.number != "s" or unit.read.case == "t" or unit.time:
            return False
        return j + 1 >= self.n or not self._nominal(j + 1, True)

    @staticmethod
    def _state(unit: Unit) -> bool:
        """An active participle in the accusative, and nothing else: it tells in what state somebody acts."""
        read = unit.read
        return unit.pos == "A" and read is not None and read.case == "t" and read.lemma.voice == "a"

    def _codes(self, unit: Unit) -> set[str]:
        """The countries that a word names, or that the person of this name has acted for."""
        found = set(unit.lemma.codes) if unit.lemma is not None else set()
        for number in unit.entities:
            known = self.entities[number]
            found |= {known.country, *known.codes, *(term.code for term in known.terms)}
        return {code.partition(":")[0] for code in found if code}

    def _person_name(self, unit: Unit) -> bool:
        """A name that can be a person's, so that an office may follow it ("كوفي عنان الأمين العام")."""
        return unit.pos == "R" and not self._kinds(unit) - {"person"}

    def _kinds(self, unit: Unit) -> set[str]:
        return {self.entities[e].kind for e in unit.entities}

    def _name_follows(self, out: Phrase, unit: Unit) -> bool:
        head = self.units[out.head]
        kinds = self._kinds(unit)
        if any(r.pos == "N" and r.det and "title" in r.lemma.classes for r in unit.cands) and self._named_next(unit):
            return False  # "عدلي منصور الشيخ هزاع": the title of the next man
        if head.pos == "R":
            own = self._kinds(head)
            if head.lead is not None and "person" in head.lead.lemma.classes and own <= {"org", "bloc", "group"}:
                return not kinds or kinds <= {"person"}  # "الأمين العام للأمم المتحدة كوفي عنان"
            if own and own <= {"state", "capital", "seat", "org", "bloc", "group", "agency", "place"}:
                return False
            if unit.entities and out.names and kinds == {"place"} and head.read is None:
                return False
            return not kinds or (kinds <= {"person", "place"} and (not own or head.read is not None))
        lemma = head.lemma
        if lemma is None:
            return not kinds
        classes = lemma.classes
        person = "person" in classes or lemma.role is not None or bool(lemma.codes)
        if (
            not kinds
            and unit.read is None
            and head.read is not None
            and head.read.number == "p"
            and "troops" in classes
        ):
            return False  # "غزت القوات تراقيا": many have no one name
        if (
            kinds <= {"person"}
            and not (head.det or head.pron or out.gen)
            and head.read is not None
            and head.read.number == "p"
            and head.read.state != "c"
        ):
            return False  # "قتل مسلحون مجهولون حبيب الله": somebody else
        if kinds & {"person"} or not kinds:
            if head.read is not None and head.read.number == "p" and head.norm.endswith("ون") and not head.det:
                return False  # "اغتال مسلحون الشيخ سالم"
            return (
                person
                or (out.gen is not None and self._person_chain(out))
                or "body" in classes
                or "place" in classes
                or (head.det and not classes and not lemma.masdar_of)
            )
        if person and not head.det and out.gen is None:
            return False
        return head.det and "place" in classes

    def _again(self, out: Phrase, unit: Unit) -> bool:
        """Does another name of the same body stand behind the name: "مجموعة دول غرب أفريقيا «إيكواس»"?"""
        head = self.units[out.head]
        if not head.entities or not unit.entities or out.names:
            return False
        one, two = self.entities[head.entities[0]], self.entities[unit.entities[0]]
        return one.kind == two.kind and one.kind in _BODIES and one.codes == two.codes

    def _partner(self, out: Phrase, unit: Unit) -> bool:
        """Is this the name of the state that a word for a partner means: "جارتها تركيا"?"""
        head = self.units[out.head]
        if not head.pron or head.read is None or head.read.number != "s" or head.lemma is None or out.names:
            return False
        return head.lemma.plain in self.classes.partners and bool(self._kinds(unit) & {"state", "capital"})

    def _named_next(self, unit: Unit) -> bool:
        after = self.units[unit.i + 1] if unit.i + 1 < self.n else None
        return after is not None and after.pos == "R" and not after.conj and not after.prep

    def _person_chain(self, out: Phrase) -> bool:
        return any(self._person(self.units[part.head]) for part in out.chain())

    def _person(self, unit: Unit) -> bool:
        lemma = unit.lemma
        return lemma is not None and ("person" in lemma.classes or lemma.role is not None)

    def _one_person(self, unit: Unit) -> bool:
        """Can a word be the office of one man: no body, no crowd?"""
        read = unit.read
        return read is not None and read.number == "s" and self._person(unit) and read.lemma.classes.isdisjoint(_MANY)

    def _bare(self, unit: Unit) -> bool:
        """A noun of no class and no role: after a definite noun it can only describe it."""
        lemma = unit.lemma
        if lemma is not None and lemma.plain in self.classes.memberships:
            return True  # "الدول الأعضاء"
        return lemma is None or (not lemma.classes and lemma.role is None and not lemma.masdar_of and not lemma.frames)

    def _title(self, unit: Unit) -> bool:
        lemma = unit.lemma
        return lemma is not None and "title" in lemma.classes

    def _another(self, out: Phrase, office: Phrase) -> bool:
        """Is an office behind a name somebody else, whom the verb before the name is about: "استقبل مبارك الرئيس
        السوداني", but "زار كوفي عنان الأمين العام الخرطوم"?"""
        verb = self.units[out.first - 1] if out.first else None
        if verb is None or verb.pos != "V" or verb.pron or verb.read is None or verb.read.lemma.trans == "i":
            return False
        after = self.units[office.last] if office.last < self.n else None
        if after is not None and (self._nominal(office.last, True) or after.role_word == "comp"):
            return False
        theirs = {code for k in office.adjs for code in self._codes(self.units[k])}
        return bool(theirs) and not theirs & self._codes(self.units[out.head])

    def _holds(self, out: Phrase, office: Phrase) -> bool:
        """Has the man before an office acted for the state or body that the office names, where no verb wants him
        alone: "اغتيال إسماعيل هنية رئيس المكتب السياسي لحماس"?"""
        if not out.first or self.units[out.first - 1].pos == "V" or office.gen is None:
            return False
        theirs = {
            code for link in office.chain() for k in (link.head, *link.adjs) for code in self._codes(self.units[k])
        }
        after = self.units[office.last] if office.last < self.n else None
        if after is not None and after.prep == "ل" and after.entities:
            theirs |= self._codes(after)
        return bool(theirs & self._codes(self.units[out.head]))

    def _nominal(self, j: int, inside: bool) -> bool:
        unit = self.units[j]
        if inside and (unit.conj or unit.prep):
            return False
        return unit.pos in NOMINAL
