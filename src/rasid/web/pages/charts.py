"""The geometry of the page's charts; the templates draw it as SVG."""

import datetime as dt
from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from rasid.web.pages.names import Term

W: Final = 960
_LEFT, _RIGHT, _TOP = 44, 16, 14
PLOT: Final = 250
_MAX: Final = 10.0  # PLOVER's scores go from -10 to 10
_POINT: Final = 9.0  # width of a point
_STEP: Final = 3.0
_CROWD: Final = 60
_BAR: Final = 20
_STEPS: Final = (1, 2, 3, 6, 12, 24, 60, 120, 240)  # months between two ticks
_TICKS: Final = 9
_YEARLY: Final = 3 * 365  # days of a chart above which means are those of years
_BARS: Final = 60
_HALF: Final = 44
_LONG: Final = 30  # years of offices at most
_LABEL: Final = 170
_LINE: Final = 26
_LETTER: Final = 6.6  # width of a letter of a name
_OFFICES: Final = 12


def tone(score: float | None) -> str:
    """The class of a score: cooperation, conflict or neither."""
    if score is None or score == 0:
        return "none"
    return "coop" if score > 0 else "conf"


def shade(score: float | None) -> str:
    """A mean score as one of seven classes, from c3 (conflict) by 0 to p3 (cooperation).

    >>> shade(-7.2), shade(0.2), shade(3.0), shade(None)
    ('c3', 'z0', 'p2', 'z0')
    """
    if score is None or abs(score) < 0.5:
        return "z0"
    return ("p" if score > 0 else "c") + str(1 if abs(score) < 2 else 2 if abs(score) < 5 else 3)


class Axis:
    """Days along the width of a chart."""

    def __init__(self, first: dt.date, last: dt.date) -> None:
        if (last - first).days < 6:
            first, last = first - dt.timedelta(days=4), last + dt.timedelta(days=4)
        self.first, self.last, self.left = first, last, _LEFT

    def x(self, day: dt.date) -> float:
        share = (day - self.first).days / max((self.last - self.first).days, 1)
        return round(self.left + 8 + share * (W - self.left - _RIGHT - 16), 1)

    def ticks(self) -> list[dict[str, Any]]:
        """Where to write years or months: as many as there is room for."""
        first, last = self.first, self.last
        months = (last.year - first.year) * 12 + last.month - first.month + 1
        step = next((s for s in _STEPS if months / s <= _TICKS), _STEPS[-1])
        number = first.year * 12 + first.month - 1
        number += -number % step
        out = []
        while number <= last.year * 12 + last.month - 1:
            day = dt.date(number // 12, number % 12 + 1, 1)
            if first <= day <= last:
                out.append({"x": self.x(day), "text": str(day.year) if step >= 12 else f"{day:%Y-%m}"})
            number += step
        return out


def y_of(score: float) -> float:
    """A score's height in the plot."""
    return round(_TOP + (_MAX - max(-_MAX, min(_MAX, score))) / (2 * _MAX) * PLOT, 1)


def timeline(events: Sequence[Mapping[str, Any]], ties: Sequence[Mapping[str, Any]]) -> dict[str, Any] | None:
    """Events as points over time by score, ties as bars below; None where no event has a date."""
    dated = [event for event in events if event["date"]]
    if not dated:
        return None
    days = [event["date"] for event in dated]
    axis = Axis(min(days), max(days))
    taken: dict[int, list[float]] = defaultdict(list)
    points = []
    for event in sorted(dated, key=lambda e: (e["date"], e["id"])):
        x = axis.x(event["date"])
        cells = [int(x // _POINT) + k for k in (-1, 0, 1)]
        y = _free(y_of(event["score"] or 0.0), [other for cell in cells for other in taken[cell]])
        taken[cells[1]].append(y)
        points.append({"x": x, "y": y, "tone": tone(event["score"]), "event": event})
    bars = [bar for tie in ties if (bar := _bar(axis, tie))]
    for number, bar in enumerate(bars):
        bar["y"] = _TOP + PLOT + 34 + number * _BAR
    return {
        "w": W, "h": _TOP + PLOT + 30 + len(bars) * _BAR + 8, "left": _LEFT, "right": W - _RIGHT, "top": _TOP,
        "bottom": _TOP + PLOT, "zero": y_of(0), "levels": [{"y": y_of(v), "text": f"{v:+d}"} for v in (10, 5, -5, -10)],
        "ticks": axis.ticks(), "points": points, "bars": bars, **_means(axis, dated), "first": axis.first,
        "last": axis.last, "x0": axis.x(axis.first), "x1": axis.x(axis.last),
    }  # fmt: skip


def _free(wanted: float, others: Sequence[float]) -> float:
    """The height nearest to the wanted one at which a point hides none of the others; the wanted one in a crowd."""
    for step in range(_CROWD):
        for y in (wanted + step * _STEP, wanted - step * _STEP):
            if _TOP <= y <= _TOP + PLOT and all(abs(y - other) >= _POINT for other in others):
                return round(y, 1)
    return wanted


def _means(axis: Axis, events: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """The mean of the asserted scores of each year (or month) that has any, as levels."""
    yearly = (axis.last - axis.first).days > _YEARLY
    spans: dict[tuple[int, int], list[float]] = defaultdict(list)
    for event in events:
        if event["status"] == "asserted" and event["score"] is not None:
            spans[event["date"].year, 1 if yearly else event["date"].month].append(event["score"])
    levels = []
    for (year, month), scores in sorted(spans.items()):
        first = dt.date(year, month, 1)
        after = first.replace(year=year + 1) if yearly else (first + dt.timedelta(days=32)).replace(day=1)
        x, end = axis.x(max(first, axis.first)), axis.x(min(after, axis.last))
        mean = sum(scores) / len(scores)
        levels.append({"x": x, "w": round(max(end - x, 6), 1), "y": y_of(mean), "mean": mean, "of": len(scores)})
    return {"levels_of": "mean_year" if yearly else "mean_month", "means": levels}


def strip(months: Sequence[Mapping[str, Any]]) -> dict[str, Any] | None:
    """How many cooperative and conflictual events there were over time, as bars up and down; None without any.

    ``month`` of a row counts months from the year 0.
    """
    if not months:
        return None
    first, last = months[0]["month"], months[-1]["month"]
    step = next((s for s in _STEPS if (last - first + 1) / s <= _BARS), _STEPS[-1])
    counts: dict[int, list[int]] = defaultdict(lambda: [0, 0])
    start = first // step
    for row in months:
        spot = counts[row["month"] // step]
        spot[0] += row["coop"]
        spot[1] += row["conf"]
    most = max(max(pair) for pair in counts.values()) or 1
    width = W / (last // step - start + 1)
    bars = []
    for place, (coop, conf) in sorted(counts.items()):
        since, end = place * step, (place + 1) * step - 1
        bars.append({
            "x": round((place - start) * width, 1), "up": round(coop / most * _HALF, 1), "coop": coop, "conf": conf,
            "down": round(conf / most * _HALF, 1), "since": f"{since // 12}-{since % 12 + 1:02}",
            "until": f"{end // 12}-{end % 12 + 1:02}",
        })  # fmt: skip
    years = [
        {"x": round((year * 12 / step - start) * width, 1), "text": str(year)}
        for year in range(-(-first // 12), last // 12 + 1)
    ]
    every = -(-len(years) // _TICKS) or 1
    each = {1: "a_month", 2: "two_months", 3: "a_quarter", 6: "half_year", 12: "a_year"}.get(step, "some_years")
    return {
        "w": W,
        "half": _HALF,
        "each": each,
        "bar": round(max(width - 2, 1), 1),
        "bars": bars,
        "years": years[::every],
    }


def offices(terms: "Sequence[Term]", today: dt.date) -> dict[str, Any] | None:
    """Who held which office when: a line for each office, a bar for each holder; None where no term has a start."""
    dated = [(term, first) for term in terms if (first := day_of(term.since))]
    if not dated:
        return None
    axis = Axis(max(min(first for _, first in dated), today.replace(month=1, day=1, year=today.year - _LONG)), today)
    axis.left = _LABEL
    lines: dict[str, dict[str, Any]] = {}
    for term, first in sorted(dated, key=lambda pair: (pair[0].rank, pair[1])):
        last = min(day_of(term.until) or today, today)
        if last <= axis.first or first > today:
            continue
        if term.office not in lines and len(lines) == _OFFICES:
            continue
        new = {"office": term.office, "title": term.title, "y": len(lines) * _LINE, "bars": []}
        line = lines.setdefault(term.office, new)
        x = axis.x(max(first, axis.first))
        width = round(max(axis.x(last) - x, 3), 1)
        name = term.holder if len(term.holder) * _LETTER < width else ""
        line["bars"].append({"x": x, "w": width, "term": term, "name": name})
    height = len(lines) * _LINE
    return {"w": W, "h": height + 20, "bottom": height, "lines": list(lines.values()), "ticks": axis.ticks()}


def _bar(axis: Axis, tie: Mapping[str, Any]) -> dict[str, Any] | None:
    first, last = day_of(tie["since"]) or tie["first_reported"], day_of(tie["until"]) or axis.last
    if first is None or first > axis.last or last < axis.first:
        return None
    x = axis.x(max(first, axis.first))
    return {"x": x, "w": round(max(axis.x(min(last, axis.last)) - x, 4), 1), "tie": tie, "y": 0}


def day_of(told: str | None) -> dt.date | None:
    """The first day of what a text tells: a year, a month or a day."""
    parts = [int(part) for part in (told or "").split("-") if part.isdigit()]
    try:
        return dt.date(*([*parts, 1, 1])[:3]) if parts else None
    except ValueError:
        return None
