"""Files as bytes, unpacked on the fly: gzip and zstd, told by their first bytes; bombs are stopped."""

import gzip
import io
import os
import zlib
from pathlib import Path
from typing import Any, BinaryIO, Final

from rasid.sources.document import Limits

_GZIP: Final = b"\x1f\x8b"
_PIECE: Final = 4096  # of a zstd file at a time: it may unpack to thirty thousand times as much
_ZSTD: Final = b"\x28\xb5\x2f\xfd"
SUFFIXES: Final = (".gz", ".zst", ".zstd")


class DamagedError(ValueError):
    """A compressed file that can't be unpacked further, or must not be."""


def open_unpacked(path: Path, limits: Limits) -> BinaryIO:
    """A file's bytes, unpacked where it is compressed. Reading raises DamagedError for a damaged file or a bomb."""
    file = path.open("rb")
    head = file.read(4)
    file.seek(0)
    if not head.startswith((_GZIP, _ZSTD)):
        return file
    return io.BufferedReader(_Unpacked(file, head, os.fstat(file.fileno()).st_size, limits), 1 << 16)


class _Unpacked(io.RawIOBase):
    def __init__(self, file: BinaryIO, head: bytes, packed: int, limits: Limits) -> None:
        self._file = file
        self._limits = limits
        self._packed = packed
        self._given = 0
        self._inner: Any = gzip.GzipFile(fileobj=file) if head.startswith(_GZIP) else _Zstd(file)

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        try:
            data = self._inner.read(len(buffer))
        except (OSError, EOFError, zlib.error) as fault:
            raise DamagedError(f"damaged: it unpacks only up to byte {self._given} ({fault})") from None
        self._given += len(data)
        if self._given > self._limits.expanded and self._given > self._packed * self._limits.expansion:
            raise DamagedError(
                f"a compression bomb: {self._packed:,} bytes unpack to more than {self._given:,}; not read further"
            )
        buffer[: len(data)] = data
        return len(data)

    def close(self) -> None:
        if not self.closed:
            self._file.close()
        super().close()


class _Zstd:
    """A file of zstd frames; unlike the library's own reader it notices one that is cut off."""

    def __init__(self, file: BinaryIO) -> None:
        try:
            import zstandard
        except ImportError:
            raise DamagedError("compressed with zstd: `pip install 'rasid[store]'` to read it") from None
        self._file = file
        self._new = zstandard.ZstdDecompressor().decompressobj
        self._error = zstandard.ZstdError
        self._frame: Any = None
        self._rest = b""
        self._ready = b""

    def read(self, size: int) -> bytes:
        while not self._ready:
            data = self._rest or self._file.read(_PIECE)
            self._rest = b""
            if not data:
                if self._frame is not None:
                    raise EOFError("it ends within a frame")
                return b""
            self._frame = self._frame or self._new()
            try:
                self._ready = self._frame.decompress(data)
            except self._error as fault:
                raise OSError(str(fault)) from None
            if self._frame.eof:
                self._rest, self._frame = self._frame.unused_data, None
        given, self._ready = self._ready[:size], self._ready[size:]
        return given
