"""Did it happen? What speaks for each of PLOVER's auxiliary modes, and the sum of it.

Clauses and governing frames tell most modes (``rasid.events.modes``, ``rasid.events.handing``): what they tell is a
note here, and weighs most. The rest is lexical: after which preposition or verb a noun tells a plan, which words open
a look back, how long ago a date is. A linear model for each mode, learned by ``rasid train``, adds the notes up.
"""

from collections.abc import Iterator, Mapping
from typing import Final

from rasid.arabic.dates import DateMention
from rasid.events.act import Act, top_of
from rasid.events.modes import described
from rasid.events.reach import Reach
from rasid.records import AUX
from rasid.syntax.tree import Unit

MODES: Final = tuple(AUX)
_OLDEST: Final = 5  # years: what is longer ago is as long ago
_NEWEST: Final = -1
_KEPT: Final = -1.1  # what clause and governor tell stays, unless the words around speak clearly against it
Four = tuple[float, float, float, float]
_KNOWN: Final[list[tuple[Mapping[str, float], dict[str, Four]]]] = []


class Reality:
    """Weighs the modes of the acts of one sentence."""

    def __init__(self, reach: Reach, dates: list[DateMention], weights: Mapping[str, float], year: int | None) -> None:
        self.reach = reach
        self.units = reach.units
        self.dates = dates
        self.weights = weights
        self.year = year

    def weighed(self, act: Act, told: tuple[str, ...], when: str | None) -> tuple[tuple[str, ...], list[str]]:
        """The modes that weigh enough, and all notes; what was ``told``, where nothing was learned."""
        notes = self.notes(act, told, when)
        if f"M {MODES[0]}" not in self.weights:
            return told, notes
        sums = _sums(self.weights, notes)
        phrase = act.predicate.phrase
        sure = set(described(phrase, self.units, self.reach.m.view.classes)) if phrase is not None else set()
        found = [
            mode
            for mode, total in zip(MODES, sums, strict=True)
            if mode in sure or total > (_KEPT if mode in told else 0.0)
        ]
        return tuple(sorted(found, key=lambda mode: told.index(mode) if mode in told else len(told))), notes

    def notes(self, act: Act, told: tuple[str, ...], when: str | None) -> list[str]:
        """What may speak for or against modes of an act: what its clause and its governor ``told``, and its words."""
        predicate, outcome = act.predicate, act.outcome
        modes = " ".join(sorted(told)) or "none"
        notes = [
            "", f"told {modes}", f"told {outcome.type} {modes}", f"kind {predicate.kind}", f"type {outcome.type}",
            f"mode {outcome.mode}", f"word {predicate.lemma.plain}", f"depth {min(act.given.depth, 3)}",
        ]  # fmt: skip
        notes += [f"tells {mode}" for mode in told]
        notes += (
            ["governed"] * act.given.governed
            + ["aim"] * act.given.aim
            + ["judged"] * bool(act.given.judge)
            + ["vouched"] * bool(act.says)
            + ["quoted"] * bool(self.units[predicate.unit].quoted)
        )
        notes += self._of_word(act)
        notes += self._of_clause(act)
        notes += self._of_phrase(act)
        notes += self._of_time(act, when)
        return notes

    def _of_word(self, act: Act) -> Iterator[str]:
        at = act.predicate.unit
        read = self.units[at].read
        if read is not None and act.predicate.kind == "verb":
            yield f"aspect {read.aspect}"
            if read.fut:
                yield "will"
            if act.predicate.passive:
                yield "passive"
        elif read is not None and act.predicate.kind == "noun":
            yield f"number {read.number}"
            yield "definite" if read.det else "bare"
        if at > 0:
            yield f"before {_name(self.units[at - 1])}"
        if at + 1 < len(self.units):
            yield f"after {_name(self.units[at + 1])}"

    def _of_clause(self, act: Act) -> Iterator[str]:
        clause = act.predicate.clause
        yield f"clause {clause.kind}"
        if clause.neg:
            yield f"neg {clause.neg}"
        if clause.modal:
            yield f"modal {clause.modal}"
        for k in clause.auxes:
            yield f"aux {_name(self.units[k])}"
        if clause.marker >= 0:
            yield f"marker {self.units[clause.marker].norm}"
        if act.predicate.kind != "verb" and clause.verb >= 0:
            yield from self._of_governor("under", clause.verb)
        above = clause.parent
        if above is not None and above.verb >= 0:
            yield f"above {above.kind}"
            yield from self._of_governor("above", above.verb)
            if above.neg:
                yield f"above neg {above.neg}"
            if above.modal:
                yield f"above modal {above.modal}"

    def _of_governor(self, where: str, verb: int) -> Iterator[str]:
        unit = self.units[verb]
        yield f"{where} {_name(unit)}"
        if unit.read is not None:
            yield f"{where} aspect {unit.read.aspect}"
            if unit.read.fut:
                yield f"{where} will"

    def _of_phrase(self, act: Act) -> Iterator[str]:
        phrase = act.predicate.phrase
        if phrase is None:
            return
        top = top_of(phrase)
        yield f"prep {top.prep}"
        yield "head" if top is phrase else "inside"
        if phrase.neg or top.neg:
            yield "neg noun"
        before = (top.prep_at if top.prep_at >= 0 else top.first) - 1
        if before >= 0:
            name = _name(self.units[before])
            yield f"behind {name}"
            yield f"behind {name} {top.prep}"

    def _of_time(self, act: Act, when: str | None) -> Iterator[str]:
        yield f"{'dated' if when else 'undated'} {'now' if self.year is not None else 'ever'}"
        if when and self.year is not None:
            yield f"ago {_ago(self.year - int(when[:4]))}"
        clause = act.predicate.clause
        for date in self.dates:
            where = "here" if self.reach.clause(date.first) is clause else "near"
            last = self.units[self.reach.unit(date.last - 1)]
            if where == "here":
                yield (
                    f"{date.sense} {last.norm.split()[-1]}" if last.kind == "w" else date.sense
                )  # "في الأسبوع المقبل", "منذ عقود"
            if date.value and date.value[:4].isdigit():
                yield f"year {where} {_ago(self.year - int(date.value[:4])) if self.year is not None else 'some'}"


def _name(unit: Unit) -> str:
    return unit.lemma.plain if unit.lemma is not None else unit.norm


def _ago(years: int) -> int:
    return max(_NEWEST, min(_OLDEST, years))


def _sums(weights: Mapping[str, float], notes: list[str]) -> Four:
    """The sum of the features ``M mode note`` for each mode, with names spelt out once for each note."""
    if not _KNOWN or _KNOWN[0][0] is not weights:
        _KNOWN[:] = [(weights, {})]  # nobody changes weights in place
    known = _KNOWN[0][1]
    one = two = three = four = 0.0
    for note in dict.fromkeys(notes):
        found = known.get(note)
        if found is None:
            a, b, c, d = (weights.get(feature, 0.0) for feature in features(note))
            found = known[note] = (a, b, c, d)
        one += found[0]
        two += found[1]
        three += found[2]
        four += found[3]
    return one, two, three, four


def features(note: str) -> list[str]:
    """What the table of weights calls a note: one name for each mode."""
    return [f"M {mode} {note}".rstrip() for mode in MODES]
