"""Whose a relation is: its owner, its other side, its bearer; each found loosely, from what stands nearest."""

from typing import Final

from rasid.actors import NOBODY, Party, Resolver
from rasid.arabic.normalise import normalise
from rasid.syntax.tree import Clause, Phrase, Unit
from rasid.tables.relations import Relation
from rasid.ties.around import Around

_FROM: Final = normalise("من")  # from
_HYPHENS: Final = frozenset(("-", "–", "—", "ـ", "/"))
_COUNCILS: Final = frozenset(("UNSC", "UN"))


class Whose:
    """Finds the parties of the relational words of one sentence."""

    def __init__(self, near: Around, resolver: Resolver) -> None:
        self.near = near
        self.s = near.s
        self.units = near.units
        self.m = near.m
        self.r = resolver
        self.classes = resolver.tables.classes

    def nisbas(self, unit: Unit, phrase: Phrase | None) -> Party:
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

    def owners(self, unit: Unit, phrase: Phrase | None) -> Party:
        """Whose the thing is: by its nisba, genitive or possessive, or the verb that describes it."""
        party = self.nisbas(unit, phrase)
        if party:
            return party
        if unit.pron:
            beside = self.beside(unit, phrase)
            return beside or self.r.pronoun(unit.pron, unit.i, self.m.clause_of[unit.i].subj)
        if phrase is not None and phrase.gen is not None:
            party = self.r.phrase(phrase.gen)
            if party:
                return party
        if phrase is not None and phrase.parent is not None and phrase.parent.gen is phrase:
            party = self.adjectives(phrase.parent)  # "قوات الاحتلال الأمريكية"
            if party:
                return party
        for clause in self.near.relatives(unit):
            if clause.subj is not None and not self.near.holds(clause.subj, unit.i):
                return self.r.phrase(clause.subj)
            if clause.subj_from.startswith("pron:"):
                return self.r.pronoun(clause.subj_from[5:], unit.i, None, True)
        for pp in self.near.following(unit)[:1]:
            if pp.prep == _FROM:
                return self.r.phrase(pp)
        return NOBODY

    def adjectives(self, phrase: Phrase) -> Party:
        party = NOBODY
        for k in phrase.adjs:
            word = self.units[k]
            if word.lemma is not None and word.lemma.codes:
                party = party.plus(Party(word.lemma.codes, ((word.start, word.end),), "nisba"))
        return party

    def beside(self, unit: Unit, phrase: Phrase | None) -> Party:
        """Who is named right before the preposition of a noun with a pronoun: "روسيا في حربها"."""
        if phrase is None or phrase.prep_at < 1 or not unit.pron:
            return NOBODY
        link = self.s.phrase_of.get(phrase.prep_at - 1)
        if link is None or self.units[link.head].pos != "R":
            return NOBODY
        if self.r.gender(self.units[link.head]) not in (unit.pron[2], "x"):
            return NOBODY
        return self.r.part(link)

    def other(self, unit: Unit, phrase: Phrase | None, relation: Relation, but: int, one: Party) -> Party:
        """The other side: behind one of the prepositions of the relation; ``but`` is what it is about."""
        near = self.near.following(unit, relation.kind != "hosting")
        for pp in near:
            if pp.prep not in relation.preps or any(link.head == but for link in pp.chain()):
                continue
            party = self.pronoun(pp.pron, pp.head, one) if pp.kind == "pron" else self.r.phrase(pp)
            if relation.kind == "hosting":
                party = Party(tuple(c for c in party.codes if c in self.r.memory.states), party.spans, party.how)
            if party:
                return party
        return NOBODY

    def pronoun(self, pron: str, at: int, one: Party) -> Party:
        """Whom a pronoun means, if not ``one``; in a relative clause without another subject, whom that describes."""
        clause = self.m.clause_of[at]
        if clause.kind == "rel" and clause.anchor is not None:
            party = self.r.phrase(clause.anchor)
            if party and not bases(party) & bases(one):
                return party
        return self.named_before(pron, at, one) or self.r.pronoun(pron, at, None, excluded=one.codes)

    def named_before(self, pron: str, at: int, one: Party) -> Party:
        """The last one named before in this sentence who agrees with a pronoun and is not ``one``."""
        for k in range(at - 1, -1, -1):
            link = self.s.phrase_of.get(k)
            if link is None or link.head != k or self.r.gender(self.units[k]) not in (pron[2], "x"):
                continue
            party = self.r.part(link)
            if party and not bases(party) & bases(one):
                return party
        return NOBODY

    def bearer(self, unit: Unit, phrase: Phrase | None, relation: Relation, other: Party) -> Party:
        """Of whom the word is said: what it describes or stands beside, or the subject whose predicate it is."""
        for candidate in self.near.bearers(unit, phrase):
            wanted = {name for name in relation.of if name.islower()}
            if wanted:
                fitting = next((link for link in candidate.chain() if self.near.classes(link) & wanted), None)
                if fitting is None:
                    continue
                candidate = fitting
            head = self.units[candidate.head]
            if head.pos == "I" and head.role_word:
                pron = f"{head.role_word[0]}{head.role_word[2]}{head.role_word[1]}"
                party = self.r.pronoun(pron, candidate.head, None, excluded=other.codes)
            else:
                party = self.r.phrase(candidate)
            if party and bases(party) & bases(other):
                party = self._elsewhere(party, other)
            if party:
                return party
        return NOBODY

    def _elsewhere(self, party: Party, other: Party) -> Party:
        """Rebels without a state, of the state that the report is about: "الانفصاليون الموالون لموسكو"."""
        main = self.r.memory.main_state()
        rebels = len(party.codes) == 1 and party.codes[0].endswith(":INS")
        if not rebels or not main or main in bases(other):
            return party
        return Party((f"{main}:INS",), party.spans, party.how)

    def partner(self, unit: Unit, phrase: Phrase | None) -> tuple[Party, Party] | None:
        """Who "its ally" is, named elsewhere, and whose: the state that the report is about, if it is not theirs."""
        if unit.read is None or unit.read.number != "s":
            return None
        subject = self.m.clause_of[unit.i].subj
        agrees = subject is not None and self.r.gender(self.units[subject.head]) == unit.pron[2]
        owner = self.r.phrase(subject) if agrees else self.r.pronoun(unit.pron, unit.i, subject)
        told = self.r.part(phrase) if phrase is not None else NOBODY
        if owner and told and not bases(owner) & bases(told):
            return owner, told
        main = self.r.memory.main_state()
        if main and owner and main not in bases(owner):
            return owner, Party((main,), ((unit.start, unit.end),), "ally")
        ally = self.named_before(unit.pron, unit.i, owner) if owner else NOBODY
        return (owner, ally) if ally else None

    def occupied(self, relation: Relation) -> tuple[Party, Party]:
        """Whose "the occupation" is that a report on an occupied land names alone."""
        land = next((code for code in relation.of if self.r.memory.counts.get(code)), "")
        return (Party(relation.unnamed), Party((land,), (), "place")) if land and relation.unnamed else (NOBODY, NOBODY)

    def holder(self, unit: Unit) -> Party:
        """Who has it, in a clause without a verb: "للولايات المتحدة قواعد في", "لدى باريس جنود في"."""
        clause = self.m.clause_of[unit.i]
        if clause.verb >= 0 or unit.det:
            return NOBODY
        before = [p for p in clause.pps if p.last <= unit.i and p.prep in self.classes.having_preps]
        return self.r.phrase(before[-1]) if before else NOBODY

    def subject(self, clause: Clause) -> Party:
        """The subject of a clause, also one that its verb only implies."""
        if clause.subj is not None or not clause.subj_from.startswith("pron:"):
            return self.r.phrase(clause.subj)
        return self.r.pronoun(clause.subj_from[5:], clause.verb, None, True)

    def council(self) -> Party:
        """The United Nations body that a sentence about sanctions names: they are its own."""
        for phrase in self.s.phrases:
            for part in phrase.parts():
                for link in part.chain():
                    party = self.r.part(link) if self.units[link.head].entities else NOBODY
                    if set(party.codes) & _COUNCILS:
                        return party
        return NOBODY

    def here(self, unit: Unit, one: Party) -> Party:
        """The country that the sentence or the report is about, if it is not ``one``'s own."""
        for code in (self.r.site(unit.i), self.r.memory.main_state()):
            if code and code not in bases(one):
                return Party((code,), (), "place")
        return NOBODY


def bases(party: Party) -> set[str]:
    """The codes without roles."""
    return {code.partition(":")[0] for code in party.codes}
