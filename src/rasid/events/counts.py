"""What the counts of a sentence count: people or things, the dead or the hurt, one person or many."""

from collections.abc import Iterator, Sequence
from typing import Final

from rasid.arabic.numbers import Amount as Counted
from rasid.events.predicate import Predicate
from rasid.events.reach import Reach
from rasid.syntax.tree import Phrase, Sentence, Unit
from rasid.tables import Tables

_BACK: Final = 7
_AHEAD: Final = 4
_NOBODY: Final[tuple[Unit | None, int]] = (None, 0)
_FEW: Final = 10  # up to here the noun counted is a plural, beyond it a singular
_PEOPLE: Final = frozenset(
    ("person", "troops", "body", "diplomat", "ambassador", "detainees", "refugees")
)  # classes of nouns that mean people


class Counts:
    """The counts of one sentence, each with its kind and with what happened to those counted."""

    def __init__(
        self, sentence: Sentence, reach: Reach, counted: Sequence[Counted], predicates: Sequence[Predicate],
        tables: Tables,
    ) -> None:  # fmt: skip
        self.s = sentence
        self.units = sentence.units
        self.reach = reach
        self.classes = tables.classes
        self.harms = tables.numbers.harms
        self.counted = sorted((*counted, *self._singles(predicates)), key=lambda c: c.first)
        self.harm = {id(c): self._harm(c) for c in self.counted}
        self.kind = {id(c): self._kind(c) for c in self.counted}

    def _kind(self, counted: Counted) -> str | None:
        """The kind of what is counted; a noun that no table of units knows is a person by its lemma."""
        if counted.kind is not None:
            return counted.kind
        following = self.units[self.reach.unit(counted.last - 1) + 1 :][:2]
        if following and following[0].norm in self.classes.of_them:
            return "persons"
        if following and following[0].norm == "من" and len(following) > 1:
            hurt = self.harm[id(counted)] in ("killed", "wounded")
            return "persons" if hurt or self._people(following[1]) else None
        if counted.noun is None:
            return "persons" if self.harm[id(counted)] in ("killed", "wounded") else None
        at = self.reach.unit(counted.noun if counted.noun is not None else counted.last)
        if at < 0:
            return None
        if self._people(self.units[at]):
            return "persons"
        return "persons" if counted.noun is None and self.harm[id(counted)] in ("killed", "wounded") else None

    @staticmethod
    def _people(unit: Unit) -> bool:
        """Does a counted word mean people: by its class, as the name of a people, as a plural adjective?"""
        lemma = unit.lemma
        if lemma is None:
            return False
        if lemma.classes & _PEOPLE or lemma.codes:
            return True
        return lemma.pos == "A" and (bool(lemma.role) or unit.norm.endswith(("ين", "ون")))

    def _harm(self, counted: Counted) -> str:
        """Whether those counted are told to be dead or hurt, or are some of those counted before."""
        if counted.of in ("killed", "wounded"):
            return counted.of
        first, last = self.reach.unit(counted.first), self.reach.unit(counted.last - 1)
        if first < 0:
            return ""
        if any(self.units[k].norm in self.classes.of_them for k in range(max(0, first - 2), first)):
            return "subset"
        for clause in self.s.clauses:
            if clause.verb >= 0 and clause.subj is not None and clause.subj.first - 1 <= first < clause.subj.last:
                found = self.harm_word(self.units[clause.verb])
                if found and clause.obj is not None and self._hits(self.units[clause.obj.head]):
                    return "subset"  # who killed, not who was killed
                if found:
                    return found
        for unit in self._back(first, _BACK):
            found = self.harm_word(unit)
            if found:
                return found
            if unit.pos == "C":
                break
        for k in range(last + 1, min(last + 1 + _AHEAD, len(self.units))):
            unit = self.units[k]
            if unit.conj:
                break
            if unit.pos == "V" and (found := self.harm_word(unit)) in ("killed", "wounded"):
                return found
        return ""

    def _hits(self, unit: Unit) -> bool:
        """Is the object of a killing somebody, so that its subject are the killers; not "met their death"?"""
        role = unit.lemma is not None and bool(unit.lemma.role)
        return not self.harm_word(unit) and (role or self._people(unit) or self._one_person(unit))

    def _back(self, first: int, steps: int) -> Iterator[Unit]:
        for k in range(first - 1, max(-1, first - 1 - steps), -1):
            yield self.units[k]

    def harm_word(self, unit: Unit) -> str:
        harms = self.harms
        if harms.get(unit.norm) == "subset":
            return "subset"
        lemma = unit.lemma
        if lemma is None or unit.pos not in "VNA":
            return ""
        found = harms.get(lemma.plain, "")
        if not found:
            for k in lemma.masdar_of:
                found = found or harms.get(self.reach.m.lemmas[k].plain, "")
        return found

    def _singles(self, predicates: Sequence[Predicate]) -> Iterator[Counted]:
        """The single dead and hurt, so that an attack finds them as it finds those counted."""
        for predicate in predicates:
            harm = self.harm_word(self.units[predicate.unit])
            if predicate.frame is None or harm not in ("killed", "wounded"):
                continue
            outcome = predicate.frame.outcomes[0]
            unit, n = self.victims(predicate, outcome.recipients) if outcome.kind == "event" else _NOBODY
            if unit is not None and not unit.entities:
                place = unit.first if n == 1 else None, unit.first, unit.last, unit.start, unit.end
                yield Counted(float(n), "persons", "=", harm, "persons", *place)

    def victims(self, predicate: Predicate, names: Sequence[str]) -> tuple[Unit | None, int]:
        """The first of the single people to whom an act was done, and how many they are."""
        for name in names:
            fill = predicate.fills.get(name)
            if fill is None:
                continue
            if fill.phrase is None:
                if fill.pron == "3sm" and fill.at == predicate.unit and predicate.kind == "verb" and name != "SUBJ":
                    return self.units[predicate.unit], 1
                continue
            each = [self._so_many(part) for part in fill.phrase.parts()]
            if all(each):
                return self.units[fill.phrase.head], sum(each)
        return _NOBODY

    def several(self, predicate: Predicate, names: Sequence[str]) -> tuple[list[Counted], int]:
        """The counts of those to whom an act was done, and how many they are with the single ones beside them:
        "خطف القنصل وستة من معاونيه"; none where only one is named, or one of them is not counted."""
        for name in names:
            fill = predicate.fills.get(name)
            if fill is None or fill.phrase is None or not fill.phrase.conj:
                continue
            counts: list[Counted] = []
            total = 0.0
            for part in fill.phrase.parts():
                found = next((c for c in self.counted if self._counts(c, part)), None)
                many = found.value if found is not None else float(self._so_many(part))
                if not many:
                    return [], 0
                total += many
                counts += [found] if found is not None else []
            return counts, int(total)
        return [], 0

    def _counts(self, counted: Counted, part: Phrase) -> bool:
        """Does a number count the people of this phrase?"""
        at = self.reach.unit(counted.first)
        own = at in part.nums or (at == part.head and self.units[at].pos == "U")
        return own and self.kind[id(counted)] == "persons" and self.harm[id(counted)] != "subset"

    def _so_many(self, part: Phrase) -> int:
        """How many people a phrase means that counts none: one, two in the dual; 0 if that is not to be seen."""
        head = self.units[part.head]
        if [self.units[k].norm for k in part.quants] in ([word] for word in self.classes.one_of):
            return 1  # one of them
        if head.pron and head.lemma is not None and head.lemma.plain in self.classes.one_of:
            return 1  # "أحدهم"
        if part.nums or part.quants:
            return 0
        if self._one_person(head) or (
            head.pos == "R" and not head.entities and head.last - head.first + len(part.names) > 1
        ):
            return 1  # a man, or a name that no table knows
        read, gen = head.read, part.gen
        if read is not None and read.number == "d" and self._people(head):
            return 2
        people = gen is not None and self._people(self.units[gen.head])
        return int(people and head.norm in self.classes.one_of)

    def _one_person(self, unit: Unit) -> bool:
        if unit.entities:
            return any(self.reach.m.entities[k].kind == "person" for k in unit.entities)
        read = unit.read
        if unit.pos == "A":  # "القيادي عماد جمعة": the leader, also an adjective
            people = (r for r in unit.cands if r.pos == "N" and "person" in r.lemma.classes and r.number == "s")
            read = next(people, None)
        if read is None or read.number != "s" or unit.pos not in "NA":
            return False
        classes = read.lemma.classes
        return bool(classes & {"diplomat", "ambassador"}) or (
            "body" not in classes and ("person" in classes or (bool(read.lemma.role) and "troops" not in classes))
        )

    def more(self, last: Counted) -> int:
        """Single people that follow a small count by و: "جنديان وصحافي"; after a large one they are what is counted."""
        if not 2 <= last.value <= _FEW:
            return 0
        more = 0
        for unit in self.units[self.reach.unit(last.last - 1) + 1 :]:
            if unit.conj == "و" and unit.pos == "N" and not unit.det and self._one_person(unit):
                more += 1
            elif unit.pos != "A" or unit.conj:
                break
        return more
