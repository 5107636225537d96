"""The alerts of a store: put down, listed, taken back."""

import json
from collections.abc import Iterable
from typing import Any

from rasid.alerts import tables
from rasid.alerts.rules import AlertError, Rule, rule_of
from rasid.store import filters, rows
from rasid.store.engine import Engine
from rasid.store.errors import QueryError
from rasid.store.runs import now


def add(engine: Engine, rule: Rule, *, owner: str | None = None, from_start: bool = False) -> str:
    """Put an alert down, or change the rule of one with the same name; returns its id.

    It looks at what comes in from now on; `from_start`: at all that is there, too. Raises AlertError for a rule whose
    filters make no sense.
    """
    tables.ensure(engine)
    try:
        filters.where(engine, filters.EVENTS, rule.wanted)
    except (QueryError, ValueError) as fault:
        raise AlertError(f"{rule.name}: {fault}") from None
    told = json.dumps(rule.to_json(secrets=True), ensure_ascii=False)
    with engine.transaction():
        engine.lock_for_writing()
        if engine.rows("SELECT 1 FROM alerts WHERE alert = ?", (rule.alert,)):
            engine.run("UPDATE alerts SET rule = ?, owner = ? WHERE alert = ?", (told, owner, rule.alert))
        else:
            mark = 0 if from_start else engine.rows("SELECT coalesce(max(aid), 0) FROM articles")[0][0]
            row = {"alert": rule.alert, "name": rule.name, "rule": told, "owner": owner, "made": now(), "mark": mark}
            engine.insert("alerts", rows.table([row], _ALERTS))
    return rule.alert


def sync(engine: Engine, rules: Iterable[Rule]) -> list[str]:
    """Put all rules of a file down; returns their ids. Alerts that are not in it stay as they are."""
    return [add(engine, rule) for rule in rules]


def remove(engine: Engine, alert: str) -> None:
    """Take an alert back, with its hits and what was still to be delivered. Raises AlertError for an unknown one."""
    if not any(found["alert"] == alert for found in listed(engine)):
        raise AlertError(f"no alert {alert!r}")
    with engine.transaction():
        engine.lock_for_writing()
        for name in ("alert_deliveries", "alert_hits", "alerts"):
            engine.run(f"DELETE FROM {name} WHERE alert = ?", (alert,))


def listed(engine: Engine) -> list[dict[str, Any]]:
    """All alerts: ``alert, name, rule`` (without secrets), ``owner, made, hits, waiting, failed``."""
    if not tables.there(engine):
        return []
    found = engine.rows(
        "SELECT a.alert, a.name, a.rule, a.owner, a.made, "
        "(SELECT count(*) FROM alert_hits h WHERE h.alert = a.alert), "
        "(SELECT count(*) FROM alert_deliveries d WHERE d.alert = a.alert AND d.state IN ('waiting', 'sending')), "
        "(SELECT count(*) FROM alert_deliveries d WHERE d.alert = a.alert AND d.state = 'failed') "
        "FROM alerts a ORDER BY a.made, a.alert"
    )
    names = ("alert", "name", "rule", "owner", "made", "hits", "waiting", "failed")
    out = [dict(zip(names, row, strict=True)) for row in found]
    for row in out:
        row["rule"] = {key: value for key, value in json.loads(row["rule"]).items() if key != "secret"}
    return out


def rules_of(engine: Engine) -> dict[str, Rule]:
    """The rules by alert, as they were checked when they were put down."""
    found = engine.rows("SELECT alert, rule FROM alerts ORDER BY made, alert")
    return {alert: rule_of(json.loads(rule), allow_private=True) for alert, rule in found}


def hits(engine: Engine, alert: str | None = None, *, limit: int = 100) -> list[dict[str, Any]]:
    """The latest hits, newest first: ``hit, alert, about, found, day`` and what ``body`` tells."""
    if not tables.there(engine):
        return []
    where, params = ("alert = ?", [alert]) if alert else ("TRUE", [])
    found = engine.rows(
        f"SELECT hit, alert, about, found, day, body FROM alert_hits WHERE {where} ORDER BY found DESC, hit LIMIT ?",
        [*params, limit],
    )
    return [
        {"hit": hit, "alert": which, "about": about, "found": at, "day": day, **json.loads(body)}
        for hit, which, about, at, day, body in found
    ]


_ALERTS = {"alert": "text", "name": "text", "rule": "text", "owner": "text", "made": "time", "mark": "long"}
