"""A country's page: what it did and suffered in a period, and with whom it warmed and cooled."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

import polars as pl

from rasid.analysis.frames import (
    COUNTED,
    STATUSES,
    AnalysisError,
    checked,
    counts_by_type,
    events_frame,
    pairs,
    undirected,
    within,
)  # fmt: skip

_DAY: Final = dt.timedelta(days=1)


@dataclass(frozen=True, slots=True)
class CountryPage:
    """The figures of one actor.

    ``figures``: ``events``, ``acted``, ``received`` and ``mutual`` (an event is one of the three), ``score_mean``, the
    four quad classes, and for each status that is not counted its events. ``partners``: ``partner, events, score_sum,
    score_mean, events_before, score_mean_before, change`` (of the mean), the busiest first.
    """

    actor: str
    since: dt.date | None
    until: dt.date | None
    figures: dict[str, Any]
    partners: pl.DataFrame
    least: int

    @property
    def warmest(self) -> pl.DataFrame:
        """Partners by mean score, the friendliest first; only those with at least `least` events."""
        return self._enough().sort("score_mean", "partner", descending=[True, False])

    @property
    def coldest(self) -> pl.DataFrame:
        """The same, the most hostile first."""
        return self._enough().sort("score_mean", "partner")

    @property
    def warmed(self) -> pl.DataFrame:
        """Partners whose mean score rose against the period before, the greatest rise first."""
        return self._moved().filter(pl.col("change") > 0).sort("change", "partner", descending=[True, False])

    @property
    def cooled(self) -> pl.DataFrame:
        """Partners whose mean score fell, the greatest fall first."""
        return self._moved().filter(pl.col("change") < 0).sort("change", "partner")

    def to_json(self, most: int = 10) -> dict[str, Any]:
        lists = {name: getattr(self, name).head(most).to_dicts() for name in ("warmest", "coldest", "warmed", "cooled")}
        return {
            "actor": self.actor, "since": self.since, "until": self.until, "figures": self.figures,
            "partners": self.partners.to_dicts(), **lists,
        }  # fmt: skip

    def _enough(self) -> pl.DataFrame:
        return self.partners.filter(pl.col("events") >= self.least)

    def _moved(self) -> pl.DataFrame:
        return self._enough().filter((pl.col("events_before") >= self.least) & pl.col("change").is_not_null())


def country_page(
    data: Any, actor: str, *, since: dt.date | None = None, until: dt.date | None = None,
    counted: Sequence[str] = COUNTED, least: int = 2,
) -> CountryPage:  # fmt: skip
    """The page of `actor` for ``[since, until]``, compared with the period of the same length just before.

    Without `since` there is nothing to compare with, and every ``change`` is null. `least`: how many events a partner
    needs (in both periods, for a change) to be ranked.
    """
    if since and until and since > until:
        raise AnalysisError(f"the period ends ({until}) before it begins ({since})")
    counted = checked(counted)
    own = events_frame(data).filter(
        pl.col("actor").list.contains(actor) | pl.col("recipient").list.contains(actor)
    ).unique("id", keep="first", maintain_order=True)  # fmt: skip
    now = within(own, since, until)
    figures = _figures(now, actor, counted)
    partners = _partners(now, actor, counted)
    end = until or now["date"].max()
    if since and isinstance(end, dt.date):
        before = within(own, since - (end - since) - _DAY, since - _DAY)
        earlier = _partners(before, actor, counted).select(
            "partner", pl.col("events").alias("events_before"), pl.col("score_mean").alias("score_mean_before")
        )
    else:
        schema = {"partner": pl.String, "events_before": pl.Int64, "score_mean_before": pl.Float64}
        earlier = pl.DataFrame(schema=schema)
    joined = partners.join(earlier, on="partner", how="full", coalesce=True).with_columns(
        pl.col("events", "events_before", "score_sum").fill_null(0),
        (pl.col("score_mean") - pl.col("score_mean_before")).alias("change"),
    )
    columns = ("partner", "events", "score_sum", "score_mean", "events_before", "score_mean_before", "change")
    joined = joined.select(columns).sort("events", "partner", descending=[True, False])
    return CountryPage(actor, since, until, figures, joined, least)


def _figures(events: pl.DataFrame, actor: str, counted: list[str]) -> dict[str, Any]:
    main = events.filter(pl.col("status").is_in(counted))
    acts, suffers = pl.col("actor").list.contains(actor), pl.col("recipient").list.contains(actor)
    mutual = acts & (pl.col("recipient").list.len() == 0) & (pl.col("actor").list.len() > 1)
    row = main.select(
        pl.len().alias("events"), (acts & ~mutual).sum().alias("acted"), (suffers & ~acts).sum().alias("received"),
        mutual.sum().alias("mutual"), pl.col("score").mean().alias("score_mean"), *counts_by_type(main),
    ).to_dicts()[0]  # fmt: skip
    apart = {status: events.filter(pl.col("status") == status).height for status in STATUSES if status not in counted}
    return {**row, **apart}


def _partners(events: pl.DataFrame, actor: str, counted: list[str]) -> pl.DataFrame:
    main = events.filter(pl.col("status").is_in(counted))
    both = undirected(pairs(main)).filter((pl.col("a") == actor) | (pl.col("b") == actor))
    other = pl.when(pl.col("a") == actor).then(pl.col("b")).otherwise(pl.col("a")).alias("partner")
    return (
        both.with_columns(other)
        .group_by("partner")
        .agg(
            pl.len().cast(pl.Int64).alias("events"), pl.col("score").sum().alias("score_sum"),
            pl.col("score").mean().alias("score_mean"),
        )
    )  # fmt: skip
