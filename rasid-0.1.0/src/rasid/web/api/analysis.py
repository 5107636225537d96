"""Dyads, networks, countries, panels, trends and the record's own figures."""

import datetime as dt
from typing import Annotated, Any, Final

import polars as pl
from fastapi import APIRouter, Depends, Path, Request, Response

from rasid import __version__
from rasid.analysis import (
    alignment,
    change_points,
    country_month,
    country_page,
    dyad_month,
    dyad_series,
    moves,
    network,
    source,
    tie_intervals,
    trend,
)  # fmt: skip
from rasid.analysis.frames import AnalysisError
from rasid.store import Store
from rasid.store.filters import as_date
from rasid.web import params
from rasid.web.api.common import READ_FAULTS, listed, one, reading
from rasid.web.formats import Page, respond, tagged_json
from rasid.web.params import Asked, Code
from rasid.web.service import service_of

router = APIRouter(tags=["analysis"], dependencies=[Depends(reading)])
CodePath = Annotated[Code, Path(description="A party: EGY, HAMAS, IRQ:INS.")]
_RECENT: Final = 30  # days of the overview
_BUSIEST: Final = 40
_ROWS: Final = 250_000


def period_of(asked: Any) -> tuple[dt.date | None, dt.date | None]:
    """The days of ``since`` and ``until``; raises QueryError or AnalysisError."""
    since = as_date(asked.since) if asked.since else None
    until = as_date(asked.until, last=True) if asked.until else None
    if since and until and since > until:
        raise AnalysisError(f"the period ends ({until}) before it begins ({since})")
    return since, until


@router.get("/dyads", responses=listed("Dyads by how far they moved."))
def dyads(request: Request, asked: Annotated[params.MoversParams, Asked]) -> Response:
    """Which dyads' mean score moved most against the period before; without a period the last thirty days."""
    with service_of(request).reader() as store:
        page = movers_page(store, asked)
    return respond(request, page)


def movers_page(store: Store, asked: params.MoversParams) -> Page:
    """The overview's list of movers."""
    since, until = period_of(asked)
    until = until or source.newest(store) or dt.date.today()
    since = since or until - dt.timedelta(days=_RECENT - 1)
    first, _ = moves.period_before(since, until)
    frame = moves.movers(
        source.period(store, first, until), since=since, until=until, counted=asked.counted, least=asked.least
    )
    return Page.of(frame.head(asked.limit), since=since, until=until)


@router.get("/dyads/{a}/{b}", responses=listed("The dyad's course, period by period, and its breaks."))
def dyad(request: Request, a: CodePath, b: CodePath, asked: Annotated[params.SeriesParams, Asked]) -> Response:
    """Conflict and cooperation between two parties over time.

    JSON has also `changes` (breaks, with the events that account for them), `ties` (as intervals) and `left_out`
    (events whose date is not known well enough).
    """
    with service_of(request).reader() as store:
        page = dyad_page(store, a, b, asked)
    return respond(request, page)


def dyad_page(store: Store, a: str, b: str, asked: params.SeriesParams) -> Page:
    """A dyad's series with its changes and ties."""
    since, until = period_of(asked)
    events = source.dyad(store, a, b)
    series = dyad_series(
        events, a, b, every=asked.every, directed=asked.directed, counted=asked.counted, half_life=asked.half_life,
        since=since, until=until,
    )  # fmt: skip
    told = pl.from_arrow(store.list("tie_reports", dyad=(a, b)).arrow())
    changes = change_points(series, events, every=asked.every, counted=tuple(asked.counted)) if len(series) else []
    whole = since is None and until is None and not asked.directed
    names = [status for status in (*_STATUSES,) if status in series.columns]
    shown = int(sum(int(series[name].sum() or 0) for name in ("events", *names)))
    return Page.of(
        series, a=a, b=b, changes=source.told(store, changes),
        ties=tie_intervals(told, events).to_dicts(), left_out=events.height - shown if whole else None,
    )  # fmt: skip


_STATUSES = ("asserted", "alleged", "contested", "planned", "hypothetical", "denied")


@router.get("/actors/{code}", responses=one("The actor's page.", *READ_FAULTS))
def actor(request: Request, code: CodePath, asked: Annotated[params.Period, Asked]) -> Response:
    """What an actor did and suffered, its warmest and coldest relations, with whom it warmed and cooled.

    Changes are against the period of the same length before, so they need `since`.
    """
    since, until = period_of(asked)
    with service_of(request).reader() as store:
        start = moves.period_before(since, until or source.newest(store) or since)[0] if since else None
        events = source.party(store, code, start, until)
    return tagged_json(request, country_page(events, code, since=since, until=until, counted=asked.counted).to_json())


@router.get("/network", responses=listed("Relations between actors; in JSON also the actors."))
def network_of(request: Request, asked: Annotated[params.NetworkParams, Asked]) -> Response:
    """Who acts with and against whom: `data` are the relations, `nodes` the actors with community and brokerage."""
    since, until = period_of(asked)
    with service_of(request).reader() as store:
        events = source.period(store, since, until)
    net = network(events, counted=asked.counted, least=asked.least, most=asked.most, actors=asked.actor or None)
    return respond(request, Page.of(net.edges, nodes=net.nodes.to_dicts()))


@router.get("/alignment", responses=listed("Pairs of actors by how alike they treat third parties."))
def alignment_of(request: Request, asked: Annotated[params.AlignmentParams, Asked]) -> Response:
    """Who sides with whom, from -1 to 1."""
    since, until = period_of(asked)
    with service_of(request).reader() as store:
        events = source.period(store, since, until)
    actors = asked.actor or network(events, counted=asked.counted, most=_BUSIEST).nodes["actor"].to_list()
    return respond(request, Page.of(alignment(events, actors, counted=asked.counted, third=asked.third)))


@router.get("/ties/intervals", responses=listed("Ties as intervals."))
def intervals(request: Request, asked: Annotated[params.TieFilters, Asked]) -> Response:
    """Since when, until when, last confirmed by which article, contradicted by which event."""
    with service_of(request).reader() as store:
        frame = source.intervals(store, **asked.filters())
    return respond(request, Page.of(frame.head(asked.limit)))


@router.get("/trend", responses=listed("How much there is, period by period."))
def trend_of(request: Request, asked: Annotated[params.TrendParams, Asked]) -> Response:
    """Events over time beside the articles read: `per_1000` is events for every thousand articles."""
    since, until = period_of(asked)
    with service_of(request).reader() as store:
        events = source.party(store, asked.actor, since, until) if asked.actor else source.period(store, since, until)
        read = source.articles(store, since, until)
    kinds = {"types": asked.type} if asked.type else {}
    frame = trend(
        events, read, every=asked.every, actor=asked.actor, counted=asked.counted, since=since, until=until, **kinds
    )  # fmt: skip
    return respond(request, Page.of(frame))


@router.get("/panels", responses=listed("A complete panel."))
def panels(request: Request, asked: Annotated[params.PanelParams, Asked]) -> Response:
    """Country-month or dyad-month, complete: zeros where nothing was found, nulls where nothing was read."""
    since, until = as_date(asked.since), as_date(asked.until, last=True)
    units = len(set(asked.actor))
    units = units if asked.unit == "country" else units * (units - 1)
    months = max((until.year - since.year) * 12 + until.month - since.month + 1, 0)
    if units * months > _ROWS:
        raise AnalysisError(f"{units * months:,} rows are too many ({_ROWS:,} at most): take fewer actors or months")
    with service_of(request).reader() as store:
        first, last = since.replace(day=1), _end_of_month(until)
        events, read = source.period(store, first, last), source.articles(store, first, last, "month")
    read = read.rename({"date": "month"})
    if asked.unit == "country":
        frame = country_month(events, read, asked.actor, since=since, until=until, counted=asked.counted)
    else:
        frame = dyad_month(
            events, read, asked.actor, since=since, until=until, counted=asked.counted, directed=asked.directed
        )
    return respond(request, Page.of(frame))


@router.get("/stats", responses=one("The record's figures.", *READ_FAULTS))
def stats(request: Request) -> Response:
    """How much the store holds, of what, since when, coded by which coder."""
    with service_of(request).reader() as store:
        return tagged_json(request, figures(store))


def figures(store: Store) -> dict[str, Any]:
    """The figures of `/v1/stats`."""
    articles = store.sql(
        "SELECT count(*) AS articles, count(*) FILTER (WHERE coded) AS coded, count(DISTINCT source) AS sources, "
        "min(date) AS first, max(date) AS last FROM v_articles"
    ).rows()[0]
    by_type = store.sql("SELECT type, count(*) AS events FROM v_events GROUP BY type ORDER BY 2 DESC, 1").rows()
    by_status = store.sql("SELECT status, count(*) AS events FROM v_events GROUP BY status ORDER BY 2 DESC, 1").rows()
    coders = store.sql(
        "SELECT coder_version, count(*) AS articles FROM v_articles WHERE coded GROUP BY 1 ORDER BY 2 DESC, 1"
    ).rows()
    return {
        "version": __version__, **articles, "events": sum(row["events"] for row in by_type),
        "ties": store.sql("SELECT count(*) AS n FROM v_ties").rows()[0]["n"],
        "events_by_type": {row["type"]: row["events"] for row in by_type},
        "events_by_status": {row["status"]: row["events"] for row in by_status},
        "coders": {row["coder_version"]: row["articles"] for row in coders},
        "reviews": store.sql("SELECT count(*) AS n FROM reviews").rows()[0]["n"],
    }  # fmt: skip


def _end_of_month(day: dt.date) -> dt.date:
    return (day.replace(day=28) + dt.timedelta(days=4)).replace(day=1) - dt.timedelta(days=1)
