"""The list of feeds that `rasid watch` follows: a TOML file.

::

    every = 15                       # minutes between two visits, for all that don't say
    [[feed]]
    url = "https://news.example/rss"
    source = "الصحيفة"                # optional: else the feed's own title
    every = 5
"""

import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

_EVERY: Final = 15.0
_LEAST: Final = 0.05


class WatchError(ValueError):
    """A list of feeds that can't be used; the message names the file and the fault."""


@dataclass(frozen=True, slots=True)
class Feed:
    """A feed and how often to visit it, in seconds."""

    url: str
    source: str | None
    every: float


def read_watch_list(path: Path) -> list[Feed]:
    """The feeds of a file; raises WatchError."""
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as fault:
        raise WatchError(f"{path}: {fault.strerror}") from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, RecursionError) as fault:
        raise WatchError(f"{path}: {fault}") from None
    feeds = data.get("feed")
    if not isinstance(feeds, list) or not feeds:
        raise WatchError(f"{path}: no [[feed]] in it")
    usual = _minutes(data, _EVERY, path)
    return [_feed(entry, usual, path) for entry in feeds]


def _feed(entry: Any, usual: float, path: Path) -> Feed:
    if not isinstance(entry, dict) or not isinstance(entry.get("url"), str):
        raise WatchError(f"{path}: a [[feed]] without a url")
    unknown = entry.keys() - {"url", "source", "every"}
    if unknown:
        raise WatchError(f"{path}: unknown {', '.join(sorted(unknown))} in the feed {entry['url']}")
    return Feed(entry["url"], entry.get("source"), _minutes(entry, usual / 60, path))


def _minutes(table: dict[str, Any], usual: float, path: Path) -> float:
    every = table.get("every", usual)
    if not isinstance(every, (int, float)) or every < _LEAST:
        raise WatchError(f"{path}: every is a number of minutes, not {every!r}")
    return float(every) * 60
