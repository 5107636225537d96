"""A guard against regressions: the coder's F1 on our own sentences must not fall below the written baseline.

The weights in ``tables/weights.tsv`` are learned partly from these sentences, so the figures are higher than on unseen
text: they tell that something got worse, not how good the coder is (``docs/quality.md`` does).

``make baseline`` writes a new baseline, and refuses to lower a figure; ``make baseline LOWER=1`` lowers it.
"""

import json
import sys
from pathlib import Path
from typing import Final

from rasid.evaluate import evaluate

FOLDER: Final = Path(__file__).parent / "gold"
SENTENCES: Final = FOLDER / "sentences.jsonl"
BASELINE: Final = FOLDER / "baseline.json"
LEVELS: Final = ("type", "dyad")
SLACK: Final = 0.02


def figures() -> dict[str, float]:
    """F1 by strictness, of the coder as it is."""
    report = evaluate([SENTENCES], samples=1, with_baseline=False)
    return {level: round(report.sections[0].figures[level]["f1"].value, 4) for level in LEVELS}


def test_accuracy_has_not_dropped() -> None:
    baseline, now = json.loads(BASELINE.read_text()), figures()
    fallen = {level: (baseline[level], now[level]) for level in LEVELS if now[level] < baseline[level] - SLACK}
    assert not fallen, f"F1 fell by more than {SLACK} (before, now): {fallen}"


def test_every_sentence_is_well_coded_gold() -> None:
    rows = [json.loads(line) for line in SENTENCES.read_text(encoding="utf-8").splitlines()]
    assert len({row["id"] for row in rows}) == len(rows) >= 400
    strays = [
        (row["id"], event["trigger"]) for row in rows for event in row["events"] if event["trigger"] not in row["text"]
    ]
    assert not strays


def write(lower: bool) -> None:
    now = figures()
    old: dict[str, float] = json.loads(BASELINE.read_text()) if BASELINE.exists() else {}
    below = [level for level in LEVELS if now[level] < old.get(level, 0.0)]
    if below and not lower:
        raise SystemExit(f"{', '.join(below)} would fall from {old} to {now}: make baseline LOWER=1 if that is meant")
    BASELINE.write_text(json.dumps(now, indent=2) + "\n")
    print(now)


if __name__ == "__main__":
    write("--lower" in sys.argv)
