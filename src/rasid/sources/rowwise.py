"""Articles out of files of many: JSON Lines, CSV, Parquet. One broken row costs only itself."""

import csv
import datetime as dt
import io
import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import BinaryIO, Final

from rasid.records import Article
from rasid.sources.document import DateFrom, Document, Limits, Reject
from rasid.sources.encoding import UndecodableError, decode, is_wide

FIELDS: Final = ("id", "date", "text", "title", "url", "source")
_ALIASES: Final = {"body": "text", "content": "text", "article": "text", "published": "date", "link": "url"}
_PARQUET_ROWS: Final = 256


def read_json_lines(
    head: bytes, file: BinaryIO, name: str, day: dt.date | None, limits: Limits, *, before: tuple[int, int] = (0, 0)
) -> Iterator[Document | Reject]:
    """One article a line: `id`, `date`, `text`, and optional `title`, `url`, `source`; other keys are passed over.

    Of a stretch of a larger file, `before` are the lines and bytes that stand before it.
    """
    above, start = before
    try:
        for number, (line, whole) in enumerate(_lines(head, file, limits), above + 1):
            where = f"{name}:{number}"
            if not whole:
                yield Reject(where, f"longer than {limits.record >> 20} MB")
            elif line.strip():
                try:
                    yield document(json.loads(decode(line)), name, where, number, day)
                except UndecodableError as fault:
                    yield Reject(where, str(UndecodableError(start + fault.offset, fault.byte)))
                except json.JSONDecodeError as fault:
                    yield Reject(where, f"not JSON: {fault.msg} at column {fault.colno}")
                except RecursionError:
                    yield Reject(where, "not an article: nested too deeply")
                except ValueError as fault:
                    yield Reject(where, str(fault))
            start += len(line)
    except UndecodableError as fault:
        yield Reject(name, str(fault))


def read_csv(
    head: bytes, file: BinaryIO, name: str, day: dt.date | None, limits: Limits
) -> Iterator[Document | Reject]:
    """A table with a heading: columns as in JSON Lines, in any order and case; comma, semicolon or tab between."""
    csv.field_size_limit(limits.record)
    lines = (_decoded(line, whole, limits) for line, whole in _lines(head, file, limits))
    try:
        first = next(lines, "")
        try:
            heading = next(csv.reader([first], delimiter=_delimiter(first)), [])
        except csv.Error as fault:
            yield Reject(f"{name}:1", f"not CSV: {fault}")
            return
        names = [_ALIASES.get(field := column.strip().casefold(), field) for column in heading]
        if "text" not in names:
            yield Reject(name, f"no column 'text' in its heading: {', '.join(heading)[:200]}")
            return
        reader = csv.reader(lines, delimiter=_delimiter(first))
        while True:
            where = f"{name}:{reader.line_num + 2}"
            try:
                cells = next(reader)
            except StopIteration:
                return
            except csv.Error as fault:
                yield Reject(where, f"not CSV: {fault}")
                continue
            if not any(cells):
                continue
            try:
                row = {key: cell or None for key, cell in zip(names, cells, strict=False)}
                yield document(row, name, where, reader.line_num + 1, day)
            except ValueError as fault:
                yield Reject(where, str(fault))
    except UndecodableError as fault:
        yield Reject(name, str(fault))


def read_parquet(
    path: Path, name: str, day: dt.date | None, *, groups: Sequence[int] | None = None, before: int = 0
) -> Iterator[Document | Reject]:
    """A Parquet file with the columns of JSON Lines; dates may be dates, times or text.

    Of some of its row groups only, if `groups` are given; then `before` are the rows that stand before them.
    """
    try:
        import pyarrow as pa
        import pyarrow.parquet as pq
    except ImportError:
        yield Reject(name, "a Parquet file: `pip install 'rasid[store]'` to read it")
        return
    number = before
    try:
        with pq.ParquetFile(path) as file:
            columns = [column for column in file.schema_arrow.names if column.casefold() in (*FIELDS, *_ALIASES)]
            for batch in file.iter_batches(_PARQUET_ROWS, columns=columns, row_groups=groups):
                for row in batch.to_pylist():
                    number += 1
                    where = f"{name}:{number}"
                    try:
                        named = {_ALIASES.get(key.casefold(), key.casefold()): value for key, value in row.items()}
                        yield document(named, name, where, number, day)
                    except ValueError as fault:
                        yield Reject(where, str(fault))
    except (pa.ArrowException, OSError, ValueError) as fault:
        read = f"damaged after row {number}" if number > before else "not a readable Parquet file"
        yield Reject(name, f"{read}: {(str(fault).splitlines() or [''])[0]}")


def document(row: object, name: str, where: str, number: int, day: dt.date | None) -> Document:
    """A row as a Document; raises ValueError saying what is wrong with it."""
    if not isinstance(row, dict):
        raise ValueError("not an article: the line is no JSON object")
    text = row.get("text")
    if not isinstance(text, str):
        raise ValueError("not an article: it has no text")
    key = row.get("id")
    stated = row.get("date")
    own_day = day_of(stated)
    if stated and own_day is None:
        raise ValueError(f"its date is not ISO 8601 (2024-06-20): {stated!r}")
    title, url, source = (whole(row.get(field)) or None for field in ("title", "url", "source"))
    named = key not in (None, "")
    identity = whole(str(key)) if named else f"{Path(name).stem}:{number}"
    date_from: DateFrom | None = "record" if own_day else "given" if day else None
    article = Article(identity, whole(text), own_day or day, title, url, source)
    return Document(article, where, date_from=date_from, own_id=named)


def whole(value: object) -> str:
    """A string that every output takes: half characters (lone surrogates) and NUL, which JSON allows, are replaced."""
    if not isinstance(value, str):
        return ""
    return value.encode("utf-16", "surrogatepass").decode("utf-16", "replace").replace("\x00", "\ufffd")


def day_of(value: object) -> dt.date | None:
    """A date out of a field: a date, a time, or their ISO form."""
    if isinstance(value, dt.datetime):
        return value.date()
    if isinstance(value, dt.date):
        return value
    if not isinstance(value, str):
        return None
    try:
        return dt.datetime.fromisoformat(value.strip()).date()
    except ValueError:
        return None


def _lines(head: bytes, file: BinaryIO, limits: Limits) -> Iterator[tuple[bytes, bool]]:
    """Lines one by one, so that a file may be larger than memory; UTF-16 is turned into UTF-8 whole.

    With each, whether it is all there: of one that is too long only the first part is given.
    """
    if is_wide(head):
        data = head + file.read(limits.record)
        for line in io.BytesIO(decode(data).encode()):
            yield line, True
        return
    rest = b""
    for line in io.BytesIO(head):
        if line.endswith(b"\n"):
            yield line, True
        else:
            rest = line
    while line := file.readline(limits.record):
        if len(line) == limits.record and not line.endswith(b"\n"):
            while (more := file.readline(1 << 20)) and not more.endswith(b"\n"):
                pass
            yield rest + line[:100], False
        else:
            yield rest + line, True
        rest = b""
    if rest:
        yield rest, True


def _decoded(line: bytes, complete: bool, limits: Limits) -> str:
    if not complete:
        raise UndecodableError(limits.record, line[0])
    return decode(line)


def _delimiter(heading: str) -> str:
    return max(",;\t", key=heading.count)
