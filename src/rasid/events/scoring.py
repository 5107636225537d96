"""Candidates for a side of an act, what speaks for each, and the sum of it: a conditional logit (McFadden 1974)."""

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from rasid.actors import Party

Weights = Mapping[str, float]
Form = tuple[str, str, str]
"""How a note about a party is written in the table of weights: by its side, its side and type, its side and rule."""


@dataclass(slots=True)
class Candidate:
    """A party that may fill a side of an act, with what speaks for and against it."""

    party: Party
    notes: list[str] = field(default_factory=list)
    forms: Form = ("", "", "")
    score: float = 0.0
    share: float = 0.0

    @property
    def features(self) -> list[str]:
        """What the table of weights calls its notes."""
        return [form + note for note in self.notes for form in self.forms]


@dataclass(slots=True)
class Choice:
    """The candidates for one side of an act, the chosen one first."""

    side: str
    candidates: list[Candidate]


def best(weights: Weights, candidates: list[Candidate]) -> Candidate:
    """The candidate that weighs most; the list is sorted by weight."""
    known = _found(weights).setdefault(candidates[0].forms, {})
    for candidate in candidates:
        total = 0.0
        for note in candidate.notes:
            weight = known.get(note)
            if weight is None:
                weight = known[note] = _three(weights, candidate.forms, note)
            total = total + weight[0] + weight[1] + weight[2]
        candidate.score = total
    top = max(candidate.score for candidate in candidates)
    total = sum(math.exp(candidate.score - top) for candidate in candidates)
    for candidate in candidates:
        candidate.share = math.exp(candidate.score - top) / total
    candidates.sort(key=lambda candidate: -candidate.score)
    return candidates[0]


def shares(choices: list[Choice]) -> list[tuple[str, float]]:
    """Each side, and how far the chosen party is ahead of the others."""
    return [(choice.side, choice.candidates[0].share) for choice in choices]


Found = dict[Form, dict[str, tuple[float, float, float]]]
_FOUND: Final[list[tuple[Weights, Found]]] = []


def _found(weights: Weights) -> Found:
    """What notes were found to weigh with these weights, which nobody changes in place: names are spelt out once."""
    if not _FOUND or _FOUND[0][0] is not weights:
        _FOUND[:] = [(weights, {})]
    return _FOUND[0][1]


def _three(weights: Weights, forms: Form, note: str) -> tuple[float, float, float]:
    first, second, third = forms
    return weights.get(first + note, 0.0), weights.get(second + note, 0.0), weights.get(third + note, 0.0)
