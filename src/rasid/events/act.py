"""What is known of the acts of one sentence while they are found: each act, and what its governor hands down."""

from dataclasses import dataclass, field

from rasid.actors import NOBODY, Party, Resolver
from rasid.events.match import Matcher
from rasid.events.predicate import Predicate
from rasid.syntax.tree import Clause, Phrase, Sentence
from rasid.tables.notation import Outcome


@dataclass(slots=True)
class Given:
    """What the governing frame hands down to an embedded act."""

    by: Party = NOBODY
    on: Party = NOBODY
    aux: tuple[str, ...] = ()
    says: Party = NOBODY
    absorbed: bool = False
    governed: bool = False
    aim: bool = False
    depth: int = 0
    herald: Party = NOBODY
    """Who makes the act known, if it should turn out to be another's ("أعلن الجيش مقتل جنديين")."""
    judge: Party = NOBODY
    """Who condemns or welcomes the act: not who did it ("نددت القاهرة بقصف مستشفى")."""
    asker: Party = NOBODY
    """Who demands the act: not who is set free by it ("طالبت واشنطن العسكريين بالإفراج عنها")."""


@dataclass(slots=True)
class Act:
    """An event or tie found, before it is dated and written down."""

    outcome: Outcome
    predicate: Predicate
    actor: Party
    recipient: Party
    aux: tuple[str, ...]
    says: Party
    given: Given
    noun_classes: frozenset[str] = frozenset()
    features: dict[str, float] = field(default_factory=dict)
    reacts: bool = False
    """Does it answer something told before, which its words only name again: "رحبت باريس بالخطوة"?"""
    also: tuple[Predicate, ...] = ()
    """Other words that tell the same act: what dates or counts one of them does so for all."""


class Scene:
    """The predicates of one sentence and what has been found out about them so far."""

    def __init__(
        self, sentence: Sentence, matcher: Matcher, predicates: list[Predicate], resolver: Resolver, speaker: Party,
        past: list[Act],
    ) -> None:  # fmt: skip
        self.s = sentence
        self.units = sentence.units
        self.m = matcher
        self.r = resolver
        self.classes = resolver.tables.classes
        self.predicates = predicates
        self.by_unit = {p.unit: p for p in predicates}
        self.given: dict[int, Given] = {}
        self.clause_says: dict[int, Party] = {}
        self.clause_aux: dict[int, tuple[str, ...]] = {}
        self.source = speaker
        self.past = past
        self.found: list[Act] = []
        self.busy: set[int] = set()
        self.done: dict[int, Party] = {}

    def says_of(self, clause: Clause) -> Party:
        """Who vouches for what a clause says."""
        here: Clause | None = clause
        while here is not None:
            if here.id in self.clause_says:
                return self.clause_says[here.id]
            here = here.parent
        return self.source


def top_of(phrase: Phrase) -> Phrase:
    """The phrase in which a phrase stands as a genitive or a part, if any."""
    while phrase.parent is not None:
        phrase = phrase.parent
    return phrase


def merge_aux(first: tuple[str, ...], second: tuple[str, ...]) -> tuple[str, ...]:
    """Auxiliary modes of an outer and an inner frame together: two negations cancel, hypothetical swallows future."""
    aux = list(first)
    for mode in second:
        if mode == "negation" and mode in aux:
            aux.remove(mode)
        elif mode not in aux:
            aux.append(mode)
    if "hypothetical" in aux and "future" in aux:
        aux.remove("future")
    return tuple(aux)
