"""Which date belongs to which act.

A date stands in a clause, and an act takes the date of its own clause; without one, that of the clause or phrase it is
tied to: a noun's date is its verb's, a circumstance's that of the main clause, a second deed's that of the first.
"""

from dataclasses import replace
from datetime import date
from typing import Final

from rasid.arabic.dates import DateMention, resolve
from rasid.events.act import Act
from rasid.events.own_dates import OwnDates
from rasid.events.predicate import Predicate
from rasid.events.reach import top
from rasid.records import Span
from rasid.syntax.tree import Clause, Phrase

_SURE_AFTER: Final = 7
_SIGNED: Final = "057"  # CAMEO: sign formal agreement
_STEPS: Final = 4
_REACTIONS: Final = frozenset(
    ("ACCUSE", "SUPPORT", "REQUEST", "REJECT", "THREATEN", "AGREE")
)  # what others say of a deed later
_PROMISES: Final = frozenset(("AGREE", "THREATEN", "REQUEST"))  # done by being said, whenever their content is to come
_RECENT: Final = 7
_DAY: Final = 10  # characters of an ISO day
_NONE: Final = (None, None)


class Dating(OwnDates):
    """The dates of one sentence and the acts they belong to."""

    def when(self, act: Act) -> tuple[str | None, Span | None]:
        """The ISO day, month or year of an act and the words that tell it."""
        for predicate in (act.predicate, *act.also):
            found = self._told(act if predicate is act.predicate else replace(act, predicate=predicate))
            if found[0] is not None:
                return found
        month = self._month_after(act)
        return month if month[0] is not None else self._carried(act)

    def _told(self, act: Act) -> tuple[str | None, Span | None]:
        """The date that one of an act's words has."""
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
        elif found is None:
            found = self._beneath(act.predicate)
            if found is None and future and (around := self._around(act)) is not None and self._is_ahead(around, True):
                found = around
        return (self.value(found, future), Span(found.start, found.end)) if found is not None else _NONE

    def _carried(self, act: Act) -> tuple[str | None, Span | None]:
        """The day told in the sentence before, for a vote on what it tells, or a meeting or signing of its parties."""
        told, predicate = self.told, act.predicate
        if told is None or self.day is None or self.number - told.sentence > 1 or act.aux or self.dates:
            return _NONE
        if len(told.when) < _DAY or not 0 <= (self.day - date.fromisoformat(told.when)).days <= _RECENT:
            return _NONE
        if not self._done(predicate) or predicate.clause.kind not in ("root", "coord", "adv"):
            return _NONE
        parties = frozenset((*act.actor.codes, *act.recipient.codes))
        same = any(len(parties) > 1 and parties <= others for others in told.parties)
        met = act.outcome.type == "CONSULT" or self._signs(act)
        return (told.when, None) if self._votes(act) or (same and met) else _NONE

    def lasts(self, predicate: Predicate) -> bool:
        """Is an act's date the one since which it goes on?"""
        return (own := self._own(predicate)) is not None and own.sense == "since"

    # -- counted from another act --------------------------------------------------------------------------------

    def _counted_from(self, act: Act) -> tuple[str | None, Span | None] | None:
        """ "بعد يومين من الهجوم", "غداة القمة": the act is so many days before the act that the clause tells."""
        clause = act.predicate.clause
        inner = clause.kind == "rel" and clause.parent is not None
        if act.predicate.kind != "noun" and not inner:
            return None
        unit = self.units[act.predicate.unit]
        for mention in self.dates:
            if mention.reference != "next" or mention.offset_days is None or mention.last > unit.first:
                continue
            between = self.units[self.reach.unit(mention.last - 1) + 1 : unit.i]
            if inner and clause.parent is not None:  # "غداة هجوم شنته الحركة"
                between = self.units[self.reach.unit(mention.last - 1) + 1 : clause.first]
                if any(u.pos in "VK" for u in between):
                    continue
                clause = clause.parent
            elif len(between) > 1:
                continue
            span = Span(mention.start, mention.end)
            main = self._in_clause(clause, ("report",))
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
            if phrase.prep not in self.classes.same_time_preps or phrase.head not in self.acts:
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
            at = (min(whole.first, whole.prep_at) if whole.prep_at >= 0 else whole.first) - 1
            while at > 0 and self.units[at].pos == "A":
                at -= 1
            before = self.units[at].lemma if at >= 0 else None
            agreed = act.outcome.mode == "ceasefire" and before is not None and "agreement" in before.classes
            return agreed or whole.prep in self.classes.same_time_preps
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
        reported = act.says and set(act.says.codes) != set(act.actor.codes) and act.outcome.type != "AGREE"
        if clause.kind == "comp" and reported:
            return None
        if clause.kind in ("comp", "part"):
            return clause.parent
        if clause.kind == "adv":
            own = clause.subj is not None and clause.subj.first >= clause.first
            if not own or not self._is_reaction(act):
                loose = clause.marker < 0 and self._votes(act)  # "فرض حظرا امتنعت ألمانيا عن التصويت عليه"
                return clause.parent if loose or self._marker(clause) in self.classes.meanwhile else None
            return None
        if clause.kind == "rel" and act.outcome.type != "CONSULT":
            same_time = self._present(clause) or self._happens_in(clause) or self._votes(act)
            return clause.parent if same_time else None
        return None

    def _happens_in(self, clause: Clause) -> bool:
        """Is a relative clause told of what happens in the thing that it describes ("ألقى خطابا شكر فيه الكويت")?"""
        return any(pp.kind == "pron" and pp.prep in self.classes.within_preps for pp in clause.pps)

    def _is_reaction(self, act: Act) -> bool:
        return act.outcome.type in _REACTIONS and not self._signs(act) and not self._votes(act)

    @staticmethod
    def _signs(act: Act) -> bool:
        cameo = (act.predicate.frame.cameo if act.predicate.frame is not None else "") or ""
        return cameo.startswith(_SIGNED)

    def _votes(self, act: Act) -> bool:
        """Is an act a vote or an abstention, cast in the sitting that is told of?"""
        fills = (fill.phrase for fill in act.predicate.fills.values() if fill.phrase is not None)
        heads = (self.units[phrase.head].lemma for phrase in fills)
        return any(lemma is not None and lemma.plain in self.classes.votes for lemma in (act.predicate.lemma, *heads))

    def _marker(self, clause: Clause) -> str:
        return self.units[clause.marker].norm if clause.marker >= 0 else ""

    def _present(self, clause: Clause) -> bool:
        read = self.units[clause.verb].read if clause.verb >= 0 else None
        return read is not None and read.aspect == "i" and not read.fut

    def _month_after(self, act: Act) -> tuple[str | None, Span | None]:
        """The month of what the clause answers ("قطعت علاقاتها أمس بعد الهجوم"), where that can't be another month."""
        predicate = act.predicate
        if act.aux or not self._is_earlier(predicate, self._marker(predicate.clause)):
            return _NONE
        after_which = self._marker(predicate.clause) in self.classes.after_which
        clause = predicate.clause if predicate.kind == "noun" and not after_which else predicate.clause.parent
        main = self._in_clause(clause, ("report",)) if clause is not None else None
        if main is None or main.value is None or main.precision == "year":
            return _NONE
        if len(main.value) == 10 and int(main.value[8:]) <= _SURE_AFTER:
            return _NONE
        return main.value[:7], Span(main.start, main.end)

    def _is_earlier(self, predicate: Predicate, marker: str) -> bool:
        """Does an act stand after "after" or "in answer to"?"""
        if predicate.kind == "verb":
            return marker in self.classes.after_which
        if predicate.phrase is None:
            return False
        whole = top(predicate.phrase)
        if marker in self.classes.after_which:
            return not whole.prep or whole.prep in self.classes.same_time_preps
        return whole.head == predicate.unit and whole.prep in self.classes.after_preps
