"""Ties told by a noun or participle alone: "حليف موسكو الوثيق", "العقوبات المفروضة على إيران", "الصراع بين ...".

Such words stand anywhere, mostly in the background of a sentence, and what belongs to them follows loosely, past
adjectives and spans of time: so they are read by what stands around them, whatever clause it fell to.
"""

from collections.abc import Iterator
from typing import Final

from rasid.actors import NOBODY, Party, Resolver
from rasid.arabic.normalise import normalise
from rasid.events.act import Act, Given
from rasid.events.match import Matcher
from rasid.events.predicate import Predicate
from rasid.syntax.tree import NOMINAL, Phrase, Sentence, Unit
from rasid.tables.lexicon import Lemma
from rasid.tables.relations import NOMINAL_SHAPES, Relation
from rasid.ties.around import Around, top_of
from rasid.ties.whose import Whose, bases

_BETWEEN: Final = normalise("بين")  # between
_PAST: Final = frozenset(normalise(p) for p in ("منذ", "بعد", "قبل", "خلال", "أثناء", "عقب", "إثر"))  # since, after …
_HAND: Final = frozenset(("جهة", "ناحية", "جانب"))  # (on the one) hand, side
_IN: Final = frozenset(normalise(p) for p in ("في", "على"))  # in, at
_NEAR: Final = 5  # words between an act and the relation that it begins or ends
_ACTS: Final = {  # acts that begin or end a relation: their object tells no lasting one
    "sanctions_regime": ("SANCTION",),
    "membership": ("SANCTION", "SUPPORT", "AGREE"),
    "diplomatic_relations": ("SANCTION", "SUPPORT", "AGREE"),
}

Sides = tuple[Party, Party]


class Reader:
    """Reads the relational words of one sentence."""

    def __init__(self, sentence: Sentence, matcher: Matcher, resolver: Resolver) -> None:
        self.s = sentence
        self.units = sentence.units
        self.m = matcher
        self.r = resolver
        self.near = Around(sentence, matcher)
        self.who = Whose(self.near, resolver)
        self.covered: set[int] = set()

    def read(self, relations: dict[str, tuple[Relation, ...]], predicates: list[Predicate]) -> list[Act]:
        """The ties that the sentence's relational words tell."""
        found: list[Act] = []
        for unit in self.units:
            if unit.pos not in NOMINAL:
                continue
            for lemma, relation in self._relations(unit, relations):
                sides = self._sides(unit, relation, predicates)
                if sides is not None:
                    found.append(self._act(unit, lemma, relation, sides))
                    break
        return found

    def _relations(self, unit: Unit, relations: dict[str, tuple[Relation, ...]]) -> Iterator[tuple[Lemma, Relation]]:
        seen: set[str] = set()
        for reading in ((unit.read,) if unit.read is not None else ()) + unit.cands:
            clitics = (reading.conj, reading.prep, reading.det) == (unit.conj, unit.prep, unit.det)
            if reading.pos not in "NA" or not (clitics or unit.pos == "R"):
                continue
            if reading.lemma.plain not in seen:
                seen.add(reading.lemma.plain)
                known = relations.get(reading.lemma.plain, ())
                yield from ((reading.lemma, relation) for relation in known if relation.shape in NOMINAL_SHAPES)

    def _act(self, unit: Unit, lemma: Lemma, relation: Relation, sides: Sides) -> Act:
        phrase = self.s.phrase_of.get(unit.i) or self.near.owner.get(unit.i)
        predicate = Predicate(unit.i, lemma, "noun", self.m.clause_of[unit.i], phrase, relation.rule)
        one, other = (sides[1], sides[0]) if relation.turned else sides
        return Act(relation.rule.outcomes[0], predicate, one, other, (), NOBODY, Given())

    def _sides(self, unit: Unit, relation: Relation, predicates: list[Predicate]) -> Sides | None:
        phrase = self.s.phrase_of.get(unit.i)
        top = top_of(phrase or self.near.owner.get(unit.i))
        if top is not None and (top.neg or (top.prep in _PAST and relation.shape == "shared")):
            return None
        needed = self.near.needed(unit, phrase, relation)
        above = phrase.parent if phrase is not None else None
        if above is not None and relation.shape == "shared" and "agreement" in self.near.classes(above):
            return None  # "معاهدة صداقة": a treaty's name
        if needed is None or self._just_done(unit, phrase, relation.kind, predicates):
            return None
        if relation.shape == "bearer":
            return self._borne(unit, phrase, relation, needed)
        if relation.shape == "shared":
            return self._shared(unit, phrase, relation)
        if unit.pron and relation.kind == "occupation":
            return None  # "احتلالها": what is occupied
        owner = (
            self.who.holder(unit) if relation.shape == "had" else self.who.owners(unit, phrase) or self.who.holder(unit)
        )
        if relation.shape == "had" and not owner:
            return None
        clause = self.m.clause_of[unit.i]
        kept = clause.obj is not None and self.near.holds(clause.obj, unit.i)
        if not owner and kept and relation.kind == "neutrality":
            owner = self.r.phrase(clause.subj)  # "keeps to a balanced stand"
        if not owner and relation.kind == "sanctions_regime":
            owner = self.who.council() or Party(relation.unnamed)
        other = self.who.other(unit, phrase, relation, needed, owner)
        if not other and owner and relation.kind == "occupation":
            other = self.who.here(unit, owner)
        if not other:
            return (owner, NOBODY) if owner and relation.kind == "neutrality" else None
        self._cover(unit)
        return (owner, other) if not bases(owner) & bases(other) else None

    def _borne(self, unit: Unit, phrase: Phrase | None, relation: Relation, needed: int) -> Sides | None:
        other = self.who.other(unit, phrase, relation, needed, NOBODY)
        bearer = self.who.bearer(unit, phrase, relation, other)
        codes = {name for name in relation.of if name.isupper()}
        if not bearer or (codes and not codes & set(bearer.codes)):
            return None
        other = NOBODY
        if phrase is not None and phrase.gen is not None and phrase.gen.head != needed:
            other = self.r.phrase(phrase.gen)
        other = other or self.who.other(unit, phrase, relation, needed, bearer)
        if not other and unit.pron:
            other = self.who.pronoun(unit.pron, unit.i, bearer)
        other = other or Party(relation.unnamed)
        if not other and len(bearer.codes) == 2 and unit.read is not None and unit.read.number == "d":
            return Party(bearer.codes[:1], bearer.spans), Party(bearer.codes[1:], bearer.spans)  # "the two are allies"
        if not other or bases(other) & bases(bearer):
            return None
        return bearer, other

    def _shared(self, unit: Unit, phrase: Phrase | None, relation: Relation) -> Sides | None:
        for pp in self.near.following(unit):
            if pp.prep == _BETWEEN:
                party = self.r.phrase(pp)
                if len(party.codes) > 1:
                    return Party(party.codes[:1], party.spans), Party(party.codes[1:], party.spans)
                other = self._other_hand(pp.last)
                if party and other:
                    return party, other
        told = self._in_it(unit, phrase)
        if told is not None:
            return told
        owners = self.who.nisbas(unit, phrase)
        if len(owners.codes) > 1 and len(owners.spans) > 1:
            return Party(owners.codes[:1], owners.spans), Party(owners.codes[1:], owners.spans)
        owner = self.who.owners(unit, phrase)
        other = self.who.other(unit, phrase, relation, -1, owner)
        same = set(owner.codes) & set(other.codes) if relation.kind == "conflict" else bases(owner) & bases(other)
        if owner and other and not same:
            return owner, other
        return None if owner or other else self._split(unit)

    def _other_hand(self, after: int) -> Party:
        """The second of two sides: "بين باريس من جهة ولندن وروما من جهة أخرى"."""
        if not any(_HAND & set(unit.norm.split()) for unit in self.units[after : after + 3]):
            return NOBODY
        for phrase in self.s.phrases:
            if after < phrase.first <= after + 3 and self.units[phrase.first].conj:
                return self.r.phrase(phrase)
        return NOBODY

    def _split(self, unit: Unit) -> Sides | None:
        """Two who are told as one subject: "طوى البلدان صفحة الخلاف"."""
        clause = self.m.clause_of[unit.i]
        target = clause.obj
        if target is None or clause.verb < 0 or clause.neg or not target.first <= unit.i < target.last:
            return None
        party = self.r.phrase(clause.subj)
        if len(party.codes) != 2:
            return None
        return Party(party.codes[:1], party.spans), Party(party.codes[1:], party.spans)

    def _in_it(self, unit: Unit, phrase: Phrase | None) -> Sides | None:
        """Two who are in it: "الكوريتان في حالة حرب", "البلدان على خلاف"."""
        top, clause = top_of(phrase), self.m.clause_of[unit.i]
        if top is None or not top.prep or top.prep.split()[0] not in _IN or unit.det:
            return None
        if clause.verb >= 0 and not self.near.copular(clause):
            return None
        party = self.r.phrase(clause.subj or clause.topic)
        if len(party.codes) != 2:
            return None
        return Party(party.codes[:1], party.spans), Party(party.codes[1:], party.spans)

    def _cover(self, unit: Unit) -> None:
        """Participles and present verbs that only describe the thing ("المفروضة على", "التي تفرضها") tell no act."""
        for k in range(unit.i + 1, min(unit.i + _NEAR, len(self.units))):
            if self.units[k].pos != "A":
                break
            self.covered.add(k)
        for clause in self.near.relatives(unit):
            read = self.units[clause.verb].read if clause.verb >= 0 else None
            if read is not None and read.aspect == "i":
                self.covered.add(clause.verb)

    def _just_done(self, unit: Unit, phrase: Phrase | None, kind: str, predicates: list[Predicate]) -> bool:
        """Is the relation new or ended: sanctions not named before, or what an act just told is about?"""
        if kind == "sanctions_regime" and not unit.det and not unit.pron and (phrase is None or phrase.gen is None):
            return True
        types = _ACTS.get(kind, ())
        return any(
            p.frame is not None and 0 < unit.i - p.unit <= _NEAR and any(o.type in types for o in p.frame.outcomes)
            for p in predicates
        )
