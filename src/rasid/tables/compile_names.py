"""The names of the actors and places tables, brought into one index."""

from collections import defaultdict
from typing import Final

from rasid.arabic.normalise import normalise
from rasid.arabic.words import words
from rasid.tables.compiler import Compiler
from rasid.tables.loader import Row
from rasid.tables.names import Entity, Spellings, Term
from rasid.tables.word_classes import WordClasses

HOLDER_COLUMNS: Final = ("state", "office", "names", "short", "since", "until", "source")
MEMBER_COLUMNS: Final = ("org", "state", "since", "until", "source")
PLACE_COLUMNS: Final = ("names", "country", "kind", "lat", "lon", "population")


class NameBuilder:
    """Collects entities and the spellings that name them."""

    def __init__(self) -> None:
        self.entities: list[Entity] = []
        self.by_spelling: dict[tuple[str, ...], list[int]] = defaultdict(list)

    def add(self, spellings: list[str], entity: Entity) -> None:
        if not entity.words:
            entity.called(_words(spelling.removesuffix("?")) for spelling in spellings)
        doubtful = [spelling[:-1] for spelling in spellings if spelling.endswith("?")]
        if doubtful and not entity.unsure:
            spellings = [spelling for spelling in spellings if not spelling.endswith("?")]
            self.add(doubtful, entity.doubtful())
        self.entities.append(entity)
        number = len(self.entities) - 1
        for spelling in spellings:
            key = _words(spelling)
            if key and number not in self.by_spelling[key]:
                self.by_spelling[key].append(number)

    def build(self) -> tuple[list[Entity], dict[str, Spellings]]:
        first: dict[str, list[tuple[tuple[str, ...], tuple[int, ...]]]] = defaultdict(list)
        for key, numbers in self.by_spelling.items():
            first[key[0]].append((key[1:], tuple(numbers)))
        for options in first.values():
            options.sort(key=lambda option: (-len(option[0]), option[0]))
        return self.entities, dict(first)


def _words(spelling: str) -> tuple[str, ...]:
    return tuple(token.norm for token in words(spelling))


def compile_names(compiler: Compiler) -> tuple[list[Entity], dict[str, Spellings]]:
    """All names: states with their capitals and seats, bodies, groups, agencies, persons with their terms, places."""
    builder = NameBuilder()
    for row in compiler.read_actors("states.tsv"):
        code = (row["code"],)
        for column, kind in (("names", "state"), ("capital", "capital"), ("seats", "seat"), ("other", "state")):
            if row.items(column):
                gender = row["gender"] if kind == "state" else "f" if kind == "capital" else "x"
                builder.add(
                    row.items(column), Entity(row.items(column)[0], kind, code, country=row["code"], gender=gender)
                )
    for row in compiler.read_actors("orgs.tsv"):
        kind = "bloc" if row["kind"] == "bloc" else "org"
        names = row.items("names")
        gender = _gender(names[0], compiler.classes)
        builder.add(names, Entity(names[0], kind, tuple(row["code"].split("+")), gender=gender))
    for row in compiler.read_actors("groups.tsv"):
        names = row.items("names")
        builder.add(names, _group(row, names[0], compiler.classes))
    arab = {row["state"] for row in compiler.read("members.tsv", MEMBER_COLUMNS) if row["org"] == "ARAB_LEAGUE"}
    for row in compiler.read("agencies.tsv", ("code", "names", "source", "role")):
        names = row.items("names")
        home = row["code"] if row["code"] in arab and not row["role"] else ""  # where its Arabic reports are at home
        agency = Entity(names[0], "agency", tuple(row["code"].split("+")), role=row["role"], country=home)
        builder.add(names, agency)
    _persons(compiler, builder)
    for row in compiler.read("places.tsv", PLACE_COLUMNS, ("ambiguous",)):
        builder.add(row.items("names"), _place(row))
    return builder.build()


def _gender(name: str, classes: WordClasses) -> str:
    """The grammatical gender of a body's name, as far as its first word shows it."""
    first = _words(name)[0].removeprefix("ال")
    if first.endswith("ة") or first in classes.feminine_heads:
        return "f"
    return "m" if first in classes.masculine_heads else "x"


def _group(row: Row, name: str, classes: WordClasses) -> Entity:
    code = tuple(row["code"].split("+"))
    return Entity(name, "group", code, role=row["role"], country=row["country"], gender=_gender(name, classes))


def _persons(compiler: Compiler, builder: NameBuilder) -> None:
    offices = {row["id"]: _heads(row) for row in compiler.read("offices.tsv", ("id", "head", "role", "note"))}
    given = {
        normalise(row["name"]): row["gender"] if row["gender"] in ("m", "f") else "x"
        for row in compiler.read("given_names.tsv", ("name", "gender"), ("ambiguous",))
    }
    lands = {row["code"]: row["country"] for row in compiler.read_actors("groups.tsv")}
    lands |= {code: code for code in compiler.states()}
    people: dict[str, list[Row]] = defaultdict(list)
    for row in compiler.read("holders.tsv", HOLDER_COLUMNS):
        people[row.items("names")[0]].append(row)
    for name, rows in people.items():
        terms = tuple(
            Term(row["state"], row["office"], row["since"], row["until"], offices.get(row["office"], ()))
            for row in rows
        )
        spellings = sorted({spelling for row in rows for spelling in row.items("names")})
        gender = given.get(_words(name)[0], "x")
        land = next((land for row in rows if (land := lands.get(row["state"].partition(":")[0], ""))), "")
        person = Entity(name, "person", (), terms, country=land, gender=gender).called(
            _words(spelling) for spelling in spellings
        )
        shorts = sorted({short for row in rows for short in row.items("short")})
        person.heads = frozenset(key[0] for short in shorts if len(key := _words(short.removesuffix("?"))) == 1)
        builder.add(spellings + [short for short in shorts if short not in spellings], person)


def _heads(row: Row) -> tuple[str, ...]:
    """The names of an office, bare of the article, as the lemmas of its first two words ("وزير خارجية")."""
    names = (_words(name)[:2] for name in row.items("head"))
    return tuple(dict.fromkeys(" ".join(word.removeprefix("ال") for word in name) for name in names))


def _place(row: Row) -> Entity:
    try:
        lat, lon = (float(row["lat"]), float(row["lon"])) if row["lat"] else (None, None)
    except ValueError:
        raise row.fault(f"no coordinates: {row['lat']} {row['lon']}") from None
    return Entity(
        row.items("names")[0], "place", (), country=row["country"], lat=lat, lon=lon, precision=row["kind"],
        unsure=row.cells.get("ambiguous", "") == "y",
    )  # fmt: skip
