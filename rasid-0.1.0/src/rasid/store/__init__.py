"""The store: articles, events, ties and all that was read, in one DuckDB file or a PostgreSQL database.

>>> import rasid
>>> store = rasid.open(":memory:", read_only=False)
>>> store.events(actor="RUS").rows()
[]
"""

import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from types import TracebackType
from typing import TYPE_CHECKING, Any, Final, Self

from rasid.sources.document import Document, Reject
from rasid.store import schema
from rasid.store.dataset import is_dataset, open_dataset
from rasid.store.duck import MEMORY, DuckEngine
from rasid.store.engine import Engine
from rasid.store.errors import QueryError, StoreBusyError, StoreEmptyError, StoreError
from rasid.store.query import ListName, Rows, ask, pages
from rasid.store.runs import Tally

if TYPE_CHECKING:
    from rasid.store.ingest import Changes

DEFAULT: Final = "rasid.duckdb"
_POSTGRES: Final = ("postgresql://", "postgres://")

__all__ = [
    "DEFAULT",
    "QueryError",
    "Rows",
    "Store",
    "StoreBusyError",
    "StoreEmptyError",
    "StoreError",
    "Tally",
    "open_store",
]


class Store:
    """A store that is open. Made by `open_store` (which is `rasid.open`); a context manager."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, fault: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Give the file back to others."""
        self.engine.close()

    def ingest(
        self, documents: Iterable[Document | Reject], *, source: str = "", jobs: int = 1, batch: int = 256,
        originals: bool = True, progress: Callable[[Tally], None] | None = None, stop: threading.Event | None = None,
        on_reject: Callable[[Reject], None] | None = None,
    ) -> Tally:  # fmt: skip
        """Code documents (`rasid.sources.read_documents`) and append them; see `rasid.store.ingest.ingest`."""
        from rasid.store.ingest import ingest

        return ingest(
            self.engine, documents, source=source, jobs=jobs, batch=batch, originals=originals,
            progress=progress, stop=stop, on_reject=on_reject,
        )  # fmt: skip

    def recode(
        self,
        *,
        jobs: int = 1,
        batch: int = 256,
        progress: Callable[[Tally], None] | None = None,
        stop: threading.Event | None = None,
    ) -> "tuple[Tally, Changes]":
        """Bring what an older coder coded up to date, in place; see `rasid.store.ingest.recode`."""
        from rasid.store.ingest import recode

        return recode(self.engine, jobs=jobs, batch=batch, progress=progress, stop=stop)

    def events(self, *, limit: int | None = None, cursor: str | None = None, **filters: Any) -> Rows:
        """Events, newest first, each counted once however many report it. Filters: `rasid.store.filters.EVENTS`."""
        return self.list("events", limit=limit, cursor=cursor, **filters)

    def reports(self, *, limit: int | None = None, cursor: str | None = None, **filters: Any) -> Rows:
        """Each report of each event, with its words: who asserts, alleges or denies it."""
        return self.list("reports", limit=limit, cursor=cursor, **filters)

    def ties(self, *, limit: int | None = None, cursor: str | None = None, **filters: Any) -> Rows:
        """Standing relations with their spans, those most reported first."""
        return self.list("ties", limit=limit, cursor=cursor, **filters)

    def articles(self, *, limit: int | None = None, cursor: str | None = None, **filters: Any) -> Rows:
        """Articles in their latest versions, newest first."""
        return self.list("articles", limit=limit, cursor=cursor, **filters)

    def actors(self, *, limit: int | None = None, cursor: str | None = None, **filters: Any) -> Rows:
        """Who takes part in the events that the filters leave, the busiest first."""
        return self.list("actors", limit=limit, cursor=cursor, **filters)

    def list(
        self, name: ListName, *, limit: int | None = None, cursor: str | None = None,
        columns: Sequence[str] | None = None, **filters: Any,
    ) -> Rows:  # fmt: skip
        """Any list by its name; `columns` chooses among its columns."""
        return ask(self.engine, name, filters, limit=limit, cursor=cursor, columns=tuple(columns) if columns else None)

    def pages(self, name: ListName, columns: Sequence[str] | None = None, **filters: Any) -> Iterator[Rows]:
        """A whole list in pages, for what is larger than memory."""
        return pages(self.engine, name, filters, tuple(columns) if columns else None)

    def sql(self, query: str, params: Sequence[Any] = ()) -> Rows:
        """Anyone's own query over the views (``docs/store.md``); parameters are ``?``. Raises QueryError."""
        return Rows(self.engine.arrow(query, params))


def open_store(db: str = DEFAULT, *, read_only: bool = True, wait: float = 0.0) -> Store:
    """Open a store: a DuckDB file, ``:memory:``, a database at ``postgresql://…``, or the data set of a `rasid run`.

    For reading by default; with ``read_only=False`` it is made where it is absent, and brought to today's schema.
    `wait`: for how many seconds to try again while another process writes to the file. Raises StoreError
    (StoreBusyError for a file in use) with a message for people.
    """
    if db == MEMORY:
        read_only = False
    engine: Engine
    if db.startswith(_POSTGRES):
        from rasid.store.postgres import PostgresEngine

        engine = PostgresEngine.open(db, read_only=read_only)
    elif is_dataset(db):
        if not read_only:
            raise StoreError(f"{db} is a data set of `rasid run`, which only `rasid run` writes to")
        engine = open_dataset(db)
    else:
        engine = DuckEngine.open(db, read_only=read_only, wait=wait)
    try:
        if not read_only:
            schema.migrate(engine)
        elif (version := schema.check(engine)) == 0:
            raise StoreEmptyError(f"{engine.name} is empty: `rasid ingest SOURCE` fills it")
        elif version < schema.VERSION:
            raise StoreError(
                f"{engine.name} has tables of an older Rasid: any `rasid ingest` or `rasid recode` renews them"
            )
    except BaseException:
        engine.close()
        raise
    return Store(engine)
