"""The columns of the public POLECAT files: 40, in their order, tab-separated, ``None`` for what is missing.

One row an event. A side of several parties has its names, countries and COW numbers joined by ``;``, position by
position (with ``None`` for a party that has none), as contexts are.
"""

from collections.abc import Iterable
from typing import IO, Final

from rasid.exports.codes import Codes
from rasid.exports.told import Told, Undated, one_line

COLUMNS: Final = (
    "Event ID", "Event Date", "Event Type", "Event Mode", "Intensity", "Quad Code", "Contexts", "Actor Name",
    "Actor Country", "Actor COW", "Primary Actor Sector", "Actor Sectors", "Actor Title", "Actor Name Raw",
    "Wikipedia Actor ID", "Recipient Name", "Recipient Country", "Recipient COW", "Primary Recipient Sector",
    "Recipient Sectors", "Recipient Title", "Recipient Name Raw", "Wikipedia Recipient ID", "Placename", "City",
    "District", "Province", "Country", "Latitude", "Longitude", "GeoNames ID", "Raw Placename", "Feature Type",
    "Source", "Publication Date", "Story People", "Story Organizations", "Story Locations", "Language", "Version",
)  # fmt: skip
MISSING: Final = "None"
QUADS: Final = {
    1: "VERBAL COOPERATION", 2: "MATERIAL COOPERATION", 3: "VERBAL CONFLICT", 4: "MATERIAL CONFLICT",
}  # fmt: skip
LANGUAGE: Final = "ar"
_CITY: Final = frozenset(("city", "capital"))
_PROVINCE: Final = frozenset(("admin", "region"))


def rows(events: Iterable[Told], codes: Codes, undated: Undated = "blank") -> Iterable[dict[str, str]]:
    """One row an event, by column name; every value is text, ``None`` where nothing is known."""
    for one in events:
        yield _row(one, codes, undated)


def write(events: Iterable[Told], out: IO[str], codes: Codes, undated: Undated = "blank") -> int:
    """Write the file with its header; returns the number of rows. Cells never hold a tab, a line break or a quote
    that a reader would take for the start of a quoted cell."""
    out.write("\t".join(COLUMNS) + "\n")
    count = 0
    for row in rows(events, codes, undated):
        out.write("\t".join(row[column] for column in COLUMNS) + "\n")
        count += 1
    return count


def _row(one: Told, codes: Codes, undated: Undated) -> dict[str, str]:
    quad = codes.quad(one.type)
    day = one.day(undated)
    bodies = [text for text, named in one.story_actors if codes.actor(named[0]).kind in ("body", "group", "bloc")]
    cells: dict[str, object] = dict.fromkeys(COLUMNS)
    cells |= {
        "Event ID": one.id, "Event Date": day, "Event Type": one.type, "Event Mode": one.mode, "Intensity": one.score,
        "Quad Code": QUADS[quad] if quad else None, "Contexts": _join(one.context), "Source": one.source,
        "Publication Date": one.published, "Story Organizations": _join(bodies),
        "Story Locations": _join(one.story_places), "Language": LANGUAGE, "Version": one.coder_version,
    }  # fmt: skip
    cells |= _side("Actor", one.actor, one.actor_text, codes)
    cells |= _side("Recipient", one.recipient, one.recipient_text, codes)
    cells |= _place(one)
    return {column: _cell(cells[column]) for column in COLUMNS}


def _side(side: str, parties: tuple[str, ...], texts: tuple[str, ...], codes: Codes) -> dict[str, object]:
    actors = [codes.actor(code) for code in parties]
    sectors = tuple(dict.fromkeys(actor.sector for actor in actors if actor.sector))
    return {
        f"{side} Name": _parallel(actor.name for actor in actors),
        f"{side} Country": _parallel(actor.iso3 for actor in actors),
        f"{side} COW": _parallel(actor.cow for actor in actors),
        f"Primary {side} Sector": sectors[0] if sectors else None,
        f"{side} Sectors": _join(sectors), f"{side} Name Raw": _join(texts),
    }  # fmt: skip


def _place(one: Told) -> dict[str, object]:
    where = one.where
    if where is None:
        return {}
    return {
        "Placename": where.name, "Country": where.country, "Latitude": where.lat, "Longitude": where.lon,
        "City": where.name if where.precision in _CITY else None,
        "Province": where.name if where.precision in _PROVINCE else None, "Feature Type": where.precision or None,
    }  # fmt: skip


def _parallel(values: Iterable[object]) -> str | None:
    """The values in their positions, ``None`` for a gap; None if there is nothing but gaps."""
    found = list(values)
    if all(value is None for value in found):
        return None
    return ";".join(MISSING if value is None else str(value) for value in found)


def _join(values: Iterable[str]) -> str | None:
    return ";".join(value.replace(";", ",") for value in values) or None


def _cell(value: object) -> str:
    if value is None:
        return MISSING
    text = one_line(str(value))
    return text.replace('"', "'") if '"' in text else text
