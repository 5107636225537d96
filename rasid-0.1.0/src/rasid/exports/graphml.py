"""A network of actors in GraphML: networkx, igraph, Gephi, Cytoscape and yEd read it.

A node an actor; an edge each event between two parties and each tie, parallel edges and all. A mutual event or tie is
one edge each way, marked ``mutual``. Somebody unnamed (``XXX``) is no node, so events with nobody known on one side are
no edges.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import IO, Any, Final
from xml.sax.saxutils import escape, quoteattr

from rasid.exports.codes import UNKNOWN, Codes
from rasid.exports.told import Item, Told, ToldTie

NODE: Final = {
    "label": "string", "kind": "string", "country": "string", "cow": "int", "role": "string", "edges": "int",
}  # fmt: skip
EDGE: Final = {
    "kind": "string", "type": "string", "mode": "string", "mutual": "boolean", "event": "string", "date": "string",
    "date_precision": "string", "until": "string", "aux": "string", "attribution": "string", "cameo": "string",
    "score": "double", "confidence": "double", "reports": "int", "trigger": "string", "article": "string",
    "url": "string",
}  # fmt: skip
_HEAD: Final = """<?xml version="1.0" encoding="UTF-8"?>
<graphml xmlns="http://graphml.graphdrawing.org/xmlns">
"""
_NOT_XML: Final = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")

Edge = tuple[str, str, dict[str, Any]]


def edges(items: Iterable[Item]) -> Iterator[Edge]:
    """(source, target, attributes) of each pair of known parties; attributes without a value are absent."""
    for item in items:
        found = _of_event(item) if isinstance(item, Told) else _of_tie(item)
        for source, target, attributes in found:
            yield source, target, {key: value for key, value in attributes.items() if value not in (None, "")}


def write(items: Iterable[Item], out: IO[str], codes: Codes) -> int:
    """Write the graph, nodes in order of their codes; returns the number of edges."""
    found = list(edges(items))
    degree = Counter(code for source, target, _ in found for code in (source, target))
    out.write(_HEAD)
    for what, keys in (("node", NODE), ("edge", EDGE)):
        for name, kind in keys.items():
            out.write(f'  <key id="{what[0]}_{name}" for="{what}" attr.name="{name}" attr.type="{kind}"/>\n')
    out.write('  <graph id="rasid" edgedefault="directed">\n')
    for code in sorted(degree):
        actor = codes.actor(code)
        node = {
            "label": actor.name or code, "kind": actor.kind, "country": actor.iso3, "cow": actor.cow,
            "role": actor.role, "edges": degree[code],
        }  # fmt: skip
        out.write(f"    <node id={quoteattr(_clean(code))}>{_data('n', node)}</node>\n")
    for number, (source, target, attributes) in enumerate(found):
        ends = f"source={quoteattr(_clean(source))} target={quoteattr(_clean(target))}"
        out.write(f'    <edge id="e{number}" {ends}>{_data("e", attributes)}</edge>\n')
    out.write("  </graph>\n</graphml>\n")
    return len(found)


def _of_event(one: Told) -> Iterator[Edge]:
    first, _, precision = one.interval()
    shared = {
        "kind": "event", "type": one.type, "mode": one.mode, "mutual": not one.recipient, "event": one.id,
        "date": first.isoformat() if first else None, "date_precision": precision, "aux": ";".join(one.aux),
        "attribution": ";".join(one.attribution), "cameo": one.cameo, "score": one.score,
        "confidence": round(one.confidence, 3), "reports": one.reports, "trigger": one.trigger, "article": one.article,
        "url": one.url,
    }  # fmt: skip
    for source, target in one.dyads():
        if _known(source) and _known(target):
            yield str(source), str(target), shared


def _of_tie(one: ToldTie) -> Iterator[Edge]:
    shared = {
        "kind": "tie", "type": one.kind, "mutual": not one.target, "event": one.id, "date": one.since,
        "until": one.until, "attribution": ";".join(one.attribution), "confidence": round(one.confidence, 3),
        "reports": 1, "trigger": one.trigger, "article": one.article, "url": one.url,
    }  # fmt: skip
    for source, target in one.dyads():
        if _known(source) and _known(target):
            yield source, target, shared
            if not one.target:
                yield target, source, shared


def _known(code: str | None) -> bool:
    return code is not None and code.partition(":")[0] != UNKNOWN


def _data(prefix: str, values: dict[str, Any]) -> str:
    out = []
    for name, value in values.items():
        if value is not None:
            text = str(value).lower() if isinstance(value, bool) else str(value)
            out.append(f'<data key="{prefix}_{name}">{escape(_clean(text))}</data>')
    return "".join(out)


def _clean(text: str) -> str:
    """The text without the control characters that XML has no place for."""
    return _NOT_XML.sub("", text)
