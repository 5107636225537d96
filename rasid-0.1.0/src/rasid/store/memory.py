"""What the store remembers of feeds: their state at the last visit, and which of their pages are in."""

from rasid.sources.web import FeedState
from rasid.store import rows
from rasid.store.engine import Engine
from rasid.store.runs import now


class StoreMemory:
    """`rasid.sources.web.Memory` in the table `feeds`."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._pending: dict[str, tuple[FeedState, str]] = {}

    def state(self, url: str) -> FeedState:
        found = self._engine.rows("SELECT etag, modified FROM feeds WHERE url = ?", (url,))
        return FeedState(*found[0]) if found else FeedState()

    def remember(self, url: str, state: FeedState, status: str) -> None:
        """Keep it until `save`: a feed counts as read only when its articles are in the store."""
        self._pending[url] = (state, status)

    def has(self, addresses: list[str]) -> set[str]:
        with self._engine.stage("_addresses", rows.table([{"id": a} for a in addresses], {"id": "text"})):
            found = self._engine.rows("SELECT DISTINCT a.id FROM articles a JOIN _addresses n ON n.id = a.id")
        return {row[0] for row in found}

    def save(self) -> None:
        """Write what was remembered."""
        with self._engine.transaction():
            self._engine.lock_for_writing()
            for url, (state, status) in self._pending.items():
                failed = status not in ("read", "unchanged")
                found = self._engine.rows("SELECT failures, seen FROM feeds WHERE url = ?", (url,))
                failures, seen = found[0] if found else (0, 0)
                self._engine.run("DELETE FROM feeds WHERE url = ?", (url,))
                self._engine.run(
                    "INSERT INTO feeds (url, etag, modified, fetched, status, failures, seen) "
                    "VALUES (?, ?, ?, ?, ?, ?, ?)",
                    (url, state.etag, state.modified, now(), status, failures + 1 if failed else 0, seen + 1),
                )
        self._pending.clear()
