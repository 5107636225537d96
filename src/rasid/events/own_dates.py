"""Which date of a clause is an act's own: the nearest that does not only describe a thing."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from rasid.arabic.dates import DateMention, resolve
from rasid.events.known import KnownActs
from rasid.events.predicate import Predicate
from rasid.events.reach import Reach
from rasid.syntax.tree import Clause, Sentence, Unit
from rasid.tables import Tables

_FAR: Final = 10
_DESCRIBED: Final = 4


@dataclass(frozen=True, slots=True)
class Told:
    """What a report last dated: when it was, in which sentence, and the parties of the acts dated there."""

    when: str
    sentence: int
    parties: tuple[frozenset[str], ...]

    def then(self, when: str, sentence: int, parties: frozenset[str]) -> "Told":
        """With one more dated act."""
        before = self.parties if (when, sentence) == (self.when, self.sentence) else ()
        return Told(when, sentence, (*before, parties))


class OwnDates:
    """The dates of one sentence and what each says of the acts of its clause."""

    def __init__(
        self, sentence: Sentence, reach: Reach, dates: Sequence[DateMention], predicates: Sequence[Predicate],
        tables: Tables, day: date | None, told: Told | None, number: int,
    ) -> None:  # fmt: skip
        self.known = KnownActs(sentence, reach, tables.times.facts, day)
        self.classes = tables.classes
        self.harms = tables.numbers.harms
        self.s = sentence
        self.units = sentence.units
        self.reach = reach
        self.dates = [d for d in dates if d.kind != "named"]
        self.predicates = predicates
        self.acts = {p.unit for p in predicates if p.frame is not None}
        self.day = day
        self.told = told
        self.number = number

    def value(self, mention: DateMention, future: bool) -> str | None:
        """The ISO date that a mention means for an act that was, or that is to come."""
        if mention.reference == "next":
            return None
        if mention.reference != "report":
            here = (m.value for m in reversed(self.dates) if m.last <= mention.first and m.reference == "report")
            told = next((value for value in here if value), self.told.when if self.told is not None else None)
            return (resolve(mention, told) if told else None) or mention.value
        if future and mention.future:
            return mention.future
        return mention.value

    def _is_ahead(self, mention: DateMention, future: bool) -> bool:
        """Does a date lie after the report's day?"""
        value = self.value(mention, future)
        return value is not None and self.day is not None and value > self.day.isoformat()[: len(value)]

    # -- in its own clause ---------------------------------------------------------------------------------------

    def _own(self, predicate: Predicate) -> DateMention | None:
        best: DateMention | None = None
        best_distance = 99
        at = self.units[predicate.unit].first
        for mention in self.dates:
            if mention.reference == "next" or mention.sense in ("until", "before", "after"):
                continue
            if self._described_by(mention) > -1 and not self._reaches(predicate, mention):
                continue
            if mention.sense == "since" and predicate.kind == "noun" and not self._stands_since(predicate, mention):
                continue
            if (
                self._idle(mention)
                or self._of_record(mention, predicate)
                or (self._done(predicate) and self._is_ahead(mention, False))
            ):
                continue
            clause = self.reach.clause(mention.first)
            distance = mention.first - at if mention.first >= at else (at - mention.last) + 2
            if predicate.kind == "verb":
                within = predicate.clause.first <= self.reach.unit(mention.first) < predicate.clause.last
                if clause is not predicate.clause and not within:
                    continue
            else:
                if clause is not predicate.clause or not 0 < mention.first - at <= _FAR:
                    continue
                chain = [link.head for link in predicate.phrase.chain()] if predicate.phrase is not None else []
                between = (p.unit for p in self.predicates if p.frame is not None and p.unit not in chain)
                if any(at < self.units[k].first < mention.first for k in between):
                    continue
            if mention.sense == "since":
                distance += 2 * _FAR  # where it began, if nothing says when it was
            if distance < best_distance:
                best, best_distance = mention, distance
        return best

    def _idle(self, mention: DateMention) -> bool:
        """Does a phrase of time say nothing of when: "for years", "minutes after", told of what is not dated?"""
        vague = mention.kind == "unresolved" and mention.value is None
        return vague and (mention.sense in ("since", "within") or mention.reference == "previous")

    def _of_record(self, mention: DateMention, predicate: Predicate) -> bool:
        """Does "since" measure a record ("أول زيارة منذ عقد", "أسوأ مواجهة منذ عقدين"), not how long an act lasts?"""
        if mention.sense != "since":
            return False
        words = self.units[
            max(predicate.unit + 1, self.reach.unit(mention.first) - _FAR) : self.reach.unit(mention.first)
        ]
        return any(unit.norm in self.classes.records for unit in words)

    def _done(self, predicate: Predicate) -> bool:
        """Is an act told as done, in the perfect?"""
        read = self.units[predicate.unit].read
        return predicate.kind == "verb" and read is not None and read.aspect == "p" and not predicate.clause.neg

    def _stands_since(self, predicate: Predicate, mention: DateMention) -> bool:
        """Is a noun's act described as standing since a date: "الهدنة القائمة منذ 1953"?"""
        return predicate.phrase is not None and self._described_by(mention) in predicate.phrase.adjs

    def _reaches(self, predicate: Predicate, mention: DateMention) -> bool:
        """Is a date that a word describes the act's after all: the word is the act, or the act stands between?"""
        by = self._described_by(mention)
        if mention.sense == "since" and self._stands_since(predicate, mention):
            return True
        return predicate.unit == by or (predicate.kind == "noun" and predicate.unit > by)

    def _described_by(self, mention: DateMention) -> int:
        """The word whose thing a date only describes ("الاتفاق الموقع عام 1995", "اتفاق عام 2013"); -1 if none."""
        at = self.reach.unit(mention.first)
        if mention.precision == "day" and mention.sense == "at":
            before = at - 2 if at > 1 and self.units[at - 1].pos == "P" else at - 1
            lemma = self.units[before].lemma if before >= 0 else None
            return before if lemma is not None and lemma.plain in self.classes.planned else -1
        if mention.precision == "year" and at >= 0 and (self.units[at].prep == "ل" or self._undated_noun(at - 1)):
            return at - 1
        for k in range(at - 1, max(-1, at - 1 - _DESCRIBED), -1):
            unit = self.units[k]
            if unit.pos in "VKC":
                return -1
            if self._participle(unit):
                return k if k == at - 1 or self.units[k + 1].pos == "P" or self.units[k + 1].prep else -1
        return -1

    @staticmethod
    def _participle(unit: Unit) -> bool:
        """Is a word a participle that describes a noun, also where it could be read as a noun ("الموقعة")?"""
        person = unit.pos == "N" and unit.det and unit.lemma is not None and "person" in unit.lemma.classes
        readings = (unit.read, *unit.cands) if unit.pos == "A" or person else ()
        return any(r is not None and r.pos == "A" and r.lemma.participle_of >= 0 for r in readings)

    def _undated_noun(self, at: int) -> bool:
        unit = self.units[at] if at >= 0 else None
        return unit is not None and unit.pos == "N" and not unit.det and not unit.time and at not in self.acts

    def _in_clause(self, clause: Clause, references: tuple[str, ...] = ("report", "previous")) -> DateMention | None:
        for mention in self._mentions(clause):
            if mention.sense == "at" and mention.reference in references and self._described_by(mention) < 0:
                return mention
        return None

    def _mentions(self, clause: Clause) -> Iterator[DateMention]:
        return (m for m in self.dates if self.reach.clause(m.first) is clause)
