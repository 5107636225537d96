"""Alerts: rules, what they find, and that each hit arrives, once, whatever dies in between."""

import datetime as dt
import hashlib
import hmac
import io
import json
import subprocess
import sys
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from typer.testing import CliRunner

from rasid.alerts import (
    AlertError,
    add,
    deliver,
    evaluate,
    feed,
    hits,
    listed,
    read_rules,
    remove,
    rule_of,
    sync,
)  # fmt: skip
from rasid.alerts.evaluate import shift
from rasid.alerts.webhook import DeliveryError, checked_url, post
from rasid.cli import app as command_line
from rasid.records import Article
from rasid.sources.document import Document
from rasid.store import Store, open_store

MET = "استقبل الرئيس المصري نظيره الجزائري في القاهرة."
ACCUSED = "اتهمت واشنطن بيونغ يانغ بتزويد موسكو بالسلاح."
AID = "قدمت السعودية مساعدات إلى اليمن."


def document(name: str, text: str, day: str) -> Document:
    url = f"https://example.org/{name}"
    return Document(Article(name, text, dt.date.fromisoformat(day), url=url, source="daily"), name, own_id=True)


REPORTS = 25


class Receiver:
    """A webhook's receiver on this machine: keeps what it was sent, and apart from that what it took (2xx)."""

    def __init__(self) -> None:
        self.got: list[tuple[dict[str, str], bytes]] = []
        self.taken: list[tuple[dict[str, str], bytes]] = []
        self.status = 200
        self.busy_at = 0  # each so-manieth request is answered 503
        receiver = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"]))
                receiver.got.append((dict(self.headers.items()), body))
                busy = receiver.busy_at and len(receiver.got) % receiver.busy_at == 0
                if not busy and receiver.status < 300:
                    receiver.taken.append(receiver.got[-1])
                self.send_response(503 if busy else receiver.status)
                self.send_header("Location", "http://169.254.169.254/")
                self.send_header("Content-Length", "0")
                self.end_headers()

            def log_message(self, *args: Any) -> None:
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server.server_address[1]}/hook?a=b"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    made = Receiver()
    yield made
    made.server.shutdown()
    made.server.server_close()


@pytest.fixture
def store() -> Iterator[Store]:
    with open_store(":memory:") as opened:
        yield opened


def test_rules_out_of_a_file(tmp_path: Path) -> None:
    file = tmp_path / "alerts.toml"
    file.write_text(
        '[[alert]]\nname = "Dam"\ntype = ["THREATEN"]\ndyad = ["EGY", "ETH"]\nwebhook = "https://example.org/h"\n'
        'secret = "s"\n[[alert]]\nname = "Cool"\ndyad = ["USA", "CHN"]\nfalls_by = 2\nstdout = true\n',
        encoding="utf-8",
    )
    dam, cool = read_rules(file)
    assert (dam.shifts, dam.targets, dam.key()) == (False, ["https://example.org/h"], b"s")
    assert (cool.shifts, cool.targets, cool.falls_by, cool.window) == (True, ["stdout"], 2.0, 30)
    assert "secret" not in dam.to_json()
    assert rule_of(cool.to_json()) == cool
    for text, words in {
        "": "no \\[\\[alert", "alert = 1": "no \\[\\[alert", "[[alert]]\nname = 1": "needs a name", "x": "alerts.toml",
    }.items():  # fmt: skip
        file.write_text(text)
        with pytest.raises(AlertError, match=words):
            read_rules(file)


@pytest.mark.parametrize(
    ("rule", "words"),
    [
        ({"type": "AID"}, "needs a name"),
        ({"name": "x"}, "what shall it look for"),
        ({"name": "x", "colour": "red"}, "no filter 'colour'"),
        ({"name": "x", "falls_by": 2, "actor": "USA"}, "a score is a dyad's"),
        ({"name": "x", "dyad": ["A", "B"], "falls_by": "much"}, "falls_by is a number"),
        ({"name": "x", "dyad": ["A", "B"], "falls_by": 2, "window": 30, "history": 60}, "five windows"),
        ({"name": "x", "type": "AID", "webhook": "http://example.org/"}, "https"),
        ({"name": "x", "type": "AID", "webhook": "https://10.0.0.1/"}, "public addresses"),
        ({"name": "x", "type": "AID", "webhook": "https://[::1]/"}, "public addresses"),
        ({"name": "x", "type": "AID", "webhook": "https://u:p@example.org/"}, "no password"),
        ({"name": "x", "type": "AID", "webhook": "file:///etc/passwd"}, "https"),
        ({"name": "x", "type": "AID", "stdout": "yes"}, "true or false"),
        ({"name": "x", "type": {"a": 1}}, "a text, a number or a list"),
    ],
)
def test_rules_that_make_no_sense(rule: dict[str, Any], words: str) -> None:
    with pytest.raises(AlertError, match=words):
        rule_of(rule)


def test_events_are_found_as_articles_come_in_and_once(store: Store) -> None:
    store.ingest([document("old", ACCUSED, "2024-01-01")])
    alert = add(store.engine, rule_of({"name": "A", "type": ["ACCUSE"], "dyad": ["USA", "PRK"]}))
    assert hits(store.engine) == []
    store.ingest([document("new", ACCUSED, "2024-06-20"), document("met", MET, "2024-06-20")])
    [hit] = hits(store.engine)
    assert (hit["alert"], hit["day"], hit["events"][0]["sentence"]) == (alert, dt.date(2024, 6, 20), ACCUSED)
    assert hit["events"][0]["url"] == "https://example.org/new"
    store.ingest([document("again", ACCUSED, "2024-06-21")])  # another report of the same
    assert evaluate(store.engine) == 0
    assert len(hits(store.engine)) == 1
    add(store.engine, rule_of({"name": "B", "type": "ACCUSE"}), from_start=True)
    assert evaluate(store.engine) == len(store.events(type="ACCUSE"))
    with pytest.raises(AlertError, match="none of"):
        add(store.engine, rule_of({"name": "C", "type": "LOVE"}))
    sync(store.engine, [rule_of({"name": "A", "type": "AID"})])
    assert listed(store.engine)[0]["rule"] == {"name": "A", "type": "AID"}
    remove(store.engine, alert)
    assert [row["name"] for row in listed(store.engine)] == ["B"]
    with pytest.raises(AlertError, match="no alert"):
        remove(store.engine, alert)


def test_a_rule_that_makes_no_sense_any_more_stops_no_ingest_and_misses_nothing(
    store: Store, caplog: pytest.LogCaptureFixture
) -> None:
    """As where its type is of tables that are not at hand."""
    alert = add(store.engine, rule_of({"name": "A", "type": "ACCUSE"}))
    add(store.engine, rule_of({"name": "B", "type": "ACCUSE"}))
    store.engine.run("UPDATE alerts SET rule = replace(rule, 'ACCUSE', 'LOVE') WHERE alert = ?", (alert,))
    assert store.ingest([document("new", ACCUSED, "2024-06-20")]).added == 1
    assert "alert A can't be evaluated: 'LOVE' is none of" in caplog.text
    assert [hit["name"] for hit in hits(store.engine)] == ["B"]
    add(store.engine, rule_of({"name": "A", "type": ["ACCUSE"]}))
    assert evaluate(store.engine) == 1
    assert sorted(hit["name"] for hit in hits(store.engine)) == ["A", "B"]


def test_a_shift_by_hand() -> None:
    end = dt.date(2024, 6, 30)
    daily = [(end - dt.timedelta(days=10 * k), score) for k, score in enumerate([-4.0, 2.0, 4.0, 2.0, 4.0])]
    # before: 2, 4, 2, 4: mean 3, deviation 1; now -4: seven deviations below
    assert shift(daily, end, 10, 12) == (-4.0, 3.0, 1.0, -7.0)
    assert shift(daily[:4], end, 10, 12) is None  # three windows are too few
    assert shift([(day, 5.0) for day, _ in daily], end, 10, 12) is None  # all alike


def test_a_dyad_that_cools(store: Store) -> None:
    rule = rule_of(
        {"name": "Cooling", "dyad": ["EGY", "DZA"], "falls_by": 2, "window": 30, "history": 300, "stdout": True}
    )
    add(store.engine, rule)
    for month, number in enumerate([1, 2, 1, 2, 1], 1):
        store.ingest([document(f"m{month}{k}", MET, f"2024-{month:02}-{10 + 3 * k}") for k in range(number)])
    assert hits(store.engine) == []
    bad = "اتهمت مصر الجزائر بالتدخل."
    store.ingest([document("bad", bad, "2024-06-15"), document("bad2", bad, "2024-06-18")])
    [hit] = hits(store.engine)
    assert hit["shift"]["deviations"] <= -2
    assert hit["events"][0]["type"] == "ACCUSE"
    store.ingest([document("bad3", bad, "2024-06-25")])  # the same fall
    assert len(hits(store.engine)) == 1
    out = io.StringIO()
    assert deliver(store.engine, out=out) == (1, 0)
    assert hit["hit"] in out.getvalue()
    assert "deviations" in out.getvalue()


def test_a_feed(store: Store) -> None:
    alert = add(store.engine, rule_of({"name": "A <&> \x0b", "type": "ACCUSE"}))
    empty = ET.fromstring(feed(store.engine, alert))
    assert empty.findall("{http://www.w3.org/2005/Atom}entry") == []
    store.ingest([document("new", ACCUSED, "2024-06-20")])
    root = ET.fromstring(feed(store.engine, alert, address="http://here/feed"))
    entry = root.find("{http://www.w3.org/2005/Atom}entry")
    assert entry is not None
    assert entry.findtext("{http://www.w3.org/2005/Atom}content") == ACCUSED
    link = entry.find("{http://www.w3.org/2005/Atom}link")
    assert link is not None
    assert link.get("href") == "https://example.org/new"
    assert ET.fromstring(feed(store.engine)).tag.endswith("feed")
    with pytest.raises(AlertError):
        feed(store.engine, "nowhere")


def test_a_webhook_is_signed_and_retried(store: Store, receiver: Receiver) -> None:
    rule = rule_of({"name": "A", "type": "ACCUSE", "webhook": receiver.url, "secret": "hush"}, allow_private=True)
    add(store.engine, rule)
    store.ingest([document("new", ACCUSED, "2024-06-20")])
    receiver.status = 500
    assert deliver(store.engine, allow_private=True) == (0, 1)
    assert deliver(store.engine, allow_private=True) == (0, 0)  # not due yet
    store.engine.run("UPDATE alert_deliveries SET due = ?", (dt.datetime(2020, 1, 1),))
    receiver.status = 302
    assert deliver(store.engine, allow_private=True) == (0, 1)
    store.engine.run("UPDATE alert_deliveries SET due = ?", (dt.datetime(2020, 1, 1),))
    receiver.status = 204
    assert deliver(store.engine, allow_private=True) == (1, 0)
    assert deliver(store.engine, allow_private=True) == (0, 0)
    assert len(receiver.got) == 3
    headers, body = receiver.got[-1]
    wanted = hmac.new(b"hush", headers["X-Rasid-Timestamp"].encode() + b"." + body, hashlib.sha256).hexdigest()
    assert headers["X-Rasid-Signature"] == f"v1={wanted}"
    told = json.loads(body)
    assert (told["events"][0]["sentence"], told["id"]) == (ACCUSED, headers["Idempotency-Key"])
    assert headers["X-Rasid-Redelivery"] == "1"
    assert "X-Rasid-Redelivery" not in receiver.got[0][0]


def test_a_receiver_that_is_gone_and_a_secret_that_is_not_set(store: Store, receiver: Receiver) -> None:
    rule = {"name": "A", "type": "ACCUSE", "webhook": receiver.url, "secret_env": "NO_SUCH_VARIABLE"}
    add(store.engine, rule_of(rule, allow_private=True))
    store.ingest([document("new", ACCUSED, "2024-06-20")])
    assert deliver(store.engine, allow_private=True) == (0, 1)
    assert receiver.got == []
    del rule["secret_env"]
    add(store.engine, rule_of(rule, allow_private=True))
    receiver.status = 410
    store.engine.run("UPDATE alert_deliveries SET due = ?", (dt.datetime(2020, 1, 1),))
    assert deliver(store.engine, allow_private=True) == (0, 1)
    assert listed(store.engine)[0]["failed"] == 1


def test_private_addresses_are_refused_also_behind_names(receiver: Receiver) -> None:
    port = receiver.server.server_address[1]
    for host in ("localhost", "127.0.0.1", "[::ffff:127.0.0.1]", "0.0.0.0", "169.254.169.254", "2130706433"):
        with pytest.raises(DeliveryError):
            post(f"https://{host}:{port}/", b"{}", "id", None, again=False)
    assert receiver.got == []
    for url in ("https://", "https://a b/", "https://x:99999/", "gopher://example.org/", 5):
        with pytest.raises(AlertError):
            checked_url(url)


NURSERY = """
import datetime as dt, os, random, signal, sys, time, traceback
from rasid.alerts import deliver, evaluate, recover
from rasid.records import Article
from rasid.sources.document import Document
from rasid.store import open_store
from rasid.tables import load

db, text, number = sys.argv[1], sys.argv[2], int(sys.argv[3])
load()


def work():
    with open_store(db, read_only=False, wait=5) as store:
        recover(store.engine)
        for k in range(number):
            day = dt.date(2024, 1, 1) + dt.timedelta(days=5 * k)
            store.ingest([Document(Article(f"a{k}", text, day, source="daily"), f"a{k}", own_id=True)])
            evaluate(store.engine)
            while deliver(store.engine, allow_private=True) != (0, 0):
                pass


chance, kills = random.Random(7), 0
for turn in range(26):
    child = os.fork()
    if not child:
        code = 1
        try:
            work()
            code = 0
        except BaseException:
            traceback.print_exc()
        finally:
            os._exit(code)
    if turn < 25:
        time.sleep(0.05 + chance.random() * 0.5)
        os.kill(child, signal.SIGKILL)
    _, status = os.waitpid(child, 0)
    if os.WIFSIGNALED(status):
        kills += 1
    elif os.waitstatus_to_exitcode(status):
        sys.exit("a worker failed")
print(kills)
"""


def test_no_hit_is_lost_or_given_twice_over_crashes(tmp_path: Path, receiver: Receiver) -> None:
    """Killed at 25 random moments of ingest, evaluation and delivery, with a receiver that refuses some.

    Nothing here depends on how fast this machine is: what was put off is delivered at the end, and a delivery may come
    again for each kill and for each attempt that was not answered in time.
    """
    receiver.busy_at = 7
    db = str(tmp_path / "rasid.duckdb")
    with open_store(db, read_only=False) as store:
        add(store.engine, rule_of({"name": "A", "type": "ACCUSE", "webhook": receiver.url}, allow_private=True))
    ran = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", NURSERY, db, ACCUSED, str(REPORTS)],
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.returncode == 0, ran.stderr
    kills = int(ran.stdout)
    assert kills
    with open_store(db, read_only=False, wait=5) as store:
        expected = {hit["hit"] for hit in hits(store.engine)}
        assert len(expected) == len(store.events(type="ACCUSE")) == REPORTS
        for _ in range(REPORTS):  # the waiting time has passed
            store.engine.run(
                "UPDATE alert_deliveries SET due = ? WHERE state IN ('waiting', 'sending')", (dt.datetime(2020, 1, 1),)
            )
            if deliver(store.engine, allow_private=True) == (0, 0):
                break
        assert (listed(store.engine)[0]["waiting"], listed(store.engine)[0]["failed"]) == (0, 0)
        failures = store.engine.rows("SELECT sum(attempts) FROM alert_deliveries")[0][0]
    ids = [headers["Idempotency-Key"] for headers, _ in receiver.taken]
    assert set(ids) == expected  # none lost
    first = [headers["Idempotency-Key"] for headers, _ in receiver.got if "X-Rasid-Redelivery" not in headers]
    assert len(first) == len(set(first))  # whatever comes a second time says so
    refused = len(receiver.got) - len(receiver.taken)
    assert len(ids) - len(expected) <= kills + max(failures - refused, 0)  # a crash repeats one delivery at most


def test_the_commands(tmp_path: Path) -> None:
    """Rules from a file, an ingest that prints its hits, the feed, and taking an alert back."""
    db, rules, text = str(tmp_path / "r.duckdb"), tmp_path / "alerts.toml", tmp_path / "new.txt"
    rules.write_text('[[alert]]\nname = "Accusations"\ntype = ["ACCUSE"]\nstdout = true\n', encoding="utf-8")
    text.write_text(ACCUSED, encoding="utf-8")
    run = CliRunner().invoke
    added = run(command_line, ["alerts", "add", str(rules), "--db", db])
    assert (added.exit_code, "Accusations" in added.stdout) == (0, True)
    told = run(command_line, ["ingest", str(text), "--db", db, "--date", "2024-06-20"])
    assert told.exit_code == 0
    [line] = [line for line in told.stdout.splitlines() if "Accusations" in line]
    assert "2024-06-20 ACCUSE" in line
    assert "hits 1  waiting 0" in run(command_line, ["alerts", "list", "--db", db]).stdout
    assert ACCUSED in run(command_line, ["alerts", "feed", "--db", db]).stdout
    assert run(command_line, ["alerts", "run", "--db", db]).exit_code == 0
    alert = added.stdout.split()[0]
    assert run(command_line, ["alerts", "remove", alert, "--db", db]).exit_code == 0
    assert run(command_line, ["alerts", "remove", alert, "--db", db]).exit_code == 2
    rules.write_text("[[alert]]\nname = 'x'\n", encoding="utf-8")
    assert run(command_line, ["alerts", "add", str(rules), "--db", db]).exit_code == 2
