"""Words that inflect in a way of their own: closed lists, which the table ``irregulars.tsv`` holds.

>>> from rasid.tables.loader import Row
>>> known = read([Row(Path("irregulars.tsv"), 2, {"lemma": "آخر", "kind": "feminine", "form": "أخرى"})])
>>> known.feminine["آخر"]
'أخرى'
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from rasid.tables.loader import Row

COLUMNS: Final = ("lemma", "kind", "form", "gloss")
FORMED: Final = ("feminine", "imperative", "jussive")
"""The kinds whose words have their form beside them."""
LISTED: Final = ("colour", "drops_ya", "elative", "five", "hollow_ya", "no_imperative")


@dataclass(frozen=True, slots=True)
class Irregulars:
    """Lemmas as they are spelled, by what is irregular in them."""

    colour: frozenset[str] = frozenset()
    drops_ya: frozenset[str] = frozenset()
    elative: frozenset[str] = frozenset()
    five: frozenset[str] = frozenset()
    hollow_ya: frozenset[str] = frozenset()
    no_imperative: frozenset[str] = frozenset()
    feminine: Mapping[str, str] = field(default_factory=dict)
    imperative: Mapping[str, str] = field(default_factory=dict)
    jussive: Mapping[str, str] = field(default_factory=dict)


def load(tables_dir: Path) -> Irregulars:
    """The irregular words under ``tables_dir``. Raises TableError where the table is faulty."""
    from rasid.tables.loader import read_table  # here, for rasid.tables imports this module

    return read(read_table(tables_dir / "irregulars.tsv", COLUMNS))


def read(rows: "Iterable[Row]") -> Irregulars:
    """The irregular words of these rows. Raises the fault of a row of no kind, or with a form too few or too many."""
    formed: dict[str, dict[str, str]] = {kind: {} for kind in FORMED}
    listed: dict[str, set[str]] = {kind: set() for kind in LISTED}
    for row in rows:
        kind, lemma, form = row["kind"], row["lemma"], row["form"]
        if kind not in formed and kind not in listed:
            raise row.fault(f"no such kind: {kind!r}, wanted one of {', '.join(sorted((*FORMED, *LISTED)))}")
        if (kind in formed) != bool(form):
            raise row.fault(f"{kind} has a form beside it" if kind in formed else f"{kind} has no form beside it")
        if kind in formed:
            formed[kind][lemma] = form
        else:
            listed[kind].add(lemma)
    known = {kind: frozenset(words) for kind, words in listed.items()}
    return Irregulars(
        known["colour"], known["drops_ya"], known["elative"], known["five"], known["hollow_ya"], known["no_imperative"],
        formed["feminine"], formed["imperative"], formed["jussive"],
    )  # fmt: skip
