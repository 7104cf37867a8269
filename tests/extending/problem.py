"""A problem for the example package, and its answers worked out without the engine."""

from typing import Any

import numpy as np

ZETA = 0.4
ALTERNATIVES = ("north", "south", "east", "west")
CRITERIA = ("price", "roads", "staff")
BENEFIT = np.array([False, True, True])
VALUES = np.array([[100.0, 5, 40], [60, 3, 70], [80, 4, 55], [120, 6, 30]])
METHOD = {"name": "grey_relational", "zeta": ZETA}
STEPS = [
    {"criterion": "roads"},
    {"criterion": "price", "less": 0.25},
    {"criterion": "staff", "less": 0.5},
]
SWARA = {"kind": "swara", "steps": STEPS}
_RELATIVE = np.array([1 / 1.25, 1.0, 1 / 1.25 / 1.5])
WEIGHTS = _RELATIVE / _RELATIVE.sum()
"""Of `SWARA`, in the order of `CRITERIA`."""
PROBLEM = {
    "criteria": [
        {"id": name, "direction": "benefit" if up else "cost"}
        for name, up in zip(CRITERIA, BENEFIT.tolist(), strict=True)
    ],
    "alternatives": [{"id": name} for name in ALTERNATIVES],
    "performances": VALUES.tolist(),
}


def asked(**fields: Any) -> dict[str, Any]:
    """Return a request for the ranking; keywords add to it."""
    return {"problem": PROBLEM, "weights": SWARA, "method": METHOD, **fields}


def grades(weights: np.ndarray, values: np.ndarray = VALUES) -> np.ndarray:
    """Return the grey relational grades, as Kuo, Yang & Huang (2008) write them."""
    low, high = values.min(axis=0), values.max(axis=0)
    comparable = np.where(BENEFIT, values - low, high - values) / (high - low)
    away = np.abs(1 - comparable)
    coefficients = (away.min() + ZETA * away.max()) / (away + ZETA * away.max())
    return np.asarray(weights @ coefficients.T)


def first(weights: np.ndarray, values: np.ndarray = VALUES) -> str:
    """Return the alternative of the highest grade."""
    return ALTERNATIVES[int(grades(weights, values).argmax())]


def reweighted(criterion: str, weight: float) -> np.ndarray:
    """Return the weights with one of them changed, the others in proportion."""
    j = CRITERIA.index(criterion)
    others = WEIGHTS * (1 - weight) / (1 - WEIGHTS[j])
    others[j] = weight
    return others


def changed(alternative: str, criterion: str, value: float) -> np.ndarray:
    """Return the values with one of them changed."""
    values = VALUES.copy()
    values[ALTERNATIVES.index(alternative), CRITERIA.index(criterion)] = value
    return values
