"""Codes the example reports into a store, for `make demo` and the page's tests.

    python scripts/demo.py demo.duckdb [examples]

Each file's name begins with the day of the report; its first line is the headline.
"""

import datetime as dt
import sys
from collections.abc import Iterator
from pathlib import Path

import rasid
from rasid.records import Article
from rasid.sources.document import Document

SOURCE = "Rasid examples"


def reports(folder: Path) -> Iterator[Document]:
    """The reports of a folder with their days and headlines."""
    for path in sorted(folder.glob("????-??-??_*.txt")):
        day, _, _ = path.stem.partition("_")
        text = path.read_text(encoding="utf-8").strip()
        title = text.partition("\n")[0].strip()
        article = Article(path.stem, text, dt.date.fromisoformat(day), title, None, SOURCE)
        yield Document(article, path.name, "ar", "given", own_id=True)


def fill(db: str, folder: Path) -> int:
    """Code the reports into the store; what is in it already stays. Returns how many there are."""
    with rasid.open(db, read_only=False) as store:
        return store.ingest(reports(folder), source=str(folder)).read


if __name__ == "__main__":
    print(fill(sys.argv[1], Path(sys.argv[2] if len(sys.argv) > 2 else "examples")), "reports coded")
