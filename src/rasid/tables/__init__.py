"""Rasid's knowledge: reviewed, commented tables, compiled once into a form that loads in a blink."""

import gc
import os
import pickle
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

from rasid.arabic import dates as _dates
from rasid.arabic import numbers as _numbers
from rasid.arabic.dates import TimeTables
from rasid.arabic.numbers import NumberTables
from rasid.tables.loader import TableError
from rasid.tables.relations import Relation
from rasid.tables.stored import freeze, thaw
from rasid.tables.wars import War
from rasid.tables.word_classes import WordClasses

FOLDER: Final = Path(__file__).parent
COMPILED: Final = FOLDER / "compiled.bin"
VARIABLE: Final = "RASID_TABLES"
_REMEMBERED: Final = 200_000  # words of which we keep what was found out about them

__all__ = ["COMPILED", "FOLDER", "TableError", "Tables", "build", "compiled", "load", "save"]


class Tables:
    """Everything that the coder knows, in one object that is passed to it."""

    def __init__(self, data: dict[str, Any]) -> None:
        self.lexicon, self.names, self.frames = thaw(data, data["feats"])
        self.phrases: dict[str, list[tuple[tuple[str, ...], int]]] = data["phrases"]
        self.anaphors: dict[tuple[str, str], str] = data["anaphors"]
        self.off_topics: frozenset[str] = data["off_topics"]
        self.numerals: dict[str, int] = data["numerals"]
        self.states: frozenset[str] = data["states"]
        self.blocs: frozenset[str] = data["blocs"]
        self.scores: dict[str, float] = data["scores"]
        self.times: TimeTables = data["times"]
        self.numbers: NumberTables = data["numbers"]
        self.digest: str = data["digest"]
        self.weights: dict[str, float] = data["weights"]
        self.relations: dict[str, tuple[Relation, ...]] = data["relations"]
        self.wars: dict[str, tuple[War, ...]] = data["wars"]
        self.classes: WordClasses = data["classes"]
        self.compounds: frozenset[str] = data["compounds"]
        self._off_topic: dict[str, bool] = {}

    def off_topic(self, norm: str) -> bool:
        """Is this a word of sport, or the like, that shares its verbs with war?"""
        known = self._off_topic.get(norm)
        if known is None:
            lemmas = [reading.lemma for reading in self.lexicon.readings(norm)]
            known = norm in self.off_topics or any(one.pos == "N" and one.plain in self.off_topics for one in lemmas)
            if len(self._off_topic) > _REMEMBERED:
                self._off_topic.clear()
            self._off_topic[norm] = known
        return known


def build(folder: Path = FOLDER, *extras: Path) -> tuple[Tables, list[TableError]]:
    """The tables of ``folder``, compiled now, a user's own (``extras``) over them; also their faults."""
    data, faults = compiled(folder, *extras)
    return Tables(data), faults


def compiled(folder: Path = FOLDER, *extras: Path) -> tuple[dict[str, Any], list[TableError]]:
    """What is stored of the tables of ``folder`` and of ``extras``; also the faults, with file and line."""
    from rasid.tables.compile_frames import compile_frames, compounds
    from rasid.tables.compile_lists import compile_lists
    from rasid.tables.compile_names import compile_names
    from rasid.tables.compiler import Compiler, digest
    from rasid.tables.custom import MergedCompiler, merged_digest

    compiler = MergedCompiler(folder, extras=extras) if extras else Compiler(folder)
    compiler.add_particles()
    compiler.add_verbs()
    compiler.add_nouns()
    compiler.add_adjectives()
    compiler.add_values()
    frames = compile_frames(compiler)
    entities, first = compile_names(compiler)
    feats = sorted(compiler.feats, key=lambda feat: compiler.feats[feat])
    index = {form: tuple(ids) for form, ids in compiler.index.items()}
    numbers = _numbers.load(folder)
    data = freeze(compiler.lemmas, index, frames, entities, first) | compile_lists(compiler)
    data |= {
        "feats": feats, "times": _dates.load(folder, numbers), "numbers": numbers,
        "compounds": compounds(compiler, frames),
        "digest": merged_digest(folder, extras) if extras else digest(folder),
    }  # fmt: skip
    return data, compiler.faults


def load(*folders: Path) -> Tables:
    """The compiled tables, with those of a user's ``folders`` over them (``docs/extending.md``).

    Without folders those of the environment variable ``RASID_TABLES`` are taken, which ``--tables`` sets. Raises
    TableError for the first fault in them.
    """
    if not folders and not os.environ.get(VARIABLE):
        return _load_ours()
    from rasid.tables.custom import check_folder, chosen, merged_digest

    wanted = tuple(check_folder(folder.resolve()) for folder in folders or chosen())
    return _load_merged(wanted, merged_digest(FOLDER, wanted)) if wanted else _load_ours()


@lru_cache(maxsize=2)
def _load_merged(folders: tuple[Path, ...], name: str) -> Tables:
    """Compiled in some seconds, then kept in the user's cache under the digest of tables and compiler."""
    from rasid.tables.custom import cached, keep

    known = cached(name)
    if known is not None:
        return Tables(known)
    data, faults = compiled(FOLDER, *folders)
    if faults:
        raise faults[0]
    keep(name, data)
    return Tables(data)


@lru_cache(maxsize=1)
def _load_ours() -> Tables:
    """In a checkout whose tables have changed they are compiled anew (and kept if possible)."""
    if COMPILED.exists() and not _stale():
        with COMPILED.open("rb") as file, uncollected():
            return Tables(pickle.load(file))
    data, faults = compiled()
    if faults:
        raise faults[0]
    save(data)
    return Tables(data)


def save(data: dict[str, Any], path: Path = COMPILED) -> None:
    """Write the compiled form; a folder that can't be written to is no fault."""
    half = path.with_suffix(f".{os.getpid()}.half")  # who reads meanwhile finds the old file, or the new one
    try:
        with half.open("wb") as file:
            pickle.dump(data, file, protocol=5)
        half.replace(path)
    except OSError:
        half.unlink(missing_ok=True)


@contextmanager
def uncollected() -> Iterator[None]:
    """Without the garbage collector, which would walk half a million new objects again and again, and free none."""
    on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if on:
            gc.enable()


def _stale() -> bool:
    """Have the tables changed since they were compiled? Only in a checkout can they: an installed package is complete,
    and the times of its files say nothing."""
    if not (FOLDER.parents[2] / "pyproject.toml").exists():
        return False
    newest = max((path.stat().st_mtime for path in FOLDER.rglob("*") if path.suffix in (".tsv", ".py")), default=0.0)
    return newest > COMPILED.stat().st_mtime
