"""Caps on groups of criteria."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mcda.errors import InvalidWeights
from weights.caps import apply_caps, cap_groups, read_caps
from weights.spec import Cap

TRUST = ["investor", "hometown", "support"]
CRITERIA = ["price", "roads", *TRUST]


def test_what_a_group_gives_up_goes_to_the_others_in_proportion():
    values = np.array([0.1, 0.2, 0.4, 0.2, 0.1])
    found, told = apply_caps(values, [Cap(criteria=TRUST, at_most=0.4)], CRITERIA)
    np.testing.assert_allclose(found, [0.2, 0.4, 0.4 * 4 / 7, 0.4 * 2 / 7, 0.4 / 7])
    assert told == [
        {
            "criteria": TRUST,
            "at_most": 0.4,
            "before": pytest.approx(0.7),
            "after": pytest.approx(0.4),
        }
    ]


def test_a_cap_that_is_kept_changes_nothing():
    values = np.array([0.5, 0.3, 0.1, 0.05, 0.05])
    found, _ = apply_caps(values, [Cap(criteria=TRUST, at_most=0.4)], CRITERIA)
    np.testing.assert_allclose(found, values, atol=1e-15)


def test_a_second_cap_that_is_reached_by_the_first_is_held_too():
    found = cap_groups(np.array([0.1, 0.19, 0.71])[None], [[2], [1]], np.array([0.4, 0.2]))[0]
    np.testing.assert_allclose(found, [0.4, 0.2, 0.4])


@given(
    st.lists(st.floats(0.001, 1), min_size=6, max_size=6), st.floats(0.05, 1), st.floats(0.05, 1)
)
def test_laws(raw, one, other):
    weights = np.array([raw]) / sum(raw)
    groups = [[0, 1], [2, 3]]
    found = cap_groups(weights, groups, np.array([one, other]))[0]
    assert found.sum() == pytest.approx(1)
    assert (found >= 0).all()
    for group, limit in zip(groups, (one, other), strict=True):
        assert found[group].sum() <= limit + 1e-9
        assert found[group[0]] / found[group[1]] == pytest.approx(
            weights[0, group[0]] / weights[0, group[1]]
        )
    assert found[4] / found[5] == pytest.approx(weights[0, 4] / weights[0, 5])


@pytest.mark.parametrize(
    ("caps", "code", "path"),
    [
        ([Cap(criteria=[], at_most=0.5)], "cap_empty", ("caps", 0, "criteria")),
        (
            [Cap(criteria=["price", "x"], at_most=0.5)],
            "weight_unknown_criterion",
            ("caps", 0, "criteria", 1),
        ),
        (
            [Cap(criteria=["price"], at_most=0.5), Cap(criteria=["roads", "price"], at_most=0.1)],
            "cap_overlap",
            ("caps", 1, "criteria", 1),
        ),
    ],
)
def test_caps_that_say_nothing_or_too_much(caps, code, path):
    with pytest.raises(InvalidWeights) as caught:
        read_caps(caps, CRITERIA)
    assert (caught.value.code, caught.value.faults[0].path) == (code, path)


def test_a_cap_that_nobody_can_make_up_for_is_refused():
    values = np.array([0.0, 0.0, 0.5, 0.3, 0.2])
    with pytest.raises(InvalidWeights) as caught:
        apply_caps(values, [Cap(criteria=TRUST, at_most=0.4)], CRITERIA)
    assert caught.value.code == "cap_impossible"
    assert caught.value.faults[0].fields["weight"] == pytest.approx(1.0)


def test_weights_that_nobody_could_take_stay_beside_groups_without_any() -> None:
    """All weight is in one capped group; the other one, which weighs nothing, changes nothing."""
    weights = np.array([[0.6, 0.4, 0.0]])
    assert cap_groups(weights, [[0, 1], [2]], np.array([0.5, 0.5])).tolist() == weights.tolist()
