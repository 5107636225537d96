"""The record: what Rasid reads out of a report.

One schema for coder, store, API and exports. All offsets are character offsets into ``Article.text`` as given,
half-open ``[start, end)``. The meaning of the fields is that of PLOVER (Political Language Ontology for Verifiable
Event Records, manual draft 0.8) and of ``docs/schema.md``.

>>> Span(3, 7).cut("abcdefghij")
'defg'
"""

import datetime as dt
import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

TYPES = (
    "AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT", "REQUEST",
    "ACCUSE", "REJECT", "THREATEN", "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT",
)  # fmt: skip
AUX = ("historical", "future", "hypothetical", "negation")
TIE_KINDS = (
    "arms_supply", "alliance", "sanctions_regime", "membership", "trade", "aid_dependence", "rivalry", "conflict",
    "diplomatic_relations", "neutrality", "friendship", "occupation", "hosting",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch ``[start, end)`` of the article's text, in characters."""

    start: int
    end: int

    def cut(self, text: str) -> str:
        return text[self.start : self.end]

    def to_json(self) -> list[int]:
        return [self.start, self.end]


@dataclass(frozen=True, slots=True)
class Article:
    """One report, as it came. ``date`` is the day of publication, or None where nobody knows."""

    id: str
    text: str
    date: dt.date | None = None
    title: str | None = None
    url: str | None = None
    source: str | None = None


@dataclass(frozen=True, slots=True)
class Mention:
    """A phrase that names something: an actor, a place, a date or an amount."""

    span: Span
    text: str
    kind: str
    codes: tuple[str, ...] = ()
    value: str | None = None

    def to_json(self) -> dict[str, Any]:
        out: dict[str, Any] = {"text": self.text, "kind": self.kind, "span": self.span.to_json()}
        if self.codes:
            out["codes"] = list(self.codes)
        if self.value is not None:
            out["value"] = self.value
        return out


@dataclass(frozen=True, slots=True)
class Amount:
    """A number with its unit: ``{"value": 5e10, "unit": "USD", "qualifier": "=", "of": "loan"}``."""

    value: float
    unit: str | None
    qualifier: str = "="
    of: str | None = None
    span: Span | None = None

    def to_json(self) -> dict[str, Any]:
        value: float | int = int(self.value) if float(self.value).is_integer() else self.value
        return {"value": value, "unit": self.unit, "qualifier": self.qualifier, "of": self.of}


@dataclass(frozen=True, slots=True)
class Place:
    """Where an event happened, as precisely as the text says and no more."""

    name: str
    country: str | None
    precision: str
    lat: float | None = None
    lon: float | None = None
    span: Span | None = None

    def to_json(self) -> dict[str, Any]:
        return {
            "name": self.name, "country": self.country, "precision": self.precision,
            "lat": self.lat, "lon": self.lon, "span": self.span.to_json() if self.span else None,
        }  # fmt: skip


@dataclass(frozen=True, slots=True)
class Event:
    """Who did what to whom, whether it happened, and who says so (PLOVER)."""

    id: str
    type: str
    actor: tuple[str, ...]
    recipient: tuple[str, ...]
    trigger: str
    trigger_span: Span
    evidence: Span
    rule: str
    aux: tuple[str, ...] = ()
    attribution: tuple[str, ...] = ()
    mode: str | None = None
    context: tuple[str, ...] = ()
    when: str | None = None
    amount: Amount | None = None
    where: Place | None = None
    cameo: str | None = None
    score: float | None = None
    confidence: float = 1.0
    actor_spans: tuple[Span, ...] = ()
    recipient_spans: tuple[Span, ...] = ()
    attribution_spans: tuple[Span, ...] = ()
    when_span: Span | None = None
    notes: tuple[str, ...] = ()

    def to_json(self) -> dict[str, Any]:
        return {
            "id": self.id, "type": self.type, "actor": list(self.actor), "recipient": list(self.recipient),
            "aux": list(self.aux), "attribution": list(self.attribution), "trigger": self.trigger,
            "context": list(self.context), "when": self.when,
            "amount": self.amount.to_json() if self.amount else None, "mode": self.mode,
            "where": self.where.to_json() if self.where else None, "cameo": self.cameo, "score": self.score,
            "confidence": round(self.confidence, 3), "rule": self.rule,
            "spans": {
                "trigger": self.trigger_span.to_json(), "evidence": self.evidence.to_json(),
                "actor": _spans(self.actor_spans), "recipient": _spans(self.recipient_spans),
                "attribution": _spans(self.attribution_spans),
                "when": self.when_span.to_json() if self.when_span else None,
                "amount": self.amount.span.to_json() if self.amount and self.amount.span else None,
            },
            "notes": list(self.notes),
        }  # fmt: skip


@dataclass(frozen=True, slots=True)
class Tie:
    """A standing relation: an alliance, a supply of arms, a war that goes on."""

    id: str
    kind: str
    source: tuple[str, ...]
    target: tuple[str, ...]
    trigger: str
    trigger_span: Span
    evidence: Span
    rule: str
    since: str | None = None
    until: str | None = None
    amount: Amount | None = None
    attribution: tuple[str, ...] = ()
    confidence: float = 1.0

    def to_json(self) -> dict[str, Any]:
        return {
            "id": self.id, "kind": self.kind, "from": list(self.source), "to": list(self.target),
            "trigger": self.trigger, "since": self.since, "until": self.until,
            "amount": self.amount.to_json() if self.amount else None, "attribution": list(self.attribution),
            "confidence": round(self.confidence, 3), "rule": self.rule,
            "spans": {"trigger": self.trigger_span.to_json(), "evidence": self.evidence.to_json()},
        }  # fmt: skip


@dataclass(frozen=True, slots=True)
class Coding:
    """All that was read out of one article."""

    id: str
    date: dt.date | None
    title: str | None
    place: Place | None
    events: tuple[Event, ...]
    ties: tuple[Tie, ...]
    mentions: tuple[Mention, ...]
    coder_version: str
    notes: tuple[str, ...] = field(default=())

    def to_json(self) -> dict[str, Any]:
        return {
            "id": self.id, "date": self.date.isoformat() if self.date else None,
            "place": self.place.to_json() if self.place else None, "title": self.title,
            "events": [event.to_json() for event in self.events], "ties": [tie.to_json() for tie in self.ties],
            "mentions": [mention.to_json() for mention in self.mentions], "coder_version": self.coder_version,
            "notes": list(self.notes),
        }  # fmt: skip


def record_id(*parts: object) -> str:
    """A short name that is the same whenever the parts are: the same article and coder give the same ids."""
    return hashlib.blake2b("\x1f".join(map(str, parts)).encode(), digest_size=8).hexdigest()


def _spans(spans: Iterable[Span]) -> list[list[int]]:
    return [span.to_json() for span in spans]
