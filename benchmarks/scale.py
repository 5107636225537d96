"""How `rasid run` scales: one and two workers, the engine against the plain loop, the memory of a worker, a page.

python benchmarks/scale.py [--runs N] [--words N] [--engine local|ray] [--json FILE]

Speeds are those between the first and the last part of a run that are done, so what happens once (the engine starts,
workers load the tables) is left out, and is shown by itself. On a machine that does other things, too, the clock says
little; so the system's own counts are read (/proc/PID/schedstat): how long a worker computed, and how long it waited
for a processor. What is left of the clock's time it was idle. The speed given is the words a second of processor time,
times the share of the time in which a worker was not idle, summed over workers: what the clock would show on a machine
with as many free processors. How much of the time was waiting is told, and the speed by the clock. Medians of the runs.
"""

import argparse
import json
import os
import shutil
import statistics
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))

from speed import count, default_files, joined, machine, read, write

from rasid.coder import code
from rasid.records import Article
from rasid.scale.parallel import prepare
from rasid.scale.run import Engine, Totals, run
from rasid.sources import read_articles
from rasid.tables import load

ARTICLE = 300  # words, as a news agency writes
SIZE = 20  # articles to a part, so that two workers end at about the same time
PROCESSES = Path("/proc")


@dataclass(slots=True)
class Watched:
    """What was seen of a run: for each worker when, how long it had computed and had waited; its most memory in MB."""

    seen: dict[str, list[tuple[float, float, float]]] = field(default_factory=dict)
    memory: int = 0

    def between(self, first: float, last: float) -> list[tuple[float, float, float]]:
        """For each worker the seconds by the clock, computing and waiting between two moments."""
        found = []
        for samples in self.seen.values():
            within = [sample for sample in samples if first <= sample[0] <= last]
            if len(within) > 1:
                found.append(tuple(end - start for start, end in zip(within[0], within[-1], strict=True)))
        return [(clock, computed, waited) for clock, computed, waited in found]


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--words", type=int, default=120_000)
    parser.add_argument("--engine", choices=("local", "ray"), default="local")
    parser.add_argument("--json", type=Path, help="write the figures to this file as well")
    args = parser.parse_args()
    found = {"machine": machine(), **figures(args.words, args.runs, args.engine), **pages()}
    for name, value in found.items():
        print(f"{name:<58} {value:,}" if isinstance(value, (int, float)) else f"{name:<58} {value}")
    if args.json:
        args.json.write_text(json.dumps(found, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")


def figures(words: int = 120_000, runs: int = 3, engine: Engine = "local") -> dict[str, Any]:
    """The figures of runs: medians."""
    rounds: list[dict[str, float]] = []
    with tempfile.TemporaryDirectory() as folder:
        archive = Path(folder, "archive.jsonl")
        articles = list(joined(read(default_files()), ARTICLE))
        articles *= max(words // count(articles), 1)
        write(archive, articles)
        prepare()
        for _ in range(runs):
            plain = count(articles) / _plainly(archive)
            one, two = (_run(archive, jobs, engine) for jobs in (1, 2))
            rounds.append(
                {
                    "words a second, plain loop": plain,
                    "words a second, one worker": one["speed"],
                    "words a second, two workers": two["speed"],
                    "two workers against one": two["speed"] / one["speed"],
                    "engine against the plain loop": plain / one["speed"] - 1,
                    "share of the time that one worker was idle": one["idle"],
                    "share of the time that two workers were idle": two["idle"],
                    "words a second by the clock, one worker": one["clock"],
                    "words a second by the clock, two workers": two["clock"],
                    "share of the time that was waiting for a processor": one["waiting"],
                    "memory of the largest worker, MB": max(one["memory"], two["memory"]),
                }
            )
    found: dict[str, Any] = {"words a run": count(articles), "runs": runs}
    for name in rounds[0]:
        value = statistics.median(each[name] for each in rounds)
        found[name] = round(value) if value > 100 else round(value, 3)
    found["load average at the end"] = round(os.getloadavg()[0], 1)
    return found


def _plainly(path: Path) -> float:
    """Processor time to read and code in a loop, in this process, whose tables are loaded."""
    began = time.process_time()
    for item in read_articles([path]):
        if isinstance(item, Article):
            code(item, load())
    return time.process_time() - began


def _run(path: Path, jobs: int, engine: Engine) -> dict[str, float]:
    out = tempfile.mkdtemp()
    heard: list[tuple[float, int]] = []

    def hear(totals: Totals, of: int) -> None:
        heard.append((time.perf_counter(), totals.words))

    try:
        with _watching() as watched:
            run([str(path)], out, jobs, engine, SIZE, progress=hear)
    finally:
        shutil.rmtree(out)
    (first, before), (last, after) = heard[0], heard[-1]
    workers = watched.between(first, last)
    clock, computed, waited = (sum(each) for each in zip(*workers, strict=True))
    idle = max(1 - (computed + waited) / clock, 0.0)
    return {
        "speed": (after - before) / computed * len(workers) * (1 - idle), "clock": (after - before) / (last - first),
        "idle": idle, "waiting": waited / clock, "memory": float(watched.memory),
    }  # fmt: skip


@contextmanager
def _watching() -> Iterator[Watched]:
    """What workers do meanwhile, looked up in /proc; a machine without it has no such figures."""
    watched = Watched()
    ended = threading.Event()

    def look() -> None:
        while not ended.wait(0.05):
            for process in PROCESSES.glob("[0-9]*"):
                try:
                    command = (process / "cmdline").read_bytes()
                    if b"udf_worker" not in command and b"ray::UDFActor" not in command:
                        continue
                    computed, waited = (int(n) / 1e9 for n in (process / "schedstat").read_text().split()[:2])
                    watched.seen.setdefault(process.name, []).append((time.perf_counter(), computed, waited))
                    lines = dict(line.split(":", 1) for line in (process / "status").read_text().splitlines())
                    watched.memory = max(watched.memory, int(lines["VmHWM"].split()[0]) >> 10)
                except (OSError, KeyError, ValueError):
                    continue  # it has just ended

    watcher = threading.Thread(target=look, daemon=True)
    watcher.start()
    try:
        yield watched
    finally:
        ended.set()
        watcher.join()


def pages(words: int = 330, number: int = 200) -> dict[str, Any]:
    """What a page of a news archive costs, in milliseconds of one processor: an Arabic one to read and to code, and one
    that holds no Arabic. The pages have the size of real ones: menus and scripts around the article."""
    import archives

    around = "<nav>" + '<a href="/section/news" class="menu-item">Section</a>' * 150 + "</nav>"
    around += "<script>" + "function f(x){return x*2};var a=1;" * 600 + "</script>"
    texts = list(joined(read(default_files()), words))
    found: dict[str, Any] = {}
    with tempfile.TemporaryDirectory() as folder:
        for kind, english in (("Arabic", False), ("other", True)):
            path = Path(folder, f"{kind}.warc.gz")
            rows = []
            for n in range(number):
                text = "The minister said that the talks would go on. " * 40 if english else texts[n % len(texts)].text
                rows.append({"id": str(n), "date": "2024-06-20", "title": "News", "text": text + "\n" + around})
            archives.warc(path, rows)
            began = time.process_time()
            articles = [item for item in read_articles([path]) if isinstance(item, Article)]
            found[f"ms to read a page, {kind}"] = round(1000 * (time.process_time() - began) / number, 2)
            if not english:
                began = time.process_time()
                for article in articles:
                    code(article, load())
                found["ms to code its article"] = round(1000 * (time.process_time() - began) / len(articles), 2)
                found["words of an article"] = round(sum(len(one.text.split()) for one in articles) / len(articles))
    return found


if __name__ == "__main__":
    main()
