"""The network of a period: who acts with and against whom, in which camps, through whom, and who sides with whom."""

import datetime as dt
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING, Any, Final

import polars as pl

from rasid.analysis.frames import COUNTED, checked, events_frame, pairs, undirected, within

if TYPE_CHECKING:
    import networkx as nx

_SEED: Final = 1
_WIDEST: Final = 20.0  # the distance between a score of -10 and one of 10
_NODES: Final[dict[str, Any]] = {
    "actor": pl.String, "events": pl.Int64, "partners": pl.Int64, "cooperation": pl.Float64, "conflict": pl.Float64,
    "weight": pl.Float64, "community": pl.Int64, "brokerage": pl.Float64, "constraint": pl.Float64,
}  # fmt: skip
_EDGES: Final[dict[str, Any]] = {
    "a": pl.String, "b": pl.String, "events": pl.Int64, "cooperation": pl.Float64, "conflict": pl.Float64,
    "weight": pl.Float64, "mean": pl.Float64,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Network:
    """Actors and the relations between them over a period.

    ``nodes``: ``actor, events, partners, cooperation, conflict, weight`` (sums of its scores above 0, below 0, and of
    all), ``community`` (0 is the largest; null for an actor without any net cooperation), ``brokerage`` and
    ``constraint``. ``edges``: ``a, b`` (alphabetical), ``events, cooperation, conflict, weight, mean``.
    """

    nodes: pl.DataFrame
    edges: pl.DataFrame

    def graph(self) -> "nx.Graph[str]":
        """The network as a networkx graph with these columns as attributes; signed ``weight``."""
        import networkx as nx

        graph: nx.Graph[str] = nx.Graph()
        for node in self.nodes.to_dicts():
            graph.add_node(node.pop("actor"), **node)
        for edge in self.edges.to_dicts():
            graph.add_edge(edge.pop("a"), edge.pop("b"), **edge)
        return graph

    def to_json(self) -> dict[str, Any]:
        return {"nodes": self.nodes.to_dicts(), "edges": self.edges.to_dicts()}


def network(
    data: Any, *, since: dt.date | None = None, until: dt.date | None = None, counted: Sequence[str] = COUNTED,
    least: int = 1, most: int | None = None, actors: Collection[str] | None = None,
) -> Network:  # fmt: skip
    """The network of the events of ``[since, until]`` whose status is `counted`.

    A relation's weight is the sum of its events' scores, each event once, whoever began. `least`: relations of fewer
    events are left out; `most`: only so many actors, those with the most events; `actors`: only these.

    Communities are Louvain's (Blondel et al. 2008, J. Stat. Mech. P10008) over the relations of positive weight, with
    a fixed seed, so that the same record gives the same camps. ``brokerage`` is betweenness (Freeman 1977,
    Sociometry 40, normalised to 0..1) over the same relations, a stronger one being shorter (1 / weight);
    ``constraint`` is Burt's (1992, Structural Holes): low where an actor spans holes.
    """
    events = within(events_frame(data), since, until)
    events = events.filter(pl.col("status").is_in(checked(counted)) & pl.col("score").is_not_null())
    return from_edges(edges_of(events), least=least, most=most, actors=actors)


def edges_of(events: pl.DataFrame) -> pl.DataFrame:
    """The relations in a frame of events (already filtered): one row a pair of parties."""
    return (
        undirected(pairs(events).select("id", "a", "b", "score"))
        .group_by("a", "b")
        .agg(
            pl.len().cast(pl.Int64).alias("events"),
            pl.col("score").filter(pl.col("score") > 0).sum().alias("cooperation"),
            pl.col("score").filter(pl.col("score") < 0).sum().alias("conflict"),
            pl.col("score").sum().alias("weight"), pl.col("score").mean().alias("mean"),
        )
        .select(list(_EDGES))
        .sort("a", "b")
    )  # fmt: skip


def from_edges(
    edges: pl.DataFrame, *, least: int = 1, most: int | None = None, actors: Collection[str] | None = None
) -> Network:
    """A network of relations that are summed up already (columns as in ``Network.edges``)."""
    edges = edges.filter(pl.col("events") >= least)
    if actors is not None:
        edges = edges.filter(pl.col("a").is_in(list(actors)) & pl.col("b").is_in(list(actors)))
    if most is not None:
        kept = (
            _ends(edges).group_by("actor").agg(pl.col("events").sum()).sort("events", "actor", descending=[True, False])
        )
        names = kept["actor"].head(most).to_list()
        edges = edges.filter(pl.col("a").is_in(names) & pl.col("b").is_in(names))
    edges = edges.sort("a", "b")
    nodes = (
        _ends(edges)
        .group_by("actor")
        .agg(
            pl.col("events").sum(), pl.len().cast(pl.Int64).alias("partners"), pl.col("cooperation").sum(),
            pl.col("conflict").sum(), pl.col("weight").sum(),
        )
        .sort("actor")
    )  # fmt: skip
    return Network(_measured(nodes, edges), edges)


def alignment(
    data: Any, actors: Collection[str] | None = None, *, since: dt.date | None = None, until: dt.date | None = None,
    counted: Sequence[str] = COUNTED, third: int = 2,
) -> pl.DataFrame:  # fmt: skip
    """How alike two actors treat third parties: ``a, b, third_parties, alignment``.

    Signorino and Ritter's S (1999, International Studies Quarterly 43) over the mean scores of what each did to (or
    with) every third party that both dealt with: ``1 - 2 * mean(|a_k - b_k|) / 20``, from -1 (opposed in all) to 1
    (the same). What the two do to each other does not count. Pairs with fewer than `third` common third parties are
    left out; so are all but `actors`, where these are given.
    """
    events = within(events_frame(data), since, until)
    events = events.filter(pl.col("status").is_in(checked(counted)) & pl.col("score").is_not_null())
    means = pairs(events).group_by("a", "b").agg(pl.col("score").mean())
    profiles: dict[str, dict[str, float]] = {}
    for a, b, score in means.iter_rows():
        if actors is None or a in actors:
            profiles.setdefault(a, {})[b] = score
    rows = []
    for a, b in combinations(sorted(profiles), 2):
        common = [k for k in profiles[a].keys() & profiles[b].keys() if k not in (a, b)]
        if len(common) >= third:
            apart = sum(abs(profiles[a][k] - profiles[b][k]) for k in common) / len(common)
            rows.append((a, b, len(common), 1 - 2 * apart / _WIDEST))
    schema = {"a": pl.String, "b": pl.String, "third_parties": pl.Int64, "alignment": pl.Float64}
    return pl.DataFrame(rows, schema=schema, orient="row").sort("alignment", "a", "b", descending=[True, False, False])


def positions(net: Network) -> dict[str, tuple[float, float]]:
    """Where to draw each actor, in -1..1: friends near each other, the same every time."""
    import networkx as nx

    graph: nx.Graph[str] = nx.Graph()
    graph.add_nodes_from(net.nodes["actor"].to_list())
    for a, b, weight, events in net.edges.select("a", "b", "weight", "events").iter_rows():
        graph.add_edge(a, b, pull=(events**0.5) if weight > 0 else 0.1 * events**0.5)
    if not graph:
        return {}
    placed = nx.spring_layout(graph, weight="pull", seed=_SEED, k=2.2 / max(len(graph), 1) ** 0.5, iterations=120)
    across, along = (_spread({name: float(at[k]) for name, at in placed.items()}) for k in (0, 1))
    return {name: (across[name], along[name]) for name in placed}


def _spread(places: dict[str, float]) -> dict[str, float]:
    """Half way between where they are and evenly apart: the crowded middle can be read, and the order stays."""
    ranks = {name: rank for rank, name in enumerate(sorted(places, key=lambda name: (places[name], name)))}
    furthest = max(map(abs, places.values())) or 1.0
    step = 2 / max(len(places) - 1, 1)
    return {name: (place / furthest + (ranks[name] * step - 1)) / 2 for name, place in places.items()}


def _ends(edges: pl.DataFrame) -> pl.DataFrame:
    columns = ("events", "cooperation", "conflict", "weight")
    return pl.concat([edges.select(pl.col(end).alias("actor"), *columns) for end in ("a", "b")])


def _measured(nodes: pl.DataFrame, edges: pl.DataFrame) -> pl.DataFrame:
    import networkx as nx

    friendly: nx.Graph[str] = nx.Graph()
    for a, b, weight in edges.select("a", "b", "weight").iter_rows():
        if weight > 0:
            friendly.add_edge(a, b, weight=weight, length=1 / weight)
    names: Iterable[str] = nodes["actor"].to_list()
    extra: dict[str, tuple[int | None, float, float | None]] = {}
    if friendly:
        camps = nx.community.louvain_communities(friendly, weight="weight", seed=_SEED)
        ordered = sorted((sorted(camp) for camp in camps), key=lambda camp: (-len(camp), camp))
        camp_of = {name: number for number, camp in enumerate(ordered) for name in camp}
        between = nx.betweenness_centrality(friendly, weight="length")
        held = nx.constraint(friendly, weight="weight")
        extra = {n: (camp_of.get(n), between.get(n, 0.0), held.get(n)) for n in names}
    values = [extra.get(name, (None, 0.0, None)) for name in names]
    return nodes.with_columns(
        pl.Series("community", [v[0] for v in values], dtype=pl.Int64),
        pl.Series("brokerage", [v[1] for v in values], dtype=pl.Float64),
        pl.Series("constraint", [v[2] for v in values], dtype=pl.Float64),
    ).select(list(_NODES))
