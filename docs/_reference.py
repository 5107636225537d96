"""The pages that are made from the code: commands, routes, the Python API, predicates, the notebook and its results."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, Final

HERE: Final = Path(__file__).parent
NOTEBOOKS: Final = HERE / "notebooks"
PAGES: Final = (
    "reference/commands", "reference/routes", "reference/python", "reference/predicates/index",
    "reference/notebooks/feed_to_panel",
)  # fmt: skip
MODULES: Final = {
    "Coding": ("rasid.coder", "rasid.records", "rasid.tables", "rasid.explain", "rasid.output"),
    "Reading": ("rasid.sources", "rasid.sources.fetch", "rasid.sources.web"),
    "The store": ("rasid", "rasid.store", "rasid.store.filters", "rasid.store.errors"),
    "Analysis": (
        "rasid.analysis.source", "rasid.analysis.dyads", "rasid.analysis.changes", "rasid.analysis.panels",
        "rasid.analysis.trends", "rasid.analysis.network", "rasid.analysis.ties", "rasid.analysis.countries",
        "rasid.analysis.moves", "rasid.analysis.charts", "rasid.analysis.frames",
    ),
    "Alerts and reviews": (
        "rasid.alerts.rules", "rasid.alerts.book", "rasid.alerts.evaluate", "rasid.alerts.feed",
        "rasid.reviews.agreement",
    ),
    "Exchange": ("rasid.exports", "rasid.exports.table", "rasid.imports"),
    "Measuring": ("rasid.evaluate", "rasid.evaluate.gold", "rasid.evaluate.score"),
}  # fmt: skip


def write(folder: Path) -> None:
    """Write all pages into the folder; pages that are right already are left alone."""
    pages = {"commands.md": commands(), "routes.md": routes(), "python.md": python()}
    pages |= {f"predicates/{name}.md": text for name, text in predicates()}
    pages |= {f"notebooks/{path.stem}.md": notebook(path) for path in sorted(NOTEBOOKS.glob("*.ipynb"))}
    for name, text in pages.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        if not path.exists() or path.read_text(encoding="utf-8") != text:
            path.write_text(text, encoding="utf-8")


def all_commands() -> Iterator[tuple[str, Any]]:
    """Each command by its full name, with what typer knows of it."""
    import typer

    from rasid.cli import app

    root: Any = typer.main.get_command(app)
    for name, command in root.commands.items():
        inner = getattr(command, "commands", None)
        if inner is None or getattr(command, "invoke_without_command", False):
            yield name, command
        for below, one in (inner or {}).items():
            yield f"{name} {below}", one


def commands() -> str:
    """Every command with its arguments and options."""
    out = ["# Commands", "Made from the commands themselves; `rasid COMMAND --help` says the same in a terminal."]
    for name, command in all_commands():
        given = [p for p in command.params if p.param_type_name == "argument"]
        shape = " ".join(_argument(p) for p in given)
        out += [f"## rasid {name}", _plain(command.help), f"```sh\nrasid {name} {shape}\n```".replace(" \n", "\n")]
        rows = [(f"`{_argument(p)}`", _plain(p.help)) for p in given if p.help]
        rows += [(_names(p), _about(p)) for p in command.params if p.param_type_name == "option"]
        if rows:
            out.append(_table(("", ""), rows))
    return "\n\n".join(out) + "\n"


def routes() -> str:
    """Every route of the API with its parameters."""
    from rasid.web import create_app

    document = create_app(":memory:").openapi()
    out = [
        "# Routes",
        "Made from the OpenAPI document (`/v1/openapi.json`). What holds for all stands in [the API](../api.md).",
    ]
    for path, item in document["paths"].items():
        for method, operation in item.items():
            out += [f"## {method.upper()} {path}", operation.get("description") or operation.get("summary", "")]
            rows = [_parameter(p) for p in operation.get("parameters", [])]
            if rows:
                out.append(_table(("parameter", "in", "values", "meaning"), rows))
            answers = ", ".join(
                f"{status} {answer['description']}" for status, answer in operation["responses"].items()
            )
            out.append(f"Answers: {answers}")
    return "\n\n".join(out) + "\n"


def python() -> str:
    """The modules that anyone may build on."""
    out = ["# Python", "The public functions and classes, from their docstrings."]
    for title, modules in MODULES.items():
        out.append(f"## {title}")
        for module in modules:
            out += [f"### {module}", f"```{{eval-rst}}\n.. automodule:: {module}\n   :members:\n```"]
    return "\n\n".join(out) + "\n"


def predicates() -> Iterator[tuple[str, str]]:
    """For each type the predicates that code it, with CAMEO codes and examples, and an index."""
    from rasid.tables import FOLDER
    from rasid.tables.compile_frames import FRAME_COLUMNS
    from rasid.tables.loader import read_table

    rows = defaultdict(list)
    for path in sorted((FOLDER / "frames").glob("*.tsv")):
        for row in read_table(path, FRAME_COLUMNS):
            for type_ in dict.fromkeys(_types(row["result"])):
                place = f"{path.stem}:{row.line}"
                rows[type_].append(
                    (row["predicate"], row["example"], row["pattern"], row["result"], row["cameo"], place)
                )
    heads = ("predicate", "example", "where the parties stand", "result", "CAMEO", "line")
    index = [(f"[{name}]({name}.md)", f"{len(found):,}") for name, found in sorted(rows.items())]
    names = "\n".join(sorted(rows))
    yield (
        "index",
        (
            "# Predicates by type\n\nWhat each verb and noun codes, line by line of the frames tables; the notation is "
            f"that of [extending](../../extending.md#the-notation-of-frames).\n\n{_table(('type', 'lines'), index)}\n\n"
            f"```{{toctree}}\n:hidden:\n\n{names}\n```\n"
        ),
    )
    for name, found in rows.items():
        cells = [(_code(row[0], "، "), row[1], _code(row[2]), _code(row[3]), *row[4:]) for row in found]
        yield name, f"# {name}\n\n{_table(heads, cells)}\n"


def notebook(path: Path) -> str:
    """The notebook as a page, run from beginning to end."""
    import nbformat
    from nbclient import NotebookClient
    from nbconvert import MarkdownExporter

    cells = nbformat.read(path, as_version=4)
    done = NotebookClient(cells, timeout=300, resources={"metadata": {"path": str(path.parent)}}).execute()
    text, resources = MarkdownExporter().from_notebook_node(done)
    for name, data in resources["outputs"].items():  # a picture stands in the page itself
        text = text.replace(f"![svg]({name})", data.decode() if name.endswith(".svg") else "")
    return text.replace("](../", "](../../")


def _types(result: str) -> list[str]:
    first = [outcome.split()[0] for outcome in result.split(";") if outcome.split()]
    names = ("ties" if name.startswith("TIE.") else name.partition(".")[0] for name in first)
    return [name for name in names if name not in ("ACT", "CLAUSE", "none")]


def _code(cell: str, between: str = "|") -> str:
    """In code's type; words that stand for each other may be parted, so that lines break between them."""
    return between.join(f"`{part}`" for part in (cell.split("|") if between != "|" else [cell])) if cell else ""


def _argument(param: Any) -> str:
    name = param.metavar or (param.name or "").upper()
    return name if param.required else f"[{name}]"


def _names(param: Any) -> str:
    metavar = f" {param.metavar}" if param.metavar else ""
    shown = ", ".join(f"`{name}{metavar}`" for name in param.opts)
    return shown + "".join(f" / `{name}`" for name in param.secondary_opts)


def _about(param: Any) -> str:
    told = _plain(param.help)
    default = getattr(param.default, "value", param.default)
    if default not in (None, False, True, "", ()) and not callable(default):
        told += f" Without it: `{default}`."
    if param.envvar:
        told += f" (`{param.envvar}`)"
    return told


def _parameter(given: dict[str, Any]) -> tuple[str, ...]:
    schema = given.get("schema", {})
    told = given.get("description") or schema.get("description", "")
    return f"`{given['name']}`", given["in"], _kind(schema), told


def _kind(schema: dict[str, Any]) -> str:
    if "anyOf" in schema:
        return _kind(next(one for one in schema["anyOf"] if one.get("type") != "null"))
    if schema.get("type") == "array":
        return "any of " + _kind(schema["items"])
    if "enum" in schema:
        return ", ".join(f"`{value}`" for value in schema["enum"])
    return str(schema.get("type", ""))


def _table(heads: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> str:
    lines = [" | ".join(heads), " | ".join("---" for _ in heads)]
    lines += [" | ".join(cell.replace("|", "\\|").replace("\n", " ") for cell in row) for row in rows]
    return "\n".join(f"| {line} |" for line in lines)


def _plain(text: str | None) -> str:
    return re.sub(r"\s+", " ", text or "").strip()
