"""What Rasid's actor codes are called in other systems: COW numbers, FIPS and CAMEO codes, sectors, English names.

Everything comes from tables with their sources (``countries.tsv``, ``cameo_actors.tsv``, ``goldstein.tsv`` beside this
module, and the coder's own tables of bodies and groups). What a system has no code for is None, never a guess.

>>> codes = Codes.load()
>>> codes.actor("IRQ:INS").cameo, codes.actor("YEM").cow, codes.actor("UN").cameo
('IRQREB', 679, 'IGOUNO')
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Final

from rasid.tables import FOLDER
from rasid.tables.custom import chosen, ontology
from rasid.tables.loader import Row, read_table

_HERE: Final = Path(__file__).parent
UNKNOWN: Final = "XXX"
SECTORS: Final = {
    "INS": "REB", "OPP": "OPP", "CIV": "CVL", "BUS": "BUS", "MED": "MED", "JUD": "JUD", "ACD": "EDU", "NGO": "NGO",
    "MIL": "MIL", "POL": "PTY", "REL": "REL", "SPY": "SPY", "CRM": "CRM",
}  # fmt: skip
"""Rasid's roles as CAMEO, PLOVER and POLECAT write them; an unlisted role has no counterpart there."""
_STATES: Final = ("code", "names", "adjectives", "gender", "capital", "seats", "other", "source")
_REGIONS: Final = {"WEST": "WST", "ASIA": "ASA", "AFRICA": "AFR", "LATIN_AMERICA": "LAM"}
GOVERNMENT, BODY = "GOV", "IGO"
QUAD_OF: Final = {
    **dict.fromkeys(("AGREE", "CONSULT", "SUPPORT", "CONCEDE"), 1),
    **dict.fromkeys(("COOPERATE", "AID", "RETREAT"), 2),
    **dict.fromkeys(("REQUEST", "ACCUSE", "REJECT", "THREATEN"), 3),
    **dict.fromkeys(("PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT"), 4),
}


@dataclass(frozen=True, slots=True)
class Country:
    """One row of ``countries.tsv``; None where a system has no code for the state."""

    iso3: str
    iso2: str | None
    cow: int | None
    fips: str | None
    cameo: str | None
    name: str


@dataclass(frozen=True, slots=True)
class Actor:
    """A code of Rasid's, understood. ``kind``: state, role (unnamed people of a state), body, bloc, group, unknown."""

    code: str
    kind: str
    country: Country | None = None
    role: str | None = None
    name: str | None = None
    cameo: str | None = None
    known: str | None = None

    @property
    def cow(self) -> int | None:
        return self.country.cow if self.country else None

    @property
    def iso3(self) -> str | None:
        return self.country.iso3 if self.country else None

    @property
    def sector(self) -> str | None:
        """GOV for a state, IGO for a body, the group's or the role's own; None where nothing is known."""
        if self.kind == "state":
            return GOVERNMENT
        if self.kind == "body":
            return BODY
        return SECTORS.get(self.role or "")


class Codes:
    """The tables, ready for look-ups; make one with `Codes.load`."""

    def __init__(
        self, countries: dict[str, Country], bodies: dict[str, str], groups: dict[str, tuple[str, str]],
        cameo: dict[str, tuple[str, str]], goldstein: dict[str, float], quads: dict[str, int | None],
    ) -> None:  # fmt: skip
        self.countries = countries
        self._bodies = bodies
        self._groups = groups
        self._cameo = cameo
        self._goldstein = goldstein
        self._quads = quads
        self._known: dict[str, Actor] = {}

    @classmethod
    def load(cls, folders: tuple[Path, ...] | None = None) -> "Codes":
        """The tables of the package, and the types, states, bodies and groups that a user added: in `folders`, or in
        those that ``--tables`` names where `folders` is None."""
        return _load(chosen() if folders is None else folders)

    def actor(self, code: str) -> Actor:
        """What is known of a code; one that no table has is of kind ``unknown``."""
        known = self._known.get(code)
        if known is None:
            known = self._known[code] = self._actor(code)
        return known

    def _actor(self, code: str) -> Actor:
        base, _, role = code.partition(":")
        country = self.countries.get(base)
        if base == UNKNOWN:
            return Actor(code, "unknown", role=role or None, cameo=SECTORS.get(role))
        if country is not None and base not in self._groups:
            suffix = SECTORS.get(role, "")
            cameo = f"{country.cameo}{suffix}" if country.cameo else None
            if role:
                return Actor(code, "role", country, role, None, cameo)
            return Actor(code, "state", country, None, country.name, cameo)
        own, group_known = self._cameo.get(base, ("", ""))
        if base in self._bodies:
            bloc = self._bodies[base] == "bloc"
            cameo = own or _REGIONS.get(base) or (None if bloc else BODY)
            return Actor(code, "bloc" if bloc else "body", None, role or None, base, cameo, group_known or None)
        if base in self._groups:
            place, kind = self._groups[base]
            home = self.countries.get(place)
            cameo = own or f"{home.cameo if home and home.cameo else ''}{SECTORS.get(kind, '')}" or None
            return Actor(code, "group", home, role or kind or None, base, cameo, group_known or None)
        return Actor(code, "unknown", None, role or None, base, own or None, group_known or None)

    def named_in_cameo(self) -> tuple[str, ...]:
        """The codes that CAMEO has a code of its own for, the usual one first where several share it."""
        return (*self._cameo, *_REGIONS)

    def quad(self, type_: str) -> int | None:
        """PLOVER's quad category of a type: 1 and 2 verbal and material cooperation, 3 and 4 conflict; None where
        nothing says it."""
        return QUAD_OF.get(type_) or self._quads.get(type_)

    def knowing(self, quads: Mapping[str, int | None]) -> "Codes":
        """The same with the quad categories of further types, as a store keeps them."""
        return Codes(
            self.countries, self._bodies, self._groups, self._cameo, self._goldstein, {**quads, **self._quads}
        )  # fmt: skip

    def goldstein(self, cameo: str | None) -> float | None:
        """The Goldstein score of a CAMEO code; that of the nearest code above it where it has none of its own."""
        while cameo:
            if cameo in self._goldstein:
                return self._goldstein[cameo]
            cameo = cameo[:-1]
        return None


@lru_cache(maxsize=4)
def _load(folders: tuple[Path, ...]) -> Codes:
    countries = {
        row["iso3"]: Country(
            row["iso3"], row["iso2"] or None, int(row["cow"]) if row["cow"] else None, row["fips"] or None,
            row["cameo"] or None, row["name"],
        )
        for row in read_table(_HERE / "countries.tsv", ("iso3", "iso2", "cow", "fips", "cameo", "name"))
    }  # fmt: skip
    bodies: dict[str, str] = {}
    groups: dict[str, tuple[str, str]] = {}
    for folder in (FOLDER, *folders):
        for row in _rows(folder / "states.tsv", _STATES):
            countries.setdefault(row["code"], Country(row["code"], None, None, None, None, row.items("names")[0]))
        for row in _rows(folder / "orgs.tsv", ("code", "names", "adjectives", "kind", "source")):
            bodies.setdefault(row["code"], row["kind"])
        for row in _rows(folder / "groups.tsv", ("code", "names", "adjectives", "country", "role", "source")):
            if ":" not in row["code"]:
                groups.setdefault(row["code"], (row["country"], row["role"]))
    cameo = {
        row["code"]: (row["cameo"], row["known"])
        for row in read_table(_HERE / "cameo_actors.tsv", ("code", "cameo", "known"))
    }
    goldstein = {row["cameo"]: float(row["score"]) for row in read_table(_HERE / "goldstein.tsv", ("cameo", "score"))}
    quads = {name: quad for name, (quad, _) in ontology(folders).items()}
    return Codes(countries, bodies, groups, cameo, goldstein, quads)


def _rows(path: Path, columns: tuple[str, ...]) -> Iterable[Row]:
    return read_table(path, columns) if path.exists() else ()
