"""Distances by sea and road: every country and market once, and within 10 % of published ones."""

from collections import Counter

import pytest

from mcda.parks.data_files import document, rows
from mcda.parks.markets import markets

TABLE = {(row["country"], row["market"]): row for row in rows("distances.csv")}
MILE = 1.852
CERDI = (
    "Bertoli, Goujon and Santoni (2016), The CERDI-seadistance database, "
    "https://shs.hal.science/halshs-01288748; its file CERDI-seadistance.csv in km"
)
PORT_ECONOMICS = (
    "Port Economics, Management and Policy: Routing Options between Shanghai, Rotterdam and New "
    "York, https://porteconomicsmanagement.org/pemp/contents/part1/interoceanic-passages/"
    "routing-options-shanghai-rotterdam: about 10,600 and 13,800 nautical miles"
)
JIFFA = (
    "JIFFA, https://www.jiffa.or.jp/en/news/entry-8651.html: 11,000 nautical miles from Shanghai "
    "to Rotterdam via the Suez Canal, via the Cape of Good Hope 14,000"
)
CREWING = (
    "https://crewing.odessa.ua/en/vazhlivo-znati-pivnichniy-morskiy-shlyah/: from Shanghai to "
    "Rotterdam 10 557 n.m. via the Suez Canal"
)
PUBLISHED = [
    ("china", "US", "sea_km", 10401, CERDI),
    ("china", "EU", "sea_km", 19901, CERDI),
    ("china", "SG", "sea_km", 4139, CERDI),
    ("china", "SACU", "sea_km", 12854, CERDI),
    ("vietnam", "EU", "sea_km", 17067, CERDI),
    ("thailand", "US", "sea_km", 14110, CERDI),
    ("indonesia", "JP", "sea_km", 5808, CERDI),
    ("malaysia", "CN", "sea_km", 4512, CERDI),
    ("india", "EU", "sea_km", 12222, CERDI),
    ("pakistan", "CN", "sea_km", 9672, CERDI),
    ("bangladesh", "EU", "sea_km", 15078, CERDI),
    ("sri_lanka", "IN", "sea_km", 1804, CERDI),
    ("egypt", "EU", "sea_km", 6262, CERDI),
    ("south_africa", "EU", "sea_km", 13501, CERDI),
    ("kenya", "CN", "sea_km", 11245, CERDI),
    ("nigeria", "UK", "sea_km", 7389, CERDI),
    ("morocco", "TR", "sea_km", 3254, CERDI),
    ("turkiye", "EU", "sea_km", 5606, CERDI),
    ("poland", "EU", "sea_km", 1521, CERDI),
    ("brazil", "EU", "sea_km", 10110, CERDI),
    ("mexico", "CN", "sea_km", 13223, CERDI),
    ("jordan", "CN", "sea_km", 13091, CERDI),
    ("philippines", "US", "sea_km", 11470, CERDI),
    ("china", "EU", "sea_km", 10600 * MILE, PORT_ECONOMICS),
    ("china", "EU", "sea_km_around_africa", 13800 * MILE, PORT_ECONOMICS),
    ("china", "EU", "sea_km", 11000 * MILE, JIFFA),
    ("china", "EU", "sea_km_around_africa", 14000 * MILE, JIFFA),
    ("china", "EU", "sea_km", 10557 * MILE, CREWING),
]
"""Country, market, column, km as published, and where."""


def _km(row: dict[str, str], column: str) -> int:
    return int(row[column])


@pytest.mark.parametrize(("country", "market", "column", "published", "source"), PUBLISHED)
def test_published_distances(country, market, column, published, source):
    assert _km(TABLE[country, market], column) == pytest.approx(published, rel=0.1), source


def test_every_host_and_every_market_is_there_once(catalogue):
    listed = Counter((row["country"], row["market"]) for row in rows("distances.csv"))
    assert set(listed.values()) == {1}
    hosts = {park.country for park in catalogue.parks.values()} | {"china"}
    hosts |= {one for one, entry in document("countries.toml").items() if entry["role"] == "host"}
    assert hosts <= {country for country, _ in listed}
    assert {market for _, market in listed} == set(markets())
    assert len(listed) == len({country for country, _ in listed}) * len(markets())


def test_a_way_around_africa_is_never_shorter():
    for key, row in TABLE.items():
        assert 0 <= _km(row, "sea_km") <= _km(row, "sea_km_around_africa") < 31_000, key
        assert (_km(row, "sea_km") == 0) == (row["port"] == row["market_port"]), key


def test_only_ways_between_the_east_and_the_west_of_suez_change():
    same = [
        ("china", "US"),
        ("vietnam", "JP"),
        ("turkiye", "EU"),
        ("brazil", "CN"),
        ("jordan", "CN"),
    ]
    longer = [("china", "EU"), ("egypt", "CN"), ("jordan", "EU"), ("india", "TR"), ("kenya", "EU")]
    for keys, changes in ((same, False), (longer, True)):
        for key in keys:
            row = TABLE[key]
            assert (row["sea_km"] != row["sea_km_around_africa"]) == changes, key


@pytest.mark.parametrize("column", ["sea_km", "sea_km_around_africa"])
def test_no_way_is_longer_than_over_a_third_port(column):
    """Within 5 %, since every port is joined to the nearest lane."""
    legs = {(row["port"], row["market_port"]): _km(row, column) for row in TABLE.values()}
    for (start, end), length in legs.items():
        if column != "sea_km" and {"Jeddah", "Aqaba"} & {start, end}:
            continue  # inside the Red Sea, which is shut to others
        for middle in ("Singapore", "Rotterdam", "Durban", "Shanghai"):
            if (start, middle) in legs and (middle, end) in legs:
                over = legs[start, middle] + legs[middle, end]
                assert length <= 1.05 * over + 100, (start, middle, end)


def test_both_directions_are_alike():
    legs = {(row["port"], row["market_port"]): _km(row, "sea_km") for row in TABLE.values()}
    for (start, end), length in legs.items():
        assert legs.get((end, start), length) == pytest.approx(length, abs=1)


def test_landlocked_countries_use_the_port_of_their_rates():
    legs = document("freight.toml")["legs"]
    for (country, _), row in TABLE.items():
        leg = legs.get(country)
        assert row["land_km"] == ("0" if leg is None else f"{leg['km']:.0f}")
        assert leg is None or row["port"] == leg["end"]["en"]


def test_roads_are_those_that_rates_are_counted_on():
    """Within 6 %: here they end at the port of Rotterdam, there in the city."""
    for country, way in document("freight.toml")["roads"]["EU"].items():
        assert float(TABLE[country, "EU"]["road_km"]) == pytest.approx(way["km"], rel=0.06)


def test_roads_cross_no_sea():
    for (country, market), row in TABLE.items():
        if row["road_km"]:
            assert 0 <= _km(row, "road_km") <= 6100
        if market in {"UK", "JP", "PH", "ID", "AU"}:
            assert not row["road_km"], (country, market)
    assert not TABLE["mauritius", "EAC"]["road_km"]
    assert not TABLE["morocco", "EU"]["road_km"]
    assert TABLE["mexico", "US"]["road_km"]
