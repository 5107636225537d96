"""Ties told by a noun or participle alone: "حليف موسكو الوثيق", "العقوبات المفروضة على إيران", "الصراع بين ...".

Such words stand anywhere, mostly in the background of a sentence, and what belongs to them follows loosely, past
adjectives and spans of time: so they are read by what stands around them, whatever clause it fell to.
"""

from collections.abc import Iterator
from typing import Final

from rasid.actors import NOBODY, Party, Resolver
from rasid.arabic.normalise import normalise
from rasid.events.acts import Act, Given
from rasid.events.match import Matcher, Predicate
from rasid.syntax.tree import NOMINAL, Clause, Phrase, Sentence, Unit
from rasid.tables.relations import Relation

_BETWEEN: Final = normalise("بين")
_FROM: Final = normalise("من")
_PAST: Final = frozenset(normalise(p) for p in ("منذ", "بعد", "قبل", "خلال", "أثناء", "عقب", "إثر"))  # since, after, during …
_HYPHENS: Final = frozenset(("-", "–", "—", "ـ", "/"))
_COPULAS: Final = frozenset(("be", "copula"))
_REACH: Final = 12  # words after a relational word in which its other side is sought
_IMPOSED: Final = 5  # words between "imposed" and the sanctions that it is about

Sides = tuple[Party, Party]


class Reader:
    """Reads the relational words of one sentence."""

    def __init__(self, sentence: Sentence, matcher: Matcher, resolver: Resolver) -> None:
        self.s = sentence
        self.units = sentence.units
        self.m = matcher
        self.r = resolver
        self.pps = sorted({id(p): p for c in sentence.clauses for p in c.pps}.values(), key=lambda p: p.first)
        self.owner: dict[int, Phrase] = {}
        for phrase in sentence.phrases:
            for part in phrase.parts():
                for link in part.chain():
                    for k in link.adjs:
                        self.owner.setdefault(k, link)

    def read(self, relations: dict[str, tuple[Relation, ...]], predicates: list[Predicate]) -> list[Act]:
        """The ties that the sentence's relational words tell."""
        found: list[Act] = []
        for unit in self.units:
            if unit.pos not in NOMINAL:
                continue
            for relation in self._relations(unit, relations):
                sides = self._sides(unit, relation, predicates)
                if sides is not None:
                    found.append(self._act(unit, relation, sides))
                    break
        return found

    def _relations(self, unit: Unit, relations: dict[str, tuple[Relation, ...]]) -> Iterator[Relation]:
        seen: set[str] = set()
        for reading in ((unit.read,) if unit.read is not None else ()) + unit.cands:
            if reading.pos not in "NA" or (reading.conj, reading.prep, reading.det) != (unit.conj, unit.prep, unit.det):
                continue
            if reading.lemma.plain not in seen:
                seen.add(reading.lemma.plain)
                yield from relations.get(reading.lemma.plain, ())

    def _act(self, unit: Unit, relation: Relation, sides: Sides) -> Act:
        assert unit.lemma is not None
        phrase = self.s.phrase_of.get(unit.i) or self.owner.get(unit.i)
        predicate = Predicate(unit.i, unit.lemma, "noun", self.m.clause_of[unit.i], phrase, relation.rule)
        one, other = (sides[1], sides[0]) if relation.turned else sides
        return Act(relation.rule.outcomes[0], predicate, one, other, (), NOBODY, Given())

    # -- sides ---------------------------------------------------------------------------------------------------

    def _sides(self, unit: Unit, relation: Relation, predicates: list[Predicate]) -> Sides | None:
        phrase = self.s.phrase_of.get(unit.i)
        top = _top(phrase or self.owner.get(unit.i))
        if top is not None and (top.neg or (top.prep in _PAST and relation.shape == "shared")):
            return None
        needed = self._needed(unit, phrase, relation)
        if needed is None:
            return None
        if relation.shape == "bearer":
            return self._borne(unit, phrase, relation, needed)
        if relation.shape == "shared":
            return self._shared(unit, phrase, relation)
        if relation.kind == "sanctions_regime" and self._just_imposed(unit, phrase, predicates):
            return None
        owner = self._owners(unit, phrase)
        other = self._other(unit, phrase, relation, needed)
        return (owner, other) if other and not set(owner.codes) & set(other.codes) else None

    def _borne(self, unit: Unit, phrase: Phrase | None, relation: Relation, needed: int) -> Sides | None:
        bearer = self._bearer(unit, phrase, relation)
        if not bearer:
            return None
        other = self._other(unit, phrase, relation, needed)
        if not other and phrase is not None and unit.pron and relation.shape == "bearer":
            other = self.r.pronoun(unit.pron, unit.i, None, excluded=bearer.codes)
        if not other and phrase is not None and phrase.gen is not None:
            other = self.r.phrase(phrase.gen)
        if not other and len(bearer.codes) == 2 and unit.read is not None and unit.read.number == "d":
            return Party(bearer.codes[:1], bearer.spans), Party(bearer.codes[1:], bearer.spans)  # "the two are allies"
        if not other or set(other.codes) & set(bearer.codes):
            return None
        return bearer, other

    def _shared(self, unit: Unit, phrase: Phrase | None, relation: Relation) -> Sides | None:
        for pp in self._following(unit):
            if pp.prep == _BETWEEN:
                party = self.r.phrase(pp)
                if len(party.codes) > 1:
                    return Party(party.codes[:1], party.spans), Party(party.codes[1:], party.spans)
        owners = self._nisbas(unit, phrase)
        if len(owners.codes) > 1 and len(owners.spans) > 1:
            return Party(owners.codes[:1], owners.spans), Party(owners.codes[1:], owners.spans)
        owner = self._owners(unit, phrase)
        other = self._other(unit, phrase, relation, -1)
        if owner and other and not set(owner.codes) & set(other.codes):
            return owner, other
        return None

    # -- who -----------------------------------------------------------------------------------------------------

    def _nisbas(self, unit: Unit, phrase: Phrase | None) -> Party:
        """All whom the nisbas of a noun name, also those joined by a hyphen: "الصراع العربي - الإسرائيلي"."""
        party = NOBODY
        k = unit.i + 1
        while k < len(self.units):
            word = self.units[k]
            if word.pos == "A" and word.lemma is not None:
                if word.lemma.codes:
                    party = party.plus(Party(word.lemma.codes, ((word.start, word.end),), "nisba"))
            elif not (word.norm in _HYPHENS and party):
                break
            k += 1
        return party

    def _owners(self, unit: Unit, phrase: Phrase | None) -> Party:
        """Whose the thing is: by its nisba, genitive or possessive, or the verb that describes it."""
        party = self._nisbas(unit, phrase)
        if party:
            return party
        if unit.pron:
            return self.r.pronoun(unit.pron, unit.i, self.m.clause_of[unit.i].subj)
        if phrase is not None and phrase.gen is not None:
            party = self.r.phrase(phrase.gen)
            if party:
                return party
        for clause in self.s.clauses:
            if clause.kind == "rel" and clause.anchor is not None and clause.anchor.head == unit.i:
                if clause.subj is not None and clause.subj.head != unit.i:
                    return self.r.phrase(clause.subj)
        for pp in self._following(unit)[:1]:
            if pp.prep == _FROM:
                return self.r.phrase(pp)
        return NOBODY

    def _other(self, unit: Unit, phrase: Phrase | None, relation: Relation, but: int) -> Party:
        """The other side: behind one of the prepositions of the relation; ``but`` is what it is about."""
        for pp in self._following(unit):
            if pp.prep in relation.preps and pp.head != but:
                party = self._phrase(pp, unit)
                if party:
                    return party
        return NOBODY

    def _phrase(self, pp: Phrase, unit: Unit) -> Party:
        if pp.kind == "pron":
            return self.r.pronoun(pp.pron, pp.head, self.m.clause_of[unit.i].subj)
        return self.r.phrase(pp)

    def _bearer(self, unit: Unit, phrase: Phrase | None, relation: Relation) -> Party:
        """Of whom the word is said: what it describes or stands beside, or the subject whose predicate it is."""
        for phrase_ in self._bearers(unit, phrase):
            if relation.of and not self._classes(phrase_) & relation.of:
                continue
            party = self.r.phrase(phrase_)
            if party:
                return party
        return NOBODY

    def _bearers(self, unit: Unit, phrase: Phrase | None) -> Iterator[Phrase]:
        described = self.owner.get(unit.i)
        if described is not None:
            yield described
        if phrase is not None:
            if phrase.host is not None:
                yield phrase.host
            if phrase.app is not None:
                yield phrase.app
            if phrase.names:
                yield phrase
        last = phrase.last if phrase is not None else unit.i + 1
        if unit.pron and last < len(self.units) and self.units[last].pos == "R":
            yield from (p for p in self.s.phrases if p.first == last)  # "جارتها فنلندا"
        yield from self._told_of(unit, self.m.clause_of[unit.i])
        before = unit.i - 1
        while before > 0 and self.units[before].norm in ("،", "("):
            before -= 1
        for other in self.s.phrases:
            if other.last == before + 1 and not other.time and self.units[unit.i].det | bool(unit.pron) | (phrase is not None and phrase.gen is not None):
                yield other

    def _told_of(self, unit: Unit, clause: Clause) -> Iterator[Phrase]:
        """The subject or topic of a clause whose predicate the word is."""
        if clause.verb >= 0:
            object_ = clause.obj
            inside = object_ is not None and object_.first <= unit.i < object_.last
            if inside and self.units[clause.verb].role_word in _COPULAS and clause.subj is not None:
                yield clause.subj
        elif clause.topic is not None and any(arg.first <= unit.i < arg.last for arg in clause.args):
            yield clause.topic

    def _classes(self, phrase: Phrase) -> frozenset[str]:
        lemma = self.units[phrase.head].lemma
        return lemma.classes if lemma is not None else frozenset()

    # -- around --------------------------------------------------------------------------------------------------

    def _following(self, unit: Unit) -> list[Phrase]:
        """The phrases with a preposition behind a word, up to the next verb or stop."""
        end = unit.i + 1
        while end < min(len(self.units), unit.i + _REACH):
            word = self.units[end]
            if word.pos == "V" or (word.pos == "K" and word.norm in ("،", ".", "؛", ":")) or word.pos == "S":
                break
            end += 1
        return [p for p in self.pps if unit.i < p.first < end and not p.time]

    def _needed(self, unit: Unit, phrase: Phrase | None, relation: Relation) -> int | None:
        """The unit that meets what the relation needs beside its word; -1 where it needs nothing, None if missing."""
        if not relation.needs and not relation.classes:
            return -1
        near = [unit.i]
        if phrase is not None:
            for link in phrase.chain():
                near += [link.head, *link.adjs]
            near += [link.head for pp in self._following(unit) for link in pp.chain()]
        for k in near:
            lemma = self.units[k].lemma
            if lemma is not None and (lemma.plain in relation.needs or lemma.classes & relation.classes):
                return k
        return None

    def _just_imposed(self, unit: Unit, phrase: Phrase | None, predicates: list[Predicate]) -> bool:
        """Are the sanctions new: unnamed before, or what an imposing just told is about?"""
        if not unit.det and not unit.pron and (phrase is None or phrase.gen is None):
            return True
        return any(
            p.frame is not None and 0 < unit.i - p.unit <= _IMPOSED and any(o.type == "SANCTION" for o in p.frame.outcomes)
            for p in predicates
        )


def _top(phrase: Phrase | None) -> Phrase | None:
    while phrase is not None and phrase.parent is not None:
        phrase = phrase.parent
    return phrase
