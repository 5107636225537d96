"""Gold files: ours, with events and ties, and OEDA's gold-standard records, with labels or with spans."""

import datetime as dt
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

from rasid.records import Article
from rasid.tables.custom import known_types

Kind = Literal["events", "labels", "spans"]
_POSITIVE = {"yes", "difficult no"}  # accepted by at least one of its labellers
_NEGATIVE = {"easy no"}
_AMBIGUOUS = {"ambiguous"}  # labelled by too few, or without agreement


class GoldError(ValueError):
    """A line that is not gold, with its file and number."""


@dataclass(frozen=True, slots=True)
class Gold:
    """One coded sentence or article.

    `events` and `ties` as in the file. Where it only has labels: `positive` (accepted by a labeller), and `ambiguous`
    if they are too few to measure by. Where it has spans: the countries that labellers gave to either side.
    """

    kind: Kind
    article: Article
    events: list[dict[str, Any]] = field(default_factory=list)
    ties: list[dict[str, Any]] = field(default_factory=list)
    type: str = ""
    positive: bool = False
    ambiguous: bool = False
    sources: frozenset[str] = frozenset()
    targets: frozenset[str] = frozenset()


def read_gold(paths: Iterable[Path], ambiguous: bool = False) -> list[Gold]:
    """The records of the files, without (or with) those whose label is ambiguous; raises GoldError or OSError.

    Of our own gold, a later record of one id replaces an earlier one; OEDA's files label some sentences twice.
    """
    records: dict[tuple[str, ...], Gold] = {}
    for path in paths:
        for number, row in _rows(path):
            try:
                record = _record(row)
            except (KeyError, TypeError, ValueError, AttributeError) as fault:
                raise GoldError(f"{path}:{number}: not a gold record: {fault!r}") from None
            if ambiguous or not record.ambiguous:
                name = (record.article.id,) if record.kind == "events" else (str(path), str(number))
                records[record.kind, *name] = record
    return list(records.values())


def read_predicted(path: Path) -> dict[str, dict[str, Any]]:
    """The objects of an output of `rasid code --format jsonl`, by id."""
    found: dict[str, dict[str, Any]] = {}
    for number, row in _rows(path):
        if not isinstance(row.get("id"), str) or not isinstance(row.get("events"), list):
            raise GoldError(f"{path}:{number}: no id or no events")
        found[row["id"].strip()] = row
    return found


def _rows(path: Path) -> Iterator[tuple[int, dict[str, Any]]]:
    with path.open(encoding="utf-8-sig") as lines:
        for number, line in enumerate(lines, 1):
            if not line.strip():
                continue
            try:
                row = json.loads(line)
            except (ValueError, RecursionError) as fault:
                raise GoldError(f"{path}:{number}: not JSON: {fault}") from None
            if not isinstance(row, dict):
                raise GoldError(f"{path}:{number}: not a JSON object")
            yield number, row


def _record(row: dict[str, Any]) -> Gold:
    if "events" in row:
        for event in row["events"]:
            _known_type(event["type"])
            _check_lists(event, "actor", "recipient", "aux", "attribution", "context")
        for tie in row.get("ties", []):
            _check_lists(tie, "from", "to")
            if not {"kind", "from", "to"} <= tie.keys():
                raise ValueError(f"a tie has a kind and two sides, this one only {', '.join(sorted(tie))}")
        return Gold("events", _article(row, "id"), row["events"], row.get("ties", []))
    if "label" in row:
        return _labelled(row)
    if "spans" in row:
        sides = [frozenset(_countries(row["spans"], side)) for side in ("source_role", "target_role")]
        kind = _known_type(row["event_type"])
        return Gold("spans", _article(row, "_id"), type=kind, sources=sides[0], targets=sides[1])
    raise ValueError("neither events nor label nor spans")


def _labelled(row: dict[str, Any]) -> Gold:
    label = row["label"]
    if label not in _POSITIVE | _NEGATIVE | _AMBIGUOUS:
        raise ValueError(f"no such label: {label}")
    ambiguous = label in _AMBIGUOUS
    positive = bool(row.get("accept")) if ambiguous else label in _POSITIVE
    return Gold(
        "labels", _article(row, "id"), type=_known_type(row["event_type"]), positive=positive, ambiguous=ambiguous
    )


def _check_lists(coded: dict[str, Any], *names: str) -> None:
    for name in names:
        value = coded.get(name) or []
        if not isinstance(value, list) or not all(isinstance(one, str) for one in value):
            raise ValueError(f"{name} is a list of codes, not {value!r}")


def _article(row: dict[str, Any], key: str) -> Article:
    day = row.get("date")
    if not isinstance(row["text"], str):
        raise ValueError(f"text is a text, not {row['text']!r}")
    return Article(row[key].strip(), row["text"], dt.date.fromisoformat(day) if day else None)


def _known_type(name: str) -> str:
    if name not in known_types():
        raise ValueError(f"no such type: {name}")
    return name


def _countries(spans: list[dict[str, Any]], side: str) -> Iterator[str]:
    for span in spans:
        role = span.get(side)
        main = role.get("main") if isinstance(role, dict) else None
        if isinstance(main, str) and len(main) == 3 and main.isupper():
            yield main
