"""The command line, with a coder that finds one event in every report."""

import csv
import io
import json
import sys
import types
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from rasid import __version__
from rasid.cli import app
from rasid.records import Article, Coding, Event, Span, Tie

TEXT = "التقى وزير الخارجية المصري نظيره السوداني في الخرطوم، وبحث معه قضية مياه النيل."
EVENT = Event(
    "e1", "CONSULT", ("EGY", "SDN"), (), "التقى", Span(0, 5), Span(0, len(TEXT)), "CONSULT:1", aux=("future",),
    attribution=("EGY",), when="2023-03-05", confidence=0.6,
)  # fmt: skip
TIE = Tie("t1", "rivalry", ("USA", "CHN"), (), "التقى", Span(0, 5), Span(0, len(TEXT)), "_ties:1", since="1950")
runner = CliRunner()


@pytest.fixture(autouse=True)
def one_event_coder(monkeypatch: pytest.MonkeyPatch) -> None:
    def code(article: Article, tables: Any) -> Coding:
        return Coding(article.id, article.date, article.title, None, (EVENT,), (TIE,), (), "test")

    coder = types.ModuleType("rasid.coder")
    coder.code = code  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "rasid.coder", coder)
    monkeypatch.setattr("rasid.tables.load", lambda: None)


def run(*args: str, text: str = "") -> tuple[int, str, str]:
    result = runner.invoke(app, list(args), input=text)
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result.exit_code, result.stdout, result.stderr


def test_table_from_standard_input() -> None:
    status, out, err = run("code", "--date", "2023-03-05", text=TEXT)
    assert (status, err) == (0, "")
    for wanted in ("2023-03-05", "CONSULT", "EGY + SDN", "future", "«التقى»", "rivalry", "1 article, 1 event, 1 tie"):
        assert wanted in out


def test_json_lines_have_the_gold_keys() -> None:
    status, out, _ = run("code", "-", "--format", "jsonl", text=json.dumps({"id": "a", "date": None, "text": TEXT}))
    row = json.loads(out)
    assert status == 0
    assert set(row) >= {"id", "date", "place", "title", "events", "ties", "mentions", "coder_version"}
    assert set(row["events"][0]) >= {
        "type",
        "actor",
        "recipient",
        "aux",
        "attribution",
        "trigger",
        "context",
        "when",
        "amount",
    }
    assert set(row["ties"][0]) >= {"kind", "from", "to", "trigger", "since", "until", "amount"}


def test_csv_opens_in_a_spreadsheet() -> None:
    status, out, _ = run("code", "--format", "csv", text=TEXT)
    assert status == 0
    assert out.startswith("\ufeff")
    event, tie = csv.DictReader(io.StringIO(out.lstrip("\ufeff")))
    assert (event["kind"], event["actor"], event["trigger"], event["sentence"]) == ("event", "EGY;SDN", "التقى", TEXT)
    assert (tie["kind"], tie["type"], tie["since"]) == ("tie", "rivalry", "1950")


def test_least_confidence() -> None:
    _, out, _ = run("code", "--format", "jsonl", "--min-confidence", "0.7", text=TEXT)
    row = json.loads(out)
    assert (len(row["events"]), len(row["ties"])) == (0, 1)


def test_what_cannot_be_read_is_said_and_the_rest_is_coded(tmp_path: Path) -> None:
    path = tmp_path / "in.jsonl"
    good = json.dumps({"id": "good", "text": TEXT})
    path.write_text(f"{good}\n{{broken\n{good}\n")
    status, out, err = run("code", str(path), str(tmp_path / "none.txt"), "--format", "jsonl")
    assert status == 1
    assert len(out.splitlines()) == 2
    assert f"{path}:2: not JSON" in err
    assert "none.txt: No such file" in err


@pytest.mark.parametrize("text", ["", "Only English here, nothing for us to read.", "\ufeff\n"])
def test_nothing_to_read(text: str) -> None:
    status, _, err = run("code", text=text)
    assert status == 1
    assert err.startswith("rasid: stdin: ")


@pytest.mark.parametrize(
    "args", [["--date", "20 June"], ["--min-confidence", "3"], ["--format", "xml"], ["--input", "pdf"], ["--no-such"]]
)
def test_wrong_usage(args: list[str]) -> None:
    assert run("code", *args, text=TEXT)[0] == 2


def test_version() -> None:
    assert run("--version")[1].strip() == f"rasid {__version__}"


def test_a_line_of_five_megabytes() -> None:
    status, out, _ = run("code", "--format", "jsonl", text=TEXT * (5_000_000 // len(TEXT.encode())))
    assert status == 0
    assert json.loads(out)["events"]
