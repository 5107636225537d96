"""Two parties over time: events as points, ties as bars, and the list behind them."""

from typing import Any, Final

import polars as pl

from rasid.analysis import source, tie_intervals
from rasid.analysis.ties import AGAINST, MUTUAL
from rasid.web.api.lists import with_reviews
from rasid.web.formats import Page
from rasid.web.pages import charts
from rasid.web.pages.view import Asked, Pages, View
from rasid.web.problems import Problem
from rasid.web.service import Service

_DRAWN: Final = 400
_LISTED: Final = 60
_BARS: Final = 12


def add(pages: Pages) -> None:
    """Mount the view, and the form that leads to it."""
    pages.add("/dyad", lambda asked, service: pick(asked, service, pages), data=False)
    pages.add("/dyad/{a}/{b}", dyad)


def pick(asked: Asked, service: Service, pages: Pages) -> View:
    """From two names to their page."""
    codes = pages.names.find(asked.text("a"))[:1] + pages.names.find(asked.text("b"))[:1]
    if len(set(codes)) < 2:
        raise Problem(422, "two different actors, by name or code")
    return View("", go=f"/dyad/{codes[0]}/{codes[1]}")


def dyad(asked: Asked, service: Service) -> View:
    """The dyad's page."""
    a, b = asked.code("a"), asked.code("b")
    if a == b:
        raise Problem(422, "a dyad has two different parties")
    since, until = asked.day("since"), asked.day("until")
    time = {name: day for name, day in (("since", since), ("until", until)) if day}
    with service.reader() as store:
        rows = store.list("events", limit=_DRAWN, dyad=(a, b), **time)
        table = with_reviews(store, rows.arrow())
        told = store.list("tie_reports", dyad=(a, b)).arrow()
        against = sorted({kind for row in told.to_pylist() for kind in AGAINST.get(row["kind"], ())})
        acts: Any = []
        if against:  # what speaks against a tie: among the events at hand, if these are all
            whole = rows.cursor is None and not time
            acts = table.drop_columns(["review"]) if whole else source.dyad(store, a, b, types=against)
        ties = tie_intervals(pl.from_arrow(told), acts).to_dicts()
    events = table.to_pylist()
    between = [tie for tie in ties if {tie["a"], tie["b"]} == {a, b}]
    reports = {(row["kind"], row["article"]): row["id"] for row in told.to_pylist()}
    for tie in between:
        tie["report"] = reports.get((tie["kind"], tie["confirmed_by"]))
    scores = [e["score"] for e in events if e["score"] is not None and e["status"] == "asserted"]
    values = {
        "a": a, "b": b, "since": since, "until": until, "events": events[:_LISTED], "ties": between,
        "chart": charts.timeline(events, between[:_BARS]), "cut": rows.cursor is not None, "number_of": len(events),
        "mutual": MUTUAL, "ways": _ways(a, b, events),
        "mean": sum(scores) / len(scores) if scores else None,
    }  # fmt: skip
    return View("dyad.html", values, Page(table, rows.cursor, {"ties": between}))


def _ways(a: str, b: str, events: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """How many asserted events go which way, and their mean scores: from the one, from the other, by both together."""
    kinds: dict[tuple[str, ...], list[float | None]] = {(a, b): [], (b, a): [], (a,): []}
    for event in events:
        if event["status"] == "asserted":
            acts = [code for code in (a, b) if code in event["actor"]]
            one, other = (acts[0], b if acts[0] == a else a) if len(acts) == 1 else (a, "")
            kinds[(one, other) if other else (a,)].append(event["score"])
    out = []
    for way, scores in kinds.items():
        known = [score for score in scores if score is not None]
        mean = sum(known) / len(known) if known else None
        out.append({"from": way[0], "to": way[1] if len(way) == 2 else "", "events": len(scores), "mean": mean})
    return out
