"""A run over an archive: a Daft dataframe of splits, mapped by workers that load the tables once, here or on Ray.

The driver plans and counts; workers read, code and write. Whatever ends a run, the marks in the output tell the next
one what is left.
"""

import datetime as dt
import json
import os
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from importlib import import_module
from typing import Any, Final, Literal

from rasid.scale.folder import Folder
from rasid.scale.parallel import code_all
from rasid.scale.parts import COUNTS, clear, code_split
from rasid.scale.splits import Plan, Split

Engine = Literal["local", "ray"]
SIZE: Final = 200
_TRIES: Final = 3
_TABLES: Final = "RASID_TABLES"
_running: list[Engine] = []
_QUIET: Final = {  # nobody's usage is reported, and progress is ours to show
    "DAFT_ANALYTICS_ENABLED": "0", "SCARF_NO_ANALYTICS": "true", "DO_NOT_TRACK": "true", "DAFT_PROGRESS_BAR": "0",
    "RAY_USAGE_STATS_ENABLED": "0", "RAY_ACCEL_ENV_VAR_OVERRIDE_ON_ZERO": "0",
}  # fmt: skip


class RunError(RuntimeError):
    """A run that can't go on, said for people."""


@dataclass(slots=True)
class Totals:
    """What the output holds of the inputs after a run; ``coded`` and ``skipped`` are this run's splits, ``deaths`` how
    often workers had to be started again."""

    articles: int = 0
    words: int = 0
    events: int = 0
    ties: int = 0
    rejects: int = 0
    coded: int = 0
    skipped: int = 0
    deaths: int = 0

    def add(self, mark: dict[str, Any]) -> None:
        for name in COUNTS:
            setattr(self, name, getattr(self, name) + mark[name])


def run(
    inputs: list[str], output: str, jobs: int | None = None, engine: Engine = "local", size: int = SIZE,
    day: dt.date | None = None, progress: Callable[[Totals, int], None] | None = None,
) -> Totals:  # fmt: skip
    """Code files, folders and object-store addresses into the data set at ``output``; what is done is passed over.

    ``size`` articles are written as one; ``jobs`` workers code, one if None (on Ray: as many as the cluster has CPUs).
    ``progress`` is told the totals and the number of splits. Raises PlanError, RunError.
    """
    from rasid.tables import load

    folder = Folder(output)
    splits = list(Plan(size, load().digest, day).splits(inputs))
    totals = Totals()
    folder.probe()
    marks = dict(folder.marks())
    _tidy(folder, splits, marks)
    waiting: dict[str, Split] = {}
    for split in splits:
        mark = marks.get(split.name)
        if mark and mark["print"] == split.print:
            totals.add(mark)
            totals.skipped += 1
        else:
            waiting[split.name] = split
    for name, mark in _all(waiting, folder, jobs, engine, size, day, totals):
        del waiting[name]
        totals.add(mark)
        totals.coded += 1
        if progress:
            progress(totals, len(splits))
    return totals


def _tidy(folder: Folder, splits: list[Split], marks: dict[str, dict[str, Any]]) -> None:
    """Remove what was made of stretches that an input no longer has: it has become shorter, or is cut otherwise."""
    names = {split.name for split in splits}
    inputs = {file.partition("?")[0] for split in splits for file in split.files}
    for name, mark in marks.items():
        if "inputs" in mark and name not in names and inputs.issuperset(mark["inputs"]):
            clear(folder, name, mark)


def _all(
    waiting: dict[str, Split], folder: Folder, jobs: int | None, engine: Engine, size: int, day: dt.date | None,
    totals: Totals,
) -> Iterator[tuple[str, dict[str, Any]]]:  # fmt: skip
    """The marks of all splits, as they are done. Workers that die are replaced; splits at which they die again and
    again are coded apart, where an article that ends its process is found and set aside."""
    deaths = 0
    fault = ""
    while waiting and deaths < _TRIES:
        try:
            for name, answer in _query(list(waiting.values()), folder, jobs, engine, size, day):
                if "fault" in answer:
                    fault = answer[
                        "fault"
                    ]  # the rest is waited for: an engine that is left in mid-query does not end well
                    continue
                deaths = 0
                yield name, answer
        except (RunError, ImportError):
            raise
        except Exception:  # each engine has its own ways to say that a worker has died
            deaths += 1
            totals.deaths += 1
        if fault:
            raise RunError(fault)
    for name, split in list(waiting.items()):
        yield name, code_split(split, folder, size, day, lambda articles: code_all(articles, 2))


def _query(
    splits: list[Split], folder: Folder, jobs: int | None, engine: Engine, size: int, day: dt.date | None
) -> Iterator[tuple[str, dict[str, Any]]]:
    daft, jobs = _started(engine, jobs)

    class Worker:
        """One to a process: it loads the tables when it starts."""

        def __init__(self, place: str, tables: str | None) -> None:
            from rasid.scale.parallel import prepare

            if tables is not None:
                os.environ[_TABLES] = tables
            prepare()
            self.folder = Folder(place)
            self.fault = ""

        @daft.method(return_dtype=daft.DataType.string())  # type: ignore[untyped-decorator]
        def code(self, split: str) -> str:
            answer = _answer(split, self.folder, size, day, self.fault)
            self.fault = answer.get("fault", "")
            return json.dumps(answer)

    worker = daft.cls(Worker, max_concurrency=jobs, use_process=True)(folder.place, os.environ.get(_TABLES))
    frame = daft.from_pydict({"split": [json.dumps(asdict(split)) for split in splits]})
    frame = frame.into_partitions(len(splits)) if engine == "ray" else frame.into_batches(1)
    frame = frame.select(worker.code(daft.col("split")).alias("answer"))
    for row in frame.iter_rows(results_buffer_size=None):
        answer = json.loads(row["answer"])
        yield answer.pop("name"), answer


def _answer(given: str, folder: Folder, size: int, day: dt.date | None, fault: str) -> dict[str, Any]:
    """What a worker answers: the split's mark, or what is at fault beside the worker (a full disk, no permission);
    after such a fault it tries nothing more."""
    values = json.loads(given)
    values |= {"files": tuple(values["files"]), "taken": tuple(map(tuple, values["taken"]))}
    split = Split(**values)
    if fault:
        return {"name": split.name, "fault": fault}
    try:
        return code_split(split, folder, size, day) | {"name": split.name}
    except OSError as error:
        return {"name": split.name, "fault": f"{folder.place}: {error}"}


def _started(engine: Engine, jobs: int | None) -> tuple[Any, int]:
    """Daft, with its runner started, and how many workers there are to be."""
    os.environ.update({name: value for name, value in _QUIET.items() if name not in os.environ})
    if engine == "ray":
        ray: Any = import_module("ray")
        if not ray.is_initialized():
            quiet = {"log_to_driver": False, "logging_level": "ERROR"}
            here = (
                {}
                if os.environ.get("RAY_ADDRESS")
                else {"num_cpus": jobs or os.cpu_count(), "include_dashboard": False}
            )
            ray.init(**quiet, **here)
        jobs = jobs or max(int(ray.cluster_resources().get("CPU", 1)), 1)
    daft: Any = import_module("daft")
    if not _running:
        (daft.set_runner_ray if engine == "ray" else daft.set_runner_native)()
        _running.append(engine)
    elif _running != [engine]:
        raise RunError(f"this process runs on the engine {_running[0]}: a process keeps to one")
    return daft, jobs or 1
