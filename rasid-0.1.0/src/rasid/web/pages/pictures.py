"""The network and the map of a period."""

import datetime as dt
import math
from typing import Any, Final

from rasid.analysis import network, source
from rasid.analysis.network import positions
from rasid.store import Store
from rasid.store.filters import as_date
from rasid.web.formats import Page
from rasid.web.pages import worldmap
from rasid.web.pages.charts import shade, tone
from rasid.web.pages.view import Asked, Pages, View, today
from rasid.web.service import Service

_ACTORS: Final = 32
_WIDE: Final = 880
_HIGH: Final = 640
_MARGIN: Final = 50
_GAP: Final = 34.0  # room for a name between two circles
_ROUNDS: Final = 60
_SPOTS: Final = 400
_NAMED: Final = 25  # places with their names on the map of a region
_NAME: Final = (75.0, 15.0)  # room that a name takes
_COUNTRIES: Final = (
    "SELECT p.code, CAST(count(*) AS BIGINT) AS events, avg(e.score) AS mean FROM v_events e "
    "JOIN parties p ON p.event = e.event WHERE e.status = 'asserted' AND {when} GROUP BY p.code"
)
_PLACES: Final = (
    "SELECT place, country, lat, lon, CAST(count(*) AS BIGINT) AS events, avg(score) AS mean, min(id) AS event, "
    "min(article) AS article FROM v_events WHERE lat IS NOT NULL AND lon IS NOT NULL AND {when} "
    "GROUP BY place, country, lat, lon ORDER BY events DESC, place LIMIT ?"
)


def add(pages: Pages) -> None:
    """Mount both views."""
    pages.add("/network", network_view)
    pages.add("/map", map_view)


def network_view(asked: Asked, service: Service) -> View:
    """Who deals with whom: positions by friendship, lines by score."""
    with service.reader() as store:
        period = period_of(asked, store)
        events = source.period(store, period["since"], period["until"])
    net = network(events, most=_ACTORS)
    nodes, edges = net.nodes.to_dicts(), net.edges.to_dicts()
    for node in nodes:
        node["r"] = round(4 + 1.7 * math.sqrt(node["events"]), 1)
    spots = apart(positions(net), {node["actor"]: node["r"] for node in nodes})
    for node in nodes:
        node["x"], node["y"] = spots[node["actor"]]
    for edge in edges:
        (edge["x1"], edge["y1"]), (edge["x2"], edge["y2"]) = spots[edge["a"]], spots[edge["b"]]
        edge["width"] = round(0.8 + 0.9 * math.sqrt(edge["events"]), 1)
        edge["tone"] = tone(edge["weight"])
    edges.sort(key=lambda e: e["events"])
    nodes.sort(key=lambda n: -n["events"])
    values = {**period, "nodes": nodes, "edges": edges, "wide": _WIDE, "high": _HIGH}
    return View("network.html", values, Page.of(net.edges, nodes=net.nodes.to_dicts()))


def map_view(asked: Asked, service: Service) -> View:
    """Where it happened, and how each country stood."""
    with service.reader() as store:
        period = period_of(asked, store)
        drawn = world(store, period["since"], period["until"], asked.among("region", worldmap.REGIONS, "world"))
    import pyarrow as pa

    table = pa.Table.from_pylist(drawn["told"])
    ranked = sorted(drawn["scores"].values(), key=lambda c: -c["events"])[:25]
    values = {**period, "map": drawn, "ranked": ranked, "regions": list(worldmap.REGIONS)}
    return View("map.html", values, Page(table, None, {"countries": ranked}))


def world(store: Store, since: dt.date | None, until: dt.date | None, region: str = "world") -> dict[str, Any]:
    """Countries shaded by their mean score, and the places of events, of the whole world or a part of it."""
    when, days = _when(since, until)
    scores = {row["code"]: row for row in store.sql(_COUNTRIES.format(when=when), days).rows()}
    places = store.sql(_PLACES.format(when=when), [*days, _SPOTS]).rows()
    for place in places:
        place["x"], place["y"] = worldmap.project(place["lon"], place["lat"])
        place["r"] = round(2.5 + 1.6 * math.sqrt(place["events"]), 1)
        place["tone"] = tone(place["mean"])
    countries = [
        {"code": code, "path": path, "shade": shade(scores[code]["mean"]) if code in scores else "",
         "events": scores[code]["events"] if code in scores else 0}
        for code, path in worldmap.outlines()
    ]  # fmt: skip
    told = [{k: v for k, v in place.items() if k not in ("x", "y", "r", "tone")} for place in places]
    left, top, width, height = worldmap.frame(region)
    scale = width / worldmap.WIDTH  # circles stay as large as they are on the whole world's map
    for place in places:
        place["r"] = round(place["r"] * scale**0.75, 2)
    if region != "world":
        _name(places, (left, top, width, height), scale)
    view = {"box": f"{left} {top} {width} {height}", "region": region, "letter": round(13 * scale, 2)}
    return {"countries": countries, "places": places, "scores": scores, "told": told, **view}


def _name(places: list[dict[str, Any]], box: tuple[float, float, float, float], scale: float) -> None:
    """Write the names of the busiest places where there is room for them."""
    left, top, width, height = box
    named: list[dict[str, Any]] = []
    for place in places:
        inside = left < place["x"] < left + width * 0.92 and top < place["y"] < top + height
        free = all(
            abs(place["x"] - other["x"]) > _NAME[0] * scale or abs(place["y"] - other["y"]) > _NAME[1] * scale
            for other in named
        )
        if inside and free and len(named) < _NAMED:
            place["named"] = True
            named.append(place)


def period_of(asked: Asked, store: Store) -> dict[str, Any]:
    """The period that is asked for, and the years that the slider runs over: days, or a year, or all the record."""
    known = store.sql("SELECT min(date) AS a, max(date) AS z FROM v_articles").rows()[0]
    last = (known["z"] or today()).year
    first = max((known["a"] or today()).year, last - 60)
    since, until = asked.day("since"), asked.day("until")
    year = asked.text("year", 4)
    if not year.isdigit() or since or until or int(year) > last:  # right of the last year: all the record
        year = ""
    if year:
        since = until = year.zfill(4)
    days = (as_date(since) if since else None, as_date(until, last=True) if until else None)
    return {
        "since": days[0], "until": days[1], "year": int(year) if year else None, "first_year": first,
        "last_year": last,
    }  # fmt: skip


def _when(since: dt.date | None, until: dt.date | None) -> tuple[str, list[Any]]:
    parts = [("date >= ?", since), ("date <= ?", until)]
    kept = [(sql, day) for sql, day in parts if day]
    return " AND ".join(sql for sql, _ in kept) or "TRUE", [day for _, day in kept]


def apart(positions: dict[str, tuple[float, float]], radii: dict[str, float]) -> dict[str, tuple[float, float]]:
    """Positions in the drawing, spread to its edges and pushed apart until circles and their names have room."""
    names = sorted(positions)
    spots: dict[str, list[float]] = {}
    for axis in (0, 1):  # by rank as much as by distance, so that a crowd in the middle gets room
        ranked = sorted(names, key=lambda name: (positions[name][axis], name))
        for place, name in enumerate(ranked):
            even = (place + 0.5) / len(ranked) * 2 - 1
            spots.setdefault(name, [0.0, 0.0])[axis] = 0.45 * positions[name][axis] + 0.55 * even
    at = {
        name: [_WIDE / 2 + x * (_WIDE / 2 - _MARGIN), _HIGH / 2 + y * (_HIGH / 2 - _MARGIN)]
        for name, (x, y) in spots.items()
    }
    for _ in range(_ROUNDS):
        for number, a in enumerate(names):
            for b in names[number + 1 :]:
                _push(at[a], at[b], radii[a] + radii[b] + _GAP)
    if not at:
        return {}
    for axis, size in ((0, _WIDE), (1, _HIGH)):  # and over all of the drawing
        least, most = min(spot[axis] for spot in at.values()), max(spot[axis] for spot in at.values())
        for spot in at.values() if most > least else ():
            spot[axis] = _MARGIN + (spot[axis] - least) / (most - least) * (size - 2 * _MARGIN)
    return {name: (round(x, 1), round(y, 1)) for name, (x, y) in at.items()}


def _push(a: list[float], b: list[float], least: float) -> None:
    """Move two spots apart, and not out of the drawing."""
    dx, dy = b[0] - a[0], b[1] - a[1]
    distance = math.hypot(dx, dy) or 0.1
    if distance >= least:
        return
    step = (least - distance) / 2 / distance
    for spot, sign in ((a, -1), (b, 1)):
        spot[0] = min(max(spot[0] + sign * dx * step, _MARGIN), _WIDE - _MARGIN)
        spot[1] = min(max(spot[1] + sign * dy * step, _MARGIN), _HIGH - _MARGIN)
