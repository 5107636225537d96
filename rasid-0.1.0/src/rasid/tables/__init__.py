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
from rasid.tables.lexicon import Lemma, Lexicon
from rasid.tables.loader import TableError
from rasid.tables.names import Names
from rasid.tables.notation import Frame
from rasid.tables.relations import Relation

FOLDER: Final = Path(__file__).parent
COMPILED: Final = FOLDER / "compiled.bin"
_REMEMBERED: Final = 200_000  # words of which we keep what was found out about them

__all__ = ["COMPILED", "FOLDER", "TableError", "Tables", "build", "load"]


class Tables:
    """Everything that the coder knows, in one object that is passed to it."""

    def __init__(
        self, lexicon: Lexicon, names: Names, frames: list[Frame],
        phrases: dict[str, list[tuple[tuple[str, ...], int]]],
        anaphors: dict[tuple[str, str], str], off_topics: frozenset[str], numerals: dict[str, int],
        states: frozenset[str], blocs: frozenset[str], scores: dict[str, float],
        times: TimeTables, numbers: NumberTables,
        digest: str,
        weights: dict[str, float] | None = None, relations: dict[str, tuple[Relation, ...]] | None = None,
    ) -> None:  # fmt: skip
        self.lexicon = lexicon
        self.names = names
        self.frames = frames
        self.phrases = phrases
        self.anaphors = anaphors
        self.off_topics = off_topics
        self.numerals = numerals
        self.states = states
        self.blocs = blocs
        self.scores = scores
        self.times = times
        self.numbers = numbers
        self.digest = digest
        self.weights = weights or {}
        self.relations = relations or {}
        self._off_topic: dict[str, bool] = {}

    def off_topic(self, norm: str) -> bool:
        """Is this a word of sport, or the like, that shares its verbs with war?"""
        known = self._off_topic.get(norm)
        if known is None:
            lemmas = [reading.lemma for reading in self.lexicon.readings(norm)[:1]]
            known = norm in self.off_topics or any(one.pos == "N" and one.plain in self.off_topics for one in lemmas)
            if len(self._off_topic) > _REMEMBERED:
                self._off_topic.clear()
            self._off_topic[norm] = known
        return known


def build(folder: Path = FOLDER, *extras: Path) -> tuple[Tables, list[TableError]]:
    """Compile the tables of ``folder``, a user's own (``extras``) over them; also the faults, with file and line."""
    from rasid.tables.compile_names import compile_names
    from rasid.tables.compiler import Compiler, digest
    from rasid.tables.custom import MergedCompiler, merged_digest

    compiler = MergedCompiler(folder, extras=extras) if extras else Compiler(folder)
    compiler.add_particles()
    compiler.add_verbs()
    compiler.add_nouns()
    compiler.add_adjectives()
    compiler.add_values()
    frames = compiler.add_frames()
    names = compile_names(compiler)
    feats = sorted(compiler.feats, key=lambda feat: compiler.feats[feat])
    lexicon = Lexicon(compiler.lemmas, feats, {form: tuple(ids) for form, ids in compiler.index.items()})
    numbers = _numbers.load(folder)
    tables = Tables(
        lexicon, names, frames, compiler.phrases(), compiler.anaphors(), compiler.off_topics(),
        compiler.numerals(), compiler.states(), compiler.blocs(), compiler.scores(),
        _dates.load(folder, numbers), numbers, merged_digest(folder, extras) if extras else digest(folder),
        compiler.weights(), compiler.relations(),
    )  # fmt: skip
    return tables, compiler.faults


def load(*folders: Path) -> Tables:
    """The compiled tables, with those of a user's ``folders`` over them (``docs/extending.md``).

    Without folders those of the environment variable ``RASID_TABLES`` are taken, which ``--tables`` sets. Raises
    TableError for the first fault in them.
    """
    from rasid.tables.custom import check_folder, chosen, merged_digest

    wanted = tuple(check_folder(folder.resolve()) for folder in folders or chosen())
    return _load_merged(wanted, merged_digest(FOLDER, wanted)) if wanted else _load_ours()


@lru_cache(maxsize=2)
def _load_merged(folders: tuple[Path, ...], name: str) -> Tables:
    """Compiled in some seconds, then kept in the user's cache under the digest of tables and compiler."""
    from rasid.tables.custom import cached, keep

    known = cached(name)
    if known is not None:
        return _thaw(known)
    tables, faults = build(FOLDER, *folders)
    if faults:
        raise faults[0]
    keep(name, _freeze(tables))
    return tables


@lru_cache(maxsize=1)
def _load_ours() -> Tables:
    """In a checkout whose tables have changed they are compiled anew (and kept if possible)."""
    if COMPILED.exists() and not _stale():
        with COMPILED.open("rb") as file, uncollected():
            return _thaw(pickle.load(file))
    tables, faults = build()
    if faults:
        raise faults[0]
    save(tables)
    return tables


def save(tables: Tables, path: Path = COMPILED) -> None:
    """Write the compiled form; a folder that can't be written to is no fault."""
    half = path.with_suffix(f".{os.getpid()}.half")  # who reads meanwhile finds the old file, or the new one
    try:
        with half.open("wb") as file:
            pickle.dump(_freeze(tables), file, protocol=5)
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


def _freeze(tables: Tables) -> dict[str, Any]:
    lexicon = tables.lexicon
    return {
        "lemmas": lexicon.lemmas, "feats": lexicon.feats, "index": lexicon.index, "entities": tables.names.entities,
        "first": tables.names.first, "frames": tables.frames, "phrases": tables.phrases,
        "anaphors": tables.anaphors, "off_topics": tables.off_topics, "numerals": tables.numerals,
        "states": tables.states, "blocs": tables.blocs, "scores": tables.scores, "times": tables.times,
        "numbers": tables.numbers, "digest": tables.digest, "weights": tables.weights,
        "relations": tables.relations,
    }  # fmt: skip


def _thaw(data: dict[str, Any]) -> Tables:
    lemmas: list[Lemma] = data["lemmas"]
    return Tables(
        Lexicon(lemmas, data["feats"], data["index"]), Names(data["entities"], data["first"]), data["frames"],
        data["phrases"], data["anaphors"], data["off_topics"], data["numerals"], data["states"],
        data["blocs"], data["scores"], data["times"], data["numbers"], data["digest"], data["weights"],
        data["relations"],
    )  # fmt: skip
