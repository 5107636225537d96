"""Batches of articles into the store: looked up, numbered, appended in bulk, merged; one transaction a batch."""

import hashlib
import zlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Final

from rasid.records import Article, Place
from rasid.sources.document import ARABIC, Document, Reject
from rasid.store import merge, rows, stories
from rasid.store.engine import Engine
from rasid.store.reading import Reading
from rasid.store.refresh import answered, refresh
from rasid.store.rows import Row
from rasid.store.runs import Run, Tally, now
from rasid.store.terms import fact_numbers, name_numbers

LONGEST: Final = 1_000_000
"""Characters of one article that are coded; a longer one (no report is) is kept whole and said to be too long."""


@dataclass(slots=True)
class Item:
    """A document on its way in: its fate (``new``, ``corrected`` or ``unchanged``) and what was read in it."""

    document: Document
    article: Article
    hash: str
    fate: str = "new"
    version: int = 1
    reading: Reading | None = None

    @property
    def to_code(self) -> bool:
        return self.document.language == ARABIC and len(self.article.text) <= LONGEST


def content_hash(article: Article) -> str:
    """A number for what an article says: two with the same are the same version of it."""
    parts = (article.text, article.title or "", str(article.date or ""))
    return hashlib.blake2b("\x1f".join(parts).encode("utf-8", "replace"), digest_size=16).hexdigest()


class Writer:
    """Appends to a store within a run."""

    def __init__(self, engine: Engine, run: Run) -> None:
        self._engine = engine
        self._run = run
        self._stories = stories.Stories(engine)
        self._rejected: set[tuple[str, str]] = set()
        self._places: set[tuple[Any, ...]] = set()

    def look_up(self, items: Sequence[Item]) -> None:
        """Set each item's fate: what is in the store in any version is unchanged."""
        known = self._known(items)
        for item in items:
            versions, hashes = known.setdefault(item.article.id, (0, set()))
            if item.hash in hashes or (not item.document.own_id and item.hash in known.get("", (0, set()))[1]):
                item.fate = "unchanged"
                continue
            item.fate = "corrected" if versions else "new"
            item.version = versions + 1
            hashes.add(item.hash)
            known[item.article.id] = (versions + 1, hashes)

    def write(self, items: Sequence[Item], rejects: Sequence[Reject], tally: Tally, originals: bool) -> None:
        """Commit a batch: all of it is in the store afterwards, or none. `tally` is brought up to date."""
        fresh = [item for item in items if item.fate != "unchanged"]
        step = Tally(read=len(items), unchanged=len(items) - len(fresh), rejected=len(rejects))
        try:
            with self._engine.transaction():
                self._engine.lock_for_writing()
                self._add_rejects([*rejects, *(_too_long(item) for item in fresh if len(item.article.text) > LONGEST)])
                if fresh:
                    self._add(fresh, step, originals)
                tally += step
                self._run.note(tally)
        except BaseException:
            self._stories.forget()
            raise

    def recode(self, changed: Sequence[tuple[int, Article, Reading]], tally: Tally) -> None:
        """Replace what the coder found in these articles (by number), in one transaction."""
        try:
            with self._engine.transaction():
                self._engine.lock_for_writing()
                numbers = [aid for aid, _, _ in changed]
                touched = self._withdraw(numbers, delete=True)
                for name in ("mentions", "postings", "sketches"):
                    self._of_articles(numbers, f"DELETE FROM {name} WHERE aid IN (SELECT aid FROM _aids)")
                read = [(aid, article, reading) for aid, article, reading in changed]
                self._stories.forget()
                self._add_coded(read, touched, tally)
                versions = [{"aid": aid, "v": r.coding.coder_version if r.coding else None} for aid, _, r in read]
                with self._engine.stage("_versions", rows.table(versions, {"aid": "long", "v": "text"})):
                    self._engine.run(
                        "UPDATE articles SET coder_version = v.v FROM _versions v WHERE articles.aid = v.aid"
                    )
                tally.recoded += len(changed)
                self._run.note(tally)
        except BaseException:
            self._stories.forget()
            raise

    def _known(self, items: Sequence[Item]) -> dict[str, tuple[int, set[str]]]:
        """For each id its number of versions and their hashes; under "" the hashes of articles without an own id."""
        known: dict[str, tuple[int, set[str]]] = {"": (0, set())}
        staged = rows.table([{"id": i.article.id, "hash": i.hash} for i in items], {"id": "text", "hash": "text"})
        with self._engine.stage("_wanted", staged):
            found = self._engine.rows(
                "SELECT a.id, a.version, a.hash FROM articles a WHERE a.id IN (SELECT id FROM _wanted) "
                "UNION ALL SELECT '', 0, a.hash FROM articles a WHERE a.hash IN (SELECT hash FROM _wanted)"
            )
        for key, version, digest in found:
            highest, hashes = known.get(key, (0, set()))
            known[key] = (max(highest, version), hashes | {digest})
        return known

    def _next(self, column: str, table: str) -> int:
        return int(self._engine.rows(f"SELECT coalesce(max({column}), 0) + 1 FROM {table}")[0][0])

    def _add(self, fresh: Sequence[Item], step: Tally, originals: bool) -> None:
        first = self._next("aid", "articles")
        touched = self._supersede([item for item in fresh if item.fate == "corrected"])
        latest = {item.article.id: aid for aid, item in enumerate(fresh, first)}
        articles, kept, read = [], [], []
        for aid, item in enumerate(fresh, first):
            live = latest[item.article.id] == aid  # a correction may come in the same batch
            articles.append(self._article(aid, item, live))
            if originals and item.document.original is not None:
                data = zlib.compress(item.document.original)
                kept.append({"aid": aid, "media": item.document.media, "data": data})
            if item.reading is not None and live:
                read.append((aid, item.article, item.reading))
            step.added += item.fate == "new"
            step.corrected += item.fate == "corrected"
            step.kept += item.reading is None or item.reading.coding is None
        self._engine.insert("articles", rows.table(articles, rows.ARTICLES))
        if kept:
            self._engine.insert("originals", rows.table(kept, rows.ORIGINALS))
        self._add_coded(read, touched, step)

    def _article(self, aid: int, item: Item, live: bool) -> Row:
        article, document = item.article, item.document
        coding = item.reading.coding if item.reading else None
        place = coding.place if coding else None
        notes = list(coding.notes) if coding else []
        if len(article.text) > LONGEST:
            notes.append("too long to be coded")
        return {
            "aid": aid, "id": article.id, "version": item.version, "live": live, "hash": item.hash,
            "date": article.date, "date_from": document.date_from or ("dateline" if article.date else None),
            "title": article.title or (coding.title if coding else None), "url": article.url, "source": article.source,
            "language": document.language, "coded": coding is not None, "story": aid, "added": now(),
            "coder_version": coding.coder_version if coding else None, "place": place.name if place else None,
            "country": place.country if place else None, "words": len(article.text.split()),
            "found_at": document.found_at, "run": self._run.number, "notes": notes, "text": article.text,
        }  # fmt: skip

    def _add_coded(self, read: Sequence[tuple[int, Article, Reading]], touched: set[int], step: Tally) -> None:
        reports: list[Row] = []
        ties: list[Row] = []
        mentions: list[Row] = []
        sketches: list[stories.Sketch] = []
        places: set[tuple[Any, ...]] = set()
        for aid, article, reading in read:
            if reading.coding is None:
                continue
            coding = reading.coding
            reports += rows.report_rows(coding, article, aid)
            ties += rows.tie_rows(coding, article, aid)
            mentions += rows.mention_rows(coding.mentions, article, aid)
            names, heads = name_numbers(coding.mentions, article.text)
            sketch = stories.Sketch.of(
                aid, article.date, terms=reading.terms, shingles=reading.shingles,
                facts=fact_numbers(coding.events), names=names, heads=heads,
            )  # fmt: skip
            sketches.append(sketch)
            places |= {rows.place_row(p) for p in _places(coding.place, coding.events)}
        story_of, became = self._stories.join(sketches)
        stories.save(self._engine, sketches)
        stories.rename(self._engine, became)
        self._name_stories(story_of)
        self._add_postings([(aid, reading.terms) for aid, _, reading in read])
        self._number(reports, "rid", "reports")
        self._number(ties, "tid", "ties")
        more, _ = merge.assign(self._engine, reports, story_of, self._next("event", "events"))
        self._engine.insert("reports", rows.table(reports, rows.REPORTS))
        self._engine.insert("ties", rows.table(ties, rows.TIES))
        self._engine.insert("mentions", rows.table(mentions, rows.MENTIONS))
        self._add_places(places)
        denials = [report for report in reports if report["denial"]]
        refresh(self._engine, touched | more | answered(self._engine, denials))
        step.events += len(reports)
        step.ties += len(ties)

    def _number(self, new: list[Row], column: str, table: str) -> None:
        for number, row in enumerate(new, self._next(column, table)):
            row[column] = number
            row["run"] = self._run.number

    def _name_stories(self, story_of: dict[int, int]) -> None:
        moved = [{"aid": aid, "story": story} for aid, story in story_of.items() if aid != story]
        if moved:
            with self._engine.stage("_moved", rows.table(moved, {"aid": "long", "story": "long"})):
                self._engine.run("UPDATE articles SET story = m.story FROM _moved m WHERE articles.aid = m.aid")

    def _add_postings(self, terms: Iterable[tuple[int, frozenset[int]]]) -> None:
        postings = [{"term": term, "aid": aid} for aid, numbers in terms for term in sorted(numbers)]
        self._engine.insert("postings", rows.table(postings, rows.POSTINGS))

    def _add_rejects(self, rejects: Sequence[Reject]) -> None:
        """Append what was not said before: the same file again gives no second line."""
        new = {(r.where, r.reason): None for r in rejects if (r.where, r.reason) not in self._rejected}
        if not new:
            return
        staged = [{"run": self._run.number, "noted": now(), "found_at": where, "reason": why} for where, why in new]
        with self._engine.stage("_rejects", rows.table(staged, rows.REJECTS)):
            self._engine.run(
                "INSERT INTO rejects (run, noted, found_at, reason) "
                "SELECT n.run, n.noted, n.found_at, n.reason "
                "FROM _rejects n LEFT JOIN rejects o ON o.found_at = n.found_at AND o.reason = n.reason "
                "WHERE o.found_at IS NULL"
            )
        self._rejected.update(new)

    def _add_places(self, places: set[tuple[Any, ...]]) -> None:
        new = places - self._places
        if not new:
            return
        names = tuple(rows.PLACES)
        staged = rows.table([dict(zip(names, place, strict=True)) for place in sorted(new, key=str)], rows.PLACES)
        with self._engine.stage("_new_places", staged):
            self._engine.run(
                "INSERT INTO places (name, country, precision, lat, lon) "
                "SELECT n.name, n.country, n.precision, n.lat, n.lon FROM _new_places n "
                "LEFT JOIN places p ON p.name = n.name AND p.country IS NOT DISTINCT FROM n.country "
                "AND p.precision = n.precision WHERE p.name IS NULL"
            )
        self._places |= new

    def _supersede(self, corrected: Sequence[Item]) -> set[int]:
        """Take older versions out of sight; returns the events that lose a report."""
        if not corrected:
            return set()
        with self._engine.stage("_ids", rows.table([{"id": item.article.id} for item in corrected], {"id": "text"})):
            found = self._engine.rows("SELECT a.aid FROM articles a JOIN _ids i ON i.id = a.id WHERE a.live")
        numbers = [aid for (aid,) in found]
        touched = self._withdraw(numbers, delete=False)
        self._of_articles(numbers, "UPDATE articles SET live = FALSE WHERE aid IN (SELECT aid FROM _aids)")
        for name in ("postings", "sketches"):
            self._of_articles(numbers, f"DELETE FROM {name} WHERE aid IN (SELECT aid FROM _aids)")
        self._stories.forget()
        return touched

    def _withdraw(self, numbers: Sequence[int], *, delete: bool) -> set[int]:
        found: set[int] = set()
        staged = rows.table([{"aid": aid} for aid in numbers], {"aid": "long"})
        with self._engine.stage("_aids", staged):
            for (event,) in self._engine.rows(
                "SELECT DISTINCT r.event FROM reports r JOIN _aids n ON n.aid = r.aid WHERE r.event IS NOT NULL"
            ):
                found.add(event)
        for name in ("reports", "ties"):
            what = f"DELETE FROM {name}" if delete else f"UPDATE {name} SET live = FALSE"
            self._of_articles(numbers, f"{what} WHERE aid IN (SELECT aid FROM _aids)")
        return found

    def _of_articles(self, numbers: Sequence[int], sql: str) -> None:
        with self._engine.stage("_aids", rows.table([{"aid": aid} for aid in numbers], {"aid": "long"})):
            self._engine.run(sql)


def _places(place: Place | None, events: Iterable[Any]) -> Iterable[Place]:
    if place is not None:
        yield place
    for event in events:
        if event.where is not None:
            yield event.where


def _too_long(item: Item) -> Reject:
    length = len(item.article.text)
    return Reject(item.document.found_at, f"kept but not coded: {length:,} characters, more than {LONGEST:,}")
