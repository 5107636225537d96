"""How a report stands to what it tells, and what follows for an event that several tell of.

A report ``asserts`` an act, ``alleges`` it (somebody else vouches for it), ``denies`` it (it did not happen),
``plans`` it (it is to come) or ``supposes`` it (asked for, feared, conditional). What is planned or supposed is never
one with what is told as done: `realis` parts them. The status of an event follows from its reports' stances alone
(`status_of`); ``docs/store.md`` tells it to users.
"""

import hashlib
import re
from collections.abc import Collection, Sequence
from typing import Final, Literal

from rasid.arabic.normalise import normalise
from rasid.records import Event

Stance = Literal["asserts", "alleges", "denies", "plans", "supposes"]
STATUSES: Final = ("asserted", "alleged", "contested", "planned", "hypothetical", "denied")
UNKNOWN: Final = "XXX"
_DENYING: Final = re.compile(  # triggers of REJECT that deny a fact rather than refuse a request
    r"^[وفلب]?(?:ال)?(?:[يتن]?نف(?:ي|ت|وا|ه|ا)|ناف|[ايت]?نكر|انكار|[يت]?كذب|تكذيب|[يت]?فند|تفنيد|[يت]?دحض)"
)
_ACCUSATION: Final = re.compile(r"اتهام|مزاعم|ادعاء|مزعوم")


def stance(event: Event) -> Stance:
    """How the report stands to the event; negation outweighs the rest, then time, then who vouches."""
    if "negation" in event.aux:
        return "denies"
    if "future" in event.aux:
        return "plans"
    if "hypothetical" in event.aux:
        return "supposes"
    return "alleges" if event.attribution else "asserts"


def realis(event: Event) -> str:
    """The worlds that are never merged with each other: done or denied, planned, supposed."""
    return {"plans": "plan", "supposes": "suppose"}.get(stance(event), "real")


def merge_key(event: Event) -> int:
    """The number that all reports of one act share: its type, its parties, and its world."""
    actor, recipient = sorted(event.actor), sorted(event.recipient)
    parts = (event.type, ",".join(actor), ",".join(recipient), realis(event))
    return int.from_bytes(hashlib.blake2b("|".join(parts).encode(), digest_size=7).digest())


def is_denial(event: Event, sentence: str) -> bool:
    """Whether a REJECT denies a fact or rejects an accusation, rather than a wish or a plan."""
    if event.type != "REJECT" or "negation" in event.aux:
        return False
    return bool(_DENYING.search(normalise(event.trigger)) or _ACCUSATION.search(normalise(sentence)))


def is_whole(actor: Collection[str], recipient: Collection[str]) -> bool:
    """Whether both sides of an act are known, so that its dyad identifies it."""
    known = [code for code in actor if not code.startswith(UNKNOWN)]
    if not recipient:
        return len(known) > 1
    return bool(known) and any(not code.startswith(UNKNOWN) for code in recipient)


def status_of(stances: Collection[str], contradicted: bool) -> str:
    """The status of an event from its reports' stances; `contradicted`: the accused has rejected what is alleged.

    >>> status_of({"asserts", "denies"}, False), status_of({"alleges"}, False), status_of({"alleges"}, True)
    ('contested', 'alleged', 'contested')
    """
    affirmed = "asserts" in stances or "alleges" in stances
    if "denies" in stances:
        return "contested" if affirmed else "denied"
    if contradicted and affirmed:
        return "contested"
    if "asserts" in stances:
        return "asserted"
    if "alleges" in stances:
        return "alleged"
    return "planned" if "plans" in stances else "hypothetical"


def figures_differ(figures: Sequence[tuple[float, str]]) -> bool:
    """Whether counts contradict each other. ``about 10`` and 11 don't, ``over 10`` and 12 don't, 10 and 12 do.

    >>> [figures_differ([(10, how), (12, "=")]) for how in (">", "=")], figures_differ([(10, "~"), (11, "=")])
    ([False, True], False)
    """
    exact = {value for value, qualifier in figures if qualifier == "="}
    if len(exact) > 1:
        return True
    bounds = [_bounds(value, qualifier) for value, qualifier in figures]
    return bool(bounds) and max(low for low, _ in bounds) > min(high for _, high in bounds)


def _bounds(value: float, qualifier: str) -> tuple[float, float]:
    slack = 0.15 * abs(value)  # of a figure given as "about"
    return {
        ">": (value, float("inf")), "<": (float("-inf"), value), "~": (value - slack, value + slack),
    }.get(qualifier, (value, value))  # fmt: skip
