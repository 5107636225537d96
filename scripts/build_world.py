"""Makes the page's outlines of countries from the npm package `world-atlas` (2.0.2; Natural Earth, public domain).

npm pack world-atlas@2.0.2 && tar xf world-atlas-2.0.2.tgz
python scripts/build_world.py package/countries-110m.json
"""

import json
import sys
from pathlib import Path
from typing import Any

from rasid.exports.codes import Codes
from rasid.web.pages.worldmap import project

Point = tuple[float, float]
ROOT = Path(__file__).parent.parent
OUT = ROOT / "src/rasid/web/pages/static/world.tsv"
OTHER = {
    "W. Sahara": "ESH", "United States of America": "USA", "Dem. Rep. Congo": "COD", "Dominican Rep.": "DOM",
    "Falkland Is.": "FLK", "Côte d'Ivoire": "CIV", "Central African Rep.": "CAF", "Congo": "COG", "Eq. Guinea": "GNQ",
    "eSwatini": "SWZ", "Solomon Is.": "SLB", "N. Cyprus": "CYN", "Bosnia and Herz.": "BIH", "Macedonia": "MKD",
    "S. Sudan": "SSD", "Kosovo": "XKX", "Fr. S. Antarctic Lands": "",
}  # fmt: skip
"""Natural Earth's short names that are not our English ones."""


def main(source: str) -> None:
    world = json.loads(Path(source).read_text(encoding="utf-8"))
    arcs = decoded(world)
    known = {country.name: country.iso3 for country in Codes.load().countries.values()}
    lines = [
        "# code, outline. Natural Earth 1:110m (public domain), by way of world-atlas 2.0.2; scripts/build_world.py"
    ]
    for shape in world["objects"]["countries"]["geometries"]:
        name = shape["properties"]["name"]
        if name == "Antarctica":
            continue
        parts = shape["arcs"] if shape["type"] == "MultiPolygon" else [shape["arcs"]]
        path = "".join(ring(arcs, numbers) for part in parts for numbers in part)
        lines.append(f"{OTHER.get(name, known.get(name, ''))}\t{path}")
    OUT.write_text("\n".join(lines) + "\n", encoding="utf-8")


def decoded(world: dict[str, Any]) -> list[list[Point]]:
    """The arcs of a topology as points in degrees."""
    (sx, sy), (tx, ty) = world["transform"]["scale"], world["transform"]["translate"]
    out = []
    for arc in world["arcs"]:
        x = y = 0
        points = []
        for dx, dy in arc:
            x, y = x + dx, y + dy
            points.append((x * sx + tx, y * sy + ty))
        out.append(points)
    return out


def ring(arcs: list[list[Point]], numbers: list[int]) -> str:
    """One closed line as an SVG path, in steps of a tenth of a unit; cut in two where it crosses the date line."""
    points: list[Point] = []
    for number in numbers:
        arc = arcs[number] if number >= 0 else arcs[~number][::-1]
        points += arc[1:] if points else arc
    whole = [points[0]]
    for x, y in points[1:]:
        whole.append((x + 360 * round((whole[-1][0] - x) / 360), y))
    shifted = [[(x + turn, y) for x, y in whole] for turn in (-360.0, 0.0, 360.0)]
    return "".join(outline(clipped(clipped(part, -180.0, 1), 180.0, -1)) for part in shifted)


def clipped(points: list[Point], edge: float, side: int) -> list[Point]:
    """What of a ring lies east (`side` 1) or west (-1) of a meridian."""
    out: list[Point] = []
    for (ax, ay), (bx, by) in zip(points, [*points[1:], *points[:1]]):
        inside, ends_inside = (ax - edge) * side >= 0, (bx - edge) * side >= 0
        if inside:
            out.append((ax, ay))
        if inside != ends_inside:
            out.append((edge, ay + (by - ay) * (edge - ax) / (bx - ax)))
    return out


def outline(points: list[Point]) -> str:
    """Points in degrees as an SVG path; islets of a point or two are nothing to see."""
    if not points:
        return ""
    spots = [tuple(round(10 * v) for v in project(*point)) for point in points]
    x, y = spots[0]
    path = f"M{x / 10:g} {y / 10:g}l"
    for ax, ay in spots[1:]:
        if (ax, ay) != (x, y):
            path += f"{(ax - x) / 10:g} {(ay - y) / 10:g} "
            x, y = ax, ay
    return path.rstrip() + "z" if len(path) > 24 else ""


if __name__ == "__main__":
    main(sys.argv[1])
