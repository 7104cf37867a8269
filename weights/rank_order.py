"""Weights from an order of importance."""

from collections.abc import Sequence
from typing import Literal, TypedDict

import numpy as np

from mcda.cells import FloatArray
from mcda.errors import Fault, InvalidWeights
from weights.sets import OrderedWeights
from weights.weighting import ResolvedWeights

RankScheme = Literal["centroid", "sum", "reciprocal", "exponent", "rancom"]


def rank_weights(n: int, scheme: RankScheme = "centroid", exponent: float = 2.0) -> FloatArray:
    r"""Return the weights of ranks 1..n, sum 1, decreasing.

    With i the rank: ``centroid`` :math:`\frac1n \sum_{k \ge i} 1/k` (the mean of all weights in
    this order), ``sum`` :math:`n + 1 - i`, ``reciprocal`` :math:`1/i`, ``exponent``
    :math:`(n + 1 - i)^e`, ``rancom`` :math:`n + 1/2 - i` (row sums of 1, 1/2, 0 for more, equally,
    less important), each divided by its sum.

    `exponent` is above 0; 0 would make all equal, large values put all on the first.

    References
    ----------
    Barron, F. H. & Barrett, B. E. (1996). Decision quality using ranked attribute weights.
    Management Science 42(11), 1515-1523. doi:10.1287/mnsc.42.11.1515
    Wieckowski, J., Kizielewicz, B., Shekhovtsov, A. & Salabun, W. (2023). RANCOM: A novel approach
    to identifying criteria relevance based on inaccuracy expert judgments. Engineering
    Applications of Artificial Intelligence 122, 106114. doi:10.1016/j.engappai.2023.106114
    """
    rank = np.arange(1, n + 1, dtype=np.float64)
    match scheme:
        case "centroid":
            raw = np.cumsum((1.0 / rank)[::-1])[::-1]
        case "sum":
            raw = n + 1 - rank
        case "reciprocal":
            raw = 1.0 / rank
        case "exponent":
            raw = ((n + 1 - rank) / n) ** exponent
        case "rancom":
            raw = n + 0.5 - rank
    return np.asarray(raw / raw.sum(), dtype=np.float64)


def weights_of_order(
    order: Sequence[Sequence[str]],
    criteria: Sequence[str],
    scheme: RankScheme = "centroid",
    exponent: float = 2.0,
) -> dict[str, float]:
    """Return weights by criterion; tied criteria share the mean of the ranks they cover.

    Raises
    ------
    InvalidWeights
        A criterion is ranked twice, not at all, or unknown, or a group is empty.
    """
    ranked = {name for group in order for name in group}
    faults = order_faults(order, criteria)
    faults += [
        Fault("ranked_missing", ("order",), {"criterion": c}) for c in criteria if c not in ranked
    ]
    InvalidWeights.raise_any(faults)
    by_rank = rank_weights(len(criteria), scheme, exponent)
    weights, start = {}, 0
    for group in order:
        weights.update(dict.fromkeys(group, float(by_rank[start : start + len(group)].mean())))
        start += len(group)
    return weights


class OrderDiagnostics(TypedDict):
    """How an order became weights."""

    scheme: RankScheme
    """By which ranks become weights."""
    order: list[list[str]]
    """Criteria from the most to the least important, ties together."""


def ordered_weights(
    order: Sequence[Sequence[str]],
    criteria: Sequence[str],
    excluded: Sequence[str] = (),
    scheme: RankScheme = "centroid",
    exponent: float = 2.0,
) -> ResolvedWeights:
    """Return the weights of an order, and the set of all weights in that order.

    Raises
    ------
    InvalidWeights
        As `weights_of_order`.
    """
    values = weights_of_order(order, [c for c in criteria if c not in excluded], scheme, exponent)
    values.update(dict.fromkeys(excluded, 0.0))
    columns = {name: column for column, name in enumerate(values)}
    groups = tuple(tuple(columns[name] for name in group) for group in order)
    return ResolvedWeights(
        values=values,
        diagnostics={"scheme": scheme, "order": [list(group) for group in order]},
        known=OrderedWeights(groups, len(values)),
    )


def order_faults(order: Sequence[Sequence[str]], criteria: Sequence[str]) -> list[Fault]:
    """Return the faults of an order of some of the criteria, with ties in one group."""
    faults, ranked = [], set()
    for place, group in enumerate(order):
        if not group:
            faults.append(Fault("ranked_empty", ("order", place), {}))
        for at, name in enumerate(group):
            path = ("order", place, at)
            if name in ranked:
                faults.append(Fault("ranked_duplicate", path, {"criterion": name}))
            elif name not in criteria:
                fields = {"criterion": name, "known": tuple(criteria)}
                faults.append(Fault("weight_unknown_criterion", path, fields))
            ranked.add(name)
    return faults
