"""Which extra brings what a command wants and this installation lacks: an answer for people instead of a traceback."""

from collections.abc import Sequence
from typing import Final

_COMMANDS: Final = {
    "serve": "web", "token": "store", "run": "scale", "dyad": "analysis", "network": "analysis", "trend": "analysis",
    "actor": "analysis", "panel": "analysis", "train": "analysis", "alerts": "store", "reviews": "store",
}  # fmt: skip
_MODULES: Final = {
    "duckdb": "store", "numpy": "store", "pyarrow": "store", "zstandard": "store", "py3langid": "store",
    "feedparser": "store", "httpx": "store", "httpcore": "store", "fastwarc": "store", "psycopg": "pg",
    "pandas": "frames", "polars": "analysis", "networkx": "analysis", "scipy": "analysis", "altair": "analysis",
    "vl_convert": "analysis", "fastapi": "web", "starlette": "web", "jinja2": "web", "uvicorn": "web", "daft": "scale",
    "ray": "scale", "followthemoney": "ftm",
}  # fmt: skip


def wanted(fault: ImportError, words: Sequence[str]) -> str | None:
    """What to say of a module that is missing when the command line ``words`` runs; None if no extra brings it.

    >>> wanted(ModuleNotFoundError("No module named 'numpy'", name="numpy"), ["network", "--db", "x"])
    "`rasid network` needs numpy, which is not installed: pip install 'rasid[analysis]'"
    """
    module = (fault.name or "").partition(".")[0]
    if module not in _MODULES:
        return None
    command = next((word for word in words if not word.startswith("-")), "")
    extra = _COMMANDS.get(command, _MODULES[module])
    return f"`rasid {command}` needs {module}, which is not installed: pip install 'rasid[{extra}]'"
