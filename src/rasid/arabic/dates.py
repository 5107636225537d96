"""Dates: what day, month or year a phrase means, resolved against the day of the report.

The words are in the tables ``months``, ``weekdays`` and ``time_words``; here is how they combine. One pass over the
words; a word that is in no table costs one look-up, and every look to the left or right is bounded.

Arabic leaves much to the reader: في سبتمبر is last September or, in a sentence about what is to come, the next one. A
mention then carries both: ``value`` for a told past, ``future`` for the other reading. What is counted from another
event (بعد ثلاثة أشهر، غداة) carries the count and ``reference``, and no value.

>>> from pathlib import Path
>>> from rasid.arabic import numbers
>>> from rasid.arabic.words import words
>>> folder = Path(__file__).parent.parent / "tables"
>>> tables = load(folder, numbers.load(folder))
>>> [d.value for d in find_dates(words("زار الوزير الدوحة مساء أمس"), date(2024, 6, 20), tables)]
['2024-06-19']
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path
from typing import Final, Literal

from hijridate import Gregorian, Hijri

from rasid.arabic.normalise import normalise
from rasid.arabic.numbers import NumberTables, Wordlike, has_article, read_number, with_proclitics

Precision = Literal["day", "month", "year", "range"]
Kind = Literal["absolute", "relative", "named", "unresolved"]
Sense = Literal["at", "since", "until", "before", "after", "within"]
Reference = Literal["report", "previous", "next"]

KINDS: Final = (
    "day", "told", "not_today", "not_before_today", "modifier", "same", "before_same", "this", "part", "part_after",
    "noon", "period", "season", "unit", "years_of", "decade", "span", "day_by", "about", "sense", "general_noun",
    "name_head", "dated_noun", "named", "era", "month_cue", "corresponding", "of_it",
)  # fmt: skip

NO_REPORT_DATE: Final = "the report has no date"
VAGUE: Final = "a vague span"
DECADE: Final = "a decade"
PART_OF_NAME: Final = "part of a name"
FROM_ANOTHER: Final = "counted from another event"
OUT_OF_RANGE: Final = "outside the calendar's tables"

_SEPARATORS: Final = frozenset("-–—/.")
_DASHES: Final = frozenset("-–—/")
_ARTICLES: Final = frozenset(("ال", "وال", "بال", "لل"))
_JOINERS: Final = frozenset(("(", ")", "،", "-", "–", "/", "يوم", "ليوم", '"', "[", "]"))
_TO: Final = frozenset(("الي", "حتي", "-", "–", "—", "و", "/", "والي"))
_DAYS: Final = {"day": 1, "week": 7}
_MONTHS: Final = {"month": 1, "year": 12, "decade": 120, "century": 1200}
_DATELINE_WORDS: Final = 60
_DATELINE_DAYS: Final = 7
_EARLY: Final = 5
_FUTURE_COST: Final = 3
_ISO: Final = re.compile(r"\d{4}-\d\d(-\d\d)?")
_NUMERIC: Final = re.compile(r"(\d{1,4})\.(\d{1,2})\.(\d{1,4})")


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

    phrases: Mapping[str, tuple[TimePhrase, ...]]
    """What begins a mention: months, weekdays, days, units, years, spans, seasons, decades."""
    about: Mapping[str, Mapping[tuple[str, ...], str]]
    """Per kind, what stands around them."""
    numbers: NumberTables
    facts: Mapping[str, tuple[tuple[tuple[str, ...], str], ...]]
    """Per act, by its lemma: the names that date it, and the date."""


_CORES: Final = frozenset(
    ("month", "weekday", "day", "told", "season", "unit", "years_of", "decade", "span", "day_by", "period")
)


# -- loading ---------------------------------------------------------------------------------------------------------


def load(tables_dir: Path, numbers: NumberTables) -> TimeTables:
    """The tables of time under ``tables_dir``. Raises TableError where a table is faulty."""
    from rasid.tables.loader import read_table  # here, for rasid.tables imports this module

    index: dict[str, dict[tuple[tuple[str, ...], str], TimePhrase]] = {}
    about: dict[str, dict[tuple[str, ...], str]] = {kind: {} for kind in (*KINDS, "month", "weekday")}

    def add(phrase: str, word: TimeWord, *, proclitics: bool = True) -> None:
        first, *others = phrase.split()
        rest = tuple(normalise(other) for other in others)
        forms = dict(with_proclitics(first)) if proclitics else {}
        bare = normalise(first)
        for form, joined in ({bare: False} | forms).items():
            is_bare = form == bare
            if word.kind in _CORES:
                entries = index.setdefault(form, {})
                known = entries.get((rest, word.kind))
                if known is None or (is_bare and not known.bare):
                    entries[(rest, word.kind)] = TimePhrase(rest, word, is_bare, joined and not is_bare)
            if word.kind != "span":
                about[word.kind].setdefault((form, *rest), word.value)

    for row in read_table(tables_dir / "months.tsv", ("names", "calendar", "month", "evidence"), optional=("source",)):
        if row["evidence"] not in ("strong", "context", "marked") or row["calendar"] not in ("gregorian", "hijri"):
            raise row.fault("evidence is strong, context or marked; calendar gregorian or hijri")
        if not row["month"].isdecimal() or not 1 <= int(row["month"]) <= 12:
            raise row.fault(f"not a month: {row['month']!r}")
        word = TimeWord("month", f"{row['calendar']} {row['month']} {row['evidence']}")
        for name in row.items("names"):
            add(name, word, proclitics=row["evidence"] == "strong")
            if row["evidence"] != "strong":
                add("و" + name, word, proclitics=False)
    for row in read_table(tables_dir / "weekdays.tsv", ("names", "day")):
        if row["day"] not in tuple("1234567"):
            raise row.fault(f"not a day of the week: {row['day']!r}")
        for name in row.items("names"):
            add(name, TimeWord("weekday", row["day"]))
    for row in read_table(tables_dir / "time_words.tsv", ("words", "kind"), optional=("value",)):
        if row["kind"] not in KINDS:
            raise row.fault(f"no such kind: {row['kind']!r}, wanted one of {', '.join(KINDS)}")
        for phrase in row.items("words"):
            if row["kind"] == "named":
                for form, _ in with_proclitics(phrase):
                    before = about["named"].get((form,))
                    about["named"][(form,)] = f"{before}|{row['value']}" if before else row["value"]
            else:
                add(phrase, TimeWord(row["kind"], row["value"]))
    phrases = {
        form: tuple(sorted(entries.values(), key=lambda phrase: (-len(phrase.rest), not phrase.bare)))
        for form, entries in index.items()
    }
    facts: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    for row in read_table(tables_dir / "known_acts.tsv", ("acts", "names", "date", "gloss")):
        if not _ISO.fullmatch(row["date"]):
            raise row.fault(f"neither a day nor a month: {row['date']!r}")
        for act in row.items("acts"):
            for name in row.items("names"):
                facts.setdefault(normalise(act), []).append((tuple(normalise(name).split()), row["date"]))
    return TimeTables(phrases, about, numbers, {act: tuple(known) for act, known in facts.items()})


# -- the calendar ----------------------------------------------------------------------------------------------------


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _shift_months(year: int, month: int, by: int) -> tuple[int, int]:
    count = year * 12 + month - 1 + by
    return count // 12, count % 12 + 1


def _month_iso(year: int, month: int) -> str:
    return f"{year:04}-{month:02}"


def shift(value: str, days: int | None = None, months: int | None = None) -> str | None:
    """An ISO day, month or year moved by days or months: what a relative mention means once its reference is dated.

    >>> shift("2023-09", months=3), shift("2024-02-28", days=2), shift("2024-06", days=3)
    ('2023-12', '2024-03-01', '2024-06')
    """
    parts = [int(part) for part in value.split("-")]
    try:
        if months:
            if len(parts) == 1:
                return f"{parts[0] + months // 12:04}" if months % 12 == 0 else None
            year, month = _shift_months(parts[0], parts[1], months)
            return _month_iso(year, month) if 1 <= year <= 9999 else None
        if days and len(parts) == 3:
            return (date(*parts) + timedelta(days=days)).isoformat()
    except (OverflowError, ValueError):
        return None
    return value


def resolve(mention: DateMention, told: str) -> str | None:
    """What a mention that counts from a date told before means, once that date is known; else its own value."""
    if mention.reference == "report":
        return mention.value
    if mention.day is not None:
        exact = _day(int(told[:4]), int(told[5:7]), mention.day) if len(told) >= 7 else None
        return exact.isoformat() if exact else None
    days = mention.offset_days
    value = shift(told, -days if days and mention.reference == "next" else days, mention.offset_months)
    size = {"day": 10, "month": 7, "year": 4, "range": 10}[mention.precision]
    return value[:size] if value else None


def _nearest_year(month: int, day: int, anchor: date, *, weekday: int | None) -> date | None:
    """The day of that name which a report of ``anchor`` means: near, rather past, on the weekday if one is told."""
    candidates = [d for year in (-1, 0, 1) if (d := _day(anchor.year + year, month, day)) is not None]
    fitting = [d for d in candidates if d.isoweekday() == weekday] if weekday else []
    distance = {d: (anchor - d).days if d <= anchor else _FUTURE_COST * (d - anchor).days for d in candidates}
    return min(fitting or candidates, key=lambda d: distance[d], default=None)


def _hijri_span(year: int, month: int | None, day: int | None) -> tuple[date, date] | None:
    """The first and last day of a Hijri year, month or day."""
    try:
        if month is None:
            return (
                date(*Hijri(year, 1, 1).to_gregorian().datetuple()),
                date(*Hijri(year, 12, Hijri(year, 12, 1).month_length()).to_gregorian().datetuple()),
            )
        first = Hijri(year, month, day or 1)
        last = Hijri(year, month, day or first.month_length())
        return date(*first.to_gregorian().datetuple()), date(*last.to_gregorian().datetuple())
    except (OverflowError, ValueError):
        return None


# -- finding ---------------------------------------------------------------------------------------------------------


def find_dates(
    words: Sequence[Wordlike], anchor: date | None, tables: TimeTables, *, future: bool = False
) -> list[DateMention]:
    """The phrases of time among the words of one sentence, in order; none overlaps another.

    ``anchor`` is the day the report was written (see ``find_dateline``). With ``future``, phrases that may look back or
    ahead are taken to look ahead; without it, the other reading is in the mention's ``future``.
    """
    finder = _Finder(words, anchor, tables)
    found: list[DateMention] = []
    phrases = tables.phrases
    i = 0
    size = len(words)
    while i < size:
        norm = words[i].norm
        here = phrases.get(norm)
        if here is None:
            if not "0" <= norm[:1] <= "9":
                i += 1
                continue
            mention = finder.at_figure(i)
        else:
            mention = finder.at_phrase(i, here)
        if mention is None:
            i += 1
            continue
        if found and found[-1].reason == PART_OF_NAME and _goes_on(words, found[-1], mention):
            mention = replace(mention, value=None, future=None, kind="unresolved", reason=PART_OF_NAME)
        if mention.day is not None and (told := _last_month(found)) is not None:
            mention = replace(mention, value=resolve(mention, told), kind="absolute", reason=None, reference="report")
        joined = _joined(found[-1], mention, finder) if found else None
        if joined is not None:
            found[-1] = joined
        else:
            found.append(mention)
        i = finder.floor = max(i + 1, mention.last)
    found = _share_years(found, words)
    if future:
        found = [_looking_ahead(m) if m.future else m for m in found]
    return found


def _looking_ahead(mention: DateMention) -> DateMention:
    """The mention in its reading for what is to come; a range keeps its length."""
    until = mention.until
    if until is not None and mention.value is not None and mention.future is not None:
        until = f"{int(until[:4]) + int(mention.future[:4]) - int(mention.value[:4]):04}{until[4:]}"
    return replace(mention, value=mention.future, until=until, future=None)


def _goes_on(words: Sequence[Wordlike], before: DateMention, mention: DateMention) -> bool:
    """Whether a day follows another by nothing but و: قوى 8 و14 آذار."""
    return mention.precision == "day" and [w.norm for w in words[before.last : mention.first]] in (["و"], [])


def _last_month(found: Sequence[DateMention]) -> str | None:
    return next((m.value for m in reversed(found) if m.value is not None and len(m.value) >= 7), None)


def find_dateline(words: Sequence[Wordlike], anchor: date | None, tables: TimeTables) -> date | None:
    """The day of writing in a sentence that begins with an agency's dateline (الرباط 3 - 4 (أ ف ب)), or None.

    To be asked of the first few sentences of a report: relative dates in it count from the day of writing rather than
    from the day of publication.
    """
    for mention in find_dates(words[:_DATELINE_WORDS], anchor, tables):
        if mention.dateline and mention.precision == "day" and mention.value:
            day = date.fromisoformat(mention.value)
            if anchor is None or abs((day - anchor).days) <= _DATELINE_DAYS:
                return day
    return None


class _Finder:
    """The words of one sentence with the report's day; ``floor`` is where the mentions found so far end."""

    __slots__ = ("anchor", "floor", "tables", "words")

    def __init__(self, words: Sequence[Wordlike], anchor: date | None, tables: TimeTables) -> None:
        self.words = words
        self.anchor = anchor
        self.tables = tables
        self.floor = 0

    # reading around a place

    def norm(self, i: int) -> str:
        return self.words[i].norm if 0 <= i < len(self.words) else ""

    def left(self, i: int) -> str:
        """The word at ``i`` to the left, as far as it belongs to no earlier mention."""
        return self.words[i].norm if self.floor <= i else ""

    def look(self, kind: str, i: int) -> tuple[str, int] | None:
        """The phrase of this kind at word ``i``, longest first: its value and the index after it."""
        known = self.tables.about[kind]
        words = self.words
        if i >= len(words):
            return None
        for size in (3, 2, 1):
            if i + size > len(words):
                continue
            value = known.get(tuple(words[k].norm for k in range(i, i + size)))
            if value is not None:
                return value, i + size
        return None

    def look_back(self, kind: str, end: int) -> tuple[str, int] | None:
        """The phrase of this kind that ends before ``end``: its value and the index of its first word."""
        known = self.tables.about[kind]
        for size in (4, 3, 2, 1):
            if end - size < self.floor:
                continue
            value = known.get(tuple(self.words[k].norm for k in range(end - size, end)))
            if value is not None:
                return value, end - size
        return None

    def is_a(self, kind: str, norm: str) -> bool:
        return (norm,) in self.tables.about[kind]

    def year_at(self, i: int) -> int | None:
        norm = self.norm(i)
        return int(norm) if len(norm) == 4 and norm.isdecimal() and 1000 <= int(norm) <= 2199 else None

    def small(self, i: int, limit: int) -> int | None:
        norm = self.norm(i)
        return int(norm) if 0 < len(norm) <= 2 and norm.isdecimal() and 1 <= int(norm) <= limit else None

    # making mentions

    def make(
        self, first: int, last: int, value: str | None, precision: Precision, *, kind: Kind = "absolute",
        until: str | None = None, reason: str | None = None, sense: Sense | None = None, future: str | None = None,
        reference: Reference = "report", offset_days: int | None = None, offset_months: int | None = None,
        day: int | None = None, weekday: int | None = None, dateline: bool = False,
    ) -> DateMention:  # fmt: skip
        first = self.extended(first)
        last = self.part_after(last)
        if sense is None:
            sense = self.sense_before(first)
        if value is None and reason is None:
            kind, reason = "unresolved", NO_REPORT_DATE
        return DateMention(
            value, precision, until, kind, first, last, self.words[first].start, self.words[last - 1].end, reason,
            sense, future if future != value else None, reference, offset_days, offset_months, day, weekday, dateline,
        )  # fmt: skip

    def extended(self, first: int) -> int:
        """The phrase's first word, with the part of the day and the like before it."""
        for _ in range(3):
            part = self.look_back("part", first)
            if part is None:
                break
            first = part[1]
            if first - 1 >= self.floor and self.is_a("noon", self.norm(first - 1)):
                first -= 1
        return first

    def part_after(self, last: int) -> int:
        part = self.look("part_after", last)
        return part[1] if part else last

    def sense_before(self, first: int) -> Sense:
        found = self.look_back("sense", first)
        if found is None and first < len(self.words):
            # the preposition may have been taken into the phrase: قبل ظهر أمس
            return "at"
        sense = found[0] if found else "at"
        return sense if sense in ("since", "until", "before", "after", "within") else "at"  # type: ignore[return-value]

    # what begins a mention

    def at_phrase(self, i: int, phrases: tuple[TimePhrase, ...]) -> DateMention | None:
        for phrase in phrases:
            last = i + 1 + len(phrase.rest)
            if last > len(self.words) or any(self.words[i + 1 + k].norm != word for k, word in enumerate(phrase.rest)):
                continue
            mention = self.read(phrase, i, last)
            if mention is not None:
                return mention
        return None

    def read(self, phrase: TimePhrase, i: int, last: int) -> DateMention | None:
        word = phrase.word
        if word.kind == "month":
            return self.month(word, i, last, bare=phrase.bare)
        if word.kind == "weekday":
            return self.weekday(int(word.value), i, last)
        if word.kind == "day":
            return self.day(int(word.value), i, last)
        if word.kind == "told":
            return self.make(
                i, last, None, "day", kind="relative", reason=FROM_ANOTHER, reference="previous",
                offset_days=int(word.value),
            )  # fmt: skip
        if word.kind == "span":
            return self.span(word.value, i, last)
        if word.kind == "unit":
            return self.unit(word.value, i, last)
        if word.kind == "years_of":
            return self.years(i, last)
        if word.kind == "season":
            return self.season(word.value, i, last)
        if word.kind == "decade":
            return self.decade(word.value, i, last)
        if word.kind == "day_by":
            return self.day_by(int(word.value), i, last)
        return self.period(word.value, i, last) if word.kind == "period" else None

    # days

    def day(self, offset: int, i: int, last: int) -> DateMention | None:
        if offset == 0 and last == i + 1:
            following = self.norm(last)
            if (
                self.is_a("not_today", following) or self.is_a("not_before_today", self.norm(i - 1))
                or self._is_ordinal(following)
            ):  # fmt: skip
                return None
        value = (self.anchor + timedelta(days=offset)).isoformat() if self.anchor else None
        return self.make(i, last, value, "day", kind="relative", offset_days=offset)

    def weekday(self, day: int, i: int, last: int) -> DateMention | None:
        if self.norm(i - 1) == "بين" and not self.is_a("part", self.norm(i - 1)):
            return None
        modifier = self.look("modifier", last)
        step = None
        if modifier is not None and modifier[0] != "recent":
            step, last = int(modifier[0]), modifier[1]
        elif self.norm(last) == "من" and self.look("unit", last + 1) is not None:
            unit = self.look("unit", last + 1)
            after = self.look("modifier", unit[1]) if unit else None
            if unit and unit[0] == "one week" and after and after[0] != "recent":
                value = None
                if self.anchor:
                    sunday = self.anchor - timedelta(days=self.anchor.isoweekday() % 7)
                    value = (sunday + timedelta(days=7 * int(after[0]) + day % 7)).isoformat()
                return self.make(i, after[1], value, "day", kind="relative")
        if self.anchor is None:
            return self.make(i, last, None, "day", weekday=day)
        back = (self.anchor.isoweekday() - day) % 7
        ahead = (day - self.anchor.isoweekday() - 1) % 7 + 1
        following = (self.anchor + timedelta(days=ahead)).isoformat()
        if step is None or step == 0:
            return self.make(
                i, last, (self.anchor - timedelta(days=back)).isoformat(), "day", kind="relative", future=following,
                weekday=day,
            )  # fmt: skip
        if step > 0:
            return self.make(i, last, following, "day", kind="relative", weekday=day)
        days = (back or 7) + 7 * (-1 - step)
        value = (self.anchor - timedelta(days=days)).isoformat()
        return self.make(i, last, value, "day", kind="relative", weekday=day)

    def day_by(self, offset: int, i: int, last: int) -> DateMention | None:
        following = self.tables.phrases.get(self.norm(last), ())
        if any(phrase.word.kind in ("day", "weekday") for phrase in following):
            return None
        return self.make(
            i, last, None, "day", kind="relative", reason=FROM_ANOTHER, reference="next", offset_days=offset, sense="at"
        )

    # months

    def month(self, word: TimeWord, i: int, last: int, *, bare: bool) -> DateMention | None:
        calendar, number, evidence = word.value.split()
        month = int(number)
        last, doubled = self._doublet(last, word)
        days, first = self._days_before(i)
        year, modifier, last = self._year_after(last, calendar)
        spelt = first < i or doubled or year is not None or modifier is not None
        before = self.norm(i - 1)
        if evidence == "context" and not (spelt or self.is_a("month_cue", before) or self.is_a("period", before)):
            return None
        month_word = (before,) in self.tables.about["unit"] and self.tables.about["unit"][(before,)] == "one month"
        if evidence == "marked" and not (days or year is not None or month_word):
            return None
        period = self.look_back("period", first)
        if period is not None and not days:
            first = period[1]
        if calendar == "hijri":
            return self._hijri(first, last, year, month, days, modifier)
        named = self._named(first, month, days) if year is None and modifier is None else None
        if named is not None:
            return self.make(first, last, *named, kind="named")
        if year is None and modifier is None and self.is_a("name_head", self.norm(first - 1)) and days:
            return self.make(first, last, None, "day", kind="unresolved", reason=PART_OF_NAME)
        mention = self._gregorian(first, last, year, month, days, modifier)
        if mention is not None and year is not None and first > self.floor and first == mention.first:
            before = self.norm(first - 1)
            if self.is_a("dated_noun", before) or self.is_a("named", before):
                return replace(mention, kind="named")
        return mention

    def _gregorian(
        self, first: int, last: int, year: int | None, month: int, days: list[int], modifier: int | None
    ) -> DateMention | None:
        dateline = len(days) == 1 and self._is_dateline(first, last)
        if days:
            values: list[str | None] = []
            futures: list[str | None] = []
            for day in days:
                value, ahead = self._dated(year, month, day, modifier, until=self._is_until(first))
                values.append(value)
                futures.append(ahead)
            if _day(year or 2000, month, days[-1]) is None:
                return None
            until = values[-1] if len(days) > 1 else None
            if dateline and self.anchor and values[0]:
                dateline = abs((date.fromisoformat(values[0]) - self.anchor).days) <= _DATELINE_DAYS
            return self.make(
                first, last, values[0], "range" if until else "day", until=until, future=futures[0], dateline=dateline
            )
        if year is not None:
            return self.make(first, last, _month_iso(year, month), "month")
        if self.anchor is None:
            return self.make(first, last, None, "month")
        this = self.anchor.year
        if modifier is None:
            past = this if month <= self.anchor.month else this - 1
            ahead_year = this if month >= self.anchor.month else this + 1
            if self._is_until(first):
                past = ahead_year
            return self.make(
                first, last, _month_iso(past, month), "month", kind="relative", future=_month_iso(ahead_year, month)
            )
        if modifier < 0:
            resolved = (this if month < self.anchor.month else this - 1) + modifier + 1
        elif modifier > 0:
            resolved = (this if month > self.anchor.month else this + 1) + modifier - 1
        else:
            resolved = this
        return self.make(first, last, _month_iso(resolved, month), "month", kind="relative")

    def _dated(
        self, year: int | None, month: int, day: int, modifier: int | None, *, until: bool
    ) -> tuple[str | None, str | None]:
        """The day, and the day if it is to come."""
        if year is not None:
            exact = _day(year, month, day)
            return (exact.isoformat(), None) if exact else (None, None)
        anchor = self.anchor
        if anchor is None:
            return None, None
        candidates = [d for by in range(-4, 5) if (d := _day(anchor.year + by, month, day)) is not None]
        past = [d for d in candidates if d < anchor]
        ahead = [d for d in candidates if d > anchor]
        if modifier is None:
            near = _nearest_year(month, day, anchor, weekday=None)
            if near is None:
                return None, None
            to_come = near if near >= anchor else ahead[0] if ahead else None
            value = to_come if until and to_come else near
            return value.isoformat(), to_come.isoformat() if to_come else None
        if modifier == 0:
            this = _day(anchor.year, month, day)
            return (this.isoformat() if this else None), None
        wanted = past[modifier] if modifier < 0 and len(past) >= -modifier else ahead[0] if modifier > 0 else None
        return (wanted.isoformat() if wanted else None), None

    def _hijri(
        self, first: int, last: int, year: int | None, month: int, days: list[int], modifier: int | None
    ) -> DateMention | None:
        if year is None:
            if self.anchor is None:
                return self.make(first, last, None, "day" if days else "range")
            try:
                today = Gregorian(self.anchor.year, self.anchor.month, self.anchor.day).to_hijri()
            except (OverflowError, ValueError):
                return self.make(first, last, None, "range", kind="unresolved", reason=OUT_OF_RANGE)
            if modifier is None or modifier < 0:
                now = (today.month, today.day) if days else (today.month, 31 if modifier is None else 0)
                year = today.year if (month, days[0] if days else 1) <= now else today.year - 1
            else:
                year = today.year if month > today.month or modifier == 0 else today.year + 1
        span = _hijri_span(year, month, days[0] if days else None)
        if span is None:
            return self.make(first, last, None, "range", kind="unresolved", reason=OUT_OF_RANGE)
        if days:
            return self.make(first, last, span[0].isoformat(), "day")
        return self.make(first, last, span[0].isoformat(), "range", until=span[1].isoformat())

    def _doublet(self, last: int, word: TimeWord) -> tuple[int, bool]:
        """Past the same month in another region's name: حزيران/يونيو ; سبتمبر (أيلول) ; أكتوبر تشرين الأول."""
        calendar, number, _ = word.value.split()
        after = last + 1 if self.norm(last) in ("/", "(", "-", "–", "[") else last
        again = self.look("month", after)
        if again is None or again[0].split()[:2] != [calendar, number]:
            return last, False
        end = again[1]
        if self.norm(end) in (")", "]") and after > last:
            end += 1
        return end, True

    def _days_before(self, i: int) -> tuple[list[int], int]:
        """The day or days told before a month at word ``i``, and the index where they begin."""
        k = i - 1
        unit = self.tables.about["unit"].get((self.left(k),)) if self.left(k) else None
        if unit == "one month":
            k -= 1
        of = self.left(k) == "من"
        if of:
            k -= 1
        if k < self.floor:
            return [], i
        day = self.small(k, 31)
        if day is not None:
            days, first = [day], k
            mark = k - 1
            if self.left(mark) in _ARTICLES:
                first = mark
                mark -= 1
            if self.left(mark) in _TO and mark - 1 >= self.floor:
                start = self.small(mark - 1, 31)
                if start is not None and start < day:
                    days, first = [start, day], mark - 1
                    if self.left(first - 1) in _ARTICLES:
                        first -= 1
            return days, first
        ordinal = self._ordinal_before(k + 1)
        if ordinal is None or not (of or self.norm(k) in ("اول", "واول", "باول", "لاول", "فاول")):
            return [], i
        days, first = [ordinal[0]], ordinal[1]
        mark = first - 1
        if self.left(mark) in _TO:
            start_ordinal = self._ordinal_before(mark)
            if start_ordinal is not None and start_ordinal[0] < ordinal[0]:
                days, first = [start_ordinal[0], ordinal[0]], start_ordinal[1]
        return days, first

    def _is_ordinal(self, norm: str) -> bool:
        form = self.tables.numbers.forms.get(norm)
        return form is not None and form.kind in ("ordinal", "ordinal_ten")

    def _ordinal_before(self, end: int) -> tuple[int, int] | None:
        """The ordinal that ends before ``end``: الرابع والعشرين, الحادي عشر, الأول."""
        forms = self.tables.numbers.forms
        k = end - 1
        if k < self.floor:
            return None
        form = forms.get(self.norm(k))
        before = forms.get(self.norm(k - 1)) if k - 1 >= self.floor else None
        if form is None:
            return None
        if form.kind == "ten" and not form.conjoined:
            return (10 + int(before.value), k - 1) if before and before.kind == "ordinal" else None
        if form.kind in ("ordinal_ten", "tens") and form.conjoined and before is not None and before.kind == "ordinal":
            return (int(form.value + before.value), k - 1) if form.value + before.value <= 31 else None
        if form.kind in ("ordinal", "ordinal_ten"):
            return int(form.value), k
        return None

    def _year_after(self, last: int, calendar: str) -> tuple[int | None, int | None, int]:
        """The year told after a month, or the modifier (الماضي); and the index after it."""
        k = last + 1 if self.norm(last) == ")" else last
        modifier = self.look("modifier", k)
        if modifier is not None and modifier[0] != "recent":
            year = self.year_at(modifier[1])
            if year is None:
                return None, int(modifier[0]), modifier[1]
            k = modifier[1]
        if self.norm(k) == "من":
            k += 1
        unit = self.look("unit", k)
        if unit is not None and unit[0] == "one year":
            k = unit[1]
            modifier = self.look("modifier", k)
            if modifier is not None and modifier[0] != "recent":
                year = self.anchor.year + int(modifier[0]) if self.anchor else None
                return year, None, modifier[1] if self.anchor else last
        year = self.year_at(k)
        if year is None or (calendar == "gregorian") != (year >= 1700):
            return None, None, last
        era = self.look("era", k + 1)
        return year, None, era[1] if era else k + 1

    def _named(self, first: int, month: int, days: list[int]) -> tuple[str, Precision] | None:
        """The date of an event that a day and month alone name: هجمات 11 سبتمبر."""
        head = self.tables.about["named"].get((self.left(first - 1),)) if first - 1 >= self.floor else None
        if head is None:
            return None
        wanted = f"{month:02}-{days[0]:02}" if days else f"{month:02}"
        for pair in head.split("|"):
            written, _, value = pair.partition("=")
            if written == wanted:
                return value, "day" if days else "month"
        return None

    def _is_until(self, first: int) -> bool:
        return self.sense_before(first) == "until"

    def _is_dateline(self, first: int, last: int) -> bool:
        """Whether a day stands like that of an agency: after a place, before the agency's name or a full stop.

        تونس 7 مارس / وات / ; برلين في 2 يناير (د ب أ) ; مينسك، 5 سبتمبر. ; طوكيو 9 مايو
        """
        if not 0 < first <= _DATELINE_WORDS:
            return False
        mark = self.norm(last)
        if mark in ("/", "(", "["):
            closing = ")" if mark == "(" else "]" if mark == "[" else "/"
            return first <= _DATELINE_WORDS and any(self.norm(k) == closing for k in range(last + 2, last + 9))
        if first > _EARLY:
            return False
        if self.small(last, 24) is not None or (len(mark) == 2 and mark.isdecimal()):
            return self.norm(last + 1) == ":"
        return mark in ("-", "–", "—", ".", ":", "،") if mark else len(self.words) <= _EARLY + 4

    # units, years and what is counted

    def unit(self, value: str, i: int, last: int) -> DateMention | None:
        number, unit = value.split()
        definite = has_article(self.words[i].norm) or self.words[i].norm.startswith(("وال", "لل", "بال", "فال"))
        if unit == "year" and number == "one":
            year = self.year(i, last)
            if year is not None:
                return year
        if not definite:
            return self._same(number, unit, i, last)
        before = self.norm(i - 1)
        modifier = self.look("modifier", last)
        demonstrative = self.is_a("this", before)
        if unit == "year" and self.is_a("general_noun", before):
            return None
        same = self._same(number, unit, i, last)
        if same is not None:
            return same
        if modifier is not None:
            last = modifier[1]
        elif not demonstrative and self.look_back("period", i) is None:
            return None
        recent = modifier is not None and modifier[0] == "recent"
        if recent or number != "one" or unit in ("hour", "century", "decade"):
            return self.make(i, last, None, "range", kind="unresolved", reason=VAGUE) if modifier else None
        step = int(modifier[0]) if modifier is not None else 0
        if unit == "day":
            return None
        first = i - 1 if demonstrative and i - 1 >= self.floor else i
        days: list[int] = []
        if unit == "month":
            days, before_days = self._days_before(i)
            if days:
                first = before_days
        period = self.look_back("period", first) if not days else None
        if period is not None:
            first = period[1]
        return self._counted_unit(first, last, unit, step, days, period[0] if period else "")

    def _counted_unit(
        self, first: int, last: int, unit: str, step: int, days: list[int], period: str
    ) -> DateMention | None:
        anchor = self.anchor
        if anchor is None:
            return self.make(first, last, None, "year" if unit == "year" else "month")
        if unit == "week":
            day = anchor + timedelta(days=7 * step)
            return self.make(first, last, _month_iso(day.year, day.month), "month", kind="relative")
        if unit == "month":
            year, month = _shift_months(anchor.year, anchor.month, step)
            exact = _day(year, month, days[0]) if days else None
            if exact is not None:
                return self.make(first, last, exact.isoformat(), "day")
            return self.make(first, last, _month_iso(year, month), "month", kind="relative", offset_months=step)
        year = anchor.year + step
        if period:
            return self.make(first, last, _month_iso(year, int(period)), "month", kind="relative")
        return self.make(first, last, f"{year:04}", "year", kind="relative", offset_months=12 * step)

    def _same(self, number: str, unit: str, i: int, last: int) -> DateMention | None:
        """The month or year just told: العام نفسه، نفس الشهر، الأسبوع التالي."""
        after = self.look("same", last)
        before = self.look_back("before_same", i)
        if number != "one" or unit in ("hour", "decade", "century") or (after is None and before is None):
            return None
        step = int((after or before or ("0", 0))[0])
        days = _DAYS.get(unit)
        months = _MONTHS.get(unit)
        told, first = self._days_before(i) if unit == "month" else ([], i)
        precision: Precision = "day" if told or unit == "day" else "month" if unit in ("month", "week") else "year"
        return self.make(
            first, after[1] if after else last, None, precision, kind="relative", reason=FROM_ANOTHER,
            reference="previous", offset_days=step * days if days else None,
            offset_months=step * months if months else None, day=told[0] if told and step == 0 else None,
        )  # fmt: skip

    def year(self, i: int, last: int) -> DateMention | None:
        """A year after عام or سنة: a number in figures or words, a Hijri year, the pair of a range."""
        year = self.year_at(last)
        if year is not None:
            return self._numbered_year(i, last, year, pair=False)
        spoken = read_number(self.words, last, self.tables.numbers) if last < len(self.words) else None
        if spoken is not None and 1700 <= spoken[0] <= 2199 and spoken[1] > last + 1:
            return self.make(i, spoken[1], f"{int(spoken[0]):04}", "year")
        return None

    def years(self, i: int, last: int) -> DateMention | None:
        """The years after عامي: عامي 1998 و2016."""
        year = self.year_at(last)
        return self._numbered_year(i, last, year, pair=True) if year is not None else None

    def _numbered_year(self, first: int, k: int, year: int, *, pair: bool) -> DateMention | None:
        period = self.look_back("period", first)
        if period is not None:
            first = period[1]
        era = self.look("era", k + 1)
        after = era[1] if era else k + 1
        if (era is not None and era[0] == "hijri") or year < 1600:
            span = _hijri_span(year, None, None)
            if span is None:
                return self.make(first, after, None, "range", kind="unresolved", reason=OUT_OF_RANGE)
            return self.make(first, after, span[0].isoformat(), "range", until=span[1].isoformat())
        mark = self.norm(after)
        if mark in _DASHES or mark == "الي" or (mark in ("حتي", "و") and pair):
            following = after + 1
            unit = self.look("unit", following)
            if unit is not None and unit[0] == "one year":
                following = unit[1]
            until = self.year_at(following)
            if until is not None and until > year:
                era = self.look("era", following + 1)
                return self.make(first, era[1] if era else following + 1, f"{year:04}", "range", until=f"{until:04}")
        if period is not None and period[0]:
            return self.make(first, after, _month_iso(year, int(period[0])), "month")
        return self.make(first, after, f"{year:04}", "year")

    def period(self, value: str, i: int, last: int) -> DateMention | None:
        """مطلع 2023: a bare year after the part of it; what stands before a month or العام is read with that."""
        year = self.year_at(last)
        if year is None or year < 1700 or not self._ends_phrase(last + 1):
            return None
        if value:
            return self.make(i, last + 1, _month_iso(year, int(value)), "month")
        return self.make(i, last + 1, f"{year:04}", "year")

    def season(self, value: str, i: int, last: int) -> DateMention | None:
        unit = self.look("unit", last)
        k = unit[1] if unit is not None and unit[0] == "one year" else last
        year = self.year_at(k)
        if year is not None:
            return self.make(i, k + 1, f"{year:04}", "year")
        modifier = self.look("modifier", last)
        if modifier is None or modifier[0] == "recent":
            return None
        if self.anchor is None or not value:
            return self.make(i, modifier[1], None, "year", reason=VAGUE if self.anchor else None, kind="unresolved")
        end = int(value)
        step = int(modifier[0])
        year = self.anchor.year
        if step < 0:
            year = (year if end < self.anchor.month else year - 1) + step + 1
        elif step > 0:
            year = year if end - 2 > self.anchor.month else year + 1
        return self.make(i, modifier[1], f"{year:04}", "year", kind="relative")

    def decade(self, value: str, i: int, last: int) -> DateMention | None:
        if self.norm(last) == "من":
            last += 1
        century = self.look("unit", last)
        if century is not None and century[0] == "one century":
            after = self.look("modifier", century[1])
            last = after[1] if after else century[1] + 1 if self.norm(century[1]) == "العشرين" else century[1]
        elif last > i + 1 and self.norm(last - 1) == "من":
            last -= 1
        return self.make(i, last, None, "range", kind="unresolved", reason=DECADE)

    def span(self, way: str, i: int, last: int) -> DateMention | None:
        """A counted span after its preposition: قبل ثلاثة أيام، منذ 30 عاما، بعد شهرين."""
        k = last
        if way == "after" and self.norm(k) in ("ذلك", "هذا"):
            k += 1
        about = self.look("about", k)
        if about is not None:
            k = about[1]
        if k >= len(self.words):
            return None
        count: float | None = None
        number = read_number(self.words, k, self.tables.numbers)
        if number is not None:
            count, k = number
        unit = self.look("unit", k)
        if unit is None:
            return None
        written, name = unit[0].split()
        if self.words[k].norm.startswith("ال"):
            return None
        k = unit[1]
        if count is None:
            if written == "many":
                return self._vague_span(way, name, i, k)
            if self.year_at(k) is not None or self._begins_date(k):
                return None
            count = 1 if written == "one" else 2
        half = self.tables.numbers.forms.get(self.norm(k))
        if half is not None and half.kind == "fraction" and half.conjoined:
            k += 1
        return self._counted_span(way, int(count), name, i, k)

    def _begins_date(self, k: int) -> bool:
        if self.small(k, 31) is not None or self._is_ordinal(self.norm(k)):
            return True
        phrases = self.tables.phrases.get(self.norm(k), ())
        return any(
            phrase.word.kind in ("weekday", "month", "day") and not phrase.joined
            and all(self.norm(k + 1 + j) == word for j, word in enumerate(phrase.rest))
            for phrase in phrases
        )  # fmt: skip

    def _counted_span(self, way: str, count: int, unit: str, i: int, last: int) -> DateMention | None:
        sign = 1 if way == "after" else -1
        days = sign * count * _DAYS[unit] if unit in _DAYS else sign * (count // 24) if unit == "hour" else None
        months = sign * count * _MONTHS[unit] if unit in _MONTHS else None
        precision: Precision = "day" if months is None else "month" if unit == "month" else "year"
        from_next = self.norm(last) in ("من", "علي")
        if way == "within":
            return self.make(i, last, None, "range", kind="unresolved", reason=VAGUE, sense="within")
        if way == "after" or (from_next and unit == "hour"):
            return self.make(
                i, last, None, precision, kind="relative", reason=FROM_ANOTHER,
                reference="next" if from_next else "previous", offset_days=days, offset_months=months, sense="at",
            )  # fmt: skip
        sense: Sense = "since" if way == "since" else "at"
        value: str | None = None
        if self.anchor is not None:
            try:
                if months is None:
                    value = (self.anchor + timedelta(days=days or 0)).isoformat()
                else:
                    year, month = _shift_months(self.anchor.year, self.anchor.month, months)
                    exact = _month_iso(year, month) if precision == "month" else f"{year:04}"
                    value = exact if 1 <= year <= 9999 else None
            except OverflowError:
                value = None
            if value is None:
                return self.make(i, last, None, precision, kind="unresolved", reason=OUT_OF_RANGE)
        return self.make(
            i, last, value, precision, kind="relative", offset_days=days, offset_months=months, sense=sense,
            reference="report",
        )  # fmt: skip

    def _vague_span(self, way: str, unit: str, i: int, last: int) -> DateMention | None:
        """قبل أيام، منذ ساعات: the month or the day if it is sure."""
        sense: Sense = {"since": "since", "within": "within"}.get(way, "at")  # type: ignore[assignment]
        if self.anchor is not None and way in ("ago", "since"):
            if unit == "hour":
                return self.make(i, last, self.anchor.isoformat(), "day", kind="relative", sense=sense)
            if unit == "day" and self.anchor.day > 5:
                value = _month_iso(self.anchor.year, self.anchor.month)
                return self.make(i, last, value, "month", kind="relative", sense=sense)
        if way == "after":
            return self.make(i, last, None, "range", kind="unresolved", reason=VAGUE, sense="at", reference="previous")
        return self.make(i, last, None, "range", kind="unresolved", reason=VAGUE, sense=sense)

    # figures

    def at_figure(self, i: int) -> DateMention | None:
        year = self.year_at(i)
        numeric = self._numeric(i)
        if numeric is not None:
            return numeric
        if year is not None:
            return self._bare_year(i, year)
        day = self.small(i, 31)
        if day is None:
            return None
        first = i - 1 if self.left(i - 1) in _ARTICLES else i
        if self.is_a("of_it", self.norm(i + 1)):
            return self.make(
                first, i + 2, None, "day", kind="relative", reason=FROM_ANOTHER, reference="previous", day=day
            )
        return self._dateline(i, day)

    def _numeric(self, i: int) -> DateMention | None:
        """20/6/2024, 2024-06-20, 20.6.2024."""
        single = _NUMERIC.fullmatch(self.norm(i))
        if single is not None:
            parts, last = list(single.groups()), i + 1
        elif self.norm(i + 1) in _SEPARATORS and self.norm(i + 1) == self.norm(i + 3):
            parts, last = [self.norm(i), self.norm(i + 2), self.norm(i + 4)], i + 5
        else:
            return None
        if not all(0 < len(part) <= 4 and part.isdecimal() for part in parts):
            return None
        numbers = [int(part) for part in parts]
        if len(parts[0]) == 4 and 1700 <= numbers[0] <= 2199:
            exact = _day(numbers[0], numbers[1], numbers[2])
        elif len(parts[2]) == 4 and 1700 <= numbers[2] <= 2199:
            exact = _day(numbers[2], numbers[1], numbers[0]) or _day(numbers[2], numbers[0], numbers[1])
        else:
            return None
        return self.make(i, last, exact.isoformat(), "day") if exact else None

    def _dateline(self, i: int, day: int) -> DateMention | None:
        """3 - 4: day and month in an agency's dateline, close to the report's day."""
        month = self.small(i + 2, 12)
        if self.norm(i + 1) not in _DASHES or month is None or not 0 < i <= _DATELINE_WORDS or self.anchor is None:
            return None
        if self.norm(i + 3) not in ("(", "-", "–", "/", "--", ":", "."):
            return None
        near = _nearest_year(month, day, self.anchor, weekday=None)
        if near is None or abs((near - self.anchor).days) > _DATELINE_DAYS:
            return None
        return self.make(i, i + 3, near.isoformat(), "day", dateline=True)

    def _bare_year(self, i: int, year: int) -> DateMention | None:
        """A year in figures without عام: after منذ, in a range, after في where no noun is counted, after حرب."""
        if not 1800 <= year <= (self.anchor.year + 60 if self.anchor else 2100):
            return None
        before = self.norm(i - 1)
        until = self.year_at(i + 2) if self.norm(i + 1) in _DASHES else None
        if until is not None and year < until <= 2199:
            return self.make(i, i + 3, f"{year:04}", "range", until=f"{until:04}")
        era = self.look("era", i + 1)
        last = era[1] if era else i + 1
        sense = self.look_back("sense", i)
        if sense is not None and before != "من" and before != "عن":
            pair = before in ("بين", "وبين") and self.norm(last) == "و"
            second = self.year_at(last + 1) if pair else None
            if second is not None and second > year:
                return self.make(i, last + 2, f"{year:04}", "range", until=f"{second:04}")
            if sense[0] in ("since", "until") or era is not None or self._ends_phrase(last):
                return self.make(i, last, f"{year:04}", "year")
            return None
        if before == "من" and self.norm(last) in ("الي", "حتي"):
            upto = self.year_at(last + 1)
            if upto is not None and upto > year:
                return self.make(i, last + 2, f"{year:04}", "range", until=f"{upto:04}")
        if i > 0 and self.is_a("dated_noun", before) and self._ends_phrase(last):
            return self.make(i, last, f"{year:04}", "year", kind="named")
        return None

    def _ends_phrase(self, i: int) -> bool:
        """Whether no counted noun stands here: the end, punctuation, or a word without a singular's ending."""
        norm = self.norm(i)
        if not norm or not norm[0].isalpha():
            return norm not in ("%", "٪", "$")
        form = self.tables.numbers.forms.get(norm)
        if form is not None and form.kind in ("scale", "scales", "scale_or_dual"):
            return False
        return not any(phrase.unit for phrase in self.tables.numbers.units.get(norm, ()) if not phrase.dual) and not (
            norm.endswith("ا") and len(norm) > 3
        )


# -- putting mentions together ---------------------------------------------------------------------------------------


def _joined(before: DateMention, mention: DateMention, finder: _Finder) -> DateMention | None:
    """One mention of two that name the same day: أمس الخميس 4 جويلية، أمس (الأحد)، 12 رمضان 1444 الموافق 3 أبريل."""
    gap = mention.first - before.last
    words = finder.words
    between = [words[k].norm for k in range(before.last, mention.first)]
    if gap > 3 or not all(norm in _JOINERS or finder.is_a("corresponding", norm) for norm in between):
        return None
    if words[mention.first].norm.startswith("و") and gap == 0 and not finder.is_a("corresponding", "".join(between)):
        return None
    if before.precision not in ("day", "range") or mention.precision != "day" or before.reference != "report":
        return None
    if mention.reference != "report" or (before.kind in ("named", "unresolved") and before.reason != NO_REPORT_DATE):
        return None
    last = mention.last
    if "(" in between and finder.norm(last) == ")":
        last += 1
    span = {"first": before.first, "last": last, "start": before.start, "end": words[last - 1].end}
    corresponds = any(finder.is_a("corresponding", norm) for norm in between)
    if before.weekday and mention.weekday:  # ليل الثلاثاء - الأربعاء
        follows = before.weekday % 7 + 1 == mention.weekday and between in ([], ["-"], ["–"], ["/"])
        return _with(before, span) if follows else None
    if mention.weekday or mention.offset_days is not None:
        is_day = before.offset_days is not None or before.kind == "absolute" or before.weekday
        if not is_day or (before.precision == "range" and not corresponds):
            return None
        if before.kind == "absolute" and before.until is None and mention.weekday and before.value:
            return _with(_on_weekday(before, mention.weekday, finder), span)
        if before.weekday and mention.offset_days is not None:
            return replace(_with(mention, span), weekday=None, sense=before.sense)
        return replace(_with(before, span), weekday=None)
    if before.offset_days is not None or before.weekday or corresponds:
        resolved = _on_weekday(mention, before.weekday, finder) if before.weekday else mention
        if before.offset_days is not None and before.value and resolved.value and resolved.future is not None:
            resolved = replace(resolved, future=None)
        return replace(_with(resolved, span), sense=before.sense)
    return None


def _with(mention: DateMention, span: Mapping[str, int]) -> DateMention:
    return replace(mention, first=span["first"], last=span["last"], start=span["start"], end=span["end"])


def _on_weekday(mention: DateMention, weekday: int, finder: _Finder) -> DateMention:
    """A day and month without a year, in the year in which it falls on the weekday."""
    if mention.future is None or not mention.value or finder.anchor is None:
        return mention
    told = date.fromisoformat(mention.value)
    if told.isoweekday() == weekday:
        return replace(mention, future=None)
    fitting = _nearest_year(told.month, told.day, finder.anchor, weekday=weekday)
    return replace(mention, value=fitting.isoformat(), future=None) if fitting else mention


def _share_years(found: list[DateMention], words: Sequence[Wordlike]) -> list[DateMention]:
    """من مايو إلى يوليو 2012, 15 فبراير و3 مارس 2023: the first has the second's year."""
    for k in range(len(found) - 1):
        one, two = found[k], found[k + 1]
        if one.future is None or one.value is None or two.value is None or one.until or one.weekday:
            continue
        if two.kind != "absolute" or two.future is not None or one.precision != two.precision:
            continue
        between = [words[j].norm for j in range(one.last, two.first)]
        if one.precision not in ("day", "month") or len(between) > 2 or not any(norm in _TO for norm in between):
            continue
        year = int(two.value[:4]) - (one.value[5:] > two.value[5:])
        value = f"{year:04}{one.value[4:]}"
        if one.precision == "month" or _day(year, int(value[5:7]), int(value[8:])) is not None:
            found[k] = replace(one, value=value, future=None, kind="absolute")
    return found
