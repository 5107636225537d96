"""Which date belongs to which act.

A date stands in a clause, and an act takes the date of its own clause; without one, that of the clause or phrase it is
tied to: a noun's date is its verb's, a circumstance's that of the main clause, a second deed's that of the first.
"""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Final

from rasid.arabic.dates import DateMention, TimeTables, resolve
from rasid.arabic.normalise import normalise
from rasid.events.act import Act
from rasid.events.known import KnownActs
from rasid.events.predicate import Predicate
from rasid.events.reach import Reach, top
from rasid.records import Span
from rasid.syntax.tree import Clause, Phrase, Sentence

_FAR: Final = 10
_DESCRIBED: Final = 4
_SURE_AFTER: Final = 7
_SIGNED: Final = "057"  # CAMEO: sign formal agreement
_STEPS: Final = 4
_SAME_TIME: Final = frozenset(
    normalise(p)
    for p in (
        "في", "خلال", "أثناء", "لدى", "في ختام", "على هامش", "ب", "إلى", "من", "جراء", "نتيجة", "في إطار", "ضمن",
    )
)  # fmt: skip  # in, during, at, to, from, because of
_BEFORE: Final = frozenset(
    normalise(p) for p in ("بعد", "عقب", "إثر", "على إثر", "في أعقاب", "بعيد", "غداة", "ردا على")
)  # after, in answer to
_MEANWHILE: Final = frozenset(
    normalise(p) for p in ("عندما", "حين", "حينما", "فيما", "بينما", "في حين", "حيث", "كما")
)  # when, while, where, also
_AFTER_WHICH: Final = frozenset(normalise(p) for p in ("بعدما", "بعد ما", "بعد أن", "عقب أن"))  # after
_REACTIONS: Final = frozenset(
    ("ACCUSE", "SUPPORT", "REQUEST", "REJECT", "THREATEN", "AGREE")
)  # what others say of a deed later
_PROMISES: Final = frozenset(("AGREE", "THREATEN", "REQUEST"))  # done by being said, whenever their content is to come
_NONE: Final = (None, None)


class Dating:
    """The dates of one sentence and the acts they belong to."""

    def __init__(
        self, sentence: Sentence, reach: Reach, dates: Sequence[DateMention], predicates: Sequence[Predicate],
        tables: TimeTables, day: date | None, told: str | None,
    ) -> None:  # fmt: skip
        self.known = KnownActs(sentence, reach, tables.facts, day)
        self.harms = tables.numbers.harms
        self.s = sentence
        self.units = sentence.units
        self.reach = reach
        self.dates = [d for d in dates if d.kind != "named"]
        self.predicates = predicates
        self.acts = {p.unit for p in predicates if p.frame is not None}
        self.day = day
        self.told = told

    def when(self, act: Act) -> tuple[str | None, Span | None]:
        """The ISO day, month or year of an act and the words that tell it."""
        future = "future" in act.aux
        counted = self._counted_from(act)
        if counted is not None:
            return counted
        real = not {"hypothetical", "future"} & set(act.aux)
        found = self._own(act.predicate)
        if found is None and real and (known := self.known.date(act.predicate)) is not None:
            return known
        if found is None and (real or act.outcome.type in _PROMISES):
            found = self._around(act)
        if found is not None:
            return self.value(found, future), Span(found.start, found.end)
        return self._month_after(act)

    def lasts(self, predicate: Predicate) -> bool:
        """Is an act's date the one since which it goes on?"""
        return (own := self._own(predicate)) is not None and own.sense == "since"

    def value(self, mention: DateMention, future: bool) -> str | None:
        """The ISO date that a mention means for an act that was, or that is to come."""
        if mention.reference == "next":
            return None
        if mention.reference != "report" and self.told:
            return resolve(mention, self.told) or mention.value
        if future and mention.future:
            return mention.future
        return mention.value

    # -- in its own clause ---------------------------------------------------------------------------------------

    def _own(self, predicate: Predicate) -> DateMention | None:
        best: DateMention | None = None
        best_distance = 99
        at = self.units[predicate.unit].first
        for mention in self.dates:
            if mention.reference == "next" or mention.sense in ("until", "before", "after") or self._describes(mention):
                continue
            if mention.sense == "since" and predicate.kind != "verb":
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
                if any(at < self.units[p.unit].first < mention.first for p in self.predicates if p.frame is not None):
                    continue
            if mention.sense == "since":
                distance += 2 * _FAR  # where it began, if nothing says when it was
            if distance < best_distance:
                best, best_distance = mention, distance
        return best

    def _describes(self, mention: DateMention) -> bool:
        """Does the date only describe a thing: "الاتفاق الموقع عام 1995", "اتفاق عام 2013"?"""
        if mention.precision == "day" and mention.sense == "at":
            return False
        at = self.reach.unit(mention.first)
        if mention.precision == "year" and at >= 0 and (self.units[at].prep == "ل" or self._undated_noun(at - 1)):
            return True
        for k in range(at - 1, max(-1, at - 1 - _DESCRIBED), -1):
            unit = self.units[k]
            if unit.pos in "VKC":
                return False
            if unit.pos == "A" and unit.lemma is not None and unit.lemma.participle_of >= 0:
                return True
        return False

    def _undated_noun(self, at: int) -> bool:
        unit = self.units[at] if at >= 0 else None
        return unit is not None and unit.pos == "N" and not unit.det and not unit.time and at not in self.acts

    # -- counted from another act --------------------------------------------------------------------------------

    def _counted_from(self, act: Act) -> tuple[str | None, Span | None] | None:
        """ "بعد يومين من الهجوم", "غداة القمة": the act is so many days before the act that the clause tells."""
        if act.predicate.kind != "noun":
            return None
        unit = self.units[act.predicate.unit]
        for mention in self.dates:
            between = [self.units[k] for k in range(self.reach.unit(mention.last - 1) + 1, unit.i)]
            if mention.reference != "next" or mention.offset_days is None:
                continue
            if mention.last > unit.first or len(between) > 1:
                continue
            span = Span(mention.start, mention.end)
            main = self._in_clause(act.predicate.clause, ("report",))
            value = self.value(main, False) if main is not None else None
            if value is not None:
                return resolve(mention, value), span
            if self.day is not None and mention.offset_days >= 0 and self.day.day > mention.offset_days + 2:
                return self.day.isoformat()[:7], span  # the day is not told, the month is sure
        return None

    # -- in what it is tied to -----------------------------------------------------------------------------------

    def _around(self, act: Act) -> DateMention | None:
        predicate = act.predicate
        if (found := self._beneath(predicate)) is not None:
            return found
        if predicate.kind != "verb" and predicate.phrase is not None and predicate.clause.kind != "part":
            if not self._shares_time(act, predicate.phrase):
                return None
            if (found := self._of_clause(predicate.clause)) is not None:
                return found
        return self._above(act, predicate.clause) or self._ahead(predicate)

    def _beneath(self, predicate: Predicate) -> DateMention | None:
        """The date of the clause that describes an act ("المعارك التي اندلعت أمس") or a verb's circumstance."""
        if predicate.kind == "verb":
            return self._circumstance(predicate.clause)
        inner = predicate.phrase.clauses if predicate.phrase is not None else []
        return next((found for clause in inner if (found := self._in_clause(clause)) is not None), None)

    def _of_clause(self, clause: Clause) -> DateMention | None:
        return self._in_clause(clause) or self._circumstance(clause)

    def _circumstance(self, clause: Clause) -> DateMention | None:
        """The date told of an act in which another happened: "قتل جنديان في انفجار وقع أمس"."""
        for phrase in clause.pps:
            if phrase.prep not in _SAME_TIME or phrase.head not in self.acts:
                continue
            for inner in phrase.clauses:
                found = self._in_clause(inner)
                if found is not None:
                    return found
        return None

    def _ahead(self, predicate: Predicate) -> DateMention | None:
        """The date at the end of two verbs that share a subject: "هاجم مسلحون القرية وأحرقوا منازلها أمس"."""
        if predicate.kind != "verb":
            return None
        for clause in self.s.clauses:
            if clause.kind != "coord" or clause.parent is not predicate.clause or clause.verb <= predicate.unit:
                continue
            shared = clause.subj is None or clause.subj is predicate.clause.subj
            return self._of_clause(clause) if shared or self._hurts(clause) else None
        return None

    def _hurts(self, clause: Clause) -> bool:
        lemma = self.units[clause.verb].lemma if clause.verb >= 0 else None
        return lemma is not None and lemma.plain in self.harms

    def _shares_time(self, act: Act, phrase: Phrase) -> bool:
        """Does a noun's act happen when the verb of its clause does?"""
        clause = act.predicate.clause
        whole = top(phrase)
        given = act.given
        if act.predicate.kind == "part":
            return not self.units[act.predicate.unit].det and clause.verb >= 0
        if given.governed and given.depth <= 1 and not given.says:
            return True
        if clause.verb < 0:
            return False
        heads = [link.head for link in whole.chain()]
        if act.predicate.unit not in heads or self.acts & set(heads[: heads.index(act.predicate.unit)]):
            return False
        if whole.prep:
            return whole.prep in _SAME_TIME
        return whole is clause.subj or whole is clause.obj or whole in clause.args

    def _above(self, act: Act, start: Clause) -> DateMention | None:
        """The date of the clause that an act's clause goes on, serves as a circumstance, or is said in."""
        clause = start
        for _ in range(_STEPS):
            outer = self._next_out(act, clause)
            if outer is None:
                return None
            if (found := self._of_clause(outer)) is not None:
                return found
            clause = outer
        return None

    def _next_out(self, act: Act, clause: Clause) -> Clause | None:
        if clause.kind == "coord":
            own = clause.subj is not None and clause.subj.first >= clause.first
            if not own and clause.subj_from.startswith("clause:"):
                return self.s.clauses[int(clause.subj_from[7:])]
            return clause.parent if not own or not self._is_reaction(act) else None
        if clause.kind == "comp" and act.says and set(act.says.codes) != set(act.actor.codes):
            return None
        if clause.kind in ("comp", "part"):
            return clause.parent
        if clause.kind == "adv":
            return clause.parent if self._marker(clause) in _MEANWHILE and not self._is_reaction(act) else None
        if clause.kind == "rel" and act.outcome.type != "CONSULT" and self._present(clause):
            return clause.parent
        return None

    @staticmethod
    def _is_reaction(act: Act) -> bool:
        cameo = (act.predicate.frame.cameo if act.predicate.frame is not None else "") or ""
        return act.outcome.type in _REACTIONS and not cameo.startswith(_SIGNED)

    def _marker(self, clause: Clause) -> str:
        return self.units[clause.marker].norm if clause.marker >= 0 else ""

    def _present(self, clause: Clause) -> bool:
        read = self.units[clause.verb].read if clause.verb >= 0 else None
        return read is not None and read.aspect == "i" and not read.fut

    def _month_after(self, act: Act) -> tuple[str | None, Span | None]:
        """The month of what the clause answers ("قطعت علاقاتها أمس بعد الهجوم"), where that can't be another month."""
        predicate = act.predicate
        if act.aux or not _is_earlier(predicate, self._marker(predicate.clause)):
            return _NONE
        clause = predicate.clause if predicate.kind == "noun" else predicate.clause.parent
        main = self._in_clause(clause, ("report",)) if clause is not None else None
        if main is None or main.value is None or main.precision == "year":
            return _NONE
        if len(main.value) == 10 and int(main.value[8:]) <= _SURE_AFTER:
            return _NONE
        return main.value[:7], Span(main.start, main.end)

    def _in_clause(self, clause: Clause, references: tuple[str, ...] = ("report", "previous")) -> DateMention | None:
        for mention in self._mentions(clause):
            if mention.sense == "at" and mention.reference in references:
                return mention
        return None

    def _mentions(self, clause: Clause) -> Iterator[DateMention]:
        return (m for m in self.dates if self.reach.clause(m.first) is clause)


def _is_earlier(predicate: Predicate, marker: str) -> bool:
    """Does an act stand after "after" or "in answer to"?"""
    if predicate.kind == "verb":
        return marker in _AFTER_WHICH
    if predicate.phrase is None:
        return False
    whole = top(predicate.phrase)
    return whole.head == predicate.unit and whole.prep in _BEFORE
