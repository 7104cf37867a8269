"""The shipped data: complete, quoted within bounds, contradictions kept."""

import csv
import io
import math
import os
import re
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

import pytest

from mcda.parks import Catalogue
from mcda.parks.catalogues import shipped
from mcda.parks.checks import LONGEST_QUOTE
from mcda.parks.criteria import is_computed
from mcda.parks.data_files import tables
from mcda.parks.model import Claim

ROOT = Path(__file__).resolve().parents[3]
DISSERTATION = "sheng_2025"


def _dissertation() -> Path:
    shared = os.environ.get("PARKWISE_SHARED")
    folder = Path(shared) if shared else ROOT.parent / "shared"
    return folder / "domain" / "dissertation.txt"


HEATED = {
    "belarus", "georgia", "hungary", "kazakhstan", "kyrgyzstan", "russia", "serbia", "tajikistan",
    "uzbekistan",
}  # fmt: skip
LODGED = {"hunan_prachinburi", "duqm"}
"""Inside the estate of Kabin Buri and the zone of Duqm, which are no parks of the catalogue."""
PLACE = re.compile(r"\d+\.\d+\.\d+(?:; (?:fn \d+: .+|interviews.*|no source cited))?$|Annex [234]")
"""Section of the dissertation, with what it cites there, or the table of an interview."""


def _plain(text: str) -> str:
    bare = re.sub(r"<[^>]+>", "", text)
    for curly, straight in (("\u2019", "'"), ("\u2018", "'"), ("\u201c", '"'), ("\u201d", '"')):
        bare = bare.replace(curly, straight)
    return " ".join(bare.split())


@pytest.mark.may_skip
def test_every_dissertation_quote_occurs_word_for_word(catalogue):
    path = _dissertation()
    if not path.is_file():
        pytest.skip("the dissertation's text is not here; set PARKWISE_SHARED to its folder")
    text = _plain(path.read_text(encoding="utf-8"))
    quotes = [c for c in catalogue.claims.values() if c.source.id == DISSERTATION]
    assert len(quotes) > 80
    assert [claim.id for claim in quotes if _plain(claim.quote) not in text] == []


_ROWS = ("attribute", "value", "low", "high", "unit", "as_of", "quote")
_UNREADABLE = {"16 Nov (year not stored; c.2022)": "undated (16 Nov, year not stored; c.2022)"}
"""Dates of the collection that the catalogue cannot read, and how it writes them."""


@pytest.mark.may_skip
@pytest.mark.parametrize("name", ["countries", "parks"])
def test_every_collected_figure_is_a_claim(name):
    path = _dissertation().parent / f"public-{name}.csv"
    if not path.is_file():
        pytest.skip("the collected public figures are not here; set PARKWISE_SHARED")
    collected = list(csv.DictReader(io.StringIO(path.read_text(encoding="utf-8"))))
    assert len(collected) > 190
    claims = [row for rows in tables("claims").values() for row in rows]
    addresses = {key: source.url for key, source in shipped.sources().items()}
    wanted = Counter((*_cells(row), _plain_address(row["source_url"])) for row in collected)
    kept = Counter((*_cells(row), _plain_address(addresses[row["source"]])) for row in claims)
    assert wanted - kept == Counter()


def _plain_address(url: str) -> str:
    """Return an address without what may differ; a host alone is none."""
    bare = url.removeprefix("https://").removeprefix("http://")
    return bare if "/" in bare else ""


def _cells(row: dict[str, str]) -> tuple[str, ...]:
    """Return what both tables say; that a value is text is no unit."""
    told = {**row, "as_of": _UNREADABLE.get(row["as_of"], row["as_of"])}
    told["unit"] = "" if row["unit"] == "text" else row["unit"]
    return tuple(told[name] for name in _ROWS)


def test_quotes_are_short_and_sourced(catalogue):
    for claim in catalogue.claims.values():
        assert 1 <= len(claim.quote.split()) <= LONGEST_QUOTE, claim.id
        assert claim.source.title
        assert claim.as_of
        assert claim.locator or claim.source.url or claim.source.title, claim.id


def test_dissertation_claims_name_the_place(catalogue):
    for claim in catalogue.claims.values():
        if claim.source.id == DISSERTATION:
            assert PLACE.match(claim.locator), claim.id


def test_claim_ids_are_unique_over_the_files():
    names = [row["id"] for rows in tables("claims").values() for row in rows]
    assert len(names) == len(set(names)) > 300


def test_every_source_is_used(catalogue):
    assert {c.source.id for c in catalogue.claims.values()} == set(catalogue.sources)


@pytest.mark.parametrize(
    ("subject", "attribute", "values"),
    [
        ("ljip", "oetcz_certification", {"2011-07", "2011-09"}),
        ("vcep", "project_restart", {"2016-08", "2016-12-09"}),
        ("kitic", "oetcz_certification", {"2007-09", "2016-08"}),
        ("vietnam_south", "industrial_land_price", {"189", "173", "191"}),
        ("all_origins", "us_section_122_surcharge", {"10", "15"}),
    ],
)
def test_contradictions_stay_visible(catalogue, subject, attribute, values):
    about = catalogue.claims_about(subject)
    assert {claim.value for claim in about if claim.attribute == attribute} == values


def test_who_owns_vcep_is_told_both_ways(catalogue):
    told = [c.value for c in catalogue.claims_about("vcep") if c.attribute == "operator_ownership"]
    assert any("PRIVATE" in value for value in told)
    assert any("state-owned" in value for value in told)


def test_every_rating_rests_on_claims_and_stays_on_its_ladder(catalogue):
    rated = {info.id: info for info in catalogue.all_criteria if not is_computed(info)}
    assert len(catalogue.ratings) >= 120
    for (park, criterion), rating in catalogue.ratings.items():
        assert park in catalogue.parks
        assert rating.claims
        assert set(rating.claims) <= set(catalogue.claims)
        low, high = rated[criterion].possible
        assert low <= rating.low <= rating.mode <= rating.high <= high


def test_infrastructure_follows_its_rule(catalogue):
    for (park, criterion), rating in catalogue.ratings.items():
        if criterion == "infrastructure":
            found = catalogue.parks[park]
            heated = found.country in HEATED
            lodged = bool(found.host_estate) or found.kind == "estate" or park in LODGED
            assert rating.high in ((7,) if heated else (6, 7) if lodged else (6,)), park
            # What is documented is the likeliest; what is not is unknown, not half there.
            assert 1 <= rating.low == rating.mode, park
            assert rating.stated_by is not None, park
            if not rating.stated_by:  # somebody produces: water, power and road
                assert rating.mode == 3, park


def test_fees_and_finance_leave_the_room_that_their_ladders_ask_for(catalogue):
    for (park, criterion), rating in catalogue.ratings.items():
        if criterion == "fee_escalation_risk":
            inside = bool(catalogue.parks[park].host_estate) or park in LODGED
            assert rating.mode in ((2, 3) if inside else (1,)), park
            assert (rating.low, rating.high) == (rating.mode - 1, min(3, rating.mode + 1)), park
        elif criterion == "financing_access":
            assert rating.high == rating.mode + 1, park
            assert max(0, rating.mode - 1) <= rating.low <= rating.mode, park


_DISTANCES = {
    "port": ("distance_port", "distance_port_bourbon"),
    "rail": ("distance_rail", "distance_border"),
    "people": (
        "distance_airport", "distance_addis", "distance_bangkok", "distance_hanoi", "distance_city",
        "distance_jakarta", "distance_minsk",
    ),
}  # fmt: skip
"""What counts as a way out and as people near; a town is no large city."""

_IN_WORDS = {
    "araya": {"people": 25},  # half an hour to the middle of Bangkok
    "batang": {"port": 50, "people": 38},  # near Semarang's port, 45 minutes to its airport
    "batu_kawan": {"port": 25},  # half an hour to the port of Penang
    "bepza_ez": {"port": 50},  # an hour to the seaport
    "bole_lemi": {"people": 50},  # on the outskirts of Addis Ababa
    "cecz": {"rail": 0, "people": 0},  # in Budapest, where its trains from China end
    "ceiz": {"port": 50, "people": 50},  # near the seaport and airport of Chattogram
    "coega": {"port": 30},  # next to the port of Ngqura
    "debrecen_south": {"people": 50},  # near the city's airport
    "deep_c": {"port": 30, "people": 30},  # next to Lach Huyen, close to the middle of Hai Phong
    "dire_dawa": {"rail": 0, "people": 0},  # the station belongs to the zone in the city
    "djibouti_iftz": {"port": 50},  # near the port of Doraleh
    "galang_batang": {"port": 0},  # its own
    "guanajuato_puerto_interior": {"people": 17},  # twenty minutes to León, an airport inside
    "hambantota": {"port": 0},  # inside the port
    "hisense_atlantis": {"people": 40},  # its port is that of Cape Town
    "interpuerto_monterrey": {"rail": 0, "people": 29},  # two railways, airport at 35 minutes
    "jocic": {"port": 30, "people": 60},  # next to Khalifa Port; the airport is its host's
    "kezad": {"port": 30},  # next to it
    "kigali_sez": {"people": 8},  # ten minutes to the airport
    "lekki": {"port": 50},  # integrated with the deep seaport
    "mbale": {"people": 50},  # near the city of Mbale
    "mckip": {"people": 25},  # the town of Kuantan, which the newest source calls a city
    "nam_dinh_vu": {"port": 0, "people": 100},  # a port inside, in the city of Hai Phong
    "navoi": {"people": 30},  # next to the airport
    "pengsheng": {"people": 50},  # an hour's drive from Tashkent
    "poti_fiz": {"port": 50},  # close to the port
    "quaid_e_azam": {"people": 13},  # fifteen minutes from Lahore
    "rashakai": {"people": 50},  # less than that from Peshawar
    "rojana_prachinburi": {"people": 50},  # an hour from Bangkok
    "sihanoukville_port_sez": {"port": 30},  # next to the port
    "sri_city": {"port": 65},  # Chennai is the seaport too
    "teda_suez": {"port": 30, "people": 45},  # next to Ain Sukhna, about 45 km from Suez
    "thilawa": {"port": 30},  # next to the river port
    "tropicana_johor": {"people": 34},  # the airport of Senai stands in the same quotation
    "vcep": {"port": 50, "people": 50},  # near Hai Phong and its port
    "zccz": {"people": 28},  # the Lusaka part lies next to the airport, the other 28 km from Kitwe
}
"""What claims say without a figure in km: next to it is 30 km, near 50, an hour's drive 50."""


def _nearest(claims: Iterable[Claim], what: str) -> float:
    stated = [c for c in claims if c.attribute in _DISTANCES[what] and c.unit[:2] == "km"]
    ends = [float(c.value) if c.value else c.high for c in stated]  # a span by its far end
    return min((end for end in ends if end is not None), default=math.inf)


def _near(claims: Iterable[Claim], park: str) -> tuple[float, float, float]:
    told = list(claims)
    found = {what: _nearest(told, what) for what in _DISTANCES} | _IN_WORDS.get(park, {})
    return found["port"], found["rail"], found["people"]


def test_location_follows_the_distances_of_its_claims(catalogue):
    # The rules of the ladder, said again.
    found = {
        park: r for (park, criterion), r in catalogue.ratings.items() if criterion == "location"
    }
    assert len(found) > 80
    assert set(_IN_WORDS) <= set(found)
    for park, rating in found.items():
        near = _near((catalogue.claims[claim] for claim in rating.claims), park)
        assert rating.level == _level(*near), (park, near)
        assert max(0, rating.mode - 2) <= rating.low, park
        assert rating.high <= min(4, rating.mode + 1), park
        stating = rating.stated_by or rating.claims
        alone = len({catalogue.claims[claim].source.id for claim in stating}) == 1
        assert rating.low < rating.mode or not alone, park


def _level(port: float, rail: float, people: float) -> str:
    if port <= 30 and people <= 30:
        return "close"
    if port <= 50 and people <= 100:
        return "linked"
    if port <= 100 or max(rail, people) <= 50:
        return "one_way_out"
    return "people" if people <= 50 else "remote"


def test_every_park_with_a_distance_that_counts_has_a_location(catalogue):
    # Of the others only what is far off is stated, and what is nearer may be there.
    rated = {park for park, criterion in catalogue.ratings if criterion == "location"}
    assert set(catalogue.parks) - rated
    for park in set(catalogue.parks) - rated:
        assert _level(*_near(catalogue.claims_about(park), park)) == "remote", park


def test_years_of_tax_relief_are_those_of_the_claims(catalogue):
    # By hand: years exempt, and what is waived in the years after; 5 % a year of age to 2026.
    wanted = {
        "mckip": (9, 15, 20),  # 15; 2018 is eight years ago, cut at 20
        "saysettha": (5, 7.5, 10),
        "great_stone": (10, 10 + 10 / 2, 20),
        # 10 of 20 per cent for 15 years: 4 at none, 9 at half of the 10, 2 at the 10. Undated: half
        # each way of 4 + 9 x 3/4 + 2 x 1/2.
        "ljip": (5.88, 11.75, 17.62),
        "tcr": (0, (8 + 5 / 2) / 2, 8 + 5 / 2),  # a most alone: the middle
        "amata_city_rayong": (0, 5.25, 10.5),
        "haier_ruba": (2.5, 5, 7.5),
        "zccz": (0, 0, 5 + 3 / 2 + 2 / 4),
        "teda_suez": (0, 0, 5),
        "ssez": (3 + 3, 6 + 3, 9 + 3),  # 2 x (3/4 + 1/2 + 1/4) = 3 after the holiday
        "pengsheng": (3, (3 + 10) / 2, 10),
        "phoukhyo": (3, (3 + 10) / 2, 10),
        "savan_park": (2, (2 + 10) / 2, 10),
        "vsip_quang_ngai": (4.5, 15 / 2, 10.5),  # about 2018: 40 per cent each way
        "linh_trung": (2, 2 + 4 / 2, 6),  # undated
        "thilawa": (2.5, 5, 7.5),  # of 2014
        "park_304": (0, 13 / 2, 13),
        "kulim": (0, 10 / 2, 10),
        "tatu_city": (0, 20 / 2, 20),
        "tanger_automotive": (11.25, 5 + 20 / 2, 18.75),  # of 2021: a quarter each way
        "tanger_free_zone": (11.25, 5 + 20 / 2, 18.75),
        "duqm": (30 / 2, 20, 20),  # undated, cut at 20
        "gwadar_free_zone": (23 / 2, 20, 20),
        "navoi": (7, (7 + 15 + 10 / 2) / 2, 15 + 10 / 2),
        "hualing_kutaisi": (14.25, 2045 - 2026, 20),  # of 2021
    }
    found = {
        park: (r.low, r.mode, r.high)
        for (park, criterion), r in catalogue.ratings.items()
        if criterion == "tax_incentives"
    }
    assert found == wanted
    told = {c.subject for c in catalogue.claims.values() if c.attribute == "cit_holiday"}
    # Granted to the operating company itself; of special zones, but not said of this park.
    others = {"galang_batang", "wenzhou_kazakhstan"}
    assert told & set(catalogue.parks) - set(found) == others


def test_what_is_told_of_others_is_marked_as_a_proxy(catalogue):
    for (park, criterion), rating in catalogue.ratings.items():
        if criterion in ("tax_incentives", "location"):
            proxy = rating.kind == "derived"
            assert ("proxy" in rating.rationale["en"]) is proxy, park
            assert ("代替" in rating.rationale["zh"]) is proxy, park
            subjects = {catalogue.claims[claim].subject for claim in rating.claims}
            assert proxy or park in subjects, park


def test_tenants_are_quoted_where_they_are_said_to_have_come_for_the_operator(catalogue):
    level = [r for r in catalogue.ratings.values() if r.level == "tenants"]
    assert level
    for rating in level:
        locators = [catalogue.claims[claim].locator for claim in rating.claims]
        assert any("G2" in locator for locator in locators), rating.park


def test_a_price_is_cited_or_a_marked_proxy(catalogue):
    kinds = {park: r.kind for (park, c), r in catalogue.ratings.items() if c == "land_price"}
    assert set(kinds.values()) == {"stated", "derived"}
    assert [kinds[park] for park in ("ljip", "vcep", "tcr", "kitic")] == [
        "stated", "derived", "derived", "derived",
    ]  # fmt: skip
    for park, kind in kinds.items():
        rating = catalogue.ratings[park, "land_price"]
        assert ("proxy" in rating.rationale["en"].lower()) == (kind == "derived"), park
        assert ("代替" in rating.rationale["zh"]) == (kind == "derived"), park
        subjects = {catalogue.claims[claim].subject for claim in rating.claims}
        assert (park in subjects) or kind == "derived", park


def test_converted_prices_follow_from_their_claims(catalogue):
    def figure(name: str) -> float:
        return float(catalogue.claims[name].value)

    # 4.5 million baht a rai of 2019; 4 million outside estates in 2024; 43.5 per cent more by 2025.
    asked = figure("amata_city_rayong.land_price.1") * 1e6 / 1600 / 31.05
    outside = figure("amata_city_rayong.industrial_land_price.1") * 1e6 / 1600 / 35.2845
    rise = 1 + figure("amata_city_rayong.land_price_change.2") / 100
    for park in ("tcr", "amata_city_rayong"):
        assert _price(catalogue, park) == pytest.approx((outside, asked, asked * rise), abs=0.05)
    assert figure("thailand.exchange_rate.1") == 31.05
    assert figure("thailand.exchange_rate.3") == 35.2845
    rupiah = figure("indonesia.exchange_rate.7")
    bekasi, karawang = (
        figure(name) * 1e6 / rupiah
        for name in ("bekasi.industrial_land_price.2", "karawang.industrial_land_price.1")
    )
    dearest = catalogue.claims["kiic.land_price.1"].high
    assert _price(catalogue, "kitic") == pytest.approx((karawang, bekasi, dearest), abs=0.05)
    own = figure("giic.land_price.3") * 1e6 / figure("indonesia.exchange_rate.9")
    least = 2.2e6 / figure("indonesia.exchange_rate.2")
    assert _price(catalogue, "giic") == pytest.approx((least, own, dearest), abs=0.05)
    assert _price(catalogue, "kiic") == pytest.approx((karawang, 195, 200), abs=0.05)


def _price(catalogue: Catalogue, park: str) -> tuple[float, float, float]:
    """Return a price of land as it was quoted, before it became the cost of use."""
    found = catalogue.ratings[park, "land_price"].price
    assert found is not None
    return found.low, found.mode, found.high


def test_no_data_file_names_a_place_on_a_machine():
    folder = ROOT / "mcda" / "parks"
    for path in folder.rglob("*"):
        if path.suffix in {".py", ".toml", ".csv"}:
            text = path.read_text(encoding="utf-8")
            assert not re.search(r"(?<![\w.])/(work|home|tmp)/", text), path.name


CHINESE = re.compile("[\u4e00-\u9fff]")
ENGLISH_WORD = re.compile(r"\b(the|of|and|in|is|was|for|to|park|per|from|with)\b", re.IGNORECASE)


def test_zones_confirmed_by_china_are_those_of_which_a_claim_of_their_own_says_so(catalogue):
    parks = catalogue.parks.values()
    confirmed = {park.id: park.confirmed_by_mofcom for park in parks if park.confirmed_by_mofcom}
    # Of Chambishi (zccz) and Ussuriysk, the other two of the twenty, no source found says it.
    assert set(confirmed) == {
        "asia_star", "borsod", "cecz", "eiz", "haier_ruba", "imip", "julong_kalimantan", "kitic",
        "lekki", "ljip", "longyue", "pengsheng", "primorye_agri", "saysettha", "ssez", "tcr",
        "teda_suez", "tomsk_timber",
    }  # fmt: skip
    for park, claims in confirmed.items():
        said = [catalogue.claims[name] for name in claims]
        assert {claim.subject for claim in said} == {park}


def test_every_quote_is_translated_and_stays_as_it_is(catalogue):
    for claim in catalogue.claims.values():
        assert set(claim.translations) in ({"en"}, {"zh"}, {"en", "zh"}), claim.id
        if CHINESE.search(claim.quote) and "en" in claim.translations:
            assert not CHINESE.search(claim.translations["en"]), claim.id
        if "zh" in claim.translations and ENGLISH_WORD.search(claim.quote):
            assert CHINESE.search(claim.translations["zh"]), claim.id
        assert claim.quote not in claim.translations.values() or not ENGLISH_WORD.search(
            claim.quote
        ), claim.id
