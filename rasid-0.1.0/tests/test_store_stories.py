"""One story, many papers: copies and rewrites joined, look-alikes kept apart; and who says what about an event."""

import json
import sys
from pathlib import Path
from typing import Any

import pytest

import rasid
from rasid.sources import read_documents
from rasid.store import Store

sys.path.insert(0, str(Path(__file__).parents[1] / "benchmarks"))
from store import scores, story_pairs


def test_stories_and_events_of_the_labelled_set() -> None:
    wanted, told, shared = story_pairs()
    assert scores(told, wanted)[2] >= 0.9
    assert scores(shared, wanted)[2] >= 0.9


def filled(tmp_path: Path, *articles: dict[str, Any]) -> Store:
    rows = [{"date": "2024-03-05", "source": f"صحيفة {n}", "id": f"a{n}"} | row for n, row in enumerate(articles)]
    path = tmp_path / "in.jsonl"
    path.write_text("\n".join(json.dumps(row, ensure_ascii=False) for row in rows))
    store = rasid.open(":memory:")
    store.ingest(read_documents([path]), batch=1)
    return store


SANCTION = "فرضت الولايات المتحدة عقوبات على إيران."


def test_one_event_of_several_reports_is_counted_once(tmp_path: Path) -> None:
    texts = [SANCTION, "فرضت واشنطن عقوبات على طهران، بحسب بيان.", SANCTION]
    days = ["2024-03-05", "2024-03-06", "2024-03-20"]
    with filled(tmp_path, *({"text": t, "date": d} for t, d in zip(texts, days, strict=True))) as store:
        rows = store.events(type="SANCTION").rows()
        assert [(str(row["date"]), row["reports"], row["sources"]) for row in rows] == [
            ("2024-03-20", 1, 1),
            ("2024-03-05", 2, 2),
        ]
        assert len(store.reports(event=rows[1]["id"])) == 2


def test_different_places_are_different_events(tmp_path: Path) -> None:
    strike = "شنت روسيا غارات على أوكرانيا في مدينة {}."
    with filled(tmp_path, *({"text": strike.format(city)} for city in ("كييف", "أوديسا", "كييف"))) as store:
        events = store.events(type="ASSAULT", dyad=("RUS", "UKR")).rows()
    assert {row["place"]: row["reports"] for row in events} == {"كييف": 2, "أوديسا": 1}


def test_what_one_asserts_and_another_denies_is_contested(tmp_path: Path) -> None:
    denied = "لم تفرض الولايات المتحدة عقوبات على إيران."
    with filled(tmp_path, {"text": SANCTION}, {"text": denied}) as store:
        (event,) = store.events(type="SANCTION").rows()
        assert (event["status"], event["disputed"], event["reports"]) == ("contested", ["act"], 2)
        assert event["asserted_by"] == ["صحيفة 0"]
        assert event["denied_by"] == ["صحيفة 1"]
        stances = {row["stance"]: row["sentence"] for row in store.reports(event=event["id"])}
        assert stances == {"asserts": SANCTION, "denies": denied}
        assert len(store.events(status="contested")) == 1


@pytest.mark.parametrize(
    ("text", "type_", "status"),
    [
        (SANCTION, "SANCTION", "asserted"),
        ("ستجري مصر والسودان مناورات مشتركة الشهر المقبل.", "COOPERATE", "planned"),
        ("لم تفرض الولايات المتحدة عقوبات على إيران.", "SANCTION", "denied"),
    ],
)
def test_status(tmp_path: Path, text: str, type_: str, status: str) -> None:
    with filled(tmp_path, {"text": text}) as store:
        assert [row["status"] for row in store.events(type=type_)] == [status]


def test_an_accusation_that_the_accused_rejects(tmp_path: Path) -> None:
    accused = "اتهمت أوكرانيا روسيا بقصف أوديسا."
    rejected = "نفت روسيا الاتهامات الأوكرانية."
    with filled(tmp_path, {"text": accused}) as store:
        (event,) = store.events(type="ASSAULT").rows()
        assert (event["status"], event["alleged_by"]) == ("alleged", ["UKR"])
    with filled(tmp_path, {"text": accused}, {"text": rejected, "date": "2024-03-06"}) as store:
        (event,) = store.events(type="ASSAULT").rows()
        assert (event["status"], event["disputed"]) == ("contested", ["accusation"])
        assert (event["alleged_by"], event["denied_by"]) == (["UKR"], ["RUS"])


def test_figures_have_a_range(tmp_path: Path) -> None:
    aid = "أرسلت قطر إلى لبنان مساعدات بقيمة {} ملايين دولار."
    with filled(tmp_path, {"text": aid.format("5")}, {"text": aid.format("8")}) as store:
        (event,) = store.events(type="AID").rows()
        assert (event["amount_low"], event["amount_high"], event["disputed"]) == (5e6, 8e6, ["count"])
        assert (event["status"], event["reports"]) == ("asserted", 2)


def test_a_copy_joins_across_batches_and_runs(tmp_path: Path) -> None:
    rows = [json.loads(line) for line in Path(__file__).with_name("data").joinpath("stories.jsonl").open()]
    db = str(tmp_path / "s.duckdb")
    for row in rows[:4]:
        (tmp_path / "one.jsonl").write_text(json.dumps(row))
        with rasid.open(db, read_only=False) as store:
            store.ingest(read_documents([tmp_path / "one.jsonl"]))
    with rasid.open(db) as store:
        assert len({row["story"] for row in store.articles()}) == 1
