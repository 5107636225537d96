"""The commands of the store: ingest, recode, and asking. Each reads its options, calls the store, and prints."""

import contextlib
import datetime as dt
import signal
import sys
import threading
from collections.abc import Iterator
from enum import StrEnum
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING, Annotated, Any, NoReturn

import typer

if TYPE_CHECKING:
    from rasid.sources import Document, Reject
    from rasid.store import Store
    from rasid.store.memory import StoreMemory
    from rasid.store.query import ListName, Rows

DbOption = Annotated[
    str, typer.Option("--db", envvar="RASID_DB", metavar="FILE|URL", help="The store: a DuckDB file or postgresql://…")
]
JobsOption = Annotated[int, typer.Option("--jobs", "-j", min=1, help="Processes that code.")]
BatchOption = Annotated[int, typer.Option("--batch", min=1, help="Articles in one transaction.")]
PrivateOption = Annotated[
    bool, typer.Option("--allow-private", help="Fetch also from this machine and its network: for your own servers.")
]
_TOLD: int = 20
_WAIT = 5.0


class ListFormat(StrEnum):
    table = "table"
    csv = "csv"
    jsonl = "jsonl"
    parquet = "parquet"


FormatOption = Annotated[
    ListFormat, typer.Option("--format", help="table for people; csv, jsonl or parquet with every column.")
]
LimitOption = Annotated[int | None, typer.Option("--limit", min=1, help="At most so many rows; a table shows 50.")]
OutOption = Annotated[Path | None, typer.Option("--output", "-o", help="Write to this file, not to standard output.")]
Many = list[str] | None
ActorOption = Annotated[Many, typer.Option("--actor", metavar="CODE", help="Who acts; CODE* for all that begin so.")]
RecipientOption = Annotated[
    Many, typer.Option("--recipient", metavar="CODE", help="Towards whom, or together with whom.")
]
DyadOption = Annotated[
    tuple[str, str] | None, typer.Option("--dyad", metavar="CODE CODE", help="Between these two, either way.")
]
TypeOption = Annotated[
    Many, typer.Option("--type", metavar="TYPE", help="One of PLOVER's types; for ties, their kind.")
]
AuxOption = Annotated[Many, typer.Option("--aux", metavar="AUX", help="historical, future, hypothetical or negation.")]
StatusOption = Annotated[
    Many,
    typer.Option("--status", metavar="STATUS", help="asserted, alleged, contested, planned, hypothetical or denied."),
]
SinceOption = Annotated[str | None, typer.Option("--since", metavar="DATE", help="2024-06-20, 2024-06 or 2024.")]
UntilOption = Annotated[
    str | None, typer.Option("--until", metavar="DATE", help="Up to and with this day, month or year.")
]
PlaceOption = Annotated[
    Many, typer.Option("--place", metavar="PLACE", help="A place's Arabic name or a country's code.")
]
TextOption = Annotated[
    Many,
    typer.Option("--text", metavar="WORDS", help='Words in any of their forms; a "phrase" in quotes as it stands.'),
]
SourceOption = Annotated[Many, typer.Option("--source", metavar="NAME", help="The paper or agency.")]
ArticleOption = Annotated[Many, typer.Option("--article", metavar="ID", help="Read in this article.")]
IdOption = Annotated[Many, typer.Option("--id", metavar="ID", help="Only this one.")]
SureOption = Annotated[
    float | None, typer.Option("--min-confidence", min=0, max=1, help="Of what the coder is so sure.")
]


def register(app: typer.Typer) -> None:
    """Add the store's commands to the command line."""
    from rasid.cli_watch import watch_command  # it is built on what is below

    app.command("ingest")(ingest_command)
    app.command("watch")(watch_command)
    app.command("recode")(recode_command)
    app.command("events")(events_command)
    app.command("ties")(ties_command)
    app.command("articles")(articles_command)
    app.command("actors")(actors_command)
    app.command("sql")(sql_command)


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


def recode_command(db: DbOption = "rasid.duckdb", jobs: JobsOption = 1, batch: BatchOption = 256) -> None:
    """Bring articles coded by an older coder up to date, in place, and say what changed."""
    from rasid.store.progress import Bar

    stop = threading.Event()
    with open_for(db, read_only=False) as store, stopping(stop), Bar(None) as bar:
        tally, changes = store.recode(jobs=jobs, batch=batch, progress=bar.show, stop=stop)
    typer.echo(f"{tally.recoded:,} articles recoded; {changes}")
    if tally.stopped:
        typer.echo("stopped; the same command goes on from here", err=True)
        raise typer.Exit(130)


def events_command(
    db: DbOption = "rasid.duckdb", actor: ActorOption = None, recipient: RecipientOption = None,
    dyad: DyadOption = None, kind: TypeOption = None, aux: AuxOption = None, status: StatusOption = None,
    since: SinceOption = None, until: UntilOption = None, place: PlaceOption = None, text: TextOption = None,
    source: SourceOption = None, article: ArticleOption = None, key: IdOption = None, min_confidence: SureOption = None,
    disputed: Annotated[Many, typer.Option("--disputed", metavar="WHAT", help="act, accusation or count.")] = None,
    reports: Annotated[bool, typer.Option("--reports", help="Each report of each event, with who says it.")] = False,
    output_format: FormatOption = ListFormat.table, limit: LimitOption = None, output: OutOption = None,
) -> None:  # fmt: skip
    """Events, newest first, each counted once however many articles report it."""
    wanted = {
        "actor": actor, "recipient": recipient, "dyad": dyad, "type": kind, "aux": aux, "status": status,
        "since": since, "until": until, "place": place, "text": text, "source": source, "article": article,
        "min_confidence": min_confidence, "disputed": disputed, "event" if reports else "id": key,
    }  # fmt: skip
    _answer(db, "reports" if reports else "events", wanted, output_format, limit, output)


def ties_command(
    db: DbOption = "rasid.duckdb", actor: ActorOption = None, recipient: RecipientOption = None,
    dyad: DyadOption = None, kind: TypeOption = None, since: SinceOption = None, until: UntilOption = None,
    text: TextOption = None, source: SourceOption = None, article: ArticleOption = None,
    min_confidence: SureOption = None,
    reports: Annotated[bool, typer.Option("--reports", help="Each report of each tie.")] = False,
    output_format: FormatOption = ListFormat.table, limit: LimitOption = None, output: OutOption = None,
) -> None:  # fmt: skip
    """Standing relations between actors, with their spans."""
    wanted = {
        "actor": actor, "recipient": recipient, "dyad": dyad, "type": kind, "since": since, "until": until,
        "text": text, "source": source, "article": article, "min_confidence": min_confidence,
    }  # fmt: skip
    _answer(db, "tie_reports" if reports else "ties", wanted, output_format, limit, output)


def articles_command(
    db: DbOption = "rasid.duckdb", text: TextOption = None, since: SinceOption = None, until: UntilOption = None,
    place: PlaceOption = None, source: SourceOption = None, key: IdOption = None,
    language: Annotated[Many, typer.Option("--language", metavar="CODE", help="ar, fa, en …")] = None,
    output_format: FormatOption = ListFormat.table, limit: LimitOption = None, output: OutOption = None,
) -> None:  # fmt: skip
    """Articles in their latest versions, newest first."""
    wanted = {
        "text": text, "since": since, "until": until, "place": place, "source": source, "id": key, "language": language,
    }  # fmt: skip
    _answer(db, "articles", wanted, output_format, limit, output)


def actors_command(
    db: DbOption = "rasid.duckdb", actor: ActorOption = None, recipient: RecipientOption = None,
    dyad: DyadOption = None, kind: TypeOption = None, aux: AuxOption = None, status: StatusOption = None,
    since: SinceOption = None, until: UntilOption = None, place: PlaceOption = None, text: TextOption = None,
    output_format: FormatOption = ListFormat.table, limit: LimitOption = None, output: OutOption = None,
) -> None:  # fmt: skip
    """Who takes part in the events that the filters leave, and how often."""
    wanted = {
        "actor": actor, "recipient": recipient, "dyad": dyad, "type": kind, "aux": aux, "status": status,
        "since": since, "until": until, "place": place, "text": text,
    }  # fmt: skip
    _answer(db, "actors", wanted, output_format, limit, output)


def sql_command(
    query: Annotated[str, typer.Argument(metavar="QUERY", help="SQL over v_events, v_reports, v_dyads_daily, …")],
    db: DbOption = "rasid.duckdb", output_format: FormatOption = ListFormat.table, output: OutOption = None,
) -> None:  # fmt: skip
    """Your own query over the views; the store is opened for reading only."""
    with open_for(db, read_only=True) as store:
        rows = store.sql(query)
        _write(iter([rows]), (), output_format, output)


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


def _answer(
    db: str, name: "ListName", wanted: dict[str, Any], output_format: ListFormat, limit: int | None, output: Path | None
) -> None:
    from rasid.store.query import LISTS

    with open_for(db, read_only=True) as store:
        if limit is None and output_format is ListFormat.table:
            limit = 50
        if limit is not None:
            page = store.list(name, limit=limit, **wanted)
            pages, more = iter([page]), page.cursor is not None
        else:
            pages, more = store.pages(name, **wanted), False
        count = _write(pages, LISTS[name].brief, output_format, output)
        if output_format is ListFormat.table:
            typer.echo(f"{count:,} {name.replace('_', ' ')}" + (" and more: --limit" if more else ""), err=bool(output))


def _write(pages: "Iterator[Rows]", brief: tuple[str, ...], output_format: ListFormat, output: Path | None) -> int:
    from rasid.store import output as writers

    with contextlib.ExitStack() as stack:
        if output_format is ListFormat.parquet:
            if output is None and sys.stdout.isatty():
                fail("Parquet is no text: --output FILE", 2)
            binary = stack.enter_context(output.open("wb")) if output else sys.stdout.buffer
            return writers.write_parquet(pages, binary)
        out = stack.enter_context(output.open("w", encoding="utf-8")) if output else sys.stdout
        if output_format is ListFormat.csv:
            return writers.write_csv(pages, out)
        if output_format is ListFormat.jsonl:
            return writers.write_json_lines(pages, out)
        return writers.write_table(pages, brief, out)


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
    except TableError as fault:  # only in a checkout
        fail(f"{fault} (`rasid tables` lists all faults)", 2)
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


def fail(message: str, status: int) -> NoReturn:
    typer.echo(f"rasid: {message}", err=True)
    raise typer.Exit(status)
