"""A trend: how much of something the record holds, period by period, beside how much was read."""

import datetime as dt
from collections.abc import Collection, Sequence
from typing import Any

import polars as pl

from rasid.analysis.frames import (
    COUNTED,
    PERIODS,
    STATUSES,
    Every,
    checked,
    counts_by_type,
    events_frame,
    in_periods,
    periods,
    within,
)  # fmt: skip


def trend(
    data: Any, articles: Any = None, *, every: Every = "month", actor: str | None = None,
    types: Collection[str] | None = None, counted: Sequence[str] = COUNTED, since: dt.date | None = None,
    until: dt.date | None = None,
) -> pl.DataFrame:  # fmt: skip
    """One row a period, without gaps: ``period, events, score_sum, score_mean``, numbers by quad class and type, and
    the events of every status that is not counted.

    `articles` (a frame with ``date`` or ``date, articles``) adds ``articles`` and ``per_1000``, the events for every
    thousand articles read (null where none was). `actor`: only events that it takes part in;
    `types`: only events of these.
    """
    counted = checked(counted)
    events = within(events_frame(data), since, until)
    if types:
        events = events.filter(pl.col("type").is_in(list(types)))
    if actor:
        events = events.filter(pl.col("actor").list.contains(actor) | pl.col("recipient").list.contains(actor))
    dated = in_periods(events, every)
    main = pl.col("status").is_in(counted)
    counts = dated.filter(main).group_by("period").agg(
        pl.len().cast(pl.Int64).alias("events"), pl.col("score").sum().alias("score_sum"),
        pl.col("score").mean().alias("score_mean"), *counts_by_type(dated),
    )  # fmt: skip
    apart = [status for status in STATUSES if status not in counted]
    others = dated.group_by("period").agg((pl.col("status") == s).sum().cast(pl.Int64).alias(s) for s in apart)
    read = _read(articles, every, since, until)
    ends = [day for frame in (dated, read) for day in (frame["period"].min(), frame["period"].max()) if day is not None]
    ends += [day for day in (since, until) if day]
    days: list[Any] = list(ends)
    if not days:
        grid = pl.DataFrame(schema={"period": pl.Date})
    else:
        grid = pl.DataFrame({"period": periods(min(days), max(days), every)})
    out = grid.join(counts, on="period", how="left").join(others, on="period", how="left").sort("period")
    out = out.with_columns(pl.exclude("period", "score_mean").fill_null(0))
    if articles is None:
        return out
    out = out.join(read, on="period", how="left").with_columns(pl.col("articles").fill_null(0)).sort("period")
    rate = pl.when(pl.col("articles") > 0).then(pl.col("events") * 1000 / pl.col("articles"))
    return out.with_columns(rate.alias("per_1000"))


def _read(articles: Any, every: Every, since: dt.date | None, until: dt.date | None) -> pl.DataFrame:
    empty = pl.DataFrame(schema={"period": pl.Date, "articles": pl.Int64})
    if articles is None:
        return empty
    frame = articles if isinstance(articles, pl.DataFrame) else pl.DataFrame(articles)
    if frame.is_empty():
        return empty
    if frame.schema["date"] == pl.String:
        frame = frame.with_columns(pl.col("date").str.to_date(strict=False))
    if "articles" not in frame.columns:
        frame = frame.with_columns(pl.lit(1, dtype=pl.Int64).alias("articles"))
    frame = within(frame.filter(pl.col("date").is_not_null()), since, until)
    period = pl.col("date").dt.truncate(PERIODS[every]).alias("period")
    return frame.group_by(period).agg(pl.col("articles").cast(pl.Int64).sum())
