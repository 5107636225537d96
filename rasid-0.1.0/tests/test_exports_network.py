"""The network and the entities are read back with networkx and FollowTheMoney."""

import io
import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import networkx as nx
import pytest

from exchange import RECORDS
from rasid.exports import export, tell
from rasid.exports.told import Told


def accuse() -> Told:
    return next(one for one in tell(RECORDS) if isinstance(one, Told))


def test_graphml_reads_with_networkx(tmp_path: Path) -> None:
    path = tmp_path / "net.graphml"
    with path.open("w", encoding="utf-8") as out:
        told = export(tell(RECORDS), "graphml", out)
    graph = nx.read_graphml(path, force_multigraph=True)
    assert told.rows == graph.number_of_edges() == 2 + 1 + 1 + 6 + 1 + 2 + 1
    assert told.left_out == {"nobody known on one side": 1}
    assert graph.is_directed()
    assert graph.nodes["USA"] == {"label": "United States", "kind": "state", "country": "USA", "cow": 2, "edges": 1}
    assert graph.nodes["IRQ:INS"]["kind"] == "role"
    assert "XXX" not in graph
    (edge,) = (data for _, _, data in graph.out_edges("IRQ:INS", data=True))
    assert (edge["type"], edge["date"], edge["score"], edge["mutual"]) == ("ASSAULT", "2023-09-01", -9.0, False)
    assert edge["attribution"] == "IRQ"
    assert {data["kind"] for *_, data in graph.edges(data=True)} == {"event", "tie"}
    assert [data["mutual"] for *_, data in graph.edges(data=True) if data["type"] == "alliance"] == [True, True]


def test_graphml_survives_control_characters_and_markup(tmp_path: Path) -> None:
    path = tmp_path / "net.graphml"
    with path.open("w", encoding="utf-8") as out:
        export([replace(accuse(), trigger="<a>\x01&\ud800")], "graphml", out)
    graph = nx.read_graphml(path, force_multigraph=True)
    assert next(iter(graph.edges(data=True)))[2]["trigger"] == "<a>&"


# What FollowTheMoney's schemata have (model of version 4), for where the package is not installed.
FTM = {
    "PublicBody": {"name", "country", "alias", "classification"},
    "Organization": {"name", "country", "alias", "classification"},
    "Event": {
        "name", "date", "summary", "involved", "location", "country", "keywords", "notes", "recordId", "sourceUrl",
        "publisher",
    },
    "UnknownLink": {
        "subject", "object", "role", "date", "status", "summary", "recordId", "sourceUrl", "publisher", "startDate",
        "endDate",
    },
    "Membership": {
        "member", "organization", "role", "summary", "recordId", "sourceUrl", "publisher", "startDate", "endDate",
    },
}  # fmt: skip


def _ftm() -> str:
    out = io.StringIO()
    export(tell(RECORDS), "ftm", out)
    return out.getvalue()


def ftm_entities() -> list[dict[str, Any]]:
    return [json.loads(line) for line in _ftm().splitlines()]


def test_ftm_entities_have_only_properties_of_their_schema() -> None:
    found = ftm_entities()
    ids = {entity["id"] for entity in found}
    assert len(ids) == len(found)
    for entity in found:
        assert set(entity["properties"]) <= FTM[entity["schema"]]
        for values in entity["properties"].values():
            assert values
            assert all(isinstance(value, str) and value for value in values)
        for name in ("involved", "subject", "object", "member", "organization"):
            assert set(entity["properties"].get(name, [])) <= ids
    by_id = {entity["id"]: entity for entity in found}
    assert by_id["rasid-USA"] == {
        "id": "rasid-USA", "schema": "PublicBody",
        "properties": {"name": ["United States"], "country": ["us"], "alias": ["USA"]},
    }  # fmt: skip
    assert by_id["rasid-HAMAS"]["properties"]["country"] == ["ps"]
    assert by_id["rasid-event-a3"]["properties"]["involved"] == ["rasid-IRQ"]
    assert by_id["rasid-event-a5"]["properties"]["notes"] == ["PLOVER auxiliary mode: negation"]
    assert by_id["rasid-tie-t2-0"]["schema"] == "Membership"


def test_ftm_entities_are_valid_to_followthemoney() -> None:
    followthemoney = pytest.importorskip("followthemoney", reason="pip install 'rasid[ftm]'")
    for row in ftm_entities():
        entity = followthemoney.model.get_proxy(row)
        entity.schema.validate(row)
        kept = entity.to_dict()["properties"]
        for name, values in row["properties"].items():
            prop = entity.schema.get(name)
            assert prop is not None
            assert all(prop.type.validate(value) for value in values), (name, values)
            assert sorted(kept[name]) == sorted(values)
