"""Decisions: accept, correct or reject an event, add one that the machine missed."""

import datetime as dt
import json
from collections.abc import Mapping, Sequence
from typing import Any, Final

from rasid.records import AUX
from rasid.reviews import tables
from rasid.store import rows
from rasid.store.engine import Engine
from rasid.tables.custom import known_types

DECISIONS: Final = ("accept", "correct", "reject", "add")
FIELDS: Final = ("type", "mode", "actor", "recipient", "aux", "attribution", "when", "context")
"""What of an event a person can correct."""
_LISTS: Final = ("actor", "recipient", "aux", "attribution", "context")
_LONGEST: Final = 4000  # characters of a comment
_COLUMNS: Final = (
    "review", "noted", "reviewer", "decision", "article", "event", "starts", "ends", "correction", "comment",
)  # fmt: skip


class ReviewError(ValueError):
    """A decision that can't be taken down; the message says why."""


def record(
    engine: Engine, reviewer: str, decision: str, *, event: str | None = None, article: str | None = None,
    span: Sequence[int] | None = None, changes: Mapping[str, Any] | None = None, comment: str = "",
) -> dict[str, Any]:  # fmt: skip
    """Take a decision down and let it count; returns it as `history` gives it.

    ``accept``, ``reject``: `event` (its id). ``correct``: `event` and in `changes` the fields (`FIELDS`) that are to be
    different. ``add``: `article`, `span` (of the trigger, in characters of the article) and in `changes` at least the
    type and one party. Raises ReviewError for what makes no sense, and StoreError where nothing can be written.
    """
    from rasid.reviews.settle import settle
    from rasid.store.refresh import refresh

    if decision not in DECISIONS:
        raise ReviewError(f"no decision {decision!r}: take {', '.join(DECISIONS)}")
    if not reviewer.strip():
        raise ReviewError("a decision needs a reviewer")
    if len(comment) > _LONGEST:
        raise ReviewError(f"a comment has {_LONGEST:,} characters at most")
    changed = checked(changes or {})
    with engine.transaction():
        engine.lock_for_writing()
        tables.ensure(engine)
        number = int(engine.rows("SELECT coalesce(max(review), 0) + 1 FROM reviews")[0][0])
        if decision == "add":
            anchor = _new_anchor(engine, article, span, changed)
            shown: dict[str, Any] = {**_blank(), **changed}
            root, touched = number, set[int]()
        else:
            if event is None:
                raise ReviewError(f"to {decision} needs an event's id")
            anchor, shown, root, touched = _anchor_of(engine, event)
            if decision == "correct":
                if not changed:
                    raise ReviewError("a correction says what is different: " + ", ".join(FIELDS))
                shown = {**shown, **changed}
                _whole(shown)
            elif changed:
                raise ReviewError(f"to {decision} an event changes nothing in it: use correct")
        kept = {"root": root if root else number, "machine": anchor.pop("machine"), "event": shown}
        row = {
            "review": number, "noted": dt.datetime.now(dt.UTC).replace(tzinfo=None), "reviewer": reviewer,
            "decision": decision, **anchor, "event": event or f"review:{number}",
            "correction": json.dumps(kept, ensure_ascii=False), "comment": comment or None,
        }  # fmt: skip
        engine.insert("reviews", rows.table([row], _REVIEWS))
        refresh(engine, touched)
        settle(engine)
    return _told(row)


def history(
    engine: Engine, *, event: str | None = None, reviewer: str | None = None, after: int = 0, limit: int | None = None
) -> list[dict[str, Any]]:
    """All decisions, oldest first: ``review, at, reviewer, decision, article, event, span, root, machine, shown,
    comment``. `event`: those about one event, under whichever id; `after`: those with a higher number.
    """
    where: list[str] = ["review > ?"]
    params: list[Any] = [after]
    if reviewer is not None:
        where.append("reviewer = ?")
        params.append(reviewer)
    if event is not None:
        where.append("event = ?")
        params.append(event)
    more = f" LIMIT {int(limit)}" if limit else ""
    sql = f"SELECT {', '.join(_COLUMNS)} FROM reviews WHERE {' AND '.join(where)} ORDER BY review{more}"
    return [_told(dict(zip(_COLUMNS, row, strict=True))) for row in engine.rows(sql, params)]


def checked(changes: Mapping[str, Any]) -> dict[str, Any]:
    """The changes, if each names a field and has a value that it can have; raises ReviewError."""
    out: dict[str, Any] = {}
    for name, value in changes.items():
        if name not in FIELDS:
            raise ReviewError(f"no field {name!r} to correct: there are {', '.join(FIELDS)}")
        if name in _LISTS:
            if not isinstance(value, (list, tuple)) or not all(isinstance(v, str) and v.strip() for v in value):
                raise ReviewError(f"{name} is a list of codes")
            out[name] = list(dict.fromkeys(value))
        elif value is not None and not isinstance(value, str):
            raise ReviewError(f"{name} is a text")
        else:
            out[name] = value
    if "type" in out and out["type"] not in known_types():
        raise ReviewError(f"no type {out['type']!r}: take {', '.join(known_types())}")
    if wrong := [aux for aux in out.get("aux", ()) if aux not in AUX]:
        raise ReviewError(f"no aux {', '.join(wrong)}: take {', '.join(AUX)}")
    if out.get("when") is not None and rows.dated(out["when"], None, ())[2] == "none":
        raise ReviewError(f"{out['when']!r} is not a date like 2024-06-20, 2024-06 or 2024")
    return out


def _blank() -> dict[str, Any]:
    return {name: [] if name in _LISTS else None for name in FIELDS}


def _whole(event: Mapping[str, Any]) -> None:
    if not event["type"] or not (event["actor"] or event["recipient"]):
        raise ReviewError("an event has a type and at least one party")


def _new_anchor(
    engine: Engine, article: str | None, span: Sequence[int] | None, changed: dict[str, Any]
) -> dict[str, Any]:
    if article is None or span is None or len(span) != 2:
        raise ReviewError("to add an event takes an article's id and the trigger's span [start, end]")
    _whole({**_blank(), **changed})
    found = engine.rows("SELECT length(text) FROM articles WHERE id = ? AND live", (article,))
    if not found:
        raise ReviewError(f"no article {article!r}")
    start, end = int(span[0]), int(span[1])
    if not 0 <= start < end <= found[0][0]:
        raise ReviewError(f"the span [{start}, {end}] does not lie in the article's {found[0][0]:,} characters")
    return {"article": article, "starts": start, "ends": end, "machine": None}


def _anchor_of(engine: Engine, event: str) -> tuple[dict[str, Any], dict[str, Any], int, set[int]]:
    """Where an event stands, how it is shown now, the first decision about it (0: none yet), its number."""
    found = engine.rows("SELECT event FROM events WHERE id = ?", (event,))
    number = int(found[0][0]) if found else None
    earlier = None
    if number is not None:
        earlier = engine.rows("SELECT root FROM verdicts WHERE event = ? ORDER BY root", (number,))
    if not earlier:  # under this id somebody may have rejected it
        known = engine.rows("SELECT correction FROM reviews WHERE event = ? ORDER BY review DESC LIMIT 1", (event,))
        earlier = [(json.loads(known[0][0])["root"],)] if known else None
    if earlier:
        root = int(earlier[0][0])
        last = [r for r in history(engine) if r["root"] == root][-1]
        if number is None:
            gone = engine.rows("SELECT event FROM verdicts WHERE root = ?", (root,))
            number = int(gone[0][0]) if gone and gone[0][0] is not None else None
        anchor = {
            "article": last["article"],
            "starts": last["span"][0],
            "ends": last["span"][1],
            "machine": last["machine"],
        }
        return anchor, dict(last["shown"]), root, {number} if number is not None and number > 0 else set()
    if number is None:
        raise ReviewError(f"no event {event!r}")
    row = engine.rows(
        "SELECT a.id, r.starts, r.ends, r.type, r.mode, r.actor, r.recipient, r.aux, r.attribution, r.told_when, "
        "r.context FROM reports r JOIN articles a ON a.aid = r.aid JOIN events e ON e.event = r.event "
        "WHERE r.live AND r.event = ? ORDER BY (r.aid = e.aid) DESC, r.confidence DESC, r.rid LIMIT 1",
        (number,),
    )[0]
    machine = dict(zip(FIELDS, [row[3], row[4], *map(list, row[5:9]), row[9], list(row[10])], strict=True))
    anchor = {"article": row[0], "starts": row[1], "ends": row[2], "machine": machine}
    return anchor, dict(machine), 0, {number}


def _told(row: Mapping[str, Any]) -> dict[str, Any]:
    kept = json.loads(row["correction"])
    return {
        "review": row["review"], "at": row["noted"], "reviewer": row["reviewer"], "decision": row["decision"],
        "article": row["article"], "event": row["event"], "span": [row["starts"], row["ends"]], "root": kept["root"],
        "machine": kept["machine"], "shown": kept["event"],
        "comment": row["comment"],
    }  # fmt: skip


_REVIEWS: Final = {
    "review": "long", "noted": "time", "reviewer": "text", "decision": "text", "article": "text", "event": "text",
    "starts": "int", "ends": "int", "correction": "text", "comment": "text",
}  # fmt: skip
