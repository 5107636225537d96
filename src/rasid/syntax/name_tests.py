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
            return self._holder(out, self.units[unit.i + 1])
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

    def _holder(self, out: Phrase, name: Unit) -> bool:
        """Is a name with a title before it that of the one who holds the office before both: "أمير الكويت الشيخ صباح
        الأحمد", but "عدلي منصور الشيخ هزاع"?"""
        head = self.units[out.head]
        if head.pos != "N" or out.names or out.app is not None or out.gen is None or not self._one_person(head):
            return False
        own = {code for link in out.chain() for k in (link.head, *link.adjs) for code in self._codes(self.units[k])}
        theirs = self._codes(name)
        return not (own and theirs) or bool(own & theirs)

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
        k = self._past_complements(office.last)
        if office.last < k < self.n and self._nominal(k, True) and self._wanted_too(self.units[k]):
            return False
        theirs = {code for k in office.adjs for code in self._codes(self.units[k])}
        return bool(theirs) and not theirs & self._codes(self.units[out.head])

    def _holds(self, out: Phrase, office: Phrase) -> bool:
        """Has the man before an office acted for the state or body that the office names ("اغتيال إسماعيل هنية رئيس
        المكتب السياسي لحماس"), or has the verb or preposition before him no use for another?"""
        if not out.first or office.gen is None:
            return False
        if self.units[out.first - 1].pos == "V":
            return self._needless(self.units[out.first - 1], office)
        if self.units[out.first].prep or self.units[out.first - 1].pos == "P":
            return True  # "مع سمير فارس رئيس الحزب"
        theirs = {
            code for link in office.chain() for k in (link.head, *link.adjs) for code in self._codes(self.units[k])
        }
        after = self.units[office.last] if office.last < self.n else None
        if after is not None and after.prep == "ل" and after.entities:
            theirs |= self._codes(after)
        return bool(theirs & self._codes(self.units[out.head]))

    def _needless(self, verb: Unit, office: Phrase) -> bool:
        """Has a verb, whose subject stands between, no use for an office behind it, since what it is about comes after:
        "قال سمير فارس عضو البرلمان إن", "اتهم سمير فارس رئيس اللجنة لبنان"?"""
        if verb.pron or verb.read is None or verb.read.person != "3" or verb.read.lemma.trans == "d":
            return False
        if verb.read.lemma.trans == "i":
            return True
        k = self._past_complements(office.last)
        if k >= self.n:
            return False
        after = self.units[k]
        if after.role_word == "comp" or after.norm == ":":
            told = (frame.slots for frame in verb.read.lemma.frames)
            return not any({"OBJ", "CLAUSE"} <= {slot.name for slot in slots} for slots in told)
        return self._nominal(k, True) and self._wanted_too(after)

    def _wanted_too(self, unit: Unit) -> bool:
        """Can a word be what a verb is about: a state, a definite noun, an act?"""
        if unit.time or unit.pos == "I":
            return False
        if unit.pos == "R":
            return bool(self._kinds(unit) - {"person"})  # not "السفير الروسي في بلغراد فلان"
        return unit.det or (unit.lemma is not None and bool(unit.lemma.masdar_of))

    def _past_complements(self, k: int) -> int:
        """Where the phrases with prepositions that stand at ``k`` end."""
        for _ in range(2):
            if k + 1 >= self.n or self.units[k].conj or self.units[k].pron:
                break
            if self.units[k].pos == "P" and self._nominal(k + 1, True):
                k = self.phrase(k + 1, conj=False).last
            elif self.units[k].prep:
                k = self.phrase(k, conj=False).last
            else:
                break
        return k

    def _title_behind(self, out: Phrase, j: int) -> int:
        """Past the title or office at ``j`` of the one whom the phrase names so far; 0 if there is none."""
        head, unit = self.units[out.head], self.units[j]
        if unit.pos != "N":
            return 0
        if j - 1 in out.names and unit.det and self._title(unit) and not self._named_next(unit):
            out.names.append(j)  # "الدكتور علي الحاج"
            return j + 1
        if out.app is not None:
            return 0
        titled = bool(out.names) and head.det and self._title(head) and not unit.det
        if (titled or self._person_name(head)) and self._one_person(unit):
            office = self.phrase(j, conj=False)
            if self._another(out, office) if unit.det else not self._holds(out, office):
                return 0
            out.app = office
            return out.app.last
        if not unit.det:
            return 0
        named = not out.names and self._person(head) and (self._title(unit) or self._named_office(out, j))
        kin = head.pron and self._person(head) and self._title(unit)
        if named or kin or (head.det and self._title(head) and self._one_person(unit)):
            out.app = self.phrase(j, conj=False)  # "ولي العهد السعودي الأمير فلان", "أخوه الأمير هنري"
            return out.app.last
        return 0

    def _whose(self, out: Phrase, j: int, end: int) -> None:
        """Keep the office or party that a bracket behind a man's name tells: "النائب سمير فارس (حزب الأمل)"."""
        named = bool(out.names) or self._person_name(self.units[out.head])
        if not named or out.app is not None or self.units[out.head].entities or j >= end:
            return
        unit = self.units[j]
        if unit.conj or unit.prep or not ("group" in self._kinds(unit) or self._one_person(unit)):
            return
        office = self.phrase(j, conj=False)
        if office.last <= end:
            out.app = office

    def _named_office(self, out: Phrase, j: int) -> bool:
        """An office with its article and a name behind it, which say who the head of a party or body with a name is:
        "رئيس الحزب التقدمي الاشتراكي النائب فلان", but "استقبل الرئيس النائب فلانا"."""
        if out.gen is None or not self._one_person(self.units[out.head]) or j + 1 >= self.n:
            return False
        named = any(self.units[link.head].entities for link in out.gen.chain())
        return named and self._one_person(self.units[j]) and self.units[j + 1].pos == "R"

    def phrase(self, i: int, conj: bool = True) -> Phrase:
        """The noun phrase that begins at ``i``."""
        raise NotImplementedError

    def _nominal(self, j: int, inside: bool) -> bool:
        unit = self.units[j]
        if inside and (unit.conj or unit.prep):
            return False
        return unit.pos in NOMINAL
