"""OEDA's Arabic gold-standard records: labelled sentences (CSV) and marked spans (JSON).

Labels say only whether a sentence has an event of one type, spans only who stands on either side of it: to call either
an event with all its parties would be inventing. So they become rows of their own kinds, which ``rasid evaluate``
scores as what they are (``docs/evaluation.md``).
"""

import csv
import json
import re
from pathlib import Path
from typing import Any, Final

from rasid.imports.rows import GoldImportError, Imported, Row
from rasid.tables.custom import known_types

LABELS: Final = {"yes", "easy no", "difficult no", "ambiguous"}
_NAMED: Final = {"hard no": "difficult no"}
_LAST_COMMA: Final = re.compile(r'("(?:[^"\\]|\\.)*")|,(?=\s*[}\]])', re.DOTALL)
_CSV: Final = ("id", "text", "label", "event_type")


def read_labels(path: Path) -> Imported:
    """The CSV with the columns ``id, text, label, event_type`` and, if they are there, ``accept, reject, total``."""
    found = Imported()
    with path.open(encoding="utf-8-sig", newline="") as file:
        reader = csv.DictReader(file)
        missing = [name for name in _CSV if name not in (reader.fieldnames or ())]
        if missing:
            raise GoldImportError(
                f"{path}:1: no column {', '.join(missing)}; it has {', '.join(reader.fieldnames or ())}"
            )
        try:
            for row in reader:
                found.rows.append(_label(row, f"{path}:{reader.line_num}"))
        except csv.Error as fault:
            raise GoldImportError(f"{path}:{reader.line_num}: not CSV: {fault}") from None
    return found


def _label(row: dict[str, Any], at: str) -> Row:
    label = (row["label"] or "").strip().lower()
    label = _NAMED.get(label, label)
    if label not in LABELS:
        raise GoldImportError(f"{at}: label is one of {', '.join(sorted(LABELS))}, not '{row['label']}'")
    kind = (row["event_type"] or "").strip().upper()
    if kind not in known_types():
        raise GoldImportError(f"{at}: '{row['event_type']}' is none of PLOVER's types or of your tables'")
    if not (row["id"] or "").strip() or not (row["text"] or "").strip():
        raise GoldImportError(f"{at}: no id or no text")
    counts = {name: int(row[name]) for name in ("accept", "reject") if (row.get(name) or "").strip().isdecimal()}
    return {"id": row["id"].strip(), "event_type": kind, "label": label, **counts, "text": row["text"].strip()}


def read_spans(path: Path, kind: str | None = None) -> Imported:
    """The JSON of spans: a list, one object, or one object a line.

    `kind` is the type of the events where the objects have no ``event_type``; without either the file's name tells it
    (``assault_spans.json``).
    """
    found = Imported()
    for number, row in enumerate(objects(path), 1):
        at = f"{path}: record {number}"
        if not isinstance(row.get("text"), str) or not isinstance(row.get("spans"), list):
            raise GoldImportError(f"{at}: no text or no spans")
        type_ = str(row.get("event_type") or kind or path.name.partition("_")[0]).upper()
        if type_ not in known_types():
            raise GoldImportError(
                f"{at}: no event_type, and none of PLOVER's types in the file's name: --type TYPE says it"
            )
        name = row.get("_id") or row.get("id") or f"{path.stem}-{number}"
        name = name.get("$oid") if isinstance(name, dict) else name
        spans = [_span(span, at) for span in row["spans"]]
        found.rows.append({"_id": str(name), "event_type": type_, "text": row["text"].strip(), "spans": spans})
    return found


def _span(span: Any, at: str) -> Row:
    if not isinstance(span, dict):
        raise GoldImportError(f"{at}: a span that is no object")
    return {
        key: value
        for key, value in span.items()
        if key in ("source_actor", "verb", "target_actor", "source_role", "target_role")
    }


def objects(path: Path) -> list[dict[str, Any]]:
    """The objects of a JSON file, however they are strung together: a list, one a line, or one after the other with
    commas between and before the closing brackets (as PLOVER's gold-standard records have them)."""
    text = _LAST_COMMA.sub(lambda found: found[1] or "", path.read_text(encoding="utf-8-sig"))
    decoder = json.JSONDecoder()
    found: list[dict[str, Any]] = []
    at = counted = 0
    line = 1
    while True:
        while at < len(text) and (text[at].isspace() or text[at] in ",[]"):
            at += 1
        if at == len(text):
            return found
        line += text.count("\n", counted, at)
        counted = at
        try:
            value, at = decoder.raw_decode(text, at)
        except (ValueError, RecursionError) as fault:
            raise GoldImportError(f"{path}:{getattr(fault, 'lineno', line)}: not JSON: {fault}") from None
        if not isinstance(value, dict):
            raise GoldImportError(f"{path}:{line}: not a JSON object")
        found.append(value)
