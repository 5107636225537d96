"""Weeks, years, seasons, and what is counted: two months ago, since last summer, in the nineties."""

from datetime import timedelta
from typing import Final

from rasid.arabic.dates.calendar import day_of, hijri_span, month_iso, shift_months
from rasid.arabic.dates.days import Days
from rasid.arabic.dates.mention import DECADE, FROM_ANOTHER, OUT_OF_RANGE, VAGUE, DateMention, Precision, Sense
from rasid.arabic.dates.reading import DASHES
from rasid.arabic.numbers import has_article, read_number

_DAYS: Final = {"day": 1, "week": 7}
_MONTHS: Final = {"month": 1, "year": 12, "decade": 120, "century": 1200}


class Spans(Days):
    """Units of time, and counts of them."""

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
            return self.make(first, last, month_iso(day.year, day.month), "month", kind="relative")
        if unit == "month":
            year, month = shift_months(anchor.year, anchor.month, step)
            exact = day_of(year, month, days[0]) if days else None
            if exact is not None:
                return self.make(first, last, exact.isoformat(), "day")
            return self.make(first, last, month_iso(year, month), "month", kind="relative", offset_months=step)
        year = anchor.year + step
        if period:
            return self.make(first, last, month_iso(year, int(period)), "month", kind="relative")
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
            span = hijri_span(year, None, None)
            if span is None:
                return self.make(first, after, None, "range", kind="unresolved", reason=OUT_OF_RANGE)
            return self.make(first, after, span[0].isoformat(), "range", until=span[1].isoformat())
        mark = self.norm(after)
        if mark in DASHES or mark == "الي" or (mark in ("حتي", "و") and pair):
            following = after + 1
            unit = self.look("unit", following)
            if unit is not None and unit[0] == "one year":
                following = unit[1]
            until = self.year_at(following)
            if until is not None and until > year:
                era = self.look("era", following + 1)
                return self.make(first, era[1] if era else following + 1, f"{year:04}", "range", until=f"{until:04}")
        if period is not None and period[0]:
            return self.make(first, after, month_iso(year, int(period[0])), "month")
        return self.make(first, after, f"{year:04}", "year")

    def period(self, value: str, i: int, last: int) -> DateMention | None:
        """مطلع 2023: a bare year after the part of it; what stands before a month or العام is read with that."""
        year = self.year_at(last)
        if year is None or year < 1700 or not self._ends_phrase(last + 1):
            return None
        if value:
            return self.make(i, last + 1, month_iso(year, int(value)), "month")
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
            named = self.is_a("century_name", self.norm(century[1]))
            last = after[1] if after else century[1] + named
        elif last > i + 1 and self.norm(last - 1) == "من":
            last -= 1
        return self.make(i, last, None, "range", kind="unresolved", reason=DECADE)

    def span(self, way: str, i: int, last: int) -> DateMention | None:
        """A counted span after its preposition: قبل ثلاثة أيام، منذ 30 عاما، بعد شهرين."""
        k = last
        if way == "after" and self.is_a("that", self.norm(k)):
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
        before_next = from_next and unit in ("hour", "day", "week") and not self._is_now(last + 1)
        if way == "after" or (way == "ago" and before_next):
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
                    year, month = shift_months(self.anchor.year, self.anchor.month, months)
                    exact = month_iso(year, month) if precision == "month" else f"{year:04}"
                    value = exact if 1 <= year <= 9999 else None
            except OverflowError:
                value = None
            if value is None:
                return self.make(i, last, None, precision, kind="unresolved", reason=OUT_OF_RANGE)
        return self.make(
            i, last, value, precision, kind="relative", offset_days=days, offset_months=months, sense=sense,
            reference="report",
        )  # fmt: skip

    def _is_now(self, k: int) -> bool:
        """Whether the count is from now: ثلاثة أيام من الآن، من اليوم."""
        return self.is_a("day", self.norm(k)) or self.is_a("now", self.norm(k))

    def _vague_span(self, way: str, unit: str, i: int, last: int) -> DateMention | None:
        """قبل أيام، منذ ساعات: the month or the day if it is sure."""
        sense: Sense = {"since": "since", "within": "within"}.get(way, "at")  # type: ignore[assignment]
        age = unit == "day" and self.is_a("era_noun", self.norm(last))  # منذ أيام الحرب الباردة
        if self.anchor is not None and way in ("ago", "since") and not age:
            if unit == "hour":
                return self.make(i, last, self.anchor.isoformat(), "day", kind="relative", sense=sense)
            if unit == "day" and self.anchor.day > 5:
                value = month_iso(self.anchor.year, self.anchor.month)
                return self.make(i, last, value, "month", kind="relative", sense=sense)
        if way == "after" and unit == "hour" and self.norm(last) not in ("من", "علي"):  # the same day
            return self.make(
                i, last, None, "day", kind="relative", reason=FROM_ANOTHER, reference="previous", offset_days=0,
                sense="at",
            )  # fmt: skip
        if way == "after":
            return self.make(i, last, None, "range", kind="unresolved", reason=VAGUE, sense="at", reference="previous")
        return self.make(i, last, None, "range", kind="unresolved", reason=VAGUE, sense=sense)
