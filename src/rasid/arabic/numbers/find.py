"""Numbers with what they count."""

from collections.abc import Container
from dataclasses import replace
from typing import Final

from rasid.arabic.numbers.amount import Amount, NumberTables, Unit
from rasid.arabic.numbers.cardinal import form_at, is_digits, read_number, read_unit
from rasid.arabic.words import Token

_MAX_PHRASE: Final = 5
_BACK: Final = 5  # words between people and the number behind them
_BEHIND: Final = ("unit", "ten", "tens", "ordinal_ten")


def find_amounts(words: list[Token], tables: NumberTables, taken: Container[int] = frozenset()) -> list[Amount]:
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


def _amount_at(words: list[Token], i: int, floor: int, tables: NumberTables, taken: Container[int]) -> Amount | None:
    """The amount that begins at word ``i`` (qualifier apart)."""
    before = words[i - 1].norm if i > floor else ""
    if (before in tables.blocks and i - 1 not in taken) or _is_model_number(words, i):
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
        found = _dual_at(words, i, floor, tables) or _share_at(words, i, floor, tables)
        return found or _definite_at(words, i, floor, tables) or _vague_at(words, i, floor, tables)
    value, after = number
    if any(k in taken for k in range(i, after)):
        return None
    unit, noun, last = _counted(words, after, value, tables)
    if unit is None and not _may_stand_alone(words, i, after, tables):
        return None
    return _made(words, value, unit, noun, i, last, floor, tables)


def _counted(words: list[Token], i: int, value: float, tables: NumberTables) -> tuple[Unit | None, int | None, int]:
    """What the number before word ``i`` counts: the unit, the index of its word, the index after the phrase."""
    if i >= len(words):
        return None, None, i
    if words[i].norm == '"' and i + 1 < len(words):  # ثلاثين "إرهابيا"
        i += 1
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


def _is_model_number(words: list[Token], i: int) -> bool:
    """Whether the number is glued to a name before it: أف-16، S-400."""
    if i < 2 or not is_digits(words[i].norm):
        return False
    mark, name = words[i - 1], words[i - 2]
    return (
        mark.norm in ("-", "–", "_") and mark.start == name.end and words[i].start == mark.end
        and name.norm[:1].isalpha()
    )  # fmt: skip


def _may_stand_alone(words: list[Token], i: int, after: int, tables: NumberTables) -> bool:
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


def _dual_at(words: list[Token], i: int, floor: int, tables: NumberTables) -> Amount | None:
    """A noun whose dual counts by itself: جنديان، صاروخين."""
    for phrase in tables.units.get(words[i].norm, ()):
        size = len(phrase.rest)
        if phrase.dual and all(i + 1 + k < len(words) and words[i + 1 + k].norm == phrase.rest[k] for k in range(size)):
            return _made(words, 2.0, phrase.unit, i, i, i + 1 + size, floor, tables)
    return None


def _definite_at(words: list[Token], i: int, floor: int, tables: NumberTables) -> Amount | None:
    """A number behind the people it counts: الجنود الثلاثة، الرهائن العشرين، أفراد الطاقم الأربعة والعشرين."""
    form = tables.forms.get(words[i].norm)
    if form is None or not form.definite or form.conjoined or form.kind not in _BEHIND:
        return None
    value, after = form.value, i + 1
    tens = form_at(words, after, tables)
    if form.kind == "unit" and tens is not None and tens.conjoined and tens.kind == "tens":
        value, after = value + tens.value, after + 1
    for k in range(i - 1, max(floor, i - _BACK) - 1, -1):
        norm = words[k].norm
        if not norm.isalpha() or norm.startswith("و"):
            return None
        definite = norm.startswith("ال")
        described = all(words[j].norm.startswith("ال") for j in range(k + 1, i))
        for phrase in tables.units.get(norm[2:] if definite else norm, ()):
            if phrase.unit.kind != "persons" or phrase.rest or phrase.dual:
                continue
            if (described if definite else k < i - 1) and (words[k - 1].norm,) not in tables.qualifiers["some_of"]:
                return _made(words, value, phrase.unit, k, i, after, floor, tables)
    return None


def _share_at(words: list[Token], i: int, floor: int, tables: NumberTables) -> Amount | None:
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


def _vague_at(words: list[Token], i: int, floor: int, tables: NumberTables) -> Amount | None:
    """Dozens, hundreds, thousands of something: at least ten, a hundred, a thousand."""
    value, after = 1.0, i
    while (form := form_at(words, after, tables)) is not None and form.kind in ("vague", "scales"):
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
    words: list[Token], value: float, unit: Unit | None, noun: int | None, i: int, last: int, floor: int,
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


def _qualifier_before(words: list[Token], i: int, floor: int, tables: NumberTables) -> tuple[str, int]:
    if i - 1 >= floor and words[i - 1].norm in ("ال", "ب", "ل", "لل", "بال"):
        i -= 1
    before = tables.qualifiers["before"]
    for size in range(min(_MAX_PHRASE, i - floor), 0, -1):
        key = tuple(words[k].norm for k in range(i - size, i))
        if key in before:
            return before[key], i - size
    return "=", i


def _phrase(words: list[Token], i: int, phrases: dict[tuple[str, ...], str]) -> tuple[str, int] | None:
    for size in range(min(3, len(words) - i), 0, -1):
        value = phrases.get(tuple(words[k].norm for k in range(i, i + size)))
        if value is not None:
            return value, i + size
    return None
