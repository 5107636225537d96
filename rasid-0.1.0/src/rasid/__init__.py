"""Rasid reads Arabic news and says who did what to whom."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rasid.store import Store

__version__ = "0.1.0"


def open(db: str = "rasid.duckdb", *, read_only: bool = True, wait: float = 0.0) -> "Store":
    """Open a store; see `rasid.store.open_store`.

    >>> import rasid
    >>> with rasid.open(":memory:") as store:
    ...     len(store.events(actor="RUS"))
    0
    """
    from rasid.store import open_store  # loaded when asked for: the coder starts without a database

    return open_store(db, read_only=read_only, wait=wait)
