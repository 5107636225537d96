"""Which amount belongs to which act: the dead of an attack, the crowd of a protest, the money of a promise."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from rasid.arabic.normalise import normalise
from rasid.arabic.numbers import Amount as Counted
from rasid.events.act import Act
from rasid.events.counts import Counts
from rasid.events.predicate import Fill, Predicate
from rasid.events.reach import top
from rasid.records import Amount, Span
from rasid.syntax.tree import Clause, Phrase

_NEAR: Final = 20
_HARM_REACH: Final = 30
_GOODS: Final = ("money", "measure", "persons", "things")
_COUNTED: Final = {
    "ASSAULT": ("persons",), "PROTEST": ("persons",), "COERCE": ("persons", "things"),
    "RETREAT": ("persons", "things", "share"), "MOBILIZE": ("persons", "things"), "AID": _GOODS, "COOPERATE": _GOODS,
    "AGREE": _GOODS, "SANCTION": ("money", "persons", "share", "things"), "SUPPORT": ("money", "measure", "things"),
    "REQUEST": ("money", "persons"), "CONCEDE": _GOODS, "ACCUSE": ("persons",), "tie": ("share", "persons", "money"),
    "REJECT": ("things",), "THREATEN": ("money", "share"),
}  # fmt: skip
"""What is counted by type."""
_AT_LARGE: Final = {
    "PROTEST": ("persons",), "COERCE": ("persons",), "RETREAT": ("persons",), "MOBILIZE": ("persons",),
    "AID": ("money",), "COOPERATE": ("money", "measure"), "AGREE": ("money", "measure"), "SANCTION": ("money",),
    "SUPPORT": ("money",), "CONCEDE": ("money",), "THREATEN": ("money",), "tie": ("share", "persons", "money"),
}  # fmt: skip
"""What of it may stand anywhere in the act's clause, not only in one of its slots."""
_DONE_TO: Final = frozenset(("ASSAULT", "COERCE", "RETREAT"))  # acts done to people
_VOTED: Final = frozenset(("SUPPORT", "REJECT", "REQUEST", "AGREE", "ACCUSE"))  # what assemblies do, by so many votes
_STANDS: Final = ("SUPPORT", "REJECT")  # what so many states do
_VOTERS: Final = frozenset(("countries", "votes"))  # units
_RATED: Final = frozenset(("SANCTION", "AGREE", "RETREAT"))
_TO: Final = normalise("إلى")  # cut "to" so much
_ONE: Final = {
    "kill": "killed", "targeted": "killed", "abduct": "abducted", "arrest": "arrested", "deport": "deported",
    "release": "released", "expel": "expelled",
}  # fmt: skip
_JUDICIAL: Final = "063"  # CAMEO: judicial cooperation


class Amounts(Counts):
    """The counts of one sentence and the acts they belong to."""

    def of(self, act: Act) -> Amount | None:
        """The amount that an event or tie is told with."""
        kind = "tie" if act.outcome.kind == "tie" else act.outcome.type
        acts = [act, *(replace(act, predicate=predicate) for predicate in act.also)]
        if kind in _DONE_TO:
            together = next((amount for one in acts if (amount := self._together(one)) is not None), None)
            if together is not None:
                return together
        if kind == "ASSAULT":
            found = (self._casualties(one) or self._single(one) for one in acts)
            return next((amount for amount in found if amount is not None), None) or self._hit(act)
        counted = self._rate(act.predicate, kind) or self._beside(act.predicate, kind) or self._inside(act, kind)
        if counted is None and (single := self._single(act)) is not None:
            return single
        counted = counted or self._in_clause(act.predicate, kind)
        return self._made(counted) if counted is not None else None

    def _together(self, act: Act) -> Amount | None:
        """The sum of those counted and the single ones beside them: "خطف القنصل وستة من معاونيه"."""
        if {"hypothetical", "future"} & set(act.aux):
            return None
        counts, total = self.several(act.predicate, act.outcome.recipients)
        return replace(self._made(counts[0]), value=float(total)) if counts else None

    def _hit(self, act: Act) -> Amount | None:
        """The things that were fired, hit or seized, where nobody is counted: "خطفت الجبهة ثلاث طائرات"."""
        if {"hypothetical", "future"} & set(act.aux):
            return None
        found = self._inside(act, "ASSAULT", ("things",)) or self._weapons(act.predicate)
        return self._made(found) if found is not None else None

    def _weapons(self, predicate: Predicate) -> Counted | None:
        """The count of the very thing that a frame asks for, which no table of units may know: "أطلقت 300 مسيرة"."""
        for slot in predicate.frame.slots if predicate.frame is not None else ():
            fill = predicate.fills.get(slot.name)
            if slot.words and fill is not None:
                for counted in self.counted:
                    if self.kind[id(counted)] is None and self._counts_head(counted, fill):
                        return counted
        return None

    def _rate(self, predicate: Predicate, kind: str) -> Counted | None:
        """The rate of a tariff or a cut: "رسوما نسبتها 25 في المئة"."""
        if kind not in _RATED:
            return None
        for counted in self.counted:
            before = self.units[max(0, self.reach.unit(counted.first) - 1)]
            near = self.reach.clause(counted.first) is predicate.clause
            rate = before.norm == _TO or (before.lemma is not None and before.lemma.plain in self.classes.rates)
            if self.kind[id(counted)] == "share" and near and rate:
                return counted
        return None

    def _beside(self, predicate: Predicate, kind: str) -> Counted | None:
        """The count that follows a noun at once: "خطف سبعة من دبلوماسييها"."""
        if predicate.kind != "noun":
            return None
        for counted in self.counted:
            if self.reach.unit(counted.first) == predicate.unit + 1 and self.kind[id(counted)] in _COUNTED.get(
                kind, ()
            ):
                return counted if self.harm[id(counted)] != "subset" else None
        return None

    def _made(self, counted: Counted, also: Sequence[Counted] = ()) -> Amount:
        persons = self.kind[id(counted)] == "persons"
        harm = self.harm[id(counted)]
        value = counted.value + sum(other.value for other in also)
        if persons and counted.noun is not None:
            value += self.more(also[-1] if also else counted)
        of = harm if persons and harm in ("killed", "wounded") else counted.of
        unit = counted.unit or ("persons" if persons else None)
        return Amount(value, unit, counted.qualifier, of, Span(counted.start, counted.end))

    def _inside(self, act: Act, kind: str, only: tuple[str, ...] = ()) -> Counted | None:
        """The count of what fills a slot: of its head first, then of what hangs on it."""
        allowed = only or _COUNTED.get(kind, ())
        best: Counted | None = None
        best_rank = (99, 99)
        for name, fill in act.predicate.fills.items():
            if fill.phrase is None or (kind == "ACCUSE" and name == "ACT"):
                continue
            done_to = name != "SUBJ" or kind in ("PROTEST", "tie") or act.predicate.passive
            for counted in self.counted:
                if self.kind[id(counted)] not in allowed or self.harm[id(counted)] == "subset":
                    continue
                if not done_to and not (kind in _STANDS and counted.unit in _VOTERS):
                    continue
                at = self.reach.unit(counted.first)
                if not fill.phrase.first - 2 <= at < fill.phrase.last and not self._holds(fill.phrase, counted):
                    continue
                own = self._counts_head(counted, fill)
                if not own and self.kind[id(counted)] == "things":
                    continue
                rank = (0 if own else 1, abs(at - act.predicate.unit))
                if rank < best_rank:
                    best, best_rank = counted, rank
        return best

    def _holds(self, phrase: Phrase, counted: Counted) -> bool:
        """Is a count told in the clause that says how many a thing holds: "خلية تضم عشرة أشخاص"?"""
        clause = self.reach.clause(counted.first)
        if clause is None or clause not in phrase.clauses or clause.verb < 0:
            return False
        lemma = self.units[clause.verb].lemma
        return lemma is not None and lemma.plain in self.classes.holds and self.kind[id(counted)] == "persons"

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
            voted = kind in _VOTED and counted.unit == "votes"
            harm = self.harm[id(counted)]
            if (self.kind[id(counted)] not in allowed and not voted) or harm in ("subset", "killed", "wounded"):
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

    def _casualties(self, act: Act) -> Amount | None:
        """The killed of an attack, wherever the sentence counts them; else the wounded; else those it was done to."""
        predicate = act.predicate
        if {"hypothetical", "future"} & set(act.aux):
            return None
        people = [c for c in self.counted if self.kind[id(c)] == "persons" and self.harm[id(c)] != "subset"]
        own = self.harm_word(self.units[predicate.unit])
        inside = self._beside(predicate, "ASSAULT") or self._inside(act, "ASSAULT")
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
            inner = predicate.phrase.clauses if predicate.phrase is not None else []
            clauses = (predicate.clause, *inner)
            told = [c for c in people if self.reach.clause(c.first) in clauses and not self._acts_itself(c, predicate)]
            found = self._nearest(predicate, told)
            if found is not None and self.harm[id(found)] in ("", own):
                return self._made(found, self._joined(found, people))
        return None

    def _acts_itself(self, counted: Counted, predicate: Predicate) -> bool:
        """Is it the subject of the clause that is counted, and no victim of a death told by a noun: "تظاهر ألف شخص
        احتجاجا على مقتل شاب"?"""
        subject = predicate.clause.subj
        if predicate.kind != "noun" or subject is None or predicate.clause.verb < 0:
            return False
        return subject.first - 2 <= self.reach.unit(counted.first) < subject.last

    def _nearest(self, predicate: Predicate, told: list[Counted]) -> Counted | None:
        """The count that goes with an attack: the one before, whose cause it is; else the next; else the last."""
        at = predicate.unit
        near = [c for c in told if abs(self.reach.unit(c.first) - at) <= _HARM_REACH]
        before = [c for c in near if self.reach.unit(c.first) < at]
        after = [c for c in near if self.reach.unit(c.first) > at]
        caused = predicate.phrase is not None and top(predicate.phrase).prep in self.classes.cause_preps
        if not caused:
            clause = predicate.clause
            main = clause.parent if self._while(clause) else None
            first = main.parent if main is not None and main.kind == "coord" else None
            before = [c for c in before if self.reach.clause(c.first) in (clause, main, first)]
            caused = main is not None
        if caused and before:
            return self._first_of_run(before)
        return after[0] if after else self._first_of_run(before) if before else None

    def _while(self, clause: Clause) -> bool:
        return (
            clause.kind == "adv" and clause.marker >= 0 and self.units[clause.marker].norm in self.classes.when_markers
        )

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
            alike = self.harm[id(counted)] in ("", self.harm[id(first)])
            if counted.first >= last.last and alike and self._adjoin(last, counted):
                joined.append(counted)
                last = counted
        return joined

    def _adjoin(self, one: Counted, two: Counted) -> bool:
        start, end = self.reach.unit(one.last - 1) + 1, self.reach.unit(two.first)
        between = self.units[start:end]
        if end < 0 or len(between) > 2 or any(u.pos not in "AC" for u in between):
            return False
        return self.units[end].conj == "و" or any(u.norm == "و" for u in between)

    def _single(self, act: Act) -> Amount | None:
        """One person killed, seized or freed, named or not: "اعتقلت الشرطة صحافيا"."""
        harm = self.harm_word(self.units[act.predicate.unit])
        of = "killed" if harm == "killed" else _ONE.get(act.outcome.mode or "", "")
        frame, names = act.predicate.frame, act.outcome.recipients
        if frame is not None and act.outcome.type == "COOPERATE" and frame.cameo == _JUDICIAL:
            of, names = "extradited", ("OBJ",)
        if not of or {"hypothetical", "future"} & set(act.aux):
            return None
        unit, n = self.victims(act.predicate, names)
        return Amount(float(n), "persons", "=", of, Span(unit.start, unit.end)) if unit is not None else None
