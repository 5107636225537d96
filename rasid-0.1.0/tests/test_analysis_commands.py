"""The analysis through its commands, over a store."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from api_server import store_file
from rasid.cli import app


@pytest.fixture(scope="module")
def db(tmp_path_factory: pytest.TempPathFactory) -> str:
    return store_file(tmp_path_factory.mktemp("analysis"))


def said(*words: str, status: int = 0) -> str:
    ran = CliRunner().invoke(app, list(words))
    assert ran.exit_code == status, ran.output
    return ran.stdout if not status else ran.stderr


def test_dyad_network_trend_actor_and_panel(db: str, tmp_path: Path) -> None:
    rows = [json.loads(line) for line in said("dyad", "EGY", "ETH", "--db", db, "--format", "jsonl").splitlines()]
    assert {row["THREATEN"] for row in rows} == {0, 1}
    assert "score_sum" in said("dyad", "EGY", "ETH", "--db", db, "--every", "quarter").replace(" ", "_")
    chart = tmp_path / "dyad.svg"
    said("dyad", "EGY", "ETH", "--db", db, "--chart", str(chart), "--language", "ar", "--half-life", "60")
    assert chart.read_text(encoding="utf-8").startswith("<svg")
    assert "ETH" in said("network", "--db", db)
    assert "conflict" in said("network", "--db", db, "--edges", "--format", "csv")
    said("network", "--db", db, "--chart", str(tmp_path / "net.png"))
    alike = tmp_path / "alike.json"
    said("network", "--db", db, "--alignment", "--chart", str(alike))
    assert json.loads(alike.read_text(encoding="utf-8"))["encoding"]["color"]["field"] == "alignment"
    assert "articles" in said("trend", "--db", db, "--actor", "EGY")
    assert "coldest: ETH" in said("actor", "EGY", "--db", db)
    assert (
        json.loads(said("actor", "EGY", "--db", db, "--json", "--since", "2023-06", "--until", "2023"))["actor"]
        == "EGY"
    )
    panel = said("panel", "EGY", "ETH", "--db", db, "--since", "2023-01", "--until", "2023-03")
    assert len(panel.splitlines()) == 1 + 2 * 3
    dyads = tmp_path / "dyads.parquet"
    said(
        "panel",
        "EGY",
        "ETH",
        "--db",
        db,
        "--since",
        "2023",
        "--until",
        "2023",
        "--dyads",
        "--format",
        "parquet",
        "-o",
        str(dyads),
    )
    assert dyads.read_bytes().startswith(b"PAR1")


def test_ties_as_intervals(tmp_path: Path) -> None:
    db, text = str(tmp_path / "r.duckdb"), tmp_path / "news.txt"
    text.write_text("تعد ألمانيا المورد الأول للسلاح لليونان.", encoding="utf-8")
    said("ingest", str(text), "--db", db, "--date", "2024-06-20")
    chart = tmp_path / "ties.svg"
    (tie,) = said(
        "ties", "--intervals", "--db", db, "--format", "jsonl", "--chart", str(chart), "--language", "ar"
    ).splitlines()  # fmt: skip
    assert {name: json.loads(tie)[name] for name in ("kind", "a", "b", "since_from", "confirmed", "state")} == {
        "kind": "arms_supply", "a": "DEU", "b": "GRC", "since_from": "reported", "confirmed": "2024-06-20",
        "state": "standing",
    }  # fmt: skip
    assert "توريد سلاح" in chart.read_text(encoding="utf-8")
    assert "1 tie" in said("ties", "--db", db)


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("dyad", "EGY", "EGY"), "two parties"),
        (("dyad", "EGY", "ETH", "--since", "soon"), "not a date"),
        (("dyad", "EGY", "ETH", "--count", "maybe"), "can't count"),
        (("dyad", "EGY", "ETH", "--chart", "x.doc"), "saved as"),
        (("network", "--since", "2024", "--until", "2023"), "ends"),
    ],
)
def test_what_makes_no_sense_is_said_in_a_line(db: str, words: tuple[str, ...], told: str) -> None:
    line = said(*words, "--db", db, status=2)
    assert line.startswith("rasid: ")
    assert told in line
