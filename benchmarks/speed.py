"""How fast Rasid codes, starts and scales, on the machine at hand. ``make bench`` runs it.

python benchmarks/speed.py [FILE…] [--json FILE] [--runs N] [--quick]

Without files the reports in examples/ and in the tests are coded. Their sentences are joined into articles of 600
words, so that the figures of different files compare. Speeds are words a second of one core's processor time (what
else the machine does meanwhile counts for little), medians of several runs; what involves several processes, and
the start, is measured by the clock. If the morphological analyser farahidi is installed (GPL, so no dependency of
Rasid's but only of this benchmark) it is measured beside it on the same text, in context. Whether the modules of the
coder are compiled is said too: `make bench` compiles them where there is a compiler.
"""

import argparse
import json
import os
import platform
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator
from importlib import import_module
from pathlib import Path
from typing import Any

from rasid import coder
from rasid.arabic.words import sentences
from rasid.coder import code
from rasid.records import Article
from rasid.scale.parallel import prepare
from rasid.sources import read_articles
from rasid.tables import Tables, load

ROOT = Path(__file__).parents[1]
ARTICLE, LONG = 600, 200_000  # words
ENOUGH = 30_000  # words coded a run
MANY = 300_000  # words coded in two processes and in one
PEER_WORDS = 1_500  # the peer is slow


def main() -> None:
    args = _arguments()
    articles = list(joined(read(args.files or default_files()), ARTICLE))
    if not articles:
        sys.exit("nothing to code")
    prepare()
    tables = load()
    figures: dict[str, Any] = {
        "machine": machine(),
        "modules": modules(),
        "articles": len(articles),
        "words": count(articles),
    }
    figures["words a second"] = speed(articles, tables, args.runs)
    if not args.quick:
        long = Article("long", " ".join(repeated(articles, LONG)), articles[0].date)
        figures["words a second, 200,000-word article"] = speed([long], tables, max(args.runs // 2, 1))
        share = figures["words a second, 200,000-word article"] / figures["words a second"]
        figures["long to short"] = round(share, 2)
        figures |= peer(articles, figures["words a second"])
    figures |= processes(articles, args.runs, args.quick)
    for name, value in figures.items():
        shown = f"{value:,}" if isinstance(value, (int, float)) else value
        print(f"{name:<42} {shown}")
    if args.json:
        args.json.write_text(json.dumps(figures, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")


def speed(articles: list[Article], tables: Tables, runs: int) -> int:
    """Words a second of processor time: the median of runs over at least `ENOUGH` words, after one to warm up."""
    words = count(articles)
    times = max(ENOUGH // words, 1)

    def once() -> None:
        for _ in range(times):
            for article in articles:
                code(article, tables)

    return round(times * words / timed(once, runs, time.process_time))


def peer(articles: list[Article], ours: int) -> dict[str, Any]:
    """farahidi's throughput in context, on the first articles."""
    try:
        farahidi = import_module("farahidi")
    except ImportError:
        return {"farahidi": "not installed (pip install farahidi)"}
    lines, words = [], 0
    for tokens in (tokens for article in articles for tokens in sentences(article.text)):
        lines.append(" ".join(token.text for token in tokens))
        words += len(lines[-1].split())
        if words >= PEER_WORDS:
            break
    analyzer = farahidi.Disambiguator()
    analyzer.analyze_text(lines[0])  # loads its tables
    spent = timed(lambda: [analyzer.analyze_text(line) for line in lines], 1, time.process_time, warm=False)
    theirs = words / spent
    return {"farahidi, words a second in context": round(theirs), "times farahidi": round(ours / theirs, 1)}


def processes(articles: list[Article], runs: int, quick: bool) -> dict[str, Any]:
    """Whole processes of `rasid code`: the start, the memory, and two against one."""
    found: dict[str, Any] = {}
    with tempfile.TemporaryDirectory() as folder:
        one, many = Path(folder, "one.jsonl"), Path(folder, "many.jsonl")
        write(one, [Article("one", "استقبل الرئيس المصري نظيره السوداني.", articles[0].date)])
        write(many, articles * max(MANY // count(articles), 1))
        found["seconds from start to end, one sentence"] = round(timed(lambda: rasid(one), runs, time.perf_counter), 2)
        found["of these, seconds of processor time"] = round(timed(lambda: rasid(one), runs, children), 2)
        if not quick:
            alone = timed(lambda: rasid(many), max(runs // 2, 1), time.perf_counter, warm=False)
            two = timed(lambda: rasid(many, "--jobs", "2"), max(runs // 2, 1), time.perf_counter, warm=False)
            found["two processes against one"] = round(alone / two, 2)
    found["memory of the largest process, MB"] = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss >> 10
    return found


def rasid(path: Path, *options: str) -> None:
    command = [sys.executable, "-m", "rasid", "code", "--format", "jsonl", *options, str(path)]
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    subprocess.run(command, stdout=subprocess.DEVNULL, check=True, env=kept)


def timed(what: Callable[[], object], runs: int, clock: Callable[[], float], warm: bool = True) -> float:
    """Seconds: the median of some runs."""
    if warm:
        what()
    spent = []
    for _ in range(runs):
        began = clock()
        what()
        spent.append(clock() - began)
    return statistics.median(spent)


def children() -> float:
    """The processor time of all processes that were started and have ended."""
    spent = resource.getrusage(resource.RUSAGE_CHILDREN)
    return spent.ru_utime + spent.ru_stime


def modules() -> str:
    """Whether what is measured runs compiled or interpreted."""
    return "interpreted" if (coder.__file__ or "").endswith(".py") else "compiled"


def machine() -> str:
    model = platform.processor() or platform.machine()
    cpuinfo = Path("/proc/cpuinfo")
    if cpuinfo.exists():
        names = [line.partition(":")[2].strip() for line in cpuinfo.read_text().splitlines() if "model name" in line]
        model = names[0] if names else model
    return f"{model}, {os.cpu_count()} cores, {platform.system()}, Python {platform.python_version()}"


def default_files() -> list[str]:
    folders = (ROOT / "examples", ROOT / "tests" / "data")
    return [str(path) for folder in folders if folder.exists() for path in sorted(folder.glob("*.jsonl"))]


def read(files: Iterable[str]) -> Iterator[Article]:
    return (item for item in read_articles(files) if isinstance(item, Article))


def joined(articles: Iterable[Article], words: int) -> Iterator[Article]:
    """The texts, each once, joined into articles of at least so many words."""
    texts: dict[str, Article] = {article.text: article for article in articles}
    lines: list[str] = []
    length = number = 0
    for text, article in texts.items():
        lines.append(text)
        length += len(text.split())
        if length >= words:
            yield Article(f"joined-{number}", "\n".join(lines), article.date)
            lines, length, number = [], 0, number + 1
    if lines and not number:
        yield Article("joined", "\n".join(lines), next(iter(texts.values())).date)


def repeated(articles: list[Article], words: int) -> Iterator[str]:
    length = 0
    while length < words:
        for article in articles:
            yield article.text + "\n"
            length += len(article.text.split())
            if length >= words:
                return


def write(path: Path, articles: Iterable[Article]) -> None:
    with path.open("w", encoding="utf-8") as file:
        for number, one in enumerate(articles):
            row = {"id": f"{one.id}-{number}", "date": one.date.isoformat() if one.date else None, "text": one.text}
            file.write(json.dumps(row, ensure_ascii=False) + "\n")


def count(articles: Iterable[Article]) -> int:
    return sum(len(article.text.split()) for article in articles)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("files", nargs="*", metavar="FILE")
    parser.add_argument("--json", type=Path, help="write the figures to this file as well")
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--quick", action="store_true", help="only speed, start and memory")
    return parser.parse_args()


if __name__ == "__main__":
    main()
