"""A user's own tables: a folder of them, merged over ours.

The folder holds tables of the same names and headers as ours (``verbs/*.tsv``, ``frames/*.tsv``, ``groups.tsv``, …;
`EXTENDABLE` lists them) and, if it codes types that PLOVER has not, ``ontology.tsv``. Its rows come on top of ours: of
frames that fit a clause equally well the user's is taken, a score of his replaces ours, names and words are added.
``docs/extending.md`` is the tutorial.

>>> from rasid.tables.custom import chosen
>>> chosen()
()
"""

import hashlib
import os
import pickle
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

from rasid.records import TYPES
from rasid.tables.compile_frames import FRAME_COLUMNS
from rasid.tables.compiler import NOUN_COLUMNS, VERB_COLUMNS, Compiler, digest
from rasid.tables.loader import Row, TableError, read_table
from rasid.tables.relations import COLUMNS as RELATION_COLUMNS
from rasid.tables.word_classes import COLUMNS as CLASS_COLUMNS
from rasid.tables.word_classes import NAME as CLASSES

FOLDER_OF_OURS: Final = Path(__file__).parent
VARIABLE: Final = "RASID_TABLES"
ONTOLOGY: Final = "ontology.tsv"
ONTOLOGY_COLUMNS: Final = ("type", "quad", "score", "gloss")
EXTENDABLE: Final[dict[str, tuple[tuple[str, ...], str]]] = {
    ONTOLOGY: (ONTOLOGY_COLUMNS, "event types beyond PLOVER's sixteen"),
    "verbs/*.tsv": (VERB_COLUMNS, "verbs, with their verbal nouns"),
    "nouns/*.tsv": (NOUN_COLUMNS, "nouns, with the classes that frames ask for"),
    "frames/*.tsv": (FRAME_COLUMNS, "what a predicate with its arguments codes"),
    "relations.tsv": (RELATION_COLUMNS, "words that tell a standing tie by themselves"),
    CLASSES: (CLASS_COLUMNS, "words that rules ask for by their class"),
    "adjectives.tsv": (("lemma", "plural", "gloss"), "adjectives"),
    "adverbs.tsv": (("form", "gloss"), "fixed adverbial words"),
    "states.tsv": (
        ("code", "names", "adjectives", "gender", "capital", "seats", "other", "source"),
        "states, or more names of ours",
    ),
    "orgs.tsv": (("code", "names", "adjectives", "kind", "source"), "bodies and blocs"),
    "groups.tsv": (("code", "names", "adjectives", "country", "role", "source"), "groups outside the state"),
    "agencies.tsv": (("code", "names", "source", "role"), "news agencies and papers"),
    "holders.tsv": (("state", "office", "names", "short", "since", "until", "source"), "persons and their terms"),
    "places.tsv": (("names", "country", "kind", "lat", "lon", "population"), "places"),
    "roles.tsv": (("lemma", "plural", "role", "note"), "nouns for unnamed people"),
    "titles.tsv": (("title", "gender", "gloss"), "titles before names"),
    "demonyms.tsv": (("form", "code", "note"), "peoples with irregular plurals"),
    "given_names.tsv": (("name", "gender"), "parts of personal names"),
    "scores.tsv": (("category", "score"), "conflict-cooperation scores"),
}
"""The tables that a folder may hold: the header, and what the table is for."""
_OPTIONAL: Final = {"places.tsv": ("ambiguous",), "given_names.tsv": ("ambiguous",)}
_TYPE: Final = re.compile(r"[A-Z][A-Z0-9_]*")


@dataclass
class MergedCompiler(Compiler):
    """A compiler that reads a user's folders with ours. Faults are of either."""

    extras: tuple[Path, ...] = ()
    ontology: dict[str, Row] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for folder in self.extras:
            self._know_files(folder)
            for row in self._read_one(folder / ONTOLOGY, ONTOLOGY_COLUMNS, ()):
                self._know_type(row)
        self.types = (*TYPES, *self.ontology)

    def read(self, name: str, columns: tuple[str, ...], optional: tuple[str, ...] = ()) -> Iterator[Row]:
        """Ours, then the user's; of frames the user's first, as the first of equally good ones is taken."""
        folders = (*self.extras, self.folder) if name.startswith("frames/") else (self.folder, *self.extras)
        for folder in folders:
            if folder is self.folder:
                yield from super().read(name, columns, optional)
            else:
                yield from self._read_one(folder / name, columns, optional)

    def read_all(self, pattern_: str, columns: tuple[str, ...]) -> Iterator[Row]:
        names = {
            str(path.relative_to(folder)): None
            for folder in (*self.extras, self.folder)
            for path in sorted(folder.glob(pattern_))
        }
        for name in names:
            yield from self.read(name, columns)

    def own_scores(self) -> dict[str, float]:
        return {name: float(row["score"]) for name, row in self.ontology.items() if row["score"]}

    def rule(self, row: Row) -> str:
        """A user's frame bears the name of his folder too."""
        folder = next((f"{folder.name}/" for folder in self.extras if row.path.is_relative_to(folder)), "")
        return folder + super().rule(row)

    def _read_one(self, path: Path, columns: tuple[str, ...], optional: tuple[str, ...]) -> Iterator[Row]:
        if not path.exists():
            return
        try:
            yield from read_table(path, columns, optional)
        except TableError as fault:
            self._note(fault)
        except UnicodeDecodeError as fault:
            line = path.read_bytes()[: fault.start].count(b"\n") + 1
            self._note(TableError(path, line, "not UTF-8: save the table as UTF-8"))

    def _note(self, fault: TableError) -> None:
        """Some tables are read twice; what is wrong with them is said once."""
        if str(fault) not in map(str, self.faults):
            self.faults.append(fault)

    def _know_files(self, folder: Path) -> None:
        for path in sorted(folder.rglob("*.tsv")):
            if table_of(path, folder) is None:
                known = ", ".join(EXTENDABLE)
                self.faults.append(TableError(path, 1, f"no table of this name can be extended; there are {known}"))

    def _know_type(self, row: Row) -> None:
        name = row["type"]
        if not _TYPE.fullmatch(name):
            self.faults.append(row.fault(f"'{name}' is no name of a type: capitals, digits and _ only"))
        elif name in TYPES:
            self.faults.append(row.fault(f"{name} is PLOVER's own type: change its score in scores.tsv"))
        elif name in self.ontology:
            self.faults.append(row.fault(f"{name} stands in line {self.ontology[name].line} already"))
        elif row["quad"] not in ("", "1", "2", "3", "4"):
            self.faults.append(row.fault(f"quad is 1, 2, 3, 4 or empty, not '{row['quad']}'"))
        elif not _is_score(row["score"]):
            self.faults.append(row.fault(f"score is a number from -10 to 10 or empty, not '{row['score']}'"))
        else:
            self.ontology[name] = row


def table_of(path: Path, folder: Path) -> str | None:
    """The entry of `EXTENDABLE` that a file of a user's folder belongs to, None for a file that belongs to none."""
    relative = path.relative_to(folder)
    return next((pattern for pattern in EXTENDABLE if relative.match(pattern) and _depth(pattern, relative)), None)


def chosen() -> tuple[Path, ...]:
    """The folders that were asked for: those of the environment variable ``RASID_TABLES`` (``--tables`` sets it)."""
    return tuple(Path(part).resolve() for part in os.environ.get(VARIABLE, "").split(os.pathsep) if part)


def check_folder(folder: Path) -> Path:
    """The folder itself; raises TableError where it is none, or holds no table."""
    if not folder.is_dir():
        raise TableError(folder, 0, "there is no such folder (`rasid tables new` makes one)")
    if next(folder.rglob("*.tsv"), None) is None:
        raise TableError(folder, 0, "there is no table in it (`rasid tables new` makes some)")
    return folder


@lru_cache(maxsize=4)
def ontology(folders: tuple[Path, ...]) -> dict[str, tuple[int | None, str]]:
    """The types that the folders declare: PLOVER's quad category (1 to 4, or None) and what the type means."""
    rows = MergedCompiler(FOLDER_OF_OURS, extras=folders).ontology
    return {name: (int(row["quad"]) if row["quad"] else None, row["gloss"]) for name, row in rows.items()}


def known_types() -> tuple[str, ...]:
    """PLOVER's types, and those of the folders that were asked for."""
    return (*TYPES, *ontology(chosen()))


def merged_digest(folder: Path, extras: tuple[Path, ...]) -> str:
    """A hash of our tables and the user's, which stands on every row that is coded with them."""
    joined = "\n".join(digest(one) for one in (folder, *extras))
    return hashlib.blake2b(joined.encode(), digest_size=8).hexdigest()


def cached(name: str) -> Any:
    """What an earlier run of the same compiler made of the tables of this digest, or None."""
    path = _cache() / f"{name}-{_compiler()}.bin"
    try:
        with path.open("rb") as file:
            return pickle.load(file)
    except (OSError, pickle.UnpicklingError, EOFError, AttributeError, ValueError):
        return None


def keep(name: str, data: Any) -> None:
    """Keep compiled tables for the next run; where nothing can be written they are compiled anew each time."""
    folder = _cache()
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        for old in sorted(folder.glob("*.bin"), key=lambda path: path.stat().st_mtime)[:-3]:
            old.unlink(missing_ok=True)
        half = folder / f"{name}.{os.getpid()}.half"
        with half.open("wb") as file:
            pickle.dump(data, file, protocol=5)
        half.replace(folder / f"{name}-{_compiler()}.bin")
    except OSError:
        pass


@lru_cache(maxsize=1)
def _compiler() -> str:
    """A hash of the compiler itself: what an older one compiled is not taken for today's."""
    sum_ = hashlib.blake2b(digest_size=4)
    for path in sorted((*FOLDER_OF_OURS.glob("*.py"), *FOLDER_OF_OURS.parent.glob("arabic/*.py"))):
        sum_.update(path.read_bytes())
    return sum_.hexdigest()


def _cache() -> Path:
    base = os.environ.get("XDG_CACHE_HOME") or os.environ.get("LOCALAPPDATA") or Path.home() / ".cache"
    return Path(base) / "rasid" / "tables"


def _depth(pattern: str, relative: Path) -> bool:
    return pattern.count("/") == len(relative.parts) - 1


def _is_score(text: str) -> bool:
    if not text:
        return True
    try:
        return -10 <= float(text) <= 10
    except ValueError:
        return False
