"""Clauses after أن, a colon and other subordinators: what governs them."""

from rasid.syntax.tree import Clause, Phrase
from rasid.syntax.verbs import Verbs


class Complements(Verbs):
    """Opens complement and adverbial clauses."""

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

    def _complement(self, i: int) -> Clause:
        clause = self._open("comp", i, self.cur)
        clause.marker = i
        self.cur.comps.append(clause)
        return clause

    def _governor(self) -> Clause | None:
        """The innermost open clause whose verb takes a clause."""
        here: Clause | None = self.cur
        while here is not None and not self._takes_clause(here):
            here = here.parent
        return here

    def _around_what(self) -> Clause | None:
        """The clause around one with ما, whose verb takes the complement: "وصف ما يجري بأنه ..."."""
        anchor = self.cur.anchor
        return self.cur.parent if anchor is not None and anchor.first == self.cur.marker else None

    def _complement_near(self, i: int, phrase: Phrase) -> Clause:
        """A clause after أن that follows a phrase: the verb's, or, if the verb takes none, the phrase's own, or that of
        the clause around ("أكد المسؤول الذي حضر اللقاء أن")."""
        cur = self.cur
        described = self.units[i].norm.startswith("بان") and not phrase.prep and cur.verb >= 0
        if described and self._takes_clause(cur) and phrase.first > cur.verb:
            return self._complement(i)  # "وصف التقرير بأنه": what the report is called, not what it says
        if (
            cur.verb >= 0
            and self._masdar_takes_clause(phrase)
            and (
                phrase.prep
                or self.units[cur.verb].role_word == "impersonal"
                or any(cur.verb < p.first < phrase.first for p in cur.args)
            )
        ):
            clause = self._open("comp", i, cur)  # "لم يستبعد المتحدث احتمال أن"
            clause.marker = i
            return clause
        if cur.verb < 0 or self._takes_clause(cur):
            return self._complement(i)
        if (
            phrase.prep == "من"
            and self.units[phrase.head].det
            and self.units[phrase.head].pos == "A"
            and phrase.first > cur.verb
        ):
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
        """ "التأكيد على أن", "راغب بأن": a masdar or participle of a verb that takes a clause."""
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
                if unit.norm.startswith("بان"):
                    self.cur = self._around_what() or self.cur
                if self.cur.kind in ("rel", "adv", "part") and self.cur.verb >= 0 and not self._takes_clause(self.cur):
                    self.cur = self._governor() or self._around_what() or self.cur
                clause = self._complement(i)
            else:
                clause = self._complement_near(i, near)
            clause.anchor = near
        else:
            parent = self._root() if unit.norm in self.classes.root_markers or unit.conj else self.cur
            kind = {"cond": "cond", "purpose": "purpose"}.get(role, "adv")
            clause = self._open(kind, i, parent)
            clause.marker = i
            if role == "without":
                clause.neg = "without"
        if unit.pron:
            clause.subj_from = "pron:" + unit.pron
        self.cur = clause
        self.prep_before = None
