"""Codings as columns: what the coder found, laid out for the store's tables."""

import datetime as dt
import json
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any, Final

from rasid.records import Amount, Article, Coding, Event, Mention, Place, Tie
from rasid.store.stance import is_denial, merge_key, stance

if TYPE_CHECKING:
    import pyarrow as pa

Row = dict[str, Any]
_NOT_NOW: Final = "historical"


def dated(
    when: str | None, article: dt.date | None, aux: tuple[str, ...]
) -> tuple[dt.date | None, dt.date | None, str]:
    """The first and last day of an event, and how well they are known.

    Precision ``day``, ``month`` or ``year`` where the text tells the time; ``report`` where it tells none and the day
    of the report stands in; ``none`` where even that would be wrong: something of the past without a date.

    >>> dated("2023-09", None, ())
    (datetime.date(2023, 9, 1), datetime.date(2023, 9, 30), 'month')
    >>> dated(None, dt.date(2024, 6, 20), ("historical",))
    (None, None, 'none')
    """
    told = _interval(when) if when else None
    if told:
        return told
    if article is None or _NOT_NOW in aux:
        return None, None, "none"
    return article, article, "report"


def report_rows(coding: Coding, article: Article, aid: int) -> list[Row]:
    """One row an event of the coding, without its number and without the event that it is a report of."""
    return [_report(event, n, coding, article, aid) for n, event in enumerate(coding.events)]


def tie_rows(coding: Coding, article: Article, aid: int) -> list[Row]:
    """One row a tie of the coding."""
    return [_tie(tie, n, coding, article, aid) for n, tie in enumerate(coding.ties)]


def mention_rows(mentions: Iterable[Mention], article: Article, aid: int) -> list[Row]:
    """One row a mention."""
    return [
        {
            "aid": aid, "n": n, "kind": m.kind, "starts": m.span.start, "ends": m.span.end,
            "text": m.span.cut(article.text), "codes": list(m.codes), "value": m.value,
        }
        for n, m in enumerate(mentions)
    ]  # fmt: skip


def place_row(place: Place) -> tuple[Any, ...]:
    """A place as a row of `places`."""
    return place.name, place.country, place.precision, place.lat, place.lon


def table(rows: list[Row], columns: Mapping[str, str]) -> "pa.Table":
    """Rows as an Arrow table with exactly these columns; keys that a row lacks are null."""
    import pyarrow as pa

    return pa.table({name: pa.array([row.get(name) for row in rows], _arrow(kind)) for name, kind in columns.items()})


def _arrow(kind: str) -> "pa.DataType":
    import pyarrow as pa

    types = {
        "text": pa.string(), "long": pa.int64(), "int": pa.int32(), "real": pa.float64(), "bool": pa.bool_(),
        "date": pa.date32(), "time": pa.timestamp("us"), "texts": pa.list_(pa.string()), "bytes": pa.binary(),
    }  # fmt: skip
    return types[kind]


def _columns(**kinds: str) -> dict[str, str]:
    return {name: kind for kind, names in kinds.items() for name in names.split()}


ARTICLES: Final = _columns(
    long="aid story run", int="version words", bool="live coded", date="date", time="added", texts="notes",
    text="id hash date_from title url source language coder_version place country found_at text",
)  # fmt: skip
ORIGINALS: Final = _columns(long="aid", text="media", bytes="data")
REPORTS: Final = _columns(
    long="rid event aid merge_key run", int="n starts ends", bool="live denial", date="date date_end",
    texts="actor recipient aux attribution context notes", real="amount lat lon score confidence",
    text="id type mode stance trigger sentence told_when date_precision amount_unit amount_qualifier amount_of place "
    "country place_precision cameo rule spans coder_version",
)  # fmt: skip
EVENTS: Final = _columns(
    long="event merge_key story aid", int="reports articles sources", date="date date_end first_reported last_reported",
    texts="actor recipient aux context disputed asserted_by alleged_by denied_by",
    real="lat lon amount amount_low amount_high score confidence",
    text="id type mode status date_precision told_when place country place_precision amount_unit amount_of cameo "
    "trigger sentence",
)  # fmt: skip
TIES: Final = _columns(
    long="tid aid run", int="n starts ends", bool="live", date="date", texts="from_actor to_actor attribution",
    real="amount confidence",
    text="id kind since until trigger sentence amount_unit amount_qualifier amount_of rule spans coder_version",
)  # fmt: skip
MENTIONS: Final = _columns(long="aid", int="n starts ends", text="kind text value", texts="codes")
PARTIES: Final = _columns(long="event", text="role code")
POSTINGS: Final = _columns(long="term aid")
SKETCHES: Final = _columns(long="aid", date="date", bytes="terms shingles facts names heads")
REJECTS: Final = _columns(long="run", time="noted", text="found_at reason")
PLACES: Final = _columns(text="name country precision", real="lat lon")
ENTITIES: Final = _columns(text="code kind name")
TYPES_OF_OWN: Final = {"type": "text", "quad": "int", "gloss": "text"}


def _interval(when: str) -> tuple[dt.date, dt.date, str] | None:
    parts = when.split("/")[0].split("-")
    try:
        numbers = [int(part) for part in parts]
        if len(numbers) == 1:
            return dt.date(numbers[0], 1, 1), dt.date(numbers[0], 12, 31), "year"
        if len(numbers) == 2:
            first = dt.date(numbers[0], numbers[1], 1)
            after = dt.date(numbers[0] + numbers[1] // 12, numbers[1] % 12 + 1, 1)
            return first, after - dt.timedelta(days=1), "month"
        day = dt.date(*numbers[:3])
    except (ValueError, TypeError, OverflowError):
        return None
    return day, day, "day"


def _report(event: Event, n: int, coding: Coding, article: Article, aid: int) -> Row:
    first, last, precision = dated(event.when, article.date, event.aux)
    sentence = event.evidence.cut(article.text)
    row: Row = {
        "aid": aid, "id": event.id, "live": True, "n": n, "type": event.type, "mode": event.mode,
        "actor": list(event.actor), "recipient": list(event.recipient), "aux": list(event.aux),
        "attribution": list(event.attribution), "context": list(event.context), "stance": stance(event),
        "denial": is_denial(event, sentence), "merge_key": merge_key(event), "trigger": event.trigger,
        "sentence": sentence, "starts": event.trigger_span.start, "ends": event.trigger_span.end,
        "told_when": event.when, "date": first, "date_end": last, "date_precision": precision, "cameo": event.cameo,
        "score": event.score, "confidence": event.confidence, "rule": event.rule, "notes": list(event.notes),
        "spans": json.dumps(event.to_json()["spans"], separators=(",", ":")), "coder_version": coding.coder_version,
    }  # fmt: skip
    place = event.where
    if place is not None:
        row |= {
            "place": place.name, "country": place.country, "place_precision": place.precision, "lat": place.lat,
            "lon": place.lon,
        }  # fmt: skip
    return row | _amount(event.amount)


def _tie(tie: Tie, n: int, coding: Coding, article: Article, aid: int) -> Row:
    source, target = list(tie.source), list(tie.target)
    row: Row = {
        "aid": aid, "id": tie.id, "live": True, "n": n, "kind": tie.kind, "from_actor": source, "to_actor": target,
        "attribution": list(tie.attribution), "since": tie.since, "until": tie.until, "trigger": tie.trigger,
        "sentence": tie.evidence.cut(article.text), "starts": tie.trigger_span.start, "ends": tie.trigger_span.end,
        "date": article.date, "confidence": tie.confidence, "rule": tie.rule, "coder_version": coding.coder_version,
        "spans": json.dumps(tie.to_json()["spans"], separators=(",", ":")),
    }  # fmt: skip
    return row | _amount(tie.amount)


def _amount(amount: Amount | None) -> Row:
    if amount is None:
        return {}
    return {
        "amount": float(amount.value), "amount_unit": amount.unit, "amount_qualifier": amount.qualifier,
        "amount_of": amount.of,
    }  # fmt: skip
