"""Is a text Arabic? Counted by letters and articles, enough to turn away what the coder can't read."""

import re
from typing import Final

_LETTERS: Final = re.compile(r"[^\W\d_]")
_ARABIC: Final = re.compile(r"[\u0620-\u064a\u0671-\u06d3\ufb50-\ufdff\ufe70-\ufefc]")
# Letters of Persian, Kurdish, Pashto, Urdu and Uyghur that Arabic lacks. Not ی and ک: Arabic is often typed with them.
_FOREIGN: Final = re.compile("[پچژگەێۆڕڵټډړښڼۍېۇۈۋڭںےہھٹڈڑڤ]")
_ARTICLE: Final = re.compile(r"(?<!\w)[وفبك]?(?:ال|لل)\w{2,}")
_WORD: Final = re.compile(r"[\u0620-\u064a\u0671-\u06d3]{2,}")
_SAMPLE: Final = 20_000  # characters looked at
_SCRIPT_SHARE: Final = 0.4  # of the letters: a report may quote Latin names, not consist of them
_FOREIGN_SHARE: Final = 0.015  # Persian has over 0.02, Arabic with foreign names under 0.005
_ARTICLE_SHARE: Final = 0.08  # of the words: Arabic news has 0.2 to 0.4, its neighbours under 0.03


def why_not_arabic(text: str) -> str | None:
    """The reason why the text is not Arabic, or None if it is."""
    sample = text[:_SAMPLE]
    letters = len(_LETTERS.findall(sample))
    if not letters:
        return "no letters in it"
    arabic = len(_ARABIC.findall(sample))
    if arabic / letters < _SCRIPT_SHARE:
        return f"not Arabic: {arabic} of {letters} letters are in Arabic script"
    words = len(_WORD.findall(sample))
    if (
        len(_FOREIGN.findall(sample)) / arabic > _FOREIGN_SHARE
        and len(_ARTICLE.findall(sample)) / max(words, 1) < _ARTICLE_SHARE
    ):
        return "not Arabic: another language in Arabic letters (Persian, Kurdish, Urdu …)"
    return None
