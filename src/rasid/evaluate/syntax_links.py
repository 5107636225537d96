"""The links of a sentence's verbs, as a tree of Universal Dependencies has them and as our clauses do."""

from collections.abc import Iterator
from itertools import pairwise
from typing import Final

from rasid.evaluate.trees import Tree, Word
from rasid.syntax.tree import Clause, Phrase, Sentence

SUBJECT: Final = ("nsubj", "nsubj:pass")
CLAUSAL: Final = ("ccomp", "xcomp")
NEUTRAL_OBJECT: Final = ("iobj", "ccomp", "xcomp")
NEUTRAL_CLAUSE: Final = ("csubj", "csubj:pass", "parataxis")
_TIME_OR_CAUSE: Final = frozenset(("بعد", "قبل", "منذ", "عندما", "بعدما", "قبلما", "لأن", "حتى", "دون", "ل", "رغم"))
_STEPS: Final = 12

Range = tuple[int, int]
"""Where words stand in the text: the first character, and the one behind the last."""


def overlap(a: Range, b: Range) -> bool:
    return a[0] < b[1] and b[0] < a[1]


class GoldLinks:
    """The links of one tree, by the number of the verb."""

    def __init__(self, tree: Tree) -> None:
        self.tree = tree
        self.subject: dict[int, list[Word]] = {}
        self.object: dict[int, list[Word]] = {}
        self.complement: dict[int, list[Word]] = {}
        for word in tree.words:
            if not word.finite or word.relation == "aux":
                continue
            owner = tree.head(word) if word.relation == "cop" else word
            owner = owner or word
            self.subject[word.number] = [self._meant(s, owner) for s in tree.children(owner, *SUBJECT)]
            if owner is word:
                self.object[word.number] = [self._meant(o, owner) for o in tree.children(word, "obj")]
            clauses = [self._verb_of(c) for c in tree.children(owner, *CLAUSAL) if not self._timed(c)]
            self.complement[word.number] = [verb for verb in clauses if verb is not None]

    def _meant(self, word: Word, verb: Word) -> Word:
        """The noun that a relative pronoun stands for."""
        described = self.tree.head(verb)
        if word.form.startswith(("الذ", "الت", "الل")) and verb.relation == "acl:relcl" and described is not None:
            return described
        return word

    def _verb_of(self, predicate: Word) -> Word | None:
        """The finite verb of a clause: its head, or the copula that stands with it."""
        if predicate.finite:
            return predicate
        return next((word for word in self.tree.children(predicate, "cop") if word.finite), None)

    def _timed(self, verb: Word) -> bool:
        """Is it a clause of time or cause, for all that the tree calls it a complement ("بعد أن", "لأن")?"""
        marks = [word for word in self.tree.words if word.head == verb.number and word.relation in ("mark", "case")]
        for mark in marks:
            last = [word.form for word in self.tree.words[max(0, mark.number - 3) : mark.number]]
            if last[-1] in _TIME_OR_CAUSE or (last[-2:-1] and last[-2] in _TIME_OR_CAUSE):
                return True
            if "من" in last[-2:-1] and last[0] in ("رغم", "الرغم"):  # على الرغم من أن
                return True
        return False

    def marked(self, verb: Word, other: Word) -> bool:
        """Is ``other`` a clause after أن of ``verb`` that the tree calls something else than a complement?"""
        clause = self.tree.head(other) if other.relation == "cop" else other
        if clause is None or clause.head != verb.number or clause.relation not in ("acl", "advcl"):
            return False
        return any(word.head == clause.number and word.form in ("أن", "إن") for word in self.tree.words)

    def verb_at(self, place: Range) -> Word | None:
        """The finite verb that stands here; for an auxiliary its main verb."""
        for word in self.tree.words:
            if word.finite and overlap((word.start, word.end), place):
                main = self.tree.head(word) if word.relation == "aux" else word
                return main if main is not None and main.finite else word
        return None

    def neutral(self, verb: Word, places: list[Range], relations: tuple[str, ...]) -> bool:
        """Does one of the words that count neither way stand at these places?"""
        return any(
            overlap((word.start, word.end), place) for word in self.tree.children(verb, *relations) for place in places
        )

    def has_complement(self, place: Range, end: Range) -> bool:
        verb = self.verb_at(place)
        words = self.complement.get(verb.number, []) if verb is not None else []
        return any(overlap((word.start, word.end), end) for word in words)

    def through_participle(self, verb: Word, other: Word) -> bool:
        """Does ``other`` hang on a participle (or other adjective) of the clause of ``verb``?"""
        clause = self.tree.head(other) if other.relation == "cop" else other
        between = self.tree.head(clause) if clause is not None else None
        return between is not None and between.tag == "ADJ" and between.head == verb.number

    def coordinated(self, verb: Word, other: Word) -> bool:
        """Is ``other`` coordinated with a clause that is a complement of ``verb``?"""
        here = other
        for _ in range(_STEPS):
            above = self.tree.head(here)
            if here.relation != "conj" or above is None:
                break
            here = above
        return here is not other and here.head == verb.number and here.relation in (*CLAUSAL, *NEUTRAL_CLAUSE)


class OurLinks:
    """The links of our clauses, as places in the text."""

    def __init__(self, sentence: Sentence) -> None:
        self.units = sentence.units
        self.clauses = [clause for clause in sentence.clauses if clause.verb >= 0]

    def _unit(self, i: int) -> Range:
        return self.units[i].start, self.units[i].end

    def verb(self, clause: Clause) -> Range:
        return self._unit(clause.verb)

    def auxiliaries(self, clause: Clause) -> list[Range]:
        return [self._unit(i) for i in clause.auxes]

    def _heads(self, phrase: Phrase) -> list[Range]:
        return [self._unit(i) for i in (phrase.head, *phrase.quants, *phrase.nums)]

    def subject(self, clause: Clause) -> list[Range]:
        """Where our subject stands; nothing if it was inferred from outside the clause."""
        phrase = clause.subj
        marked = clause.marker >= 0 and bool(self.units[clause.marker].pron) and clause.kind != "rel"
        inside = phrase is not None and (phrase is clause.topic or any(phrase is arg for arg in clause.args))
        if marked and not inside:  # ours is what the pronoun of أنه refers to
            return [self._unit(clause.marker)]
        if phrase is None:
            return []
        if inside:
            return self._heads(phrase)
        if phrase is clause.anchor and clause.marker >= 0 and self.units[clause.marker].pos == "Q":
            return [*self._heads(phrase), self._unit(clause.marker)]
        return []

    def object(self, clause: Clause) -> list[Range]:
        if self.units[clause.verb].pron:
            end = self.units[clause.verb].end
            described = clause.obj if clause.obj is not None and clause.obj is clause.anchor else None
            return [(end - 1, end), *(self._heads(described) if described is not None else ())]
        found = [self._heads(phrase) for phrase in (clause.obj, clause.obj2) if phrase is not None]
        if (
            clause.obj is not None
            and clause.obj is clause.anchor
            and not (clause.marker >= 0 and self.units[clause.marker].pos == "Q")
        ):
            return []
        return [place for places in found for place in places]

    def complements(self, clause: Clause) -> Iterator[Range]:
        for comp in clause.comps:
            if comp.verb >= 0:
                yield self._unit(comp.verb)

    def chain(self, clause: Clause) -> list[tuple[Range, Range]]:
        """Links between the verbs of one clause ("بدأت القوات تنسحب")."""
        verbs = [*clause.auxes, clause.verb]
        return [(self._unit(a), self._unit(b)) for a, b in pairwise(verbs)]
