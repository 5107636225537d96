"""`rasid run`: whole archives into a Parquet data set, in several processes, taken up again where it was stopped."""

import datetime as dt
import os
import sys
from enum import StrEnum
from typing import Annotated, NoReturn

import typer

from rasid import cli_options


class Engine(StrEnum):
    local = "local"
    ray = "ray"


def register(app: typer.Typer) -> None:
    """Add the command to the command line."""
    app.command("run")(run_command)


def run_command(
    inputs: Annotated[
        list[str],
        typer.Option("--input", help="A file, folder or address (s3://…) of reports; may be given repeatedly."),
    ],
    output: Annotated[
        str, typer.Option("--output", help="Folder or address of the data set; what it holds is not coded again.")
    ],
    engine: Annotated[
        Engine, typer.Option("--engine", help="local: processes of this machine; ray: a Ray cluster (RAY_ADDRESS).")
    ] = Engine.local,
    jobs: Annotated[
        int | None, typer.Option("--jobs", min=1, help="How many processes code: else one, on Ray one a CPU.")
    ] = None,
    part: Annotated[int, typer.Option("--part", min=1, help="Articles that are coded and written as one.")] = 200,
    date: Annotated[str | None, typer.Option("--date", metavar="YYYY-MM-DD", help="Day of what has no date.")] = None,
    own_tables: cli_options.TablesOption = None,
) -> None:
    """Code an archive into Parquet files by month. Run it again to go on after a stop."""
    try:
        day = dt.date.fromisoformat(date) if date else None
    except ValueError:
        raise typer.BadParameter(f"{date!r} is not a date like 2024-06-20", param_hint="--date") from None
    try:
        from rasid.scale.run import RunError, Totals, run
        from rasid.scale.splits import PlanError
    except ImportError as fault:
        _fail(f"{fault}: `pip install 'rasid[scale]'`")

    def tell(totals: Totals, of: int) -> None:
        done = totals.coded + totals.skipped
        typer.echo(f"\r{done:,} of {of:,} parts, {totals.articles:,} articles", err=True, nl=done == of)

    try:
        totals = run(inputs, output, jobs, engine.value, part, day, tell if sys.stderr.isatty() else None)
    except ImportError as fault:
        _fail(f"{fault}: `pip install 'rasid[scale]'`")
    except (RunError, PlanError, OSError) as fault:
        _fail(str(fault))
    except KeyboardInterrupt:
        typer.echo("rasid: stopped; the same command goes on from here", err=True)
        os._exit(130)  # the engine's threads don't survive an orderly end in mid-query
    died = f"; workers were started anew {totals.deaths} times" if totals.deaths else ""
    typer.echo(
        f"{totals.coded} splits coded, {totals.skipped} were done: {totals.articles:,} articles, "
        f"{totals.events:,} events, {totals.ties:,} ties, {totals.rejects:,} rejects{died}"
    )
    if totals.rejects:
        raise typer.Exit(1)


def _fail(message: str) -> NoReturn:
    typer.echo(f"rasid: {message}", err=True)
    raise typer.Exit(2)
