"""What the store asks of a database: run SQL, take tables in bulk, give Arrow out.

Two engines answer it, `rasid.store.duck` (one file) and `rasid.store.postgres` (a server for a team). All SQL of the
package is written in what both speak; where they part, `Engine.contains` and `Engine.dialect` decide. Parameters are
written ``?`` and never pasted into the text.
"""

from collections.abc import Sequence
from contextlib import AbstractContextManager
from typing import TYPE_CHECKING, Any, Literal, Protocol

if TYPE_CHECKING:
    import pyarrow as pa

Dialect = Literal["duckdb", "postgresql"]
Params = Sequence[Any]


class Engine(Protocol):
    """A connection to a database."""

    dialect: Dialect
    name: str
    """The file or address, without password, as messages name it."""

    def run(self, sql: str, params: Params = ()) -> None:
        """Execute a statement; raises StoreError with the database's own words where it can't."""

    def rows(self, sql: str, params: Params = ()) -> list[tuple[Any, ...]]:
        """All rows of a query."""

    def arrow(self, sql: str, params: Params = ()) -> "pa.Table":
        """All rows of a query as an Arrow table: strings, int64, float64, date32, timestamps, lists of strings."""

    def insert(self, table: str, data: "pa.Table") -> None:
        """Append rows in bulk; columns are matched by name, missing ones stay null."""

    def stage(self, name: str, data: "pa.Table") -> AbstractContextManager[None]:
        """Within the block, `data` can be joined to as the table `name`."""

    def transaction(self) -> AbstractContextManager[None]:
        """All or nothing; an exception (also Ctrl-C) rolls back."""

    def lock_for_writing(self) -> None:
        """Within a transaction: let no second writer in until its end (a file has only one anyway)."""

    def cursor(self) -> "Engine":
        """A second connection for another thread."""

    def contains(self, column: str) -> str:
        """SQL that says whether a list column holds the parameter ``?``."""

    def close(self) -> None:
        """Give back the file or the connection; a second call does nothing."""
