"""GDELT 2.0's event table: 61 columns, tab-separated, without a header, empty where nothing is known.

One row a pair of parties (GDELT has one actor on either side); a mutual event gives both directions. Numbers and codes
are GDELT's: CAMEO events and actors, FIPS countries of places, the Goldstein scale.
"""

from collections.abc import Iterable
from typing import IO, Final

from rasid.exports.codes import Codes
from rasid.exports.told import Told, Undated, one_line
from rasid.records import record_id

_ACTOR: Final = (
    "Code", "Name", "CountryCode", "KnownGroupCode", "EthnicCode", "Religion1Code", "Religion2Code", "Type1Code",
    "Type2Code", "Type3Code",
)  # fmt: skip
_GEO: Final = ("Type", "FullName", "CountryCode", "ADM1Code", "ADM2Code", "Lat", "Long", "FeatureID")
COLUMNS: Final = (
    "GLOBALEVENTID", "SQLDATE", "MonthYear", "Year", "FractionDate",
    *(f"Actor1{name}" for name in _ACTOR), *(f"Actor2{name}" for name in _ACTOR),
    "IsRootEvent", "EventCode", "EventBaseCode", "EventRootCode", "QuadClass", "GoldsteinScale", "NumMentions",
    "NumSources", "NumArticles", "AvgTone",
    *(f"{side}Geo_{name}" for side in ("Actor1", "Actor2", "Action") for name in _GEO), "DATEADDED", "SOURCEURL",
)  # fmt: skip
_GEO_TYPES: Final = {
    "state": 1, "country": 1, "city": 4, "capital": 4, "camp": 4, "admin": 5, "region": 5,
}  # fmt: skip
"""GDELT's geographic resolutions; cities and regions of the United States have others (`_AMERICAN`)."""
_AMERICAN: Final = {4: 3, 5: 2}


def rows(events: Iterable[Told], codes: Codes, undated: Undated = "blank") -> Iterable[dict[str, str]]:
    """One row a dyad, by column name; every value is text, empty where nothing is known.

    Events without a CAMEO code (those of another ontology) have their row too, its code columns empty.
    """
    for one in events:
        shared = _shared(one, codes, undated)
        for source, target in one.dyads():
            number = int(record_id(one.id, source, target), 16) >> 1  # fits a signed 64-bit column
            cells = {**shared, **_actor("Actor1", source, codes), **_actor("Actor2", target, codes)}
            cells["GLOBALEVENTID"] = number
            yield {column: _cell(cells.get(column)) for column in COLUMNS}


def write(events: Iterable[Told], out: IO[str], codes: Codes, undated: Undated = "blank") -> int:
    """Write the file, without a header as GDELT's own are; returns the number of rows."""
    count = 0
    for row in rows(events, codes, undated):
        out.write("\t".join(row[column] for column in COLUMNS) + "\n")
        count += 1
    return count


def quad_class(cameo: str | None) -> int | None:
    """CAMEO's four classes: 1 verbal and 2 material cooperation, 3 verbal and 4 material conflict.

    >>> [quad_class(code) for code in ("042", "071", "112", "190", None)]
    [1, 2, 3, 4, None]
    """
    if not cameo or not cameo[:2].isdigit():
        return None
    root = int(cameo[:2])
    return 1 if root <= 5 else 2 if root <= 9 else 3 if root <= 14 else 4


def _shared(one: Told, codes: Codes, undated: Undated) -> dict[str, object]:
    cells: dict[str, object] = {
        "EventCode": one.cameo, "EventBaseCode": one.cameo[:3] if one.cameo else None,
        "EventRootCode": one.cameo[:2] if one.cameo else None, "QuadClass": quad_class(one.cameo),
        "GoldsteinScale": codes.goldstein(one.cameo), "NumMentions": one.reports, "NumSources": one.sources,
        "NumArticles": one.articles, "SOURCEURL": one.url,
    }  # fmt: skip
    return cells | _when(one, undated) | _where(one, codes)


def _when(one: Told, undated: Undated) -> dict[str, object]:
    day = one.day(undated)
    if day is not None:
        fraction = f"{day.year + (day.month * 30 + day.day) / 365:.4f}"
        return {
            "SQLDATE": day.strftime("%Y%m%d"), "MonthYear": day.strftime("%Y%m"), "Year": day.year,
            "FractionDate": fraction,
        }  # fmt: skip
    told = (one.when or "").split("-")
    return {"Year": told[0], "MonthYear": "".join(told[:2]) if len(told) > 1 else None}


def _actor(side: str, code: str | None, codes: Codes) -> dict[str, object]:
    if code is None:
        return {}
    actor = codes.actor(code)
    kind = None if actor.kind == "state" else actor.sector
    return {
        f"{side}Code": actor.cameo, f"{side}Name": actor.name.upper() if actor.name else None,
        f"{side}CountryCode": actor.country.cameo if actor.country else None,
        f"{side}KnownGroupCode": actor.known, f"{side}Type1Code": kind,
    }  # fmt: skip


def _where(one: Told, codes: Codes) -> dict[str, object]:
    where = one.where
    if where is None:
        return {}
    country = codes.countries.get(where.country or "")
    kind = _GEO_TYPES.get(where.precision)
    if kind and where.country == "USA":
        kind = _AMERICAN.get(kind, kind)
    return {
        "ActionGeo_Type": kind, "ActionGeo_FullName": where.name,
        "ActionGeo_CountryCode": country.fips if country else None, "ActionGeo_Lat": where.lat,
        "ActionGeo_Long": where.lon,
    }  # fmt: skip


def _cell(value: object) -> str:
    return "" if value is None else one_line(str(value)).replace('"', "'")
