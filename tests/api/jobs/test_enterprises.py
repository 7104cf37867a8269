import pytest

from api.jobs.enterprises import MOST_FAULTS, faults_of, read
from api.jobs.portfolio_enterprise import PortfolioEnterprise
from api.jobs.schemas import ClientModel
from mcda.parks import load_catalogue

CATALOGUE = load_catalogue()


def _clients(*rows):
    return [
        PortfolioEnterprise.of(ClientModel(**{"id": str(place), **row}))
        for place, row in enumerate(rows)
    ]


def _faults(*rows):
    return [(fault.code, fault.path) for fault in faults_of(_clients(*rows), CATALOGUE)]


def test_equal_ones_are_one_object():
    said = {"home": {"province": "Zhejiang"}, "markets": {"US": 0.5}}
    first, other, last = read(_clients(said, {}, {**said, "profile": "anchor-follower"}))
    assert first is last is not other
    assert (first.province, first.markets) == ("Zhejiang", {"US": 0.5})


def test_everything_that_is_wrong_is_told_at_once():
    said = {"markets": {"US": 0.7, "EU": 0.7}}
    assert _faults(
        said,
        {},
        {"markets": {"US": -1}, "investor_reliance": 7, "container_value": -5},
        {"partners_in": ["tcr", "nopark"]},
        {"id": "1"},
        said,
        {"markets": {" ": 0.6}},
        {"sectors": [""]},
        {"sectors": ["auto parts", "banana"], "home": {"province": "Zejiang"}},
    ) == [
        ("market_shares_above_one", ("enterprises", 0, "markets")),
        ("market_share_invalid", ("enterprises", 2, "markets", "US")),
        ("invalid_reliance", ("enterprises", 2, "investor_reliance")),
        ("container_value_invalid", ("enterprises", 2, "container_value")),
        ("unknown_park", ("enterprises", 3, "partners_in", 1)),
        ("duplicate_enterprise", ("enterprises", 4, "id")),
        ("market_shares_above_one", ("enterprises", 5, "markets")),
        ("market_without_name", ("enterprises", 6, "markets", " ")),
        ("enterprise_not_names", ("enterprises", 7, "sectors", 0)),
        ("unknown_sector", ("enterprises", 8, "sectors", 1)),
        ("unknown_province", ("enterprises", 8, "home", "province")),
    ]


def test_a_blank_partner_is_told_once():
    assert _faults({"partners_in": [" "]}) == [
        ("enterprise_not_names", ("enterprises", 0, "partners_in", 0))
    ]


@pytest.mark.parametrize("row", [{"investor_reliance": 7}, {"id": "same"}])
def test_no_more_than_a_hundred(row):
    assert len(_faults(*[row] * 300)) == MOST_FAULTS
