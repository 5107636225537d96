"""Numbers in words and figures, alone."""

import re
from typing import Final

from rasid.arabic.numbers.amount import NumberForm, NumberTables, Unit
from rasid.arabic.words import Token

_THOUSANDS: Final = re.compile(r"\d{1,3}(?:[,٬.،]\d{3})+")
_DECIMAL: Final = re.compile(r"\d+[.,٫،ر]\d+")
_MARKS: Final = frozenset(".,،٫٬ر")
_MAX_DIGITS: Final = 18


def is_digits(norm: str) -> bool:
    """Whether the word is a number written in figures."""
    return "0" <= norm[:1] <= "9"


def figure(norm: str, *, scaled: bool = False) -> float | None:
    """The value of a number in figures, or None; ``scaled``: a word like مليون follows, so that a point is decimal."""
    if norm.isdecimal():
        return float(norm) if len(norm) <= _MAX_DIGITS else None
    if len(norm) > 2 * _MAX_DIGITS:
        return None
    grouped = _THOUSANDS.fullmatch(norm) is not None
    if grouped and not norm.startswith("0") and not (scaled and norm.count(".") == 1):
        return float(re.sub(r"\D", "", norm))
    if _DECIMAL.fullmatch(norm):
        return float(re.sub(r"\D", ".", norm))
    return None


def read_number(words: list[Token], i: int, tables: NumberTables) -> tuple[float, int] | None:
    """The cardinal number that begins at word ``i`` and the index after it, or None.

    Reads figures (1,200 ; 1.5 مليار ; 3ر5), number words in their compounds, and both mixed (3 آلاف و200).
    """
    total = 0.0
    ceiling = float("inf")
    place = i
    while True:
        term = _read_term(words, place, tables, conjoined=place != i)
        if term is None:
            break
        value, scale, after = term
        if value >= ceiling:
            break
        total += value
        place = after
        if scale == 1:
            break
        ceiling = scale
        half = form_at(words, place, tables)
        if half is not None and half.kind == "fraction" and half.conjoined:
            total += half.value * scale
            place += 1
            again = form_at(words, place, tables)
            if again is not None and again.kind == "scale" and again.value == scale:
                place += 1
            break
    return (total, place) if place > i else None


def form_at(words: list[Token], i: int, tables: NumberTables) -> NumberForm | None:
    return tables.forms.get(words[i].norm) if i < len(words) else None


def _read_term(words: list[Token], i: int, tables: NumberTables, *, conjoined: bool) -> tuple[float, float, int] | None:
    """A number below a thousand and its scale: value, scale, the index after."""
    if i >= len(words):
        return None
    if conjoined and words[i].norm == "و" and i + 1 < len(words) and is_digits(words[i + 1].norm):
        i += 1
        conjoined = False
    value: float | None
    if is_digits(words[i].norm):
        if conjoined:
            return None
        value, after = _read_figures(words, i, tables)
        if value is None:
            return None
    else:
        form = tables.forms.get(words[i].norm)
        if form is None or (conjoined and not form.conjoined):
            return None
        if form.definite:  # الأعضاء الخمسة عشر
            ten = form_at(words, i + 1, tables)
            if ten is None or ten.kind != "ten" or ten.conjoined or ten.definite or form.kind not in ("one", "unit"):
                return None
        if form.kind == "dual":
            return form.value, form.value / 2, i + 1
        if form.kind in ("scale", "scale_or_dual"):
            value = 1.0 if form.kind == "scale" else 2.0
            after = i
        elif form.kind == "fraction":
            value, after = form.value, i + 1
            scale = form_at(words, after, tables)
            if scale is None or scale.kind != "scale" or scale.conjoined:
                return None
        else:
            below = _read_group(words, i, tables)
            if below is None:
                return None
            value, after = below
            if after < len(words) and is_digits(words[after].norm):
                return value, 1.0, after
    scale_value = 1.0
    while (scale := form_at(words, after, tables)) is not None:
        if scale.kind not in ("scale", "scales", "scale_or_dual") or scale.definite:
            break
        if scale.conjoined and not (after == i and scale_value == 1.0):
            break
        scale_value *= scale.value
        after += 1
        if scale_value > 1e15:
            break
    return value * scale_value, scale_value, after


def _read_figures(words: list[Token], i: int, tables: NumberTables) -> tuple[float | None, int]:
    """Figures, with a decimal or thousands mark that stands as a word of its own (3 ر 5) between adjacent words."""
    text, after = words[i].norm, i + 1
    while (
        after + 1 < len(words)
        and words[after].norm in _MARKS
        and words[after].start == words[after - 1].end
        and words[after + 1].start == words[after].end
        and words[after + 1].norm.isdecimal()
        and text.isdecimal()
    ):
        text += words[after].norm + words[after + 1].norm
        after += 2
    while (
        after < len(words)
        and words[after].norm == "000"
        and words[after].start == words[after - 1].end + 1
        and len(text) < _MAX_DIGITS
        and text.isdecimal()
    ):
        text += "000"
        after += 1
    scale = form_at(words, after, tables)
    return figure(text, scaled=scale is not None and scale.value >= 1000), after


def _read_group(words: list[Token], i: int, tables: NumberTables) -> tuple[float, int] | None:
    """A number word below a thousand with what is joined to it: value and the index after."""
    form = tables.forms[words[i].norm]
    after = i + 1
    following = form_at(words, after, tables)
    if form.kind in ("one", "unit"):
        if following is not None and following.kind == "ten" and not following.conjoined:
            return form.value + 10, after + 1
        if following is not None and following.kind == "tens" and following.conjoined:
            return form.value + following.value, after + 1
        if form.kind == "one":
            return None
        if (
            following is not None and following.kind == "hundred" and not following.conjoined
            and following.value == 100 and 3 <= form.value <= 9
        ):  # fmt: skip
            return _with_rest(words, after + 1, tables, form.value * 100)
        return form.value, after
    if form.kind in ("ten", "tens"):
        return form.value, after
    if form.kind == "hundred":
        return _with_rest(words, after, tables, form.value)
    return None


def _with_rest(words: list[Token], i: int, tables: NumberTables, hundreds: float) -> tuple[float, int]:
    """The hundreds, with what stands after them below a hundred: مئة وخمسة وعشرون."""
    following = form_at(words, i, tables)
    if following is not None and following.conjoined and following.kind in ("one", "unit", "ten", "tens"):
        rest = _read_group(words, i, tables)
        if rest is not None:
            return hundreds + rest[0], rest[1]
    if following is not None and following.conjoined and following.kind == "one":
        return hundreds + 1, i + 1
    return hundreds, i


def read_unit(words: list[Token], i: int, tables: NumberTables) -> tuple[Unit, int] | None:
    """The unit that stands at word ``i``, in its longest form, and the index after it."""
    if i >= len(words):
        return None
    for phrase in tables.units.get(words[i].norm, ()):
        size = len(phrase.rest)
        if all(i + 1 + k < len(words) and words[i + 1 + k].norm == phrase.rest[k] for k in range(size)):
            return phrase.unit, i + 1 + size
    return None
