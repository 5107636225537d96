"""What stands around a relational word: the phrases that follow it, what it describes, of whom it may be said."""

from collections.abc import Iterator
from typing import Final

from rasid.events.match import Matcher
from rasid.syntax.tree import Clause, Phrase, Sentence, Unit
from rasid.tables.relations import Relation

_ASIDE: Final = frozenset(("،", "(", "-"))
_STOPS: Final = frozenset(("،", ".", "؛", ":"))
_COPULAS: Final = frozenset(("be", "copula", "still"))
_REACH: Final = 12  # words after a relational word in which its other side is sought


class Around:
    """The neighbourhoods of the words of one sentence, whatever clauses they fell to."""

    def __init__(self, sentence: Sentence, matcher: Matcher) -> None:
        self.s = sentence
        self.units = sentence.units
        self.m = matcher
        self.pps = sorted({id(p): p for c in sentence.clauses for p in c.pps}.values(), key=lambda p: p.first)
        self.owner: dict[int, Phrase] = {}
        for phrase in sentence.phrases:
            for part in phrase.parts():
                for link in part.chain():
                    for k in link.adjs:
                        self.owner.setdefault(k, link)

    def following(self, unit: Unit, relatives: bool = True) -> list[Phrase]:
        """The phrases with a preposition behind a word, up to the next verb or stop, and those of its relatives."""
        end = unit.i + 1
        while end < min(len(self.units), unit.i + _REACH):
            word = self.units[end]
            if word.pos == "V" or (word.pos == "K" and word.norm in _STOPS) or word.pos == "S":
                break
            end += 1
        near = [p for p in self.pps if unit.i < p.first < end and not p.time]
        for clause in self.relatives(unit) if relatives else ():
            near += [p for p in clause.pps if p.first >= end and not p.time]
        return near

    def relatives(self, unit: Unit) -> list[Clause]:
        """The relative clauses that describe a noun: "العقوبات التي تفرضها واشنطن على طهران"."""
        return [c for c in self.s.clauses if c.kind == "rel" and c.anchor is not None and self.holds(c.anchor, unit.i)]

    @staticmethod
    def holds(phrase: Phrase, unit: int) -> bool:
        return any(link.head == unit for link in phrase.chain())

    def needed(self, unit: Unit, phrase: Phrase | None, relation: Relation) -> int | None:
        """The unit that meets what the relation needs beside its word; -1 where it needs nothing, None if missing."""
        if not relation.needs and not relation.classes:
            return -1
        near = [unit.i]
        if phrase is not None:
            for link in phrase.chain():
                near += [link.head, *link.adjs]
        near += [link.head for pp in self.following(unit) for link in pp.chain()]
        for k in near:
            lemma = self.units[k].lemma
            if lemma is not None and (lemma.plain in relation.needs or lemma.classes & relation.classes):
                return k
        return None

    def classes(self, phrase: Phrase) -> frozenset[str]:
        lemma = self.units[phrase.head].lemma
        return lemma.classes if lemma is not None else frozenset()

    def copular(self, clause: Clause) -> bool:
        """Can the verb say what somebody is, in any reading of its form (تعد: "is counted", "promises")?"""
        return any(r.pos == "V" and r.lemma.role_word in _COPULAS for r in self.units[clause.verb].cands)

    def told_of(self, unit: Unit, clause: Clause) -> Iterator[Phrase]:
        """The subject or topic of a clause whose predicate the word is."""
        if clause.verb >= 0:
            object_ = clause.obj
            inside = object_ is not None and object_.first <= unit.i < object_.last
            if inside and self.copular(clause) and clause.subj is not None:
                yield clause.subj
        elif clause.topic is not None and any(arg.first <= unit.i < arg.last for arg in clause.args):
            yield clause.topic

    def bearers(self, unit: Unit, phrase: Phrase | None) -> Iterator[Phrase]:
        described = self.owner.get(unit.i)
        if described is not None:
            yield described
        if phrase is not None and phrase.host is not None:
            yield phrase.host
        clause = self.m.clause_of[unit.i]
        if clause.verb >= 0:
            yield from self.told_of(unit, clause)
        top = top_of(phrase)
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
            yield from self.told_of(unit, clause)
        if definite and first > 1 and self.units[first - 1].norm in _ASIDE:
            yield from (p for p in reversed(self.s.phrases) if p.last == first - 1 and not p.time)


def top_of(phrase: Phrase | None) -> Phrase | None:
    """The outermost phrase that a phrase stands in."""
    while phrase is not None and phrase.parent is not None:
        phrase = phrase.parent
    return phrase
