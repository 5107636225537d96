"""Clauses: where each begins, what opens it, what it hangs on, and what stands in it.

The units are read once from left to right. Verbs, subordinators (أن, بينما …), relatives (الذي …) and punctuation open
and close clauses; phrases fall to the clause that is open. Who is subject and who object is settled afterwards, in
``arguments.py``.
"""

from typing import Final

from rasid.syntax.complements import Complements
from rasid.syntax.tree import NOMINAL, Clause, Phrase

_LONG_BRACKET: Final = 25
_VALUES: Final = frozenset(("good", "bad"))


class ClauseParser(Complements):
    """Builds the clauses of one sentence."""

    def run(self) -> None:
        i = 0
        while i < len(self.units):
            i = self._step(i)
        for clause in self.s.clauses:
            clause.last = max(
                [clause.first, clause.verb + 1, clause.last, *(p.last for p in (*clause.args, *clause.pps))]
            )

    def _step(self, i: int) -> int:
        unit = self.units[i]
        pos = unit.pos
        if unit.time:
            return i + 1
        if pos == "K":
            return self._punctuation(i)
        if pos == "V":
            self._verb(i)
        elif pos in "SP" and self._what(i):
            self._what_clause(i)
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
        elif pos == "C" and unit.norm in self.classes.as_for and self.cur.verb >= 0 and self._as_for(i):
            self.cur = self._fresh(i + 1)
        elif pos == "C":
            self.linked = unit.norm in self.classes.goes_on
        elif pos in NOMINAL or (pos == "G" and unit.role_word == "nominal"):
            return self._nominal(i)
        return i + 1

    def _as_for(self, i: int) -> bool:
        """Is somebody named behind "as for", whom a verb with ف takes up: "أما أسمرة فطالبت بالمزيد"?"""
        if i + 1 >= len(self.units) or self.units[i + 1].pos not in "NR" or self.units[i + 1].conj:
            return False
        ahead = self.units[i + 2 : i + _LONG_BRACKET]
        return any(unit.conj == "ف" and unit.pos in "VTG" for unit in ahead)

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
        elif mark == "/" and self.units[i - 1].pos in "NAR":  # "حركة المقاومة /حماس/ بيان العقبة"
            closed = next((k for k in range(i + 2, min(i + 5, len(self.units))) if self.units[k].norm == "/"), 0)
            if closed and all(self.units[m].pos == "R" for m in range(i + 1, closed)):
                return closed + 1
        elif mark == "(":
            for k in range(i + 1, min(i + _LONG_BRACKET, len(self.units))):
                if self.units[k].norm == ")":
                    return k + 1 if all(self.units[m].pos != "V" for m in range(i, k)) else i + 1
        return i + 1

    def _prepositional(self, i: int) -> int:
        unit = self.units[i]
        if unit.conj and self._opens_clause(i):
            self.cur = self._fresh(i)
        if self.neg == "laysa" and i - self.neg_at == 1 and self.cur.verb < 0 and not self.cur.neg:
            self.cur.neg = self.neg
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
            self.parser.verb_seen = self.cur.verb >= 0
            phrase = self.parser.phrase(j)
            phrase.prep = unit.lemma.plain if unit.lemma else unit.norm
            if self.units[j].prep and phrase.prep in self.classes.linked_accusatives:
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
        if (
            unit.conj
            and cur.verb >= 0
            and not phrase.prep
            and end < len(self.units)
            and self.units[end].pos in "VTG"
            and not self.units[end].conj
        ):
            cur = self.cur = self._open("adv", i, cur) if unit.pos == "I" else self._fresh(i)  # "وهو يحضر": while he
        if self.neg and i - self.neg_at == 1 and cur.verb < 0 and not cur.neg:
            cur.neg = self.neg
        another = cur.kind == "part" and bool(unit.conj)  # "داعيا إلى الحوار، ومتعهدا بالرد"
        if self._participle(i) and (cur.verb >= 0 or another or self._verbless(cur, i)):
            self._open_participle(i, phrase)
            return end
        previous = self.last_phrase
        titled = self._names(phrase, cur)
        if titled is not None:
            self._apposed(titled, phrase)
        elif cur.verb < 0:
            if cur.topic is None:
                cur.topic = phrase
            elif (
                self.comma == i - 1
                and previous is not None
                and previous.app is None
                and not unit.conj
                and not self._an_act(phrase)
            ):
                self._apposed(previous, phrase)
            else:
                cur.args.append(phrase)
        elif (
            self.comma == i - 1
            and self.closed != i - 1
            and previous is not None
            and previous.last >= i - 1
            and cur.args
            and not unit.conj
        ):
            closes = self.commas % 2 == 0 and bool(previous.prep)  # "استقبل الوزير، بحسب الوكالة، الوفد"
            closes = closes or (bool(previous.prep) and self._lacks_object() and not self._same_kind(previous, phrase))
            if previous.app is None and self._definite(phrase) and not self._an_act(phrase) and not closes:
                self._apposed(previous, phrase)
            else:
                cur.args.append(phrase)
        else:
            cur.args.append(phrase)
        self._keep(phrase)
        return end

    def _same_kind(self, one: Phrase, two: Phrase) -> bool:
        """Does the second phrase rather say again whom or what the first names: "في ناشفيل، تنيسي"?"""
        a, b = self.units[one.head], self.units[two.head]
        return a.pos == "R" or b.pos in "RI" or a.text.endswith("-")

    def _lacks_object(self) -> bool:
        """Has the open clause a verb that must have an object, and behind it so far nobody but its subject?"""
        verb = self.units[self.cur.verb] if self.cur.verb >= 0 else None
        if verb is None or verb.pron or verb.lemma is None or verb.lemma.role_word or self.cur.comps:
            return False
        behind = [p for p in self.cur.args if p.first > self.cur.verb]
        return len(behind) == 1 and all(r.lemma.trans != "i" for r in verb.cands if r.pos == "V" and r.person == "3")

    def _participle(self, i: int) -> bool:
        """ "داعيا إلى ...", "ومؤكدة أن ...": an active participle, indefinite, that opens an adjunct of the clause."""
        unit = self.units[i]
        read = unit.read
        if (
            unit.pos != "A"
            or read is None
            or unit.det
            or unit.prep
            or read.lemma.participle_of < 0
            or read.lemma.voice != "a"
        ):
            return False
        if (
            self._wanted(i) or self._deemed(i) or read.case == "n"
        ):  # "رشق غاضبون موكب الوزير": no adjunct is in the nominative
            return False
        verb = self.units[self.cur.verb].lemma if self.cur.verb >= 0 else None
        if verb is not None and self.comma < self.cur.verb and not unit.conj:
            judged = any(s.name == "OBJ2" and "bad" in s.classes for f in verb.frames for s in f.slots)
            if judged and sum(p.first > self.cur.verb for p in self.cur.args) == 2:
                return False  # "اعتبر الوزير القرار مخالفا": what he takes it for
        before = self.units[i - 1] if i else None
        if read.case == "t" or read.number in ("d", "p"):
            return (
                before is None
                or before.pos != "N"
                or before.det
                or bool(before.pron)
                or before.read is None
                or before.read.case != "t"
            )
        return read.gender == "f" and (bool(unit.conj) or self.comma == i - 1 or self._unparted(i))

    def _unparted(self, i: int) -> bool:
        """A feminine participle with its complement, behind a definite noun and no comma, of what a feminine subject
        does: "علقت المنظمة عضوية البلد داعية الحكومة إلى الحوار"."""
        before, after = (self.units[i - 1], self.units[i + 1]) if 0 < i < len(self.units) - 1 else (None, None)
        verb, unit = self.units[self.cur.verb] if self.cur.verb >= 0 else None, self.units[i]
        if before is None or after is None or verb is None or verb.read is None or verb.lemma is None:
            return False
        if verb.read.gender != "f" or verb.read.person != "3" or unit.read is None:
            return False
        if verb.lemma.role_word in ("be", "begin", "still") or any(
            s.name == "OBJ2" for f in verb.lemma.frames for s in f.slots
        ):
            return False
        if before.pos not in "NAR" or not (before.det or before.pron or before.pos == "R"):
            return False
        doing = self.lemmas[unit.read.lemma.participle_of]
        if after.pos == "P":
            return any(after.norm in s.preps for f in doing.frames for s in f.slots)
        if after.prep:
            return any(after.prep in s.preps for f in doing.frames for s in f.slots)
        return doing.trans != "i" and (after.pos == "R" or (after.pos == "N" and after.det))

    def _wanted(self, i: int) -> bool:
        """Is this somebody whom a verb that lacks an object may be about: "منعت مصر ناشطا من السفر"?"""
        read, verb = self.units[i].read, self.units[self.cur.verb] if self.cur.verb >= 0 else None
        if read is None or read.lemma.role is None or verb is None or verb.read is None or verb.pron:
            return False
        behind = [p for p in self.cur.args if p.first > self.cur.verb]
        return verb.read.lemma.trans != "i" and len(behind) < 2 and self.comma != i - 1 and not self.units[i].conj

    def _deemed(self, i: int) -> bool:
        """Is this what somebody holds something to be: "اعتبرت كينيا الاتفاق لاغيا"?"""
        verb = self.units[self.cur.verb] if self.cur.verb >= 0 else None
        if verb is None or verb.read is None or verb.read.lemma.trans != "d":
            return False
        if self.comma == i - 1 or self.units[i].conj or self.units[i - 1].pos == "P":
            return False
        judging = any(s.name == "OBJ2" and s.classes & _VALUES for f in verb.read.lemma.frames for s in f.slots)
        behind = [p for p in self.cur.args if p.first > self.cur.verb]
        return judging and len(behind) + bool(verb.pron) == 2

    def _verbless(self, clause: Clause, i: int) -> bool:
        """A clause after أن that has its predicate already: "وصفه بأنه خطير، مطالبا"."""
        return clause.kind == "comp" and self.comma == i - 1 and bool(clause.topic or clause.args)

    def _open_participle(self, i: int, phrase: Phrase) -> None:
        outer = self.cur
        while (outer.kind == "part" or (self._verbless(outer, i) and outer.verb < 0)) and outer.parent is not None:
            outer = outer.parent
        clause = self._open("part", i, outer)
        clause.marker = -1
        self._keep(phrase)
        self.cur = clause

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
