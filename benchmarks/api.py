"""The API at scale, through a real server on this machine.

python benchmarks/api.py make DB [EVENTS]       a store of made-up events (a million)
python benchmarks/api.py questions DB           the median time of each kind of question
python benchmarks/api.py pages DB               the median time of each view of the page
python benchmarks/api.py load DB [CLIENTS] [S]  so many clients at once for so many seconds: errors, rate, times
python benchmarks/api.py mixed DB [CLIENTS] [S] the same while articles are written through the API (into a copy)

The made-up record has 500 parties of very unequal fame, twenty years, all statuses, ten events an article, a hundred
and ten words an article in an index of sixty thousand, and a tie in every tenth article.
"""

import asyncio
import json
import os
import random
import re
import shutil
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx

from rasid.store import Store, open_store
from rasid.store.terms import Terms
from rasid.tables import load
from rasid.web.tokens import Tokens, default_path

QUESTIONS = (
    "/v1/events", "/v1/events?actor=A003", "/v1/events?dyad=A001,A002", "/v1/events?type=ASSAULT&since=2015&until=2015",
    "/v1/events?status=contested", "/v1/events?text=العقوبات", "/v1/events?dyad=A001,A004&text=النفط",
    "/v1/reports?dyad=A001,A002", "/v1/articles?columns=id,date,title,source", "/v1/articles?text=العقوبات النفط",
    "/v1/ties", "/v1/ties?dyad=A001,A002", "/v1/tie-reports", "/v1/actors?since=2015&until=2015", "/v1/dyads",
    "/v1/dyads/A001/A002", "/v1/dyads/A001/A002?every=week&half_life=60&since=2020", "/v1/dyads/A010/A020",
    "/v1/actors/A010?since=2023", "/v1/network?since=2024-10", "/v1/trend?actor=A010&every=month",
    "/v1/panels?actor=A001&actor=A002&actor=A003&since=2024-01&until=2024-12", "/v1/articles/a5000", "/v1/stats",
    "/v1/reviews", "/v1/alerts", "/v1/events?format=csv&limit=1000", "/v1/events?format=arrow&limit=1000",
)  # fmt: skip
VIEWS = (
    "/", "/search?q=A001", "/search?q=A001%20A002", "/search?q=العقوبات", "/search?q=مصر", "/dyad/A001/A002",
    "/dyad/A010/A020",
    "/dyad/A001/A002?since=2015&until=2016", "/events", "/events?text=العقوبات", "/articles", "/actors", "/dyads",
    "/ties", "/network", "/network?year=2024", "/map", "/map?year=2024", "/actor/A010", "/actor/A001", "/article/a5000",
)  # fmt: skip
STORIES = Path(__file__).parents[1] / "tests" / "data" / "stories.jsonl"
LOADED = (0, 1, 2, 3, 5, 8, 9, 10, 13, 15, 17, 22)  # the questions that clients ask, by turns


def make(db: str, events: int = 1_000_000) -> None:
    """Write the store in SQL, in bulk."""
    began = time.perf_counter()
    with open_store(db, read_only=False) as store:
        _fill(store, events)
    print(f"{events:,} events in {time.perf_counter() - began:.0f} s, {os.path.getsize(db) >> 20} MB")


def questions(db: str, rounds: int = 11) -> None:
    """Each question to the API so many times, one after the other: median, processor time, first, slowest."""
    _timed(db, QUESTIONS, rounds)


def pages(db: str, rounds: int = 11) -> None:
    """The same for the views of the page, as a browser gets them."""
    _timed(db, VIEWS, rounds)


def _timed(db: str, paths: Iterable[str], rounds: int) -> None:
    with _serving(db) as (address, server), httpx.Client(base_url=address, timeout=60) as client:
        client.get("/v1/dyads/A001/A002")
        for path in paths:
            times = []
            used = _processor_time(server)
            for _ in range(rounds):
                began = time.perf_counter()
                answer = client.get(path)
                times.append(1000 * (time.perf_counter() - began))
                assert answer.status_code == 200, (path, answer.text)
            middle, used = statistics.median(times), 1000 * (_processor_time(server) - used) / rounds
            print(
                f"{middle:7.0f} ms  processor {used:5.0f}  first {times[0]:6.0f}  most {max(times[1:]):6.0f}  {path}",
                flush=True,
            )
    print(f"load average {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores")


def _processor_time(pid: int) -> float:
    """The seconds that a process has computed, on all cores; it hardly depends on what else the machine does."""
    fields = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def under_load(db: str, clients: int = 50, seconds: int = 60) -> None:
    """Clients that ask as fast as they are answered."""
    with _serving(db) as (address, _):
        times, faults = asyncio.run(_ask(address, clients, seconds))
    _show(clients, seconds, times, faults)


def mixed(db: str, clients: int = 10, seconds: int = 60) -> None:
    """Clients that read while another keeps articles, twenty at a time, as fast as they are taken."""
    with tempfile.TemporaryDirectory() as folder:
        copy = str(Path(folder) / "copy.duckdb")
        shutil.copyfile(db, copy)
        secret = Tokens(default_path(copy)).add("benchmark", ["write"])
        with _serving(copy) as (address, _):
            times, faults, written = asyncio.run(_ask_and_write(address, clients, seconds, secret))
    _show(clients, seconds, times, faults)
    print(f"meanwhile {written:,} articles were coded and kept")


async def _ask_and_write(address: str, clients: int, seconds: int, secret: str) -> tuple[list[float], list[str], int]:
    asking = asyncio.create_task(_ask(address, clients, seconds))
    faults: list[str] = []
    written = 0
    headers = {"Authorization": f"Bearer {secret}"}
    async with httpx.AsyncClient(base_url=address, timeout=120, headers=headers) as client:
        while not asking.done():
            batch = [_news(written + k) for k in range(20)]
            answer = await client.post("/v1/articles", json={"articles": batch})
            if answer.is_success:
                written += len(batch)
            else:
                faults.append(f"{answer.status_code} {answer.text[:200]}")
    times, others = await asking
    return times, faults + others, written


def _news(number: int) -> dict[str, str]:
    chance = random.Random(number)
    lines = [
        line for row in STORIES.read_text(encoding="utf-8").splitlines() for line in json.loads(row)["text"].split("\n")
    ]
    return {"id": f"new{number}", "date": "2025-01-01", "text": "\n".join(chance.sample(lines, 8))}


def _show(clients: int, seconds: int, times: list[float], faults: list[str]) -> None:
    times.sort()
    shown = ", ".join(f"{share:.0%} {1000 * _at(times, share):,.0f} ms" for share in (0.5, 0.95, 0.99, 1))
    rate = len(times) / seconds
    print(f"{clients} clients, {seconds} s: {len(times):,} answers, {rate:.0f}/s, {len(faults)} errors; {shown}")
    print(f"load average {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores, clients and server together")
    for fault in faults[:5]:
        print("  ", fault)


def _at(times: list[float], share: float) -> float:
    return times[int(share * (len(times) - 1))]


async def _ask(address: str, clients: int, seconds: int) -> tuple[list[float], list[str]]:
    times: list[float] = []
    faults: list[str] = []
    end = time.perf_counter() + seconds

    async def one(number: int) -> None:
        chance = random.Random(number)
        async with httpx.AsyncClient(base_url=address, timeout=60) as client:
            while time.perf_counter() < end:
                path = QUESTIONS[chance.choice(LOADED)]
                began = time.perf_counter()
                try:
                    answer = await client.get(path)
                    if answer.status_code != 200:
                        faults.append(f"{answer.status_code} {path} {answer.text[:200]}")
                except httpx.HTTPError as fault:
                    faults.append(f"{path} {fault!r}")
                times.append(time.perf_counter() - began)

    await asyncio.gather(*(one(number) for number in range(clients)))
    return times, faults


@contextmanager
def _serving(db: str) -> Iterator[tuple[str, int]]:
    command = [sys.executable, "-m", "rasid", "serve", "--db", db, "--port", "0", "--seconds", "60"]
    server = subprocess.Popen(command, stderr=subprocess.PIPE, text=True)
    assert server.stderr is not None
    line = server.stderr.readline()
    found = re.search(r"http://\S+(?=/v1)", line)
    assert found, line
    try:
        yield found[0], server.pid
    finally:
        server.send_signal(signal.SIGTERM)
        server.wait(30)


def _fill(store: Store, events: int) -> None:
    run = store.engine.run
    articles = events // 10
    types = "['CONSULT','ACCUSE','SUPPORT','ASSAULT','SANCTION','REQUEST','THREATEN','AGREE','AID','REJECT']"
    scores = "[2.5, -3, 5, -9, -6, 0, -3.5, 2.5, 10, -2]"
    others = "'alleged','planned','denied','hypothetical','contested'"
    statuses = f"['asserted','asserted','asserted','asserted','asserted',{others}]"
    day = "DATE '2005-01-01' + (i * 7300 // {n})::INTEGER"
    run("SELECT setseed(0.42)")
    party = "'A' || lpad((1 + (500 * random() ** 4)::INTEGER)::VARCHAR, 3, '0')"
    run(
        "INSERT INTO articles (aid, id, version, live, hash, date, title, source, language, coded, story, words, "
        f"notes, text) SELECT i, 'a' || i, 1, TRUE, md5(i::VARCHAR), {day.format(n=articles)}, 'title ' || i, "
        f"'s' || (i % 50), 'ar', TRUE, i, 300, [], repeat('نص ', 300) FROM range({articles}) t(i)"
    )
    run(
        "INSERT INTO reports (rid, event, aid, id, live, n, merge_key, type, actor, recipient, aux, attribution, "
        "context, stance, denial, trigger, sentence, starts, ends, date, date_end, date_precision, score, "
        f"confidence, notes, spans) SELECT i, i, i // 10, md5(i::VARCHAR), TRUE, i % 10, i, {types}[1 + k], "
        f"[{party}], [{party}], [], [], [], 'asserts', FALSE, 'اتهم', 'جملة من خبر عن حدث رقم ' || i, 0, 4, "
        f"{day.format(n=events)}, {day.format(n=events)}, 'report', {scores}[1 + k], 0.9, [], '{{}}' "
        f"FROM (SELECT i, (random() * 9)::INTEGER AS k FROM range({events}) t(i))"
    )
    run(
        "INSERT INTO events (event, id, merge_key, type, actor, recipient, aux, context, status, disputed, "
        "asserted_by, alleged_by, denied_by, date, date_end, date_precision, score, confidence, reports, articles, "
        "sources, story, trigger, sentence, aid, first_reported, last_reported) SELECT event, id, merge_key, type, "
        f"actor, recipient, aux, context, {statuses}[1 + (random() * 9)::INTEGER], [], [], [], [], date, date_end, "
        "date_precision, score, confidence, 1, 1, 1, aid, trigger, sentence, aid, date, date FROM reports"
    )
    run(
        "INSERT INTO parties SELECT event, 'actor', actor[1] FROM reports UNION ALL "
        "SELECT event, 'recipient', recipient[1] FROM reports"
    )
    run(
        "INSERT INTO ties (tid, aid, id, live, n, kind, from_actor, to_actor, attribution, date, confidence, "
        "trigger, sentence, starts, ends) "
        f"SELECT i, i * 10, 't' || i, TRUE, 0, 'trade', [{party}], [{party}], [], {day.format(n=articles // 10)}, 1.0, "
        f"'x', 'y', 0, 1 FROM range({articles // 10}) t(i)"
    )
    run(f"INSERT INTO postings SELECT i * 7919 % 60000, i // 110 FROM range({articles * 110}) t(i)")
    terms = Terms(load())
    for word, every in (("العقوبات", 20), ("النفط", 30)):
        for term in terms.of_word(word):
            run(f"INSERT INTO postings SELECT ?, i FROM range(0, {articles}, {every}) t(i)", (term,))


if __name__ == "__main__":
    numbers = map(int, sys.argv[3:])
    {"make": make, "questions": questions, "pages": pages, "load": under_load, "mixed": mixed}[sys.argv[1]](
        sys.argv[2], *numbers
    )
