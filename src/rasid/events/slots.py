"""What fills a slot of a frame: where Arabic puts the arguments of verbs and participles, and all complements."""

from rasid.events.noun_slots import NounSlots
from rasid.events.predicate import Fill, Predicate
from rasid.events.view import VALUES, View
from rasid.syntax.tree import Clause, Phrase
from rasid.tables.notation import Frame, Slot


class Slots:
    """Looks for the fillers of slots in one sentence."""

    def __init__(self, view: View) -> None:
        self.view = view
        self.s = view.s
        self.units = view.units
        self.nouns = NounSlots(view)
        self.taken: dict[int, int] = {}
        """Which predicate has taken a complement, by the phrase's identity."""

    def fill(self, predicate: Predicate, slot: Slot, passive: bool, frame: Frame) -> Fill | None:
        """What fills a slot, if anything does."""
        if slot.kind not in ("subj", "obj"):
            found = self._complement(predicate, slot, predicate.clause)
            return self.nouns.scene(predicate, slot, frame) if found is None and predicate.kind == "noun" else found
        if predicate.kind == "verb":
            return self._of_verb(predicate, slot, passive, frame)
        noun = predicate.kind == "noun"
        found = self.nouns.fill(predicate, slot, frame) if noun else self._of_participle(predicate, slot, passive)
        if found is not None and slot.embeds and slot.classes & VALUES:
            return found if found.clause is not None and self.view.claims(found.clause, slot) else None
        return found

    def _of_verb(self, predicate: Predicate, slot: Slot, passive: bool, frame: Frame) -> Fill | None:
        clause = predicate.clause
        agentless = not any(slot.kind == "subj" for slot in frame.slots)  # what is done is the grammatical subject
        unit = self.units[predicate.unit]
        if slot.kind == "subj":
            if passive:
                return self.view.agent(clause, predicate.unit)
            subject = clause.topic if unit.pos == "P" else clause.subj  # "إن روسيا وراء الهجوم"
            if subject is not None:
                return Fill(phrase=subject) if self.view.allowed(slot, subject) else None
            if self._impersonal(predicate) or slot.words or slot.classes:
                return None
            if clause.subj_from.startswith("pron:"):
                return Fill(pron=clause.subj_from[5:], at=predicate.unit)
            if unit.read is not None and unit.read.person:
                return Fill(pron=unit.read.person + unit.read.number + unit.read.gender, at=predicate.unit)
            return None
        if slot.embeds:
            deed = self._embedded(clause, slot, self._deed(clause, frame, passive or agentless), "")
            return deed if deed is not None or passive or not unit.pron else self._deed_before(clause, slot, unit.pron)
        target = clause.subj if passive or (agentless and clause.obj is None) else clause.obj
        if not passive and unit.pron:
            if slot.name == "OBJ2":
                return self.view.as_fill(slot, self._beside_pronoun(clause))
            anchor = clause.anchor if clause.kind == "rel" and clause.obj is clause.anchor else None
            if anchor is not None:
                return self.view.as_fill(slot, anchor)
            return Fill(pron=unit.pron, at=predicate.unit) if self.view.allows_pronoun(slot, unit.pron) else None
        if slot.name == "OBJ2":
            return self._second(clause, slot)
        if target is None and passive and clause.subj_from.startswith("pron:") and slot.name == "OBJ":
            pron = clause.subj_from[5:]
            return Fill(pron=pron, at=predicate.unit) if self.view.allows_pronoun(slot, pron) else None
        if target is not None and clause.kind == "rel" and target is clause.anchor:
            return self._described(slot, target)
        return self.view.as_fill(slot, target)

    def _deed(self, clause: Clause, frame: Frame, agentless: bool) -> Phrase | None:
        """Where an act without a preposition stands: as the object, or behind it where the frame has both: "ناشدت
        المانحين تسريع الإغاثة"."""
        if agentless:
            must = clause.verb < 0 or self.units[clause.verb].role_word in ("modal", "impersonal")
            return (self.view.due(clause) if must else None) or clause.subj
        if not any(slot.name == "OBJ" and slot.kind == "obj" for slot in frame.slots):
            return clause.obj
        return self._beside_pronoun(clause) if self.units[clause.verb].pron else clause.obj2

    def _deed_before(self, clause: Clause, slot: Slot, pron: str) -> Fill | None:
        """The act of the class asked for that a pronoun on a verb takes up: "أسفرت هجمات عن قتلى، وتبناها التنظيم"."""
        before = (link for p in reversed(self.view.s.phrases) for part in p.parts() for link in part.chain())
        for link in before:
            unit = self.units[link.head]
            if unit.lemma is None or unit.read is None or not unit.lemma.classes & (slot.classes - VALUES):
                continue
            gender = unit.read.gender if unit.read.number == "s" else "f"
            if link.head < clause.verb and pron == f"3s{gender}":
                return Fill(phrase=link)
        return None

    def _second(self, clause: Clause, slot: Slot) -> Fill | None:
        """The second object; where only some words will do, whichever stands behind the first: "حملت السلطة بصفتها وصية
        المسؤولية"."""
        fill = self.view.as_fill(slot, clause.obj2)
        if fill is not None or clause.obj is None or clause.obj2 is None or not (slot.words or slot.classes):
            return fill
        behind = (p for p in clause.args if p.first > clause.obj2.first and p is not clause.subj and not p.time)
        return next((found for p in behind if (found := self.view.as_fill(slot, p)) is not None), None)

    @staticmethod
    def _beside_pronoun(clause: Clause) -> Phrase | None:
        """What stands beside the pronoun on a verb: "اعتبرته كييف خضوعا", "التي تحملها الجزائر المسؤولية"."""
        if clause.obj is not None and clause.obj is not clause.anchor:
            return clause.obj
        return next((p for p in clause.args if p.first > clause.verb and p is not clause.subj and not p.time), None)

    def _described(self, slot: Slot, anchor: Phrase) -> Fill | None:
        """What a relative clause describes: the head or one of its genitives ("فرض العقوبات التي رفعت")."""
        links = (self.view.as_fill(slot, link) for link in anchor.chain())
        return next((fill for fill in links if fill is not None), None)

    def _impersonal(self, predicate: Predicate) -> bool:
        """ "يذكر أن ...", "ويعتقد أن ...": a present verb that opens the sentence with no subject but a clause."""
        clause = predicate.clause
        read = self.units[predicate.unit].read
        if read is None or read.aspect != "i" or read.person + read.number + read.gender != "3sm" or not clause.comps:
            return False
        return (
            clause.kind in ("root", "coord")
            and predicate.unit <= clause.first + 1
            and not clause.subj_from.startswith("clause")
        )

    def _embedded(self, clause: Clause, slot: Slot, phrase: Phrase | None, prep: str) -> Fill | None:
        if slot.embeds == "ACT" and phrase is not None and self.view.is_act(phrase) and self.view.allowed(slot, phrase):
            return Fill(phrase=phrase)
        judged = bool(slot.classes & VALUES)
        if (slot.words and slot.embeds == "ACT") or (slot.classes and not judged):
            return None
        for inner in clause.comps:
            if not self.view.does(inner, slot):
                continue
            marker = self.units[inner.marker] if inner.marker >= 0 else None
            if marker is None or (judged and not self.view.claims(inner, slot)):
                continue
            led = self.view.led_by(inner)
            if (
                led == prep
                or (not prep and led == "")
                or (prep and led == "" and marker.pos == "S" and self._drops(prep))
            ):
                return Fill(clause=inner)
        return None

    def _drops(self, prep: str) -> bool:
        return prep in self.view.classes.before_that  # before أن a preposition may fall away

    def _complement(self, predicate: Predicate, slot: Slot, clause: Clause) -> Fill | None:
        start = predicate.phrase.head if predicate.phrase is not None else predicate.unit
        for phrase in self._by_preference(clause, slot, predicate.unit):
            if predicate.kind != "verb" and (phrase.first < start or phrase is predicate.phrase):
                continue
            if predicate.kind == "noun" and self.view.owned(predicate, phrase, slot):
                continue
            if predicate.kind == "noun" and not slot.embeds and self._parted(predicate.unit, phrase.first):
                continue  # "عقب عودته إلى بلاده، من الأمين العام": what stands behind the aside isn't the aside's
            owner = self.taken.get(id(phrase))
            if owner is not None and owner > predicate.unit and not self._shares(owner, predicate, slot):
                continue
            if phrase.time or (phrase.first > predicate.unit and self._dated_by(phrase)):
                continue
            if slot.embeds:
                if (
                    slot.embeds == "ACT"
                    and phrase.kind == "np"
                    and self.view.is_act(phrase)
                    and self.view.allowed(slot, phrase)
                ):
                    return Fill(phrase=phrase)
                taken_up = self._resumed(clause, phrase, slot) if phrase.kind == "pron" else None
                if taken_up is not None and taken_up.phrase is not None and self._told_again(taken_up.phrase):
                    return taken_up  # "الهجوم الذي قام به الحزب"
                continue
            if phrase.kind == "pron":
                if not slot.classes and not slot.words:
                    return Fill(pron=phrase.pron, at=phrase.head)
                resumed = self._resumed(clause, phrase, slot)
                if resumed is not None:
                    return resumed
                continue
            if self.view.allowed(slot, phrase):
                return Fill(phrase=phrase)
        if slot.classes & VALUES and predicate.kind != "noun":
            for inner in clause.comps:
                if self.view.led_by(inner) in slot.preps and self.view.says(inner, slot):
                    return Fill(clause=inner)
        if slot.embeds and not slot.classes and (slot.embeds != "ACT" or not slot.words):
            for prep in slot.preps:
                found = (
                    self._embedded(clause, slot, None, prep)
                    if predicate.kind == "verb"
                    else self.view.clause_after(predicate, prep)
                )
                if found is not None and (found.clause is None or self.view.does(found.clause, slot)):
                    return found
        return None

    def _dated_by(self, phrase: Phrase) -> bool:
        """Does it say from when a time is counted: "بعد أسبوع على الهجوم", "قبل يومين من الزيارة"?"""
        k = phrase.prep_at - 1
        if k < 1 or phrase.prep not in self.view.classes.counted_from or not self.units[k].time:
            return False
        while k > 0 and self.units[k].time:
            k -= 1
        return self.units[k].norm.removeprefix(self.units[k].conj) in self.view.classes.counting

    def _resumed(self, clause: Clause, pronoun: Phrase, slot: Slot) -> Fill | None:
        """What the pronoun of a relative clause stands for: "مشروع قرار تقدمت به فرنسا"."""
        anchor = clause.anchor
        if clause.kind != "rel" or anchor is None or anchor.head == clause.marker or pronoun.pron[:1] != "3":
            return None
        read = self.units[anchor.head].read
        if read is not None and read.number == "s" and pronoun.pron[1:] != "s" + read.gender:
            return None
        return self.view.as_fill(slot, anchor)

    def _told_again(self, anchor: Phrase) -> bool:
        """Does a relative clause describe an act, and not the day of one ("في اليوم الذي أعلن فيه")?"""
        lemma = self.units[anchor.head].lemma
        return self.view.is_act(anchor) and lemma is not None and "time" not in lemma.classes

    def _parted(self, first: int, last: int) -> bool:
        """Does an aside begin or end between two words: is the number of commas between them odd?"""
        return sum(self.units[k].norm == "،" or self.units[k].norm == "," for k in range(first + 1, last)) % 2 == 1

    def _by_preference(self, clause: Clause, slot: Slot, unit: int) -> list[Phrase]:
        """The complements with a preposition of the slot, those inside an aside and "in Johannesburg" after others; for
        an embedded act in the order of the prepositions."""
        found = [p for p in clause.pps if p.prep in slot.preps and not self._of_title(clause, p)]
        if len(found) > 1:
            found.sort(key=lambda phrase: (self._only_where(phrase), self._parted(unit, phrase.first)))
        if slot.embeds and len(slot.preps) > 1:
            found.sort(key=lambda phrase: slot.preps.index(phrase.prep))
        return found

    def _of_title(self, clause: Clause, phrase: Phrase) -> bool:
        """Does a complement with ل say of which body its neighbour is an officer: "الأمين العام للجامعة العربية"?"""
        if phrase.prep != "ل" or clause.subj is None or clause.subj.last != phrase.first or not clause.subj.adjs:
            return False
        named = self.units[phrase.head].entities
        return bool(named) and self.view.entities[named[0]].kind in ("org", "bloc", "group", "agency")

    def _only_where(self, phrase: Phrase) -> bool:
        """Is it the place where the rest happens: "بجوهانسبرغ"?"""
        entities = self.units[phrase.head].entities
        return phrase.prep == "ب" and bool(entities) and self.view.entities[entities[0]].kind in ("place", "capital")

    def _shares(self, owner: int, predicate: Predicate, slot: Slot) -> bool:
        """A verb may use the complement that its own object wants too ("فرض عقوبات على"): both mean the same."""
        if predicate.kind != "verb":
            phrase = predicate.phrase
            links = phrase.chain() if phrase is not None and not slot.embeds else ()
            return any(owner == link.head or owner in link.adjs for link in links)
        obj = predicate.clause.obj
        if obj is not None and obj.first <= owner < obj.last:
            return True
        return (
            any(
                p.first <= owner < p.last and p.first - predicate.unit <= 6
                for p in predicate.clause.pps
                if p.kind == "np"
            )
            and not slot.embeds
        )

    def _of_participle(self, predicate: Predicate, slot: Slot, passive: bool) -> Fill | None:
        clause = predicate.clause
        unit = self.units[predicate.unit]
        if slot.kind == "subj":
            if passive:
                return self.view.agent(clause, predicate.unit)
            described = self._described_by(predicate.unit) or clause.subj
            return self.view.as_fill(slot, described)
        if passive:
            if slot.embeds:
                return None
            here = self._described_by(predicate.unit) or clause.subj
            fill = self.view.as_fill(slot, here)
            while fill is None and here is not None and here.parent is not None and here.parent.gen is here:
                here = here.parent  # "معاهدة الصداقة المبرمة"
                fill = self.view.as_fill(slot, here)
            return fill
        if slot.embeds:
            inner = self.view.clause_after(predicate, "")
            if inner is not None:
                return inner
        following = self._np_after(predicate) or self._pp_near(predicate)
        if slot.name == "OBJ2":
            return self._second_after(predicate, slot, following)
        if slot.embeds:
            deed = following or self._any(clause)
            return self.view.as_fill(slot, deed) if deed is not None and self.view.is_act(deed) else None
        if unit.pron:
            return Fill(pron=unit.pron, at=predicate.unit) if self.view.allows_pronoun(slot, unit.pron) else None
        if following is None and clause.kind == "part":
            following = clause.topic
        return self.view.as_fill(slot, following)

    @staticmethod
    def _any(clause: Clause) -> Phrase | None:
        """The object of a participle's clause if it is counted or left open: "رافضا أي تفاوض"."""
        return clause.topic if clause.kind == "part" and clause.topic is not None and clause.topic.quants else None

    def _described_by(self, unit: int) -> Phrase | None:
        for phrase in self.s.phrases:
            for part in phrase.parts():
                for link in part.chain():
                    if unit in link.adjs:
                        return link
        return None

    def _second_after(self, predicate: Predicate, slot: Slot, first: Phrase | None) -> Fill | None:
        """The second object of a participle, behind the first or its pronoun: "محملا الحكومة مسؤولية الأزمة"."""
        end = first.last if first is not None else predicate.unit + 1
        args = (p for p in predicate.clause.args if p.first >= end and not p.time)
        return next((fill for fill in (self.view.as_fill(slot, p) for p in args) if fill is not None), None)

    def _pp_near(self, predicate: Predicate) -> Phrase | None:
        """An object after ل: "الموالية لطهران"."""
        return next((p for p in predicate.clause.pps if p.prep == "ل" and p.first == predicate.unit + 1), None)

    def _np_after(self, predicate: Predicate) -> Phrase | None:
        own = predicate.phrase
        if own is not None and own.gen is not None:
            return own.gen
        end = own.last if own is not None else predicate.unit + 1
        return next((p for p in predicate.clause.args if p.first == end), None)
