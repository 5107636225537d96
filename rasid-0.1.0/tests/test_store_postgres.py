"""The same commands and the same answers on a PostgreSQL server as in a file."""

import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

import rasid
from postgres_server import server
from rasid.cli import app
from rasid.store import QueryError, StoreError
from rasid.store.query import LISTS
from store_samples import reports, write

runner = CliRunner()


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    with server() as address:
        yield address


def run(*args: str) -> str:
    result = runner.invoke(app, list(args))
    assert result.exit_code == 0, result.output
    return result.stdout


@pytest.fixture(scope="module")
def stores(address: str, tmp_path_factory: pytest.TempPathFactory) -> tuple[str, str]:
    """A file and a server that have been through the same: two ingests, a correction, a recoding."""
    folder = tmp_path_factory.mktemp("pg")
    rows = reports(60)
    corrected = [rows[7] | {"text": rows[8]["text"], "title": 'it\'s "quoted"; --\ttab\\N'}]
    first, second = write(folder / "a.jsonl", rows), write(folder / "b.jsonl", corrected)
    file = str(folder / "store.duckdb")
    for db in (file, address):
        for source in (first, first, second):
            run("ingest", source, "--db", db, "--batch", "7")
        with rasid.open(db, read_only=False) as store:
            store.engine.run("UPDATE articles SET coder_version = 'old' WHERE aid < 20")
        assert "recoded" in run("recode", "--db", db)
    return file, address


QUESTIONS: list[dict[str, Any]] = [
    {},
    {"actor": "RUS"},
    {"actor": "R*"},
    {"recipient": "CHN"},
    {"recipient": ["CHN", "F*"]},
    {"dyad": ("IRN", "EGY")},
    {"status": ["contested", "alleged"]},
    {"type": "SANCTION", "since": "2024-01-03", "until": "2024-01"},
    {"text": "الاتهامات"},
    {"text": '"قيد البحث" سفير'},
    {"source": "صحيفة 1"},
    {"article": "r7"},
    {"min_reports": 2},
    {"disputed": "act"},
]


@pytest.mark.parametrize("wanted", QUESTIONS)
def test_the_same_answers(stores: tuple[str, str], wanted: dict[str, Any]) -> None:
    file, address = (rasid.open(db) for db in stores)
    with file, address:
        assert address.events(**wanted).rows() == file.events(**wanted).rows()
        assert address.actors(**wanted).rows() == file.actors(**wanted).rows()


def test_the_same_lists_types_and_pages(stores: tuple[str, str]) -> None:
    file, address = (rasid.open(db) for db in stores)
    with file, address:
        for name in LISTS:
            left, right = file.list(name), address.list(name)
            assert left.arrow().schema.types == right.arrow().schema.types
            varying = {"added"}
            without = [{k: v for k, v in row.items() if k not in varying} for row in left]
            assert [{k: v for k, v in row.items() if k not in varying} for row in right] == without
            page = address.list(name, limit=3)
            if page.cursor:
                assert page.rows()[0].keys() == left.rows()[0].keys()
                assert len(address.list(name, cursor=page.cursor)) == len(left) - 3
        daily = "SELECT * FROM v_dyads_daily ORDER BY date, actor, recipient, status"
        assert file.sql(daily).rows() == address.sql(daily).rows()


def test_commands_print_the_same(stores: tuple[str, str]) -> None:
    for command in (["events", "--type", "SANCTION"], ["articles", "--text", "عقوبة", "--format", "csv"], ["ties"]):
        left, right = (run(*command, "--db", db) for db in stores)
        hide = [line for line in left.splitlines() if "20" not in line]
        assert [line for line in right.splitlines() if "20" not in line] == hide


def test_two_writers_take_turns(address: str, tmp_path: Path) -> None:
    sources = [
        write(tmp_path / f"{n}.jsonl", [row | {"id": f"w{n}-{row['id']}"} for row in reports(25)]) for n in range(2)
    ]
    faults: list[BaseException] = []

    def ingest(source: str) -> None:
        from rasid.sources import read_documents

        try:
            with rasid.open(address, read_only=False) as store:
                store.ingest(read_documents([source]), batch=3)
        except BaseException as fault:
            faults.append(fault)

    threads = [threading.Thread(target=ingest, args=(source,)) for source in sources]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not faults
    with rasid.open(address) as store:
        assert store.sql("SELECT count(*) AS n FROM articles WHERE id LIKE 'w%'").rows() == [{"n": 50}]
        assert store.sql("SELECT aid FROM articles GROUP BY aid HAVING count(*) > 1").rows() == []


def test_reading_only(address: str) -> None:
    with rasid.open(address) as store, pytest.raises(QueryError, match="read-only"):
        store.sql("DELETE FROM articles")


def test_no_server_and_no_password_in_messages() -> None:
    with pytest.raises(StoreError, match="can't be reached") as caught:
        rasid.open("postgresql://ann:secret@127.0.0.1:1/news")
    assert "secret" not in str(caught.value)
