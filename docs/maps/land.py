"""Draw the land of the maps, once: the drawing is kept as ``api/pages/static/land.svg``.

Land is of Natural Earth, which is in the public domain, as the npm package world-atlas 2.0.2
(ISC) ships it; mapshaper 0.7.70 cuts and simplifies it. Borders are not drawn on purpose.

    npm pack world-atlas@2.0.2 && tar xzf world-atlas-2.0.2.tgz
    python docs/maps/land.py package/land-50m.json > api/pages/static/land.svg
"""

import json
import subprocess
import sys
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from tempfile import TemporaryDirectory

from api.pages.parks.maps import PANELS, UNITS, MapPanel

MAPSHAPER = "mapshaper@0.7.70"
HEAD = """<svg xmlns="http://www.w3.org/2000/svg">
<!-- Land at 1:50 million of Natural Earth, public domain (naturalearthdata.com), from land-50m.json
of the npm package world-atlas 2.0.2, drawn on 2026-11-28 by docs/maps/land.py. No borders. -->"""
ROUND = "this.width < 350 || this.height > 40"
"""Islands across the date line would be drawn as a line around the earth."""
_KILOMETRES = 111.2
_LEAST = 0.45
"""Pixels that are too small to be drawn."""


def main() -> None:
    """Write the drawing."""
    sys.stdout.write(HEAD)
    for panel in PANELS:
        path = "".join(_ring(panel, ring) for ring in _rings(panel, sys.argv[1]))
        sys.stdout.write(f'\n<path id="{panel.id}" d="{path}"/>')
    sys.stdout.write("\n</svg>\n")


def _rings(panel: MapPanel, source: str) -> Iterator[list[list[float]]]:
    pixel = (panel.east - panel.west) / panel.width * _KILOMETRES
    box = f"bbox={panel.west},{panel.south},{panel.east},{panel.north}"
    with TemporaryDirectory() as folder:
        made = Path(folder, "land.json")
        subprocess.run(  # noqa: S603 # the command is ours
            [
                *("npx", "--yes", MAPSHAPER, source, "-explode", "-filter", ROUND, "-clip", box),
                *("-simplify", "visvalingam", "weighted", f"interval={1000 * pixel * _LEAST:.0f}"),
                *("-filter-islands", f"min-area={pixel**2 * 2:.0f}km2"),
                *("-o", str(made), "format=geojson"),
            ],
            check=True,
        )
        found = json.loads(made.read_text())
    for shape in found.get("geometries") or [one["geometry"] for one in found["features"]]:
        many = shape["coordinates"] if shape["type"] == "MultiPolygon" else [shape["coordinates"]]
        for polygon in many:
            yield from polygon


def _ring(panel: MapPanel, ring: list[list[float]]) -> str:
    """Return a ring as steps between whole units; steps of nothing are left out."""
    points = []
    for longitude, latitude in ring:
        x, y = panel.point(latitude, longitude)
        point = (round(x * panel.width * UNITS), round(y * panel.height * UNITS))
        if not points or points[-1] != point:
            points.append(point)
    steps = [
        f"{x - before_x} {y - before_y}" for (before_x, before_y), (x, y) in pairwise(points[:-1])
    ]
    return f"M{points[0][0]} {points[0][1]}l{' '.join(steps)}z".replace(" -", "-")


main()
