"""Days and months: yesterday, last Thursday, the fifth of March, in Ramadan."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Final

from rasid.arabic.dates.calendar import day_of, hijri_span, month_iso, nearest_year
from rasid.arabic.dates.mention import (
    DATELINE_DAYS,
    DATELINE_WORDS,
    FROM_ANOTHER,
    OUT_OF_RANGE,
    PART_OF_NAME,
    DateMention,
    Precision,
    TimeWord,
)
from rasid.arabic.dates.reading import Reading
from rasid.arabic.numbers import has_article

_EARLY: Final = 5


class Days(Reading):
    """Days by their names and months, with the day, the year or the word that tells which."""

    # days

    def day(self, offset: int, i: int, last: int) -> DateMention | None:
        if offset == 0 and last == i + 1:
            following = self.norm(last)
            named = self.is_a("not_before_today", self.norm(i - 1)) and self.look("weekday", last) is None
            if self.is_a("not_today", following) or named or (has_article(following) and self._is_ordinal(following)):
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
        head = first - 2 if self.norm(first - 1) == '"' else first - 1
        if year is None and modifier is None and self.is_a("name_head", self.norm(head)) and days:
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
            if day_of(year or 2000, month, days[-1]) is None:
                return None
            until = values[-1] if len(days) > 1 else None
            if dateline and self.anchor and values[0]:
                dateline = abs((date.fromisoformat(values[0]) - self.anchor).days) <= DATELINE_DAYS
            return self.make(
                first, last, values[0], "range" if until else "day", until=until, future=futures[0], dateline=dateline
            )
        if year is not None:
            return self.make(first, last, month_iso(year, month), "month")
        if self.anchor is None:
            return self.make(first, last, None, "month")
        this = self.anchor.year
        if modifier is None:
            past = this if month <= self.anchor.month else this - 1
            ahead_year = this if month >= self.anchor.month else this + 1
            if self._is_until(first):
                past = ahead_year
            return self.make(
                first, last, month_iso(past, month), "month", kind="relative", future=month_iso(ahead_year, month)
            )
        if modifier < 0:
            resolved = (this if month < self.anchor.month else this - 1) + modifier + 1
        elif modifier > 0:
            resolved = (this if month > self.anchor.month else this + 1) + modifier - 1
        else:
            resolved = this
        return self.make(first, last, month_iso(resolved, month), "month", kind="relative")

    def _dated(
        self, year: int | None, month: int, day: int, modifier: int | None, *, until: bool
    ) -> tuple[str | None, str | None]:
        """The day, and the day if it is to come."""
        if year is not None:
            exact = day_of(year, month, day)
            return (exact.isoformat(), None) if exact else (None, None)
        anchor = self.anchor
        if anchor is None:
            return None, None
        candidates = [d for by in range(-4, 5) if (d := day_of(anchor.year + by, month, day)) is not None]
        past = [d for d in candidates if d < anchor]
        ahead = [d for d in candidates if d > anchor]
        if modifier is None:
            near = nearest_year(month, day, anchor, weekday=None)
            if near is None:
                return None, None
            to_come = near if near >= anchor else ahead[0] if ahead else None
            value = to_come if until and to_come else near
            return value.isoformat(), to_come.isoformat() if to_come else None
        if modifier == 0:
            this = day_of(anchor.year, month, day)
            return (this.isoformat() if this else None), None
        wanted = (
            past[modifier] if modifier < 0 and len(past) >= -modifier else ahead[0] if modifier > 0 and ahead else None
        )
        return (wanted.isoformat() if wanted else None), None

    def _hijri(
        self, first: int, last: int, year: int | None, month: int, days: list[int], modifier: int | None
    ) -> DateMention | None:
        if year is None:
            if self.anchor is None:
                return self.make(first, last, None, "day" if days else "range")
            from hijridate import Gregorian  # here: few reports need it

            try:
                today = Gregorian(self.anchor.year, self.anchor.month, self.anchor.day).to_hijri()
            except (OverflowError, ValueError):
                return self.make(first, last, None, "range", kind="unresolved", reason=OUT_OF_RANGE)
            if modifier is None or modifier < 0:
                now = (today.month, today.day) if days else (today.month, 31 if modifier is None else 0)
                year = today.year if (month, days[0] if days else 1) <= now else today.year - 1
            else:
                year = today.year if month > today.month or modifier == 0 else today.year + 1
        span = hijri_span(year, month, days[0] if days else None)
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
        if not 0 < first <= DATELINE_WORDS:
            return False
        mark = self.norm(last)
        if mark in ("/", "(", "["):
            closing = ")" if mark == "(" else "]" if mark == "[" else "/"
            return first <= DATELINE_WORDS and any(self.norm(k) == closing for k in range(last + 2, last + 9))
        if first > _EARLY:
            return False
        if self.small(last, 24) is not None or (len(mark) == 2 and mark.isdecimal()):
            return self.norm(last + 1) == ":"
        return mark in ("-", "–", "—", ".", ":", "،") if mark else len(self.words) <= _EARLY + 4
