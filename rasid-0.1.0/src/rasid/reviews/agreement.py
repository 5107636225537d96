"""Agreement between reviewers: Krippendorff's alpha.

Klaus Krippendorff (2011), Computing Krippendorff's Alpha-Reliability; the coincidence matrix is built as he does it, so
any number of reviewers and gaps are fine.
"""

import json
import math
from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from itertools import permutations
from typing import Any, Final, Literal

from rasid.reviews.decisions import history
from rasid.store.engine import Engine

Level = Literal["nominal", "ordinal", "interval"]
AGREED: Final = ("decision", "type", "actor", "recipient", "aux", "attribution", "when")
"""The fields whose agreement is told; for a rejected event each is "none"."""


def krippendorff_alpha(units: Iterable[Sequence[Any]], level: Level = "nominal") -> float | None:
    """Alpha of units, each the values that reviewers gave it (None: no value). 1 is perfect, 0 is chance.

    ``ordinal`` and ``interval`` need numbers. None where nothing can be said: fewer than two values in every unit, or
    one and the same value everywhere.

    >>> krippendorff_alpha([("a", "a"), ("b", "b"), ("a", "b"), ("b", "b")])
    0.5333333333333333
    """
    pairs: Counter[tuple[Hashable, Hashable]] = Counter()
    for unit in units:
        values = [value for value in unit if value is not None]
        if len(values) > 1:
            for pair in permutations(values, 2):
                pairs[pair] += 1 / (len(values) - 1)  # type: ignore[assignment]
    margins: dict[Any, float] = defaultdict(float)
    for (first, _), weight in pairs.items():
        margins[first] += weight
    total = sum(margins.values())
    if len(margins) < 2:
        return None
    distance = _distance(level, margins)
    observed = math.fsum(weight * distance(a, b) for (a, b), weight in pairs.items())
    expected = math.fsum(margins[a] * margins[b] * distance(a, b) for a in margins for b in margins)
    return 1 - (total - 1) * observed / expected


def agreement(engine: Engine) -> dict[str, Any]:
    """How far reviewers agree: ``reviewers``, ``events`` (decided by two or more), and for each field of `AGREED` alpha
    (None where it can't be told) and the plain share of agreeing pairs.

    Of a reviewer who decided several times on one event the last decision counts.
    """
    threads: dict[int, dict[str, dict[str, Any]]] = defaultdict(dict)
    for decision in history(engine):
        threads[decision["root"]][decision["reviewer"]] = decision
    both = {root: by for root, by in threads.items() if len(by) > 1}
    reviewers = sorted({name for by in both.values() for name in by})
    fields: dict[str, dict[str, float | None]] = {}
    for name in AGREED:
        units = [[_value(by[who], name) if who in by else None for who in reviewers] for by in both.values()]
        fields[name] = {"alpha": krippendorff_alpha(units), "agreement": _share(units)}
    return {"reviewers": reviewers, "events": len(both), "fields": fields}


def _value(decision: Mapping[str, Any], name: str) -> str:
    if name == "decision":
        return "reject" if decision["decision"] == "reject" else "keep"
    if decision["decision"] == "reject":
        return "none"
    value = decision["shown"][name]
    return json.dumps(sorted(value) if isinstance(value, list) else value)


def _share(units: Sequence[Sequence[Any]]) -> float | None:
    pairs = [(a, b) for unit in units for a, b in permutations([v for v in unit if v is not None], 2)]
    return sum(a == b for a, b in pairs) / len(pairs) if pairs else None


def _distance(level: Level, margins: Mapping[Any, float]) -> Callable[[Any, Any], float]:
    if level == "nominal":
        return lambda a, b: float(a != b)
    if level == "interval":
        return lambda a, b: float((a - b) ** 2)
    ranks = sorted(margins)

    def ordinal(a: Any, b: Any) -> float:
        low, high = sorted((a, b))
        between = math.fsum(margins[rank] for rank in ranks if low <= rank <= high)
        return (between - (margins[a] + margins[b]) / 2) ** 2 if a != b else 0.0

    return ordinal
