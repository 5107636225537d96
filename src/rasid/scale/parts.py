"""A part of a run: some hundred articles, coded and written as one, or not at all.

A part's name is a hash of its articles and the coder's version. Its files are written beside and moved into place, its
mark of completion last; so a run that is stopped at any moment can be started again, finds what is done by the marks,
and writes what was half done under the same names.
"""

import hashlib
import json
import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import Any, Final

from rasid import __version__
from rasid.records import Article, Coding
from rasid.scale.parallel import Crashed, code_one
from rasid.sources import Reject

REJECTS: Final = {"found_at": "text", "reason": "text"}
_PART: Final = 200
_UNDATED: Final = "unknown"


@dataclass(frozen=True, slots=True)
class Part:
    """What is coded together: articles, and what could not be read between them."""

    name: str
    articles: list[Article]
    rejects: list[Reject]


def parts_of(items: Iterable[Article | Reject], digest: str, size: int = _PART) -> Iterator[Part]:
    """The stream of articles, cut into parts. The same input and coder give the same parts."""
    articles: list[Article] = []
    rejects: list[Reject] = []
    for item in items:
        if isinstance(item, Reject):
            rejects.append(item)
        else:
            articles.append(item)
        if len(articles) + len(rejects) == size:
            yield _part(articles, rejects, digest)
            articles, rejects = [], []
    if articles or rejects:
        yield _part(articles, rejects, digest)


def is_done(folder: Path, part: Part) -> bool:
    return _mark(folder, part.name).exists()


def done(folder: Path) -> Iterator[dict[str, Any]]:
    """What the marks of all finished parts say."""
    for path in sorted((folder / "done").glob("*.json")):
        yield json.loads(path.read_text(encoding="utf-8"))


def code_part(part: Part, folder: Path) -> dict[str, Any]:
    """Code a part and write it to ``folder``; returns its mark. An article that fails becomes a reject."""
    coded: list[tuple[Article, Coding]] = []
    rejects = list(part.rejects)
    for article in part.articles:
        coding = code_one(article)
        if isinstance(coding, Crashed):
            rejects.append(Reject(article.id, f"not coded: {coding.reason}"))
        else:
            coded.append((article, coding))
    return _write(part.name, coded, rejects, folder)


def _write(name: str, coded: list[tuple[Article, Coding]], rejects: list[Reject], folder: Path) -> dict[str, Any]:
    from rasid.exports.codes import Codes
    from rasid.exports.table import EVENTS, TIES, event_rows, tie_rows
    from rasid.exports.told import tell

    codes = Codes.load()
    counts = {"events": 0, "ties": 0}
    for month, records in groupby(sorted(coded, key=lambda one: _month(one[0])), key=lambda one: _month(one[0])):
        items = list(tell(records))
        place = f"month={month}/{name}.parquet"
        counts["events"] += _table(list(event_rows(items, codes)), EVENTS, folder / "events" / place)
        counts["ties"] += _table(list(tie_rows(items, codes)), TIES, folder / "ties" / place)
    rows = [{"found_at": reject.where, "reason": reject.reason} for reject in rejects]
    _table(rows, REJECTS, folder / "rejects" / f"{name}.parquet")
    words = sum(len(article.text.split()) for article, _ in coded)
    mark = {"part": name, "articles": len(coded), "words": words, "rejects": len(rejects), **counts}
    _into_place(_mark(folder, name), json.dumps(mark).encode())
    return mark


def _table(rows: Sequence[Mapping[str, Any]], columns: Mapping[str, str], path: Path) -> int:
    import io

    from rasid.exports.table import write_parquet

    if rows:
        out = io.BytesIO()
        write_parquet(rows, columns, out)
        _into_place(path, out.getvalue())
    return len(rows)


def _into_place(path: Path, data: bytes) -> None:
    """Write a file so that it is there whole or not at all."""
    path.parent.mkdir(parents=True, exist_ok=True)
    half = path.with_name(f".{path.name}.{os.getpid()}.half")
    with half.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    half.replace(path)


def _part(articles: list[Article], rejects: list[Reject], digest: str) -> Part:
    sum_ = hashlib.blake2b(f"{__version__}+{digest}".encode(), digest_size=8)
    for one in articles:
        day = one.date.isoformat() if one.date else ""
        sum_.update("\x1f".join((one.id, day, one.url or "", one.text)).encode("utf-8", "surrogatepass"))
    for reject in rejects:
        sum_.update(str(reject).encode("utf-8", "surrogatepass"))
    return Part(sum_.hexdigest(), articles, rejects)


def _month(article: Article) -> str:
    return f"{article.date:%Y-%m}" if article.date else _UNDATED


def _mark(folder: Path, name: str) -> Path:
    return folder / "done" / f"{name}.json"
