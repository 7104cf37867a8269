"""Round amounts near a wanted quotient."""

import numpy as np
import pytest

from weights.elicit.figures import Sides, clean, round_amounts


def amounts(
    quotient: float, tolerance: float, limits: tuple[float, float], whole: tuple[bool, bool]
) -> list[float]:
    first, second = (
        Sides(np.array([limit]), np.array([counted]))
        for limit, counted in zip(limits, whole, strict=True)
    )
    found = round_amounts(np.array([[quotient]]), np.array([[tolerance]]), first, second)
    return [clean(a) for a in found[0, 0]]


LEVELS = (True, True)
FREE = (False, False)


@pytest.mark.parametrize(
    ("quotient", "tolerance", "limits", "whole", "wanted"),
    [
        (0.1, 0.1, (220, 7), FREE, [50, 5]),  # the largest that fit, both of 1, 2, 5
        (2.0, 0.1, (100, 100), FREE, [50, 100]),
        (1.5, 0.05, (100, 100), FREE, [20, 30]),  # one figure a little less round
        (1.13, 0.005, (100, 100), FREE, [88.5, 100]),  # three digits where nothing else is near
        (0.5, 0.1, (4, 4), LEVELS, [2, 1]),
        (0.02, 0.3, (220, 4), (False, True), [100, 2]),
    ],
)
def test_as_round_as_the_tolerance_allows(
    quotient: float,
    tolerance: float,
    limits: tuple[float, float],
    whole: tuple[bool, bool],
    wanted: list[float],
) -> None:
    found = amounts(quotient, tolerance, limits, whole)
    assert abs(np.log(found[1] / found[0] / quotient)) <= tolerance
    assert found == wanted


def test_nothing_fits() -> None:
    assert np.isnan(amounts(1.3, 0.01, (4, 4), LEVELS)).all()
    assert np.isnan(amounts(1e4, 0.1, (100, 100), FREE)).all()


def test_all_amounts_fit_their_criteria() -> None:
    rng = np.random.default_rng(3)
    limits = 10.0 ** rng.uniform(-3, 5, (200, 2))
    whole = rng.random((200, 2)) < 0.4
    limits = np.where(whole, rng.integers(1, 20, (200, 2)), limits)
    scale = (limits[:, 1] / limits[:, 0])[:, None]
    quotients = scale * np.exp(rng.normal(size=(200, 9)))
    tolerance = np.full((200, 9), 0.15)
    first, second = (Sides(limits[:, k], whole[:, k]) for k in (0, 1))
    found = round_amounts(quotients, tolerance, first, second)
    asked = ~np.isnan(found[:, :, 0])
    free = ~whole.any(axis=1)
    assert asked[free].mean() > 0.95
    off = np.abs(np.log(found[:, :, 1] / found[:, :, 0] / quotients))[asked]
    assert off.max() <= 0.15
    assert (found[asked] > 0).all()
    for k in (0, 1):
        side = found[:, :, k]
        assert (side <= limits[:, k, None] * (1 + 1e-9))[asked].all()
        counted = asked & whole[:, k, None]
        assert (side[counted] == np.round(side[counted])).all()


def test_clean_takes_the_noise_out() -> None:
    assert clean(0.1 * 3) == 0.3
    assert clean(1500000.0000001) == 1500000
