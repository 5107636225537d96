"""The geometry of the page's charts; the templates draw it as SVG."""

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from typing import Any, Final

W: Final = 960
_LEFT, _RIGHT, _TOP = 44, 16, 14
PLOT: Final = 250
_MAX: Final = 10.0  # PLOVER's scores go from -10 to 10
_EDGE: Final = 8.0
_BAR: Final = 20
_STEPS: Final = (1, 2, 3, 6, 12, 24, 60, 120, 240)  # months between two ticks
_TICKS: Final = 9


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
        self.first, self.last = first, last

    def x(self, day: dt.date) -> float:
        share = (day - self.first).days / max((self.last - self.first).days, 1)
        return round(_LEFT + 8 + share * (W - _LEFT - _RIGHT - 16), 1)

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
    taken: Counter[tuple[int, float]] = Counter()
    points = []
    for event in sorted(dated, key=lambda e: (e["date"], e["id"])):
        x, score = axis.x(event["date"]), event["score"] or 0.0
        spot = (int(x // 9), round(score))
        number = taken[spot]
        taken[spot] += 1
        y = min(max(y_of(score) + _lift(number, score), _TOP), _TOP + PLOT)
        points.append({"x": x, "y": y, "tone": tone(event["score"]), "event": event})
    bars = [bar for tie in ties if (bar := _bar(axis, tie))]
    for number, bar in enumerate(bars):
        bar["y"] = _TOP + PLOT + 34 + number * _BAR
    return {
        "w": W, "h": _TOP + PLOT + 30 + len(bars) * _BAR + 8, "left": _LEFT, "right": W - _RIGHT, "top": _TOP,
        "bottom": _TOP + PLOT, "zero": y_of(0), "levels": [{"y": y_of(v), "text": f"{v:+d}"} for v in (10, 5, -5, -10)],
        "ticks": axis.ticks(), "points": points, "bars": bars, "line": _line(axis, dated), "first": axis.first,
        "last": axis.last, "x0": axis.x(axis.first), "x1": axis.x(axis.last),
    }  # fmt: skip


def _lift(number: int, score: float) -> float:
    """How far the next of several points at one spot is moved: up and down in turns, at the edges inwards only."""
    if abs(score) > _EDGE:
        return number * 9 * (1 if score > 0 else -1)
    return (number + 1) // 2 * 9 * (-1 if number % 2 else 1)


def _line(axis: Axis, events: Sequence[Mapping[str, Any]]) -> str:
    """The mean of each month's asserted scores, as an SVG path."""
    months: dict[dt.date, list[float]] = defaultdict(list)
    for event in events:
        if event["status"] == "asserted" and event["score"] is not None:
            months[event["date"].replace(day=1)].append(event["score"])
    spots = [(axis.x(max(m.replace(day=15), axis.first)), y_of(sum(s) / len(s))) for m, s in sorted(months.items())]
    return "M" + "L".join(f"{min(x, W - _RIGHT)} {y}" for x, y in spots) if len(spots) > 1 else ""


def _bar(axis: Axis, tie: Mapping[str, Any]) -> dict[str, Any] | None:
    first, last = _day(tie["since"]) or tie["first_reported"], _day(tie["until"]) or axis.last
    if first is None or first > axis.last or last < axis.first:
        return None
    x = axis.x(max(first, axis.first))
    return {"x": x, "w": round(max(axis.x(min(last, axis.last)) - x, 4), 1), "tie": tie, "y": 0}


def _day(told: str | None) -> dt.date | None:
    """The first day of what a text tells: a year, a month or a day."""
    parts = [int(part) for part in (told or "").split("-") if part.isdigit()]
    try:
        return dt.date(*([*parts, 1, 1])[:3]) if parts else None
    except ValueError:
        return None
