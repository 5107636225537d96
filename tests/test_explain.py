"""What `rasid explain` shows, on a sentence whose every layer is known."""

import datetime as dt
import io
import json

import pytest

from rasid.explain import Explanation, explain, render
from rasid.records import Article
from rasid.tables import load

SENTENCE = "اتهمت واشنطن بيونغ يانغ بتزويد موسكو بالسلاح."


@pytest.fixture(scope="module")
def told() -> Explanation:
    return explain(Article("a", SENTENCE, dt.date(2024, 6, 20)), load())


def test_each_layer_is_there(told: Explanation) -> None:
    (sentence,) = json.loads(json.dumps(told.to_json()))["sentences"]
    assert sentence["text"] == SENTENCE
    words = {word["text"]: word for word in sentence["words"]}
    assert words["اتهمت"]["pos"] == "verb"
    assert words["بتزويد"]["prefixes"] == ["ب"]
    assert all(SENTENCE[slice(*word["span"])] == word["text"] for word in sentence["words"])
    assert {tuple(phrase["stands_for"]) for phrase in sentence["phrases"]} >= {("USA",), ("PRK",)}
    assert sentence["clauses"][0]["subject"] == "واشنطن"


def test_frames_tell_why_they_fired_or_not(told: Explanation) -> None:
    predicates = {predicate["word"]: predicate for predicate in told.sentences[0]["predicates"]}
    frames = predicates["اتهمت"]["frames"]
    assert [frame["fired"] for frame in frames].count(True) == 1
    assert frames[0]["slots"]["SUBJ"] == "واشنطن"
    assert all(frame["verdict"] for frame in frames)


def test_codes_are_those_of_the_coder(told: Explanation) -> None:
    assert told.sentences[0]["events"] == [event.id for event in told.coding.events]
    assert [event.type for event in told.coding.events] == ["ACCUSE", "AID"]


def test_the_weighing_of_the_parties_is_the_coder_s() -> None:
    text = "تعهدت الكويت بتقديم قروض جديدة خلال زيارة الرئيس التونسي. ونددت بقصف مستشفى في الخرطوم."
    told = explain(Article("a", text, dt.date(2024, 6, 20)), load())
    acts = {act["event"]: act for sentence in told.sentences for act in sentence["weighed"] if act["event"]}
    assert len(told.coding.events) >= 3
    for event in told.coding.events:
        act = acts[event.id]
        first = {side["side"]: side["candidates"][0] for side in act["sides"]}
        assert tuple(first["actor"]["codes"]) == event.actor
        assert act["sure"] == pytest.approx(event.confidence, abs=0.001)
        assert first["actor"]["because"]
        for side in act["sides"]:
            shares = [candidate["share"] for candidate in side["candidates"]]
            assert shares == sorted(shares, reverse=True)
            assert 0 < sum(shares) < 1 + 0.0006 * len(shares)  # each is rounded to three digits


def test_rendered(told: Explanation) -> None:
    out = io.StringIO()
    render(told, out)
    text = out.getvalue()
    for wanted in (
        "words",
        "phrases",
        "clauses",
        "frames",
        "parties weighed",
        "✓",
        "✗",
        "AID  PRK → RUS  says USA",
        "\u2068اتهمت\u2069",
    ):
        assert wanted in text
    assert "\x1b" not in text


def test_rendered_in_colour(told: Explanation) -> None:
    out = io.StringIO()
    render(told, out, colour=True)
    assert "\x1b[" in out.getvalue()
