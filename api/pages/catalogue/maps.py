"""Maps of land without borders: where they lie, and where parks stand on them."""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from api.language import Language
from api.pages.catalogue.park_list import ParkLine
from api.pages.words import words

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
    """A map in Mercator's projection.

    Parameters
    ----------
    id
        As in ``static/land.svg``.
    west, south, east, north
        In degrees.
    width
        In pixels on a desk.
    within
        Left, top and width as shares of the map that it is set into; None for one of its own.
    """

    id: str
    west: float
    south: float
    east: float
    north: float
    width: int
    within: tuple[float, float, float] | None = None

    @property
    def height(self) -> float:
        """In the same pixels."""
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


@dataclass(frozen=True, slots=True, kw_only=True)
class MapLabel:
    """Where a name stands from its point, in pixels."""

    x: float
    y: float
    anchor: Anchor


@dataclass(frozen=True, slots=True, kw_only=True)
class Spot:
    """A point of a map: a park, or some that lie too close to be told apart.

    Parameters
    ----------
    x, y
        Shares of the map's width and height.
    radius
        In pixels.
    name
        Of the place, in the reader's language.
    lines
        The parks.
    ranked
        Whether enough is known of one of them for it to be ranked.
    desk, phone
        Where the name stands; None where there is no room for it.
    """

    x: float
    y: float
    radius: float
    name: str
    lines: Sequence[ParkLine]
    ranked: bool
    desk: MapLabel | None = None
    phone: MapLabel | None = None

    @property
    def id(self) -> str:
        """Unique on the page."""
        return f"near-{self.lines[0].park.id}"


@dataclass(frozen=True, slots=True, kw_only=True)
class DrawnMap:
    """A map with its points, and the maps set into it."""

    panel: MapPanel
    spots: Sequence[Spot]
    insets: Sequence[MapPanel]


def draw_maps(lines: Iterable[ParkLine], language: Language) -> list[DrawnMap]:
    """Return the maps with the parks that have coordinates.

    Parameters
    ----------
    lines
        Parks.
    language
        Of the names.
    """
    known = list(lines)
    return [
        DrawnMap(panel=panel, spots=_spots(panel, known, language), insets=insets)
        for panel, insets in ((SOUTHEAST_ASIA, ()), (WIDE, (MEXICO,)))
    ]


def off_the_map(lines: Iterable[ParkLine]) -> list[ParkLine]:
    """Return the parks of which no place is on record that a map could show."""
    return [line for line in lines if _placed(line) is None]


def _placed(line: ParkLine) -> tuple[MapPanel, float, float] | None:
    """Return the map on which a park stands, and where, an inset's points in its map's shares."""
    point = line.park.coordinates
    if point is None:
        return None
    at = (point.latitude, point.longitude)
    panel = next((one for one in (SOUTHEAST_ASIA, WIDE, MEXICO) if one.holds(*at)), None)
    if panel is None:
        return None
    x, y = panel.point(*at)
    if panel.within is None:
        return panel, x, y
    left, top, width = panel.within
    return WIDE, left + width * x, top + width * y * inset_height(panel) / width


def inset_height(panel: MapPanel) -> float:
    """Return the height of a map set into the wide one, as a share of that one's height."""
    if panel.within is None:
        return 1.0
    return panel.within[2] * WIDE.width * (panel.height / panel.width) / WIDE.height


def _spots(panel: MapPanel, lines: Sequence[ParkLine], language: Language) -> list[Spot]:
    groups = _groups(panel, [(line, place) for line in lines if (place := _placed(line))])
    spots = [_spot(x, y, group, language) for x, y, group in groups]
    for size, width in (("desk", panel.width), ("phone", _PHONE)):
        spots = _labelled(spots, panel, width, size)
    return spots


def _groups(
    panel: MapPanel, placed: Sequence[tuple[ParkLine, tuple[MapPanel, float, float]]]
) -> list[tuple[float, float, list[ParkLine]]]:
    """Return points with the parks around them; those with most parks gather those nearby."""
    at: dict[tuple[float, float], list[ParkLine]] = {}
    for line, (where, x, y) in placed:
        if where is panel:
            at.setdefault((x, y), []).append(line)
    found: list[tuple[float, float, list[ParkLine]]] = []
    for (x, y), group in sorted(at.items(), key=lambda item: -len(item[1])):
        near = [one for one in found if _distance(panel, _PHONE, (one[0] - x, one[1] - y)) < _APART]
        if near:
            near[0][2].extend(group)
        else:
            found.append((x, y, list(group)))
    return found


def _distance(panel: MapPanel, width: int, shares: tuple[float, float]) -> float:
    return math.hypot(shares[0] * width, shares[1] * width * panel.height / panel.width)


def _spot(x: float, y: float, lines: Sequence[ParkLine], language: Language) -> Spot:
    point = lines[0].park.coordinates
    near = point.near[language] if point is not None else ""
    several = len({_near(line) for line in lines}) > 1
    return Spot(
        x=x,
        y=y,
        radius=7 if len(lines) == 1 else 10 if len(lines) < 10 else 12,
        name=words(language)["parks"]["map_near"].format(place=near) if several else near,
        lines=lines,
        ranked=any(line.scorable for line in lines),
    )


def _near(line: ParkLine) -> str:
    point = line.park.coordinates
    return "" if point is None else point.near["en"]


def _labelled(spots: Sequence[Spot], panel: MapPanel, width: int, size: str) -> list[Spot]:
    """Give names to points as long as there is room, those with most parks first."""
    height = width * panel.height / panel.width
    taken = [_box(s.x * width, s.y * height, s.radius, s.radius) for s in spots]
    done: dict[str, Spot] = {}
    for spot in sorted(spots, key=lambda one: -len(one.lines)):
        label = _room(spot, (width, height), _frame(panel, spot), taken)
        done[spot.id] = replace(spot, desk=label) if size == "desk" else replace(spot, phone=label)
    return [done[spot.id] for spot in spots]


def _frame(panel: MapPanel, spot: Spot) -> Box:
    """Return the edges within which the name of a point stays, as shares: those of its inset."""
    for inset in PANELS if panel is WIDE else ():
        if inset.within is not None:
            left, top, width = inset.within
            box = (left, top, left + width, top + inset_height(inset))
            if box[0] <= spot.x <= box[2] and box[1] <= spot.y <= box[3]:
                return box
    return 0.0, 0.0, 1.0, 1.0


def _room(spot: Spot, size: tuple[float, float], frame: Box, taken: list[Box]) -> MapLabel | None:
    """Return where a name has room, and take it."""
    x, y = spot.x * size[0], spot.y * size[1]
    west, north, east, south = (edge * size[i % 2] for i, edge in enumerate(frame))
    long = sum(_LATIN if sign.isascii() else _EM for sign in spot.name)
    for right, down, anchor in _SIDES:
        away = spot.radius + 5
        # Above and below it moves sideways as far as the frame wants it to.
        aside = 0.0 if right else min(max(0, west + 3 + long / 2 - x), east - 3 - long / 2 - x)
        label = MapLabel(
            x=right * away + aside,
            y=down if right else (away + 9 if down > 0 else -away + 1),
            anchor=anchor,
        )
        left = x + label.x - {"start": 0, "end": long, "middle": long / 2}[anchor]
        box = (left - 1, y + label.y - 12, left + long + 1, y + label.y + 4)
        inside = west + 2 <= box[0] and box[2] <= east - 2
        inside = inside and north + 2 <= box[1] and box[3] <= south - 2
        if inside and not any(_overlap(box, other) for other in taken):
            taken.append(box)
            return label
    return None


def _box(x: float, y: float, across: float, down: float) -> Box:
    return x - across, y - down, x + across, y + down


def _overlap(one: Box, other: Box) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]
