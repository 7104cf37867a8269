"""Sixty firms in docs/evidence.md, and forty ratings made blind, are what is computed."""

import csv
from collections import Counter
from pathlib import Path

import pytest

from mcda.parks import load_catalogue
from tests.studies.panel import FILE, firms, table, width

DOCS = FILE.parents[2] / "docs"


@pytest.mark.long
def test_the_table_is_what_is_computed():
    assert "\n".join(table()) in DOCS.joinpath("evidence.md").read_text(encoding="utf-8")


@pytest.mark.long
def test_the_scale_of_cost_is_as_wide_as_the_draws_of_one_firm():
    scale = load_catalogue().criterion("landed_cost").scale
    assert 0.8 * scale.worst <= width() <= scale.worst


def test_the_panel_is_balanced():
    said = [(firm["sectors"][0], str(firm["home"]), str(firm["markets"])) for firm in firms()]
    assert len({*said}) == len(said) == 60
    counts = [Counter(column).values() for column in zip(*said, strict=True)]
    assert [len(each) for each in counts] == [15, 8, 6]
    assert all(max(each) - min(each) <= 1 for each in counts)


def test_the_ratings_are_those_that_were_rated_blind():
    """Thirty-one of forty alike; a rating that changes since must be rated anew."""
    file = Path(__file__).with_name("blind.csv")
    rows = list(csv.DictReader(file.read_text(encoding="utf-8").splitlines()))
    assert sum(row["mode"] == row["blind"] for row in rows) == 31
    ratings = load_catalogue().ratings
    same = [float(row["mode"]) == ratings[row["park"], row["criterion"]].mode for row in rows]
    assert all(same)
