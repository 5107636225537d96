"""Fetches out of a store what the analysis needs: only the columns, only the period, only the parties."""

import datetime as dt
from typing import TYPE_CHECKING, Any, Final

import polars as pl

from rasid.analysis.frames import events_frame

if TYPE_CHECKING:
    from rasid.store import Store

LEAN: Final = ("id", "date", "date_precision", "type", "actor", "recipient", "status", "score", "reports")
"""What sums and networks need."""
FULL: Final = (*LEAN, "mode", "aux", "article", "url", "sentence")
"""What shows events besides."""


def dyad(store: "Store", a: str, b: str, *, full: bool = True, **filters: Any) -> pl.DataFrame:
    """All events between two parties."""
    return events_frame(store.list("events", columns=FULL if full else LEAN, dyad=(a, b), **filters).arrow())


def party(store: "Store", code: str, **filters: Any) -> pl.DataFrame:
    """All events that a party takes part in, each once."""
    asked: list[dict[str, Any]] = [{"actor": code, **filters}, {"recipient": code, **filters}]
    sides = [events_frame(store.list("events", columns=FULL, **one).arrow()) for one in asked]
    return pl.concat(sides).unique("id", keep="first", maintain_order=True)


def period(store: "Store", since: dt.date | None, until: dt.date | None) -> pl.DataFrame:
    """All events of a period, lean."""
    where, params = _between(since, until)
    return events_frame(store.sql(f"SELECT {', '.join(LEAN)} FROM v_events WHERE {where}", params).arrow())


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


def _between(since: dt.date | None, until: dt.date | None) -> tuple[str, list[dt.date]]:
    parts = [("date >= ?", since), ("date <= ?", until)]
    chosen = [(sql, day) for sql, day in parts if day is not None]
    return " AND ".join(sql for sql, _ in chosen) or "TRUE", [day for _, day in chosen]
