"""What the commands of the analysis, of alerts and of reviews share: an open store, faults told to people, tables."""

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Any

from rasid.cli_options import fail

if TYPE_CHECKING:
    import polars as pl


class TableFormat(StrEnum):
    table = "table"
    csv = "csv"
    jsonl = "jsonl"
    parquet = "parquet"


class asking:  # noqa: N801 - reads as a verb
    """The store, open, with what turns --since and --until into days; faults are told to people."""

    def __init__(self, db: str, *, write: bool = False) -> None:
        self._db, self._write = db, write

    def __enter__(self) -> Any:
        from rasid.store import StoreError, open_store
        from rasid.store.filters import as_date

        try:
            self._store = open_store(self._db, read_only=not self._write, wait=5.0)
        except StoreError as fault:
            fail(str(fault), 1)
        return self._store, (
            lambda value: as_date(value) if value else None, lambda value: as_date(value, last=True) if value else None
        )  # fmt: skip

    def __exit__(self, *_: object) -> None:
        self._store.close()


class problems:  # noqa: N801
    """What makes no sense is said in one line, with exit status 2; what the store can't do, with 1."""

    def __enter__(self) -> None:
        return None

    def __exit__(self, kind: type[BaseException] | None, fault: BaseException | None, _: object) -> None:
        from rasid.alerts import AlertError
        from rasid.analysis import AnalysisError
        from rasid.store import QueryError, StoreError

        if isinstance(fault, (AnalysisError, AlertError, QueryError)):
            fail(str(fault), 2)
        if isinstance(fault, StoreError):
            fail(str(fault), 1)


def write_frame(
    frame: "pl.DataFrame", form: TableFormat, output: Path | None, brief: tuple[str, ...] | None = None
) -> None:
    import sys

    from rasid.store.output import write_csv, write_json_lines, write_parquet, write_table
    from rasid.store.query import Rows

    rows = [Rows(frame.to_arrow())]
    if form is TableFormat.parquet:
        with output.open("wb") if output else sys.stdout.buffer as raw:
            write_parquet(rows, raw)
        return
    out = output.open("w", encoding="utf-8") if output else sys.stdout
    try:
        if form is TableFormat.csv:
            write_csv(rows, out, bom=False)  # codes and figures, for R and Stata
        elif form is TableFormat.jsonl:
            write_json_lines(rows, out)
        else:
            write_table(rows, [name for name in brief or frame.columns if name in frame.columns], out)
    finally:
        if output:
            out.close()


def short(value: Any) -> str:
    return "—" if value is None else f"{value:.2f}" if isinstance(value, float) else str(value)


def chart_language(language: str) -> Any:
    """The language of a chart's labels; the charts themselves refuse one that they have no words for."""
    return language
