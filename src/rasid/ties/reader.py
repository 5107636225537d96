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
from rasid.tables.relations import NOMINAL_SHAPES, Relation

_BETWEEN: Final = normalise("بين")
_FROM: Final = normalise("من")
_PAST: Final = frozenset(normalise(p) for p in ("منذ", "بعد", "قبل", "خلال", "أثناء", "عقب", "إثر"))  # since, after, during …
_IN: Final = frozenset(normalise(p) for p in ("في", "على"))  # in, at
_HYPHENS: Final = frozenset(("-", "–", "—", "ـ", "/"))
_ASIDE: Final = frozenset(("،", "(", "-"))
_STOPS: Final = frozenset(("،", ".", "؛", ":"))
_COPULAS: Final = frozenset(("be", "copula"))
_REACH: Final = 12  # words after a relational word in which its other side is sought
_COUNCILS: Final = frozenset(("UNSC", "UN"))
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
                yield from (r for r in relations.get(reading.lemma.plain, ()) if r.shape in NOMINAL_SHAPES)

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
        if phrase is not None and phrase.parent is not None and relation.shape == "shared":
            if "agreement" in self._classes(phrase.parent):
                return None  # "معاهدة صداقة": a treaty's name
        if needed is None or self._just_done(unit, phrase, relation.kind, predicates):
            return None
        if relation.shape == "bearer":
            return self._borne(unit, phrase, relation, needed)
        if relation.shape == "shared":
            return self._shared(unit, phrase, relation)
        if unit.pron and relation.kind == "occupation":
            return None  # "احتلالها": what is occupied
        owner = self._owners(unit, phrase)
        if not owner and relation.kind == "sanctions_regime":
            owner = self._council() or Party(relation.unnamed)
        other = self._other(unit, phrase, relation, needed, owner)
        if not other and owner and relation.kind == "occupation":
            other = self._here(unit, owner)
        if not other:
            return (owner, NOBODY) if owner and relation.kind == "neutrality" else None
        return (owner, other) if not _bases(owner) & _bases(other) else None

    def _council(self) -> Party:
        """The United Nations body that a sentence about sanctions names: they are its own."""
        for phrase in self.s.phrases:
            for part in phrase.parts():
                for link in part.chain():
                    party = self.r.part(link) if self.units[link.head].entities else NOBODY
                    if set(party.codes) & _COUNCILS:
                        return party
        return NOBODY

    def _here(self, unit: Unit, one: Party) -> Party:
        """The country that the sentence or the report is about, if it is not ``one``'s own."""
        for code in (self.r.site(unit.i), self.r.memory.main_state()):
            if code and code not in _bases(one):
                return Party((code,), (), "place")
        return NOBODY

    def _borne(self, unit: Unit, phrase: Phrase | None, relation: Relation, needed: int) -> Sides | None:
        other = self._other(unit, phrase, relation, needed, NOBODY)
        bearer = self._bearer(unit, phrase, relation, other)
        if not bearer:
            return None
        other = self._other(unit, phrase, relation, needed, bearer)
        if not other and unit.pron:
            other = self._pronoun(unit.pron, unit.i, bearer)
        if not other and phrase is not None and phrase.gen is not None:
            other = self.r.phrase(phrase.gen)
        other = other or Party(relation.unnamed)
        if not other and len(bearer.codes) == 2 and unit.read is not None and unit.read.number == "d":
            return Party(bearer.codes[:1], bearer.spans), Party(bearer.codes[1:], bearer.spans)  # "the two are allies"
        if not other or _bases(other) & _bases(bearer):
            return None
        return bearer, other

    def _shared(self, unit: Unit, phrase: Phrase | None, relation: Relation) -> Sides | None:
        for pp in self._following(unit):
            if pp.prep == _BETWEEN:
                party = self.r.phrase(pp)
                if len(party.codes) > 1:
                    return Party(party.codes[:1], party.spans), Party(party.codes[1:], party.spans)
        told = self._in_it(unit, phrase)
        if told is not None:
            return told
        owners = self._nisbas(unit, phrase)
        if len(owners.codes) > 1 and len(owners.spans) > 1:
            return Party(owners.codes[:1], owners.spans), Party(owners.codes[1:], owners.spans)
        owner = self._owners(unit, phrase)
        other = self._other(unit, phrase, relation, -1, owner)
        if owner and other and not set(owner.codes) & set(other.codes):
            return owner, other
        return None

    def _in_it(self, unit: Unit, phrase: Phrase | None) -> Sides | None:
        """Two who are in it: "الكوريتان في حالة حرب", "البلدان على خلاف"."""
        top, clause = _top(phrase), self.m.clause_of[unit.i]
        if top is None or not top.prep or top.prep.split()[0] not in _IN or unit.det:
            return None
        if clause.verb >= 0 and self.units[clause.verb].role_word not in _COPULAS:
            return None
        party = self.r.phrase(clause.subj or clause.topic)
        if len(party.codes) != 2:
            return None
        return Party(party.codes[:1], party.spans), Party(party.codes[1:], party.spans)

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
            beside = self._beside(unit, phrase)
            return beside or self.r.pronoun(unit.pron, unit.i, self.m.clause_of[unit.i].subj)
        if phrase is not None and phrase.gen is not None:
            party = self.r.phrase(phrase.gen)
            if party:
                return party
        if phrase is not None and phrase.parent is not None and phrase.parent.gen is phrase:
            party = self._adjectives(phrase.parent)  # "قوات الاحتلال الأمريكية"
            if party:
                return party
        for clause in self._relatives(unit):
            if clause.subj is not None and not self._holds(clause.subj, unit.i):
                return self.r.phrase(clause.subj)
            if clause.subj_from.startswith("pron:"):
                return self.r.pronoun(clause.subj_from[5:], unit.i, None, True)
        for pp in self._following(unit)[:1]:
            if pp.prep == _FROM:
                return self.r.phrase(pp)
        return NOBODY

    def _adjectives(self, phrase: Phrase) -> Party:
        party = NOBODY
        for k in phrase.adjs:
            word = self.units[k]
            if word.lemma is not None and word.lemma.codes:
                party = party.plus(Party(word.lemma.codes, ((word.start, word.end),), "nisba"))
        return party

    def _beside(self, unit: Unit, phrase: Phrase | None) -> Party:
        """Who is named right before the preposition of a noun with a pronoun: "روسيا في حربها"."""
        if phrase is None or phrase.prep_at < 1 or not unit.pron:
            return NOBODY
        link = self.s.phrase_of.get(phrase.prep_at - 1)
        if link is None or self.units[link.head].pos != "R" or self.r.gender(self.units[link.head]) not in (unit.pron[2], "x"):
            return NOBODY
        return self.r.part(link)

    def _other(self, unit: Unit, phrase: Phrase | None, relation: Relation, but: int, one: Party) -> Party:
        """The other side: behind one of the prepositions of the relation; ``but`` is what it is about."""
        near = self._following(unit, relation.kind != "hosting")
        for pp in near:
            if pp.prep not in relation.preps or any(link.head == but for link in pp.chain()):
                continue
            party = self._pronoun(pp.pron, pp.head, one) if pp.kind == "pron" else self.r.phrase(pp)
            if party:
                return party
        return NOBODY

    def _pronoun(self, pron: str, at: int, one: Party) -> Party:
        """Whom a pronoun means, if not ``one``; in a relative clause without another subject, whom that describes."""
        clause = self.m.clause_of[at]
        if clause.kind == "rel" and clause.anchor is not None:
            party = self.r.phrase(clause.anchor)
            if party and not _bases(party) & _bases(one):
                return party
        return self._named_before(pron, at, one) or self.r.pronoun(pron, at, None, excluded=one.codes)

    def _named_before(self, pron: str, at: int, one: Party) -> Party:
        """The last one named before in this sentence who agrees with a pronoun and is not ``one``."""
        for k in range(at - 1, -1, -1):
            link = self.s.phrase_of.get(k)
            if link is None or link.head != k or self.r.gender(self.units[k]) not in (pron[2], "x"):
                continue
            party = self.r.part(link)
            if party and not _bases(party) & _bases(one):
                return party
        return NOBODY

    def _bearer(self, unit: Unit, phrase: Phrase | None, relation: Relation, other: Party) -> Party:
        """Of whom the word is said: what it describes or stands beside, or the subject whose predicate it is."""
        for candidate in self._bearers(unit, phrase):
            if relation.of and not self._classes(candidate) & relation.of:
                continue
            head = self.units[candidate.head]
            if head.pos == "I" and head.role_word:
                pron = f"{head.role_word[0]}{head.role_word[2]}{head.role_word[1]}"
                party = self.r.pronoun(pron, candidate.head, None, excluded=other.codes)
            else:
                party = self.r.phrase(candidate)
            if party:
                return party
        return NOBODY

    def _bearers(self, unit: Unit, phrase: Phrase | None) -> Iterator[Phrase]:
        described = self.owner.get(unit.i)
        if described is not None:
            yield described
        if phrase is not None and phrase.host is not None:
            yield phrase.host
        clause = self.m.clause_of[unit.i]
        if clause.verb >= 0:
            yield from self._told_of(unit, clause)
        top = _top(phrase)
        first = unit.i if top is None or top.prep else min(top.first, unit.i)
        definite = unit.det or bool(unit.pron) or (phrase is not None and phrase.gen is not None)
        for other in reversed(self.s.phrases):
            if other.last == first and not other.time and not (other is clause.subj and top is clause.obj):
                head = self.units[other.head]
                if head.pos == "I" or unit.pos == "A" or (definite and not unit.conj):
                    yield other  # "وهي عضو", "زيمبابوي حليفتها"
        if unit.pron and phrase is not None and unit.read is not None and unit.read.number == "s":
            yield from (p for p in self.s.phrases if p.first == phrase.last and self.units[p.head].pos == "R")
        if clause.verb < 0:
            yield from self._told_of(unit, clause)
        if definite and first > 1 and self.units[first - 1].norm in _ASIDE:
            yield from (p for p in reversed(self.s.phrases) if p.last == first - 1 and not p.time)

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

    def _following(self, unit: Unit, relatives: bool = True) -> list[Phrase]:
        """The phrases with a preposition behind a word, up to the next verb or stop, and those of its relatives."""
        end = unit.i + 1
        while end < min(len(self.units), unit.i + _REACH):
            word = self.units[end]
            if word.pos == "V" or (word.pos == "K" and word.norm in _STOPS) or word.pos == "S":
                break
            end += 1
        near = [p for p in self.pps if unit.i < p.first < end and not p.time]
        for clause in self._relatives(unit) if relatives else ():
            near += [p for p in clause.pps if p.first >= end and not p.time]
        return near

    def _relatives(self, unit: Unit) -> list[Clause]:
        """The relative clauses that describe a noun: "العقوبات التي تفرضها واشنطن على طهران"."""
        return [c for c in self.s.clauses if c.kind == "rel" and c.anchor is not None and self._holds(c.anchor, unit.i)]

    @staticmethod
    def _holds(phrase: Phrase, unit: int) -> bool:
        return any(link.head == unit for link in phrase.chain())

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

    def _just_done(self, unit: Unit, phrase: Phrase | None, kind: str, predicates: list[Predicate]) -> bool:
        """Is the relation new or ended: sanctions not named before, or what an act just told is about?"""
        if kind == "sanctions_regime" and not unit.det and not unit.pron and (phrase is None or phrase.gen is None):
            return True
        types = _ACTS.get(kind, ())
        return any(
            p.frame is not None and 0 < unit.i - p.unit <= _NEAR and any(o.type in types for o in p.frame.outcomes)
            for p in predicates
        )


def _bases(party: Party) -> set[str]:
    return {code.partition(":")[0] for code in party.codes}


def _top(phrase: Phrase | None) -> Phrase | None:
    while phrase is not None and phrase.parent is not None:
        phrase = phrase.parent
    return phrase
