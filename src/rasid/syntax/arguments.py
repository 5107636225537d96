"""Subject and object of each clause: by place, agreement and what the clause before left open."""

from typing import Final

from rasid.syntax.tree import Clause, Phrase, Sentence, Unit
from rasid.tables.lexicon import Reading
from rasid.tables.names import Entity

_PLURAL_PRONS: Final = frozenset(("3pm", "3pf"))


class Arguments:
    """Settles the arguments of the clauses of one sentence, outer clauses first."""

    def __init__(self, sentence: Sentence, entities: list[Entity]) -> None:
        self.s = sentence
        self.units = sentence.units
        self.entities = entities

    def run(self) -> None:
        for clause in self.s.clauses:
            if clause.verb >= 0:
                self._settle(clause)
            elif clause.kind == "part" and clause.parent is not None:
                clause.subj = clause.parent.subj  # a participle's agent is the subject of its clause

    def _settle(self, clause: Clause) -> None:
        verb = self.units[clause.verb]
        read = verb.read
        args = [phrase for phrase in clause.args if not phrase.time]
        before = [phrase for phrase in args if phrase.first < clause.verb]
        after = [phrase for phrase in args if phrase.first > clause.verb]
        if read is None or read.person in ("1", "2"):
            clause.obj = after[0] if after else None
            return
        marked = clause.subj_from.startswith("pron:") and clause.topic is None and not before
        if marked and read.number == clause.subj_from[6:7] and (read.gender == clause.subj_from[7:8] or read.gender == "c"):
            clause.obj = after[0] if after else None  # "إلا أنه حمّل الحزب": the pronoun on the marker is the subject
            clause.obj2 = after[1] if len(after) > 1 else None
            self._dropped(clause, read.gender, read.number)
            return
        topic = clause.topic
        read = self._reading(clause, verb, topic or (before[0] if before else None), after)
        if topic is None and before:
            topic = before[0]
        if clause.auxes and before:  # "كان الرئيس أعلن": the subject stands between the two verbs
            topic = before[0]
        if topic is not None and not self.agrees(topic, read.gender, read.number, post=False):
            if after and read.number == "s" and self.agrees(after[0], read.gender, read.number, post=True):
                topic = None
        if clause.kind == "rel" and clause.anchor is not None and topic is None:
            self._relative(clause, verb, after)
            return
        if topic is not None:
            clause.subj = topic
            clause.obj = after[0] if after else None
            clause.obj2 = after[1] if len(after) > 1 else None
            return
        if after and read.number == "s" and self.agrees(after[0], read.gender, "s", post=True) and not self._rather_object(clause, verb, after):
            clause.subj = after[0]
            clause.obj = after[1] if len(after) > 1 else None
            clause.obj2 = after[2] if len(after) > 2 else None
            return
        clause.obj = after[0] if after else None
        clause.obj2 = after[1] if len(after) > 1 else None
        self._dropped(clause, read.gender, read.number)

    def _reading(self, clause: Clause, verb: Unit, topic: Phrase | None, after: list[Phrase]) -> Reading:
        """Among homographs (تحدّث "he spoke", تحدث "she happens") the one whose subject stands there."""
        read = verb.read
        assert read is not None
        options = [r for r in verb.cands if r.pos == "V" and r.person == "3" and (r.conj, r.fut, r.pron, r.prep) == (read.conj, read.fut, read.pron, read.prep)]
        if len(options) < 2:
            return read
        best, best_score = read, -1
        for option in options:
            score = 0
            if topic is not None and self.agrees(topic, option.gender, option.number, post=False):
                score = 2
            elif topic is None and clause.subj_from.startswith("pron:"):
                score = 2 * (clause.subj_from[6:8] == option.number + option.gender)
            elif topic is None and after and option.number == "s" and self.agrees(after[0], option.gender, "s", post=True):
                score = 2
            score += option is read
            if score > best_score:
                best, best_score = option, score
        verb.read = best
        return best

    def _rather_object(self, clause: Clause, verb: Unit, after: list[Phrase]) -> bool:
        """One phrase after a verb that continues a clause: an abstract noun is its object, not its subject."""
        if (len(after) > 1 and not self._act(after[0])) or not clause.subj_from or verb.pron or verb.lemma is None:
            return False
        if verb.lemma.trans == "i" or self.animate(after[0]):
            return False
        source = self._source(clause)
        read = verb.read
        return source is not None and read is not None and self.agrees(source, read.gender, read.number, post=False)

    def _act(self, phrase: Phrase) -> bool:
        lemma = self.units[phrase.head].lemma
        return lemma is not None and bool(lemma.masdar_of) and not lemma.classes & {"person", "body"}

    def _relative(self, clause: Clause, verb: Unit, after: list[Phrase]) -> None:
        read = verb.read
        anchor = clause.anchor
        if read is None or anchor is None:
            return
        resumed = bool(verb.pron) or any(p.kind == "pron" and p.first > clause.verb for p in clause.pps)
        if after and read.number == "s" and self.agrees(after[0], read.gender, "s", post=True):
            fits = self.agrees(anchor, read.gender, read.number, post=False)
            if resumed or not fits or (verb.lemma is not None and verb.lemma.trans != "i" and len(after) > 1):
                clause.subj = after[0]
                clause.obj = anchor if verb.pron else after[1] if len(after) > 1 else None
                return
            if verb.lemma is not None and verb.lemma.trans == "i":
                clause.subj = after[0] if not fits else anchor
                return
            if not fits:
                clause.subj, clause.obj = after[0], anchor
                return
        if not self.agrees(anchor, read.gender, read.number, post=False) and not after:
            self._dropped(clause, read.gender, read.number)
            clause.obj = anchor
            return
        clause.subj = anchor
        clause.obj = after[0] if after else None
        clause.obj2 = after[1] if len(after) > 1 else None

    def _source(self, clause: Clause) -> Phrase | None:
        seen = 0
        source = clause.subj_from
        while source.startswith("clause:") and seen < 6:
            other = self.s.clauses[int(source[7:])]
            if other.subj is not None:
                return other.subj
            source = other.subj_from
            seen += 1
        return None

    def _dropped(self, clause: Clause, gender: str, number: str) -> None:
        """No subject stands here: take that of the clause this one continues, or of the one it hangs on."""
        source = self._source(clause)
        if source is not None and self.agrees(source, gender, number, post=False):
            clause.subj = source
            return
        outer = clause.parent
        steps = 0
        while outer is not None and steps < 5:
            candidates = (outer.subj, outer.obj) if clause.kind != "coord" else (outer.subj,)
            for candidate in candidates:
                if candidate is not None and self.agrees(candidate, gender, number, post=False) and self.animate(candidate):
                    clause.subj = candidate
                    return
            outer = outer.parent
            steps += 1
        if not clause.subj_from.startswith("pron:"):
            clause.subj_from = f"pron:3{number}{gender}"

    # -- agreement -----------------------------------------------------------------------------------------------

    def agrees(self, phrase: Phrase, gender: str, number: str, post: bool) -> bool:
        """Can ``phrase`` be the subject of a verb of this gender and number? ``post``: it follows the verb, which
        then is always singular."""
        unit = self.units[phrase.head]
        many = bool(phrase.conj)
        if not post and number in ("d", "p"):
            if many:
                return True
            read = unit.read
            if read is None:
                return bool(unit.entities) and self._group(unit) and number == "p"
            return read.number == number or (read.number == "p" and number == "d" and unit.norm.endswith("ين"))
        if not post and many and number == "s":
            return gender == "f" or not self.animate(phrase)
        if unit.pos == "R":
            own = self._entity_gender(unit)
            return own == "x" or own == gender or gender in ("c", "")
        read = unit.read
        if read is None or phrase.quants or phrase.nums or gender in ("c", ""):
            return True
        return self._fits(unit, read, gender, post) or any(
            self._fits(unit, other, gender, post)  # أعمال is "works" or "putting to work"
            for other in unit.cands
            if other.pos == read.pos and other is not read and (other.conj, other.prep, other.det, other.pron) == (read.conj, read.prep, read.det, read.pron)
        )

    def _fits(self, unit: Unit, read: Reading, gender: str, post: bool) -> bool:
        if read.number == "p":
            if read.lemma.gender == "m" and unit.norm.endswith(("ون", "ين", "و")):
                return gender == "m" if post else False
            if self._human(unit):
                return True
            return gender == "f"
        if not post and read.number == "d":
            return False
        return read.gender == gender or read.gender in ("c", "")

    def _entity_gender(self, unit: Unit) -> str:
        if not unit.entities:
            return "x"
        return self.entities[unit.entities[0]].gender

    def _group(self, unit: Unit) -> bool:
        return self.entities[unit.entities[0]].kind in ("group", "bloc")

    def _human(self, unit: Unit) -> bool:
        lemma = unit.lemma
        return lemma is not None and ("person" in lemma.classes or lemma.role is not None or bool(lemma.codes))

    def animate(self, phrase: Phrase) -> bool:
        """Is this somebody who can act: a name, a person, a body?"""
        unit = self.units[phrase.head]
        if unit.pos in ("R", "I"):
            return True
        lemma = unit.lemma
        if lemma is None:
            return unit.det
        return bool(lemma.classes & {"person", "body", "troops"}) or lemma.role is not None or bool(lemma.codes)
