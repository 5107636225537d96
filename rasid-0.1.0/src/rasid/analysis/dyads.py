"""A dyad over time: how two parties treated each other, period by period."""

import datetime as dt
from collections.abc import Sequence
from typing import Any, Final

import polars as pl

from rasid.analysis.frames import (
    COUNTED,
    STATUSES,
    AnalysisError,
    Every,
    checked,
    counts_by_type,
    events_frame,
    in_periods,
    periods,
    within,
)  # fmt: skip

_DAY_OF_NEXT: Final = {"day": "1d", "week": "1w", "month": "1mo", "quarter": "1q", "year": "1y"}


def dyad_events(data: Any, a: str, b: str, *, directed: bool = False) -> pl.DataFrame:
    """The events between two parties, each once, by date.

    `directed`: only what `a` did to `b`; mutual events (a meeting) belong to both directions.
    """
    if a == b:
        raise AnalysisError(f"a dyad has two parties, not {a} twice")
    events = events_frame(data)
    acts, suffers = pl.col("actor").list, pl.col("recipient").list
    forth = acts.contains(a) & suffers.contains(b)
    back = acts.contains(b) & suffers.contains(a)
    mutual = acts.contains(a) & acts.contains(b) & (suffers.len() == 0)
    wanted = forth | mutual if directed else forth | back | mutual
    return events.filter(wanted).unique("id", keep="first", maintain_order=True).sort("date", "id", nulls_last=True)


def dyad_series(
    data: Any, a: str, b: str, *, every: Every = "month", directed: bool = False, counted: Sequence[str] = COUNTED,
    half_life: float | None = None, since: dt.date | None = None, until: dt.date | None = None,
) -> pl.DataFrame:  # fmt: skip
    """One row a period, without gaps from the first to the last (or from `since` to `until`).

    ``period`` (its first day); of the events whose status is `counted`: ``events``, ``reports`` (articles that tell
    them), ``score_sum`` and ``score_mean`` (PLOVER's scores, -10 to 10; the mean of a period without any is null),
    numbers by quad class and by type. For every other status ``S``: ``S`` (events), ``S_score`` (their sum) and
    ``S_share``, their share in all the period's events (null where there are none).

    `half_life`, in days, adds ``decayed``: the sum over all counted events so far of ``score * 0.5 ** (age /
    half_life)``, ages counted to the period's last day. Events of unknown day never enter days or weeks
    (`frames.in_periods`).
    """
    counted = checked(counted)
    if half_life is not None and half_life <= 0:
        raise AnalysisError(f"a half-life is a number of days above 0, not {half_life}")
    known = dyad_events(data, a, b, directed=directed)
    # decay needs what was before the first period too
    dated = in_periods(known if half_life else within(known, since, until), every)
    shown = within(dated, since, until)
    first, last = since or shown["date"].min(), until or shown["date"].max()
    if first is None or last is None:
        return _empty(counted, half_life)
    grid = pl.DataFrame({"period": periods(first, last, every)})  # type: ignore[arg-type]
    out = grid.join(_aggregate(shown, counted), on="period", how="left", maintain_order="left")
    apart = [status for status in STATUSES if status not in counted]
    whole = [name for name in out.columns if name not in ("period", "score_mean")]
    out = out.with_columns(pl.col(whole).fill_null(0))
    total = pl.col("events") + sum((pl.col(status) for status in apart), pl.lit(0))
    out = out.with_columns(pl.when(total > 0).then(pl.col(status) / total).alias(f"{status}_share") for status in apart)
    if half_life:
        of_score = dated.filter(pl.col("status").is_in(counted) & pl.col("score").is_not_null())
        out = out.with_columns(_decayed(out["period"], of_score, every, half_life))
    return out


def _aggregate(events: pl.DataFrame, counted: list[str]) -> pl.DataFrame:
    main = (
        events.filter(pl.col("status").is_in(counted))
        .group_by("period")
        .agg(
            pl.len().cast(pl.Int64).alias("events"), pl.col("reports").sum(), pl.col("score").sum().alias("score_sum"),
            pl.col("score").mean().alias("score_mean"), *counts_by_type(events),
        )
    )  # fmt: skip
    apart: list[pl.Expr] = []
    for status in STATUSES:
        if status not in counted:
            is_it = pl.col("status") == status
            apart += [
                is_it.sum().cast(pl.Int64).alias(status),
                pl.col("score").filter(is_it).sum().alias(f"{status}_score"),
            ]
    if not apart:
        return main
    return main.join(events.group_by("period").agg(apart), on="period", how="full", coalesce=True)


def _decayed(starts: pl.Series, events: pl.DataFrame, every: Every, half_life: float) -> pl.Series:
    """The decayed sum at the end of each period, one pass: what was there decays, what is new is added."""
    days, scores = events["date"].to_list(), events["score"].to_list()
    ends = [day - dt.timedelta(days=1) for day in starts.dt.offset_by(_DAY_OF_NEXT[every]).to_list()]
    values: list[float] = []
    level, at, k = 0.0, None, 0
    for end in ends:
        if at is not None:
            level *= 0.5 ** ((end - at).days / half_life)
        while k < len(days) and days[k] <= end:
            level += scores[k] * 0.5 ** ((end - days[k]).days / half_life)
            k += 1
        values.append(level)
        at = end
    return pl.Series("decayed", values, dtype=pl.Float64)


def _empty(counted: list[str], half_life: float | None) -> pl.DataFrame:
    one = events_frame([]).with_columns(pl.lit(None, dtype=pl.Date).alias("period"))
    frame = _aggregate(one, counted)
    apart = [pl.lit(None, dtype=pl.Float64).alias(f"{s}_share") for s in STATUSES if s not in counted]
    frame = frame.with_columns(apart)
    return frame.with_columns(pl.lit(None, dtype=pl.Float64).alias("decayed")) if half_life else frame
