"""Figures of the store: how fast articles go in, how fast questions are answered, how well stories are told apart.

python benchmarks/store.py ingest      articles a second, and the store's share of the time
python benchmarks/store.py ask         a store of a million events: the median of each kind of question
python benchmarks/store.py stories     one story, many papers: pairwise precision, recall, F1
"""

import itertools
import json
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import rasid
from rasid.sources import read_documents
from rasid.store import Store

ROOT = Path(__file__).parents[1]
STORIES = ROOT / "tests" / "data" / "stories.jsonl"
Pair = tuple[str, str]


def scores(found: set[Pair], wanted: set[Pair]) -> tuple[float, float, float]:
    """Precision, recall and F1 of pairs."""
    hit = len(found & wanted)
    precision = hit / len(found) if found else 1.0
    recall = hit / len(wanted) if wanted else 1.0
    return precision, recall, 2 * precision * recall / (precision + recall) if hit else 0.0


def pairs_of(groups: Iterable[Iterable[str]]) -> set[Pair]:
    """All pairs within groups."""
    return {pair for group in groups for pair in itertools.combinations(sorted(set(group)), 2)}


def story_pairs(part: str | None = None) -> tuple[set[Pair], set[Pair], set[Pair]]:
    """Pairs of articles of the labelled set: of one story by the labels, by the store, and with a merged event.

    `part` is ``set`` for what thresholds were set on, ``held out`` for what was written afterwards, None for all.
    """
    labels: dict[str, list[str]] = {}
    ids: set[str] = set()
    for line in STORIES.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        if part in (None, row["part"]):
            labels.setdefault(row["story"], []).append(row["id"])
            ids.add(row["id"])
    with rasid.open(":memory:") as store:
        store.ingest(read_documents([STORIES]))
        told = grouped(store, "SELECT story, id FROM v_articles")
        shared = grouped(store, "SELECT event_id, article FROM v_reports")
    kept = [pairs_of([i for i in group if i in ids] for group in groups) for groups in (told, shared)]
    return pairs_of(labels.values()), kept[0], kept[1]


def grouped(store: Store, query: str) -> list[list[str]]:
    groups: dict[Any, list[str]] = {}
    for row in store.sql(query):
        key, item = row.values()
        groups.setdefault(key, []).append(item)
    return list(groups.values())


def stories() -> None:
    """Print the figures of each part, and the pairs that are wrong."""
    for part in ("set", "held out", None):
        wanted, told, shared = story_pairs(part)
        print(f"{part or 'all'}: {len(wanted)} pairs of one story")
        for name, found in (("same story", told), ("same event", shared)):
            precision, recall, f1 = scores(found, wanted)
            print(f"  {name}  precision {precision:.3f}  recall {recall:.3f}  F1 {f1:.3f}")
            print("     joined wrongly:", " ".join("-".join(pair) for pair in sorted(found - wanted)) or "none")
            print("     missed:        ", " ".join("-".join(pair) for pair in sorted(wanted - found)) or "none")


if __name__ == "__main__":
    {"stories": stories}[sys.argv[1]]()
