"""Ratios that only weights of 0 satisfy, against linear programmes over every subset."""

from collections.abc import Iterable, Sequence
from itertools import combinations, pairwise
from typing import Any

import numpy as np
import pytest
from pydantic import TypeAdapter
from scipy.optimize import linprog

import weights
from mcda.errors import InvalidWeights
from tests.refusals import rejects
from weights.elicit import Interview
from weights.imprecise import polytope_of, shortest_ratio_cycle
from weights.statements import Constraint

READ: TypeAdapter[Any] = TypeAdapter(list[Constraint])
NAMES = ["a", "b", "c", "d", "e"]


def fault(*said: Any, criteria: Sequence[str] = NAMES) -> tuple[str, list[int]]:
    with pytest.raises(InvalidWeights) as caught:
        polytope_of(READ.validate_python(list(said)), criteria)
    first, *members = caught.value.faults
    for language in ("en", "zh"):
        assert first.say(language)
    return first.code, [member.path[1] for member in members]


def ratio(one: str, other: str, **bounds: float) -> dict[str, Any]:
    return {"ratio": [one, other], **bounds}


def test_what_real_people_said() -> None:
    said = [
        ratio("land_price", "infrastructure", low=15),
        ratio("land_price", "infrastructure", high=7),
        {"weight": "hometown_ties", "low": 0.01},
    ]
    criteria = ["land_price", "infrastructure", "hometown_ties"]
    assert fault(*said, criteria=criteria) == ("imprecise_contradiction", [0, 1])
    with pytest.raises(InvalidWeights):
        weights.resolve({"kind": "imprecise", "constraints": said})


def test_a_circle_beside_a_fourth_criterion() -> None:
    circle = [ratio("a", "b", low=2), ratio("b", "c", low=2), ratio("c", "a", low=2)]
    assert fault({"weight": "d", "high": 0.9}, *circle) == (
        "imprecise_contradiction", [1, 2, 3],
    )  # fmt: skip
    told = fault({"more": "a", "than": "b"}, {"more": "b", "than": "c"}, ratio("c", "a", low=1.01))
    assert told == ("imprecise_contradiction", [0, 1, 2])


def test_two_ratios_contradict_each_other_before_a_bound_joins_them() -> None:
    said = [{"weight": "b", "low": 0.01}, ratio("a", "b", low=15), ratio("a", "b", high=7)]
    assert fault(*said) == ("imprecise_contradiction", [1, 2])


def test_a_smaller_contradiction_with_bounds_is_named_first() -> None:
    circle = [ratio("a", "b", low=2), ratio("b", "c", low=2), ratio("c", "a", low=2)]
    bounds = [{"weight": "d", "low": 0.6}, {"weight": "e", "low": 0.6}]
    assert fault(*circle, *bounds) == ("imprecise_contradiction", [3, 4])


def test_bounds_that_leave_less_than_nothing_put_nobody_at_zero() -> None:
    lows = [{"weight": name, "low": 0.3} for name in "abcd"]
    said = [*lows, ratio("d", "e", low=15), ratio("d", "e", high=7)]
    assert fault(*said) == ("imprecise_contradiction", [4, 5])


@pytest.mark.parametrize(
    "zero",
    [
        {"weight": "b", "high": 0},
        {"weight": "a", "high": 0},
        {"weight": "c", "low": 1},
        ratio("b", "c", high=0),
    ],
)
def test_what_a_statement_puts_at_zero_may_weigh_nothing(zero: Any) -> None:
    said = [ratio("a", "b", low=15), ratio("a", "b", high=7), ratio("d", "a", high=3), zero]
    found = polytope_of(READ.validate_python(said), NAMES)
    assert found.bounds()[[0, 1, 3]] == pytest.approx(np.zeros((3, 2)), abs=1e-9)


@pytest.mark.parametrize("scale", [1e-300, 1e-9, 1.0, 1e9, 1e300])
def test_ratios_that_meet_exactly_are_no_contradiction(scale: float) -> None:
    said = [ratio("a", "b", low=scale), ratio("b", "c", low=1 / 3), ratio("a", "c", high=scale / 3)]
    assert shortest_ratio_cycle(READ.validate_python(said), NAMES) is None
    said[2]["high"] *= 0.999
    assert shortest_ratio_cycle(READ.validate_python(said), NAMES) == (0, 1, 2)


@pytest.mark.long
def test_a_long_circle_among_many_criteria() -> None:
    names = [f"c{k}" for k in range(150)]
    said = [ratio(names[k], names[(k + 1) % 40], low=1.001) for k in range(40)]
    chain = [{"more": one, "than": other} for one, other in pairwise(names[40:])]
    assert fault(*chain, *said, criteria=names)[1] == list(range(len(chain), len(chain) + 40))
    assert polytope_of(READ.validate_python(chain), names).n == 150


def drawn(rng: np.random.Generator) -> list[dict[str, Any]]:
    said: list[dict[str, Any]] = []
    for _ in range(int(rng.integers(2, 7))):
        one, other = rng.choice(NAMES[: int(rng.integers(3, 6))], 2, replace=False).tolist()
        low = float(rng.choice([0.2, 0.5, 1, 2, 3, 7]))
        said.append(
            [
                {"more": one, "than": other},
                ratio(one, other, low=low),
                ratio(one, other, high=low),
                ratio(one, other, low=low, high=low * float(rng.choice([1, 1.5]))),
                {"weight": one, "low": float(rng.choice([0.0317, 0.1173]))},
                {"weight": one, "high": float(rng.choice([0, 0.2931, 0.8137]))},
            ][int(rng.choice(6, p=[0.2, 0.2, 0.2, 0.2, 0.1, 0.1]))]
        )
    return said


def rows(said: Iterable[dict[str, Any]]) -> list[tuple[np.ndarray, float]]:
    """Return each as ``row w <= bound``."""
    found, unit = [], dict(zip(NAMES, np.eye(len(NAMES)), strict=True))
    for one in said:
        if "more" in one:
            found.append((unit[one["than"]] - unit[one["more"]], 0.0))
        elif "ratio" in one:
            a, b = (unit[name] for name in one["ratio"])
            found += [(one["low"] * b - a, 0.0)] if "low" in one else []
            found += [(a - one["high"] * b, 0.0)] if "high" in one else []
        else:
            w = unit[one["weight"]]
            found += [(-w, -one["low"])] if "low" in one else []
            found += [(w, one["high"])] if "high" in one else []
    return found


def solved(
    said: Iterable[dict[str, Any]], aim: np.ndarray, least: np.ndarray, sum_one: bool
) -> Any:
    found = rows(said)
    return linprog(
        aim,
        A_ub=np.array([row for row, _ in found]).reshape(-1, len(NAMES)),
        b_ub=[bound for _, bound in found],
        A_eq=np.ones((1, len(NAMES))) if sum_one else None,
        b_eq=[1.0] if sum_one else None,
        bounds=[(low, None) for low in least],
    )


def put_at_zero(said: list[dict[str, Any]]) -> set[str]:
    zero = {one["weight"] for one in said if one.get("high") == 0 and "weight" in one}
    for _ in NAMES:
        for name in NAMES:
            one = np.array([other in zero for other in NAMES])
            tied = [row for row, bound in rows(said) if bound == 0 and row[NAMES.index(name)] > 0]
            if any((row[one] < 0).any() for row in tied):
                zero.add(name)
    return zero


@pytest.mark.parametrize("seed", range(4))
def test_against_linear_programmes_over_every_subset(seed: int) -> None:
    rng, refused = np.random.default_rng(seed), {"cycle": 0, "other": 0, "none": 0, "zero": 0}
    nothing = np.zeros(len(NAMES))
    for _ in range(60):
        said = drawn(rng)
        zero = put_at_zero(said)
        above = np.array([0.0 if name in zero else 1.0 for name in NAMES])

        def contradict(members: Iterable[int], said: Any = said, above: np.ndarray = above) -> bool:
            some = [said[k] for k in members]
            ratios = [one for one in some if "weight" not in one]
            return not (
                solved(some, nothing, nothing, True).success
                and solved(ratios, nothing, above, False).success
            )

        forced = contradict(range(len(said))) or any(
            -solved(said, -unit, nothing, True).fun < 1e-7
            for unit, name in zip(np.eye(len(NAMES)), NAMES, strict=True)
            if name not in zero
        )
        try:
            polytope_of(READ.validate_python(said), NAMES)
        except InvalidWeights as error:
            assert forced, said
            members = [place.path[1] for place in error.faults[1:]]
            assert contradict(members), said
            smaller = combinations(range(len(said)), len(members) - 1)
            assert not any(contradict(some) for some in smaller), said
            ratios_only = not any("weight" in said[k] for k in members)
            refused["cycle" if ratios_only else "other"] += 1
        else:
            assert not forced, said
            refused["zero" if zero else "none"] += 1
    assert all(refused.values()), refused


def test_an_interview_takes_no_circle_either(make_ring: Any) -> None:
    problem = make_ring
    known = [ratio("a", "b", low=2), ratio("b", "c", low=2), ratio("c", "a", low=2)]
    with pytest.raises(InvalidWeights) as caught:
        Interview.start(problem, known=known)
    assert caught.value.faults[0].path[0] == "known"
    state = Interview.start(problem, known=known[:1])
    state = state.answer(state.ask("b", 1, "c", 2), "first")
    found = state.answer(state.ask("c", 1, "a", 2), "first").standing()
    assert (found.contradicting, found.proved) == ((1, 2), False)


@pytest.fixture
def make_ring() -> Any:
    from mcda import Alternative, Criterion, Problem

    return Problem(
        criteria=[Criterion(id=name, direction="benefit", range=(0, 10)) for name in "abcd"],
        alternatives=[Alternative(id=f"x{k}") for k in range(4)],
        performances=(np.eye(4) * 9).tolist(),
    )


@pytest.mark.parametrize("kind", ["blend", "caps"])
def test_blends_and_caps_refuse_at_the_part(kind: str) -> None:
    circle = [ratio("a", "b", low=2), ratio("b", "c", low=2), ratio("c", "a", low=2)]
    bad = {"kind": "imprecise", "constraints": [*circle, {"weight": "d", "low": 0.1}]}
    good = {"kind": "direct", "values": dict.fromkeys("abcd", 1.0)}
    said: dict[str, Any] = (
        {"kind": "blend", "parts": [{"share": 1.0, "weights": w} for w in (good, bad)]}
        if kind == "blend"
        else {**bad, "caps": [{"criteria": ["a", "b"], "at_most": 0.5}]}
    )
    with rejects(InvalidWeights, code="imprecise_contradiction"):
        weights.resolve(said)
