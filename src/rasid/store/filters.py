"""Filters into SQL: what may be asked of each list, written once for the command line, the API and the page.

A filter is a name and one or more values. Several values of one filter are alternatives (``type=["AID", "AGREE"]``),
several filters narrow each other. A code ending in ``*`` stands for all that begin so (``IRQ:*``).
"""

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final

from rasid.records import AUX, TIE_KINDS
from rasid.store.engine import Engine
from rasid.store.errors import QueryError
from rasid.store.stance import STATUSES
from rasid.tables.custom import known_types

if TYPE_CHECKING:
    from rasid.store.terms import Terms

NONE: Final = "ARRAY[]::VARCHAR[]"
DISPUTES: Final = ("act", "accusation", "count")


_TYPES_HELD: Final = "SELECT type FROM types UNION SELECT type FROM events UNION SELECT type FROM reports"


@dataclass(slots=True)
class Condition:
    """A piece of SQL with its parameters."""

    sql: str
    params: list[Any] = field(default_factory=list)


Maker = Callable[[Engine, list[Any]], Condition]


def where(engine: Engine, allowed: Mapping[str, Maker], wanted: Mapping[str, Any]) -> Condition:
    """All filters of a query as one condition; raises QueryError for an unknown filter or a senseless value."""
    parts: list[Condition] = []
    for name, value in wanted.items():
        if value is None or (isinstance(value, (list, tuple)) and not value):
            continue
        if name not in allowed:
            raise QueryError(f"no filter {name!r} here; there are: {', '.join(sorted(allowed))}")
        values = list(value) if isinstance(value, (list, tuple, set, frozenset)) else [value]
        parts.append(allowed[name](engine, values))
    if not parts:
        return Condition("TRUE")
    return Condition(" AND ".join(f"({part.sql})" for part in parts), [p for part in parts for p in part.params])


def one_of(column: str, choices: Sequence[str] = ()) -> Maker:
    """The column is one of the values; with `choices`, others are refused."""

    def make(engine: Engine, values: list[Any]) -> Condition:
        if choices:
            by_fold = {choice.casefold(): choice for choice in choices}
            for value in values:
                if str(value).casefold() not in by_fold:
                    raise QueryError(f"{value!r} is none of {', '.join(choices)}")
            values = [by_fold[str(value).casefold()] for value in values]
        return Condition(f"{column} IN ({', '.join('?' * len(values))})", [str(value) for value in values])

    return make


def of_type(engine: Engine, values: list[Any]) -> Condition:
    """One of PLOVER's types, of the user's tables, or one that the store holds from somebody's tables."""
    wanted = [str(value).upper() for value in values]
    if unknown := set(wanted) - set(known_types()):
        held = {row[0] for row in engine.rows(_TYPES_HELD)}
        if unknown - held:
            choices = ", ".join(dict.fromkeys((*known_types(), *sorted(held))))
            raise QueryError(f"{min(unknown - held)!r} is none of {choices}")
    return Condition(f"type IN ({', '.join('?' * len(wanted))})", wanted)


def holds(column: str, choices: Sequence[str] = ()) -> Maker:
    """The list in the column holds one of the values."""
    check = one_of(column, choices)

    def make(engine: Engine, values: list[Any]) -> Condition:
        params = check(engine, values).params
        return Condition(" OR ".join(engine.contains(column) for _ in params), params)

    return make


def side(column: str, other: str, mutual: bool) -> Maker:
    """A party stands on this side; `mutual`: or is one of several who act together, where the other side is empty."""

    def make(engine: Engine, values: list[Any]) -> Condition:
        parts = [_party(engine, column, other, mutual, str(value)) for value in values]
        return Condition(" OR ".join(part.sql for part in parts), [p for part in parts for p in part.params])

    return make


def dyad(actor: str, recipient: str) -> Maker:
    """Between these two, in either direction or together; the value is a pair."""

    def make(engine: Engine, values: list[Any]) -> Condition:
        pairs = values if values and isinstance(values[0], (list, tuple)) else [values]
        parts: list[Condition] = []
        for pair in pairs:
            if len(pair) != 2:
                raise QueryError(f"a dyad is two codes, not {len(pair)}: {' '.join(map(str, pair))}")
            for first, second in (pair, pair[::-1]):
                a = _party(engine, actor, recipient, False, str(first))
                b = _party(engine, recipient, actor, True, str(second))
                parts.append(Condition(f"({a.sql}) AND ({b.sql})", a.params + b.params))
        return Condition(" OR ".join(f"({p.sql})" for p in parts), [value for p in parts for value in p.params])

    return make


def since(column: str) -> Maker:
    return lambda engine, values: Condition(f"{column} >= ?", [as_date(values[0])])


def until(column: str) -> Maker:
    """Up to and with this day; ``2024`` and ``2024-06`` mean their last day."""
    return lambda engine, values: Condition(f"{column} <= ?", [as_date(values[0], last=True)])


def at_least(column: str) -> Maker:
    def make(engine: Engine, values: list[Any]) -> Condition:
        try:
            return Condition(f"{column} >= ?", [float(values[0])])
        except (TypeError, ValueError):
            raise QueryError(f"{values[0]!r} is not a number like 0.5") from None

    return make


def place(name: str, country: str) -> Maker:
    """A place by its Arabic name, or a country by its code."""

    def make(engine: Engine, values: list[Any]) -> Condition:
        parts = " OR ".join(f"{name} = ? OR {country} = ?" for _ in values)
        return Condition(parts, [p for value in values for p in (str(value), str(value).upper())])

    return make


def text(column: str) -> Maker:
    """The article holds these words, in any of their forms, and these "phrases", as they stand.

    `column` is compared with the numbers of articles that do.
    """

    def make(engine: Engine, values: list[Any]) -> Condition:
        from rasid.store.terms import parse_query

        groups, phrases = parse_query(" ".join(map(str, values)), _terms())
        parts: list[str] = []
        params: list[Any] = []
        for group in groups:
            parts.append(f"SELECT aid FROM postings WHERE term IN ({', '.join('?' * len(group))})")
            params += sorted(group)
        for phrase in phrases:
            parts.append("SELECT aid FROM articles WHERE live AND position(? IN text) > 0")
            params.append(phrase)
        if not parts:
            raise QueryError(f"nothing to search for in {' '.join(map(str, values))!r}: only particles")
        return Condition(f"{column} IN ({' INTERSECT '.join(parts)})", params)

    return make


def events_with_text(engine: Engine, values: list[Any]) -> Condition:
    """An article that reports the event holds these words."""
    inner = text("r.aid")(engine, values)
    return Condition(f"event IN (SELECT r.event FROM reports r WHERE r.live AND {inner.sql})", inner.params)


def events_from(column: str, *, number: bool = False) -> Maker:
    """An article with this value in the column reports the event."""

    def make(engine: Engine, values: list[Any]) -> Condition:
        if number and not all(
            str(value).isascii() and str(value).isdigit() and len(str(value)) < 19 for value in values
        ):
            raise QueryError(f"a {column} is known by its number, not as {values[0]!r}")
        inner = one_of(f"a.{column}")(engine, values)
        return Condition(
            "event IN (SELECT r.event FROM reports r JOIN articles a ON a.aid = r.aid "
            f"WHERE r.live AND {inner.sql})", inner.params,
        )  # fmt: skip

    return make


def told_in(table: str, key: str, column: str, choices: Sequence[str] = ()) -> Maker:
    """The row's article or event has one of these values: asked of that table, so that no view has to be joined."""
    check = one_of(column, choices)

    def make(engine: Engine, values: list[Any]) -> Condition:
        inner = check(engine, values)
        return Condition(f"{key} IN (SELECT {key} FROM {table} WHERE {inner.sql})", inner.params)

    return make


def as_date(value: Any, *, last: bool = False) -> dt.date:
    """A day out of ``2024-06-20``, ``2024-06`` or ``2024``; raises QueryError."""
    from rasid.store.rows import dated

    if isinstance(value, dt.datetime):
        return value.date()
    if isinstance(value, dt.date):
        return value
    first, end, precision = dated(str(value), None, ())
    day = end if last else first
    if day is None or precision not in ("day", "month", "year"):
        raise QueryError(f"{value!r} is not a date like 2024-06-20, 2024-06 or 2024")
    return day


def _party(engine: Engine, column: str, other: str, mutual: bool, code: str) -> Condition:
    if code.endswith("*"):
        holds_it = f"EXISTS (SELECT 1 FROM unnest({column}) AS u(code) WHERE u.code LIKE ?)"
        among = f"EXISTS (SELECT 1 FROM unnest({other}) AS u(code) WHERE u.code LIKE ?)"
        value = code[:-1].replace("%", "") + "%"
    else:
        holds_it, among, value = engine.contains(column), engine.contains(other), code
    if not mutual:
        return Condition(holds_it, [value])
    return Condition(f"({holds_it} OR ({column} = {NONE} AND {among}))", [value, value])


@lru_cache(maxsize=1)
def _terms() -> "Terms":
    from rasid.store.terms import Terms
    from rasid.tables import load

    return Terms(load())


_SHARED: Final[dict[str, Maker]] = {
    "id": one_of("id"),
    "type": of_type,
    "aux": holds("aux", AUX),
    "status": one_of("status", STATUSES),
    "mode": one_of("mode"),
    "context": holds("context"),
    "actor": side("actor", "recipient", mutual=False),
    "recipient": side("recipient", "actor", mutual=True),
    "dyad": dyad("actor", "recipient"),
    "since": since("date_end"),
    "until": until("date"),
    "place": place("place", "country"),
    "min_confidence": at_least("confidence"),
}
EVENTS: Final[dict[str, Maker]] = {
    **_SHARED,
    "disputed": holds("disputed", DISPUTES),
    "text": events_with_text,
    "source": events_from("source"),
    "article": events_from("id"),
    "story": events_from("story", number=True),
    "min_reports": at_least("reports"),
}
REPORTS: Final[dict[str, Maker]] = {
    **_SHARED,
    "status": told_in("events", "event", "status", STATUSES),
    "event": told_in("events", "event", "id"),
    "stance": one_of("stance", ("asserts", "alleges", "denies", "plans", "supposes")),
    "attribution": holds("attribution"),
    "text": text("aid"),
    "source": told_in("articles", "aid", "source"),
    "article": told_in("articles", "aid", "id"),
}
TIES: Final[dict[str, Maker]] = {
    "id": one_of("id"),
    "type": one_of("kind", TIE_KINDS),
    "actor": side("from_actor", "to_actor", mutual=False),
    "recipient": side("to_actor", "from_actor", mutual=True),
    "dyad": dyad("from_actor", "to_actor"),
    "since": since("date"),
    "until": until("date"),
    "attribution": holds("attribution"),
    "min_confidence": at_least("confidence"),
    "text": text("aid"),
    "source": one_of("source"),
    "article": one_of("article"),
}
ARTICLES: Final[dict[str, Maker]] = {
    "id": one_of("id"),
    "language": one_of("language"),
    "source": one_of("source"),
    "since": since("date"),
    "until": until("date"),
    "place": place("place", "country"),
    "text": text("aid"),
    "url": one_of("url"),
}
