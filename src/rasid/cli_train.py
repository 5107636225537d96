"""``rasid train``: learn the table of weights from coded texts, and say what it is worth on texts it hasn't seen."""

import copy
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from rasid.cli_options import fail

if TYPE_CHECKING:
    from rasid.evaluate.gold import Gold
    from rasid.tables import Tables


def register(app: typer.Typer) -> None:
    """Add the command to the command line."""
    app.command("train")(train_command)


def train_command(
    files: Annotated[list[Path], typer.Argument(metavar="FILE", help="Gold files in our form.")],
    detection: Annotated[
        bool,
        typer.Option("--detection", help="Learn detection.tsv, from OEDA's files of labels."),
    ] = False,
    onto: Annotated[
        bool,
        typer.Option("--onto", help="Go on from the weights in use, where FILE are a few texts more, as corrections."),
    ] = False,
    output: Annotated[
        Path | None,
        typer.Option("--output", "-o", help="Write the weights there; without it only figures are printed."),
    ] = None,
) -> None:
    """Learn what each piece of evidence weighs (weights.tsv). Prints figures cross-validated over five folds.

    With --onto they hold for texts that the weights in use were not learned from.
    """
    from rasid.evaluate.gold import GoldError, read_gold
    from rasid.tables import load

    try:
        import scipy  # noqa: F401 - only whether it is there

        from rasid.evaluate import train
    except ImportError:
        fail("learning weights needs numpy and scipy: pip install 'rasid[analysis]'", 2)
    try:
        gold = [
            record
            for record in read_gold(files, ambiguous=detection)
            if record.kind == ("labels" if detection else "events")
        ]
    except (GoldError, OSError) as fault:
        fail(str(fault), 2)
    if len(gold) < train.FOLDS:
        fail(f"{len(gold)} coded records are too few to learn from; {train.FOLDS} folds are wanted", 2)
    tables = load()
    if detection:
        _detection(gold, tables, output)
        return
    rows = [(g.article, {"id": g.article.id, "text": g.article.text, "events": g.events}) for g in gold]
    whole, parts = train.rounds(rows, tables, tables.weights if onto else None)
    seen = [copy.copy(tables) for _ in parts]
    for one, part in zip(seen, parts):
        one.weights = part
    tally = train.crossed(rows, seen)
    _show(tally)
    if output is not None:
        train.write(whole, output)
        typer.echo(f"{len(whole)} weights in {output}", err=True)


def _detection(gold: "list[Gold]", tables: "Tables", output: Path | None) -> None:
    """Learn what the labellers accept, and write the table."""
    from rasid.coder import code
    from rasid.evaluate import detect

    learned: dict[str, dict[str, float]] = {}
    for kind in detect.TYPES:
        own = [g for g in gold if g.type == kind]
        if not own:
            continue
        coded = [
            detect.labelled(g.article.text, code(g.article, tables).to_json()["events"], kind, g.positive, g.ambiguous)
            for g in own
        ]
        learned[kind], (hits, found, positive) = detect.train(coded)
        measured = sum(not g.ambiguous for g in own)
        typer.echo(
            f"{kind} {measured} sentences  P {hits / max(found, 1):.3f}  R {hits / max(positive, 1):.3f}  "
            f"F1 {2 * hits / max(found + positive, 1):.3f}"
        )
    if output is not None:
        detect.write(learned, output)


def _show(tally: Counter[str]) -> None:
    typer.echo(f"{tally['records']} records, {tally['gold']} gold events, {tally['predicted']} predicted")
    for name in ("type", "dyad"):
        right, predicted, wanted = tally[name], max(tally["predicted"], 1), max(tally["gold"], 1)
        f1 = 2 * right / (predicted + wanted)
        typer.echo(f"{name:5} P {right / predicted:.3f}  R {right / wanted:.3f}  F1 {f1:.3f}")
    typer.echo(
        f"aux   right in {tally['aux'] / max(tally['met'], 1):.3f} of {tally['met']} events of the right type and actor"
    )
