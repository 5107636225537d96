"""What fills the slots of a masdar or other noun: its genitive, its adjectives, who stands behind ل or من."""

from typing import Final

from rasid.events.predicate import Fill, Predicate
from rasid.events.view import View
from rasid.syntax.agreement import tells_of
from rasid.syntax.tree import Phrase
from rasid.tables.notation import Frame, Slot

OPPOSED: Final = frozenset(("ACCUSE", "REJECT", "REQUEST", "THREATEN"))
"""What somebody says against an act that is done all the same."""


class NounSlots:
    """Looks for agent and object of the nouns of one sentence."""

    def __init__(self, view: View) -> None:
        self.view = view
        self.units = view.units

    def fill(self, predicate: Predicate, slot: Slot, frame: Frame) -> Fill | None:
        """The filler of a slot for the agent or the object."""
        phrase = predicate.phrase
        if phrase is None:
            return None
        if slot.kind == "subj":
            return self._subject(predicate, phrase, frame)
        return self._object(predicate, phrase, slot, frame)

    def scene(self, predicate: Predicate, slot: Slot, frame: Frame) -> Fill | None:
        """The capital or land in the genitive that says where an attack was, as في would: "هجمات باريس"."""
        place = predicate.phrase.gen if predicate.phrase is not None else None
        if place is None or "في" not in slot.preps or not self._scene(predicate, place, frame):
            return None
        if self._kinds(place) <= {"place"}:
            return None  # of what land a town is, is weighed
        return self.view.as_fill(slot, place)

    def _takes_object(self, frame: Frame) -> bool:
        return any(slot.kind == "obj" for slot in frame.slots)

    def _genitive_is_object(self, predicate: Predicate, phrase: Phrase, frame: Frame) -> bool:
        noun = self.units[predicate.unit].lemma
        gen = (noun.gen if noun is not None else "") or predicate.lemma.gen
        if not self._takes_object(frame):
            return False
        if gen == "O":
            if self._in_spite(phrase, frame):
                return False
            if phrase.pron and any(p.first == phrase.last for p in predicate.clause.args):
                return False  # "إطلاقها ثلاثة صواريخ": the pronoun is the agent
            if self._before_object(predicate, phrase):
                return False
            return not (
                self._toward(predicate, phrase) is not None
                and phrase.gen is not None
                and (self.view.actor_like(phrase.gen) or self._arms(phrase.gen))
            )
        return False

    def _in_spite(self, phrase: Phrase, frame: Frame) -> bool:
        """Is it blame in spite of which something is done: "رغم إدانة الأمم المتحدة"?"""
        against = any(o.type in OPPOSED for o in frame.outcomes)
        by = phrase.gen is not None and self.view.actor_like(phrase.gen)
        return against and by and phrase.prep in self.view.classes.despite_preps

    def _arms(self, phrase: Phrase) -> bool:
        """What somebody attacks with: "اقتحام الدبابات للمدينة", but not "مهاجمة السفن التابعة للبحرية"."""
        lemma = self.units[phrase.head].lemma
        if any(not self.view.has_codes(k) for k in phrase.adjs):
            return False
        return lemma is not None and not lemma.classes.isdisjoint(("troops", "vehicle"))

    def _subject(self, predicate: Predicate, phrase: Phrase, frame: Frame) -> Fill | None:
        agent = self.view.agent(predicate.clause, predicate.unit)
        if agent is not None:
            return agent
        found = self._subject_of(predicate, phrase, frame)
        slot = next((slot for slot in frame.slots if slot.kind == "subj"), None)
        if found is not None and slot is not None and (slot.words or slot.classes):
            return (
                found if found.phrase is not None and found.at != -2 and self.view.allowed(slot, found.phrase) else None
            )
        return found

    def _subject_of(self, predicate: Predicate, phrase: Phrase, frame: Frame) -> Fill | None:
        if any(self.view.has_codes(k) for k in phrase.adjs):
            return Fill(phrase=phrase, at=-2)  # the nisba of the noun itself
        if phrase.pron and not self._genitive_is_object(predicate, phrase, frame):
            return Fill(pron=phrase.pron, at=phrase.head)
        named = phrase.gen is not None and (self._own_word(phrase.gen, frame) or self._always_object(predicate, phrase))
        if phrase.gen is not None and not named and not self._genitive_is_object(predicate, phrase, frame):
            armed = self._arms(phrase.gen) and self._takes_object(frame)
            if (armed or self.view.actor_like(phrase.gen)) and not self._scene(predicate, phrase.gen, frame):
                return Fill(phrase=phrase.gen)
            toward = self._owner(predicate, phrase, frame)
            if toward is not None:
                return toward
            if (
                not self._takes_object(frame)
                and not self._where(phrase.gen)
                and not self._scene(predicate, phrase.gen, frame)
            ):
                return Fill(phrase=phrase.gen)
        toward = self._owner(predicate, phrase, frame)
        if toward is not None:
            return toward
        source = self.view.pp_after(predicate, phrase, ("من",))
        if (
            source is not None
            and phrase.gen is None
            and source.kind == "np"
            and self.view.actor_like(source)
            and not any("من" in slot.preps for slot in frame.slots)
        ):
            return Fill(phrase=source)  # "اقتراح من ..."
        if phrase.host is not None:
            return Fill(phrase=phrase.host)
        clause = predicate.clause
        if (
            phrase in (clause.obj, clause.obj2)
            and clause.verb >= 0
            and (
                self.units[clause.verb].role_word in ("be", "copula")
                or any(self.units[k].role_word == "be" for k in clause.auxes)
            )
        ):
            return Fill(phrase=clause.subj) if clause.subj is not None and clause.subj is not phrase else None
        if clause.verb < 0 and clause.topic is not None and any(phrase is arg for arg in clause.args):
            return Fill(phrase=clause.topic)
        return None

    def _scene(self, predicate: Predicate, place: Phrase, frame: Frame) -> bool:
        """Does a place tell where an attack was: "مذبحة سربرنيتسا", "هجمات باريس", but "هجوم موسكو على كييف"?"""
        kinds = self._kinds(place)
        if not kinds or not any(o.type == "ASSAULT" for o in frame.outcomes):
            return False
        noun, classes = predicate.lemma.plain, self.view.classes
        scenes = {"place"} | ({"capital"} if noun in classes.scenes else set())
        scenes |= {"capital", "state"} if noun in classes.massacres else set()
        if kinds <= {"place"}:
            return True
        return kinds <= scenes and not self._aimed(predicate, frame)

    def _kinds(self, place: Phrase) -> set[str]:
        """What the name at the head of a phrase may be."""
        return {self.view.entities[number].kind for number in self.units[place.head].entities}

    def _aimed(self, predicate: Predicate, frame: Frame) -> bool:
        """Does a preposition behind the noun and its genitive say on whom?"""
        return predicate.phrase is not None and any(
            slot.preps and self.view.pp_after(predicate, predicate.phrase, slot.preps) is not None
            for slot in frame.slots
        )

    def _where(self, phrase: Phrase) -> bool:
        """Only where it was: "كمين شرق رفح"."""
        lemma = self.units[phrase.head].lemma
        return lemma is not None and "direction" in lemma.classes

    def _always_object(self, predicate: Predicate, phrase: Phrase) -> bool:
        """Does the noun's genitive name whom the act hits in any frame ("إدانة الغزو"), unless ل names him?"""
        noun = self.units[predicate.unit].lemma
        if ((noun.gen if noun is not None else "") or predicate.lemma.gen) != "O" or phrase.gen is None:
            return False
        if self._before_object(predicate, phrase) or phrase.prep in self.view.classes.despite_preps:
            return False
        by = self.view.actor_like(phrase.gen) or self._arms(phrase.gen)
        return not (by and self._toward(predicate, phrase) is not None)

    def _toward(self, predicate: Predicate, phrase: Phrase) -> Phrase | None:
        """The party or thing after ل, not a purpose: "إرسال القوات لحماية القرى"."""
        toward = self.view.pp_after(predicate, phrase, ("ل",))
        if toward is None or toward.kind != "np" or toward.gen is None or phrase.gen is None:
            return toward
        unit = self.units[toward.head]
        deed = unit.lemma is not None and unit.lemma.masdar_of and unit.read is not None and unit.read.number == "s"
        return None if deed and not unit.det else toward

    def _following(self, predicate: Predicate, phrase: Phrase) -> Phrase | None:
        """The noun without preposition right behind a phrase, or behind a time that parts them."""
        for other in predicate.clause.args:
            between = self.units[phrase.last : other.first]
            if other.first >= phrase.last and not other.time and all(unit.time for unit in between):
                return None if tells_of(self.units, phrase, other) else other
        return None

    def _before_object(self, predicate: Predicate, phrase: Phrase) -> bool:
        """Is the genitive the agent, since the object stands behind it: "ضم موسكو أربع مناطق"?"""
        if phrase.gen is None or not (self.view.actor_like(phrase.gen) or self._craft(phrase.gen)):
            return False
        other = self._following(predicate, phrase)
        if other is None or self._said_of(predicate, phrase, other):
            return False
        return other not in (predicate.clause.subj, predicate.clause.obj)

    def _craft(self, phrase: Phrase) -> bool:
        """Is it somebody's aircraft or ship: "قصف مقاتلات أميركية مواقع"?"""
        lemma = self.units[phrase.head].lemma
        return lemma is not None and "vehicle" in lemma.classes and any(self.view.has_codes(k) for k in phrase.adjs)

    def _said_of(self, predicate: Predicate, phrase: Phrase, other: Phrase) -> bool:
        """Is an indefinite noun, the only one behind an act that opens a verbless clause, what is said of it:
        "إن اغتيال الوزير رسالة"?"""
        clause = predicate.clause
        if clause.verb >= 0 or clause.topic is not phrase or len(clause.args) != 1:
            return False
        unit = self.units[other.head]
        return unit.pos == "N" and not (unit.det or unit.pron or other.gen or other.nums or other.quants)

    def _own_word(self, phrase: Phrase, frame: Frame) -> bool:
        """Is the genitive a word of the predicate itself ("زيارة دولة", state visit)?"""
        lemma = self.units[phrase.head].lemma
        return lemma is not None and lemma.plain in frame.mods

    def _owner(self, predicate: Predicate, phrase: Phrase, frame: Frame) -> Fill | None:
        """The agent after ل, where no actor stands in the genitive: "زيارة دولة للرئيس"."""
        own = phrase.gen is not None and self._own_word(phrase.gen, frame)
        toward = self._toward(predicate, phrase)
        if toward is None or phrase.pron:
            return None
        taken = any("ل" in slot.preps and not self.view.owned(predicate, toward, slot) for slot in frame.slots)
        if taken and not own:
            return None
        if phrase.gen is not None and self.view.actor_like(phrase.gen) and not self._own_word(phrase.gen, frame):
            return None
        if self._takes_object(frame) and (self.units[predicate.unit].lemma or predicate.lemma).gen != "S":
            return None
        if toward.kind == "pron":
            return Fill(pron=toward.pron, at=toward.head)
        return Fill(phrase=toward) if self.view.actor_like(toward) else None

    def _object(self, predicate: Predicate, phrase: Phrase, slot: Slot, frame: Frame) -> Fill | None:
        if slot.embeds:
            gen = phrase.gen
            if gen is not None and slot.embeds == "ACT" and self.view.is_act(gen) and self.view.allowed(slot, gen):
                return Fill(phrase=gen)
            told = self._following(predicate, phrase) if slot.embeds == "ACT" else None
            owned = bool(phrase.pron) or (gen is not None and self.view.actor_like(gen))
            if told is not None and owned and self.view.is_act(told) and self.view.allowed(slot, told):
                return Fill(phrase=told)  # "قرار فرنسا سحب قواتها"
            return self.view.clause_after(predicate, "")
        if slot.name == "OBJ2" and slot.words:
            behind = (self.view.as_fill(slot, p) for p in predicate.clause.args if p.first >= phrase.last)
            second = next((fill for fill in behind if fill is not None), None)
            if second is not None:
                return second
        following = self._following(predicate, phrase)
        given = next((other for other in frame.slots if other.name == "OBJ2"), None)
        if slot.name == "OBJ" and given is not None and following is not None and self.view.as_fill(given, following):
            if phrase.gen is not None:
                return self.view.as_fill(slot, phrase.gen)  # "منح لبنان قرضا": to Lebanon
            if phrase.pron and self.view.allows_pronoun(slot, phrase.pron):
                return Fill(pron=phrase.pron, at=phrase.head)
        if (
            following is not None
            and phrase.gen is not None
            and (self.view.actor_like(phrase.gen) or self._craft(phrase.gen))
            and not self._said_of(predicate, phrase, following)
            and self.view.as_fill(slot, following) is not None
        ):
            return self.view.as_fill(slot, following)  # "ضم موسكو أربع مناطق"
        if self._genitive_is_object(predicate, phrase, frame):
            if phrase.gen is not None:
                return self.view.as_fill(slot, phrase.gen)
            if phrase.pron:
                return Fill(pron=phrase.pron, at=phrase.head) if self.view.allows_pronoun(slot, phrase.pron) else None
        toward = self._toward(predicate, phrase)
        if toward is not None and self._owner(predicate, phrase, frame) is None:
            if toward.kind == "pron":
                return Fill(pron=toward.pron, at=toward.head) if not slot.classes and not slot.words else None
            return self.view.as_fill(slot, toward)
        if phrase.gen is not None and (slot.classes or slot.words):
            return self.view.as_fill(slot, phrase.gen)
        if following is not None and ((phrase.gen is not None and self.view.actor_like(phrase.gen)) or phrase.pron):
            return self.view.as_fill(slot, following)
        return None
