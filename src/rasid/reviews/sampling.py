"""Which events to look at: at random, those the coder is least sure of, or evenly by type."""

from typing import TYPE_CHECKING, Any, Final, Literal

from rasid.reviews import tables
from rasid.reviews.decisions import ReviewError
from rasid.store.engine import Engine

if TYPE_CHECKING:
    import pyarrow as pa

    from rasid.store import Store

SAMPLES: Final = ("random", "confidence", "type")
By = Literal["random", "confidence", "type"]
_MOST: Final = 1000


def sample(
    engine: Engine, by: str = "random", *, number: int = 20, seed: int = 0, reviewer: str | None = None,
    kind: str | None = None, again: bool = False,
) -> list[str]:  # fmt: skip
    """Ids of events to review, in the order in which to review them.

    ``random``: every event has the same chance, and the same `seed` draws the same; ``confidence``: least first;
    ``type``: as many of each type as there are, in turns, each drawn at random. `kind`: only this type. Events that
    anybody has decided on are left out; with `again` only those that `reviewer` has (for agreement, two people have to
    see the same).
    """
    if by not in SAMPLES:
        raise ReviewError(f"no sample {by!r}: take {', '.join(SAMPLES)}")
    if not 1 <= number <= _MOST:
        raise ReviewError(f"a sample has 1 to {_MOST:,} events, not {number}")
    where: list[str] = ["TRUE"]
    params: list[Any] = []
    if kind is not None:
        where.append("e.type = ?")
        params.append(kind)
    if tables.there(engine):
        if not again:
            where.append("NOT EXISTS (SELECT 1 FROM verdicts v WHERE v.event = e.event)")
        elif reviewer is not None:
            where.append("NOT EXISTS (SELECT 1 FROM reviews w WHERE w.event = e.id AND w.reviewer = ?)")
            params.append(reviewer)
    drawn = f"md5(e.id || '{int(seed)}')"
    chosen = f"SELECT e.id, e.type, e.confidence, {drawn} AS drawn FROM events e WHERE {' AND '.join(where)}"
    if by == "random":
        sql = f"SELECT id FROM ({chosen}) AS q ORDER BY drawn, id LIMIT ?"
    elif by == "confidence":
        sql = f"SELECT id FROM ({chosen}) AS q ORDER BY confidence NULLS FIRST, drawn, id LIMIT ?"
    else:
        sql = (
            f"SELECT id FROM (SELECT id, type, row_number() OVER (PARTITION BY type ORDER BY drawn, id) AS turn "
            f"FROM ({chosen}) AS q) AS t ORDER BY turn, type, id LIMIT ?"
        )
    return [row[0] for row in engine.rows(sql, [*params, number])]


def draw(store: "Store", by: str = "random", **more: Any) -> "pa.Table":
    """The events of a `sample` as rows of ``v_events``, in the order in which they were drawn."""
    import pyarrow as pa

    names = sample(store.engine, by, **more)
    table = store.list("events", id=names).arrow() if names else store.list("events", limit=1).arrow().slice(0, 0)
    place = {name: number for number, name in enumerate(names)}
    order = sorted(range(table.num_rows), key=lambda row: place[table.column("id")[row].as_py()])
    return table.take(pa.array(order, pa.int64()))
