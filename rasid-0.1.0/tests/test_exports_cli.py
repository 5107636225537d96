"""`rasid export` and `rasid import` as they are typed: from a store, from files, into files and pipes."""

import io
import json
from pathlib import Path
from typing import Any

import duckdb
import networkx as nx
import pandas as pd
import pyarrow.parquet as pq
import pytest
from typer.testing import CliRunner

import rasid
from exchange import RECORDS
from rasid.cli import app
from rasid.exports import FORMATS
from rasid.exports import gdelt as gdelt_format
from rasid.output import json_line
from test_imports import CSV, XML

ARTICLES: list[dict[str, Any]] = [
    {"id": "a1", "date": "2024-03-09", "text": "اتهمت أرمينيا أذربيجان بقصف بلدة حدودية.", "source": "الوكالة"},
    {"id": "a2", "date": "2024-03-09", "text": "اتهمت أرمينيا أذربيجان اليوم بقصف بلدة حدودية.", "source": "الصحيفة"},
    {
        "id": "a3",
        "date": "2024-04-01",
        "text": "فرضت الولايات المتحدة عقوبات على إيران.",
        "url": "https://news.example/3",
    },
    {"id": "a4", "date": "2024-04-02", "text": "لم تفرض كندا عقوبات على تركيا."},
]


def run(*args: str, status: int = 0) -> tuple[bytes, str]:
    result = CliRunner().invoke(app, list(args))
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    assert result.exit_code == status, result.output
    return result.stdout_bytes, result.stderr


def lines(path: Path, rows: list[Any]) -> str:
    path.write_text("\n".join(row if isinstance(row, str) else json.dumps(row, ensure_ascii=False) for row in rows))
    return str(path)


@pytest.fixture(scope="module")
def db(tmp_path_factory: pytest.TempPathFactory) -> str:
    folder = tmp_path_factory.mktemp("store")
    name = str(folder / "store.duckdb")
    run("ingest", lines(folder / "in.jsonl", ARTICLES), "--db", name)
    return name


def gdelt(data: bytes) -> pd.DataFrame:
    return pd.read_csv(io.BytesIO(data), sep="\t", header=None, names=gdelt_format.COLUMNS, dtype=str)


def test_a_store_gives_each_event_once_with_its_counts(db: str) -> None:
    with rasid.open(db) as store:
        events = {row["id"]: row for row in store.events()}
        reports = len(store.reports())
    out, told = run("export", "--as", "csv", "--db", db)
    frame = pd.read_csv(io.BytesIO(out)).set_index("event_id")
    assert set(frame.index) == set(events)
    assert f"{len(events)} events, {len(events)} rows" in told
    for name, row in events.items():
        assert frame.loc[name, "type"] == row["type"]
        assert frame.loc[name, "reports"] == row["reports"]
    assert frame["coder_version"].notna().all()
    accusations = frame[frame["type"] == "ACCUSE"]
    assert accusations[["actor", "recipient", "reports", "sources"]].to_numpy().tolist() == [["ARM", "AZE", 2, 2]]
    by_report = pd.read_csv(io.BytesIO(run("export", "--as", "csv", "--db", db, "--each", "report")[0]))
    assert len(by_report) == reports > len(events)


def test_gdelt_counts_reports_and_leaves_out_what_did_not_happen(db: str) -> None:
    out, told = run("export", "--as", "gdelt", "--db", db)
    frame = gdelt(out)
    accused = frame[frame["EventRootCode"] == "11"].iloc[0]
    assert tuple(accused[["Actor1Code", "Actor2Code", "NumMentions", "NumSources", "NumArticles"]]) == (
        "ARM", "AZE", "2", "2", "2",
    )  # fmt: skip
    assert "CAN" not in set(frame["Actor1Code"])
    assert "left out: not told as done" in told
    everything = gdelt(run("export", "--as", "gdelt", "--db", db, "--keep", "all")[0])
    assert "CAN" in set(everything["Actor1Code"])


def test_filters_are_the_stores(db: str) -> None:
    out, _ = run("export", "--as", "cameo", "--db", db, "--actor", "USA", "--since", "2024-04")
    assert [line.split("\t")[:3] for line in out.decode().splitlines()] == [["20240401", "USA", "IRN"]]
    _, told = run("export", "--as", "cameo", "--db", db, "--type", "HUG", status=2)
    assert "HUG" in told
    _, told = run("export", "--as", "cameo", "--db", "nowhere.duckdb", status=1)
    assert "nowhere.duckdb does not exist" in told


@pytest.mark.parametrize("form", list(FORMATS))
def test_every_format_from_the_store_into_a_file(db: str, tmp_path: Path, form: str) -> None:
    path = tmp_path / f"out.{form}"
    out, told = run("export", "--as", form, "--db", db, "--output", str(path))
    assert out == b""
    assert "events" in told
    assert [file.name for file in tmp_path.iterdir()] == [path.name]  # whole, and nothing left beside it
    if form.startswith("parquet"):
        assert (
            pq.read_table(path).num_rows
            == duckdb.execute(f"SELECT count(*) FROM read_parquet('{path}')").fetchall()[0][0]
        )
    elif form == "graphml":
        assert "ARM" in nx.read_graphml(path, force_multigraph=True)
    elif form in ("plover-json", "ftm"):
        assert all(json.loads(line)["id"] for line in path.read_text(encoding="utf-8").splitlines())
    else:
        sep = "," if form.startswith("csv") else "\t"
        assert len(pd.read_csv(path, sep=sep, header=None, dtype=str)) >= 1


def test_coded_files_are_exported_too(tmp_path: Path) -> None:
    coded = lines(tmp_path / "coded.jsonl", [json_line(coding) for _, coding in RECORDS])
    out, told = run("export", "--as", "cameo", coded)
    assert "20240620\tUSA\tPRK\t112\t-2.0" in out.decode()
    assert "rasid: 6 events, 10 rows; 1 left out: not told as done; 1 left out: no CAMEO code" in told
    assert run("export", "--as", "csv", coded, "--bom")[0].startswith(b"\xef\xbb\xbf")
    day = gdelt(run("export", "--as", "gdelt", coded, "--undated", "report")[0]).iloc[0]
    assert (day["SQLDATE"], day["FractionDate"]) == ("20240620", "2024.5479")
    assert "PAR1" in run("export", "--as", "parquet", coded)[0][:4].decode()


def test_what_is_wrong_is_said(tmp_path: Path) -> None:
    assert "export what?" in run("export", "--as", "csv", status=2)[1]
    broken = lines(tmp_path / "x.jsonl", ["{}"])
    assert (
        "x.jsonl:1: not an output of `rasid code --format jsonl`" in run("export", "--as", "csv", broken, status=1)[1]
    )
    assert "--actor asks a store" in run("export", "--as", "csv", broken, "--actor", "USA", status=2)[1]
    target = tmp_path / "out.csv"
    target.write_text("before")
    run("export", "--as", "csv", broken, "-o", str(target), status=1)
    assert target.read_text() == "before"
    assert "No such file" in run("export", "--as", "csv", str(tmp_path / "gone"), status=1)[1]


def test_import_and_evaluate(tmp_path: Path) -> None:
    labels, records = tmp_path / "assault_gsr.csv", tmp_path / "v.xml"
    labels.write_text(CSV, encoding="utf-8")
    records.write_text(XML, encoding="utf-8")
    gold = tmp_path / "gold.jsonl"
    _, told = run("import", str(labels), str(records), "-o", str(gold))
    assert "assault_gsr.csv: 3 records, 0 events" in told
    assert "v.xml: 4 records, 4 events; 1 left out: coded 01 or 02, which PLOVER has not" in told
    out, _ = run("evaluate", str(gold), "--json", "--samples", "0", "--no-baseline")
    assert {section["gold"] for section in json.loads(out)} == {"events", "ASSAULT detection"}
    bad = tmp_path / "bad.csv"
    bad.write_text("a,label\n1,yes\n", encoding="utf-8")
    assert "bad.csv:1: no column id, text, event_type" in run("import", str(bad), status=1)[1]
