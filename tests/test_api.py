"""The API through a real server: every endpoint in every format, limits, tokens, alerts, reviews, shutdown."""

import csv
import io
import json
import signal
import socket
import stat
import subprocess
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import httpx
import pyarrow as pa
import pytest
from typer.testing import CliRunner

from api_server import TEXTS, serving, store_file, token
from rasid import alerts
from rasid.cli import app as command_line
from rasid.store import open_store
from rasid.web.tokens import default_path


class Api:
    def __init__(self, client: httpx.Client, db: str, secret: str, other: str) -> None:
        self.client = client
        self.db = db
        self.auth = {"Authorization": f"Bearer {secret}"}
        self.other = {"Authorization": f"Bearer {other}"}

    def get(self, path: str, **params: Any) -> Any:
        answer = self.client.get(path, params=params)
        assert answer.status_code == 200, answer.text
        return answer.json()


@pytest.fixture(scope="module")
def api(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Api]:
    db = store_file(tmp_path_factory.mktemp("api"))
    secret, other = token(db, "Amal", "write", "review"), token(db, "Badr", "review")
    with serving(db, "--private-hooks") as (client, _):
        yield Api(client, db, secret, other)


LISTS = (
    "/v1/articles", "/v1/events", "/v1/reports", "/v1/ties", "/v1/tie-reports", "/v1/actors", "/v1/dyads",
    "/v1/dyads/EGY/ETH", "/v1/network", "/v1/alignment", "/v1/ties/intervals", "/v1/trend",
    "/v1/panels?actor=EGY&actor=ETH&since=2023-01&until=2023-12", "/v1/alerts", "/v1/alerts/hits", "/v1/reviews",
    "/v1/reviews/queue",
)  # fmt: skip


@pytest.mark.parametrize("path", LISTS)
def test_one_mechanism_serves_every_list_in_every_format(api: Api, path: str) -> None:
    answer = api.client.get(path)
    assert answer.headers["content-type"] == "application/json"
    rows = answer.json()["data"]
    table = pa.ipc.open_stream(
        api.client.get(path, headers={"Accept": "application/vnd.apache.arrow.stream"}).content
    ).read_all()
    assert table.num_rows == len(rows)
    sheet = api.client.get(path, headers={"Accept": "text/html;q=0.9, text/csv"})
    assert sheet.headers["content-type"] == "text/csv; charset=utf-8"
    assert sheet.text.startswith("\ufeff")
    lines = list(csv.DictReader(io.StringIO(sheet.text[1:])))
    assert len(lines) == len(rows)
    if rows:
        assert list(lines[0]) == table.column_names == list(rows[0])
    assert answer.headers["etag"] != sheet.headers["etag"]
    again = api.client.get(path, headers={"If-None-Match": f'"x", W/{answer.headers["etag"]}'})
    assert (again.status_code, again.content) == (304, b"")
    by_name = api.client.get(path + ("&" if "?" in path else "?") + "format=csv")
    assert by_name.content == sheet.content


def test_pages_follow_each_other(api: Api) -> None:
    everything = [row["id"] for row in api.get("/v1/events", limit=1000)["data"]]
    found: list[str] = []
    path = "/v1/events?limit=7"
    while True:
        answer = api.client.get(path)
        found += [row["id"] for row in answer.json()["data"]]
        if "next" not in answer.links:
            break
        path = answer.links["next"]["url"]
    assert found == everything
    assert answer.json()["next"] is None


def test_filters_are_those_of_the_command_line(api: Api) -> None:
    threats = api.get(
        "/v1/events", type="THREATEN", dyad="EGY,ETH", since="2023", until="2023-06", columns="id,date,type"
    )
    assert threats["data"]
    assert {row["type"] for row in threats["data"]} == {"THREATEN"}
    assert {tuple(row) for row in threats["data"]} == {("id", "date", "type")}
    assert all(row["date"] <= "2023-06-30" for row in threats["data"])
    assert api.get("/v1/events", text="الاتهام", limit=3)["data"][0]["type"] in ("ACCUSE", "AID")
    assert len(api.get("/v1/articles", source="daily", limit=1000)["data"]) == 15
    assert {row["code"] for row in api.get("/v1/actors", type="THREATEN")["data"]} == {"EGY", "ETH"}


def test_one_article_one_event_one_actor(api: Api) -> None:
    article = api.get("/v1/articles/a1")
    assert article["text"] == TEXTS[1]
    event = article["events"][0]
    assert article["text"][event["starts"] : event["ends"]] == event["trigger"]
    assert {mention["kind"] for mention in article["mentions"]} >= {"actor"}
    told = api.get(f"/v1/events/{event['event_id']}")
    assert [report["article"] for report in told["told_by"]] == ["a1"]
    assert told["decisions"] == []
    page = api.get("/v1/actors/EGY", since="2023-06", until="2023")
    assert page["figures"]["events"] >= 1
    stats = api.get("/v1/stats")
    assert (stats["articles"], stats["sources"]) == (30, 2)
    assert stats["events"] == sum(stats["events_by_type"].values())


def test_the_analysis(api: Api) -> None:
    dyad = api.get("/v1/dyads/ETH/EGY", every="month", half_life=90)
    first = dyad["data"][0]
    assert (first["period"], first["events"], first["THREATEN"]) == ("2023-01-01", 1, 1)
    assert first["decayed"] < 0
    assert dyad["left_out"] == 0
    planned = api.get("/v1/dyads/RUS/VNM", every="year")["data"]
    assert all(row["events"] == 0 for row in planned) or planned == []
    network = api.get("/v1/network")
    assert {"EGY", "ETH"} <= {node["actor"] for node in network["nodes"]}
    panel = api.get("/v1/panels", unit="dyad", actor=["EGY", "ETH"], since="2023-01", until="2024-12")["data"]
    assert len(panel) == 2 * 24
    assert {row["events"] for row in panel if not row["read"]} == {None}
    assert api.get("/v1/trend", actor="EGY")["data"][0]["articles"] > 0


def test_code_and_explain(api: Api) -> None:
    given = {"text": TEXTS[1], "date": "2024-06-20", "id": "mine"}
    coding = api.client.post("/v1/code", json=given).json()
    assert coding["id"] == "mine"
    assert "ACCUSE" in {event["type"] for event in coding["events"]}
    sheet = api.client.post("/v1/code", json=given, headers={"Accept": "text/csv"}).text
    assert len(list(csv.DictReader(io.StringIO(sheet[1:])))) == len(coding["events"])
    why = api.client.post("/v1/explain", json=given).json()
    assert why["sentences"][0]["words"][0]["text"] == "اتهمت"
    assert api.client.post("/v1/code", json={"text": "x" * 200_001}).status_code == 413


@pytest.mark.parametrize(
    ("path", "status", "words"),
    [
        ("/v1/nothing", 404, "Not Found"),
        ("/v1/articles/nowhere", 404, "no article"),
        ("/v1/events/nowhere", 404, "no event"),
        ("/v1/alerts/0123456789abcdef/hits", 404, "no alert"),
        ("/v1/events?limit=0", 422, "limit"),
        ("/v1/events?limit=1001", 422, "limit"),
        ("/v1/events?colour=red", 422, "colour"),
        ("/v1/events?type=LOVE", 422, "none of"),
        ("/v1/events?since=2024-13", 422, "not a date"),
        ("/v1/events?cursor=abc", 422, "no cursor"),
        ("/v1/events?columns=nothing", 422, "no column"),
        ("/v1/events?dyad=EGY", 422, "dyad"),
        ("/v1/events?text=%00", 422, "text"),
        ("/v1/events?text=من", 422, "only particles"),
        ("/v1/events?format=xml", 422, "format"),
        ("/v1/dyads/EGY/EGY", 422, "two parties"),
        ("/v1/dyads/EGY/ETH?every=day&since=0001&until=9999", 422, "periods"),
        ("/v1/dyads/egypt/ETH", 422, "pattern"),
        ("/v1/network?since=2024&until=2023", 422, "ends"),
        ("/v1/panels?actor=EGY&since=0001&until=9999&unit=country&actor=ETH&actor=SDN", 422, "too many"),
        ("/v1/trend?counted=maybe", 422, "can't count"),
        ("/v1/alerts?format=xml", 422, "format"),
    ],
)
def test_errors_are_problems_for_people(api: Api, path: str, status: int, words: str) -> None:
    answer = api.client.get(path)
    assert answer.status_code == status, answer.text
    assert answer.headers["content-type"] == "application/problem+json"
    told = answer.json()
    assert told["status"] == status
    assert words in told["detail"]


def test_what_we_do_not_speak_and_what_is_too_large(api: Api) -> None:
    assert api.client.get("/v1/events", headers={"Accept": "image/png"}).status_code == 406
    assert api.client.get("/v1/events", headers={"Accept": "application/*;q=0.5, image/png"}).status_code == 200
    assert api.client.put("/v1/events").status_code == 405
    large = b"x" * (4 << 20) + b"x"
    assert api.client.post("/v1/code", content=large).status_code == 413
    chunks = (large[k : k + 65536] for k in range(0, len(large), 65536))  # no length told
    answer = api.client.post("/v1/code", content=chunks, headers={"Content-Type": "application/json"})
    assert (answer.status_code, answer.headers["content-type"]) == (413, "application/problem+json")
    assert api.client.post("/v1/code", content=b"{", headers={"Content-Type": "application/json"}).status_code == 422
    lonely = api.client.post("/v1/code", content=b'{"text": "\\ud800"}', headers={"Content-Type": "application/json"})
    assert lonely.status_code < 500


def test_every_answer_is_guarded(api: Api) -> None:
    for answer in (api.client.get("/v1/stats"), api.client.get("/v1/nothing")):
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert "default-src 'none'" in answer.headers["content-security-policy"]
        assert "server" not in answer.headers


def test_writing_needs_a_token_and_only_its_hash_is_kept(api: Api) -> None:
    body = {"articles": [{"text": TEXTS[0]}]}
    for headers, status in (({}, 401), ({"Authorization": "Bearer rsd_guess"}, 401), (api.other, 403)):
        answer = api.client.post("/v1/articles", json=body, headers=headers)
        assert answer.status_code == status
        assert answer.headers["content-type"] == "application/problem+json"
    assert api.client.get("/v1/stats", headers={"Authorization": "Bearer rsd_guess"}).status_code == 401
    file = default_path(api.db)
    kept = file.read_text()
    assert api.auth["Authorization"].split()[1] not in kept
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    runner = CliRunner()
    made = runner.invoke(command_line, ["token", "add", "Dina", "--db", api.db, "--scope", "write"])
    fresh = {"Authorization": f"Bearer {made.stdout.strip()}"}
    assert api.client.post("/v1/articles", json={"articles": []}, headers=fresh).status_code == 422  # let in
    assert "Dina  write" in runner.invoke(command_line, ["token", "list", "--db", api.db]).stdout
    assert runner.invoke(command_line, ["token", "remove", "Dina", "--db", api.db]).exit_code == 0
    assert api.client.post("/v1/articles", json={"articles": []}, headers=fresh).status_code == 401
    assert runner.invoke(command_line, ["token", "remove", "Dina", "--db", api.db]).exit_code == 2
    assert runner.invoke(command_line, ["token", "add", "Amal", "--db", api.db]).exit_code == 2


def test_reviews_over_the_api(api: Api) -> None:
    queue = api.get("/v1/reviews/queue", by="type", number=4, seed=3)["data"]
    event = queue[0]
    decision = {"decision": "correct", "event": event["id"], "changes": {"mode": "reviewed"}, "comment": "a test"}
    assert api.client.post("/v1/reviews", json=decision).status_code == 401
    made = api.client.post("/v1/reviews", json=decision, headers=api.auth)
    assert (made.status_code, made.json()["reviewer"]) == (201, "Amal")
    shown = api.get("/v1/events", id=event["id"])["data"][0]
    assert (shown["mode"], shown["review"]) == ("reviewed", "correct")
    assert event["id"] not in {row["id"] for row in api.get("/v1/reviews/queue", number=1000)["data"]}
    gone = api.client.post("/v1/reviews", json={"decision": "reject", "event": event["id"]}, headers=api.other)
    assert gone.status_code == 201
    assert api.get("/v1/events", id=event["id"])["data"] == []
    told = api.get(f"/v1/events/{event['id']}")
    assert [row["decision"] for row in told["decisions"]] == ["correct", "reject"]
    first = api.get("/v1/reviews", limit=1)
    second = api.get("/v1/reviews", limit=1, cursor=first["next"])
    assert (first["data"][0]["reviewer"], second["data"][0]["reviewer"], second["next"]) == ("Amal", "Badr", None)
    assert api.get("/v1/reviews/agreement")["events"] == 1
    back = api.client.post("/v1/reviews", json={"decision": "accept", "event": event["id"]}, headers=api.auth)
    assert back.status_code == 201
    missing = api.client.post("/v1/reviews", json={"decision": "accept", "event": "nowhere"}, headers=api.auth)
    assert missing.status_code == 404
    senseless = api.client.post("/v1/reviews", json={"decision": "correct", "event": event["id"]}, headers=api.auth)
    assert senseless.status_code == 422
    gold = [json.loads(line) for line in api.client.get("/v1/reviews/gold", params={"whole": False}).text.splitlines()]
    assert gold[0]["events"]


def test_alerts_over_the_api_from_the_article_to_the_feed(api: Api) -> None:
    rule = {"name": "Threats", "type": ["THREATEN"], "dyad": ["EGY", "ETH"]}
    assert api.client.post("/v1/alerts", json=rule).status_code == 401
    hostile = {**rule, "webhook": "file:///etc/passwd"}
    assert api.client.post("/v1/alerts", json=hostile, headers=api.auth).status_code == 422
    made = api.client.post("/v1/alerts", json=rule, headers=api.auth)
    assert made.status_code == 201
    alert = made.json()["alert"]
    article = {"id": "new", "text": TEXTS[2], "date": "2026-01-01", "url": "https://example.org/new"}
    taken = api.client.post("/v1/articles", json={"articles": [article]}, headers=api.auth).json()
    assert (taken["added"], taken["events"] >= 1) == (1, True)
    [hit] = api.get(f"/v1/alerts/{alert}/hits")["data"]
    assert (hit["type"], hit["sentence"], hit["url"]) == ("THREATEN", TEXTS[2], "https://example.org/new")
    feed = ET.fromstring(api.client.get(made.json()["feed"]).content)
    assert TEXTS[2] in ET.tostring(feed, "unicode")
    assert api.client.delete(f"/v1/alerts/{alert}", headers=api.auth).status_code == 204
    assert api.client.delete(f"/v1/alerts/{alert}", headers=api.auth).status_code == 404


def test_readers_go_on_while_an_ingest_writes(api: Api) -> None:
    before = api.get("/v1/stats")["articles"]
    stop = threading.Event()
    faults: list[str] = []
    counts: list[int] = []

    def read() -> None:
        with httpx.Client(base_url=api.client.base_url, timeout=30) as client:
            while not stop.is_set():
                for path in ("/v1/events?limit=50", "/v1/dyads/EGY/ETH", "/v1/articles?text=اتهام", "/v1/stats"):
                    answer = client.get(path)
                    if answer.status_code != 200:
                        faults.append(answer.text)
                counts.append(answer.json()["articles"])

    readers = [threading.Thread(target=read) for _ in range(4)]
    for reader in readers:
        reader.start()
    for batch in range(3):
        given = [{"id": f"w{batch}-{k}", "text": TEXTS[k % 5], "date": f"2025-{k % 12 + 1:02}-03"} for k in range(25)]
        answer = api.client.post("/v1/articles", json={"articles": given}, headers=api.auth)
        assert answer.json()["added"] == 25
    stop.set()
    for reader in readers:
        reader.join()
    assert not faults
    assert all((count - before) % 25 == 0 for count in counts)  # a batch is seen whole or not at all
    assert api.get("/v1/stats")["articles"] == before + 75


def test_a_private_server_that_only_reads(tmp_path: Path) -> None:
    db = store_file(tmp_path)
    secret = {"Authorization": f"Bearer {token(db, 'Amal', 'write', 'review')}"}
    with serving(db, "--private", "--read-only") as (client, _):
        assert client.get("/v1/events").status_code == 401
        assert client.get("/v1/events", headers=secret).status_code == 200
        assert client.get("/v1/alerts", headers=secret).status_code == 200
        assert client.get("/v1/reviews/queue", headers=secret).status_code == 200
        written = client.post("/v1/articles", json={"articles": [{"text": TEXTS[0]}]}, headers=secret)
        assert (written.status_code, "only reads" in written.json()["detail"]) == (403, True)
        with serving(db, "--read-only") as (other, _):  # a second one over the same file
            assert other.get("/v1/events").status_code == 200


@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGINT])
def test_it_stops_cleanly(tmp_path: Path, how: signal.Signals) -> None:
    """The request at hand is answered, the process ends with 0, and the file is free for others."""
    db = store_file(tmp_path)
    secret = {"Authorization": f"Bearer {token(db, 'Amal', 'write')}"}
    with serving(db) as (client, server):
        answers: list[httpx.Response] = []
        given = [{"id": f"s{k}", "text": " ".join(TEXTS) * 3, "date": "2025-01-01"} for k in range(30)]
        asked = threading.Thread(
            target=lambda: answers.append(client.post("/v1/articles", json={"articles": given}, headers=secret))
        )
        asked.start()
        time.sleep(0.3)
        server.send_signal(how)
        asked.join(30)
        assert [answer.status_code for answer in answers] == [200]
        assert server.wait(15) == 0
    rows = CliRunner().invoke(
        command_line, ["sql", "SELECT count(*) AS n FROM v_articles", "--db", db, "--format", "csv"]
    )
    assert "60" in rows.stdout


def test_it_stops_while_webhooks_hang(tmp_path: Path) -> None:
    """Thirty deliveries to a receiver that never answers: none of them keeps the server from ending."""
    db = store_file(tmp_path)
    with socket.create_server(("127.0.0.1", 0)) as deaf:
        address = f"http://127.0.0.1:{deaf.getsockname()[1]}"
        with open_store(db, read_only=False) as store:
            for k in range(30):
                rule = {"name": f"A{k}", "type": "ACCUSE", "webhook": f"{address}/{k}"}
                alerts.add(store.engine, alerts.rule_of(rule, allow_private=True), from_start=True)
            assert alerts.evaluate(store.engine) >= 30
        with serving(db, "--private-hooks") as (client, server):
            assert client.get("/v1/stats").status_code == 200
            deaf.settimeout(20)
            deaf.accept()  # a delivery is at hand
            began = time.monotonic()
            server.send_signal(signal.SIGTERM)
            assert server.wait(20) == 0
            assert time.monotonic() - began < 15
    with open_store(db) as store:
        assert sum(row["waiting"] for row in alerts.listed(store.engine)) >= 30  # nothing is lost


def test_a_port_that_is_taken_and_a_store_that_is_not_there(tmp_path: Path, api: Api) -> None:
    import sys

    port = str(api.client.base_url.port)
    for options, words in (
        (["--db", str(tmp_path / "new.duckdb"), "--port", port], "can't be listened on"),
        (["--db", str(tmp_path / "none.duckdb"), "--read-only"], "does not exist"),
        (["--db", api.db], "is in use"),
    ):
        ran = subprocess.run(
            [sys.executable, "-m", "rasid", "serve", *options], capture_output=True, text=True, timeout=60
        )
        assert ran.returncode == 1
        assert words in ran.stderr
        assert "Traceback" not in ran.stderr
