"""The store through its public doors: ingest and ask, on the command line and from Python."""

import csv
import io
import json
import shutil
from pathlib import Path
from typing import Any

import duckdb
import pyarrow.parquet as pq
import pytest
from typer.testing import CliRunner

import rasid
from rasid.cli import app
from rasid.store import QueryError, Store, StoreBusyError, StoreError
from rasid.store.query import LISTS
from rasid.store.schema import VERSION

runner = CliRunner()
RIYADH = "استقبل وزير الخارجية السعودي نظيره القطري في الرياض، وبحثا الوضع في السودان."
BAKU = "اتهمت أرمينيا أذربيجان بقصف بلدة حدودية، ونفت باكو ذلك."
SANCTIONS = "فرضت الولايات المتحدة عقوبات على إيران بسبب برنامجها النووي."
ARTICLES: list[dict[str, Any]] = [
    {"id": "a1", "date": "2024-03-05", "text": RIYADH, "title": "لقاء في الرياض", "source": "الصحيفة"},
    {"id": "a2", "date": "2024-03-09", "text": BAKU, "source": "الوكالة"},
    {"id": "a3", "date": "2024-04-01", "text": SANCTIONS, "source": "الوكالة", "url": "https://news.example/3"},
]


def run(*args: str, status: int = 0) -> tuple[str, str]:
    result = runner.invoke(app, list(args))
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    assert result.exit_code == status, result.output
    return result.stdout, result.stderr


def lines(path: Path, rows: list[dict[str, Any]]) -> str:
    path.write_text("\n".join(json.dumps(row, ensure_ascii=False) for row in rows))
    return str(path)


@pytest.fixture
def db(tmp_path: Path) -> str:
    name = str(tmp_path / "store.duckdb")
    run("ingest", lines(tmp_path / "in.jsonl", ARTICLES), "--db", name)
    return name


def counts(db: str) -> tuple[int, ...]:
    with rasid.open(db) as store:
        names = ("articles", "reports", "events", "ties", "mentions", "postings", "rejects", "parties")
        return tuple(store.sql(f"SELECT count(*) AS n FROM {name}").rows()[0]["n"] for name in names)


def test_the_same_again_changes_nothing(db: str, tmp_path: Path) -> None:
    before = counts(db)
    out, _ = run("ingest", str(tmp_path / "in.jsonl"), "--db", db)
    assert "0 new, 0 corrected, 3 there already" in out
    assert counts(db) == before


def test_a_corrected_article_is_a_new_version_and_the_old_is_kept(db: str, tmp_path: Path) -> None:
    corrected = ARTICLES[2] | {"text": SANCTIONS.replace("إيران", "سوريا")}
    out, _ = run("ingest", lines(tmp_path / "new.jsonl", [corrected]), "--db", db)
    assert "1 corrected" in out
    with rasid.open(db) as store:
        assert [row["version"] for row in store.articles(id="a3")] == [2]
        assert store.sql("SELECT text FROM articles WHERE id = 'a3' ORDER BY version").rows()[0]["text"] == SANCTIONS
        assert len(store.events(dyad=("USA", "SYR"), type="SANCTION")) == 1
        assert len(store.events(dyad=("USA", "IRN"))) == 0
        assert len(store.articles(text="إيران")) == 0
    for name in ("in.jsonl", "new.jsonl"):  # both versions are known now
        assert "0 new, 0 corrected" in run("ingest", str(tmp_path / name), "--db", db)[0]


def test_two_versions_in_one_file(tmp_path: Path) -> None:
    db = str(tmp_path / "s.duckdb")
    rows = [ARTICLES[2], ARTICLES[2] | {"text": SANCTIONS.replace("إيران", "سوريا")}]
    run("ingest", lines(tmp_path / "in.jsonl", rows), "--db", db)
    with rasid.open(db) as store:
        assert [(row["version"], "سوريا" in row["text"]) for row in store.articles()] == [(2, True)]
        assert [row["recipient"] for row in store.events(type="SANCTION")] == [["SYR"]]


def test_text_is_kept_to_the_byte_and_spans_point_into_it(tmp_path: Path) -> None:
    text = "\u200fقالت  «الوكالة»:\r\n" + SANCTIONS + " \ufeff\t؛ O'Brien; DROP TABLE articles; --'"
    db = str(tmp_path / "s.duckdb")
    run("ingest", lines(tmp_path / "in.jsonl", [{"id": "x'; --", "text": text, "title": "\"'; --"}]), "--db", db)
    with rasid.open(db) as store:
        (article,) = store.articles(id="x'; --")
        assert article["text"] == text
        for report in store.reports(article="x'; --"):
            assert text[report["starts"] : report["ends"]] == report["trigger"]


def test_originals_of_old_encodings_are_kept(tmp_path: Path) -> None:
    import zlib

    data = (SANCTIONS + "\n" + RIYADH).encode("windows-1256")
    (tmp_path / "old.txt").write_bytes(data)
    db = str(tmp_path / "s.duckdb")
    run("ingest", str(tmp_path / "old.txt"), "--db", db)
    with rasid.open(db) as store:
        (row,) = store.sql("SELECT data FROM originals").rows()
        assert zlib.decompress(row["data"]) == data


def test_other_languages_are_kept_and_marked(tmp_path: Path) -> None:
    db = str(tmp_path / "s.duckdb")
    rows = [{"id": "en", "text": "The minister arrived in Cairo on Monday for talks."}, ARTICLES[0]]
    out, _ = run("ingest", lines(tmp_path / "in.jsonl", rows), "--db", db)
    assert "1 kept but not coded" in out
    with rasid.open(db) as store:
        assert [(row["id"], row["language"], row["coded"]) for row in store.articles(language="en")] == [
            ("en", "en", False)
        ]
        assert len(store.articles()) == 2


def test_dates_say_where_they_are_from(tmp_path: Path) -> None:
    db = str(tmp_path / "s.duckdb")
    (tmp_path / "report.txt").write_text("القاهرة - الخميس 20 يونيو 2024\n" + RIYADH)
    rows = [ARTICLES[0], {"id": "none", "text": BAKU}]
    run("ingest", lines(tmp_path / "in.jsonl", rows), str(tmp_path / "report.txt"), "--db", db)
    with rasid.open(db) as store:
        found = {str(row["date"]): row["date_from"] for row in store.articles()}
    assert found == {"2024-03-05": "record", "2024-06-20": "dateline", "None": None}


def test_files_without_ids_keep_their_names_and_copies_are_known(tmp_path: Path) -> None:
    db = str(tmp_path / "s.duckdb")
    for folder in ("a", "b"):
        (tmp_path / folder).mkdir()
    (tmp_path / "a" / "report.txt").write_text(RIYADH)
    (tmp_path / "b" / "report.txt").write_text(BAKU)
    run("ingest", str(tmp_path / "a"), str(tmp_path / "b"), "--db", db)
    (tmp_path / "a" / "copy.txt").write_text(RIYADH)
    assert "0 new, 0 corrected, 2 there" in run("ingest", str(tmp_path / "a"), "--db", db)[0]
    (tmp_path / "a" / "report.txt").write_text(RIYADH + " وغادر مساء.")
    assert "0 new, 1 corrected" in run("ingest", str(tmp_path / "a" / "report.txt"), "--db", db)[0]


def test_rejects_have_reasons_and_are_told_once(tmp_path: Path) -> None:
    db = str(tmp_path / "s.duckdb")
    path = tmp_path / "in.jsonl"
    good = json.dumps(ARTICLES[0], ensure_ascii=False)
    path.write_text("\n".join([good, *(f'{{"id": "{n}", broken' for n in range(10_000)), good.replace("a1", "a9")]))
    out, err = run("ingest", str(path), "--db", db, status=1)
    assert "2 new" in out
    assert "10,000 rejected" in out
    assert f"{path}:2: not JSON" in err
    assert "and 9,980 more" in err
    run("ingest", str(path), "--db", db, status=1)
    with rasid.open(db) as store:
        assert store.sql("SELECT count(*) AS n, count(DISTINCT found_at) AS places FROM rejects").rows() == [
            {"n": 10_000, "places": 10_000}
        ]


def test_runs_are_noted(db: str) -> None:
    with rasid.open(db) as store:
        (row,) = store.sql("SELECT * FROM runs").rows()
    assert (row["command"], row["state"], row["read"], row["added"]) == ("ingest", "done", 3, 3)
    assert row["coder_version"].endswith(row["tables_hash"])


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        ({"actor": "USA"}, {"SANCTION"}),
        ({"recipient": "IRN"}, {"SANCTION"}),
        ({"recipient": "QAT"}, {"CONSULT"}),  # together with whom
        ({"dyad": ("IRN", "USA")}, {"SANCTION"}),
        ({"dyad": ("QAT", "SAU")}, {"CONSULT"}),
        ({"type": ["sanction", "CONSULT"]}, {"SANCTION", "CONSULT"}),
        ({"since": "2024-04"}, {"SANCTION"}),
        ({"until": "2024-03-05"}, {"CONSULT"}),
        ({"since": "2024-03", "until": "2024-03", "type": "CONSULT"}, {"CONSULT"}),
        ({"text": "العقوبة"}, {"SANCTION"}),
        ({"text": '"برنامجها النووي"'}, {"SANCTION"}),
        ({"actor": "US*"}, {"SANCTION"}),
        ({"article": "a3"}, {"SANCTION"}),
        ({"actor": "FRA"}, set()),
    ],
)
def test_filters(db: str, wanted: dict[str, Any], found: set[str]) -> None:
    with rasid.open(db) as store:
        assert {row["type"] for row in store.events(**wanted)} == found


@pytest.mark.parametrize(
    "form", ["يتهم", "اتهمت", "الاتهام", "باتهامات", "والاتهامات", "المتهم", "قصفت", "الأذربيجانية", "باكو", "لأرمينيا"]
)
def test_search_knows_the_forms_of_a_word(db: str, form: str) -> None:
    with rasid.open(db) as store:
        assert [row["id"] for row in store.articles(text=form)] == ["a2"]
        assert len(store.articles(text=form + " الفضاء")) == 0


def test_pages_by_cursor_meet_every_row_once(db: str) -> None:
    with rasid.open(db) as store:
        for name in LISTS:
            whole = store.list(name)
            seen, cursor = [], None
            while True:
                page = store.list(name, limit=1, cursor=cursor)
                seen += page.rows()
                cursor = page.cursor
                if cursor is None:
                    break
            assert seen == whole.rows()


def test_frames(db: str) -> None:
    with rasid.open(db) as store:
        rows = store.events()
        assert len(rows.pandas()) == len(rows.polars()) == rows.arrow().num_rows == len(rows.rows())


def test_formats_hold_the_same(db: str, tmp_path: Path) -> None:
    rows = [json.loads(line) for line in run("events", "--db", db, "--format", "jsonl")[0].splitlines()]
    written = list(csv.DictReader(io.StringIO(run("events", "--db", db, "--format", "csv")[0].lstrip("\ufeff"))))
    run("events", "--db", db, "--format", "parquet", "-o", str(tmp_path / "e.parquet"))
    table = pq.read_table(tmp_path / "e.parquet")
    assert [row["id"] for row in rows] == [row["id"] for row in written] == table["id"].to_pylist()
    assert written[0]["actor"] == ";".join(rows[0]["actor"])
    shown, _ = run("events", "--db", db)
    assert all(row["id"] in shown for row in rows)


def test_every_list_answers(db: str) -> None:
    assert "a1" in run("articles", "--db", db, "--text", "الرياض")[0]
    assert "USA" in run("actors", "--db", db, "--type", "SANCTION")[0]
    assert "asserts" in run("events", "--db", db, "--reports", "--type", "SANCTION")[0]
    assert "ties" in run("ties", "--db", db)[0]
    out, _ = run(
        "sql", "SELECT actor, recipient, events FROM v_dyads_daily WHERE actor = 'USA'", "--db", db, "--format", "csv"
    )
    assert "USA,IRN,1" in out


@pytest.mark.parametrize(
    ("args", "told"),
    [
        (["events", "--type", "WAR"], "AGREE"),
        (["events", "--since", "June"], "not a date"),
        (["events", "--text", "من في"], "only particles"),
        (["sql", "SELEC 1"], "SELEC"),
        (["sql", "DELETE FROM articles"], "read"),
    ],
)
def test_senseless_questions_are_told(db: str, args: list[str], told: str) -> None:
    result = runner.invoke(app, [*args, "--db", db])
    assert result.exit_code in (1, 2)
    assert told in result.stderr
    assert "Traceback" not in result.output


def test_wrong_cursor_and_filter(db: str) -> None:
    with rasid.open(db) as store:
        cursor = store.events(limit=1).cursor
        with pytest.raises(QueryError, match="no cursor"):
            store.articles(cursor=cursor)
        with pytest.raises(QueryError, match="no cursor"):
            store.events(cursor="%%%")
        with pytest.raises(QueryError, match="min_confidence"):
            store.events(colour="red")
        with pytest.raises(QueryError, match="half a character"):
            store.events(actor="\ud800")
        with pytest.raises(QueryError, match="no column"):
            store.list("events", columns=["nothing"])
        with pytest.raises(QueryError, match="limit"):
            store.events(limit=0)


def test_views_have_the_documented_columns(db: str) -> None:
    documented: dict[str, list[str]] = {}
    view = ""
    for line in (Path(__file__).parents[1] / "docs" / "store.md").read_text().splitlines():
        if line.startswith("### `v_"):
            view = line.split("`")[1]
            documented[view] = []
        elif view and line.startswith("| `"):
            documented[view] += line.split("|")[1].replace(",", "").replace("`", "").split()
        elif line.startswith("#"):
            view = ""
    with rasid.open(db) as store:
        for view, columns in documented.items():
            assert store.sql(f"SELECT * FROM {view}").arrow().column_names == columns, view
    assert set(documented) >= {"v_events", "v_dyads_daily", "v_ties", "v_reports", "v_articles", "v_actors"}


def test_no_store_there(tmp_path: Path) -> None:
    _, err = run("events", "--db", str(tmp_path / "none.duckdb"), status=1)
    assert "does not exist" in err


def test_a_file_that_is_no_store(tmp_path: Path) -> None:
    path = tmp_path / "x.duckdb"
    path.write_bytes(b"not a database" * 1000)
    before = path.read_bytes()
    for command in (["events"], ["ingest", __file__]):
        assert "no DuckDB file" in run(*command, "--db", str(path), status=1)[1]
    assert path.read_bytes() == before


def test_somebody_elses_database(tmp_path: Path) -> None:
    path = str(tmp_path / "x.duckdb")
    with duckdb.connect(path) as connection:
        connection.execute("CREATE TABLE articles (title VARCHAR)")
    assert "other tables" in run("ingest", __file__, "--db", path, status=1)[1]


def test_a_store_of_a_newer_version_is_left_alone(db: str) -> None:
    with duckdb.connect(db) as connection:
        connection.execute("INSERT INTO rasid_schema VALUES (?, now()::TIMESTAMP)", [VERSION + 1])
    for command in (["events"], ["ingest", __file__], ["recode"]):
        assert "newer Rasid" in run(*command, "--db", db, status=1)[1]


def test_a_store_held_by_another_process(db: str) -> None:
    import subprocess
    import sys

    holder = subprocess.Popen(
        [sys.executable, "-c", f"import duckdb,time; c=duckdb.connect({db!r}); print(1,flush=True); time.sleep(60)"],
        stdout=subprocess.PIPE,
    )
    try:
        assert holder.stdout is not None
        holder.stdout.readline()
        with pytest.raises(StoreBusyError, match=str(holder.pid)):
            rasid.open(db)
    finally:
        holder.kill()
        holder.wait()
    with rasid.open(db) as store:
        assert len(store.articles()) == 3


def test_a_store_of_an_older_version_is_renewed_by_who_writes(db: str, tmp_path: Path) -> None:
    old = tmp_path / "old.duckdb"
    shutil.copyfile(db, old)
    with rasid.open(str(old), read_only=False) as store:
        store.engine.run("DROP VIEW v_dyads_daily")
        store.engine.run("DROP TABLE types")
        store.engine.run("DELETE FROM rasid_schema WHERE version > 1")
    with pytest.raises(StoreError, match="older Rasid"):
        rasid.open(str(old))
    before = run("events", "--db", db, "--format", "csv")[0]
    run("recode", "--db", str(old))
    assert run("events", "--db", str(old), "--format", "csv")[0] == before
    run("sql", "SELECT count(*) FROM v_dyads_daily", "--db", str(old))


def test_memory_and_closing() -> None:
    store: Store = rasid.open(":memory:", read_only=False)
    assert len(store.events()) == 0
    store.close()
    store.close()
    with pytest.raises(StoreError, match="closed"):
        store.events()
