"""A run over an archive: parts coded by worker processes here or on a Ray cluster, and only those not yet done."""

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from importlib import import_module
from multiprocessing import get_context
from pathlib import Path
from typing import Any, Final, Literal

from rasid.records import Article
from rasid.scale.parallel import prepare
from rasid.scale.parts import Part, code_part, done, is_done, parts_of
from rasid.sources import Reject

Engine = Literal["local", "ray"]
_AHEAD: Final = 2  # parts under way for each worker
_TRIES: Final = 5


class RunError(RuntimeError):
    """A part that could not be coded in several tries: workers keep dying."""


@dataclass(slots=True)
class Totals:
    """What the output holds after a run; ``coded`` and ``skipped`` are this run's parts."""

    articles: int = 0
    words: int = 0
    events: int = 0
    ties: int = 0
    rejects: int = 0
    coded: int = 0
    skipped: int = 0

    def add(self, mark: dict[str, Any]) -> None:
        for name in ("articles", "words", "events", "ties", "rejects"):
            setattr(self, name, getattr(self, name) + mark[name])


def run(
    items: Iterable[Article | Reject], folder: Path, jobs: int = 1, engine: Engine = "local", size: int = 200
) -> Totals:
    """Code ``items`` into a Parquet data set at ``folder``, ``size`` articles at a time; what is there already is
    skipped. Raises RunError where workers die again and again."""
    from rasid.tables import load

    totals = Totals()

    def waiting() -> Iterator[Part]:
        for part in parts_of(items, load().digest, size):
            if is_done(folder, part):
                totals.skipped += 1
            else:
                yield part

    coders: dict[Engine, Callable[[Iterator[Part], Path, int], Iterator[None]]] = {"local": _local, "ray": _ray}
    for _ in coders[engine](waiting(), folder, jobs):
        totals.coded += 1
    for mark in done(folder):
        totals.add(mark)
    return totals


def _local(parts: Iterator[Part], folder: Path, jobs: int) -> Iterator[None]:
    if jobs <= 1:
        prepare()
        for part in parts:
            code_part(part, folder)
            yield
        return
    waiting: list[Part] = []
    tries = 0
    while tries < _TRIES:
        under_way: deque[tuple[Part, Future[dict[str, Any]]]] = deque()
        try:
            with ProcessPoolExecutor(jobs, mp_context=get_context("spawn"), initializer=prepare) as workers:
                while True:
                    while len(under_way) < jobs * _AHEAD and (following := _next(waiting, parts)):
                        under_way.append((following, _submit(workers, following, folder, waiting)))
                    if not under_way:
                        return
                    under_way[0][1].result()
                    under_way.popleft()
                    tries = 0
                    yield
        except BrokenProcessPool:  # a worker was killed: new workers, and again what is not yet marked as done
            tries += 1
            again = [part for part, _ in under_way] + waiting
            waiting = [part for part in again if not is_done(folder, part)]
            for _ in range(len(again) - len(waiting)):
                yield
    raise RunError(f"workers died {_TRIES} times in a row; part {waiting[0].name} is not coded")


def _submit(workers: ProcessPoolExecutor, part: Part, folder: Path, waiting: list[Part]) -> "Future[dict[str, Any]]":
    try:
        return workers.submit(code_part, part, folder)
    except BrokenProcessPool:
        waiting.insert(0, part)
        raise


def _next(waiting: list[Part], parts: Iterator[Part]) -> Part | None:
    return waiting.pop(0) if waiting else next(parts, None)


def _ray(parts: Iterator[Part], folder: Path, jobs: int) -> Iterator[None]:
    """The same parts as Ray tasks: on the cluster that this process is connected to, else on this machine.

    ``folder`` must be one that all machines see. Ray runs a task of a killed worker again.
    """
    ray: Any = import_module("ray")
    if not ray.is_initialized():
        ray.init(num_cpus=jobs, include_dashboard=False, log_to_driver=False)
    task = ray.remote(max_retries=_TRIES)(code_part)
    under_way: list[Any] = []
    ahead = max(int(ray.cluster_resources().get("CPU", jobs)), 1) * _AHEAD
    for part in parts:
        under_way.append(task.remote(part, folder.resolve()))
        if len(under_way) >= ahead:
            ready, under_way = ray.wait(under_way)
            ray.get(ready)
            yield
    for left in under_way:
        ray.get(left)
        yield
