"""The commands of alerts and of reviews."""

import json
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from rasid.cli_asking import TableFormat, asking, problems, short, write_frame
from rasid.cli_options import DbOption, OutOption

alerts_app = typer.Typer(no_args_is_help=True, help="Standing questions, asked of everything that comes in.")
reviews_app = typer.Typer(no_args_is_help=True, help="What people decided about the coder's events.")


def register(app: typer.Typer) -> None:
    """Add these commands to the command line."""
    app.add_typer(alerts_app, name="alerts")
    app.add_typer(reviews_app, name="reviews")


@alerts_app.command("add")
def alerts_add(
    file: Annotated[Path, typer.Argument(metavar="FILE.toml", help="Rules, each an [[alert]].")],
    db: DbOption = "rasid.duckdb",
    from_start: Annotated[bool, typer.Option("--from-start", help="Ask them of all that is there, too.")] = False,
    allow_private: Annotated[
        bool, typer.Option("--allow-private", help="Webhooks may go to private addresses.")
    ] = False,
) -> None:
    """Put the rules of a file down; a rule of the same name is changed."""
    from rasid import alerts

    with asking(db, write=True) as (store, _), problems():
        for rule in alerts.read_rules(file, allow_private=allow_private):
            typer.echo(f"{alerts.add(store.engine, rule, from_start=from_start)}  {rule.name}")
        if from_start:
            alerts.evaluate(store.engine)


@alerts_app.command("list")
def alerts_list(db: DbOption = "rasid.duckdb") -> None:
    """All alerts, with their hits and what waits to be delivered."""
    from rasid import alerts

    with asking(db) as (store, _):
        for row in alerts.listed(store.engine):
            typer.echo(
                f"{row['alert']}  {row['name']}  hits {row['hits']}  waiting {row['waiting']}  failed {row['failed']}"
            )


@alerts_app.command("remove")
def alerts_remove(
    alert: Annotated[str, typer.Argument(metavar="ID", help="As `rasid alerts list` shows it.")],
    db: DbOption = "rasid.duckdb",
) -> None:
    """Take an alert back, with its hits."""
    from rasid import alerts

    with asking(db, write=True) as (store, _), problems():
        alerts.remove(store.engine, alert)


@alerts_app.command("run")
def alerts_run(
    db: DbOption = "rasid.duckdb",
    allow_private: Annotated[
        bool, typer.Option("--allow-private", help="Webhooks may go to private addresses.")
    ] = False,
) -> None:
    """Evaluate what has come in, and deliver what is due: for a timer, where no server runs."""
    from rasid import alerts

    with asking(db, write=True) as (store, _), problems():
        alerts.recover(store.engine)
        found = alerts.evaluate(store.engine)
        sent = failed = 0
        while (round_ := alerts.deliver(store.engine, allow_private=allow_private)) != (0, 0):
            sent, failed = sent + round_[0], failed + round_[1]
        typer.echo(f"{found} new, {sent} delivered, {failed} to be tried again", err=True)


@alerts_app.command("feed")
def alerts_feed(
    alert: Annotated[str | None, typer.Argument(metavar="ID", help="Without it, all.")] = None,
    db: DbOption = "rasid.duckdb",
) -> None:
    """The hits as an Atom feed on standard output."""
    from rasid import alerts

    with asking(db) as (store, _), problems():
        typer.echo(alerts.feed(store.engine, alert).decode())


class Sample(StrEnum):
    random = "random"
    confidence = "confidence"
    type = "type"


@reviews_app.command("draw")
def reviews_draw(
    db: DbOption = "rasid.duckdb",
    by: Annotated[
        Sample, typer.Option("--by", help="At random, by low confidence, or as many of each type.")
    ] = Sample.random,
    number: Annotated[int, typer.Option("--number", min=1, max=1000, help="How many.")] = 20,
    seed: Annotated[int, typer.Option("--seed", min=0, help="The same seed draws the same.")] = 0,
    kind: Annotated[str | None, typer.Option("--type", metavar="TYPE", help="Only events of this type.")] = None,
    output_format: Annotated[
        TableFormat, typer.Option("--format", help="table for people; csv, jsonl or parquet with every column.")
    ] = TableFormat.table,
    output: OutOption = None,
) -> None:
    """Draw events that nobody has decided on yet, to be looked at."""
    import polars as pl

    from rasid import reviews

    with asking(db) as (store, _), problems():
        drawn = pl.from_arrow(reviews.draw(store, by.value, number=number, seed=seed, kind=kind))
        assert isinstance(drawn, pl.DataFrame)
        brief = ("id", "date", "type", "actor", "recipient", "confidence", "sentence")
        write_frame(drawn.with_columns(pl.col("confidence").round(3)), output_format, output, brief)


@reviews_app.command("export")
def reviews_export(
    db: DbOption = "rasid.duckdb",
    partly: Annotated[bool, typer.Option("--partly", help="Also articles with events that nobody decided on.")] = False,
) -> None:
    """Articles that people have gone through, as gold for `rasid evaluate`, on standard output."""
    from rasid import reviews

    with asking(db) as (store, _):
        for record in reviews.export_gold(store.engine, whole=not partly):
            typer.echo(json.dumps(record, ensure_ascii=False))


@reviews_app.command("agreement")
def reviews_agreement(db: DbOption = "rasid.duckdb") -> None:
    """How far reviewers agree: Krippendorff's alpha for each field."""
    from rasid import reviews

    with asking(db) as (store, _):
        told = reviews.agreement(store.engine)
    typer.echo(f"{told['events']} events by {', '.join(told['reviewers']) or 'nobody'}")
    for name, row in told["fields"].items():
        typer.echo(f"{name:12} alpha {short(row['alpha'])}  agreeing pairs {short(row['agreement'])}")
