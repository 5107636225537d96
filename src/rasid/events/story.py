"""What a report has told before an act: who did what to whom, as evidence for whom its words point back to.

"رحبت باكستان بالاتفاق" (Pakistan welcomed the agreement) names one side; the other made the agreement, sentences ago.
Here the earlier acts speak: who did the last act of each type, who stood against whom, which act a noun names again.
"""

from collections.abc import Iterable, Sequence
from typing import Final

from rasid.actors import Party
from rasid.events.act import Act
from rasid.events.match import Matcher
from rasid.syntax.tree import Phrase
from rasid.tables.lexicon import Lemma

BACK: Final = 16  # nothing looks back on more acts than these
_LAST: Final = 4
_HARMS: Final = frozenset(("ASSAULT", "COERCE"))
_REFERRING: Final = ("ACT", "OBJ", "ABOUT")
Notes = list[tuple[Party, list[str]]]


class Story:
    """The acts that a report told before a sentence, and in it: as their frames ``found`` them, and, ``here``, as they
    were decided since."""

    def __init__(self, past: Sequence[Act], here: Sequence[Act], matcher: Matcher, opening: Sequence[Act] = ()) -> None:
        self.past = past[-BACK:]
        self.found = tuple(here)
        self.here = list(here)
        self.opening = opening
        self.m = matcher

    def settle(self, act: Act, settled: Act | None) -> None:
        """Put an act of this sentence as it was decided in the place of what its frame told, or drop it."""
        decided: list[Act] = []
        for one in self.here:
            if one is not act:
                decided.append(one)
            elif settled is not None:
                decided.append(settled)
        self.here = decided

    def parties(self, side: str, act: Act, other: Party) -> Notes:
        """Parties of earlier acts, and what speaks for each as this side of ``act``, whose other side is ``other``."""
        told = [*self.past, *(one for one in self.here if one.predicate.unit < act.predicate.unit)]
        told = [one for one in told[-BACK:] if one.outcome.kind == "event"]
        out: Notes = []
        for one in self.opening:
            if one is not act:
                out += [(one.actor, ["story opens actor"]), (one.recipient, ["story opens recipient"])]
        kinds: set[str] = set()
        referred = self._types(side, act)
        found = not referred
        met = False
        mine = _bases(other)
        for k, one in enumerate(reversed(told)):
            sides = (("actor", one.actor), ("recipient", one.recipient))
            kind = one.outcome.type
            for name, party in sides:
                notes: list[str] = []
                if k < _LAST:
                    notes.append(f"story {k} {name}")
                if kind not in kinds:
                    notes.append(f"story last {kind} {name}")
                if kind == act.outcome.type:
                    notes.append(f"story same type {name}")
                if not found and kind in referred:
                    notes += [f"story meant {name}", f"story meant {kind} {name}"]
                if notes and party:
                    out.append((party, notes))
            if mine and not met:
                for (name, party), (_, against) in (sides, sides[::-1]):
                    if _bases(against) & mine and party and not _bases(party) & mine:
                        out.append((party, ["story met", f"story met as {name}", f"story met {kind} {name}"]))
                        met = True
            kinds.add(kind)
            found = found or kind in referred
        return out

    def again(self, act: Act) -> list[str]:
        """Was an act of its type with the same two sides told before, in this sentence or earlier, or one that fits?"""
        sides = _bases(act.actor), _bases(act.recipient)
        notes: set[str] = set()
        for where, told in (("here", self.here), ("before", self.past)):
            for one in told:
                if one.outcome.type != act.outcome.type or one.outcome.kind != "event" or one is act:
                    continue
                if where == "here" and one.predicate.unit >= act.predicate.unit:
                    continue
                theirs = _bases(one.actor), _bases(one.recipient)
                if theirs == sides:
                    notes.add(f"again {where}")
                    if one.predicate.lemma is act.predicate.lemma:
                        notes.add(f"same word again {where}")
                elif all(not a or not b or a & b for a, b in zip(sides, theirs, strict=True)):
                    notes.add(f"alike {where}")
        return sorted(notes)

    def harmed(self, act: Act) -> set[tuple[str, ...]]:
        """On whom the acts were done that this one is about: who is hit by what is condemned is not condemned."""
        units: set[int] = set()
        for fill in act.predicate.fills.values():
            if fill.phrase is not None:
                units |= {link.head for link in fill.phrase.chain()}
            if fill.clause is not None:
                units.add(fill.clause.verb)
        inner = [one for one in self.found if one.predicate.unit in units and one is not act]
        inner = [one for one in inner if one.outcome.type in _HARMS]
        doers = {one.actor.codes for one in inner}
        return {one.recipient.codes for one in inner if one.recipient} - doers

    def _types(self, side: str, act: Act) -> frozenset[str]:
        """Which types of act a noun in the act's slots names again ("رحبت بالاتفاق", "أدانت التجربة")."""
        types: set[str] = set()
        for phrase in self.nouns(side, act):
            lemma = self.m.units[phrase.head].lemma
            if lemma is not None:
                types |= self._told_by(lemma)
        return frozenset(types)

    def nouns(self, side: str, act: Act) -> Iterable[Phrase]:
        """The nouns that stand where the party of a side would, or tell the act that it is about."""
        slots = act.outcome.actors if side == "A" else act.outcome.recipients
        for name in dict.fromkeys((*slots, *_REFERRING)):
            fill = act.predicate.fills.get(name)
            if fill is not None and fill.phrase is not None:
                yield fill.phrase
        if act.predicate.phrase is not None:
            yield act.predicate.phrase

    def _told_by(self, lemma: Lemma) -> set[str]:
        lemmas = [lemma, *(self.m.lemmas[k] for k in lemma.masdar_of)]
        return {o.type for one in lemmas for frame in one.frames for o in frame.outcomes if o.kind == "event"}


def _bases(party: Party) -> frozenset[str]:
    return frozenset(code.split(":")[0] for code in party.codes)
