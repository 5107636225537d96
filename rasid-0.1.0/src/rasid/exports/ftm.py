"""Entities of FollowTheMoney, one JSON object a line: what Aleph, OpenAleph and OpenSanctions' tools take in.

States are ``PublicBody``, bodies and groups ``Organization``; each event is an ``Event`` that involves its parties, and
for each pair of them an ``UnknownLink`` says who acted on whom. Ties are ``UnknownLink``, memberships ``Membership``.
Unnamed people (``IRQ:INS``, ``XXX``) are no entities: they are named in the event's summary only.
"""

import json
import re
from collections.abc import Iterable, Iterator
from typing import IO, Any, Final

from rasid.exports.codes import Actor, Codes
from rasid.exports.told import Item, Told, ToldTie, Undated

Entity = dict[str, Any]
_NOT_ID: Final = re.compile(r"[^0-9A-Za-z.-]+")
SCHEMATA: Final = {"state": "PublicBody", "body": "Organization", "group": "Organization"}


def entities(items: Iterable[Item], codes: Codes, undated: Undated = "blank") -> Iterator[Entity]:
    """Each actor once, when it first comes up; then the events and links that it is in."""
    known: set[str] = set()
    for item in items:
        parties = (*item.actor, *item.recipient) if isinstance(item, Told) else (*item.source, *item.target)
        for code in dict.fromkeys(parties):
            actor = codes.actor(code)
            if actor.kind in SCHEMATA and code not in known:
                known.add(code)
                yield _actor(actor)
        yield from _event(item, codes, undated) if isinstance(item, Told) else _tie(item, codes)


def write(items: Iterable[Item], out: IO[str], codes: Codes, undated: Undated = "blank") -> int:
    """Write JSON Lines; returns the number of entities."""
    count = 0
    for entity in entities(items, codes, undated):
        out.write(json.dumps(entity, ensure_ascii=False) + "\n")
        count += 1
    return count


def _actor(actor: Actor) -> Entity:
    return _entity(_id(actor.code), SCHEMATA[actor.kind], {
        "name": actor.name or actor.code, "country": _country(actor), "alias": actor.code,
        "classification": actor.role,
    })  # fmt: skip


def _event(one: Told, codes: Codes, undated: Undated) -> Iterator[Entity]:
    day = one.day(undated)
    date = day.isoformat() if day else one.when
    country = codes.countries.get(one.where.country or "") if one.where else None
    arrow = " → ".join(filter(None, (" + ".join(one.actor), " + ".join(one.recipient))))
    yield _entity(f"rasid-event-{one.id}", "Event", {
        "name": f"{one.type} {arrow}".strip(), "date": date, "summary": one.sentence,
        "involved": [_id(code) for code in (*one.actor, *one.recipient) if codes.actor(code).kind in SCHEMATA],
        "location": one.where.name if one.where else None,
        "country": country.iso2.lower() if country and country.iso2 else None,
        "keywords": [one.type, *([one.mode] if one.mode else []), *one.context], "notes": _notes(one),
        **_source(one, one.source),
    })  # fmt: skip
    for number, (source, target) in enumerate(one.dyads()):
        if source and target and _linked(source, target, codes):
            yield _entity(f"rasid-link-{one.id}-{number}", "UnknownLink", {
                "subject": _id(source), "object": _id(target), "role": one.type, "date": date,
                "status": ";".join(one.aux), "summary": one.sentence, **_source(one, one.source),
            })  # fmt: skip


def _tie(tie: ToldTie, codes: Codes) -> Iterator[Entity]:
    member = tie.kind == "membership" and bool(tie.target)
    ends = ("member", "organization") if member else ("subject", "object")
    for number, (source, target) in enumerate(tie.dyads()):
        if _linked(source, target, codes):
            yield _entity(f"rasid-tie-{tie.id}-{number}", "Membership" if member else "UnknownLink", {
                ends[0]: _id(source), ends[1]: _id(target), "role": tie.kind, "startDate": tie.since,
                "endDate": tie.until, "summary": tie.sentence, **_source(tie, tie.publisher),
            })  # fmt: skip


def _linked(source: str, target: str, codes: Codes) -> bool:
    return codes.actor(source).kind in SCHEMATA and codes.actor(target).kind in SCHEMATA


def _notes(one: Told) -> list[str]:
    notes = [f"PLOVER auxiliary mode: {mode}" for mode in one.aux]
    return notes + ([f"according to {', '.join(one.attribution)}"] if one.attribution else [])


def _source(item: Item, publisher: str | None) -> dict[str, Any]:
    return {"recordId": item.id, "sourceUrl": item.url, "publisher": publisher}


def _entity(name: str, schema: str, properties: dict[str, Any]) -> Entity:
    """FollowTheMoney's form: every property a list of text, none of them empty."""
    lists = {key: value if isinstance(value, list) else [value] for key, value in properties.items() if value}
    return {"id": name, "schema": schema, "properties": {key: value for key, value in lists.items() if value}}


def _id(code: str) -> str:
    """FollowTheMoney's ids are of letters, digits, points and dashes."""
    return "rasid-" + _NOT_ID.sub("-", code)


def _country(actor: Actor) -> str | None:
    if actor.country is None or actor.country.iso2 is None:
        return None
    return actor.country.iso2.lower()
