"""Delivers hits: to webhooks with growing patience, to standard output line by line."""

import contextlib
import datetime as dt
import json
import sys
import threading
from collections.abc import Callable
from typing import IO, Any, Final

from rasid.alerts import tables
from rasid.alerts.book import rules_of
from rasid.alerts.rules import STDOUT, Rule
from rasid.alerts.webhook import DeliveryError, post
from rasid.store.engine import Engine
from rasid.store.runs import now

_LEASE: Final = dt.timedelta(minutes=5)  # after which a delivery that nobody reported on is taken up again
_FIRST_WAIT: Final = dt.timedelta(seconds=30)
_LONGEST_WAIT: Final = dt.timedelta(hours=12)
_ATTEMPTS: Final = 14  # about three days
_BATCH: Final = 200
_SENT: Final = "UPDATE alert_deliveries SET state = 'sent', sent = ?, fault = NULL WHERE hit = ? AND target = ?"
_NEXT: Final = """
SELECT d.hit, d.target, d.alert, d.state, d.attempts, h.about, h.found, h.body
FROM alert_deliveries d JOIN alert_hits h ON h.hit = d.hit
WHERE d.state IN ('waiting', 'sending') AND d.due <= ? AND (d.target = ? OR ? = '')
ORDER BY h.found, d.hit, d.target LIMIT ?"""


def deliver(
    engine: Engine, *, out: IO[str] | None = None, allow_private: bool = False,
    locked: Callable[[], Any] | None = None, only: str | None = None, stop: threading.Event | None = None,
) -> tuple[int, int]:  # fmt: skip
    """Deliver what is due; returns how many were taken and how many were not (these are tried again later).

    `out`: where lines for standard output go; `only`: one target. A target that fails once is left alone for this
    round. `locked()` gives a context in which the store is written; nothing is sent while it is held. `stop`, once set,
    leaves what is not yet on its way for later.
    """
    if not tables.there(engine):
        return 0, 0
    taken = failed = 0
    lost: set[str] = set()
    rules = rules_of(engine)
    for hit, target, alert, state, attempts, about, found, body in engine.rows(
        _NEXT, (now(), only or "", only or "", _BATCH)
    ):
        if stop is not None and stop.is_set():
            break
        if target in lost or alert not in rules:
            continue
        if not _claim(engine, hit, target, attempts, locked):
            continue
        message = {"id": hit, "alert": alert, "about": about, "found": f"{found.isoformat()}Z", **json.loads(body)}
        try:
            if target == STDOUT:
                _print(message, out or sys.stdout)
            else:
                _post(rules[alert], target, message, again=state == "sending" or attempts > 0, private=allow_private)
        except DeliveryError as fault:
            failed += 1
            lost.add(target)
            _put_off(engine, hit, target, attempts + 1, fault, locked)
        else:
            taken += 1
            _note(engine, _SENT, (now(), hit, target), locked)
    return taken, failed


def recover(engine: Engine) -> int:
    """After a crash, of a store that only this process holds (a file): take up at once what was being sent."""
    if engine.dialect != "duckdb" or not tables.there(engine):
        return 0
    found = int(engine.rows("SELECT count(*) FROM alert_deliveries WHERE state = 'sending'")[0][0])
    if found:
        engine.run("UPDATE alert_deliveries SET due = ? WHERE state = 'sending'", (now(),))
    return found


def line(message: dict[str, Any]) -> str:
    """A hit on one line: id, alert, day, act, parties, the sentence, the link."""
    from rasid.output import isolated, parties

    event = message["events"][0] if message["events"] else None
    parts = [message["id"], message["name"]]
    if "shift" in message:
        told = message["shift"]
        parts.append(f"{told['since']}..{told['until']} score {told['score']:g}, {told['deviations']:+.1f} deviations")
    if event:
        act = event["type"] + (f".{event['mode']}" if event["mode"] else "")
        parts += [
            f"{event['date'] or 'no date'} {act} {parties(event['actor'], event['recipient'])} ({event['status']})"
        ]
        parts += [isolated(" ".join((event["sentence"] or "").split())), event["url"] or event["article"]]
    return "\t".join(" ".join(part.split("\t")) for part in parts)


def _print(message: dict[str, Any], out: IO[str]) -> None:
    try:
        out.write(line(message) + "\n")
        out.flush()
    except OSError as fault:
        raise DeliveryError(f"standard output: {fault}") from None


def _post(rule: Rule, target: str, message: dict[str, Any], *, again: bool, private: bool) -> None:
    if rule.secret_env and rule.key() is None:
        raise DeliveryError(f"the variable {rule.secret_env} that holds the secret is not set")
    body = json.dumps(message, ensure_ascii=False).encode("utf-8", "replace")
    post(target, body, message["id"], rule.key(), again=again, allow_private=private)


def _claim(engine: Engine, hit: str, target: str, attempts: int, locked: Callable[[], Any] | None) -> bool:
    """Take a delivery up, unless another process has just done so."""
    with locked() if locked else contextlib.nullcontext(), engine.transaction():
        engine.lock_for_writing()
        if not engine.rows(
            "SELECT 1 FROM alert_deliveries "
            "WHERE hit = ? AND target = ? AND attempts = ? AND state IN ('waiting', 'sending') AND due <= ?",
            (hit, target, attempts, now()),
        ):
            return False
        engine.run(
            "UPDATE alert_deliveries SET state = 'sending', due = ? WHERE hit = ? AND target = ?",
            (now() + _LEASE, hit, target),
        )
    return True


def _put_off(
    engine: Engine, hit: str, target: str, attempts: int, fault: DeliveryError, locked: Callable[[], Any] | None
) -> None:
    state = "failed" if fault.final or attempts >= _ATTEMPTS else "waiting"
    wait = min(_FIRST_WAIT * 2 ** (attempts - 1), _LONGEST_WAIT)
    waiting = "UPDATE alert_deliveries SET due = ? WHERE target = ? AND state = 'waiting' AND due <= ?"
    _note(engine, waiting, (now() + wait, target, now()), locked)  # or they would stand in the way of others
    _note(
        engine, "UPDATE alert_deliveries SET state = ?, attempts = ?, due = ?, fault = ? WHERE hit = ? AND target = ?",
        (state, attempts, now() + wait, str(fault), hit, target), locked,
    )  # fmt: skip


def _note(engine: Engine, sql: str, params: tuple[Any, ...], locked: Callable[[], Any] | None) -> None:
    with locked() if locked else contextlib.nullcontext():
        engine.run(sql, params)
