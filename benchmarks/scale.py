"""How `rasid run` scales: one and two workers, the engine against the plain loop, the memory of a worker.

python benchmarks/scale.py [--runs N] [--words N] [--engine local|ray] [--json FILE]

Every figure but the start is a difference: an archive is run, and one three times as long, and what the second takes
more is what its additional words take. So what happens once (the engine starts, workers load the tables) is left out
of the speeds, and is shown by itself. Speeds go by the clock, so they say little on a busy machine; the overhead is
given by processor time, too, which says more there. Medians of several runs, and the best of them.
"""

import argparse
import json
import os
import resource
import shutil
import statistics
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))

from speed import count, default_files, joined, machine, read, write

from rasid.coder import code
from rasid.records import Article
from rasid.scale.parallel import prepare
from rasid.scale.run import Engine, run
from rasid.sources import read_articles
from rasid.tables import load

ARTICLE = 300  # words, as a news agency writes
SIZE = 50  # articles to a part, so that two workers end at about the same time
PARENTS = Path("/proc")


@dataclass(frozen=True, slots=True)
class Spent:
    """Seconds by the clock and of processors, and the most memory of any worker in MB."""

    clock: float
    processor: float
    memory: int = 0


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--words", type=int, default=60_000, help="of the shorter archive")
    parser.add_argument("--engine", choices=("local", "ray"), default="local")
    parser.add_argument("--json", type=Path, help="write the figures to this file as well")
    args = parser.parse_args()
    found = {"machine": machine(), **figures(args.words, args.runs, args.engine), **pages()}
    for name, value in found.items():
        print(f"{name:<52} {value:,}" if isinstance(value, (int, float)) else f"{name:<52} {value}")
    if args.json:
        args.json.write_text(json.dumps(found, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")


def figures(words: int = 60_000, runs: int = 3, engine: Engine = "local") -> dict[str, Any]:
    """All figures of this file."""
    with tempfile.TemporaryDirectory() as folder:
        short, long = Path(folder, "short.jsonl"), Path(folder, "long.jsonl")
        articles = list(joined(read(default_files()), ARTICLE))
        times = max(words // count(articles), 1)
        write(short, articles * times)
        write(long, articles * times * 3)
        more = 2 * times * count(articles)
        prepare()
        rounds: list[dict[str, float]] = []
        memory = 0
        for _ in range(runs):
            plain = [_plainly(path) for path in (short, long)]
            one, two = ([_run(path, jobs, engine) for path in (short, long)] for jobs in (1, 2))
            memory = max(memory, *(spent.memory for spent in (*one, *two)))
            clock = {
                name: pair[1].clock - pair[0].clock for name, pair in (("plain", plain), ("one", one), ("two", two))
            }
            processor = {name: pair[1].processor - pair[0].processor for name, pair in (("plain", plain), ("one", one))}
            rounds.append(
                {
                    "words a second, plain loop": more / clock["plain"],
                    "words a second, one worker": more / clock["one"],
                    "words a second, two workers": more / clock["two"],
                    "two workers against one": clock["one"] / clock["two"],
                    "engine against the plain loop, by the clock": clock["one"] / clock["plain"] - 1,
                    "engine against the plain loop, of processors": processor["one"] / processor["plain"] - 1,
                    "seconds to start, one worker": one[0].clock - clock["one"] / 2,
                }
            )
    found: dict[str, Any] = {"words coded a run": more, "runs": runs}
    for name in rounds[0]:
        values = [each[name] for each in rounds]
        best = min(values) if "engine" in name or "seconds" in name else max(values)
        digits = 0 if "words a" in name else 3
        found[name] = round(statistics.median(values), digits or None)
        found[f"{name} (best)"] = round(best, digits or None)
    found["memory of the largest worker, MB"] = memory
    found["load average at the end"] = round(os.getloadavg()[0], 1)
    return found


def pages(words: int = 330, count: int = 200) -> dict[str, Any]:
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
            for n in range(count):
                text = "The minister said that the talks would go on. " * 40 if english else texts[n % len(texts)].text
                rows.append({"id": str(n), "date": "2024-06-20", "title": "News", "text": text + "\n" + around})
            archives.warc(path, rows)
            began = time.process_time()
            articles = [item for item in read_articles([path]) if isinstance(item, Article)]
            found[f"ms to read a page, {kind}"] = round(1000 * (time.process_time() - began) / count, 2)
            if not english:
                began = time.process_time()
                for article in articles:
                    code(article, load())
                found["ms to code its article"] = round(1000 * (time.process_time() - began) / len(articles), 2)
                found["words of an article"] = round(sum(len(one.text.split()) for one in articles) / len(articles))
    return found


def _plainly(path: Path) -> Spent:
    """Read and code in a loop, in this process, whose tables are loaded; the events are counted and let go."""
    began, before = time.perf_counter(), time.process_time()
    for item in read_articles([path]):
        if isinstance(item, Article):
            code(item, load())
    return Spent(time.perf_counter() - began, time.process_time() - before)


def _run(path: Path, jobs: int, engine: Engine) -> Spent:
    out = tempfile.mkdtemp()
    try:
        before = _processors()
        began = time.perf_counter()
        with _watching() as most:
            run([str(path)], out, jobs, engine, SIZE)
        return Spent(time.perf_counter() - began, _processors() - before, most[0])
    finally:
        shutil.rmtree(out)


def _processors() -> float:
    """Processor time of this process and of those of its workers that have ended."""
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(each.ru_utime + each.ru_stime for each in used)


@contextmanager
def _watching() -> Iterator[list[int]]:
    """The most memory that a worker takes meanwhile, in MB, looked up in /proc where there is one."""
    most, ended = [0], threading.Event()

    def look() -> None:
        while not ended.wait(0.2):
            for status in PARENTS.glob("[0-9]*/status"):
                try:
                    command = (status.parent / "cmdline").read_bytes()
                    if b"udf_worker" in command or b"ray::UDFActor" in command:
                        lines = dict(line.split(":", 1) for line in status.read_text().splitlines() if ":" in line)
                        most[0] = max(most[0], int(lines["VmHWM"].split()[0]) >> 10)
                except (OSError, KeyError):
                    continue  # it has just ended

    watcher = threading.Thread(target=look, daemon=True)
    watcher.start()
    try:
        yield most
    finally:
        ended.set()
        watcher.join()


if __name__ == "__main__":
    main()
