"""Tables of one's own over ours, and the tutorial, tried as a new user would: typed in, command by command."""

import json
import re
import shlex
from collections.abc import Iterator
from pathlib import Path

import pytest
from typer.testing import CliRunner

from api_server import fill, serving, token
from rasid.cli import app
from rasid.coder import code
from rasid.exports import Codes, export, tell
from rasid.records import Article
from rasid.tables import TableError, Tables, build, load
from rasid.tables.custom import EXTENDABLE, FOLDER_OF_OURS, chosen, known_types, merged_digest
from rasid.tables.workbench import check, differences, make, rows_with, tables_in

TUTORIAL = Path(__file__).parents[1] / "docs" / "extending.md"
BLOCK = re.compile(r"(?:^`(?P<file>[\w./]+)`\n\n)?^```(?P<kind>\w+)\n(?P<body>.*?)^```$", re.MULTILINE | re.DOTALL)
WATER = {
    "ontology.tsv": "type\tquad\tscore\tgloss\nWATER\t4\t-4\trivers\nPACT_2\t\t\tno quad\n",
    "frames/x.tsv": "predicate\tpattern\tresult\tcameo\tcontext\texample\n"
    "حبس\tSUBJ OBJ=ماء|مياه عن:TO\tWATER.withhold SUBJ > TO\t\tnatural_resource\tحبست تركيا مياه الفرات عن سوريا.\n"
    "انتقد\tSUBJ OBJ\tPACT_2 SUBJ > OBJ\t\t\tانتقدت فرنسا بريطانيا.\n",
    "groups.tsv": "code\tnames\tadjectives\tcountry\trole\tsource\nTIGRIS_GUARDS\tحماة دجلة\t\tIRQ\tNGO\ttest\n",
    "states.tsv": "code\tnames\tadjectives\tgender\tcapital\tseats\tother\tsource\nGBR\tبلاد الضباب\t\tf\t\t\t\ttest\n",
    "holders.tsv": "state\toffice\tnames\tshort\tsince\tuntil\tsource\nNOR\tpresident\tسندباد البحري\t\t2020\t\ttest\n",
    "scores.tsv": "category\tscore\nSUPPORT\t9\n",
}


def written(folder: Path, files: dict[str, str]) -> Path:
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    return folder


@pytest.fixture(scope="module", autouse=True)
def own_cache(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    with pytest.MonkeyPatch.context() as patch:
        cache = tmp_path_factory.mktemp("cache")
        patch.setenv("XDG_CACHE_HOME", str(cache))
        yield cache


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return written(tmp_path_factory.mktemp("tables") / "water", WATER)


@pytest.fixture(scope="module")
def water(folder: Path) -> Tables:
    return load(folder)


def coded(text: str, tables: Tables) -> list[tuple[str, str | None, tuple[str, ...], tuple[str, ...]]]:
    return [(e.type, e.mode, e.actor, e.recipient) for e in code(Article("a", text), tables).events]


def test_a_new_type_is_coded(water: Tables) -> None:
    assert coded("حبست تركيا مياه الفرات عن سوريا.", water) == [("WATER", "withhold", ("TUR",), ("SYR",))]
    (event,) = code(Article("a", "حبست تركيا مياه الفرات عن سوريا."), water).events
    assert (event.rule, event.score) == ("water/x:2", -4)


def test_frames_of_the_user_come_first(water: Tables) -> None:
    assert coded("انتقدت فرنسا بريطانيا.", water) == [("PACT_2", None, ("FRA",), ("GBR",))]
    assert coded("انتقدت فرنسا بريطانيا.", load()) == [("ACCUSE", "disapprove", ("FRA",), ("GBR",))]


def test_names_groups_and_persons_are_added(water: Tables) -> None:
    assert coded("انتقدت حماة دجلة بلاد الضباب.", water) == [("PACT_2", None, ("TIGRIS_GUARDS",), ("GBR",))]
    assert coded("انتقد سندباد البحري فرنسا.", water) == [("PACT_2", None, ("NOR",), ("FRA",))]


def test_scores_are_replaced_and_versions_told_apart(water: Tables, folder: Path) -> None:
    assert water.scores["SUPPORT"] == 9
    assert water.digest != load().digest
    assert water.digest == merged_digest(FOLDER_OF_OURS, (folder,))


def test_what_is_compiled_is_kept_and_taken_again(water: Tables, folder: Path, own_cache: Path) -> None:
    from rasid.tables import _load_merged

    assert len(list(own_cache.rglob("*.bin"))) >= 1
    _load_merged.cache_clear()
    again = load(folder)
    assert again.digest == water.digest
    assert coded("حبست تركيا مياه الفرات عن سوريا.", again) == [("WATER", "withhold", ("TUR",), ("SYR",))]


def test_exports_know_the_new_types(water: Tables, folder: Path) -> None:
    import io

    codes = Codes.load((folder,))
    assert (codes.quad("WATER"), codes.quad("PACT_2"), codes.quad("AID")) == (4, None, 2)
    article = Article("a", "حبست تركيا مياه الفرات عن سوريا. وانتقدت حماة دجلة تركيا.")
    records = [(article, code(article, water))]
    out = io.StringIO()
    export(tell(records), "plover-json", out, codes=codes)
    first, second = map(json.loads, out.getvalue().splitlines())
    assert (first["event"], first["quad_code"]) == (["WATER"], 4)
    assert "quad_code" not in second
    assert second["source"][0] == {
        "code": "IRQ", "rasid": "TIGRIS_GUARDS", "sector": "NGO", "actor_text": "حماة دجلة",
        "identifier_text": "TIGRIS_GUARDS",
    }  # fmt: skip


def test_gold_with_the_new_types_is_scored(folder: Path, tmp_path: Path) -> None:
    gold = {
        "id": "g", "date": None, "text": "حبست تركيا مياه الفرات عن سوريا.", "ties": [],
        "events": [{"type": "WATER", "actor": ["TUR"], "recipient": ["SYR"], "trigger": "حبست"}],
    }  # fmt: skip
    path = tmp_path / "gold.jsonl"
    path.write_text(json.dumps(gold, ensure_ascii=False), encoding="utf-8")
    told = run("evaluate", str(path), "--tables", str(folder), "--no-baseline", "--json", "--samples", "0")
    assert json.loads(told)[0]["exact"]["f1"]["value"] == 1.0
    assert "no such type: WATER" in run("evaluate", str(path), status=2)
    assert chosen() == ()  # an option holds for its command only
    assert "WATER" not in known_types()


def test_a_store_keeps_the_new_types_and_answers_without_the_tables(folder: Path, tmp_path: Path) -> None:
    db, text = str(tmp_path / "r.duckdb"), tmp_path / "news.jsonl"
    rows = [
        {"id": f"n{day}", "date": f"2024-06-{day}", "text": "حبست تركيا مياه الفرات عن سوريا.\nوانتقدت فرنسا بريطانيا."}
        for day in (10, 20)
    ]
    text.write_text("\n".join(json.dumps(row, ensure_ascii=False) for row in rows), encoding="utf-8")
    assert "ACCUSE" in run("code", str(text), "--format", "csv")
    run("ingest", str(text), "--tables", str(folder), "--db", db)
    told = run("events", "--type", "water", "--db", db, "--format", "csv")
    assert len(told.splitlines()) == 3
    assert all("WATER,withhold,TUR,SYR" in line for line in told.splitlines()[1:])
    assert "is none of AGREE" in run("events", "--type", "WATTER", "--db", db, status=2)
    assert len(run("events", "--type", "WATER", "--reports", "--db", db, "--format", "jsonl").splitlines()) == 2
    dyad = run("dyad", "TUR", "SYR", "--db", db, "--format", "jsonl")
    assert {name: json.loads(dyad)[name] for name in ("events", "score_sum", "WATER", "material_conflict")} == {
        "events": 2, "score_sum": -8.0, "WATER": 2, "material_conflict": 2,
    }  # fmt: skip
    trend = json.loads(run("trend", "--type", "WATER", "--db", db, "--format", "jsonl"))
    assert (trend["events"], trend["WATER"], trend["verbal_conflict"]) == (2, 2, 0)
    panel = run("panel", "TUR", "SYR", "--dyads", "--since", "2024-06", "--until", "2024-06", "--db", db)
    assert "TUR,2024-06-01,2,TRUE,0,0,0.0,," in panel
    (row,) = [line for line in panel.splitlines() if "TUR,SYR" in line]
    assert row.endswith(",2,-8.0,-4.0,0,0,0,2,0,0,0,0,0")
    (day, _) = run(
        "sql", "SELECT material_conflict FROM v_dyads_daily WHERE actor = 'TUR'", "--db", db, "--format", "jsonl"
    ).splitlines()
    assert json.loads(day) == {"material_conflict": 1}
    assert "MATERIAL CONFLICT" in run("export", "--as", "polecat", "--db", db, "--type", "WATER")
    assert "ACCUSE -0 +2" in run("recode", "--db", db)
    assert "ACCUSE -2 +0" in run("recode", "--db", db, "--tables", str(folder))
    assert run("events", "--type", "WATER", "--db", db, "--format", "csv") == told


def test_a_server_with_the_new_types(folder: Path, tmp_path: Path) -> None:
    db, text = str(tmp_path / "r.duckdb"), "حبست تركيا مياه الفرات عن سوريا."
    fill(db, 1)
    secret = {"Authorization": f"Bearer {token(db, 'Amal', 'write', 'review')}"}
    with serving(db, "--tables", str(folder)) as (client, _):
        (event,) = client.post("/v1/code", json={"text": text}).json()["events"]
        assert (event["type"], event["rule"]) == ("WATER", "water/x:2")
        article = {"id": "n1", "date": "2024-06-20", "text": text}
        assert client.post("/v1/articles", json={"articles": [article]}, headers=secret).is_success
        (kept,) = client.get("/v1/events?type=WATER").json()["data"]
        assert client.get("/v1/dyads/TUR/SYR").json()["data"][0]["material_conflict"] == 1
        decision = {"decision": "correct", "event": kept["id"], "changes": {"type": "PACT_2"}}
        assert client.post("/v1/reviews", json=decision, headers=secret).is_success
        assert len(client.get("/v1/events?type=PACT_2").json()["data"]) == 1
        assert "WATER" in client.get("/events?lang=en").text
        assert "WATER" in str(client.get("/v1/openapi.json").json())
    with serving(db) as (client, _):  # without the tables the record is still there
        assert len(client.get("/v1/events?type=PACT_2").json()["data"]) == 1
        assert client.get("/v1/events?type=WATTER").status_code == 422


@pytest.mark.parametrize(
    ("name", "text", "words"),
    [
        ("ontology.tsv", "type\tquad\tscore\tgloss\nwater\t\t\t\n", "ontology.tsv:2: 'water' is no name of a type"),
        ("ontology.tsv", "type\tquad\tscore\tgloss\nAID\t\t\t\n", "ontology.tsv:2: AID is PLOVER's own type"),
        (
            "ontology.tsv",
            "type\tquad\tscore\tgloss\nA\t5\t\t\n",
            "ontology.tsv:2: quad is 1, 2, 3, 4 or empty, not '5'",
        ),
        (
            "ontology.tsv",
            "type\tquad\tscore\tgloss\nA\t\tbad\t\n",
            "score is a number from -10 to 10 or empty, not 'bad'",
        ),
        ("ontology.tsv", "type\tquad\tscore\tgloss\nA\t\t\t\nA\t\t\t\n", "ontology.tsv:3: A stands in line 2 already"),
        ("months.tsv", "names\n", "months.tsv:1: no table of this name can be extended"),
        ("deep/verbs/x.tsv", "lemma\n", "x.tsv:1: no table of this name can be extended"),
        ("verbs/x.tsv", "lemma\tform\n", "x.tsv:1: the header is ['lemma', 'form'], wanted"),
    ],
)
def test_faults_name_file_and_line(tmp_path: Path, name: str, text: str, words: str) -> None:
    from rasid.tables.custom import MergedCompiler

    written(tmp_path, {name: text})
    compiler = MergedCompiler(FOLDER_OF_OURS, extras=(tmp_path,))
    list(compiler.read_all("verbs/*.tsv", EXTENDABLE["verbs/*.tsv"][0]))
    assert words in str(compiler.faults[0])


def test_faults_of_frames_and_of_encoding(tmp_path: Path) -> None:
    head = "predicate\tpattern\tresult\tcameo\tcontext\texample\n"
    written(
        tmp_path, {"frames/x.tsv": head + "حبس\tSUBJ OBJ\tWATTER SUBJ > OBJ\t\t\tx\nغغغ\tSUBJ\tAID SUBJ > -\t\t\tx\n"}
    )
    (tmp_path / "groups.tsv").write_bytes("code\tnames\nA\tحماة".encode("windows-1256"))
    told = [f"{fault.path.name}:{fault.line}: {fault.message}" for fault in check(tmp_path)]
    assert sorted(told) == [
        "groups.tsv:2: not UTF-8: save the table as UTF-8", "x.tsv:2: no such event type: WATTER",
        "x.tsv:3: no table knows the predicate غغغ",
    ]  # fmt: skip
    with pytest.raises(TableError, match=r"x\.tsv:2|groups\.tsv:2"):
        load(tmp_path)


def test_an_example_that_is_not_coded_is_a_fault(folder: Path, tmp_path: Path) -> None:
    text = WATER["frames/x.tsv"].replace("حبست تركيا مياه الفرات عن سوريا.", "زار الوزير باريس.")
    bad = written(tmp_path / "bad", {**WATER, "frames/x.tsv": text})
    (fault,) = check(bad)
    assert "its example is not coded by it" in str(fault)
    assert fault.line == 2
    assert check(folder) == []


def test_missing_and_empty_folders(tmp_path: Path) -> None:
    with pytest.raises(TableError, match="there is no such folder"):
        load(tmp_path / "nowhere")
    with pytest.raises(TableError, match="there is no table in it"):
        check(tmp_path)
    assert "no such folder" in run("code", "--tables", str(tmp_path / "nowhere"), "-", status=2)


def test_new_list_find_and_diff(folder: Path, tmp_path: Path) -> None:
    made = make(tmp_path / "mine")
    assert [count.rows for count in tables_in(tmp_path / "mine")] == [0] * len(made)
    assert make(tmp_path / "mine") == []
    _, faults = build(FOLDER_OF_OURS, tmp_path / "mine")
    assert faults == []
    assert {count.name: count.rows for count in tables_in(folder)}["ontology.tsv"] == 2
    assert any(
        row["lemma"] == "اتّهم" or row["lemma"] == "اتهم" for row in rows_with("اتّهم") if "imperfect" in row.cells
    )
    kinds = {(d.row.path.name, d.row.line): d.kind for d in differences(folder)}
    assert kinds[("states.tsv", 2)] == "changes"
    assert kinds[("groups.tsv", 2)] == "new"


def run(*args: str, status: int = 0) -> str:
    result = CliRunner().invoke(app, list(args))
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    assert result.exit_code == status, result.output
    return result.output


def test_the_tutorial_does_what_it_says(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    tutorial = TUTORIAL.read_text(encoding="utf-8").partition("## Code a new event type")[2].partition("\n## ")[0]
    commands = 0
    for block in BLOCK.finditer(tutorial):
        if block["file"]:
            written(tmp_path, {block["file"]: block["body"]})
            continue
        assert block["kind"] == "console"
        for step in re.split(r"^\$ ", block["body"], flags=re.MULTILINE)[1:]:
            command, *wanted = step.strip().splitlines()
            program, *args = shlex.split(command)
            assert program == "rasid"
            told = re.sub("[\u2068\u2069]", "", run(*args))
            for line in wanted:
                assert line.strip() in told, (command, line, told)
            commands += 1
    assert commands == 7
