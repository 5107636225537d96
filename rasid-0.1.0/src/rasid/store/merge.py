"""Reports into events: what several articles tell of once is one event.

Two reports are of one event if they tell the same act (same type, same parties, same world: `rasid.store.stance`),
their days are at most one apart, and neither place nor mode speaks against it. Within a story less is asked than
across stories. An event holds at most one report of any article: two acts that one article tells apart stay apart.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from rasid.records import record_id
from rasid.store import rows
from rasid.store.engine import Engine
from rasid.store.rows import Row
from rasid.store.stance import is_whole

_REACH: Final = dt.timedelta(days=1)
_FINE: Final = frozenset(("site", "camp", "city", "capital", "admin"))
_LOCAL: Final = frozenset(("PROTEST", "MOBILIZE", "COERCE", "ASSAULT"))
"""Acts that happen in many places at once: of two stories, only the same place makes them one."""
_BROAD: Final = frozenset(("month", "year"))
_SAME_STORY, _SAME_TRIGGER, _SAME_DAY, _SAME_PLACE, _SAME_AMOUNT = 8, 2, 2, 2, 1
_CANDIDATES: Final = """
SELECT r.rid, r.event, r.aid, a.story, r.merge_key, r.date, r.date_precision, r.told_when, r.place, r.country,
    r.place_precision, r.mode, r.trigger, r.amount
FROM reports r JOIN _keys k ON k.merge_key = r.merge_key JOIN articles a ON a.aid = r.aid
WHERE r.live AND r.event IS NOT NULL AND (r.date IS NULL OR k.low IS NULL OR r.date BETWEEN k.low AND k.high)
ORDER BY r.rid"""


@dataclass(slots=True)
class _Cluster:
    event: int
    members: list[Row] = field(default_factory=list)
    articles: set[int] = field(default_factory=set)

    def take(self, row: Row) -> None:
        self.members.append(row)
        self.articles.add(row["aid"])


def assign(engine: Engine, new: list[Row], story_of: Mapping[int, int | None], next_event: int) -> tuple[set[int], int]:
    """Set `event` in each new report row: that of an event in the store, or of a new one.

    Returns the events touched and the next free number. The rows need `rid`, `aid` and what `rows.report_rows` gives.
    """
    clusters: dict[int, list[_Cluster]] = defaultdict(list)
    for cluster, key in _existing(engine, new):
        clusters[key].append(cluster)
    touched: set[int] = set()
    for row in new:
        row["story"] = story_of.get(row["aid"])
        best, best_score = None, -1
        for cluster in clusters[row["merge_key"]]:
            if row["aid"] in cluster.articles:
                continue
            scores = [_match(row, member) for member in cluster.members]
            score = max(scores) if min(scores) >= 0 else -1
            if score > best_score:
                best, best_score = cluster, score
        if best is None:
            best = _Cluster(next_event)
            clusters[row["merge_key"]].append(best)
            next_event += 1
        best.take(row)
        row["event"] = best.event
        touched.add(best.event)
    return touched, next_event


def public_id(founder: Row, article: str) -> str:
    """The name of an event: the same whenever its first report is."""
    return record_id("event", founder["merge_key"], founder["date"], article, founder["starts"])


def _existing(engine: Engine, new: list[Row]) -> Iterable[tuple[_Cluster, int]]:
    spans: dict[int, list[dt.date]] = defaultdict(list)
    undated: set[int] = set()
    for row in new:
        if row["date"] is None:
            undated.add(row["merge_key"])
        spans[row["merge_key"]] += [row["date"]] if row["date"] else []
    keys = [
        {"merge_key": key, "low": None, "high": None}
        if key in undated
        else {"merge_key": key, "low": min(days) - _REACH, "high": max(days) + _REACH}
        for key, days in spans.items()
    ]
    if not keys:
        return []
    staged = rows.table(keys, {"merge_key": "long", "low": "date", "high": "date"})
    with engine.stage("_keys", staged):
        found = engine.arrow(_CANDIDATES).to_pylist()
    clusters: dict[int, _Cluster] = {}
    for row in found:
        clusters.setdefault(row["event"], _Cluster(row["event"])).take(row)
    return [(cluster, cluster.members[0]["merge_key"]) for cluster in clusters.values()]


def _match(a: Mapping[str, Any], b: Mapping[str, Any]) -> int:
    """How well two reports of one act go together; -1 if they tell of two."""
    same_story = a["story"] is not None and a["story"] == b["story"]
    if a.get("mode") and b.get("mode") and a.get("mode") != b.get("mode"):
        return -1
    broad = _BROAD & {a["date_precision"], b["date_precision"]}
    if broad and a.get("told_when") != b.get("told_when"):
        return -1
    if a["date"] is None or b["date"] is None:
        if not same_story or a["date"] != b["date"]:
            return -1
    elif not broad and abs(a["date"] - b["date"]) > _REACH:
        return -1
    if not _places_agree(a, b):
        return -1
    same_place = bool(a.get("place")) and a.get("place") == b.get("place")
    if not same_story and a.get("type") in _LOCAL and not same_place:
        return -1
    if not same_story and not (is_whole(a.get("actor", ()), a.get("recipient", ())) or (same_place and _fine(a))):
        return -1
    agreeing = (
        (_SAME_STORY, same_story),
        (_SAME_TRIGGER, a.get("trigger") == b.get("trigger")),
        (_SAME_DAY, a["date"] == b["date"]),
        (_SAME_PLACE, same_place),
        (_SAME_AMOUNT, a.get("amount") is not None and a.get("amount") == b.get("amount")),
    )
    return sum(worth for worth, agrees in agreeing if agrees)


def _places_agree(a: Mapping[str, Any], b: Mapping[str, Any]) -> bool:
    """Two named places differ; a country goes with any place in it; no place goes with every place."""
    if not a.get("place") or not b.get("place") or a.get("place") == b.get("place"):
        return True
    if a.get("country") != b.get("country"):
        return False
    return not (_fine(a) and _fine(b))


def _fine(row: Mapping[str, Any]) -> bool:
    return row.get("place_precision") in _FINE
