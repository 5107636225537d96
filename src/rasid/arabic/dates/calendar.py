"""Days, months and years reckoned with, in both calendars."""

from datetime import date, timedelta
from typing import Final

from rasid.arabic.dates.mention import DateMention

_FUTURE_COST: Final = 3


def day_of(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def shift_months(year: int, month: int, by: int) -> tuple[int, int]:
    count = year * 12 + month - 1 + by
    return count // 12, count % 12 + 1


def month_iso(year: int, month: int) -> str:
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
            year, month = shift_months(parts[0], parts[1], months)
            return month_iso(year, month) if 1 <= year <= 9999 else None
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
        exact = day_of(int(told[:4]), int(told[5:7]), mention.day) if len(told) >= 7 else None
        return exact.isoformat() if exact else None
    days = mention.offset_days
    value = shift(told, -days if days and mention.reference == "next" else days, mention.offset_months)
    size = {"day": 10, "month": 7, "year": 4, "range": 10}[mention.precision]
    return value[:size] if value else None


def nearest_year(month: int, day: int, anchor: date, *, weekday: int | None) -> date | None:
    """The day of that name which a report of ``anchor`` means: near, rather past, on the weekday if one is told."""
    candidates = [d for year in (-1, 0, 1) if (d := day_of(anchor.year + year, month, day)) is not None]
    fitting = [d for d in candidates if d.isoweekday() == weekday] if weekday else []
    distance = {d: (anchor - d).days if d <= anchor else _FUTURE_COST * (d - anchor).days for d in candidates}
    return min(fitting or candidates, key=lambda d: distance[d], default=None)


def hijri_span(year: int, month: int | None, day: int | None) -> tuple[date, date] | None:
    """The first and last day of a Hijri year, month or day."""
    from hijridate import Hijri  # here: few reports need it

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
