"""Reviews, alerts and the API over a real PostgreSQL: the same as over a file, and two processes may write."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from api_server import TEXTS, fill, serving
from postgres_server import server
from rasid import alerts, reviews
from rasid.store import open_store
from rasid.web.tokens import Tokens
from test_api import LISTS


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    with server() as found:
        fill(found, 10)
        yield found


def test_decisions_and_alerts(address: str) -> None:
    with open_store(address, read_only=False) as store:
        [threat, *_] = store.events(type="THREATEN").rows()
        assert threat["id"] in reviews.sample(store.engine, "type", number=50)
        reviews.record(store.engine, "Amal", "correct", event=threat["id"], changes={"type": "ACCUSE"})
        assert store.events(id=threat["id"]).rows()[0]["type"] == "ACCUSE"
        reviews.record(store.engine, "Badr", "reject", event=threat["id"])
        assert store.events(id=threat["id"]).rows() == []
        assert reviews.agreement(store.engine)["events"] == 1
        assert len(list(reviews.export_gold(store.engine, whole=False))) == 1
        alerts.add(store.engine, alerts.rule_of({"name": "Aid", "type": "AID", "stdout": True}), from_start=True)
        found = alerts.evaluate(store.engine)
        assert found == len(store.events(type="AID")) == len(alerts.hits(store.engine))
        assert alerts.deliver(store.engine) == (found, 0)
        assert alerts.evaluate(store.engine) == 0


def test_every_list_while_another_process_writes(address: str, tmp_path: Path) -> None:
    file = tmp_path / "tokens"
    secret = {"Authorization": f"Bearer {Tokens(file).add('Amal', ['write', 'review'])}"}
    with serving(address, "--tokens", str(file)) as (client, _):
        fill(address, 15)  # this process; the server has the store open
        for path in LISTS:
            answer = client.get(path)
            assert answer.status_code == 200, (path, answer.text)
        assert client.get("/v1/stats").json()["articles"] == 15
        given = {"articles": [{"id": "new", "text": TEXTS[3], "date": "2025-01-01"}]}
        assert client.post("/v1/articles", json=given, headers=secret).json()["added"] == 1
        event = client.get("/v1/events?type=AID&limit=1").json()["data"][0]
        decision = {"decision": "accept", "event": event["id"]}
        assert client.post("/v1/reviews", json=decision, headers=secret).status_code == 201
        assert client.get(f"/v1/events?id={event['id']}").json()["data"][0]["review"] == "accept"


def test_the_page_over_it(address: str, tmp_path: Path) -> None:
    with serving(address, "--tokens", str(tmp_path / "tokens")) as (client, _):
        one = client.get("/v1/events").json()["data"][0]
        for view in ("/", "/events", "/articles", "/actors", "/ties", "/dyads", "/network", "/map?region=africa", "/search?q=مصر",
                     "/overview.json", "/dyad/EGY/ETH", "/actor/EGY", f"/article/{one['article']}", "/agreement"):  # fmt: skip
            answer = client.get(view)
            assert answer.status_code == 200, (view, answer.text[:300])
        assert client.get("/overview.json").json()["figures"]["articles"] >= 10
