"""Normalised spelling: the one form in which words are compared with the tables.

Newspapers differ in what they write: hamzas on alif, dots under a final ya, vowel marks, tatweel, the digits. None of
this separates words that matter here, so tables and texts are both brought to one spelling before they meet.
"""

from typing import Final

_DIACRITICS: Final = range(0x064B, 0x0660)
_DROPPED: Final = (
    0x0640,  # tatweel
    0x0670,  # superscript alif
    0x061C,  # Arabic letter mark
    0x00AD,  # soft hyphen
    0xFEFF,  # byte order mark, zero-width no-break space
    *range(0x200B, 0x2010),  # zero-width space, joiners, left-to-right and right-to-left marks
    *range(0x202A, 0x202F),  # bidi embeddings and overrides
    *range(0x2060, 0x2065),  # word joiner, invisible operators
    *range(0x2066, 0x206A),  # bidi isolates
)
_ALIFS: Final = "أإآٱ"
_YAS: Final = "ىیے"  # alif maqsura, Persian ya, Urdu ya
_KAFS: Final = "کڪ"


def _table() -> dict[int, str | None]:
    table: dict[int, str | None] = dict.fromkeys((*_DIACRITICS, *_DROPPED))
    table.update(dict.fromkeys(map(ord, _ALIFS), "ا"))
    table.update(dict.fromkeys(map(ord, _YAS), "ي"))
    table.update(dict.fromkeys(map(ord, _KAFS), "ك"))
    for first in (0x0660, 0x06F0):  # Arabic-Indic and Persian digits
        table.update({first + digit: str(digit) for digit in range(10)})
    return table


_TABLE: Final = _table()


def normalise(text: str) -> str:
    """Return the normalised spelling of a word or a phrase: `إلى` and `الى` both give `الي`."""
    return text.translate(_TABLE)
