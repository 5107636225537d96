"""Bytes into text: UTF-8, UTF-16 and the two old Arabic code pages, or a fault that names the byte.

>>> decode("قال الرئيس إن في البلاد من الخير".encode("windows-1256"))
'قال الرئيس إن في البلاد من الخير'
"""

import codecs
import re
from typing import Final

_BOMS: Final = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_CODE_PAGES: Final = ("windows-1256", "iso8859-6")
_SAMPLE: Final = 100_000  # bytes looked at to guess
_COMMON: Final = re.compile(r"\b(?:في|من|على|إلى|الى|عن|أن|ان|إن|التي|الذي|بين|مع|قال|هذا|هذه|ال\w{3,})\b")
_COMMON_SHARE: Final = 0.1  # of the words of Arabic running text; a wrong code page reaches a hundredth
_UTF16_SHARE: Final = 0.8  # of the high bytes of UTF-16 Arabic are 06 (Arabic) or 00 (spaces, digits)


class UndecodableError(ValueError):
    """The bytes are in no encoding that Arabic news comes in; `offset` is the first byte that is not UTF-8."""

    def __init__(self, offset: int, byte: int) -> None:
        super().__init__(
            f"cannot be decoded: byte 0x{byte:02x} at offset {offset} is not UTF-8, and the whole is neither UTF-16 "
            "nor windows-1256 nor ISO 8859-6 Arabic"
        )
        self.offset = offset
        self.byte = byte


def decode(data: bytes) -> str:
    """The text in `data`; raises UndecodableError."""
    for bom, name in _BOMS:
        if data.startswith(bom):
            try:
                return data.decode(name)
            except UnicodeDecodeError as fault:
                raise UndecodableError(fault.start, data[min(fault.start, len(data) - 1)]) from None
    wide = _utf16(data)
    if wide:
        try:
            return data.decode(wide)
        except UnicodeDecodeError:
            pass
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as fault:
        page = _code_page(data)
        if page:
            return data.decode(page)
        raise UndecodableError(fault.start, data[fault.start]) from None


def is_wide(data: bytes) -> bool:
    """Whether the bytes are UTF-16 or UTF-32, where a newline is not one byte."""
    wide_boms = tuple(bom for bom, name in _BOMS if name != "utf-8-sig")
    return data.startswith(wide_boms) or _utf16(data) is not None


def _utf16(data: bytes) -> str | None:
    """UTF-16 without a byte order mark shows by its high bytes."""
    sample = data[: _SAMPLE - _SAMPLE % 2]
    if len(sample) < 4 or b"\x06" not in sample:
        return None
    for name, high in (("utf-16-le", sample[1::2]), ("utf-16-be", sample[::2])):
        if high.count(6) and (high.count(6) + high.count(0)) / len(high) > _UTF16_SHARE:
            return name
    return None


def _code_page(data: bytes) -> str | None:
    """The code page in which the bytes read as Arabic, by its commonest words."""
    best, best_share = None, _COMMON_SHARE
    for page in _CODE_PAGES:
        try:
            text = data[:_SAMPLE].decode(page)
            data.decode(page)
        except UnicodeDecodeError:
            continue
        words = re.findall(r"[\u0621-\u064a]+", text)
        share = sum(1 for word in words if _COMMON.fullmatch(word)) / len(words) if words else 0.0
        if share > best_share:
            best, best_share = page, share
    return best
