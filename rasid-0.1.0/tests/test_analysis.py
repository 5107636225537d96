"""The analysis against figures worked out by hand (the arithmetic stands beside each)."""

import datetime as dt
from typing import Any

import numpy as np
import polars as pl
import pytest
import ruptures
from hypothesis import given, settings
from hypothesis import strategies as st

from rasid.analysis import (
    AnalysisError,
    change_points,
    country_month,
    country_page,
    dyad_month,
    dyad_series,
    events_frame,
    pairs,
    trend,
)  # fmt: skip
from rasid.analysis.changes import partition
from rasid.analysis.frames import QUAD_OF
from rasid.analysis.moves import movers
from rasid.records import TYPES

D = dt.date


def event(
    name: str, day: str | None, kind: str, actor: str, recipient: str = "", score: float | None = 1.0,
    status: str = "asserted", **more: Any,
) -> dict[str, Any]:  # fmt: skip
    return {
        "id": name, "date": day, "type": kind, "actor": actor.split(), "recipient": recipient.split(),
        "score": score, "status": status, **more,
    }  # fmt: skip


EVENTS = [
    event("1", "2024-01-05", "CONSULT", "EGY ETH", score=2.5),  # mutual
    event("2", "2024-01-20", "THREATEN", "ETH", "EGY", -3.5),
    event("3", "2024-03-02", "AID", "EGY", "ETH", 10.0),
    event("4", "2024-03-03", "ASSAULT", "ETH", "EGY", -9.0, "denied"),
    event("5", "2024-03-09", "AGREE", "EGY", "ETH", 2.5, "planned"),
    event("6", "2024-03-10", "ACCUSE", "EGY", "ETH", -3.0, "alleged"),
    event("7", "2024-02-01", "ACCUSE", "EGY", "SDN", -3.0),  # another dyad
    event("8", "2024-03-01", "SUPPORT", "ETH", "EGY", 5.0, date_precision="month"),
    event("9", None, "SUPPORT", "ETH", "EGY", 5.0, date_precision="none"),
]


def test_every_type_has_one_quad_class() -> None:
    assert set(QUAD_OF) == set(TYPES)


def test_events_come_as_arrow_pandas_polars_and_dicts() -> None:
    frame = events_frame(EVENTS)
    assert frame.schema["date"] == pl.Date
    for other in (frame, frame.to_arrow(), frame.to_pandas()):
        assert (
            events_frame(other)
            .select("id", "date", "actor", "score")
            .equals(frame.select("id", "date", "actor", "score"))
        )
    with pytest.raises(AnalysisError, match="no column status"):
        events_frame([{"id": "1", "date": "2024-01-01", "type": "AID", "actor": [], "recipient": []}])
    with pytest.raises(AnalysisError, match="unknown status maybe"):
        events_frame([event("1", None, "AID", "A", "B", status="maybe")])


def test_pairs_of_aimed_and_mutual_events() -> None:
    found = pairs(
        events_frame([event("m", "2024-01-01", "CONSULT", "A B C"), event("d", "2024-01-01", "AID", "A B", "C D")])
    )
    assert sorted(found.filter("mutual").select("a", "b").rows()) == [
        ("A", "B"), ("A", "C"), ("B", "A"), ("B", "C"), ("C", "A"), ("C", "B"),
    ]  # fmt: skip
    assert sorted(found.filter(~pl.col("mutual")).select("a", "b").rows()) == [
        ("A", "C"),
        ("A", "D"),
        ("B", "C"),
        ("B", "D"),
    ]


def test_a_dyad_by_month() -> None:
    series = dyad_series(EVENTS, "EGY", "ETH", every="month")
    assert series["period"].to_list() == [D(2024, 1, 1), D(2024, 2, 1), D(2024, 3, 1)]
    assert series["events"].to_list() == [2, 0, 2]
    assert series["score_sum"].to_list() == [-1.0, 0.0, 15.0]  # 2.5 - 3.5; none; 10 + 5 (of "March")
    assert series["score_mean"].to_list() == [-0.5, None, 7.5]
    assert series["CONSULT"].to_list() == [1, 0, 0]
    assert series["verbal_conflict"].to_list() == [1, 0, 0]
    assert series["material_cooperation"].to_list() == [0, 0, 1]
    march = series.row(2, named=True)
    assert (march["denied"], march["planned"], march["alleged"], march["contested"]) == (1, 1, 1, 0)
    assert (march["denied_score"], march["alleged_score"]) == (-9.0, -3.0)
    assert march["planned_share"] == pytest.approx(1 / 5)  # two counted, one each denied, planned, alleged
    assert series["denied_share"].to_list()[1] is None


def test_a_dyad_with_a_direction_and_with_more_counted() -> None:
    forth = dyad_series(EVENTS, "EGY", "ETH", every="month", directed=True)
    assert forth["score_sum"].to_list() == [2.5, 0.0, 10.0]
    wide = dyad_series(EVENTS, "EGY", "ETH", every="month", counted=("asserted", "alleged"))
    assert wide["score_sum"].to_list() == [-1.0, 0.0, 12.0]
    assert "alleged" not in wide.columns


def test_days_leave_out_what_has_no_day() -> None:
    series = dyad_series(EVENTS, "EGY", "ETH", every="day", since=D(2024, 3, 1), until=D(2024, 3, 3))
    assert series.select("period", "events", "score_sum", "denied").rows() == [
        (D(2024, 3, 1), 0, 0.0, 0), (D(2024, 3, 2), 1, 10.0, 0), (D(2024, 3, 3), 0, 0.0, 1),
    ]  # fmt: skip
    weeks = dyad_series(EVENTS, "EGY", "ETH", every="week")
    assert weeks["period"][0] == D(2024, 1, 1)  # a Monday
    assert weeks["score_sum"].to_list()[:3] == [2.5, 0.0, -3.5]


def test_decay_by_hand() -> None:
    two = [event("1", "2024-01-01", "AID", "A", "B", 8.0), event("2", "2024-01-03", "ASSAULT", "A", "B", -4.0)]
    series = dyad_series(two, "A", "B", every="day", half_life=1, until=D(2024, 1, 4))
    # 8; 4; 2 - 4; half of that
    assert series["decayed"].to_list() == pytest.approx([8.0, 4.0, -2.0, -1.0])
    later = dyad_series(two, "A", "B", every="day", half_life=1, since=D(2024, 1, 3), until=D(2024, 1, 4))
    assert later["decayed"].to_list() == pytest.approx([-2.0, -1.0])  # what came before still weighs
    week = dyad_series(two, "A", "B", every="week", half_life=2)
    # to Sunday the 7th: 8 * 0.5 ** (6 / 2) - 4 * 0.5 ** (4 / 2)
    assert week["decayed"].to_list() == pytest.approx([8 / 8 - 4 / 4])


def test_dyads_that_make_no_sense() -> None:
    with pytest.raises(AnalysisError, match="two parties"):
        dyad_series(EVENTS, "EGY", "EGY")
    with pytest.raises(AnalysisError, match="half-life"):
        dyad_series(EVENTS, "EGY", "ETH", half_life=0)
    with pytest.raises(AnalysisError, match="can't count maybe"):
        dyad_series(EVENTS, "EGY", "ETH", counted=("maybe",))
    with pytest.raises(AnalysisError, match="ends"):
        dyad_series(EVENTS, "EGY", "ETH", since=D(2024, 2, 1), until=D(2024, 1, 1))
    empty = dyad_series(EVENTS, "EGY", "NOR")
    assert empty.is_empty()
    assert set(empty.columns) == set(dyad_series(EVENTS, "EGY", "ETH").columns)
    assert dyad_series([], "EGY", "NOR", half_life=30).is_empty()


def test_a_change_is_found_with_its_events() -> None:
    months = [f"2024-{month:02}-10" for month in range(1, 9)]
    scores = [5.0, 5.0, 5.0, 5.0, -5.0, -5.0, -5.0, -5.0]
    told = [
        event(str(k), day, "SUPPORT", "A", "B", score)
        for k, (day, score) in enumerate(zip(months, scores, strict=True))
    ]
    told.append(event("small", "2024-05-11", "REQUEST", "A", "B", -0.5))
    told.append(event("against", "2024-05-12", "REQUEST", "A", "B", 0.5))
    [change] = change_points(dyad_series(told, "A", "B"), told)
    assert (change.period, change.before, change.after) == (D(2024, 5, 1), 5.0, -5.0)
    # steps 0 0 0 -10 0 0 0: variance 100/7 - (10/7)^2 = 12.245; noise sqrt(12.245 / 2) = 2.474; -10 / 2.474
    assert change.deviations == pytest.approx(-4.041, abs=0.001)
    assert change.began["id"].to_list() == ["4", "5", "6", "small"]  # the heaviest first, none that pulls the other way
    assert change.ended["id"].to_list() == ["1", "2", "3"]
    assert change.to_json(1)["began"][0]["id"] == "4"


def test_the_noise_of_a_busy_dyad_by_hand() -> None:
    scores = [4.0, 6.0, 4.0, 6.0, -6.0, -4.0, -6.0, -4.0]
    told = [event(str(k), f"2024-{k:02}-10", "SUPPORT", "A", "B", score) for k, score in enumerate(scores, 1)]
    [change] = change_points(dyad_series(told, "A", "B"), told)
    assert (change.period, change.before, change.after) == (D(2024, 5, 1), 5.0, -5.0)
    # the sizes of the steps: 2 2 2 12 2 2 2, their median 2; noise 2 / 0.6745 / sqrt(2) = 2.0967; -10 / 2.0967
    assert change.deviations == pytest.approx(-4.769, abs=0.001)


def test_reports_years_and_quarters_by_hand() -> None:
    told = [
        event("1", "2023-02-01", "AID", "A", "B", 4.0, reports=3), event("2", "2023-05-01", "AGREE", "B", "A", 2.0, reports=2),
        event("3", "2025-01-01", "ASSAULT", "A", "B", -9.0, date_precision="year"),
    ]  # fmt: skip
    years = dyad_series(told, "A", "B", every="year")
    assert years.select("period", "events", "reports", "score_sum", "score_mean").rows() == [
        (D(2023, 1, 1), 2, 5, 6.0, 3.0), (D(2024, 1, 1), 0, 0, 0.0, None), (D(2025, 1, 1), 1, 1, -9.0, -9.0),
    ]  # fmt: skip
    quarters = dyad_series(told, "A", "B", every="quarter")  # one of "2025" enters no quarter
    assert quarters.select("period", "events", "verbal_cooperation", "material_cooperation").rows() == [
        (D(2023, 1, 1), 1, 0, 1), (D(2023, 4, 1), 1, 1, 0),
    ]  # fmt: skip


@given(st.lists(st.integers(-20, 20), min_size=4, max_size=40), st.integers(1, 200))
@settings(max_examples=60, deadline=None)
def test_breaks_are_those_of_ruptures(numbers: list[int], penalty: int) -> None:
    values = np.array(numbers, dtype=np.float64)
    theirs = ruptures.Pelt(model="l2", min_size=2, jump=1).fit(values.reshape(-1, 1)).predict(pen=float(penalty))

    def cost(ends: list[int]) -> float:
        pieces = zip([0, *ends], ends, strict=False)
        return float(sum(((values[a:b] - values[a:b].mean()) ** 2).sum() for a, b in pieces)) + penalty * len(ends)

    ours = partition(values, float(penalty))
    assert all(b - a >= 2 for a, b in zip([0, *ours], ours, strict=False))
    assert cost(ours) <= cost(theirs) + 1e-6  # never a worse partition; the same but for ties


def test_no_change_in_a_level_or_a_short_series() -> None:
    flat = [event(str(k), f"2024-{k:02}-10", "AID", "A", "B", 5.0) for k in range(1, 9)]
    assert change_points(dyad_series(flat, "A", "B"), flat) == []
    assert change_points(dyad_series(flat[:2], "A", "B"), flat) == []
    with pytest.raises(AnalysisError, match="no column"):
        change_points(dyad_series(flat, "A", "B"), flat, column="temperature")


def test_a_country_and_with_whom_it_warmed() -> None:
    told = [
        event("1", "2023-01-10", "ACCUSE", "TUR", "EGY", -3.0),
        event("2", "2023-05-10", "ACCUSE", "EGY", "TUR", -5.0),
        event("3", "2024-02-10", "CONSULT", "EGY TUR", score=4.0),
        event("4", "2024-03-10", "SUPPORT", "TUR", "EGY", 6.0),
        event("5", "2023-02-10", "AID", "USA", "EGY", 10.0),
        event("6", "2023-03-10", "AID", "USA", "EGY", 10.0),
        event("7", "2024-04-10", "ACCUSE", "USA", "EGY", -2.0),
        event("8", "2024-04-11", "SUPPORT", "EGY", "USA", 5.0),
        event("9", "2024-04-12", "ASSAULT", "EGY", "LBY", -9.0, "alleged"),
        event("10", "2024-04-13", "AID", "EGY", "SDN", 10.0),
    ]
    page = country_page(told, "EGY", since=D(2024, 1, 1), until=D(2024, 12, 31))
    assert {k: page.figures[k] for k in ("events", "acted", "received", "mutual", "alleged")} == {
        "events": 5, "acted": 2, "received": 2, "mutual": 1, "alleged": 1,
    }  # fmt: skip
    assert page.figures["score_mean"] == pytest.approx((4 + 6 - 2 + 5 + 10) / 5)
    # TUR: from (-3 - 5) / 2 = -4 to (4 + 6) / 2 = 5; USA: from 10 to (-2 + 5) / 2 = 1.5; SDN: one event, not ranked
    assert page.warmed.select("partner", "score_mean_before", "score_mean", "change").rows() == [
        ("TUR", -4.0, 5.0, 9.0)
    ]
    assert page.cooled.select("partner", "change").rows() == [("USA", -8.5)]
    assert page.partners.select("partner", "events", "score_sum", "events_before").rows() == [
        ("TUR", 2, 10.0, 2), ("USA", 2, 3.0, 2), ("SDN", 1, 10.0, 0),
    ]  # fmt: skip
    assert page.warmest["partner"].to_list() == ["TUR", "USA"]
    assert page.coldest["partner"].to_list() == ["USA", "TUR"]
    assert page.to_json()["warmed"][0]["partner"] == "TUR"
    assert country_page(told, "EGY").warmed.is_empty()  # nothing to compare with


def articles(**months: int) -> list[dict[str, Any]]:
    return [
        {"date": f"{month[1:5]}-{month[6:8]}-15", "coded": True}
        for month, number in months.items()
        for _ in range(number)
    ]


def test_country_month_tells_zeros_from_gaps() -> None:
    read = [*articles(m2024_01=20, m2024_03=10), {"date": "2024-02-01", "coded": False}]
    told = [
        event("1", "2024-01-05", "CONSULT", "EGY ETH", score=2.5), event("2", "2024-01-06", "ACCUSE", "EGY", "ETH", -3.0),
        event("3", "2024-02-06", "ACCUSE", "EGY", "ETH", -3.0),  # told later: nothing was read in February
        event("4", "2024-03-06", "ACCUSE", "EGY", "ETH", -3.0, "denied"),
    ]  # fmt: skip
    panel = country_month(told, read, ["EGY", "ETH", "NOR"], since=D(2024, 1, 1), until=D(2024, 3, 31))
    assert len(panel) == 9
    rows = {(row["country"], row["month"].month): row for row in panel.to_dicts()}
    january = rows["EGY", 1]
    assert (january["articles"], january["events"], january["acted"], january["received"]) == (20, 2, 2, 1)
    assert (january["score_sum"], january["score_mean"]) == (-0.5, -0.25)
    assert rows["ETH", 1]["received"] == 2
    quads = ("verbal_cooperation", "material_cooperation", "verbal_conflict", "material_conflict")
    assert [january[quad] for quad in quads] == [1, 0, 1, 0]
    gap = rows["EGY", 2]
    assert (gap["articles"], gap["read"], gap["events"], gap["score_sum"], gap["told_later"]) == (
        0,
        False,
        None,
        None,
        1,
    )
    march = rows["EGY", 3]
    assert (march["read"], march["events"], march["score_sum"], march["score_mean"], march["denied"]) == (
        True,
        0,
        0.0,
        None,
        1,
    )
    assert (rows["NOR", 1]["events"], rows["NOR", 2]["events"]) == (0, None)


def test_dyad_month_with_and_without_direction() -> None:
    told = [event("1", "2024-01-05", "CONSULT", "A B", score=2.5), event("2", "2024-01-06", "ACCUSE", "A", "B", -3.0)]
    read = articles(m2024_01=5)
    month = D(2024, 1, 1)
    directed = dyad_month(told, read, ["A", "B"], since=month, until=month)
    assert directed.select("actor", "recipient", "events", "score_sum", "verbal_conflict").rows() == [
        ("A", "B", 2, -0.5, 1), ("B", "A", 1, 2.5, 0),
    ]  # fmt: skip
    without = dyad_month(told, read, ["A", "B"], since=month, until=month, directed=False)
    assert without.select("a", "b", "events", "score_sum").rows() == [("A", "B", 2, -0.5)]
    with pytest.raises(AnalysisError, match="too many"):
        dyad_month(told, read, [str(k) for k in range(3000)], since=month, until=month)


def test_a_trend_beside_what_was_read() -> None:
    read = articles(m2024_01=40, m2024_02=10)
    frame = trend(EVENTS, read, every="month", actor="ETH")
    assert frame.select("period", "events", "articles", "per_1000").rows() == [
        (D(2024, 1, 1), 2, 40, 50.0), (D(2024, 2, 1), 0, 10, 0.0), (D(2024, 3, 1), 2, 0, None),
    ]  # fmt: skip
    assert frame["denied"].to_list() == [0, 0, 1]
    assert frame["score_mean"].to_list() == [-0.5, None, 7.5]  # (2.5 - 3.5) / 2; none; (10 + 5) / 2
    assert frame["material_cooperation"].to_list() == [0, 0, 1]
    assert trend(EVENTS, types=("AID",))["events"].to_list() == [1]
    assert trend([], []).is_empty()


def test_who_moved_most() -> None:
    told = [
        event("1", "2024-05-03", "AID", "A", "B", 10.0), event("2", "2024-05-02", "AID", "A", "B", 6.0),
        event("3", "2024-06-11", "ACCUSE", "B", "A", -3.0), event("4", "2024-06-12", "CONSULT", "A B", score=1.0),
        event("5", "2024-06-12", "AID", "A", "C", 10.0), event("6", "2024-05-02", "AID", "A", "C", 10.0),
    ]  # fmt: skip
    frame = movers(told, since=D(2024, 6, 1), until=D(2024, 6, 30), least=2)
    # from (10 + 6) / 2 = 8 to (-3 + 1) / 2 = -1; A and C have one event in each period
    assert frame.select("a", "b", "events", "score_mean", "score_mean_before", "change").rows() == [
        ("A", "B", 2, -1.0, 8.0, -9.0)
    ]
    assert movers(told, since=D(2024, 6, 1), until=D(2024, 6, 30), least=1).height == 2
