"""Reviews: decisions win over the machine, survive recoding, measure agreement, become gold."""

import datetime as dt
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from rasid.cli import app
from rasid.evaluate import evaluate
from rasid.records import Article
from rasid.reviews import (
    ReviewError,
    agreement,
    export_gold,
    history,
    krippendorff_alpha,
    record,
    sample,
)  # fmt: skip
from rasid.sources.document import Document
from rasid.store import Store, open_store

MET = "استقبل الرئيس المصري نظيره الجزائري في القاهرة."
ACCUSED = "اتهمت واشنطن بيونغ يانغ بتزويد موسكو بالسلاح."
BOTH = f"{MET}\n{ACCUSED}"


def document(name: str, text: str, day: str = "2024-06-20", source: str | None = "daily") -> Document:
    return Document(Article(name, text, dt.date.fromisoformat(day), source=source), f"{name}.txt", own_id=True)


@pytest.fixture
def store() -> Iterator[Store]:
    with open_store(":memory:") as opened:
        opened.ingest([document("one", MET), document("two", ACCUSED, "2024-06-21")])
        yield opened


def event(store: Store, kind: str) -> dict[str, Any]:
    [found] = store.events(type=kind).rows()
    return found


def test_reject_accept_and_correct_change_the_views_but_not_the_machines_coding(store: Store) -> None:
    met = event(store, "CONSULT")
    before = store.reports().rows()
    record(store.engine, "Amal", "reject", event=met["id"], comment="a photo only")
    assert store.events(type="CONSULT").rows() == []
    assert store.sql("SELECT * FROM v_dyads_daily WHERE actor = 'EGY'").rows() == []
    record(store.engine, "Badr", "accept", event=met["id"])
    assert event(store, "CONSULT") == met
    record(
        store.engine, "Amal", "correct", event=met["id"],
        changes={"type": "SUPPORT", "aux": ["future"], "when": "2024-07", "recipient": ["DZA"], "actor": ["EGY"]},
    )  # fmt: skip
    corrected = event(store, "SUPPORT")
    assert corrected["id"] == met["id"]
    assert (corrected["actor"], corrected["recipient"], corrected["status"]) == (["EGY"], ["DZA"], "planned")
    assert (corrected["date"], corrected["date_precision"], corrected["score"]) == (dt.date(2024, 7, 1), "month", 5.0)
    assert [{**r, "event_id": None, "status": None} for r in store.reports().rows()] == [
        {**r, "event_id": None, "status": None} for r in before
    ]
    told = history(store.engine)
    assert [(d["reviewer"], d["decision"], d["comment"]) for d in told] == [
        ("Amal", "reject", "a photo only"), ("Badr", "accept", None), ("Amal", "correct", None),
    ]  # fmt: skip
    assert told[2]["machine"]["type"] == "CONSULT"
    assert len({d["root"] for d in told}) == 1


def test_an_added_event_is_in_the_views(store: Store) -> None:
    start = MET.index("استقبل")
    record(
        store.engine, "Amal", "add", article="one", span=[start, start + 6],
        changes={"type": "AGREE", "actor": ["EGY"], "recipient": ["DZA"], "attribution": ["DZA"]},
    )  # fmt: skip
    added = event(store, "AGREE")
    assert (added["trigger"], added["sentence"], added["status"]) == ("استقبل", MET, "alleged")
    assert (added["article"], added["score"], added["date"]) == ("one", 2.5, dt.date(2024, 6, 20))
    assert [row["actor"] for row in store.events(dyad=("EGY", "DZA"), type="AGREE")] == [["EGY"]]
    record(store.engine, "Badr", "reject", event=added["id"])
    assert store.events(type="AGREE").rows() == []
    assert store.sql("SELECT count(*) AS n FROM parties WHERE event < 0").rows() == [{"n": 0}]


def test_decisions_survive_recoding_and_more_news(store: Store) -> None:
    met, accused = event(store, "CONSULT"), event(store, "ACCUSE")
    record(store.engine, "Amal", "reject", event=met["id"])
    record(store.engine, "Amal", "correct", event=accused["id"], changes={"recipient": ["PRK", "RUS"]})
    start = ACCUSED.index("تزويد")
    record(
        store.engine,
        "Amal",
        "add",
        article="two",
        span=[start, start + 5],
        changes={"type": "THREATEN", "actor": ["USA"]},
    )
    store.sql("UPDATE articles SET coder_version = 'old'")
    tally, _ = store.recode()
    assert tally.recoded == 2
    assert store.events(type="CONSULT").rows() == []
    assert event(store, "ACCUSE")["recipient"] == ["PRK", "RUS"]
    assert event(store, "THREATEN")["actor"] == ["USA"]
    store.ingest([document("three", MET, source="weekly")])  # another paper tells what was rejected
    assert store.events(type="CONSULT").rows() == []
    assert len(store.reports(type="CONSULT").rows()) == 2
    record(store.engine, "Badr", "accept", event=met["id"])
    assert event(store, "CONSULT")["reports"] == 2
    assert len(history(store.engine)) == 4


def test_what_the_coder_no_longer_finds_stays_if_a_person_saw_it(store: Store) -> None:
    accused = event(store, "ACCUSE")
    record(store.engine, "Amal", "accept", event=accused["id"])
    number = store.sql("SELECT event FROM events WHERE type = 'ACCUSE'").rows()[0]["event"]
    with store.engine.transaction():  # as a coder would leave it that finds nothing there
        from rasid.store.refresh import refresh

        store.engine.run("DELETE FROM reports WHERE event = ?", (number,))
        refresh(store.engine, {number})
    kept = event(store, "ACCUSE")
    assert (kept["actor"], kept["recipient"], kept["article"]) == (["USA"], ["PRK"], "two")


def test_decisions_that_make_no_sense(store: Store) -> None:
    met = event(store, "CONSULT")["id"]
    for words, what in {
        "no decision": {"decision": "maybe", "event": met},
        "needs an event": {"decision": "reject"},
        "no event": {"decision": "reject", "event": "nowhere"},
        "says what is different": {"decision": "correct", "event": met},
        "changes nothing": {"decision": "accept", "event": met, "changes": {"type": "AID"}},
        "no field": {"decision": "correct", "event": met, "changes": {"colour": "red"}},
        "no type": {"decision": "correct", "event": met, "changes": {"type": "LOVE"}},
        "no aux": {"decision": "correct", "event": met, "changes": {"aux": ["perhaps"]}},
        "list of codes": {"decision": "correct", "event": met, "changes": {"actor": "EGY"}},
        "not a date": {"decision": "correct", "event": met, "changes": {"when": "tomorrow"}},
        "at least one party": {"decision": "correct", "event": met, "changes": {"actor": [], "recipient": []}},
        "no article": {"decision": "add", "article": "x", "span": [0, 2], "changes": {"type": "AID", "actor": ["EGY"]}},
        "does not lie": {
            "decision": "add",
            "article": "one",
            "span": [5, 900],
            "changes": {"type": "AID", "actor": ["EGY"]},
        },
    }.items():
        with pytest.raises(ReviewError, match=words):
            record(store.engine, "Amal", **what)
    assert history(store.engine) == []
    assert len(store.events()) == len(store.sql("SELECT * FROM events").rows())


def test_gold_is_what_evaluate_reads(store: Store, tmp_path: Path) -> None:
    met = event(store, "CONSULT")
    assert list(export_gold(store.engine)) == []
    record(store.engine, "Amal", "accept", event=met["id"])
    for other in store.events(article="two").rows()[1:]:
        record(store.engine, "Amal", "accept", event=other["id"])
    [gold] = export_gold(store.engine)  # of the second article one event is open
    assert (gold["id"], gold["text"], gold["events"][0]["type"]) == ("one", MET, "CONSULT")
    file = tmp_path / "gold.jsonl"
    file.write_text(json.dumps(gold, ensure_ascii=False) + "\n", encoding="utf-8")
    report = evaluate([file], samples=0)
    assert json.dumps(report.to_json())
    assert len(list(export_gold(store.engine, whole=False))) == 2


def test_samples(store: Store) -> None:
    store.ingest([document(f"n{k}", f"{text}", f"2024-0{k}-01") for k in range(1, 6) for text in (MET,)])
    everything = {row["id"] for row in store.events()}
    drawn = sample(store.engine, "random", number=4, seed=1)
    assert len(drawn) == 4
    assert drawn == sample(store.engine, "random", number=4, seed=1)
    assert set(sample(store.engine, "random", number=1000, seed=2)) == everything
    by_type = sample(store.engine, "type", number=2)
    assert {row["type"] for row in store.events(id=by_type)} > {"ACCUSE"}
    least = [row["confidence"] for row in store.events()]
    first = store.events(id=sample(store.engine, "confidence", number=1)).rows()[0]
    assert first["confidence"] == min(least)
    record(store.engine, "Amal", "accept", event=drawn[0])
    assert drawn[0] not in sample(store.engine, "random", number=1000)
    assert drawn[0] in sample(store.engine, "random", number=1000, reviewer="Badr", again=True)
    assert drawn[0] not in sample(store.engine, "random", number=1000, reviewer="Amal", again=True)
    assert set(sample(store.engine, "random", number=1000, kind="ACCUSE")) == {event(store, "ACCUSE")["id"]}
    with pytest.raises(ReviewError, match="no sample"):
        sample(store.engine, "best")
    with pytest.raises(ReviewError, match="1 to"):
        sample(store.engine, number=0)


def test_a_draw_on_the_command_line(tmp_path: Path) -> None:
    db = str(tmp_path / "r.duckdb")
    with open_store(db, read_only=False) as store:
        store.ingest([document(f"n{k}", text, f"2024-0{k}-01") for k, text in enumerate((MET, ACCUSED), 1)])
        wanted = sample(store.engine, "confidence", number=3)
    ran = CliRunner().invoke(
        app, ["reviews", "draw", "--by", "confidence", "--number", "3", "--db", db, "--format", "jsonl"]
    )
    assert [json.loads(line)["id"] for line in ran.stdout.splitlines()] == wanted
    ran = CliRunner().invoke(app, ["reviews", "draw", "--type", "CONSULT", "--db", db])
    assert ("CONSULT" in ran.stdout, "ACCUSE" in ran.stdout) == (True, False)


def test_alpha_against_krippendorffs_own_examples() -> None:
    """Krippendorff (2011), Computing Krippendorff's Alpha-Reliability: example A (p. 2) and example C (pp. 4-7)."""
    meg = [0, 1, 0, 0, 0, 0, 0, 0, 1, 0]
    owen = [1, 1, 1, 0, 0, 1, 0, 0, 0, 0]
    assert krippendorff_alpha(list(zip(meg, owen, strict=True))) == pytest.approx(0.095, abs=0.0005)
    none = None
    observers = [
        [1, 2, 3, 3, 2, 1, 4, 1, 2, none, none, none], [1, 2, 3, 3, 2, 2, 4, 1, 2, 5, none, 3],
        [none, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, none], [1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, none],
    ]  # fmt: skip
    units = list(zip(*observers, strict=True))
    assert krippendorff_alpha(units) == pytest.approx(0.743, abs=0.0005)
    assert krippendorff_alpha(units, "ordinal") == pytest.approx(0.815, abs=0.0005)
    assert krippendorff_alpha(units, "interval") == pytest.approx(0.849, abs=0.0005)
    assert krippendorff_alpha([(1, 1), (1, 1)]) is None
    assert krippendorff_alpha([(1, None), (None, 2)]) is None


def test_agreement_of_two_reviewers(store: Store) -> None:
    store.ingest([document("three", BOTH, "2024-01-05")])
    ids = [row["id"] for row in store.events()]
    for name in ids:
        record(store.engine, "Amal", "accept", event=name)
    record(store.engine, "Badr", "reject", event=ids[0])
    for name in ids[1:]:
        record(store.engine, "Badr", "accept", event=name)
    told = agreement(store.engine)
    assert (told["reviewers"], told["events"]) == (["Amal", "Badr"], len(ids))
    assert told["fields"]["type"]["agreement"] == pytest.approx(1 - 1 / len(ids))
    assert 0 < told["fields"]["type"]["alpha"] < 1
    assert told["fields"]["decision"]["alpha"] == pytest.approx(0.0)  # one of two rejects once: no better than chance
