"""Worker processes that code bundles of articles.

Articles travel in small bundles, only so many ahead that memory stays flat however long the stream is. A worker that
dies (killed, out of memory) costs a second try: what was under way is coded again, one article at a time, and an
article that ends its worker twice is handed back as `Crashed`.
"""

from collections import deque
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from itertools import islice
from multiprocessing import get_context
from typing import Final, Generic, TypeVar

from rasid.records import Article, Coding
from rasid.scale.parallel import Crashed, code_one, prepare

T = TypeVar("T")
_BUNDLE: Final = 16  # articles sent at once: large enough that sending costs little, small enough to keep all busy
_AHEAD: Final = 4  # bundles under way for each worker
_TRIES: Final = 2


def code_bundle(articles: list[Article], finish: Callable[[Coding], T]) -> list[T | Crashed]:
    """What a worker does."""
    return [code_one(article, finish) for article in articles]


class Pool(Generic[T]):
    """Worker processes that are started anew when one dies."""

    def __init__(self, jobs: int, finish: Callable[[Coding], T]) -> None:
        self.jobs = jobs
        self.finish = finish
        self.workers = self._start()

    def __enter__(self) -> "Pool[T]":
        return self

    def __exit__(self, *_: object) -> None:
        self.workers.shutdown(wait=True, cancel_futures=True)

    def code(self, articles: Iterator[Article]) -> Iterator[tuple[Article, T | Crashed]]:
        under_way: deque[tuple[list[Article], Future[list[T | Crashed]]]] = deque()
        while True:
            while len(under_way) < self.jobs * _AHEAD and (bundle := list(islice(articles, _BUNDLE))):
                under_way.append((bundle, self._send(bundle)))
            if not under_way:
                return
            bundle, future = under_way.popleft()
            try:
                codings: list[T | Crashed] = future.result()
            except BrokenProcessPool:
                yield from self._one_by_one(bundle)
                under_way = deque((rest, sent if _whole(sent) else self._send(rest)) for rest, sent in under_way)
                continue
            yield from zip(bundle, codings, strict=True)

    def _one_by_one(self, bundle: list[Article]) -> Iterator[tuple[Article, T | Crashed]]:
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

    def _send(self, bundle: list[Article]) -> "Future[list[T | Crashed]]":
        try:
            return self.workers.submit(code_bundle, bundle, self.finish)
        except BrokenProcessPool:
            self._restart()
            return self.workers.submit(code_bundle, bundle, self.finish)

    def _start(self) -> ProcessPoolExecutor:
        return ProcessPoolExecutor(self.jobs, mp_context=get_context("spawn"), initializer=prepare)

    def _restart(self) -> None:
        """New workers, if some of the old have died."""
        try:
            self.workers.submit(len, ()).result()
        except BrokenProcessPool:
            self.workers.shutdown(wait=False, cancel_futures=True)
            self.workers = self._start()


def _whole(future: "Future[list[T | Crashed]]") -> bool:
    """Has this bundle been coded, whatever became of the workers since?"""
    return future.done() and not future.cancelled() and future.exception() is None
