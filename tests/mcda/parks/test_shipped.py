"""The shipped data: complete, quoted within bounds, contradictions kept."""

import csv
import io
import math
import os
import re
from collections import Counter
from pathlib import Path

import pytest

from mcda.parks import Catalogue
from mcda.parks.catalogues import shipped
from mcda.parks.checks import LONGEST_QUOTE
from mcda.parks.criteria import is_computed
from mcda.parks.data_files import read
from mcda.parks.model import Rating

ROOT = Path(__file__).resolve().parents[3]
DISSERTATION = "sheng_2025"


def _dissertation() -> Path:
    shared = os.environ.get("PARKWISE_SHARED")
    folder = Path(shared) if shared else ROOT.parent / "shared"
    return folder / "domain" / "dissertation.txt"


HEATED = ("belarus", "hungary", "uzbekistan")


def _plain(text: str) -> str:
    bare = re.sub(r"<[^>]+>", "", text)
    for curly, straight in (("\u2019", "'"), ("\u2018", "'"), ("\u201c", '"'), ("\u201d", '"')):
        bare = bare.replace(curly, straight)
    return " ".join(bare.split())


@pytest.mark.may_skip
def test_every_dissertation_quote_occurs_word_for_word(catalogue: Catalogue) -> None:
    path = _dissertation()
    if not path.is_file():
        pytest.skip("the dissertation's text is not here; set PARKWISE_SHARED to its folder")
    text = _plain(path.read_text(encoding="utf-8"))
    quotes = [c for c in catalogue.claims.values() if c.source.id == DISSERTATION]
    assert len(quotes) > 80
    assert [claim.id for claim in quotes if _plain(claim.quote) not in text] == []


@pytest.mark.may_skip
def test_public_quotes_are_those_of_the_collected_figures(catalogue: Catalogue) -> None:
    folder = _dissertation().parent
    files = [folder / "public-parks.csv", folder / "public-countries.csv"]
    if not all(path.is_file() for path in files):
        pytest.skip("the collected public figures are not here; set PARKWISE_SHARED")
    text = _plain(" ".join(path.read_text(encoding="utf-8") for path in files).replace('""', '"'))
    collected = {
        row["id"]: row["quote"]
        for name in ("claims-parks.csv", "claims-countries.csv")
        for row in csv.DictReader(io.StringIO(read(name)))
    }
    assert len(collected) > 400
    assert [claim for claim, quote in collected.items() if _plain(quote) not in text] == []
    assert set(collected) <= set(catalogue.claims)


_ROWS = ("attribute", "value", "low", "high", "unit", "as_of", "quote")
_UNREADABLE = {
    "16 Nov (year not stored; c.2022)": "undated (16 Nov, year not stored; c.2022)",
}
"""Dates of the collection that the catalogue cannot read, and how it writes them."""


@pytest.mark.may_skip
@pytest.mark.parametrize("name", ["countries", "parks"])
def test_every_collected_figure_is_a_claim_and_every_claim_a_figure(name: str) -> None:
    path = _dissertation().parent / f"public-{name}.csv"
    if not path.is_file():
        pytest.skip("the collected public figures are not here; set PARKWISE_SHARED")
    collected = list(csv.DictReader(io.StringIO(path.read_text(encoding="utf-8"))))
    claims = list(csv.DictReader(io.StringIO(read(f"claims-{name}.csv"))))
    assert len(claims) == len(collected) > 190
    addresses = {key: source.url for key, source in shipped.sources().items()}
    subject = _subjects(collected, claims)
    wanted = Counter(
        (subject[row["entity"]], *_cells(row), row["source_url"].removeprefix("https://"))
        for row in collected
    )
    kept = Counter(
        (row["subject"], *_cells(row), addresses[row["source"]].removeprefix("https://"))
        for row in claims
    )
    without = {row for row in wanted if "/" not in row[-1]}  # a host alone is no address
    wanted = Counter((*row[:-1], "") if row in without else row for row in wanted.elements())
    assert wanted - kept == Counter()
    assert kept - wanted == Counter()


def _cells(row: dict[str, str]) -> tuple[str, ...]:
    """Return what both tables say; that a value is text is no unit."""
    told = {**row, "as_of": _UNREADABLE.get(row["as_of"], row["as_of"])}
    told["unit"] = "" if row["unit"] == "text" else row["unit"]
    return tuple(told[name] for name in _ROWS)


def _subjects(collected: list[dict[str, str]], claims: list[dict[str, str]]) -> dict[str, str]:
    """Return which subject stands for an entity: the one that most of its rows agree with."""
    said: dict[tuple[str, ...], set[str]] = {}
    for row in claims:
        said.setdefault(_cells(row), set()).add(row["subject"])
    found: dict[str, Counter[str]] = {}
    for row in collected:
        found.setdefault(row["entity"], Counter()).update(said.get(_cells(row), ()))
    return {entity: votes.most_common(1)[0][0] for entity, votes in found.items() if votes}


def test_quotes_are_short_and_sourced(catalogue: Catalogue) -> None:
    for claim in catalogue.claims.values():
        assert 1 <= len(claim.quote.split()) <= LONGEST_QUOTE, claim.id
        assert claim.source.title
        assert claim.as_of
        assert claim.locator or claim.source.url or claim.source.title, claim.id


def test_dissertation_claims_name_the_place(catalogue: Catalogue) -> None:
    for claim in catalogue.claims.values():
        if claim.source.id == DISSERTATION:
            assert re.match(r"\d+\.\d+\.\d+$|Annex [234]", claim.locator), claim.id


def test_claim_ids_are_unique_over_the_files() -> None:
    names = [
        line.split(",", 1)[0]
        for file in shipped.CLAIM_FILES
        for line in read(file).splitlines()[1:]
    ]
    assert len(names) == len(set(names)) > 300


def test_every_source_is_used(catalogue: Catalogue) -> None:
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
def test_contradictions_stay_visible(
    catalogue: Catalogue, subject: str, attribute: str, values: set[str]
) -> None:
    about = catalogue.claims_about(subject)
    assert {claim.value for claim in about if claim.attribute == attribute} == values


def test_who_owns_vcep_is_told_both_ways(catalogue: Catalogue) -> None:
    told = [c.value for c in catalogue.claims_about("vcep") if c.attribute == "operator_ownership"]
    assert any("PRIVATE" in value for value in told)
    assert any("state-owned" in value for value in told)


def test_every_rating_rests_on_claims_and_stays_on_its_ladder(catalogue: Catalogue) -> None:
    rated = {info.id: info for info in catalogue.all_criteria if not is_computed(info)}
    assert len(catalogue.ratings) >= 120
    for (park, criterion), rating in catalogue.ratings.items():
        assert park in catalogue.parks
        assert rating.claims
        assert set(rating.claims) <= set(catalogue.claims)
        low, high = rated[criterion].possible
        assert low <= rating.low <= rating.mode <= rating.high <= high


def test_infrastructure_follows_its_rule(catalogue: Catalogue) -> None:
    for (park, criterion), rating in catalogue.ratings.items():
        if criterion == "infrastructure":
            found = catalogue.parks[park]
            inside = found.host_estate or found.kind == "estate" or found.country in HEATED
            assert rating.high in ((6, 7) if inside else (6,)), park
            assert rating.mode == (rating.low + rating.high) // 2, park
            assert rating.low >= 1, park


def test_fees_and_finance_leave_the_room_that_their_ladders_ask_for(catalogue: Catalogue) -> None:
    for (park, criterion), rating in catalogue.ratings.items():
        if criterion == "fee_escalation_risk":
            inside = bool(catalogue.parks[park].host_estate)
            assert rating.mode in ((2, 3) if inside else (1,)), park
            assert (rating.low, rating.high) == (rating.mode - 1, min(3, rating.mode + 1)), park
        elif criterion == "financing_access":
            assert rating.high == rating.mode + 1, park
            assert max(0, rating.mode - 1) <= rating.low <= rating.mode, park


_DISTANCES = {
    "port": ("distance_port", "distance_port_bourbon"),
    "rail": ("distance_rail",),
    "people": (
        "distance_airport", "distance_addis", "distance_bangkok", "distance_hanoi", "distance_city",
        "distance_jakarta", "distance_minsk", "distance_town",
    ),
}  # fmt: skip


def _nearest(catalogue: Catalogue, rating: Rating, what: str) -> float:
    claims = [catalogue.claims[claim] for claim in rating.claims]
    stated = [c.value for c in claims if c.attribute in _DISTANCES[what] and c.unit[:2] == "km"]
    return min((float(value) for value in stated), default=math.inf)


def test_location_follows_the_distances_of_its_claims(catalogue: Catalogue) -> None:
    # The rules of the ladder, said again. Hai Phong and its port are near vcep in words alone, and
    # Cape Town is where the port of hisense_atlantis is.
    in_words = {"vcep": {"port": 50, "people": 50}, "hisense_atlantis": {"people": 40}}
    found = {
        park: r for (park, criterion), r in catalogue.ratings.items() if criterion == "location"
    }
    assert len(found) == 13
    for park, rating in found.items():
        near = {what: _nearest(catalogue, rating, what) for what in _DISTANCES}
        near |= in_words.get(park, {})
        assert rating.level == _level(near["port"], near["rail"], near["people"]), (park, near)


def _level(port: float, rail: float, people: float) -> str:
    if port <= 30 and people <= 30:
        return "close"
    if port <= 50 and people <= 100:
        return "linked"
    if port <= 100 or max(rail, people) <= 50:
        return "one_way_out"
    return "people" if people <= 50 else "remote"


def test_every_park_with_a_distance_of_its_own_has_a_location(catalogue: Catalogue) -> None:
    named = {name for names in _DISTANCES.values() for name in names}
    told = {c.subject for c in catalogue.claims.values() if c.attribute in named}
    rated = {park for park, criterion in catalogue.ratings if criterion == "location"}
    assert told & set(catalogue.parks) <= rated


def test_years_of_tax_relief_are_those_of_the_claims(catalogue: Catalogue) -> None:
    # By hand: years exempt, and what is waived in the years after; 5 % a year of age to 2026.
    wanted = {
        "mckip": (9, 15, 20),  # 15; 2018 is eight years ago, cut at 20
        "saysettha": (5, 7.5, 10),
        "great_stone": (10, 10 + 10 / 2, 20),
        "ljip": (4.75, 4 + 11 / 2, 14.25),  # undated: half each way
        "tcr": (0, (8 + 5 / 2) / 2, 8 + 5 / 2),  # a most alone: the middle
        "amata_city_rayong": (0, 5.25, 10.5),
        "haier_ruba": (2.5, 5, 7.5),
        "zccz": (0, 0, 5 + 3 / 2 + 2 / 4),
        "teda_suez": (0, 0, 5),
        "ssez": (3 + 3, 6 + 3, 9 + 3),  # 2 x (3/4 + 1/2 + 1/4) = 3 after the holiday
    }
    found = {
        park: (r.low, r.mode, r.high)
        for (park, criterion), r in catalogue.ratings.items()
        if criterion == "tax_incentives"
    }
    assert found == wanted
    told = {c.subject for c in catalogue.claims.values() if c.attribute == "cit_holiday"}
    assert told & set(catalogue.parks) <= set(found)


def test_what_is_told_of_others_is_marked_as_a_proxy(catalogue: Catalogue) -> None:
    for (park, criterion), rating in catalogue.ratings.items():
        if criterion in ("tax_incentives", "location"):
            proxy = rating.kind == "derived"
            assert ("proxy" in rating.rationale["en"]) is proxy, park
            assert ("代替" in rating.rationale["zh"]) is proxy, park
            subjects = {catalogue.claims[claim].subject for claim in rating.claims}
            assert proxy or park in subjects, park


def test_tenants_are_quoted_where_they_are_said_to_have_come_for_the_operator(
    catalogue: Catalogue,
) -> None:
    level = [r for r in catalogue.ratings.values() if r.level == "tenants"]
    assert level
    for rating in level:
        locators = [catalogue.claims[claim].locator for claim in rating.claims]
        assert any("G2" in locator for locator in locators), rating.park


def test_a_price_is_cited_or_a_marked_proxy(catalogue: Catalogue) -> None:
    kinds = {park: r.kind for (park, c), r in catalogue.ratings.items() if c == "land_price"}
    assert set(kinds.values()) == {"stated", "derived"}
    assert [kinds[park] for park in ("ljip", "vcep", "tcr", "kitic")] == [
        "stated", "derived", "derived", "derived",
    ]  # fmt: skip
    for park, kind in kinds.items():
        rating = catalogue.ratings[park, "land_price"]
        assert ("proxy" in rating.rationale["en"]) == (kind == "derived"), park
        subjects = {catalogue.claims[claim].subject for claim in rating.claims}
        assert (park in subjects) or kind == "derived", park


def test_converted_prices_follow_from_their_claims(catalogue: Catalogue) -> None:
    baht = float(catalogue.claims["thailand.exchange_rate.3"].value)
    rai = float(catalogue.claims["thailand.industrial_land_price.2"].value) * 1e6 / 1600
    rupiah = float(catalogue.claims["indonesia.exchange_rate.7"].value)
    bekasi, karawang = (
        float(catalogue.claims[name].value) * 1e6 / rupiah
        for name in ("bekasi.industrial_land_price.2", "karawang.industrial_land_price.1")
    )
    for park in ("tcr", "amata_city_rayong"):
        assert catalogue.ratings[park, "land_price"].mode == pytest.approx(rai / baht, abs=0.05)
    for park in ("kitic", "giic"):
        found = catalogue.ratings[park, "land_price"]
        assert (found.low, found.mode) == pytest.approx((karawang, bekasi), abs=0.05)
        assert found.high == catalogue.claims["kiic.land_price.1"].high
    own = catalogue.ratings["kiic", "land_price"]
    assert (own.low, own.mode, own.high) == pytest.approx((karawang, 195, 200), abs=0.05)


def test_no_data_file_names_a_place_on_a_machine() -> None:
    folder = ROOT / "mcda" / "parks"
    for path in folder.rglob("*"):
        if path.suffix in {".py", ".toml", ".csv"}:
            text = path.read_text(encoding="utf-8")
            assert not re.search(r"(?<![\w.])/(work|home|tmp)/", text), path.name


CHINESE = re.compile("[\u4e00-\u9fff]")
ENGLISH_WORD = re.compile(r"\b(the|of|and|in|is|was|for|to|park|per|from|with)\b", re.IGNORECASE)


def test_every_quote_is_translated_and_stays_as_it_is(catalogue: Catalogue) -> None:
    for claim in catalogue.claims.values():
        assert set(claim.translations) in ({"en"}, {"zh"}, {"en", "zh"}), claim.id
        if CHINESE.search(claim.quote) and "en" in claim.translations:
            assert not CHINESE.search(claim.translations["en"]), claim.id
        if "zh" in claim.translations and ENGLISH_WORD.search(claim.quote):
            assert CHINESE.search(claim.translations["zh"]), claim.id
        assert claim.quote not in claim.translations.values() or not ENGLISH_WORD.search(
            claim.quote
        ), claim.id


def test_translations_belong_to_claims(catalogue: Catalogue) -> None:
    assert set(shipped.translations()) == set(catalogue.claims)
