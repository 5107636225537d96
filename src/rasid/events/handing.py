"""What a governing frame hands down to the act inside it, and who vouches for what."""

from dataclasses import replace
from typing import Final

from rasid.actors import NOBODY, Party
from rasid.events.act import Given, Scene, merge_aux
from rasid.events.parties import Parties
from rasid.events.predicate import Fill, Predicate
from rasid.syntax.tree import Clause, Phrase
from rasid.tables.notation import Outcome

_HARMS: Final = frozenset(("ASSAULT", "COERCE", "SANCTION", "THREATEN"))
_JUDGING: Final = frozenset(("ACCUSE", "SUPPORT", "PROTEST"))


class Handing:
    """Hands down agents, auxiliary modes and vouchers inside one sentence."""

    def __init__(self, scene: Scene, parties: Parties) -> None:
        self.scene = scene
        self.s = scene.s
        self.units = scene.units
        self.classes = scene.classes
        self.m = scene.m
        self.r = scene.r
        self.parties = parties

    def hand_down(
        self, predicate: Predicate, outcome: Outcome, given: Given, says: Party, aux: tuple[str, ...]
    ) -> None:
        """Tell the act in the slot ACT what this frame decides about it."""
        fill = predicate.fills.get("ACT")
        if fill is None:
            return
        by = self.parties.named(predicate, outcome.by, given) if outcome.by else NOBODY
        on = self.parties.named(predicate, outcome.on, given) if outcome.on else NOBODY
        voice = self._voice(predicate, outcome.says, given) if outcome.says else NOBODY
        speaker = voice or says
        own = [
            a
            for a in aux
            if not (a == "future" and outcome.says) and not (a == "negation" and "hypothetical" in outcome.aux)
        ]
        handed = Given(
            by,
            on,
            merge_aux(tuple(own) if not outcome.says else (), outcome.aux),
            speaker,
            outcome.absorbed or given.absorbed,
            True,
            depth=given.depth + 1,
        )
        if predicate.frame is not None and not outcome.by:
            told = next((o for o in predicate.frame.outcomes if o.kind == "event" and o.type in _JUDGING), None)
            if told is not None:
                for name in told.actors:
                    handed.judge = handed.judge.plus(self.parties.named(predicate, name, given))
        for told in predicate.frame.outcomes if predicate.frame is not None else ():
            if told.kind == "event" and told.type == "REQUEST":
                for name in told.actors:
                    handed.asker = handed.asker.plus(self.parties.named(predicate, name, given))
        if not outcome.says and any(o.says for frame in predicate.lemma.frames for o in frame.outcomes):
            handed.herald = by
        if fill.clause is not None:
            self._into_clause(fill.clause, handed, predicate.fills.get(outcome.by) if outcome.by else None)
        elif fill.phrase is not None:
            self._into_phrase(fill.phrase, handed)

    def _voice(self, predicate: Predicate, name: str, given: Given) -> Party:
        """Who says it; a verb of saying without a subject goes on with the last speaker ("وأضاف أن ...")."""
        fill = predicate.fills.get(name)
        dropped = predicate.kind == "verb" and predicate.clause.subj is None
        if dropped and fill is not None and fill.pron and self.r.memory.speaker:
            return self.r.memory.speaker
        party = self.parties.named(predicate, name, given)
        if party and fill is not None and fill.phrase is not None:
            self.r.memory.speaker = party
        return party

    def _into_clause(self, clause: Clause, given: Given, by: Fill | None = None) -> None:
        sisters = [clause]
        if clause.parent is not None:
            sisters += [c for c in clause.parent.comps if c is not clause and c.marker == clause.marker]
            sisters += [
                c for c in clause.parent.comps if c.id > clause.id and c.marker > clause.marker and self._and_that(c)
            ]
        for sister in sisters:
            if given.says:
                self.scene.clause_says.setdefault(sister.id, given.says)
            self.scene.clause_aux.setdefault(sister.id, given.aux)
            if sister.verb >= 0:
                meant = sister.subj is None or (
                    sister.subj_from.startswith("pron:") and by is not None and self._named_by(sister, by)
                )
                passed = Given(
                    given.by if meant else NOBODY, given.on, (), given.says, given.absorbed, True, depth=given.depth
                )
                self.scene.given.setdefault(sister.verb, passed)

    def _named_by(self, clause: Clause, by: Fill) -> bool:
        """Does the pronoun on أن mean the filler of an outer slot ("اتهم الجيش بأنه قصف", "أعلنت أنها ستنسحب")?"""
        if by.phrase is None or by.phrase.conj:
            return False
        return (
            self.r.gender(self.units[by.phrase.head]) in ("x", clause.subj_from[7:8]) and clause.subj_from[6:7] == "s"
        )

    def _and_that(self, clause: Clause) -> bool:
        return clause.marker >= 0 and self.units[clause.marker].conj == "و"

    def _into_phrase(self, phrase: Phrase, given: Given) -> None:
        clause = self.m.clause_of[phrase.head]
        sisters = [
            other for other in (*clause.args, *clause.pps)
            if other.kind == "np" and other.first > phrase.first and self.units[other.first].conj
            and other.prep == phrase.prep and other.head in self.scene.by_unit
        ]  # fmt: skip
        for part in (*phrase.parts(), *sisters):
            for link in part.chain():
                inner = self.scene.by_unit.get(link.head)
                if inner is not None:
                    self._give(link.head, given)
                    if inner.frame is not None:
                        break  # "طالب بإعادة تصنيف": not the doing again, what is done

    def _give(self, unit: int, given: Given) -> None:
        """Hand something to the act at a word; what another frame has given it before stays, and blanks are filled:
        "أدانت الهجوم الذي استهدف السفارة": the one tells who judges, the other whom it hit."""
        known = self.scene.given.get(unit)
        if known is None:
            self.scene.given[unit] = given
            return
        self.scene.given[unit] = replace(
            known,
            by=known.by or given.by,
            on=known.on or given.on,
            says=known.says or given.says,
            herald=known.herald or given.herald,
            judge=known.judge or given.judge,
        )

    def judged(self, predicate: Predicate, outcome: Outcome, judge: Party) -> None:
        """Who welcomes or blames an act named in a slot that doesn't hand it down has not done it: "رحبت بيروت بدعوة
        باريس إلى عقد مؤتمر"."""
        for name in outcome.recipients:
            fill = predicate.fills.get(name)
            if fill is None or fill.phrase is None or name == "ACT":
                continue
            for part in fill.phrase.parts():
                inner = self.scene.by_unit.get(part.head)
                if inner is None or inner is predicate or (outcome.type == "REJECT" and not self._harms(inner)):
                    continue  # "رفض لقاء الوفد": who refuses a talk would have talked
                self._give(part.head, Given(judge=judge))

    @staticmethod
    def _harms(predicate: Predicate) -> bool:
        frame = predicate.frame
        return frame is not None and any(o.kind == "event" and o.type in _HARMS for o in frame.outcomes)

    def sources(self) -> None:
        """ "according to X", "as X announced": X vouches for the whole sentence."""
        for clause in self.s.clauses:
            for phrase in clause.pps:
                if phrase.prep in self.classes.source_preps and phrase.kind == "np":
                    party = self.r.phrase(phrase)
                    if party:
                        self.scene.source = party
            if self._as_said(clause):
                behind = [phrase for phrase in clause.args if phrase.first > clause.verb]
                party = self.r.phrase(behind[0] if behind else clause.subj)
                if party:
                    self.scene.source = party

    def _as_said(self, clause: Clause) -> bool:
        """ "حسبما ذكرت الوكالة", "كما أعلن الجيش": a verb of saying without what is said, which tells who vouches."""
        predicate = self.scene.by_unit.get(clause.verb)
        if predicate is None or clause.verb < 1 or "ACT" in predicate.fills:
            return False
        before = self.units[clause.verb - 1].norm
        marked = before in self.classes.as_said or (
            clause.verb > 1 and f"{self.units[clause.verb - 2].norm} {before}" in self.classes.as_said
        )
        if before in self.classes.also and clause.verb < 2:  # also, at the head of a sentence
            return False
        return marked and any(outcome.says for frame in predicate.lemma.frames for outcome in frame.outcomes)
