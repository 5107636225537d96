"""What a phrase of time is: the mention that the finder makes, and the tables that it reads."""

from dataclasses import dataclass
from typing import Final, Literal

from rasid.arabic.numbers import NumberTables

Precision = Literal["day", "month", "year", "range"]
Kind = Literal["absolute", "relative", "named", "unresolved"]
Sense = Literal["at", "since", "until", "before", "after", "within"]
Reference = Literal["report", "previous", "next"]
NO_REPORT_DATE: Final = "the report has no date"
VAGUE: Final = "a vague span"
DECADE: Final = "a decade"
PART_OF_NAME: Final = "part of a name"
FROM_ANOTHER: Final = "counted from another event"
OUT_OF_RANGE: Final = "outside the calendar's tables"
DATELINE_WORDS: Final = 60
DATELINE_DAYS: Final = 7


@dataclass(frozen=True, slots=True)
class DateMention:
    """A phrase of time. ``words[first:last]`` is the phrase, ``text[start:end]`` its characters."""

    value: str | None
    """ISO day, month or year, as precise as the phrase; None where it can't be told (``reason`` says why)."""
    precision: Precision
    until: str | None
    """The last day, month or year of a range."""
    kind: Kind
    """``named``: the date belongs to the noun before it (هجمات 11 سبتمبر), whatever the clause tells."""
    first: int
    last: int
    start: int
    end: int
    reason: str | None = None
    sense: Sense = "at"
    """How the act stands to the date: منذ since, حتى until, قبل before, بعد after, خلال within."""
    future: str | None = None
    """The value if the clause speaks of what is to come, where that makes a difference."""
    reference: Reference = "report"
    """What a relative date is counted from: the report's day, the date told before, or the act told next."""
    offset_days: int | None = None
    """Days to add to the reference; for ``next``: the clause's act is so many days after the act that follows."""
    offset_months: int | None = None
    day: int | None = None
    """The day, in the month told before: 20 من الشهر نفسه، 7 منه."""
    weekday: int | None = None
    """The weekday named (Monday 1), for a bare weekday."""
    dateline: bool = False
    """It stands where an agency puts the day of writing: الرباط 3 - 4 (أ ف ب)."""


@dataclass(frozen=True, slots=True)
class TimeWord:
    """What a word or phrase of the tables is in telling time."""

    kind: str
    value: str


@dataclass(frozen=True, slots=True)
class TimePhrase:
    """A time word as written: the words after its first; ``bare``: with nothing joined to it; ``joined``: with و."""

    rest: tuple[str, ...]
    word: TimeWord
    bare: bool
    joined: bool


@dataclass(frozen=True, slots=True)
class TimeTables:
    """The tables of time, indexed by normalised form."""

    phrases: dict[str, tuple[TimePhrase, ...]]
    """What begins a mention: months, weekdays, days, units, years, spans, seasons, decades."""
    about: dict[str, dict[tuple[str, ...], str]]
    """Per kind, what stands around them."""
    numbers: NumberTables
    facts: dict[str, tuple[tuple[tuple[str, ...], str], ...]]
    """Per act, by its lemma: the names that date it, and the date."""
