"""What the finder of amounts makes, and the tables that it reads."""

from dataclasses import dataclass


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

    forms: dict[str, NumberForm]
    units: dict[str, tuple[UnitPhrase, ...]]
    qualifiers: dict[str, dict[tuple[str, ...], str]]
    blocks: frozenset[str]
    starts: frozenset[str]
    """The words with which an amount may begin, digits apart."""
    harms: dict[str, str]
    """What lemmas tell about the people counted beside them: killed, wounded, or that they are some of those before."""
