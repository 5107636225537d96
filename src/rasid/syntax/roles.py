"""Who is subject and who object: the pairs that a clause offers are weighed, the best is taken.

For a verb there are a few places where its subject can stand (before it, first or second after it, the noun that a
relative clause describes, the pronoun on أنّ, the clause before) and a few for its object. Each weight
(``rasid.syntax.scene``) is one piece of grammar; a pair's score is their sum.
"""

from typing import Final

from rasid.syntax.agreement import Agreement, tells_of
from rasid.syntax.scene import WEIGHTS, Scene
from rasid.syntax.tree import Phrase, Unit
from rasid.tables.word_classes import WordClasses

_REACH: Final = 4  # phrases after the verb that are looked at


class Roles:
    """Weighs the pairs of subject and object of a verb."""

    def __init__(self, units: list[Unit], agreement: Agreement, classes: WordClasses) -> None:
        self.units = units
        self.is_ = agreement
        self.classes = classes

    def choose(self, scene: Scene) -> tuple[str, Phrase | None, Phrase | None]:
        """The kind of subject (before, after, anchor, marker, shared, none), the subject, the object."""
        subjects = self._subjects(scene)
        objects = self._objects(scene)
        best: tuple[str, Phrase | None, Phrase | None] = ("none", None, None)
        best_score = -99.0
        for score, kind, subject in subjects:
            for worth, target in objects:
                if target is not None and target is subject:
                    continue
                total = score + worth
                if target is not None:
                    total += WEIGHTS["far"] * sum(p.first < target.first and p is not subject for p in scene.after)
                if target is not None and subject is not None and kind == "after" and target.first < subject.first:
                    total += WEIGHTS["object first"]
                    total += WEIGHTS["act before its judge"] * self._judged(scene, target, subject)
                if target is not None and target.pron and kind in ("shared", "before", "anchor", "marker"):
                    total += WEIGHTS["own pronoun"]
                if target is None and kind == "after" and scene.transitive and not scene.passive:
                    lone = not (scene.clause.comps or scene.verb.pron or scene.copula or self._content(scene))
                    lone = lone and not self._as_said(scene)
                    inner = (
                        scene.clause.kind in ("comp", "purpose")
                        and subject is not None
                        and not self.is_.animate(subject)
                    )
                    shared = scene.strict and scene.source is not None
                    total += (
                        WEIGHTS["object missing"] + WEIGHTS["embedded"] * inner + WEIGHTS["subject at hand"] * shared
                    ) * lone
                if total > best_score:
                    best_score, best = total, (kind, subject, target)
        return best

    def _judged(self, scene: Scene, target: Phrase, subject: Phrase) -> bool:
        """A definite act right behind a verb that can have acts for its object, and then somebody who can judge."""
        lemma, unit = scene.verb.lemma, self.units[target.head]
        if lemma is None or not unit.det or unit.pos != "N" or unit.lemma is None or self.is_.animate(target):
            return False
        if not self.is_.animate(subject) or not self.is_.definite(subject) or self.units[subject.first].conj:
            return False
        judges = any(slot.kind == "obj" and slot.embeds for frame in lemma.frames for slot in frame.slots)
        return judges and bool(unit.lemma.masdar_of or unit.lemma.frames)

    # -- subjects ------------------------------------------------------------------------------------------------

    def _subjects(self, scene: Scene) -> list[tuple[float, str, Phrase | None]]:
        w = WEIGHTS
        found: list[tuple[float, str, Phrase | None]] = []
        if scene.before is not None:
            fits = self.is_.agrees(scene.before, scene.gender, scene.number, post=False)
            score = w["before"] if fits else w["before, at odds"]
            score += w["adjective"] * (self._adjective(scene.before) and not scene.copula)
            behind = scene.clause.kind == "comp" and scene.before.first == scene.clause.marker + 1
            score += w["before, behind that"] * (fits and behind)
            found.append((score, "before", scene.before))
        anchor = scene.clause.anchor
        if scene.clause.kind == "rel" and anchor is not None:
            fits = self.is_.agrees(anchor, scene.gender, scene.number, post=False)
            score = w["anchor"] if fits else w["anchor, at odds"]
            score += w["anchor is the object"] * self._stands_for(scene.verb.pron, anchor)
            owned = bool(scene.after) and self._stands_for(scene.after[0].pron, anchor)
            score += w["anchor, resumed"] * (
                self._resumed(scene, anchor) or (owned and (scene.copula or not scene.transitive))
            )
            found.append((score, "anchor", anchor))
        if scene.marked:
            fits = scene.number == scene.marked[0] and scene.gender in (scene.marked[1], "c")
            found.append((w["marker"] if fits else w["marker, at odds"], "marker", None))
        found += [(self._subject_after(scene, k), "after", phrase) for k, phrase in enumerate(scene.after[:_REACH])]
        alone = w["plural alone"] if scene.number != "s" else 0.0
        if scene.source is not None and self.is_.agrees(scene.source, scene.gender, scene.number, post=False):
            other = bool(scene.after) and not self.is_.animate(scene.after[0])
            thing = bool(scene.after) and not other and not self.is_.animate(scene.source)
            score = w["shared"] + w["shared, other thing"] * other + w["shared, no actor"] * thing + alone
            found.append((score, "shared", scene.source))
        if scene.above is not None and self.is_.agrees(scene.above, scene.gender, scene.number, post=False):
            other = bool(scene.after) and not self.is_.animate(scene.after[0])
            duty = w["duty"] * bool(scene.above.prep)
            found.append((w["controlled"] + duty + w["shared, other thing"] * other + alone, "shared", scene.above))
        if scene.above_pron and scene.number == scene.above_pron[:1] and scene.gender in (scene.above_pron[1:], "c"):
            other = bool(scene.after) and not self.is_.animate(scene.after[0])
            found.append((w["controlled"] + w["shared, other thing"] * other + alone, "none", None))
        found.append((w["none"] + alone, "none", None))
        return found

    def _subject_after(self, scene: Scene, k: int) -> float:
        w = WEIGHTS
        phrase = scene.after[k]
        score = w["after"] if self.is_.agrees(phrase, scene.gender, "s", post=True) else w["after, at odds"]
        if scene.copula:
            behind = any(scene.clause.verb < p.first < phrase.first for p in scene.clause.pps) or any(
                unit.norm in self.classes.there for unit in self.units[scene.clause.verb + 1 : phrase.first]
            )
            if behind and score < 0:
                score = 0.0  # "كان للزيارة نتائج": كان need not agree
            score += w["predicate"] * (not behind and not self.is_.definite(phrase))
        if scene.number != "s":
            score += w["after a plural verb"]
        score += w["first"] * (k == 0) + w["third"] * (k > 1)
        score += w["adjacent"] * (phrase.first == scene.clause.verb + 1)
        score += w["animate"] * self.is_.animate(phrase)
        if not scene.transitive or scene.passive or scene.verb.pron:
            score += w["only subject fits"]
        elif scene.verb.lemma is not None and scene.verb.lemma.trans == "i":
            score += w["only subject fits"] / 2
        score += w["measure"] * self._measure(phrase) + w["where"] * (k > 0 and self._where(phrase))
        score += self._case(phrase, "n") + w["this"] * (
            scene.strict and scene.source is not None and not scene.passive and self.units[phrase.head].pos == "D"
        )
        score += w["adjective"] * (self._adjective(phrase) or (not scene.copula and self._detached(scene, phrase)))
        score += w["subject left over"] * self._left_over(scene, phrase) + w["subject after comma"] * self._comma(
            scene, phrase
        )
        return score

    def _resumed(self, scene: Scene, anchor: Phrase) -> bool:
        """Does a pronoun behind a preposition of the relative clause stand for the noun described?"""
        return any(
            p.kind == "pron"
            and p.first > scene.clause.verb
            and (p.first == scene.clause.verb + 1 or self._stands_for(p.pron, anchor))
            for p in scene.clause.pps
        )

    def _stands_for(self, pron: str, phrase: Phrase) -> bool:
        return bool(pron) and pron[0] == "3" and self.is_.agrees(phrase, pron[2], pron[1], post=False)

    # -- objects -------------------------------------------------------------------------------------------------

    def _objects(self, scene: Scene) -> list[tuple[float, Phrase | None]]:
        w = WEIGHTS
        found: list[tuple[float, Phrase | None]] = [(0.0, None)]
        for phrase in scene.after[:_REACH]:
            score = w["object"] if (scene.transitive or scene.copula) and not scene.passive else w["no object wanted"]
            score += w["pronoun there"] * bool(scene.verb.pron)
            score += self._case(phrase, "o")
            score += w["adjective"] * (not scene.copula and (self._adjective(phrase) or self._detached(scene, phrase)))
            score += w["measure"] * self._measure(phrase) + w["pronoun"] * (self.units[phrase.head].pos == "I")
            score += w["an act's own"] * (self._own_object(scene, phrase) or self._of_neighbour(scene, phrase))
            score += w["left over"] * self._left_over(scene, phrase)
            if self._comma(scene, phrase):
                score += w["comma of a bracket" if self._ends_subject(scene, phrase) else "comma"]
            score += w["where"] * self._where(phrase)
            score += w["joined"] * bool(self.units[phrase.first].conj)
            found.append((score, phrase))
        return found

    def _as_said(self, scene: Scene) -> bool:
        """Is what a verb says the clause that it hangs on: "حسبما أعلنت الشرطة", "كما ذكر التلفزيون"?"""
        marker = scene.clause.marker
        if scene.verb.role_word != "clause" or marker < 0 or len(scene.after) != 1:
            return False
        said = self.classes.as_said
        return self.units[marker].norm in said or f"{self.units[marker - 1].norm} {self.units[marker].norm}" in said

    def _content(self, scene: Scene) -> bool:
        """Does a complement say what a verb of asking or threatening is about, so that it needs no object: "هدد الرئيس
        بفرض عقوبات"?"""
        lemma = scene.verb.lemma
        if lemma is None:
            return False
        there = {p.prep for p in scene.clause.pps if p.first > scene.clause.verb}
        fitting = [
            frame
            for frame in lemma.frames
            if any(slot.kind == "prep" and slot.embeds and there.intersection(slot.preps) for slot in frame.slots)
        ]
        objects = [slot for frame in fitting for slot in frame.slots if slot.kind == "obj"]
        asked = any(not (slot.optional or slot.words or slot.classes) for slot in objects)  # طالب asks somebody
        alone = any(all(slot.optional for slot in frame.slots if slot.kind == "obj") for frame in fitting)
        return alone and not asked

    # -- pieces --------------------------------------------------------------------------------------------------

    def _case(self, phrase: Phrase, wanted: str) -> float:
        case = self.is_.case(phrase)
        if not case:
            return 0.0
        return WEIGHTS["right case"] if case == wanted else WEIGHTS["wrong case"]

    def _adjective(self, phrase: Phrase) -> bool:
        """An indefinite adjective that stands alone; with an adjective of its own, or a sound plural, it is a noun."""
        unit = self.units[phrase.head]
        if unit.pos != "A" or unit.det or phrase.quants or phrase.nums or phrase.adjs:
            return False
        if unit.lemma is not None and unit.lemma.role is not None and not self.meanwhile(phrase):
            return False  # "ناشط", "معارض": people
        if unit.read is not None and unit.read.case == "t" and unit.read.lemma.codes:
            return False  # "خطفوا أميركيا"
        return not unit.norm.endswith(("ات", "ون", "ين"))

    def meanwhile(self, phrase: Phrase) -> bool:
        """A participle with its object right behind it, which tells what the subject does meanwhile: "فرقت الشرطة
        مستخدمة الغاز المظاهرة"."""
        read = self.units[phrase.head].read
        if read is None or read.lemma.voice != "a" or phrase.head + 1 >= len(self.units):
            return False
        behind = self.units[phrase.head + 1]
        alone = read.number == "s" and (read.case == "t" or read.gender == "f")
        return alone and behind.pos == "N" and behind.det and not (behind.prep or behind.conj)

    def _detached(self, scene: Scene, phrase: Phrase) -> bool:
        """A definite adjective right behind another phrase: it describes something there."""
        unit = self.units[phrase.head]
        if unit.pos == "U" and unit.det and unit.kind == "w":
            return True  # an ordinal that lost its noun
        if unit.pos != "A" or phrase.quants:
            return False
        return any(p.last == phrase.first for p in scene.clause.pps)

    def _where(self, phrase: Phrase) -> bool:
        """Only a place beside the arguments: "جنوب بغداد", "شرق البلاد"."""
        unit = self.units[phrase.head]
        return unit.lemma is not None and "direction" in unit.lemma.classes and phrase.gen is not None and not unit.conj

    def _measure(self, phrase: Phrase) -> bool:
        lemma = self.units[phrase.head].lemma
        counted = phrase.nums or phrase.quants or (phrase.gen is not None and phrase.gen.nums)
        return bool(counted) and lemma is not None and "time" in lemma.classes

    def _left_over(self, scene: Scene, phrase: Phrase) -> bool:
        """Right behind a complement, and such that it could belong to it: adjective, unknown name, bare noun."""
        unit = self.units[phrase.head]
        if unit.pos == "D":
            return False  # "اعتبر المتحدث باسم البيت الأبيض ذلك تصعيدا"
        if any(p.last == phrase.first and p.pron and self._masdar(p) for p in scene.clause.pps):
            return True  # "دعا واشنطن إلى تسليمه الداعية": what is handed over
        if unit.det and unit.pos == "N":
            return False
        if unit.pos == "R" and unit.entities:  # "شرطة بريتيش كولومبيا": only behind a name that nobody knows
            last = self.units[phrase.first - 1]
            if any(p.last == phrase.first and p.pron for p in scene.clause.pps):
                return True  # "في موطنها أستراليا"
            return phrase.first - 1 > scene.clause.verb and last.pos == "R" and not last.entities and last.read is None
        return any(
            p.last == phrase.first and p.kind == "np" and not (p.pron and self.is_.animate(phrase) and scene.strict)
            for p in scene.clause.pps
        )  # "استقبل في قصره رئيسة وزراء الهند": nothing more belongs to a noun with its pronoun

    def _own_object(self, scene: Scene, phrase: Phrase) -> bool:
        """Right behind an act with its agent's pronoun, somebody: whom the act was done to."""
        if not self.is_.animate(phrase) or self.units[phrase.first].conj:
            return False
        return any(p.last == phrase.first and p.pron and self._masdar(p) for p in scene.clause.pps)

    def _of_neighbour(self, scene: Scene, phrase: Phrase) -> bool:
        """Does it tell of the noun before it: "باغتصاب فتاة عمرها 14 عاما"?"""
        return bool(phrase.pron) and any(tells_of(self.units, p, phrase) for p in scene.clause.pps if p.kind == "np")

    def _masdar(self, phrase: Phrase) -> bool:
        lemma = self.units[phrase.head].lemma
        place = lemma is not None and "place" in lemma.classes  # قصر: rather a palace than shortening
        return phrase.kind == "np" and lemma is not None and bool(lemma.masdar_of) and not place

    def _comma(self, scene: Scene, phrase: Phrase) -> bool:
        """Is there a comma before the phrase that doesn't close a parenthesis begun after the verb?"""
        if phrase.first == 0 or self.units[phrase.first - 1].norm != "،":
            return False
        if self._closes(scene, phrase):
            return False
        between = self.units[scene.clause.verb + 1 : phrase.first]
        if between[0].time and not phrase.nums and all(unit.time or unit.pos == "K" for unit in between):
            return False  # "استهدف صباح اليوم (الأحد)، متظاهرين"
        return sum(self.units[k].norm == "،" for k in range(scene.clause.verb + 1, phrase.first)) % 2 == 1

    def _ends_subject(self, scene: Scene, phrase: Phrase) -> bool:
        """Does the comma before a phrase end a subject with much behind it, so that the object can come at last?"""
        unit = self.units[phrase.head]
        if not scene.strict or scene.clause.comps or scene.verb.pron or self.units[phrase.first].conj:
            return False
        if scene.copula or unit.pos in "RI":
            return False
        if not (self.is_.definite(phrase) or (unit.lemma is not None and unit.lemma.masdar_of)):
            return False
        before = [p for p in scene.after if p.first < phrase.first]
        return len(before) == 1 and before[0].last < phrase.first - 1

    def _closes(self, scene: Scene, phrase: Phrase) -> bool:
        """Does the comma before a phrase close a relative clause: "اتهم المتظاهرون الذين تجمعوا هناك، المبعوث"?"""
        if self.units[phrase.head].norm in self.classes.resuming or self.units[phrase.first].conj:
            return False
        return any(
            inner.kind == "rel"
            and inner.verb > scene.clause.verb
            and inner.last <= phrase.first
            and inner.anchor in scene.after
            for inner in scene.clause.inner
        )
