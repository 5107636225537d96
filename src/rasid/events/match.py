"""Which frames fit: every predicate of a sentence against the clause or phrase that it stands in.

A predicate is a verb, a masdar (or other noun with frames) or a participle. Its frames are tried in turn; each slot
looks for its filler where Arabic puts it. The frame with the most, and the most specific, fillers wins.
"""

from typing import Final

from rasid.events.finding import Finder
from rasid.events.predicate import MISSING, Fill, Predicate
from rasid.events.slots import Slots
from rasid.events.view import VALUES, View
from rasid.syntax.tree import Clause, Phrase, Sentence
from rasid.tables import Tables
from rasid.tables.notation import Frame

_CLAUSES: Final = {"CLAUSE": 1, "WISH": 2}  # how much more a clause counts than an act told by a noun


class Matcher:
    """Finds and matches the predicates of one sentence."""

    def __init__(self, sentence: Sentence, tables: Tables) -> None:
        self.view = View(sentence, tables)
        self.units = sentence.units
        self.clause_of = self.view.clause_of
        self.lemmas = self.view.lemmas
        self.entities = self.view.entities
        self.finder = Finder(self.view)
        self.slots = Slots(self.view)
        self.consumed: set[int] = set()
        readings = [reading for unit in self.units for reading in (unit.read, unit.lead) if reading is not None]
        self.words = frozenset(reading.lemma.plain for reading in readings)

    def predicates(self) -> list[Predicate]:
        """All predicates, each with the frame that fits it best (or none)."""
        found = self.finder.find()
        for predicate in reversed(found):  # from the right: a PP belongs to the nearest predicate that wants it
            self._match(predicate)
        return found

    def _match(self, predicate: Predicate) -> None:
        for frame in self.finder.frames_for(predicate):
            voices: tuple[bool, ...] = (False,)
            if predicate.kind == "part":
                voices = self._voices(predicate, frame)
            elif predicate.kind == "verb" and self._can_be_passive(predicate):
                voices = (False, True)
            for passive in voices:
                score, fills, why = self._try(predicate, frame, passive)
                predicate.tried.append((frame, score, why))
                if score > predicate.score:
                    predicate.score, predicate.fills = score, fills
                    predicate.frame, predicate.passive = frame, passive
        if predicate.frame is not None:
            self._consume(predicate)
            own = {id(phrase) for phrase in predicate.clause.pps}
            for fill in predicate.fills.values():
                if fill.phrase is None or fill.phrase is predicate.phrase:
                    continue  # "من هجوم إسرائيلي": its own agent, it may be what is warned of all the same
                if id(fill.phrase) in own and id(fill.phrase) not in self.slots.taken:
                    self.slots.taken[id(fill.phrase)] = predicate.unit

    def _consume(self, predicate: Predicate) -> None:
        """What fills a restricted slot of an event is part of it and no event of its own ("فرض عقوبات")."""
        frame = predicate.frame
        if frame is None or not any(o.kind in ("event", "none") for o in frame.outcomes):
            return
        told = {
            id(predicate.fills[slot.name].phrase)
            for slot in frame.slots
            if slot.embeds and slot.name in predicate.fills
        }
        for slot in frame.slots:
            fill = predicate.fills.get(slot.name)
            if (
                fill is None
                or fill.phrase is None
                or slot.embeds
                or slot.kind == "subj"
                or not (slot.classes or slot.words)
            ):
                continue
            for part in fill.phrase.parts():
                if part.gen is not None and self.view.actor_like(part.gen):
                    continue  # somebody else's: "رفضت الحركة دعوة المجلس"
                for link in (part, part.gen):
                    if link is None or id(link) in told or self._people(link):
                        continue
                    if any(self.view.has_codes(k) for k in link.adjs):
                        continue
                    self.consumed.add(link.head)

    def _people(self, phrase: Phrase) -> bool:
        """People whose name tells an act of their own: "فرق المتظاهرين" tells of a demonstration, too."""
        lemma = self.units[phrase.head].lemma
        return lemma is not None and any("SELF" in o.actors for frame in lemma.frames for o in frame.outcomes)

    def _voices(self, predicate: Predicate, frame: Frame) -> tuple[bool, ...]:
        """Is a participle passive? Unvocalised, those of the derived forms are both: "الاتفاق المبرم مع إيران" against
        "الدولة المبرمة للاتفاق"; passive where what they describe is what the frame asks for as its object."""
        lemma = self.units[predicate.unit].lemma or predicate.lemma
        asked = any(slot.kind == "obj" and not slot.embeds for slot in frame.slots)
        if lemma.voice == "a" and lemma.plain.startswith("م") and asked and predicate.clause.kind != "part":
            return False, True
        return (lemma.voice == "p",)

    def _can_be_passive(self, predicate: Predicate) -> bool:
        read = self.units[predicate.unit].read
        if read is None or read.voice == "p":
            return read is not None
        clause = predicate.clause
        return read.voice == "b" and predicate.lemma.trans != "i" and clause.obj is None and not read.pron

    def _try(self, predicate: Predicate, frame: Frame, passive: bool) -> tuple[int, dict[str, Fill], str]:
        fills: dict[str, Fill] = {}
        lacking = self._lacking(predicate.clause, frame)
        if lacking:
            return MISSING, fills, "another subject" if lacking == "SUBJ" else f"nothing fills {lacking}"
        score = 1 + 4 * len(frame.mods) + 3 * (frame.use in ("NEG", "WONT", "FUT"))
        read = self.units[predicate.unit].read
        # "المفرج عنهم", "قُبض على المتهم": of a verb with a preposition, only the form that is nothing but passive
        unpersonal = predicate.kind == "part" or (read is not None and read.voice == "p")
        impersonal = unpersonal and any(slot.name == "OBJ" for slot in frame.slots)
        if passive and not impersonal and not any(slot.kind == "obj" for slot in frame.slots):
            return MISSING, fills, "not passive: no object"
        if not passive and predicate.kind == "verb" and read is not None and read.voice == "p":
            return MISSING, fills, "the form is passive"
        if passive and predicate.kind == "verb" and read is not None and read.voice == "b":
            score -= 3
        for slot in frame.slots:
            fill = self.slots.fill(predicate, slot, passive, frame)
            if (
                fill is not None
                and slot.kind == "prep"
                and fill.phrase is not None
                and "SUBJ" in fills
                and fills["SUBJ"].phrase is fill.phrase
            ):
                fill = None  # "زيارة دولة للرئيس": who visits is not who is visited
            if fill is None:
                if slot.kind == "subj" and (slot.words or slot.classes) and (predicate.kind != "noun" or slot.words):
                    return MISSING, fills, "another subject"
                if slot.kind == "subj" or slot.optional:
                    continue
                if (
                    slot.kind == "obj"
                    and predicate.kind != "verb"
                    and not slot.classes
                    and not slot.words
                    and not slot.embeds
                ):
                    score -= 1
                    continue
                return MISSING, fills, f"nothing fills {slot.name}"
            if (
                slot.kind == "obj"
                and fill.phrase is not None
                and "SUBJ" in fills
                and fills["SUBJ"].phrase is fill.phrase
            ):
                del fills["SUBJ"]  # one genitive is not both: "حل البرلمان"
            fills[slot.name] = fill
            score += 3 if slot.words else 2 if slot.classes or slot.embeds else 1
            if fill.clause is not None:
                score += _CLAUSES.get(slot.embeds, 0) + 2 * bool(slot.embeds and slot.classes)
            if not slot.optional:
                score += 2 if slot.kind != "subj" else 0
        if (
            predicate.kind == "part"
            and predicate.clause.kind != "part"
            and not (self._own_complement(predicate, fills) or (passive and self._dated(predicate, frame, fills)))
        ):
            return MISSING, fills, "an adjective, not a predicate"
        if predicate.kind == "part" and not any(name != "SUBJ" for name in fills) and not (passive and "SUBJ" in fills):
            return MISSING, fills, "a bare participle"
        self._told_within(frame, fills)
        return score, fills, "fits"

    def _told_within(self, frame: Frame, fills: dict[str, Fill]) -> None:
        """An act in the genitive of what fills another slot: "أكد ضرورة انسحاب القوات", as "أكد ضرورة أن تنسحب"."""
        for slot in frame.slots:
            if not slot.embeds or slot.preps or not slot.optional or slot.name in fills:
                continue
            for other in frame.slots:
                phrase = fills[other.name].phrase if other.words and other.name in fills else None
                if phrase is not None and phrase.gen is not None and self.view.is_act(phrase.gen):
                    fills[slot.name] = Fill(phrase=phrase.gen)
                    return

    def _lacking(self, clause: Clause, frame: Frame) -> str:
        """A slot for which the clause has no complement at all, or the sentence none of the words it asks for: most
        frames fail there, and at once."""
        for slot in frame.slots:
            if slot.optional or slot.embeds:
                continue
            if slot.words and not slot.classes and slot.words.isdisjoint(self.words):
                return slot.name
            if slot.kind != "prep" or not slot.classes.isdisjoint(VALUES):
                continue
            if not any(phrase.prep in slot.preps for phrase in clause.pps):
                return slot.name
        return ""

    def _dated(self, predicate: Predicate, frame: Frame, fills: dict[str, Fill]) -> bool:
        """Does a participle tell when that was done which it describes, where only such things can be meant: "الاتفاق
        المبرم عام 1974", "الحدود المغلقة منذ 1994"?"""
        if not any(slot.name == "OBJ" and "OBJ" in fills and (slot.classes or slot.words) for slot in frame.slots):
            return False
        here = predicate.unit + 1
        since = here < len(self.units) and self.units[here].norm in self.view.classes.since
        return any(unit.time for unit in self.units[here + since : here + since + 1])

    def _own_complement(self, predicate: Predicate, fills: dict[str, Fill]) -> bool:
        """A participle that describes a noun is a predicate only with a complement right behind it ("المفروضة على")."""
        end = predicate.unit + 1
        for name, fill in fills.items():
            if name == "SUBJ":
                continue
            if fill.pron and fill.at in (predicate.unit, end):
                return True
            if fill.phrase is not None and end <= fill.phrase.first <= end + (fill.phrase.prep_at >= 0):
                return True
            if fill.clause is not None and fill.clause.first <= end + 1:
                return True
        return False
