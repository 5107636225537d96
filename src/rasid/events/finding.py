"""Which words of a sentence are predicates that frames know, and which of their frames may stand there."""

from typing import Final

from rasid.events.predicate import Predicate
from rasid.events.view import View
from rasid.syntax.tree import Clause, Phrase, Unit
from rasid.tables.lexicon import Lemma
from rasid.tables.notation import Frame

_VOICED: Final = frozenset(("ACCUSE", "REJECT"))  # what a crowd may demonstrate for


class Finder:
    """Finds the predicates of one sentence: verbs, masdars (and other nouns with frames), participles."""

    def __init__(self, view: View) -> None:
        self.view = view
        self.s = view.s
        self.units = view.units
        self.lemmas = view.lemmas

    def find(self) -> list[Predicate]:
        """All predicates, in the order of the words."""
        found: list[Predicate] = []
        for unit in self.units:
            found += self._at(unit)
        return found

    def _at(self, unit: Unit) -> list[Predicate]:
        lemma = unit.lemma
        if lemma is None:
            return []
        clause = self.view.clause_of[unit.i]
        if unit.pos == "V":
            if not any(known.frames for known in self._homographs(unit)):
                return []
            owner = next((c for c in self.s.clauses if c.verb == unit.i), None)
            return [Predicate(unit.i, lemma, "verb", owner)] if owner is not None else []
        if unit.pos == "P":
            duty = self._duty(unit) if lemma.frames else None
            return [Predicate(unit.i, lemma, "verb", duty)] if duty is not None else []
        phrase = self.s.phrase_of.get(unit.i)
        if unit.pos == "N" and phrase is not None:
            if phrase.parent is not None and phrase.parent.gen is phrase and self.view.office_like(phrase.parent):
                return []  # "ولي العهد", "وزير الدفاع": part of an office's name
            if self._cognate(unit, clause) or self._only_why(unit, clause):
                return []  # "نفى نفيا قاطعا", "تظاهروا تنديدا بالقصف": says only how or why
            own = [lemma] if lemma.frames else []
            verbs = [self.lemmas[k] for k in lemma.masdar_of if self.lemmas[k].frames]
            return [Predicate(unit.i, known, "noun", clause, phrase) for known in (own + verbs)[:1]]
        if unit.pos == "A" and lemma.participle_of >= 0:
            crowd, whom = self._crowd(unit), phrase or self._described(unit.i)
            if crowd is not None and whom is not None:
                return [Predicate(unit.i, crowd, "noun", clause, whom)]
            verb = self.lemmas[lemma.participle_of]
            if verb.frames:
                return [Predicate(unit.i, verb, "part", clause, phrase)]
        return []

    def _duty(self, unit: Unit) -> Clause | None:
        """The clause without a verb that a preposition opens and that is about one with أن, or about a deed: "إن على
        إيران أن تنسحب", "إن على إيران الانسحاب"."""
        for clause in self.s.clauses:
            if clause.pps and clause.pps[0].prep_at == unit.i:
                if clause.verb < 0 and clause.topic is not None and self._told_of(unit):
                    bare = all(self.units[arg.head].pos == "I" for arg in clause.args)  # "الحركة هي وراء الهجوم"
                    return clause if clause.topic.last <= unit.i and bare else None
                due = self.view.due(clause)
                if clause.verb >= 0 or clause.args or clause.topic not in (None, due):
                    return None
                told = clause.comps and clause.comps[0].marker >= clause.pps[0].last
                return clause if told or due is not None else None
        return None

    def _told_of(self, unit: Unit) -> bool:
        """Has a preposition frames that tell of the one before it where he is in a deed: "إن روسيا وراء الهجوم"?"""
        lemma = unit.lemma
        return lemma is not None and any(slot.kind == "subj" for frame in lemma.frames for slot in frame.slots)

    def _crowd(self, unit: Unit) -> Lemma | None:
        """The noun for people named by what they do, where it describes others: "الطلاب المتظاهرين"."""
        after = self.units[unit.i + 1] if unit.i + 1 < len(self.units) else None
        if after is not None and after.pos == "P":
            return None  # a participle with a complement of its own
        for other in unit.cands:
            if other.pos == "N" and other.lemma.role:
                for frame in other.lemma.frames:
                    if any(outcome.actors == ("SELF",) for outcome in frame.outcomes):
                        return other.lemma
        return None

    def _described(self, adjective: int) -> Phrase | None:
        """The phrase whose head an adjective describes."""
        links = (link for phrase in self.s.phrases for part in phrase.parts() for link in part.chain())
        return next((link for link in links if adjective in link.adjs), None)

    def _cognate(self, unit: Unit, clause: Clause) -> bool:
        """Is it the masdar of its own clause's verb, in the accusative: an absolute object?"""
        read = unit.read
        if read is None or read.case != "t" or unit.prep or unit.conj or clause.verb < 0:
            return False
        verbs = {known.id for known in self._homographs(self.units[clause.verb])}
        return any(self.lemmas[k].id in verbs for k in read.lemma.masdar_of)

    def _only_why(self, unit: Unit, clause: Clause) -> bool:
        """Is it why people demonstrate, told as a purpose: "خرجوا للتنديد", "احتشدوا رفضا للقانون"?"""
        read = unit.read
        if read is None or clause.verb < 0:
            return False
        if unit.prep != "ل" and (read.case != "t" or unit.prep or unit.conj or unit.det):
            return False
        told = {o.type for k in read.lemma.masdar_of for f in self.lemmas[k].frames for o in f.outcomes if o.type}
        verbs = self._homographs(self.units[clause.verb])
        crowd = any(o.type == "PROTEST" for known in verbs for f in known.frames for o in f.outcomes)
        return crowd and bool(told & _VOICED) and told <= _VOICED | {"PROTEST"}

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

    def frames_for(self, predicate: Predicate) -> list[Frame]:
        """The frames that a predicate may have where it stands."""
        frames = list(predicate.lemma.frames)
        if predicate.kind == "noun":
            noun = self.units[predicate.unit].lemma
            if noun is not None:
                for k in noun.masdar_of:
                    if self.lemmas[k] is not predicate.lemma:
                        frames += self.lemmas[k].frames
            before = self.units[predicate.unit - 1] if predicate.unit else None
            uses = {"", "N"}
            read = self.units[predicate.unit].read
            if read is not None and read.number == "p":
                uses.add("PL")
            if (
                before is not None
                and before.pos == "G"
                and (before.role_word == "la" or before.norm in self.view.classes.lack)
            ):
                uses.add("NEG")
            lacks = predicate.clause.neg == "laysa" and predicate.clause.verb < 0  # "ليست لنا علاقات مع": of things
            own = predicate.lemma.frames if lacks and predicate.lemma.pos == "N" else ()
            return [
                frame
                for frame in frames
                if (frame.use in uses or (frame.use == "NEG" and frame in own)) and self._modified(frame, predicate)
            ]
        if predicate.kind == "verb":
            clause = predicate.clause
            frames = [frame for lemma in self._homographs(self.units[predicate.unit]) for frame in lemma.frames]
            read = self.units[predicate.unit].read
            uses = {"", "V"}
            if clause.neg and clause.neg != "without":
                uses |= {"NEG", "WONT"} if clause.neg == "lan" else {"NEG"}
            elif clause.modal == "sawfa" or (read is not None and read.fut):
                uses.add("FUT")
            if self.units[predicate.unit].pos == "P":
                uses = {"P"}
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
        toward = self.view.pp_after(predicate, phrase, ("ل",))
        if toward is not None:
            near += [self.units[link.head] for link in toward.chain()]
        known = {unit.lemma.plain.removeprefix("ال") for unit in near if unit.lemma is not None}
        return all(mod in known for mod in frame.mods)
