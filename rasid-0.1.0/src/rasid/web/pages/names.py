"""What actors are called in Arabic and in English, and who is meant by a name that somebody types."""

import difflib
import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Final

import rasid.tables
from rasid.arabic.words import words
from rasid.exports.codes import Codes
from rasid.web.pages.wording import ROLES, Lang

if TYPE_CHECKING:
    from rasid.tables import Tables

_KINDS: Final = ("state", "org", "bloc", "group", "agency")
_OFFICES: Final = Path(rasid.tables.__file__).parent / "offices.tsv"
_NAMES: Final = 8  # of an actor, on its page
_UNNAMED: Final = "غير مسمّى"
_ALIKE: Final = 0.84
_ENGLISH: Final = {
    "USA": "United States", "GBR": "United Kingdom", "ARE": "United Arab Emirates", "EU": "European Union",
    "UN": "United Nations", "UNSC": "UN Security Council", "RSF": "Rapid Support Forces", "HAMAS": "Hamas",
    "TALIBAN": "Taliban", "WEST": "The West", "ARAB_LEAGUE": "Arab League", "AU": "African Union",
    "ARAB": "Arab states", "IS": "Islamic State", "XXX": "Unnamed",
}  # fmt: skip
_ALSO: Final = {
    "us": "USA", "america": "USA", "washington": "USA", "uk": "GBR", "britain": "GBR", "england": "GBR",
    "london": "GBR",
    "uae": "ARE", "emirates": "ARE", "moscow": "RUS", "kremlin": "RUS", "beijing": "CHN", "tehran": "IRN",
    "cairo": "EGY", "north korea": "PRK", "south korea": "KOR", "pyongyang": "PRK", "seoul": "KOR", "riyadh": "SAU",
    "saudi": "SAU", "ankara": "TUR", "turkey": "TUR", "kyiv": "UKR", "congo": "COD", "drc": "COD", "ivory coast": "CIV",
    "addis ababa": "ETH", "palestine": "PSE", "paris": "FRA", "berlin": "DEU", "damascus": "SYR", "baghdad": "IRQ",
    "houthis": "HOUTHIS", "hizbollah": "HEZBOLLAH", "hizballah": "HEZBOLLAH",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Term:
    """Somebody's time in an office."""

    holder: str
    office: str
    title: str
    since: str
    until: str
    rank: int = 0
    """The place of the office in the table of offices: heads of state first."""


class NameBook:
    """The names of the tables, by code and by what people type."""

    def __init__(self, tables: "Tables") -> None:
        self._codes = Codes.load()
        self._tables = tables
        self._arabic: dict[str, list[str]] = {}
        self._terms: dict[str, list[Term]] = {}
        for entity in tables.names.entities:
            if entity.kind in _KINDS and len(entity.codes) == 1:
                spelt = self._arabic.setdefault(entity.codes[0], [])
                if entity.kind != "agency" and entity.name not in spelt:
                    spelt.append(entity.name)
            for term in entity.terms:
                rank, title = _offices().get(term.office, (len(_offices()), next(iter(term.heads), "")))
                self._terms.setdefault(term.code, []).append(
                    Term(entity.name, term.office, title, term.since, term.until, rank)
                )
        self._english = {self.name(code, "en").lower(): code for code in self._arabic} | _ALSO

    @lru_cache(maxsize=8192)  # noqa: B019 - one book lives as long as the server
    def name(self, code: str, lang: Lang) -> str:
        """What to call an actor; the code where nothing else is known."""
        base, _, role = code.partition(":")
        own = self._arabic.get(code)
        if lang == "ar":
            name = (own or self._arabic.get(base) or [_UNNAMED if base == "XXX" else base])[0]
        elif base in _ENGLISH:
            name = _ENGLISH[base]
        else:
            known = self._codes.actor(base)
            name = known.name if known.kind == "state" and known.name and known.name.isascii() else _spelt(base)
        if role and not (own and lang == "ar"):
            name += " · " + ROLES.get(role, (role, role))[lang == "ar"]
        return name

    def others(self, code: str) -> list[str]:
        """Its names in the Arabic press, the usual one first."""
        return self._arabic.get(code, [])[:_NAMES]

    def terms(self, code: str) -> list[Term]:
        """Who held which office of it, the latest first."""
        once = dict.fromkeys(self._terms.get(code, []))
        return sorted(once, key=lambda t: (t.until or "9999", t.since), reverse=True)

    def country(self, code: str) -> str | None:
        """The state that an actor belongs to."""
        found = self._codes.actor(code).country
        return found.iso3 if found else None

    def find(self, asked: str, most: int = 12) -> list[str]:
        """Codes of the actors that a text names, in its order: Arabic or English names, capitals, people, codes."""
        found = list(dict.fromkeys([*self._in_arabic(asked), *self._in_english(asked)]))
        return found[:most]

    def _in_arabic(self, asked: str) -> list[str]:
        found: list[str] = []
        tokens, at = list(words(asked)), 0
        while at < len(tokens):
            match = self._tables.names.match(tokens, at)
            if match is None:
                at += 1
                continue
            for number in match.entities:
                entity = self._tables.names.entities[number]
                codes = entity.codes or tuple(dict.fromkeys(term.code for term in entity.terms[-1:]))
                found += codes if entity.kind != "place" else ()
            at += match.length
        return found

    def _in_english(self, asked: str) -> list[str]:
        bare = re.sub(r"[^a-z0-9_: ]+", " ", asked.lower())
        parts, found, at = bare.split(), [], 0
        while at < len(parts):
            for length in range(min(4, len(parts) - at), 0, -1):
                code = self._known(" ".join(parts[at : at + length]))
                if code:
                    found.append(code)
                    at += length - 1
                    break
            at += 1
        return found

    def _known(self, name: str) -> str | None:
        if name in self._english:
            return self._english[name]
        base = name.upper().partition(":")[0].replace(" ", "_")
        if base in self._arabic:
            return name.upper().replace(" ", "_")
        if len(name) < 5:
            return None
        near = difflib.get_close_matches(name, self._english, 1, _ALIKE)
        return self._english[near[0]] if near else None


@lru_cache(maxsize=1)
def _offices() -> dict[str, tuple[int, str]]:
    """Each office's place in the table and its usual title."""
    lines = _OFFICES.read_text(encoding="utf-8").splitlines()
    rows = [line.split("\t") for line in lines if line and line[0] != "#"]
    return {row[0]: (number, row[1].partition("|")[0]) for number, row in enumerate(rows[1:])}


def _spelt(code: str) -> str:
    """A code as a name: ISLAMIC_JIHAD is Islamic Jihad, SADC stays."""
    if "_" not in code and len(code) <= 5:
        return code
    return " ".join(part.capitalize() if len(part) > 2 else part for part in code.split("_"))
