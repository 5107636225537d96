"""The pages of docs/ against the code that they describe."""

import datetime as dt
import re
from pathlib import Path
from typing import Any

import pytest

from rasid.coder import code
from rasid.records import AUX, TIE_KINDS, TYPES, Amount, Article, Coding, Event, Mention, Place, Span, Tie
from rasid.tables import FOLDER, load

ROOT = Path(__file__).parent.parent
DOCS = sorted((ROOT / "docs").glob("*.md"))
PAGES = [*DOCS, ROOT / "README.md", ROOT / "README.ar.md"]


def read(name: str) -> str:
    return (ROOT / "docs" / name).read_text(encoding="utf-8")


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
