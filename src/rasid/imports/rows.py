"""Gold in Rasid's form, and how codes of other systems become Rasid's."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

from rasid.exports.codes import SECTORS, Codes
from rasid.tables.loader import read_table

Row = dict[str, Any]
SOMEONE: Final = "XXX"
_HERE: Final = Path(__file__).parent
_ROLES: Final = {theirs: ours for ours, theirs in SECTORS.items() if ours != "MIL"} | {
    "INS": "INS", "SEP": "INS", "UAF": "INS", "REF": "CIV", "LAB": "CIV", "HRI": "NGO", "MNC": "BUS", "RAD": "INS",
}  # fmt: skip
"""Roles as CAMEO and PLOVER write them, as ours. GOV, MIL, COP and LEG are the state itself, as is what is not here."""
_OLD_COUNTRIES: Final = {"ROM": "ROU", "ZAR": "COD", "GER": "DEU", "JAP": "JPN"}
_BODILESS: Final = ("IGO", "NGO", "NGM", "MNC", "IMG", "INT")  # kinds of actors that name nobody


class GoldImportError(ValueError):
    """Something that can't be imported, said for people: the file, the line or record, what is wrong."""


@dataclass(slots=True)
class Imported:
    """Gold rows, and what was left out, by reason."""

    rows: list[Row] = field(default_factory=list)
    left_out: dict[str, int] = field(default_factory=dict)

    def leave(self, reason: str) -> None:
        self.left_out[reason] = self.left_out.get(reason, 0) + 1

    @property
    def events(self) -> int:
        return sum(len(row.get("events", ())) for row in self.rows)


@lru_cache(maxsize=1)
def _conversion() -> dict[str, tuple[str, str | None, tuple[str, ...]]]:
    columns = ("cameo", "type", "mode", "context")
    return {
        row["cameo"]: (row["type"], row["mode"] or None, tuple(row.items("context")))
        for row in read_table(_HERE / "cameo2plover.tsv", columns)
    }


def plover_of(cameo: str) -> tuple[str, str | None, tuple[str, ...]] | None:
    """PLOVER's type, mode and contexts of a CAMEO code; None where PLOVER has nothing for it.

    >>> plover_of("1121"), plover_of("012")
    (('ACCUSE', 'allege', ('crime', 'corruption')), None)
    """
    while len(cameo) > 1:
        found = _conversion().get(cameo)
        if found:
            return found
        cameo = cameo[:-1]
    return None


def actor_of(cameo: str) -> str:
    """Rasid's code of a CAMEO actor (``IRQREB``: ``IRQ:INS``); XXX where it names nobody.

    >>> [actor_of(code) for code in ("USAGOV", "IRQREB", "---", "IGOUNO", "KSV", "PSEREBHMS", "---REB")]
    ['USA', 'IRQ:INS', 'XXX', 'UN', 'XKX', 'HAMAS', 'XXX:INS']
    """
    code = cameo.strip().upper()
    known = _cameo_actors()
    if Codes.load().actor(code).kind in ("body", "bloc", "group"):
        return code  # ours already
    whole = next((known[code[:end]] for end in range(len(code), 5, -1) if code[:end] in known), None)
    if whole:
        return whole
    base, rest = code[:3], code[3:]
    if base in ("", "---") or base in _BODILESS:
        base = SOMEONE
    base = known.get(base) or _OLD_COUNTRIES.get(base, base)
    return with_role(base, [rest[n : n + 3] for n in range(0, len(rest), 3)])


def with_role(base: str, sectors: Iterable[str]) -> str:
    """A code with the first of the sectors that is a role of ours: ``IRQ`` and ``REB`` give ``IRQ:INS``."""
    role = next((_ROLES[sector] for sector in sectors if sector in _ROLES), "")
    return f"{base}:{role}" if role else base


@lru_cache(maxsize=1)
def _cameo_actors() -> dict[str, str]:
    codes = Codes.load()
    known: dict[str, str] = {}
    for code in codes.named_in_cameo():
        cameo = codes.actor(code).cameo
        if cameo:
            known.setdefault(cameo, code)
    for country in codes.countries.values():
        if country.cameo:
            known[country.cameo] = country.iso3
    return known


def event(
    type_: str, actor: list[str], recipient: list[str], *, trigger: str = "", mode: str | None = None,
    context: Iterable[str] = (), cameo: str | None = None, **more: Any,
) -> Row:  # fmt: skip
    """An event in the form of gold files."""
    return {
        "type": type_, "actor": actor, "recipient": recipient, "aux": [], "attribution": [], "trigger": trigger,
        "context": list(context), "when": None, "amount": None, "mode": mode, "cameo": cameo,
    } | more  # fmt: skip
