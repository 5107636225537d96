"""How sure an act is: plain notes about the act as a whole, and the sum of their weights."""

import math
from collections.abc import Mapping
from functools import lru_cache
from typing import Final

from rasid.events.act import Act
from rasid.syntax.tree import Unit


def notes_of(act: Act, shares: list[tuple[str, float]], acts: list[Act], units: list[Unit]) -> list[str]:
    """What speaks for and against an act; ``shares``: its sides, and how far the party taken is ahead of others."""
    predicate, outcome = act.predicate, act.outcome
    frame, kind = predicate.frame, act.outcome.type
    notes = [
        predicate.kind, f"mode {outcome.mode}", f"clause {predicate.clause.kind}", f"actor {act.actor.how}",
        f"recipient {act.recipient.how}",
        f"actors {min(len(act.actor.codes), 3)}", f"recipients {min(len(act.recipient.codes), 3)}",
        f"parties {bool(act.actor)} {bool(act.recipient)}", f"word {predicate.lemma.plain}",
        f"fit {min(max(predicate.score, 0), 12)}",
        f"fills {' '.join(sorted(predicate.fills))}", f"aux {' '.join(sorted(act.aux))}",
    ]  # fmt: skip
    both = 1.0
    for side, share in shares:
        notes.append(f"{side} share {int(share * 5)}")
        both *= share
    notes.append(f"both shares {int(both * 10)}")
    unit = units[predicate.unit]
    if predicate.phrase is not None:
        top = predicate.phrase
        while top.parent is not None:
            top = top.parent
        notes += [f"{predicate.kind} {'definite' if unit.det else 'bare'}", f"{predicate.kind} prep {top.prep}"]
        notes.append(f"{predicate.kind} {'head' if top is predicate.phrase else 'inside'}")
    notes += (
        ["governed"] * act.given.governed
        + ["absorbed"] * act.given.absorbed
        + ["quoted"] * bool(act.says)
        + ["aim"] * act.given.aim
    )
    if frame is not None:
        notes.append(f"restricted {sum(bool(slot.classes or slot.words) for slot in frame.slots)}")
        notes.append("by rule of several" if len(frame.outcomes) > 1 else "by rule of one")
    alike = [other for other in acts if other is not act and other.outcome.type == kind]
    notes.append(f"alike {min(len(alike), 2)}")
    if any(other.actor.codes == act.actor.codes and other.recipient.codes == act.recipient.codes for other in alike):
        notes.append("told twice")
    notes.append(f"acts {min(len(acts), 8)}")
    notes += ["domestic"] * bool(bases(act.actor.codes) & bases(act.recipient.codes))
    return notes


Four = tuple[float, float, float, float]
_KNOWN: Final[list[tuple[Mapping[str, float], dict[str, dict[str, Four]]]]] = []


def chances(weights: Mapping[str, float], kind: str, notes: list[str]) -> tuple[float, float]:
    """How much of an act of a type is likely right, and the chance that all of it is, from its notes.

    The sums of the features ``C``, ``C note``, ``C kind note``, and of the same with D. Names of features are spelt out
    once for each note and type, and not again for each act.
    """
    if not _KNOWN or _KNOWN[0][0] is not weights:
        _KNOWN[:] = [(weights, {})]  # nobody changes weights in place
    known = _KNOWN[0][1].setdefault(kind, {})
    found: list[Four] = []
    for note in notes:
        four = known.get(note)
        if four is None:
            four = known[note] = _four(weights, f" {note}", f" {kind} {note}")
        found.append(four)
    sure, same_sure, whole, same_whole = _four(weights, "", f" {kind}")
    sure, whole = sure + same_sure, whole + same_whole
    for first, _, third, _ in found:
        sure += first
        whole += third
    for _, second, _, fourth in found:
        sure += second
        whole += fourth
    return 1.0 / (1.0 + math.exp(-sure)), 1.0 / (1.0 + math.exp(-whole))


def _four(weights: Mapping[str, float], note: str, same: str) -> Four:
    return (
        weights.get("C" + note, 0.0), weights.get("C" + same, 0.0),
        weights.get("D" + note, 0.0), weights.get("D" + same, 0.0),
    )  # fmt: skip


@lru_cache(maxsize=10_000)
def bases(codes: tuple[str, ...]) -> frozenset[str]:
    """The states of codes, without their roles."""
    return frozenset(code.split(":")[0] for code in codes)
