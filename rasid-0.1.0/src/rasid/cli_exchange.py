"""The commands for exchange with others: export and import."""

import contextlib
import json
import sys
from collections.abc import Iterable, Iterator
from enum import StrEnum
from pathlib import Path
from typing import IO, TYPE_CHECKING, Annotated, Any

import typer

from rasid import cli_options as store_options
from rasid.cli_options import TablesOption, fail

if TYPE_CHECKING:
    from rasid.exports import Codes, Item


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
        fail("export what? Give files of `rasid code --format jsonl`, or a store with --db", 2)
    if files and filters:
        fail(f"--{next(iter(filters)).replace('_', '-')} asks a store (--db); files are exported whole", 2)
    options = Options(keep.value if keep else None, undated.value, bom)
    try:
        with (
            _items(files, db, each, filters) as (items, codes),
            _out(output, form.value.startswith("parquet")) as out,
        ):
            told = export(items, form.value, out, options, codes)
    except BrokenPipeError:
        raise  # a reader that has seen enough
    except (ExportError, OSError) as fault:
        fail(str(fault), 1)
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
        fail(str(fault), 1)
    for path, one in zip(files, found, strict=True):
        left = "".join(f"; {count:,} left out: {reason}" for reason, count in one.left_out.items())
        typer.echo(f"rasid: {path}: {len(one.rows):,} records, {one.events:,} events{left}", err=True)


@contextlib.contextmanager
def _items(
    files: list[Path] | None, db: str | None, each: Each, filters: dict[str, Any]
) -> "Iterator[tuple[Iterable[Item], Codes]]":
    from rasid.exports import Codes, from_store, read_codings, tell

    if files:
        yield tell(record for path in files for record in read_codings(path)), Codes.load()
        return
    try:
        from rasid.store import QueryError, StoreError, open_store
    except ImportError as fault:
        fail(f"a store needs {fault.name}: pip install 'rasid[store]'", 2)
    try:
        with open_store(db or "") as store:
            codes = Codes.load().knowing(dict(store.engine.rows("SELECT type, quad FROM types")))
            yield from_store(store, each.value, **filters), codes
    except QueryError as fault:
        fail(str(fault), 2)
    except StoreError as fault:
        fail(str(fault), 1)


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
