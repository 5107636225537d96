"""From an act that states a standing relation to the record of a tie."""

from typing import Final

from rasid.events.act import Act
from rasid.events.assemble import Assembler
from rasid.events.predicate import Predicate
from rasid.records import Span, Tie

_FAR: Final = 20  # words between a tie and the date that tells since when it holds
_UNKNOWN: Final = "XXX"


def tie(act: Act, writer: Assembler) -> Tie | None:
    """The tie that an act states; none where the relation is denied or only thought of."""
    predicate = act.predicate
    if predicate.frame is None or _unreal(act):
        return None
    trigger = writer.trigger(predicate)
    since, until = span(predicate, writer)
    attribution = writer.attribution(act, act.actor.codes)
    target = tuple(code for code in act.recipient.codes if code not in act.actor.codes)
    return Tie(
        id="", kind=act.outcome.type, source=act.actor.codes, target=target, trigger=trigger.cut(writer.article.text),
        trigger_span=trigger, evidence=Span(writer.s.start, writer.s.end), rule=predicate.frame.rule, since=since,
        until=until, amount=writer.amounts.of(act), attribution=attribution.codes,
    )  # fmt: skip


def _unreal(act: Act) -> bool:
    return "negation" in act.aux or "hypothetical" in act.aux


def worth(tie: Tie) -> bool:
    """Is enough known of the two sides, and are they two?"""
    one, other = _bases(tie.source), _bases(tie.target)
    if _UNKNOWN in one | other or (one & other and tie.kind != "conflict"):
        return False  # rebels are at war with their own state, but not its trading partner
    if tie.kind == "membership" and any(":" in code for code in tie.source):
        return False  # a person's
    return bool(other or tie.kind == "neutrality") and bool(one or tie.kind == "sanctions_regime")


def _bases(codes: tuple[str, ...]) -> set[str]:
    return {code.partition(":")[0] for code in codes}


def once(ties: list[Tie]) -> list[Tie]:
    """Each relation of an article once, by its first mention; one with a side open yields to one without."""
    kept: list[Tie] = []
    for tie in ties:
        for k, other in enumerate(kept):
            if other.kind != tie.kind:
                continue
            if {*other.source, *other.target} == {*tie.source, *tie.target} or (_open(tie) and _meets(other, tie)):
                break
            if _open(other) and _meets(tie, other):
                kept[k] = tie
                break
        else:
            kept.append(tie)
    return kept


def _open(tie: Tie) -> bool:
    return not tie.source or not tie.target


def _meets(full: Tie, part: Tie) -> bool:
    """Does the side that a tie names stand on the same side of the other, or of a mutual tie on any?"""
    return {*part.source, *part.target} <= {*full.source, *full.target}


def span(predicate: Predicate, writer: Assembler) -> tuple[str | None, str | None]:
    """Since when and until when a tie holds, as far as its clause says."""
    at = writer.units[predicate.unit].first
    since = until = None
    for date in writer.dating.dates:
        if abs(date.first - at) > _FAR:
            continue
        if date.precision == "range":
            since, until = date.value, date.until
        elif date.sense == "since" and since is None:
            since = writer.dating.value(date, False)
        elif date.sense == "until" and until is None:
            until = writer.dating.value(date, False)
    return since, until


def joined(acts: list[Act], read: list[Act], covered: set[int]) -> list[Act]:
    """The acts of the frames, with the ties that relational words tell; of one word the tie read so is taken.

    A verb or participle that tells a tie tells no event as well, nor do the words that describe one (``covered``).
    """
    known = {act.predicate.unit: act for act in read}
    kept = [
        act for act in acts
        if act.predicate.unit not in covered
        and (act.predicate.unit not in known or (act.outcome.kind == "event" and act.predicate.kind == "noun"))
    ]  # fmt: skip
    return sorted((*kept, *read), key=lambda act: act.predicate.unit)
