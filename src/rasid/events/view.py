"""One sentence as frames see it: which clause each word stands in, and what a phrase may stand for."""

from typing import Final

from rasid.events.predicate import Fill, Predicate
from rasid.syntax.tree import Clause, Phrase, Sentence, Unit
from rasid.tables import Tables
from rasid.tables.notation import Slot

VALUES: Final = frozenset(("good", "bad", "true", "false"))
_DENIED: Final = {"good": "bad", "bad": "good", "true": "false", "false": "true"}


class View:
    """What the search for predicates and for the fillers of their slots asks of a sentence."""

    def __init__(self, sentence: Sentence, tables: Tables) -> None:
        self.s = sentence
        self.units = sentence.units
        self.classes = tables.classes
        self.lemmas = tables.lexicon.lemmas
        self.entities = tables.names.entities
        self.clause_of = self._clauses_by_unit()

    def has_codes(self, k: int) -> bool:
        """Does this word stand for a party by itself (an adjective of a state, a name)?"""
        lemma = self.units[k].lemma
        return lemma is not None and bool(lemma.codes)

    def actor_like(self, phrase: Phrase) -> bool:
        """May a phrase name who acts: a name, a person, a body?"""
        unit = self.units[phrase.head]
        lemma = unit.lemma
        return unit.pos == "R" or (
            lemma is not None
            and bool(lemma.classes & {"person", "body", "troops"} or lemma.role is not None or lemma.codes)
        )

    def is_act(self, phrase: Phrase) -> bool:
        """Does a phrase tell an act by a noun?"""
        for link in (phrase, phrase.gen):
            if link is None:
                continue
            lemma = self.units[link.head].lemma
            if lemma is not None and (lemma.masdar_of or lemma.frames) and not lemma.classes & {"person", "body"}:
                return True
        return False

    def _named_place(self, unit: Unit) -> bool:
        return any(self.entities[e].kind == "place" for e in unit.entities)

    def allowed(self, slot: Slot, phrase: Phrase) -> bool:
        """Does the head of a phrase (or of the genitive under it: "حزمة عقوبات") meet the slot's restriction?"""
        if not slot.classes and not slot.words:
            return True
        if slot.classes & VALUES:
            return self._valued(slot, phrase)
        for link in (phrase, phrase.gen):
            if link is None:
                continue
            unit = self.units[link.head]
            lemma = unit.lemma
            if lemma is not None and (lemma.plain in slot.words or lemma.classes & slot.classes):
                return True
            if unit.lead is not None and self._named_place(unit):
                first = unit.lead.lemma  # "معبر رفح": a crossing, whatever its name
                if first.plain in slot.words or first.classes & slot.classes:
                    return True
            if slot.words and any(self._plain(k) in slot.words for k in link.adjs):
                return True  # "قنابل مسيلة"
            if lemma is not None and "person" in slot.classes and (lemma.role or lemma.codes):
                return True
            if link is phrase and lemma is not None and lemma.plain in self.classes.halts and slot.name == "OBJ":
                return False  # "أعلن تعليق تمويله": no money is given
            if unit.entities and slot.classes:
                kinds = {self.entities[e].kind for e in unit.entities}
                if "person" in slot.classes and kinds & {"person"}:
                    return True
                if "territory" in slot.classes and kinds & {"place", "capital"}:
                    return True
                if "place" in slot.classes and kinds & {"place", "capital", "state"}:
                    return True
                if "body" in slot.classes and kinds & {"org", "group", "bloc", "seat"}:
                    return True
                if "press" in slot.classes and "agency" in kinds:
                    return True
        return False

    def _plain(self, k: int) -> str:
        lemma = self.units[k].lemma
        return lemma.plain if lemma is not None else ""

    @staticmethod
    def allows_pronoun(slot: Slot, pron: str) -> bool:
        """May a pronoun fill a slot? Where people are asked for, one that only people can be meant by: هم."""
        return not slot.words and (not slot.classes or ("person" in slot.classes and pron == "3pm"))

    def _valued(self, slot: Slot, phrase: Phrase) -> bool:
        heads = [phrase.head, *phrase.adjs, *([phrase.gen.head] if phrase.gen is not None else [])]
        return any(self._value(slot, phrase, k) for k in heads)

    def _value(self, slot: Slot, phrase: Phrase, k: int) -> bool:
        """Does one word of a phrase judge, with or without غير before it or the phrase denied?"""
        before = self.units[k - 1].norm in self.classes.denials if k else False
        denied = phrase.neg or before or (phrase.first > 0 and self.units[phrase.first - 1].role_word == "laysa")
        wanted = frozenset(_DENIED[value] for value in slot.classes & VALUES) if denied else slot.classes
        after = self.units[phrase.last] if phrase.last < len(self.units) else None
        prep = ""
        if after is not None:
            prep = after.lemma.plain if after.pos == "P" and after.lemma is not None else after.prep
        lemma = self.units[k].lemma
        if lemma is None:
            return False
        if prep and any(kind.endswith(f" {prep}") for kind in lemma.classes):
            wanted = frozenset(f"{value} {prep}" for value in wanted)  # "عارية عن الصحة": false, no shame
        return bool(lemma.classes & wanted)

    def as_fill(self, slot: Slot, phrase: Phrase | None) -> Fill | None:
        """A phrase as the filler of a slot, if the slot allows it."""
        if phrase is None or not self.allowed(slot, phrase):
            return None
        return Fill(phrase=phrase)

    def does(self, clause: Clause, slot: Slot) -> bool:
        """Is the verb of a clause one that the slot asks for: CLAUSE=قوّض|هدّد (undermine, threaten)? Where a WISH is
        asked for, it is what should be, not what is: "شدد على أن تنسحب", not "شدد على أن القوات انسحبت"."""
        if slot.embeds == "WISH" and not self._wished(clause):
            return False
        return not slot.words or (clause.verb >= 0 and self._plain(clause.verb) in slot.words)

    def _wished(self, clause: Clause) -> bool:
        """Does a verb in the subjunctive follow أن at once?"""
        if clause.verb < 0 or clause.marker < 0 or self.units[clause.marker].pron:
            return False
        read = self.units[clause.verb].read
        between = self.units[clause.marker + 1 : clause.verb]
        return read is not None and read.aspect in "ij" and not read.fut and all(unit.pos == "G" for unit in between)

    def led_by(self, clause: Clause) -> str:
        """The preposition before the أن of a clause, if any."""
        marker = self.units[clause.marker]
        if marker.norm in self.classes.by_that:
            return "ب"
        if marker.prep:
            return marker.prep
        before = self.units[clause.marker - 1] if clause.marker > 0 else None
        return (
            before.lemma.plain
            if before is not None and before.pos == "P" and before.lemma is not None and not before.pron
            else ""
        )

    def says(self, clause: Clause, slot: Slot) -> bool:
        """Does a clause without a verb of its own say that something is good or bad ("بأنها غير مقبولة")?"""
        return any(
            self._valued(slot, phrase) for phrase in (clause.topic, clause.obj, *clause.args) if phrase is not None
        )

    def claims(self, clause: Clause, slot: Slot) -> bool:
        """Does a clause with no verb, or with "was", call its topic good or bad ("أن القرار خطأ", "أنه كان ظالما")?"""
        if clause.verb >= 0:
            if self.units[clause.verb].role_word != "be" or clause.neg or clause.obj is None:
                return False
            return self._valued(slot, clause.obj)
        marked = clause.marker >= 0 and bool(self.units[clause.marker].pron)
        said = [phrase for phrase in (clause.topic, *clause.args) if phrase is not None]
        return any(self._valued(slot, phrase) for phrase in (said[:1] if marked else said[1:2]))

    def office_like(self, phrase: Phrase) -> bool:
        """Is a phrase headed by an office or a body, of whose name its genitive is a part?"""
        lemma = self.units[phrase.head].lemma
        return lemma is not None and (lemma.role == "" or "body" in lemma.classes) and not lemma.masdar_of

    def pp_after(self, predicate: Predicate, phrase: Phrase, preps: tuple[str, ...]) -> Phrase | None:
        """The complement with one of the prepositions right behind a noun's phrase."""
        for candidate in predicate.clause.pps:
            if candidate.prep in preps and candidate.first - phrase.last == (
                candidate.kind == "np" and candidate.prep_at >= 0
            ):
                return candidate
        return None

    def owned(self, predicate: Predicate, toward: Phrase, slot: Slot) -> bool:
        """Does ل name the agent, since another preposition of the slot stands behind: "أول زيارة له إلى بغداد"?"""
        return (
            toward.prep == "ل"
            and not slot.embeds
            and "ل" in slot.preps
            and any(
                other.prep in slot.preps and other.prep != "ل" and other.prep_at - toward.last in (0, -1)
                for other in predicate.clause.pps
            )
        )

    def due(self, clause: Clause) -> Phrase | None:
        """What the party behind a clause's first preposition must do, told by a noun: "على روسيا سحب قواتها"."""
        end = clause.pps[0].last if clause.pps else -1
        behind = (p for p in self.s.phrases if p.first == end and p.kind == "np" and not p.prep)
        return next((phrase for phrase in behind if self.is_act(phrase)), None)

    def clause_after(self, predicate: Predicate, prep: str) -> Fill | None:
        """The clause with أن right behind a noun or participle, led by a preposition or by none."""
        if predicate.kind == "part" and predicate.clause.kind == "part":
            for clause in predicate.clause.comps:
                if self.led_by(clause) == prep or not prep:
                    return Fill(clause=clause)
        phrase = predicate.phrase
        end = phrase.last if phrase is not None else predicate.unit + 1
        for clause in self.s.clauses:
            if clause.kind == "comp" and clause.marker >= 0 and end <= clause.marker <= end + 1:
                led = self.led_by(clause)
                if led == prep or not prep:
                    return Fill(clause=clause)
        return None

    def agent(self, clause: Clause, after: int) -> Fill | None:
        """The agent of a passive verb or a masdar: "من قبل ..."."""
        for phrase in clause.pps:
            if phrase.prep in self.classes.agent_preps and phrase.first > after:
                return Fill(phrase=phrase)
        return None

    def _clauses_by_unit(self) -> list[Clause]:
        out = [self.s.clauses[0]] * len(self.units)
        for clause in self.s.clauses:
            spans = [(p.first, p.last) for p in (*clause.args, *clause.pps)]
            if clause.kind == "part":
                spans.append((clause.first, clause.first + 1))
            if clause.topic is not None:
                spans.append((clause.topic.first, clause.topic.last))
            if clause.verb >= 0:
                spans.append((clause.verb, clause.verb + 1))
            for first, last in spans:
                for i in range(first, min(last, len(out))):
                    out[i] = clause
        return out
