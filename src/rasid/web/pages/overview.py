"""The first page: what is new, who moved, where; and the search."""

import datetime as dt
from typing import Any, Final

import polars as pl

from rasid.analysis import moves, source
from rasid.store import Store, StoreError
from rasid.web.api.lists import page_of
from rasid.web.formats import Page
from rasid.web.pages import charts
from rasid.web.pages.pictures import world
from rasid.web.pages.view import Asked, Pages, View, today
from rasid.web.params import EventFilters
from rasid.web.service import Service

_LATEST: Final = 12
_FOUND: Final = 25
_WINDOWS: Final = (30, 90, 365, 1500)
"""Days to look back for dyads that moved: the shortest in which enough did."""
_ENOUGH: Final = 5
_SHOWN: Final = 8
_MONTHS: Final = (
    "SELECT CAST(extract(year FROM date) * 12 + extract(month FROM date) - 1 AS BIGINT) AS month, "
    "CAST(sum(CASE WHEN score > 0 THEN 1 ELSE 0 END) AS BIGINT) AS coop, "
    "CAST(sum(CASE WHEN score < 0 THEN 1 ELSE 0 END) AS BIGINT) AS conf FROM events "
    "WHERE status = 'asserted' AND date >= (SELECT min(date) FROM v_articles) GROUP BY 1 ORDER BY 1"
)


def add(pages: Pages) -> None:
    """Mount the overview and the search."""
    pages.add("/", lambda asked, service: overview(asked, service, pages))
    pages.add("/overview", lambda asked, service: overview(asked, service, pages), data=False)
    pages.add("/search", lambda asked, service: search(asked, service, pages))


def overview(asked: Asked, service: Service, pages: Pages) -> View:
    """Latest events, dyads that moved most, a map, the record's figures."""
    with service.reader() as store:
        latest = page_of(store, "events", EventFilters.model_validate({"limit": _LATEST}))
        figures = store.sql(
            "SELECT (SELECT count(*) FROM v_articles WHERE coded) AS articles, "
            "(SELECT count(*) FROM v_events) AS events, "
            "(SELECT count(*) FROM (SELECT 1 FROM v_tie_reports GROUP BY kind, from_actor, to_actor) AS t) AS ties"
        ).rows()[0]
        frame, since, until = moved_lately(store)
        drawn = world(store, since, until)
        strip = charts.strip(store.sql(_MONTHS).rows())
    rows, moved = latest.table.to_pylist(), frame.head(_SHOWN).to_dicts()
    values: dict[str, Any] = {"events": rows, "figures": figures, "moved": moved, "since": since, "until": until}
    more = {"figures": figures, "since": since, "until": until, "moved": moved, "places": drawn["told"]}
    return View("overview.html", values | {"map": drawn, "strip": strip}, Page(latest.table, latest.cursor, more))


def moved_lately(store: Store) -> tuple[pl.DataFrame, dt.date, dt.date]:
    """Dyads by how far they moved in the latest stretch of time in which enough did, and that stretch."""
    until = source.newest(store) or today()
    for days in _WINDOWS:
        since = until - dt.timedelta(days=days - 1)
        first, _ = moves.period_before(since, until)
        frame = moves.movers(source.period(store, first, until), since=since, until=until)
        if len(frame) >= _ENOUGH:
            break
    return frame, since, until


def search(asked: Asked, service: Service, pages: Pages) -> View:
    """Whom a query names, and the events of reports that hold its words."""
    wanted = asked.text("q")
    codes = pages.names.find(wanted) if wanted else []
    found, told = Page.of(_none()), ""
    if wanted:
        with service.reader() as store:
            try:
                found = page_of(store, "events", EventFilters.model_validate(_filters(wanted, codes)))
            except StoreError:
                raise
            except ValueError as fault:
                told = str(fault)
    return View(
        "search.html",
        {"q": wanted, "codes": codes, "events": found.table.to_pylist(), "told": told},
        Page(found.table, found.cursor, {"actors": codes}),
    )


def _filters(wanted: str, codes: list[str]) -> dict[str, Any]:
    """Two names ask for what is between them; else the words do, and a name in Latin letters for its actor."""
    arabic = any("\u0600" <= c <= "\u06ff" for c in wanted)
    if len(codes) == 2:
        return {"limit": _FOUND, "dyad": ",".join(codes)}
    if codes and not arabic:
        return {"limit": _FOUND, "actor": codes}
    return {"limit": _FOUND, "text": wanted}


def _none() -> Any:
    from rasid.analysis.frames import events_frame

    return events_frame([])
