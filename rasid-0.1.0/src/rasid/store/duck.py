"""DuckDB: the store in one file."""

import contextlib
import re
import time
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from rasid.store.engine import Dialect, Params
from rasid.store.errors import QueryError, StoreBusyError, StoreError

if TYPE_CHECKING:
    import duckdb
    import pyarrow as pa

MEMORY: Final = ":memory:"
_PID: Final = re.compile(r"\(PID (\d+)\)")
_RETRY: Final = 0.1  # seconds between two attempts at a file that another process holds


class DuckEngine:
    """A connection to a DuckDB file (or to memory)."""

    dialect: Dialect = "duckdb"

    def __init__(self, connection: "duckdb.DuckDBPyConnection", name: str) -> None:
        self._connection: duckdb.DuckDBPyConnection | None = connection
        self.name = name

    @classmethod
    def open(cls, path: str, *, read_only: bool, wait: float) -> "DuckEngine":
        """Open a file, making it where it is absent; waits up to `wait` seconds for a process that holds it."""
        import duckdb

        until = time.monotonic() + wait
        while True:
            try:
                return cls(_connect(path, read_only), path)
            except duckdb.Error as fault:
                told = _opening(path, str(fault))
                if not isinstance(told, StoreBusyError) or time.monotonic() >= until:
                    raise told from None
            time.sleep(_RETRY)

    @property
    def connection(self) -> "duckdb.DuckDBPyConnection":
        if self._connection is None:
            raise StoreError(f"{self.name} has been closed")
        return self._connection

    def run(self, sql: str, params: Params = ()) -> None:
        with self._told():
            self.connection.execute(sql, list(params))

    def rows(self, sql: str, params: Params = ()) -> list[tuple[Any, ...]]:
        with self._told():
            return self.connection.execute(sql, list(params)).fetchall()

    def arrow(self, sql: str, params: Params = ()) -> "pa.Table":
        with self._told():
            return self.connection.sql(sql, params=list(params)).to_arrow_table()

    def insert(self, table: str, data: "pa.Table") -> None:
        columns = ", ".join(f'"{name}"' for name in data.column_names)
        with self.stage("_rows", data), self._told():
            self.connection.execute(f'INSERT INTO "{table}" ({columns}) SELECT {columns} FROM _rows')

    @contextlib.contextmanager
    def stage(self, name: str, data: "pa.Table") -> Iterator[None]:
        self.connection.register(name, data)
        try:
            yield
        finally:
            self.connection.unregister(name)

    @contextlib.contextmanager
    def transaction(self) -> Iterator[None]:
        self.run("BEGIN TRANSACTION")
        try:
            yield
            self.run("COMMIT")
        except BaseException:
            with contextlib.suppress(StoreError):  # a failed COMMIT has rolled back already
                self.run("ROLLBACK")
            raise

    def lock_for_writing(self) -> None:
        return None

    def cursor(self) -> "DuckEngine":
        return DuckEngine(self.connection.cursor(), self.name)

    def contains(self, column: str) -> str:
        return f"list_contains({column}, ?)"

    def close(self) -> None:
        if self._connection is not None:
            self._connection.close()
            self._connection = None

    @contextlib.contextmanager
    def _told(self) -> Iterator[None]:
        import duckdb

        try:
            yield
        except (duckdb.ParserException, duckdb.BinderException, duckdb.CatalogException) as fault:
            raise QueryError(str(fault)) from None
        except duckdb.Error as fault:
            raise StoreError(_running(self.name, str(fault))) from None


def _connect(path: str, read_only: bool) -> "duckdb.DuckDBPyConnection":
    import duckdb

    if read_only and path != MEMORY:
        if not Path(path).exists():
            raise StoreError(f"{path} does not exist: `rasid ingest SOURCE --db {path}` makes it")
        wal = Path(path + ".wal")
        if wal.exists() and wal.stat().st_size:  # left by a crash: only a writer may play it back
            with contextlib.suppress(duckdb.Error):
                duckdb.connect(path).close()
    config: dict[str, str | bool | int | float | list[str]] = {
        "autoinstall_known_extensions": False,
        "autoload_known_extensions": False,
    }
    return duckdb.connect(path, read_only=read_only, config=config)


def _opening(path: str, words: str) -> StoreError:
    """What DuckDB says on opening, in words that tell what to do."""
    holder = _PID.search(words)
    if "Could not set lock" in words:
        who = f"process {holder[1]}" if holder else "another process"
        return StoreBusyError(f"{path} is in use by {who}: wait until it is done or stop it; nothing was changed")
    if "not a valid DuckDB database" in words:
        return StoreError(f"{path} is not a store of Rasid's (no DuckDB file); nothing was changed")
    if "newer version" in words or "storage version" in words.lower():
        return StoreError(f"{path} was written by a newer DuckDB: `pip install -U duckdb`; nothing was changed")
    if "different configuration" in words:
        return StoreBusyError(f"{path} is open in this program already, for reading or for writing: close it first")
    if "Permission denied" in words or "Read-only file system" in words:
        return StoreError(f"{path} can't be written: no permission, or the disk is read-only; nothing was changed")
    if "No such file or directory" in words:
        return StoreError(f"{path} can't be made: its folder does not exist")
    return StoreError(f"{path} can't be opened: {_one_line(words)}")


def _running(name: str, words: str) -> str:
    if "No space left" in words or "File too large" in words or "Out of space" in words:
        return f"the disk is full: the last batch was not written to {name}, all before it is safe; make room and go on"
    if "read-only mode" in words:
        return f"{name} is open for reading only"
    return f"{name}: {_one_line(words)}"


def _one_line(words: str) -> str:
    return " ".join(words.split())
