"""The articles of a split: what a worker reads, here or out of an object store."""

import datetime as dt
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from itertools import islice
from pathlib import Path
from typing import Any, BinaryIO, Final

from rasid.records import Article
from rasid.scale.folder import filesystem, is_address
from rasid.scale.splits import Split
from rasid.sources import Document, Reject, arabic_article
from rasid.sources.document import Limits
from rasid.sources.files import judged, read_file
from rasid.sources.rowwise import read_json_lines, read_parquet

_PIECE: Final = 1 << 20


def articles_of(split: Split, day: dt.date | None, after: int = 0) -> Iterator[Article | Reject]:
    """The Arabic articles of a split, in order, and what could not be read; the first ``after`` of both left out.

    They are those that `rasid.sources.read_articles` finds in the same files.
    """
    items = _warc(split, after) if _is_warc(split) else islice(_documents(split, day), after, None)
    return map(arabic_article, items)


def _documents(split: Split, day: dt.date | None) -> Iterator[Document | Reject]:
    limits = Limits()
    if split.kind == "lines":
        path = split.files[0]
        with open(path, "rb") as file:
            before = (split.first, split.start)
            yield from map(judged, read_json_lines(b"", _Stretch.of(file, split), path, day, limits, before=before))
        return
    if split.kind == "rows":
        path = split.files[0]
        groups = range(split.start, split.end)
        yield from map(judged, read_parquet(Path(path), path, day, groups=groups, before=split.first))
        return
    for name, taken in zip(split.files, split.taken, strict=True):
        with _here(name) as path_here:
            for item in read_file(path_here, None, day, set(taken), limits, arabic=True):
                yield _from(item, str(path_here), name)


def _is_warc(split: Split) -> bool:
    return split.kind == "files" and split.files[0].partition("?")[0].lower().endswith((".warc", ".warc.gz"))


def _warc(split: Split, after: int) -> Iterator[Document | Reject]:
    from rasid.sources.warc import read_warc

    with _here(split.files[0]) as path:
        try:
            for item in read_warc(path, Limits(), after=after, arabic=True):
                yield _from(judged(item), str(path), split.files[0])
        except OSError as fault:
            yield Reject(split.files[0], fault.strerror or str(fault))


def _from(item: Document | Reject, here: str, name: str) -> Document | Reject:
    """The item, found where the user has it, not where it lies for the moment."""
    if here == name:
        return item
    place = name.partition("?")[0]
    if isinstance(item, Reject):
        return Reject(item.where.replace(here, place), item.reason)
    return replace(item, found_at=item.found_at.replace(here, place))


@contextmanager
def _here(name: str) -> Iterator[Path]:
    """A file of this machine; an object is brought here for as long as it is read."""
    if not is_address(name):
        yield Path(name)
        return
    system, path = filesystem(name)
    with tempfile.TemporaryDirectory(prefix="rasid-") as folder:
        copy = Path(folder) / Path(path).name
        with system.open_input_stream(path) as source, copy.open("wb") as target:
            while piece := source.read(_PIECE):
                target.write(piece)
        yield copy


class _Stretch:
    """A stretch of a file as a file of its own, as far as `read_json_lines` needs one."""

    def __init__(self, file: BinaryIO, left: int) -> None:
        self._file = file
        self._left = left

    @classmethod
    def of(cls, file: BinaryIO, split: Split) -> Any:
        file.seek(split.start)
        return cls(file, split.end - split.start)

    def readline(self, size: int) -> bytes:
        line = self._file.readline(min(size, self._left))
        self._left -= len(line)
        return line
