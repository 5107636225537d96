"""PLOVER's JSON, as its manual has it (draft 0.8) and as its older gold-standard records have it.

One record is one event; records of one text (and day) make one gold row. Rasid's own exports come back whole, but for
what an event's text is: its sentence.
"""

from pathlib import Path
from typing import Any, Final

from rasid.imports.gsr import objects
from rasid.imports.rows import SOMEONE, GoldImportError, Imported, Row, actor_of, event, with_role
from rasid.records import TIE_KINDS
from rasid.tables.custom import known_types

_RENAMED: Final = {
    "DEMAND": "REQUEST",
    "FIGHT": "ASSAULT",
    "INVESTIGATE": "ACCUSE",
    "DISAPPROVE": "ACCUSE",
    "YIELD": "CONCEDE",
}
"""Names of types in PLOVER's earlier drafts."""
_DROPPED: Final = frozenset(("CRIME",))


def read(path: Path) -> Imported:
    """Gold rows, in the order of their first records. Raises GoldImportError with the record that can't be read."""
    found = Imported()
    rows: dict[tuple[str, str | None], Row] = {}
    for number, record in enumerate(objects(path), 1):
        at = f"{path}: record {record.get('id') or number}"
        text = " ".join(str(record.get("text") or "").strip(" {}").split())
        if not text:
            raise GoldImportError(f"{at}: no text: there is nothing that a coder could be scored on")
        day = _day(record, at)
        row = rows.setdefault(
            (text, day), {"id": str(record.get("id") or number), "date": day, "text": text, "events": [], "ties": []}
        )
        if "tie" in record:
            row["ties"].append(_tie(record, at))
            continue
        for type_ in _types(record, at):
            if type_ in _DROPPED:
                found.leave(f"{type_}, which PLOVER has given up")
            else:
                row["events"].append(_event(record, type_, at))
    found.rows += rows.values()
    return found


def _types(record: Row, at: str) -> list[str]:
    told = record.get("event")
    names = [told] if isinstance(told, str) else told
    if not names and record.get("has_event") is False:
        return []
    if not isinstance(names, list) or not names:
        raise GoldImportError(f"{at}: no event")
    known = known_types()
    out = [_RENAMED.get(str(name).upper(), str(name).upper()) for name in names]
    for name in out:
        if name not in known and name not in _DROPPED:
            raise GoldImportError(
                f"{at}: there is no type {name}; declare it in an ontology.tsv and give its folder as --tables"
            )
    return out


def _event(record: Row, type_: str, at: str) -> Row:
    told = record.get("event_text") or record.get("eventText") or ""
    trigger = " ".join(map(str, told)) if isinstance(told, list) else str(told)
    ours = "published" in record
    context, aux = record.get("context") or [], record.get("aux") or []
    context = [context] if isinstance(context, str) else context
    for name, value in (("context", context), ("aux", aux)):
        if not isinstance(value, list) or not all(isinstance(one, str) for one in value):
            raise GoldImportError(f"{at}: {name} is a list of words, not {value!r}")
    return event(
        type_, _actors(record.get("source"), at), _actors(record.get("recipient") or record.get("target"), at),
        trigger=trigger, mode=_text(record.get("mode")), cameo=record.get("cameo"),
        context=context, aux=list(aux),
        attribution=_actors(record.get("attribution"), at), amount=record.get("amount"),
        when=_when(record) if ours else None,
    )  # fmt: skip


def _tie(record: Row, at: str) -> Row:
    if record["tie"] not in TIE_KINDS:
        raise GoldImportError(f"{at}: there is no tie {record['tie']}")
    told = record.get("event_text") or []
    trigger = " ".join(map(str, told)) if isinstance(told, list) else str(told)
    return {
        "kind": record["tie"], "from": _actors(record.get("source"), at), "to": _actors(record.get("recipient"), at),
        "trigger": trigger, "since": record.get("date"),
        "until": record.get("enddate"), "amount": record.get("amount"),
    }  # fmt: skip


def _actors(told: Any, at: str) -> list[str]:
    if not told:
        return []
    if not isinstance(told, list):
        raise GoldImportError(f"{at}: a side is a list of actors, not {told!r}")
    return list(dict.fromkeys(_actor(one, at) for one in told))


def _actor(told: Any, at: str) -> str:
    if isinstance(told, str):
        told = {"code": told}
    if not isinstance(told, dict):
        raise GoldImportError(f"{at}: an actor is an object with a code, not {told!r}")
    if told.get("rasid"):
        return str(told["rasid"])
    code = str(told.get("code") or "").strip()
    sector = str(told.get("sector") or "").upper()
    base = actor_of(code) if code else SOMEONE
    return base if ":" in base else with_role(base, [sector[n : n + 3] for n in range(0, len(sector), 3)])


def _day(record: Row, at: str) -> str | None:
    day = record.get("published") or record.get("date")
    if day is None or day == "":
        return None
    digits = str(day).replace("-", "")
    if len(digits) != 8 or not digits.isdigit():
        raise GoldImportError(f"{at}: date is YYYY-MM-DD, not '{day}'")
    return f"{digits[:4]}-{digits[4:6]}-{digits[6:]}"


def _when(record: Row) -> str | None:
    """The event's own date; a whole month or year where date and enddate span one."""
    first, last = str(record.get("date") or ""), str(record.get("enddate") or "")
    if not first:
        return None
    if last and first.endswith("-01-01") and last.endswith("-12-31"):
        return str(first[:4])
    return str(first[:7]) if last else str(first)


def _text(value: Any) -> str | None:
    if isinstance(value, list):
        value = value[0] if value else None
    return str(value) or None if value else None
