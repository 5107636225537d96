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
from rasid.ties.war import Wars
from rasid.ties.whose import Whose, bases

_BETWEEN: Final = normalise("بين")  # between
_FOR: Final = "ل"
_FROM: Final = normalise("من")  # of
_NEAR: Final = 5  # words between an act and the relation that it begins or ends
_ACTS: Final = {  # acts that begin or end a relation: their object tells no lasting one
    "sanctions_regime": ("SANCTION",),
    "membership": ("SANCTION", "SUPPORT", "AGREE"),
    "diplomatic_relations": ("SANCTION", "SUPPORT", "AGREE"),
}

Sides = tuple[Party, Party]


class Reader:
    """Reads the relational words of one sentence."""

    def __init__(self, sentence: Sentence, matcher: Matcher, resolver: Resolver, wars: Wars) -> None:
        self.s = sentence
        self.units = sentence.units
        self.m = matcher
        self.r = resolver
        self.classes = resolver.tables.classes
        self.near = Around(sentence, matcher)
        self.who = Whose(self.near, resolver)
        self.wars = wars
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
        if top is not None and top.neg:
            return None
        if top is not None and top.prep in self.classes.past_preps and relation.shape == "shared":
            return self._known_war(unit, phrase, NOBODY, NOBODY) if relation.kind == "conflict" else None
        needed = self.near.needed(unit, phrase, relation)
        above = phrase.parent if phrase is not None else None
        named = relation.shape == "shared" and relation.kind != "conflict"
        if named and (self._treaty(unit) or (above is not None and "agreement" in self.near.classes(above))):
            return None  # "معاهدة صداقة": a treaty's name
        read = unit.read
        if relation.shape == "shared" and relation.kind == "conflict" and read is not None and read.number != "s":
            return None  # wars fought and over
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
        if relation.kind == "neutrality":
            kept = kept or any(self.near.holds(pp, unit.i) for pp in clause.pps)
            if phrase is not None and phrase.gen is not None and phrase.gen.head == needed:
                owner = NOBODY  # what it is about, not whose it is
        if not owner and kept and relation.kind in ("neutrality", "trade"):
            owner = self.who.subject(clause)  # "keeps to a balanced stand", "relies wholly on Russian gas"
        if not owner and relation.kind == "sanctions_regime":
            owner = self.who.council() or Party(relation.unnamed)
        other = self.who.other(unit, phrase, relation, needed, owner)
        if relation.kind == "neutrality":
            other = self._both(unit, relation) or other
        if relation.kind == "occupation" and not owner and not other and self._bare(unit, phrase):
            owner, other = self.who.occupied(relation)
        if not other and owner and relation.kind == "occupation":
            other = self.who.here(unit, owner)
        if not other:
            return (owner, NOBODY) if owner and relation.kind == "neutrality" else None
        self._cover(unit)
        return (owner, other) if not bases(owner) & bases(other) else None

    def _treaty(self, unit: Unit) -> bool:
        """Does a treaty name the thing as its aim: "اتفاق للتجارة الحرة"?"""
        before = self.units[unit.i - 1].lemma if unit.i and unit.prep == _FOR else None
        return before is not None and "agreement" in before.classes

    @staticmethod
    def _bare(unit: Unit, phrase: Phrase | None) -> bool:
        alone = phrase is not None and phrase.gen is None and phrase.parent is None and not phrase.adjs
        return unit.det and alone and not unit.pron

    def _both(self, unit: Unit, relation: Relation) -> Party:
        """Both sides of the war that a stand is about: "موقفها المتوازن من الأزمة الأوكرانية"."""
        for pp in self.near.following(unit):
            head = self.units[pp.head]
            if pp.prep in relation.preps and head.lemma is not None and head.lemma.plain in self.classes.wars:
                sides = self._known_war(head, pp, self.who.owners(head, pp), NOBODY)
                if sides is not None:
                    return sides[0].plus(sides[1])
        return NOBODY

    def _borne(self, unit: Unit, phrase: Phrase | None, relation: Relation, needed: int) -> Sides | None:
        other = self.who.other(unit, phrase, relation, needed, NOBODY)
        bearer = self.who.bearer(unit, phrase, relation, other)
        if not bearer and unit.pron and relation.kind == "alliance":
            return self.who.partner(unit, phrase)
        if relation.kind == "membership" and unit.read is not None and unit.read.number == "p" and self._states(unit):
            return None  # "the member states": any of them
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

    def _states(self, unit: Unit) -> bool:
        before = self.units[unit.i - 1].lemma if unit.i else None
        return before is not None and before.plain in self.classes.member_heads

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
        if unit.pron and len(owner.codes) == 2 and not other:
            return Party(owner.codes[:1], owner.spans), Party(owner.codes[1:], owner.spans)  # "their dispute"
        lasted = self._lasted(unit, phrase) if not owner and not other else None
        if lasted is not None:
            return lasted
        known = self._known_war(unit, phrase, owner, other) if relation.kind == "conflict" else None
        return known or (None if owner or other else self._split(unit))

    def _known_war(self, unit: Unit, phrase: Phrase | None, owner: Party, other: Party) -> Sides | None:
        return self.wars.sides(self.near, unit, phrase, owner, other)

    def _lasted(self, unit: Unit, phrase: Phrase | None) -> Sides | None:
        """Between whom it lasted: "استأنف البلدان علاقاتهما بعد عقود من القطيعة"."""
        top, clause = top_of(phrase), self.m.clause_of[unit.i]
        if top is None or top.prep != _FROM or clause.verb < 0 or top.prep_at < 1:
            return None
        before = self.units[top.prep_at - 1]
        if not before.time and (before.lemma is None or "time" not in before.lemma.classes):
            return None
        one = self.who.subject(clause)
        if len(one.codes) == 2:
            return Party(one.codes[:1], one.spans), Party(one.codes[1:], one.spans)
        beside = (self.r.phrase(pp) for pp in clause.pps if pp.prep in self.classes.other_side_preps)
        other = next((party for party in beside if party), NOBODY)
        return (one, other) if one and other and not bases(one) & bases(other) else None

    def _other_hand(self, after: int) -> Party:
        """The second of two sides: "بين باريس من جهة ولندن وروما من جهة أخرى"."""
        if not any(self.classes.hands & set(unit.norm.split()) for unit in self.units[after : after + 3]):
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
        party = self.who.subject(clause)
        if len(party.codes) != 2:
            return None
        return Party(party.codes[:1], party.spans), Party(party.codes[1:], party.spans)

    def _in_it(self, unit: Unit, phrase: Phrase | None) -> Sides | None:
        """Two who are in it: "الكوريتان في حالة حرب", "البلدان على خلاف"."""
        top, clause = top_of(phrase), self.m.clause_of[unit.i]
        before = top.prep or self.units[unit.i - 1].norm if top is not None and unit.i else ""
        if not before or before.split()[0] not in self.classes.standing_preps or unit.det:
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
        near = [p for p in predicates if p.frame is not None and 0 < unit.i - p.unit <= _NEAR]
        if kind == "sanctions_regime" and any(self._lifted(p) for p in near):
            return True
        return any(o.type in types for p in near if p.frame is not None for o in p.frame.outcomes)

    def _lifted(self, predicate: Predicate) -> bool:
        """Does an act tell that sanctions were lifted, not that somebody should lift them?"""
        frame, phrase = predicate.frame, predicate.phrase
        if frame is None or not any(o.type in ("RETREAT", "CONCEDE") and not o.aux for o in frame.outcomes):
            return False
        read = self.units[predicate.unit].read
        done = predicate.kind == "verb" and read is not None and read.aspect == "p"
        return done or (predicate.kind == "noun" and phrase is not None and not (top_of(phrase) or phrase).prep)
