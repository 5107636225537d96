"""95% intervals by the bootstrap: draw the records anew with replacement, many times, and see how the figure moves."""

import random
from collections import Counter
from collections.abc import Callable, Sequence
from typing import Final

_SEED: Final = 20240620  # the same records give the same intervals
_SHARE: Final = 0.95

Counts = tuple[float, ...]


def interval(records: Sequence[Counts], figure: Callable[[Counts], float], samples: int) -> tuple[float, float] | None:
    """The percentile interval of a figure of the records' summed counts; None where there is nothing to draw."""
    if not records or samples < 1:
        return None
    kinds = Counter(records)  # many records have the same counts: draw kinds, not records
    distinct, weights = list(kinds), list(kinds.values())
    draw = random.Random(_SEED)
    figures: list[float] = []
    for _ in range(samples):
        drawn = Counter(draw.choices(range(len(distinct)), weights, k=len(records)))
        sums = [0.0] * len(distinct[0])
        for number, times in drawn.items():
            for place, count in enumerate(distinct[number]):
                sums[place] += times * count
        figures.append(figure(tuple(sums)))
    figures.sort()
    edge = (1 - _SHARE) / 2
    return figures[int(edge * (samples - 1))], figures[round((1 - edge) * (samples - 1))]
