"""A party: the codes of one or several actors, and the words that name them."""

from dataclasses import dataclass
from typing import Final

STATE_KINDS: Final = frozenset(("state", "capital", "seat"))


@dataclass(frozen=True, slots=True)
class Party:
    """Codes, and the characters that name them. ``how``: name, office, nisba, role, pronoun, place, home, context."""

    codes: tuple[str, ...] = ()
    spans: tuple[tuple[int, int], ...] = ()
    how: str = ""

    def __bool__(self) -> bool:
        return bool(self.codes)

    def plus(self, other: "Party") -> "Party":
        """Both together."""
        codes = tuple(dict.fromkeys(self.codes + other.codes))
        return Party(codes, self.spans + other.spans, self.how or other.how)


NOBODY: Final = Party()
