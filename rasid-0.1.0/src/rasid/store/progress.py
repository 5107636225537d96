"""A progress bar for ingest: articles a second, share of the input done, time left."""

import sys
import time
from collections.abc import Iterable, Iterator
from pathlib import Path
from types import TracebackType
from typing import Final, Self

from rasid.sources.document import Document, Reject
from rasid.store.runs import Tally

_BAR: Final = 24
_EVERY: Final = 0.2  # seconds between two drawings
_PACKED: Final = 4.0  # how much smaller compressed text is, about


def size_of(sources: Iterable[str]) -> int | None:
    """The bytes of all the files named, as far as they can be known; None where they can't (feeds, standard input)."""
    total = 0
    for source in sources:
        path = Path(source)
        if source == "-" or "://" in source or not path.exists():
            return None
        files = [path] if path.is_file() else [f for f in path.rglob("*") if f.is_file()]
        total += sum(_unpacked(file) for file in files)
    return total


class Bar:
    """Draws on standard error where that is a terminal; counts everywhere."""

    def __init__(self, total: int | None) -> None:
        self._total = total
        self._bytes = 0
        self._tally = Tally()
        self._began = self._drawn = time.monotonic()
        self._shown = sys.stderr.isatty()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, fault: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._shown:
            sys.stderr.write("\r\x1b[K")

    def over(self, documents: Iterable[Document | Reject]) -> Iterator[Document | Reject]:
        """The documents, counted as they pass."""
        for document in documents:
            if isinstance(document, Document):
                self._bytes += len(document.article.text.encode("utf-8", "replace"))
            yield document

    def show(self, tally: Tally) -> None:
        """Draw how far it is."""
        self._tally = tally
        if not self._shown or time.monotonic() - self._drawn < _EVERY:
            return
        self._drawn = time.monotonic()
        text = f"{tally.read:,} articles, {self._rate():,.0f} a second"
        if self._total:
            done = min(self._bytes / self._total, 0.999)
            left = (self._drawn - self._began) * (1 - done) / max(done, 0.001)
            filled = int(done * _BAR)
            text = f"{'█' * filled}{'░' * (_BAR - filled)} {done:4.0%}  {text}, {_clock(left)} left"
        sys.stderr.write(f"\r\x1b[K{text}")
        sys.stderr.flush()

    def told(self) -> str:
        """How long it took and how fast it was, in a few words."""
        took = time.monotonic() - self._began
        return f"{took:.1f} s, {self._rate():,.0f} articles a second"

    def _rate(self) -> float:
        return self._tally.read / max(time.monotonic() - self._began, 0.001)


def _unpacked(file: Path) -> int:
    size = file.stat().st_size
    return int(size * _PACKED) if file.suffix in (".gz", ".zst", ".parquet") else size


def _clock(seconds: float) -> str:
    minutes, rest = divmod(int(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"
