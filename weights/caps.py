"""Caps: upper limits of the weight of groups of criteria that measure the same thing."""

from collections.abc import Sequence
from typing import TypedDict

import numpy as np

from mcda.cells import FloatArray
from mcda.errors import Fault, InvalidWeights
from weights.spec import Cap


def cap_groups(
    weights: FloatArray, groups: Sequence[Sequence[int]], limits: FloatArray
) -> FloatArray:
    """Return weights in which no group weighs more than its limit.

    A group over its limit is scaled down to the limit; the weight that it loses goes to the
    criteria outside the groups at their limit, in proportion to their weights. If that lifts
    another group over its limit, this group is scaled down too.

    Rows sum to 1. A row is not changed if all its weight lies in groups whose limits sum to less
    than 1: no other criterion could take the excess. Shapes: `weights` ``(s, n)``; `limits`
    ``(g,)``; returned ``(s, n)``.
    """
    member = np.zeros((len(groups), weights.shape[1]))
    for g, group in enumerate(groups):
        member[g, list(group)] = 1.0
    inside = weights @ member.T  # (s, g)
    capped = np.zeros(inside.shape, dtype=bool)
    factor, stuck = np.ones(len(weights)), np.zeros(len(weights), dtype=bool)
    for _ in range(len(groups) + 1):
        fixed = np.where(capped, limits, 0.0).sum(axis=1)
        free = 1.0 - np.where(capped, inside, 0.0).sum(axis=1)
        stuck = free <= _ROUNDING
        factor = np.where(stuck, 1.0, (1.0 - fixed) / np.where(stuck, 1.0, free))
        over = ~capped & (inside * factor[:, None] > limits * (1 + _ROUNDING))
        if not over.any():
            break
        capped |= over
    scale = np.where(capped, limits / np.where(inside > 0, inside, 1.0), factor[:, None])
    result = weights * np.where(member.any(axis=0), scale @ member, factor[:, None])
    left_alone = np.logical_and(stuck, capped.any(axis=1))
    return np.where(left_alone[:, None], weights, result)


def read_caps(caps: Sequence[Cap], criteria: Sequence[str]) -> tuple[list[list[int]], FloatArray]:
    """Return the column indices of each capped group, and the limits of the groups.

    Raises
    ------
    InvalidWeights
        A cap names no criterion, an unknown one, or one that another cap holds already.
    """
    faults: list[Fault] = []
    capped: set[str] = set()
    for place, cap in enumerate(caps):
        if not cap.criteria:
            faults.append(Fault("cap_empty", ("caps", place, "criteria"), {}))
        for at, name in enumerate(cap.criteria):
            path = ("caps", place, "criteria", at)
            if name not in criteria:
                fields = {"criterion": name, "known": tuple(criteria)}
                faults.append(Fault("weight_unknown_criterion", path, fields))
            elif name in capped:
                faults.append(Fault("cap_overlap", path, {"criterion": name}))
            capped.add(name)
    InvalidWeights.raise_any(faults)
    columns = [[list(criteria).index(name) for name in cap.criteria] for cap in caps]
    return columns, np.array([cap.at_most for cap in caps])


class CapEffect(TypedDict):
    """What a cap did."""

    criteria: list[str]
    """Of the group."""
    at_most: float
    """The limit."""
    before: float
    """What the group weighs without the caps and with them, in 0..1."""
    after: float
    """What the group weighs without the caps and with them, in 0..1."""


def apply_caps(
    values: FloatArray, caps: Sequence[Cap], criteria: Sequence[str]
) -> tuple[FloatArray, list[CapEffect]]:
    """Return the weights ``(n,)`` under the caps, and the effect of each cap.

    Raises
    ------
    InvalidWeights
        As `read_caps`; or the capped criteria hold all the weight and nothing may take the rest.
    """
    groups, limits = read_caps(caps, criteria)
    after = cap_groups(values[None], groups, limits)[0]
    effects: list[CapEffect] = []
    faults = []
    for place, (cap, group) in enumerate(zip(caps, groups, strict=True)):
        weight = float(after[group].sum())
        if weight > cap.at_most + 1e-9:
            fields = {"criteria": tuple(cap.criteria), "limit": cap.at_most, "weight": weight}
            faults.append(Fault("cap_impossible", ("caps", place), fields))
        effects.append(
            {
                "criteria": list(cap.criteria),
                "at_most": cap.at_most,
                "before": float(values[group].sum()),
                "after": weight,
            }
        )
    InvalidWeights.raise_any(faults)
    return after, effects


_ROUNDING = 1e-12
