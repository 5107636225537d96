"""The pages of docs/ against the code that they describe."""

import datetime as dt
import html
import importlib.util
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from rasid.coder import code
from rasid.records import AUX, TIE_KINDS, TYPES, Amount, Article, Coding, Event, Mention, Place, Span, Tie
from rasid.tables import FOLDER, load
from rasid.web import create_app

ROOT = Path(__file__).parent.parent
DOCS = sorted((ROOT / "docs").glob("*.md"))
PAGES = [*DOCS, ROOT / "README.md", ROOT / "README.ar.md"]


def read(name: str) -> str:
    return (ROOT / "docs" / name).read_text(encoding="utf-8")


def reference() -> Any:
    """What makes the pages of the reference."""
    spec = importlib.util.spec_from_file_location("_reference", ROOT / "docs" / "_reference.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_schema_names_every_field() -> None:
    span, text = Span(0, 1), read("schema.md")
    event = Event("1", "AID", (), (), "x", span, span, "r").to_json()
    tie = Tie("1", "trade", (), (), "x", span, span, "r").to_json()
    records = [
        event, event["spans"], tie, tie["spans"], Coding("1", None, None, None, (), (), (), "v").to_json(),
        Mention(span, "x", "actor", ("EGY",), "v").to_json(), Amount(1.0, None).to_json(), Place("x", None, "city").to_json(),
    ]  # fmt: skip
    names = {name for record in records for name in record} | {*AUX, *TIE_KINDS, *Article.__slots__}
    assert not {name for name in names if f"`{name}`" not in text}
    assert all(type_ in text for type_ in TYPES)


def test_tables_page_names_every_table_with_its_columns() -> None:
    rows = dict(re.findall(r"^\| `([^`]+)` \| ([^|]+) \|", read("tables.md"), re.M))
    for path in sorted(FOLDER.rglob("*.tsv")):
        name = str(path.relative_to(FOLDER))
        columns = rows.pop(name, None) or rows.get(re.sub(r"/.*", "/*.tsv", name))
        assert columns is not None, f"docs/tables.md says nothing of {name}"
        lines = path.read_text(encoding="utf-8").splitlines()
        header = next(line for line in lines if line.strip() and not line.startswith("#"))
        assert header.split("\t") == columns.strip().split(", "), name
    assert not {name for name in rows if "*" not in name}


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site as `make docs` makes it, the notebook run on the way."""
    folder = tmp_path_factory.mktemp("site")
    command = [
        sys.executable,
        "-m",
        "sphinx",
        "-q",
        "-W",
        "--keep-going",
        "-b",
        "html",
        str(ROOT / "docs"),
        str(folder),
    ]
    ran = subprocess.run(command, capture_output=True, text=True, check=False, timeout=600)
    assert ran.returncode == 0, ran.stderr
    return folder


def text_of(page: Path) -> str:
    return html.unescape(re.sub(r"<[^>]+>", "", page.read_text(encoding="utf-8")))


def test_the_site_has_every_page_and_no_link_that_leads_nowhere(site: Path) -> None:
    assert not [page.name for page in DOCS if not (site / f"{page.stem}.html").exists()]
    assert (site / "index.html").read_bytes() == (site / "README.html").read_bytes()
    for page in site.rglob("*.html"):
        targets = re.findall(r'href="([^"#?]+)', page.read_text(encoding="utf-8"))
        gone = [t for t in targets if ":" not in t and not (page.parent / html.unescape(t)).exists()]
        assert not gone, (page.name, gone)


def test_every_command_and_option_is_documented(site: Path) -> None:
    written, made = (
        "".join(page.read_text(encoding="utf-8") for page in PAGES),
        text_of(site / "reference" / "commands.html"),
    )
    commands = dict(reference().all_commands())
    assert {"code", "alerts add", "tables diff", "panel"} <= set(commands)
    for name, command in commands.items():
        assert f"rasid {name}" in written, f"no page speaks of rasid {name}"
        assert command.help, name
        section = made.partition(f"rasid {name}¶")[2].partition("¶")[0]
        for param in command.params:
            assert param.help or param.param_type_name == "argument", (name, param.name)
            assert param.param_type_name == "argument" or all(option in section for option in param.opts), (name, param)


def test_every_route_and_parameter_is_documented(site: Path) -> None:
    document = create_app(":memory:").openapi()
    written, made = read("api.md"), text_of(site / "reference" / "routes.html")
    for path, item in document["paths"].items():
        assert f"{path}`" in written, f"docs/api.md says nothing of {path}"
        for method, operation in item.items():
            section = made.partition(f"{method.upper()} {path}¶")[2].partition("¶")[0]
            for given in operation.get("parameters", []):
                told = given.get("description") or given["schema"].get("description")
                assert told, (method, path, given["name"])
                assert given["name"] in section, (method, path, given["name"])


def test_every_predicate_stands_under_its_types(site: Path) -> None:
    folder = site / "reference" / "predicates"
    assert {page.stem for page in folder.glob("*.html")} >= {*TYPES, "ties", "index"}
    aid = text_of(folder / "AID.html")
    assert re.search(
        r"تبرّع\s+تبرعت مسقط بمليوني دولار للصندوق الصحي\.\s+SUBJ ب:WHAT ل\|إلى:TO\s+AID SUBJ > TO\s+071", aid
    )
    rows = (FOLDER / "frames" / "AID.tsv").read_text(encoding="utf-8").splitlines()
    assert all(
        row.split("\t")[0].replace("|", "، ") in aid
        for row in rows
        if row and not row.startswith("#") and row.split("\t")[2].startswith("AID")
    )


def test_the_notebook_ends_with_a_complete_panel(site: Path) -> None:
    page = site / "reference" / "notebooks" / "feed_to_panel.html"
    text = text_of(page)
    assert re.search(r"84 articles, \d+ events, 0 rejected", text)
    assert "2,016 rows, 18 of 36 months without a report" in text  # 8 states, 56 ordered pairs, 36 months
    assert "['panel.csv']" in text
    assert "روسيا – أوكرانيا" in page.read_text(encoding="utf-8")  # the chart, in the page itself


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links_lead_somewhere(page: Path) -> None:
    targets = re.findall(r"\]\(([^)#\s]+)[^)]*\)", page.read_text(encoding="utf-8"))
    assert not [target for target in targets if "://" not in target and not (page.parent / target).exists()]


def test_every_page_is_in_the_index() -> None:
    assert not [page.name for page in DOCS if page.name != "README.md" and f"]({page.name})" not in read("README.md")]


@pytest.mark.parametrize(
    ("sentence", "events"),
    [
        (
            "اتهمت واشنطن بيونغ يانغ بتزويد موسكو بالسلاح.",
            [("ACCUSE", ("USA",), ("PRK",), ()), ("AID", ("PRK",), ("RUS",), ("USA",))],
        ),
        (
            "تعهدت الكويت بتقديم قروض جديدة خلال زيارة الرئيس التونسي.",
            [("AGREE", ("KWT",), ("TUN",), ()), ("CONSULT", ("TUN",), ("KWT",), ())],
        ),
    ],
)
def test_the_sentences_of_coding(sentence: str, events: list[Any]) -> None:
    assert sentence in read("coding.md")
    coding = code(Article("a", sentence, dt.date(2024, 6, 20)), load())
    found: list[Any] = [(e.type, e.actor, e.recipient, e.attribution) for e in coding.events]
    assert found == events
