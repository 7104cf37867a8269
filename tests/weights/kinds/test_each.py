"""What each kind finds and leaves open."""

from collections.abc import Sequence
from itertools import pairwise
from typing import Any

import numpy as np
import pytest

import weights
from mcda import Alternative, Criterion, Problem, rank
from mcda.errors import InvalidProblem, InvalidWeights
from tests.refusals import rejects
from weights.kinds.profile import Profile
from weights.kinds.unstated import Unstated
from weights.prior import Prior
from weights.profiles import load_profiles
from weights.rank_order import rank_weights
from weights.weightings import is_stated

CRITERIA = ("price", "roads", "service")


@pytest.fixture
def problem() -> Problem:
    return Problem(
        criteria=[Criterion(id=c, direction="benefit") for c in CRITERIA],
        alternatives=[Alternative(id=i) for i in "ab"],
        performances=[[1, 2, 3], [3, 2, 5]],
    )


def problem_of(criteria: Sequence[str]) -> Problem:
    return Problem(
        criteria=[Criterion(id=c, direction="benefit") for c in criteria],
        alternatives=[Alternative(id=i) for i in "ab"],
        performances=[[1.0] * len(criteria), [2.0] * len(criteria)],
    )


def drawn(found: Any, size: int = 4000) -> Any:
    return found.known.sample(size, np.random.default_rng(1))


def test_orders_leave_all_weights_in_them_open(problem: Problem) -> None:
    found = weights.resolve({"kind": "ranked", "order": [["service"], ["price", "roads"]]}, problem)
    assert found.known is not None
    rows = drawn(found)
    assert (rows[:, [2]] >= rows[:, :2]).all()
    np.testing.assert_allclose(rows.mean(axis=0), found.values, atol=0.02)


def test_points_and_swings_leave_open_what_they_do_not_say(problem: Problem) -> None:
    swing = {"kind": "swing", "points": {"price": 100, "roads": 60, "service": 40}}
    found = weights.resolve(swing, problem)
    assert found.as_dict() == {"price": 0.5, "roads": 0.3, "service": 0.2}
    assert found.known is None
    with pytest.raises(InvalidWeights) as caught:
        weights.resolve({"kind": "swing", "points": {"price": 100, "x": 60}}, problem)
    assert {f.path for f in caught.value.faults} == {("points",), ("points", "x")}


def test_best_worst_leaves_open_what_fits_as_well(problem: Problem) -> None:
    spec = {
        "kind": "best_worst",
        "best": "service",
        "worst": "price",
        "best_to_others": {"price": 8, "roads": 2, "service": 1},
        "others_to_worst": {"price": 1, "roads": 5, "service": 8},
    }
    found = weights.resolve(spec, problem)
    assert found.values == pytest.approx([1 / 14, 9 / 28, 17 / 28])  # the exact optimum
    assert found.diagnostics["xi"] == pytest.approx(1 / 28)
    rows = drawn(found)
    assert (rows.min(axis=0) < found.values).all()
    assert (rows.max(axis=0) > found.values).all()


def test_imprecise_statements_take_the_centre_of_what_they_allow(problem: Problem) -> None:
    said = [{"more": "price", "than": "roads"}, {"more": "roads", "than": "service"}]
    found = weights.resolve({"kind": "imprecise", "constraints": said}, problem)
    assert found.values == pytest.approx(rank_weights(3))
    assert found.diagnostics["share_of_all_weights"] == pytest.approx(1 / 6)
    assert found.diagnostics["bounds"]["price"] == pytest.approx([1 / 3, 1])
    assert found.known is not None
    assert found.known.strict
    assert (np.diff(drawn(found), axis=1) <= 1e-9).all()
    assert weights.resolve({"kind": "imprecise", "constraints": said}).criteria == CRITERIA


def test_a_profile_of_ones_own_stands_in_the_request(problem: Problem) -> None:
    own = {"kind": "profile", "id": "our board", "order": [["roads"], ["price"]]}
    found = weights.resolve({**own, "excluded": ["service"]}, problem)
    assert found.as_dict() == {"price": 0.25, "roads": 0.75, "service": 0}
    assert found.diagnostics["profile"] == "our board"
    assert (drawn(found)[:, 2] == 0).all()
    assert weights.resolve(own).as_dict() == {"roads": 0.75, "price": 0.25}
    with pytest.raises(InvalidWeights) as caught:
        weights.resolve({**own, "excluded": ["x"]}, problem)
    assert ("excluded", 0) in {f.path for f in caught.value.faults}
    with rejects(InvalidWeights, code="ranked_missing"):
        weights.resolve(own, problem)


@pytest.mark.parametrize("name", load_profiles())
def test_every_profile_weighs_its_own_criteria(name: str) -> None:
    found = weights.resolve({"kind": "profile", "id": name})
    assert sum(found.as_dict().values()) == pytest.approx(1)
    assert found.known is not None
    assert found.known.name == "prior"
    assert not is_stated(Profile(kind="profile", id=name))
    rows = drawn(found, 20_000)
    assert rows.mean(axis=0)[found.values.argmax()] > 1.2 / len(found.criteria)
    assert (rows.argmax(axis=1) != found.values.argmax()).mean() > 0.25  # it is no cage


@pytest.mark.parametrize("name", [p.id for p in load_profiles().values() if p.swings])
def test_swings_weigh_by_their_points_alone_and_among_fewer(name: str) -> None:
    points = {swing.criterion: swing.points for swing in load_profiles()[name].swings}
    found = weights.resolve({"kind": "profile", "id": name}).as_dict()
    for one, other in pairwise(points):
        assert found[one] * points[other] == pytest.approx(found[other] * points[one])
    few = ("infrastructure", "land_price", "trade_cost_exposure")
    cut = weights.resolve({"kind": "profile", "id": name}, problem_of(few)).as_dict()
    left = {criterion: points.get(criterion, 0.0) for criterion in few}
    assert cut == pytest.approx({c: size / sum(left.values()) for c, size in left.items()})


def test_a_blend_of_profiles_is_drawn_from_the_prior_that_starts_near_them() -> None:
    ids = ("tariff-hit-exporter", "host-market-seller")
    parts = [{"share": 1, "weights": {"kind": "profile", "id": name}} for name in ids]
    found = weights.resolve({"kind": "blend", "parts": parts})
    one, other = (weights.resolve({"kind": "profile", "id": name}).as_dict() for name in ids)
    assert found.as_dict() == pytest.approx({c: (one[c] + other[c]) / 2 for c in one})
    assert isinstance(found.known, Prior)
    assert found.known.shares[:2] == pytest.approx([0.3, 0.3])
    capped = {**parts[0]["weights"], "caps": [{"criteria": ["land_price"], "at_most": 0.1}]}  # type: ignore[dict-item]
    mixed = [{"share": 1, "weights": capped}, parts[1]]
    assert weights.resolve({"kind": "blend", "parts": mixed}).known.name == "blend"  # type: ignore[union-attr]


def test_a_geometric_blend_is_the_normalised_product_of_powers() -> None:
    """(.6, .3, .1) and (.2, .3, .5) with shares 3 to 1, worked out by hand."""
    values = ((0.6, 0.3, 0.1), (0.2, 0.3, 0.5))
    parts = [
        {
            "share": share,
            "weights": {"kind": "direct", "values": dict(zip("abc", row, strict=True))},
        }
        for share, row in zip((3, 1), values, strict=True)
    ]
    found = weights.resolve({"kind": "blend", "parts": parts, "combine": "geometric"})
    products = [0.455901411390, 0.3, 0.149534878122]  # .6**.75 * .2**.25, .3, .1**.75 * .5**.25
    assert found.values == pytest.approx([one / sum(products) for one in products], rel=1e-10)
    assert found.diagnostics["combine"] == "geometric"
    assert drawn(found, 20_000).mean(axis=0) == pytest.approx(found.values, abs=0.01)
    plain = weights.resolve({"kind": "blend", "parts": parts})
    assert plain.values == pytest.approx([0.5, 0.3, 0.2])
    assert plain.diagnostics["combine"] == "arithmetic"


def test_what_weighs_nothing_in_a_part_weighs_nothing_in_a_geometric_blend() -> None:
    def blend(*parts: Any) -> Any:
        said = [
            {"share": share, "weights": {"kind": "direct", "values": values}}
            for share, values in parts
        ]
        return {"kind": "blend", "parts": said, "combine": "geometric"}

    both, first = {"a": 1, "b": 1, "c": 2}, {"a": 0, "b": 3, "c": 1}
    found = weights.resolve(blend((1, both), (1, first)))
    root = 3**0.5 + 2**0.5
    assert found.values == pytest.approx([0, 3**0.5 / root, 2**0.5 / root])
    assert (drawn(found, 100)[:, 0] == 0).all()
    unheard = weights.resolve(blend((1, both), (0, first)))
    assert unheard.values == pytest.approx([0.25, 0.25, 0.5])
    with rejects(InvalidWeights, faults=[("blend_without_common", ("parts",))]):
        weights.resolve(blend((1, {"a": 1, "b": 0}), (1, {"a": 0, "b": 1})))


def test_a_geometric_blend_of_profiles_starts_from_the_point_between_them() -> None:
    ids = ("tariff-hit-exporter", "host-market-seller")
    parts = [{"share": 1, "weights": {"kind": "profile", "id": name}} for name in ids]
    found = weights.resolve({"kind": "blend", "parts": parts, "combine": "geometric"})
    assert isinstance(found.known, Prior)
    assert found.known.shares[0] == pytest.approx(0.6)
    nearest = found.known.alphas[0]
    assert np.argsort(nearest)[-2:].tolist() == np.argsort(found.values)[-2:].tolist()
    apart = [{"share": 1, "weights": {"kind": "blend", "parts": parts}}, parts[0]]
    within = weights.resolve({"kind": "blend", "parts": apart, "combine": "geometric"})
    one, other = (weights.resolve({"kind": "profile", "id": name}).as_dict() for name in ids)
    middle = {c: ((one[c] + other[c]) / 2 * one[c]) ** 0.5 for c in one}
    whole = sum(middle.values())
    assert within.as_dict() == pytest.approx({c: w / whole for c, w in middle.items()})
    assert within.known.shares[0] == pytest.approx(0.6)  # type: ignore[union-attr]


def test_a_profile_that_says_nothing_of_the_criteria_is_refused_once(problem: Problem) -> None:
    with pytest.raises(InvalidWeights) as caught:
        weights.resolve({"kind": "profile", "id": "tariff-hit-exporter"}, problem)
    (fault,) = caught.value.faults
    assert fault.code == "profile_without_criterion"
    assert ", ".join(CRITERIA) in fault.say("en")


def test_nothing_stated_is_equal_ignorance(problem: Problem) -> None:
    found = weights.resolve({"kind": "unstated"}, problem)
    assert found.values == pytest.approx([1 / 3] * 3)
    assert not is_stated(Unstated(kind="unstated"))
    rows = drawn(found, 20_000)
    assert rows.mean(axis=0) == pytest.approx([1 / 3] * 3, abs=0.01)
    assert (rows[:, 0] > 0.5).mean() == pytest.approx(1 / 4, abs=0.02)  # uniform on the triangle
    for said in ({"kind": "unstated"}, {"kind": "imprecise", "constraints": []}):
        assert weights.resolve(said, problem).values == pytest.approx([1 / 3] * 3)
        with rejects(InvalidProblem, faults=[("criteria_required", ())]):
            weights.resolve(said)


@pytest.mark.parametrize(
    ("values", "whole"),
    [
        ((0.4155, 0.35, 0.25), 1),  # sums to 1.0155
        ((0.4, 0.3, 0.2), 1),
        ((0.5, 0.35, 0.25), 1),
        ((60.0, 45.0, 0.0), 100),
        ((40.5, 35.0, 26.0), 100),
        ((0.33, 0.33, 0.33), None),  # thirds as people write them
        ((0.143, 0.286, 0.571), None),
        ((0.1, 0.2, 0.7), None),  # not 1 in floating point
        ((33.0, 33.0, 33.0), None),
        ((2.0, 1.0, 1.0), None),  # points
        ((1.0, 0.05, 0.0), None),
        ((100.0, 5.0, 3.0), None),
        ((0.5, 0.5, 0.5), None),
        ((30.0, 30.0, 20.0), None),
        ((5.0, 3.0, 1.0), None),
    ],
)
def test_shares_that_miss_their_whole_are_noted(values: Any, whole: int | None) -> None:
    found = weights.resolve({"kind": "direct", "values": dict(zip(CRITERIA, values, strict=True))})
    np.testing.assert_allclose(found.values, np.array(values) / sum(values))
    if whole is None:
        assert found.notes == ()
        assert found.diagnostics == {}
        return
    (note,) = found.notes
    assert (note.code, note.path) == ("weights_normalised", ("values",))
    assert note.fields["whole"] == whole
    assert note.fields["sum"] == found.diagnostics["stated_sum"] == pytest.approx(sum(values))


def test_the_note_goes_wherever_the_weights_go(problem: Problem) -> None:
    direct = {"kind": "direct", "values": {"price": 0.4155, "roads": 0.35, "service": 0.25}}
    (note,) = rank(problem, weights.resolve(direct, problem), "weighted_sum").notes[:1]
    assert note.say("en") == (
        "The weights stated sum to 1.0155, not to 1; each was divided by that sum."
    )
    assert note.say("zh") == "所给权重之和为 1.0155，而不是 1；各项均已除以该和。"
    capped = {**direct, "caps": [{"criteria": ["price"], "at_most": 0.3}]}
    assert weights.resolve(capped, problem).notes[0].code == note.code
    blend = {"kind": "blend", "parts": [{"share": 1.0, "weights": direct}]}
    assert weights.resolve(blend, problem).notes[0].path == ("parts", 0, "weights", "values")
    equal = {"kind": "objective", "scheme": "equal"}
    compared = weights.compare(problem, {"board": direct, "all": equal}, "weighted_sum")
    assert compared.notes[0].path == ("weightings", "board", "values")
    assert compared.notes[0].say("en").endswith("This is said of the weighting “board”.")
    assert [note.code for note in compared.notes].count("weights_normalised") == 1


def test_numbers_too_large_to_add_are_points() -> None:
    huge = dict.fromkeys(CRITERIA, 1e308)
    assert weights.resolve({"kind": "direct", "values": huge}).notes == ()
