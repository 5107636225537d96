"""The world as the page draws it: outlines of countries and the projection that they are in.

The outlines are Natural Earth's (public domain) at 1:110 million, already projected by `scripts/build_world.py`.
"""

import math
from functools import lru_cache
from pathlib import Path
from typing import Final

WIDTH: Final = 1000.0
HEIGHT: Final = 430.0
_TOP: Final = 84.0  # degrees of latitude at the upper edge
_OUTLINES: Final = Path(__file__).parent / "static" / "world.tsv"
_X: Final = (0.8707, -0.131979, -0.013791, 0.003971, -0.001529)
_Y: Final = (1.007226, 0.015085, -0.044475, 0.028874, -0.005916)


def project(lon: float, lat: float) -> tuple[float, float]:
    """Degrees to the drawing's units, in the Natural Earth projection (Šavrič et al. 2011).

    >>> project(0, 0)[0]
    500.0
    """
    x, y = _raw(math.radians(lon), math.radians(lat))
    scale = WIDTH / (2 * _raw(math.pi, 0.0)[0])
    return round(WIDTH / 2 + x * scale, 1), round((_raw(0.0, math.radians(_TOP))[1] - y) * scale, 1)


REGIONS: Final[dict[str, tuple[float, float, float, float] | None]] = {
    "world": None, "mideast": (-18.0, 42.0, 63.0, 8.0), "africa": (-20.0, 38.0, 54.0, -36.0),
    "europe": (-13.0, 66.0, 62.0, 34.0), "asia": (58.0, 55.0, 150.0, -12.0), "americas": (-132.0, 60.0, -32.0, -56.0),
}  # fmt: skip
"""Parts of the world: west, north, east, south."""


def frame(region: str) -> tuple[float, float, float, float]:
    """The part of the drawing that shows a region: left, top, width, height, as wide for its height as the world's."""
    bounds = REGIONS[region]
    if bounds is None:
        return 0.0, 0.0, WIDTH, HEIGHT
    west, north, east, south = bounds
    corners = [project(lon, lat) for lon in (west, (west + east) / 2, east) for lat in (north, south)]
    left, right = min(x for x, _ in corners), max(x for x, _ in corners)
    top, bottom = min(y for _, y in corners), max(y for _, y in corners)
    width = max(right - left, (bottom - top) * WIDTH / HEIGHT)
    height = width * HEIGHT / WIDTH
    return (
        round((left + right - width) / 2, 1),
        round((top + bottom - height) / 2, 1),
        round(width, 1),
        round(height, 1),
    )


def _raw(lon: float, lat: float) -> tuple[float, float]:
    square = lat * lat
    fourth = square * square
    x = lon * (_X[0] + square * (_X[1] + square * (_X[2] + fourth * square * (_X[3] + square * _X[4]))))
    y = lat * (_Y[0] + square * (_Y[1] + fourth * (_Y[2] + square * (_Y[3] + square * _Y[4]))))
    return x, y


@lru_cache(maxsize=1)
def outlines() -> tuple[tuple[str, str], ...]:
    """Each country's code (empty where there is none) and its outline as an SVG path."""
    lines = _OUTLINES.read_text(encoding="utf-8").splitlines()
    return tuple((code, path) for code, _, path in (line.partition("\t") for line in lines if line[:1] != "#"))
