"""Which articles tell the same story: wire copies under other headlines, cuts, rewrites.

Articles of neighbouring days are compared by their words (terms, so that inflection does not count), by runs of three
words (copied text) and by the acts that the coder found in them. Words alone would join look-alikes: two ambassadors
received on one day in the same phrases. So articles that have no act in common are two stories, and so are those that
are each about somebody, or some place, whom the other does not name.
The comparison is one pass of numpy over the articles of nearby days; thresholds were set on
``tests/data/stories.jsonl``: run ``benchmarks/store.py stories`` after any change.
"""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from rasid.store import rows
from rasid.store.engine import Engine

if TYPE_CHECKING:
    from numpy.typing import NDArray

_REACH: Final = 2  # days between two tellings of a story
_HASHES: Final = 64  # of the MinHash sketch: a standard error of 0.06, enough to choose whom to look at closely
_WORTH_A_LOOK: Final = 0.10  # estimated share of words in common
_PRIME: Final = (1 << 31) - 1
_DAYS_KEPT: Final = 45  # of sketches in memory
_COPIED: Final = 0.30  # share of three-word runs: one text is copied from the other
_COPIED_WHOLE: Final = 0.95  # … whatever else
_RETOLD: Final = ((0.5, 0.22), (0.34, 0.33), (0.01, 0.45))
"""Shares of acts and of words in common: the more of the acts agree, the fewer words must."""
_SETS: Final = ("terms", "shingles", "facts", "names", "heads")
_MULTIPLIERS: Final = np.random.default_rng(1789).integers(1, _PRIME, _HASHES, dtype=np.int64)
_SHIFTS: Final = np.random.default_rng(1848).integers(0, _PRIME, _HASHES, dtype=np.int64)


@dataclass(slots=True)
class Sketch:
    """What an article is compared by, as sorted numbers.

    ``terms``: its words; ``shingles``: runs of three; ``facts``: its acts; ``names``: whom and what places it names;
    ``heads``: those of them that it is about.
    """

    aid: int
    date: dt.date | None
    terms: frozenset[int]
    shingles: frozenset[int]
    facts: frozenset[int]
    names: frozenset[int]
    heads: frozenset[int]

    def row(self) -> dict[str, Any]:
        """As a row of `sketches`."""
        packed = {name: np.array(sorted(getattr(self, name)), dtype=np.int64).tobytes() for name in _SETS}
        return {"aid": self.aid, "date": self.date} | packed

    @classmethod
    def of(cls, aid: int, date: dt.date | None, **sets: Iterable[int]) -> "Sketch":
        """A sketch of sets of numbers, one for each of its fields."""
        return cls(aid, date, *(frozenset(sets[name]) for name in _SETS))

    @classmethod
    def from_row(cls, row: Mapping[str, Any]) -> "Sketch":
        """The sketch that `row` gave."""
        unpacked = (np.frombuffer(row[name] or b"", dtype=np.int64).tolist() for name in _SETS)
        return cls(row["aid"], row["date"], *(frozenset(numbers) for numbers in unpacked))


class Stories:
    """Keeps the sketches of the days at hand and says which story a new article belongs to."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._days: dict[dt.date | None, _Day] = {}

    def join(self, new: list[Sketch]) -> tuple[dict[int, int], dict[int, int]]:
        """The story of each new article, and which older stories have become one with which.

        A story is named by the number of its first article.
        """
        if len(self._days) > _DAYS_KEPT:  # only here: a batch at work is not in the store yet
            self._days.clear()
        story: dict[int, int] = {}
        became: dict[int, int] = {}
        for sketch in sorted(new, key=lambda s: s.aid):
            own = sketch.aid
            linked = {_final(became, self._story_of(other, story)) for other in self._like(sketch)}
            if linked:
                own = min(linked)
                became.update({other: own for other in linked if other != own})
            story[sketch.aid] = own
            self._day(sketch.date).add(sketch, own)
        if became:
            for day in self._days.values():
                day.stories = [_final(became, number) for number in day.stories]
        return {aid: _final(became, number) for aid, number in story.items()}, {
            old: _final(became, old) for old in became
        }

    def forget(self) -> None:
        """Drop what is in memory: the store has changed, or a transaction was rolled back."""
        self._days.clear()

    def _story_of(self, found: tuple[int, int], story: Mapping[int, int]) -> int:
        aid, number = found
        return story.get(aid, number)

    def _like(self, sketch: Sketch) -> list[tuple[int, int]]:
        found: list[tuple[int, int]] = []
        if not len(sketch.terms):
            return found
        signature = _signature(sketch.terms)
        for day in self._near(sketch.date):
            for k in day.look(signature):
                other = day.sketches[k]
                if other.aid != sketch.aid and same_story(sketch, other):
                    found.append((other.aid, day.stories[k]))
        return found

    def _near(self, date: dt.date | None) -> "list[_Day]":
        if date is None:
            return [self._day(None)]
        return [self._day(date + dt.timedelta(days=k)) for k in range(-_REACH, _REACH + 1)]

    def _day(self, date: dt.date | None) -> "_Day":
        day = self._days.get(date)
        if day is None:
            day = self._days[date] = self._load(date)
        return day

    def _load(self, date: dt.date | None) -> "_Day":
        where, params = ("s.date IS NULL", ()) if date is None else ("s.date = ?", (date,))
        found = self._engine.arrow(
            "SELECT s.aid, s.date, s.terms, s.shingles, s.facts, s.names, s.heads, a.story FROM sketches s "
            "JOIN articles a ON a.aid = s.aid "
            f"WHERE a.live AND {where} ORDER BY s.aid",
            params,
        )
        day = _Day()
        for row in found.to_pylist():
            day.add(Sketch.from_row(row), row["story"])
        return day


def same_story(a: Sketch, b: Sketch) -> bool:
    """Whether two articles of neighbouring days tell the same story."""
    copied = _share(a.shingles, b.shingles, of_smaller=True)
    if copied >= _COPIED_WHOLE:
        return True
    if a.heads - b.names and b.heads - a.names:
        return False  # each is about somebody or some place that the other does not even name
    facts = _share(a.facts, b.facts, of_smaller=True)
    if len(a.facts) and len(b.facts) and not facts:
        return False
    if copied >= _COPIED and (facts >= 0.3 or not len(a.facts) or not len(b.facts)):
        return True
    words = _share(a.terms, b.terms)
    return any(facts >= agree and words >= shared for agree, shared in _RETOLD)


def save(engine: Engine, sketches: list[Sketch]) -> None:
    """Write new sketches."""
    engine.insert("sketches", rows.table([sketch.row() for sketch in sketches], rows.SKETCHES))


def rename(engine: Engine, became: Mapping[int, int]) -> None:
    """Stories that have turned out to be one get one name, in articles and events."""
    if not became:
        return
    pairs = [{"old": old, "new": new} for old, new in became.items()]
    with engine.stage("_became", rows.table(pairs, {"old": "long", "new": "long"})):
        for name in ("articles", "events"):
            engine.run(f"UPDATE {name} SET story = b.new FROM _became b WHERE {name}.story = b.old")


class _Day:
    """The sketches of one day."""

    def __init__(self) -> None:
        self.sketches: list[Sketch] = []
        self.stories: list[int] = []
        self._signatures = np.empty((0, _HASHES), dtype=np.int64)

    def add(self, sketch: Sketch, story: int) -> None:
        if len(self.sketches) == len(self._signatures):
            more = np.empty((max(16, len(self._signatures)), _HASHES), dtype=np.int64)
            self._signatures = np.concatenate([self._signatures, more])
        self._signatures[len(self.sketches)] = _signature(sketch.terms)
        self.sketches.append(sketch)
        self.stories.append(story)

    def look(self, signature: "NDArray[np.int64]") -> list[int]:
        """Which of the day's articles may share enough words."""
        if not self.sketches:
            return []
        alike = (self._signatures[: len(self.sketches)] == signature).mean(axis=1)
        return [int(k) for k in np.nonzero(alike >= _WORTH_A_LOOK)[0]]


def _signature(terms: frozenset[int]) -> "NDArray[np.int64]":
    if not terms:
        return np.full(_HASHES, -1, dtype=np.int64)
    numbers = np.fromiter(terms, dtype=np.int64, count=len(terms)) % _PRIME
    least: NDArray[np.int64] = ((numbers[:, None] * _MULTIPLIERS + _SHIFTS) % _PRIME).min(axis=0)
    return least


def _share(a: frozenset[int], b: frozenset[int], of_smaller: bool = False) -> float:
    """Jaccard's share of two sets, or how much of the smaller lies in the larger."""
    if not a or not b:
        return 0.0
    both = len(a & b)
    return both / (min(len(a), len(b)) if of_smaller else len(a) + len(b) - both)


def _final(became: Mapping[int, int], story: int) -> int:
    while story in became:  # each step leads to a smaller number
        story = became[story]
    return story
