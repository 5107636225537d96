"""Whether an act happened: negation, future, hypotheses, from its clause and from what governs it."""

from collections.abc import Iterator
from typing import Final

from rasid.events.act import Given, Scene, merge_aux, top_of
from rasid.events.predicate import Predicate
from rasid.syntax.tree import Clause, Phrase, Unit
from rasid.tables.word_classes import WordClasses

_NEGATIONS: Final = frozenset(("lam", "lan", "la", "ma", "laysa", "without"))


def described(phrase: Phrase, units: list[Unit], classes: WordClasses) -> Iterator[str]:
    """What adjectives tell of the act that they describe, and nothing else needs to: "هجوم محتمل", "القمة المرتقبة"."""
    for k in phrase.adjs:
        lemma = units[k].lemma
        if lemma is not None and lemma.plain in classes.likely:
            yield "hypothetical"
        elif lemma is not None and (lemma.plain in classes.planned or lemma.plain in classes.coming):
            yield "future"


class Modes:
    """The auxiliary modes of the acts of one sentence."""

    def __init__(self, scene: Scene) -> None:
        self.scene = scene
        self.units = scene.units
        self.classes = scene.classes

    def of(self, predicate: Predicate, given: Given) -> tuple[str, ...]:
        """The modes of a predicate, the governor's among them."""
        clause = predicate.clause
        aux: list[str] = list(given.aux)
        if predicate.kind == "verb":
            aux += self._of_clause(clause)
            if (
                clause.neg in _NEGATIONS
                and not (predicate.frame is not None and predicate.frame.use in ("NEG", "WONT"))
                and not self._goes_on(clause)
            ):
                aux.append("negation")
            if clause.kind in ("cond", "purpose"):
                aux.append("hypothetical")
            if clause.modal == "sawfa":
                aux.append("future")
            elif clause.modal == "qad" and self._imperfect(clause):
                aux.append("hypothetical")
        elif predicate.phrase is not None:
            if predicate.phrase.neg and not (predicate.frame is not None and predicate.frame.use == "NEG"):
                aux.append("negation")
            top = top_of(predicate.phrase)
            if (top.neg and top is not predicate.phrase) or self._lacked(predicate.phrase):
                aux.append("negation")
            aux += described(predicate.phrase, self.units, self.classes)
            aim = (
                top.prep in self.classes.aim_preps
                and not self.units[top.head].det
                and not self._answers(top, predicate)
            )
            if not given.governed and aim:
                given.aim = True
                aux.append("hypothetical")
            if not given.governed:
                aux += self._of_clause(clause)
                if clause.kind in ("cond", "purpose"):
                    aux.append("hypothetical")
        return merge_aux((), tuple(aux))

    def _of_clause(self, clause: Clause) -> tuple[str, ...]:
        aux: list[str] = []
        here: Clause | None = clause
        while here is not None:
            aux += self.scene.clause_aux.get(here.id, ())
            if here.kind in ("cond", "purpose") and here is not clause:
                aux.append("hypothetical")
            if here.kind not in ("rel", "coord") or here.id in self.scene.clause_aux:
                break
            here = here.parent if here.kind == "coord" else None
        return tuple(aux)

    def _lacked(self, phrase: Phrase) -> bool:
        """Does a word for "without" stand before the act, or before what it is the genitive of: "دون قتال"?"""
        here = phrase
        while here.parent is not None and here.parent.gen is here:
            here = here.parent
        return here.prep in self.classes.without_preps

    def _answers(self, phrase: Phrase, predicate: Predicate) -> bool:
        """Does "for" stand after a word of answering ("انتقاما لمقتل جندي"): for what was done, not to do it?"""
        at = phrase.first - 1
        while at > 0 and self.units[at].pos == "A":
            at -= 1  # "اتفاقا دائما لوقف إطلاق النار"
        before = self.units[at].lemma if at >= 0 else None
        modes = [outcome.mode for outcome in predicate.frame.outcomes] if predicate.frame is not None else []
        agreed = (
            before is not None and "agreement" in before.classes and "ceasefire" in modes
        )  # "اتفاق لوقف إطلاق النار"
        return agreed or (before is not None and before.plain in self.classes.answers)

    def _goes_on(self, clause: Clause) -> bool:
        """Does the negation belong to "still" ("ما زال", "لا يزال")?"""
        return any(self.units[k].role_word == "still" for k in clause.auxes)

    def _imperfect(self, clause: Clause) -> bool:
        read = self.units[clause.verb].read
        return read is not None and read.aspect in "ij"
