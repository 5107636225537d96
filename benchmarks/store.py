"""Figures of the store: how fast articles go in, how fast questions are answered, how well stories are told apart.

python benchmarks/store.py ingest      articles a second, and the store's share of the time
python benchmarks/store.py ask         a store of a million events: the median of each kind of question
python benchmarks/store.py stories     one story, many papers: pairwise precision, recall, F1
"""

import datetime as dt
import itertools
import json
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path
from typing import Any

import rasid
from rasid.records import Article
from rasid.sources import read_documents
from rasid.store import Store
from rasid.store.query import ListName
from rasid.store.terms import Terms
from rasid.tables import load

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


def ingest(articles: int = 2000) -> None:
    """Time an ingest of articles of newspaper length, and how much of it is the store's."""
    from rasid.store import reading

    reading.read(_article(0))  # tables and dictionaries are loaded
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "in.jsonl"
        with source.open("w", encoding="utf-8") as out:
            for n in range(articles):
                article = _article(n)
                row = {"id": article.id, "date": str(article.date), "text": article.text, "source": f"s{n % 20}"}
                out.write(json.dumps(row, ensure_ascii=False) + "\n")
        coding = [0.0]
        read = reading.read

        def timed(article: Article, to_code: bool = True) -> reading.Reading:
            began = time.perf_counter()
            found = read(article, to_code)
            coding[0] += time.perf_counter() - began
            return found

        reading.read = timed
        db = str(Path(folder) / "bench.duckdb")
        with rasid.open(db, read_only=False) as store:
            began = time.perf_counter()
            tally = store.ingest(read_documents([source]))
            took = time.perf_counter() - began
            words = store.sql("SELECT CAST(sum(words) AS BIGINT) AS n FROM articles").rows()[0]["n"]
        reading.read = read
        print(f"{tally.added:,} articles, {words:,} words, {tally.events:,} events in {took:.1f} s")
        print(f"{tally.added / took:,.0f} articles/s, {words / took:,.0f} words/s")
        print(f"coder and words {coding[0] / took:.0%} of the time, store and reading {1 - coding[0] / took:.0%}")
        print(
            f"the store alone: {tally.added / (took - coding[0]):,.0f} articles/s; {Path(db).stat().st_size >> 20} MB"
        )


def ask(events: int = 1_000_000) -> None:
    """The median time of each kind of question on a store of so many events."""
    with tempfile.TemporaryDirectory() as folder:
        db = str(Path(folder) / "bench.duckdb")
        with rasid.open(db, read_only=False) as store:
            _fill(store, events)
        with rasid.open(db) as store:
            for name, listing, wanted in QUESTIONS:
                times = []
                computed = time.process_time()
                for _ in range(7):
                    began = time.perf_counter()
                    store.list(listing, limit=50, **wanted)
                    times.append(time.perf_counter() - began)
                computed = (time.process_time() - computed) / len(times)
                print(f"{name:28} {statistics.median(times) * 1000:7.1f} ms  processor {computed * 1000:5.0f} ms")
            page = store.events(limit=50)
            began = time.perf_counter()
            store.events(limit=50, cursor=page.cursor)
            print(f"{'the next page':28} {(time.perf_counter() - began) * 1000:7.1f} ms")


QUESTIONS: list[tuple[str, ListName, dict[str, Any]]] = [
    ("newest events", "events", {}),
    ("an actor", "events", {"actor": "USA"}),
    ("a dyad", "events", {"dyad": ("USA", "IRN")}),
    ("a type, a year", "events", {"type": "ASSAULT", "since": "2015", "until": "2015"}),
    ("contested", "events", {"status": "contested"}),
    ("search in events", "events", {"text": "العقوبات"}),
    ("search in articles", "articles", {"text": "العقوبات النفط"}),
    ("newest articles", "articles", {}),
    ("reports of a dyad", "reports", {"dyad": ("USA", "IRN")}),
    ("ties", "ties", {}),
    ("actors of a year", "actors", {"since": "2015", "until": "2015"}),
]


def _article(n: int) -> Article:
    """An article of newspaper length, made of sentences of the labelled set, differing from all others."""
    chance = random.Random(n)
    sentences = _sentences()
    chosen = [chance.choice(sentences) for _ in range(10)]
    day = dt.date(2015, 1, 1) + dt.timedelta(days=n // 40)
    return Article(f"b{n}", "\n".join(chosen), day)


@lru_cache(maxsize=1)
def _sentences() -> list[str]:
    rows = map(json.loads, STORIES.read_text(encoding="utf-8").splitlines())
    return [line for row in rows for line in row["text"].splitlines()[1:]]


def _fill(store: Store, events: int) -> None:
    """A store of so many made-up events, written in SQL: ten an article, a word's postings as frequent as in news."""
    run = store.engine.run
    codes = "['USA','RUS','CHN','IRN','ISR','PSE','EGY','SAU','FRA','GBR','TUR','SYR','IRQ','UKR','YEM','LBY']"
    types = "['CONSULT','ACCUSE','SUPPORT','ASSAULT','SANCTION','REQUEST','THREATEN','AGREE']"
    articles = events // 10
    run(
        "INSERT INTO articles (aid, id, version, live, hash, date, title, source, language, coded, story, words, "
        "text) "
        f"SELECT i, 'a' || i, 1, TRUE, md5(i::VARCHAR), "
        f"DATE '2005-01-01' + (i * 7300 // {articles})::INTEGER, 'title', 's' || (i % 50), 'ar', "
        f"TRUE, i, 300, repeat('نص ', 300) FROM range({articles}) t(i)"
    )
    run(
        "INSERT INTO reports (rid, event, aid, id, live, n, merge_key, type, actor, recipient, aux, attribution, "
        "context, stance, denial, trigger, sentence, starts, ends, date, date_end, date_precision, score, "
        "confidence, notes) "
        f"SELECT i, i, i // 10, md5(i::VARCHAR), TRUE, i % 10, i, {types}[1 + (i * 7919 % 8)], "
        f"[{codes}[1 + i * 31 % 16]], [{codes}[1 + (i * 57 + i // 16) % 16]], [], [], [], 'asserts', FALSE, 'اتهم', "
        f"'جملة ' || i, 0, 4, DATE '2005-01-01' + (i * 7300 // {events})::INTEGER, "
        f"DATE '2005-01-01' + (i * 7300 // {events})::INTEGER, 'report', 1.0, 0.9, [] FROM range({events}) t(i)"
    )
    run(
        "INSERT INTO events (event, id, merge_key, type, actor, recipient, aux, context, status, disputed, date, "
        "date_end, date_precision, score, confidence, reports, articles, sources, story, trigger, sentence, aid) "
        "SELECT event, id, merge_key, type, actor, recipient, aux, context, "
        "CASE WHEN event % 97 = 0 THEN 'contested' ELSE 'asserted' END, [], date, date_end, date_precision, score, "
        "confidence, 1, 1, 1, aid, trigger, sentence, aid FROM reports"
    )
    run(
        "INSERT INTO parties SELECT event, 'actor', actor[1] FROM reports UNION ALL "
        "SELECT event, 'recipient', recipient[1] FROM reports"
    )
    run(
        "INSERT INTO ties (tid, aid, id, live, n, kind, from_actor, to_actor, attribution, date, confidence, "
        "trigger, sentence) "
        f"SELECT i, i, 't' || i, TRUE, 0, 'trade', [{codes}[1 + i % 16]], [{codes}[1 + (i + i // 16) % 16]], [], "
        f"DATE '2015-01-01', 1.0, 'x', 'y' FROM range({articles}) t(i)"
    )
    run(f"INSERT INTO postings SELECT i * 7919 % 60000, i // 110 FROM range({articles * 110}) t(i)")
    terms = Terms(load())
    for word, every in (("العقوبات", 20), ("النفط", 30)):
        for term in terms.of_word(word):
            run(f"INSERT INTO postings SELECT ?, i FROM range(0, {articles}, {every}) t(i)", (term,))


if __name__ == "__main__":
    {"stories": stories, "ingest": ingest, "ask": ask}[sys.argv[1]](*map(int, sys.argv[2:]))
