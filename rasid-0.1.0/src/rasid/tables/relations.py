"""The table of relational words: nouns and participles that tell a standing relation by themselves.

"حليف" (ally) is said of somebody, its *bearer*, and names whose ally he is; "عقوبات" (sanctions) are *owned* by whoever
imposes them and lie on another; "صراع" (conflict) is *shared* by its sides; a verb tells it of its
subject while it lasts. A line of ``relations.tsv`` says which of
these a word is, and by which prepositions the other side is told::

    حليف|حليفة   bearer   ل    alliance   one > other   ...
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from rasid.arabic.normalise import normalise
from rasid.records import TIE_KINDS
from rasid.tables.loader import Row
from rasid.tables.notation import Frame, Outcome

COLUMNS: Final = ("words", "needs", "shape", "of", "preps", "kind", "order", "unnamed", "example")
NOMINAL_SHAPES: Final = ("bearer", "owned", "had", "shared")
SHAPES: Final = (*NOMINAL_SHAPES, "verb", "since")
OBJECT: Final = "OBJ"
OWNER: Final = "OWNER"  # whoever owns what the relation needs
_ORDERS: Final = ("one > other", "other > one")


@dataclass(frozen=True, slots=True)
class Relation:
    """One line of the table.

    ``needs``: lemmas (or, in Latin letters, classes) one of which must stand beside the word. ``of``: classes one of
    which the bearer must have. ``turned``: the tie goes from the other side to this one. ``unnamed``: who is meant
    where nobody is named ("international sanctions" are the UN's).
    """

    rule: Frame
    kind: str
    shape: str
    needs: frozenset[str]
    classes: frozenset[str]
    of: frozenset[str]
    preps: tuple[str, ...]
    turned: bool
    unnamed: tuple[str, ...]


def read(rows: Iterable[Row]) -> dict[str, tuple[Relation, ...]]:
    """The relations by the lemma that tells them. Raises the fault of a line that says nothing known."""
    found: dict[str, tuple[Relation, ...]] = {}
    for row in rows:
        if row["kind"] not in TIE_KINDS or row["shape"] not in SHAPES or row["order"] not in _ORDERS:
            raise row.fault("no such kind, shape or order")
        needs = row.items("needs")
        for word in row.items("words"):
            rule = Frame(
                f"relations:{row.line}", word, "N", (), (Outcome("tie", type=row["kind"]),), None, (), row["example"],
                row["shape"], f"TIE.{row['kind']} {row['order']}",
            )  # fmt: skip
            relation = Relation(
                rule, row["kind"], row["shape"], frozenset(normalise(n) for n in needs if not n.isascii()),
                frozenset(n for n in needs if n.isascii()), frozenset(row.items("of")),
                tuple(p if p in (OBJECT, OWNER) else normalise(p) for p in row.items("preps")),
                row["order"] == _ORDERS[1], tuple(row.items("unnamed")),
            )  # fmt: skip
            key = normalise(word)
            found[key] = (*found.get(key, ()), relation)
    return found
