"""A predicate and what fills its slots: what matching hands to all that comes after."""

from dataclasses import dataclass, field
from typing import Final

from rasid.syntax.tree import Clause, Phrase
from rasid.tables.lexicon import Lemma
from rasid.tables.notation import Frame

MISSING: Final = -100


@dataclass(slots=True)
class Fill:
    """What fills a slot: a phrase, a clause, or only a pronoun written onto unit ``at``."""

    phrase: Phrase | None = None
    clause: Clause | None = None
    pron: str = ""
    at: int = -1


@dataclass(slots=True)
class Predicate:
    """A word that frames know, where it stands, and, once matched, its best frame and fillers."""

    unit: int
    lemma: Lemma
    kind: str  # verb, noun, part
    clause: Clause
    phrase: Phrase | None = None
    frame: Frame | None = None
    fills: dict[str, Fill] = field(default_factory=dict)
    passive: bool = False
    score: int = MISSING
    tried: list[tuple[Frame, int, str]] = field(default_factory=list)
