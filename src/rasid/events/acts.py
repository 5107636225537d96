"""From matched frames to acts: who, to whom, whether it happened, who says so.

An outer frame decides about the act inside it: "pledged to deepen", "accuses of supplying", "refused to condemn". What
it decides (a missing subject, auxiliary modes, who vouches) is handed down to the predicate inside.
"""

from dataclasses import dataclass, field
from typing import Final

from rasid.actors import NOBODY, Party, Resolver
from rasid.arabic.normalise import normalise
from rasid.events.match import Matcher
from rasid.events.predicate import Fill, Predicate
from rasid.syntax.tree import Clause, Phrase, Sentence
from rasid.tables.notation import Outcome

_SOURCES: Final = frozenset(
    normalise(p) for p in ("بحسب", "حسب", "وفق", "وفقا ل", "وفقا", "طبقا ل", "نقلا عن")
)  # according to
_AS_SAID: Final = frozenset(
    normalise(p) for p in ("كما", "حسبما", "وفقما", "حسب ما", "بحسب ما", "وفق ما", "على ما", "وفقا لما", "طبقا لما")
)  # as … said
_AIM_PREPS: Final = frozenset(
    normalise(p) for p in ("ل", "بهدف", "بغية", "من أجل", "لأجل", "بغرض", "لغرض")
)  # in order to
_VOICED: Final = frozenset(("ACCUSE", "SUPPORT", "REQUEST", "THREATEN"))  # what a speaker does by saying it
_HARMS: Final = frozenset(("ASSAULT", "COERCE", "THREATEN", "MOBILIZE", "PROTEST"))
_DOMESTIC: Final = frozenset(("ACCUSE", "ASSAULT", "COERCE", "PROTEST", "REJECT", "REQUEST"))  # often inside one state
_JUDGING: Final = frozenset(("ACCUSE", "SUPPORT", "PROTEST"))
_REACTIONS: Final = frozenset(("ACCUSE", "SUPPORT", "REJECT"))  # what answers something told before
_AIMED: Final = frozenset(("AGREE", "THREATEN", "REJECT", "REQUEST"))  # acts about another act
_TWO_SIDED: Final = frozenset(
    ("AGREE", "REJECT", "REQUEST", "SANCTION", "ACCUSE", "THREATEN")
)  # acts that need an addressee
_AUTHORED: Final = frozenset(("document", "statement", "resolution", "proposal", "letter", "agreement", "policy"))
_DURING: Final = frozenset(
    normalise(p)
    for p in ("في", "خلال", "أثناء", "بعد", "قبل", "قبيل", "عقب", "إثر", "بعيد", "لدى", "على هامش", "في ختام", "ب", "ل")
)  # in, during, after …
_MEANS: Final = _AIM_PREPS | frozenset(("ب", "عبر", "عن طريق", "من خلال"))
_REACH: Final = 8  # units behind an act in which its complements are looked for
_NEGATIONS: Final = frozenset(("lam", "lan", "la", "ma", "laysa", "without"))


@dataclass(slots=True)
class Given:
    """What the governing frame hands down to an embedded act."""

    by: Party = NOBODY
    on: Party = NOBODY
    aux: tuple[str, ...] = ()
    says: Party = NOBODY
    absorbed: bool = False
    governed: bool = False
    aim: bool = False
    depth: int = 0
    herald: Party = NOBODY
    """Who makes the act known, if it should turn out to be another's ("أعلن الجيش مقتل جنديين")."""
    judge: Party = NOBODY
    """Who condemns or welcomes the act: not who did it ("نددت القاهرة بقصف مستشفى")."""


@dataclass(slots=True)
class Act:
    """An event or tie found, before it is dated and written down."""

    outcome: Outcome
    predicate: Predicate
    actor: Party
    recipient: Party
    aux: tuple[str, ...]
    says: Party
    given: Given
    noun_classes: frozenset[str] = frozenset()
    features: dict[str, float] = field(default_factory=dict)


class Acts:
    """Turns the matched predicates of one sentence into acts."""

    def __init__(
        self, sentence: Sentence, matcher: Matcher, predicates: list[Predicate], resolver: Resolver, speaker: Party,
        past: list[Act],
    ) -> None:  # fmt: skip
        self.s = sentence
        self.units = sentence.units
        self.m = matcher
        self.predicates = predicates
        self.r = resolver
        self.by_unit = {p.unit: p for p in predicates}
        self.given: dict[int, Given] = {}
        self.clause_says: dict[int, Party] = {}
        self.clause_aux: dict[int, tuple[str, ...]] = {}
        self.source = speaker
        self.past = past
        self.found: list[Act] = []
        self.busy: set[int] = set()
        self.done: dict[int, Party] = {}

    def run(self) -> list[Act]:
        self._sources()
        for predicate in sorted(self.predicates, key=self._rank):
            if predicate.frame is not None and predicate.unit not in self.m.consumed:
                self.found += self._act(predicate)
        self.found.sort(key=lambda act: act.predicate.unit)
        return [act for act in self.found if not self._told_better(act)]

    def _told_better(self, act: Act) -> bool:
        """A demonstrator tells a protest only where no other word of the sentence does."""
        if act.outcome.actors != ("SELF",):
            return False
        return any(other.outcome.type == act.outcome.type and other.outcome.actors != ("SELF",) for other in self.found)

    def _rank(self, predicate: Predicate) -> tuple[int, int, int]:
        """Governors first: outer clauses before inner ones, verbs before the nouns of their clause."""
        depth = 0
        clause: Clause | None = predicate.clause
        while clause is not None and clause.parent is not None:
            depth += clause.kind != "coord"
            clause = clause.parent
        return depth, 0 if predicate.kind == "verb" else 1, predicate.unit

    # -- who says so ---------------------------------------------------------------------------------------------

    def _sources(self) -> None:
        """ "according to X", "as X announced": X vouches for the whole sentence."""
        for clause in self.s.clauses:
            for phrase in clause.pps:
                if phrase.prep in _SOURCES and phrase.kind == "np":
                    party = self.r.phrase(phrase)
                    if party:
                        self.source = party
            if self._as_said(clause):
                behind = [phrase for phrase in clause.args if phrase.first > clause.verb]
                party = self.r.phrase(behind[0] if behind else clause.subj)
                if party:
                    self.source = party

    def _as_said(self, clause: Clause) -> bool:
        """ "حسبما ذكرت الوكالة", "كما أعلن الجيش": a verb of saying without what is said, which tells who vouches."""
        predicate = self.by_unit.get(clause.verb)
        if predicate is None or clause.verb < 1 or "ACT" in predicate.fills:
            return False
        before = self.units[clause.verb - 1].norm
        marked = before in _AS_SAID or (clause.verb > 1 and f"{self.units[clause.verb - 2].norm} {before}" in _AS_SAID)
        if before == "كما" and clause.verb < 2:  # also, at the head of a sentence
            return False
        return marked and any(outcome.says for frame in predicate.lemma.frames for outcome in frame.outcomes)

    def says_of(self, clause: Clause) -> Party:
        here: Clause | None = clause
        while here is not None:
            if here.id in self.clause_says:
                return self.clause_says[here.id]
            here = here.parent
        return self.source

    def _aux_of(self, clause: Clause) -> tuple[str, ...]:
        aux: list[str] = []
        here: Clause | None = clause
        while here is not None:
            aux += self.clause_aux.get(here.id, ())
            if here.kind in ("cond", "purpose") and here is not clause:
                aux.append("hypothetical")
            if here.kind not in ("rel", "coord") or here.id in self.clause_aux:
                break
            here = here.parent if here.kind == "coord" else None
        return tuple(aux)

    # -- one predicate -------------------------------------------------------------------------------------------

    def _act(self, predicate: Predicate) -> list[Act]:
        frame = predicate.frame
        if frame is None:
            return []
        given = self.given.get(predicate.unit, Given())
        says = given.says or self.says_of(predicate.clause)
        aux = self._aux(predicate, given)
        acts: list[Act] = []
        for outcome in frame.outcomes:
            if outcome.kind == "act":
                self._hand_down(predicate, outcome, given, says, aux)
            elif outcome.kind in ("event", "tie"):
                actor, recipient = self._parties(predicate, outcome, given)
                if outcome.kind == "tie" and not outcome.recipients:
                    actor, recipient = self._sides(predicate, outcome, given, actor)
                self.done.setdefault(predicate.unit, actor)
                if (
                    not says
                    and given.herald
                    and outcome.type == "ASSAULT"
                    and not set(given.herald.codes) & set(actor.codes)
                ):
                    says = given.herald
                if given.absorbed:
                    continue
                if outcome.kind == "event" and not outcome.actors and outcome.type in _VOICED and says:
                    actor = says  # "said that this raises concern": the concern is the speaker's
                if outcome.kind == "event" and outcome.type == "PROTEST" and outcome.actors and not actor:
                    actor = Party((f"{self.r.country_at(predicate.clause) or 'XXX'}:CIV",), (), "role")
                if outcome.type == "REQUEST" and not recipient:
                    recipient = self._asked(predicate, actor)
                mutual = len(actor.codes) > 1 and any(name in predicate.fills for name in outcome.recipients)
                if (
                    outcome.kind == "event"
                    and actor
                    and not mutual
                    and outcome.type in _REACTIONS
                    and (not recipient or self._points_back(predicate, outcome))
                ):
                    recipient = self._reacted_to(predicate, outcome, actor) or recipient
                if outcome.kind == "event" and actor and not recipient and outcome.type in _AIMED:
                    recipient = self._aimed_at(predicate, actor) or (
                        says if outcome.type == "REJECT" and set(says.codes) - set(actor.codes) else NOBODY
                    )
                if outcome.mode == "visit" and actor and not recipient:
                    recipient = self._host(predicate, actor)
                if outcome.kind == "event" and actor and not recipient and outcome.type in _TWO_SIDED:
                    recipient = self._counterpart(predicate, actor)
                if outcome.kind == "event" and recipient and not actor and outcome.actors and predicate.kind != "verb":
                    actor = self._agent_by_context(predicate, outcome, recipient)
                acts.append(
                    Act(
                        outcome,
                        predicate,
                        actor,
                        recipient,
                        _merge(aux, outcome.aux),
                        says,
                        given,
                        self._classes(predicate),
                    )
                )
        return acts

    def _classes(self, predicate: Predicate) -> frozenset[str]:
        lemma = self.units[predicate.unit].lemma
        return lemma.classes if lemma is not None else frozenset()

    def _aux(self, predicate: Predicate, given: Given) -> tuple[str, ...]:
        clause = predicate.clause
        aux: list[str] = list(given.aux)
        if predicate.kind == "verb":
            aux += self._aux_of(clause)
            if (
                clause.neg in _NEGATIONS
                and not (predicate.frame is not None and predicate.frame.use == "NEG")
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
            if predicate.phrase.neg:
                aux.append("negation")
            top = self._top(predicate.phrase)
            if top.neg and top is not predicate.phrase:
                aux.append("negation")
            if not given.governed and top.prep in _AIM_PREPS and not self.units[top.head].det:
                given.aim = True
                aux.append("hypothetical")
            if not given.governed:
                aux += self._aux_of(clause)
                if clause.kind in ("cond", "purpose"):
                    aux.append("hypothetical")
        return _merge((), tuple(aux))

    def _goes_on(self, clause: Clause) -> bool:
        """Does the negation belong to "still" ("ما زال", "لا يزال")?"""
        return any(self.units[k].role_word == "still" for k in clause.auxes)

    def _imperfect(self, clause: Clause) -> bool:
        read = self.units[clause.verb].read
        return read is not None and read.aspect in "ij"

    @staticmethod
    def _top(phrase: Phrase) -> Phrase:
        while phrase.parent is not None:
            phrase = phrase.parent
        return phrase

    def party(self, predicate: Predicate, name: str, given: Given) -> Party:
        """Who fills a slot; for a missing subject or object, whom the governing frame gives."""
        if name == "SPEAKER":
            return given.says or self.says_of(predicate.clause)
        if name == "SELF":
            return self.r.phrase(predicate.phrase)
        if name.startswith("@"):
            return Party((f"{self.r.country_at(predicate.clause) or 'XXX'}:{name[1:]}",), (), "role")
        fill = predicate.fills.get(name)
        if name == "SUBJ" and given.by and predicate.kind == "verb" and predicate.clause.subj_from.startswith("pron:"):
            return given.by
        if fill is None or name == "SUBJ":
            goal = self._controlled(predicate, given)
            if goal and name in ("SUBJ", goal):
                return given.by if name == "SUBJ" else self._filled(predicate.fills["SUBJ"], predicate)
        if fill is not None:
            if name == "SUBJ" and given.by and given.governed and fill.pron and predicate.kind == "noun":
                return given.by  # "عبر عن شكره": the possessor is who expresses it
            found = self._filled(fill, predicate)
            if found:
                return found
        if name == "SUBJ":
            if fill is None or not found:
                return given.by or self._met(predicate)
        elif name == "OBJ" and (fill is None or not found):
            return given.on
        return NOBODY

    def _controlled(self, predicate: Predicate, given: Given) -> str:
        """Which slot the genitive of a masdar fills whose agent the verb above gives ("سارع الرئيس إلى اتهام الجماعة",
        "تعتزم مصر زيارة السودان"): its object, or whom the act goes to; empty where the genitive may be the agent."""
        if (
            predicate.kind != "noun"
            or not given.governed
            or not given.by
            or predicate.phrase is None
            or "OBJ" in predicate.fills
        ):
            return ""
        fill, frame = predicate.fills.get("SUBJ"), predicate.frame
        if fill is None or fill.phrase is None or fill.phrase is not predicate.phrase.gen or frame is None:
            return ""
        if any(slot.kind == "obj" and not slot.embeds and not slot.classes and not slot.words for slot in frame.slots):
            return "OBJ"
        lemma = self.units[predicate.unit].lemma
        if lemma is None or not any(self.m.lemmas[k].trans == "t" for k in lemma.masdar_of):
            return ""
        open_slots = [
            name for o in frame.outcomes if o.kind == "event" for name in o.recipients if name not in predicate.fills
        ]
        return open_slots[0] if open_slots else ""

    def _met(self, predicate: Predicate) -> Party:
        """Who talked or travelled, when "بعد محادثات مع ..." leaves it to the subject of the clause."""
        frame, phrase, clause = predicate.frame, predicate.phrase, predicate.clause
        if predicate.kind != "noun" or frame is None or phrase is None or frame.outcomes[0].type != "CONSULT":
            return NOBODY
        top = self._top(phrase)
        if top.prep not in _DURING or clause.subj is None or clause.verb < 0 or clause.subj is top:
            return NOBODY
        return self.r.phrase(clause.subj)

    def _filled(self, fill: Fill, predicate: Predicate) -> Party:
        if fill.at == -2 and fill.phrase is not None:
            return self.r.adjective_codes(fill.phrase)
        if fill.phrase is not None:
            party = self.r.phrase(fill.phrase)
            if not party:
                party = (
                    self._crowd(fill.phrase, predicate)
                    or self._told_of(fill.phrase, predicate)
                    or self._bloc(fill.phrase)
                )
            act = self.by_unit.get(fill.phrase.head)
            if act is not None and act is not predicate and act.frame is not None:
                inner = self._agent_of(act)
                if inner:
                    return inner
                if self._blames(predicate) and any(o.kind == "event" and o.type in _HARMS for o in act.frame.outcomes):
                    return NOBODY  # "أدانت استهداف جدة": not the victim is condemned
            return party
        if fill.pron and fill.pron[0] == "1":
            return self.says_of(predicate.clause) or self.r.memory.speaker  # "we": whoever speaks
        if fill.pron:
            subject = predicate.clause.subj if fill.at != predicate.unit or predicate.kind != "verb" else None
            if predicate.kind == "verb" and fill is not predicate.fills.get("SUBJ") and subject is None:
                return self._other(fill.pron, fill.at, predicate)
            clause = predicate.clause
            resumed = clause.kind == "rel" and clause.subj is None and fill.at == clause.verb
            excluded = self.r.phrase(clause.anchor).codes if resumed else ()
            return self.r.pronoun(fill.pron, fill.at, subject, fill is predicate.fills.get("SUBJ"), excluded)
        return NOBODY

    def _crowd(self, phrase: Phrase, predicate: Predicate) -> Party:
        """The people of a protest that itself acts: "مظاهرات طالبت برحيله"."""
        lemma = self.units[phrase.head].lemma
        if predicate.kind == "noun" or lemma is None or "protest" not in lemma.classes:
            return NOBODY
        return Party((f"{self.r.country_at(predicate.clause) or 'XXX'}:CIV",), (), "role")

    def _blames(self, predicate: Predicate) -> bool:
        return predicate.frame is not None and any(o.type == "ACCUSE" for o in predicate.frame.outcomes)

    def _bloc(self, phrase: Phrase) -> Party:
        """The bloc in whose name a thing is told: "الابتزاز الغربي"."""
        for link in phrase.chain():
            for k in link.adjs:
                lemma = self.units[k].lemma
                if lemma is not None and lemma.codes:
                    return Party(lemma.codes[:1], ((self.units[link.head].start, self.units[k].end),), "nisba")
        return NOBODY

    def _told_of(self, phrase: Phrase, predicate: Predicate) -> Party:
        """Who acts in the relative clause that describes a thing: "المقترح الذي قدمه السودان"."""
        party = NOBODY
        lemma = self.units[phrase.head].lemma
        if lemma is not None and lemma.classes & _AUTHORED:
            outer = self.m.clause_of[phrase.head]
            if outer.subj is not None and outer.subj is not phrase and outer.verb != predicate.unit:
                return self.r.phrase(
                    outer.subj
                )  # "تقدمت واشنطن بمشروع قرار يطالب ...": the draft speaks for its author
        for part in phrase.parts():
            for clause in part.clauses:
                if clause.subj is not None and clause.subj is not part and clause.verb != predicate.unit:
                    party = party.plus(self.r.phrase(clause.subj))
        return party

    def _other(self, pron: str, at: int, predicate: Predicate) -> Party:
        """An object pronoun: whoever is meant, it is not the subject of the same verb."""
        return self.r.pronoun(pron, at, excluded=self.r.phrase(predicate.clause.subj).codes)

    def _agent_of(self, act: Predicate) -> Party:
        """The agent of an act that fills another's slot ("condemned the Israeli attack": Israel)."""
        if act.unit in self.done:
            return self.done[act.unit]
        return self._inside(act, self.given.get(act.unit, Given()))[0]

    def _inside(self, act: Predicate, given: Given) -> tuple[Party, Party]:
        """The parties of an act that stands inside another; nobody where two acts stand in each other's slots."""
        if act.frame is None or act.unit in self.busy:
            return NOBODY, NOBODY
        outcome = next((o for o in act.frame.outcomes if o.kind == "event"), None)
        if outcome is None:
            return NOBODY, NOBODY
        self.busy.add(act.unit)
        parties = self._parties(act, outcome, given)
        self.busy.discard(act.unit)
        return parties

    def _parties(self, predicate: Predicate, outcome: Outcome, given: Given) -> tuple[Party, Party]:
        actor = recipient = NOBODY
        for name in outcome.actors:
            actor = actor.plus(self.party(predicate, name, given))
        for name in outcome.recipients:
            if name == "ACT" and recipient:
                continue  # the act tells to whom only where nobody is named
            recipient = recipient.plus(self.party(predicate, name, given))
        if recipient.codes and actor.codes and not set(recipient.codes) - set(actor.codes):
            recipient = NOBODY
            for name in outcome.recipients:
                fill = predicate.fills.get(name)
                if fill is not None and fill.phrase is not None:
                    recipient = recipient.plus(self.r.others(fill.phrase, actor.codes))
            if set(recipient.codes) & set(actor.codes):
                recipient = self._own_people(predicate, outcome, actor)
        return actor, recipient

    def _own_people(self, predicate: Predicate, outcome: Outcome, actor: Party) -> Party:
        """Both sides under one code: a state acts on its own ("اعتقلت الشرطة الرئيس")."""
        if outcome.type not in _DOMESTIC or len(actor.codes) > 1:
            return NOBODY
        for name in outcome.recipients:
            fill = predicate.fills.get(name)
            if fill is not None and fill.phrase is not None and self.r.phrase(fill.phrase).codes == actor.codes:
                return self.r.phrase(fill.phrase)
        return NOBODY

    def _points_back(self, predicate: Predicate, outcome: Outcome) -> bool:
        """Is the object of a reaction only a pronoun after a preposition ("رحبت به"), which stands for an act?"""
        fills = [predicate.fills[name] for name in outcome.recipients if name in predicate.fills]
        return len(fills) == 1 and bool(fills[0].pron) and fills[0].at != predicate.unit and fills[0].pron[1] == "s"

    def _aimed_at(self, predicate: Predicate, actor: Party) -> Party:
        """Whom a promise, threat or refusal concerns, when only the act promised, threatened or refused tells."""
        fill = predicate.fills.get("ACT")
        if fill is None:
            return NOBODY
        unit = fill.phrase.head if fill.phrase is not None else fill.clause.verb if fill.clause is not None else -1
        inner = self.by_unit.get(unit)
        found: list[Party] = []
        if inner is not None and inner.frame is not None:
            found += reversed(self._inside(inner, Given(by=actor)))
        found += [self.r.phrase(phrase) for phrase in self._around(fill)]
        for party in found:
            codes = tuple(code for code in party.codes if code not in actor.codes)
            if codes:
                return Party(codes, party.spans, party.how)
        return NOBODY

    def _around(self, fill: Fill) -> list[Phrase]:
        """The phrases in which an act told by a clause or a noun names who is concerned, the likeliest first."""
        if fill.clause is not None:
            inside = [*fill.clause.args, *fill.clause.pps]
            first = [fill.clause.subj] if fill.clause.subj is not None else []
            return first + sorted(
                (p for p in inside if p is not fill.clause.subj and p.kind == "np"), key=lambda p: p.first
            )
        if fill.phrase is None:
            return []
        clause = self.m.clause_of[fill.phrase.head]
        after = [p for p in clause.pps if p.kind == "np" and fill.phrase.last <= p.first <= fill.phrase.last + _REACH]
        return [fill.phrase, *sorted(after, key=lambda p: p.first)]

    def _agent_by_context(self, predicate: Predicate, outcome: Outcome, recipient: Party) -> Party:
        """Who did what a masdar names without its agent: the subject whose aim or means it is, or who did the same,
        or had to do, with the same other side before."""
        judge = self.given.get(predicate.unit, Given()).judge
        hit = set(recipient.codes)
        if predicate.phrase is not None and not judge:
            top = self._top(predicate.phrase)
            clause = predicate.clause
            if top.prep in _MEANS and clause.subj is not None and clause.verb >= 0:
                party = self.r.phrase(clause.subj)
                if party and not set(party.codes) & hit:
                    return Party(party.codes, party.spans, "context")
        earlier = [act for act in self.found if act.predicate.unit < predicate.unit]
        before = [act for act in self.past[-10:] + earlier if act.outcome.kind == "event" and act.actor]
        if judge:
            before = [act for act in before if not set(judge.codes) & set(act.actor.codes + act.recipient.codes)]
        for act in reversed(before):
            if act.outcome.type == outcome.type and hit & set(act.recipient.codes):
                return Party(act.actor.codes, (), "context")
        for act in reversed(before):
            both = act.actor.codes + act.recipient.codes
            if hit & set(both):
                codes = tuple(code for code in both if code not in hit)
                if codes:
                    return Party(codes, (), "context")
        return NOBODY

    def _host(self, predicate: Predicate, actor: Party) -> Party:
        """Whom a visit goes to when the text takes it for granted: the other subject of its clause, or where the
        report is."""
        subject = self.r.phrase(predicate.clause.subj) if predicate.kind != "verb" else NOBODY
        codes = tuple(code for code in subject.codes if code not in actor.codes)
        if codes and len(codes) < len(subject.codes):
            return Party(codes, subject.spans, "context")
        there = self.r.site() or self.r.memory.main_state()
        return Party((there,), (), "place") if there and there not in actor.codes else NOBODY

    def _counterpart(self, predicate: Predicate, actor: Party) -> Party:
        """With whom the actor had to do last in this report, when the clause doesn't name its other side."""
        mine = set(actor.codes)
        earlier = [act for act in self.found if act.predicate.unit < predicate.unit]
        for act in reversed(self.past[-10:] + earlier):
            if act.outcome.kind != "event":
                continue
            both = act.actor.codes + act.recipient.codes
            if mine & set(both):
                codes = tuple(code for code in both if code not in mine)
                if codes:
                    return Party(codes, (), "context")
        return NOBODY

    def _reacted_to(self, predicate: Predicate, outcome: Outcome, actor: Party) -> Party:
        """To whom a reaction goes when only "the step", "the decision", "this" tells: whoever did it, earlier on."""
        fill = next((predicate.fills[n] for n in (*outcome.recipients, "ACT", "ABOUT") if n in predicate.fills), None)
        frame = predicate.frame
        denial = outcome.type == "REJECT" and frame is not None and any("negation" in o.aux for o in frame.outcomes)
        if not denial and fill is not None and fill.clause is not None:
            return NOBODY
        inner = self.by_unit.get(fill.phrase.head) if fill is not None and fill.phrase is not None else None
        kind = (
            next((o.type for o in inner.frame.outcomes if o.kind == "event"), "")
            if inner is not None and inner.frame is not None
            else ""
        )
        earlier = [act for act in self.found if act.predicate.unit < predicate.unit]
        mine = set(actor.codes)
        named = self._same_noun(fill.phrase if fill is not None else None, earlier, mine)
        if named:
            return named
        harmed = set(self._inside(inner, Given())[1].codes) if inner is not None else set()
        for act in reversed(self.past[-12:] + earlier):
            if act.outcome.kind != "event" or not act.actor or set(act.actor.codes) & mine:
                continue
            if denial and not (mine & set(act.recipient.codes)):
                continue
            if kind and not denial and act.outcome.type != kind:
                continue
            if harmed and not harmed & set(act.recipient.codes):
                continue
            return Party(act.actor.codes, (), "pronoun")
        return NOBODY

    def _same_noun(self, phrase: Phrase | None, earlier: list[Act], mine: set[str]) -> Party:
        """The parties of an act told before by the same noun: "رحبت بنتائج القمة" after "قمة ..."."""
        if phrase is None:
            return NOBODY
        for link in phrase.chain():
            lemma = self.units[link.head].lemma
            if lemma is None or not lemma.frames:
                continue
            for act in reversed(self.past[-12:] + earlier):
                if act.predicate.lemma is lemma and act.outcome.kind == "event":
                    codes = tuple(c for c in act.actor.codes + act.recipient.codes if c not in mine)
                    if codes:
                        return Party(codes, (), "pronoun")
        return NOBODY

    def _asked(self, predicate: Predicate, actor: Party) -> Party:
        """Of whom something is asked, when only the act asked for tells."""
        fill = predicate.fills.get("ACT")
        if fill is None or fill.phrase is None:
            return NOBODY
        party = self._filled(fill, predicate)
        if party and not set(party.codes) & set(actor.codes):
            return party
        return self._aimed_at(predicate, actor)

    def _sides(self, predicate: Predicate, outcome: Outcome, given: Given, actor: Party) -> tuple[Party, Party]:
        """A mutual tie has two sides as well: its slots, or the first and the other parties of its only slot."""
        if len(outcome.actors) > 1:
            first = self.party(predicate, outcome.actors[0], given)
            second = NOBODY
            for name in outcome.actors[1:]:
                second = second.plus(self.party(predicate, name, given))
            if first and second and set(first.codes) != set(second.codes):
                return first, second
        if len(actor.codes) > 1:
            return Party(actor.codes[:1], actor.spans, actor.how), Party(actor.codes[1:], actor.spans, actor.how)
        return actor, NOBODY

    def _hand_down(
        self, predicate: Predicate, outcome: Outcome, given: Given, says: Party, aux: tuple[str, ...]
    ) -> None:
        fill = predicate.fills.get("ACT")
        if fill is None:
            return
        by = self.party(predicate, outcome.by, given) if outcome.by else NOBODY
        on = self.party(predicate, outcome.on, given) if outcome.on else NOBODY
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
            _merge(tuple(own) if not outcome.says else (), outcome.aux),
            speaker,
            outcome.absorbed or given.absorbed,
            True,
            depth=given.depth + 1,
        )
        if predicate.frame is not None and not outcome.by:
            told = next((o for o in predicate.frame.outcomes if o.kind == "event" and o.type in _JUDGING), None)
            if told is not None:
                for name in told.actors:
                    handed.judge = handed.judge.plus(self.party(predicate, name, given))
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
        party = self.party(predicate, name, given)
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
                self.clause_says.setdefault(sister.id, given.says)
            self.clause_aux.setdefault(sister.id, given.aux)
            if sister.verb >= 0:
                meant = sister.subj is None or (
                    sister.subj_from.startswith("pron:") and by is not None and self._named_by(sister, by)
                )
                passed = Given(
                    given.by if meant else NOBODY, given.on, (), given.says, given.absorbed, True, depth=given.depth
                )
                self.given.setdefault(sister.verb, passed)

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
            and other.prep == phrase.prep and other.head in self.by_unit
        ]  # fmt: skip
        for part in (*phrase.parts(), *sisters):
            for link in part.chain():
                if link.head in self.by_unit:
                    self.given.setdefault(link.head, given)
                    break


def _merge(first: tuple[str, ...], second: tuple[str, ...]) -> tuple[str, ...]:
    """Auxiliary modes of an outer and an inner frame together: two negations cancel, hypothetical swallows future."""
    aux = list(first)
    for mode in second:
        if mode == "negation" and mode in aux:
            aux.remove(mode)
        elif mode not in aux:
            aux.append(mode)
    if "hypothetical" in aux and "future" in aux:
        aux.remove("future")
    return tuple(aux)
