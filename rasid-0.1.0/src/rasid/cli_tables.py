"""The commands for the tables: check, list, diff, new."""

import contextlib
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Final, NoReturn

import typer

_SHOWN: Final = 40  # rows of an answer
FoldersArgument = Annotated[list[Path] | None, typer.Argument(metavar="DIR", help="Folders of tables of your own.")]
tables_app = typer.Typer(help="See, check and extend the tables.", rich_markup_mode="rich")


def register(app: typer.Typer) -> None:
    """Add the commands to the command line."""
    app.add_typer(tables_app, name="tables")


@tables_app.callback(invoke_without_command=True)
def tables_command(context: typer.Context) -> None:
    """Without a command: check our own tables."""
    if context.invoked_subcommand is None:
        check_command(None)


@tables_app.command("check")
def check_command(
    folders: FoldersArgument = None,
    examples: Annotated[
        bool, typer.Option("--examples/--no-examples", help="Code the example of each frame of yours.")
    ] = True,
) -> None:
    """Check our tables, or yours over ours: each fault with file and line. Exit status 1 if there are any."""
    from rasid.tables import FOLDER, TableError, build, load
    from rasid.tables.workbench import check

    try:
        faults = check(*folders, examples=examples) if folders else build(FOLDER)[1]
        for fault in faults:
            typer.echo(f"{_near(fault.path)}:{fault.line}: {fault.message}", err=True)
        if faults:
            _fail(f"{len(faults)} fault{'s' if len(faults) > 1 else ''} in the tables", 1)
        tables = load(*(folders or ()))
    except TableError as fault:
        _fail(str(fault), 1)
    lemmas, frames = len(tables.lexicon.lemmas), len(tables.frames)
    typer.echo(f"{lemmas:,} lemmas, {frames:,} frames, no faults; tables {tables.digest}")


@tables_app.command("list")
def list_command(
    folders: FoldersArgument = None,
    find: Annotated[
        str | None, typer.Option("--find", metavar="WORD", help="Show the rows that hold this word instead.")
    ] = None,
) -> None:
    """List the tables that can be extended, ours and yours, or the rows that a word stands in."""
    from rasid.tables import FOLDER
    from rasid.tables.workbench import rows_with, tables_in

    with _telling_faults():
        if find:
            found = list(rows_with(find, *(folders or ())))
            for row in found[:_SHOWN]:
                typer.echo(f"{_near(row.path)}:{row.line}: " + "  ".join(cell for cell in row.cells.values() if cell))
            more = f" (the first {_SHOWN} are shown)" if len(found) > _SHOWN else ""
            typer.echo(f"{len(found):,} rows{more}")
            return
        for folder in (FOLDER, *(folders or ())):
            typer.echo("our tables" if folder == FOLDER else str(folder))
            for name, count, purpose in tables_in(folder):
                typer.echo(f"  {name:<32}{count:>7,}  {purpose}")


@tables_app.command("diff")
def diff_command(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="A folder of tables of your own.")],
    same: Annotated[bool, typer.Option("--same", help="Show the rows that change nothing, too.")] = False,
) -> None:
    """What your tables add to ours (+), what they change (~), and what stands there already (=)."""
    from rasid.tables.custom import check_folder
    from rasid.tables.workbench import differences

    with _telling_faults():
        counts: Counter[str] = Counter()
        for difference in differences(check_folder(folder)):
            counts[difference.kind] += 1
            if same or difference.kind != "same":
                typer.echo(str(difference))
        typer.echo(f"{counts['new']:,} new, {counts['changes']:,} changed, {counts['same']:,} there already")


@tables_app.command("new")
def new_command(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="The folder to make.")],
) -> None:
    """Make a folder of empty tables to fill in; what is there already stays."""
    from rasid.tables.workbench import make

    try:
        made = make(folder)
    except OSError as fault:
        _fail(str(fault), 1)
    for path in made:
        typer.echo(str(path))
    typer.echo(f"{len(made)} tables made; fill them in, then: rasid tables check {folder}", err=True)


@contextlib.contextmanager
def _telling_faults() -> Iterator[None]:
    from rasid.tables import TableError

    try:
        yield
    except TableError as fault:
        _fail(str(fault), 1)


def _near(path: Path) -> str:
    """The path as the user would write it; of our own tables the path among them."""
    from rasid.tables import FOLDER

    for folder in (FOLDER, Path.cwd()):
        with contextlib.suppress(ValueError):
            return str(path.resolve().relative_to(folder))
    return str(path)


def _fail(message: str, status: int) -> NoReturn:
    typer.echo(f"rasid: {message}", err=True)
    raise typer.Exit(status)
