"""Clauses: where each begins, what opens it, what it hangs on, and what stands in it.

The units are read once from left to right. Verbs, subordinators (أن, بينما …), relatives (الذي …) and punctuation open
and close clauses; phrases fall to the clause that is open. Who is subject and who object is settled afterwards, in
``arguments.py``.
"""

from typing import Final

from rasid.syntax.phrases import PhraseParser
from rasid.syntax.tree import NOMINAL, Clause, Phrase, Sentence, Unit
from rasid.tables.lexicon import Lemma, Reading
from rasid.tables.names import Entity

_ROOT_MARKERS: Final = frozenset(("فيما", "بينما", "في حين", "في وقت", "كما", "لكن", "ولكن", "الا ان", "غير ان", "بيد ان", "في حين ان", "علما بان", "علما ان"))  # while, as, but
_THERE: Final = ("هناك", "ثمة")
_LONG_BRACKET: Final = 25


def _gender(read: Reading) -> str:
    """The gender that agrees with a noun: plurals of things count as feminine."""
    human = "person" in read.lemma.classes or read.lemma.role is not None or bool(read.lemma.codes)
    return "f" if read.number == "p" and not human else read.gender


class ClauseParser:
    """Builds the clauses of one sentence."""

    def __init__(self, sentence: Sentence, entities: list[Entity], lemmas: list[Lemma]) -> None:
        self.s = sentence
        self.units = sentence.units
        self.lemmas = lemmas
        self.parser = PhraseParser(sentence.units, entities)
        self.cur = self._open("root", 0, None)
        self.neg = ""
        self.neg_at = -9
        self.modal = ""
        self.comma = -9  # the unit of the last comma
        self.commas = 0  # how many there were since the last verb
        self.last_phrase: Phrase | None = None
        self.prep_before: Unit | None = None  # a preposition that waits for an أن clause
        self.closed = -9  # the comma that closed a bracket-like clause
        self.linked = False  # a conjunction word (ثم, بل) stood before

    def run(self) -> None:
        i = 0
        while i < len(self.units):
            i = self._step(i)
        for clause in self.s.clauses:
            clause.last = max([clause.first, clause.verb + 1, clause.last, *(p.last for p in (*clause.args, *clause.pps))])

    def _open(self, kind: str, first: int, parent: Clause | None) -> Clause:
        clause = Clause(len(self.s.clauses), kind, first, parent)
        self.s.clauses.append(clause)
        if parent is not None:
            parent.inner.append(clause)
        return clause

    def _step(self, i: int) -> int:
        unit = self.units[i]
        pos = unit.pos
        if unit.time:
            return i + 1
        if pos == "K":
            return self._punctuation(i)
        if pos == "V":
            self._verb(i)
        elif pos == "S":
            self._subordinator(i)
        elif pos == "Q":
            self._relative(i)
        elif pos == "G" and unit.role_word != "nominal":
            self.neg, self.neg_at = unit.role_word, i
            if unit.conj:
                self.linked = True
            if unit.role_word == "laysa" and self.cur.verb >= 0:
                self.cur = self._coordinate(i)
        elif pos == "T":
            self.modal = unit.role_word
            if unit.conj:
                self.linked = True
        elif pos == "P":
            return self._prepositional(i)
        elif pos == "C":
            self.linked = unit.norm in ("ثم", "بل")
        elif pos in NOMINAL or (pos == "G" and unit.role_word == "nominal"):
            return self._nominal(i)
        return i + 1

    # -- punctuation ---------------------------------------------------------------------------------------------

    def _punctuation(self, i: int) -> int:
        mark = self.units[i].norm
        if mark in ("،", "؛", "-", "–", "—"):
            while self.cur.kind == "rel" and self.cur.verb >= 0 and self.cur.parent is not None:
                if self.cur.first - 1 == self.comma:
                    self.closed = i
                self.cur = self.cur.parent
            self.comma = i
            self.commas += 1
        elif mark == ":":
            self._colon(i)
        elif mark == "(":
            for k in range(i + 1, min(i + _LONG_BRACKET, len(self.units))):
                if self.units[k].norm == ")":
                    return k + 1 if all(self.units[m].pos != "V" for m in range(i, k)) else i + 1
        return i + 1

    def _colon(self, i: int) -> None:
        """What follows a colon: the words of whoever speaks, or else a sentence of its own."""
        if self.cur.verb < 0:
            if self.cur.topic is not None and not self.cur.comps:
                self.cur = self._complement(i)  # "بوتين: لن نخضع"
            return
        governor = self._governor()
        quoted = i + 1 < len(self.units) and bool(self.units[i + 1].quoted)
        said = self.last_phrase is not None and self._noun_takes_clause(self.last_phrase)
        if governor is not None or quoted or said:
            self.cur = governor or self._root()
            self.cur = self._complement(i)
        else:
            self.cur = self._open("coord", i + 1, self._root())

    # -- clause openers ------------------------------------------------------------------------------------------

    def _complement(self, i: int) -> Clause:
        clause = self._open("comp", i, self.cur)
        clause.marker = i
        self.cur.comps.append(clause)
        return clause

    def _takes_clause(self, clause: Clause) -> bool:
        """Is the verb of a clause one that a clause can complete ("قال", "يمكن")?"""
        if clause.verb < 0:
            return False
        verb = self.units[clause.verb]
        return any(r.pos == "V" and r.lemma.role_word in ("clause", "impersonal", "modal") for r in verb.cands)

    def _governor(self) -> Clause | None:
        """The innermost open clause whose verb takes a clause."""
        here: Clause | None = self.cur
        while here is not None and not self._takes_clause(here):
            here = here.parent
        return here

    def _complement_near(self, i: int, phrase: Phrase) -> Clause:
        """A clause after أن that follows a phrase: the verb's, or, if the verb takes none, the phrase's own, or that of
        the clause around ("أكد المسؤول الذي حضر اللقاء أن")."""
        cur = self.cur
        if cur.verb >= 0 and self._masdar_takes_clause(phrase) and (
            phrase.prep or self.units[cur.verb].role_word == "impersonal" or any(cur.verb < p.first < phrase.first for p in cur.args)
        ):
            clause = self._open("comp", i, cur)  # "لم يستبعد المتحدث احتمال أن"
            clause.marker = i
            return clause
        if cur.verb < 0 or self._takes_clause(cur):
            return self._complement(i)
        if phrase.prep == "من" and self.units[phrase.head].det and self.units[phrase.head].pos == "A" and phrase.first > cur.verb:
            self.cur = self._open("coord", phrase.prep_at, self._root())  # "من المتوقع أن": a sentence of its own
            self.cur.pps.append(phrase)
            return self._complement(i)
        if self._noun_takes_clause(phrase):
            clause = self._open("comp", i, cur)
            clause.marker = i
            return clause
        if cur.kind in ("rel", "adv", "part"):
            outer = self._governor()
            if outer is not None:
                self.cur = outer
        return self._complement(i)

    def _masdar_takes_clause(self, phrase: Phrase) -> bool:
        lemma = self.units[phrase.head].lemma
        return lemma is not None and bool(lemma.masdar_of) and self._noun_takes_clause(phrase)

    def _noun_takes_clause(self, phrase: Phrase) -> bool:
        """"التأكيد على أن", "راغب بأن": a masdar or participle of a verb that takes a clause."""
        lemma = self.units[phrase.head].lemma
        if lemma is None:
            return False
        verbs = [*lemma.masdar_of, *((lemma.participle_of,) if lemma.participle_of >= 0 else ())]
        return any(self.lemmas[number].role_word == "clause" for number in verbs)

    def _subordinator(self, i: int) -> None:
        unit = self.units[i]
        role = unit.role_word
        following = self.units[i + 1] if i + 1 < len(self.units) else None
        if unit.norm.startswith("في حال") and following is not None and following.pos in "NAR" and not following.pron:
            self._prepositional(i)  # "في حال تأهب": a state, no condition
            return
        if role == "comp":
            if unit.conj == "و":
                outer: Clause | None = self.cur
                while outer is not None and outer.kind != "comp":
                    outer = outer.parent
                if outer is not None and outer.parent is not None:
                    self.cur = outer.parent
            elif unit.conj == "ف" and self.cur.parent is not None:
                self.cur = self._root()
            phrase = self.last_phrase
            near = phrase if phrase is not None and phrase.last >= i - 1 else None
            if near is None:
                if self.cur.kind in ("rel", "adv", "part") and self.cur.verb >= 0 and not self._takes_clause(self.cur):
                    self.cur = self._governor() or self.cur
                clause = self._complement(i)
            else:
                clause = self._complement_near(i, near)
            clause.anchor = near
        else:
            parent = self._root() if unit.norm in _ROOT_MARKERS or unit.conj else self.cur
            kind = {"cond": "cond", "purpose": "purpose"}.get(role, "adv")
            clause = self._open(kind, i, parent)
            clause.marker = i
            if role == "without":
                clause.neg = "without"
        if unit.pron:
            clause.subj_from = "pron:" + unit.pron
        self.cur = clause
        self.prep_before = None

    def _root(self) -> Clause:
        """The main clause of what is being said: the root, or inside a quotation the clause of the quotation."""
        clause = self.cur
        while clause.parent is not None and clause.kind not in ("root", "coord"):
            if clause.marker >= 0 and self.units[clause.marker].norm == ":":
                break
            clause = clause.parent
        return clause

    def _relative(self, i: int) -> None:
        clause = self._open("rel", i, self.cur)
        clause.marker = i
        before = self.units[i - 1] if i else None
        if before is not None and before.pos in "VP" and not before.pron and not self.units[i].conj:
            clause.anchor = self._headless(i, before)
        else:
            clause.anchor = self._antecedent(i)
        if clause.anchor is not None:
            clause.anchor.clauses.append(clause)
        self.cur = clause

    def _headless(self, i: int, before: Unit) -> Phrase:
        """"قال الذين حضروا": the relative pronoun is itself the argument."""
        phrase = Phrase(i, i)
        if before.pos == "P":
            phrase.prep, phrase.prep_at = before.lemma.plain if before.lemma else before.norm, i - 1
            self.cur.pps.append(phrase)
        else:
            self.cur.args.append(phrase)
        return phrase

    def _antecedent(self, i: int) -> Phrase | None:
        phrase = self.last_phrase
        if phrase is None:
            return None
        norm = self.units[i].norm
        feminine = norm.startswith(("الت", "اللت", "اللو", "اللا"))
        plural = norm == "الذين"
        k = len(self.s.phrases) - 1
        while k >= 0 and self.s.phrases[k] is not phrase:
            k -= 1
        for step in range(3):
            found = self._agreeing(phrase, feminine, plural)
            if found is not None:
                return found
            k -= 1
            if k < 0 or self.s.phrases[k].last < phrase.first - 1 or step == 2:
                break
            phrase = self.s.phrases[k]
        return self.last_phrase

    def _agreeing(self, phrase: Phrase, feminine: bool, plural: bool) -> Phrase | None:
        """The part of a phrase (itself, then its genitives) that a relative pronoun can refer to."""
        best = None
        for part in phrase.chain():
            read = self.units[part.head].read
            if read is None:
                best = best or part
                continue
            if plural and read.number == "p" and (read.gender == "m" or self.parser._person(self.units[part.head])):
                return part
            if not plural and read.number != "d" and (read.gender == "f" or read.number == "p") == feminine:
                return part
        if phrase.conj:
            return phrase.conj[-1]
        return best

    # -- verbs ---------------------------------------------------------------------------------------------------

    def _verb(self, i: int) -> None:
        unit = self.units[i]
        read = unit.read
        linked = bool(unit.conj) or self.linked
        while self.cur.kind == "part" and self.cur.parent is not None:
            self.cur = self.cur.parent
        cur = self.cur
        aspect = read.aspect if read is not None else ""
        if cur.verb < 0 and unit.conj and cur.topic is not None and (cur.args or cur.pps):
            clause = self._after_nominal(i)
        elif cur.verb < 0 and self._describes_predicate(cur, i):
            clause = self._open("rel", i, cur)
            clause.anchor = self.last_phrase
        elif cur.verb < 0 and (described := self._beside_topic(cur, i)) is not None:
            clause = self._open("rel", i, cur)
            clause.anchor = described
            described.clauses.append(clause)
        elif cur.verb < 0:
            clause = cur
        elif read is not None and read.prep == "ل":
            clause = self._open("purpose", i, cur)
            clause.subj_from = f"clause:{cur.id}"
        elif not linked and self._continues(cur, i, aspect):
            cur.auxes.append(cur.verb)
            clause = cur
        elif linked:
            clause = self._coordinate(i)
        else:
            clause = self._unlinked(i, aspect)
        clause.verb = i
        self.commas = 0
        if clause.neg == "" and self.neg and i - self.neg_at <= 2:
            clause.neg = self.neg
        self.neg = ""
        if self.modal or (read is not None and read.fut):
            clause.modal = self.modal or "sawfa"
        if read is not None and read.prep == "ل" and clause.kind in ("root", "coord", "adv"):
            clause.kind = "purpose"
        self.modal = ""
        self.linked = False
        self.cur = clause

    def _after_nominal(self, i: int) -> Clause:
        """A verb after و that continues a sentence without one ("بيروت هادئة وتستعد للعيد")."""
        cur = self.cur
        sister = self._open("coord" if cur.kind == "root" else cur.kind, i, cur.parent or cur)
        sister.subj_from = cur.subj_from or f"clause:{cur.id}"
        if cur.kind == "comp" and cur.parent is not None:
            sister.marker = cur.marker
            cur.parent.comps.append(sister)
        return sister

    def _describes_predicate(self, cur: Clause, i: int) -> bool:
        """"إنه عميل سري يستهدف": the noun behind أنه is its predicate, the verb describes it."""
        topic, phrase = cur.topic, self.last_phrase
        if topic is None or phrase is None or phrase.last != i or self._definite(topic):
            return False
        before = self.units[topic.first - 1] if topic.first else None
        if before is not None and (before.norm in _THERE or before.role_word == "la"):
            return not self._definite(phrase)  # "ثمة متطوعون يعملون", "لا ضرورة إلى تقنيات تزيل"
        return cur.marker >= 0 and bool(self.units[cur.marker].pron) and topic.last == i

    def _beside_topic(self, cur: Clause, i: int) -> Phrase | None:
        """"أن اللجنة في اجتماع عقدته أمس": the indefinite noun, other than the topic, that a verb right behind it
        describes: the topic isn't what the verb agrees with, or a pronoun stands for the noun."""
        read, phrase = self.units[i].read, self.last_phrase
        if read is None or read.person != "3" or cur.topic is None or phrase is None or phrase is cur.topic:
            return None
        noun, topic = self.units[phrase.head].read, self.units[cur.topic.head].read
        if phrase.last != i or phrase.time or noun is None or topic is None or self._definite(phrase) or not phrase.prep:
            return None
        if read.pron and read.pron[1:] == "s" + _gender(noun):
            return phrase
        fits = read.number == "s" and read.gender == _gender(noun)
        return phrase if fits and read.gender != _gender(topic) and not cur.topic.conj else None

    def _continues(self, cur: Clause, i: int, aspect: str) -> bool:
        """Does this verb complete an auxiliary one ("كان الرئيس أعلن", "بدأت القوات تنسحب")?"""
        verb = self.units[cur.verb]
        kind = verb.lemma.role_word if verb.lemma is not None else ""
        if not kind or verb.pron:
            return False
        said = [p for p in cur.args if p.first > cur.verb]
        if cur.topic is not None and cur.topic.first < cur.verb:
            said.append(cur.topic)
        if len(said) > 1 or (said and self.units[said[0].head].pos == "A" and not self._definite(said[0])):
            return False  # it has its predicate already
        if kind == "be":
            return cur.kind != "rel" or self.comma < cur.verb
        return kind == "begin" and aspect == "i" and self.comma < cur.verb

    def _causative(self, cur: Clause, i: int) -> bool:
        """"جعل الناس يهربون": a verb of beginning that has an object makes somebody else act."""
        if cur.verb < 0 or self.comma > cur.verb or self.units[cur.verb].role_word != "begin":
            return False
        return bool(self.units[cur.verb].pron) or sum(p.first > cur.verb for p in cur.args) > 1

    def _coordinate(self, i: int) -> Clause:
        """A verb after و: a sister of the innermost open clause whose verb has the same aspect."""
        aspect = self._aspect(i)
        here: Clause | None = self.cur
        while here is not None:
            if here.verb >= 0 and self._aspect(here.verb) == aspect and not (here.kind == "rel" and self.comma > here.verb):
                break
            here = here.parent
        if here is None:
            here = self._root() if aspect == "p" else self.cur
        sister = self._open("coord" if here.kind == "root" else here.kind, i, here.parent or here)
        sister.marker = here.marker if here.kind != "root" else -1
        sister.anchor = here.anchor
        sister.neg = "" if here.neg in ("", "without") else (here.neg if aspect != "p" else "")
        if here.kind == "comp" and here.parent is not None:
            here.parent.comps.append(sister)
        elif here.kind == "rel" and here.anchor is not None:
            here.anchor.clauses.append(sister)
        sister.subj_from = f"clause:{here.id}"
        return sister

    def _aspect(self, i: int) -> str:
        read = self.units[i].read
        if read is None:
            return "p"
        return "p" if read.aspect == "p" or i and self.units[i - 1].role_word == "lam" else "i"

    def _unlinked(self, i: int, aspect: str) -> Clause:
        if aspect == "i" and self._causative(self.cur, i):
            clause = self._open("comp", i, self.cur)
            self.cur.comps.append(clause)
            return clause
        phrase = self.last_phrase
        adjacent = phrase is not None and phrase.last == i and self.comma < i - 1 or (self.neg_at == i - 1 and phrase is not None and phrase.last == i - 1)
        here: Clause | None = self.cur
        while here is not None:
            if here.verb < 0 and (here.topic is not None or self.comma == i - 1 or self.units[i - 1].pos == "T"):
                return here
            here = here.parent
        if phrase is not None and self.comma == i - 1 == phrase.last and aspect == "p" and self._bracketed(phrase, i):
            clause = self._open("rel", i, self.cur)
            clause.anchor = phrase
            phrase.clauses.append(clause)
            return clause
        if adjacent and phrase is not None:
            parts = list(phrase.chain())
            target = parts[-1] if phrase.gen is not None and not self._definite(parts[-1]) else phrase
            if not self._definite(target):
                clause = self._open("rel", i, self.cur)
                clause.anchor = target
                target.clauses.append(clause)
                return clause
        if adjacent or aspect == "i":
            described = self._described(i)
            if described is not None:
                clause = self._open("rel", i, self.cur)
                clause.anchor = described
                described.clauses.append(clause)
                return clause
        if adjacent or aspect == "i":
            clause = self._open("adv", i, self.cur)
            clause.subj_from = f"clause:{self.cur.id}"
            return clause
        clause = self._open("coord", i, self._root())
        return clause

    def _bracketed(self, phrase: Phrase, i: int) -> bool:
        """Between commas a past verb may describe an indefinite person: "مصدر حكومي، فضل حجب اسمه، ..."."""
        if self._definite(phrase) or not self.parser._person(self.units[phrase.head]):
            return False
        return any(self.units[k].norm == "،" for k in range(i + 1, min(i + 9, len(self.units))))

    def _described(self, i: int) -> Phrase | None:
        """The nearest indefinite phrase of this clause that a bare verb can describe ("معاهدة ... تتضمن")."""
        read = self.units[i].read
        if read is None or read.person != "3":
            return None
        for phrase in reversed(self.s.phrases[-5:]):
            if phrase.first < self.cur.verb:
                break
            unit = self.units[phrase.head]
            if unit.pos == "N" and unit.read is not None and not phrase.time and not self._definite(phrase):
                gender = "f" if unit.read.number == "p" and not self.parser._person(unit) else unit.read.gender
                if read.pron and read.pron[1:] in ("s" + gender,):
                    return phrase
                if gender == read.gender and read.number == "s" and not read.pron:
                    return phrase
        return None

    def _definite(self, phrase: Phrase) -> bool:
        return self.parser._definite(phrase)

    # -- phrases -------------------------------------------------------------------------------------------------

    def _keep(self, phrase: Phrase) -> None:
        self.s.phrases.append(phrase)
        for part in phrase.parts():
            for link in part.chain():
                self.s.phrase_of[link.head] = link
                for other in link.conj:
                    self.s.phrase_of[other.head] = other
                if link.app is not None:
                    self.s.phrase_of[link.app.head] = link.app
        self.last_phrase = phrase

    def _prepositional(self, i: int) -> int:
        unit = self.units[i]
        if unit.conj and self._opens_clause(i):
            self.cur = self._fresh(i)
        if unit.pron:
            phrase = Phrase(i, i)
            phrase.kind = "pron"
            phrase.prep, phrase.prep_at, phrase.pron = unit.lemma.plain if unit.lemma else unit.norm, i, unit.pron
            self._into_pps(phrase)
            return i + 1
        j = i + 1
        if j < len(self.units) and self.units[j].time:
            return j + 1
        if j < len(self.units) and self.units[j].pos in NOMINAL | {"G"} and not self.units[j].conj:
            if self.units[j].pos == "G" and self.units[j].role_word != "nominal":
                return j
            self.parser.verb_seen = False
            phrase = self.parser.phrase(j)
            phrase.prep = unit.lemma.plain if unit.lemma else unit.norm
            if self.units[j].prep and phrase.prep in ("وفقا", "طبقا", "ردا", "اضافة", "بناء", "نتيجة"):
                phrase.prep += " " + self.units[j].prep
            phrase.prep_at = i
            self._into_pps(phrase)
            return max(phrase.last, j + 1)
        if j < len(self.units) and self.units[j].pos == "P" and not self.units[j].pron:
            return j
        self.prep_before = unit
        return j

    def _into_pps(self, phrase: Phrase) -> None:
        self.cur.pps.append(phrase)
        if phrase.kind == "np":
            self._keep(phrase)

    def _opens_clause(self, i: int) -> bool:
        """A preposition after و opens a new clause when a verb or a comma comes before the next preposition."""
        if self.cur.verb < 0:
            return False
        for k in range(i + 1, min(i + 10, len(self.units))):
            unit = self.units[k]
            if unit.pos == "S" and k == i + 1 and self.units[i].pron and unit.role_word == "comp":
                return True  # "وعلينا أن": a sentence of its own
            if unit.pos in "VT":
                return not unit.conj
            if unit.pos in "QS":
                return False
            if unit.norm == "،" and k > i + 1:
                return k + 1 < len(self.units) and self.units[k + 1].pos in "VTNRG"
        return False

    def _fresh(self, i: int) -> Clause:
        outer: Clause | None = self.cur
        while outer is not None and outer.kind not in ("root", "coord", "comp"):
            outer = outer.parent
        base = outer or self.cur
        clause = self._open(base.kind if base.kind == "comp" else "coord", i, base.parent or base)
        if base.kind == "comp" and base.parent is not None:
            clause.marker = base.marker
            base.parent.comps.append(clause)
        return clause

    def _nominal(self, i: int) -> int:
        unit = self.units[i]
        self.parser.verb_seen = self.cur.verb >= 0 and not unit.prep
        phrase = self.parser.phrase(i)
        end = max(phrase.last, i + 1)
        if unit.prep:
            phrase.prep = unit.prep
            if unit.conj and self._opens_clause(i):
                self.cur = self._fresh(i)
            self._into_pps(phrase)
            return end
        if phrase.time:
            self._keep(phrase)
            self.last_phrase = phrase
            return end
        cur = self.cur
        if unit.conj and cur.verb >= 0 and not phrase.prep and end < len(self.units) and self.units[end].pos in "VTG" and not self.units[end].conj:
            cur = self.cur = self._open("adv", i, cur) if unit.pos == "I" else self._fresh(i)  # "وهو يحضر": while he
        if self.neg and i - self.neg_at == 1 and cur.verb < 0 and not cur.neg:
            cur.neg = self.neg
        if self._participle(i) and cur.verb >= 0:
            self._open_participle(i, phrase)
            return end
        previous = self.last_phrase
        titled = self._names(phrase, cur)
        if titled is not None:
            self._apposed(titled, phrase)
        elif cur.verb < 0:
            if cur.topic is None:
                cur.topic = phrase
            elif self.comma == i - 1 and previous is not None and previous.app is None and not unit.conj and not self._an_act(phrase):
                self._apposed(previous, phrase)
            else:
                cur.args.append(phrase)
        elif self.comma == i - 1 and self.closed != i - 1 and previous is not None and previous.last >= i - 1 and cur.args and not unit.conj:
            closes = self.commas % 2 == 0 and bool(previous.prep)  # "استقبل الوزير، بحسب الوكالة، الوفد"
            if previous.app is None and self._definite(phrase) and not self._an_act(phrase) and not closes:
                self._apposed(previous, phrase)
            else:
                cur.args.append(phrase)
        else:
            cur.args.append(phrase)
        self._keep(phrase)
        return end

    def _an_act(self, phrase: Phrase) -> bool:
        """A masdar doesn't rename the person before it: after a parenthesis it is the verb's object."""
        lemma = self.units[phrase.head].lemma
        return lemma is not None and bool(lemma.masdar_of) and not lemma.classes & {"person", "body", "title"}

    def _participle(self, i: int) -> bool:
        """ "داعيا إلى ...", "ومؤكدة أن ...": an active participle, indefinite, that opens an adjunct of the clause."""
        unit = self.units[i]
        read = unit.read
        if unit.pos != "A" or read is None or unit.det or unit.prep or read.lemma.participle_of < 0 or read.lemma.voice != "a":
            return False
        before = self.units[i - 1] if i else None
        if read.case == "t" or read.number in ("d", "p"):
            return before is None or before.pos != "N" or before.det or bool(before.pron) or before.read is None or before.read.case != "t"
        return read.gender == "f" and (bool(unit.conj) or self.comma == i - 1)

    def _open_participle(self, i: int, phrase: Phrase) -> None:
        outer = self.cur
        while outer.kind == "part" and outer.parent is not None:
            outer = outer.parent
        clause = self._open("part", i, outer)
        clause.marker = -1
        self._keep(phrase)
        self.cur = clause

    @staticmethod
    def _apposed(host: Phrase, phrase: Phrase) -> None:
        host.app = phrase
        phrase.host = host

    def _names(self, phrase: Phrase, clause: Clause) -> Phrase | None:
        """The person whose bare name ``phrase`` is, when only a complement stands between ("نائب رئيس اللجنة في
        البرلمان فلان")."""
        unit = self.units[phrase.head]
        titled = unit.lemma is not None and "title" in unit.lemma.classes
        if not (unit.pos == "R" or titled) or unit.conj or self.comma >= phrase.first - 1:
            return None
        if unit.entities and not any(self.parser.entities[e].kind == "person" for e in unit.entities):
            return None
        host = clause.args[-1] if clause.args else clause.topic
        if host is None or host.names or host.app is not None or host.last >= phrase.first or host.conj:
            return None
        if not self.parser._person(self.units[host.head]):
            return None
        between = [p for p in clause.pps if host.last <= p.first < phrase.first]
        return host if between and between[-1].last == phrase.first else None
