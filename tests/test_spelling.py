"""Hamzas and vowel marks, where a text writes them, choose among the readings of a word."""

import pytest

from rasid.arabic.normalise import normalise
from rasid.coder import code
from rasid.records import Article
from rasid.tables import load
from rasid.tables.lexicon import Reading
from rasid.tables.spelling import as_written, telling


def readings(word: str) -> tuple[Reading, ...]:
    lexicon = load().lexicon
    found = lexicon.readings(normalise(word))
    return as_written(word, found, lexicon) if telling(word) else found


@pytest.mark.parametrize(
    ("written", "number"),
    [("الأحكام", "p"), ("الإحكام", "s"), ("بأعمال", "p"), ("وإعلام", "s"), ("الأعلام", "p"), ("الأعداد", "p")],
)
def test_hamza_tells_plurals_from_masdars(written: str, number: str) -> None:
    assert {r.number for r in readings(written) if r.pos == "N"} == {number}


def test_without_hamza_both_stay() -> None:
    assert {r.number for r in readings("الاحكام") if r.pos == "N"} == {"s", "p"}


def test_hamza_below_is_no_past_verb() -> None:
    assert all(r.pos != "V" for r in readings("إثر"))
    assert any(r.pos == "V" for r in readings("أثر"))


def test_damma_makes_a_passive() -> None:
    found = readings("قُتل")
    assert {(r.pos, r.voice) for r in found} == {("V", "p")}
    assert any(r.voice != "p" for r in readings("قتل"))


def test_shadda_keeps_the_doubled_verb() -> None:
    assert {r.lemma.plain for r in readings("حمّل") if r.pos == "V"} == {"حمل"}
    assert all("\u0651" in r.lemma.key for r in readings("حمّل") if r.pos == "V")


def test_spelling_decides_the_coding() -> None:
    def types(text: str) -> list[tuple[str, tuple[str, ...]]]:
        return [(e.type, e.actor) for e in code(Article(id="x", date=None, text=text), load()).events]

    assert types("قطع الرئيس الأوكراني العلاقات مع موسكو وأعلن الأحكام العرفية.") == [
        ("SANCTION", ("UKR",)), ("COERCE", ("UKR",)),
    ]  # fmt: skip
