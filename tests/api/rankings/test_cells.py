"""Cells as callers write them become those of the engine."""

from typing import Any

import pytest
from pydantic import TypeAdapter, ValidationError

from api.rankings.cells import CellModel, to_cell
from mcda.cells import Beta, Interval, LogNormal, Normal, Triangular
from mcda.errors import InvalidProblem
from tests.refusals import rejects

ADAPTER: TypeAdapter[Any] = TypeAdapter(CellModel)


@pytest.mark.parametrize(
    ("written", "cell"),
    [
        (5, 5.0),
        (-0.5, -0.5),
        (None, None),
        ({"low": 1, "high": 2}, Interval(low=1, high=2)),
        ({"low": 1, "mode": 1.5, "high": 2}, Triangular(low=1, mode=1.5, high=2)),
        ({"dist": "normal", "mean": 3, "sd": 1}, Normal(mean=3, sd=1)),
        ({"dist": "lognormal", "mu": 1, "sigma": 2}, LogNormal(mu=1, sigma=2)),
        ({"dist": "beta", "alpha": 2, "beta": 3}, Beta(alpha=2, beta=3)),
        (
            {"dist": "beta", "alpha": 2, "beta": 3, "low": 4, "high": 9},
            Beta(alpha=2, beta=3, low=4, high=9),
        ),
    ],
)
def test_a_cell_is_read(written: Any, cell: Any) -> None:
    assert to_cell(ADAPTER.validate_python(written)) == cell


@pytest.mark.parametrize(
    "written",
    [
        *(True, "5"),
        float("nan"),
        float("inf"),
        [],
        *({}, {"low": 1}, {"low": 1, "high": True}, {"low": 1, "high": "2"}),
        {"low": 1, "high": float("nan")},
        {"low": 1, "high": 2, "extra": 3},
        {"mode": 1},
        {"low": 1, "mode": None, "high": 2},
        {"dist": "uniform", "low": 1, "high": 2},
        {"dist": "normal", "mean": 1},
        {"dist": "normal", "mu": 1, "sigma": 1},
        {"dist": ["normal"], "mean": 1, "sd": 1},
        {"dist": "beta", "alpha": 1, "beta": 1, "mode": 1},
    ],
)
def test_what_is_no_cell_is_refused(written: Any) -> None:
    with pytest.raises(ValidationError):
        ADAPTER.validate_python(written)


def test_bounds_are_checked_by_the_engine() -> None:
    with rejects(InvalidProblem, code="bounds_reversed"):
        to_cell(ADAPTER.validate_python({"low": 2, "high": 1}))


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ({"dist": "lognormal", "mu": 0, "sigma": 1e200}, "not_finite"),
        ({"dist": "lognormal", "mu": 1e300, "sigma": 1}, "not_finite"),
        ({"dist": "normal", "mean": 0, "sd": 1.7e308}, "not_finite"),
    ],
)
def test_a_spread_too_wide_for_doubles_is_refused(written: Any, code: str) -> None:
    with rejects(InvalidProblem, code=code):
        to_cell(ADAPTER.validate_python(written))
