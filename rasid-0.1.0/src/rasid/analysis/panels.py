"""Panels ready for a regression: complete, with zeros told from gaps, and exposure beside every count.

A month in which articles were read and nothing was found is a zero. A month in which none was read is missing: its
counts are null, whatever later articles say about it (that number stands in ``told_later``). ``articles`` is how many
were read that month; use it as exposure (an offset), so that more news is not mistaken for more events.
"""

import datetime as dt
from collections.abc import Collection, Sequence
from typing import Any, Final

import polars as pl

from rasid.analysis.frames import (
    COUNTED,
    QUADS,
    STATUSES,
    AnalysisError,
    checked,
    events_frame,
    in_periods,
    pairs,
    periods,
    undirected,
)  # fmt: skip

MOST: Final = 5_000_000
"""Rows of a panel: two hundred countries' dyads over ten years are half of that."""


def articles_by_month(data: Any) -> pl.DataFrame:
    """``month, articles`` of the articles read: a frame, Arrow table or list of dicts with ``date`` (``v_articles``).

    Where it has ``coded``, articles that were only kept do not count: no event can come from them.
    """
    frame = pl.DataFrame(data, infer_schema_length=None) if isinstance(data, list) else _frame(data)
    if frame.is_empty():
        return pl.DataFrame(schema={"month": pl.Date, "articles": pl.Int64})
    if "month" in frame.columns and "articles" in frame.columns:
        return frame.select(pl.col("month").cast(pl.Date), pl.col("articles").cast(pl.Int64))
    if frame.schema["date"] == pl.String:
        frame = frame.with_columns(pl.col("date").str.to_date(strict=False))
    if "coded" in frame.columns:
        frame = frame.filter(pl.col("coded"))
    month = pl.col("date").dt.truncate("1mo").alias("month")
    dated = frame.filter(pl.col("date").is_not_null())
    return dated.group_by(month).agg(pl.len().cast(pl.Int64).alias("articles")).sort("month")


def country_month(
    data: Any, articles: Any, countries: Collection[str], *, since: dt.date, until: dt.date,
    counted: Sequence[str] = COUNTED,
) -> pl.DataFrame:  # fmt: skip
    """One row for each of `countries` and each month from that of `since` to that of `until`.

    ``country, month, articles, read`` (whether any article was read), ``told_later``; of the counted events
    ``events``, ``acted``, ``received`` (a mutual event is in both), ``score_sum``, ``score_mean`` (null without
    events), the four quad classes; and the number of events of every status that is not counted.
    """
    counted = checked(counted)
    grid = _grid([(country,) for country in sorted(set(countries))], ["country"], since, until)
    events = in_periods(events_frame(data), "month").rename({"period": "month"})
    by_party = pl.concat([
        events.select(pl.exclude("actor", "recipient"), pl.col(side).list.unique().alias("country"),
                      pl.lit(side == "actor").alias("acts"),
                      ((pl.col("recipient").list.len() == 0) & (pl.col("actor").list.len() > 1)).alias("mutual"))
        .explode("country")
        for side in ("actor", "recipient")
    ]).filter(pl.col("country").is_in(list(countries)))  # fmt: skip
    once = by_party.unique(["id", "country"], keep="first", maintain_order=True)
    sums = _sums(once, ["country", "month"], counted)
    sides = by_party.filter(pl.col("status").is_in(counted)).group_by("country", "month").agg(
        pl.col("id").filter(pl.col("acts")).n_unique().cast(pl.Int64).alias("acted"),
        pl.col("id").filter(~pl.col("acts") | pl.col("mutual")).n_unique().cast(pl.Int64).alias("received"),
    )  # fmt: skip
    joined = sums.join(sides, on=["country", "month"], how="left")
    return _complete(grid, joined, articles, ["country"], counted, ["events", "acted", "received"])


def dyad_month(
    data: Any, articles: Any, actors: Collection[str], *, since: dt.date, until: dt.date,
    counted: Sequence[str] = COUNTED, directed: bool = True,
) -> pl.DataFrame:  # fmt: skip
    """One row for each pair of `actors` (ordered pairs where `directed`) and each month.

    ``actor, recipient`` (``a, b`` without direction), ``month``, and the columns of `country_month` but ``acted`` and
    ``received``. A mutual event counts in both directions.
    """
    counted = checked(counted)
    names = sorted(set(actors))
    ends = ["actor", "recipient"] if directed else ["a", "b"]
    dyads = [(a, b) for a in names for b in names if (a != b if directed else a < b)]
    grid = _grid(dyads, ends, since, until)
    paired = pairs(in_periods(events_frame(data), "month").rename({"period": "month"}))
    paired = paired.drop("actor", "recipient")
    paired = paired if directed else undirected(paired)
    paired = paired.filter(pl.col("a").is_in(names) & pl.col("b").is_in(names))
    if directed:
        paired = paired.rename({"a": "actor", "b": "recipient"}).unique(["id", "actor", "recipient"])
    return _complete(grid, _sums(paired, [*ends, "month"], counted), articles, ends, counted, ["events"])


def _grid(units: Sequence[tuple[str, ...]], names: list[str], since: dt.date, until: dt.date) -> pl.DataFrame:
    if since > until:
        raise AnalysisError(f"the period ends ({until}) before it begins ({since})")
    months = pl.DataFrame({"month": periods(since, until, "month")})
    if len(units) * len(months) > MOST:
        raise AnalysisError(
            f"{len(units) * len(months):,} rows are too many ({MOST:,} at most): take fewer actors or months"
        )
    return pl.DataFrame(units, schema=dict.fromkeys(names, pl.String), orient="row").join(months, how="cross")


def _sums(events: pl.DataFrame, by: list[str], counted: list[str]) -> pl.DataFrame:
    is_counted = pl.col("status").is_in(counted)
    return events.group_by(by).agg(
        is_counted.sum().cast(pl.Int64).alias("events"),
        pl.col("score").filter(is_counted).sum().alias("score_sum"),
        pl.col("score").filter(is_counted).mean().alias("score_mean"),
        *((is_counted & (pl.col("quad") == quad)).sum().cast(pl.Int64).alias(quad) for quad in QUADS),
        *((pl.col("status") == s).sum().cast(pl.Int64).alias(s) for s in STATUSES if s not in counted),
    )


def _complete(
    grid: pl.DataFrame, sums: pl.DataFrame, articles: Any, ends: list[str], counted: list[str], first: list[str]
) -> pl.DataFrame:
    out = grid.join(articles_by_month(articles), on="month", how="left").join(sums, on=[*ends, "month"], how="left")
    read = pl.col("articles").fill_null(0) > 0
    whole = [*first, *QUADS, *(s for s in STATUSES if s not in counted)]
    told = pl.col("events").fill_null(0).alias("told_later")
    out = out.with_columns(pl.col("articles").fill_null(0), told)
    out = out.with_columns(
        read.alias("read"), pl.when(read).then(0).otherwise(pl.col("told_later")).alias("told_later"),
        *(pl.when(read).then(pl.col(name).fill_null(0)).alias(name) for name in [*whole, "score_sum"]),
        pl.when(read).then(pl.col("score_mean")).alias("score_mean"),
    )  # fmt: skip
    columns = [
        *ends,
        "month",
        "articles",
        "read",
        "told_later",
        *first,
        "score_sum",
        "score_mean",
        *whole[len(first) :],
    ]
    return out.select(columns).sort(*ends, "month")


def _frame(data: Any) -> pl.DataFrame:
    if isinstance(data, pl.DataFrame):
        return data
    made = pl.from_arrow(data) if hasattr(data, "schema") else pl.from_pandas(data)
    return made.to_frame() if isinstance(made, pl.Series) else made
