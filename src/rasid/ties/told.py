"""From an act that states a standing relation to the record of a tie."""

from typing import Final

from rasid.events.acts import Act
from rasid.events.assemble import Assembler
from rasid.events.match import Predicate
from rasid.records import Span, Tie

_FAR: Final = 20  # words between a tie and the date that tells since when it holds
_ONE_SIDED: Final = frozenset(("sanctions_regime", "neutrality"))  # told without one of their sides too


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
    """Is enough known of the two sides?"""
    return bool(tie.target) and bool(tie.source or tie.kind == "sanctions_regime")


def once(ties: list[Tie]) -> list[Tie]:
    """Each relation of an article once, by its first mention."""
    kept: list[Tie] = []
    for tie in ties:
        if not any(t.kind == tie.kind and {*t.source, *t.target} == {*tie.source, *tie.target} for t in kept):
            kept.append(tie)
    return kept


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
