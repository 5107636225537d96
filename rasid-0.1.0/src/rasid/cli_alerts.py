"""The commands of alerts and of reviews."""

import json
from pathlib import Path
from typing import Annotated

import typer

from rasid.cli_asking import asking, problems, short
from rasid.cli_options import DbOption

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
