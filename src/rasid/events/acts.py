"""From matched frames to acts: who, to whom, whether it happened, who says so.

An outer frame decides about the act inside it: "pledged to deepen", "accuses of supplying", "refused to condemn". What
it decides (a missing subject, auxiliary modes, who vouches) is handed down to the predicate inside.
"""

from typing import Final

from rasid.actors import NOBODY, Party, Resolver
from rasid.events.act import Act, Given, Scene, merge_aux
from rasid.events.context import Context
from rasid.events.handing import Handing
from rasid.events.match import Matcher
from rasid.events.modes import Modes
from rasid.events.parties import Parties
from rasid.events.predicate import Predicate
from rasid.syntax.tree import Clause, Sentence
from rasid.tables.notation import Outcome

_VOICED: Final = frozenset(("ACCUSE", "SUPPORT", "REQUEST", "THREATEN"))  # what a speaker does by saying it
_REACTIONS: Final = frozenset(("ACCUSE", "SUPPORT", "REJECT"))  # what answers something told before
_JUDGING: Final = frozenset(("ACCUSE", "SUPPORT", "REJECT"))
_AIMED: Final = frozenset(("AGREE", "THREATEN", "REJECT", "REQUEST"))  # acts about another act
_AGAINST: Final = frozenset(("ACCUSE", "REJECT", "REQUEST", "THREATEN"))  # what a crowd does to whom it is against
_UNSAID: Final = frozenset(("hypothetical", "negation"))  # what is not claimed
_TWO_SIDED: Final = frozenset(
    ("AGREE", "REJECT", "REQUEST", "SANCTION", "ACCUSE", "THREATEN")
)  # acts that need an addressee


class Acts:
    """Turns the matched predicates of one sentence into acts."""

    def __init__(
        self, sentence: Sentence, matcher: Matcher, predicates: list[Predicate], resolver: Resolver, speaker: Party,
        past: list[Act],
    ) -> None:  # fmt: skip
        self.scene = Scene(sentence, matcher, predicates, resolver, speaker, past)
        self.units = sentence.units
        self.m = matcher
        self.r = resolver
        self.predicates = predicates
        self.parties = Parties(self.scene)
        self.context = Context(self.scene, self.parties)
        self.handing = Handing(self.scene, self.parties)
        self.modes = Modes(self.scene)

    def run(self) -> list[Act]:
        """All acts, in the order of their words."""
        self.handing.sources()
        for predicate in sorted(self.predicates, key=self._rank):
            if predicate.frame is not None and predicate.unit not in self.m.consumed:
                self.scene.found += self._act(predicate)
        self.scene.found.sort(key=lambda act: act.predicate.unit)
        self._targets()
        for act in self.scene.found:
            phrase = act.predicate.phrase
            if phrase is not None and phrase.prep in self.scene.classes.despite_preps:
                continue  # an aside, whose two sides are not what is spoken of
            self.r.memory.meet(act.actor.codes, act.recipient.codes)
        return [act for act in self.scene.found if not self._told_better(act) and not self._pointed_to(act)]

    def _targets(self) -> None:
        """Against whom a crowd is out in the streets, where only what it shouts or demands tells: "تظاهر المئات متهمين
        الشرطة ..."."""
        told = [act for act in self.scene.found if act.outcome.type in _AGAINST and act.recipient]
        for act in self.scene.found:
            crowd = act.predicate.fills.get("SUBJ")
            if act.outcome.type != "PROTEST" or not act.actor:
                continue
            for one in told:
                by = one.predicate.fills.get("SUBJ")
                if crowd is not None and by is not None and crowd.phrase is not None and by.phrase is crowd.phrase:
                    one.actor = act.actor = self._people(
                        act.actor
                    )  # "تظاهر مئات الكينيين متهمين أوغندا": not the state
            theirs = (one for one in told if one.actor.codes == act.actor.codes)
            voiced = next((one for one in theirs if not set(one.recipient.codes) & set(act.actor.codes)), None)
            if voiced is not None and not act.recipient:
                act.recipient = Party(voiced.recipient.codes, voiced.recipient.spans, "aim")

    def _people(self, party: Party) -> Party:
        """The people of a state, where the words for them name the state."""
        codes = tuple(f"{code}:CIV" if code in self.r.tables.states else code for code in party.codes)
        return Party(codes, party.spans, party.how)

    def _pointed_to(self, act: Act) -> bool:
        """Does a bare definite noun only name again, to be judged, an attack that was told: "أدان المجلس الهجوم"?"""
        predicate, given = act.predicate, act.given
        if predicate.kind != "noun" or predicate.fills or "attack" not in act.noun_classes or not given.judge:
            return False
        phrase = predicate.phrase
        described = phrase is None or bool(phrase.adjs or phrase.clauses or phrase.gen)
        if described or not self.units[predicate.unit].det:
            return False
        told = [other for other in self.scene.found if other.predicate.unit < predicate.unit]
        return any(other.outcome.type == act.outcome.type for other in (*self.scene.past, *told))

    def _told_better(self, act: Act) -> bool:
        """A demonstrator tells a protest only where no other word of the sentence does, and not by speaking."""
        if act.outcome.actors != ("SELF",):
            return False
        return self._one_speaks(act.predicate) or any(
            other.outcome.type == act.outcome.type and other.outcome.actors != ("SELF",) for other in self.scene.found
        )

    def _one_speaks(self, predicate: Predicate) -> bool:
        """ "قال أحد المتظاهرين": one of them is quoted."""
        clause, top = predicate.clause, predicate.phrase
        while top is not None and top.parent is not None:
            top = top.parent
        if top is None or clause.subj is not top or clause.verb < 0:
            return False
        verb, head = self.units[clause.verb].lemma, self.units[top.head].read
        frames = verb.frames if verb is not None else ()
        said = any(all(outcome.says for outcome in frame.outcomes) for frame in frames)
        one = any(unit.norm in self.r.tables.classes.one_of for unit in self.units[top.first : top.head])
        return said and head is not None and (one or head.number == "s")

    def _rank(self, predicate: Predicate) -> tuple[int, int, int]:
        """Governors first: outer clauses before inner ones, verbs before the nouns of their clause."""
        clause: Clause | None = predicate.clause
        depth = -self._launches(predicate)
        while clause is not None and clause.parent is not None:
            depth += clause.kind != "coord"
            clause = clause.parent
        return depth, 0 if predicate.kind == "verb" else 1, predicate.unit

    @staticmethod
    def _launches(predicate: Predicate) -> bool:
        """Does a relative clause tell who did the act that it describes ("هجوم شنه متمردون")?"""
        fill, clause = predicate.fills.get("ACT"), predicate.clause
        return fill is not None and fill.phrase is not None and clause.kind == "rel" and clause.anchor is fill.phrase

    def _act(self, predicate: Predicate) -> list[Act]:
        frame = predicate.frame
        if frame is None:
            return []
        given = self.scene.given.get(predicate.unit, Given())
        says = given.says or self.scene.says_of(predicate.clause)
        aux = self.modes.of(predicate, given)
        acts: list[Act] = []
        for outcome in frame.outcomes:
            if outcome.kind == "act":
                self.handing.hand_down(predicate, outcome, given, says, aux)
            elif outcome.kind in ("event", "tie"):
                actor, recipient = self.parties.of(predicate, outcome, given)
                if outcome.kind == "tie" and not outcome.recipients:
                    actor, recipient = self.parties.sides(predicate, outcome, given, actor)
                self.scene.done.setdefault(predicate.unit, actor)
                known = set(given.herald.codes) & set(actor.codes)
                if not says and given.herald and outcome.type == "ASSAULT" and not known:
                    says = given.herald
                if given.absorbed:
                    continue
                if outcome.kind == "event":
                    if outcome.type in _JUDGING and actor:
                        self.handing.judged(predicate, outcome, actor)
                    actor = self._voiced(predicate, outcome, actor, says)
                    recipient = self._other_side(predicate, outcome, actor, recipient, says)
                    if outcome.type == "PROTEST":
                        actor = _strangers(actor, recipient)
                    if outcome.mode == "phone" and predicate.kind == "noun" and len(actor.codes) == 1 and not recipient:
                        actor = actor.plus(self.context.called(predicate, actor))
                    if recipient and not actor and outcome.actors and predicate.kind != "verb":
                        actor = self.context.agent(predicate, outcome, recipient)
                real = outcome.actors == ("SELF",)  # "لتفريق المتظاهرين": they do demonstrate, whatever is to be done
                modes = merge_aux(tuple(m for m in aux if m == "negation") if real else aux, outcome.aux)
                if outcome.type == "ACCUSE" and "SPEAKER" in outcome.actors and _UNSAID & set(modes):
                    continue  # "إذا خرقت روسيا الاتفاق": says nothing against her
                act = Act(outcome, predicate, actor, recipient, modes, says, given, self._classes(predicate))
                act.reacts = recipient.how in ("reacted", "told")
                acts.append(act)
        return acts

    def _voiced(self, predicate: Predicate, outcome: Outcome, actor: Party, says: Party) -> Party:
        """Who acts by saying so, or by being out in the streets, where no slot tells."""
        if not outcome.actors and outcome.type in _VOICED and says:
            return says  # "said that this raises concern": the concern is the speaker's
        if outcome.type == "PROTEST" and outcome.actors and not actor:
            return Party((f"{self.r.country_at(predicate.clause) or 'XXX'}:CIV",), (), "role")
        return actor

    def _other_side(self, predicate: Predicate, outcome: Outcome, actor: Party, recipient: Party, says: Party) -> Party:
        """To whom it is done, where the slots leave it open or point back."""
        if outcome.type == "REQUEST" and not recipient:
            recipient = self.context.asked(predicate, actor)
        if not actor:
            return recipient
        mutual = len(actor.codes) > 1 and any(name in predicate.fills for name in outcome.recipients)
        if (
            not mutual
            and outcome.type in _REACTIONS
            and (not recipient or self.context.points_back(predicate, outcome))
        ):
            recipient = self.context.reacted_to(predicate, outcome, actor) or recipient
        if not recipient:
            recipient = self.context.defied(predicate, outcome, actor)
        if not recipient and outcome.type in _AIMED:
            recipient = self.context.aimed_at(predicate, actor) or (
                says if outcome.type == "REJECT" and set(says.codes) - set(actor.codes) else NOBODY
            )
        if outcome.mode == "visit" and not recipient:
            recipient = self.context.host(predicate, actor)
        if outcome.mode == "third-party" and not recipient:
            recipient = self.context.between(predicate, actor)
        if not recipient and outcome.type in _TWO_SIDED:
            recipient = self.context.counterpart(predicate, actor)
        return recipient

    def _classes(self, predicate: Predicate) -> frozenset[str]:
        lemma = self.units[predicate.unit].lemma
        return lemma.classes if lemma is not None else frozenset()


def _strangers(crowd: Party, target: Party) -> Party:
    """A crowd of which nobody says whence it is, out against a state by its name, is not that state's own: "رفع الطلاب
    لافتات منددة بإسرائيل"."""
    own = crowd.how == "role" and target.how == "name" and bool(crowd.codes)
    if not own or any(code.partition(":")[0] not in target.codes for code in crowd.codes):
        return crowd
    return Party(tuple(f"XXX:{code.partition(':')[2]}" for code in crowd.codes), crowd.spans, crowd.how)
