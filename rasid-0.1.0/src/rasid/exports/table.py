"""Tidy tables, one row an event or one row a tie: CSV, which R, Excel and everything reads, and Parquet.

Nothing is lost but the mentions: the columns are those of the records. In CSV lists are joined by ``;`` and what is
missing is empty; in Parquet lists are lists, dates are dates and what is missing is null.
"""

import csv
from collections.abc import Iterable, Iterator, Mapping
from typing import IO, TYPE_CHECKING, Any, Final

from rasid.exports.codes import Codes
from rasid.exports.told import Item, Told, ToldTie
from rasid.records import Amount

if TYPE_CHECKING:
    import pyarrow as pa

EVENTS: Final[dict[str, str]] = {
    "event_id": "text", "article_id": "text", "date": "date", "date_end": "date", "date_precision": "text",
    "told_when": "text", "type": "text", "mode": "text", "actor": "list", "recipient": "list", "aux": "list",
    "context": "list", "attribution": "list", "status": "text", "place": "text", "country": "text",
    "place_precision": "text", "lat": "real", "lon": "real", "amount": "real", "amount_unit": "text",
    "amount_qualifier": "text", "amount_of": "text", "cameo": "text", "cameo_root": "int",
    "goldstein": "real", "score": "real", "confidence": "real",
    "reports": "int", "articles": "int", "sources": "int", "trigger": "text",
    "sentence": "text", "start": "int", "end": "int", "rule": "text", "published": "date", "title": "text",
    "url": "text", "source": "text", "coder_version": "text",
}  # fmt: skip
TIES: Final[dict[str, str]] = {
    "tie_id": "text", "article_id": "text", "kind": "text", "from_actor": "list", "to_actor": "list", "since": "text",
    "until": "text", "attribution": "list", "amount": "real", "amount_unit": "text", "amount_qualifier": "text",
    "amount_of": "text", "confidence": "real", "trigger": "text", "sentence": "text", "start": "int", "end": "int",
    "rule": "text", "published": "date", "title": "text", "url": "text", "source": "text", "coder_version": "text",
}  # fmt: skip
_BOM: Final = "\ufeff"
_BATCH: Final = 20_000
_FORMULA: Final = ("=", "+", "-", "@")  # a spreadsheet would run a cell that begins so


def event_rows(items: Iterable[Item], codes: Codes) -> Iterator[dict[str, Any]]:
    """One dictionary an event, with the keys of `EVENTS`; lists are lists, dates are dates, missing is None."""
    for one in items:
        if isinstance(one, Told):
            yield _event(one, codes)


def tie_rows(items: Iterable[Item], codes: Codes) -> Iterator[dict[str, Any]]:
    """One dictionary a tie, with the keys of `TIES`."""
    for one in items:
        if isinstance(one, ToldTie):
            yield _tie(one)


def write_csv(rows: Iterable[Mapping[str, Any]], columns: Mapping[str, str], out: IO[str], *, bom: bool = False) -> int:
    """Write CSV with a header, commas and ``\\n``; returns the number of rows. `bom` is for Excel, which takes UTF-8
    for something else without; R wants none."""
    if bom:
        out.write(_BOM)
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(columns)
    count = 0
    for row in rows:
        writer.writerow([_text(row[name], kind) for name, kind in columns.items()])
        count += 1
    return count


def write_parquet(rows: Iterable[Mapping[str, Any]], columns: Mapping[str, str], out: IO[bytes]) -> int:
    """Write a Parquet file (Zstandard, dictionary-coded); returns the number of rows. Needs `pyarrow`."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    schema = pa.schema([(name, _arrow(kind)) for name, kind in columns.items()])
    count = 0
    with pq.ParquetWriter(out, schema, compression="zstd") as writer:
        batch: list[Mapping[str, Any]] = []
        for row in rows:
            batch.append(row)
            count += 1
            if len(batch) == _BATCH:
                writer.write_table(pa.Table.from_pylist(batch, schema))
                batch.clear()
        writer.write_table(pa.Table.from_pylist(batch, schema))
    return count


def _event(one: Told, codes: Codes) -> dict[str, Any]:
    first, last, precision = one.interval()
    where = one.where
    return {
        "event_id": one.id, "article_id": one.article, "date": first, "date_end": last, "date_precision": precision,
        "told_when": one.when, "type": one.type, "mode": one.mode, "actor": list(one.actor),
        "recipient": list(one.recipient), "aux": list(one.aux), "context": list(one.context),
        "attribution": list(one.attribution), "status": one.status, "place": where.name if where else None,
        "country": where.country if where else None, "place_precision": where.precision if where else None,
        "lat": where.lat if where else None, "lon": where.lon if where else None, **_amount(one.amount),
        "cameo": one.cameo, "cameo_root": int(one.cameo[:2]) if one.cameo else None,
        "goldstein": codes.goldstein(one.cameo), "score": one.score,
        "confidence": round(one.confidence, 3), "reports": one.reports, "articles": one.articles,
        "sources": one.sources, "source": one.source, **_report(one),
    }  # fmt: skip


def _tie(one: ToldTie) -> dict[str, Any]:
    return {
        "tie_id": one.id, "article_id": one.article, "kind": one.kind, "from_actor": list(one.source),
        "to_actor": list(one.target), "since": one.since, "until": one.until, "attribution": list(one.attribution),
        **_amount(one.amount), "confidence": round(one.confidence, 3), "source": one.publisher, **_report(one),
    }  # fmt: skip


def _report(one: Item) -> dict[str, Any]:
    return {
        "trigger": one.trigger, "sentence": one.sentence, "start": one.start, "end": one.end, "rule": one.rule,
        "published": one.published, "title": one.title, "url": one.url, "coder_version": one.coder_version,
    }  # fmt: skip


def _amount(amount: Amount | None) -> dict[str, Any]:
    return {
        "amount": amount.value if amount else None, "amount_unit": amount.unit if amount else None,
        "amount_qualifier": amount.qualifier if amount else None, "amount_of": amount.of if amount else None,
    }  # fmt: skip


def _text(value: Any, kind: str) -> str:
    if value is None:
        return ""
    if kind == "list":
        return ";".join(value)
    if kind == "real":
        return str(int(value)) if float(value).is_integer() else str(value)
    text = " ".join(str(value).split()) if kind == "text" else str(value)
    return "'" + text if kind == "text" and text.startswith(_FORMULA) else text


def _arrow(kind: str) -> "pa.DataType":
    import pyarrow as pa

    return {
        "text": pa.string(), "date": pa.date32(), "real": pa.float64(), "int": pa.int64(),
        "list": pa.list_(pa.string()),
    }[kind]  # fmt: skip
