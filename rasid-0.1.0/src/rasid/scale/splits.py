"""What one worker reads at a time: a stretch of lines, row groups, an archive, a handful of pages.

The plan looks at names, sizes and line ends only; reading and coding are the workers'. A split is known by where it
lies (`Split.name`), and by a print of all that its result depends on (`Split.print`): the state of its files, the
tables, the coder. So a run can tell what is done without reading it, and what has changed since.
"""

import datetime as dt
import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, Literal

from rasid import __version__
from rasid.scale.folder import filesystem, is_address
from rasid.sources.compressed import SUFFIXES
from rasid.sources.encoding import is_wide
from rasid.sources.files import kind_of, name_for, unpacked_name, walk

Kind = Literal["files", "lines", "rows"]
_MANY: Final = (".jsonl", ".ndjson", ".csv", ".tsv", ".parquet", ".warc", ".warc.gz")  # files of many articles
_LARGE: Final = 8 << 20  # bytes: a file of this size is not read together with others
_PIECE: Final = 1 << 20


class PlanError(ValueError):
    """An input that is not there, or can't be listed."""


@dataclass(frozen=True, slots=True)
class Split:
    """``files`` to read whole; of one file the bytes ``start`` to ``end``, before which ``first`` lines stand; or its
    row groups ``start`` to ``end``, before which ``first`` rows stand. ``taken``: for each file, names not free."""

    name: str
    print: str
    kind: Kind
    files: tuple[str, ...]
    start: int = 0
    end: int = 0
    first: int = 0
    taken: tuple[tuple[str, ...], ...] = ()


@dataclass(frozen=True, slots=True)
class _File:
    path: str
    size: int
    changed: str
    taken: tuple[str, ...] = ()


class Plan:
    """Cuts inputs into splits of about ``size`` articles. The same inputs give the same splits."""

    def __init__(self, size: int, digest: str, day: dt.date | None) -> None:
        self.size = size
        self._with = f"{__version__}+{digest}+{size}+{day}"

    def splits(self, inputs: Iterable[str]) -> Iterator[Split]:
        """The splits of files, folders and addresses, in order. Raises PlanError."""
        group: list[_File] = []
        for file in _named(list(_files(inputs))):
            many = unpacked_name(file.path).lower().endswith(_MANY) or file.path.lower().endswith(".warc.gz")
            alone = many or file.size > _LARGE
            if group and (alone or len(group) == self.size or is_address(file.path)):
                yield self._split("files", group)
                group = []
            if not alone and not is_address(file.path):
                group.append(file)
            else:
                yield from self._of_many(file)
        if group:
            yield self._split("files", group)

    def _of_many(self, file: _File) -> Iterator[Split]:
        if not is_address(file.path):
            path = Path(file.path)
            if path.suffix.lower() == ".parquet":
                yield from self._row_groups(file)
                return
            if not path.name.lower().endswith(SUFFIXES) and kind_of(path) == "jsonl" and not _wide(path):
                yield from self._lines(file)
                return
        yield self._split("files", [file])

    def _lines(self, file: _File) -> Iterator[Split]:
        """Stretches of so many lines, or of so many bytes where lines are long."""
        with Path(file.path).open("rb") as lines:
            start = end = first = number = 0
            while piece := lines.readline(_PIECE):
                end += len(piece)
                number += piece.endswith(b"\n")
                if piece.endswith(b"\n") and (number - first == self.size or end - start >= _LARGE):
                    yield self._split("lines", [file], start, end, first)
                    start, first = end, number
            if end > start:
                yield self._split("lines", [file], start, end, first)

    def _row_groups(self, file: _File) -> Iterator[Split]:
        import pyarrow as pa
        import pyarrow.parquet as pq

        try:
            with pq.ParquetFile(file.path) as opened:
                counts = [opened.metadata.row_group(n).num_rows for n in range(opened.metadata.num_row_groups)]
        except (pa.ArrowException, OSError, ValueError):
            yield self._split("files", [file])  # its reader says what is wrong
            return
        start = first = rows = 0
        for number, count in enumerate(counts, 1):
            rows += count
            if rows - first >= self.size or number == len(counts):
                yield self._split("rows", [file], start, number, first)
                start, first = number, rows

    def _split(self, kind: Kind, files: Sequence[_File], start: int = 0, end: int = 0, first: int = 0) -> Split:
        paths = tuple(file.path for file in files)
        state = [(file.path, file.size, file.changed, file.taken) for file in files]
        return Split(
            _digest(kind, paths, start), _digest(self._with, state, kind, start, end), kind, paths, start, end, first,
            tuple(file.taken for file in files),
        )  # fmt: skip


def _files(inputs: Iterable[str]) -> Iterator[_File]:
    for place in inputs:
        if is_address(place):
            yield from _listed(place)
            continue
        found = False
        for path in walk(Path(place)):
            found = True
            try:
                state = path.stat()
            except OSError as fault:
                raise PlanError(f"{path}: {fault.strerror}") from None
            yield _File(str(path.resolve()), state.st_size, str(state.st_mtime_ns))
        if not found:
            raise PlanError(f"{place}: no files in this directory")


def _listed(place: str) -> Iterator[_File]:
    """The objects at an address, or under it."""
    from pyarrow import fs

    try:
        system, path = filesystem(place)
        info = system.get_file_info(path)
        found: list[Any] = [info]
        if info.type == fs.FileType.Directory:
            found = system.get_file_info(fs.FileSelector(path, recursive=True))
    except (OSError, ValueError) as fault:
        raise PlanError(f"{place}: {fault}") from None
    found = sorted((one for one in found if one.type == fs.FileType.File), key=lambda one: str(one.path))
    if not found:
        raise PlanError(f"{place}: nothing is there")
    address, _, options = place.partition("?")
    for one in found:
        whole = address + one.path.removeprefix(path) + (f"?{options}" if options else "")
        yield _File(whole, one.size, str(one.mtime_ns))


def _named(files: list[_File]) -> list[_File]:
    """Two files of one name in different folders are two articles, and keep the names that one process gives them."""
    stems: dict[str, int] = {}
    for file in files:
        stems[_stem(file.path)] = stems.get(_stem(file.path), 0) + 1
    taken: set[str] = set()
    out = []
    for file in files:
        stem = _stem(file.path)
        if stems[stem] > 1 and not is_address(file.path) and kind_of(Path(file.path)) in ("text", "html"):
            before = tuple(sorted(name for name in taken if name.startswith(stem)))
            name_for(stem, taken)
            file = _File(file.path, file.size, file.changed, before)
        out.append(file)
    return out


def _stem(path: str) -> str:
    return Path(unpacked_name(path)).stem


def _wide(path: Path) -> bool:
    with path.open("rb") as file:
        return is_wide(file.read(1 << 16))


def _digest(*parts: object) -> str:
    return hashlib.blake2b(repr(parts).encode("utf-8", "surrogateescape"), digest_size=8).hexdigest()
