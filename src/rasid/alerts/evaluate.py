"""Evaluates alerts: what has come in since an alert last looked, and whether it is what it asks for."""

import datetime as dt
import json
import logging
import threading
from typing import Any, Final

from rasid.alerts import tables
from rasid.alerts.book import rules_of
from rasid.alerts.rules import Rule
from rasid.records import record_id
from rasid.store import filters, rows
from rasid.store.engine import Engine
from rasid.store.errors import QueryError
from rasid.store.runs import now

_log: Final = logging.getLogger("rasid.alerts")
_CAUSES: Final = 5
_LEAST_WINDOWS: Final = 4
_SHOWN: Final = "id, date, type, mode, actor, recipient, aux, status, score, sentence, trigger, article, url, title"


def evaluate(engine: Engine, stop: threading.Event | None = None) -> int:
    """Evaluate all alerts on the articles that they haven't seen; returns the number of new hits.

    One transaction an alert: its hits, their deliveries and its mark are written together or not at all. A rule whose
    filters make no sense any more (a type of tables that are not at hand) is logged and keeps its place: it neither
    stops an ingest nor misses anything once it makes sense again. `stop`, once set, leaves the other alerts for later.
    """
    if not tables.there(engine):
        return 0
    found = 0
    for alert, rule in rules_of(engine).items():
        if stop is not None and stop.is_set():
            break
        try:
            with engine.transaction():
                found += _evaluate(engine, alert, rule)
        except QueryError as fault:
            _log.warning("alert %s can't be evaluated: %s", rule.name, fault)
    return found


def _evaluate(engine: Engine, alert: str, rule: Rule) -> int:
    engine.lock_for_writing()
    marks = engine.rows(
        "SELECT a.mark, (SELECT coalesce(max(aid), 0) FROM articles) FROM alerts a WHERE a.alert = ?", (alert,)
    )
    if not marks:  # somebody has just taken it back
        return 0
    mark, newest = marks[0]
    if newest <= mark:
        return 0
    made = _shift(engine, rule, mark, newest) if rule.shifts else _events(engine, rule, mark, newest)
    engine.run("UPDATE alerts SET mark = ? WHERE alert = ?", (newest, alert))
    return _write(engine, alert, rule, made)


def _events(engine: Engine, rule: Rule, mark: int, newest: int) -> list[dict[str, Any]]:
    """A hit for each event that a new article reports and the filters let through."""
    chosen = filters.where(engine, filters.EVENTS, rule.wanted)
    sql = (
        f"SELECT {_SHOWN} FROM v_events WHERE event IN "
        f"(SELECT event FROM reports WHERE live AND aid > ? AND aid <= ?) AND {chosen.sql} ORDER BY date, id"
    )
    events = engine.arrow(sql, [mark, newest, *chosen.params]).to_pylist()
    return [{"about": event["id"], "day": event["date"], "events": [event]} for event in events]


def _shift(engine: Engine, rule: Rule, mark: int, newest: int) -> list[dict[str, Any]]:
    """At most one hit: the dyad's score over the last window against the windows before."""
    new = "SELECT event FROM reports WHERE live AND aid > ? AND aid <= ?"
    wanted = {"status": ["asserted"], **rule.wanted}
    chosen = filters.where(engine, filters.EVENTS, wanted)
    if not engine.rows(
        f"SELECT 1 FROM v_events WHERE event IN ({new}) AND {chosen.sql} LIMIT 1", [mark, newest, *chosen.params]
    ):
        return []
    end = engine.rows("SELECT max(date) FROM articles WHERE aid > ? AND aid <= ?", (mark, newest))[0][0]
    if end is None:
        return []
    windows = rule.history // rule.window
    first = end - dt.timedelta(days=rule.window * (windows + 1) - 1)
    daily = engine.rows(
        f"SELECT date, sum(score) FROM v_events WHERE date BETWEEN ? AND ? AND date_precision IN ('day', 'report') "
        f"AND score IS NOT NULL AND {chosen.sql} GROUP BY date",
        [first, end, *chosen.params],
    )
    told = shift([(day, float(total)) for day, total in daily], end, rule.window, windows)
    if told is None:
        return []
    level, mean, deviation, distance = told
    fell = rule.falls_by is not None and distance <= -rule.falls_by
    rose = rule.rises_by is not None and distance >= rule.rises_by
    since = end - dt.timedelta(days=rule.window - 1)
    last = engine.rows("SELECT max(day) FROM alert_hits WHERE alert = ?", (rule.alert,))[0][0]
    if not (fell or rose) or (last is not None and last >= since):
        return []
    causes = engine.arrow(
        f"SELECT {_SHOWN} FROM v_events WHERE date BETWEEN ? AND ? AND score IS NOT NULL AND {chosen.sql} "
        f"ORDER BY score {'ASC' if fell else 'DESC'}, date DESC, id LIMIT {_CAUSES}",
        [since, end, *chosen.params],
    ).to_pylist()
    figures = {
        "score": level,
        "mean": mean,
        "deviation": deviation,
        "deviations": distance,
        "since": since,
        "until": end,
    }
    return [{"about": f"{'fall' if fell else 'rise'} {end}", "day": end, "events": causes, "shift": figures}]


def shift(
    daily: list[tuple[dt.date, float]], end: dt.date, window: int, windows: int
) -> tuple[float, float, float, float] | None:
    """The last window's sum, mean and standard deviation of the windows before, and its distance in deviations.

    Windows before the first day of `daily` don't count: the record did not exist then. None with fewer than four
    windows, or where they are all alike.

    >>> days = [(dt.date(2024, 1, day), score) for day, score in ((1, 1.0), (2, 3.0), (3, 1.0), (4, 3.0), (5, -2.0))]
    >>> shift(days, dt.date(2024, 1, 5), 1, 10)
    (-2.0, 2.0, 1.0, -4.0)
    """
    sums = [0.0] * (windows + 1)
    oldest = 0
    for day, score in daily:
        back = (end - day).days // window
        if 0 <= back <= windows:
            sums[back] += score
            oldest = max(oldest, back)
    before = sums[1 : oldest + 1]
    if len(before) < _LEAST_WINDOWS:
        return None
    mean = sum(before) / len(before)
    deviation = (sum((value - mean) ** 2 for value in before) / len(before)) ** 0.5
    return (sums[0], mean, deviation, (sums[0] - mean) / deviation) if deviation > 0 else None


def _write(engine: Engine, alert: str, rule: Rule, made: list[dict[str, Any]]) -> int:
    known = {row[0] for row in engine.rows("SELECT about FROM alert_hits WHERE alert = ?", (alert,))}
    at = now()
    hits: list[dict[str, Any]] = []
    deliveries: list[dict[str, Any]] = []
    for one in made:
        if one["about"] in known:
            continue
        hit = record_id("hit", alert, one["about"])
        body = {"name": rule.name} | {key: one[key] for key in ("events", "shift") if key in one}
        told = json.dumps(body, ensure_ascii=False, default=str)
        hits.append({"hit": hit, "alert": alert, "about": one["about"], "found": at, "day": one["day"], "body": told})
        deliveries += [
            {"hit": hit, "alert": alert, "target": target, "state": "waiting", "attempts": 0, "due": at}
            for target in rule.targets
        ]
    if hits:
        engine.insert("alert_hits", rows.table(hits, _HITS))
    if deliveries:
        engine.insert("alert_deliveries", rows.table(deliveries, _DELIVERIES))
    return len(hits)


_HITS: Final = {"hit": "text", "alert": "text", "about": "text", "found": "time", "day": "date", "body": "text"}
_DELIVERIES: Final = {
    "hit": "text", "alert": "text", "target": "text", "state": "text", "attempts": "int", "due": "time",
    "sent": "time", "fault": "text",
}  # fmt: skip
