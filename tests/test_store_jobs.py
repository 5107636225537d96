"""Ingest and recode in several processes: the same store, whatever happens to one of them."""

import multiprocessing
import os
import signal
from pathlib import Path

from typer.testing import CliRunner

import rasid
from rasid.cli import app
from rasid.sources import read_documents
from rasid.store import Tally

TOLD = (
    "SELECT article, type, actor, recipient, aux, attribution, date, status, trigger FROM v_reports ORDER BY article, starts",
    "SELECT article, kind, from_actor, to_actor FROM v_tie_reports ORDER BY article, starts, kind",
    "SELECT a.id, count(DISTINCT m.n) AS mentions, count(DISTINCT p.term) AS terms FROM articles a "
    "LEFT JOIN mentions m ON m.aid = a.aid LEFT JOIN postings p ON p.aid = a.aid GROUP BY a.id ORDER BY a.id",
)


def test_jobs_change_nothing(tmp_path: Path) -> None:
    """Three processes, small batches: the same as one; also with tables of one's own, and recoded without them."""
    tables = tmp_path / "own"
    (tables / "frames").mkdir(parents=True)
    head = "predicate\tpattern\tresult\tcameo\tcontext\texample\n"
    frame = "اتّهم\tSUBJ OBJ ب:ACT?\tPROTEST SUBJ > OBJ\t\t\tاتهمت واشنطن بيونغ يانغ بتزويد موسكو بالسلاح.\n"
    (tables / "frames" / "mine.tsv").write_text(head + frame, encoding="utf-8")
    stories = Path(__file__).parent / "data" / "stories.jsonl"
    found = {}
    for jobs in ("1", "3"):
        db = str(tmp_path / f"jobs{jobs}.duckdb")
        more = ["--jobs", jobs, "--batch", "9", "--db", db]
        run("ingest", str(stories), "--tables", str(tables), *more)
        with rasid.open(db) as store:
            found[jobs] = [store.sql(query).rows() for query in TOLD]
        assert {row["type"] for row in found[jobs][0]} >= {"PROTEST", "CONSULT"}
        run("recode", *more)
        with rasid.open(db) as store:
            found[jobs] += [store.sql(query).rows() for query in TOLD]
        assert "ACCUSE" in {row["type"] for row in found[jobs][3]}
    assert found["1"] == found["3"]


def test_a_coding_process_that_dies_costs_nothing(tmp_path: Path) -> None:
    """One of the two is killed in mid-run; the batch is read again by new ones, and all articles are there."""
    stories = Path(__file__).parent / "data" / "stories.jsonl"
    killed: list[int] = []

    def kill(tally: Tally) -> None:
        if not killed:
            children = multiprocessing.active_children()
            assert len(children) == 2
            killed.append(children[0].pid or 0)
            os.kill(killed[0], signal.SIGKILL)

    with rasid.open(str(tmp_path / "r.duckdb"), read_only=False) as store:
        tally = store.ingest(read_documents([stories]), jobs=2, batch=20, progress=kill)
        assert killed
        assert tally.added == len(stories.read_text(encoding="utf-8").splitlines())
        assert store.sql("SELECT count(*) AS n FROM v_articles WHERE NOT coded").rows() == [{"n": 0}]


def run(*args: str) -> None:
    result = CliRunner().invoke(app, list(args))
    assert result.exit_code == 0, result.output
