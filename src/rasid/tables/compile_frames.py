"""Frames, compiled: each row of ``frames/*.tsv`` read in its notation, and hung on the lemmas that it is a frame of."""

from collections import defaultdict
from dataclasses import replace
from typing import Final

from rasid.arabic.normalise import normalise
from rasid.tables.compiler import Compiler, bare
from rasid.tables.lexicon import Lemma
from rasid.tables.loader import SHADDA, Row, lemma_key
from rasid.tables.notation import Frame, pattern, result

FRAME_COLUMNS: Final = ("predicate", "pattern", "result", "cameo", "context", "example")


def compile_frames(compiler: Compiler) -> list[Frame]:
    """The frames of all tables, each hung on the lemmas of its predicates too; words and names stand there already."""
    frames: list[Frame] = []
    plain_verbs: dict[str, list[int]] = defaultdict(list)
    for key, number in compiler.verbs.items():
        plain_verbs[key.replace(SHADDA, "")].append(number)
    for row in compiler.read_all("frames/*.tsv", FRAME_COLUMNS):
        for predicate in row.items("predicate"):
            try:
                frame = _frame(compiler, row, predicate)
            except ValueError as fault:
                compiler.faults.append(row.fault(str(fault)))
                continue
            targets = _targets(compiler, predicate, frame.use, plain_verbs)
            if not targets:
                compiler.faults.append(row.fault(f"no table knows the predicate {predicate}"))
            for target in targets:
                target.frames.append(frame)
            frames.append(frame)
    return frames


def _frame(compiler: Compiler, row: Row, predicate: str) -> Frame:
    use, _, name = predicate.rpartition(":")
    name, *mods = name.split()
    if use not in ("", "N", "PL", "V", "NEG", "WONT", "FUT", "P"):
        raise ValueError(f"no such use of a predicate: {use}:")
    slots = tuple(replace(slot, words=_lemmas(compiler, slot.words)) for slot in pattern(row["pattern"]))
    outcomes = result(row["result"], slots, compiler.types)
    cameo = row["cameo"] or None
    if cameo and not cameo.isdigit():
        raise ValueError(f"no CAMEO code: {cameo}")
    return Frame(
        compiler.rule(row), lemma_key(name), use, slots, outcomes, cameo, tuple(row.items("context")),
        row["example"], row["pattern"], row["result"], tuple(bare(normalise(mod)) for mod in mods),
    )  # fmt: skip


def _targets(compiler: Compiler, predicate: str, use: str, plain_verbs: dict[str, list[int]]) -> list[Lemma]:
    name = predicate.rpartition(":")[2].split()[0]
    key, plain = lemma_key(name), normalise(name)
    found: list[int] = []
    if use == "P":
        return [lemma for lemma in compiler.lemmas if lemma.pos == "P" and lemma.plain == plain][:1]
    if use not in ("N", "PL"):
        if key in compiler.verbs:
            found.append(compiler.spelled.get(name, compiler.verbs[key]))
        else:
            found += plain_verbs.get(plain, [])[:1]
    if use in ("FUT", "WONT", "V") or (use == "NEG" and found):
        return [compiler.lemmas[number] for number in found]
    if not found or use in ("N", "PL"):
        if plain in compiler.nouns:
            found.append(compiler.nouns[plain])
        elif plain in compiler.adjectives:
            found.append(compiler.adjectives[plain])
        elif key in compiler.verbs:
            found.append(compiler.verbs[key])
    return [compiler.lemmas[number] for number in found]


def compounds(compiler: Compiler, frames: list[Frame]) -> frozenset[str]:
    """The prepositions of two words in frames that are no words of their own: "تنديدا ب" (in condemnation of)."""
    known = {lemma.plain for lemma in compiler.lemmas if lemma.pos == "P"}
    asked = {prep for frame in frames for slot in frame.slots for prep in slot.preps}
    return frozenset(prep for prep in asked - known if " " in prep)


def _lemmas(compiler: Compiler, words: frozenset[str]) -> frozenset[str]:
    """The words of a slot as their lemmas: "سلطات" (authorities) stands there for the noun that it is the plural of."""
    found: set[str] = set()
    for word in words:
        lemmas = [compiler.lemmas[number // 256] for number in compiler.index.get(word, ())]
        plural = {lemma.plain for lemma in lemmas if lemma.pos in "NA"}
        found |= {word} if not plural or any(lemma.plain == word for lemma in lemmas) else plural
    return frozenset(found)
