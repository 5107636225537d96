"""Runs: who changed the store when, with which coder, and how much."""

import datetime as dt
from dataclasses import dataclass, fields
from typing import Final

from rasid.store.engine import Engine

RUNNING, DONE, STOPPED, FAILED, DIED = "running", "done", "stopped", "failed", "died"
_COUNTS: Final = ("read", "added", "corrected", "unchanged", "kept", "rejected", "recoded", "events", "ties")


@dataclass(slots=True)
class Tally:
    """What a run has done so far.

    ``read``: articles looked at; ``added``, ``corrected`` (a new version of one that is there), ``unchanged``;
    ``kept``: of those added, how many are only kept (another language, too long); ``rejected``: what can't be read;
    ``recoded``; ``events`` and ``ties``: how many the coder found in what was added, corrected or recoded.
    """

    read: int = 0
    added: int = 0
    corrected: int = 0
    unchanged: int = 0
    kept: int = 0
    rejected: int = 0
    recoded: int = 0
    events: int = 0
    ties: int = 0
    stopped: bool = False

    def __iadd__(self, other: "Tally") -> "Tally":
        for field in fields(self):
            if field.name != "stopped":
                setattr(self, field.name, getattr(self, field.name) + getattr(other, field.name))
        return self


def now() -> dt.datetime:
    """The time, in UTC, as the store keeps it."""
    return dt.datetime.now(dt.UTC).replace(tzinfo=None)


class Run:
    """One run's row in `runs`. Runs that were killed are marked `died` by the next that starts (files only)."""

    def __init__(self, engine: Engine, command: str, source: str, coder_version: str) -> None:
        self._engine = engine
        with engine.transaction():
            engine.lock_for_writing()
            if engine.dialect == "duckdb":
                engine.run(f"UPDATE runs SET state = '{DIED}' WHERE state = '{RUNNING}'")
            self.number = int(engine.rows("SELECT coalesce(max(run), 0) + 1 FROM runs")[0][0])
            engine.run(
                "INSERT INTO runs (run, command, source, state, started, coder_version, tables_hash) "
                "VALUES (?, ?, ?, ?, ?, ?, ?)",
                (self.number, command, source, RUNNING, now(), coder_version, coder_version.partition("+")[2]),
            )

    def note(self, tally: Tally) -> None:
        """Write the counts; within the transaction of a batch they are always right."""
        self._set(tally, RUNNING, None, "")

    def finish(self, tally: Tally, state: str, message: str = "") -> None:
        self._set(tally, state, now(), message)

    def _set(self, tally: Tally, state: str, finished: dt.datetime | None, message: str) -> None:
        counts = ", ".join(f"{name} = ?" for name in _COUNTS)
        values = [getattr(tally, name) for name in _COUNTS]
        self._engine.run(
            f"UPDATE runs SET state = ?, finished = ?, message = ?, {counts} WHERE run = ?",
            (state, finished, message, *values, self.number),
        )
