"""Where parks stand on the maps, and the land that is drawn under them."""

import re
from importlib.resources import files

import pytest

from api.http.language import Language
from api.pages.parks.maps import MEXICO, PANELS, SOUTHEAST_ASIA, UNITS, WIDE, draw_maps, off_the_map
from api.pages.parks.park_list import ParkLine, lines
from api.settings import Settings
from mcda.plain import Plain


@pytest.fixture(scope="module")
def every() -> list[ParkLine]:
    return lines(Settings(), "en")


@pytest.fixture(scope="module")
def maps(every: list[ParkLine]) -> list[Plain]:
    return draw_maps(every, "en")


@pytest.mark.long
def test_every_park_stands_once(every: list[ParkLine], maps: list[Plain]) -> None:
    there = [line.park.id for one in maps for spot in one["spots"] for line in spot["lines"]]
    assert len(there) == len(set(there))
    off = {line.park.id for line in off_the_map(every)}
    assert set(there) | off == {line.park.id for line in every}
    assert off == {line.park.id for line in every if line.park.coordinates is None}
    assert 0 < len(off) < 10


def test_a_corner_and_a_known_point() -> None:
    assert WIDE.point(WIDE.north, WIDE.west) == pytest.approx((0, 0), abs=1e-12)
    assert WIDE.point(WIDE.south, WIDE.east) == pytest.approx((1, 1))
    # Mercator: asinh(tan(latitude)); the equator by hand.
    top, bottom = 73.5, -39.5
    assert WIDE.point(0, 0)[1] == pytest.approx(top / (top - bottom), abs=0.01)
    assert WIDE.point(0, 59)[0] == pytest.approx(0.5)


def test_a_map_is_as_high_as_the_page_lays_it_out() -> None:
    style = files("api.pages").joinpath("static", "style", "53-parks.css").read_text()
    for panel in (WIDE, SOUTHEAST_ASIA):
        ratio = re.search(rf"map-{panel.id} {{ aspect-ratio: (\d+) / ([\d.]+)", style)
        assert ratio
        assert int(ratio[1]) == panel.width
        assert float(ratio[2]) == pytest.approx(panel.height, abs=0.1)


def test_the_land_is_drawn_for_these_maps() -> None:
    land = files("api.pages").joinpath("static", "land.svg").read_text()
    assert "public domain" in land
    paths = dict(re.findall(r'<path id="(\w+)" d="([^"]+)"', land))
    assert list(paths) == [panel.id for panel in PANELS]
    for panel in PANELS:
        xs, ys = _reach(paths[panel.id])
        assert min(xs) >= -1
        assert max(xs) <= panel.width * UNITS + 1
        assert min(ys) >= -1
        assert max(ys) <= panel.height * UNITS + 1
        # Land is cut off at two borders at least, so a map of other bounds would be noticed.
        borders = (min(xs), min(ys), panel.width * UNITS - max(xs), panel.height * UNITS - max(ys))
        assert sum(distance < 30 for distance in borders) >= 2, panel.id


def _reach(path: str) -> tuple[list[int], list[int]]:
    xs, ys = [], []
    for ring in path.split("z")[:-1]:
        figures = [int(one) for one in re.findall(r"-?\d+", ring)]
        x = y = 0
        for right, down in zip(figures[::2], figures[1::2], strict=True):
            x, y = x + right, y + down
            xs.append(x)
            ys.append(y)
    return xs, ys


def test_points_keep_their_distance_on_a_telephone(maps: list[Plain]) -> None:
    assert sum(len(one["spots"]) for one in maps) > 20
    for one in maps:
        high = 330 * one["panel"].height / one["panel"].width
        at = [(spot["x"] * 330, spot["y"] * high) for spot in one["spots"]]
        assert all(0 <= x <= 330 and 0 <= y <= high for x, y in at)
        for j, (x, y) in enumerate(at):
            for u, v in at[:j]:
                assert (x - u) ** 2 + (y - v) ** 2 >= 24**2


def test_names_lie_on_the_map_and_on_nothing_else(maps: list[Plain]) -> None:
    wide = next(one for one in maps if one["panel"] is WIDE)
    by_name = {line.park.id: spot for spot in wide["spots"] for line in spot["lines"]}
    assert by_name["great_stone"]["name"] == "Minsk area"
    assert by_name["great_stone"]["ranked"]
    assert not by_name["tomsk_timber"]["ranked"]
    assert by_name["tomsk_timber"]["name"] == "Tomsk"
    assert by_name["tomsk_timber"]["radius"] < by_name["kecskemet"]["radius"]
    named = [spot for one in maps for spot in one["spots"] if spot["desk"]]
    assert len(named) > 0.8 * sum(len(one["spots"]) for one in maps)


def test_mexico_is_set_into_the_sea(maps: list[Plain]) -> None:
    wide = next(one for one in maps if one["panel"] is WIDE)
    assert MEXICO.within is not None
    left, top, width = MEXICO.within
    inside = [spot for spot in wide["spots"] if spot["lines"][0].park.country == "mexico"]
    assert inside
    for spot in inside:
        assert left <= spot["x"] <= left + width
        assert top <= spot["y"] <= 1


@pytest.mark.parametrize("language", ["en", "zh"])
def test_names_in_an_inset_stay_in_its_frame(every: list[ParkLine], language: Language) -> None:
    ranked = [line for line in every if line.scorable]
    wide = next(one for one in draw_maps(ranked, language) if one["panel"] is WIDE)
    assert MEXICO.within is not None
    left, _, width = MEXICO.within
    (spot,) = [spot for spot in wide["spots"] if spot["lines"][0].park.country == "mexico"]
    long = sum(7.2 if sign.isascii() else 13.5 for sign in spot["name"])
    for label, wide_is in ((spot["desk"], 600), (spot["phone"], 330)):
        if label is not None:
            before = {"start": 0, "end": long, "middle": long / 2}[label["anchor"]]
            begin = spot["x"] * wide_is + label["x"] - before
            assert left * wide_is <= begin
            assert begin + long <= (left + width) * wide_is
    assert (spot["desk"] is not None, spot["phone"] is not None) == (True, False)


def test_no_parks_no_points() -> None:
    assert [one["spots"] for one in draw_maps([], "zh")] == [[], []]
