"""Who the other side of an act is when its clause leaves it open: what was told before, and around it."""

from typing import Final

from rasid.actors import NOBODY, Party
from rasid.events.act import Act, Given, Scene, top_of
from rasid.events.noun_slots import OPPOSED
from rasid.events.parties import Parties
from rasid.events.predicate import Fill, Predicate
from rasid.syntax.tree import Phrase
from rasid.tables.notation import Outcome

_REACTIONS: Final = frozenset(("ACCUSE", "SUPPORT", "REJECT"))
_DEALS: Final = frozenset(("AGREE", "CONSULT", "COOPERATE", "RETREAT", "SUPPORT"))
_REACH: Final = 8  # units behind an act in which its complements are looked for


class Context:
    """Looks outside the slots of an act for its missing party."""

    def __init__(self, scene: Scene, parties: Parties) -> None:
        self.scene = scene
        self.units = scene.units
        self.classes = scene.classes
        self.m = scene.m
        self.r = scene.r
        self.parties = parties

    def agent(self, predicate: Predicate, outcome: Outcome, recipient: Party) -> Party:
        """Who did what a masdar names without its agent: the subject whose aim or means it is, or who did the same,
        or had to do, with the same other side before."""
        judge = self.scene.given.get(predicate.unit, Given()).judge
        hit = set(recipient.codes)
        if predicate.phrase is not None and not judge:
            top = top_of(predicate.phrase)
            held = self._charged(predicate, hit) if top.prep in self.classes.charge_preps else NOBODY
            if held:
                return held
            clause = predicate.clause
            helps = top.prep in self.classes.aim_preps or top.prep in self.classes.means_preps or self._aim(top)
            if helps and clause.subj is not None and clause.verb >= 0:
                party = self.r.phrase(clause.subj)
                if party and not set(party.codes) & hit:
                    return Party(party.codes, party.spans, "context")
        earlier = [act for act in self.scene.found if act.predicate.unit < predicate.unit]
        before = [act for act in self.scene.past[-10:] + earlier if act.outcome.kind == "event" and act.actor]
        if judge:
            before = [act for act in before if not set(judge.codes) & set(act.actor.codes + act.recipient.codes)]
        for act in reversed(before):
            if act.outcome.type == outcome.type and hit & set(act.recipient.codes):
                return Party(act.actor.codes, (), "context")
        return _opposite(before, hit, "context")

    def _charged(self, predicate: Predicate, hit: set[str]) -> Party:
        """Who is held, or punished, on a charge: "عاقبت واشنطن شركة صينية بتهمة تزويد طهران بالسلاح"."""
        before = [act for act in self.scene.found if act.predicate.unit < predicate.unit and act.recipient]
        held = before[-1].recipient if before else NOBODY
        return NOBODY if set(held.codes) & hit else held

    def _aim(self, phrase: Phrase) -> bool:
        """An indefinite accusative that tells what for: "نشرت واشنطن سفنا دعما لإسرائيل"."""
        unit = self.units[phrase.head]
        return not phrase.prep and not unit.det and unit.read is not None and unit.read.case == "t"

    def host(self, predicate: Predicate, actor: Party) -> Party:
        """Whom a visit goes to when the text takes it for granted: the other subject of its clause, or where the
        report is."""
        subject = self.r.phrase(predicate.clause.subj) if predicate.kind != "verb" else NOBODY
        codes = tuple(code for code in subject.codes if code not in actor.codes)
        if codes and len(codes) < len(subject.codes):
            return Party(codes, subject.spans, "context")
        there = self.r.site() or self.r.memory.main_state()
        return Party((there,), (), "site") if there and there not in actor.codes else NOBODY

    def between(self, predicate: Predicate, mediator: Party) -> Party:
        """Between whom somebody mediates: who made the deal or held the talks that his help is told with: "وقعت
        الحركتان اتفاقا برعاية ..."."""
        phrase = predicate.phrase
        if phrase is None or top_of(phrase).prep not in self.classes.during_preps:
            return NOBODY
        start, clause = top_of(phrase).first, predicate.clause
        before = [act for act in self.scene.found if act.predicate.unit < start and act.outcome.type in _DEALS]
        for act in sorted(before, key=lambda act: -act.predicate.unit):
            codes = tuple(c for c in (*act.actor.codes, *act.recipient.codes) if c not in mediator.codes)
            if codes and act.predicate.clause is clause:
                return Party(codes, act.actor.spans, act.actor.how)
        return NOBODY

    def defied(self, predicate: Predicate, outcome: Outcome, actor: Party) -> Party:
        """Who acts although somebody warned, blamed or refused: "زار الوفد تايوان رغم تحذيرات بكين"."""
        phrase, clause = predicate.phrase, predicate.clause
        if outcome.type not in OPPOSED or phrase is None or phrase.prep not in self.classes.despite_preps:
            return NOBODY
        party = self.r.phrase(clause.subj) if clause.verb >= 0 else NOBODY
        return NOBODY if set(party.codes) & set(actor.codes) else party

    def called(self, predicate: Predicate, caller: Party) -> Party:
        """With whom somebody was on the telephone: whom he told or asked something meanwhile ("أبلغ نظيره في مكالمة
        هاتفية")."""
        phrase, clause = predicate.phrase, predicate.clause
        if phrase is None or top_of(phrase).prep not in self.classes.during_preps or clause.verb < 0:
            return NOBODY
        told = [act.recipient for act in self.scene.found if act.predicate.unit == clause.verb]
        near = [clause.obj, *(pp for pp in clause.pps if pp.prep in self.classes.speech_preps)]
        told += [self.r.phrase(p) for p in near if p is not None and p.kind == "np" and self.m.view.actor_like(p)]
        return next((party for party in told if party and not set(party.codes) & set(caller.codes)), NOBODY)

    def counterpart(self, predicate: Predicate, actor: Party) -> Party:
        """With whom the actor had to do last in this report, when the clause doesn't name its other side."""
        mine = set(actor.codes)
        earlier = [act for act in self.scene.found if act.predicate.unit < predicate.unit]
        told = [act for act in self.scene.past[-10:] + earlier if act.outcome.kind == "event"]
        return _opposite(told, mine, "with")

    def points_back(self, predicate: Predicate, outcome: Outcome) -> bool:
        """Is the object of a reaction only a pronoun which stands for an act: after a preposition ("رحبت به"), or as
        the object of a verb that can have an act for it ("أيدها")?"""
        fills = [predicate.fills[name] for name in outcome.recipients if name in predicate.fills]
        if len(fills) != 1 or not fills[0].pron or fills[0].pron[1] != "s":
            return False
        return fills[0].at != predicate.unit or (
            self._of_acts(predicate) and self._thing_before(fills[0].pron, predicate)
        )

    @staticmethod
    def _of_acts(predicate: Predicate) -> bool:
        """Has the verb acts for its object: does one support, reject or condemn them?"""
        slots = (slot for frame in predicate.lemma.frames for slot in frame.slots)
        return any(slot.kind == "obj" and slot.embeds for slot in slots)

    def _thing_before(self, pron: str, predicate: Predicate) -> bool:
        """Does a thing stand nearer before a verb than anybody whom its pronoun could mean?"""
        own = predicate.clause.subj
        for phrase in reversed(self.scene.s.phrases):
            if phrase.first >= predicate.unit or phrase is own or phrase.time:
                continue
            unit = self.units[phrase.head]
            if self.r.gender(unit) != pron[2:] or phrase.conj:
                continue
            return unit.pos == "N" and not self.m.view.actor_like(phrase)
        return False

    def reacted_to(self, predicate: Predicate, outcome: Outcome, actor: Party) -> Party:
        """To whom a reaction goes when only "the step", "the decision", "this" tells: whoever did it, earlier on."""
        fill = next((predicate.fills[n] for n in (*outcome.recipients, "ACT", "ABOUT") if n in predicate.fills), None)
        frame = predicate.frame
        denial = outcome.type == "REJECT" and frame is not None and any("negation" in o.aux for o in frame.outcomes)
        if not denial and fill is not None and fill.clause is not None:
            return NOBODY
        inner = self.scene.by_unit.get(fill.phrase.head) if fill is not None and fill.phrase is not None else None
        kind = (
            next((o.type for o in inner.frame.outcomes if o.kind == "event"), "")
            if inner is not None and inner.frame is not None
            else ""
        )
        earlier = [act for act in self.scene.found if act.predicate.unit < predicate.unit]
        mine = set(actor.codes)
        named = self._same_noun(fill.phrase if fill is not None else None, earlier, mine)
        if named:
            return named
        harmed = set(self.parties.inside(inner, Given())[1].codes) if inner is not None else set()
        for act in reversed(self.scene.past[-12:] + earlier):
            if act.outcome.kind != "event" or not act.actor or set(act.actor.codes) & mine:
                continue
            theirs = set(act.recipient.codes)
            takes_up = not denial and fill is not None and (fill.pron or (act.reacts and kind not in _REACTIONS))
            if takes_up and act.outcome.type in _REACTIONS and theirs and not theirs & mine:
                # "رحبت باريس بالخطوة، كما أيدتها روما": both speak of the same
                return Party(act.recipient.codes, (), "reacted")
            if denial and not (mine & set(act.recipient.codes)):
                continue
            if kind and not denial and act.outcome.type != kind:
                continue
            if harmed and not harmed & set(act.recipient.codes):
                continue
            return Party(act.actor.codes, (), "reacted")
        return NOBODY

    def _same_noun(self, phrase: Phrase | None, earlier: list[Act], mine: set[str]) -> Party:
        """The parties of an act told before by the same noun: "رحبت بنتائج القمة" after "قمة ..."."""
        if phrase is None:
            return NOBODY
        for link in phrase.chain():
            lemma = self.units[link.head].lemma
            if lemma is None or not lemma.frames:
                continue
            for act in reversed(self.scene.past[-12:] + earlier):
                if act.predicate.lemma is lemma and act.outcome.kind == "event":
                    codes = tuple(c for c in act.actor.codes + act.recipient.codes if c not in mine)
                    if codes:
                        return Party(codes, (), "told")
        return NOBODY

    def asked(self, predicate: Predicate, actor: Party) -> Party:
        """Of whom something is asked, when only the act asked for tells."""
        fill = predicate.fills.get("ACT")
        if fill is None or fill.phrase is None:
            return NOBODY
        party = self.parties.filled(fill, predicate)
        if party and not set(party.codes) & set(actor.codes):
            return party
        return self.aimed_at(predicate, actor)

    def aimed_at(self, predicate: Predicate, actor: Party) -> Party:
        """Whom a promise, threat or refusal concerns, when only the act promised, threatened or refused tells."""
        fill = predicate.fills.get("ACT")
        if fill is None:
            return NOBODY
        unit = fill.phrase.head if fill.phrase is not None else fill.clause.verb if fill.clause is not None else -1
        inner = self.scene.by_unit.get(unit)
        found: list[Party] = []
        if inner is not None and inner.frame is not None:
            found += reversed(self.parties.inside(inner, Given(by=actor)))
        found += [self.r.phrase(phrase) for phrase in self._around(fill)]
        for party in found:
            codes = tuple(code for code in party.codes if code not in actor.codes)
            if codes:
                return Party(codes, party.spans, "aim")
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


def _opposite(acts: list[Act], side: set[str], how: str) -> Party:
    """Who was on the other side in the last of the acts that these codes had a part in."""
    for act in reversed(acts):
        both = act.actor.codes + act.recipient.codes
        if side & set(both):
            codes = tuple(code for code in both if code not in side)
            if codes:
                return Party(codes, (), how)
    return NOBODY
