"""Did it happen? PLOVER's auxiliary modes, as clause, governor and words tell them."""

import copy
import datetime as dt

import pytest

from rasid.coder import code, understand
from rasid.evaluate.train_modes import learn_modes, taught
from rasid.records import Article
from rasid.tables import Tables

DAY = dt.date(2024, 6, 20)


def aux(text: str, kind: str, tables: Tables) -> tuple[str, ...]:
    found = [event for event in code(Article("t", text, DAY), tables).events if event.type == kind]
    assert found, f"no {kind}: {text}"
    return found[0].aux


@pytest.mark.parametrize(
    ("text", "kind", "modes"),
    [
        ("قصفت الطائرات الإسرائيلية أمس مخيما في لبنان.", "ASSAULT", ()),
        ("دعت باريس إسرائيل إلى سحب قواتها من لبنان.", "RETREAT", ("hypothetical",)),
        ("يزور الرئيس المصري تركيا الشهر المقبل.", "CONSULT", ("future",)),
        ("لم توقع إيران الاتفاق مع روسيا.", "SUPPORT", ("negation",)),
        ("أدانت مصر الهجوم الذي شنته إسرائيل على لبنان عام 1982.", "ASSAULT", ("historical",)),
        ("غادر الوزير الكيني كمبالا من دون لقاء نظيره الأوغندي.", "CONSULT", ("negation",)),
        ("أعلنت كينيا عن عملية عسكرية وشيكة ضد أوغندا.", "ASSAULT", ("future",)),
        ("أثار الهجوم الكيني المحتمل على أوغندا قلق القاهرة.", "ASSAULT", ("hypothetical",)),
        ("ندد المتظاهرون بقصف إسرائيل مدينة صيدا.", "ASSAULT", ()),
    ],
)
def test_modes(text: str, kind: str, modes: tuple[str, ...], tables: Tables) -> None:
    assert aux(text, kind, tables) == modes


def test_what_clauses_tell_holds_where_nothing_was_learned(tables: Tables) -> None:
    plain = copy.copy(tables)
    plain.weights = {}
    assert aux("دعت باريس إسرائيل إلى سحب قواتها من لبنان.", "RETREAT", plain) == ("hypothetical",)


def test_every_event_keeps_what_was_weighed_for_its_modes(tables: Tables) -> None:
    coding, seen = understand(Article("t", "لم توقع إيران الاتفاق مع روسيا.", DAY), tables)
    noted = [one for sentence in seen for one in sentence.noted]
    assert len(noted) == len(coding.events)
    assert all("tells negation" in notes for event, notes in noted if "negation" in event.aux)


def test_modes_are_learned_from_events_of_the_right_type_and_actor(tables: Tables) -> None:
    text = "قصفت الطائرات الإسرائيلية مخيما في لبنان."
    event = {"type": "ASSAULT", "actor": ["ISR"], "recipient": ["LBN"], "trigger": "قصفت", "aux": ["historical"]}
    found = taught((Article("t", text, DAY), {"id": "t", "text": text, "events": [event]}), tables)
    assert [modes for _, modes in found] == [frozenset(("historical",))]
    weights = learn_modes(found * 20)
    assert weights["M historical"] > 0 > weights["M negation"]
