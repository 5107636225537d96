"""Networks, alignment and ties against examples worked out by hand."""

import datetime as dt
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from rasid.analysis import (
    alignment,
    change_points,
    country_page,
    dyad_month,
    dyad_series,
    network,
    tie_intervals,
    trend,
)  # fmt: skip
from rasid.analysis.charts import (
    alignment_chart,
    arabic_names,
    country_chart,
    dyad_chart,
    isolate,
    network_chart,
    panel_chart,
    save,
    ties_chart,
    trend_chart,
)  # fmt: skip
from rasid.analysis.frames import AnalysisError
from rasid.analysis.network import positions
from rasid.analysis.ties import AGAINST
from rasid.records import TIE_KINDS

D = dt.date


def act(n: int, a: str, b: str, score: float, day: str = "2024-01-01", kind: str = "SUPPORT") -> dict[str, Any]:
    return {
        "id": f"{n}{a}{b}", "date": day, "type": kind, "actor": [a], "recipient": [b], "status": "asserted", "score": score,
    }  # fmt: skip


BARBELL = [act(1, a, b, 5.0) for a, b in ("AB", "BC", "CA", "CD", "DE", "EF", "FD")] + [act(2, "A", "F", -9.0)]


def test_two_camps_and_their_brokers() -> None:
    net = network(BARBELL)
    nodes = {node["actor"]: node for node in net.nodes.to_dicts()}
    assert {nodes[name]["community"] for name in "ABC"} == {0}
    assert {nodes[name]["community"] for name in "DEF"} == {1}
    # All 6 pairs {A,B} x {D,E,F} and no other pass C: 2 * 3 of (5 * 4 / 2) pairs; the enmity of A and F is no path
    assert nodes["C"]["brokerage"] == pytest.approx(6 / 10)
    assert nodes["A"]["brokerage"] == 0
    assert nodes["C"]["constraint"] < nodes["A"]["constraint"]
    # A: half its strength in B, half in C; B and C reach it through each other: 0.5 + 0.5 * 1/2 and 0.5 + 0.5 * 1/3
    # B's strength: A 1/2, C 1/2. C's: A, B, D 1/3 each. To B: (1/2 + 1/2 * 1/3)^2, to C: (1/2 + 1/2 * 1/2)^2
    assert nodes["A"]["constraint"] == pytest.approx((2 / 3) ** 2 + (3 / 4) ** 2)
    assert (nodes["A"]["events"], nodes["A"]["partners"], nodes["A"]["weight"]) == (3, 3, 1.0)  # 5 + 5 - 9
    assert (nodes["A"]["cooperation"], nodes["A"]["conflict"]) == (10.0, -9.0)
    assert set(positions(net)) == set("ABCDEF")
    assert positions(net) == positions(net)
    assert all(abs(place) <= 1 for at in positions(net).values() for place in at)
    assert net.graph()["A"]["F"]["weight"] == -9.0


def test_weights_count_an_event_once_whoever_began() -> None:
    told = [
        {**act(1, "B", "A", 4.0)}, {**act(2, "A", "B", -1.0)},
        {"id": "m", "date": "2024-01-02", "type": "CONSULT", "actor": ["A", "B"], "recipient": [], "status": "asserted", "score": 2.5},
        {**act(3, "A", "B", -9.0), "status": "denied"},
    ]  # fmt: skip
    [edge] = network(told).edges.to_dicts()
    assert edge == {
        "a": "A",
        "b": "B",
        "events": 3,
        "cooperation": 6.5,
        "conflict": -1.0,
        "weight": 5.5,
        "mean": 5.5 / 3,
    }
    assert network(told, since=D(2024, 1, 2)).edges["events"].to_list() == [1]
    assert network(told, least=4).edges.is_empty()
    assert network([]).nodes.is_empty()


def test_only_the_busiest_and_only_those_asked_for() -> None:
    assert set(network(BARBELL, most=3).nodes["actor"]) == {"A", "C", "D"}  # A, C, D, F have 3; by name
    assert network(BARBELL, actors=["A", "B"]).edges.select("a", "b").rows() == [("A", "B")]


def test_alignment_by_hand() -> None:
    told = [
        act(1, "A", "X", 10.0), act(1, "A", "Y", -6.0), act(1, "B", "X", 8.0), act(1, "B", "Y", -10.0),
        act(1, "C", "X", -10.0), act(1, "C", "Y", 10.0), act(1, "A", "B", -10.0), act(1, "D", "X", 10.0),
    ]  # fmt: skip
    rows = {(r["a"], r["b"]): r for r in alignment(told, "ABCD").to_dicts()}
    assert set(rows) == {("A", "B"), ("A", "C"), ("B", "C")}  # D dealt with one third party only
    assert rows["A", "B"]["alignment"] == pytest.approx(1 - 2 * ((2 + 4) / 2) / 20)  # 0.7
    assert rows["A", "C"]["alignment"] == pytest.approx(1 - 2 * ((20 + 16) / 2) / 20)  # -0.8
    assert rows["B", "C"]["third_parties"] == 2
    assert ("A", "D") in {(r["a"], r["b"]) for r in alignment(told, "ABCD", third=1).to_dicts()}


def tie(kind: str, a: str, b: str, day: str | None, article: str, **more: Any) -> dict[str, Any]:
    return {"kind": kind, "from_actor": a.split(), "to_actor": b.split(), "date": day, "article": article, **more}


def test_ties_as_intervals() -> None:
    told = [
        tie("arms_supply", "RUS", "VNM", "2020-05-01", "x", since="1995"),
        tie("arms_supply", "RUS", "VNM", "2023-06-01", "y"),
        tie("alliance", "TUR", "QAT", "2019-01-01", "z"),
        tie("alliance", "QAT", "TUR", "2021-01-01", "w"),  # the same: it is mutual
        tie("occupation", "USA", "IRQ", "2004-01-01", "v", since="2003-03", until="2011-12"),
        tie("sanctions_regime", "USA", "", "2018-01-01", "u"),
    ]
    acts = [
        act(1, "RUS", "VNM", -6.0, "2022-01-01", "SANCTION"),  # before the last confirmation: it outlived this
        act(1, "QAT", "TUR", -6.0, "2022-02-01", "SANCTION"),
        act(2, "QAT", "TUR", -6.0, "2022-03-01", "SANCTION"),
        {**act(3, "QAT", "TUR", -9.0, "2021-06-01", "ASSAULT"), "status": "alleged"},
    ]
    rows = {row["kind"]: row for row in tie_intervals(told, acts).to_dicts()}
    arms = rows["arms_supply"]
    assert (arms["since"], arms["since_from"], arms["until"], arms["reports"]) == ("1995", "told", None, 2)
    assert (arms["confirmed"], arms["confirmed_by"], arms["state"]) == (D(2023, 6, 1), "y", "standing")
    friends = rows["alliance"]
    assert (friends["a"], friends["b"], friends["reports"], friends["since"]) == ("QAT", "TUR", 2, "2019-01-01")
    assert (friends["since_from"], friends["contradicted"], friends["contradicted_by"]) == (
        "reported",
        D(2022, 2, 1),
        "1QATTUR",
    )
    assert friends["state"] == "contradicted"
    assert (rows["occupation"]["until"], rows["occupation"]["state"]) == ("2011-12", "ended")
    assert rows["sanctions_regime"]["b"] is None
    known = {row["kind"]: row for row in tie_intervals(told, acts, at=D(2021, 12, 31)).to_dicts()}
    assert known["alliance"]["state"] == "standing"
    assert known["arms_supply"]["confirmed"] == D(2020, 5, 1)
    assert tie_intervals([]).is_empty()
    assert set(AGAINST) == set(TIE_KINDS)


def test_charts_are_drawn_in_both_languages(tmp_path: Path) -> None:
    told = [act(k, "EGY", "ETH", s, f"2024-{k:02}-10") for k, s in enumerate([5, 5, 5, 5, -5, -5, -5, -5], 1)]
    told.append({**act(9, "EGY", "ETH", 5.0, "2024-03-01"), "status": "planned"})
    series = dyad_series(told, "EGY", "ETH", half_life=60)
    changes = change_points(series, told)
    ties = tie_intervals([tie("rivalry", "EGY", "ETH", "2020-05-01", "x", since="2011")])
    charts = {
        "dyad": dyad_chart(series, "EGY", "ETH", changes=changes, language="ar"),
        "trend": trend_chart(trend(told, [{"date": "2024-03-01"}]), language="en"),
        "network": network_chart(network(told), language="ar"),
        "ties": ties_chart(ties, language="ar"),
        "country": country_chart(country_page(told, "EGY", since=D(2024, 5, 1)), language="ar"),
        "panel": panel_chart(
            dyad_month(told, [{"date": "2024-03-01"}], ["EGY", "ETH"], since=D(2024, 2, 1), until=D(2024, 4, 1)),
            language="ar",
        ),
        "alignment": alignment_chart(alignment([*told, act(1, "SDN", "ETH", 1.0)], third=1), language="ar"),
    }
    for name, chart in charts.items():
        assert save(chart, tmp_path / f"{name}.png").read_bytes().startswith(b"\x89PNG")
        assert save(chart, tmp_path / f"{name}.svg").read_text(encoding="utf-8").startswith("<svg")
    months = [row["month"] for row in charts["panel"].to_dict()["data"]["values"] if row["value"] is not None]
    assert months == ["2024-03", "2024-03"]  # the month that was read, in either direction
    [partner] = charts["country"].to_dict()["data"]["values"]
    assert (partner["now"], partner["before"], partner["side"]) == (-5.0, 5.0, "conflict")
    assert isolate(f"{arabic_names()['EGY']} ← {arabic_names()['ETH']}") in (tmp_path / "panel.svg").read_text(
        encoding="utf-8"
    )
    with pytest.raises(AnalysisError, match="no column"):
        panel_chart(pl.DataFrame({"country": ["EGY"], "month": [D(2024, 1, 1)]}), column="joy")
    drawn = (tmp_path / "dyad.svg").read_text(encoding="utf-8")
    assert isolate(f"{arabic_names()['EGY']} – {arabic_names()['ETH']}") in drawn
    with pytest.raises(AnalysisError, match="saved as"):
        save(charts["dyad"], tmp_path / "dyad.doc")
    with pytest.raises(AnalysisError, match="no language"):
        dyad_chart(series, "EGY", "ETH", language="fr")  # type: ignore[arg-type]
