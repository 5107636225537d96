"""Questions that decide whether a word still belongs to a noun phrase: agreement, class, definiteness."""

from typing import Final

from rasid.syntax.tree import NOMINAL, Phrase, Unit
from rasid.tables.lexicon import Reading
from rasid.tables.names import Entity
from rasid.tables.parcels import Rows
from rasid.tables.word_classes import WordClasses

_BODIES: Final = frozenset(("org", "group", "bloc", "agency"))
_MANY: Final = frozenset(("body", "troops"))
_DOERS: Final = frozenset(("person", "vehicle", "body", "troops", "weapons"))


class PhraseTests:
    """Tests on the units of one sentence."""

    def __init__(self, units: list[Unit], entities: Rows[Entity], classes: WordClasses) -> None:
        self.units = units
        self.entities = entities
        self.classes = classes
        self.n = len(units)
        self.depth = 0
        self.verb_seen = False  # the clause that the phrase stands in has its verb already

    def _nominal(self, j: int, inside: bool) -> bool:
        unit = self.units[j]
        if inside and (unit.conj or unit.prep):
            return False
        return unit.pos in NOMINAL

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

    def _limits(self, j: int) -> bool:
        """Does the noun at ``j`` only say in what respect the definite adjective before it holds?"""
        if j >= self.n or not self.units[j - 1].det:
            return False
        unit, lemma = self.units[j], self.units[j - 1].lemma
        return (
            unit.pos == "N" and unit.det and not unit.conj and lemma is not None and lemma.plain in self.classes.limited
        )

    def _much(self, j: int) -> bool:
        lemma = self.units[j].lemma
        return lemma is not None and lemma.plain in self.classes.much

    @staticmethod
    def _crying_out(head: Unit, unit: Unit) -> bool:
        """Does a participle tell what those of a march do: "خرجوا في مسيرة منددين بالحرب"? They are not its owners."""
        lemma, read = unit.lemma, unit.read
        march = head.lemma is not None and "protest" in head.lemma.classes and not head.det
        doing = lemma is not None and lemma.voice == "a" and lemma.role is None
        return march and doing and read is not None and read.number in "pd" and read.gender == "m"

    def _counted(self, j: int) -> bool:
        """Is the number at ``j`` followed by what it counts: "سبعة جنود", "ثلاثة من الجنود"?"""
        k = j
        while k < self.n and self.units[k].pos == "U":
            k += 1
        if k + 1 < self.n and self.units[k].pos == "P" and self.units[k].norm == "من" and not self.units[k].pron:
            before, after = self.units[j - 1], self.units[k + 1]
            return not before.time and self._nominal(k + 1, True) and not after.time and after.pos != "U"
        if k >= self.n or not self._nominal(k, True):
            return False
        return not self.units[k].det or (self._round(k - 1) and not self._doer(self.units[j - 1]))

    def _round(self, j: int) -> bool:
        """Tens, hundreds or thousands, told by the plural alone: "مقتل عشرات الجنود", "مقتل العشرات"."""
        return (
            self.units[j].pos == "U"
            and self.units[j].norm.removeprefix("ال" * self.units[j].det) in self.classes.round_numbers
        )

    @staticmethod
    def _doer(unit: Unit) -> bool:
        """A word for one that acts rather than for what is done, or a time: "نقلت سفينة مئات الركاب"."""
        if unit.time or unit.lemma is None or unit.read is None:
            return True
        return unit.read.number == "s" and not unit.lemma.classes.isdisjoint(_DOERS)

    def _so_many(self, act: Unit, j: int) -> bool:
        """Does a number without a noun tell how many an act hit: "مقتل ثلاثة من موظفيه", "إصابة أربعة"?"""
        if act.lemma is None or not (act.lemma.masdar_of or act.lemma.frames):
            return False
        after = self.units[j + 1] if j + 1 < self.n else None
        if after is not None and after.pos == "P" and after.norm == "من" and not after.pron:
            k = j + 2
            return k < self.n and self._nominal(k, True) and not self.units[k].time and self.units[k].pos != "U"
        return self.units[j].kind == "w" and (after is None or (after.pos in "CKPV" and not after.time))

    def _aside(self, j: int) -> int:
        """Where a short verbless bracket that opens at ``j`` ends; 0 if there is none."""
        for k in range(j + 1, min(j + 10, self.n)):
            if self.units[k].pos == "V":
                return 0
            if self.units[k].norm == ")":
                return k + 1
        return 0

    def _takes_genitive(self, out: Phrase) -> bool:
        head = self.units[out.head]
        if (
            out.gen is not None
            or out.names
            or head.det
            or head.pron
            or head.entities
            or out.adjs
            or out.app is not None
        ):
            return False
        if head.pos not in "NA" or head.read is None or self._armed_one(head):
            return False
        return not (head.read.case == "t" or head.read.state == "f")

    def _armed_one(self, unit: Unit) -> bool:
        """Somebody with an indefinite vehicle or weapon behind, which is what he uses: "فجر انتحاري سيارة"."""
        after = self.units[unit.i + 1] if unit.i + 1 < self.n else None
        if (
            unit.lemma is None
            or unit.lemma.role is None
            or after is None
            or after.pos != "N"
            or after.det
            or after.conj
        ):
            return False
        return after.lemma is not None and not after.lemma.classes.isdisjoint(("vehicle", "weapons"))

    def _two_of(self, out: Phrase, j: int) -> None:
        """Read "وزيرا خارجية البلدين" as the two ministers of, not as a minister in the accusative: an office, a bare
        noun behind it and that noun's own genitive."""
        head, unit = self.units[out.head], self.units[j]
        read = head.read
        if read is None or read.case != "t" or read.lemma.role != "" or "\u064b" in head.text or j + 1 >= self.n:
            return
        if unit.pos != "N" or unit.det or unit.pron or (unit.read is not None and unit.read.case == "t"):
            return
        after = self.units[j + 1]
        if self._nominal(j + 1, True) and (after.det or after.pos == "R"):
            head.read = next((r for r in head.cands if r.pos == "N" and r.number == "d" and r.state == "c"), read)

    def _two_kinds(self, noun: Unit, adjective: Unit) -> bool:
        """Do two nationalities describe a dual: "الطرفين السوداني والتشادي", "البلدان السوداني والتشادي"?"""
        after = self.units[adjective.i + 1] if adjective.i + 1 < self.n else None
        one = adjective.read
        if one is None or not (one.lemma.codes and one.det and one.number == "s") or after is None or not noun.det:
            return False
        if after.conj != "و" or not any(r.pos == "A" and r.det and r.lemma.codes for r in after.cands):
            return False
        two = next((r for r in noun.cands if r.pos == "N" and r.det and r.number == "d" and not r.pron), None)
        if two is None:
            return False
        either = two.lemma.plain in self.classes.both_genders and two.gender == "f"
        if two.gender != one.gender and not either:
            return False
        noun.read = two
        return True

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

    def _agree(self, noun: Unit, adjective: Unit) -> bool:
        """Do they agree in gender and number, in any reading of the adjective (سياسيين: dual or plural)?"""
        a, b = noun.read, adjective.read
        if a is None or b is None or self._agrees(noun, a, b) or self._two_kinds(noun, adjective):
            return True
        for other in adjective.cands:
            if (
                other.pos == b.pos
                and (other.conj, other.prep, other.det) == (b.conj, b.prep, b.det)
                and self._agrees(noun, a, other)
            ):
                adjective.read = other
                return True
        return False

    @staticmethod
    def _agrees(noun: Unit, a: Reading, b: Reading) -> bool:
        if b.lemma.codes and a.number in ("d", "p") and b.number == "s" and b.det and "person" in a.lemma.classes:
            return True  # "الرئيسان الأميركي فلان والروسي فلان"
        human = "person" in a.lemma.classes or a.lemma.role is not None or bool(a.lemma.codes)
        if a.number == "p":
            if human:
                sound = a.gender == "m" and noun.norm.endswith(("ون", "ين"))  # "مسلحون قاعدة": no sitting gunmen
                return b.number == "p" or (b.number == "s" and b.gender == "f" and not sound)
            return b.gender == "f" or b.number == "p"
        if a.number == "d":
            return b.number == "d" or b.number == "p"
        return b.number != "d" and a.gender == b.gender and b.number == a.number

    def _describes(self, out: Phrase, unit: Unit) -> bool:
        """Does an adjective describe the head of the phrase (whose genitives have declined it)?"""
        head = self.units[out.head]
        definite = head.det or bool(head.pron) or out.gen is not None or head.pos == "R"
        if unit.det != definite and not (out.gen is not None and not unit.det and not self._definite(out.gen)):
            return False
        if head.pos == "R":
            return unit.read is None or unit.read.number == "s"  # "أجبرت إسرائيل الفلسطينيين"
        if unit.time != head.time and unit.time:
            return False
        return self._agree(head, unit)

    def _definite(self, phrase: Phrase) -> bool:
        unit = self.units[phrase.head]
        return unit.det or bool(unit.pron) or unit.pos == "R" or (phrase.gen is not None and self._definite(phrase.gen))

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

    def _new_clause(self, out: Phrase, other: Phrase) -> bool:
        """A phrase after و that a finite verb follows at once opens a clause of its own."""
        k = other.last
        if not self.verb_seen:
            return False
        if out.first and k < self.n and self.units[k].pos == "T" and self.units[out.first - 1].role_word == "be":
            return False  # "تكون الحكومة وأجهزتها قد حاولت"
        verb = self.units[k + 1] if k + 1 < self.n and self.units[k].pos == "T" else None
        if verb is not None and verb.pos == "V" and verb.read is not None and verb.read.number == "d":
            head = self.units[other.head]
            return head.read is not None and head.read.number == "d"  # "وكانت مصر والسودان قد وقعتا"
        return k < self.n and self.units[k].pos in "VT" and not self.units[k].conj and self._definite(other)

    def _same_level(self, inner: Phrase, other: Phrase) -> bool:
        a, b = self.units[inner.head], self.units[other.head]
        if a.pos == "R" and b.pos == "R":
            return True
        return (
            a.pos == b.pos == "N"
            and a.det
            and b.det
            and not other.gen
            and not (self._person(b) and not self._person(a))
        )

    def _described(self, j: int) -> bool:
        """Is the word at ``j`` a bare adjective with من (of) behind it?"""
        return (
            j + 1 < self.n
            and self.units[j].pos == "A"
            and not (self.units[j].det or self.units[j].conj or self.units[j].prep)
            and self.units[j + 1].norm == "من"
            and not self.units[j + 1].pron
        )

    def _counts_described(self, j: int) -> bool:
        """Can the word at ``j`` count, with an adjective and من behind it: "مجموعة كبيرة من" (a large number of)?"""
        return self._described(j + 1) and any(reading.lemma.role_word == "quant" for reading in self.units[j].cands)
