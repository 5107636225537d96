"""The commands for exchange with others: export and import."""

import contextlib
import json
import os
import sys
from collections.abc import Iterable, Iterator
from enum import StrEnum
from pathlib import Path
from typing import IO, TYPE_CHECKING, Annotated, Any, Final, NoReturn

import typer

from rasid import cli_store as store_options

if TYPE_CHECKING:
    from rasid.exports import Item

_VARIABLE: Final = "RASID_TABLES"


class ExportFormat(StrEnum):
    polecat = "polecat"
    gdelt = "gdelt"
    cameo = "cameo"
    plover_json = "plover-json"
    csv = "csv"
    csv_ties = "csv-ties"
    parquet = "parquet"
    parquet_ties = "parquet-ties"
    graphml = "graphml"
    ftm = "ftm"


class Keep(StrEnum):
    all = "all"
    happened = "happened"
    asserted = "asserted"


class Undated(StrEnum):
    blank = "blank"
    report = "report"


class Each(StrEnum):
    event = "event"
    report = "report"


class GoldFormat(StrEnum):
    gsr_csv = "gsr-csv"
    gsr_spans = "gsr-spans"
    petrarch_xml = "petrarch-xml"
    plover_json = "plover-json"


def use_tables(context: typer.Context, folders: list[Path] | None) -> list[Path] | None:
    """Take these folders' tables for the command, and for the processes that it starts."""
    if folders:
        before = os.environ.get(_VARIABLE)
        os.environ[_VARIABLE] = os.pathsep.join(str(folder.resolve()) for folder in folders)
        context.call_on_close(lambda: _restore(before))
    return folders


def _restore(before: str | None) -> None:
    if before is None:
        os.environ.pop(_VARIABLE, None)
    else:
        os.environ[_VARIABLE] = before


TablesOption = Annotated[
    list[Path] | None,
    typer.Option("--tables", metavar="DIR", callback=use_tables, help="A folder of tables of your own, over ours."),
]
OutputOption = Annotated[
    Path | None, typer.Option("--output", "-o", metavar="FILE", help="Write to this file, not to standard output.")
]


def register(app: typer.Typer) -> None:
    """Add the commands to the command line."""
    app.command("export")(export_command)
    app.command("import")(import_command)


def export_command(
    form: Annotated[ExportFormat, typer.Option("--as", metavar="FORMAT", help=", ".join(ExportFormat))],
    files: Annotated[
        list[Path] | None, typer.Argument(metavar="FILE", help="Outputs of `rasid code --format jsonl`; else --db.")
    ] = None,
    db: Annotated[
        str | None, typer.Option("--db", envvar="RASID_DB", metavar="FILE|URL", help="The store to export.")
    ] = None,
    output: OutputOption = None,
    keep: Annotated[
        Keep | None,
        typer.Option(help="Events: all; that happened; or that the reports assert themselves. Without it, all where "
                     "the format can say what did not happen, else those that happened."),
    ] = None,
    each: Annotated[
        Each, typer.Option(help="Of a store: each event once, or each report of it.")
    ] = Each.event,
    undated: Annotated[
        Undated, typer.Option(help="The day of an event that the text doesn't date: blank, or the report's.")
    ] = Undated.blank,
    bom: Annotated[bool, typer.Option("--bom", help="CSV for Excel: with a byte order mark.")] = False,
    actor: store_options.ActorOption = None, recipient: store_options.RecipientOption = None,
    dyad: store_options.DyadOption = None, kind: store_options.TypeOption = None,
    status: store_options.StatusOption = None, since: store_options.SinceOption = None,
    until: store_options.UntilOption = None, place: store_options.PlaceOption = None,
    source: store_options.SourceOption = None, min_confidence: store_options.SureOption = None,
    tables: TablesOption = None,
) -> None:  # fmt: skip
    """Write events in the formats of the field: POLECAT, GDELT, CAMEO, PLOVER, tables, networks, FollowTheMoney."""
    from rasid.exports import ExportError, Options, export

    filters: dict[str, Any] = {
        "actor": actor, "recipient": recipient, "dyad": dyad, "type": kind, "status": status, "since": since,
        "until": until, "place": place, "source": source, "min_confidence": min_confidence,
    }  # fmt: skip
    filters = {name: value for name, value in filters.items() if value}
    if bool(files) == bool(db):
        _fail("export what? Give files of `rasid code --format jsonl`, or a store with --db", 2)
    if files and filters:
        _fail(f"--{next(iter(filters)).replace('_', '-')} asks a store (--db); files are exported whole", 2)
    options = Options(keep.value if keep else None, undated.value, bom)
    try:
        with _items(files, db, each, filters) as items, _out(output, form.value.startswith("parquet")) as out:
            told = export(items, form.value, out, options)
    except BrokenPipeError:
        raise  # a reader that has seen enough
    except (ExportError, OSError) as fault:
        _fail(str(fault), 1)
    left = "".join(f"; {count:,} left out: {reason}" for reason, count in told.left_out.items())
    typer.echo(f"rasid: {told.events:,} events, {told.rows:,} rows{left}", err=True)


def import_command(
    files: Annotated[list[Path], typer.Argument(metavar="FILE", help="GSR CSV or JSON, PETRARCH XML, PLOVER JSON.")],
    form: Annotated[
        GoldFormat | None, typer.Option("--from", metavar="FORMAT", help=", ".join(GoldFormat) + "; told by content.")
    ] = None,
    kind: Annotated[
        str | None, typer.Option("--type", metavar="TYPE", help="The type of events that a file of spans is about.")
    ] = None,
    output: OutputOption = None,
    tables: TablesOption = None,
) -> None:
    """Turn other people's gold records into ours, for `rasid evaluate`."""
    from rasid.imports import GoldImportError, read

    try:
        found = [read(path, form.value if form else None, kind) for path in files]
        with _out(output, binary=False) as out:
            for one in found:
                for row in one.rows:
                    out.write(json.dumps(row, ensure_ascii=False) + "\n")
    except (GoldImportError, OSError) as fault:
        _fail(str(fault), 1)
    for path, one in zip(files, found, strict=True):
        left = "".join(f"; {count:,} left out: {reason}" for reason, count in one.left_out.items())
        typer.echo(f"rasid: {path}: {len(one.rows):,} records, {one.events:,} events{left}", err=True)


@contextlib.contextmanager
def _items(files: list[Path] | None, db: str | None, each: Each, filters: dict[str, Any]) -> "Iterator[Iterable[Item]]":
    from rasid.exports import from_store, read_codings, tell

    if files:
        yield tell(record for path in files for record in read_codings(path))
        return
    try:
        from rasid.store import QueryError, StoreError, open_store
    except ImportError as fault:
        _fail(f"a store needs {fault.name}: pip install 'rasid[store]'", 2)
    try:
        with open_store(db or "") as store:
            yield from_store(store, each.value, **filters)
    except QueryError as fault:
        _fail(str(fault), 2)
    except StoreError as fault:
        _fail(str(fault), 1)


@contextlib.contextmanager
def _out(path: Path | None, binary: bool) -> Iterator[IO[Any]]:
    """Standard output, or the file, which is there whole or not at all."""
    if path is None:
        yield sys.stdout.buffer if binary else sys.stdout
        sys.stdout.flush()
        return
    half = path.with_name(path.name + ".half")
    try:
        with half.open("wb") if binary else half.open("w", encoding="utf-8", newline="") as out:
            yield out
        half.replace(path)
    finally:
        half.unlink(missing_ok=True)


def _fail(message: str, status: int) -> NoReturn:
    typer.echo(f"rasid: {message}", err=True)
    raise typer.Exit(status)
