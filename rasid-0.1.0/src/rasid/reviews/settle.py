"""Lets decisions count: finds the event that each is about, today, and makes the store's events say what people said.

`events` and `parties` are made from reports and, last of all, from decisions. What the machine read stays in `reports`.
Runs after every batch that is ingested or recoded, within its transaction; without decisions it costs one query.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any, Final

from rasid.records import record_id
from rasid.reviews import tables
from rasid.reviews.decisions import history
from rasid.store import rows
from rasid.store.engine import Engine

_CORE: Final = ("type", "mode", "actor", "recipient", "aux", "attribution", "when")
_REPORTS: Final = """
SELECT a.id AS article, r.event, r.starts, r.ends, r.type, r.mode, r.actor, r.recipient, r.aux, r.attribution,
    r.told_when AS "when"
FROM reports r JOIN articles a ON a.aid = r.aid JOIN _reviewed n ON n.article = a.id
WHERE r.live AND r.event IS NOT NULL ORDER BY r.rid"""
_ARTICLES: Final = """
SELECT a.id, a.aid, a.date, a.text, a.story, a.source
FROM articles a JOIN _reviewed n ON n.article = a.id WHERE a.live"""
Row = dict[str, Any]


def settle(engine: Engine) -> None:
    """Apply all decisions. Call within a transaction, after `rasid.store.refresh.refresh`."""
    if not engine.rows("SELECT 1 FROM reviews LIMIT 1"):
        return
    tables.ensure(engine)
    threads: dict[int, list[Row]] = defaultdict(list)
    for decision in history(engine):
        threads[decision["root"]].append(decision)
    with engine.stage("_reviewed", rows.table([{"article": a} for a in _articles_of(threads)], {"article": "text"})):
        reports = engine.arrow(_REPORTS).to_pylist()
        articles = {row[0]: row[1:] for row in engine.rows(_ARTICLES)}
    by_article: dict[str, list[Row]] = defaultdict(list)
    for report in reports:
        by_article[report["article"]].append(report)
    taken: set[int] = set()
    verdicts: list[Row] = []
    changed: dict[int, tuple[Row, Row]] = {}
    gone: set[int] = set()
    added: list[Row] = []
    for root, thread in sorted(threads.items()):
        last = thread[-1]
        report = _match(thread[0], last, by_article[last["article"]], taken)
        event = int(report["event"]) if report else None
        if event is not None:
            taken.add(event)
        if last["decision"] == "reject":
            gone |= {event} if event is not None else set()
        elif report is not None and event is not None:
            if any(_differs(report[name], last["shown"][name]) for name in _CORE):
                changed[event] = (report, last["shown"])
        elif last["article"] in articles:
            event = -root
            added.append(_added(root, last, articles[last["article"]]))
        verdicts.append({
            "root": root, "event": event, "decision": last["decision"], "reviewer": last["reviewer"],
            "noted": last["at"], "decisions": len(thread),
        })  # fmt: skip
    engine.run("DELETE FROM verdicts")
    engine.insert("verdicts", rows.table(verdicts, _VERDICTS))
    _remove(engine, gone)
    engine.run("DELETE FROM events WHERE event < 0")
    engine.run("DELETE FROM parties WHERE event < 0")
    _write(engine, [*_corrected(engine, changed), *added])


def _match(first: Row, last: Row, reports: Sequence[Row], taken: set[int]) -> Row | None:
    """The report that a decision is about: its trigger overlaps, and of several it is most like what was decided on."""
    start, end = first["span"]
    near = [r for r in reports if r["starts"] < end and start < r["ends"] and int(r["event"]) not in taken]
    wanted = first["machine"] or last["shown"]
    if first["machine"] is None:  # a missed event is found only if the coder finds the very same now
        near = [r for r in near if r["type"] == wanted["type"] and set(r["actor"]) == set(wanted["actor"])]
    if not near:
        return None

    def likeness(report: Row) -> int:
        same = sum(not _differs(report[name], wanted[name]) for name in _CORE)
        in_place = bool([report["starts"], report["ends"]] == [start, end])
        return same + 3 * bool(report["type"] == wanted["type"]) + 2 * in_place

    return max(near, key=likeness)


def _differs(machine: Any, person: Any) -> bool:
    if isinstance(machine, (list, tuple)) or isinstance(person, (list, tuple)):
        return sorted(machine or ()) != sorted(person or ())
    return bool((machine or None) != (person or None))


def _corrected(engine: Engine, changed: Mapping[int, tuple[Row, Row]]) -> list[Row]:
    """The rows of `events` as people want them; taken out of the store, to be written anew."""
    if not changed:
        return []
    with engine.stage("_changed", rows.table([{"event": e} for e in sorted(changed)], {"event": "long"})):
        found = engine.arrow(
            "SELECT e.*, a.date AS article_date FROM events e JOIN _changed c ON c.event = e.event "
            "JOIN articles a ON a.aid = e.aid"
        ).to_pylist()
    _remove(engine, set(changed))
    out = []
    for row in found:
        report, shown = changed[row["event"]]
        day = row.pop("article_date")
        row |= {name: shown[name] for name in ("type", "mode", "actor", "recipient", "aux")}
        row["score"] = _score(shown["type"], shown["mode"])
        if _differs(report["type"], shown["type"]):
            row["cameo"] = None
        if _differs(report["aux"], shown["aux"]) or _differs(report["attribution"], shown["attribution"]):
            row |= _vouched(shown, row["asserted_by"] or row["alleged_by"] or [])
        if _differs(report["when"], shown["when"]):
            row |= _dated(shown, day)
        out.append(row)
    return out


def _added(root: int, decision: Row, article: tuple[Any, ...]) -> Row:
    aid, day, text, story, source = article
    shown, (start, end) = decision["shown"], decision["span"]
    return {
        "event": -root, "id": record_id("review", root), "type": shown["type"], "mode": shown["mode"],
        "actor": shown["actor"], "recipient": shown["recipient"], "aux": shown["aux"], "context": shown["context"],
        "disputed": [], **_vouched(shown, [source or decision["article"]]), **_dated(shown, day),
        "score": _score(shown["type"], shown["mode"]), "confidence": 1.0, "reports": 1, "articles": 1, "sources": 1,
        "first_reported": day, "last_reported": day, "story": story, "trigger": text[start:end],
        "sentence": _sentence(text, start, end), "aid": aid,
    }  # fmt: skip


def _vouched(shown: Row, sources: list[str]) -> Row:
    """Status and who says so, from the aux and the attribution that people gave (`rasid.store.stance`)."""
    aux, by = shown["aux"], shown["attribution"]
    status = (
        "denied" if "negation" in aux else "planned" if "future" in aux else "hypothetical" if "hypothetical" in aux
        else "alleged" if by else "asserted"
    )  # fmt: skip
    said = by or sources
    return {
        "status": status, "asserted_by": said if status == "asserted" else [],
        "alleged_by": said if status == "alleged" else [], "denied_by": said if status == "denied" else [],
    }  # fmt: skip


def _dated(shown: Row, day: dt.date | None) -> Row:
    first, last, precision = rows.dated(shown["when"], day, tuple(shown["aux"]))
    return {"date": first, "date_end": last, "date_precision": precision, "told_when": shown["when"]}


def _score(kind: str, mode: str | None) -> float | None:
    from rasid.tables import load

    scores = load().scores
    return scores.get(f"{kind}.{mode}", scores.get(kind)) if mode else scores.get(kind)


def _sentence(text: str, start: int, end: int) -> str:
    from rasid.arabic.words import sentences

    for tokens in sentences(text):
        if tokens and tokens[0].start <= start < tokens[-1].end:
            return text[tokens[0].start : max(tokens[-1].end, end)]
    return text[start:end]


def _remove(engine: Engine, events: set[int]) -> None:
    if not events:
        return
    with engine.stage("_gone", rows.table([{"event": e} for e in sorted(events)], {"event": "long"})):
        for name in ("events", "parties"):
            engine.run(f"DELETE FROM {name} WHERE event IN (SELECT event FROM _gone)")


def _write(engine: Engine, events: list[Row]) -> None:
    if not events:
        return
    engine.insert("events", rows.table(events, rows.EVENTS))
    engine.insert("parties", rows.table([party for event in events for party in _parties(event)], rows.PARTIES))


def _parties(event: Row) -> list[Row]:
    if not event["recipient"]:
        role = "both" if len(event["actor"]) > 1 else "actor"
        return [{"event": event["event"], "role": role, "code": code} for code in dict.fromkeys(event["actor"])]
    return [
        {"event": event["event"], "role": role, "code": code}
        for role in ("actor", "recipient")
        for code in dict.fromkeys(event[role])
    ]


def _articles_of(threads: Mapping[int, list[Row]]) -> list[str]:
    return sorted({decision["article"] for thread in threads.values() for decision in thread})


_VERDICTS: Final = {
    "root": "long", "event": "long", "decision": "text", "reviewer": "text", "noted": "time", "decisions": "int",
}  # fmt: skip
