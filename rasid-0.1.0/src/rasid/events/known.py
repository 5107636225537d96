"""Acts that a name alone dates: whoever reads of the assassination of Rafik Hariri knows when it was."""

import datetime as dt
from collections.abc import Mapping
from typing import Final

from rasid.events.predicate import Predicate
from rasid.events.reach import Reach
from rasid.records import Span
from rasid.syntax.tree import Sentence

_NAMED_WITHIN: Final = 8


class KnownActs:
    """The table of known acts, for one sentence of a report of ``day``."""

    def __init__(
        self, sentence: Sentence, reach: Reach, facts: Mapping[str, tuple[tuple[tuple[str, ...], str], ...]],
        day: dt.date | None,
    ) -> None:  # fmt: skip
        self.s = sentence
        self.units = sentence.units
        self.reach = reach
        self.facts = facts
        self.day = day

    def date(self, predicate: Predicate) -> tuple[str, Span] | None:
        """The date of an act that a name alone dates: "اغتيال رفيق الحريري"."""
        unit = self.units[predicate.unit]
        lemmas = {predicate.lemma.plain, unit.lemma.plain if unit.lemma is not None else ""}
        lemmas |= {self.reach.m.lemmas[k].plain for k in (unit.lemma.masdar_of if unit.lemma is not None else ())}
        facts = [fact for lemma in lemmas for fact in self.facts.get(lemma, ())]
        if not facts:
            return None
        stretches = [(unit.last, unit.last + _NAMED_WITHIN)]
        if predicate.kind == "verb":
            fills = [fill.phrase for fill in predicate.fills.values() if fill.phrase is not None]
            stretches += [(self.units[p.first].first, self.units[p.last - 1].last) for p in fills]
        best: tuple[str, Span] | None = None
        for first, last in stretches:
            tokens = self.s.tokens[first:last]
            norms = [token.norm for token in tokens]
            for name, when in facts:
                for k in range(len(norms) - len(name) + 1):
                    known = tuple(norms[k : k + len(name)]) == name
                    if known and (self.day is None or when <= self.day.isoformat()) and (not best or when > best[0]):
                        best = when, Span(tokens[k].start, tokens[k + len(name) - 1].end)
        return best
