"""From acts to records: dates, amounts, places, evidence, ids; and an act told twice is kept once."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from rasid.actors.party import NOBODY, Party
from rasid.arabic.dates import DateMention, resolve
from rasid.arabic.numbers import Amount as Counted
from rasid.events.acts import Act
from rasid.events.match import Matcher, Predicate
from rasid.records import Amount, Article, Event, Place, Span, Tie, record_id
from rasid.syntax.tree import Clause, Phrase, Sentence
from rasid.tables import Tables
from rasid.tables.names import Entity

_PLACE_PREPS: Final = frozenset(("في", "ب", "قرب", "شمال", "جنوب", "شرق", "غرب", "داخل", "الي", "علي", "قبالة", "وسط"))  # in, near, north of …
_HISTORICAL_YEARS: Final = 2
_PROMISES: Final = frozenset(("AGREE", "THREATEN", "REQUEST"))  # types that look ahead by themselves
_PERSONS: Final = frozenset(("ASSAULT", "PROTEST", "COERCE", "RETREAT", "MOBILIZE"))
_MONEY: Final = frozenset(("AID", "AGREE", "SANCTION", "COOPERATE", "SUPPORT", "REQUEST"))
_FAR: Final = 10
_NEAR_ATTACK: Final = 14
_ATTACK_MODES: Final = frozenset(("aerial", "drone", "firearms", "heavy-weapons", "explosives", "suicide-attack", "crowd-control"))


class Assembler:
    """Writes the acts of one sentence down as events and ties."""

    def __init__(
        self, article: Article, sentence: Sentence, matcher: Matcher, dates: Sequence[DateMention], amounts: Sequence[Counted],
        tables: Tables, place: Place | None, version: str, previous: str | None,
    ) -> None:  # fmt: skip
        self.article = article
        self.s = sentence
        self.units = sentence.units
        self.m = matcher
        self.dates = dates
        self.amounts = amounts
        self.tables = tables
        self.place = place
        self.version = version
        self.told = previous
        self.unit_at = {t: unit.i for unit in sentence.units for t in range(unit.first, unit.last)}

    def event(self, act: Act, sure: float = 1.0) -> Event | None:
        outcome, predicate = act.outcome, act.predicate
        frame = predicate.frame
        if frame is None:
            return None
        self.governed = act.given.governed and act.given.depth <= 1 and not act.given.says
        when, when_span = self.when(predicate, "future" in act.aux)
        aux = self._aux(act, when)
        actor = act.actor.codes
        recipient = tuple(code for code in act.recipient.codes if code not in actor)
        trigger = self.trigger(predicate)
        attribution = self.attribution(act, actor)
        score = self.tables.scores.get(f"{outcome.type}.{outcome.mode}" if outcome.mode else outcome.type)
        where = self.where(predicate)
        return Event(
            id="", type=outcome.type, actor=actor, recipient=recipient, trigger=trigger.cut(self.article.text),
            trigger_span=trigger, evidence=Span(self.s.start, self.s.end), rule=frame.rule, aux=aux, confidence=sure,
            attribution=attribution.codes, mode=outcome.mode, context=frame.context, when=when,
            amount=self.amount(predicate, outcome.type), where=where, cameo=frame.cameo,
            score=score if score is not None else self.tables.scores.get(outcome.type),
            actor_spans=_as_spans(act.actor), recipient_spans=_as_spans(act.recipient),
            attribution_spans=_as_spans(attribution), when_span=when_span,
        )  # fmt: skip

    def trigger(self, predicate: Predicate) -> Span:
        unit = self.units[predicate.unit]
        start = unit.start + (len(unit.conj) if predicate.kind == "verb" else len(unit.conj))
        return Span(min(start, unit.end - 1), unit.end)

    def _aux(self, act: Act, when: str | None) -> tuple[str, ...]:
        aux = [mode for mode in act.aux if not (mode == "future" and act.outcome.type in _PROMISES)]
        date = self.article.date
        if when and date and int(when[:4]) <= date.year - _HISTORICAL_YEARS and "historical" not in aux:
            aux = [mode for mode in aux if mode not in ("future",)] + ["historical"]
        if when and date and len(when) == 10 and when > date.isoformat() and not {"hypothetical", "future", "negation"} & set(aux):
            if act.outcome.type not in _PROMISES:
                aux.append("future")
        return tuple(aux)

    def attribution(self, act: Act, actor: tuple[str, ...]) -> Party:
        """The speaker, unless he only speaks of what he does himself."""
        says = act.says
        if not says or (set(says.codes) == set(actor)):
            return NOBODY
        return says

    # -- time ----------------------------------------------------------------------------------------------------

    def _clause_of_token(self, token: int) -> Clause | None:
        unit = self.unit_at.get(token)
        while unit is not None and unit > 0 and (self.units[unit].time or self.units[unit].pos in "KUP"):
            unit -= 1
        return self.m.clause_of[unit] if unit is not None else None

    def _date_for(self, predicate: Predicate) -> DateMention | None:
        best: DateMention | None = None
        best_distance = 99
        at = self.units[predicate.unit].first
        for date in self.dates:
            if date.kind == "named":
                continue
            clause = self._clause_of_token(date.first)
            distance = date.first - at if date.first >= at else (at - date.last) + 2
            if predicate.kind == "verb":
                if clause is not predicate.clause and not (predicate.clause.first <= self.unit_at.get(date.first, -1) < predicate.clause.last):
                    continue
            else:
                if clause is not predicate.clause or not 0 < date.first - at <= _FAR:
                    continue
                if any(at < self.units[p.unit].first < date.first for p in self.m_predicates if p.frame is not None):
                    continue
            if distance < best_distance:
                best, best_distance = date, distance
        return best

    def _date_above(self, predicate: Predicate) -> DateMention | None:
        """The date of the verb that an act without one hangs on: a light verb, a participle's clause, the verb before و,
        the verb of saying."""
        clause: Clause | None = predicate.clause
        if predicate.phrase is not None:
            for inner in predicate.phrase.clauses:
                for date in self.dates:
                    if self._clause_of_token(date.first) is inner and date.kind != "named":
                        return date
        own = predicate.kind == "verb"
        if predicate.kind == "noun" and not self.governed:
            return None
        steps = 0
        while clause is not None and steps < 4:
            if not own:
                found = self._in_clause(clause)
                if found is not None:
                    return found
            own = False
            if clause.kind == "coord" and clause.subj_from.startswith("clause:"):
                clause = self.s.clauses[int(clause.subj_from[7:])]
            elif clause.kind == "comp":
                clause = clause.parent
            else:
                return None
            steps += 1
        return None

    def _in_clause(self, clause: Clause) -> DateMention | None:
        for date in self.dates:
            if self._clause_of_token(date.first) is clause and date.kind != "named" and date.sense == "at":
                return date
        return None

    governed = False
    m_predicates: Sequence[Predicate] = ()

    def value(self, date: DateMention, future: bool) -> str | None:
        if date.reference != "report" and self.told:
            return resolve(date, self.told) or date.value
        if future and date.future:
            return date.future
        return date.value

    def when(self, predicate: Predicate, future: bool) -> tuple[str | None, Span | None]:
        date = self._date_for(predicate) or self._date_above(predicate)
        if date is None or date.sense in ("since", "until"):
            return None, None
        value = self.value(date, future)
        return value, Span(date.start, date.end)

    # -- amounts and places --------------------------------------------------------------------------------------

    def amount(self, predicate: Predicate, kind: str) -> Amount | None:
        best: Counted | None = None
        best_distance = 99
        at = self.units[predicate.unit].first
        for amount in self.amounts:
            if amount.kind in (None, "duration", "measure") and kind not in ("tie", "AID", "COOPERATE"):
                continue
            if kind in _PERSONS and amount.kind not in ("persons", "things"):
                continue
            if kind != "tie" and amount.kind == "share":
                continue
            if kind == "tie" and amount.kind not in ("share", "persons", "money"):
                continue
            clause = self._clause_of_token(amount.first)
            distance = amount.first - at if amount.first >= at else at - amount.first + 2
            inside = any(f.phrase is not None and f.phrase.first <= self.unit_at.get(amount.first, -1) < f.phrase.last for f in predicate.fills.values())
            if not inside and (clause is not predicate.clause or distance > 2 * _FAR):
                continue
            if inside:
                distance -= 20
            if distance < best_distance:
                best, best_distance = amount, distance
        if best is None:
            return None
        return Amount(best.value, best.unit, best.qualifier, best.of, Span(best.start, best.end))

    def where(self, predicate: Predicate) -> Place | None:
        """The place that the clause names; else the dateline's for what the report itself tells first."""
        for phrase in predicate.clause.pps:
            if phrase.prep in _PLACE_PREPS:
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
    return Place(entity.name, entity.country or (entity.codes[0] if entity.codes else None), entity.precision or entity.kind, entity.lat, entity.lon, span)


def _as_spans(party: Party) -> tuple[Span, ...]:
    return tuple(Span(start, end) for start, end in dict.fromkeys(party.spans))


def fuse(acts: list[Act]) -> list[Act]:
    """An attack and the deaths it caused are one act: "قتل جنديان في هجوم شنه مسلحون".

    Two ASSAULTs of a sentence, near each other and with the same auxiliary modes, of which each tells what the other
    leaves open (who attacked, who was hit), become one.
    """
    out: list[Act] = []
    for act in acts:
        for k, other in enumerate(out):
            if _one_attack(other, act):
                actor = other.actor if other.actor else act.actor
                recipient = _sharper(other.recipient, act.recipient)
                keep = other if other.actor or not act.actor else act
                out[k] = replace(keep, actor=actor, recipient=recipient)
                break
        else:
            out.append(act)
    return out


def _one_attack(one: Act, two: Act) -> bool:
    if one.outcome.kind != "event" or two.outcome.kind != "event" or not one.outcome.type == two.outcome.type == "ASSAULT":
        return False
    if _is_attack(one) == _is_attack(two) or "abduct" in (one.outcome.mode, two.outcome.mode):
        return False
    if set(one.aux) != set(two.aux) or abs(one.predicate.unit - two.predicate.unit) > _NEAR_ATTACK:
        return False
    if one.actor and two.actor and set(one.actor.codes) != set(two.actor.codes):
        return False
    a, b = _bases(one.recipient), _bases(two.recipient)
    return not a or not b or bool(a & b)


def _is_attack(act: Act) -> bool:
    """Is the act told as an attack (هجوم, غارة, فتح النار) rather than by what it did to people?"""
    if act.predicate.kind == "noun" and "attack" in act.noun_classes:
        return True
    return act.predicate.kind == "verb" and act.outcome.mode in _ATTACK_MODES


def _bases(party: Party) -> set[str]:
    return {code.split(":")[0] for code in party.codes}


def _sharper(one: Party, two: Party) -> Party:
    """The party that says more: with a role rather than only a country."""
    if not one.codes or (two.codes and any(":" in c for c in two.codes) and not any(":" in c for c in one.codes)):
        return two
    return one


def once(events: list[Event]) -> list[Event]:
    """Drop a later mention that adds nothing: the same act between the same parties."""
    kept: list[Event] = []
    for event in events:
        for k, other in enumerate(kept):
            if same(other, event):
                kept[k] = _richer(other, event)
                break
        else:
            kept.append(event)
    return kept


def same(one: Event, two: Event) -> bool:
    """Do two events of an article tell the same act?"""
    if one.type != two.type or ("negation" in one.aux) != ("negation" in two.aux):
        return False
    if one.evidence == two.evidence and one.trigger != two.trigger:
        return False  # two words of one sentence tell two acts
    if ("historical" in one.aux) != ("historical" in two.aux):
        return False
    if one.when and two.when and one.when[: len(two.when)] != two.when[: len(one.when)]:
        return False
    parties = set(one.actor) | set(one.recipient)
    others = set(two.actor) | set(two.recipient)
    if set(one.actor) == set(two.actor) and set(one.recipient) == set(two.recipient):
        return True
    if one.type in ("CONSULT", "SUPPORT") and parties == others:
        return one.type == "CONSULT"
    if not others or not parties:
        return False
    if not two.actor and two.recipient and set(one.recipient) == set(two.recipient):
        return True
    return bool(set(one.actor) == set(two.actor) and (not two.recipient or not one.recipient))


def _richer(first: Event, second: Event) -> Event:
    """The first mention, with what only the second tells."""
    better = second if not first.recipient and second.recipient else first
    other = first if better is second else second
    return replace(
        better, when=better.when or other.when, when_span=better.when_span or other.when_span,
        amount=better.amount or other.amount, where=better.where or other.where,
    )  # fmt: skip


def with_ids(article: Article, events: list[Event], ties: list[Tie], version: str) -> tuple[tuple[Event, ...], tuple[Tie, ...]]:
    """Deterministic ids: the same article and coder give the same."""
    return (
        tuple(replace(e, id=record_id(version, article.id, e.type, e.trigger_span.start, e.rule, k)) for k, e in enumerate(events)),
        tuple(replace(t, id=record_id(version, article.id, t.kind, t.trigger_span.start, t.rule, k)) for k, t in enumerate(ties)),
    )
