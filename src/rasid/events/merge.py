"""An act told twice is kept once: an attack and its dead, a headline and its report."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Final

from rasid.actors.party import NOBODY, Party
from rasid.events.act import Act, top_of
from rasid.events.weigh import GUESSED
from rasid.records import Article, Event, Tie, record_id
from rasid.syntax.tree import Unit
from rasid.tables.word_classes import WordClasses

_NEAR_ATTACK: Final = 14
_HARM_NEAR: Final = 24
_APART: Final = frozenset(("abduct", "torture", "sexual", "legal", "territory"))
"""Modes and contexts of acts that are not what an attack did."""
_TOOLS: Final = frozenset(("weapons", "vehicle", "attack"))
_TOOL_NEAR: Final = 4
_ATTACK_MODES: Final = frozenset(
    ("aerial", "drone", "firearms", "heavy-weapons", "explosives", "suicide-attack", "crowd-control")
)


def fuse(acts: list[Act], harms: Mapping[str, str], units: Sequence[Unit], classes: WordClasses) -> list[Act]:
    """An attack and the deaths it caused are one act: "قتل جنديان في هجوم شنه مسلحون"; so are its dead and its hurt.

    Two ASSAULTs of a sentence, near each other and with the same auxiliary modes, of which each tells what the other
    leaves open (who attacked, who was hit), become one.
    """
    out: list[Act] = []
    told: set[int] = set()  # which are told both as an attack and by what it did
    for act in acts:
        for k, other in reversed(list(enumerate(out))):
            if _one_attack(other, act, harms, classes, k in told and act.predicate.lemma.plain not in harms):
                first = bool(_known(other.actor)) or not _known(act.actor)
                keep, lost = (other, act) if first else (act, other)
                actor = keep.actor or lost.actor
                recipient = _sharper(_hit(other, classes), _hit(act, classes)) or keep.recipient or lost.recipient
                also = (*keep.also, lost.predicate, *lost.also)
                out[k] = replace(keep, actor=actor, recipient=recipient, also=also)
                told.add(k)
                break
            if _named_twice(other, act):
                keep, lost = (act, other) if act.actor and not other.actor else (other, act)
                also = (*keep.also, lost.predicate, *lost.also)
                out[k] = replace(keep, recipient=keep.recipient or lost.recipient, also=also)
                break
            if (
                _dead_and_hurt(other, act, harms)
                or _one_march(other, act)
                or _means_to(other, act, classes)
                or _told_of_weapon(other, act, units)
                or _again(other, act, units)
            ):
                recipient = other.recipient or act.recipient
                also = (*other.also, act.predicate, *act.also)
                out[k] = replace(other, actor=other.actor or act.actor, recipient=recipient, also=also)
                break
        else:
            out.append(act)
    return out


def _one_march(one: Act, two: Act) -> bool:
    """Are two verbs of a sentence told of the same crowd: "حملوا لافتات ورددوا شعارات", "أغلقوا الطريق وأحرقوا
    الإطارات"?"""
    for act in (one, two):
        if act.outcome.kind != "event" or act.outcome.type != "PROTEST" or act.predicate.kind != "verb":
            return False
    demos = one.outcome.mode == "demo" and two.outcome.mode == "demo"
    if set(one.aux) != set(two.aux) or (two.recipient and two.recipient.how not in GUESSED and not demos):
        return False
    same = not one.recipient or not two.recipient or set(one.recipient.codes) == set(two.recipient.codes)
    return same and (not one.actor or not two.actor or set(one.actor.codes) == set(two.actor.codes))


def _means_to(one: Act, two: Act, classes: WordClasses) -> bool:
    """Is the second act what the first was to bring about, to the same people: "أطلقوا الغاز لتفريق المحتجين"?"""
    if any(act.outcome.kind != "event" or act.outcome.type != "COERCE" for act in (one, two)):
        return False
    phrase = two.predicate.phrase
    if phrase is None or phrase.prep not in classes.aim_preps or "hypothetical" not in two.aux or one.aux:
        return False
    hit = not one.recipient or not two.recipient or bool(_bases(one.recipient) & _bases(two.recipient))
    return hit and two.predicate.clause is one.predicate.clause


def _named_twice(one: Act, two: Act) -> bool:
    """Does a general word open the phrase that names the attack: "عمليات القصف", "محاولة اغتيال", "حملة دهم"?"""
    kinds = {(act.outcome.kind, act.outcome.type) for act in (one, two)}
    if kinds not in ({("event", "ASSAULT")}, {("event", "COERCE")}):
        return False
    phrase = one.predicate.phrase
    return phrase is not None and phrase.gen is not None and phrase.gen is two.predicate.phrase


def _told_of_weapon(one: Act, two: Act, units: Sequence[Unit]) -> bool:
    """Does a clause about the weapon tell the attack again ("في هجوم بسيارة استهدفت دورية", "انفجار عبوة انفجرت")?"""
    if any(act.outcome.kind != "event" or act.outcome.type != "ASSAULT" or _apart(act) for act in (one, two)):
        return False
    clause = two.predicate.clause
    anchor = clause.anchor if clause.kind == "rel" and two.predicate.kind == "verb" else None
    lemma = units[anchor.head].lemma if anchor is not None else None
    if anchor is None or lemma is None or lemma.classes.isdisjoint(_TOOLS) or not _is_attack(one):
        return False
    return 0 <= anchor.head - one.predicate.unit <= _TOOL_NEAR


def _again(one: Act, two: Act, units: Sequence[Unit]) -> bool:
    """Does a bare definite noun name an attack again that the sentence has told: "قتل اثنان ... منفذ الهجوم"?"""
    predicate, phrase = two.predicate, two.predicate.phrase
    if any(act.outcome.kind != "event" or act.outcome.type != "ASSAULT" or _apart(act) for act in (one, two)):
        return False
    unit = units[predicate.unit]
    if predicate.fills or phrase is None or not unit.det or unit.conj or not _is_attack(two):
        return False
    return not (phrase.adjs or phrase.clauses or phrase.gen or phrase.conj) and set(one.aux) == set(two.aux)


def _one_attack(one: Act, two: Act, harms: Mapping[str, str], classes: WordClasses, both: bool = False) -> bool:
    if any(act.outcome.kind != "event" or act.outcome.type != "ASSAULT" for act in (one, two)):
        return False
    if (both or _is_attack(one)) == _is_attack(two) or _apart(one) or _apart(two) or _answered(one, two, classes):
        return False
    reach = _HARM_NEAR if _is_attack(one) and two.predicate.lemma.plain in harms else _NEAR_ATTACK
    near = abs(one.predicate.unit - two.predicate.unit) <= reach or _dies_in(one, two, classes)
    if set(one.aux) != set(two.aux) or not near:
        return False
    agents = _known(one.actor), _known(two.actor)
    if all(agents) and agents[0] != agents[1]:
        return False
    a, b = (_known(_hit(act, classes)) and _bases(act.recipient) for act in (one, two))
    return not a or not b or bool(a & b)


def _hit(act: Act, classes: WordClasses) -> Party:
    """Whom an act hit; nobody where its words tell only the place: "قتل سائح إسباني في هجوم في مأرب"."""
    fill = act.predicate.fills.get("TO")
    where = fill is not None and fill.phrase is not None and fill.phrase.prep in classes.site_preps
    return NOBODY if where and act.recipient.how in ("name", "place") else act.recipient


def _dead_and_hurt(one: Act, two: Act, harms: Mapping[str, str]) -> bool:
    """Does the second act tell the hurt of the deed whose dead the first tells ("قتل متظاهر وجرح اثنان")?"""
    if any(act.outcome.kind != "event" or act.outcome.type != "ASSAULT" for act in (one, two)):
        return False
    told = harms.get(one.predicate.lemma.plain), harms.get(two.predicate.lemma.plain)
    if told != ("killed", "wounded") or two.predicate.unit - one.predicate.unit > _NEAR_ATTACK:
        return False
    agents = {*one.actor.codes}, {*two.actor.codes}
    return set(one.aux) == set(two.aux) and (not all(agents) or agents[0] == agents[1])


def _is_attack(act: Act) -> bool:
    """Is the act told as an attack (هجوم, غارة, فتح النار) rather than by what it did to people?"""
    if act.predicate.kind == "noun" and "attack" in act.noun_classes:
        return True
    return act.predicate.kind in ("verb", "noun") and act.outcome.mode in _ATTACK_MODES


def _apart(act: Act) -> bool:
    """An act that is never the outcome of an attack: an abduction, torture, an execution, an occupation."""
    frame = act.predicate.frame
    sorts = frame.context if frame is not None and not _is_attack(act) else ()
    return act.outcome.mode in _APART or not _APART.isdisjoint(sorts)


def _answered(one: Act, two: Act, classes: WordClasses) -> bool:
    """Does the second act tell what the first answered ("اشتباكات إثر مقتل متظاهر")?"""
    phrase = two.predicate.phrase
    return _is_attack(one) and phrase is not None and top_of(phrase).prep in classes.answered_preps


def _dies_in(one: Act, two: Act, classes: WordClasses) -> bool:
    """Is the second act the attack in which the first happened ("قتل شرطيان ... في هجوم")?"""
    phrase = two.predicate.phrase
    return phrase is not None and phrase.prep in classes.cause_preps and two.predicate.clause is one.predicate.clause


def _known(party: Party) -> set[str]:
    """The codes of a party but those that say only that somebody unknown is meant, or that are mere guesses."""
    if party.how in GUESSED:
        return set()
    return {code for code in party.codes if not code.startswith("XXX")}


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
    if any((mode in one.aux) != (mode in two.aux) for mode in ("historical", "hypothetical")):
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


def date_headline(events: list[Event], end: int) -> list[Event]:
    """The events of the headline, which ends at ``end``, with the dates that the report gives the same acts."""
    dated = [event for event in events if event.when and event.evidence.start >= end]
    out: list[Event] = []
    for event in events:
        if event.when is None and event.evidence.end <= end:
            told = next((other for other in dated if _retold(event, other)), None)
            if told is not None:
                event = replace(event, when=told.when, when_span=told.when_span)
        out.append(event)
    return out


def _retold(one: Event, two: Event) -> bool:
    """Does a later event tell what a headline told: the same type and aux, the same agent or the same sides?"""
    if one.type != two.type or set(one.aux) != set(two.aux):
        return False
    parties, others = {*one.actor, *one.recipient}, {*two.actor, *two.recipient}
    if one.actor and set(one.actor) & set(two.actor):
        if set(one.actor) == set(two.actor) and one.rule == two.rule:
            return True  # told in the same words
        return not one.recipient or not two.recipient or bool(set(one.recipient) & set(two.recipient))
    return len(parties & others) > 1


def _richer(first: Event, second: Event) -> Event:
    """The first mention, with what only the second tells."""
    better = second if not first.recipient and second.recipient else first
    other = first if better is second else second
    return replace(
        better, when=better.when or other.when, when_span=better.when_span or other.when_span,
        amount=better.amount or other.amount, where=better.where or other.where,
    )  # fmt: skip


def with_ids(
    article: Article, events: list[Event], ties: list[Tie], version: str
) -> tuple[tuple[Event, ...], tuple[Tie, ...]]:
    """Deterministic ids: the same article and coder give the same."""

    def made(kind: str, record: Event | Tie, k: int) -> str:
        return record_id(version, article.id, kind, record.trigger_span.start, record.rule, k)

    return (
        tuple(replace(event, id=made(event.type, event, k)) for k, event in enumerate(events)),
        tuple(replace(tie, id=made(tie.kind, tie, k)) for k, tie in enumerate(ties)),
    )
