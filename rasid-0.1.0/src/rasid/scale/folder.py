"""Where a run writes: a folder of this machine, or a place in an object store (``s3://…``, ``gs://…``).

A file is there whole or not at all: here it is written beside and moved into place, an object store shows an object
when all of it has come.
"""

import json
import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

MARKS: Final = "done"
_PROBE: Final = ".probe"
_ADDRESS: Final = re.compile(r"[a-zA-Z][a-zA-Z0-9+.-]+://")


def is_address(place: str) -> bool:
    """Does this name a place in an object store, rather than a file here?"""
    return _ADDRESS.match(place) is not None


def filesystem(place: str) -> tuple[Any, str]:
    """The file system of a path or address (`pyarrow.fs`), and the path in it. An address may carry options of the
    store: ``s3://bucket/folder?region=eu-central-1``."""
    from pyarrow import fs

    if is_address(place):
        found: tuple[Any, str] = fs.FileSystem.from_uri(place)
        return found
    return fs.LocalFileSystem(), str(Path(place).resolve())


class Folder:
    """The folder of a data set."""

    def __init__(self, place: str) -> None:
        self.place = place if is_address(place) else str(Path(place).resolve())
        self._local = not is_address(place)
        self._fs, self._root = filesystem(place)

    def write(self, name: str, data: bytes) -> None:
        """Write a file, whole or not at all."""
        path = f"{self._root}/{name}"
        if not self._local:
            with self._fs.open_output_stream(path) as file:
                file.write(data)
            return
        target = Path(path)
        target.parent.mkdir(parents=True, exist_ok=True)
        half = target.with_name(f".{target.name}.{os.getpid()}.half")
        with half.open("wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        half.replace(target)

    def probe(self) -> None:
        """Raises OSError where nothing can be written here."""
        self.write(f"{MARKS}/{_PROBE}", b"")
        self.remove(f"{MARKS}/{_PROBE}")

    def remove(self, name: str) -> None:
        """Remove a file, if it is there."""
        from pyarrow import fs

        path = f"{self._root}/{name}"
        if self._fs.get_file_info(path).type != fs.FileType.NotFound:
            self._fs.delete_file(path)

    def mark(self, name: str) -> dict[str, Any] | None:
        """What the mark of this name says; None where there is none."""
        return self._read(f"{self._root}/{MARKS}/{name}.json")

    def set_mark(self, name: str, mark: dict[str, Any]) -> None:
        self.write(f"{MARKS}/{name}.json", json.dumps(mark).encode())

    def remove_mark(self, name: str) -> None:
        self.remove(f"{MARKS}/{name}.json")

    def marks(self) -> Iterator[tuple[str, dict[str, Any]]]:
        """All marks, by name."""
        from pyarrow import fs

        for info in self._fs.get_file_info(fs.FileSelector(f"{self._root}/{MARKS}", allow_not_found=True)):
            name = Path(info.path).name
            if name.endswith(".json") and not name.startswith(".") and (mark := self._read(info.path)) is not None:
                yield name.removesuffix(".json"), mark

    def _read(self, path: str) -> dict[str, Any] | None:
        try:
            with self._fs.open_input_stream(path) as file:
                mark: dict[str, Any] = json.loads(file.read())
        except FileNotFoundError:
            return None
        return mark
