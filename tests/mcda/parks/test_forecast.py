"""Where firms like this one went."""

import math
from dataclasses import replace
from datetime import date

import numpy as np
import pytest

from mcda.parks import Enterprise, as_of, forecast, load_catalogue
from mcda.parks.forecast import TERMS, terms
from tests.studies import forecast as study

DAY = date(2026, 12, 1)
MAKER = Enterprise(home="Zhejiang/Ningbo", sectors=["auto_parts"], markets={"US": 0.5, "EU": 0.5})


@pytest.fixture(scope="module")
def catalogue():
    return load_catalogue()


def test_chances_are_those_of_the_logit(catalogue):
    """Of each park by the formula of the paper, summed over a country."""
    found = forecast(catalogue, MAKER)
    coefficients = [line.split("[")[1].split(",")[0] for line in stored() if " = [" in line]
    parks = dict(zip(catalogue.parks, terms(catalogue, MAKER).tolist(), strict=True))
    worth = {
        park: math.exp(sum(float(b) * x for b, x in zip(coefficients, row, strict=True)))
        for park, row in parks.items()
    }
    whole = math.fsum(worth.values())
    for item in found.parks:
        assert item.chance == pytest.approx(worth[item.alternative] / whole)
        assert catalogue.park(item.alternative).country == item.country
    for item in found.countries:
        own = [worth[park] for park in worth if catalogue.park(park).country == item.country]
        assert item.chance == pytest.approx(math.fsum(own) / whole)
    assert len({item.country for item in found.parks}) == len(found.parks) == 5
    chances = [item.chance for item in found.countries]
    assert chances == sorted(chances, reverse=True)


def stored() -> list[str]:
    file = study.FILE.parents[2] / "mcda/parks/data/forecast.toml"
    return file.read_text(encoding="utf-8").splitlines()


def test_what_a_term_is(catalogue):
    maker = Enterprise(home="Zhejiang", sectors=["toys"], markets={"host": 1})
    parts, toys = (
        dict(zip(TERMS, terms(catalogue, firm).T, strict=True)) for firm in (MAKER, maker)
    )
    place = {park: i for i, park in enumerate(catalogue.parks)}
    assert parts["us_mexico"][place["hofusan"]] == 0.5
    assert np.count_nonzero(parts["us_mexico"]) == sum(
        park.country == "mexico" for park in catalogue.parks.values()
    )
    assert parts["tie"][place["tcr"]] == 0.6  # from the province, another city
    assert parts["confirmed"][place["tcr"]] == 1
    assert parts["industry"][place["tcr"]] == 1
    assert toys["industry"][place["tcr"]] < 1
    assert toys["eu_near"].tolist() == [0] * len(place)
    assert toys["host_far"][place["hofusan"]] > toys["host_far"][place["tcr"]] > 0


def test_peers_are_of_the_trade_and_named_once(catalogue):
    peers = forecast(catalogue, MAKER).peers
    assert 0 < len(peers) <= 5
    assert {peer.sector for peer in peers} == {"auto_parts"}
    assert len({peer.company["en"] for peer in peers}) == len(peers)
    for peer in peers:
        assert "(" not in peer.company["en"]
        claim = catalogue.claims[peer.claim]
        assert peer.company["en"].split()[0] in f"{claim.quote} {claim.source.title} {claim.value}"
    for firm in (peer.company["en"] for peer in peers):
        view = as_of(catalogue, DAY, [firm])
        assert firm not in {peer.company["en"] for peer in forecast(view, MAKER).peers}


def test_who_says_neither_trade_nor_home_gets_none(catalogue):
    assert forecast(catalogue, Enterprise(markets={"US": 1})) is None


def test_the_stored_fit_is_that_of_its_rows():
    told = dict(line.split(" = ") for line in stored() if " = " in line)
    assert told["rows"].split('"')[1] == study.digest()
    assert int(told["plants"]) == len(study.choices())


@pytest.mark.long
def test_the_stored_fit_is_made_again():
    """Coefficients and hit rates, and a better log score than the sector's shares of countries."""
    assert study.document().splitlines() == stored()
    gain = study.held_out("before")["score"] - study.of_the_sector()
    assert gain.mean() > 2 * gain.std() / len(gain) ** 0.5


def test_the_fit_finds_coefficients_that_are_known():
    rng = np.random.default_rng(7)
    truth, x = np.array([1.5, -0.8]), rng.normal(size=(900, 12, 2))
    u = x @ truth + rng.gumbel(size=(900, 12))
    target = np.eye(12)[u.argmax(axis=1)]
    beta, errors = study.fit(x, target, np.ones(900))
    assert np.all(abs(beta - truth) < 4 * errors)
    assert np.all(errors < 0.1)


def test_a_country_of_which_nothing_is_known_stands_aside(catalogue):
    claims = frozenset(claim.id for claim in catalogue.claims_about("mexico"))
    found = forecast(replace(catalogue, left_out=claims), MAKER)
    assert "mexico" in {item.country for item in forecast(catalogue, MAKER).countries}
    assert "mexico" not in {item.country for item in (*found.countries, *found.parks)}
    assert forecast(replace(catalogue, left_out=frozenset(catalogue.claims)), MAKER) is None
