"""Relative clauses, with and without a pronoun that opens them: which noun they describe."""

from rasid.syntax.clause_state import ClauseState
from rasid.syntax.tree import Clause, Phrase, Unit
from rasid.tables.lexicon import Reading


def gender_of(read: Reading) -> str:
    """The gender that agrees with a noun: plurals of things count as feminine."""
    human = "person" in read.lemma.classes or read.lemma.role is not None or bool(read.lemma.codes)
    return "f" if read.number == "p" and not human else read.gender


class Relatives(ClauseState):
    """Finds the noun that a clause describes."""

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
        """ "قال الذين حضروا": the relative pronoun is itself the argument."""
        phrase = Phrase(i, i)
        if before.pos == "P":
            phrase.prep, phrase.prep_at = before.lemma.plain if before.lemma else before.norm, i - 1
            self.cur.pps.append(phrase)
        else:
            self.cur.args.append(phrase)
        return phrase

    def _prep_of_what(self, norm: str) -> str | None:
        """The preposition that a form of the relative ما has in it, if any; None where it is no such form."""
        if norm in self.classes.what:
            return ""
        if norm in self.classes.by_what:
            return "ب"
        if norm in self.classes.of_what:
            return "عن"
        return "من" if norm in self.classes.from_what else None

    def _what(self, i: int) -> bool:
        """ "نفى ما أعلنته", "ندد بما تقوم به": a clause with ما that is itself an argument; not "..., ما أدى إلى"."""
        unit = self.units[i]
        prep = self._prep_of_what(unit.norm)
        if prep is None or unit.pos not in "SP" or i == 0 or self.cur.verb < 0:
            return False
        k = i + 1
        while k < len(self.units) and self.units[k].pos in "GT" and self.units[k].role_word != "nominal":
            k += 1
        if k >= len(self.units) or self.units[k].pos != "V":
            return False
        if prep not in ("", "من") or self.units[i - 1].pos in "VP":
            return True
        cur = self.cur
        behind = [phrase for phrase in (*cur.args, *cur.pps) if phrase.first > cur.verb]
        verb = self.units[cur.verb]
        wants = verb.lemma is not None and (verb.lemma.trans in ("t", "d") or unit.norm == "مما") and not verb.pron
        between = self.units[behind[0].last : i] if behind else []
        return wants and len(behind) == 1 and not behind[0].prep and all(other.time for other in between)

    def _what_clause(self, i: int) -> None:
        """Open the clause with ما, the argument of the open clause's verb or of the preposition before it."""
        unit = self.units[i]
        phrase = Phrase(i, i)
        before = self.units[i - 1]
        prep = self._prep_of_what(unit.norm)
        if prep:
            phrase.prep, phrase.prep_at = prep, i
        elif before.pos == "P" and not before.pron:
            phrase.prep, phrase.prep_at = before.lemma.plain if before.lemma else before.norm, i - 1
        (self.cur.pps if phrase.prep else self.cur.args).append(phrase)
        clause = self._open("rel", i, self.cur)
        clause.marker = i
        clause.anchor = phrase
        phrase.clauses.append(clause)
        self.cur = clause

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
        parts = list(phrase.chain())
        for k, part in enumerate(parts):
            read = self.units[part.head].read
            if read is None:
                best = best or (None if self._named_at_odds(part, feminine, plural) else part)
                continue
            if self._agrees_with(part, read, feminine, plural):
                inner = parts[k + 1] if k + 1 < len(parts) else None
                theirs = self.units[inner.head].read if inner is not None else None
                deed = bool(read.lemma.masdar_of) and not self.parser._person(self.units[part.head])
                if inner is None or theirs is None or not (deed and self._definite(inner)):
                    return part
                # "مواصلة المظاهرات التي أطلقها الرهبان": the marches
                return inner if self._agrees_with(inner, theirs, feminine, plural) else part
        if phrase.conj:
            return phrase.conj[-1]
        return best

    def _named_at_odds(self, part: Phrase, feminine: bool, plural: bool) -> bool:
        """Is this a state or a town of another gender: "الأزمة في لبنان التي"?"""
        unit = self.units[part.head]
        if not unit.entities:
            return False
        entity = self.parser.entities[unit.entities[0]]
        return entity.kind in ("state", "capital") and (plural or entity.gender == ("m" if feminine else "f"))

    def _agrees_with(self, part: Phrase, read: Reading, feminine: bool, plural: bool) -> bool:
        if plural:
            return read.number == "p" and (read.gender == "m" or self.parser._person(self.units[part.head]))
        classes = read.lemma.classes
        people = "person" in classes and classes.isdisjoint(("body", "troops"))
        if feminine and read.number == "p" and read.gender == "m" and people:
            return False  # "قادة القوات التي": the forces
        return read.number != "d" and (read.gender == "f" or read.number == "p") == feminine

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

    def _describes_predicate(self, cur: Clause, i: int) -> bool:
        """ "إنه عميل سري يستهدف": the noun behind أنه is its predicate, the verb describes it."""
        topic, phrase = cur.topic, self.last_phrase
        if topic is None or phrase is None or phrase.last != i or self._definite(topic):
            return False
        before = self.units[topic.first - 1] if topic.first else None
        if before is not None and (before.norm in self.classes.there_is or before.role_word == "la"):
            return not self._definite(phrase)  # "ثمة متطوعون يعملون", "لا ضرورة إلى تقنيات تزيل"
        return cur.marker >= 0 and bool(self.units[cur.marker].pron) and topic.last == i

    def _beside_topic(self, cur: Clause, i: int) -> Phrase | None:
        """ "أن اللجنة في اجتماع عقدته أمس": the indefinite noun, other than the topic, that a verb right behind it
        describes: the topic isn't what the verb agrees with, or a pronoun stands for the noun."""
        read, phrase = self.units[i].read, self.last_phrase
        if read is None or read.person != "3" or cur.topic is None or phrase is None or phrase is cur.topic:
            return None
        noun, topic = self.units[phrase.head].read, self.units[cur.topic.head].read
        if (
            phrase.last != i
            or phrase.time
            or noun is None
            or topic is None
            or self._definite(phrase)
            or not phrase.prep
        ):
            return None
        if read.pron and read.pron[1:] == "s" + gender_of(noun):
            return phrase
        fits = read.number == "s" and read.gender == gender_of(noun)
        return phrase if fits and read.gender != gender_of(topic) and not cur.topic.conj else None
