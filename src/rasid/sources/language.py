"""Which language is a text in? Is it Arabic? Told by letters and articles: what the coder can't read is turned away."""

import re
from functools import lru_cache
from itertools import islice
from typing import Any, Final

_LETTERS: Final = re.compile(r"[^\W\d_]")
_ARABIC: Final = re.compile(r"[\u0620-\u064a\u0671-\u06d3\ufb50-\ufdff\ufe70-\ufefc]")
_WRITTEN: Final = re.compile(r"&#(?:1[567]\d\d|x0?6[\da-f]{2});|\\u06[\da-f]{2}", re.IGNORECASE)  # as a page may
_FEW: Final = 5
# Letters of Persian, Kurdish, Pashto, Urdu and Uyghur that Arabic lacks. Not ی and ک: Arabic is often typed with them.
_FOREIGN: Final = re.compile("[پچژگەێۆڕڵټډړښڼۍېۇۈۋڭںےہھٹڈڑڤ]")
_ARTICLE: Final = re.compile(r"(?<!\w)[وفبك]?(?:ال|لل)\w{2,}")
_WORD: Final = re.compile(r"[\u0620-\u064a\u0671-\u06d3]{2,}")
_SAMPLE: Final = 20_000  # characters looked at
_SCRIPT_SHARE: Final = 0.4  # of the letters: a report may quote Latin names, not consist of them
_FOREIGN_SHARE: Final = 0.015  # Persian has over 0.02, Arabic with foreign names under 0.005
_ARTICLE_SHARE: Final = 0.08  # of the words: Arabic news has 0.2 to 0.4, its neighbours under 0.03


def has_arabic(page: str) -> bool:
    """Are there Arabic letters in a page, or in its character references, as many as the shortest article has?

    >>> has_arabic("<p>only Latin</p>"), has_arabic("<p>قصف على المدينة</p>")
    (False, True)
    """
    found = islice(_ARABIC.finditer(page), _FEW, None)
    if next(found, None) is not None:
        return True
    return any(sign in page for sign in ("&#", "\\u06")) and len(_WRITTEN.findall(page)) > _FEW


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


def language_of(text: str) -> str:
    """The language of a text as its ISO 639-1 code; ``und`` where it can't be told.

    >>> language_of("وصل وزير الخارجية إلى العاصمة في زيارة رسمية")
    'ar'
    """
    sample = text[:_SAMPLE]
    if why_not_arabic(text) is None:
        return "ar"
    if not _LETTERS.search(sample):
        return "und"
    for language, letters in _TELLING.items():
        if len(letters.findall(sample)) > _FOREIGN_SHARE * len(_LETTERS.findall(sample)):
            return language
    identifier = _identifier()
    return str(identifier.classify(sample)[0]) if identifier else "und"


_TELLING: Final = {  # letters that settle it, for languages that the identifier doesn't know or mixes up
    "ckb": re.compile("[ێۆڕڵ]"), "ug": re.compile("[ۇۈۋېۆ]"), "ps": re.compile("[ټډړښڼۍ]"),
    "ur": re.compile("[ےہھٹڈں]"),
}  # fmt: skip
_IN_PLAY: Final = ("ar", "fa", "ur", "ps", "ku", "ug", "he", "tr", "en", "fr", "es", "de", "it", "ru", "pt", "zh", "id")


@lru_cache(maxsize=1)
def _identifier() -> Any:
    """py3langid among the languages in play, or None where it is not installed."""
    try:
        import py3langid
    except ImportError:
        return None
    py3langid.set_languages(list(_IN_PLAY))
    return py3langid
