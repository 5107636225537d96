"""Ties told by a verb of lasting: "تستضيف قاعدة", "تحتل منذ", "ترابط قوات في", "يسيطر على".

In the present, or with a date since when, such verbs tell what holds; in the past, an act.
"""

from collections.abc import Iterator, Sequence
from typing import Final

from rasid.actors import NOBODY, Party, Resolver
from rasid.arabic.dates import DateMention
from rasid.arabic.normalise import normalise
from rasid.events.act import Act, Given
from rasid.events.match import Matcher
from rasid.events.predicate import Predicate
from rasid.syntax.tree import Clause, Phrase, Sentence
from rasid.tables.relations import OBJECT, OWNER, Relation
from rasid.ties.whose import bases

_FROM: Final = normalise("من")  # from
_COMMA: Final = "،"
_CLAUSES: Final = frozenset(("root", "coord", "rel", "adv"))  # clauses that state what is


class VerbReader:
    """Reads the verbs of one sentence that tell what lasts."""

    def __init__(self, sentence: Sentence, matcher: Matcher, resolver: Resolver, dates: Sequence[DateMention]) -> None:
        self.s = sentence
        self.units = sentence.units
        self.m = matcher
        self.r = resolver
        self.classes = resolver.tables.classes
        self.since = [date.first for date in dates if date.sense == "since"]

    def read(self, relations: dict[str, tuple[Relation, ...]]) -> list[Act]:
        """The ties that the sentence's verbs tell."""
        found: list[Act] = []
        for clause in self.s.clauses:
            if clause.verb < 0 or not self._lasts(clause):
                continue
            for relation in self._relations(clause, relations):
                one = self._subject(clause, relation)
                other = self._other(clause, relation, one)
                if one and other and not bases(one) & bases(other):
                    found.append(self._act(clause, relation, one, other))
                    break
        return found

    def _relations(self, clause: Clause, relations: dict[str, tuple[Relation, ...]]) -> Iterator[Relation]:
        seen: set[str] = set()
        unit = self.units[clause.verb]
        for reading in ((unit.read,) if unit.read is not None else ()) + unit.cands:
            if reading.pos == "V" and reading.lemma.plain not in seen and reading.voice != "p":
                seen.add(reading.lemma.plain)
                for relation in relations.get(reading.lemma.plain, ()):
                    if relation.shape == "since" and not self._goes_on(clause):
                        continue
                    if relation.shape in ("verb", "since") and self._needed(clause, relation):
                        yield relation

    def _act(self, clause: Clause, relation: Relation, one: Party, other: Party) -> Act:
        lemma = self.units[clause.verb].lemma
        assert lemma is not None
        predicate = Predicate(clause.verb, lemma, "verb", clause, None, relation.rule)
        if relation.turned:
            one, other = other, one
        return Act(relation.rule.outcomes[0], predicate, one, other, (), NOBODY, Given())

    def _stated(self, clause: Clause) -> bool:
        """Is a clause what somebody says to be so: "that", then whom it is about, then the verb?"""
        begins = clause.first + 1 < clause.verb
        return clause.kind == "comp" and begins and clause.parent is not None and not clause.parent.neg

    def _lasts(self, clause: Clause) -> bool:
        """Does the clause state what holds: a present, or any form with a span that goes on?"""
        read = self.units[clause.verb].read
        if read is None or read.fut or clause.neg or clause.modal:
            return False
        if clause.kind not in _CLAUSES and not self._stated(clause):
            return False
        return read.aspect == "i" or self._goes_on(clause)

    def _goes_on(self, clause: Clause) -> bool:
        token = self.units[clause.verb].first
        return any(token < first <= token + 14 for first in self.since)

    # -- sides ---------------------------------------------------------------------------------------------------

    def _subject(self, clause: Clause, relation: Relation) -> Party:
        if clause.subj is not None:
            if relation.of and not self._classes(clause.subj) & relation.of:
                return NOBODY
            return self.r.phrase(clause.subj) or self._aside(clause.subj)
        if relation.of:
            return NOBODY
        pron = clause.subj_from[5:] if clause.subj_from.startswith("pron:") else ""
        return self.r.pronoun(pron, clause.verb, None, True) if pron else NOBODY

    def _other(self, clause: Clause, relation: Relation, one: Party) -> Party:
        if OWNER in relation.preps:
            link = self._needed_link(clause, relation)
            return self.r.part(link) if link is not None else NOBODY
        if OBJECT in relation.preps:
            if self.units[clause.verb].pron:
                return self._pronoun(clause, self.units[clause.verb].pron, clause.verb, one)
            if clause.obj is None:
                return NOBODY
            party = self.r.phrase(clause.obj) or self._lies_in(clause.obj) or self._come_from(clause, one)
            if party or relation.kind != "occupation":
                return party
            return self._here(one, (self.r.site(clause.verb), self.r.memory.main_state()))
        for pp in clause.pps:
            if pp.prep not in relation.preps or pp.time:
                continue
            party = self._pronoun(clause, pp.pron, pp.head, one) if pp.kind == "pron" else self.r.phrase(pp)
            if not party and pp.kind == "np":
                party = self._lies_in(pp)
            if party and not bases(party) & bases(one):
                return party
        if clause.marker >= 0 and self.units[clause.marker].norm in self.classes.where_markers:
            return self._place_before(clause.marker)
        return self._here(one, (self.r.site(clause.verb),)) if relation.kind == "occupation" else NOBODY

    @staticmethod
    def _here(one: Party, countries: tuple[str, ...]) -> Party:
        """The country that the sentence or the report is about, if it is not ``one``'s own."""
        code = next((code for code in countries if code and code not in bases(one)), "")
        return Party((code,), (), "place") if code else NOBODY

    def _pronoun(self, clause: Clause, pron: str, at: int, one: Party) -> Party:
        if clause.kind == "rel" and clause.anchor is not None:
            party = self._lies_in(clause.anchor) or self.r.phrase(clause.anchor)
            if not bases(party) & bases(one):
                return party
        return self.r.pronoun(pron, at, None, excluded=one.codes)

    def _aside(self, phrase: Phrase) -> Party:
        """Who stands before a comma that a description follows: "باريس، القوة المستعمرة السابقة"."""
        if phrase.first < 2 or self.units[phrase.first - 1].norm != _COMMA:
            return NOBODY
        return next((self.r.phrase(p) for p in self.s.phrases if p.last == phrase.first - 1), NOBODY)

    def _come_from(self, clause: Clause, one: Party) -> Party:
        """Where people come from: "آلاف الفارين من السودان"."""
        for pp in clause.pps:
            if pp.prep == _FROM and pp.first > clause.verb:
                party = self._pronoun(clause, pp.pron, pp.head, one) if pp.kind == "pron" else self.r.phrase(pp)
                if party:
                    return party
        return NOBODY

    def _place_before(self, unit: int) -> Party:
        for other in reversed(self.s.phrases):
            if other.last <= unit:
                return self._lies_in(other) or self.r.phrase(other)
        return NOBODY

    def _lies_in(self, phrase: Phrase) -> Party:
        """The country of a place in a phrase ("في قاعدة باغرام")."""
        for k in range(phrase.first, phrase.last):
            if self.units[k].entities:
                party = self.r.entity(self.units[k])
                if party:
                    return party
        return NOBODY

    def _needed(self, clause: Clause, relation: Relation) -> bool:
        return not (relation.needs or relation.classes) or self._needed_link(clause, relation) is not None

    def _needed_link(self, clause: Clause, relation: Relation) -> Phrase | None:
        """What the relation needs among the object and complements of its verb."""
        phrases = [p for p in (clause.obj, *clause.args, *clause.pps) if p is not None]
        for phrase in phrases:
            for part in phrase.parts():
                for link in part.chain():
                    known = [r.lemma for r in self.units[link.head].cands if r.pos == "N"]
                    if any(lemma.plain in relation.needs or lemma.classes & relation.classes for lemma in known):
                        return link
        return None

    def _classes(self, phrase: Phrase) -> frozenset[str]:
        found: set[str] = set()
        for part in phrase.parts():
            for link in part.chain():
                lemma = self.units[link.head].lemma
                found |= lemma.classes if lemma is not None else set()
        return frozenset(found)
