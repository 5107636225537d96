"""What the spelling of a word as it is written says about its reading, before it is brought to the tables' spelling.

Newspapers may leave out hamzas and vowel marks, so their absence says nothing. Where they stand, they tell "إحكام"
(tightening) from "أحكام" (rules), "قُتل" (was killed) from "قتل" (killed), "صوّت" (voted) from "صوت" (a voice).
"""

from typing import Final

from rasid.tables.lexicon import Lemma, Lexicon, Reading

_MARKS: Final = frozenset(map(chr, (*range(0x064B, 0x0653), 0x0670)))
_IGNORED: Final = "ـ"  # tatweel
_DAMMA: Final = "\u064f"
_SHADDA: Final = "\u0651"
_TELLING: Final = frozenset("أإ" + _DAMMA + _SHADDA)


def telling(text: str) -> bool:
    """Does a word's spelling hold anything that the tables' spelling leaves out and that tells readings apart?"""
    return not _TELLING.isdisjoint(text)


_THREE: Final = 3
_HAMZAS: Final = ("أ", "إ")  # alif with hamza above, below


def as_written(text: str, readings: tuple[Reading, ...], lexicon: Lexicon) -> tuple[Reading, ...]:
    """The readings that agree with a word's own spelling; all of them if none does.

    ``text`` is the word as it stands in the article, ``readings`` what its normalised form can be.
    """
    letters, marks = _letters(text)
    kept = [
        spelt
        for reading in readings
        if (spelt := _voiced(reading, letters, marks)) is not None and _hamza(reading, letters, lexicon)
    ]
    if letters[0] in "وف" and letters[1:2] in (["أ"], ["إ"]) and any(r.conj for r in kept):
        kept = [r for r in kept if r.conj]  # "وأدانا": and they condemned, not the valley, which has no hamza
    passive = {r.lemma.id for r in kept if r.pos == "V" and r.voice == "p" and _DAMMA in marks[_start(r)]}
    kept = [r for r in kept if r.pos != "N" or passive.isdisjoint(r.lemma.masdar_of)]  # "قُتل" is no قَتل
    doubled = [r for r in kept if r.pos == "V" and _SHADDA in r.lemma.key]
    if doubled and any(_SHADDA in marks[k] for k in range(1, len(letters) - 1)):
        kept = [r for r in kept if r.pos != "V" or _SHADDA in r.lemma.key]
    return tuple(kept) or readings


def _letters(text: str) -> tuple[list[str], list[str]]:
    """The letters of a word, and the marks on each."""
    letters: list[str] = []
    marks: list[str] = []
    for char in text:
        if char in _MARKS:
            if marks:
                marks[-1] += char
        elif char not in _IGNORED:
            letters.append(char)
            marks.append("")
    return letters, marks


def _start(reading: Reading) -> int:
    """At which letter the stem begins."""
    article = 0 if not reading.det else 1 if reading.prep == "ل" else 2
    return len(reading.conj) + len(reading.prep) + article + reading.fut


def _hamza(reading: Reading, letters: list[str], lexicon: Lexicon) -> bool:
    """Does the hamza on the first letter of the stem agree? "إ" opens masdars of form IV, "أ" verbs and plurals."""
    start = _start(reading)
    first = letters[start] if start < len(letters) else ""
    if reading.pos == "P" and first in _HAMZAS and reading.lemma.key[0] in _HAMZAS:
        return first == reading.lemma.key[0]  # "إمام" (an imam) is not "أمام" (before)
    if first == "إ":
        plural = reading.pos in ("N", "A") and reading.number == "p" and not reading.lemma.plain.startswith("ا")
        return reading.pos != "V" and not plural
    if first == "أ":
        if reading.lemma.participle_of >= 0 and len(reading.lemma.plain) == _THREE and reading.lemma.plain[0] == "ا":
            return False  # "رجل أمن": security, not "safe", which is آمن
        return not (reading.pos == "N" and _fourth(reading.lemma, lexicon))
    return True


def _fourth(lemma: Lemma, lexicon: Lexicon) -> bool:
    """Is this the masdar of a verb of form IV: إعلان, إقامة, إعطاء, إعداد?"""
    for number in lemma.masdar_of:
        verb = lexicon.lemmas[number].plain
        forms = (verb[:3] + "ا" + verb[3:], verb[:3] + "اء", verb + "ة", verb + "ا" + verb[-1])
        if verb.startswith("ا") and lemma.plain in forms:
            return True
    return False


def _voiced(reading: Reading, letters: list[str], marks: list[str]) -> Reading | None:
    """A verb whose first letter carries a damma is passive in the past ("قُتل"), and in the present of form I."""
    start = _start(reading)
    if reading.pos != "V" or start >= len(marks) or _DAMMA not in marks[start]:
        return reading
    if reading.aspect == "m":
        return None
    if reading.aspect not in ("p", "i") or (reading.aspect == "i" and len(reading.lemma.plain) != 3):
        return reading
    if reading.aspect == "i" and _SHADDA in reading.lemma.key:
        return reading
    if reading.voice == "a":
        return None
    feat = (
        reading.aspect, reading.person, reading.number, reading.gender, "p", reading.state, reading.case,
    )  # fmt: skip
    return Reading(reading.lemma, feat, reading.conj, reading.prep, reading.det, reading.fut, reading.pron)
