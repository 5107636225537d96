"""Which amount belongs to which act: the dead of an attack, the crowd of a protest, the money of a promise."""

from collections.abc import Iterator, Sequence
from typing import Final

from rasid.arabic.numbers import Amount as Counted
from rasid.arabic.numbers import NumberTables
from rasid.events.acts import Act
from rasid.events.match import Fill, Predicate
from rasid.events.reach import Reach, top
from rasid.records import Amount, Span
from rasid.syntax.tree import Phrase, Sentence, Unit

_NEAR: Final = 20
_BACK: Final = 7
_AHEAD: Final = 4
_HARM_REACH: Final = 30
_COUNTED: Final = {
    "ASSAULT": ("persons",), "PROTEST": ("persons",), "COERCE": ("persons", "things"), "RETREAT": ("persons", "things", "share"),
    "MOBILIZE": ("persons", "things"), "AID": ("money", "measure", "persons", "things"),
    "COOPERATE": ("money", "measure", "persons", "things"), "AGREE": ("money", "measure", "persons", "things"),
    "SANCTION": ("money", "persons", "share", "things"), "SUPPORT": ("money", "measure", "things"), "REQUEST": ("money", "persons"),
    "CONCEDE": ("money", "measure", "persons", "things"), "ACCUSE": ("persons",), "tie": ("share", "persons", "money"),
}  # fmt: skip
_AT_LARGE: Final = {
    "PROTEST": ("persons",), "COERCE": ("persons",), "RETREAT": ("persons",), "MOBILIZE": ("persons",), "AID": ("money",),
    "COOPERATE": ("money", "measure"), "AGREE": ("money", "measure"), "SANCTION": ("money",), "SUPPORT": ("money",), "CONCEDE": ("money",),
    "tie": ("share", "persons", "money"),
}  # fmt: skip
"""What is counted by type; and what of it may stand anywhere in the act's clause, not only in one of its slots."""
_ONE: Final = {"kill": "killed", "targeted": "killed", "abduct": "abducted", "arrest": "arrested", "deport": "deported", "release": "released"}
_CAUSES: Final = frozenset(("في", "خلال", "اثناء", "جراء", "نتيجة", "اثر", "ب", "بسبب"))  # in, during, because of …
_OF_THEM: Final = frozenset(("منهم", "منهن", "بينهم", "بينهن", "بينها"))  # of them, among them
_ANY: Final = frozenset(("احد", "احدي"))  # one of


class Amounts:
    """The counts of one sentence and the acts they belong to."""

    def __init__(
        self, sentence: Sentence, reach: Reach, counted: Sequence[Counted], predicates: Sequence[Predicate], tables: NumberTables
    ) -> None:
        self.s = sentence
        self.units = sentence.units
        self.reach = reach
        self.tables = tables
        self.counted = sorted((*counted, *self._singles(predicates)), key=lambda c: c.first)
        self.harm = {id(c): self._harm(c) for c in self.counted}
        self.kind = {id(c): self._kind(c) for c in self.counted}

    def of(self, act: Act) -> Amount | None:
        """The amount that an event or tie is told with."""
        kind = "tie" if act.outcome.kind == "tie" else act.outcome.type
        if kind == "ASSAULT":
            return self._casualties(act) or self._single(act)
        found = self._inside(act, kind) or self._in_clause(act.predicate, kind)
        return self._made(found) if found is not None else self._single(act)

    def _made(self, counted: Counted, also: Sequence[Counted] = ()) -> Amount:
        persons = self.kind[id(counted)] == "persons"
        harm = self.harm[id(counted)]
        value = counted.value + sum(other.value for other in also)
        if persons and counted.noun is not None:
            value += self._more(also[-1] if also else counted)
        of = harm if persons and harm in ("killed", "wounded") else counted.of
        return Amount(value, counted.unit or ("persons" if persons else None), counted.qualifier, of, Span(counted.start, counted.end))

    # -- what a count counts -------------------------------------------------------------------------------------

    def _kind(self, counted: Counted) -> str | None:
        """The kind of what is counted; a noun that the tables of units don't know is a person or a thing by its lemma."""
        if counted.kind is not None:
            return counted.kind
        following = self.units[self.reach.unit(counted.last - 1) + 1 :][:2]
        if following and following[0].norm in _OF_THEM:
            return "persons"
        if following and following[0].norm == "من" and len(following) > 1:
            return "persons" if self._people(following[1]) else None
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
        """Does a counted word mean people: by its class, as a name of a people, or as an adjective in the plural of people?"""
        lemma = unit.lemma
        if lemma is None:
            return False
        if lemma.classes & {"person", "troops", "body"} or lemma.codes:
            return True
        return lemma.pos == "A" and (bool(lemma.role) or unit.norm.endswith(("ين", "ون")))

    def _harm(self, counted: Counted) -> str:
        """Whether those counted are told to be dead or hurt, or are some of those counted before."""
        if counted.of in ("killed", "wounded"):
            return counted.of
        first, last = self.reach.unit(counted.first), self.reach.unit(counted.last - 1)
        if first < 0:
            return ""
        if any(self.units[k].norm in _OF_THEM for k in range(max(0, first - 2), first)):
            return "subset"
        for clause in self.s.clauses:
            if clause.verb >= 0 and clause.subj is not None and clause.subj.first - 1 <= first < clause.subj.last:
                found = self._harm_word(self.units[clause.verb])
                if found:
                    return found
        for unit in self._back(first, _BACK):
            found = self._harm_word(unit)
            if found:
                return found
            if unit.pos == "C":
                break
        for k in range(last + 1, min(last + 1 + _AHEAD, len(self.units))):
            unit = self.units[k]
            if unit.conj:
                break
            if unit.pos == "V" and (found := self._harm_word(unit)) in ("killed", "wounded"):
                return found
        return ""

    def _back(self, first: int, steps: int) -> Iterator[Unit]:
        for k in range(first - 1, max(-1, first - 1 - steps), -1):
            yield self.units[k]

    def _harm_word(self, unit: Unit) -> str:
        harms = self.tables.harms
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

    # -- in the act's own slots and clause -----------------------------------------------------------------------

    def _inside(self, act: Act, kind: str) -> Counted | None:
        """The count of what fills a slot: of its head first, then of what hangs on it."""
        allowed = _COUNTED.get(kind, ())
        best: Counted | None = None
        best_rank = (99, 99)
        for name, fill in act.predicate.fills.items():
            if fill.phrase is None or (kind == "ACCUSE" and name == "ACT") or (name == "SUBJ" and kind not in ("PROTEST", "tie") and not act.predicate.passive):
                continue
            for counted in self.counted:
                if self.kind[id(counted)] not in allowed or self.harm[id(counted)] == "subset":
                    continue
                at = self.reach.unit(counted.first)
                if not fill.phrase.first - 2 <= at < fill.phrase.last:
                    continue
                own = self._counts_head(counted, fill)
                if not own and self.kind[id(counted)] == "things":
                    continue
                rank = (0 if own else 1, abs(at - act.predicate.unit))
                if rank < best_rank:
                    best, best_rank = counted, rank
        return best

    def _counts_head(self, counted: Counted, fill: Fill) -> bool:
        if fill.phrase is None:
            return False
        span = range(self.reach.unit(counted.first), self.reach.unit(counted.last - 1) + 2)
        return any(part.head in span for part in fill.phrase.parts())

    def _in_clause(self, predicate: Predicate, kind: str) -> Counted | None:
        allowed = _AT_LARGE.get(kind, ())
        at = self.units[predicate.unit].first
        best: Counted | None = None
        best_distance = _NEAR + 1
        for counted in self.counted:
            if self.kind[id(counted)] not in allowed or self.harm[id(counted)] in ("subset", "killed", "wounded"):
                continue
            if not self._in_reach(counted, predicate, kind):
                continue
            distance = counted.first - at if counted.first >= at else at - counted.first + 2
            if distance < best_distance:
                best, best_distance = counted, distance
        return best

    def _in_reach(self, counted: Counted, predicate: Predicate, kind: str) -> bool:
        clause = self.reach.clause(counted.first)
        if self._described(counted, predicate.phrase):
            return True
        anchor = predicate.clause.anchor if predicate.kind == "verb" else None
        at = self.reach.unit(counted.first)
        if anchor is not None and kind == "PROTEST" and anchor.first - 2 <= at < anchor.last:
            return True
        if predicate.kind == "noun" and kind != "PROTEST" and at < predicate.unit:
            return False
        if clause is predicate.clause:
            return True
        inner = self.kind[id(counted)] == "money" and clause is not None and clause.kind == "rel"
        return inner and clause is not None and clause.parent is predicate.clause

    def _described(self, counted: Counted, phrase: Phrase | None) -> bool:
        """Does the count stand in the clause that describes the act ("مظاهرة شارك فيها ألف شخص")?"""
        return phrase is not None and self.reach.clause(counted.first) in phrase.clauses

    # -- the dead ------------------------------------------------------------------------------------------------

    def _casualties(self, act: Act) -> Amount | None:
        """The killed of an attack, wherever the sentence counts them; else the wounded; else those it was done to."""
        predicate = act.predicate
        if {"hypothetical", "future"} & set(act.aux):
            return None
        people = [c for c in self.counted if self.kind[id(c)] == "persons" and self.harm[id(c)] != "subset"]
        own = self._harm_word(self.units[predicate.unit])
        inside = self._inside(act, "ASSAULT")
        if (own or act.outcome.mode == "abduct") and inside is not None:
            return self._made(inside, self._joined(inside, people))
        if not own:
            for harm in ("killed", "wounded"):
                told = [c for c in people if self.harm[id(c)] == harm]
                found = self._nearest(predicate, told)
                if found is not None:
                    return self._made(found, self._joined(found, told))
        if inside is not None:
            return self._made(inside)
        if own:
            found = self._nearest(predicate, [c for c in people if self.reach.clause(c.first) is predicate.clause])
            if found is not None and self.harm[id(found)] in ("", own):
                return self._made(found, self._joined(found, people))
        return None

    def _nearest(self, predicate: Predicate, told: list[Counted]) -> Counted | None:
        """The count that goes with an attack: the one before where the attack is its cause, else the next, else the last."""
        at = predicate.unit
        near = [c for c in told if abs(self.reach.unit(c.first) - at) <= _HARM_REACH]
        before = [c for c in near if self.reach.unit(c.first) < at]
        after = [c for c in near if self.reach.unit(c.first) > at]
        caused = predicate.phrase is not None and top(predicate.phrase).prep in _CAUSES
        if not caused:
            before = [c for c in before if self.reach.clause(c.first) is predicate.clause]
        if caused and before:
            return self._first_of_run(before)
        return after[0] if after else self._first_of_run(before) if before else None

    def _first_of_run(self, counts: list[Counted]) -> Counted:
        """The last count, or the first of those joined with it ("22 جنديا و17 مسلحا")."""
        k = len(counts) - 1
        while k > 0 and self._adjoin(counts[k - 1], counts[k]):
            k -= 1
        return counts[k]

    def _joined(self, first: Counted, people: Sequence[Counted]) -> list[Counted]:
        """The counts that follow by و and add to it."""
        joined: list[Counted] = []
        last = first
        for counted in people:
            if counted.first >= last.last and self._adjoin(last, counted) and self.harm[id(counted)] in ("", self.harm[id(first)]):
                joined.append(counted)
                last = counted
        return joined

    def _adjoin(self, one: Counted, two: Counted) -> bool:
        start, end = self.reach.unit(one.last - 1) + 1, self.reach.unit(two.first)
        between = self.units[start:end]
        if end < 0 or len(between) > 2 or any(u.pos not in "AC" for u in between):
            return False
        return self.units[end].conj == "و" or any(u.norm == "و" for u in between)

    # -- a single victim -----------------------------------------------------------------------------------------

    def _single(self, act: Act) -> Amount | None:
        """One person killed, seized or freed, named or not: "اعتقلت الشرطة صحافيا"."""
        harm = self._harm_word(self.units[act.predicate.unit])
        of = "killed" if harm == "killed" else _ONE.get(act.outcome.mode or "", "")
        if not of or {"hypothetical", "future"} & set(act.aux):
            return None
        unit = self._victim(act.predicate, act.outcome.recipients)
        return Amount(1, "persons", "=", of, Span(unit.start, unit.end)) if unit is not None else None

    def _singles(self, predicates: Sequence[Predicate]) -> Iterator[Counted]:
        """The single dead, so that an attack finds them as it finds those counted."""
        for predicate in predicates:
            if predicate.frame is None or self._harm_word(self.units[predicate.unit]) != "killed":
                continue
            outcome = predicate.frame.outcomes[0]
            unit = self._victim(predicate, outcome.recipients) if outcome.kind == "event" else None
            if unit is not None and not unit.entities:
                yield Counted(1, "persons", "=", "killed", "persons", unit.first, unit.first, unit.last, unit.start, unit.end)

    def _victim(self, predicate: Predicate, names: Sequence[str]) -> Unit | None:
        for name in names:
            fill = predicate.fills.get(name)
            if fill is None:
                continue
            if fill.phrase is None:
                if fill.pron == "3sm" and fill.at == predicate.unit and predicate.kind == "verb" and name != "SUBJ":
                    return self.units[predicate.unit]
                continue
            if fill.phrase.conj or fill.phrase.nums or fill.phrase.quants:
                continue
            head = self.units[fill.phrase.head]
            if self._one_person(head) or (head.norm in _ANY and fill.phrase.gen is not None and self._people(self.units[fill.phrase.gen.head])):
                return head
        return None

    def _more(self, last: Counted) -> int:
        """Single people that follow a small count by و: "جنديان وصحافي"; after a large one the noun is only what is counted."""
        if not 2 <= last.value <= 10:
            return 0
        more = 0
        for unit in self.units[self.reach.unit(last.last - 1) + 1 :]:
            if unit.conj == "و" and unit.pos == "N" and not unit.det and self._one_person(unit):
                more += 1
            elif unit.pos != "A" or unit.conj:
                break
        return more

    def _one_person(self, unit: Unit) -> bool:
        if unit.entities:
            return any(self.reach.m.entities[k].kind == "person" for k in unit.entities)
        read = unit.read
        if read is None or read.number != "s" or unit.pos != "N":
            return False
        return "person" in read.lemma.classes and not read.lemma.classes & {"body", "troops"} or bool(read.lemma.classes & {"diplomat", "ambassador"})
