"""What the endpoints share: the store (many readers, one writer), tokens, tables, limits."""

import contextlib
import logging
import queue
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from fastapi import Request

from rasid.store import Store, StoreError, open_store
from rasid.web.problems import Problem
from rasid.web.tokens import Holder, Scope, Tokens, default_path

if TYPE_CHECKING:
    from rasid.tables import Tables

log: Final = logging.getLogger("rasid.web")


@dataclass(frozen=True, slots=True)
class Settings:
    """How a server behaves.

    ``read_only``: the store is opened for reading; nothing can be written, and other processes may read the file too.
    ``private``: reading needs a token as well. ``tokens``: the file of tokens (beside the store by default).
    ``seconds``: how long an answer may take; ``body``: bytes of a request; ``characters``: of a text to be coded;
    ``readers``: queries at a time. ``private_hooks``: webhooks may go to private addresses. ``workers``: whether the
    server evaluates and delivers alerts.
    """

    read_only: bool = False
    private: bool = False
    tokens: Path | None = None
    seconds: float = 20.0
    body: int = 4 << 20
    characters: int = 200_000
    readers: int = 8
    private_hooks: bool = False
    workers: bool = True
    origins: tuple[str, ...] = field(default=())


class Service:
    """One server's hold on its store. Endpoints run in threads: each borrows a reader; writers take turns."""

    def __init__(self, db: str, settings: Settings) -> None:
        self.db = db
        self.settings = settings
        self.tokens = Tokens(settings.tokens or default_path(db))
        self.store = open_store(db, read_only=settings.read_only)
        if not settings.read_only:
            from rasid.alerts.tables import ensure

            ensure(self.store.engine)
        self._idle: queue.LifoQueue[Store] = queue.LifoQueue()
        self._places = threading.BoundedSemaphore(settings.readers)
        self._writing = threading.RLock()
        self.after_write: list[Callable[[], None]] = []

    @contextlib.contextmanager
    def reader(self) -> Iterator[Store]:
        """A store to read from, for this thread. A query that takes too long is broken off (Problem 504)."""
        if not self._places.acquire(timeout=self.settings.seconds):
            raise Problem(503, "too many questions at once: try again", {"Retry-After": "2"})
        try:
            try:
                store = self._idle.get_nowait()
            except queue.Empty:
                store = Store(self.store.engine.cursor())
            timer = threading.Timer(self.settings.seconds, _interrupt, (store,))
            timer.daemon = True
            timer.start()
            try:
                yield store
            except StoreError:
                store.close()
                raise
            except BaseException:
                self._idle.put(store)
                raise
            else:
                self._idle.put(store)
            finally:
                timer.cancel()
        finally:
            self._places.release()

    @contextlib.contextmanager
    def writer(self) -> Iterator[Store]:
        """The store for writing, one writer at a time; readers go on meanwhile."""
        if self.settings.read_only:
            raise Problem(403, "this server only reads: start it without --read-only to write")
        if not self._writing.acquire(timeout=self.settings.seconds):
            raise Problem(503, "somebody else is writing: try again", {"Retry-After": "5"})
        try:
            yield self.store
        finally:
            self._writing.release()
        for told in self.after_write:
            told()

    @contextlib.contextmanager
    def lock(self) -> Iterator[None]:
        """The writers' lock alone, for a connection of one's own."""
        with self._writing:
            yield

    @property
    def tables(self) -> "Tables":
        from rasid.tables import load

        return load()

    def close(self) -> None:
        """Let go of the store, after the last request."""
        while True:
            try:
                self._idle.get_nowait().close()
            except queue.Empty:
                break
        with self._writing:
            self.store.close()


def service_of(request: Request) -> Service:
    """The service of the running application."""
    found: Service = request.app.state.service
    return found


def holder_of(request: Request) -> Holder | None:
    """Who asks, by the `Authorization: Bearer …` header (or the page's cookie); None without a token.

    Raises Problem 401 for a token that is unknown: a mistyped one is never taken for none.
    """
    kind, _, secret = request.headers.get("authorization", "").partition(" ")
    secret = secret.strip() if kind.lower() == "bearer" else ""
    if not secret:
        return None
    holder = service_of(request).tokens.holder(secret)
    if holder is None:
        raise Problem(401, "this token is not known here", {"WWW-Authenticate": "Bearer"})
    return holder


def needs(scope: Scope) -> Callable[[Request], Holder | None]:
    """A dependency: the request may do this. Reading is free unless the server is private."""

    def check(request: Request) -> Holder | None:
        holder = holder_of(request)
        if scope == "read" and not service_of(request).settings.private:
            return holder
        if holder is None:
            raise Problem(
                401, f"this needs a token that may {scope}: rasid token add NAME", {"WWW-Authenticate": "Bearer"}
            )
        if not holder.may(scope):
            raise Problem(403, f"the token of {holder.name} may not {scope}")
        return holder

    return check


def _interrupt(store: Store) -> None:
    """Break a query off, whichever database runs it."""
    with contextlib.suppress(Exception):
        connection: Any = getattr(store.engine, "connection", None)
        stop = getattr(connection, "interrupt", None) or getattr(connection, "cancel", None)
        if stop:
            stop()
