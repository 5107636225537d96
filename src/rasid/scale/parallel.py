"""The coder in several processes: a stream of articles in, a stream of codings out, in the same order.

What is to become of a coding (a line of JSON) is made of it by the process that coded, so that the one which collects
has little to do. ``pool.py`` has the workers, and what becomes of an article that ends one.
"""

import gc
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import TypeVar

from rasid.records import Article, Coding

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Crashed:
    """An article that could not be coded, and why: one bad article stops no run."""

    article: Article
    reason: str = "the process that coded it died, each time that it was tried"


def code_all(articles: Iterable[Article], jobs: int) -> Iterator[tuple[Article, Coding | Crashed]]:
    """Code ``articles`` in ``jobs`` processes, in order; with one job in this process, without any other."""
    return code_each(articles, jobs, as_it_is)


def code_each(
    articles: Iterable[Article], jobs: int, finish: Callable[[Coding], T]
) -> Iterator[tuple[Article, T | Crashed]]:
    """The same, with what ``finish`` makes of each coding; a function that a worker can import."""
    if jobs <= 1:
        prepare()
        for article in articles:
            yield article, code_one(article, finish)
        return
    from rasid.scale.pool import Pool

    with Pool(jobs, finish) as pool:
        yield from pool.code(iter(articles))


def prepare() -> None:
    """Load the tables, and tell the garbage collector that they stay: it need not walk them again and again."""
    from rasid.tables import load

    load()
    gc.collect()
    gc.freeze()


def code_one(article: Article, finish: Callable[[Coding], T]) -> T | Crashed:
    """Code one article with the tables of this process."""
    from rasid.coder import code
    from rasid.tables import load

    try:
        return finish(code(article, load()))
    except Exception as fault:
        return Crashed(article, f"{type(fault).__name__}: {fault}")


def as_it_is(coding: Coding) -> Coding:
    """The coding itself."""
    return coding
