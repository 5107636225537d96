"""Where a dyad's course changed, and the events that account for it.

Breaks in the mean of the series are found by optimal partitioning (Jackson et al. 2005, IEEE Signal Processing Letters
12): of all ways to cut the series, that with the least sum of squares around the means of its pieces plus a penalty for
each cut. It is what PELT finds (Killick, Fearnhead and Eckley 2012, JASA 107); a test holds it to `ruptures`' PELT.
"""

import datetime as dt
import math
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Any, Final

import numpy as np
import polars as pl

from rasid.analysis.frames import COUNTED, PERIODS, AnalysisError, Every, checked, events_frame

if TYPE_CHECKING:
    from numpy.typing import NDArray

_TO_DEVIATION: Final = 0.6745  # the median of |x| of a standard normal
_LEAST: Final = 2  # periods between two breaks


@dataclass(frozen=True, slots=True)
class Change:
    """A break in the mean. ``period`` is the first of the new course.

    ``before`` and ``after`` are the means of the column in the stretches on either side; ``deviations`` is their
    difference in standard deviations of the noise. ``began``: events of the first periods of the new course that pull
    in the direction of the change; ``ended``: events of the last periods of the old one that pulled against it and
    then stopped. Both are frames like `events_frame`'s, the heaviest first.
    """

    period: dt.date
    before: float
    after: float
    deviations: float
    began: pl.DataFrame
    ended: pl.DataFrame

    @property
    def difference(self) -> float:
        return self.after - self.before

    def to_json(self, most: int = 5) -> dict[str, Any]:
        columns = ("id", "date", "type", "actor", "recipient", "score", "sentence", "article", "url")
        return {
            "period": self.period.isoformat(), "before": self.before, "after": self.after,
            "difference": self.difference, "deviations": self.deviations,
            "began": self.began.head(most).select(columns).to_dicts(),
            "ended": self.ended.head(most).select(columns).to_dicts(),
        }  # fmt: skip


def change_points(
    series: pl.DataFrame, data: Any, *, every: Every = "month", column: str = "score_sum",
    counted: tuple[str, ...] = COUNTED, penalty: float = 2.0, reach: int = 3,
) -> list[Change]:  # fmt: skip
    """The breaks of a series of `dyad_series`, by date.

    `data`: the dyad's events, from which the causes are taken; `column`: what is looked at (nulls count as 0);
    `penalty`: a break must lower the sum of squares by `penalty * variance * ln(n)` of the noise (2 is Schwarz's
    criterion for a mean and its place); `reach`: how many periods on either side the events are taken from.
    """
    if column not in series.columns:
        raise AnalysisError(f"the series has no column {column!r}")
    values = np.asarray(series[column].fill_null(0.0).cast(pl.Float64).to_numpy())
    noise = _noise(values.tolist())
    if len(values) < 2 * _LEAST or noise == 0:
        return []
    ends = partition(values, penalty * noise**2 * math.log(len(values)))
    starts = series["period"].to_list()
    events = events_frame(data).filter(pl.col("status").is_in(checked(counted)) & pl.col("score").is_not_null())
    changes = []
    for k, at in enumerate(ends[:-1]):
        old, new = values[ends[k - 1] if k else 0 : at], values[at : ends[k + 1]]
        before, after = float(old.mean()), float(new.mean())
        sign = 1 if after > before else -1
        low, middle = starts[max(at - reach, ends[k - 1] if k else 0)], starts[at]
        high = pl.Series([starts[min(at + reach, ends[k + 1]) - 1]]).dt.offset_by(PERIODS[every])[0]
        pulling = pl.col("score") * sign > 0
        began = events.filter(pulling & (pl.col("date") >= middle) & (pl.col("date") < high))
        ended = events.filter(~pulling & (pl.col("score") != 0) & (pl.col("date") >= low) & (pl.col("date") < middle))
        changes.append(Change(middle, before, after, (after - before) / noise, _heaviest(began), _heaviest(ended)))
    return changes


def partition(values: "NDArray[np.float64]", penalty: float) -> list[int]:
    """Where each piece of the best partition ends (the last end is the length); pieces have two periods or more.

    >>> partition(np.array([1.0, 1.0, 1.0, 9.0, 9.0, 9.0]), 5.0)
    [3, 6]
    """
    n = len(values)
    sums = np.concatenate([[0.0], np.cumsum(values)])
    squares = np.concatenate([[0.0], np.cumsum(values**2)])
    best = np.full(n + 1, np.inf)  # of the first t values, cuts paid for
    best[0] = -penalty
    came_from = np.zeros(n + 1, dtype=np.int64)
    for t in range(_LEAST, n + 1):
        starts = np.arange(0, t - _LEAST + 1)
        around = squares[t] - squares[starts] - (sums[t] - sums[starts]) ** 2 / (t - starts)
        whole = best[starts] + around + penalty
        came_from[t] = int(whole.argmin())
        best[t] = whole[came_from[t]]
    ends = [n]
    while came_from[ends[-1]] > 0:
        ends.append(int(came_from[ends[-1]]))
    return ends[::-1]


def _noise(values: list[float]) -> float:
    """The deviation of the series around its course, from the differences of neighbours, which breaks hardly touch.

    The median of their sizes is robust; where most are 0 (a sparse dyad) their standard deviation stands in.
    """
    steps = [later - sooner for sooner, later in pairwise(values)]
    if not steps:
        return 0.0
    sizes = sorted(abs(step) for step in steps)
    middle = len(sizes) // 2
    median = sizes[middle] if len(sizes) % 2 else (sizes[middle - 1] + sizes[middle]) / 2
    if median > 0:
        return median / _TO_DEVIATION / math.sqrt(2)
    mean = sum(steps) / len(steps)
    return math.sqrt(sum((step - mean) ** 2 for step in steps) / len(steps)) / math.sqrt(2)


def _heaviest(events: pl.DataFrame) -> pl.DataFrame:
    weight = pl.col("score").abs().alias("_weight")
    return events.with_columns(weight).sort("_weight", "date", "id", descending=[True, False, False]).drop("_weight")
