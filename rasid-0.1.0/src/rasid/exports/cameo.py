"""The classic dyadic file: date, source, target, CAMEO code, Goldstein score, tab-separated, without a header.

Compound actors are expanded, one row a pair; a mutual event gives both directions. The date is the report's, as in all
coders of this family; a side that nobody is named on is ``---``, as there. Events without a CAMEO code are left out.
"""

from collections.abc import Iterable, Iterator
from typing import IO, Final

from rasid.exports.codes import Codes
from rasid.exports.told import Told

COLUMNS: Final = ("date", "source", "target", "code", "goldstein")
NOBODY: Final = "---"
NO_DATE: Final = ""


def rows(events: Iterable[Told], codes: Codes) -> Iterator[tuple[str, str, str, str, str]]:
    """(date as YYYYMMDD, source, target, CAMEO code, Goldstein score), each as text."""
    for one in events:
        if not one.cameo:
            continue
        score = codes.goldstein(one.cameo)
        day = one.published.strftime("%Y%m%d") if one.published else NO_DATE
        for source, target in one.dyads():
            pair = (_code(source, codes), _code(target, codes))
            if pair != (NOBODY, NOBODY):
                yield day, *pair, one.cameo, NO_DATE if score is None else str(score)


def write(events: Iterable[Told], out: IO[str], codes: Codes) -> int:
    """Write the file; returns the number of rows."""
    count = 0
    for row in rows(events, codes):
        out.write("\t".join(row) + "\n")
        count += 1
    return count


def _code(code: str | None, codes: Codes) -> str:
    if code is None:
        return NOBODY
    actor = codes.actor(code)
    if actor.cameo and actor.kind == "unknown":
        return NOBODY + actor.cameo  # ---REB: rebels of nobody knows where
    return actor.cameo or NOBODY
