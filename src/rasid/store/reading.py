"""One article read for the store: coded, and its words taken down; in this process or in several."""

import datetime as dt
from collections.abc import Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass, replace
from functools import lru_cache
from multiprocessing import get_context
from typing import Final

from rasid.arabic.words import sentences
from rasid.coder import code
from rasid.records import Article, Coding
from rasid.store.errors import StoreError
from rasid.store.terms import Terms, shingles
from rasid.tables import Tables, load

_DATELINE_LINES: Final = 3
_CHUNK: Final = 4


@dataclass(frozen=True, slots=True)
class Reading:
    """What one article gave. ``coding`` is None for an article that is kept, not coded."""

    coding: Coding | None
    terms: frozenset[int]
    shingles: tuple[int, ...]


@lru_cache(maxsize=1)
def _terms() -> Terms:
    return Terms(load())


def read(article: Article, to_code: bool = True) -> Reading:
    """Code an article and take its words down; `to_code` is False for what is only kept."""
    terms = frozenset(_terms().of_text(article.text))
    if not to_code:
        return Reading(None, terms, ())
    return Reading(code(article, load()), terms, tuple(shingles(article.text)))


def dateline_date(text: str, tables: Tables) -> dt.date | None:
    """The full date that a text itself gives in its first lines (``الخميس 20يونيو2024``), if any."""
    from rasid.arabic.dates import find_dates

    for number, tokens in enumerate(sentences(text[:2000])):
        if number == _DATELINE_LINES:
            return None
        for mention in find_dates(tokens, None, tables.times):
            if mention.value and len(mention.value) == 10 and mention.first < 12:
                try:
                    return dt.date.fromisoformat(mention.value)
                except ValueError:
                    continue
    return None


def with_dateline(article: Article, tables: Tables) -> Article:
    """The article, dated by its own dateline where it has no date."""
    day = dateline_date(article.text, tables) if article.date is None else None
    return replace(article, date=day) if day else article


class Readers:
    """Reads many articles, in order: in this process, or in `jobs` others (a context manager that ends them)."""

    def __init__(self, jobs: int = 1) -> None:
        self._jobs = jobs
        self._pool = self._made() if jobs > 1 else None

    def read(self, articles: Iterable[tuple[Article, bool]]) -> Iterator[Reading]:
        """Raises StoreError where a process died twice over the same articles."""
        if self._pool is None:
            for article, to_code in articles:
                yield read(article, to_code)
            return
        pairs = list(articles)
        try:
            yield from list(self._pool.map(_read_pair, pairs, chunksize=_CHUNK))
            return
        except BrokenProcessPool:  # killed, perhaps for want of memory
            self._pool = self._made()
        try:
            yield from list(self._pool.map(_read_pair, pairs, chunksize=_CHUNK))
        except BrokenProcessPool:
            raise StoreError(
                "a process that codes has died twice over the same articles (out of memory?): the last batch was not "
                "written, all before it is safe; try fewer --jobs or a smaller --batch"
            ) from None

    def _made(self) -> ProcessPoolExecutor:
        return ProcessPoolExecutor(self._jobs, mp_context=get_context("spawn"), initializer=_start)

    def __enter__(self) -> "Readers":
        return self

    def __exit__(self, *_: object) -> None:
        if self._pool is not None:
            self._pool.shutdown(cancel_futures=True)


def _start() -> None:
    import signal

    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the parent, which lets the batch end
    _terms()


def _read_pair(pair: tuple[Article, bool]) -> Reading:
    return read(*pair)
