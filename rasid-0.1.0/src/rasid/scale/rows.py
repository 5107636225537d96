"""The rows of a data set: what reports tell, in the columns of the exported tables, with the status that a store gives.

Each report's event is an event by itself here; a store that reads the data set shows them so.
"""

from collections.abc import Sequence
from typing import Any, Final

from rasid.exports.codes import Codes
from rasid.exports.table import EVENTS as TOLD
from rasid.exports.table import TIES, event_rows, tie_rows
from rasid.exports.told import tell
from rasid.records import Article, Coding
from rasid.store.stance import stance, status_of

EVENTS: Final[dict[str, str]] = {**TOLD, "stance": "text"}
REJECTS: Final = {"found_at": "text", "reason": "text"}
__all__ = ["EVENTS", "REJECTS", "TIES", "rows_of"]


def rows_of(coded: Sequence[tuple[Article, Coding]]) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """The rows of events and of ties, with the keys of `EVENTS` and `TIES`."""
    codes = Codes.load()
    items = list(tell(coded))
    stances = [stance(event) for _, coding in coded for event in coding.events]
    events = list(event_rows(items, codes))
    for row, one in zip(events, stances, strict=True):
        row |= {"stance": one, "status": status_of({one}, False), "sources": 1 if row["source"] else None}
    return events, list(tie_rows(items, codes))
