"""Which dyads moved most: the overview's question."""

import datetime as dt
from collections.abc import Sequence
from typing import Any, Final

import polars as pl

from rasid.analysis.frames import COUNTED, AnalysisError, checked, events_frame, pairs, undirected, within

_DAY: Final = dt.timedelta(days=1)


def period_before(since: dt.date, until: dt.date) -> tuple[dt.date, dt.date]:
    """The period of the same length just before.

    >>> period_before(dt.date(2024, 6, 11), dt.date(2024, 6, 20))
    (datetime.date(2024, 6, 1), datetime.date(2024, 6, 10))
    """
    if since > until:
        raise AnalysisError(f"the period ends ({until}) before it begins ({since})")
    try:
        return since - (until - since) - _DAY, since - _DAY
    except OverflowError:
        raise AnalysisError("before so long a period there is none to compare with") from None


def movers(
    data: Any, *, since: dt.date, until: dt.date, counted: Sequence[str] = COUNTED, least: int = 2
) -> pl.DataFrame:
    """Dyads by how far their mean score moved from the period before to ``[since, until]``, the farthest first.

    ``a, b, events, score_mean, events_before, score_mean_before, change``; only dyads with at least `least` counted
    events in both. `data` must reach back to the period before (`period_before`).
    """
    events = events_frame(data)
    events = events.filter(pl.col("status").is_in(checked(counted)) & pl.col("score").is_not_null())
    now = _means(within(events, since, until))
    before = _means(within(events, *period_before(since, until))).rename(
        {"events": "events_before", "score_mean": "score_mean_before"}
    )
    both = now.join(before, on=["a", "b"]).filter((pl.col("events") >= least) & (pl.col("events_before") >= least))
    moved = both.with_columns((pl.col("score_mean") - pl.col("score_mean_before")).alias("change"))
    order = pl.col("change").abs().alias("_moved")
    return moved.with_columns(order).sort("_moved", "a", "b", descending=[True, False, False]).drop("_moved")


def _means(events: pl.DataFrame) -> pl.DataFrame:
    return (
        undirected(pairs(events).select("id", "a", "b", "score"))
        .group_by("a", "b")
        .agg(pl.len().cast(pl.Int64).alias("events"), pl.col("score").mean().alias("score_mean"))
    )
