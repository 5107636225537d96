"""Every unvocalised form of an Arabic noun or adjective, from the forms that a dictionary gives.

>>> sorted({f.form for f in noun_forms("متظاهر", ["متظاهرون"], "m", Irregulars()) if f.state == "c"})
['متظاهرا', 'متظاهرو', 'متظاهري']
"""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from rasid.arabic.hamza import HAMZAS, KASRATAN, SHADDA, apart, seat, together
from rasid.arabic.irregulars import Irregulars

_JOINING = frozenset("بتثجحخسشصضطظعغفقكلمنهي")  # letters tied to the next one: after them ء needs a seat
_DIPTOTE_TAILS = (2, 3)  # letters after the alif of مدارس, صواريخ


class NounForm(NamedTuple):
    """One surface form. `state`: a any, c only before a genitive or a pronoun (متظاهرو), b only before a pronoun
    (زيارت-), f free, never before either (متظاهرون, اتفاقا); `case`: n nominative, o oblique, x any;
    `gender`: m, f, or c for both."""

    form: str
    number: str
    gender: str
    state: str
    case: str


def noun_forms(lemma: str, plurals: Sequence[str], gender: str, irregulars: Irregulars) -> Iterator[NounForm]:
    """Singular, dual and plural forms of a noun; `plurals` are full nominative forms (متظاهرون, زيارات, هجمات).

    A noun or plural that drops its ya when indefinite may be written with its tanwin (محامٍ, أراضٍ).
    """
    seen: set[NounForm] = set()
    for form in _noun_forms(lemma, plurals, gender, irregulars):
        if form not in seen:
            seen.add(form)
            yield form


def _noun_forms(lemma: str, plurals: Sequence[str], gender: str, irregulars: Irregulars) -> Iterator[NounForm]:
    if lemma in irregulars.five:
        for vowel, case in (("و", "n"), ("ا", "o"), ("ي", "o")):
            yield NounForm(lemma + vowel, "s", gender, "c", case)
    lemma, loses_ya = _ya(lemma)
    yield from _one(lemma, "s", gender)
    if loses_ya or _loses_ya(lemma, plurals):
        yield NounForm(lemma[:-1], "s", gender, "f", "x")
    yield from _dual(lemma, gender, irregulars)
    for plural, loses_ya in map(_ya, plurals):
        if _is_sound_masculine(plural, lemma):
            yield from _sound_masculine(plural[:-2], gender)
        else:
            yield from _one(plural, "p", gender, sound_feminine=_is_sound_feminine(plural, lemma))
            if loses_ya or _is_defective_plural(plural):
                yield NounForm(plural[:-1], "p", gender, "f", "x")


def adjective_forms(lemma: str, plurals: Sequence[str], irregulars: Irregulars) -> Iterator[NounForm]:
    """Masculine and feminine, singular, dual and plural of an adjective, given its masculine singular.

    Elatives (أكبر) stay as they are; adjectives in -ى or -ا that are feminine already (كبرى, عليا) have no masculine.
    """
    seen: set[NounForm] = set()
    for form in _adjective_forms(lemma, plurals, irregulars):
        if form not in seen:
            seen.add(form)
            yield form


def _adjective_forms(lemma: str, plurals: Sequence[str], irregulars: Irregulars) -> Iterator[NounForm]:
    lemma, loses_ya = _ya(lemma)
    loses_ya = loses_ya or lemma in irregulars.drops_ya
    feminine = _feminine(lemma, irregulars)
    if feminine is None:  # elative
        yield NounForm(lemma, "s", "c", "a", "x")
        if lemma[-1] in "ىأ":
            yield from (f._replace(gender="c") for f in _one(lemma, "s", "m") if f.state == "b")
    else:
        if feminine != lemma:
            yield from _one(lemma, "s", "m", tanwin=lemma not in irregulars.colour)
            yield from _dual(lemma, "m", irregulars)
            if loses_ya:
                yield NounForm(lemma[:-1], "s", "m", "f", "x")
            if lemma not in irregulars.colour:
                stem = lemma[:-1] if loses_ya or lemma[-1] == "ى" else lemma
                yield from _sound_masculine(stem, "m")
        yield from _one(feminine, "s", "f")
        yield from _dual(feminine, "f", irregulars)
        for plural in _feminine_plurals(feminine):
            yield from _one(plural, "p", "f", sound_feminine=True)
    for plural in plurals:
        if _is_sound_masculine(plural, lemma):
            yield from _sound_masculine(plural[:-2], "m")
        elif _is_sound_feminine(plural, lemma):
            yield from _one(plural, "p", "f", sound_feminine=True)
        else:
            yield from _one(plural, "p", "c")


def _feminine(lemma: str, irregulars: Irregulars) -> str | None:
    """The feminine of an adjective; None for an elative, the lemma itself where it is feminine already."""
    if lemma in irregulars.feminine:
        return irregulars.feminine[lemma]
    if lemma in irregulars.colour:
        return "".join(lemma[1:]).replace("ى", "ي") + "اء"
    if _is_elative(lemma, irregulars):
        return None
    last = lemma[-1]
    if last == "ة" or last == "ا":
        return lemma
    if last == "ى":
        return lemma[:-1] + "اة" if lemma[0] == "م" and len(lemma) > 3 else lemma
    if last in HAMZAS:
        return together(seat(apart(lemma), "ة")[0])
    return lemma + "ة"


def _is_elative(lemma: str, irregulars: Irregulars) -> bool:
    if lemma[0] != "أ" or lemma[-1] in "يةاء":
        return False
    if len(lemma) == 3:
        return True
    return (len(lemma) == 4 and lemma[2] not in "اي") or lemma in irregulars.elative


def _feminine_plurals(feminine: str) -> list[str]:
    if feminine.endswith("اة"):
        return [feminine[:-2] + "يات"]
    if feminine[-1] == "ة":
        return [feminine[:-1] + "ات"] if feminine[-2] != "أ" else [feminine[:-2] + "آت"]
    if feminine[-1] in "ىا":
        return [feminine[:-1] + "يات"]
    return []


def _one(word: str, number: str, gender: str, sound_feminine: bool = False, tanwin: bool = True) -> Iterator[NounForm]:
    """A singular or a broken plural: itself, its accusative alif, its shapes before a pronoun."""
    yield NounForm(word, number, gender, "a", "x")
    last = word[-1]
    if last == "ة":
        yield NounForm(word[:-1] + "ت", number, gender, "b", "x")
    elif last == "ى":
        yield NounForm(word[:-1] + "ا", number, gender, "b", "x")
    elif (last == "ء" and len(word) > 2 and word[-2] == "ي") or (
        last == "ء" and len(word) > 2 and word[-2] in _JOINING
    ):
        yield NounForm(word[:-1] + "ئ", number, gender, "b", "x")
    elif last in "ءأؤ":
        yield NounForm(word[:-1] + "ؤ", number, gender, "b", "n")
        yield NounForm(word[:-1] + "ئ", number, gender, "b", "o")
    if tanwin and not sound_feminine and _takes_alif(word, number):
        yield NounForm(_with_alif(word), number, gender, "f", "o")


def _takes_alif(word: str, number: str) -> bool:
    last = word[-1]
    if last in "ةىاأ" or word.endswith("اء"):
        return False
    tail = len(word) - 3
    return not (number == "p" and len(word) > 4 and apart(word)[2:3] == "ا" and tail in _DIPTOTE_TAILS)


def _with_alif(word: str) -> str:
    if word[-1] == "ء" and word[-2] in _JOINING:
        return word[:-1] + "ئا"
    return word + "ا"


def _dual(word: str, gender: str, irregulars: Irregulars) -> Iterator[NounForm]:
    """-ان and -ين, and without their ن before a genitive."""
    for stem in _dual_stems(word, gender, irregulars):
        for suffix, state, case in (("ان", "f", "n"), ("ين", "f", "o"), ("ا", "c", "n"), ("ي", "c", "o")):
            for form in _join_dual(stem, suffix):
                yield NounForm(form, "d", gender, state, case)


def _dual_stems(word: str, gender: str, irregulars: Irregulars) -> list[str]:
    if word in irregulars.five:
        return [word + "و"]
    if word[-1] == "ة":
        return [word[:-1] + "ت"]
    if word[-1] == "ى":
        return [word[:-1] + "ي"]
    if word[-1] == "ا":
        return [word[:-1] + ("و" if len(word) == 3 else "ي")]
    if word.endswith("اء") and gender == "f" and len(word) > 4:
        return [word[:-1] + "و"]
    return [word]


def _join_dual(stem: str, suffix: str) -> list[str]:
    if stem[-1] == "ء" and stem[-2] in _JOINING:
        return [stem[:-1] + "ئ" + suffix]
    joined = [together(form) for form in seat(apart(stem), suffix)]
    if stem[-1] == "ء" and suffix[0] == "ي":
        joined.append(stem + suffix)
        if stem[-2] not in "او":
            joined.append(stem[:-1] + "أ" + suffix)
    if stem[-1] == "أ" and suffix[0] == "ي":
        joined = [stem + suffix]
    return joined


def _is_sound_masculine(plural: str, lemma: str) -> bool:
    """متظاهرون is one, سجون (of سجن) is not."""
    if not plural.endswith("ون") or len(plural) < 5:
        return False
    stem, lemma = plural[:-2], lemma.replace(SHADDA, "")
    if stem in (lemma, lemma[:-1]):
        return stem == lemma or lemma[-1] in "ىيةا"
    return not lemma.endswith("ن") or len(stem) >= len(lemma)


def _sound_masculine(stem: str, gender: str) -> Iterator[NounForm]:
    for suffix, state, case in (("ون", "f", "n"), ("ين", "f", "o"), ("و", "c", "n"), ("ي", "c", "o")):
        for form in seat(stem, suffix):
            yield NounForm(together(form), "p", gender, state, case)


def _is_sound_feminine(plural: str, lemma: str) -> bool:
    """اتفاقات is one, أصوات (of صوت) is not."""
    return plural.endswith(("ات", "آت")) and not lemma.endswith("ت")


def _ya(word: str) -> tuple[str, bool]:
    """داعٍ as داعي, and whether its ya goes when it is indefinite."""
    if word.endswith(KASRATAN):
        stem = word[:-1]
        return (stem[:-1] + "ئ" if stem[-1] == "ء" else stem) + "ي", True
    return word, False


def _loses_ya(lemma: str, plurals: Sequence[str]) -> bool:
    """قاضي with قضاة and محامي with محامون are written قاض, محام when indefinite; صحافي with صحافيون is not."""
    if len(lemma) < 4 or lemma[-1] != "ي":
        return False
    stem = lemma[:-1]
    agent_plural = lemma[0] + lemma[2] + "اة" if lemma[1] == "ا" else None
    return any(plural == stem + "ون" or plural == agent_plural for plural in plurals)


def _is_defective_plural(plural: str) -> bool:
    """أراضي, مساعي: written أراض, مساع when indefinite."""
    return len(plural) == 5 and plural[2] == "ا" and plural[-1] == "ي"
