"""The command line. A thin skin: each command reads, calls one function of the package, and prints."""

import datetime as dt
import json
import os
import sys
from collections.abc import Callable, Iterator
from enum import StrEnum
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, NoReturn, TypeVar

import typer

from rasid import (
    __version__,
    cli_alerts,
    cli_analysis,
    cli_exchange,
    cli_extras,
    cli_lists,
    cli_options,
    cli_scale,
    cli_serve,
    cli_store,
    cli_tables,
    cli_train,
)  # fmt: skip

if TYPE_CHECKING:
    from rasid.records import Article, Coding
    from rasid.sources import Reject
    from rasid.tables import Tables

T = TypeVar("T")
app = typer.Typer(
    name="rasid",
    no_args_is_help=True,
    rich_markup_mode="rich",
    pretty_exceptions_enable=False,
    help="Rasid reads Arabic news and says who did what to whom.",
    epilog="Exit status: 0 all read and coded, 1 something could not be read (said on standard error), 2 wrong usage.",
)


class InputFormat(StrEnum):
    text = "text"
    html = "html"
    jsonl = "jsonl"


class OutputFormat(StrEnum):
    table = "table"
    jsonl = "jsonl"
    csv = "csv"


class ExplainFormat(StrEnum):
    text = "text"
    json = "json"


def _date(value: str | None) -> str | None:
    if value is not None:
        try:
            dt.date.fromisoformat(value)
        except ValueError:
            raise typer.BadParameter(f"{value!r} is not a date like 2024-06-20") from None
    return value


def _share(value: float) -> float:
    if not 0 <= value <= 1:
        raise typer.BadParameter(f"{value} does not lie between 0 and 1")
    return value


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"rasid {__version__}")
        raise typer.Exit


DateOption = Annotated[
    str | None,
    typer.Option("--date", callback=_date, metavar="YYYY-MM-DD", help="Day of publication, where a file has none."),
]
InputOption = Annotated[
    InputFormat | None, typer.Option("--input", help="What the files are; without it, told by what is in them.")
]


@app.callback()
def root(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Show the version and exit.")
    ] = False,
) -> None:
    pass


@app.command("code")
def code_command(
    files: Annotated[
        list[str] | None,
        typer.Argument(metavar="FILE", help="Plain text, HTML or JSON Lines; - or nothing: standard input."),
    ] = None,
    date: DateOption = None,
    input_format: InputOption = None,
    output_format: Annotated[
        OutputFormat, typer.Option("--format", help="table for people, jsonl with everything, csv for spreadsheets.")
    ] = OutputFormat.table,
    min_confidence: Annotated[
        float, typer.Option("--min-confidence", callback=_share, help="Leave out what the coder is less sure of (0-1).")
    ] = 0.0,
    jobs: Annotated[
        int, typer.Option("--jobs", min=1, help="Code in this many processes; the output stays the same.")
    ] = 1,
    own_tables: cli_options.TablesOption = None,
) -> None:
    """Code reports into events, ties and mentions."""
    from rasid import output

    rejects = Rejects()
    reports = rejects.among(_read(files, input_format, date))
    if output_format is OutputFormat.jsonl:
        for _, line in _each(reports, rejects, jobs, partial(output.confident_line, least=min_confidence)):
            sys.stdout.write(line + "\n")
    else:
        codings = _each(reports, rejects, jobs, partial(output.confident, least=min_confidence))
        if output_format is OutputFormat.csv:
            output.write_csv(codings, sys.stdout)
        else:
            table = output.TerminalTable(sys.stdout)
            for article, coding in codings:
                table.show(article, coding)
            table.close()
    rejects.finish()


@app.command("explain")
def explain_command(
    what: Annotated[
        list[str] | None,
        typer.Argument(metavar="SENTENCE|FILE", help="A sentence, a file, or - for standard input."),
    ] = None,
    date: DateOption = None,
    input_format: InputOption = None,
    output_format: Annotated[
        ExplainFormat, typer.Option("--format", help="text for people, json for programs.")
    ] = ExplainFormat.text,
    own_tables: cli_options.TablesOption = None,
) -> None:
    """Show each word's analysis, phrases and clauses, mentions, and each frame tried with why it fired or not."""
    from rasid.explain import explain, render
    from rasid.records import Article
    from rasid.sources import STDIN

    words = what or [STDIN]
    rejects = Rejects()
    if words == [STDIN] or all(_is_file(word) for word in words):
        articles = rejects.among(_read(words, input_format, date))
    else:
        day = dt.date.fromisoformat(date) if date else None
        articles = iter([Article("sentence", " ".join(words), day)])
    tables = _tables()
    for article in articles:
        told = explain(article, tables)
        if output_format is ExplainFormat.json:
            typer.echo(json.dumps(told.to_json(), ensure_ascii=False, indent=2))
        else:
            render(told, sys.stdout)
    rejects.finish()


@app.command("evaluate")
def evaluate_command(
    files: Annotated[
        list[Path], typer.Argument(metavar="FILE", help="Gold files in our form, or OEDA's gold-standard records.")
    ],
    predicted: Annotated[
        Path | None, typer.Option("--predicted", "-p", help="Score this output of `rasid code --format jsonl` instead.")
    ] = None,
    samples: Annotated[int, typer.Option("--samples", min=0, help="Bootstrap samples for the 95% intervals.")] = 1000,
    baseline: Annotated[
        bool, typer.Option("--baseline/--no-baseline", help="Show what a verb list and the nearest names would get.")
    ] = True,
    errors: Annotated[int, typer.Option("--errors", min=0, help="Print this many misses and false alarms.")] = 0,
    as_json: Annotated[bool, typer.Option("--json", help="The figures as one JSON object.")] = False,
    own_tables: cli_options.TablesOption = None,
) -> None:
    """Measure Rasid against gold files, with intervals and beside a naive baseline."""
    from rasid.evaluate import GoldError, evaluate, render

    try:
        report = evaluate(files, predicted=predicted, samples=samples, with_baseline=baseline)
    except (GoldError, OSError) as fault:
        _fail(str(fault), 2)
    if as_json:
        typer.echo(json.dumps(report.to_json(), ensure_ascii=False, indent=2))
    else:
        render(report, sys.stdout, errors)


cli_store.register(app)
cli_lists.register(app)
cli_analysis.register(app)
cli_alerts.register(app)
cli_serve.register(app)
cli_train.register(app)
cli_exchange.register(app)
cli_tables.register(app)
cli_scale.register(app)


class Rejects:
    """Says on standard error what could not be read, and remembers that the exit status is 1."""

    def __init__(self) -> None:
        self.count = 0

    def among(self, items: "Iterator[Article | Reject]") -> "Iterator[Article]":
        from rasid.sources import Reject

        for item in items:
            if isinstance(item, Reject):
                self.note(item)
            else:
                yield item

    def note(self, reject: "Reject") -> None:
        self.count += 1
        typer.echo(f"rasid: {reject}", err=True)

    def finish(self) -> None:
        if self.count:
            sys.stdout.flush()
            raise typer.Exit(1)


def _is_file(word: str) -> bool:
    try:
        return Path(word).is_file()
    except (OSError, ValueError):  # longer than a file name can be
        return False


def _read(files: list[str] | None, input_format: InputFormat | None, date: str | None) -> "Iterator[Article | Reject]":
    from rasid.sources import STDIN, read_articles

    if not files and sys.stdin.isatty():
        typer.echo("rasid: reading from the keyboard; Ctrl-D ends the report (rasid code --help)", err=True)
    chosen: Any = input_format.value if input_format else None
    return read_articles(files or [STDIN], chosen, dt.date.fromisoformat(date) if date else None)


def _each(
    articles: "Iterator[Article]", rejects: Rejects, jobs: int, finish: "Callable[[Coding], T]"
) -> "Iterator[tuple[Article, T]]":
    """Each article with what ``finish`` makes of its coding; what can't be coded goes to ``rejects``."""
    from rasid.scale.parallel import Crashed, code_each
    from rasid.sources import Reject

    _tables()
    for article, made in code_each(articles, jobs, finish):
        if isinstance(made, Crashed):
            rejects.note(Reject(article.id, f"not coded: {made.reason}"))
        else:
            yield article, made


def _tables() -> "Tables":
    from rasid.tables import TableError, load

    try:
        return load()
    except TableError as fault:  # in a folder of the user's; or in a checkout: a wheel is not built from faulty tables
        _fail(f"{fault} (`rasid tables check` lists all faults)", 2)


def _fail(message: str, status: int) -> NoReturn:
    typer.echo(f"rasid: {message}", err=True)
    raise typer.Exit(status)


def _fail_plainly(message: str) -> NoReturn:
    sys.stderr.write(f"rasid: {message}\n")
    sys.exit(2)


def main() -> None:
    """The `rasid` command. A reader that closes the pipe (head) ends it quietly."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
    try:
        app()
    except ModuleNotFoundError as fault:
        told = cli_extras.wanted(fault, sys.argv[1:])
        if told is None:
            raise
        _fail_plainly(told)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(1)


if __name__ == "__main__":
    main()
