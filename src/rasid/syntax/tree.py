"""What the syntax layer yields: units, phrases and clauses. It knows no events.

A *unit* is a word with its reading, or several words that are one (a name, "على الرغم من"). A *phrase* is a noun with
what hangs on it. A *clause* is a predicate with its subject, object, complements and the clauses inside it.
"""

from collections.abc import Iterator
from typing import Final

from rasid.arabic.words import Token
from rasid.tables.lexicon import Lemma, Reading

NOMINAL: Final = frozenset("NARUDI")
"""Classes of units that can stand in a noun phrase: noun, adjective, name, number, demonstrative, pronoun."""


class Unit:
    """One word, or several that are one, with the reading chosen for it."""

    __slots__ = (
        "cands", "conj", "det", "end", "entities", "first", "i", "joined", "kind", "last", "lead", "norm", "pos",
        "prep", "pron", "quoted", "read", "start", "text", "time",
    )  # fmt: skip

    def __init__(self, i: int, tokens: list[Token], first: int, last: int, cands: tuple[Reading, ...]) -> None:
        self.i = i
        self.first = first
        self.last = last
        self.start = tokens[first].start
        self.end = tokens[last - 1].end
        self.norm = tokens[first].norm if last - first == 1 else " ".join(t.norm for t in tokens[first:last])
        self.text = tokens[first].text if last - first == 1 else " ".join(t.text for t in tokens[first:last])
        self.kind = tokens[first].kind
        self.cands = cands
        self.read: Reading | None = None
        self.pos = ""
        self.conj = ""
        self.joined = ""  # a conjunction written apart from it
        self.prep = ""
        self.det = False
        self.pron = ""
        self.entities: tuple[int, ...] = ()
        self.lead: Reading | None = None  # the noun that a name of several words begins with ("الأمين العام ...")
        self.quoted = 0
        self.time = False

    @property
    def lemma(self) -> Lemma | None:
        return self.read.lemma if self.read is not None else None

    @property
    def role_word(self) -> str:
        return self.read.lemma.role_word if self.read is not None else ""

    def __repr__(self) -> str:
        return f"{self.pos}:{self.text}"


class Phrase:
    """A noun phrase: its ``head``, and what hangs on it. ``prep`` is the preposition that governs it, if any."""

    __slots__ = (
        "adjs", "app", "clauses", "conj", "first", "gen", "head", "host", "kind", "last", "names", "neg", "nums",
        "parent", "prep", "prep_at", "pron", "quants", "time",
    )  # fmt: skip

    def __init__(self, first: int, head: int) -> None:
        self.first = first
        self.last = first + 1
        self.head = head
        self.prep = ""
        self.prep_at = -1
        self.gen: Phrase | None = None
        self.adjs: list[int] = []
        self.names: list[int] = []
        self.nums: list[int] = []
        self.quants: list[int] = []
        self.app: Phrase | None = None
        self.host: Phrase | None = None
        self.conj: list[Phrase] = []
        self.parent: Phrase | None = None
        self.clauses: list[Clause] = []
        self.pron = ""
        self.kind = "np"
        self.time = False
        self.neg = False

    def parts(self) -> Iterator["Phrase"]:
        """The phrase itself and those coordinated with it."""
        yield self
        yield from self.conj

    def chain(self) -> Iterator["Phrase"]:
        """The phrase and the genitives under it, outermost first."""
        here: Phrase | None = self
        while here is not None:
            yield here
            here = here.gen

    def __repr__(self) -> str:
        return f"[{self.prep + ' ' if self.prep else ''}{self.head}:{self.first}-{self.last}]"


class Clause:
    """A predicate and what belongs to it.

    ``kind``: root, coord, comp, rel, adv, cond, purpose, part. ``anchor`` is the phrase that a relative clause
    describes; ``marker`` the unit that opens the clause.
    """

    __slots__ = (
        "anchor", "args", "auxes", "comps", "first", "future", "id", "inner", "kind", "last", "marker", "modal", "neg",
        "obj", "obj2", "parent", "passive", "pps", "subj", "subj_from", "topic", "verb",
    )  # fmt: skip

    def __init__(self, number: int, kind: str, first: int, parent: "Clause | None" = None) -> None:
        self.id = number
        self.kind = kind
        self.first = first
        self.last = first
        self.parent = parent
        self.marker = -1
        self.verb = -1
        self.auxes: list[int] = []
        self.neg = ""
        self.modal = ""
        self.future = False
        self.passive = False
        self.topic: Phrase | None = None
        self.args: list[Phrase] = []
        self.pps: list[Phrase] = []
        self.comps: list[Clause] = []
        self.inner: list[Clause] = []
        self.anchor: Phrase | None = None
        self.subj: Phrase | None = None
        self.subj_from = ""
        self.obj: Phrase | None = None
        self.obj2: Phrase | None = None

    def __repr__(self) -> str:
        return f"<{self.kind} {self.first}-{self.last} v={self.verb}>"


class Sentence:
    """A sentence understood: its units, phrases and clauses."""

    __slots__ = ("clauses", "end", "phrase_of", "phrases", "start", "tokens", "units")

    def __init__(self, tokens: list[Token], units: list[Unit]) -> None:
        self.tokens = tokens
        self.units = units
        self.phrases: list[Phrase] = []
        self.clauses: list[Clause] = []
        self.phrase_of: dict[int, Phrase] = {}
        self.start = tokens[0].start
        self.end = tokens[-1].end

    def close(self) -> None:
        """Untie what points at each other, so that it is freed at once and no garbage collector has to look for it."""
        open_phrases = list(self.phrases)
        while open_phrases:
            phrase = open_phrases.pop()
            phrase.parent = phrase.host = None
            phrase.clauses.clear()
            open_phrases += phrase.conj
            if phrase.gen is not None:
                open_phrases.append(phrase.gen)
            if phrase.app is not None:
                open_phrases.append(phrase.app)
        for clause in self.clauses:
            clause.parent = clause.anchor = None
            clause.inner.clear()
            clause.comps.clear()
