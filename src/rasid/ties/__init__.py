"""Standing relations between parties: alliances, wars that go on, bases, memberships, trade."""

from collections.abc import Sequence

from rasid.actors import Resolver
from rasid.arabic.dates import DateMention
from rasid.events.act import Act
from rasid.events.match import Matcher
from rasid.events.predicate import Predicate
from rasid.syntax.tree import Sentence
from rasid.tables import Tables
from rasid.ties.reader import Reader
from rasid.ties.told import joined, once, tie, worth
from rasid.ties.verbs import VerbReader
from rasid.ties.war import Wars

__all__ = ["once", "tie", "with_ties", "worth"]


def with_ties(
    acts: list[Act], sentence: Sentence, matcher: Matcher, resolver: Resolver, dates: Sequence[DateMention],
    tables: Tables, predicates: list[Predicate], day: str,
) -> list[Act]:  # fmt: skip
    """The acts of a sentence with the ties that its relational words and lasting verbs tell (``relations.tsv``)."""
    nouns = Reader(sentence, matcher, resolver, Wars(resolver, tables.wars, day))
    verbs = VerbReader(sentence, matcher, resolver, dates)
    read = nouns.read(tables.relations, predicates) + verbs.read(tables.relations)
    return joined(acts, read, nouns.covered)
