"""Lists and mappings that lie in parcels, each of which is opened when something in it is first asked for.

A sentence needs some dozens of the seventeen thousand lemmas; so nothing else is made for it. A mapping lies in parcels
by the checksum of its words, until so many have been opened that the rest is opened at once.
"""

import pickle
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, Final, Generic, TypeVar
from zlib import crc32

T = TypeVar("T")
V = TypeVar("V")
_ROWS: Final = 16  # things in a parcel of a list
_BUCKETS: Final = 4096  # parcels of a mapping, a power of two
_MANY: Final = 1024  # so many opened: the text is long, and the rest will be wanted too
_PROTOCOL: Final = 5


class Rows(Generic[T]):
    """A list whose things are made when they are first asked for."""

    def __init__(self, stored: tuple[int, list[bytes]], make: Callable[[int, Any], T]) -> None:
        length, parcels = stored
        self._parcels: list[bytes | None] = [*parcels]
        self._make = make
        self._rows: list[Any] = [None] * length
        self._made: list[T | None] = [None] * length

    def __getitem__(self, number: int) -> T:
        thing = self._made[number]
        return thing if thing is not None else self._open(number)

    def __len__(self) -> int:
        return len(self._made)

    def __iter__(self) -> Iterator[T]:
        return iter([self[number] for number in range(len(self._made))])

    def _open(self, number: int) -> T:
        place = number // _ROWS
        parcel = self._parcels[place]
        if parcel is not None:
            for offset, row in enumerate(pickle.loads(parcel)):
                self._rows[place * _ROWS + offset] = row
            self._parcels[place] = None
        thing = self._make(number, self._rows[number])
        self._rows[number] = None
        self._made[number] = thing
        return thing


class Index(Generic[V]):
    """A mapping from words whose parts are opened when a word in them is first looked up."""

    def __init__(self, parcels: list[bytes]) -> None:
        self._parcels = parcels
        self._parts: list[dict[str, V] | None] = [None] * len(parcels)
        self._opened = 0
        self._all: dict[str, V] | None = None

    def get(self, word: str) -> V | None:
        """What is known of a word, or None."""
        if self._all is not None:
            return self._all.get(word)
        place = crc32(word.encode("utf-8", "surrogatepass")) & (_BUCKETS - 1)
        part = self._parts[place]
        if part is None:
            part = pickle.loads(self._parcels[place])
            self._parts[place] = part
            self._opened += 1
            if self._opened > _MANY:
                self._open_all()
        return part.get(word)

    def __iter__(self) -> Iterator[str]:
        if self._all is None:
            self._open_all()
        return iter(list(self._all or ()))

    def _open_all(self) -> None:
        whole: dict[str, V] = {}
        for part, parcel in zip(self._parts, self._parcels, strict=True):
            whole.update(part if part is not None else pickle.loads(parcel))
        self._all = whole
        self._parts, self._parcels = [], []


def parcelled(rows: Iterable[Any]) -> tuple[int, list[bytes]]:
    """Rows as `Rows` wants them: how many, and their parcels."""
    known = list(rows)
    return len(known), [pickle.dumps(known[k : k + _ROWS], _PROTOCOL) for k in range(0, len(known), _ROWS)]


def bucketed(index: Mapping[str, Any]) -> list[bytes]:
    """A mapping, in parcels for `Index`."""
    parts: list[dict[str, Any]] = [{} for _ in range(_BUCKETS)]
    for word, value in index.items():
        parts[crc32(word.encode("utf-8", "surrogatepass")) & (_BUCKETS - 1)][word] = value
    return [pickle.dumps(part, _PROTOCOL) for part in parts]
