"""Events as a polars frame with known columns, their parties in pairs, their time in periods."""

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any, Final, Literal

import polars as pl

from rasid.records import TYPES
from rasid.store.stance import STATUSES as STORED
from rasid.store.views import MATERIAL_CONFLICT, MATERIAL_COOPERATION, VERBAL_CONFLICT, VERBAL_COOPERATION

STATUSES: Final = STORED
"""What is known of an event: asserted, alleged, contested, planned, hypothetical, denied."""
COUNTED: Final = ("asserted",)
"""What scores are made of unless more is asked for."""
QUADS: Final[Mapping[str, tuple[str, ...]]] = {
    "verbal_cooperation": VERBAL_COOPERATION, "material_cooperation": MATERIAL_COOPERATION,
    "verbal_conflict": VERBAL_CONFLICT, "material_conflict": MATERIAL_CONFLICT,
}  # fmt: skip
"""The four quad classes of PLOVER's manual (draft 0.8), each with its types."""
QUAD_NAMES: Final = tuple(QUADS)
"""In the order of PLOVER's quad categories 1 to 4, which tables of one's own give to their types."""
QUAD_OF: Final = {kind: quad for quad, kinds in QUADS.items() for kind in kinds}
Every = Literal["day", "week", "month", "quarter", "year"]
PERIODS: Final[Mapping[str, str]] = {"day": "1d", "week": "1w", "month": "1mo", "quarter": "1q", "year": "1y"}
MOST_PERIODS: Final = 40_000
_DAYS: Final[Mapping[str, int]] = {"day": 1, "week": 7, "month": 28, "quarter": 90, "year": 365}
_FINE: Final[Mapping[str, tuple[str, ...]]] = {
    "day": ("day", "report"), "week": ("day", "report"), "month": ("day", "report", "month"),
    "quarter": ("day", "report", "month"), "year": ("day", "report", "month", "year"),
}  # fmt: skip
_TEXTS: Final = pl.List(pl.String)
_SCHEMA: Final[Mapping[str, Any]] = {
    "id": pl.String, "date": pl.Date, "date_precision": pl.String, "type": pl.String, "mode": pl.String,
    "actor": _TEXTS, "recipient": _TEXTS, "aux": _TEXTS, "status": pl.String, "score": pl.Float64, "reports": pl.Int64,
    "article": pl.String, "url": pl.String, "sentence": pl.String, "quad": pl.String,
}  # fmt: skip
_NEEDED: Final = ("id", "date", "type", "actor", "recipient", "status")
_FILLED: Final = {"date_precision": "day", "reports": 1}


class AnalysisError(ValueError):
    """A question that can't be answered as put; the message says why and what to ask instead."""


def events_frame(data: Any) -> pl.DataFrame:
    """Events as a frame with the columns of `_SCHEMA` (further ones are dropped), one row an event.

    `data`: a polars or pandas frame, an Arrow table or record batches, or a list of dicts; dates may be ISO strings.
    Missing optional columns are filled: precision ``day``, one report, no score; ``quad`` (a name of `QUADS`) with that
    of PLOVER's types. Raises AnalysisError where a needed column is missing or a status is unknown.
    """
    frame = _frame(data)
    if frame.is_empty() and not frame.columns:
        return pl.DataFrame(schema=dict(_SCHEMA))
    missing = [name for name in _NEEDED if name not in frame.columns]
    if missing:
        raise AnalysisError(f"no column {', '.join(missing)}: events need {', '.join(_NEEDED)} (as in v_events)")
    columns = []
    for name, kind in _SCHEMA.items():
        if name not in frame.columns:
            columns.append(pl.lit(_FILLED.get(name), dtype=kind).alias(name))
        elif kind == pl.Date and frame.schema[name] == pl.String:
            columns.append(pl.col(name).str.to_date(strict=False).alias(name))
        else:
            columns.append(pl.col(name).cast(kind).alias(name))
    out = frame.select(columns)
    unknown = set(out["status"].drop_nulls().unique()) - set(STATUSES)
    if unknown:
        raise AnalysisError(f"unknown status {', '.join(sorted(unknown))}: statuses are {', '.join(STATUSES)}")
    return out.with_columns(
        pl.col("actor").fill_null([]),
        pl.col("recipient").fill_null([]),
        pl.col("reports").fill_null(1),
        pl.col("date_precision").fill_null("day"),
        pl.col("quad").fill_null(pl.col("type").replace_strict(QUAD_OF, default=None, return_dtype=pl.String)),
    )


def pairs(events: pl.DataFrame) -> pl.DataFrame:
    """Events by pairs of parties: the events' columns with ``a`` (who acts), ``b`` (towards whom) and ``mutual``.

    Every actor is paired with every recipient. A mutual event (several actors, no recipient) gives each ordered pair of
    distinct parties, so either side is found as ``a``; count it once in what has no direction (`undirected`).
    """
    aimed = (
        events.filter((pl.col("actor").list.len() > 0) & (pl.col("recipient").list.len() > 0))
        .with_columns(pl.col("actor").list.unique(maintain_order=True).alias("a"))
        .explode("a")
        .with_columns(pl.col("recipient").list.unique(maintain_order=True).alias("b"))
        .explode("b")
        .with_columns(pl.lit(False).alias("mutual"))
    )
    mutual = (
        events.filter((pl.col("actor").list.len() > 1) & (pl.col("recipient").list.len() == 0))
        .with_columns(pl.col("actor").list.unique(maintain_order=True).alias("a"))
        .explode("a")
        .with_columns(pl.col("actor").list.unique(maintain_order=True).alias("b"))
        .explode("b")
        .with_columns(pl.lit(True).alias("mutual"))
    )
    return pl.concat([aimed, mutual]).filter(pl.col("a") != pl.col("b"))


def undirected(paired: pl.DataFrame) -> pl.DataFrame:
    """Pairs without direction: ``a`` comes before ``b`` in the alphabet, and each event stands once in a pair."""
    return (
        paired.with_columns(pl.min_horizontal("a", "b").alias("_a"), pl.max_horizontal("a", "b").alias("_b"))
        .drop("a", "b")
        .rename({"_a": "a", "_b": "b"})
        .unique(["id", "a", "b"], keep="first", maintain_order=True)
    )


def within(events: pl.DataFrame, since: dt.date | None, until: dt.date | None) -> pl.DataFrame:
    """The events of ``[since, until]``, both days included; those without a date only where neither is given."""
    if since and until and since > until:
        raise AnalysisError(f"the period ends ({until}) before it begins ({since})")
    if since:
        events = events.filter(pl.col("date") >= since)
    if until:
        events = events.filter(pl.col("date") <= until)
    return events


def in_periods(events: pl.DataFrame, every: Every) -> pl.DataFrame:
    """The events whose date is known well enough for such periods, with ``period``, the first day of each one's own.

    Weeks begin on Monday. An event of "September 2023" enters months, quarters and years, never days or weeks.
    """
    if every not in PERIODS:
        raise AnalysisError(f"no period {every!r}: take {', '.join(PERIODS)}")
    fine = events.filter(pl.col("date").is_not_null() & pl.col("date_precision").is_in(list(_FINE[every])))
    return fine.with_columns(pl.col("date").dt.truncate(PERIODS[every]).alias("period"))


def periods(first: dt.date, last: dt.date, every: Every) -> pl.Series:
    """The first days of all periods from that of `first` to that of `last`."""
    if (last - first).days / _DAYS[every] > MOST_PERIODS:
        raise AnalysisError(f"more than {MOST_PERIODS:,} periods: take longer ones or a shorter time")
    start = pl.Series([first]).dt.truncate(PERIODS[every])[0]
    return pl.date_range(start, last, PERIODS[every], eager=True).alias("period")


def counts_by_type(events: pl.DataFrame) -> list[pl.Expr]:
    """Expressions that count events by quad class and by type (PLOVER's, and others among `events`), for a group-by."""
    kinds = [*TYPES, *sorted(set(events["type"].drop_nulls().unique()) - set(TYPES))]
    quads = [(pl.col("quad") == quad).sum().cast(pl.Int64).alias(quad) for quad in QUADS]
    return quads + [(pl.col("type") == kind).sum().cast(pl.Int64).alias(kind) for kind in kinds]


def checked(counted: Sequence[str]) -> list[str]:
    """The statuses that shall be counted; raises AnalysisError for one that does not exist or for none."""
    wrong = [status for status in counted if status not in STATUSES]
    if wrong or not counted:
        raise AnalysisError(f"can't count {', '.join(wrong) or 'nothing'}: statuses are {', '.join(STATUSES)}")
    return list(counted)


def _frame(data: Any) -> pl.DataFrame:
    if isinstance(data, pl.DataFrame):
        return data
    if isinstance(data, pl.LazyFrame):
        return data.collect()
    if isinstance(data, list):
        return pl.DataFrame(data, infer_schema_length=None)
    try:
        made = pl.from_arrow(data) if hasattr(data, "schema") else pl.from_pandas(data)
    except (TypeError, ValueError) as fault:
        raise AnalysisError(f"can't read events from {type(data).__name__}: {fault}") from None
    return made.to_frame() if isinstance(made, pl.Series) else made
