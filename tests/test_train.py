"""Learning the weights: from coded sentences to the table that the coder reads."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from rasid.cli import app
from rasid.coder import code
from rasid.evaluate import detect, train
from rasid.evaluate.gold import read_gold
from rasid.evaluate.train_habits import habits, less, met
from rasid.events.habits import known
from rasid.records import Article
from rasid.tables import load
from rasid.tables.loader import read_table

GOLD = Path(__file__).parent / "gold" / "sentences.jsonl"


@pytest.fixture(scope="module")
def some(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("train") / "some.jsonl"
    path.write_text("\n".join(GOLD.read_text(encoding="utf-8").splitlines()[:80]) + "\n", encoding="utf-8")
    return path


def test_command_writes_a_table_that_can_be_read(some: Path, tmp_path: Path) -> None:
    out = tmp_path / "weights.tsv"
    result = CliRunner().invoke(app, ["train", str(some), "-o", str(out)])
    assert result.exit_code == 0, result.output
    assert result.output.startswith("80 records")
    rows = {row["feature"]: float(row["weight"]) for row in read_table(out, ("feature", "weight"))}
    assert rows["least"] == train.LEAST
    assert any(feature.startswith("A ") for feature in rows)
    assert any(feature.startswith("R ") for feature in rows)


def test_learning_goes_on_from_the_weights_in_use(some: Path, tmp_path: Path) -> None:
    out = tmp_path / "weights.tsv"
    result = CliRunner().invoke(app, ["train", "--onto", str(some), "-o", str(out)])
    assert result.exit_code == 0, result.output
    rows = {row["feature"]: float(row["weight"]) for row in read_table(out, ("feature", "weight"))}
    before = load().weights
    assert all(rows[f] == pytest.approx(before[f], abs=0.006) for f in before if f.startswith("K "))  # habits stay
    moved = [abs(rows.get(f, 0.0) - before[f]) for f in before if f[:2] in ("A ", "R ")]
    assert 0 < sum(moved) / len(moved) < 0.1


def test_what_the_frame_found_weighs_for_itself(some: Path) -> None:
    rows = [(g.article, {"id": g.article.id, "text": g.article.text, "events": g.events}) for g in read_gold([some])]
    weights = train.learn(train.examples(rows, load()))
    assert weights["A rule"] > 0


def test_who_acted_on_whom_is_a_habit_where_several_texts_tell_it() -> None:
    event = {"type": "ASSAULT", "actor": ["ISR"], "recipient": ["LBN:CIV", "XXX"]}
    thanks = {"type": "SUPPORT", "actor": ["LBN"], "recipient": ["FRA"]}
    once = {"type": "ACCUSE", "actor": ["FRA"], "recipient": ["ISR"]}
    texts = [{"id": name, "events": [event, thanks]} for name in "abc"]
    texts.append({"id": "d", "events": [once, once, once]})
    counts = met([*texts, *texts])  # a text that stands there twice counts once
    usual = habits(counts)
    assert usual == {"K acts ISR LBN": 3.0, "K hostile ISR LBN": 3.0, "K acts LBN FRA": 3.0}
    isr, lbn, fra = (frozenset((code,)) for code in ("ISR", "LBN", "FRA"))
    assert known(usual, isr, lbn) >= {"foes", "foes does"}
    assert known(usual, lbn, isr) >= {"foes", "foes suffers"}
    assert known(usual, fra, lbn) >= {"friends", "friends suffers"}
    assert known(usual, isr, fra) == {"strangers"}
    assert habits(less(counts, met(texts[:1]))) == {}


def test_a_fold_is_the_same_everywhere() -> None:
    assert [train.fold({"id": name}) for name in ("a", "b", "c")] == [2, 3, 3]


def test_too_few_records_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "one.jsonl"
    path.write_text(json.dumps({"id": "x", "date": None, "text": "زار الوزير.", "events": [], "ties": []}) + "\n")
    result = CliRunner().invoke(app, ["train", str(path)])
    assert result.exit_code == 2
    assert "too few" in result.output


def test_detection_learns_which_words_labellers_accept(some: Path, tmp_path: Path) -> None:
    labels = tmp_path / "labels.jsonl"
    rows = []
    for line in some.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        happened = any(e["type"] == "ASSAULT" and not e["aux"] for e in row["events"])
        label = "yes" if happened else "easy no"
        rows.append({"id": row["id"], "event_type": "ASSAULT", "label": label, "text": row["text"]})
    labels.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")
    out = tmp_path / "detection.tsv"
    result = CliRunner().invoke(app, ["train", "--detection", str(labels), "-o", str(out)])
    assert result.exit_code == 0, result.output
    assert result.output.startswith("ASSAULT 80 sentences")
    weights = {row["feature"]: float(row["weight"]) for row in read_table(out, ("type", "feature", "weight"))}
    assert 0 < weights["least"] < 1
    assert weights["coded ASSAULT plain"] > 0


def test_ambiguous_labels_teach_and_are_not_measured_by() -> None:
    sure = [detect.labelled(f"قتل {k} جنود", [], "ASSAULT", True) for k in range(10)]
    calm = [detect.labelled(f"وصل {k} وزراء", [], "ASSAULT", False) for k in range(10)]
    unsure = [detect.labelled(f"جرح {k} جنود", [], "ASSAULT", True, ambiguous=True) for k in range(10)]
    mixed = [one for three in zip(sure, calm, unsure) for one in three]
    weights, (hits, found, positive) = detect.train(mixed)
    assert (hits, found, positive) == (10, 10, 10)
    assert weights["w جرح"] > 0 > weights["w وصل"]


def test_detector_tells_what_happened_from_what_is_only_talked_about() -> None:
    told = "قتل اربعة مدنيين واصيب سبعة بجروح في انفجار سيارة مفخخة وسط بغداد امس، حسبما اعلنت الشرطة"
    talk = "ان الحديث عن المقاومة في زمن الحوار السياسي لا يعني التخلي عن الدستور والانتخابات"
    events = [event.to_json() for event in code(Article("told", told), load()).events]
    assert detect.detected(told, events, "ASSAULT") is True
    assert detect.detected(talk, [], "ASSAULT") is False
    assert detect.detected(talk, [], "AGREE") is None
