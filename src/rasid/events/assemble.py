"""From acts to records: the event or tie as it is written down, with its date, amount, place and evidence."""

from collections.abc import Sequence
from typing import Final

from rasid.actors.party import NOBODY, Party
from rasid.arabic.dates import DateMention
from rasid.arabic.numbers import Amount as Counted
from rasid.events.act import Act
from rasid.events.amounts import Amounts
from rasid.events.match import Matcher
from rasid.events.own_dates import Told
from rasid.events.predicate import Predicate
from rasid.events.reach import Reach
from rasid.events.reality import Reality
from rasid.events.when import Dating
from rasid.records import Article, Event, Place, Span
from rasid.syntax.tree import Phrase, Sentence
from rasid.tables import Tables
from rasid.tables.names import Entity

_HISTORICAL_YEARS: Final = 2
_YEAR: Final = 4  # letters of an ISO year
_PROMISES: Final = frozenset(("AGREE", "THREATEN", "REQUEST"))  # types that look ahead by themselves
_FIGHTERS: Final = frozenset(("suicide-attack", "explosives"))  # modes of fighters
_DEEDS: Final = frozenset(("ASSAULT", "COERCE", "MOBILIZE", "AID", "SANCTION", "COOPERATE"))  # not done by words


class Assembler:
    """Writes the acts of one sentence down as events and ties."""

    def __init__(
        self, article: Article, sentence: Sentence, matcher: Matcher, predicates: Sequence[Predicate],
        dates: Sequence[DateMention], amounts: Sequence[Counted], tables: Tables, told: Told | None, number: int,
    ) -> None:  # fmt: skip
        self.article = article
        self.s = sentence
        self.units = sentence.units
        self.tables = tables
        reach = Reach(sentence, matcher)
        self.dating = Dating(sentence, reach, dates, predicates, tables, article.date, told, number)
        self.amounts = Amounts(sentence, reach, amounts, predicates, tables)
        self.reality = Reality(reach, list(dates), tables.weights, article.date.year if article.date else None)
        self.noted: list[tuple[Event, list[str]]] = []
        """The events, each with what was weighed for its modes."""

    def event(self, act: Act, sure: float = 1.0) -> Event | None:
        outcome, predicate = act.outcome, act.predicate
        frame = predicate.frame
        if frame is None:
            return None
        when, when_span = self.dating.when(act)
        aux, notes = self.reality.weighed(act, self._aux(act, when), when)
        actor = act.actor.codes
        if act.outcome.type == "PROTEST":  # by PLOVER's definition the act of people, not of their state
            actor = tuple(f"{code}:CIV" if code in self.tables.states else code for code in actor)
        if outcome.mode in _FIGHTERS:
            actor = tuple(self._fighter(code, act) for code in actor)
        recipient = tuple(code for code in act.recipient.codes if code not in actor)
        if not recipient and act.recipient.codes == actor and len(actor) == 1:
            recipient = actor  # "اعتقلت الشرطة الرئيس": both act for one state
        trigger = self.trigger(predicate)
        attribution = self.attribution(act, actor)
        score = self.tables.scores.get(f"{outcome.type}.{outcome.mode}" if outcome.mode else outcome.type)
        where = self.where(predicate)
        event = Event(
            id="", type=outcome.type, actor=actor, recipient=recipient, trigger=trigger.cut(self.article.text),
            trigger_span=trigger, evidence=Span(self.s.start, self.s.end), rule=frame.rule, aux=aux, confidence=sure,
            attribution=attribution.codes, mode=outcome.mode, context=frame.context, when=when,
            amount=self.amounts.of(act), where=where, cameo=frame.cameo,
            score=score if score is not None else self.tables.scores.get(outcome.type),
            actor_spans=_as_spans(act.actor), recipient_spans=_as_spans(act.recipient),
            attribution_spans=_as_spans(attribution), when_span=when_span,
        )  # fmt: skip
        self.noted.append((event, notes))
        return event

    def _fighter(self, code: str, act: Act) -> str:
        """ "فجرت امرأة نفسها", "زرع شابان عبوة": whoever sets off bombs is no civilian, unless he is of a crowd that
        throws them, and who dies by it no state, unless a state is blamed."""
        state, _, role = code.partition(":")
        if role == "CIV":
            return code if self._of_crowd(act.predicate) else f"{state}:INS"
        unnamed = act.outcome.mode == "suicide-attack" and act.actor.how not in ("name", "office")
        return f"{code}:INS" if unnamed and code in self.tables.states else code

    def _of_crowd(self, predicate: Predicate) -> bool:
        """Does the word for who acts tell of a protest by itself ("متظاهر")?"""
        subject = predicate.fills.get("SUBJ")
        if subject is None or subject.phrase is None:
            return False
        lemma = self.units[subject.phrase.head].lemma
        return lemma is not None and any(o.type == "PROTEST" for frame in lemma.frames for o in frame.outcomes)

    def trigger(self, predicate: Predicate) -> Span:
        unit = self.units[predicate.unit]
        start = unit.start + len(unit.conj)
        return Span(min(start, unit.end - 1), unit.end)

    def _aux(self, act: Act, when: str | None) -> tuple[str, ...]:
        aux = [mode for mode in act.aux if not (mode == "future" and act.outcome.type in _PROMISES)]
        date = self.article.date
        if not when or date is None:
            return tuple(aux)
        long_ago = int(when[:4]) <= date.year - _HISTORICAL_YEARS and not self.dating.lasts(act.predicate)
        if long_ago and "historical" not in aux:
            aux = [mode for mode in aux if mode != "future"] + ["historical"]
        ahead = len(when) > _YEAR and when > date.isoformat()[: len(when)] and act.outcome.type not in _PROMISES
        if ahead and not {"hypothetical", "future", "negation"} & set(aux):
            aux.append("future")
        return tuple(aux)

    def attribution(self, act: Act, actor: tuple[str, ...]) -> Party:
        """The speaker, unless what he does himself is done by saying it: a claim to have struck is only a claim."""
        says = act.says
        if not says or (set(says.codes) == set(actor) and act.outcome.type not in _DEEDS):
            return NOBODY
        return says

    # -- places -------------------------------------------------------------------------------------------------

    def where(self, predicate: Predicate) -> Place | None:
        """The place that the clause names; else the dateline's for what the report itself tells first."""
        for phrase in predicate.clause.pps:
            if phrase.prep in self.tables.classes.place_preps:
                found = self._place_in(phrase)
                if found is not None:
                    return found
        return None

    def _place_in(self, phrase: Phrase) -> Place | None:
        for link in phrase.chain():
            for k in (link.head, *link.names):
                unit = self.units[k]
                for number in unit.entities:
                    entity = self.tables.names.entities[number]
                    if entity.kind in ("place", "capital"):
                        return place_of(entity, Span(unit.start, unit.end))
        return None


def place_of(entity: Entity, span: Span | None) -> Place:
    country = entity.country or (entity.codes[0] if entity.codes else None)
    return Place(entity.name, country, entity.precision or entity.kind, entity.lat, entity.lon, span)


def _as_spans(party: Party) -> tuple[Span, ...]:
    return tuple(Span(start, end) for start, end in dict.fromkeys(party.spans))
