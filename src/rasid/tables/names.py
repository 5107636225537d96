"""Names of actors and places: many words, one look-up.

Names are kept by their first word; the longest that fits wins. The first word may carry the proclitics و ف ب ل ك, so
``وللولايات المتحدة`` finds الولايات المتحدة.
"""

from collections.abc import Iterable
from typing import NamedTuple

from rasid.arabic.words import Token
from rasid.tables.parcels import Index, Rows
from rasid.tables.word_classes import WordClasses


class Term(NamedTuple):
    """For whom a person stood, and when (ISO dates, possibly only a year; empty when open).

    ``heads`` are the names of the office without its state.
    """

    code: str
    office: str
    since: str
    until: str
    heads: tuple[str, ...] = ()


class Entity:
    """Something with a name. ``kind``: state, capital, seat, org, bloc, group, agency, person or place."""

    __slots__ = (
        "codes", "country", "gender", "heads", "kind", "lat", "lon", "name", "precision", "role", "terms", "unsure",
        "words",
    )  # fmt: skip

    def __init__(
        self,
        name: str,
        kind: str,
        codes: tuple[str, ...] = (),
        terms: tuple[Term, ...] = (),
        role: str = "",
        country: str = "",
        lat: float | None = None,
        lon: float | None = None,
        precision: str = "",
        unsure: bool = False,
        gender: str = "x",
    ) -> None:
        self.name = name
        self.kind = kind
        self.codes = codes
        self.terms = terms
        self.role = role
        self.country = country
        self.lat = lat
        self.lon = lon
        self.precision = precision
        self.unsure = unsure
        self.gender = gender
        self.heads: frozenset[str] = frozenset()
        self.words: frozenset[str] = frozenset()

    def called(self, spellings: Iterable[tuple[str, ...]]) -> "Entity":
        """Keep the words of its names, and their first words bare of the article: by these it is taken up again. (A
        person is by the short name, which in East Asia stands first: "شي", "كيم".)"""
        spelt = list(spellings)
        self.words = frozenset(word for spelling in spelt for word in spelling)
        self.heads = frozenset(spelling[0].removeprefix("ال") for spelling in spelt if len(spelling) > 1)
        return self

    def doubtful(self) -> "Entity":
        """The same entity under a name that is an ordinary word as well."""
        same = Entity(
            self.name, self.kind, self.codes, self.terms, self.role, self.country, self.lat, self.lon, self.precision,
            True, self.gender,
        )  # fmt: skip
        same.words, same.heads = self.words, self.heads
        return same

    def __repr__(self) -> str:
        return f"{self.name}={','.join(self.codes) or [t.code for t in self.terms]}({self.kind})"


def cued(entity: Entity, before: str, classes: WordClasses) -> bool:
    """Does the word before say that a doubtful name is one here ("حركة النهضة", "صحيفة الحياة")?"""
    if entity.kind not in ("group", "agency"):
        return False
    cues = classes.group_cues if entity.kind == "group" else classes.agency_cues
    return before in cues or before.lstrip("وفبل") in cues


Spellings = list[tuple[tuple[str, ...], tuple[int, ...]]]
"""The words of names after the first, and whom each may mean."""


class Match(NamedTuple):
    """A name found: how many words it covers, what its first word carried, and whom it may mean."""

    length: int
    conj: str
    prep: str
    entities: tuple[int, ...]


class Names:
    """Look-up of names in running text."""

    def __init__(self, entities: Rows[Entity], first: Index[Spellings]) -> None:
        self.entities = entities
        self.first = first
        self._grouped: dict[str, dict[str, Spellings]] = {}
        self._variants: dict[str, tuple[tuple[str, str, str], ...]] = {}

    def match(self, tokens: list[Token], i: int) -> Match | None:
        """The longest name that begins at word ``i``, or None; of equally long ones, that with fewest clitics."""
        best: Match | None = None
        for conj, prep, bare in self.variants(tokens[i].norm):
            second = tokens[i + 1].norm if i + 1 < len(tokens) else ""
            for rest, numbers in self._after(bare, second):
                length = len(rest) + 1
                if best is not None and length <= best.length:
                    break  # sorted: longest first
                if i + length <= len(tokens) and all(tokens[i + 1 + k].norm == word for k, word in enumerate(rest)):
                    best = Match(length, conj, prep, numbers)
                    break
        return best

    def _after(self, first: str, second: str) -> Spellings:
        """The names that may begin with these two words, longest first: only few of all those of a man called محمد."""
        grouped = self._grouped.get(first)
        if grouped is None:
            names = self.first.get(first) or []
            seconds = {rest[0] for rest, _ in names if rest} | {""}
            grouped = {word: [name for name in names if name[0][:1] in ((word,), ())] for word in seconds}
            self._grouped[first] = grouped
        return grouped.get(second) or grouped[""]

    def introduced(self, sentences: Iterable[list[Token]]) -> frozenset[str]:
        """The surnames of people whom a text names in full: there, "عون" alone is a man and no help."""
        found: set[str] = set()
        for tokens in sentences:
            for i in range(len(tokens)):
                match = self.match(tokens, i)
                if match is None or match.length < 2:
                    continue
                people = [e for e in map(self.entities.__getitem__, match.entities) if e.kind == "person"]
                if people:
                    found.add(tokens[i + match.length - 1].norm)
                    found.update(*(person.heads for person in people))
        return frozenset(found)

    def variants(self, norm: str) -> tuple[tuple[str, str, str], ...]:
        """``norm`` with its possible proclitics cut off, as (conjunction, preposition, rest), if a name begins so."""
        known = self._variants.get(norm)
        if known is None:
            found: list[tuple[str, str, str]] = []
            for conj in ("", "و", "ف"):
                if conj and not norm.startswith(conj):
                    continue
                rest = norm[len(conj) :]
                candidates = [("", rest)]
                if rest.startswith("لل"):
                    candidates += [("ل", "ال" + rest[2:]), ("ل", "ال" + rest[1:])]
                if rest[:1] in ("ب", "ل", "ك"):
                    candidates.append((rest[0], rest[1:]))
                found += [(conj, prep, bare) for prep, bare in candidates if self.first.get(bare) is not None]
            known = tuple(found)
            if len(self._variants) > 200_000:
                self._variants.clear()
            self._variants[norm] = known
        return known
