import pytest

from tests.api.reports.xlsx.conftest import opened


def test_bounds_are_numbers(study):
    rows = opened(study).rows("Stability")
    for row, item in zip(rows[1:], study["sensitivity"]["stability"], strict=True):
        ends = item["winner"]
        assert row[1:4] == pytest.approx([item["weight"], ends["low"], ends["high"]])


def test_shares_of_ranks(study):
    rows = opened(study).rows("Acceptability")
    shares = study["sensitivity"]["acceptability"]["rank_shares"]
    assert rows[0][1:5] == ["Rank 1", "Rank 2", "Rank 3", "Rank 4"]
    for row, line in zip(rows[1:], study["ranking"], strict=False):
        assert row[1:5] == shares[line["alternative"]]


def test_a_weight_without_bounds(ask):
    found = ask(
        parks=["tcr", "ljip"],
        criteria=["land_price"],
        weights={"kind": "direct", "values": {"land_price": 1.0}},
    )
    assert found["sensitivity"]["stability"][0]["winner"] is None
    assert opened(found).rows("Stability")[1][:2] == ["Land price", 1.0]
