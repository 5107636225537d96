"""Learning what tells whether an act happened: the weights of ``rasid.events.reality``, one linear model for each mode.

Each coded event whose type and actor are those of a gold event teaches by that event's auxiliary modes.
"""

from collections.abc import Sequence
from typing import Any, Final

from rasid import coder
from rasid.evaluate.fit import logistic
from rasid.evaluate.score import pair
from rasid.events.reality import MODES, features
from rasid.records import Article
from rasid.tables import Tables

_RIDGE: Final = 3.0
_ACTOR: Final = 2
Row = tuple[Article, dict[str, Any]]
Taught = tuple[list[str], frozenset[str]]
"""The notes of an event, and the modes that it has."""


def taught(row: Row, tables: Tables) -> list[Taught]:
    """What the events of one text teach, coded with weights that know nothing of modes."""
    article, gold = row
    noted = [one for seen in coder.understand(article, tables)[1] for one in seen.noted]
    events = [event.to_json() for event, _ in noted]
    pairs = pair(gold["events"], events)[0]
    return [(noted[j][1], frozenset(gold["events"][i].get("aux") or ())) for level, i, j in pairs if level >= _ACTOR]


def learn_modes(found: Sequence[Taught], known: dict[str, float] | None = None) -> dict[str, float]:
    """The weights of all modes, starting from those ``known``, if any."""
    weights: dict[str, float] = {}
    for number, mode in enumerate(MODES):
        judged = [
            ([features(note)[number] for note in dict.fromkeys(notes)], float(mode in modes)) for notes, modes in found
        ]
        weights |= logistic(judged, _RIDGE, known, f"M {mode}")
    return weights
