"""PostgreSQL: the same store for a team, on a server; rows go in with COPY."""

import contextlib
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import urlsplit

from rasid.store.engine import Dialect, Params
from rasid.store.errors import QueryError, StoreError

if TYPE_CHECKING:
    import psycopg
    import pyarrow as pa

_LOCK: Final = 7_205_759  # of the advisory lock that lets one writer in at a time
_TYPES: Final = {  # PostgreSQL's names of Arrow's types, for staged tables
    "string": "text", "int64": "bigint", "int32": "integer", "double": "double precision", "bool": "boolean",
    "date32[day]": "date", "timestamp[us]": "timestamp", "binary": "bytea", "list<item: string>": "text[]",
    "list<element: string>": "text[]",
}  # fmt: skip
_OIDS: Final = {  # Arrow's types for PostgreSQL's
    16: "bool", 17: "binary", 20: "int64", 21: "int64", 23: "int32", 25: "string", 700: "float64", 701: "float64",
    1042: "string", 1043: "string", 1082: "date32", 1114: "timestamp", 1700: "float64", 1009: "texts", 1015: "texts",
}  # fmt: skip


class PostgresEngine:
    """A connection to a PostgreSQL database."""

    dialect: Dialect = "postgresql"

    def __init__(self, connection: "psycopg.Connection[Any]", address: str, read_only: bool) -> None:
        self._connection: psycopg.Connection[Any] | None = connection
        self._address = address
        self._read_only = read_only
        self.name = shown(address)

    @classmethod
    def open(cls, address: str, *, read_only: bool) -> "PostgresEngine":
        """Connect; raises StoreError where the server can't be reached or won't let us in."""
        try:
            import psycopg
        except ImportError:
            raise StoreError("a PostgreSQL store needs psycopg: pip install 'rasid[pg]'") from None
        try:
            connection = psycopg.connect(address, autocommit=True, connect_timeout=10)
            if read_only:
                connection.execute("SET default_transaction_read_only = on")
        except psycopg.Error as fault:
            raise StoreError(f"{shown(address)} can't be reached: {_one_line(fault)}") from None
        return cls(connection, address, read_only)

    @property
    def connection(self) -> "psycopg.Connection[Any]":
        if self._connection is None:
            raise StoreError(f"{self.name} has been closed")
        return self._connection

    def run(self, sql: str, params: Params = ()) -> None:
        with self._told():
            self.connection.execute(_marked(sql, params), tuple(params) or None)

    def rows(self, sql: str, params: Params = ()) -> list[tuple[Any, ...]]:
        with self._told():
            return self.connection.execute(_marked(sql, params), tuple(params) or None).fetchall()

    def arrow(self, sql: str, params: Params = ()) -> "pa.Table":
        with self._told():
            cursor = self.connection.execute(_marked(sql, params), tuple(params) or None)
            described = cursor.description or []
            found = cursor.fetchall() if described else []
        return _arrow([(column.name, column.type_code) for column in described], found)

    def insert(self, table: str, data: "pa.Table") -> None:
        if not data.num_rows:
            return
        columns = ", ".join(f'"{name}"' for name in data.column_names)
        sql = f'COPY "{table}" ({columns}) FROM STDIN'
        with self._told(), self.connection.cursor() as cursor, cursor.copy(sql) as copy:
            for row in zip(*(column.to_pylist() for column in data.columns), strict=True):
                copy.write_row(row)

    @contextlib.contextmanager
    def stage(self, name: str, data: "pa.Table") -> Iterator[None]:
        fields = ", ".join(f'"{field.name}" {_TYPES[str(field.type)]}' for field in data.schema)
        self.run(f'DROP TABLE IF EXISTS "{name}"')
        self.run(f'CREATE TEMPORARY TABLE "{name}" ({fields})')
        try:
            self.insert(name, data)
            self.run(f'ANALYZE "{name}"')
            yield
        finally:
            with contextlib.suppress(StoreError):  # a transaction that failed has dropped it
                self.run(f'DROP TABLE IF EXISTS "{name}"')

    @contextlib.contextmanager
    def transaction(self) -> Iterator[None]:
        with self._told(), self.connection.transaction():
            yield

    def lock_for_writing(self) -> None:
        self.rows("SELECT pg_advisory_xact_lock(?)", (_LOCK,))

    def cursor(self) -> "PostgresEngine":
        return PostgresEngine.open(self._address, read_only=self._read_only)

    def contains(self, column: str) -> str:
        return f"{column} @> ARRAY[?]::VARCHAR[]"

    def close(self) -> None:
        if self._connection is not None:
            self._connection.close()
            self._connection = None

    @contextlib.contextmanager
    def _told(self) -> Iterator[None]:
        import psycopg

        try:
            yield
        except (psycopg.errors.SyntaxErrorOrAccessRuleViolation, psycopg.errors.ReadOnlySqlTransaction) as fault:
            raise QueryError(_one_line(fault)) from None
        except psycopg.errors.DiskFull:
            raise StoreError(f"the disk of {self.name} is full: the last batch was not written") from None
        except psycopg.Error as fault:
            raise StoreError(f"{self.name}: {_one_line(fault)}") from None


def shown(address: str) -> str:
    """An address without its password.

    >>> shown("postgresql://ann:secret@db.example:5433/news")
    'postgresql://ann@db.example:5433/news'
    """
    parts = urlsplit(address)
    return f"{parts.scheme}://{re.sub(r':[^@]*@', '@', parts.netloc)}{parts.path}"


def _marked(sql: str, params: Params) -> str:
    """Our ``?`` as psycopg's ``%s``; a query without parameters goes as it is."""
    return sql.replace("%", "%%").replace("?", "%s") if params else sql


def _arrow(columns: list[tuple[str, int]], found: list[tuple[Any, ...]]) -> "pa.Table":
    import pyarrow as pa

    types = {
        "bool": pa.bool_(), "binary": pa.binary(), "int64": pa.int64(), "int32": pa.int32(), "float64": pa.float64(),
        "string": pa.string(), "date32": pa.date32(), "timestamp": pa.timestamp("us"), "texts": pa.list_(pa.string()),
    }  # fmt: skip
    arrays = []
    for k, (_, oid) in enumerate(columns):
        kind = _OIDS.get(oid, "string")
        values = [row[k] for row in found]
        if kind == "float64":
            values = [None if value is None else float(value) for value in values]
        elif oid not in _OIDS:
            values = [None if value is None else str(value) for value in values]
        arrays.append(pa.array(values, types[kind]))
    return pa.table(arrays, names=[name for name, _ in columns])


def _one_line(fault: Exception) -> str:
    return " ".join(str(fault).split())
