"""One query builder for every list: filters, order, pages, Arrow out.

Each list has a source in SQL with a place for the filters, an order that no two rows share, and columns. A page ends
with a cursor, which holds the last row's place in that order: the next page starts behind it, whatever was written
meanwhile.
"""

import base64
import binascii
import datetime as dt
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final, Literal

from rasid.store import filters
from rasid.store.engine import Engine
from rasid.store.errors import QueryError
from rasid.store.filters import Maker
from rasid.store.views import VIEWS

if TYPE_CHECKING:
    import pandas as pd
    import polars as pl
    import pyarrow as pa

ListName = Literal["events", "reports", "ties", "tie_reports", "articles", "actors"]
_PAGE: Final = 20_000  # rows at a time where all are wanted


@dataclass(frozen=True, slots=True)
class Listing:
    """A list that can be asked for.

    ``source`` has ``{where}`` in it; ``order`` is (column, falling) twice, and the second column is unique.
    """

    source: str
    filters: Mapping[str, Maker]
    order: tuple[tuple[str, bool], tuple[str, bool]]
    hidden: frozenset[str] = frozenset()
    brief: tuple[str, ...] = field(default=())
    """The columns for people, in a terminal."""
    narrow: tuple[str, str] | None = None
    """Where a page is found before its rows are fetched: a table, view or query with the columns of the filters and of
    the order, and the view (or query) that has the rows; there the keys of the page stand in ``page``."""


_REPORTS_OF_A_PAGE: Final = "({}) AS v".format(
    VIEWS["v_reports"].replace(  # else all events would be hashed for the outer join
        "LEFT JOIN events e",
        "LEFT JOIN (SELECT * FROM events WHERE event IN "
        "(SELECT event FROM reports WHERE rid IN (SELECT rid FROM page))) e",
    )
)
LISTS: Final[dict[ListName, Listing]] = {
    "events": Listing(
        "SELECT * FROM v_events WHERE {where}", filters.EVENTS, (("date", True), ("event", True)),
        frozenset(("event", "aid")),
        ("date", "type", "actor", "recipient", "aux", "status", "place", "reports", "trigger", "id"),
        ("events", "v_events"),
    ),
    "reports": Listing(
        "SELECT * FROM v_reports WHERE {where}", filters.REPORTS, (("date", True), ("rid", True)),
        frozenset(("event", "aid", "rid")),
        ("date", "type", "actor", "recipient", "aux", "stance", "attribution", "article", "trigger", "event_id"),
        ("(SELECT * FROM reports WHERE live) AS r", _REPORTS_OF_A_PAGE),
    ),
    "ties": Listing(
        "SELECT kind, from_actor, to_actor, min(since) AS since, max(until) AS until, "
        "CAST(count(*) AS BIGINT) AS reports, CAST(count(DISTINCT aid) AS BIGINT) AS articles, "
        "min(date) AS first_reported, max(date) AS last_reported, "
        "max(confidence) AS confidence, min(tid) AS tie FROM v_tie_reports WHERE {where} "
        "GROUP BY kind, from_actor, to_actor",
        filters.TIES, (("reports", True), ("tie", False)), frozenset(("tie",)),
        ("kind", "from_actor", "to_actor", "since", "until", "reports", "first_reported", "last_reported"),
    ),
    "tie_reports": Listing(
        "SELECT * FROM v_tie_reports WHERE {where}", filters.TIES, (("date", True), ("tid", True)),
        frozenset(("aid", "tid")), ("date", "kind", "from_actor", "to_actor", "since", "until", "article", "trigger"),
    ),
    "articles": Listing(
        "SELECT * FROM v_articles WHERE {where}", filters.ARTICLES, (("date", True), ("aid", True)),
        frozenset(("aid",)), ("date", "id", "version", "title", "source", "language", "story", "words"),
        ("v_articles", "v_articles"),
    ),
    "actors": Listing(
        "SELECT p.code, min(n.name) AS name, min(n.kind) AS kind, CAST(count(*) AS BIGINT) AS events, "
        "CAST(count(*) FILTER (WHERE p.role <> 'recipient') AS BIGINT) AS acted, "
        "CAST(count(*) FILTER (WHERE p.role <> 'actor') AS BIGINT) AS received, min(e.date) AS first_date, "
        "max(e.date) AS last_date FROM parties p JOIN (SELECT * FROM v_events WHERE {where}) e ON e.event = p.event "
        "LEFT JOIN entities n ON n.code = p.code GROUP BY p.code",
        filters.EVENTS, (("events", True), ("code", False)), frozenset(),
        ("code", "name", "kind", "events", "acted", "received", "first_date", "last_date"),
    ),
}  # fmt: skip


class Rows:
    """The rows of an answer. ``cursor`` asks for the next page; it is None where this is the last."""

    def __init__(self, table: "pa.Table", cursor: str | None = None) -> None:
        self._table = table
        self.cursor = cursor

    def __len__(self) -> int:
        return int(self._table.num_rows)

    def __iter__(self) -> Iterator[dict[str, Any]]:
        for batch in self._table.to_batches(1000):
            yield from batch.to_pylist()

    def rows(self) -> list[dict[str, Any]]:
        """A list of dictionaries."""
        return list(self)

    def arrow(self) -> "pa.Table":
        return self._table

    def pandas(self) -> "pd.DataFrame":
        return self._table.to_pandas()

    def polars(self) -> "pl.DataFrame":
        import polars

        frame = polars.from_arrow(self._table)
        assert isinstance(frame, polars.DataFrame)
        return frame


def ask(
    engine: Engine, name: ListName, wanted: Mapping[str, Any], *, limit: int | None = None, cursor: str | None = None,
    columns: tuple[str, ...] | None = None,
) -> Rows:  # fmt: skip
    """A page of a list: at most `limit` rows (all, where None) behind `cursor`, newest or most first.

    Raises QueryError for unknown filters and columns, values that make no sense, and cursors of other lists.
    """
    listing = LISTS[name]
    chosen = filters.where(engine, listing.filters, wanted)
    behind = _behind(listing, name, cursor)
    (first, falls), (second, falls_too) = listing.order
    order = f"{first} {'DESC' if falls else 'ASC'} NULLS LAST, {second} {'DESC' if falls_too else 'ASC'}"
    if limit is not None and limit < 1:
        raise QueryError(f"a limit is 1 or more, not {limit}")
    wanted_columns = (
        "*" if columns is None else ", ".join(dict.fromkeys((*_known(engine, listing, columns), first, second)))
    )
    source = listing.source.format(where=chosen.sql)
    params = chosen.params + behind.params
    if limit is None:
        sql = f"SELECT {wanted_columns} FROM ({source}) AS q WHERE {behind.sql} ORDER BY {order}"
    else:
        params.append(limit + 1)
        sql = f"FROM ({source}) AS q WHERE {behind.sql} ORDER BY {order} LIMIT ?"
        if listing.narrow is None:
            sql = f"SELECT {wanted_columns} {sql}"
        else:
            found_in, shown_by = listing.narrow
            keys = f"SELECT {second} FROM {found_in} WHERE ({chosen.sql}) AND ({behind.sql}) ORDER BY {order} LIMIT ?"
            sql = (
                f"WITH page AS MATERIALIZED ({keys}) SELECT {wanted_columns} FROM {shown_by} "
                f"WHERE {second} IN (SELECT {second} FROM page) ORDER BY {order}"
            )
    unwritable = next((param for param in params if isinstance(param, str) and not _writable(param)), None)
    if unwritable is not None:
        raise QueryError(f"{unwritable!r} holds half a character, which no text has")
    table = engine.arrow(sql, params)
    following = None
    if limit is not None and table.num_rows > limit:
        table = table.slice(0, limit)
        last = table.slice(limit - 1, 1).to_pylist()[0]
        following = _cursor(name, last[first], last[second])
    shown = columns or tuple(column for column in table.column_names if column not in listing.hidden)
    return Rows(table.select(list(shown)), following)


def pages(
    engine: Engine, name: ListName, wanted: Mapping[str, Any], columns: tuple[str, ...] | None = None
) -> Iterator[Rows]:
    """A whole list, page by page: for what is larger than memory. There is always a first page, perhaps empty."""
    cursor: str | None = None
    while True:
        page = ask(engine, name, wanted, limit=_PAGE, cursor=cursor, columns=columns)
        yield page
        cursor = page.cursor
        if cursor is None:
            return


def _known(engine: Engine, listing: Listing, columns: tuple[str, ...]) -> tuple[str, ...]:
    there = engine.arrow(f"SELECT * FROM ({listing.source.format(where='FALSE')}) AS q LIMIT 0").column_names
    for column in columns:
        if column not in there:
            raise QueryError(f"no column {column!r} here; there are: {', '.join(there)}")
    return columns


def _cursor(name: str, first: Any, second: Any) -> str:
    value = first.isoformat() if isinstance(first, dt.date) else first
    return base64.urlsafe_b64encode(json.dumps([name, value, second]).encode()).decode().rstrip("=")


def _behind(listing: Listing, name: str, cursor: str | None) -> filters.Condition:
    if cursor is None:
        return filters.Condition("TRUE")
    try:
        made_for, value, unique = json.loads(base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
        if made_for != name:
            raise ValueError(made_for)
        (first, falls), (second, falls_too) = listing.order
        if first == "date" and value is not None:
            value = dt.date.fromisoformat(value)
    except (ValueError, TypeError, binascii.Error, UnicodeDecodeError):
        raise QueryError(f"{cursor!r} is no cursor of this list") from None
    after = f"{second} {'<' if falls_too else '>'} ?"
    if value is None:
        return filters.Condition(f"{first} IS NULL AND {after}", [unique])
    beyond = f"{first} {'<' if falls else '>'} ?"
    return filters.Condition(f"({beyond} OR ({first} = ? AND {after}) OR {first} IS NULL)", [value, value, unique])


def _writable(text: str) -> bool:
    """Can it be written as UTF-8: has it no half of a surrogate pair?"""
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True
