"""The tables of numbers, units and qualifiers, read and indexed."""

from collections.abc import Iterable, Sequence
from fractions import Fraction
from pathlib import Path
from typing import Final

from rasid.arabic.normalise import normalise
from rasid.arabic.numbers.amount import NumberForm, NumberTables, Unit, UnitPhrase

NUMBER_KINDS: Final = (
    "one", "unit", "ten", "tens", "hundred", "scale", "scales", "dual", "scale_or_dual", "fraction", "fractions",
    "ordinal", "ordinal_ten", "vague",
)  # fmt: skip
HARMS: Final = ("killed", "wounded", "subset")
UNIT_KINDS: Final = ("money", "persons", "things", "share", "measure", "duration")
QUALIFIER_PLACES: Final = ("before", "after", "block", "rate", "fraction_block", "more", "no_dual", "some_of")
_AS_WRITTEN: Final = ("some_of",)  # و before one of these makes another word
_WITH_ARTICLE: Final = frozenset(("scale", "scales", "hundred", "tens", "unit", "ten", "vague"))
_CONJUNCTIONS: Final = ("", "و", "ف")
_PREPOSITIONS: Final = ("", "ب", "ل", "ك")


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
            articles = ("", "ال") if number.kind in _WITH_ARTICLE else ("",)
            for article in articles:
                definite = number.definite or article == "ال"
                for written, conjoined in with_proclitics(article + word):
                    forms.setdefault(written, NumberForm(number.kind, number.value, conjoined, definite))
    forms.update(plain)
    alike: dict[NumberForm, NumberForm] = {}  # one for all forms that mean the same: they load faster
    forms = {written: alike.setdefault(number, number) for written, number in forms.items()}
    units = _load_units(tables_dir / "units.tsv")
    qualifiers: dict[str, dict[tuple[str, ...], str]] = {place: {} for place in QUALIFIER_PLACES}
    for row in read_table(tables_dir / "qualifiers.tsv", ("words", "place"), optional=("value",)):
        if row["place"] not in qualifiers:
            raise row.fault(f"no such place: {row['place']!r}, wanted one of {', '.join(QUALIFIER_PLACES)}")
        for phrase in row.items("words"):
            first, *rest = phrase.split()
            written_so = row["place"] in _AS_WRITTEN
            writings = ((normalise(first), False),) if written_so else with_proclitics(first)
            for written, _ in writings:
                qualifiers[row["place"]].setdefault((written, *normalise(" ".join(rest)).split()), row["value"])
    blocks = frozenset(key[0] for key in qualifiers["block"] if len(key) == 1)
    numerals = {form for form, number in forms.items() if number.kind != "ordinal"}
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
    from rasid.arabic.hamza import KASRATAN  # here, for only who compiles needs it
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
                for written in _duals(singular, oblique=not sound, loses_ya=item.endswith(KASRATAN)):
                    add(written, unit, dual=True)
        for plural in plurals:
            add(plural, unit, dual=False)
            if plural[0].endswith("ون"):
                stem = plural[0][:-2]
                for ending in ("ين", "و", "ي"):
                    add([stem + ending, *plural[1:]], unit, dual=False)
    alike: dict[tuple[UnitPhrase, ...], tuple[UnitPhrase, ...]] = {}
    found: dict[str, tuple[UnitPhrase, ...]] = {}
    for first, phrases in index.items():
        longest_first = sorted(phrases.items(), key=lambda item: (-len(item[0][0]), item[0][1]))
        told = tuple(UnitPhrase(rest, unit, dual) for (rest, dual), unit in longest_first)
        found[first] = alike.setdefault(told, told)
    return found


def _singulars(words: Sequence[str], *, inflected: bool) -> list[list[str]]:
    written = [list(words)]
    head = words[0]
    if inflected and head[0].isalpha() and not head.endswith(("ة", "ا")):
        accusative = [head + "ا", *(w + "ا" if not w.endswith(("ة", "ا")) else w for w in words[1:])]
        written.append(accusative)
    return written


def _duals(words: Sequence[str], *, oblique: bool, loses_ya: bool) -> list[list[str]]:
    head = words[0]
    if not head[0].isalpha() or len(head) < 2:
        return []
    stem = head + "ي" if loses_ya else head[:-1] + "ت" if head.endswith("ة") else head
    written = [[stem + ending] for ending in ("ا", "ي") if head.endswith("ة") and len(words) == 1]  # طائرتي تجسس
    for ending in ("ان", "ين") if oblique else ("ان",):
        rest = [(w[:-1] + "ت" if w.endswith("ة") else w) + ending for w in words[1:] if w not in ("دون", "بدون", "من")]
        written.append([stem + ending, *rest])
    return written
