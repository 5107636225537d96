"""Which frames fit: every predicate of a sentence against the clause or phrase that it stands in.

A predicate is a verb, a masdar (or other noun with frames) or a participle. Its frames are tried in turn; each slot
looks for its filler where Arabic puts it. The frame with the most, and the most specific, fillers wins.
"""

from dataclasses import dataclass, field
from typing import Final

from rasid.arabic.normalise import normalise
from rasid.syntax.tree import Clause, Phrase, Sentence, Unit
from rasid.tables import Tables
from rasid.tables.lexicon import Lemma
from rasid.tables.notation import Frame, Slot

AGENT_PREPS: Final = frozenset(
    normalise(p) for p in ("من قبل", "من جانب", "من طرف", "على يد", "على يدي", "على أيدي")
)  # by
_UN: Final = normalise("غير")  # un-, non-
_MISSING: Final = -100
_VALUES: Final = frozenset(("good", "bad"))


@dataclass(slots=True)
class Fill:
    """What fills a slot: a phrase, a clause, or only a pronoun written onto unit ``at``."""

    phrase: Phrase | None = None
    clause: Clause | None = None
    pron: str = ""
    at: int = -1


@dataclass(slots=True)
class Predicate:
    """A word that frames know, where it stands, and, once matched, its best frame and fillers."""

    unit: int
    lemma: Lemma
    kind: str  # verb, noun, part
    clause: Clause
    phrase: Phrase | None = None
    frame: Frame | None = None
    fills: dict[str, Fill] = field(default_factory=dict)
    passive: bool = False
    score: int = _MISSING
    tried: list[tuple[Frame, int, str]] = field(default_factory=list)


class Matcher:
    """Finds and matches the predicates of one sentence."""

    def __init__(self, sentence: Sentence, tables: Tables) -> None:
        self.s = sentence
        self.units = sentence.units
        self.lemmas = tables.lexicon.lemmas
        self.entities = tables.names.entities
        self.clause_of = self._clauses_by_unit()
        self.taken: dict[int, int] = {}
        self.consumed: set[int] = set()

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

    def predicates(self) -> list[Predicate]:
        """All predicates, each with the frame that fits it best (or none)."""
        found: list[Predicate] = []
        for unit in self.units:
            found += self._predicates_at(unit)
        for predicate in reversed(found):  # from the right: a PP belongs to the nearest predicate that wants it
            self._match(predicate)
        return found

    def _predicates_at(self, unit: Unit) -> list[Predicate]:
        lemma = unit.lemma
        if lemma is None:
            return []
        clause = self.clause_of[unit.i]
        if unit.pos == "V":
            if not any(known.frames for known in self._homographs(unit)):
                return []
            owner = next((c for c in self.s.clauses if c.verb == unit.i), None)
            return [Predicate(unit.i, lemma, "verb", owner)] if owner is not None else []
        phrase = self.s.phrase_of.get(unit.i)
        if unit.pos == "N" and phrase is not None:
            if phrase.parent is not None and phrase.parent.gen is phrase and self._office_like(phrase.parent):
                return []  # "ولي العهد", "وزير الدفاع": part of an office's name
            own = [lemma] if lemma.frames else []
            verbs = [self.lemmas[k] for k in lemma.masdar_of if self.lemmas[k].frames]
            return [Predicate(unit.i, known, "noun", clause, phrase) for known in (own + verbs)[:1]]
        if unit.pos == "A" and lemma.participle_of >= 0:
            verb = self.lemmas[lemma.participle_of]
            if verb.frames:
                return [Predicate(unit.i, verb, "part", clause, phrase)]
        return []

    @staticmethod
    def _homographs(unit: Unit) -> list[Lemma]:
        """The verbs that this form may be, as the vowels that would tell them apart aren't written (وقع, وقّع)."""
        read = unit.read
        if read is None:
            return []
        found = [read.lemma]
        for other in unit.cands:
            if (
                (
                    other.pos == "V"
                    and other.lemma not in found
                    and (other.conj, other.fut, other.pron) == (read.conj, read.fut, read.pron)
                )
                and other.person == read.person
                and other.aspect == read.aspect
            ):
                found.append(other.lemma)
        return found

    def _office_like(self, phrase: Phrase) -> bool:
        lemma = self.units[phrase.head].lemma
        return lemma is not None and (lemma.role == "" or "body" in lemma.classes) and not lemma.masdar_of

    # -- matching ------------------------------------------------------------------------------------------------

    def frames_for(self, predicate: Predicate) -> list[Frame]:
        frames = list(predicate.lemma.frames)
        if predicate.kind == "noun":
            noun = self.units[predicate.unit].lemma
            if noun is not None:
                for k in noun.masdar_of:
                    if self.lemmas[k] is not predicate.lemma:
                        frames += self.lemmas[k].frames
            return [frame for frame in frames if frame.use in ("", "N") and self._modified(frame, predicate)]
        if predicate.kind == "verb":
            clause = predicate.clause
            frames = [frame for lemma in self._homographs(self.units[predicate.unit]) for frame in lemma.frames]
            read = self.units[predicate.unit].read
            uses = {"", "V"}
            if clause.neg and clause.neg != "without":
                uses.add("NEG")
            elif clause.modal == "sawfa" or (read is not None and read.fut):
                uses.add("FUT")
            return [frame for frame in frames if frame.use in uses]
        return [frame for frame in frames if frame.use in ("", "V")]

    def _modified(self, frame: Frame, predicate: Predicate) -> bool:
        """Has the noun the words that a predicate of several words asks for?"""
        if not frame.mods or predicate.phrase is None:
            return not frame.mods
        phrase = predicate.phrase
        near = [self.units[k] for k in phrase.adjs] + [
            self.units[link.head] for link in phrase.chain() if link is not phrase
        ]
        near += [self.units[k] for link in phrase.chain() for k in link.adjs]
        toward = self._pp_after(predicate, phrase, ("ل",))
        if toward is not None:
            near += [self.units[link.head] for link in toward.chain()]
        known = {unit.lemma.plain.removeprefix("ال") for unit in near if unit.lemma is not None}
        return all(mod in known for mod in frame.mods)

    def _match(self, predicate: Predicate) -> None:
        for frame in self.frames_for(predicate):
            voices = (False, True) if predicate.kind == "verb" and self._can_be_passive(predicate) else (False,)
            if predicate.kind == "part":
                voices = ((self.units[predicate.unit].lemma or predicate.lemma).voice == "p",)
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
                if fill.phrase is not None and id(fill.phrase) in own and id(fill.phrase) not in self.taken:
                    self.taken[id(fill.phrase)] = predicate.unit

    def _consume(self, predicate: Predicate) -> None:
        """What fills a restricted slot of an event is part of it and no event of its own ("فرض عقوبات")."""
        frame = predicate.frame
        if frame is None or not any(o.kind in ("event", "none") for o in frame.outcomes):
            return
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
                if part.gen is not None and self._actor_like(part.gen):
                    continue  # somebody else's: "رفضت الحركة دعوة المجلس"
                for link in (part, part.gen):
                    if link is not None and not any(self._has_codes(k) for k in link.adjs):
                        self.consumed.add(link.head)

    def _can_be_passive(self, predicate: Predicate) -> bool:
        read = self.units[predicate.unit].read
        if read is None or read.voice == "p":
            return read is not None
        clause = predicate.clause
        return read.voice == "b" and predicate.lemma.trans != "i" and clause.obj is None and not read.pron

    def _try(self, predicate: Predicate, frame: Frame, passive: bool) -> tuple[int, dict[str, Fill], str]:
        fills: dict[str, Fill] = {}
        score = 1 + 4 * len(frame.mods) + 3 * (frame.use in ("NEG", "FUT"))
        read = self.units[predicate.unit].read
        if passive and not any(slot.kind == "obj" for slot in frame.slots):
            return _MISSING, fills, "not passive: no object"
        if not passive and predicate.kind == "verb" and read is not None and read.voice == "p":
            return _MISSING, fills, "the form is passive"
        if passive and predicate.kind == "verb" and read is not None and read.voice == "b":
            score -= 3
        for slot in frame.slots:
            fill = self._fill(predicate, slot, passive, frame)
            if (
                fill is not None
                and slot.kind == "prep"
                and fill.phrase is not None
                and "SUBJ" in fills
                and fills["SUBJ"].phrase is fill.phrase
            ):
                fill = None  # "زيارة دولة للرئيس": who visits is not who is visited
            if fill is None:
                if (
                    slot.kind == "subj"
                    and (slot.words or slot.classes)
                    and (predicate.kind == "part" or self._has_subject(predicate, passive))
                ):
                    return _MISSING, fills, "another subject"
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
                return _MISSING, fills, f"nothing fills {slot.name}"
            if (
                slot.kind == "obj"
                and fill.phrase is not None
                and "SUBJ" in fills
                and fills["SUBJ"].phrase is fill.phrase
            ):
                del fills["SUBJ"]  # one genitive is not both: "حل البرلمان"
            fills[slot.name] = fill
            score += 3 if slot.words else 2 if slot.classes or slot.embeds else 1
            if not slot.optional:
                score += 2 if slot.kind != "subj" else 0
        if predicate.kind == "part" and predicate.clause.kind != "part" and not self._own_complement(predicate, fills):
            return _MISSING, fills, "an adjective, not a predicate"
        if predicate.kind == "part" and not any(name != "SUBJ" for name in fills) and not (passive and "SUBJ" in fills):
            return _MISSING, fills, "a bare participle"
        return score, fills, "fits"

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

    def _has_subject(self, predicate: Predicate, passive: bool) -> bool:
        clause = predicate.clause
        return (
            predicate.kind == "verb"
            and not passive
            and (clause.subj is not None or clause.subj_from.startswith("pron:"))
        )

    def _fill(self, predicate: Predicate, slot: Slot, passive: bool, frame: Frame) -> Fill | None:
        if predicate.kind == "verb":
            return self._fill_verb(predicate, slot, passive, frame)
        if predicate.kind == "noun":
            return self._fill_noun(predicate, slot, frame)
        return self._fill_participle(predicate, slot, passive)

    # -- verbs ---------------------------------------------------------------------------------------------------

    def _fill_verb(self, predicate: Predicate, slot: Slot, passive: bool, frame: Frame) -> Fill | None:
        clause = predicate.clause
        agentless = not any(slot.kind == "subj" for slot in frame.slots)  # what is done is the grammatical subject
        unit = self.units[predicate.unit]
        if slot.kind == "subj":
            if passive:
                return self._agent(clause, predicate.unit)
            if clause.subj is not None:
                fill = Fill(phrase=clause.subj)
                return fill if self._allowed(slot, clause.subj) else None
            if self._impersonal(predicate) or slot.words or slot.classes:
                return None
            if clause.subj_from.startswith("pron:"):
                return Fill(pron=clause.subj_from[5:], at=predicate.unit)
            if unit.read is not None and unit.read.person:
                return Fill(pron=unit.read.person + unit.read.number + unit.read.gender, at=predicate.unit)
            return None
        if slot.kind == "obj":
            if slot.embeds:
                return self._embedded(clause, slot, clause.subj if passive or agentless else clause.obj, "")
            target = clause.subj if passive or (agentless and clause.obj is None) else clause.obj
            if not passive and unit.pron:
                if slot.name == "OBJ2":
                    return self._as_fill(slot, clause.obj)
                anchor = clause.anchor if clause.kind == "rel" and clause.obj is clause.anchor else None
                if anchor is not None:
                    return self._as_fill(slot, anchor)
                return Fill(pron=unit.pron, at=predicate.unit) if not slot.classes and not slot.words else None
            if slot.name == "OBJ2":
                target = clause.obj2
            return self._as_fill(slot, target)
        return self._prep(predicate, slot, clause)

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

    def _as_fill(self, slot: Slot, phrase: Phrase | None) -> Fill | None:
        if phrase is None or not self._allowed(slot, phrase):
            return None
        return Fill(phrase=phrase)

    def _agent(self, clause: Clause, after: int) -> Fill | None:
        for phrase in clause.pps:
            if phrase.prep in AGENT_PREPS and phrase.first > after:
                return Fill(phrase=phrase)
        return None

    def _embedded(self, clause: Clause, slot: Slot, phrase: Phrase | None, prep: str) -> Fill | None:
        if slot.embeds == "ACT" and phrase is not None and self._is_act(phrase) and self._allowed(slot, phrase):
            return Fill(phrase=phrase)
        if slot.words or slot.classes:
            return None
        for inner in clause.comps:
            marker = self.units[inner.marker] if inner.marker >= 0 else None
            if marker is None:
                continue
            led = self._led_by(inner)
            if (
                led == prep
                or (not prep and led == "")
                or (prep and led == "" and marker.pos == "S" and self._drops(prep))
            ):
                return Fill(clause=inner)
        return None

    @staticmethod
    def _drops(prep: str) -> bool:
        return prep in ("ب", "عن", "من", "علي", "في", "الي", "ل")  # before أن a preposition may fall away

    def _led_by(self, clause: Clause) -> str:
        """The preposition before the أن of a clause, if any."""
        marker = self.units[clause.marker]
        if marker.norm in ("بان", "بانه", "بانها"):
            return "ب"
        if marker.prep:
            return marker.prep
        before = self.units[clause.marker - 1] if clause.marker > 0 else None
        return (
            before.lemma.plain
            if before is not None and before.pos == "P" and before.lemma is not None and not before.pron
            else ""
        )

    def _is_act(self, phrase: Phrase) -> bool:
        for link in (phrase, phrase.gen):
            if link is None:
                continue
            lemma = self.units[link.head].lemma
            if lemma is not None and (lemma.masdar_of or lemma.frames) and not lemma.classes & {"person", "body"}:
                return True
        return False

    def _prep(self, predicate: Predicate, slot: Slot, clause: Clause) -> Fill | None:
        start = predicate.phrase.head if predicate.phrase is not None else predicate.unit
        for phrase in self._by_preference(clause, slot):
            if predicate.kind != "verb" and (phrase.first < start or phrase is predicate.phrase):
                continue
            owner = self.taken.get(id(phrase))
            if owner is not None and owner > predicate.unit and not self._shares(owner, predicate, slot):
                continue
            if phrase.time:
                continue
            if slot.embeds:
                if (
                    slot.embeds == "ACT"
                    and phrase.kind == "np"
                    and self._is_act(phrase)
                    and self._allowed(slot, phrase)
                ):
                    return Fill(phrase=phrase)
                continue
            if phrase.kind == "pron":
                if not slot.classes and not slot.words:
                    return Fill(pron=phrase.pron, at=phrase.head)
                continue
            if self._allowed(slot, phrase):
                return Fill(phrase=phrase)
        if slot.classes & _VALUES and predicate.kind != "noun":
            for inner in clause.comps:
                if self._led_by(inner) in slot.preps and self._says(inner, slot):
                    return Fill(clause=inner)
        if slot.embeds and not slot.words and not slot.classes:
            for prep in slot.preps:
                found = (
                    self._embedded(clause, slot, None, prep)
                    if predicate.kind == "verb"
                    else self._comp_after(predicate, prep)
                )
                if found is not None:
                    return found
        return None

    @staticmethod
    def _by_preference(clause: Clause, slot: Slot) -> list[Phrase]:
        """The complements with a preposition of the slot; for an embedded act in the order of the prepositions."""
        found = [phrase for phrase in clause.pps if phrase.prep in slot.preps]
        if slot.embeds and len(slot.preps) > 1:
            found.sort(key=lambda phrase: slot.preps.index(phrase.prep))
        return found

    def _shares(self, owner: int, predicate: Predicate, slot: Slot) -> bool:
        """A verb may use the complement that its own object wants too ("فرض عقوبات على"): both mean the same."""
        if predicate.kind != "verb":
            phrase = predicate.phrase
            return phrase is not None and not slot.embeds and any(link.head == owner for link in phrase.chain())
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

    def _comp_after(self, predicate: Predicate, prep: str) -> Fill | None:
        if predicate.kind == "part" and predicate.clause.kind == "part":
            for clause in predicate.clause.comps:
                if self._led_by(clause) == prep or not prep:
                    return Fill(clause=clause)
        phrase = predicate.phrase
        end = phrase.last if phrase is not None else predicate.unit + 1
        for clause in self.s.clauses:
            if clause.kind == "comp" and clause.marker >= 0 and end <= clause.marker <= end + 1:
                led = self._led_by(clause)
                if led == prep or not prep:
                    return Fill(clause=clause)
        return None

    def _says(self, clause: Clause, slot: Slot) -> bool:
        """Does a clause without a verb of its own say that something is good or bad ("بأنها غير مقبولة")?"""
        return any(
            self._valued(slot, phrase) for phrase in (clause.topic, clause.obj, *clause.args) if phrase is not None
        )

    def _valued(self, slot: Slot, phrase: Phrase) -> bool:
        other = frozenset(_VALUES - slot.classes)
        denied = phrase.neg or self.units[phrase.first].norm == _UN
        wanted = other if denied else slot.classes
        units = [self.units[phrase.head], *(self.units[k] for k in phrase.adjs)]
        if phrase.gen is not None:
            units.append(self.units[phrase.gen.head])
        return any(unit.lemma is not None and unit.lemma.classes & wanted for unit in units)

    def _allowed(self, slot: Slot, phrase: Phrase) -> bool:
        """Does the head of a phrase (or of the genitive under it: "حزمة عقوبات") meet the slot's restriction?"""
        if not slot.classes and not slot.words:
            return True
        if slot.classes & _VALUES:
            return self._valued(slot, phrase)
        for link in (phrase, phrase.gen):
            if link is None:
                continue
            unit = self.units[link.head]
            lemma = unit.lemma
            if lemma is not None and (lemma.plain in slot.words or lemma.classes & slot.classes):
                return True
            if lemma is not None and "person" in slot.classes and (lemma.role or lemma.codes):
                return True
            if unit.entities and slot.classes:
                kinds = {self.entities[e].kind for e in unit.entities}
                if "person" in slot.classes and kinds & {"person"}:
                    return True
                if "place" in slot.classes and kinds & {"place", "capital", "state"}:
                    return True
                if "body" in slot.classes and kinds & {"org", "group", "bloc", "seat"}:
                    return True
        return False

    # -- nouns ---------------------------------------------------------------------------------------------------

    def _fill_noun(self, predicate: Predicate, slot: Slot, frame: Frame) -> Fill | None:
        phrase = predicate.phrase
        if phrase is None:
            return None
        if slot.kind == "subj":
            return self._noun_subject(predicate, phrase, frame)
        if slot.kind == "obj":
            return self._noun_object(predicate, phrase, slot, frame)
        return self._prep(predicate, slot, predicate.clause)

    def _takes_object(self, frame: Frame) -> bool:
        return any(slot.kind == "obj" for slot in frame.slots)

    def _genitive_is_object(self, predicate: Predicate, phrase: Phrase, frame: Frame) -> bool:
        noun = self.units[predicate.unit].lemma
        gen = (noun.gen if noun is not None else "") or predicate.lemma.gen
        if not self._takes_object(frame):
            return False
        if gen == "O":
            if phrase.pron and any(p.first == phrase.last for p in predicate.clause.args):
                return False  # "إطلاقها ثلاثة صواريخ": the pronoun is the agent
            return not (
                self._pp_after(predicate, phrase, ("ل",)) is not None
                and phrase.gen is not None
                and self._actor_like(phrase.gen)
            )
        return False

    def _actor_like(self, phrase: Phrase) -> bool:
        unit = self.units[phrase.head]
        lemma = unit.lemma
        return unit.pos == "R" or (
            lemma is not None
            and bool(lemma.classes & {"person", "body", "troops"} or lemma.role is not None or lemma.codes)
        )

    def _pp_after(self, predicate: Predicate, phrase: Phrase, preps: tuple[str, ...]) -> Phrase | None:
        for candidate in predicate.clause.pps:
            if candidate.prep in preps and candidate.first - phrase.last == (
                candidate.kind == "np" and candidate.prep_at >= 0
            ):
                return candidate
        return None

    def _noun_subject(self, predicate: Predicate, phrase: Phrase, frame: Frame) -> Fill | None:
        agent = self._agent(predicate.clause, predicate.unit)
        if agent is not None:
            return agent
        found = self._noun_subject_of(predicate, phrase, frame)
        slot = next((slot for slot in frame.slots if slot.kind == "subj"), None)
        if found is not None and slot is not None and (slot.words or slot.classes):
            return found if found.phrase is not None and found.at != -2 and self._allowed(slot, found.phrase) else None
        return found

    def _noun_subject_of(self, predicate: Predicate, phrase: Phrase, frame: Frame) -> Fill | None:
        if any(self._has_codes(k) for k in phrase.adjs):
            return Fill(phrase=phrase, at=-2)  # the nisba of the noun itself
        if phrase.pron and not self._genitive_is_object(predicate, phrase, frame):
            return Fill(pron=phrase.pron, at=phrase.head)
        named = phrase.gen is not None and (self._own_word(phrase.gen, frame) or self._always_object(predicate, phrase))
        if phrase.gen is not None and not named and not self._genitive_is_object(predicate, phrase, frame):
            if self._actor_like(phrase.gen):
                return Fill(phrase=phrase.gen)
            toward = self._owner(predicate, phrase, frame)
            if toward is not None:
                return toward
            if not self._takes_object(frame):
                return Fill(phrase=phrase.gen)
        toward = self._owner(predicate, phrase, frame)
        if toward is not None:
            return toward
        source = self._pp_after(predicate, phrase, ("من",))
        if (
            source is not None
            and source.kind == "np"
            and self._actor_like(source)
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

    def _always_object(self, predicate: Predicate, phrase: Phrase) -> bool:
        """Does the noun's genitive name whom the act hits in any frame ("إدانة الغزو"), unless ل names him?"""
        noun = self.units[predicate.unit].lemma
        if ((noun.gen if noun is not None else "") or predicate.lemma.gen) != "O" or phrase.gen is None:
            return False
        return not (self._actor_like(phrase.gen) and self._pp_after(predicate, phrase, ("ل",)) is not None)

    def _own_word(self, phrase: Phrase, frame: Frame) -> bool:
        """Is the genitive a word of the predicate itself ("زيارة دولة", state visit)?"""
        lemma = self.units[phrase.head].lemma
        return lemma is not None and lemma.plain in frame.mods

    def _owner(self, predicate: Predicate, phrase: Phrase, frame: Frame) -> Fill | None:
        """The agent after ل, where no actor stands in the genitive: "زيارة دولة للرئيس"."""
        own = phrase.gen is not None and self._own_word(phrase.gen, frame)
        if (any("ل" in slot.preps for slot in frame.slots) and not own) or phrase.pron:
            return None
        if phrase.gen is not None and self._actor_like(phrase.gen) and not self._own_word(phrase.gen, frame):
            return None
        if self._takes_object(frame) and (self.units[predicate.unit].lemma or predicate.lemma).gen != "S":
            return None
        toward = self._pp_after(predicate, phrase, ("ل",))
        if toward is None:
            return None
        if toward.kind == "pron":
            return Fill(pron=toward.pron, at=toward.head)
        return Fill(phrase=toward) if self._actor_like(toward) else None

    def _has_codes(self, k: int) -> bool:
        lemma = self.units[k].lemma
        return lemma is not None and bool(lemma.codes)

    def _noun_object(self, predicate: Predicate, phrase: Phrase, slot: Slot, frame: Frame) -> Fill | None:
        if slot.embeds:
            if phrase.gen is not None and slot.embeds == "ACT" and self._is_act(phrase.gen):
                return Fill(phrase=phrase.gen)
            return self._comp_after(predicate, "")
        following = next((p for p in predicate.clause.args if p.first == phrase.last), None)
        if (
            following is not None
            and phrase.gen is not None
            and self._actor_like(phrase.gen)
            and self._as_fill(slot, following) is not None
        ):
            return self._as_fill(slot, following)  # "ضم موسكو أربع مناطق"
        if self._genitive_is_object(predicate, phrase, frame):
            if phrase.gen is not None:
                return self._as_fill(slot, phrase.gen)
            if phrase.pron:
                return Fill(pron=phrase.pron, at=phrase.head) if not slot.classes and not slot.words else None
        toward = self._pp_after(predicate, phrase, ("ل",))
        if toward is not None and self._owner(predicate, phrase, frame) is None:
            if toward.kind == "pron":
                return Fill(pron=toward.pron, at=toward.head) if not slot.classes and not slot.words else None
            return self._as_fill(slot, toward)
        if phrase.gen is not None and (slot.classes or slot.words):
            return self._as_fill(slot, phrase.gen)
        if following is not None and ((phrase.gen is not None and self._actor_like(phrase.gen)) or phrase.pron):
            return self._as_fill(slot, following)
        return None

    # -- participles ---------------------------------------------------------------------------------------------

    def _fill_participle(self, predicate: Predicate, slot: Slot, passive: bool) -> Fill | None:
        clause = predicate.clause
        unit = self.units[predicate.unit]
        if slot.kind == "subj":
            if passive:
                return self._agent(clause, predicate.unit)
            described = self._described_by(predicate.unit) or clause.subj
            return self._as_fill(slot, described)
        if slot.kind == "obj":
            if passive:
                described = self._described_by(predicate.unit)
                if slot.embeds:
                    return None
                return self._as_fill(slot, described or clause.subj)
            if slot.embeds:
                inner = self._comp_after(predicate, "")
                if inner is not None:
                    return inner
            following = self._np_after(predicate) or self._pp_near(predicate)
            if slot.embeds:
                return Fill(phrase=following) if following is not None and self._is_act(following) else None
            if unit.pron:
                return Fill(pron=unit.pron, at=predicate.unit)
            if following is None and predicate.clause.kind == "part":
                following = predicate.clause.topic
            return self._as_fill(slot, following)
        return self._prep(predicate, slot, clause)

    def _described_by(self, unit: int) -> Phrase | None:
        for phrase in self.s.phrases:
            for part in phrase.parts():
                for link in part.chain():
                    if unit in link.adjs:
                        return link
        return None

    def _pp_near(self, predicate: Predicate) -> Phrase | None:
        """An object after ل: "الموالية لطهران"."""
        return next((p for p in predicate.clause.pps if p.prep == "ل" and p.first == predicate.unit + 1), None)

    def _np_after(self, predicate: Predicate) -> Phrase | None:
        own = predicate.phrase
        if own is not None and own.gen is not None:
            return own.gen
        end = own.last if own is not None else predicate.unit + 1
        return next((p for p in predicate.clause.args if p.first == end), None)
