"""Options that several commands share."""

import os
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Final, NoReturn

import typer

_VARIABLE: Final = "RASID_TABLES"


def fail(message: str, status: int) -> NoReturn:
    """End the command with a line on standard error."""
    typer.echo(f"rasid: {message}", err=True)
    raise typer.Exit(status)


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
DbOption = Annotated[
    str, typer.Option("--db", envvar="RASID_DB", metavar="FILE|URL", help="The store: a DuckDB file or postgresql://…")
]
JobsOption = Annotated[int, typer.Option("--jobs", "-j", min=1, help="Processes that code.")]
BatchOption = Annotated[int, typer.Option("--batch", min=1, help="Articles in one transaction.")]
PrivateOption = Annotated[
    bool, typer.Option("--allow-private", help="Fetch also from this machine and its network: for your own servers.")
]


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
ChartOption = Annotated[
    Path | None, typer.Option("--chart", metavar="FILE", help="Draw it: .png, .svg, .html or .json.")
]
LanguageOption = Annotated[str, typer.Option("--language", help="Of the chart's labels: en or ar.")]
