"""Where exports come from: the output of ``rasid code --format jsonl``, or a store.

Each reader gives a stream of `rasid.exports.told.Told` and `ToldTie`, or, where whole records are wanted, of
(article, coding).
"""

import datetime as dt
import json
from collections.abc import Iterable, Iterator, Mapping
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, Literal

from rasid.exports.told import Item, Record, Told, ToldTie, one_line
from rasid.records import Amount, Article, Coding, Event, Mention, Place, Span, Tie

if TYPE_CHECKING:
    from rasid.store import Store

Each = Literal["event", "report"]
_AT_ONCE: Final = 500
_TIE_FILTERS: Final = frozenset(
    ("actor", "recipient", "dyad", "since", "until", "min_confidence", "source", "article", "text")
)


class ExportError(ValueError):
    """Something that can't be exported, said for people: with file and line where there are any."""


def read_codings(path: Path) -> Iterator[Record]:
    """The records of a file that ``rasid code --format jsonl`` wrote, one object a line.

    Such a file doesn't hold the reports' texts, addresses and publishers: the articles have what there is. Raises
    ExportError at the first line that is no coding, OSError where the file can't be read.
    """
    with path.open(encoding="utf-8-sig") as lines:
        for number, line in enumerate(lines, 1):
            if not line.strip():
                continue
            try:
                yield record_from_json(json.loads(line))
            except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as fault:
                told = f"it has no {fault}" if isinstance(fault, KeyError) else str(fault)
                raise ExportError(f"{path}:{number}: not an output of `rasid code --format jsonl`: {told}") from None


def record_from_json(row: Mapping[str, Any]) -> Record:
    """A coding back from `Coding.to_json`, with an article of what the row holds.

    Raises KeyError, TypeError or ValueError for what is no coding.
    """
    day = dt.date.fromisoformat(row["date"]) if row.get("date") else None
    article = Article(row["id"], row.get("text") or "", day, row.get("title"), row.get("url"), row.get("source"))
    coding = Coding(
        row["id"], day, row.get("title"), _place(row.get("place")), tuple(_event(e) for e in row["events"]),
        tuple(_tie(t) for t in row.get("ties", [])), tuple(_mention(m) for m in row.get("mentions", [])),
        row.get("coder_version") or "", tuple(row.get("notes", [])),
    )  # fmt: skip
    return article, coding


def from_store(store: "Store", each: Each = "event", **filters: Any) -> Iterator[Item]:
    """What a store holds, newest first: each event once, with the number of its reports, or each report of it; then
    the ties (those filters that ties have hold for them too). `filters` are the store's: ``actor="RUS"``, …"""
    name: Literal["events", "reports"] = "events" if each == "event" else "reports"
    for page in store.pages(name, **filters):
        rows = iter(page)
        while some := list(islice(rows, _AT_ONCE)):
            if each == "report":
                yield from map(_stored_report, some)
            else:
                told = _first_reports(store, some)
                yield from (_stored_event(row, told.get(row["id"], {})) for row in some)
    wanted = {key: value for key, value in filters.items() if value}
    if set(wanted) - _TIE_FILTERS:
        return  # asked for events of a type, a status, a place: ties have none
    for page in store.pages("tie_reports", **wanted):
        for row in page:
            yield _stored_tie(row)


def _first_reports(store: "Store", events: list[dict[str, Any]]) -> dict[str, Mapping[str, Any]]:
    """Of each event the report in the article that the store shows it by, by the event's id."""
    shown = {row["id"]: row.get("article") for row in events}
    reports = store.reports(event=list(shown))
    return {row["event_id"]: row for row in reports if row["article"] == shown[row["event_id"]]}


def _stored_event(row: Mapping[str, Any], report: Mapping[str, Any]) -> Told:
    alleged = tuple(row.get("alleged_by") or ()) if row.get("status") == "alleged" else ()
    return Told(
        **_stored(row), **_words(report), attribution=alleged, sentence=_text(row, "sentence"),
        published=row.get("first_reported"), reports=int(row.get("reports") or 1),
        articles=int(row.get("articles") or 1), sources=row.get("sources") or None, amount=_stored_amount(row),
    )  # fmt: skip


def _stored_report(row: Mapping[str, Any]) -> Told:
    return Told(
        **(_stored(row) | {"status": None}), **_words(row), attribution=tuple(row.get("attribution") or ()),
        sentence=_text(row, "sentence"), published=row.get("article_date"), sources=1 if row.get("source") else None,
        amount=_stored_amount(row),
    )  # fmt: skip


def _words(report: Mapping[str, Any]) -> dict[str, Any]:
    """What only a report has: where its words stand, its rule, its paper, its coder."""
    spans = json.loads(report.get("spans") or "{}")
    return {
        "rule": report.get("rule"), "start": report.get("starts"), "end": report.get("ends"),
        "actor_text": _cut(report.get("sentence"), spans, "actor"),
        "recipient_text": _cut(report.get("sentence"), spans, "recipient"),
        "source": report.get("source"), "coder_version": report.get("coder_version"),
    }  # fmt: skip


def _stored(row: Mapping[str, Any]) -> dict[str, Any]:
    place = None
    if row.get("place"):
        precision = row.get("place_precision") or ""
        place = Place(row["place"], row.get("country"), precision, row.get("lat"), row.get("lon"))
    return {
        "id": row["id"], "type": row["type"], "mode": row.get("mode"), "actor": tuple(row.get("actor") or ()),
        "recipient": tuple(row.get("recipient") or ()), "aux": tuple(row.get("aux") or ()),
        "context": tuple(row.get("context") or ()), "when": row.get("told_when"), "where": place,
        "cameo": row.get("cameo"), "score": row.get("score"), "confidence": float(row.get("confidence") or 0),
        "trigger": one_line(row.get("trigger") or ""), "article": row.get("article") or "", "title": row.get("title"),
        "url": row.get("url"), "status": row.get("status"),
    }  # fmt: skip


def _stored_tie(row: Mapping[str, Any]) -> ToldTie:
    return ToldTie(
        id=row["id"], kind=row["kind"], source=tuple(row.get("from_actor") or ()),
        target=tuple(row.get("to_actor") or ()), attribution=tuple(row.get("attribution") or ()),
        since=row.get("since"), until=row.get("until"), amount=_stored_amount(row),
        confidence=float(row.get("confidence") or 0), rule=row.get("rule"),
        trigger=one_line(row.get("trigger") or ""), start=row.get("starts"), end=row.get("ends"),
        sentence=_text(row, "sentence"), article=row.get("article") or "", published=row.get("date"),
        title=row.get("title"), url=row.get("url"), publisher=row.get("source"), coder_version=row.get("coder_version"),
    )  # fmt: skip


def _stored_amount(row: Mapping[str, Any]) -> Amount | None:
    if row.get("amount") is None:
        return None
    return Amount(row["amount"], row.get("amount_unit"), row.get("amount_qualifier") or "=", row.get("amount_of"))


def _text(row: Mapping[str, Any], name: str) -> str | None:
    return one_line(row.get(name) or "") or None


def _cut(sentence: str | None, spans: Mapping[str, Any], side: str) -> tuple[str, ...]:
    """The phrases of a side out of the stored sentence, if it stands there as it stood in the text."""
    whole = spans.get("evidence")
    if not sentence or not whole or len(sentence) != whole[1] - whole[0]:
        return ()
    found = (sentence[start - whole[0] : end - whole[0]] for start, end in spans.get(side) or () if start >= whole[0])
    return tuple(one_line(phrase) for phrase in found if phrase.strip())


# -- records out of their JSON -----------------------------------------------------------------------------------


def _span(pair: Iterable[int] | None) -> Span | None:
    return Span(*pair) if pair else None


def _at(pair: Iterable[int] | None) -> Span:
    return _span(pair) or Span(0, 0)


def _spans(pairs: Iterable[Iterable[int]] | None) -> tuple[Span, ...]:
    return tuple(Span(*pair) for pair in pairs or ())


def _place(row: Mapping[str, Any] | None) -> Place | None:
    if not row:
        return None
    return Place(row["name"], row["country"], row["precision"], row.get("lat"), row.get("lon"), _span(row.get("span")))


def _amount(row: Mapping[str, Any] | None, span: Iterable[int] | None) -> Amount | None:
    if not row:
        return None
    return Amount(float(row["value"]), row["unit"], row.get("qualifier") or "=", row.get("of"), _span(span))


def _mention(row: Mapping[str, Any]) -> Mention:
    return Mention(_at(row["span"]), row["text"], row["kind"], tuple(row.get("codes", ())), row.get("value"))


def _event(row: Mapping[str, Any]) -> Event:
    spans = row.get("spans") or {}
    return Event(
        id=row["id"], type=row["type"], actor=tuple(row["actor"]), recipient=tuple(row["recipient"]),
        trigger=row.get("trigger") or "", trigger_span=_at(spans.get("trigger")), evidence=_at(spans.get("evidence")),
        rule=row.get("rule") or "", aux=tuple(row.get("aux", ())), attribution=tuple(row.get("attribution", ())),
        mode=row.get("mode"), context=tuple(row.get("context", ())), when=row.get("when"),
        amount=_amount(row.get("amount"), spans.get("amount")), where=_place(row.get("where")), cameo=row.get("cameo"),
        score=row.get("score"), confidence=row.get("confidence", 1.0), actor_spans=_spans(spans.get("actor")),
        recipient_spans=_spans(spans.get("recipient")), attribution_spans=_spans(spans.get("attribution")),
        when_span=_span(spans.get("when")), notes=tuple(row.get("notes", ())),
    )  # fmt: skip


def _tie(row: Mapping[str, Any]) -> Tie:
    spans = row.get("spans") or {}
    return Tie(
        id=row["id"], kind=row["kind"], source=tuple(row["from"]), target=tuple(row["to"]),
        trigger=row.get("trigger") or "", trigger_span=_at(spans.get("trigger")), evidence=_at(spans.get("evidence")),
        rule=row.get("rule") or "", since=row.get("since"), until=row.get("until"),
        amount=_amount(row.get("amount"), None), attribution=tuple(row.get("attribution", ())),
        confidence=row.get("confidence", 1.0),
    )  # fmt: skip
