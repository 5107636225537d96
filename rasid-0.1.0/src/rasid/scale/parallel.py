"""The coder in several processes: a stream of articles in, a stream of codings out, in the same order.

Articles travel in small bundles, only so many ahead that memory stays flat however long the stream is. A worker that
dies (killed, out of memory) costs a second try: what was under way is coded again, one article at a time, and an
article that ends its worker twice is handed back as `Crashed`.
"""

import gc
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from itertools import islice
from multiprocessing import get_context
from typing import Final

from rasid.records import Article, Coding

_BUNDLE: Final = 16  # articles sent at once: large enough that sending costs little, small enough to keep all busy
_AHEAD: Final = 4  # bundles under way for each worker
_TRIES: Final = 2


@dataclass(frozen=True, slots=True)
class Crashed:
    """An article that could not be coded, and why: one bad article stops no run."""

    article: Article
    reason: str = "the process that coded it died, each time that it was tried"


def code_all(articles: Iterable[Article], jobs: int) -> Iterator[tuple[Article, Coding | Crashed]]:
    """Code ``articles`` in ``jobs`` processes, in order; with one job in this process, without any other."""
    if jobs <= 1:
        prepare()
        for article in articles:
            yield article, code_one(article)
        return
    with _Pool(jobs) as pool:
        yield from pool.code(iter(articles))


def prepare() -> None:
    """Load the tables, and tell the garbage collector that they stay: it need not walk them again and again."""
    from rasid.tables import load

    load()
    gc.collect()
    gc.freeze()


def code_one(article: Article) -> Coding | Crashed:
    """Code one article with the tables of this process."""
    from rasid.coder import code
    from rasid.tables import load

    try:
        return code(article, load())
    except Exception as fault:
        return Crashed(article, f"{type(fault).__name__}: {fault}")


def code_bundle(articles: list[Article]) -> list[Coding | Crashed]:
    """What a worker does."""
    return [code_one(article) for article in articles]


class _Pool:
    """Worker processes that are started anew when one dies."""

    def __init__(self, jobs: int) -> None:
        self.jobs = jobs
        self.workers = self._start()

    def __enter__(self) -> "_Pool":
        return self

    def __exit__(self, *_: object) -> None:
        self.workers.shutdown(wait=True, cancel_futures=True)

    def code(self, articles: Iterator[Article]) -> Iterator[tuple[Article, Coding | Crashed]]:
        under_way: deque[tuple[list[Article], Future[list[Coding | Crashed]]]] = deque()
        while True:
            while len(under_way) < self.jobs * _AHEAD and (bundle := list(islice(articles, _BUNDLE))):
                under_way.append((bundle, self._send(bundle)))
            if not under_way:
                return
            bundle, future = under_way.popleft()
            try:
                codings: list[Coding | Crashed] = future.result()
            except BrokenProcessPool:
                yield from self._one_by_one(bundle)
                under_way = deque((rest, sent if _whole(sent) else self._send(rest)) for rest, sent in under_way)
                continue
            yield from zip(bundle, codings, strict=True)

    def _one_by_one(self, bundle: list[Article]) -> Iterator[tuple[Article, Coding | Crashed]]:
        for article in bundle:
            for _ in range(_TRIES):
                self._restart()
                try:
                    yield article, self._send([article]).result()[0]
                    break
                except BrokenProcessPool:
                    continue
            else:
                yield article, Crashed(article)
        self._restart()

    def _send(self, bundle: list[Article]) -> "Future[list[Coding | Crashed]]":
        try:
            return self.workers.submit(code_bundle, bundle)
        except BrokenProcessPool:
            self._restart()
            return self.workers.submit(code_bundle, bundle)

    def _start(self) -> ProcessPoolExecutor:
        return ProcessPoolExecutor(self.jobs, mp_context=get_context("spawn"), initializer=prepare)

    def _restart(self) -> None:
        """New workers, if some of the old have died."""
        try:
            self.workers.submit(len, ()).result()
        except BrokenProcessPool:
            self.workers.shutdown(wait=False, cancel_futures=True)
            self.workers = self._start()


def _whole(future: "Future[list[Coding | Crashed]]") -> bool:
    """Has this bundle been coded, whatever became of the workers since?"""
    return future.done() and not future.cancelled() and future.exception() is None
