"""What a user does with tables of his own: make a folder of them, check it, see what is there and what it changes."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final, NamedTuple

from rasid.arabic.normalise import normalise
from rasid.tables import FOLDER, build
from rasid.tables.custom import EXTENDABLE, ONTOLOGY, check_folder, table_of
from rasid.tables.loader import Row, TableError, lemma_key, read_table
from rasid.tables.word_classes import NAME as CLASSES

_KEYS: Final[dict[str, tuple[str, ...]]] = {
    "frames/*.tsv": ("predicate", "pattern"), "holders.tsv": ("state", "office", "names"),
    "places.tsv": ("names", "country"), "agencies.tsv": ("names",), CLASSES: ("class", "word"),
}  # fmt: skip
"""The columns that say which thing a row is about; for other tables the first."""
_WORD: Final = re.compile(r"[\s|:=+?]+")
_TOLD: Final = {"gloss", "source", "note", "example"}
"""Columns that change nothing in the coding."""
_TEMPLATES: Final = {
    ONTOLOGY: "# quad: 1 verbal, 2 material cooperation, 3 verbal, 4 material conflict, or empty.\n"
    "# score: from -10 (conflict) to 10 (cooperation), or empty.",
    "verbs/mine.tsv": "# imperfect: third person masculine singular, with shadda. form: I to X, QI, QII. masdar: a|b.\n"
    "# trans: t or i. gen: whom a genitive after the masdar means, S its subject or O its object.",
    "nouns/mine.tsv": "# plural: a|b where it is not regular. class: what frames ask for (OBJ:agreement), a|b.",
    "frames/mine.tsv": "# pattern: SUBJ, OBJ, preposition:NAME; OBJ=word|word and OBJ:class narrow, ? makes optional.\n"
    "# result: TYPE.mode ACTORS > RECIPIENTS, or none. example: a sentence that `rasid tables check` codes.",
    "groups.tsv": "# names: a|b. role: INS armed, OPP opposition, POL party, REL, NGO, MIL, CRM; empty: it governs.",
    "holders.tsv": "# state: the code whom the person acts for. since, until: a year, month or day; empty: open.",
}  # fmt: skip


class Count(NamedTuple):
    """A table: its path within its folder, how many rows it has, and what it is for."""

    name: str
    rows: int
    purpose: str


@dataclass(frozen=True, slots=True)
class Difference:
    """What a row of a user's does: ``new``, ``changes`` a row of ours that stands at `ours`, or ``same``."""

    kind: str
    row: Row
    table: str
    ours: Row | None = None

    def __str__(self) -> str:
        mark = {"new": "+", "changes": "~", "same": "="}[self.kind]
        told = "  ".join(cell for cell in self.row.cells.values() if cell)
        ours = f"\n    ours, {self.ours.path.name}:{self.ours.line}: " if self.ours else ""
        ours += "  ".join(cell for cell in self.ours.cells.values() if cell) if self.ours else ""
        return f"{mark} {self.row.path.name}:{self.row.line}: {told}{ours if self.kind == 'changes' else ''}"


def check(*folders: Path, examples: bool = True) -> list[TableError]:
    """All faults of a user's folders with ours, and, with `examples`, the frames of his whose example they don't code.

    Raises TableError for a folder that is none.
    """
    wanted = tuple(check_folder(folder.resolve()) for folder in folders)
    _, faults = build(FOLDER, *wanted)
    if faults or not examples:
        return faults
    return [fault for folder in wanted for fault in _untrue_examples(folder, wanted)]


def _untrue_examples(folder: Path, folders: tuple[Path, ...]) -> Iterator[TableError]:
    from rasid.coder import understand
    from rasid.records import Article
    from rasid.tables import load

    tables = load(*folders)
    for row in _rows(folder, "frames/*.tsv"):
        if not row["example"]:
            yield row.fault("no example: give a sentence that this line codes")
            continue
        _, seen = understand(Article("example", row["example"]), tables)
        rule = f"{folder.name}/{row.path.stem}:{row.line}"
        taken = [p.frame.rule for one in seen for p in one.predicates if p.frame is not None]
        if rule not in taken:
            others = f"{', '.join(taken)} took it" if taken else "no frame took it"
            yield row.fault(f"its example is not coded by it, {others}: `rasid explain` tells why («{row['example']}»)")


def tables_in(folder: Path) -> list[Count]:
    """The tables of a folder that `EXTENDABLE` knows, with the number of their rows."""
    found: list[Count] = []
    for path in sorted(folder.rglob("*.tsv")):
        pattern = table_of(path, folder)
        if pattern is not None:
            rows = sum(1 for _ in _read(path, pattern))
            found.append(Count(path.relative_to(folder).as_posix(), rows, EXTENDABLE[pattern][1]))
    return found


def rows_with(sought: str, *folders: Path) -> Iterator[Row]:
    """The rows of our tables and of the folders' that hold a word, however it is vocalised."""
    wanted = normalise(sought)
    for folder in (FOLDER, *folders):
        for pattern in EXTENDABLE:
            for row in _rows(folder, pattern):
                cells = " ".join(cell for column, cell in row.cells.items() if column not in _TOLD)
                if any(normalise(word) in (wanted, "ال" + wanted) for word in _WORD.split(cells)):
                    yield row


def differences(folder: Path) -> Iterator[Difference]:
    """What each row of a folder does to ours, in the order of its tables."""
    for pattern in EXTENDABLE:
        theirs = list(_rows(folder, pattern))
        if not theirs:
            continue
        ours: dict[tuple[str, ...], Row] = {}
        for row in _rows(FOLDER, pattern):
            for key in _keys(row, pattern):
                ours.setdefault(key, row)
        for row in theirs:
            known = next((ours[key] for key in _keys(row, pattern) if key in ours), None)
            kind = "new" if known is None else "same" if _content(known) == _content(row) else "changes"
            yield Difference(kind, row, pattern, known)


def make(folder: Path) -> list[Path]:
    """A folder of empty tables to fill in; tables that are there are left alone. Returns what was made."""
    made: list[Path] = []
    for name, comment in _TEMPLATES.items():
        path = folder / name
        if not path.exists():
            pattern = table_of(path, folder) or name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(f"{comment}\n" + "\t".join(EXTENDABLE[pattern][0]) + "\n", encoding="utf-8")
            made.append(path)
    return made


def _rows(folder: Path, pattern: str) -> Iterator[Row]:
    for path in sorted(folder.glob(pattern)):
        yield from _read(path, pattern)


def _read(path: Path, pattern: str) -> Iterator[Row]:
    try:
        yield from read_table(path, EXTENDABLE[pattern][0], ("ambiguous",))
    except UnicodeDecodeError:
        raise TableError(path, 1, "not UTF-8: save the table as UTF-8") from None


def _keys(row: Row, pattern: str) -> Iterator[tuple[str, ...]]:
    """What a row is about; a row about several things (``أرسل|نقل``) has a key for each."""
    first, *rest = _KEYS.get(pattern, EXTENDABLE[pattern][0][:1])
    for item in row.items(first) or [row[first]]:
        name = item if item.isascii() else lemma_key(item)
        yield (name, *(normalise(row[column].split("|")[0]) for column in rest))


def _content(row: Row) -> list[str]:
    return [cell for column, cell in row.cells.items() if column not in _TOLD]
