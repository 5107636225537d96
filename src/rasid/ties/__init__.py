"""Standing relations between parties: alliances, wars that go on, bases, memberships, trade."""

from collections.abc import Sequence

from rasid.actors import Resolver
from rasid.arabic.dates import DateMention
from rasid.events.acts import Act
from rasid.events.match import Matcher, Predicate
from rasid.syntax.tree import Sentence
from rasid.tables import Tables
from rasid.ties.reader import Reader
from rasid.ties.told import joined, once, tie, worth
from rasid.ties.verbs import VerbReader

__all__ = ["joined", "once", "read", "tie", "worth"]


def read(
    sentence: Sentence, matcher: Matcher, resolver: Resolver, dates: Sequence[DateMention], tables: Tables,
    predicates: list[Predicate],
) -> list[Act]:  # fmt: skip
    """The ties that the relational words and lasting verbs of a sentence tell, as ``relations.tsv`` knows them."""
    by_words = Reader(sentence, matcher, resolver).read(tables.relations, predicates)
    return by_words + VerbReader(sentence, matcher, resolver, dates).read(tables.relations)
