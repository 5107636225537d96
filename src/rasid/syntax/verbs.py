"""Verbs: whether one opens a clause, completes an auxiliary, or is joined to the verb before it."""

from rasid.syntax.relatives import Relatives, gender_of
from rasid.syntax.tree import Clause, Phrase


class Verbs(Relatives):
    """Gives every verb its clause."""

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
        elif cur.verb < 0 and (named := self._taken_up(i)) is not None:
            clause = self._open("rel", i, cur)
            clause.anchor = named
            named.clauses.append(clause)
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

    def _taken_up(self, i: int) -> Phrase | None:
        """The indefinite noun of a complement at the head of a sentence which the verb behind it takes up by a pronoun:
        "في بيان أصدرته الوزارة، ...", "في اتصال أجراه مع نظيره ..."."""
        phrase, read = self.last_phrase, self.units[i].read
        if phrase is None or read is None or phrase.last != i or not phrase.prep or read.aspect != "p":
            return None
        noun = self.units[phrase.head].read
        if noun is None or self._definite(phrase) or phrase.conj or read.pron[:2] != "3s":
            return None
        return phrase if read.pron[2:] == gender_of(noun) and noun.number == "s" else None

    def _after_nominal(self, i: int) -> Clause:
        """A verb after و that continues a sentence without one ("بيروت هادئة وتستعد للعيد")."""
        cur = self.cur
        sister = self._open("coord" if cur.kind == "root" else cur.kind, i, cur.parent or cur)
        sister.subj_from = cur.subj_from or f"clause:{cur.id}"
        if cur.kind == "comp" and cur.parent is not None:
            sister.marker = cur.marker
            cur.parent.comps.append(sister)
        return sister

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
        return kind in ("begin", "still") and aspect == "i" and self.comma < cur.verb

    def _causative(self, cur: Clause, i: int) -> bool:
        """ "جعل الناس يهربون": a verb of beginning that has an object makes somebody else act."""
        if cur.verb < 0 or self.comma > cur.verb or self.units[cur.verb].role_word not in ("begin", "still"):
            return False
        return bool(self.units[cur.verb].pron) or sum(p.first > cur.verb for p in cur.args) > 1

    def _coordinate(self, i: int) -> Clause:
        """A verb after و: a sister of the innermost open clause whose verb has the same aspect."""
        aspect = self._aspect(i)
        here: Clause | None = self.cur
        while here is not None:
            if (
                here.verb >= 0
                and self._aspect(here.verb) == aspect
                and not (here.kind == "rel" and self.comma > here.verb)
            ):
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

    def _at_odds(self, i: int, phrase: Phrase) -> bool:
        """Does a past verb disagree with the noun of a complement that stands right before it?"""
        return bool(phrase.prep) and self._agrees_not(i, phrase)

    def _agrees_not(self, i: int, phrase: Phrase) -> bool:
        """Is a noun no subject for the past verb at ``i``?"""
        read, noun = self.units[i].read, self.units[phrase.head].read
        if read is None or noun is None or read.person != "3" or read.pron or read.aspect != "p":
            return False
        return read.number == "s" and noun.number != "d" and read.gender != gender_of(noun)

    def _unlinked(self, i: int, aspect: str) -> Clause:
        if aspect == "i" and self._causative(self.cur, i):
            clause = self._open("comp", i, self.cur)
            self.cur.comps.append(clause)
            return clause
        phrase = self.last_phrase
        adjacent = (phrase is not None and phrase.last == i and self.comma < i - 1) or (
            self.neg_at == i - 1 and phrase is not None and phrase.last == i - 1
        )
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
            if target is not phrase and self._agrees_not(i, target) and not self._agrees_not(i, phrase):
                target = phrase  # "انفجار سيارة مفخخة استهدف": the explosion
            if self._at_odds(i, target):
                before = self._described(i)  # "في هجوم بسيارة مفخخة استهدف دورية"
                target = before if before is not None and target.first - before.last in (0, 1) else target
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
        return self._open("coord", i, self._root())
