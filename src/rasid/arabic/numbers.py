"""Numbers and amounts: `أكثر من 18 ألف جندي` is more than 18,000 persons, soldiers.

The words are in the tables ``number_words``, ``units`` and ``qualifiers``; here is how they combine. One pass over the
words, one look-up a word; nothing is done for a word with which no amount begins.

>>> from pathlib import Path
>>> from rasid.arabic.words import words
>>> tables = load(Path(__file__).parent.parent / "tables")
>>> [(a.value, a.unit, a.qualifier, a.of) for a in find_amounts(words("مقتل نحو ثلاثة وعشرين مدنيا"), tables)]
[(23.0, 'persons', '~', 'civilians')]
"""

import re
from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from pathlib import Path
from typing import Final, Protocol

from rasid.arabic.normalise import normalise

NUMBER_KINDS: Final = (
    "one", "unit", "ten", "tens", "hundred", "scale", "scales", "dual", "scale_or_dual", "fraction", "fractions",
    "ordinal", "ordinal_ten", "vague",
)  # fmt: skip
HARMS: Final = ("killed", "wounded", "subset")
UNIT_KINDS: Final = ("money", "persons", "things", "share", "measure", "duration")
QUALIFIER_PLACES: Final = ("before", "after", "block", "rate", "fraction_block", "more", "no_dual")

_THOUSANDS: Final = re.compile(r"\d{1,3}(?:[,٬.،]\d{3})+")
_DECIMAL: Final = re.compile(r"\d+[.,٫،ر]\d+")
_MARKS: Final = frozenset(".,،٫٬ر")
_CONJUNCTIONS: Final = ("", "و", "ف")
_PREPOSITIONS: Final = ("", "ب", "ل", "ك")
_MAX_PHRASE: Final = 5
_MAX_DIGITS: Final = 18


class Wordlike(Protocol):
    """What the finders need of a word: its normalised surface and its place in the text."""

    @property
    def norm(self) -> str: ...
    @property
    def start(self) -> int: ...
    @property
    def end(self) -> int: ...


@dataclass(frozen=True, slots=True)
class Amount:
    """A number with what it counts. ``words[first:last]`` is the phrase, ``text[start:end]`` its characters."""

    value: float
    unit: str | None
    qualifier: str
    """``=`` exactly, ``~`` about, ``>`` at least or more than, ``<`` at most or less than."""
    of: str | None
    kind: str | None
    """money, persons, things, share, measure or duration; None for a bare number."""
    noun: int | None
    """The index of the counted noun or of the unit, where there is one."""
    first: int
    last: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class NumberForm:
    """One form of a number word. ``conjoined``: it begins with و. ``definite``: it has the article."""

    kind: str
    value: float
    conjoined: bool
    definite: bool


@dataclass(frozen=True, slots=True)
class Unit:
    """What a number counts."""

    unit: str
    kind: str
    of: str | None


@dataclass(frozen=True, slots=True)
class UnitPhrase:
    """A unit as written: the words that follow its first, and whether the form alone means two."""

    rest: tuple[str, ...]
    unit: Unit
    dual: bool


@dataclass(frozen=True, slots=True)
class NumberTables:
    """The tables of numbers, indexed by normalised form."""

    forms: Mapping[str, NumberForm]
    units: Mapping[str, tuple[UnitPhrase, ...]]
    qualifiers: Mapping[str, Mapping[tuple[str, ...], str]]
    blocks: frozenset[str]
    starts: frozenset[str]
    """The words with which an amount may begin, digits apart."""
    harms: Mapping[str, str]
    """What lemmas tell about the people counted beside them: killed, wounded, or that they are some of those before."""


# -- loading ---------------------------------------------------------------------------------------------------------


def with_proclitics(word: str) -> Iterable[tuple[str, bool]]:
    """The normalised forms of a word with the conjunctions and one-letter prepositions that may be written on it.

    Takes the word as spelt in a table, so that the article of الأحد is told from the root letters of ألف. True: with و.
    """
    form = normalise(word)
    definite = has_article(word)
    for conjunction in _CONJUNCTIONS:
        for preposition in _PREPOSITIONS:
            joined = "لل" + form[2:] if preposition == "ل" and definite else preposition + form
            yield conjunction + joined, conjunction == "و"


def has_article(word: str) -> bool:
    """Whether a word as spelt in a table begins with the article (ألف does not)."""
    return word.startswith("ال") and len(word) > 3


def load(tables_dir: Path) -> NumberTables:
    """The tables of numbers under ``tables_dir``. Raises TableError where a table is faulty."""
    from rasid.tables.loader import read_table  # here, for rasid.tables imports this module

    forms: dict[str, NumberForm] = {}
    plain: dict[str, NumberForm] = {}
    for row in read_table(tables_dir / "number_words.tsv", ("words", "kind", "value")):
        if row["kind"] not in NUMBER_KINDS:
            raise row.fault(f"no such kind: {row['kind']!r}, wanted one of {', '.join(NUMBER_KINDS)}")
        try:
            value = float(Fraction(row["value"]))
        except ValueError:
            raise row.fault(f"not a number: {row['value']!r}") from None
        for word in row.items("words"):
            number = NumberForm(row["kind"], value, conjoined=False, definite=has_article(word))
            plain.setdefault(normalise(word), number)
            articles = ("", "ال") if number.kind in ("scale", "scales", "hundred", "tens", "unit", "ten", "vague") else ("",)
            for article in articles:
                definite = number.definite or article == "ال"
                for written, conjoined in with_proclitics(article + word):
                    forms.setdefault(written, NumberForm(number.kind, number.value, conjoined, definite))
    forms.update(plain)
    units = _load_units(tables_dir / "units.tsv")
    qualifiers: dict[str, dict[tuple[str, ...], str]] = {place: {} for place in QUALIFIER_PLACES}
    for row in read_table(tables_dir / "qualifiers.tsv", ("words", "place"), optional=("value",)):
        if row["place"] not in qualifiers:
            raise row.fault(f"no such place: {row['place']!r}, wanted one of {', '.join(QUALIFIER_PLACES)}")
        for phrase in row.items("words"):
            first, *rest = phrase.split()
            for written, _ in with_proclitics(first):
                qualifiers[row["place"]].setdefault((written, *normalise(" ".join(rest)).split()), row["value"])
    blocks = frozenset(key[0] for key in qualifiers["block"] if len(key) == 1)
    numerals = {form for form, number in forms.items() if number.kind not in ("ordinal", "ordinal_ten")}
    for key in qualifiers["no_dual"]:
        units[key[0]] = tuple(phrase for phrase in units.get(key[0], ()) if not phrase.dual)
    duals = {form for form, phrases in units.items() if any(phrase.dual for phrase in phrases)}
    symbols = {form for form in units if not form[0].isalpha()}
    harms: dict[str, str] = {}
    for row in read_table(tables_dir / "harms.tsv", ("words", "harm")):
        if row["harm"] not in HARMS:
            raise row.fault(f"no such harm: {row['harm']!r}, wanted one of {', '.join(HARMS)}")
        harms |= {normalise(word): row["harm"] for word in row.items("words")}
    return NumberTables(forms, units, qualifiers, blocks, frozenset(numerals | duals | symbols), harms)


def _load_units(path: Path) -> dict[str, tuple[UnitPhrase, ...]]:
    from rasid.tables.loader import read_table  # here, for rasid.tables imports this module

    index: dict[str, dict[tuple[tuple[str, ...], bool], Unit]] = {}

    def add(words: Sequence[str], unit: Unit, *, dual: bool) -> None:
        firsts = [form for form, _ in with_proclitics(words[0])] if dual else [words[0]]
        for first in firsts:
            index.setdefault(first, {}).setdefault((tuple(words[1:]), dual), unit)

    for row in read_table(path, ("words", "plural", "unit", "kind"), optional=("of",)):
        if row["kind"] not in UNIT_KINDS:
            raise row.fault(f"no such kind: {row['kind']!r}, wanted one of {', '.join(UNIT_KINDS)}")
        unit = Unit(row["unit"], row["kind"], row["of"] or None)
        plurals = [normalise(item).split() for item in row.items("plural")]
        sound = any(plural[0].endswith("ون") for plural in plurals)
        for item in row.items("words"):
            singular = normalise(item).split()
            for written in _singulars(singular, inflected=unit.kind != "share"):
                add(written, unit, dual=False)
            if plurals:
                for written in _duals(singular, oblique=not sound):
                    add(written, unit, dual=True)
        for plural in plurals:
            add(plural, unit, dual=False)
            if plural[0].endswith("ون"):
                stem = plural[0][:-2]
                for ending in ("ين", "و", "ي"):
                    add([stem + ending, *plural[1:]], unit, dual=False)
    return {
        first: tuple(
            UnitPhrase(rest, unit, dual)
            for (rest, dual), unit in sorted(phrases.items(), key=lambda item: (-len(item[0][0]), item[0][1]))
        )
        for first, phrases in index.items()
    }


def _singulars(words: Sequence[str], *, inflected: bool) -> list[list[str]]:
    written = [list(words)]
    head = words[0]
    if inflected and head[0].isalpha() and not head.endswith(("ة", "ا")):
        accusative = [head + "ا", *(w + "ا" if not w.endswith(("ة", "ا")) else w for w in words[1:])]
        written.append(accusative)
    return written


def _duals(words: Sequence[str], *, oblique: bool) -> list[list[str]]:
    head = words[0]
    if not head[0].isalpha() or len(head) < 2:
        return []
    stem = head[:-1] + "ت" if head.endswith("ة") else head
    if head == "قاض":
        stem = "قاضي"
    written: list[list[str]] = []
    for ending in ("ان", "ين") if oblique else ("ان",):
        rest = [(w[:-1] + "ت" if w.endswith("ة") else w) + ending for w in words[1:] if w not in ("دون", "بدون", "من")]
        written.append([stem + ending, *rest])
    return written


# -- reading ---------------------------------------------------------------------------------------------------------


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


def read_number(words: Sequence[Wordlike], i: int, tables: NumberTables) -> tuple[float, int] | None:
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
        half = _form(words, place, tables)
        if half is not None and half.kind == "fraction" and half.conjoined:
            total += half.value * scale
            place += 1
            again = _form(words, place, tables)
            if again is not None and again.kind == "scale" and again.value == scale:
                place += 1
            break
    return (total, place) if place > i else None


def _form(words: Sequence[Wordlike], i: int, tables: NumberTables) -> NumberForm | None:
    return tables.forms.get(words[i].norm) if i < len(words) else None


def _read_term(
    words: Sequence[Wordlike], i: int, tables: NumberTables, *, conjoined: bool
) -> tuple[float, float, int] | None:
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
            ten = _form(words, i + 1, tables)
            if ten is None or ten.kind != "ten" or ten.conjoined or ten.definite or form.kind not in ("one", "unit"):
                return None
        if form.kind == "dual":
            return form.value, form.value / 2, i + 1
        if form.kind in ("scale", "scale_or_dual"):
            value = 1.0 if form.kind == "scale" else 2.0
            after = i
        elif form.kind == "fraction":
            value, after = form.value, i + 1
            scale = _form(words, after, tables)
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
    while (scale := _form(words, after, tables)) is not None:
        if scale.kind not in ("scale", "scales", "scale_or_dual") or scale.definite:
            break
        if scale.conjoined and not (after == i and scale_value == 1.0):
            break
        scale_value *= scale.value
        after += 1
        if scale_value > 1e15:
            break
    return value * scale_value, scale_value, after


def _read_figures(words: Sequence[Wordlike], i: int, tables: NumberTables) -> tuple[float | None, int]:
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
    scale = _form(words, after, tables)
    return figure(text, scaled=scale is not None and scale.value >= 1000), after


def _read_group(words: Sequence[Wordlike], i: int, tables: NumberTables) -> tuple[float, int] | None:
    """A number word below a thousand with what is joined to it: value and the index after."""
    form = tables.forms[words[i].norm]
    after = i + 1
    following = _form(words, after, tables)
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


def _with_rest(words: Sequence[Wordlike], i: int, tables: NumberTables, hundreds: float) -> tuple[float, int]:
    """The hundreds, with what stands after them below a hundred: مئة وخمسة وعشرون."""
    following = _form(words, i, tables)
    if following is not None and following.conjoined and following.kind in ("one", "unit", "ten", "tens"):
        rest = _read_group(words, i, tables)
        if rest is not None:
            return hundreds + rest[0], rest[1]
    if following is not None and following.conjoined and following.kind == "one":
        return hundreds + 1, i + 1
    return hundreds, i


def read_unit(words: Sequence[Wordlike], i: int, tables: NumberTables) -> tuple[Unit, int] | None:
    """The unit that stands at word ``i``, in its longest form, and the index after it."""
    if i >= len(words):
        return None
    for phrase in tables.units.get(words[i].norm, ()):
        size = len(phrase.rest)
        if all(i + 1 + k < len(words) and words[i + 1 + k].norm == phrase.rest[k] for k in range(size)):
            return phrase.unit, i + 1 + size
    return None


# -- finding ---------------------------------------------------------------------------------------------------------


def find_amounts(words: Sequence[Wordlike], tables: NumberTables, taken: Container[int] = frozenset()) -> list[Amount]:
    """The amounts among the words of one sentence, in order; none overlaps another.

    ``taken`` are the indices of words that tell something else (dates): no number is read from them. Vague numbers
    (عشرات، مئات الآلاف) are the least that they can mean.
    """
    found: list[Amount] = []
    starts = tables.starts
    floor = 0
    i = 0
    while i < len(words):
        norm = words[i].norm
        if i in taken or not (norm in starts or is_digits(norm)):
            i += 1
            continue
        amount = _amount_at(words, i, floor, tables, taken)
        if amount is None:
            i += 1
            continue
        if found and amount.kind == "share" and found[-1].unit is None:  # 60 و65 في المئة
            between = [words[k].norm for k in range(found[-1].last, amount.first)]
            if between in (["و"], []):
                found[-1] = replace(found[-1], unit=amount.unit, kind="share", noun=None)
        found.append(amount)
        i = floor = amount.last
    return found


def _amount_at(
    words: Sequence[Wordlike], i: int, floor: int, tables: NumberTables, taken: Container[int]
) -> Amount | None:
    """The amount that begins at word ``i`` (qualifier apart)."""
    before = words[i - 1].norm if i > floor else ""
    if before in tables.blocks or _is_model_number(words, i):
        return None
    norm = words[i].norm
    noun: int | None
    if not norm[0].isalnum():
        if i + 1 >= len(words) or i + 1 in taken:
            return None
        prefixed = read_unit(words, i, tables)
        if prefixed is None:
            return None
        number = read_number(words, prefixed[1], tables)
        if number is None:
            return None
        return _made(words, number[0], prefixed[0], i, i, number[1], floor, tables)
    number = read_number(words, i, tables)
    if number is None:
        return _dual_at(words, i, floor, tables) or _share_at(words, i, floor, tables) or _vague_at(words, i, floor, tables)
    value, after = number
    if any(k in taken for k in range(i, after)):
        return None
    unit, noun, last = _counted(words, after, value, tables)
    if unit is None and not _may_stand_alone(words, i, after, tables):
        return None
    return _made(words, value, unit, noun, i, last, floor, tables)


def _counted(
    words: Sequence[Wordlike], i: int, value: float, tables: NumberTables
) -> tuple[Unit | None, int | None, int]:
    """What the number before word ``i`` counts: the unit, the index of its word, the index after the phrase."""
    if i >= len(words):
        return None, None, i
    direct = read_unit(words, i, tables)
    if direct is not None:
        return direct[0], i, direct[1]
    norm = words[i].norm
    if norm == "من" and i + 1 < len(words):
        inner = words[i + 1].norm
        bare = inner[2:] if inner.startswith("ال") else inner
        for phrase in tables.units.get(bare, ()):
            if not phrase.rest and not phrase.dual and phrase.unit.kind in ("persons", "things"):
                return phrase.unit, i + 1, i + 2
        if len(bare) > 5 and bare.endswith(("ين", "ون")) and bare[-3] == "ي":
            return Unit("persons", "persons", None), i + 1, i + 2
    if (norm,) in tables.qualifiers["more"]:
        return Unit("persons", "persons", None), None, i + 1
    if _is_nisba(norm, value):
        return Unit("persons", "persons", None), i, i + 1
    is_noun = len(norm) > 2 and norm.isalpha() and not norm.isascii() and not norm.startswith("و")
    return None, i if is_noun else None, i


def _is_nisba(norm: str, value: float) -> bool:
    """Whether a counted word is an adjective of origin, and so a person: أربعة أميركيين، 40 فلسطينيا، ألف صومالي."""
    if norm.endswith(("يين", "يون")):
        return len(norm) > 5
    return (len(norm) > 6 and norm.endswith("يا")) or (len(norm) > 4 and norm.endswith("ي") and value >= 100)


def _is_model_number(words: Sequence[Wordlike], i: int) -> bool:
    """Whether the number is glued to a name before it: أف-16، S-400."""
    if i < 2 or not is_digits(words[i].norm):
        return False
    mark, name = words[i - 1], words[i - 2]
    return (
        mark.norm in ("-", "–", "_") and mark.start == name.end and words[i].start == mark.end
        and name.norm[:1].isalpha()
    )  # fmt: skip


def _may_stand_alone(words: Sequence[Wordlike], i: int, after: int, tables: NumberTables) -> bool:
    """Whether a number with no known unit counts something: not a year, a decimal alone, a definite, a lone scale."""
    norm = words[i].norm
    if is_digits(norm):
        if after == i + 1 and norm.isdecimal() and len(norm) == 4 and 1800 <= int(norm) <= 2199:
            return after < len(words) and words[after].norm.endswith(("ة", "ا")) and len(words[after].norm) > 3
        following = words[after].norm if after < len(words) else ""
        beside = words[i - 1].norm if i else ""
        return following not in ("-", "–", "/", ":") and beside not in ("-", "–", "/", ":")
    form = tables.forms[norm]
    if form.kind == "ten" and i and words[i - 1].norm.startswith("ال"):  # الثامنة عشرة
        return False
    return form.kind not in ("scale", "scale_or_dual", "fraction") or after > i + 1


def _dual_at(words: Sequence[Wordlike], i: int, floor: int, tables: NumberTables) -> Amount | None:
    """A noun whose dual counts by itself: جنديان، صاروخين."""
    for phrase in tables.units.get(words[i].norm, ()):
        size = len(phrase.rest)
        if phrase.dual and all(i + 1 + k < len(words) and words[i + 1 + k].norm == phrase.rest[k] for k in range(size)):
            return _made(words, 2.0, phrase.unit, i, i, i + 1 + size, floor, tables)
    return None


def _share_at(words: Sequence[Wordlike], i: int, floor: int, tables: NumberTables) -> Amount | None:
    """A fraction of something: ربع وارداتها، نصف السكان، ثلاثة أرباع الأصوات."""
    form = tables.forms.get(words[i].norm)
    if form is None or form.kind != "fraction" or form.definite:
        return None
    after = i + 1
    if after >= len(words) or (words[after].norm,) in tables.qualifiers["fraction_block"]:
        return None
    whole = words[after].norm
    following = words[after + 1].norm if after + 1 < len(words) else ""
    definite = whole.startswith("ال") and len(whole) > 4
    possessed = len(whole) > 4 and whole.endswith(("ها", "هم", "هما", "نا", "ته"))
    construct = whole.isalpha() and following.startswith("ال") and len(whole) > 2
    if not (definite or possessed or construct):
        return None
    percent = Unit("%", "share", None)
    return _made(words, round(form.value * 100, 0), percent, after, i, after, floor, tables)


def _vague_at(words: Sequence[Wordlike], i: int, floor: int, tables: NumberTables) -> Amount | None:
    """Dozens, hundreds, thousands of something: at least ten, a hundred, a thousand."""
    value, after = 1.0, i
    while (form := _form(words, after, tables)) is not None and form.kind in ("vague", "scales"):
        if after > i and form.conjoined:
            break
        value *= form.value
        after += 1
    if after == i:
        return None
    definite = tables.forms[words[after - 1].norm].definite
    noun = after + 1 if after + 1 < len(words) and words[after].norm == "من" else after
    unit: Unit | None = None
    last = after
    if noun < len(words):
        norm = words[noun].norm
        bare = norm[2:] if norm.startswith("ال") else norm
        for phrase in tables.units.get(norm, ()) + tables.units.get(bare, ()):
            if not phrase.rest and not phrase.dual:
                unit, last = phrase.unit, noun + 1
                break
        if unit is None and ((norm,) in tables.qualifiers["more"] or bare.endswith(("يين", "يون"))):
            unit, last = Unit("persons", "persons", None), noun + 1
    if unit is None and definite and noun == after:
        unit = Unit("persons", "persons", None)  # "خرج الآلاف"
    made = _made(words, value, unit, noun if noun < len(words) else None, i, last, floor, tables)
    return replace(made, qualifier=">") if made is not None else None


def _made(
    words: Sequence[Wordlike], value: float, unit: Unit | None, noun: int | None, i: int, last: int, floor: int,
    tables: NumberTables,
) -> Amount | None:  # fmt: skip
    """The amount, with the qualifier that stands before or after it and the rate of a measure."""
    if unit is not None and unit.kind == "share" and not 0 <= value <= 100_000:
        return None
    sign, first = _qualifier_before(words, i, floor, tables)
    name = unit.unit if unit is not None else None
    if unit is not None and unit.kind == "measure":
        for skip in range(3):
            rate = _phrase(words, last + skip, tables.qualifiers["rate"])
            if rate is not None:
                name, last = f"{name}{rate[0]}", rate[1]
                break
    if sign == "=":
        for skip in range(3):
            behind = _phrase(words, last + skip, tables.qualifiers["after"])
            if behind is not None:
                sign = behind[0]
                last = behind[1] if skip == 0 else last
                break
    return Amount(
        value, name, sign, unit.of if unit else None, unit.kind if unit else None, noun, first, last,
        words[first].start, words[last - 1].end,
    )  # fmt: skip


def _qualifier_before(words: Sequence[Wordlike], i: int, floor: int, tables: NumberTables) -> tuple[str, int]:
    if i - 1 >= floor and words[i - 1].norm in ("ال", "ب", "ل", "لل", "بال"):
        i -= 1
    before = tables.qualifiers["before"]
    for size in range(min(_MAX_PHRASE, i - floor), 0, -1):
        key = tuple(words[k].norm for k in range(i - size, i))
        if key in before:
            return before[key], i - size
    return "=", i


def _phrase(words: Sequence[Wordlike], i: int, phrases: Mapping[tuple[str, ...], str]) -> tuple[str, int] | None:
    for size in range(min(3, len(words) - i), 0, -1):
        value = phrases.get(tuple(words[k].norm for k in range(i, i + size)))
        if value is not None:
            return value, i + size
    return None
