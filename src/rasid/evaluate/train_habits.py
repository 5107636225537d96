"""Counting who has had to do with whom in coded texts: what ``rasid.events.habits`` reads."""

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any, Final

from rasid.events.certainty import bases

_HOSTILE: Final = frozenset(
    ("ASSAULT", "COERCE", "ACCUSE", "REJECT", "THREATEN", "PROTEST", "SANCTION", "MOBILIZE")
)  # PLOVER's conflictual types


def met(records: Iterable[dict[str, Any]]) -> dict[str, float]:
    """How often one side acted on another (``K acts A B``), and how often as a foe (``K hostile A B``); each record,
    which several acts may share, counts once."""
    texts = {str(record["id"]): record for record in records}
    counts: Counter[str] = Counter()
    for record in texts.values():
        for event in record["events"]:
            for one in bases(tuple(event["actor"])):
                for other in bases(tuple(event["recipient"])) - {one}:
                    if "XXX" not in (one, other):
                        counts[f"K acts {one} {other}"] += 1
                        counts[f"K hostile {one} {other}"] += event["type"] in _HOSTILE
    return {key: float(n) for key, n in counts.items() if n}


def less(whole: Mapping[str, float], part: Mapping[str, float]) -> dict[str, float]:
    """The counts without those of a part."""
    return {key: n - part.get(key, 0.0) for key, n in whole.items()}
