"""The phrases of time of a sentence, one after the other, and those that name the same day put together."""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Final

from rasid.arabic.dates.calendar import day_of, nearest_year, resolve
from rasid.arabic.dates.mention import (
    DATELINE_DAYS,
    DATELINE_WORDS,
    FROM_ANOTHER,
    NO_REPORT_DATE,
    PART_OF_NAME,
    DateMention,
    TimePhrase,
    TimeTables,
)
from rasid.arabic.dates.reading import ARTICLES, DASHES
from rasid.arabic.dates.spans import Spans
from rasid.arabic.words import Token

_SEPARATORS: Final = frozenset("-–—/.")
_MARKS: Final = frozenset(("(", ")", "،", "-", "–", "/", '"', "[", "]"))
_JOINERS: Final = ("joiner", "corresponding")  # kinds of words that stand between two names of a day
_NUMERIC: Final = re.compile(r"(\d{1,4})\.(\d{1,2})\.(\d{1,4})")


class Finder(Spans):
    """What begins a mention: a word of the tables, or a figure."""

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
        first = i - 1 if self.left(i - 1) in ARTICLES else i
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
            exact = day_of(numbers[0], numbers[1], numbers[2])
        elif len(parts[2]) == 4 and 1700 <= numbers[2] <= 2199:
            exact = day_of(numbers[2], numbers[1], numbers[0]) or day_of(numbers[2], numbers[0], numbers[1])
        else:
            return None
        return self.make(i, last, exact.isoformat(), "day") if exact else None

    def _dateline(self, i: int, day: int) -> DateMention | None:
        """3 - 4: day and month in an agency's dateline, close to the report's day."""
        month = self.small(i + 2, 12)
        if self.norm(i + 1) not in DASHES or month is None or not 0 < i <= DATELINE_WORDS or self.anchor is None:
            return None
        if self.norm(i + 3) not in ("(", "-", "–", "/", "--", ":", "."):
            return None
        near = nearest_year(month, day, self.anchor, weekday=None)
        if near is None or abs((near - self.anchor).days) > DATELINE_DAYS:
            return None
        return self.make(i, i + 3, near.isoformat(), "day", dateline=True)

    def _bare_year(self, i: int, year: int) -> DateMention | None:
        """A year in figures without عام: after منذ, in a range, after في where no noun is counted, after حرب."""
        if not 1800 <= year <= (self.anchor.year + 60 if self.anchor else 2100):
            return None
        before = self.norm(i - 1)
        until = self.year_at(i + 2) if self.norm(i + 1) in DASHES else None
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


def find_dates(
    words: list[Token], anchor: date | None, tables: TimeTables, *, future: bool = False
) -> list[DateMention]:
    """The phrases of time among the words of one sentence, in order; none overlaps another.

    ``anchor`` is the day the report was written (see ``find_dateline``). With ``future``, phrases that may look back or
    ahead are taken to look ahead; without it, the other reading is in the mention's ``future``.
    """
    finder = Finder(words, anchor, tables)
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
    found = _share_years(found, finder)
    if future:
        found = [_looking_ahead(m) if m.future else m for m in found]
    return found


def _looking_ahead(mention: DateMention) -> DateMention:
    """The mention in its reading for what is to come; a range keeps its length."""
    until = mention.until
    if until is not None and mention.value is not None and mention.future is not None:
        until = f"{int(until[:4]) + int(mention.future[:4]) - int(mention.value[:4]):04}{until[4:]}"
    return replace(mention, value=mention.future, until=until, future=None)


def _goes_on(words: list[Token], before: DateMention, mention: DateMention) -> bool:
    """Whether a day follows another by nothing but و: قوى 8 و14 آذار."""
    return mention.precision == "day" and [w.norm for w in words[before.last : mention.first]] in (["و"], [])


def _last_month(found: Sequence[DateMention]) -> str | None:
    return next((m.value for m in reversed(found) if m.value is not None and len(m.value) >= 7), None)


def find_dateline(words: list[Token], anchor: date | None, tables: TimeTables) -> date | None:
    """The day of writing in a sentence that begins with an agency's dateline (الرباط 3 - 4 (أ ف ب)), or None.

    To be asked of the first few sentences of a report: relative dates in it count from the day of writing rather than
    from the day of publication.
    """
    for mention in find_dates(words[:DATELINE_WORDS], anchor, tables):
        if mention.dateline and mention.precision == "day" and mention.value:
            day = date.fromisoformat(mention.value)
            if anchor is None or abs((day - anchor).days) <= DATELINE_DAYS:
                return day
    return None


def _joined(before: DateMention, mention: DateMention, finder: Finder) -> DateMention | None:
    """One mention of two that name the same day: أمس الخميس 4 جويلية، أمس (الأحد)، 12 رمضان 1444 الموافق 3 أبريل."""
    gap = mention.first - before.last
    words = finder.words
    between = [words[k].norm for k in range(before.last, mention.first)]
    if gap > 3 or not all(norm in _MARKS or any(finder.is_a(kind, norm) for kind in _JOINERS) for norm in between):
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


def _with(mention: DateMention, span: dict[str, int]) -> DateMention:
    return replace(mention, first=span["first"], last=span["last"], start=span["start"], end=span["end"])


def _on_weekday(mention: DateMention, weekday: int, finder: Finder) -> DateMention:
    """A day and month without a year, in the year in which it falls on the weekday."""
    if mention.future is None or not mention.value or finder.anchor is None:
        return mention
    told = date.fromisoformat(mention.value)
    if told.isoweekday() == weekday:
        return replace(mention, future=None)
    fitting = nearest_year(told.month, told.day, finder.anchor, weekday=weekday)
    return replace(mention, value=fitting.isoformat(), future=None) if fitting else mention


def _share_years(found: list[DateMention], finder: Finder) -> list[DateMention]:
    """من مايو إلى يوليو 2012, 15 فبراير و3 مارس 2023: the first has the second's year."""
    for k in range(len(found) - 1):
        one, two = found[k], found[k + 1]
        if one.future is None or one.value is None or two.value is None or one.until or one.weekday:
            continue
        if two.kind != "absolute" or two.future is not None or one.precision != two.precision:
            continue
        between = [finder.words[j].norm for j in range(one.last, two.first)]
        if one.precision not in ("day", "month") or len(between) > 2 or not any(map(finder.is_up_to, between)):
            continue
        year = int(two.value[:4]) - (one.value[5:] > two.value[5:])
        value = f"{year:04}{one.value[4:]}"
        if one.precision == "month" or day_of(year, int(value[5:7]), int(value[8:])) is not None:
            found[k] = replace(one, value=value, future=None, kind="absolute")
    return found
