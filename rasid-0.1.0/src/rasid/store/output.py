"""Lists as people and programs want them: a table for the terminal, CSV, JSON Lines, Parquet. One way for all lists."""

import csv
import datetime as dt
import json
from collections.abc import Iterable, Sequence
from typing import IO, TYPE_CHECKING, Any, BinaryIO, Final

from rasid.store.query import Rows

if TYPE_CHECKING:
    import pyarrow as pa

_BOM: Final = "\ufeff"  # without it Excel garbles the Arabic
_ISOLATE, _END_ISOLATE = "\u2068", "\u2069"  # keeps right-to-left text from reordering what stands beside it
_WIDEST: Final = 40  # characters of a cell in the terminal
_FORMULA: Final = ("=", "+", "-", "@")


def write_table(pages: Iterable[Rows], columns: Sequence[str], out: IO[str], width: int | None = None) -> int:
    """Columns for people, in step; returns the number of rows."""
    from rich.console import Console
    from rich.table import Table

    console = Console(file=out, width=width, highlight=False)
    if width is None and not console.is_terminal:
        console.width = 200
    table = Table(box=None, pad_edge=False, header_style="bold")
    count = 0
    for page in pages:
        shown = [column for column in columns if column in page.arrow().column_names] or page.arrow().column_names
        if not table.columns:
            for column in shown:
                table.add_column(column.replace("_", " "), overflow="ellipsis", no_wrap=True, max_width=_WIDEST)
        for row in page:
            count += 1
            table.add_row(*(_cell(row[column]) for column in shown))
    if count:
        console.print(table)
    return count


def write_csv(pages: Iterable[Rows], out: IO[str], *, bom: bool = True) -> int:
    """A heading and a row each; lists are joined with ``;``; no cell that a spreadsheet takes for a formula.

    `bom`: with the byte order mark that Excel wants for Arabic; R in some locales takes it for part of a name.
    """
    count = -1
    writer = csv.writer(out, lineterminator="\n")
    for page in pages:
        if count < 0:
            out.write(_BOM if bom else "")
            writer.writerow(page.arrow().column_names)
            count = 0
        for row in page:
            count += 1
            writer.writerow([_plain(value) for value in row.values()])
    return max(count, 0)


def write_json_lines(pages: Iterable[Rows], out: IO[str]) -> int:
    """One object a line; dates in ISO form, lists as lists."""
    count = 0
    for page in pages:
        for row in page:
            count += 1
            out.write(json.dumps(row, ensure_ascii=False, default=_json) + "\n")
    return count


def write_parquet(pages: Iterable[Rows], out: BinaryIO) -> int:
    """One Parquet file, page by page."""
    import pyarrow.parquet as pq

    count = 0
    writer: pq.ParquetWriter | None = None
    try:
        for page in pages:
            table: pa.Table = page.arrow()
            if writer is None:
                writer = pq.ParquetWriter(out, table.schema, compression="zstd")
            writer.write_table(table)
            count += table.num_rows
    finally:
        if writer is not None:
            writer.close()
    return count


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, list):
        return " ".join(map(str, value))
    text = " ".join(str(value).split())
    return text if text.isascii() else f"{_ISOLATE}{text[:_WIDEST]}{_END_ISOLATE}"


def _plain(value: Any) -> Any:
    if value is None:
        return ""
    if isinstance(value, list):
        return ";".join(map(str, value))
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"  # R reads these, not Python's
    if isinstance(value, str):
        line = " ".join(value.split()) if len(value) < 2000 else value
        return "'" + line if line.startswith(_FORMULA) else line
    return value


def _json(value: Any) -> Any:
    if isinstance(value, (dt.date, dt.datetime)):
        return value.isoformat()
    if isinstance(value, bytes):
        return value.hex()
    return str(value)
