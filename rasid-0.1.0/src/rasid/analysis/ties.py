"""Ties as intervals: since when, until when, who confirmed it last, and what speaks against it.

A tie is a standing relation, so an interval and not an edge: a network "of ties" is always one of a day or a period.
"""

import datetime as dt
from typing import Any, Final

import polars as pl

from rasid.analysis.frames import events_frame, pairs, undirected

MUTUAL: Final = frozenset(("alliance", "rivalry", "conflict", "diplomatic_relations", "friendship"))
AGAINST: Final[dict[str, tuple[str, ...]]] = {
    "arms_supply": ("SANCTION", "ASSAULT"),
    "alliance": ("SANCTION", "ASSAULT", "COERCE", "MOBILIZE"),
    "sanctions_regime": ("RETREAT", "AID", "COOPERATE"),
    "membership": ("SANCTION",),
    "trade": ("SANCTION",),
    "aid_dependence": ("SANCTION",),
    "rivalry": ("RETREAT", "COOPERATE"),
    "conflict": ("RETREAT", "COOPERATE"),
    "diplomatic_relations": ("SANCTION",),
    "neutrality": ("ASSAULT", "MOBILIZE", "AID"),
    "friendship": ("SANCTION", "ASSAULT", "COERCE", "MOBILIZE"),
    "occupation": ("RETREAT",),
    "hosting": ("RETREAT", "COERCE", "SANCTION"),
}  # fmt: skip
"""The types of events between its parties that contradict a tie of each kind, if they are asserted."""
_SCHEMA: Final[dict[str, Any]] = {
    "kind": pl.String, "from_actor": pl.List(pl.String), "to_actor": pl.List(pl.String), "since": pl.String,
    "until": pl.String, "date": pl.Date, "article": pl.String, "sentence": pl.String,
}  # fmt: skip


def tie_intervals(reports: Any, events: Any = (), *, at: dt.date | None = None) -> pl.DataFrame:
    """One row a tie and pair of parties, from the reports of ties (``v_tie_reports``) and events.

    ``kind, a, b`` (for mutual kinds in alphabetical order); ``since`` and ``since_from`` (``told``: the earliest start
    that a report tells, year, month or day; ``reported``: the first report's day); ``until`` (the latest end told, or
    null); ``reports``, ``first_reported``; ``confirmed`` and ``confirmed_by``: the latest report that tells of the tie
    as lasting, its day and article; ``contradicted``, ``contradicted_by`` and ``contradicted_type``: the first asserted
    event after that confirmation that speaks against it (`AGAINST`); ``state``: ``ended`` (an end is told and no
    later report knows it as lasting), ``contradicted`` or ``standing``.

    `at`: the state of knowledge of that day: later reports and events are left out.
    """
    told = pl.DataFrame(reports) if isinstance(reports, list) else _polars(reports)
    if told.is_empty():
        return pl.DataFrame(schema=_RESULT)
    told = told.select(
        pl.col(name).cast(kind) if name in told.columns else pl.lit(None, dtype=kind).alias(name)
        for name, kind in _SCHEMA.items()
        if name != "date"
    ).with_columns(_dates(told))
    if at:
        told = told.filter(pl.col("date") <= at)
    for side in ("from_actor", "to_actor"):  # a side that the text leaves open is a null
        listed = pl.col(side).fill_null([])
        told = told.with_columns(pl.when(listed.list.len() == 0).then(pl.lit([None])).otherwise(listed).alias(side))
    sides = told.explode("from_actor").explode("to_actor").rename({"from_actor": "a", "to_actor": "b"})
    mutual = pl.col("kind").is_in(list(MUTUAL)) & pl.col("a").is_not_null() & pl.col("b").is_not_null()
    sides = sides.with_columns(
        pl.when(mutual).then(pl.min_horizontal("a", "b")).otherwise(pl.col("a")).alias("a"),
        pl.when(mutual).then(pl.max_horizontal("a", "b")).otherwise(pl.col("b")).alias("b"),
    )
    lasting = pl.col("until").is_null() & pl.col("date").is_not_null()
    ties = (
        sides.sort("date", nulls_last=False)
        .group_by("kind", "a", "b", maintain_order=True)
        .agg(
            pl.col("since").min().alias("told_since"), pl.col("until").max(), pl.len().cast(pl.Int64).alias("reports"),
            pl.col("date").min().alias("first_reported"), pl.col("date").filter(lasting).last().alias("confirmed"),
            pl.col("article").filter(lasting).last().alias("confirmed_by"),
        )
    )  # fmt: skip
    ties = ties.with_columns(
        pl.coalesce("told_since", pl.col("first_reported").cast(pl.String)).alias("since"),
        pl.when(pl.col("told_since").is_not_null()).then(pl.lit("told"))
        .when(pl.col("first_reported").is_not_null()).then(pl.lit("reported")).alias("since_from"),
    )  # fmt: skip
    ties = _contradicted(ties, events_frame(events if not isinstance(events, tuple) else []), at)
    over = pl.col("until").is_not_null() & (
        pl.col("confirmed").is_null() | (pl.col("confirmed").cast(pl.String) <= pl.col("until"))
    )
    state = (
        pl.when(over).then(pl.lit("ended")).when(pl.col("contradicted").is_not_null()).then(pl.lit("contradicted"))
        .otherwise(pl.lit("standing"))
    )  # fmt: skip
    return ties.with_columns(state.alias("state")).select(list(_RESULT)).sort("kind", "a", "b", nulls_last=True)


_RESULT: Final[dict[str, Any]] = {
    "kind": pl.String, "a": pl.String, "b": pl.String, "since": pl.String, "since_from": pl.String,
    "until": pl.String, "reports": pl.Int64, "first_reported": pl.Date, "confirmed": pl.Date,
    "confirmed_by": pl.String, "contradicted": pl.Date, "contradicted_by": pl.String, "contradicted_type": pl.String,
    "state": pl.String,
}  # fmt: skip


def _contradicted(ties: pl.DataFrame, events: pl.DataFrame, at: dt.date | None) -> pl.DataFrame:
    """Join the first event after each tie's last confirmation that speaks against it, in either direction."""
    acts = events.filter((pl.col("status") == "asserted") & pl.col("date").is_not_null())
    if at:
        acts = acts.filter(pl.col("date") <= at)
    both = undirected(pairs(acts)).select("a", "b", "id", "type", "date").rename({"date": "day"})
    kinds = pl.DataFrame(
        [{"kind": kind, "type": against} for kind, types in AGAINST.items() for against in types],
        schema={"kind": pl.String, "type": pl.String},
    )
    keyed = ties.with_columns(pl.min_horizontal("a", "b").alias("_a"), pl.max_horizontal("a", "b").alias("_b"))
    found = (
        keyed.select("kind", "a", "b", "_a", "_b", "confirmed", "first_reported")
        .join(kinds, on="kind")
        .join(both, left_on=["_a", "_b", "type"], right_on=["a", "b", "type"])
        .filter(pl.col("day") > pl.coalesce("confirmed", "first_reported"))
        .sort("day", "id")
        .group_by("kind", "a", "b", maintain_order=True)
        .agg(
            pl.col("day").first().alias("contradicted"), pl.col("id").first().alias("contradicted_by"),
            pl.col("type").first().alias("contradicted_type"),
        )
    )  # fmt: skip
    return ties.join(found, on=["kind", "a", "b"], how="left")


def _dates(told: pl.DataFrame) -> pl.Series:
    if "date" not in told.columns:
        return pl.Series("date", [None] * len(told), dtype=pl.Date)
    days = told["date"]
    return days.str.to_date(strict=False) if days.dtype == pl.String else days.cast(pl.Date)


def _polars(data: Any) -> pl.DataFrame:
    if isinstance(data, pl.DataFrame):
        return data
    made = pl.from_arrow(data) if hasattr(data, "schema") else pl.from_pandas(data)
    return made.to_frame() if isinstance(made, pl.Series) else made
