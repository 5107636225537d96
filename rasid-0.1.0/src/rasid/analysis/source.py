"""Fetches out of a store what the analysis needs: only the columns, only the period, only the parties."""

import datetime as dt
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Final

import polars as pl

from rasid.analysis.frames import QUAD_NAMES, AnalysisError, events_frame

if TYPE_CHECKING:
    from rasid.analysis.changes import Change
    from rasid.store import Store

_FEW: Final = 20  # parties whose events are fetched one by one
LEAN: Final = ("id", "date", "date_precision", "type", "actor", "recipient", "status", "score", "reports")
"""What sums and networks need."""
FULL: Final = (*LEAN, "mode", "aux", "article", "url", "sentence")
"""What shows events besides."""


def dyad(store: "Store", a: str, b: str, *, full: bool = False, types: Sequence[str] = ()) -> pl.DataFrame:
    """All events between two parties, or those of some types; `full`: with their sentences."""
    acts, suffers = store.engine.contains("actor"), store.engine.contains("recipient")
    sql = (
        f"SELECT {', '.join(FULL if full else LEAN)} FROM v_events "
        f"WHERE (({acts} AND ({suffers} OR {acts})) OR ({acts} AND {suffers}))"
        + (f" AND type IN ({', '.join('?' * len(types))})" if types else "")
    )
    return _events(store, sql, (a, b, b, b, a, *types))


def party(store: "Store", code: str, since: dt.date | None = None, until: dt.date | None = None) -> pl.DataFrame:
    """All events of a period that a party takes part in, each once, lean."""
    where, params = _between(since, until)
    acts, suffers = store.engine.contains("actor"), store.engine.contains("recipient")
    sql = f"SELECT {', '.join(LEAN)} FROM v_events WHERE ({acts} OR {suffers}) AND {where}"
    return _events(store, sql, (code, code, *params))


def intervals(store: "Store", most: int = 10_000, **filters: Any) -> pl.DataFrame:
    """The ties that the filters leave as intervals (`tie_intervals`), held against their parties' events."""
    from rasid.analysis.ties import tie_intervals

    reports = pl.from_arrow(store.list("tie_reports", limit=most, **filters).arrow())
    assert isinstance(reports, pl.DataFrame)
    codes = sorted({code for side in ("from_actor", "to_actor") for code in reports[side].explode().drop_nulls()})
    if len(codes) > _FEW:
        events = [period(store, None, None)]
    else:
        events = [party(store, code) for code in codes]
    return tie_intervals(reports, pl.concat(events).unique("id") if events else [])


def told(store: "Store", changes: "Sequence[Change]", most: int = 5) -> list[dict[str, Any]]:
    """Changes as JSON, their events with sentence, article and link, which lean events lack."""
    out = [change.to_json(most) for change in changes]
    events = [event for change in out for name in ("began", "ended") for event in change[name]]
    if events:
        names = [event["id"] for event in events]
        found = store.list("events", columns=("id", "sentence", "article", "url"), id=names)
        known = {row["id"]: row for row in found}
        for event in events:
            event.update(known.get(event["id"], {}))
    return out


def period(store: "Store", since: dt.date | None, until: dt.date | None) -> pl.DataFrame:
    """All events of a period, lean."""
    where, params = _between(since, until)
    return _events(store, f"SELECT {', '.join(LEAN)} FROM v_events WHERE {where}", params)


def articles(
    store: "Store", since: dt.date | None = None, until: dt.date | None = None, unit: str = "day"
) -> pl.DataFrame:
    """``date, articles``: how many articles were read (coded) each day, or each month by its first day."""
    where, params = _between(since, until)
    day = "date" if unit == "day" else "CAST(date_trunc('month', date) AS DATE)"
    sql = (
        f"SELECT {day} AS date, CAST(count(*) AS BIGINT) AS articles FROM v_articles "
        f"WHERE coded AND date IS NOT NULL AND {where} GROUP BY 1 ORDER BY 1"
    )
    found = pl.from_arrow(store.sql(sql, params).arrow())
    assert isinstance(found, pl.DataFrame)
    return found


def newest(store: "Store") -> dt.date | None:
    """The day of the newest article."""
    found: dt.date | None = store.sql("SELECT max(date) AS day FROM v_articles").rows()[0]["day"]
    return found


def _events(store: "Store", sql: str, params: Sequence[Any]) -> pl.DataFrame:
    """The events of a query; types that are not PLOVER's have the quad class that their tables gave them."""
    found = pl.from_arrow(store.sql(sql, params).arrow())
    assert isinstance(found, pl.DataFrame)
    quads = {kind: QUAD_NAMES[quad - 1] for kind, quad in store.engine.rows("SELECT type, quad FROM types") if quad}
    quad = pl.col("type").replace_strict(quads, default=None, return_dtype=pl.String)
    return events_frame(found.with_columns(quad.alias("quad")))


def _between(since: dt.date | None, until: dt.date | None) -> tuple[str, list[dt.date]]:
    if since and until and since > until:
        raise AnalysisError(f"the period ends ({until}) before it begins ({since})")
    parts = [("date >= ?", since), ("date <= ?", until)]
    chosen = [(sql, day) for sql, day in parts if day is not None]
    return " AND ".join(sql for sql, _ in chosen) or "TRUE", [day for _, day in chosen]
