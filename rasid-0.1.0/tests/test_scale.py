"""Runs over archives: what the plain coder gives, whatever is killed, stopped or changed; nothing lost, nothing twice."""

import json
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import archives
import rasid
from rasid.coder import code
from rasid.records import Article
from rasid.scale.rows import rows_of
from rasid.scale.run import RunError, Totals, run
from rasid.sources import read_articles
from rasid.store import StoreError
from rasid.tables import load

COMMAND = [sys.executable, "-m", "rasid", "run"]


def rows(folder: Path, kind: str = "events") -> list[str]:
    import pyarrow.parquet as pq

    found: list[dict[str, Any]] = []
    for path in sorted((folder / kind).rglob("*.parquet")):
        found += pq.ParquetFile(path).read().to_pylist()
    return sorted(json.dumps(row, ensure_ascii=False, default=str, sort_keys=True) for row in found)


def plainly(*paths: Path) -> tuple[list[str], list[str]]:
    """The sorted events and ties of the coder in a loop, without any engine."""
    articles = [item for item in read_articles(paths) if isinstance(item, Article)]
    events, ties = rows_of([(article, code(article, load())) for article in articles])
    told = (
        sorted(json.dumps(row, ensure_ascii=False, default=str, sort_keys=True) for row in some)
        for some in (events, ties)
    )
    return next(told), next(told)


@pytest.fixture(scope="module")
def lines(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return archives.json_lines(tmp_path_factory.mktemp("in") / "archive.jsonl", archives.records(60))


@pytest.fixture(scope="module")
def plain(lines: Path) -> list[str]:
    return plainly(lines)[0]


def children(of: int, word: str) -> list[int]:
    """The processes beneath this one in whose command line the word stands."""
    parents: dict[int, int] = {}
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            parents[int(path.parent.name)] = int(path.read_text().rpartition(")")[2].split()[1])
        except OSError:
            continue  # it has just ended
    found = []
    for pid in parents:
        above: int | None = pid
        while above is not None and above != of:
            above = parents.get(above)
        try:
            if above == of and word in Path(f"/proc/{pid}/cmdline").read_bytes().decode("utf-8", "replace"):
                found.append(pid)
        except OSError:
            continue
    return found


def when(there: Callable[[], Any], then: Callable[[], object], seconds: float = 120) -> None:
    """Wait until something is there, then act."""
    end = time.monotonic() + seconds
    while not there() and time.monotonic() < end:
        time.sleep(0.01)
    then()


def test_every_kind_of_archive_gives_what_the_plain_coder_gives(tmp_path: Path) -> None:
    given = tmp_path / "in"
    (given / "other").mkdir(parents=True)
    made = archives.records(50)
    archives.json_lines(given / "one.jsonl", made[:15])
    archives.parquet(given / "two.parquet", made[15:30])
    archives.warc(given / "three.warc.gz", made[30:45])
    for k, row in enumerate(made[45:]):
        (given / ("other" if k % 2 else ".") / f"page{k // 2}.html").write_text(
            archives.PAGE.format(title="خبر", date=row["date"], body=f"<p>{row['text']}</p>"), encoding="utf-8"
        )
    totals = run([str(given)], str(tmp_path / "out"), jobs=2, size=4)
    events, ties = plainly(given)
    assert rows(tmp_path / "out") == events
    assert rows(tmp_path / "out", "ties") == ties
    assert ties
    assert (totals.articles, totals.rejects) == (50, 1)  # the English page
    months = {path.name for path in (tmp_path / "out" / "events").iterdir()}
    assert months == {"month=2024-01", "month=2024-02", "month=2024-03"}


def test_jobs_and_parts_change_nothing_and_what_is_done_is_not_done_again(
    lines: Path, plain: list[str], tmp_path: Path
) -> None:
    first = run([str(lines)], str(tmp_path), jobs=2, size=7)
    assert rows(tmp_path) == plain
    assert (first.articles, first.coded, first.skipped) == (60, 9, 0)
    written = {path: path.stat().st_mtime_ns for path in tmp_path.rglob("*.parquet")}
    again = run([str(lines)], str(tmp_path), size=7)
    assert (again.articles, again.coded, again.skipped) == (60, 0, 9)
    assert written == {path: path.stat().st_mtime_ns for path in tmp_path.rglob("*.parquet")}


@pytest.mark.skipif(sys.platform != "linux", reason="finds the workers in /proc")
def test_a_killed_worker_costs_a_retry_not_data(lines: Path, plain: list[str], tmp_path: Path) -> None:
    killed: list[int] = []

    def kill() -> None:
        for worker in children(os.getpid(), "udf")[:1]:
            os.kill(worker, signal.SIGKILL)
            killed.append(worker)

    killer = threading.Thread(target=when, args=(lambda: list((tmp_path / "done").glob("*.json")), kill))
    killer.start()
    totals = run([str(lines)], str(tmp_path), jobs=2, size=2)
    killer.join()
    assert killed
    assert totals.deaths == 1
    assert rows(tmp_path) == plain


def test_a_run_that_is_killed_goes_on_where_it_was(lines: Path, plain: list[str], tmp_path: Path) -> None:
    command = [*COMMAND, "--input", str(lines), "--output", str(tmp_path), "--part", "2"]
    stopped = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    when(lambda: len(list((tmp_path / "done").glob("*.json"))) > 4, stopped.kill)
    stopped.wait(60)
    before = {path: path.stat().st_mtime_ns for path in (tmp_path / "done").glob("*.json")}
    assert 4 < len(before) < 30
    totals = run([str(lines)], str(tmp_path), size=2)
    assert totals.skipped >= len([path for path in before if "-" not in path.name])
    assert totals.coded == 30 - totals.skipped
    assert rows(tmp_path) == plain
    assert all(path.stat().st_mtime_ns == changed for path, changed in before.items() if path.exists())


def test_an_archive_is_taken_up_in_its_middle(tmp_path: Path) -> None:
    given = archives.warc(tmp_path / "news.warc.gz", archives.records(12))
    out = tmp_path / "out"
    run([str(given)], str(out), size=5)
    parts = sorted((out / "events").rglob("*.parquet"))
    mark = next((out / "done").glob("*.json"))
    whole, name = json.loads(mark.read_text()), mark.stem
    first = [file for file in whole["files"] if "-0000." in file]
    part = {
        "print": whole["print"],
        "read": 5,
        "files": first,
        "articles": 5,
        "words": 0,
        "events": 0,
        "ties": 0,
        "rejects": 0,
    }
    (out / "done" / f"{name}-0000.json").write_text(json.dumps(part))  # as after a stop behind the first part
    mark.unlink()
    kept = {path: path.stat().st_mtime_ns for path in parts if "-0000." in path.name}
    run([str(given)], str(out), size=5)
    assert {path: path.stat().st_mtime_ns for path in kept} == kept
    assert rows(out) == plainly(given)[0]
    assert len(list((out / "done").iterdir())) == 1


def test_a_changed_input_replaces_what_was_made_of_it(tmp_path: Path) -> None:
    given, out = tmp_path / "in", tmp_path / "out"
    given.mkdir()
    made = archives.records(20)
    kept = archives.json_lines(given / "kept.jsonl", made[:6])
    changing = archives.json_lines(given / "changing.jsonl", made[6:])
    run([str(given)], str(out), size=4)
    archives.json_lines(changing, made[7:13])
    totals = run([str(given)], str(out), size=4)
    assert (totals.articles, totals.skipped) == (12, 2)
    assert rows(out) == plainly(changing, kept)[0]


def test_what_cannot_be_read_is_in_the_rejects(tmp_path: Path) -> None:
    given = archives.json_lines(tmp_path / "bad.jsonl", archives.records(3))
    with given.open("ab") as file:
        file.write(b'{"id": "x"}\nno JSON\n{"id": "y", "text": "Only English words here."}\n')
    totals = run([str(given)], str(tmp_path / "out"), size=2)
    assert (totals.articles, totals.rejects) == (3, 3)
    told = [json.loads(row) for row in rows(tmp_path / "out", "rejects")]
    assert {row["found_at"].rpartition(":")[2] for row in told} == {"4", "5", "6"}


def test_an_article_that_cannot_be_coded_is_a_reject(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from rasid.scale.folder import Folder
    from rasid.scale.parts import code_split
    from rasid.scale.splits import Plan

    given = archives.json_lines(tmp_path / "in.jsonl", archives.records(3))
    real = code

    def fails(article: Article, tables: Any) -> Any:
        if article.id == "a1":
            raise ValueError("boom")
        return real(article, tables)

    monkeypatch.setattr("rasid.coder.code", fails)  # no text is known that makes the coder fail
    (split,) = Plan(200, load().digest, None).splits([str(given)])
    mark = code_split(split, Folder(str(tmp_path / "out")), 200, None)
    assert (mark["articles"], mark["rejects"]) == (2, 1)
    assert "boom" in rows(tmp_path / "out", "rejects")[0]


def test_the_store_and_its_views_read_a_data_set(lines: Path, tmp_path: Path) -> None:
    run([str(lines)], str(tmp_path), size=30)
    with rasid.open(str(tmp_path)) as store:
        events = store.events().rows()
        assert len(events) == len(rows(tmp_path))
        accused = store.events(dyad=("USA", "PRK"), type="ACCUSE", since="2024-02", until="2024-02").rows()
        assert accused
        assert {(row["status"], row["date"].month, row["article"][0]) for row in accused} == {("asserted", 2, "a")}
        supplies = store.events(dyad=("PRK", "RUS")).rows()
        assert {(row["status"], *row["alleged_by"]) for row in supplies} == {("alleged", "USA")}
        (daily,) = store.sql(
            "SELECT CAST(sum(events) AS BIGINT) AS n FROM v_dyads_daily WHERE actor = 'USA' AND recipient = 'PRK'"
        ).rows()
        assert daily["n"] == len(store.events(dyad=("USA", "PRK")).rows())
        assert store.list("actors").rows()
        assert store.list("ties").rows()
    with pytest.raises(StoreError, match="only `rasid run` writes"):
        rasid.open(str(tmp_path), read_only=False)


def test_others_read_the_data_set(lines: Path, plain: list[str], tmp_path: Path) -> None:
    import duckdb
    import polars

    run([str(lines)], str(tmp_path), size=20)
    frame = (
        polars.scan_parquet(tmp_path / "events", hive_partitioning=True)
        .filter(polars.col("month") == "2024-02")
        .collect()
    )
    assert {"event_id", "article_id", "date", "type", "actor", "recipient"} <= set(frame.columns)
    found = duckdb.sql(
        f"SELECT month, count(*) FROM read_parquet('{tmp_path}/events/*/*.parquet', hive_partitioning = true) GROUP BY ALL"
    )
    assert found is not None
    counts = dict(found.fetchall())
    assert counts["2024-02"] == len(frame)
    assert sum(counts.values()) == len(plain)


def test_a_place_that_cannot_be_written_to_is_said(lines: Path, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises((OSError, RunError), match="file"):
        run([str(lines)], str(tmp_path / "file" / "out"))
    told = subprocess.run(
        [*COMMAND, "--input", str(tmp_path / "none"), "--output", str(tmp_path / "o")], capture_output=True, text=True
    )
    assert (told.returncode, "Traceback" in told.stderr) == (2, False)
    assert "none: No such file" in told.stderr


@pytest.mark.skipif(sys.platform != "linux", reason="finds the workers in /proc")
def test_two_workers_of_ray_one_killed(lines: Path, plain: list[str], tmp_path: Path) -> None:
    """A real Ray on this machine; it must not be in the way of others, so it has a process of its own."""
    quiet = tmp_path / "quiet"
    command = [*COMMAND, "--engine", "ray", "--jobs", "2", "--part", "4", "--input", str(lines), "--output"]
    subprocess.run([*command, str(quiet)], check=True, timeout=300)
    assert rows(quiet) == plain
    out = tmp_path / "killed"
    running = subprocess.Popen([*command, str(out)], stdout=subprocess.PIPE, text=True)
    killed: list[int] = []

    def kill() -> None:
        for worker in children(running.pid, "ray::UDFActor")[:1]:
            os.kill(worker, signal.SIGKILL)
            killed.append(worker)

    when(lambda: list((out / "done").glob("*.json")), kill)
    told, _ = running.communicate(timeout=300)
    assert running.returncode == 0, told
    assert killed
    assert rows(out) == plain


def test_objects_in_and_out(lines: Path, plain: list[str], tmp_path: Path) -> None:
    """Input and output in an object store, spoken to as to S3."""
    server_of = pytest.importorskip("moto.server").ThreadedMotoServer
    from pyarrow import fs

    server = server_of(ip_address="127.0.0.1", port=0)
    server.start()
    try:
        host, port = server.get_host_and_port()
        options = f"endpoint_override={host}:{port}&scheme=http&region=us-east-1&allow_bucket_creation=true"
        store, _ = fs.FileSystem.from_uri(f"s3://key:secret@news/in?{options}")
        store.create_dir("news")
        for name, data in (("in/one.jsonl", lines.read_bytes()), ("in/deep/two.jsonl", b"no JSON\n")):
            with store.open_output_stream(f"news/{name}") as file:
                file.write(data)
        places = [f"s3://key:secret@news/{name}?{options}" for name in ("in", "out")]
        first = run([places[0]], places[1], size=25)
        again = run([places[0]], places[1], size=25)
        assert (first.articles, first.rejects, again.coded, again.articles) == (60, 1, 0, 60)
        fs.copy_files("news/out", str(tmp_path / "copy"), source_filesystem=store)
        assert rows(tmp_path / "copy") == plain
    finally:
        server.stop()


def test_progress_is_told(lines: Path, tmp_path: Path) -> None:
    heard: list[tuple[int, int]] = []

    def listen(totals: Totals, of: int) -> None:
        heard.append((totals.coded, of))

    run([str(lines)], str(tmp_path), size=20, progress=listen)
    assert heard == [(1, 3), (2, 3), (3, 3)]
