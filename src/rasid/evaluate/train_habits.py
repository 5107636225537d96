"""Counting who has had to do with whom in coded texts: what ``rasid.events.habits`` reads."""

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any, Final

from rasid.events.certainty import bases

_HOSTILE: Final = frozenset(
    ("ASSAULT", "COERCE", "ACCUSE", "REJECT", "THREATEN", "PROTEST", "SANCTION", "MOBILIZE")
)  # PLOVER's conflictual types
_TEXTS: Final = 3  # what fewer texts tell is no habit, but these texts' own story


def met(records: Iterable[dict[str, Any]]) -> Counter[str]:
    """How often one side acted on another (``K acts A B``), how often as a foe (``K hostile A B``), and in how many
    texts (``K texts A B``); each record, which several acts may share, counts once."""
    texts = {str(record["id"]): record for record in records}
    counts: Counter[str] = Counter()
    for record in texts.values():
        pairs: set[str] = set()
        for event in record["events"]:
            for one in bases(tuple(event["actor"])):
                for other in bases(tuple(event["recipient"])) - {one}:
                    if "XXX" not in (one, other):
                        pairs.add(f"{one} {other}")
                        counts[f"K acts {one} {other}"] += 1
                        counts[f"K hostile {one} {other}"] += event["type"] in _HOSTILE
        counts.update(f"K texts {pair}" for pair in pairs)
    return counts


def habits(counts: Mapping[str, int]) -> dict[str, float]:
    """Of the counts, those of pairs that enough texts tell of, without the number of texts."""
    kept: dict[str, float] = {}
    for key, texts in counts.items():
        if key.startswith("K texts ") and texts >= _TEXTS:
            for kind in ("acts", "hostile"):
                name = f"K {kind} {key.removeprefix('K texts ')}"
                if counts.get(name):
                    kept[name] = float(counts[name])
    return kept


def less(whole: Mapping[str, int], part: Mapping[str, int]) -> dict[str, int]:
    """The counts without those of a part."""
    return {key: n - part.get(key, 0) for key, n in whole.items()}
