"""Words a second of the whole coder on one core, and how long Rasid takes to start.

python benchmarks/speed.py [FILE…]      without files: the reports in examples/
"""

import subprocess
import sys
import time
from pathlib import Path

from rasid.coder import code

from rasid.records import Article
from rasid.sources import read_articles
from rasid.tables import load

EXAMPLES = Path(__file__).parents[1] / "examples"
AT_LEAST = 5.0  # seconds of coding


def main() -> None:
    paths = sys.argv[1:] or [str(path) for path in sorted(EXAMPLES.iterdir()) if path.suffix in (".jsonl", ".txt")]
    articles = [item for item in read_articles(paths) if isinstance(item, Article)]
    words = sum(len(article.text.split()) for article in articles)
    if not words:
        sys.exit("nothing to code")
    began = time.perf_counter()
    tables = load()
    loaded = time.perf_counter() - began
    for article in articles:
        code(article, tables)  # once, to warm up
    rounds, began = 0, time.perf_counter()
    while (spent := time.perf_counter() - began) < AT_LEAST:
        for article in articles:
            code(article, tables)
        rounds += 1
    began = time.perf_counter()
    subprocess.run([sys.executable, "-m", "rasid", "code", "--format", "jsonl"], input=b"\n", check=False)
    started = time.perf_counter() - began
    print(f"coding     {rounds * words / spent:,.0f} words a second ({len(articles)} articles, {words} words)")
    print(f"tables     {loaded:.2f} s to load")
    print(f"start-up   {started:.2f} s from command to exit")


if __name__ == "__main__":
    main()
