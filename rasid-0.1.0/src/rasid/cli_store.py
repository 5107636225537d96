"""The commands that fill the store: ingest and recode. Each reads its options, calls the store, and prints."""

import contextlib
import datetime as dt
import signal
import threading
from collections.abc import Iterator
from enum import StrEnum
from types import FrameType
from typing import TYPE_CHECKING, Annotated, Any

import typer

from rasid.cli_options import BatchOption, DbOption, JobsOption, PrivateOption, TablesOption, fail

if TYPE_CHECKING:
    from rasid.sources import Document, Reject
    from rasid.store import Store
    from rasid.store.memory import StoreMemory

_TOLD: int = 20
_WAIT = 5.0


def register(app: typer.Typer) -> None:
    """Add the store's commands to the command line."""
    from rasid.cli_watch import watch_command  # it is built on what is below

    app.command("ingest")(ingest_command)
    app.command("watch")(watch_command)
    app.command("recode")(recode_command)


class StoreInput(StrEnum):
    text = "text"
    html = "html"
    jsonl = "jsonl"
    csv = "csv"
    parquet = "parquet"
    warc = "warc"


def ingest_command(
    sources: Annotated[
        list[str], typer.Argument(metavar="SOURCE", help="Files, folders, feeds or pages (https://…), - for stdin.")
    ],
    db: DbOption = "rasid.duckdb",
    date: Annotated[str | None, typer.Option("--date", metavar="YYYY-MM-DD", help="Day of what has none.")] = None,
    input_format: Annotated[
        StoreInput | None, typer.Option("--input", help="How to read; else told by content.")
    ] = None,
    jobs: JobsOption = 1,
    batch: BatchOption = 256,
    originals: Annotated[
        bool, typer.Option("--originals/--no-originals", help="Keep the bytes of pages and of text in old encodings.")
    ] = True,
    allow_private: PrivateOption = False,
    tables: TablesOption = None,
) -> None:
    """Read, code and keep articles. Ctrl-C stops cleanly; the same command goes on where it stopped."""
    from rasid.alerts import STDOUT, deliver
    from rasid.store.progress import Bar, size_of

    day = _day(date)
    stop = threading.Event()
    told = Told()
    with open_for(db, read_only=False) as store, stopping(stop), Bar(size_of(sources)) as bar:
        chosen: Any = input_format.value if input_format else None
        memory = _memory(sources, store)
        documents = bar.over(_documents(sources, chosen, day, memory, allow_private))
        tally = store.ingest(
            documents, source=" ".join(sources)[:500], jobs=jobs, batch=batch, originals=originals,
            progress=bar.show, stop=stop,
            on_reject=told.reject,
        )  # fmt: skip
        if memory is not None and not tally.stopped:
            memory.save()
        deliver(store.engine, only=STDOUT)
    told.rest(db)
    typer.echo(
        f"{tally.read:,} read: {tally.added:,} new, {tally.corrected:,} corrected, {tally.unchanged:,} there already"
        + (f"; {tally.kept:,} kept but not coded" if tally.kept else "")
        + f"; {tally.rejected:,} rejected. {tally.events:,} events, {tally.ties:,} ties. {bar.told()}"
    )
    if tally.stopped:
        typer.echo("stopped; the same command goes on from here", err=True)
        raise typer.Exit(130)
    if tally.rejected:
        raise typer.Exit(1)


def _documents(
    sources: list[str], chosen: Any, day: dt.date | None, memory: "StoreMemory | None", allow_private: bool
) -> "Iterator[Document | Reject]":
    """Files and addresses, in the order in which they were named."""
    from rasid.sources import read_documents

    if memory is None:
        yield from read_documents(sources, chosen, day)
        return
    from rasid.sources.fetch import Fetcher, Manners
    from rasid.sources.web import is_address, read_web

    with Fetcher(Manners(allow_private=allow_private)) as fetcher:
        for source in sources:
            if is_address(source):
                yield from read_web(source, fetcher, memory)
            else:
                yield from read_documents([source], chosen, day)


def _memory(sources: list[str], store: "Store") -> "StoreMemory | None":
    """What the store knows of feeds, where any are among the sources."""
    if not any("://" in source for source in sources):
        return None
    from rasid.store.memory import StoreMemory

    return StoreMemory(store.engine)


def recode_command(
    db: DbOption = "rasid.duckdb", jobs: JobsOption = 1, batch: BatchOption = 256, tables: TablesOption = None
) -> None:
    """Bring articles coded by an older coder up to date, in place, and say what changed."""
    from rasid.store.progress import Bar

    stop = threading.Event()
    with open_for(db, read_only=False) as store, stopping(stop), Bar(None) as bar:
        tally, changes = store.recode(jobs=jobs, batch=batch, progress=bar.show, stop=stop)
    typer.echo(f"{tally.recoded:,} articles recoded; {changes}")
    if tally.stopped:
        typer.echo("stopped; the same command goes on from here", err=True)
        raise typer.Exit(130)


class Told:
    """Says on standard error what could not be read: the first lines, then how many more there are."""

    def __init__(self) -> None:
        self.count = 0

    def reject(self, reject: object) -> None:
        self.count += 1
        if self.count <= _TOLD:
            typer.echo(f"rasid: {reject}", err=True)

    def rest(self, db: str) -> None:
        if self.count > _TOLD:
            more = self.count - _TOLD
            typer.echo(
                f"rasid: … and {more:,} more: rasid sql 'SELECT found_at, reason FROM rejects' --db {db}", err=True
            )


@contextlib.contextmanager
def open_for(db: str, *, read_only: bool) -> "Iterator[Store]":
    """The store, with its errors told to people: exit status 2 for a wrong question, 1 for what went wrong."""
    try:
        from rasid.store import QueryError, StoreError, open_store
    except ImportError as fault:
        fail(f"the store needs {fault.name}: pip install 'rasid[store]'", 2)
    from rasid.tables import TableError

    try:
        with open_store(db, read_only=read_only, wait=_WAIT) as store:
            yield store
    except QueryError as fault:
        fail(str(fault), 2)
    except TableError as fault:
        fail(f"{fault} (`rasid tables check` lists all faults)", 2)
    except (StoreError, OSError) as fault:
        fail(str(fault), 1)
    except ImportError as fault:
        fail(f"the store needs {fault.name}: pip install 'rasid[store]' (or 'rasid[pg]')", 2)


@contextlib.contextmanager
def stopping(stop: threading.Event) -> Iterator[None]:
    """Within the block the first Ctrl-C (or SIGTERM) asks for a clean stop, the second stops at once."""

    def ask(number: int, frame: FrameType | None) -> None:
        if stop.is_set():
            raise KeyboardInterrupt
        stop.set()
        typer.echo("\nrasid: stopping after this batch (again: at once)", err=True)

    before = {number: signal.signal(number, ask) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _day(value: str | None) -> dt.date | None:
    if value is None:
        return None
    try:
        return dt.date.fromisoformat(value)
    except ValueError:
        raise typer.BadParameter(f"{value!r} is not a date like 2024-06-20") from None
