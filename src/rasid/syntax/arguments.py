"""Subject and object of each clause: by place, agreement and what the clause before left open."""

from rasid.syntax.agreement import Agreement
from rasid.syntax.roles import Roles
from rasid.syntax.scene import Scene
from rasid.syntax.tree import Clause, Phrase, Sentence, Unit
from rasid.tables.lexicon import Reading
from rasid.tables.names import Entity
from rasid.tables.parcels import Rows
from rasid.tables.word_classes import WordClasses

_STEPS = 6  # clauses that a dropped subject is followed through


class Arguments:
    """Settles the arguments of the clauses of one sentence, outer clauses first."""

    def __init__(self, sentence: Sentence, entities: Rows[Entity], classes: WordClasses) -> None:
        self.s = sentence
        self.units = sentence.units
        self.classes = classes
        self.is_ = Agreement(sentence.units, entities)
        self.roles = Roles(sentence.units, self.is_, classes)

    def run(self) -> None:
        for clause in self.s.clauses:
            if clause.verb >= 0:
                self._settle(clause)
            elif clause.kind == "part" and clause.parent is not None:
                clause.subj = self._described(clause)

    def _described(self, clause: Clause) -> Phrase | None:
        """Whose state a participle tells: the subject of its clause, if they agree ("قال الأمين العام إن الصين سلمت
        أسلحة، محذرا": not China warns), else of a clause around that."""
        read, outer = self.units[clause.first].read, clause.parent
        while read is not None and outer is not None:
            if outer.subj is not None and self.is_.agrees(outer.subj, read.gender, read.number, post=False):
                return outer.subj
            outer = outer.parent
        return clause.parent.subj if clause.parent is not None else None

    def _settle(self, clause: Clause) -> None:
        verb = self.units[clause.verb]
        args = [phrase for phrase in clause.args if self._can_be_argument(phrase)]
        before = [phrase for phrase in args if phrase.first < clause.verb]
        after = self._without_meanwhile([phrase for phrase in args if phrase.first > clause.verb])
        if after and self.units[after[0].head].pos != "R" and not self.units[after[0].head].det:
            after = after[:1] + [phrase for phrase in after[1:] if not self._where(phrase)]
        topic = clause.topic if clause.topic is not None and self._can_be_argument(clause.topic) else None
        if topic is not None and self.units[topic.head].pos in "UK" and (before or after):
            topic = None  # "511 ق.م": a number without its noun
        if before and (topic is None or clause.auxes):  # "كان الرئيس أعلن": the subject stands between the two verbs
            topic = before[0]
        elif before and self.units[before[-1].head].pos == "I":
            topic = before[-1]  # "بحسب الوزير نفسه، فهو يؤيد"
        if verb.read is None:
            scene = self._scene(clause, verb, None, topic, after)
            scene.number = "p" if verb.norm.endswith(("ون", "وا")) else "s"
            scene.gender = "f" if verb.norm.startswith("ت") else "m"
        elif verb.read.person in ("1", "2"):
            scene = self._scene(clause, verb, None, None, after)
            scene.source = scene.above = None
            scene.number = "p"  # no phrase can be the subject
        else:
            scene = self._scene(clause, verb, self._reading(clause, verb, topic, after), topic, after)
        kind, clause.subj, clause.obj = self.roles.choose(scene)
        if kind == "before" and clause.subj is topic and (meant := self._meanwhile(clause, scene)) is not None:
            clause.subj = meant
        if clause.obj is not None:
            rest = [p for p in after if p is not clause.subj and p.first > clause.obj.first]
            clause.obj2 = rest[0] if rest else None
            self._beyond_what(clause)
        elif not scene.passive and not scene.copula and not verb.pron and not clause.comps and self._wants_object(verb):
            self._beyond_relative(clause)
        self._asked_beyond(clause, verb)
        if clause.kind == "rel" and clause.subj is not None and clause.subj is clause.anchor and self._resumed(clause):
            clause.subj = None  # "البلدة التي استولت عليها": the town is what was seized
            self._dropped(clause, scene.gender, scene.number)
        result = kind == "marker" and not clause.subj_from.startswith("pron:")
        if result:
            clause.subj_from = ""
        elif kind in ("none", "marker") and (verb.read is None or verb.read.person == "3"):
            self._dropped(clause, scene.gender, scene.number)
        if (
            clause.kind == "rel"
            and clause.obj is None
            and clause.anchor is not None
            and clause.subj is not clause.anchor
        ) and (verb.pron or (kind == "after" and scene.transitive and not self._through_pronoun(clause))):
            clause.obj = clause.anchor

    def _meanwhile(self, clause: Clause, scene: Scene) -> Phrase | None:
        """Of whom "وهم يهتفون" behind a clause tells what he did meanwhile: its subject, or its object, if that alone
        agrees."""
        unit, parent = self.units[clause.first], clause.parent
        if clause.kind != "adv" or unit.pos != "I" or unit.conj != "و" or parent is None or parent.verb < 0:
            return None
        for phrase in (parent.subj, parent.obj):
            if phrase is not None and self.is_.agrees(phrase, scene.gender, scene.number, post=False):
                return phrase
        return None

    def _result(self, clause: Clause, verb: Unit, after: list[Phrase]) -> bool:
        """Is ما or مما behind a comma, which stands for all that was said, what the verb is about: "..., مما أثار قلق
        الوزير"?"""
        if clause.kind != "adv" or clause.marker < 1 or clause.verb != clause.marker + 1 or verb.pron:
            return False
        norm, before = self.units[clause.marker].norm, self.units[clause.marker - 1]
        if norm not in self.classes.from_what and not (norm in self.classes.what and before.pos in "KI"):
            return False
        said = verb.role_word == "clause" and bool(after) and self.is_.animate(after[0])
        return not said and verb.read is not None and (verb.read.number, verb.read.gender) == ("s", "m")

    def _without_meanwhile(self, after: list[Phrase]) -> list[Phrase]:
        """Without what the subject does meanwhile, a participle and its object."""
        for k, phrase in enumerate(after):
            if k and self.roles.meanwhile(phrase):
                return after[:k] + after[k + 1 + (phrase.gen is None) :]
        return after

    def _resumed(self, clause: Clause) -> bool:
        """Does a pronoun behind the verb of a relative clause stand for the noun described?"""
        if clause.anchor is None:
            return False
        return any(
            p.kind == "pron"
            and p.first > clause.verb
            and p.pron[:1] == "3"
            and self.is_.agrees(clause.anchor, p.pron[2], p.pron[1], post=False)
            for p in clause.pps
        )

    def _wants_object(self, verb: Unit) -> bool:
        return all(r.lemma.trans != "i" for r in self._homographs(verb)) and verb.role_word not in (
            "clause",
            "impersonal",
            "modal",
        )

    def _beyond_relative(self, clause: Clause) -> None:
        """The object that stands behind a relative clause of the subject, which has no use for it: "قلبت الثورة التي
        انطلقت عام 1916 الطاولة"."""
        for inner in clause.inner:
            if inner.kind != "rel" or inner.verb < 0 or inner.anchor is None or inner.anchor is not clause.subj:
                continue
            verb = self.units[inner.verb]
            needed = 0 if verb.pron or all(r.lemma.trans == "i" for r in self._homographs(verb)) else 1
            spare = [p for p in inner.args if p.first > inner.verb and self._can_be_argument(p)][needed:]
            if spare and self.units[spare[0].head].pos in "NR" and not self.units[spare[0].first].conj:
                inner.args.remove(spare[0])
                clause.args.append(spare[0])
                clause.obj = spare[0]
                return

    def _asked_beyond(self, clause: Clause, verb: Unit) -> None:
        """The complement that a verb must have, behind a relative clause of its subject that has no use for it: "دعا
        الاتحاد، الذي انتقد القرار، إلى تغييره"."""
        if verb.lemma is None or clause.comps or any(p.first > clause.verb for p in clause.pps):
            return
        inner = next((c for c in clause.inner if c.kind == "rel" and c.anchor is clause.subj), None)
        if inner is None or clause.subj is None or clause.obj is not None:
            return
        while inner.inner and inner.inner[-1].verb >= 0:
            inner = inner.inner[-1]
        if inner.verb < 0 or not inner.pps or inner.pps[-1].kind != "np":
            return
        own = self._preps(self.units[inner.verb], optional=True)
        if inner.pps[-1].prep in self._preps(verb, optional=False) - own:
            clause.pps.append(inner.pps.pop())

    def _preps(self, verb: Unit, *, optional: bool) -> set[str]:
        """The prepositions that the frames of a verb have, or must have."""
        slots = (s for r in self._homographs(verb) for frame in r.lemma.frames for s in frame.slots)
        return {prep for slot in slots if optional or not slot.optional for prep in slot.preps}

    def _beyond_what(self, clause: Clause) -> None:
        """What the object's own clause with ما has no use for is said of the object: "اعتبر ما جرى انقلابا", "وصف ما
        تقوم به إسرائيل بالعدوان"."""
        inner = next((c for c in clause.inner if c.kind == "rel" and c.verb >= 0 and c.anchor is clause.obj), None)
        outer = self.units[clause.verb].lemma
        if inner is None or clause.obj is None or outer is None or inner.marker != clause.obj.first:
            return
        verb = self.units[inner.verb]
        own = {
            prep for r in self._homographs(verb) for frame in r.lemma.frames for s in frame.slots for prep in s.preps
        }
        asked = {prep for frame in outer.frames for s in frame.slots if not s.optional for prep in s.preps} - own
        for pp in inner.pps[-1:]:
            twice = any(p.kind == "pron" and p.prep == pp.prep for p in inner.pps)
            if (pp.prep in asked or twice) and pp.kind == "np" and pp.first > inner.verb and pp.prep == "ب":
                inner.pps.remove(pp)
                clause.pps.append(pp)
                return
        full = bool(verb.pron) or any(p.kind == "pron" for p in inner.pps)
        args = [p for p in inner.args if p.first > inner.verb and self._can_be_argument(p)]
        if not args or clause.obj2 is not None or not any(s.name == "OBJ2" for f in outer.frames for s in f.slots):
            return
        read, alone = self.units[args[-1].head].read, len(args) == 1
        accusative = read is not None and read.case == "t"
        still = verb.read is not None and verb.read.lemma.trans == "i"
        if (accusative and (full or still)) or (full and not alone and not self._definite_noun(args[-1])):
            inner.args.remove(args[-1])
            clause.args.append(args[-1])
            clause.obj2 = args[-1]

    def _definite_noun(self, phrase: Phrase) -> bool:
        unit = self.units[phrase.head]
        return unit.pos == "R" or unit.det or bool(unit.pron)

    def _can_be_argument(self, phrase: Phrase) -> bool:
        return not phrase.time and self.units[phrase.first].norm not in self.classes.without

    def _where(self, phrase: Phrase) -> bool:
        """Only a place beside the arguments: "خطف جنود جنوب بغداد"."""
        unit = self.units[phrase.head]
        return unit.lemma is not None and "direction" in unit.lemma.classes and phrase.gen is not None and not unit.conj

    def _through_pronoun(self, clause: Clause) -> bool:
        """Does the noun described take part through a pronoun ("المدينة التي وصل إليها الوفد", "الذي توفي والده")?"""
        if any(p.kind == "pron" and p.first > clause.verb for p in clause.pps):
            return True
        return clause.subj is not None and any(link.pron for link in clause.subj.chain())

    def _scene(
        self, clause: Clause, verb: Unit, read: Reading | None, topic: Phrase | None, after: list[Phrase]
    ) -> Scene:
        voices = {r.voice for r in self._homographs(verb)} | ({verb.read.voice} if verb.read is not None else set())
        impersonal = (
            verb.role_word == "impersonal" and all(r.lemma.role_word == "impersonal" for r in self._homographs(verb))
        ) or (not verb.pron and any(r.lemma.role_word == "modal" for r in self._homographs(verb)))
        marked = clause.subj_from[6:8] if clause.subj_from.startswith("pron:") else ""
        marked = marked or ("sm" if self._result(clause, verb, after) else "")
        return Scene(
            clause, verb, read.gender if read else "", read.number if read else "", topic, after,
            None if impersonal else self._source(clause), None if impersonal else self._above(clause),
            transitive=not impersonal and any(r.lemma.trans != "i" for r in self._homographs(verb)),
            strict=not impersonal and all(r.lemma.trans != "i" for r in self._homographs(verb)),
            passive=voices == {"p"},
            above_pron=self._above_pron(clause),
            copula=verb.role_word == "be",
            marked=marked if topic is None else "",
        )  # fmt: skip

    @staticmethod
    def _homographs(verb: Unit) -> list[Reading]:
        """The readings of the form as a verb that cut its clitics off in the same way and have the same person."""
        read = verb.read
        if read is None:
            return []
        mine = (read.person, read.conj, read.fut, read.pron, read.prep)
        return [r for r in verb.cands if r.pos == "V" and (r.person, r.conj, r.fut, r.pron, r.prep) == mine]

    def _reading(self, clause: Clause, verb: Unit, topic: Phrase | None, after: list[Phrase]) -> Reading:
        """Among homographs (تحدّث "he spoke", تحدث "she happens") the one whose subject stands there."""
        read = verb.read
        assert read is not None
        options = [r for r in self._homographs(verb) if not r.pron or r.lemma.trans != "i"]
        if len(options) == 1 and options[0].pron:
            verb.read = options[0]
            return options[0]
        if len(options) < 2 or read.lemma.role_word == "be":  # تكون is كان, whatever else it could be
            return read
        best, best_score = read, -1
        for option in options:
            score = 0
            if topic is not None and self.is_.agrees(topic, option.gender, option.number, post=False):
                score = 2
            elif topic is None and clause.subj_from.startswith("pron:"):
                score = 2 * (clause.subj_from[6:8] == option.number + option.gender)
            elif (
                topic is None
                and after
                and option.number == "s"
                and self.is_.agrees(after[0], option.gender, "s", post=True)
            ):
                score = 2
            score += option is read
            if score > best_score:
                best, best_score = option, score
        verb.read = best
        return best

    def _source(self, clause: Clause) -> Phrase | None:
        """The subject of the clause that this one continues."""
        source = clause.subj_from
        for _ in range(_STEPS):
            if not source.startswith("clause:"):
                break
            other = self.s.clauses[int(source[7:])]
            if other.subj is not None:
                return other.subj
            if other.verb < 0 and other.topic is not None:
                return other.topic
            source = other.subj_from
        return None

    def _above(self, clause: Clause) -> Phrase | None:
        """The subject that a verb after أن or ل shares with the verb above it."""
        if (
            clause.kind == "comp"
            and clause.marker >= 0
            and self.units[clause.marker].norm not in self.classes.subjunctive
        ):
            return None  # a quotation or a statement has its own subject
        if clause.kind in ("comp", "purpose", "adv", "rel") and clause.parent is not None and clause.parent.verb >= 0:
            caused = clause.kind == "comp" and clause.marker < 0  # "جعل الناس يهربون"
            return clause.parent.obj if caused else clause.parent.subj
        parent = clause.parent
        if clause.kind == "comp" and parent is not None and parent.verb < 0 and parent.pps and not parent.args:
            duty = parent.pps[0]  # "إن على إيران أن تنسحب": who must
            return duty if parent.topic is None and duty.prep == "علي" and duty.kind == "np" else None
        return None

    @staticmethod
    def _above_pron(clause: Clause) -> str:
        """Number and gender of the subject above, where that is only a pronoun ("إنه يرغب أن يرى")."""
        parent = clause.parent
        if clause.kind not in ("comp", "purpose") or parent is None or parent.subj is not None:
            return ""
        return parent.subj_from[6:8] if parent.subj_from.startswith("pron:") else ""

    def _dropped(self, clause: Clause, gender: str, number: str) -> None:
        """No subject stands here: take that of the clause this one continues, or of the one it hangs on."""
        source = self._source(clause)
        if source is not None and self.is_.agrees(source, gender, number, post=False):
            clause.subj = source
            return
        outer = clause.parent
        for _ in range(_STEPS - 1):
            if outer is None:
                break
            candidates = (outer.subj, outer.obj) if clause.kind != "coord" else (outer.subj,)
            for candidate in candidates:
                if (
                    candidate is not None
                    and self.is_.agrees(candidate, gender, number, post=False)
                    and self.is_.animate(candidate)
                ):
                    clause.subj = candidate
                    return
            outer = outer.parent
        if not clause.subj_from.startswith("pron:"):
            clause.subj_from = f"pron:3{number}{gender}"
