"""What an article has told so far: whom it named, which office stood for whom, whose name is whose.

The memory is filled sentence by sentence before the acts of a sentence are sought, so that a word can point to somebody
named in its own sentence as well as in an earlier one.
"""

from dataclasses import dataclass, field
from typing import Final

from rasid.actors.party import NOBODY, Party

_OFFICE_REACH: Final = 12  # an office without its state is that of the last one named within so many sentences

_OFFICE_AHEAD: Final = 2


@dataclass(slots=True)
class Seen:
    """One mention: where, who, and what can point back to it. ``heads`` are the nouns by which a name is taken up
    again ("الحركة" after "حركة حماس")."""

    sentence: int
    unit: int
    codes: tuple[str, ...]
    gender: str
    kind: str
    subject: bool = False
    heads: frozenset[str] = frozenset()


@dataclass(slots=True)
class Memory:
    """What the article has named so far."""

    states: frozenset[str] = frozenset()
    seen: list[Seen] = field(default_factory=list)
    people: dict[str, tuple[str, ...]] = field(default_factory=dict)
    counts: dict[str, int] = field(default_factory=dict)
    offices: dict[str, list[tuple[int, int, tuple[str, ...]]]] = field(default_factory=dict)
    home: str = ""
    speaker: Party = NOBODY

    def note(self, seen: Seen) -> None:
        """Keep a mention."""
        self.seen.append(seen)
        for code in seen.codes:
            if ":" not in code:
                self.counts[code] = self.counts.get(code, 0) + 1

    def hold_office(self, head: str, sentence: int, unit: int, codes: tuple[str, ...]) -> None:
        """Keep for whom an office (a role, a body) of this name stood."""
        self.offices.setdefault(head, []).append((sentence, unit, codes))

    def office(self, head: str, sentence: int, unit: int) -> tuple[str, ...]:
        """For whom the office last stood before this place, else for whom it first stands after it (a headline's)."""
        for at, where, codes in reversed(self.offices.get(head, ())):
            if (at, where) < (sentence, unit) and sentence - at <= _OFFICE_REACH:
                return codes
        for at, where, codes in self.offices.get(head, ()):
            if (at, where) > (sentence, unit) and at - sentence <= _OFFICE_AHEAD:
                return codes
        return ()

    def main_state(self) -> str:
        """The state that the report is about: its dateline's, or the one most often named."""
        if self.home:
            return self.home
        states = [code for code in self.counts if code in self.states]
        return max(states, key=lambda code: self.counts[code]) if states else ""
