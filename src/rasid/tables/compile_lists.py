"""The small tables, compiled: words that point back, relations, wars, numerals, weights."""

from collections import defaultdict
from typing import Any

from rasid.arabic.normalise import normalise
from rasid.tables.compiler import Compiler
from rasid.tables.loader import TableError
from rasid.tables.relations import COLUMNS as RELATION_COLUMNS
from rasid.tables.relations import Relation
from rasid.tables.relations import read as read_relations
from rasid.tables.wars import COLUMNS as WAR_COLUMNS
from rasid.tables.wars import War
from rasid.tables.wars import read as read_wars


def compile_lists(compiler: Compiler) -> dict[str, Any]:
    """All of them, by the names under which they are stored."""
    return {
        "phrases": _phrases(compiler), "anaphors": _anaphors(compiler), "off_topics": _off_topics(compiler),
        "numerals": _numerals(compiler), "states": compiler.states(), "blocs": _blocs(compiler),
        "scores": _scores(compiler), "weights": _weights(compiler), "relations": _relations(compiler),
        "wars": _wars(compiler), "classes": compiler.classes,
    }  # fmt: skip


def _phrases(compiler: Compiler) -> dict[str, list[tuple[tuple[str, ...], int]]]:
    """Function words of several words, by their first: (the other words, the lemma), longest first."""
    found: dict[str, list[tuple[tuple[str, ...], int]]] = defaultdict(list)
    for lemma in compiler.lemmas:
        if " " in lemma.plain and (lemma.pos in "PSQGTCDIWF" or lemma.role_word == "about"):
            first, *rest = lemma.plain.split()
            found[first].append((tuple(rest), lemma.id))
    for options in found.values():
        options.sort(key=lambda option: -len(option[0]))
    return dict(found)


def _anaphors(compiler: Compiler) -> dict[tuple[str, str], str]:
    """Nouns that point back, by lemma and number."""
    return {
        (normalise(row["lemma"]), row["number"]): row["refers"]
        for row in compiler.read("anaphors.tsv", ("lemma", "number", "refers", "gloss"))
    }


def _relations(compiler: Compiler) -> dict[str, tuple[Relation, ...]]:
    """Words that tell a standing relation by themselves, by lemma."""
    try:
        return read_relations(compiler.read("relations.tsv", RELATION_COLUMNS))
    except TableError as fault:
        compiler.faults.append(fault)
        return {}


def _wars(compiler: Compiler) -> dict[str, tuple[War, ...]]:
    """Wars with their sides, by the state that they are named after."""
    try:
        return read_wars(compiler.read("wars.tsv", WAR_COLUMNS))
    except TableError as fault:
        compiler.faults.append(fault)
        return {}


def _off_topics(compiler: Compiler) -> frozenset[str]:
    """Words by which a sentence is known to speak of sport."""
    return frozenset(normalise(row["lemma"]) for row in compiler.read("off_topics.tsv", ("lemma", "topic", "gloss")))


def _blocs(compiler: Compiler) -> frozenset[str]:
    """The codes of blocs without an organisation (ARAB, WEST)."""
    return frozenset(
        row["code"] for row in compiler.read_actors("orgs.tsv") if row["kind"] == "bloc" and row["code"] != "EU"
    )


def _numerals(compiler: Compiler) -> dict[str, int]:
    """Number words of one figure, by spelling."""
    return {
        normalise(word): int(row["value"])
        for row in compiler.read("number_words.tsv", ("words", "kind", "value"))
        if row["kind"] == "unit"
        for word in row.items("words")
    }


def _scores(compiler: Compiler) -> dict[str, float]:
    """PLOVER's conflict-cooperation score of each type and mode."""
    ours = {row["category"]: float(row["score"]) for row in compiler.read("scores.tsv", ("category", "score"))}
    return ours | compiler.own_scores()


def _weights(compiler: Compiler) -> dict[str, float]:
    """What each piece of evidence weighs (``events.weigh``); an empty table where nothing has been learned."""
    return {row["feature"]: float(row["weight"]) for row in compiler.read("weights.tsv", ("feature", "weight"))}
