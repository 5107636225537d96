"""Hits as an Atom feed (RFC 4287): one for each alert, and one for all."""

import datetime as dt
from typing import Any, Final
from xml.etree import ElementTree as ET

from rasid.alerts.book import hits, listed
from rasid.alerts.rules import AlertError
from rasid.output import parties
from rasid.store.engine import Engine

MEDIA: Final = "application/atom+xml; charset=utf-8"
_ATOM: Final = "http://www.w3.org/2005/Atom"
_START: Final = dt.datetime(1970, 1, 1)


def feed(engine: Engine, alert: str | None = None, *, address: str = "", limit: int = 100) -> bytes:
    """The feed of an alert, or of all; `address` is its own. Raises AlertError for an unknown alert.

    Each entry has the sentence as its content and the article as its link; its id is that of the hit, for good.
    """
    alerts = {row["alert"]: row for row in listed(engine)}
    if alert is not None and alert not in alerts:
        raise AlertError(f"no alert {alert!r}")
    found = hits(engine, alert, limit=limit)
    title = f"Rasid: {alerts[alert]['name']}" if alert else "Rasid: alerts"
    changed = max((row["found"] for row in found), default=alerts[alert]["made"] if alert else _START)
    root = ET.Element("feed", {"xmlns": _ATOM})
    _add(root, "id", f"urn:rasid:alerts:{alert or 'all'}")
    _add(root, "title", title)
    _add(root, "updated", f"{changed.isoformat(timespec='seconds')}Z")
    _add(ET.SubElement(root, "author"), "name", "Rasid")
    if address:
        ET.SubElement(root, "link", {"rel": "self", "href": address})
    for row in found:
        _entry(root, row)
    body: bytes = ET.tostring(root, "utf-8", xml_declaration=True)
    return body


def _entry(root: ET.Element, row: dict[str, Any]) -> None:
    entry = ET.SubElement(root, "entry")
    events = row["events"]
    first = events[0] if events else None
    act = f"{first['type']} {parties(first['actor'], first['recipient'])}" if first else ""
    if "shift" in row:
        act = f"{row['shift']['deviations']:+.1f} deviations, {row['shift']['since']} to {row['shift']['until']}"
    _add(entry, "id", f"urn:rasid:hit:{row['hit']}")
    _add(entry, "title", f"{row['name']}: {act}")
    _add(entry, "updated", f"{row['found'].isoformat(timespec='seconds')}Z")
    if first and first["url"]:
        ET.SubElement(entry, "link", {"rel": "alternate", "href": first["url"]})
    _add(entry, "content", "\n".join(event["sentence"] or "" for event in events), {"type": "text"})


def _add(parent: ET.Element, name: str, text: str, attributes: dict[str, str] | None = None) -> None:
    clean = "".join(
        c for c in text if c in "\n\t" or (c >= " " and not 0xD800 <= ord(c) <= 0xDFFF and c not in "\ufffe\uffff")
    )
    ET.SubElement(parent, name, attributes or {}).text = clean
