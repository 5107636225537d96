"""Who stands in the slots of an act: its fillers, and whom the governing frame gives for a missing one."""

from typing import Final

from rasid.actors import NOBODY, Party
from rasid.events.act import Given, Scene, top_of
from rasid.events.predicate import Fill, Predicate
from rasid.syntax.tree import Phrase
from rasid.tables.notation import Outcome

_HARMS: Final = frozenset(("ASSAULT", "COERCE", "THREATEN", "MOBILIZE", "PROTEST"))
_DOMESTIC: Final = frozenset(("ACCUSE", "ASSAULT", "COERCE", "PROTEST", "REJECT", "REQUEST"))  # often inside one state
_AUTHORED: Final = frozenset(("document", "statement", "resolution", "proposal", "letter", "agreement", "policy"))


class Parties:
    """The parties of the acts of one sentence."""

    def __init__(self, scene: Scene) -> None:
        self.scene = scene
        self.units = scene.units
        self.classes = scene.classes
        self.m = scene.m
        self.r = scene.r

    def named(self, predicate: Predicate, name: str, given: Given) -> Party:
        """Who fills a slot; for a missing subject or object, whom the governing frame gives."""
        if name == "SPEAKER":
            return given.says or self.scene.says_of(predicate.clause)
        if name == "SELF":
            return self.r.phrase(predicate.phrase)
        if name.startswith("@"):
            return given.by or Party((f"{self.r.country_at(predicate.clause) or 'XXX'}:{name[1:]}",), (), "role")
        fill = predicate.fills.get(name)
        if name == "TO" and given.on and (fill is None or self._only_where(fill)):
            return given.on  # "استهدف هجوم موكبا في كابل": a convoy, not the city
        if name == "SUBJ" and given.by and predicate.kind == "verb" and predicate.clause.subj_from.startswith("pron:"):
            return given.by
        if fill is None or name == "SUBJ":
            goal = self._controlled(predicate, given)
            if goal and name in ("SUBJ", goal):
                return given.by if name == "SUBJ" else self.filled(predicate.fills["SUBJ"], predicate)
        if fill is not None:
            if name == "SUBJ" and given.by and given.governed and fill.pron and predicate.kind == "noun":
                return given.by  # "عبر عن شكره": the possessor is who expresses it
            freed = fill.pron[:1] == "3" and given.asker and name != "SUBJ" and self._frees(predicate)
            found = (
                self.r.pronoun(fill.pron, fill.at, excluded=given.asker.codes)
                if freed
                else self.filled(fill, predicate)
            )
            if found:
                return found
        if name == "SUBJ":
            if fill is None or not found:
                return given.by or self._met(predicate)
        elif name == "OBJ" and (fill is None or not found):
            return given.on
        return NOBODY

    def _only_where(self, fill: Fill) -> bool:
        return fill.phrase is not None and fill.phrase.prep in self.classes.site_preps

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
        top = top_of(phrase)
        if top.prep not in self.classes.during_preps or clause.subj is None or clause.verb < 0 or clause.subj is top:
            return NOBODY
        return self.r.phrase(clause.subj)

    def filled(self, fill: Fill, predicate: Predicate) -> Party:
        """Whom a filler means."""
        if fill.at == -2 and fill.phrase is not None:
            return self.r.adjective_codes(fill.phrase)
        if fill.phrase is not None:
            party = self.r.phrase(fill.phrase)
            if self._fired(fill.phrase, predicate):
                return self.r.behind(fill.phrase) or self._told_of(fill.phrase, predicate)
            if not party:
                party = (
                    self._crowd(fill.phrase, predicate)
                    or self._told_of(fill.phrase, predicate)
                    or self._bloc(fill.phrase)
                )
            act = self.scene.by_unit.get(fill.phrase.head)
            if act is not None and act is not predicate and act.frame is not None:
                inner = self._agent_of(act)
                if inner:
                    return inner
                if self._blames(predicate) and any(o.kind == "event" and o.type in _HARMS for o in act.frame.outcomes):
                    return NOBODY  # "أدانت استهداف جدة": not the victim is condemned
                if self._asks(predicate) and self._set_free(act, party):
                    return NOBODY  # "دعت إلى الإفراج عن الرهائن": not the hostages are asked
            return party
        if fill.clause is not None and fill.clause.verb < 0:
            return self.r.phrase(fill.clause.topic)  # "قال إن القرار الفرنسي خطأ"
        if fill.pron and fill.pron[0] == "1":
            return self.scene.says_of(predicate.clause) or self._quoted(predicate)  # "we": whoever speaks
        if fill.pron:
            subject = predicate.clause.subj if fill.at != predicate.unit or predicate.kind != "verb" else None
            if predicate.kind == "verb" and fill is not predicate.fills.get("SUBJ") and subject is None:
                return self._other(fill.pron, fill.at, predicate)
            clause = predicate.clause
            resumed = clause.kind == "rel" and clause.subj is None and fill.at == clause.verb
            excluded = self.r.phrase(clause.anchor).codes if resumed else ()
            return self.r.pronoun(fill.pron, fill.at, subject, fill is predicate.fills.get("SUBJ"), excluded)
        return NOBODY

    def _quoted(self, predicate: Predicate) -> Party:
        """Whose words stand in quotation marks: the subject of the last verb of saying before them."""
        if not self.units[predicate.unit].quoted:
            return self.r.memory.speaker
        for other in reversed(self.scene.predicates):
            says = other.frame is not None and any(o.says for o in other.frame.outcomes)
            said = says or any(o.says for frame in other.lemma.frames for o in frame.outcomes)
            if other.unit < predicate.unit and other.kind == "verb" and said and not self.units[other.unit].quoted:
                return self.r.phrase(other.clause.subj)
        return self.r.memory.speaker

    def _crowd(self, phrase: Phrase, predicate: Predicate) -> Party:
        """The people of a protest that itself acts: "مظاهرات طالبت برحيله"."""
        lemma = self.units[phrase.head].lemma
        if predicate.kind == "noun" or lemma is None or "protest" not in lemma.classes:
            return NOBODY
        return Party((f"{self.r.country_at(predicate.clause) or 'XXX'}:CIV",), (), "role")

    def _fired(self, phrase: Phrase, predicate: Predicate) -> bool:
        """Is a word for a march the drone of the same spelling, as an attack asks for it: "أسقط الجيش مسيرات"?"""
        lemma, frame = self.units[phrase.head].lemma, predicate.frame
        if lemma is None or "protest" not in lemma.classes or frame is None or frame.outcomes[0].type != "ASSAULT":
            return False
        return any(lemma.plain in slot.words for slot in frame.slots)

    def _blames(self, predicate: Predicate) -> bool:
        return predicate.frame is not None and any(o.type == "ACCUSE" for o in predicate.frame.outcomes)

    def _asks(self, predicate: Predicate) -> bool:
        return predicate.frame is not None and any(o.type == "REQUEST" for o in predicate.frame.outcomes)

    def _frees(self, predicate: Predicate) -> bool:
        return predicate.frame is not None and any(o.mode == "release" for o in predicate.frame.outcomes)

    def _set_free(self, act: Predicate, party: Party) -> bool:
        """Is it this party that is to be set free or to get something back?"""
        if not party or act.frame is None or all(o.type != "RETREAT" for o in act.frame.outcomes):
            return False
        return self.inside(act, self.scene.given.get(act.unit, Given()))[1].codes == party.codes

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
            if outer.subj is not None and outer.subj is not phrase and not self._against(outer.verb, predicate):
                return self.r.phrase(
                    outer.subj
                )  # "تقدمت واشنطن بمشروع قرار يطالب ...": the draft speaks for its author
        for part in phrase.parts():
            for clause in part.clauses:
                if clause.subj is not None and clause.subj is not part and clause.verb != predicate.unit:
                    party = party.plus(self.r.phrase(clause.subj))
        return party

    def _against(self, verb: int, predicate: Predicate) -> bool:
        """Is the verb the one in question, or does its subject refuse or blame the thing, which is another's then:
        "امتنعت الهند عن التصويت على قرار يدين روسيا"?"""
        outer = self.scene.by_unit.get(verb)
        told = outer.frame.outcomes if outer is not None and outer.frame is not None else ()
        return verb == predicate.unit or any(o.kind == "event" and o.type in ("REJECT", "ACCUSE") for o in told)

    def _other(self, pron: str, at: int, predicate: Predicate) -> Party:
        """An object pronoun: whoever is meant, it is not the subject of the same verb."""
        return self.r.pronoun(pron, at, excluded=self.r.phrase(predicate.clause.subj).codes)

    def _agent_of(self, act: Predicate) -> Party:
        """The agent of an act that fills another's slot ("condemned the Israeli attack": Israel)."""
        if act.unit in self.scene.done:
            return self.scene.done[act.unit]
        return self.inside(act, self.scene.given.get(act.unit, Given()))[0]

    def inside(self, act: Predicate, given: Given) -> tuple[Party, Party]:
        """The parties of an act that stands inside another; nobody where two acts stand in each other's slots."""
        if act.frame is None or act.unit in self.scene.busy:
            return NOBODY, NOBODY
        outcome = next((o for o in act.frame.outcomes if o.kind == "event"), None)
        if outcome is None:
            return NOBODY, NOBODY
        self.scene.busy.add(act.unit)
        parties = self.of(act, outcome, given)
        self.scene.busy.discard(act.unit)
        return parties

    def of(self, predicate: Predicate, outcome: Outcome, given: Given) -> tuple[Party, Party]:
        """Actor and recipient, as the slots of an outcome tell them."""
        actor = recipient = NOBODY
        for name in outcome.actors:
            actor = actor.plus(self._apart(predicate, name, self.named(predicate, name, given), actor))
        for name in outcome.recipients:
            if name == "ACT" and recipient:
                continue  # the act tells to whom only where nobody is named
            recipient = recipient.plus(self.named(predicate, name, given))
        if recipient.how == "pronoun" and set(recipient.codes) & set(actor.codes):
            recipient = self._rest(predicate, outcome, actor) or recipient
        if recipient.codes and actor.codes and not set(recipient.codes) - set(actor.codes):
            recipient = self._rest(predicate, outcome, actor)
            if set(recipient.codes) & set(actor.codes):
                recipient = self._own_people(predicate, outcome, actor)
        return actor, recipient

    def _apart(self, predicate: Predicate, name: str, party: Party, other: Party) -> Party:
        """Whom a pronoun means if not the other side of the same act: "قال إن الرئيس لم يتشاور معها"."""
        fill = predicate.fills.get(name)
        if name == "SUBJ" or fill is None or not fill.pron or not set(party.codes) & set(other.codes):
            return party
        return self.r.pronoun(fill.pron, fill.at, excluded=other.codes)

    def _rest(self, predicate: Predicate, outcome: Outcome, actor: Party) -> Party:
        """Whom the recipient's slots mean if not the actor: "دعا الأمين العام الطرفين"."""
        recipient = NOBODY
        for name in outcome.recipients:
            fill = predicate.fills.get(name)
            if fill is not None and fill.phrase is not None:
                recipient = recipient.plus(self.r.others(fill.phrase, actor.codes))
        return recipient

    def _own_people(self, predicate: Predicate, outcome: Outcome, actor: Party) -> Party:
        """Both sides under one code: a state acts on its own ("اعتقلت الشرطة الرئيس")."""
        if outcome.type not in _DOMESTIC or len(actor.codes) > 1:
            return NOBODY
        for name in outcome.recipients:
            fill = predicate.fills.get(name)
            if fill is not None and fill.phrase is not None and self.r.phrase(fill.phrase).codes == actor.codes:
                return self.r.phrase(fill.phrase)
        return NOBODY

    def sides(self, predicate: Predicate, outcome: Outcome, given: Given, actor: Party) -> tuple[Party, Party]:
        """A mutual tie has two sides as well: its slots, or the first and the other parties of its only slot."""
        if len(outcome.actors) > 1:
            first = self.named(predicate, outcome.actors[0], given)
            second = NOBODY
            for name in outcome.actors[1:]:
                second = second.plus(self.named(predicate, name, given))
            if first and second and set(first.codes) != set(second.codes):
                return first, second
        if len(actor.codes) > 1:
            return Party(actor.codes[:1], actor.spans, actor.how), Party(actor.codes[1:], actor.spans, actor.how)
        return actor, NOBODY
