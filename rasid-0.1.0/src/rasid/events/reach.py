"""Which unit and which clause a token belongs to: what dates and amounts need to find the act they are told of."""

from rasid.events.match import Matcher
from rasid.syntax.tree import Clause, Phrase, Sentence


class Reach:
    """The tokens of one sentence by unit and by clause."""

    def __init__(self, sentence: Sentence, matcher: Matcher) -> None:
        self.units = sentence.units
        self.m = matcher
        self.unit_at = {t: unit.i for unit in sentence.units for t in range(unit.first, unit.last)}

    def unit(self, token: int) -> int:
        """The unit that a token stands in; -1 for a token that is in none."""
        return self.unit_at.get(token, -1)

    def clause(self, token: int) -> Clause | None:
        """The clause that a phrase of time or number belongs to: that of the last word before it that says more."""
        unit = self.unit_at.get(token)
        while unit is not None and unit > 0 and (self.units[unit].time or self.units[unit].pos in "KUP"):
            unit -= 1
        return self.m.clause_of[unit] if unit is not None else None


def top(phrase: Phrase) -> Phrase:
    """The outermost phrase that a phrase hangs in."""
    while phrase.parent is not None:
        phrase = phrase.parent
    return phrase
