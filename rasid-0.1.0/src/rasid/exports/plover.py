"""PLOVER's own JSON (chapter "JSON Data Fields" of its manual, draft 0.8), one event a line.

Field names are the manual's; what it has no field for stands in fields of Rasid's own beside them, which the manual
allows: ``aux``, ``attribution``, ``amount``, ``cameo``, ``confidence``, ``rule``, ``published``. Ties come as records
of their own, with ``tie`` in place of ``event``. Fields without a value are left out.
"""

import json
from collections.abc import Iterable, Iterator
from typing import IO, Any

from rasid.exports.codes import Codes
from rasid.exports.polecat import LANGUAGE
from rasid.exports.told import Item, Told, ToldTie, Undated, interval
from rasid.records import Place


def rows(items: Iterable[Item], codes: Codes, undated: Undated = "blank") -> Iterator[dict[str, Any]]:
    """One object an event or tie."""
    for item in items:
        yield _event(item, codes, undated) if isinstance(item, Told) else _tie(item, codes)


def write(items: Iterable[Item], out: IO[str], codes: Codes, undated: Undated = "blank") -> int:
    """Write JSON Lines; returns the number of lines."""
    count = 0
    for row in rows(items, codes, undated):
        out.write(json.dumps(row, ensure_ascii=False) + "\n")
        count += 1
    return count


def _event(one: Told, codes: Codes, undated: Undated) -> dict[str, Any]:
    first, last, _ = interval(one.when) if one.when else (one.day(undated), one.day(undated), "")
    return _filled({
        "id": one.id, "date": first.isoformat() if first else None,
        "enddate": last.isoformat() if last and last != first else None, "has_event": True,
        "source": _actors(one.actor, one.actor_text, codes),
        "recipient": _actors(one.recipient, one.recipient_text, codes), "event": [one.type],
        "event_loc": _location(one.where, codes), "event_text": [one.trigger] if one.trigger else None,
        "quad_code": codes.quad(one.type), "event_scale": one.score, "mode": one.mode, "context": list(one.context),
        "aux": list(one.aux), "cameo": one.cameo, **_shared(one, one.source),
    })  # fmt: skip


def _tie(tie: ToldTie, codes: Codes) -> dict[str, Any]:
    since = interval(tie.since)[0] if tie.since else None
    until = interval(tie.until)[1] if tie.until else None
    return _filled({
        "id": tie.id, "tie": tie.kind, "date": since.isoformat() if since else None,
        "enddate": until.isoformat() if until else None, "source": _actors(tie.source, (), codes),
        "recipient": _actors(tie.target, (), codes), "event_text": [tie.trigger], **_shared(tie, tie.publisher),
    })  # fmt: skip


def _shared(item: Item, publication: str | None) -> dict[str, Any]:
    coder = f"rasid {item.coder_version}" if item.coder_version else None
    return {
        "amount": item.amount.to_json() if item.amount else None,
        "attribution": [{"code": code} for code in item.attribution], "confidence": round(item.confidence, 3),
        "rule": item.rule, "text": item.sentence, "text_info": _filled({"start": item.start, "end": item.end}),
        "published": item.published.isoformat() if item.published else None, "coder": coder,
        "cite_info": _filled({
            "citation": item.article, "url": item.url, "title": item.title, "publication": publication,
            "language": LANGUAGE,
        }),
    }  # fmt: skip


def _actors(parties: tuple[str, ...], texts: tuple[str, ...], codes: Codes) -> list[dict[str, str]]:
    """Actor objects: `code` is the country's where the actor has one, else Rasid's; `rasid` is always Rasid's own. The
    phrases are given where there are as many of them as of parties."""
    out: list[dict[str, str]] = []
    for number, code in enumerate(parties):
        actor = codes.actor(code)
        item = {"code": actor.iso3 or code.partition(":")[0], "rasid": code}
        if actor.sector:
            item["sector"] = actor.sector
        if len(texts) == len(parties):
            item["actor_text"] = texts[number]
        if actor.kind in ("body", "bloc", "group"):
            item["identifier_text"] = code
        out.append(item)
    return out


def _location(place: Place | None, codes: Codes) -> dict[str, Any] | None:
    if place is None:
        return None
    country = codes.countries.get(place.country or "")
    return _filled({
        "name": place.name, "latitude": place.lat, "longitude": place.lon, "cc3": place.country,
        "country code": country.iso2 if country else None, "precision": place.precision,
    })  # fmt: skip


def _filled(row: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in row.items() if value is not None and value not in ([], "", {})}
