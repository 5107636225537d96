"""What an article has told so far: whom it named, which office stood for whom, whose name is whose.

The memory is filled sentence by sentence before the acts of a sentence are sought, so that a word can point to somebody
named in its own sentence as well as in an earlier one.
"""

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

from rasid.actors.party import NOBODY, Party
from rasid.tables.names import Entity

_REACH: Final = 16  # nothing points back over more sentences than these
_AWAY: Final = 2  # so many times more often named than the dateline's state, another one is the report's
_AHEAD: Final = 2  # a headline's "الجيش" is explained in the sentences after it


@dataclass(slots=True)
class Seen:
    """One mention: where, who, and what can point back to it; ``entity`` is the name's, if it is a name."""

    sentence: int
    unit: int
    codes: tuple[str, ...]
    gender: str
    kind: str
    subject: bool = False
    entity: Entity | None = None


@dataclass(slots=True)
class Memory:
    """What the article has named so far."""

    states: frozenset[str] = frozenset()
    seen: dict[int, list[Seen]] = field(default_factory=dict)
    people: dict[str, tuple[str, ...]] = field(default_factory=dict)
    counts: dict[str, int] = field(default_factory=dict)
    offices: dict[str, list[tuple[int, int, tuple[str, ...]]]] = field(default_factory=dict)
    home: str = ""
    lands: dict[str, int] = field(default_factory=dict)
    """How often somebody of a country was named who is not its state."""
    pairs: dict[frozenset[str], int] = field(default_factory=dict)
    """How often two parties acted on or with each other."""
    _main: str | None = None
    speaker: Party = NOBODY

    def note(self, seen: Seen, counted: tuple[str, ...]) -> None:
        """Keep a mention, and count those ``counted`` of it (who is named together is counted one by one)."""
        self.seen.setdefault(seen.sentence, []).append(seen)
        if seen.entity is not None and seen.entity.country and seen.kind in ("group", "person"):
            land = seen.entity.country
            self.lands[land] = self.lands.get(land, 0) + 1
        for code in counted:
            if ":" not in code:
                self.counts[code] = self.counts.get(code, 0) + 1
                self._main = None

    def meet(self, actors: tuple[str, ...], recipients: tuple[str, ...]) -> None:
        """Keep who had to do with whom in an act."""
        for one in actors:
            for other in recipients or actors:
                if one != other:
                    pair = frozenset((one, other))
                    self.pairs[pair] = self.pairs.get(pair, 0) + 1

    def before(self, sentence: int, unit: int) -> Iterator[Seen]:
        """The mentions before a place, last first, as far back as anything points."""
        for seen in reversed(self.seen.get(sentence, ())):
            if seen.unit < unit:
                yield seen
        for earlier in range(sentence - 1, max(-1, sentence - _REACH - 1), -1):
            yield from reversed(self.seen.get(earlier, ()))

    def hold_office(self, head: str, sentence: int, unit: int, codes: tuple[str, ...]) -> None:
        """Keep for whom an office (a role, a body) of this name stood."""
        self.offices.setdefault(head, []).append((sentence, unit, codes))

    def office(self, head: str, sentence: int, unit: int) -> tuple[str, ...]:
        """For whom the office last stood before this place, else for whom it first stands after it (a headline's)."""
        held = self.offices.get(head, [])
        place = bisect_left(held, (sentence, unit))
        if place and sentence - held[place - 1][0] <= _REACH:
            return held[place - 1][2]
        after = next((one for one in held[place : place + 2] if one[:2] != (sentence, unit)), None)
        return after[2] if after is not None and after[0] - sentence <= _AHEAD else ()

    def main_state(self) -> str:
        """The state that the report is about: its dateline's, or the one most often named."""
        best = self._main
        if best is None:
            states = [code for code in self.counts if code in self.states]
            best = max(states, key=lambda code: self.counts[code]) if states else ""
            best = self._main = best or max(self.lands, key=lambda code: self.lands[code], default="")
        if self.home and self.counts.get(best, 0) <= _AWAY * (self.counts.get(self.home, 0) + 1):
            return self.home
        return best
