"""Words as the store searches them: every form of a word, and of what is derived from it, is one term.

``اتهمت``, ``يتهم``, ``والاتهامات`` and ``متهم`` all give the term ``اتهم``, from the readings of our own tables; words
that these don't know are cut of their article, clitics and commonest endings. Terms are kept as 40-bit numbers, which
a database packs well: among a hundred thousand words two share a number once in two hundred stores.
"""

import hashlib
import re
from collections import Counter
from collections.abc import Iterable
from typing import Final

from rasid.arabic.normalise import normalise
from rasid.arabic.words import words
from rasid.records import Event, Mention
from rasid.tables import Tables
from rasid.tables.lexicon import Reading

_CONTENT: Final = frozenset("VNAR")
_NAMED: Final = frozenset(("state", "org", "bloc", "group"))
_READINGS: Final = 4  # of an ambiguous word that are indexed; the tables put the likeliest first
_PREFIX: Final = re.compile(r"^(?:[وف]?(?:بال|كال|لل|ال)|[وف](?=\w{4}))")
_SUFFIX: Final = re.compile(r"(?:يات|ات|ين|ون|ية|ها|هم|يه|ة|ه|ي)$")
_PHRASE: Final = re.compile(r'"([^"]+)"|«([^»]+)»')
_LEAD: Final = 200  # characters in which a report says what it is about
_LEAST: Final = 3  # letters that a word keeps when it is cut
_LIMIT: Final = 300_000  # words remembered


class Terms:
    """Text into terms, with the tables' help; remembers the words it has met.

    >>> from rasid.tables import load
    >>> terms = Terms(load())
    >>> terms.of_word("اتهمت") & terms.of_word("والاتهامات") != set()
    True
    """

    def __init__(self, tables: Tables) -> None:
        self._tables = tables
        self._known: dict[str, frozenset[int]] = {}
        self._names: dict[str, str] = {}

    def of_text(self, text: str) -> set[int]:
        """The terms of an article: a set of numbers."""
        found: set[int] = set()
        for token in words(text):
            if token.kind != "p":
                found |= self.of_word(token.norm)
        return found

    def of_word(self, norm: str) -> frozenset[int]:
        """The terms of one normalised word: usually one, more where it has several readings, none for a particle."""
        known = self._known.get(norm)
        if known is None:
            if len(self._known) > _LIMIT:
                self._known.clear()
            known = self._known[norm] = frozenset(_number(name) for name in self._spelt(norm))
        return known

    def _spelt(self, norm: str) -> set[str]:
        readings = self._tables.lexicon.readings(norm)
        if any(r.pos not in _CONTENT and not (r.conj or r.prep or r.pron) for r in readings):
            return set()  # a particle, whatever rare word is written the same
        names = self._named(norm)
        if not readings:
            return names or {_cut(norm.casefold())}
        for reading in readings:
            if reading.pos in _CONTENT:
                names |= self._bases(reading)
                if len(names) >= _READINGS:
                    break
        return names

    def _named(self, norm: str) -> set[str]:
        """The code of a state or body whose whole name the word may be: مصر and المصرية are found together."""
        names = self._tables.names
        found: set[str] = set()
        for _, _, bare in names.variants(norm):
            for rest, numbers in names.first.get(bare) or ():
                if not rest:
                    entities = [names.entities[number] for number in numbers]
                    found |= {e.codes[0] for e in entities if e.kind in _NAMED and e.codes}
        return found

    def _bases(self, reading: Reading) -> set[str]:
        lemma = reading.lemma
        lemmas = self._tables.lexicon.lemmas
        if lemma.codes:
            return {lemma.codes[0]}
        if lemma.masdar_of:
            return {lemmas[number].plain for number in lemma.masdar_of}
        if lemma.participle_of >= 0:
            return {lemmas[lemma.participle_of].plain}
        return {lemma.plain}


def parse_query(text: str, terms: Terms) -> tuple[list[frozenset[int]], list[str]]:
    """What is searched for: for each word the terms of which an article must have one, and the quoted phrases.

    Particles are passed over; a query of nothing else gives two empty lists.
    """
    phrases = [first or second for first, second in _PHRASE.findall(text)]
    groups = [terms.of_word(token.norm) for token in words(text) if token.kind != "p"]
    return [group for group in groups if group], phrases


def shingles(text: str) -> list[int]:
    """Runs of three words as 32-bit numbers, to compare articles by; spelling and vowel marks don't count."""
    tokens = [token.norm for token in words(normalise(text)) if token.kind != "p"]
    if len(tokens) < 3:
        return [_short(" ".join(tokens))] if tokens else []
    return [_short(" ".join(tokens[i : i + 3])) for i in range(len(tokens) - 2)]


def _cut(word: str) -> str:
    """A word that the tables don't know, without the clitics and endings that it most likely has."""
    head = _PREFIX.match(word)
    if head and len(word) - head.end() >= _LEAST:
        word = word[head.end() :]
    tail = _SUFFIX.search(word)
    if tail and tail.start() >= _LEAST:
        word = word[: tail.start()]
    return word


def _number(name: str) -> int:
    return int.from_bytes(hashlib.blake2b(name.encode(), digest_size=5).digest())


def _short(name: str) -> int:
    return int.from_bytes(hashlib.blake2b(name.encode(), digest_size=4).digest())


def fact_numbers(events: Iterable[Event]) -> set[int]:
    """The acts of an article as numbers, to compare articles by: type and each pair of parties."""
    found: set[int] = set()
    for event in events:
        if event.recipient:
            found |= {_number(f"{event.type}|{a}|{r}") for a in event.actor or ("",) for r in event.recipient}
        else:
            found.add(_number(f"{event.type}|{','.join(sorted(event.actor))}"))
    return found


def name_numbers(mentions: Iterable[Mention], text: str) -> tuple[set[int], set[int]]:
    """Whom and what places an article names, and those of them that it is about: in its lead, and more than once."""
    counts: Counter[str] = Counter()
    leading: set[str] = set()
    for mention in mentions:
        if mention.kind not in ("actor", "place"):
            continue
        names = mention.codes if mention.kind == "actor" else (normalise(mention.span.cut(text)).lstrip("وبل"),)
        for name in names:
            counts[name.partition(":")[0]] += 1
            if mention.span.start < _LEAD:
                leading.add(name.partition(":")[0])
    heads = {name for name in leading if counts[name] > 1}
    return {_number(name) for name in counts}, {_number(name) for name in heads}
