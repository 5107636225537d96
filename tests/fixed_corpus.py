"""What the coder makes of a fixed corpus: our examples and our coded sentences, one by one and joined.

Run as a script it prints how many texts it coded, a digest of all codings, and whether compiled modules coded them.
"""

import datetime as dt
import hashlib
import json
import sys
from collections.abc import Iterator
from pathlib import Path

from rasid import coder
from rasid.output import json_line
from rasid.records import Article
from rasid.tables import load

ROOT = Path(__file__).parents[1]
JOINED = 40  # sentences


def articles() -> Iterator[Article]:
    """The corpus."""
    for path in sorted((ROOT / "examples").glob("*.txt")):
        yield Article(path.stem, path.read_text(encoding="utf-8"), dt.date.fromisoformat(path.name[:10]))
    lines = (ROOT / "tests" / "gold" / "sentences.jsonl").read_text(encoding="utf-8").splitlines()
    rows = [json.loads(line) for line in lines]
    for row in rows:
        yield Article(row["id"], row["text"], dt.date.fromisoformat(row["date"][:10]) if row.get("date") else None)
    for first in range(0, len(rows), JOINED):
        text = "\n".join(row["text"] for row in rows[first : first + JOINED])
        yield Article(f"joined-{first}", text, dt.date(2024, 6, 20))


def digest(every: int = 1) -> tuple[int, str]:
    """How many texts, and a hash of all that was found in them."""
    tables, sum_, count = load(), hashlib.sha256(), 0
    for article in list(articles())[::every]:
        sum_.update(json_line(coder.code(article, tables)).encode())
        count += 1
    return count, sum_.hexdigest()


if __name__ == "__main__":
    kind = "interpreted" if (coder.__file__ or "").endswith(".py") else "compiled"
    print(kind, *digest(int(sys.argv[1]) if len(sys.argv) > 1 else 1))
