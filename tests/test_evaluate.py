"""The figures, on hand-made records. The expected ones were computed by an independent scorer of the same rules."""

import io
import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from rasid.evaluate import GoldError, evaluate, render
from rasid.evaluate.gold import read_gold
from rasid.evaluate.intervals import Counts, interval
from rasid.evaluate.score import agree, level, precision_recall, tally


def event(type_: str, actor: str, recipient: str, trigger: str = "", **more: Any) -> dict[str, Any]:
    return {"type": type_, "actor": actor.split(), "recipient": recipient.split(), "trigger": trigger, **more}


def tie(kind: str, source: str, target: str) -> dict[str, Any]:
    return {"kind": kind, "from": source.split(), "to": target.split()}


GOLD = {
    "a": (
        [
            event("ACCUSE", "USA", "PRK", "اتهمت"),
            event("AID", "PRK", "RUS", "بتزويد", attribution=["USA"], amount={"value": 80, "unit": "%"}),
        ],
        [tie("alliance", "USA", "KOR")],
    ),
    "b": (
        [event("CONSULT", "EGY", "SDN", "زار", when="2023-03-05"), event("SUPPORT", "EGY SDN", "", "وقعا اتفاقا")],
        [],
    ),
    "c": (
        [event("ASSAULT", "XXX", "IRQ:CIV", "هجوم", aux=["historical"]), event("ASSAULT", "IRQ:INS", "IRQ", "قتل")],
        [tie("rivalry", "USA CHN", "")],
    ),
    "d": ([], []),
    "e": ([event("REQUEST", "UN", "ISR", "دعا")], []),
}
PREDICTED = {
    "a": (
        [
            event("ACCUSE", "USA", "PRK CHN", "اتهمت"),
            event("AID", "PRK", "RUS", "تزويد", attribution=["USA"], amount={"value": 80.0}),
        ],
        [tie("alliance", "KOR", "USA")],
    ),
    "b": (
        [
            event("CONSULT", "SDN", "EGY", "زار", when="2023-03"),
            event("SUPPORT", "EGY", "SDN", "اتفاقا"),
            event("AGREE", "EGY", "", "وعد"),
        ],
        [tie("trade", "EGY", "")],
    ),
    "c": (
        [event("ASSAULT", "USA", "IRQ", "قتل"), event("ASSAULT", "", "IRQ:CIV", "هجوم انتحاري", aux=["historical"])],
        [],
    ),
    "d": ([event("PROTEST", "FRA:CIV", "", "تظاهر")], []),
}


def write(path: Path, rows: list[dict[str, Any]]) -> Path:
    path.write_text("\n".join(json.dumps(row, ensure_ascii=False) for row in rows), encoding="utf-8")
    return path


def rows(coded: dict[str, Any]) -> list[dict[str, Any]]:
    return [{"id": key, "text": "س", "date": None, "events": e, "ties": t} for key, (e, t) in coded.items()]


def test_figures_are_those_of_the_independent_scorer(tmp_path: Path) -> None:
    gold, predicted = write(tmp_path / "gold", rows(GOLD)), write(tmp_path / "predicted", rows(PREDICTED))
    (told,) = evaluate([gold], predicted, samples=0, with_baseline=False).to_json()
    figures = {
        name: tuple(told[name][key]["value"] for key in ("p", "r", "f1"))
        for name in ("type", "type+actor", "dyad", "exact", "ties")
    }
    assert (told["records"], told["gold_events"], told["predicted_events"]) == (5, 7, 8)
    assert figures == {
        "type": (0.75, 0.857, 0.8),
        "type+actor": (0.625, 0.714, 0.667),
        "dyad": (0.625, 0.714, 0.667),
        "exact": (0.125, 0.143, 0.133),
        "ties": (0.5, 0.5, 0.5),
    }
    fields = {
        name: (told[name]["right"], told[name]["of"]) for name in ("aux", "attribution", "when", "amount", "trigger")
    }
    assert fields == {"aux": (5, 5), "attribution": (5, 5), "when": (1, 1), "amount": (1, 1), "trigger": (4, 5)}
    assert told["dyad_f1_by_type"] == {
        "ACCUSE": 1.0, "AGREE": 0.0, "AID": 1.0, "ASSAULT": 0.5, "CONSULT": 1.0, "PROTEST": 0.0, "REQUEST": 0.0,
        "SUPPORT": 1.0,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("gold", "predicted", "wanted"),
    [
        (event("AID", "USA", "EGY"), event("AID", "USA", "EGY"), 4),
        (event("AID", "USA", "EGY"), event("AID", "USA", "EGY SDN"), 3),
        (event("AID", "USA", "EGY"), event("AID", "USA", "SDN"), 2),
        (event("AID", "USA", "EGY"), event("AID", "FRA", "EGY"), 1),
        (event("AID", "USA", "EGY"), event("SUPPORT", "USA", "EGY"), 0),
        (event("ASSAULT", "IRQ:INS", "IRQ:CIV"), event("ASSAULT", "IRQ", "IRQ"), 3),
        (event("ASSAULT", "XXX", "IRQ"), event("ASSAULT", "USA", "IRQ"), 3),
        (event("ASSAULT", "", "IRQ"), event("ASSAULT", "XXX", "IRQ"), 3),
        (event("ASSAULT", "", "IRQ"), event("ASSAULT", "USA", "IRQ"), 1),
        (event("CONSULT", "USA", "EGY"), event("CONSULT", "EGY", "USA"), 3),
        (event("AID", "USA", "EGY"), event("AID", "EGY", "USA"), 1),
        (event("SUPPORT", "EGY SDN", ""), event("SUPPORT", "SDN", "EGY"), 3),
        (event("SUPPORT", "EGY SDN", ""), event("SUPPORT", "SDN", "ETH"), 2),
    ],
)
def test_levels(gold: dict[str, Any], predicted: dict[str, Any], wanted: int) -> None:
    assert level(gold, predicted) == wanted


def test_someone_agrees_with_everybody_and_nobody_with_nobody() -> None:
    assert agree(["XXX"], ["USA"])
    assert agree([], [])
    assert agree([], ["XXX"])
    assert not agree([], ["USA"])
    assert not agree(["USA"], ["XXX"])


def test_errors_name_what_was_missed_and_what_was_too_much() -> None:
    _, errors = tally({"events": [event("AID", "USA", "EGY")]}, {"events": [event("REJECT", "USA", "EGY")]})
    assert [(kind, found["type"]) for kind, found in errors] == [("missed", "AID"), ("extra", "REJECT")]


def test_nothing_divided_by_nothing() -> None:
    assert precision_recall(0, 0, 0) == (0.0, 0.0, 0.0)


def test_interval_holds_the_figure_and_is_the_same_every_time() -> None:
    records: list[Counts] = [(1.0, 1.0), (0.0, 1.0), (1.0, 1.0), (1.0, 1.0)] * 25

    def share(counts: Counts) -> float:
        return counts[0] / counts[1]

    found = interval(records, share, 500)
    assert found == interval(records, share, 500)
    assert found is not None
    low, high = found
    assert 0.6 < low < 0.75 < high < 0.9
    assert interval([], share, 500) is None


LABELS = [
    {"id": "1", "event_type": "PROTEST", "label": "yes", "text": "تظاهر"},
    {"id": "2", "event_type": "PROTEST", "label": "difficult no", "text": "تظاهر"},
    {"id": "3", "event_type": "PROTEST", "label": "easy no", "text": "زار"},
    {"id": "4", "event_type": "PROTEST", "label": "ambiguous", "text": "زار"},
]
FOUND = [
    {"id": "1", "events": [event("PROTEST", "FRA:CIV", "")]},
    {"id": "2", "events": [event("CONSULT", "FRA", "DEU")]},
    {"id": "3", "events": [event("PROTEST", "DEU:CIV", "")]},
    {"id": "4", "events": [event("PROTEST", "DEU:CIV", "")]},
]


def test_detection_leaves_the_ambiguous_out(tmp_path: Path) -> None:
    gold, predicted = write(tmp_path / "gold", LABELS), write(tmp_path / "predicted", FOUND)
    (told,) = evaluate([gold], predicted, samples=10, with_baseline=False).to_json()
    assert (told["gold"], told["records"], told["positive"], told["found"]) == ("PROTEST detection", 3, 2, 2)
    assert {key: told["sentence"][key]["value"] for key in ("p", "r", "f1")} == {"p": 0.5, "r": 0.5, "f1": 0.5}


def test_ambiguous_labels_are_read_to_learn_from(tmp_path: Path) -> None:
    gold = write(tmp_path / "gold", LABELS)
    assert [g.ambiguous for g in read_gold([gold])] == [False] * 3
    assert sum(g.ambiguous for g in read_gold([gold], ambiguous=True)) == len(LABELS) - 3


def test_countries_of_spans(tmp_path: Path) -> None:
    def role(main: str) -> dict[str, str]:
        return {"main": main, "role": "CVL"}

    spans: list[dict[str, Any]] = [
        {
            "_id": "1",
            "event_type": "ASSAULT",
            "text": "س",
            "spans": [{"source_role": role("USA"), "target_role": role("IRQ")}],
        },
        {
            "_id": "2",
            "event_type": "ASSAULT",
            "text": "س",
            "spans": [{"source_role": role("ISR"), "target_role": "UNKNOWN"}],
        },
        {"_id": "3", "event_type": "ASSAULT", "text": "س", "spans": [{"source_role": role("None"), "target_role": {}}]},
    ]
    found: list[dict[str, Any]] = [
        {"id": "1", "events": [event("ASSAULT", "USA", "IRQ:CIV"), event("ACCUSE", "FRA", "DEU")]},
        {"id": "2", "events": [event("ASSAULT", "PSE", "ISR")]},
        {"id": "3", "events": []},
    ]
    gold, predicted = write(tmp_path / "gold", spans), write(tmp_path / "predicted", found)
    (told,) = evaluate([gold], predicted, samples=10, with_baseline=False).to_json()
    assert (told["with_source"], told["with_target"]) == (2, 1)
    assert told["source"]["r"]["value"] == 0.5
    assert told["target"]["r"]["value"] == 1.0


@pytest.mark.parametrize(
    "line",
    ["{", "[]", '{"id": "a", "text": "س"}', '{"id": "a", "text": "س", "events": [{"type": "NO"}]}', '{"events": []}'],
)
def test_what_is_no_gold_is_named_with_its_line(tmp_path: Path, line: str) -> None:
    path = tmp_path / "gold.jsonl"
    path.write_text(f"\n{line}\n", encoding="utf-8")
    with pytest.raises(GoldError, match=r"gold.jsonl:2"):
        read_gold([path])


def test_render_shows_coders_side_by_side(tmp_path: Path) -> None:
    gold, predicted = write(tmp_path / "gold", rows(GOLD)), write(tmp_path / "predicted", rows(PREDICTED))
    out = io.StringIO()
    render(evaluate([gold], predicted, samples=20, with_baseline=False), out, errors=1)
    text = out.getvalue()
    assert "events: 5 records, 7 gold events" in text
    assert "dyad" in text
    assert text.count("missed") + text.count("extra") == 1
    assert Counter(text)["["] > 10


def test_a_tie_without_its_kind_is_named(tmp_path: Path) -> None:
    gold = write(tmp_path / "gold", [{"id": "1", "text": "نص", "events": [], "ties": [{"from": ["USA"], "to": []}]}])
    with pytest.raises(GoldError, match=r":1: .*a tie has a kind"):
        read_gold([gold])
