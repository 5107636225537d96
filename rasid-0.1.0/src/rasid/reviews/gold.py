"""Decisions as gold: articles that people have gone through, in the form that `rasid evaluate` reads."""

from collections import defaultdict
from collections.abc import Iterator
from typing import Any, Final

from rasid.reviews.decisions import history
from rasid.store import rows
from rasid.store.engine import Engine

_MACHINE: Final = """
SELECT a.id AS article, r.event FROM reports r JOIN articles a ON a.aid = r.aid JOIN _reviewed n ON n.article = a.id
WHERE r.live AND r.event IS NOT NULL"""
_TIES: Final = """
SELECT a.id AS article, t.kind, t.from_actor, t.to_actor, t.trigger, t.since, t.until
FROM ties t JOIN articles a ON a.aid = t.aid JOIN _reviewed n ON n.article = a.id WHERE t.live ORDER BY t.tid"""


def export_gold(engine: Engine, *, whole: bool = True) -> Iterator[dict[str, Any]]:
    """One gold record an article: ``id, date, text, events, ties`` with the keys of our gold files, by article.

    An article is gold only if everything in it was looked at, because what is not in a gold record counts as wrong:
    with `whole` (the default) articles with an event that nobody decided on are left out. Ties are not reviewed;
    they are those of the coder, so that only the figures of events mean something.
    """
    threads: dict[int, dict[str, Any]] = {}
    for decision in history(engine):
        threads[decision["root"]] = decision
    if not threads:
        return
    articles = sorted({decision["article"] for decision in threads.values()})
    with engine.stage("_reviewed", rows.table([{"article": a} for a in articles], {"article": "text"})):
        texts = {
            row[0]: row[1:]
            for row in engine.rows(
                "SELECT a.id, a.date, a.text FROM articles a JOIN _reviewed n ON n.article = a.id WHERE a.live"
            )
        }
        machine: dict[str, set[int]] = defaultdict(set)
        for article, event in engine.rows(_MACHINE):
            machine[article].add(event)
        ties: dict[str, list[dict[str, Any]]] = defaultdict(list)
        for article, kind, source, target, trigger, since, until in engine.rows(_TIES):
            ties[article].append({
                "kind": kind, "from": list(source), "to": list(target), "trigger": trigger, "since": since,
                "until": until, "amount": None,
            })  # fmt: skip
    decided = {row[0] for row in engine.rows("SELECT event FROM verdicts WHERE event IS NOT NULL")}
    for article in articles:
        if article not in texts or (whole and machine[article] - decided):
            continue
        day, text = texts[article]
        kept = [d for d in threads.values() if d["article"] == article and d["decision"] != "reject"]
        kept.sort(key=lambda decision: decision["span"])
        yield {
            "id": article, "date": day.isoformat() if day else None, "text": text,
            "events": [_event(decision, text) for decision in kept], "ties": ties[article],
        }  # fmt: skip


def _event(decision: dict[str, Any], text: str) -> dict[str, Any]:
    shown, (start, end) = decision["shown"], decision["span"]
    return {
        "type": shown["type"], "actor": shown["actor"], "recipient": shown["recipient"], "aux": shown["aux"],
        "attribution": shown["attribution"], "trigger": text[start:end], "context": shown["context"],
        "when": shown["when"], "amount": None, "mode": shown["mode"],
    }  # fmt: skip
