"""Text into sentences of words, each with its offsets in the article.

A word is what stands between spaces and punctuation; digits glued to letters (``20يونيو2024``) are cut apart. Every
punctuation mark is a word of its own. Nothing is dropped: the words of a sentence cover all its visible characters.

>>> [word.text for word in words("وصل في 20يونيو.", 0)]
['وصل', 'في', '20', 'يونيو', '.']
"""

import re
from collections.abc import Iterator
from typing import Final

from rasid.arabic.normalise import normalise

_LETTERS: Final = (
    "\u0610-\u061a\u0620-\u065f\u0670-\u06d3\u06d5-\u06dc\u06fa-\u06ff\u0750-\u077f\ufb50-\ufdff\ufe70-\ufefc"
)
_DIGITS: Final = "0-9\u0660-\u0669\u06f0-\u06f9"
_TOKEN: Final = re.compile(
    f"(?P<w>[{_LETTERS}](?:[{_LETTERS}\u200b-\u200f\u2060\u00ad])*)"
    f"|(?P<n>[{_DIGITS}]+(?:[.,٫٬،][{_DIGITS}]+)*)"
    "|(?P<l>[A-Za-z\u00c0-\u024f][A-Za-z\u00c0-\u024f'’]*)"
    "|(?P<p>[^\\s\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\u00ad\u061c])"
)
_STOPS: Final = frozenset(".!؟?…")
_CLOSERS: Final = frozenset("\"”»')]")
_QUOTES: Final = {
    "“": '"',
    "”": '"',
    "«": '"',
    "»": '"',
    "„": '"',
    "‟": '"',
    "″": '"',
    "‹": '"',
    "›": '"',
    "،": "،",
    ",": "،",
}

_PAUSES: Final = frozenset("،,؛;:")
LONGEST: Final = 600
"""Words of a sentence; the longest of five thousand in newspapers has 497."""


class Token:
    """A word as written: ``kind`` is ``w`` Arabic letters, ``n`` a number, ``l`` Latin letters, ``p`` punctuation."""

    __slots__ = ("end", "kind", "norm", "start", "text")

    def __init__(self, text: str, norm: str, kind: str, start: int, end: int) -> None:
        self.text = text
        self.norm = norm
        self.kind = kind
        self.start = start
        self.end = end

    def __repr__(self) -> str:
        return f"<{self.text}>"


def words(text: str, offset: int = 0) -> list[Token]:
    """The words of ``text``; ``offset`` is added to their places."""
    found: list[Token] = []
    for match in _TOKEN.finditer(text):
        kind = match.lastgroup or "p"
        surface = match.group()
        norm = _QUOTES.get(surface, surface) if kind == "p" else normalise(surface)
        if not norm and kind == "w" and "\u0640" in surface:
            norm, kind = "-", "p"  # a tatweel that stands alone is a dash
        if norm:
            found.append(Token(surface, norm, kind, match.start() + offset, match.end() + offset))
    return found


def sentences(text: str, longest: int = LONGEST) -> Iterator[list[Token]]:
    """The sentences of an article: a line never runs over into the next, a full stop ends a sentence.

    A stop inside an abbreviation (أ.ف.ب) or a number, or one that no space follows, does not. What goes on for more
    than ``longest`` words is cut, at a comma if there is one, so that the time grows with the length of the text.
    """
    offset = 0
    for line in text.splitlines(keepends=True):
        tokens = words(line, offset)
        offset += len(line)
        first = 0
        depth = 0
        for i, token in enumerate(tokens):
            if token.kind != "p":
                continue
            if token.norm == "(":
                depth += 1
            elif token.norm == ")":
                depth = max(0, depth - 1)
            if token.norm not in _STOPS or not _ends_here(tokens, i):
                continue
            if depth and i + 1 < len(tokens) and any(later.norm == ")" for later in tokens[i + 1 : i + 12]):
                continue
            last = i + 1
            while last < len(tokens) and tokens[last].norm in _CLOSERS and tokens[last].start == tokens[last - 1].end:
                last += 1
            if last > first:
                yield from _cut(tokens[first:last], longest)
                first = last
                depth = 0
        if first < len(tokens):
            yield from _cut(tokens[first:], longest)


def _cut(tokens: list[Token], longest: int) -> Iterator[list[Token]]:
    first = 0
    while len(tokens) - first > longest:
        last = first + longest
        commas = (k + 1 for k in range(last - 1, first + longest // 2, -1) if tokens[k].norm in _PAUSES)
        last = next(commas, last)
        yield tokens[first:last]
        first = last
    yield tokens[first:]


def _ends_here(tokens: list[Token], i: int) -> bool:
    stop = tokens[i]
    following = tokens[i + 1] if i + 1 < len(tokens) else None
    if following is None:
        return True
    if following.start == stop.end and following.norm not in _CLOSERS:
        return len(tokens[i - 1].text) > 2 and following.kind == "w" and stop.norm == "." if i else False
    if stop.norm == "." and i:
        before = tokens[i - 1]
        if before.kind == "w" and len(before.text) == 1:
            return following.kind == "p"
    return True
