"""The words that rules ask for by their class: every class has words, a line that says what asks, and somebody who asks."""

import ast
import re
from pathlib import Path

import pytest

from rasid.arabic.normalise import normalise
from rasid.tables import FOLDER, build, load
from rasid.tables.loader import read_table
from rasid.tables.word_classes import COLUMNS, NAME, NAMES, read

TABLE = FOLDER / NAME
HEAD = "class\tword\tgloss\n"


def faults(folder: Path, rows: str) -> list[str]:
    """What is wrong with a table of these rows."""
    path = folder / NAME
    path.write_text(HEAD + rows, encoding="utf-8")
    return [str(fault) for fault in read(read_table(path, COLUMNS), path)[1]]


def test_words_are_normalised() -> None:
    classes = load().classes
    assert {normalise("إلى"), "مع"} <= classes.toward_preps
    assert all(word == normalise(word) for name in NAMES for word in getattr(classes, name))


def test_the_table_is_sorted_and_has_glosses() -> None:
    rows = list(read_table(TABLE, COLUMNS))
    places = [(row["class"], row["word"]) for row in rows]
    assert places == sorted(places)
    assert all(row["gloss"] for row in rows)


def test_its_head_says_who_asks_for_each_class() -> None:
    told = re.findall(r"^# (\w+): \w+: .+$", TABLE.read_text(encoding="utf-8"), re.M)
    assert told == sorted(NAMES)


def test_each_class_is_asked_for() -> None:
    sources = (path.read_text(encoding="utf-8") for path in FOLDER.parent.rglob("*.py"))
    asked = {name for source in sources for name in re.findall(r"\bclasses\.(\w+)", source)}
    assert not set(NAMES) - asked


@pytest.mark.parametrize("package", ["actors", "events", "syntax", "ties"])
def test_no_lists_of_words_in_the_code(package: str) -> None:
    for path in (FOLDER.parent / package).glob("*.py"):
        constants = (
            node
            for node in ast.parse(path.read_text(encoding="utf-8")).body
            if isinstance(node, ast.Assign | ast.AnnAssign)
        )
        for constant in constants:
            found = [node.value for node in ast.walk(constant) if isinstance(node, ast.Constant)]
            words = [value for value in found if isinstance(value, str) and re.search("[\u0621-\u064a]{3,}", value)]
            assert len(words) < 2, f"{path.name}:{constant.lineno} lists words: {NAME} is the place for {words}"


@pytest.mark.parametrize(
    ("rows", "fault"),
    [
        ("sidde\tمتعاطف\tx\n", f"{NAME}:2: no rule asks for the class 'sidde'; there are after_preps"),
        ("sided\t\tnobody\n", f"{NAME}:2: the word is empty"),
        ("sided\tمؤيد\tone\nsided\tمؤيّد\ttwo\n", f"{NAME}:3: مؤيّد stands in line 2 already"),
        ("sided\tمؤيد\tsupporting\n", f"{NAME}:1: no word of the class 'wars'"),
    ],
)
def test_faults_name_file_and_line(tmp_path: Path, rows: str, fault: str) -> None:
    assert [told for told in faults(tmp_path, rows) if told.startswith(fault)]


def test_words_of_ones_own(tmp_path: Path) -> None:
    (tmp_path / NAME).write_text(f"{HEAD}sided\tمتعاطف\tsympathising\nsidde\tمتعاطف\tsympathising\n", encoding="utf-8")
    made, found = build(FOLDER, tmp_path)
    assert made.classes.sided == load().classes.sided | {"متعاطف"}
    assert [(fault.path.parent, fault.line) for fault in found] == [(tmp_path, 3)]
