"""Killed at any moment, the store opens, has lost nothing that was committed, and has nothing twice."""

import contextlib
import itertools
import os
import random
import resource
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import duckdb
import pytest

import rasid
from rasid.store import StoreEmptyError
from store_samples import reports, write

ARTICLES = 140
KILLS = 13
BATCH = "6"
# Loads the tables once, then runs a command in a forked child for each line it is given, and says its number.
ZYGOTE = """
import os, sys
from rasid.tables import load
import numpy, rasid.store.ingest, rasid.sources, rasid.cli
load()
print("ready", flush=True)
for line in sys.stdin:
    child = os.fork()
    if child == 0:
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
        from rasid.cli import app
        app(line.rstrip("\\n").split("\\t"), standalone_mode=True)
    print(child, flush=True)
    _, status = os.waitpid(child, 0)
    print(status, flush=True)
"""


class Zygote:
    """Runs `rasid` commands without their start-up time, and kills them."""

    def __init__(self) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-c", ZYGOTE], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        assert self.answer() == "ready"

    def answer(self) -> str:
        assert self.process.stdout is not None
        return self.process.stdout.readline().strip()

    def run(self, *args: str, kill_after: float | None = None) -> int:
        assert self.process.stdin is not None
        self.process.stdin.write("\t".join(args) + "\n")
        self.process.stdin.flush()
        child = int(self.answer())
        if kill_after is not None:
            time.sleep(kill_after)
            with contextlib.suppress(ProcessLookupError):  # it may have finished before
                os.kill(child, signal.SIGKILL)
        return int(self.answer())

    def close(self) -> None:
        self.process.kill()
        self.process.wait()


@pytest.fixture(scope="module")
def zygote() -> Iterator[Zygote]:
    zygote = Zygote()
    yield zygote
    zygote.close()


@pytest.fixture(scope="module")
def source(tmp_path_factory: pytest.TempPathFactory) -> str:
    return write(tmp_path_factory.mktemp("crash") / "in.jsonl", reports(ARTICLES))


@pytest.fixture(scope="module")
def whole(source: str, zygote: Zygote) -> str:
    """A store that was never disturbed."""
    db = str(Path(source).with_name("whole.duckdb"))
    assert zygote.run("ingest", source, "--db", db) == 0
    return db


CONTENT = (
    "SELECT id, version, text, story, live FROM articles ORDER BY id",
    "SELECT article, type, actor, recipient, aux, stance, starts, event_id FROM v_reports ORDER BY ALL",
    "SELECT id, type, actor, recipient, status, date, reports, story FROM v_events ORDER BY id",
    "SELECT e.id, p.role, p.code FROM parties p JOIN events e ON e.event = p.event ORDER BY ALL",
    "SELECT term, aid FROM postings ORDER BY ALL",
    "SELECT aid, kind, starts, text FROM mentions ORDER BY ALL",
)


def content(db: str) -> list[object]:
    with rasid.open(db) as store:
        return [store.sql(sql).rows() for sql in CONTENT]


def sound(db: str) -> int:
    """Check that a store hangs together; returns the number of its articles."""
    with rasid.open(db) as store:
        checks = {
            "an article twice": "SELECT id FROM articles WHERE live GROUP BY id HAVING count(*) > 1",
            "an article without what was read in it": "SELECT id FROM articles WHERE aid NOT IN (SELECT aid FROM mentions)",
            "an article without its words": "SELECT id FROM articles WHERE aid NOT IN (SELECT aid FROM postings)",
            "a report without its event": "SELECT id FROM reports WHERE live AND event NOT IN (SELECT event FROM events)",
            "a wrong count": "SELECT e.id FROM events e LEFT JOIN reports r ON r.event = e.event AND r.live "
            "GROUP BY e.id, e.reports HAVING count(r.rid) <> e.reports",
            "parties missing": "SELECT id FROM events WHERE len(actor) + len(recipient) > 0 "
            "AND event NOT IN (SELECT event FROM parties)",
        }
        for fault, sql in checks.items():
            assert store.sql(sql).rows() == [], fault
        return len(store.articles())


def survive(zygote: Zygote, seed: int, begin: Callable[[], str], command: list[str]) -> str:
    """Kill the command at random moments of its work, `KILLS` times; returns the store, done at last.

    `begin` makes a store with all the work before it; whenever a run comes to its end unharmed, it is called again.
    How long the work takes here and now decides how late a kill may come.
    """
    chance = random.Random(seed)
    db = begin()
    before = time.monotonic()
    assert zygote.run(*command, "--db", db) == 0
    work = time.monotonic() - before
    before = time.monotonic()
    assert zygote.run(*command, "--db", db) == 0  # nothing to do: the time that it takes to start
    start = time.monotonic() - before
    db = begin()
    killed = 0
    for _ in range(4 * KILLS):
        moment = chance.uniform(0.2 * start, start + 0.3 * max(work - start, 0.1))
        status = zygote.run(*command, "--db", db, "--batch", BATCH, kill_after=moment)
        if status == 0:
            db = begin()
            continue
        assert status == signal.SIGKILL
        killed += 1
        if Path(db).exists() and Path(db).stat().st_size:
            with contextlib.suppress(StoreEmptyError):  # killed before its first transaction
                sound(db)
        if killed == KILLS:
            break
    assert killed == KILLS
    assert zygote.run(*command, "--db", db, "--batch", BATCH) == 0
    assert sound(db) == ARTICLES
    return db


def test_ingest_killed_at_random_moments(zygote: Zygote, source: str, whole: str, tmp_path: Path) -> None:
    numbers = itertools.count()
    db = survive(zygote, 20, lambda: str(tmp_path / f"killed{next(numbers)}.duckdb"), ["ingest", source])
    assert content(db) == content(whole)


def test_recode_killed_at_random_moments(zygote: Zygote, whole: str, tmp_path: Path) -> None:
    numbers = itertools.count()

    def begin() -> str:
        """A store as if an older coder had missed every second sentence."""
        db = str(tmp_path / f"killed{next(numbers)}.duckdb")
        shutil.copy(whole, db)
        with duckdb.connect(db) as connection:
            connection.execute("UPDATE articles SET coder_version = '0.0.1+old'")
            connection.execute("DELETE FROM reports WHERE n > 0")
            connection.execute(
                "UPDATE events SET reports = (SELECT count(*) FROM reports r WHERE r.event = events.event)"
            )
            connection.execute("DELETE FROM parties WHERE event IN (SELECT event FROM events WHERE reports = 0)")
            connection.execute("DELETE FROM events WHERE reports = 0")
        return db

    db = survive(zygote, 21, begin, ["recode"])
    reports_of = CONTENT[1].replace(", event_id", "")
    with rasid.open(db) as left, rasid.open(whole) as right:
        assert left.sql(reports_of).rows() == right.sql(reports_of).rows()


def test_interrupt_stops_cleanly_and_the_next_run_goes_on(source: str, whole: str, tmp_path: Path) -> None:
    db = str(tmp_path / "stopped.duckdb")
    command = [sys.executable, "-m", "rasid", "ingest", source, "--db", db, "--batch", BATCH]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    while not Path(db).exists():
        time.sleep(0.01)
    time.sleep(0.3)
    process.send_signal(signal.SIGINT)
    _, err = process.communicate()
    assert "Traceback" not in err
    if process.returncode == 130:  # else it was faster than we
        assert "goes on from here" in err
        with rasid.open(db) as store:
            assert store.sql("SELECT state FROM runs").rows() == [{"state": "stopped"}]
            assert len(store.articles()) < ARTICLES
    assert subprocess.run(command, capture_output=True, check=True)
    assert content(db) == content(whole)


def test_full_disk(source: str, tmp_path: Path) -> None:
    db = str(tmp_path / "full.duckdb")
    command = [sys.executable, "-m", "rasid", "ingest", source, "--db", db, "--batch", BATCH]

    def small() -> None:  # a file can't grow beyond this: what a full disk looks like to the writer
        resource.setrlimit(resource.RLIMIT_FSIZE, (400_000, 400_000))

    full = subprocess.run(command, capture_output=True, text=True, preexec_fn=small, check=False)
    assert full.returncode == 1
    assert "disk is full" in full.stderr
    assert "Traceback" not in full.stderr
    subprocess.run(command, capture_output=True, check=True)
    assert sound(db) == ARTICLES


def test_a_file_that_cannot_be_written(whole: str, tmp_path: Path) -> None:
    db = tmp_path / "locked.duckdb"
    shutil.copy(whole, db)
    db.chmod(0o444)
    before = db.read_bytes()
    command = [sys.executable, "-m", "rasid", "recode", "--db", str(db)]
    if os.geteuid() == 0:  # root may write anywhere, unless it gives up that power
        command = ["setpriv", "--bounding-set=-dac_override,-dac_read_search", *command]
    told = subprocess.run(command, capture_output=True, text=True, check=False)
    assert told.returncode == 1
    assert "can't be written" in told.stderr
    assert db.read_bytes() == before
