"""Wars that go on while reports speak of them: the sides of "the war in Ukraine", which names none."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from rasid.arabic.normalise import normalise
from rasid.tables.loader import Row

COLUMNS: Final = ("place", "names", "one", "other", "since", "until", "gloss")


@dataclass(frozen=True, slots=True)
class War:
    """A war with its sides, its months, and the narrower names that its place must be called by, if any."""

    one: tuple[str, ...]
    other: tuple[str, ...]
    since: str
    until: str
    names: frozenset[str]


def read(rows: Iterable[Row]) -> dict[str, tuple[War, ...]]:
    """The wars by the state that they are named after. Raises the fault of a line without sides or a beginning."""
    found: dict[str, tuple[War, ...]] = {}
    for row in rows:
        one, other = tuple(row.items("one")), tuple(row.items("other"))
        if not one or not other or not row["since"]:
            raise row.fault("a war has two sides and a beginning")
        war = War(one, other, row["since"], row["until"], frozenset(normalise(name) for name in row.items("names")))
        found[row["place"]] = (*found.get(row["place"], ()), war)
    return found


def going_on(wars: Mapping[str, tuple[War, ...]], place: str, day: str, words: Collection[str]) -> War | None:
    """The war named after ``place`` that goes on at ``day`` (ISO); ``words`` stand beside it in the text."""
    month = day[:7]
    known = [war for war in wars.get(place, ()) if month and war.since <= month <= (war.until or month)]
    fitting = [war for war in known if not war.names or war.names & set(words)]
    return max(fitting, key=lambda war: (bool(war.names), war.since), default=None)
