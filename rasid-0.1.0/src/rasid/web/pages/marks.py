"""Text with its actors, triggers, dates, amounts and places marked, as safe HTML."""

import itertools
import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from markupsafe import Markup, escape

_RANK: Final = {"trigger": 0, "date": 1, "amount": 2, "actor": 3, "place": 4, "plain": 5}
_FAR: Final = 120
_BEFORE: Final = 60
_KINDS: Final = {"actor": "actor", "place": "place", "date": "date", "amount": "amount"}


@dataclass(frozen=True, slots=True)
class Mark:
    """A stretch of text, what it is, what it says when pointed at, and the records that rest on it."""

    start: int
    end: int
    kind: str
    tip: str = ""
    owner: str = ""


def marks_of(events: Iterable[Mapping[str, Any]], mentions: Iterable[Mapping[str, Any]]) -> list[Mark]:
    """The marks of an article: its mentions, and what each event or tie rests on (``id`` and ``spans`` of each)."""
    found = []
    for mention in mentions:
        kind = _KINDS.get(mention["kind"])
        if kind:
            tip = " + ".join(mention.get("codes") or ()) or str(mention.get("value") or "")
            found.append(Mark(mention["starts"], mention["ends"], kind, tip))
    for event in events:
        spans = event["spans"] if isinstance(event["spans"], dict) else json.loads(event["spans"] or "{}")
        for name, kind in (("trigger", "trigger"), ("when", "date"), ("amount", "amount")):
            if spans.get(name):
                found.append(_mark(spans[name], kind, event))
        for name in ("actor", "recipient", "attribution"):
            found += [_mark(span, "actor", event) for span in spans.get(name) or ()]
        if spans.get("evidence"):
            found.append(_mark(spans["evidence"], "plain", event))
    return found


def _mark(span: Sequence[int], kind: str, event: Mapping[str, Any]) -> Mark:
    return Mark(span[0], span[1], kind, "", event["id"])


def marked(text: str, marks: Sequence[Mark], start: int = 0, end: int | None = None) -> Markup:
    """`text[start:end]` as HTML: cut where marks begin and end, each piece with all that covers it. Everything of the
    text is escaped.

    >>> str(marked("<b> قال", [Mark(4, 7, "trigger", owner="e1")]))
    '&lt;b&gt; <mark class="m-trigger" data-own="e1">قال</mark>'
    """
    end = len(text) if end is None else end
    inside = [mark for mark in marks if mark.start < end and mark.end > start and mark.start < mark.end]
    edges = {start, end, *(m.start for m in inside), *(m.end for m in inside)}
    cuts = sorted(edge for edge in edges if start <= edge <= end)
    out = []
    for first, last in itertools.pairwise(cuts):
        over = [mark for mark in inside if mark.start <= first and mark.end >= last]
        piece = escape(text[first:last])
        out.append(_wrapped(piece, over) if over else piece)
    return Markup("").join(out)


def said(sentence: str, trigger: str | None) -> Markup:
    """A sentence with its trigger marked, as lists show it: from some words before it, where it stands far inside.

    >>> str(said("وقالت إنها قال", "قال"))
    'وقالت إنها <b>قال</b>'
    """
    places = [m.start() for m in re.finditer(re.escape(trigger), sentence)] if trigger else []
    if not trigger or not places:
        return escape(sentence)
    whole = [at for at in places if not sentence[at + len(trigger) : at + len(trigger) + 1].isalpha()]
    at = (whole or places)[0]
    end = at + len(trigger)
    first = sentence.rfind(" ", 0, at - _BEFORE) + 1 if at > _FAR else 0
    return (
        Markup("… " if first else "")
        + escape(sentence[first:at])
        + Markup("<b>")
        + escape(sentence[at:end])
        + Markup("</b>")
        + escape(sentence[end:])
    )


def _owners(marks: Iterable[Mark]) -> str:
    return " ".join(dict.fromkeys(mark.owner for mark in marks if mark.owner))


def _wrapped(piece: Markup, over: list[Mark]) -> Markup:
    kind = min((mark.kind for mark in over), key=_RANK.__getitem__)
    owners = _owners(mark for mark in over if mark.kind != "plain")
    inside = _owners(mark for mark in over if mark.kind == "plain")
    tip = next((mark.tip for mark in over if mark.tip and mark.kind == kind), "")
    own = Markup(' data-own="{}"').format(owners) if owners else ""
    own += Markup(' data-in="{}"').format(inside) if inside else ""
    told = Markup(' title="{}"').format(tip) if tip else ""
    tag = "span" if kind == "plain" else "mark"
    return Markup('<{0} class="m-{1}"{2}{3}>{4}</{0}>').format(tag, kind, own, told, piece)
