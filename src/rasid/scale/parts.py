"""A part of a run: some hundred articles of a split, coded and written as one, or not at all.

The files of a part are written first and its mark last, under names that follow from its split; so what was half done
when a worker died is written again under the same names. A split's own mark replaces those of its parts. A mark that
bears another print (`rasid.scale.splits`) is of another state of the input, or of another coder: what it stands for is
removed and made anew.
"""

import datetime as dt
import io
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import groupby, islice
from typing import Any, Final

from rasid.exports.table import write_parquet
from rasid.records import Article, Coding
from rasid.scale.folder import Folder
from rasid.scale.parallel import Crashed, as_it_is, code_one
from rasid.scale.reading import articles_of
from rasid.scale.rows import EVENTS, REJECTS, TIES, rows_of
from rasid.scale.splits import Split
from rasid.sources import Reject

Coder = Callable[[Sequence[Article]], Iterable[tuple[Article, Coding | Crashed]]]
COUNTS: Final = ("articles", "words", "events", "ties", "rejects")
_UNDATED: Final = "unknown"


def one_by_one(articles: Sequence[Article]) -> Iterator[tuple[Article, Coding | Crashed]]:
    """Code in this process."""
    for article in articles:
        yield article, code_one(article, as_it_is)


def code_split(
    split: Split, folder: Folder, size: int, day: dt.date | None, coder: Coder = one_by_one
) -> dict[str, Any]:
    """Code what of a split is not done yet, ``size`` articles at a time; returns the split's mark.

    An article that fails becomes a reject.
    """
    mark = folder.mark(split.name)
    if mark is not None and mark["print"] == split.print:
        return mark
    if mark is not None:
        clear(folder, split.name, mark)
    parts = list(_done(split, folder))
    read = sum(part["read"] for part in parts)
    items = articles_of(split, day, read)
    while some := list(islice(items, size)):
        name = f"{split.name}-{len(parts):04}"
        part = _code(name, some, folder, coder) | {"print": split.print}
        folder.set_mark(name, part)
        parts.append(part)
    total: Counter[str] = Counter()
    for part in parts:
        total.update({name: part[name] for name in COUNTS})
    whole = {
        "print": split.print, "inputs": [file.partition("?")[0] for file in split.files],
        "files": [file for part in parts for file in part["files"]], **{name: total[name] for name in COUNTS},
    }  # fmt: skip
    folder.set_mark(split.name, whole)
    for number in range(len(parts)):
        folder.remove_mark(f"{split.name}-{number:04}")
    return whole


def clear(folder: Folder, name: str, mark: Mapping[str, Any]) -> None:
    """Remove what a mark stands for. The mark goes last: if this is cut short, it is done again."""
    for file in mark["files"]:
        folder.remove(file)
    folder.remove_mark(name)


def _done(split: Split, folder: Folder) -> Iterator[dict[str, Any]]:
    """The marks of the split's first parts, as far as they are of its present state; others are cleared away."""
    number, whole = 0, True
    while (part := folder.mark(name := f"{split.name}-{number:04}")) is not None:
        whole = whole and part["print"] == split.print
        if whole:
            yield part
        else:
            clear(folder, name, part)
        number += 1


def _code(name: str, items: Sequence[Article | Reject], folder: Folder, coder: Coder) -> dict[str, Any]:
    rejects = [item for item in items if isinstance(item, Reject)]
    coded: list[tuple[Article, Coding]] = []
    for article, coding in coder([item for item in items if isinstance(item, Article)]):
        if isinstance(coding, Crashed):
            rejects.append(Reject(article.id, f"not coded: {coding.reason}"))
        else:
            coded.append((article, coding))
    files: list[str] = []
    counts = {"events": 0, "ties": 0}
    for month, records in groupby(sorted(coded, key=_month), key=_month):
        events, ties = rows_of(list(records))
        for kind, rows, columns in (("events", events, EVENTS), ("ties", ties, TIES)):
            counts[kind] += len(rows)
            files += _table(rows, columns, f"{kind}/month={month}/{name}.parquet", folder)
    told = [{"found_at": reject.where, "reason": reject.reason} for reject in rejects]
    files += _table(told, REJECTS, f"rejects/{name}.parquet", folder)
    words = sum(len(article.text.split()) for article, _ in coded)
    return {
        "read": len(items), "files": files, "articles": len(coded), "words": words, "rejects": len(rejects), **counts,
    }  # fmt: skip


def _table(rows: Sequence[Mapping[str, Any]], columns: Mapping[str, str], name: str, folder: Folder) -> list[str]:
    if not rows:
        return []
    out = io.BytesIO()
    write_parquet(rows, columns, out)
    folder.write(name, out.getvalue())
    return [name]


def _month(record: tuple[Article, Coding]) -> str:
    date = record[0].date
    return f"{date:%Y-%m}" if date else _UNDATED
