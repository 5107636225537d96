"""The commands that ask the store: events, ties, articles, actors, and SQL of one's own."""

import contextlib
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from rasid.cli_asking import chart_language, problems
from rasid.cli_options import (
    ActorOption,
    ArticleOption,
    AuxOption,
    ChartOption,
    DbOption,
    DyadOption,
    FormatOption,
    IdOption,
    LanguageOption,
    LimitOption,
    ListFormat,
    Many,
    OutOption,
    PlaceOption,
    RecipientOption,
    SinceOption,
    SourceOption,
    StatusOption,
    SureOption,
    TablesOption,
    TextOption,
    TypeOption,
    UntilOption,
    fail,
)  # fmt: skip
from rasid.cli_store import open_for

if TYPE_CHECKING:
    from rasid.store.query import ListName, Rows


def register(app: typer.Typer) -> None:
    """Add the commands to the command line."""
    app.command("events")(events_command)
    app.command("ties")(ties_command)
    app.command("articles")(articles_command)
    app.command("actors")(actors_command)
    app.command("sql")(sql_command)


def events_command(
    db: DbOption = "rasid.duckdb", actor: ActorOption = None, recipient: RecipientOption = None,
    dyad: DyadOption = None, kind: TypeOption = None, aux: AuxOption = None, status: StatusOption = None,
    since: SinceOption = None, until: UntilOption = None, place: PlaceOption = None, text: TextOption = None,
    source: SourceOption = None, article: ArticleOption = None, key: IdOption = None, min_confidence: SureOption = None,
    disputed: Annotated[Many, typer.Option("--disputed", metavar="WHAT", help="act, accusation or count.")] = None,
    reports: Annotated[bool, typer.Option("--reports", help="Each report of each event, with who says it.")] = False,
    output_format: FormatOption = ListFormat.table, limit: LimitOption = None, output: OutOption = None,
    tables: TablesOption = None,
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
    intervals: Annotated[
        bool, typer.Option("--intervals", help="Since, until, last confirmed by, contradicted by, between each two.")
    ] = False,
    chart: ChartOption = None, language: LanguageOption = "en",
    output_format: FormatOption = ListFormat.table, limit: LimitOption = None, output: OutOption = None,
) -> None:  # fmt: skip
    """Standing relations between actors, with their spans."""
    wanted = {
        "actor": actor, "recipient": recipient, "dyad": dyad, "type": kind, "since": since, "until": until,
        "text": text, "source": source, "article": article, "min_confidence": min_confidence,
    }  # fmt: skip
    if intervals or chart:
        _intervals(db, wanted, chart, language, output_format, limit, output)
    else:
        _answer(db, "tie_reports" if reports else "ties", wanted, output_format, limit, output)


def articles_command(
    db: DbOption = "rasid.duckdb", text: TextOption = None, since: SinceOption = None, until: UntilOption = None,
    place: PlaceOption = None, source: SourceOption = None, key: IdOption = None,
    language: Annotated[Many, typer.Option("--language", metavar="CODE", help="ar, fa, en …")] = None,
    output_format: FormatOption = ListFormat.table, limit: LimitOption = None, output: OutOption = None,
    tables: TablesOption = None,
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


def _intervals(
    db: str, wanted: dict[str, Any], chart: Path | None, language: str, form: ListFormat, limit: int | None,
    output: Path | None,
) -> None:  # fmt: skip
    from rasid.analysis import source
    from rasid.store.query import Rows

    with open_for(db, read_only=True) as store, problems():
        frame = source.intervals(store, **wanted)
        frame = frame.head(limit) if limit else frame
        if chart:
            from rasid.analysis.charts import save, ties_chart

            save(ties_chart(frame, language=chart_language(language)), chart)
        brief = (
            "kind",
            "a",
            "b",
            "since",
            "since_from",
            "until",
            "confirmed",
            "confirmed_by",
            "contradicted_by",
            "state",
        )
        _write(iter([Rows(frame.to_arrow())]), brief, form, output)


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
