"""A sentence of tokens into a sentence understood: units, tags, phrases, clauses, arguments."""

from rasid.arabic.words import Token
from rasid.syntax.arguments import Arguments
from rasid.syntax.clauses import ClauseParser
from rasid.syntax.tagger import tag, units_of
from rasid.syntax.tree import Sentence
from rasid.tables import Tables


def parse(tokens: list[Token], tables: Tables, time_spans: list[tuple[int, int]]) -> Sentence:
    """Understand one sentence. ``time_spans`` are the token ranges that dates and times cover."""
    units = units_of(tokens, tables)
    tag(units)
    for first, last in time_spans:
        for unit in units:
            if first <= unit.first < last and unit.pos not in "PSQ":
                unit.time = True
                if unit.pos in "VA":
                    unit.pos = "N"
    sentence = Sentence(tokens, units)
    ClauseParser(sentence, tables.names.entities, tables.lexicon.lemmas).run()
    Arguments(sentence, tables.names.entities).run()
    return sentence
