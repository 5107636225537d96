"""`rasid run`: whole archives into a Parquet data set, in several processes, taken up again where it was stopped."""

import datetime as dt
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from rasid import cli_options


class Engine(StrEnum):
    local = "local"
    ray = "ray"


def register(app: typer.Typer) -> None:
    """Add the command to the command line."""
    app.command("run")(run_command)


def run_command(
    inputs: Annotated[list[str], typer.Option("--input", help="A file or folder of reports; may be given repeatedly.")],
    output: Annotated[Path, typer.Option("--output", help="Folder of the data set; what it holds is not coded again.")],
    engine: Annotated[
        Engine, typer.Option("--engine", help="local: processes of this machine; ray: a Ray cluster.")
    ] = Engine.local,
    jobs: Annotated[int, typer.Option("--jobs", min=1, help="How many processes code.")] = 1,
    part: Annotated[int, typer.Option("--part", min=1, help="Articles that are coded and written as one.")] = 200,
    date: Annotated[str | None, typer.Option("--date", metavar="YYYY-MM-DD", help="Day of what has no date.")] = None,
    own_tables: cli_options.TablesOption = None,
) -> None:
    """Code an archive into Parquet files by month. Run it again to go on after a stop."""
    from rasid.scale.run import RunError, run
    from rasid.sources import read_articles

    try:
        day = dt.date.fromisoformat(date) if date else None
    except ValueError:
        raise typer.BadParameter(f"{date!r} is not a date like 2024-06-20", param_hint="--date") from None
    try:
        totals = run(read_articles(inputs, None, day), output, jobs, engine.value, part)
    except (RunError, ImportError) as fault:
        hint = " (`pip install rasid[store]`; for --engine ray also ray)" if isinstance(fault, ImportError) else ""
        typer.echo(f"rasid: {fault}{hint}", err=True)
        raise typer.Exit(2) from None
    typer.echo(
        f"{totals.coded} parts coded, {totals.skipped} were done; {output} holds {totals.articles} articles, "
        f"{totals.events} events, {totals.ties} ties, {totals.rejects} rejects"
    )
    if totals.rejects:
        raise typer.Exit(1)
