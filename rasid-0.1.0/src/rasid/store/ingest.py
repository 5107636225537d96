"""Ingest: documents in, batch by batch; and recode: what is there, read anew."""

import threading
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from typing import Final

from rasid import __version__
from rasid.records import Article, record_id
from rasid.sources.document import Document, Reject
from rasid.store import rows
from rasid.store.engine import Engine
from rasid.store.errors import StoreError
from rasid.store.reading import Readers, Reading, with_dateline
from rasid.store.runs import DONE, FAILED, STOPPED, Run, Tally
from rasid.store.writer import Item, Writer, content_hash
from rasid.tables import Tables, load
from rasid.tables.custom import chosen, ontology

BATCH: Final = 256  # articles a transaction
_CHARACTERS: Final = 1_500_000  # … or this much text, whichever comes first
_SECONDS: Final = 5.0  # … or so long: what a crash can cost
Progress = Callable[[Tally], None]


def coder_version(tables: Tables) -> str:
    """The version that codings carry: the package's and the tables' hash."""
    return f"{__version__}+{tables.digest}"


def ingest(
    engine: Engine, documents: Iterable[Document | Reject], *, source: str = "", jobs: int = 1, batch: int = BATCH,
    originals: bool = True,
    progress: Progress | None = None, stop: threading.Event | None = None,
    on_reject: Callable[[Reject], None] | None = None,
) -> Tally:  # fmt: skip
    """Code documents and append them to the store; what is there already is passed over.

    `stop`, once set, ends the run cleanly after the batch at hand; a second run goes on from there. Raises StoreError
    where the store can't be written; everything committed before is safe.
    """
    from rasid.alerts.evaluate import evaluate

    tables = load()
    _name_entities(engine, tables)
    _note_types(engine)
    run = Run(engine, "ingest", source, coder_version(tables))
    tally = Tally()
    try:
        with Readers(jobs) as readers:
            writer = Writer(engine, run)
            for documents_read, rejects in _batches(documents, batch, stop):
                for reject in rejects:
                    if on_reject:
                        on_reject(reject)
                items = [_item(document, tables) for document in documents_read]
                writer.look_up(items)
                _read(readers, [item for item in items if item.fate != "unchanged"])
                writer.write(items, rejects, tally, originals)
                evaluate(engine)
                if progress:
                    progress(tally)
        tally.stopped = stop is not None and stop.is_set()
        run.finish(tally, STOPPED if tally.stopped else DONE)
    except BaseException as fault:
        _finish_badly(run, tally, fault)
        raise
    return tally


def recode(
    engine: Engine,
    *,
    jobs: int = 1,
    batch: int = BATCH,
    progress: Progress | None = None,
    stop: threading.Event | None = None,
) -> "tuple[Tally, Changes]":
    """Bring what an older coder (or older tables) coded up to date, in place; says what changed.

    Each batch is one transaction: a crash leaves whole articles of the old coding and whole ones of the new.
    """
    tables = load()
    version = coder_version(tables)
    _name_entities(engine, tables)
    _note_types(engine)
    run = Run(engine, "recode", "", version)
    tally, changes = Tally(), Changes()
    try:
        with Readers(jobs) as readers:
            writer = Writer(engine, run)
            while not (stop and stop.is_set()):
                stale = engine.rows(
                    "SELECT aid, id, text, date, title, url, source FROM articles "
                    "WHERE live AND coded AND coder_version <> ? ORDER BY aid LIMIT ?",
                    (version, batch),
                )
                if not stale:
                    break
                articles = [(row[0], Article(row[1], row[2], row[3], *row[4:])) for row in stale]
                readings = list(readers.read((article, True) for _, article in articles))
                changed = [(aid, a, reading) for (aid, a), reading in zip(articles, readings, strict=True)]
                before = _acts(engine, [aid for aid, _ in articles])
                writer.recode(changed, tally)
                changes.count(before, _acts(engine, [aid for aid, _ in articles]))
                tally.read += len(changed)
                if progress:
                    progress(tally)
        tally.stopped = stop is not None and stop.is_set()
        run.finish(tally, STOPPED if tally.stopped else DONE, str(changes))
    except BaseException as fault:
        _finish_badly(run, tally, fault)
        raise
    return tally, changes


class Changes:
    """What a recoding changed: events gone and new, by type, in how many articles."""

    def __init__(self) -> None:
        self.articles = 0
        self.gone: dict[str, int] = {}
        self.new: dict[str, int] = {}

    def count(self, before: dict[int, set[tuple[str, ...]]], after: dict[int, set[tuple[str, ...]]]) -> None:
        for aid in before.keys() | after.keys():
            old, new = before.get(aid, set()), after.get(aid, set())
            self.articles += old != new
            for acts, where in ((old - new, self.gone), (new - old, self.new)):
                for act in acts:
                    where[act[0]] = where.get(act[0], 0) + 1

    def __str__(self) -> str:
        kinds = sorted(self.gone.keys() | self.new.keys())
        told = ", ".join(f"{kind} -{self.gone.get(kind, 0)} +{self.new.get(kind, 0)}" for kind in kinds)
        return f"{self.articles:,} articles changed" + (f": {told}" if told else "")


def _acts(engine: Engine, numbers: list[int]) -> dict[int, set[tuple[str, ...]]]:
    """For each article its events and ties, as what is compared: type, parties, aux, attribution, when, trigger."""
    acts: dict[int, set[tuple[str, ...]]] = {}
    with engine.stage("_aids", rows.table([{"aid": aid} for aid in numbers], {"aid": "long"})):
        found = engine.rows(
            "SELECT r.aid, r.type, r.actor, r.recipient, r.aux, r.attribution, r.told_when, r.starts FROM reports r "
            "JOIN _aids n ON n.aid = r.aid WHERE r.live UNION ALL "
            "SELECT t.aid, t.kind, t.from_actor, t.to_actor, t.attribution, t.attribution, t.since, t.starts "
            "FROM ties t JOIN _aids n ON n.aid = t.aid WHERE t.live"
        )
    for aid, kind, *rest in found:
        acts.setdefault(aid, set()).add((kind, *map(str, rest)))
    return acts


def _batches(
    documents: Iterable[Document | Reject], size: int, stop: threading.Event | None
) -> Iterator[tuple[list[Document], list[Reject]]]:
    batch: list[Document] = []
    rejects: list[Reject] = []
    characters, began = 0, time.monotonic()
    for item in documents:
        if isinstance(item, Reject):
            rejects.append(item)
        else:
            batch.append(item)
            characters += len(item.article.text)
        late = time.monotonic() - began > _SECONDS
        if len(batch) >= size or characters > _CHARACTERS or late or len(rejects) >= 4 * BATCH:
            yield batch, rejects
            batch, rejects, characters, began = [], [], 0, time.monotonic()
        if stop and stop.is_set():
            break
    if batch or rejects:
        yield batch, rejects


def _item(document: Document, tables: Tables) -> Item:
    article = document.article
    if not document.own_id:
        article = replace(article, id=_named(document))
    article = with_dateline(article, tables)
    return Item(document, article, content_hash(article))


def _named(document: Document) -> str:
    """An id for an article that has none: its address, else its file's name and a number for where it lies.

    The same file in the same place keeps its id, so that a corrected one is a new version of the same article; in
    files of many the text itself gives the number, so that a line added in front renames nothing.
    """
    article = document.article
    if article.url:
        return article.url
    stem, _, line = article.id.partition(":")
    return f"{stem}-{record_id(article.text if line else document.found_at)[:8]}"


def _read(readers: Readers, items: list[Item]) -> None:
    pairs: list[tuple[Article, bool]] = [(item.article, item.to_code) for item in items]
    reading: Reading
    for item, reading in zip(items, readers.read(pairs), strict=True):
        item.reading = reading


def _finish_badly(run: Run, tally: Tally, fault: BaseException) -> None:
    """Note in the store how a run ended, if the store still takes it."""
    state = STOPPED if isinstance(fault, KeyboardInterrupt) else FAILED
    try:
        run.finish(tally, state, str(fault)[:500])
    except StoreError:
        return


def _name_entities(engine: Engine, tables: Tables) -> None:
    """Fill `entities` with the names that our tables have for the codes, once for each state of the tables."""
    digest = tables.digest
    if engine.rows("SELECT count(*) FROM runs WHERE tables_hash = ?", (digest,))[0][0]:
        return
    named: dict[str, dict[str, str]] = {}
    for entity in tables.names.entities:
        if entity.kind in ("state", "org", "bloc", "group") and len(entity.codes) == 1:
            named.setdefault(entity.codes[0], {"code": entity.codes[0], "kind": entity.kind, "name": entity.name})
    with engine.transaction():
        engine.lock_for_writing()
        engine.run("DELETE FROM entities")
        engine.insert("entities", rows.table(list(named.values()), rows.ENTITIES))


def _note_types(engine: Engine) -> None:
    """Keep the types that the user's tables declare, with their quad categories: who asks later may have no tables."""
    declared = ontology(chosen())
    known: dict[str, int | None] = dict(engine.rows("SELECT type, quad FROM types"))
    changed = [
        {"type": kind, "quad": quad, "gloss": gloss}
        for kind, (quad, gloss) in declared.items()
        if kind not in known or known[kind] != quad
    ]
    if changed:
        with engine.transaction():
            engine.lock_for_writing()
            for row in changed:
                engine.run("DELETE FROM types WHERE type = ?", (row["type"],))
            engine.insert("types", rows.table(changed, rows.TYPES_OF_OWN))
