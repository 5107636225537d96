"""A sentence of tokens into a sentence understood: units, tags, phrases, clauses, arguments."""

from rasid.arabic.words import Token
from rasid.syntax.arguments import Arguments
from rasid.syntax.clauses import ClauseParser
from rasid.syntax.compounds import join_prepositions
from rasid.syntax.tagger import tag
from rasid.syntax.tree import Sentence, Unit
from rasid.syntax.units import units_of
from rasid.tables import Tables

_TITLE = 5  # words


def parse(
    tokens: list[Token], tables: Tables, time_spans: list[tuple[int, int]], known: frozenset[str] = frozenset()
) -> Sentence:
    """Understand one sentence. ``time_spans`` are the token ranges that dates and times cover."""
    units = units_of(tokens, tables, known)
    for unit in units:
        unit.time = any(first <= unit.first < last for first, last in time_spans)
    tag(units, tables.classes)
    for unit in units:
        unit.conj = unit.conj or unit.joined
        if unit.time and (unit.pos == "P" or (unit.pos in "SQ" and unit.norm not in tables.times.phrases)):
            unit.time = False  # ماي (May) is no ما
        if unit.time and unit.pos in "VASQ":
            unit.pos = "N"
    _titles(units)
    sentence = Sentence(tokens, units)
    ClauseParser(sentence, tables.names.entities, tables.lexicon.lemmas, tables.classes).run()
    Arguments(sentence, tables.names.entities, tables.classes).run()
    join_prepositions(sentence, tables.compounds, tables.classes)
    return sentence


def _titles(units: list[Unit]) -> None:
    """A verb inside a short quotation right behind a bare noun is part of a title (ألبوم "ظننت أنك عرفت")."""
    i = 1
    while i < len(units):
        if not units[i].quoted or units[i - 1].quoted:
            i += 1
            continue
        end = i
        while end < len(units) and units[end].quoted:
            end += 1
        before = units[i - 1]
        if before.pos == "N" and not before.det and not before.pron and end - i <= _TITLE:
            for unit in units[i:end]:
                if unit.pos in "VSGQ":
                    unit.pos, unit.read = "R", None
                    unit.conj = unit.prep = unit.pron = ""
        i = end
