"""Writes the distances from countries to markets once, by hand: `python -m docs.tools.distances`.

Run it where the project is installed, with `searoute==1.6.0` for the sea, and `scgraph==2.2.0` and
`scgraph_data==2.0.0` for the roads. They bring their networks with them and download nothing. The
project needs none of them, and no test runs this: the tests read the file that it writes.

Ports are our choice, one a country and one a market: where several would do, the one that handles
the containers, or the one of the parks on record. A landlocked country uses the port, and has the
way there, that `freight.toml` records. The sea is the shortest way of ships, and the shortest with
the Suez Canal and the Red Sea shut; a way that used the canal then goes around Africa, not through
Panama. A port inside the Red Sea still has its southern gate. Hormuz counts as open.
"""

import csv
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from scgraph_data.world_highways import world_highways_geograph
from searoute import searoute

from mcda.parks.data_files import ROOT, document

FILE = Path(str(ROOT)) / "distances.csv"
LONGEST_ROAD = 6100
"""In km; the longest way to a market that `freight.toml` records has 6,019."""

PORTS = {
    "Shanghai": (30.62, 122.05),
    "Ho Chi Minh City": (10.52, 107.03),
    "Laem Chabang": (13.07, 100.88),
    "Jakarta": (-6.08, 106.89),
    "Sihanoukville": (10.64, 103.50),
    "Port Klang": (3.00, 101.35),
    "Yangon": (16.75, 96.20),
    "Singapore": (1.26, 103.75),
    "Manila": (14.58, 120.95),
    "Chattogram": (22.25, 91.80),
    "Colombo": (6.95, 79.84),
    "Nhava Sheva": (18.95, 72.94),
    "Karachi": (24.80, 66.97),
    "Jebel Ali": (25.03, 55.03),
    "Salalah": (16.93, 54.00),
    "Jeddah": (21.45, 39.15),
    "Aqaba": (29.52, 35.00),
    "Djibouti": (11.60, 43.13),
    "Port Said": (31.27, 32.32),
    "Mombasa": (-4.07, 39.67),
    "Dar es Salaam": (-6.82, 39.30),
    "Beira": (-19.83, 34.85),
    "Durban": (-29.87, 31.03),
    "Port Louis": (-20.15, 57.49),
    "Lagos": (6.42, 3.40),
    "Freetown": (8.49, -13.22),
    "Tangier": (35.89, -5.50),
    "Istanbul": (40.96, 28.68),
    "Poti": (42.15, 41.65),
    "Thessaloniki": (40.63, 22.93),
    "Koper": (45.55, 13.73),
    "Rotterdam": (51.95, 4.05),
    "Felixstowe": (51.95, 1.32),
    "Gdansk": (54.40, 18.70),
    "Saint Petersburg": (59.88, 30.20),
    "Lianyungang": (34.74, 119.45),
    "Yokohama": (35.43, 139.68),
    "Busan": (35.08, 128.83),
    "Melbourne": (-37.84, 144.92),
    "Los Angeles": (33.74, -118.26),
    "Vancouver": (49.29, -123.08),
    "Manzanillo": (19.06, -104.30),
    "Santos": (-23.96, -46.30),
}
"""Latitude and longitude of the terminals, or of the water before them."""

RED_SEA = {"Jeddah", "Aqaba"}
COUNTRIES = {
    "china": ("Shanghai", "the port that most rates of freight are read at"),
    "vietnam": ("Ho Chi Minh City", "the deep-water terminals of the south, Cai Mep"),
    "thailand": ("Laem Chabang", "the port of the Eastern Economic Corridor"),
    "indonesia": ("Jakarta", "the port of the parks of West Java"),
    "cambodia": ("Sihanoukville", "the only deep-water port"),
    "malaysia": ("Port Klang", "the port of the capital"),
    "myanmar": ("Yangon", "the port of Thilawa"),
    "philippines": ("Manila", "the port of the capital and of the parks around it"),
    "bangladesh": ("Chattogram", "the port of the foreign trade"),
    "sri_lanka": ("Colombo", "the port of the container lines"),
    "india": ("Nhava Sheva", "the port that rates of freight from India are read at"),
    "pakistan": ("Karachi", "the port of the parks of Sindh, and of Punjab by road"),
    "united_arab_emirates": ("Jebel Ali", "the port of the container lines"),
    "oman": ("Salalah", "the port of the container lines, outside Hormuz"),
    "saudi_arabia": ("Jeddah", "the port of the Red Sea, where the park on record is"),
    "jordan": ("Aqaba", "the only port"),
    "djibouti": ("Djibouti", "the only port"),
    "egypt": ("Port Said", "the northern end of the canal, where its container terminals are"),
    "kenya": ("Mombasa", "the port of the container lines"),
    "tanzania": ("Dar es Salaam", "the port of the capital of trade"),
    "mozambique": ("Beira", "the port of the park on record"),
    "south_africa": ("Durban", "the port of Gauteng"),
    "mauritius": ("Port Louis", "the only port"),
    "nigeria": ("Lagos", "the port of the parks on record"),
    "sierra_leone": ("Freetown", "the port of the capital"),
    "morocco": ("Tangier", "Tanger Med, the port of the parks on record"),
    "turkiye": ("Istanbul", "Ambarli, the port of the largest city"),
    "georgia": ("Poti", "the port of the container lines, beside the free zone"),
    "russia": ("Saint Petersburg", "the port of the containers of the European part"),
    "poland": ("Gdansk", "the port of the container lines"),
    "mexico": ("Manzanillo", "the port of the trade with Asia"),
    "brazil": ("Santos", "the port of Sao Paulo"),
}
"""Countries with a coast: the port, and why that one."""
MARKETS = {
    "US": ("Los Angeles", "as the rates of freight, which are to the West Coast"),
    "EU": ("Rotterdam", "as the rates of freight, which are to North Europe"),
    "UK": ("Felixstowe", "the port of the container lines"),
    "JP": ("Yokohama", "the port of the capital's region"),
    "KR": ("Busan", "the port of the container lines"),
    "SG": ("Singapore", "the only port"),
    "ASEAN": ("Singapore", "the middle of the group"),
    "CA": ("Vancouver", "the port of the trade with Asia"),
    "AU": ("Melbourne", "the port of the south-east"),
    "EAEU": ("Saint Petersburg", "as Russia's, the largest economy of the union"),
    "GCC": ("Jebel Ali", "the port of the container lines of the Gulf"),
    "MERCOSUR": ("Santos", "as Brazil's, the largest economy of the group"),
    "SACU": ("Durban", "as South Africa's, the largest economy of the union"),
    "ECOWAS": ("Lagos", "as Nigeria's, the largest economy of the group"),
    "EAC": ("Mombasa", "as Kenya's, the largest economy of the community"),
}
"""Markets that are no host, or several countries; a market that is a host has the host's port."""
MARKETS |= {
    market: COUNTRIES[country]
    for market, country in (
        ("CN", "china"),
        ("IN", "india"),
        ("VN", "vietnam"),
        ("TH", "thailand"),
        ("ID", "indonesia"),
        ("MY", "malaysia"),
        ("PH", "philippines"),
        ("KH", "cambodia"),
        ("MX", "mexico"),
        ("TR", "turkiye"),
        ("EG", "egypt"),
    )
}
PLACES = {
    "laos": (17.966, 102.6),
    "uzbekistan": (41.265, 69.216),
    "kazakhstan": (43.252, 76.912),
    "kyrgyzstan": (42.870, 74.590),
    "tajikistan": (38.536, 68.779),
    "ethiopia": (9.025, 38.747),
    "zambia": (-15.407, 28.287),
    "uganda": (0.316, 32.582),
    "rwanda": (-1.950, 30.059),
    "belarus": (53.900, 27.567),
    "hungary": (47.498, 19.040),
    "serbia": (44.804, 20.465),
}
"""Where the roads of landlocked countries start; of the others they start at the port."""
ROADS = (
    ("china vietnam thailand cambodia laos malaysia myanmar", "CN VN TH MY SG KH ASEAN"),
    ("china kazakhstan kyrgyzstan tajikistan uzbekistan russia belarus", "CN EU EAEU TR"),
    ("hungary serbia poland georgia turkiye", "CN EU EAEU TR"),
    ("pakistan", "CN"),
    ("india bangladesh", "IN"),
    ("united_arab_emirates oman saudi_arabia jordan", "GCC"),
    ("ethiopia djibouti kenya uganda rwanda tanzania zambia mozambique south_africa", "EAC SACU"),
    ("nigeria sierra_leone", "ECOWAS"),
    ("egypt", "EG"),
    ("mexico", "US CA MX"),
    ("brazil", "MERCOSUR"),
)
"""Countries and markets between which lorries cross no sea and no border that is shut to them."""


@cache
def sea(start: str, end: str, *shut: str) -> tuple[float, frozenset[str]]:
    """Return the shortest way of ships in km, and the straits and canals in it."""
    if start == end:
        return 0.0, frozenset()
    ends = [(lon, lat) for lat, lon in (PORTS[start], PORTS[end])]
    options = {"append_orig_dest": True, "return_passages": True}
    way = searoute(*ends, restrictions=["northwest", *shut], **options).properties
    return way["length"], frozenset(way["traversed_passages"])


def around_africa(start: str, end: str) -> float:
    """Return the shortest way of ships in km with the Red Sea shut."""
    shut = ["suez"] if RED_SEA & {start, end} else ["suez", "babalmandab"]
    if "suez" in sea(start, end)[1]:
        shut.append("panama")
    return sea(start, end, *shut)[0]


def road(start: tuple[float, float], end: tuple[float, float]) -> float:
    """Return the shortest way by road in km."""
    ends = [{"latitude": lat, "longitude": lon} for lat, lon in (start, end)]
    return float(world_highways_geograph.get_shortest_path(*ends, output_units="km")["length"])


def has_road(country: str, market: str) -> bool:
    """Tell whether lorries go from a country to a market."""
    return any(country in one.split() and market in other.split() for one, other in ROADS)


def rows() -> Iterator[dict[str, object]]:
    """Yield the distances of every country and market."""
    recorded = document("freight.toml")["legs"]
    legs = {country: (leg["end"]["en"], leg["km"]) for country, leg in recorded.items()}
    ports = {country: (port, 0) for country, (port, _) in COUNTRIES.items()} | legs
    order = [country for country in document("countries.toml") if country in ports]
    order += [country for country in ports if country not in order]
    for country in order:
        port, land = ports[country]
        for market in document("markets.toml")["markets"]:
            there = MARKETS[market][0]
            by_road = None
            if has_road(country, market):
                by_road = road(PLACES.get(country, PORTS[port]), PORTS[there])
            yield {
                "country": country,
                "market": market,
                "port": port,
                "market_port": there,
                "land_km": round(land),
                "sea_km": round(sea(port, there)[0]),
                "sea_km_around_africa": round(around_africa(port, there)),
                "road_km": "" if by_road is None or by_road > LONGEST_ROAD else round(by_road),
            }


if __name__ == "__main__":
    found = list(rows())
    with FILE.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(found[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(found)
