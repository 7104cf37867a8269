"""Maps of land without borders: their areas, and the positions of parks on them."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from api.http.language import Language
from api.pages.parks.park_list import ParkLine
from api.pages.words import words
from mcda.plain import Plain

Anchor = Literal["start", "end", "middle"]
Box = tuple[float, float, float, float]
UNITS = 10
"""Units of the drawn land a pixel of a map as wide as `MapPanel.width`."""
_PHONE = 330
"""Pixels that a map is wide on a telephone: there points must keep their distance."""
_APART = 24
_EM, _LATIN = 13.5, 7.2
_SIDES: Sequence[tuple[float, float, Anchor]] = (
    (1, 5, "start"), (-1, 5, "end"), (0, -1, "middle"), (0, 1, "middle")
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class MapPanel:
    """A map in Mercator's projection."""

    id: str
    """As in ``static/land.svg``."""
    west: float
    """In degrees."""
    south: float
    """In degrees."""
    east: float
    """In degrees."""
    north: float
    """In degrees."""
    width: int
    """In pixels on a desk."""
    within: tuple[float, float, float] | None = None
    """Left, top and width as shares of the map that it is set into; None for one of its own."""

    @property
    def height(self) -> float:
        """The height in the same pixels as the width."""
        top, bottom = _mercator(self.north), _mercator(self.south)
        return self.width * (top - bottom) / (self.east - self.west)

    def holds(self, latitude: float, longitude: float) -> bool:
        """Tell whether a point lies on the map."""
        return self.south <= latitude <= self.north and self.west <= longitude <= self.east

    def point(self, latitude: float, longitude: float) -> tuple[float, float]:
        """Return a point as shares of width and height, from the upper left corner."""
        top, bottom = _mercator(self.north), _mercator(self.south)
        x = (longitude - self.west) / (self.east - self.west)
        return x, (top - _mercator(latitude)) / (top - bottom)


def _mercator(latitude: float) -> float:
    return math.degrees(math.asinh(math.tan(math.radians(latitude))))


WIDE = MapPanel(id="wide", west=-20, south=-37, east=138, north=59, width=600)
SOUTHEAST_ASIA = MapPanel(
    id="southeast_asia", west=92.5, south=-11, east=129, north=24.3, width=432
)
MEXICO = MapPanel(
    id="mexico",
    west=-118.5,
    south=16,
    east=-95,
    north=33.5,
    width=100,
    within=(0.014, 0.765, 0.185),
)
PANELS: Sequence[MapPanel] = (WIDE, SOUTHEAST_ASIA, MEXICO)


def draw_maps(lines: Sequence[ParkLine], language: Language) -> list[Plain]:
    """Return the maps with the parks that have coordinates: ``panel``, ``insets`` and ``spots``.

    A spot is a park, or several that are too close to be separated: ``x`` and ``y`` as shares of
    the map's width and height, ``radius`` in pixels, the ``name`` of the place, its ``lines`` and
    whether one of them is ``ranked``. Where its name stands on the ``desk`` and on the ``phone`` is
    in pixels from it, with an anchor; None where there is no room.
    """
    return [
        {"panel": panel, "spots": _spots(panel, lines, language), "insets": insets}
        for panel, insets in ((SOUTHEAST_ASIA, ()), (WIDE, (MEXICO,)))
    ]


def off_the_map(lines: Sequence[ParkLine]) -> list[ParkLine]:
    """Return the parks without a position on record that a map could show."""
    return [line for line in lines if _position(line) is None]


def _position(line: ParkLine) -> tuple[MapPanel, float, float] | None:
    """Return the map of a park and its position there; for an inset, in shares of the wide map."""
    point = line.park.coordinates
    if point is None:
        return None
    at = (point.latitude, point.longitude)
    panel = next((area for area in (SOUTHEAST_ASIA, WIDE, MEXICO) if area.holds(*at)), None)
    if panel is None:
        return None
    x, y = panel.point(*at)
    if panel.within is None:
        return panel, x, y
    west, top, width = panel.within
    return WIDE, west + width * x, top + width * y * inset_height(panel) / width


def inset_height(panel: MapPanel) -> float:
    """Return the height of an inset as a share of the wide map's height."""
    if panel.within is None:
        return 1.0
    return panel.within[2] * WIDE.width * (panel.height / panel.width) / WIDE.height


def _spots(panel: MapPanel, lines: Sequence[ParkLine], language: Language) -> list[Plain]:
    spots = [_spot(x, y, group, language) for x, y, group in _groups(panel, lines)]
    for size, width in (("desk", panel.width), ("phone", _PHONE)):
        height = width * panel.height / panel.width
        # Names as long as there is room, of points with most parks first.
        boxes = [
            (x - spot["radius"], y - spot["radius"], x + spot["radius"], y + spot["radius"])
            for spot in spots
            for x, y in [(spot["x"] * width, spot["y"] * height)]
        ]
        for spot in sorted(spots, key=lambda spot: -len(spot["lines"])):
            spot[size] = _room(spot, (width, height), _frame(panel, spot), boxes)
    return spots


def _groups(
    panel: MapPanel, lines: Sequence[ParkLine]
) -> list[tuple[float, float, list[ParkLine]]]:
    """Return points with the parks around them; points with most parks absorb nearby ones."""
    at: dict[tuple[float, float], list[ParkLine]] = {}
    for line in lines:
        place = _position(line)
        if place is not None and place[0] is panel:
            at.setdefault(place[1:], []).append(line)
    points: list[tuple[float, float, list[ParkLine]]] = []
    for (x, y), group in sorted(at.items(), key=lambda item: -len(item[1])):
        near = [
            point
            for point in points
            if math.hypot(
                (point[0] - x) * _PHONE, (point[1] - y) * _PHONE * panel.height / panel.width
            )
            < _APART
        ]
        if near:
            near[0][2].extend(group)
        else:
            points.append((x, y, list(group)))
    return points


def _spot(x: float, y: float, lines: Sequence[ParkLine], language: Language) -> Plain:
    points = [line.park.coordinates for line in lines]
    near = points[0].near[language] if points[0] is not None else ""
    several = len({"" if at is None else at.near["en"] for at in points}) > 1
    return {
        "id": f"near-{lines[0].park.id}",
        "x": x,
        "y": y,
        "radius": 7 if len(lines) == 1 else 10 if len(lines) < 10 else 12,
        "name": words(language)["parks"]["map_near"].format(place=near) if several else near,
        "lines": lines,
        "ranked": any(line.scorable for line in lines),
    }


def _frame(panel: MapPanel, spot: Plain) -> Box:
    """Return the edges, as shares, within which a point's name stays: its inset's or the map's."""
    for inset in PANELS if panel is WIDE else ():
        if inset.within is not None:
            west, top, width = inset.within
            box = (west, top, west + width, top + inset_height(inset))
            if box[0] <= spot["x"] <= box[2] and box[1] <= spot["y"] <= box[3]:
                return box
    return 0.0, 0.0, 1.0, 1.0


def _room(spot: Plain, size: tuple[float, float], frame: Box, taken: list[Box]) -> Plain | None:
    """Return a free position for a name, and mark it as taken; None without room."""
    x, y = spot["x"] * size[0], spot["y"] * size[1]
    west, north, east, south = (edge * size[i % 2] for i, edge in enumerate(frame))
    long = sum(_LATIN if sign.isascii() else _EM for sign in spot["name"])
    for right, down, anchor in _SIDES:
        away = spot["radius"] + 5
        # Above and below it moves sideways as far as the frame wants it to.
        aside = 0.0 if right else min(max(0, west + 3 + long / 2 - x), east - 3 - long / 2 - x)
        across = right * away + aside
        below = down if right else (away + 9 if down > 0 else -away + 1)
        start = x + across - {"start": 0, "end": long, "middle": long / 2}[anchor]
        box = (start - 1, y + below - 12, start + long + 1, y + below + 4)
        inside = west + 2 <= box[0] and box[2] <= east - 2
        inside = inside and north + 2 <= box[1] and box[3] <= south - 2
        if inside and not any(
            box[0] < other[2] and other[0] < box[2] and box[1] < other[3] and other[1] < box[3]
            for other in taken
        ):
            taken.append(box)
            return {"x": across, "y": below, "anchor": anchor}
    return None
