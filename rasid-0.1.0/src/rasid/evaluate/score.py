"""How well predicted events and ties meet the gold ones.

Four strictnesses: the type; the type and a shared actor; the dyad, that is a shared recipient too; all codes. Each gold
event meets at most one predicted event, the best pairs first. What a record gives is a bag of counts; figures come
from sums of bags, and so do their intervals.
"""

import math
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, Final

LEVELS: Final = {"type": 1, "type+actor": 2, "dyad": 3, "exact": 4}
FIELDS: Final = ("aux", "attribution", "when", "amount", "trigger")
_SOMEONE: Final = "XXX"
_NEAR: Final = 1e-6

Coded = dict[str, Any]
Tally = Counter[str]


@dataclass(frozen=True, slots=True)
class Error:
    """A gold event that was missed, or a predicted one too many."""

    kind: str
    id: str
    event: Coded
    text: str


def base(code: str) -> str:
    """The code without its role: IRQ of IRQ:INS."""
    return code.partition(":")[0]


def _bases(codes: Iterable[str] | None) -> set[str]:
    return {base(code) for code in codes or ()}


def agree(gold: Iterable[str] | None, predicted: Iterable[str] | None) -> bool:
    """Whether two lists of codes share a member. Someone unnamed (XXX) in gold agrees with all, nobody with nobody."""
    wanted, found = _bases(gold), _bases(predicted)
    if _SOMEONE in wanted or wanted & found:
        return True
    return not wanted and found <= {_SOMEONE}


def level(gold: Coded, predicted: Coded) -> int:
    """How much of an event is right: 0 not its type, 1 the type, 2 and the actor, 3 and the recipient, 4 every code."""
    if gold["type"] != predicted["type"]:
        return 0
    if set(gold["actor"]) == set(predicted["actor"]) and set(gold["recipient"]) == set(predicted["recipient"]):
        return 4
    if (
        gold["type"] == "CONSULT"
        and agree(gold["actor"], predicted["recipient"])
        and agree(gold["recipient"], predicted["actor"])
    ):
        return 3  # a meeting has no direction
    everyone = _bases([*predicted["actor"], *predicted["recipient"]])
    if not gold["recipient"] and _bases(gold["actor"]) == everyone:
        return 3  # a mutual event, its parties laid out on two sides
    if not agree(gold["actor"], predicted["actor"]):
        return 1
    return 3 if agree(gold["recipient"], predicted["recipient"]) else 2


def _words(event: Coded) -> set[str]:
    return set((event.get("trigger") or "").split())


def pair(gold: list[Coded], predicted: list[Coded]) -> tuple[list[tuple[int, int, int]], set[int], set[int]]:
    """(level, gold number, predicted number) of the events that meet, and the numbers of those left over."""
    ranked = sorted(
        (
            (level(g, p), len(_words(g) & _words(p)), -i, -j)
            for i, g in enumerate(gold)
            for j, p in enumerate(predicted)
        ),
        reverse=True,
    )
    left_gold, left_predicted = set(range(len(gold))), set(range(len(predicted)))
    pairs: list[tuple[int, int, int]] = []
    for rank, _, i, j in ranked:
        if rank and -i in left_gold and -j in left_predicted:
            pairs.append((rank, -i, -j))
            left_gold.discard(-i)
            left_predicted.discard(-j)
    return pairs, left_gold, left_predicted


def _same_amount(gold: Coded, predicted: Coded) -> bool:
    value = (predicted.get("amount") or {}).get("value") or math.nan
    return abs(float(value) - float(gold["amount"].get("value") or 0)) < _NEAR


def _same_trigger(gold: Coded, predicted: Coded) -> bool:
    return bool(_words(gold) & _words(predicted)) or (gold.get("trigger") or "") in (predicted.get("trigger") or " ")


# field -> is it asked for, is it right
_CHECKS: Final[dict[str, tuple[Callable[[Coded], bool], Callable[[Coded, Coded], bool]]]] = {
    "aux": (lambda g: True, lambda g, p: set(g.get("aux") or ()) == set(p.get("aux") or ())),
    "attribution": (lambda g: True, lambda g, p: agree(g.get("attribution"), p.get("attribution"))),
    "when": (lambda g: bool(g.get("when")), lambda g, p: str(p.get("when") or "").startswith(str(g["when"])[:7])),
    "amount": (lambda g: bool(g.get("amount")), _same_amount),
    "trigger": (lambda g: True, _same_trigger),
}


def _tie(tie: Coded) -> tuple[str, frozenset[str], frozenset[str]]:
    return tie["kind"], frozenset(_bases(tie["from"])), frozenset(_bases(tie["to"]))


def _tie_hits(gold: list[Coded], predicted: list[Coded]) -> int:
    left = [_tie(tie) for tie in predicted]
    hits = 0
    for kind, source, target in map(_tie, gold):
        for candidate in ((kind, source, target), (kind, target, source)):
            if candidate in left:
                left.remove(candidate)
                hits += 1
                break
    return hits


def tally(gold: Coded, predicted: Coded) -> tuple[Tally, list[tuple[str, Coded]]]:
    """The counts of one record, and its errors as (missed or extra, event)."""
    events, found = gold["events"], predicted.get("events", [])
    pairs, missed, extra = pair(events, found)
    counts: Tally = Counter({"gold": len(events), "predicted": len(found)})
    for event in events:
        counts[f"gold {event['type']}"] += 1
    for event in found:
        counts[f"predicted {event['type']}"] += 1
    for rank, i, j in pairs:
        for name, least in LEVELS.items():
            counts[name] += rank >= least
        if rank >= LEVELS["dyad"]:
            counts[f"hit {events[i]['type']}"] += 1
        if rank >= LEVELS["type+actor"]:
            for name, (asked, right) in _CHECKS.items():
                if asked(events[i]):
                    counts[f"{name} of"] += 1
                    counts[f"{name} right"] += right(events[i], found[j])
    ties, found_ties = gold.get("ties") or [], predicted.get("ties") or []
    counts.update({"gold ties": len(ties), "predicted ties": len(found_ties), "ties": _tie_hits(ties, found_ties)})
    errors = [("missed", events[i]) for i in sorted(missed)] + [("extra", found[j]) for j in sorted(extra)]
    return counts, errors


def precision_recall(hits: float, predicted: float, gold: float) -> tuple[float, float, float]:
    """Precision, recall, F1; 0 where there is nothing to divide by."""
    precision = hits / predicted if predicted else 0.0
    recall = hits / gold if gold else 0.0
    both = precision + recall
    return precision, recall, 2 * precision * recall / both if both else 0.0
