"""Events anew from their reports: status, who says what, the range of the figures, the best-known day and place."""

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable
from typing import Any, Final
from urllib.parse import urlsplit

from rasid.store import rows
from rasid.store.engine import Engine
from rasid.store.merge import public_id
from rasid.store.rows import Row
from rasid.store.stance import figures_differ, status_of

_DATES: Final = ("day", "report", "month", "year", "none")
_PLACES: Final = ("site", "camp", "city", "capital", "admin", "region", "sea", "state")
_ANSWER: Final = dt.timedelta(days=3)  # within which a denial answers an accusation made in another story
_REPORTS: Final = """
SELECT r.*, a.id AS article, a.story, a.source, a.url, a.date AS article_date, e.id AS event_id
FROM reports r JOIN _touched t ON t.event = r.event JOIN articles a ON a.aid = r.aid
LEFT JOIN events e ON e.event = r.event
WHERE r.live ORDER BY r.event, r.rid"""
_DENIALS: Final = """
SELECT DISTINCT t.event, d.actor, d.recipient, d.rid
FROM _alleged t JOIN reports d ON d.denial AND d.live JOIN articles a ON a.aid = d.aid
WHERE a.story = t.story OR d.date BETWEEN t.low AND t.high ORDER BY t.event, d.rid"""
_ALLEGED_NEAR: Final = """
SELECT DISTINCT e.event, e.actor, e.alleged_by
FROM events e JOIN _denials d ON e.story = d.story OR e.date BETWEEN d.low AND d.high
WHERE e.status IN ('alleged', 'asserted', 'contested')"""


def refresh(engine: Engine, touched: Collection[int]) -> None:
    """Write the rows of `events` and `parties` anew for these events; those without reports go."""
    if not touched:
        return
    staged = rows.table([{"event": event} for event in sorted(touched)], {"event": "long"})
    with engine.stage("_touched", staged):
        reports = engine.arrow(_REPORTS).to_pylist()
        engine.run("DELETE FROM events WHERE event IN (SELECT event FROM _touched)")
        engine.run("DELETE FROM parties WHERE event IN (SELECT event FROM _touched)")
    groups: dict[int, list[Row]] = defaultdict(list)
    for report in reports:
        groups[report["event"]].append(report)
    answers = _answers(engine, groups)
    made = [_event(event, group, answers.get(event, [])) for event, group in groups.items()]
    if made:
        engine.insert("events", rows.table(made, rows.EVENTS))
        engine.insert("parties", rows.table([party for event in made for party in _parties(event)], rows.PARTIES))
    from rasid.reviews.settle import settle

    settle(engine)  # what people decided wins over what the machine read


def answered(engine: Engine, denials: list[Row]) -> set[int]:
    """The events in the store whose accusation these new denials answer: they want refreshing."""
    if not denials:
        return set()
    near = [{"story": d["story"], **_window(d["date"])} for d in denials]
    with engine.stage("_denials", rows.table(near, {"story": "long", "low": "date", "high": "date"})):
        found = engine.rows(_ALLEGED_NEAR)
    return {
        event for event, actor, accusers in found
        if any(_answers_to(d["actor"], d["recipient"], actor, accusers or []) for d in denials)
    }  # fmt: skip


def _answers(engine: Engine, groups: dict[int, list[Row]]) -> dict[int, list[str]]:
    """For each event that somebody alleges: those of its actors who have rejected the accusation."""
    asked = [
        {"event": event, "story": report["story"], **_window(report["date"])}
        for event, group in groups.items()
        for report in group
        if report["stance"] == "alleges"
    ]
    if not asked:
        return {}
    with engine.stage("_alleged", rows.table(asked, {"event": "long", "story": "long", "low": "date", "high": "date"})):
        found = engine.rows(_DENIALS)
    answers: dict[int, list[str]] = defaultdict(list)
    for event, denier, accuser, _ in found:
        actor = groups[event][0]["actor"]
        accusers = [code for report in groups[event] for code in report["attribution"]]
        if _answers_to(denier, accuser, actor, accusers):
            answers[event] += [code for code in denier if code in actor]
    return answers


def _answers_to(denier: Collection[str], accuser: Collection[str], actor: Collection[str], by: Collection[str]) -> bool:
    """Whether a denial is by one of whom it is alleged, and to one who alleges it (or to nobody in particular)."""
    return bool(set(denier) & set(actor)) and bool(by) and (not accuser or bool(set(accuser) & set(by)))


def _window(day: dt.date | None) -> dict[str, dt.date | None]:
    return {"low": day - _ANSWER if day else None, "high": day + _ANSWER if day else None}


def _event(event: int, group: list[Row], rejected_by: list[str]) -> Row:
    best = max(group, key=lambda r: (r["confidence"] or 0.0, -r["rid"]))
    timed = min(group, key=lambda r: _DATES.index(r["date_precision"]))
    placed = min(group, key=lambda r: _rank(r["place"] and r["place_precision"]))
    stances = {r["stance"] for r in group}
    unit, low, high, differ = _figures(group)
    status = status_of(stances, bool(rejected_by))
    disputed = []
    if status == "contested":
        disputed.append("act" if "denies" in stances else "accusation")
    if differ:
        disputed.append("count")
    denied_by = _ordered(w for r in group if r["stance"] == "denies" for w in _vouchers(r))
    days = [r["article_date"] for r in group if r["article_date"]]
    return {
        "event": event, "id": group[0]["event_id"] or public_id(group[0], group[0]["article"]),
        "merge_key": best["merge_key"], "type": best["type"], "actor": best["actor"], "recipient": best["recipient"],
        "mode": next((r["mode"] for r in (best, *group) if r["mode"]), None),
        "aux": _ordered(a for r in group if r["stance"] == best["stance"] or len(stances) == 1 for a in r["aux"]),
        "context": _ordered(c for r in group for c in r["context"]), "status": status, "disputed": disputed,
        "asserted_by": _ordered(w for r in group if r["stance"] == "asserts" for w in _vouchers(r)),
        "alleged_by": _ordered(w for r in group if r["stance"] == "alleges" for w in _vouchers(r)),
        "denied_by": _ordered([*denied_by, *rejected_by]),
        "date": timed["date"], "date_end": timed["date_end"], "date_precision": timed["date_precision"],
        "told_when": timed["told_when"], "place": placed["place"], "country": placed["country"],
        "place_precision": placed["place_precision"], "lat": placed["lat"], "lon": placed["lon"],
        "amount": best["amount"] if best["amount"] is not None else low, "amount_low": low, "amount_high": high,
        "amount_unit": unit[0], "amount_of": unit[1], "cameo": best["cameo"], "score": best["score"],
        "confidence": best["confidence"], "reports": len(group), "articles": len({r["aid"] for r in group}),
        "sources": len({source_of(r) for r in group}), "first_reported": min(days, default=None),
        "last_reported": max(days, default=None), "story": group[0]["story"], "trigger": best["trigger"],
        "sentence": best["sentence"], "aid": best["aid"],
    }  # fmt: skip


def source_of(report: Row) -> str:
    """Who published a report: the source that it names, else its site, else the article itself."""
    return report["source"] or (urlsplit(report["url"]).hostname if report["url"] else None) or report["article"]


def _vouchers(report: Row) -> list[str]:
    return report["attribution"] or [source_of(report)]


def _figures(group: list[Row]) -> tuple[tuple[str | None, str | None], float | None, float | None, bool]:
    told = [r for r in group if r["amount"] is not None and r["stance"] != "denies"]
    if not told:
        return (None, None), None, None, False
    unit = Counter((r["amount_unit"], r["amount_of"]) for r in told).most_common(1)[0][0]
    same = [(r["amount"], r["amount_qualifier"] or "=") for r in told if (r["amount_unit"], r["amount_of"]) == unit]
    values = [value for value, _ in same]
    return unit, min(values), max(values), figures_differ(same)


def _parties(event: Row) -> list[Row]:
    if not event["recipient"]:
        role = "both" if len(event["actor"]) > 1 else "actor"
        return [{"event": event["event"], "role": role, "code": code} for code in event["actor"]]
    return [
        {"event": event["event"], "role": role, "code": code}
        for role in ("actor", "recipient")
        for code in dict.fromkeys(event[role])
    ]


def _rank(precision: Any) -> int:
    return _PLACES.index(precision) if precision in _PLACES else len(_PLACES)


def _ordered(items: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(items))
