"""Reading around a place in a sentence: what phrases of time stand there, and the mention made of them."""

from datetime import date
from typing import Final

from rasid.arabic.dates.mention import NO_REPORT_DATE, DateMention, Kind, Precision, Reference, Sense, TimeTables
from rasid.arabic.words import Token

DASHES: Final = frozenset("-–—/")
ARTICLES: Final = frozenset(("ال", "وال", "بال", "لل"))


class Reading:
    """The words of one sentence with the report's day; ``floor`` is where the mentions found so far end."""

    __slots__ = ("anchor", "floor", "tables", "words")

    def __init__(self, words: list[Token], anchor: date | None, tables: TimeTables) -> None:
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

    def is_up_to(self, norm: str) -> bool:
        """Whether a mark or a word stands between the first and the last of some days."""
        return norm in DASHES or norm == "و" or self.is_a("up_to", norm)

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
            for _ in range(2):  # "بعد منتصف ليلة"
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
            if self.left(mark) in ARTICLES:
                first = mark
                mark -= 1
            if self.is_up_to(self.left(mark)) and mark - 1 >= self.floor:
                start = self.small(mark - 1, 31)
                if start is not None and start < day:
                    days, first = [start, day], mark - 1
                    if self.left(first - 1) in ARTICLES:
                        first -= 1
            return days, first
        ordinal = self._ordinal_before(k + 1)
        if ordinal is None or not (of or self.is_a("first_of", self.norm(k))):
            return [], i
        days, first = [ordinal[0]], ordinal[1]
        mark = first - 1
        if self.is_up_to(self.left(mark)):
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
