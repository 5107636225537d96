"""A real server for the tests: `rasid serve` in a process of its own, over a store with a few reports."""

import datetime as dt
import re
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx

from rasid.records import Article
from rasid.sources.document import Document
from rasid.store import open_store
from rasid.web.tokens import Tokens, default_path

TEXTS = (
    "استقبل الرئيس المصري نظيره الجزائري في القاهرة.",
    "اتهمت واشنطن بيونغ يانغ بتزويد موسكو بالسلاح.",
    "هددت إثيوبيا مصر بقطع العلاقات.",
    "قدمت السعودية مساعدات إلى اليمن.",
    "تنوي روسيا توقيع اتفاق مع فيتنام، المستورد الأكبر للسلاح الروسي.",
)


def fill(db: str, number: int = 30) -> None:
    """A store of `number` reports, one every ten days of 2023 and 2024."""
    with open_store(db, read_only=False) as store:
        store.ingest(
            Document(
                Article(
                    f"a{k}", TEXTS[k % len(TEXTS)], dt.date(2023, 1, 5) + dt.timedelta(days=10 * k),
                    url=f"https://example.org/{k}", source=("daily", "weekly")[k % 2],
                ),
                f"a{k}", own_id=True,
            )
            for k in range(number)
        )  # fmt: skip


def token(db: str, name: str, *scopes: str) -> str:
    return Tokens(default_path(db)).add(name, list(scopes))


@contextmanager
def serving(db: str, *options: str) -> Iterator[tuple[httpx.Client, subprocess.Popen[str]]]:
    """`rasid serve` over a store; ended with SIGTERM."""
    command = [sys.executable, "-m", "rasid", "serve", "--db", db, "--port", "0", *options]
    server = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    assert server.stderr is not None
    said = []
    for line in server.stderr:
        said.append(line)
        if found := re.search(r"http://\S+(?=/v1)", line):
            break
    else:
        raise AssertionError("".join(said))
    drained = threading.Thread(target=lambda: said.extend(server.stderr or ()), daemon=True)
    drained.start()
    try:
        with httpx.Client(base_url=found[0], timeout=30) as client:
            yield client, server
    finally:
        if server.poll() is None:
            server.send_signal(signal.SIGTERM)
            server.wait(20)
        drained.join(5)
        assert "Traceback" not in "".join(said), "".join(said)


def store_file(folder: Path) -> str:
    db = str(folder / "rasid.duckdb")
    fill(db)
    return db
