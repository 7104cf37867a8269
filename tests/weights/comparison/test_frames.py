"""A comparison as pandas frames."""

from dataclasses import replace

import numpy as np
import pytest

import weights
from mcda.problem import Alternative, Criterion, Problem
from weights.comparison.compare import Comparison


@pytest.fixture
def comparison() -> Comparison:
    problem = Problem(
        criteria=(
            Criterion(id="price", direction="cost"),
            Criterion(id="exact", direction="benefit"),
        ),
        alternatives=tuple(Alternative(id=name) for name in ("north", "south", "east")),
        performances=[[100, 3], [150, 6], [120, 2]],
    )
    stated = {
        "owner": {"kind": "direct", "values": {"price": 4, "exact": 1}},
        "sales": {"kind": "direct", "values": {"price": 1, "exact": 4}},
    }
    return weights.compare(problem, stated, "weighted_sum")


def test_winner_word_share_and_ranks_by_weighting(comparison: Comparison) -> None:
    # min-max: price 1, 0, .6; exact .25, 1, 0
    found = comparison.to_frame()
    assert found.index.name == "weighting"
    assert found.astype(object).where(found.notna(), None).to_dict("index") == {
        "owner": {
            "winner": "north",
            "word": "clear",
            "loss": None,
            "share_first": 1.0,
            "north": 1,
            "south": 3,
            "east": 2,
        },
        "sales": {
            "winner": "south",
            "word": "clear",
            "loss": None,
            "share_first": 1.0,
            "north": 2,
            "south": 1,
            "east": 3,
        },
    }
    assert found["north"].dtype == np.int64


def test_an_alternative_may_be_called_like_a_column(comparison: Comparison) -> None:
    ids = tuple(Alternative(id=name) for name in ("word", "south", "east"))
    problem = replace(comparison.problem, alternatives=ids)
    found = weights.compare(problem, comparison.weightings, "weighted_sum").to_frame()
    assert list(found.columns) == ["winner", "word", "loss", "share_first", "word", "south", "east"]


def test_disagreements_by_pair(comparison: Comparison) -> None:
    found = comparison.disagreement_frame()
    assert found.index.names == ["first", "second"]
    assert list(found.columns) == [
        *("first_winner", "second_winner", "difference", "exact"),
        *("price", "exact"),
    ]
    # lead of north over south: price 1, exact -.75; weights move by .6
    row = found.loc[("owner", "sales")].tolist()
    assert row[:2] == ["north", "south"]
    assert row[2] == pytest.approx(0.6 * 1.75)
    assert bool(row[3]) is True
    assert row[4:] == pytest.approx([1 / 1.75, 0.75 / 1.75])


def test_no_disagreement_keeps_its_columns(comparison: Comparison) -> None:
    same = dict.fromkeys(("p", "q"), comparison.weightings["owner"])
    found = weights.compare(comparison.problem, same).disagreement_frame()
    assert found.shape == (0, 6)
    assert found["difference"].dtype == float
