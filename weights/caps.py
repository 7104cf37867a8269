"""Caps on groups of criteria that say the same thing twice."""

from collections.abc import Sequence
from typing import TypedDict

import numpy as np

from mcda.cells import FloatArray
from mcda.errors import Fault, InvalidWeights
from weights.spec import Cap


def cap_groups(
    weights: FloatArray, groups: Sequence[Sequence[int]], limits: FloatArray
) -> FloatArray:
    r"""Return weights in which no group weighs more than its limit.

    A group over its limit keeps its inner proportions and shrinks to the limit; what it gives up
    goes to the criteria outside the groups at their limit, in proportion to their weights. That
    may lift another group over its own limit, which is then held there too.

    Parameters
    ----------
    weights
        ``(s, n)``, rows sum to 1.
    groups
        Columns of each group; no column twice.
    limits
        ``(g,)``, each in 0..1.

    Returns
    -------
    FloatArray
        ``(s, n)``, rows sum to 1. A row stays as it is where all its weight lies within groups
        whose limits sum to less than 1: then no other criterion could take what they give up.
    """
    member = np.zeros((len(groups), weights.shape[1]))
    for g, group in enumerate(groups):
        member[g, list(group)] = 1.0
    inside = weights @ member.T  # (s, g)
    held = np.zeros(inside.shape, dtype=bool)
    factor, stuck = np.ones(len(weights)), np.zeros(len(weights), dtype=bool)
    for _ in range(len(groups) + 1):
        given = np.where(held, limits, 0.0).sum(axis=1)
        free = 1.0 - np.where(held, inside, 0.0).sum(axis=1)
        stuck = free <= _ROUNDING
        factor = np.where(stuck, 1.0, (1.0 - given) / np.where(stuck, 1.0, free))
        over = ~held & (inside * factor[:, None] > limits * (1 + _ROUNDING))
        if not over.any():
            break
        held |= over
    scale = np.where(held, limits / np.where(inside > 0, inside, 1.0), factor[:, None])
    result = weights * np.where(member.any(axis=0), scale @ member, factor[:, None])
    left_alone = np.logical_and(stuck, held.any(axis=1))
    return np.where(left_alone[:, None], weights, result)


def read_caps(caps: Sequence[Cap], criteria: Sequence[str]) -> tuple[list[list[int]], FloatArray]:
    """Return the groups as columns and their limits.

    Raises
    ------
    InvalidWeights
        A cap names no criterion, an unknown one, or one that another cap holds already.
    """
    faults: list[Fault] = []
    seen: set[str] = set()
    for place, cap in enumerate(caps):
        if not cap.criteria:
            faults.append(Fault("cap_empty", ("caps", place, "criteria"), {}))
        for at, name in enumerate(cap.criteria):
            path = ("caps", place, "criteria", at)
            if name not in criteria:
                fields = {"criterion": name, "known": tuple(criteria)}
                faults.append(Fault("weight_unknown_criterion", path, fields))
            elif name in seen:
                faults.append(Fault("cap_overlap", path, {"criterion": name}))
            seen.add(name)
    if faults:
        raise InvalidWeights(faults)
    columns = [[list(criteria).index(name) for name in cap.criteria] for cap in caps]
    return columns, np.array([cap.at_most for cap in caps])


class CapEffect(TypedDict):
    """What a cap did.

    Parameters
    ----------
    criteria
        Of the group.
    at_most
        The limit.
    before, after
        What the group weighs without the caps and with them, in 0..1.
    """

    criteria: list[str]
    at_most: float
    before: float
    after: float


def apply_caps(
    values: FloatArray, caps: Sequence[Cap], criteria: Sequence[str]
) -> tuple[FloatArray, list[CapEffect]]:
    """Return the weights ``(n,)`` under the caps, and what each cap did.

    Raises
    ------
    InvalidWeights
        As `read_caps`; or the capped criteria hold all the weight and nothing may take the rest.
    """
    groups, limits = read_caps(caps, criteria)
    after = cap_groups(values[None], groups, limits)[0]
    told: list[CapEffect] = []
    faults = []
    for place, (cap, group) in enumerate(zip(caps, groups, strict=True)):
        found = float(after[group].sum())
        if found > cap.at_most + 1e-9:
            fields = {"criteria": tuple(cap.criteria), "limit": cap.at_most, "weight": found}
            faults.append(Fault("cap_impossible", ("caps", place), fields))
        told.append(
            {
                "criteria": list(cap.criteria),
                "at_most": cap.at_most,
                "before": float(values[group].sum()),
                "after": found,
            }
        )
    if faults:
        raise InvalidWeights(faults)
    return after, told


_ROUNDING = 1e-12
