"""A guard against regressions: the coder's F1 on our own sentences and reports must not fall below the written baseline.

The weights in ``tables/weights.tsv`` are learned partly from these sentences, so the figures are higher than on unseen
text: they tell that something got worse, not how good the coder is (``docs/quality.md`` does).

``make baseline`` writes a new baseline, and refuses to lower a figure; ``make baseline LOWER=1`` lowers it.
"""

import json
import sys
from pathlib import Path
from typing import Final

import pytest

from rasid.evaluate import evaluate

FOLDER: Final = Path(__file__).parent / "gold"
FILES: Final = ("sentences", "reports")
BASELINE: Final = FOLDER / "baseline.json"
LEVELS: Final = ("type", "dyad")
ROUNDING: Final = 0.0001


def figures() -> dict[str, float]:
    """F1 by file and strictness, of the coder as it is."""
    found: dict[str, float] = {}
    for name in FILES:
        section = evaluate([FOLDER / f"{name}.jsonl"], samples=1, with_baseline=False).sections[0]
        found |= {f"{name} {level}": round(section.figures[level]["f1"].value, 4) for level in LEVELS}
    return found


def test_accuracy_has_not_dropped() -> None:
    baseline, now = json.loads(BASELINE.read_text()), figures()
    fallen = {key: (floor, now[key]) for key, floor in baseline.items() if now[key] < floor - ROUNDING}
    assert not fallen, f"F1 fell (before, now): {fallen}; make baseline LOWER=1 if that is meant"


@pytest.mark.parametrize(("name", "least"), [("sentences", 400), ("reports", 80)])
def test_every_text_is_well_coded_gold(name: str, least: int) -> None:
    rows = [json.loads(line) for line in (FOLDER / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()]
    assert len({row["id"] for row in rows}) == len(rows) >= least
    strays = [
        (row["id"], event["trigger"]) for row in rows for event in row["events"] if event["trigger"] not in row["text"]
    ]
    assert not strays


def write(lower: bool) -> None:
    now = figures()
    old: dict[str, float] = json.loads(BASELINE.read_text()) if BASELINE.exists() else {}
    below = [key for key in now if now[key] < old.get(key, 0.0)]
    if below and not lower:
        raise SystemExit(f"{', '.join(below)} would fall from {old} to {now}: make baseline LOWER=1 if that is meant")
    BASELINE.write_text(json.dumps(now, indent=2) + "\n")
    print(now)


if __name__ == "__main__":
    write("--lower" in sys.argv)
