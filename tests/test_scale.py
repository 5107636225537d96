"""Many processes code as one does; what is killed or stopped is taken up again; nothing is lost, nothing done twice."""

import datetime as dt
import json
import os
import signal
import threading
import time
from pathlib import Path
from typing import Any

import pytest

from rasid.arabic.words import sentences
from rasid.coder import code
from rasid.records import Article
from rasid.scale import parts
from rasid.scale.parallel import code_all
from rasid.scale.run import run
from rasid.sources import Reject
from rasid.tables import load

SENTENCES = (
    "اتهمت واشنطن بيونغ يانغ بتزويد موسكو بالسلاح.",
    "استقبل الرئيس المصري نظيره السوداني في القاهرة.",
    "فرض الاتحاد الأوروبي عقوبات على إيران.",
    "قتل ثلاثة مدنيين في قصف إسرائيلي على غزة.",
)


def articles(count: int) -> list[Article]:
    return [
        Article(f"a{k}", SENTENCES[k % 4] + "\n" + SENTENCES[(k + 1) % 4], dt.date(2024, 1 + k % 3, 1 + k % 28))
        for k in range(count)
    ]


def rows(folder: Path, kind: str = "events") -> list[str]:
    import pyarrow.parquet as pq

    found: list[dict[str, Any]] = []
    for path in sorted((folder / kind).rglob("*.parquet")):
        found += pq.ParquetFile(path).read().to_pylist()
    return sorted(json.dumps(row, ensure_ascii=False, default=str, sort_keys=True) for row in found)


@pytest.fixture(scope="module")
def plain(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("plain")
    run(articles(60), folder, size=60)
    return folder


def test_two_processes_give_what_one_gives_in_the_same_order() -> None:
    given = articles(40)
    alone = [code(article, load()) for article in given]
    assert [coding for _, coding in code_all(given, 2)] == alone


def test_a_run_holds_the_events_of_the_plain_coder(plain: Path) -> None:
    ids = {event.id for article in articles(60) for event in code(article, load()).events}
    assert {json.loads(row)["event_id"] for row in rows(plain)} == ids
    months = {path.parent.name for path in (plain / "events").rglob("*.parquet")}
    assert months == {"month=2024-01", "month=2024-02", "month=2024-03"}


def test_jobs_and_parts_change_nothing(plain: Path, tmp_path: Path) -> None:
    totals = run(articles(60), tmp_path, jobs=2, size=7)
    assert rows(tmp_path) == rows(plain)
    assert (totals.articles, totals.coded, totals.skipped) == (60, 9, 0)


def test_what_is_done_is_not_done_again(plain: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    run(articles(60)[:40], tmp_path, size=10)  # stopped after 40
    coded: list[str] = []
    real = parts.code_part

    def counted(part: parts.Part, folder: Path) -> dict[str, Any]:
        coded.append(part.name)
        return real(part, folder)

    monkeypatch.setattr("rasid.scale.run.code_part", counted)
    totals = run(articles(60), tmp_path, size=10)
    assert (len(coded), totals.coded, totals.skipped) == (2, 2, 4)
    assert rows(tmp_path) == rows(plain)


def test_a_part_without_its_mark_is_written_anew_not_twice(plain: Path, tmp_path: Path) -> None:
    run(articles(60), tmp_path, size=10)
    next((tmp_path / "done").iterdir()).unlink()  # as if killed between the last file and the mark
    assert run(articles(60), tmp_path, size=10).coded == 1
    assert rows(tmp_path) == rows(plain)


def test_a_killed_worker_costs_a_retry_not_data(plain: Path, tmp_path: Path) -> None:
    killed: list[int] = []

    def kill() -> None:
        end = time.monotonic() + 60
        while not killed and time.monotonic() < end:
            if list((tmp_path / "done").glob("*.json")):
                for worker in children():
                    os.kill(worker, signal.SIGKILL)
                    killed.append(worker)
                    return
            time.sleep(0.001)

    killer = threading.Thread(target=kill)
    killer.start()
    run(articles(60), tmp_path, jobs=2, size=2)
    killer.join()
    assert killed
    assert rows(tmp_path) == rows(plain)


def children() -> list[int]:
    """The worker processes of this one."""
    from multiprocessing import active_children

    return [child.pid for child in active_children() if child.pid]


def test_a_bad_article_becomes_a_reject(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real = code

    def fails(article: Article, tables: Any) -> Any:
        if article.id == "a1":
            raise ValueError("boom")
        return real(article, tables)

    monkeypatch.setattr("rasid.coder.code", fails)
    totals = run([*articles(3), Reject("file:9", "no text")], tmp_path)
    assert (totals.articles, totals.rejects) == (2, 2)
    assert "boom" in rows(tmp_path, "rejects")[0] + rows(tmp_path, "rejects")[1]


@pytest.mark.parametrize("word", ["وزير خارجية ", "رئيس وزراء ", "قال إن ", "(", "2 مايو "])
def test_no_chain_of_words_is_too_long(word: str) -> None:
    code(Article("deep", word * 400), load())


def test_a_sentence_without_end_is_cut() -> None:
    cut = list(sentences("كلمة " * 2000, 600))
    assert [len(tokens) for tokens in cut] == [600, 600, 600, 200]
    assert [len(tokens) for tokens in sentences("كلمة كلمة كلمة، كلمة كلمة", 5)] == [4, 2]


def test_a_plural_verb_without_gender_points_to_nobody_in_particular() -> None:
    text = "نفى فوزي برهوم المتحدث باسم حماس أن يكون قد ادلى بتصريحات اتهم فيها جهاز الأمن الوقائي بالوقوف خلف عملية الاختطاف."
    code(Article("plural", text), load())
