"""Orders, ratios and bounds of weights."""

from typing import Any

import numpy as np
import pytest
from pydantic import TypeAdapter

import weights.imprecise
from mcda.errors import InvalidWeights, LimitExceeded
from tests.refusals import rejects
from weights.imprecise import polytope_of, spoken
from weights.statements import Constraint

READ: TypeAdapter[Any] = TypeAdapter(list[Constraint])
CRITERIA = ["a", "b", "c"]


def allowed(*said: Any) -> Any:
    return polytope_of(READ.validate_python(list(said)), CRITERIA)


@pytest.mark.parametrize(
    ("said", "inside", "outside"),
    [
        ({"more": "a", "than": "b"}, [0.4, 0.4, 0.2], [0.3, 0.4, 0.3]),
        ({"ratio": ["a", "b"], "low": 2}, [0.4, 0.2, 0.4], [0.39, 0.2, 0.41]),
        ({"ratio": ["a", "b"], "high": 2}, [0.4, 0.2, 0.4], [0.41, 0.2, 0.39]),
        ({"weight": "c", "low": 0.3}, [0.4, 0.3, 0.3], [0.4, 0.31, 0.29]),
        ({"weight": "c", "high": 0.3}, [0.4, 0.3, 0.3], [0.4, 0.29, 0.31]),
    ],
)
def test_bounds_are_inclusive_and_bind(said: Any, inside: Any, outside: Any) -> None:
    found = allowed(said)
    assert (found.A @ inside <= found.b + 1e-12).all()
    assert (found.A @ outside > found.b).any()


def test_nothing_said_allows_all() -> None:
    assert allowed().volume() == pytest.approx(1)


def test_the_share_of_all_weights_that_is_left() -> None:
    order = allowed({"more": "a", "than": "b"}, {"more": "b", "than": "c"})
    assert order.volume() == pytest.approx(1 / 6)
    assert allowed({"weight": "a", "low": 0.5}).volume() == pytest.approx(0.25)


@pytest.mark.parametrize(
    ("said", "code", "path"),
    [
        ({"more": "x", "than": "b"}, "weight_unknown_criterion", ("more",)),
        ({"more": "a", "than": "x"}, "weight_unknown_criterion", ("than",)),
        ({"ratio": ["a", "x"], "low": 1}, "weight_unknown_criterion", ("ratio", 1)),
        ({"weight": "x", "low": 0.1}, "weight_unknown_criterion", ("weight",)),
        ({"more": "a", "than": "a"}, "imprecise_itself", ()),
        ({"ratio": ["a", "b"]}, "imprecise_unbounded", ()),
        ({"weight": "a"}, "imprecise_unbounded", ()),
        ({"ratio": ["a", "b"], "low": -1}, "imprecise_bounds", ("low",)),
        ({"weight": "a", "high": 1.1}, "imprecise_bounds", ("high",)),
        ({"weight": "a", "low": 0.5, "high": 0.4}, "imprecise_reversed", ("low",)),
        ({"ratio": ["a", "b"], "low": 3, "high": 2}, "imprecise_reversed", ("low",)),
        ({"weight": "a", "low": -0.1}, "imprecise_bounds", ("low",)),
    ],
)
def test_each_wrong_statement_is_named_at_its_place(said: Any, code: str, path: Any) -> None:
    with pytest.raises(InvalidWeights) as caught:
        allowed({"more": "a", "than": "b"}, said)
    assert (caught.value.code, caught.value.faults[0].path) == (code, ("constraints", 1, *path))
    for language in ("en", "zh"):
        assert caught.value.say(language)


def test_every_wrong_statement_is_named() -> None:
    with pytest.raises(InvalidWeights) as caught:
        allowed({"more": "x", "than": "x"}, {"more": "a", "than": "b"}, {"weight": "a", "high": 2})
    assert [(fault.code, fault.path[1:]) for fault in caught.value.faults] == [
        ("weight_unknown_criterion", (0, "more")),
        ("weight_unknown_criterion", (0, "than")),
        ("imprecise_itself", (0,)),
        ("imprecise_bounds", (2, "high")),
    ]


def test_the_smallest_contradicting_subset_is_named() -> None:
    with pytest.raises(InvalidWeights) as caught:
        allowed(
            {"weight": "a", "low": 0.1},
            {"more": "a", "than": "b"},
            {"more": "b", "than": "c"},
            {"ratio": ["c", "a"], "low": 1.5},
            {"weight": "c", "high": 0.6},
        )
    first, *members = caught.value.faults
    assert (first.code, first.path) == ("imprecise_contradiction", ("constraints",))
    assert [fault.path for fault in members] == [("constraints", k) for k in (1, 2, 3)]
    assert {fault.code for fault in members} == {"imprecise_contradicts"}
    for text in ("[1] a >= b", "[2] b >= c", "[3] c / a >= 1.5"):
        assert text in first.say()
        assert text in first.say("zh")
    assert "[3] c / a >= 1.5" in members[2].say()


def test_bounds_that_leave_no_sum_of_one_contradict_each_other() -> None:
    caps = [{"weight": name, "high": 0.3} for name in CRITERIA]
    with pytest.raises(InvalidWeights) as caught:
        allowed({"more": "a", "than": "c"}, *caps)
    assert [fault.path[1:] for fault in caught.value.faults] == [(), (1,), (2,), (3,)]
    assert not allowed(*caps[:2]).is_empty()


def test_one_statement_may_contradict_the_sum_alone() -> None:
    with rejects(InvalidWeights, paths=[("constraints",), ("constraints", 0)]):
        polytope_of(READ.validate_python([{"weight": "a", "high": 0.5}]), ["a"])


def test_a_contradiction_not_proved_smallest_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    def unproved(rows: object, n: int) -> tuple[tuple[int, ...], bool]:
        return (0, 1), False

    monkeypatch.setattr(weights.imprecise, "smallest_contradiction", unproved)
    with pytest.raises(InvalidWeights) as caught:
        allowed({"weight": "a", "low": 0.6}, {"weight": "b", "low": 0.6})
    assert caught.value.code == "imprecise_contradiction_irreducible"
    assert "[0] a >= 0.6" in caught.value.say("zh")


def test_more_criteria_than_are_worked_out() -> None:
    criteria = [f"c{k}" for k in range(151)]
    assert polytope_of([], criteria[:150]).n == 150
    with pytest.raises(LimitExceeded) as caught:
        polytope_of([], criteria)
    assert "151" in caught.value.say()
    assert caught.value.faults[0].path == ("constraints",)


@pytest.mark.parametrize(
    ("said", "wanted"),
    [
        ({"more": "a", "than": "b"}, "a >= b"),
        ({"weight": "a", "low": 0.1, "high": 0.25}, "0.1 <= a <= 0.25"),
        ({"weight": "a", "low": 0.1 + 0.2}, "a >= 0.3"),
        ({"weight": "a", "high": 0.1234567891}, "a <= 0.1234567891"),
        ({"ratio": ["a", "b"], "low": 2, "high": 4}, "2 <= a / b <= 4"),
        ({"ratio": ["a", "b"], "low": 2, "high": 2}, "a / b = 2"),
        ({"ratio": ["a", "b"]}, "a / b"),
    ],
)
def test_statements_as_they_are_spoken(said: Any, wanted: str) -> None:
    assert spoken(READ.validate_python([said])[0]) == wanted


@pytest.mark.parametrize("bound", [0, 1e-300, 1e300])
def test_extreme_ratios(bound: float) -> None:
    found = allowed({"ratio": ["a", "b"], "low": bound})
    ends = found.bounds()
    assert ends[0].tolist() == pytest.approx([0, 1], abs=1e-9)
    assert ends[1].tolist() == pytest.approx([0, 0 if bound > 1 else 1], abs=1e-9)
    assert np.isfinite(found.sample(100, np.random.default_rng(1))).all()


def test_both_of_a_ratio_may_weigh_nothing() -> None:
    found = allowed({"ratio": ["a", "b"], "low": 2, "high": 3}, {"weight": "b", "high": 0})
    assert found.centre().tolist() == [0, 0, 1]


def test_a_single_point_may_be_left() -> None:
    found = allowed(
        {"ratio": ["a", "b"], "low": 2, "high": 2}, {"ratio": ["b", "c"], "low": 1, "high": 1}
    )
    centre, error = found.centroid(np.random.default_rng(1))
    np.testing.assert_allclose(centre, [0.5, 0.25, 0.25], atol=1e-9)
    assert error == 0
