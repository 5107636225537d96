"""Questions that decide whether a word still belongs to a noun phrase: agreement, class, definiteness."""

from typing import Final

from rasid.syntax.name_tests import NameTests
from rasid.syntax.tree import Phrase, Unit
from rasid.tables.lexicon import Reading

_DOERS: Final = frozenset(("person", "vehicle", "body", "troops", "weapons"))


class PhraseTests(NameTests):
    """Tests on the units of one sentence."""

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
            led = self.units[out.first].prep or (out.first and self.units[out.first - 1].pos == "P")
            if led and self._kinds(head) == {"group"} and head.norm.removeprefix(head.conj + head.prep)[:2] == "ال":
                return True  # "من التركمان السوريين"
            return unit.read is None or unit.read.number == "s"  # "أجبرت إسرائيل الفلسطينيين"
        if unit.time != head.time and unit.time:
            return False
        return self._agree(head, unit)

    def _definite(self, phrase: Phrase) -> bool:
        unit = self.units[phrase.head]
        return unit.det or bool(unit.pron) or unit.pos == "R" or (phrase.gen is not None and self._definite(phrase.gen))

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
