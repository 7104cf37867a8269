"""The agreement of judges: Shannon consensus, clusters of similar judges, disputed pairs."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from mcda.cells import FloatArray
from weights.ahp.group import Group

_SCALE_TOP = 9.0
ALIKE = 0.75  # from here on consensus is called high (Goepel)


def consensus(priorities: FloatArray, shares: FloatArray) -> float:
    r"""Return :math:`S^* = (1/D_\beta - 1/c) / (1 - 1/c)`, in 0..1; 1 is full agreement.

    :math:`D_\beta = \exp(H_\gamma - H_\alpha)` with the entropy of the mean priorities and the
    mean entropy of the judges'; :math:`c = \exp(\ln n - H_{\alpha,\min})` is the largest
    diversity that judges on the 1-9 scale can reach, each with another favourite.

    Shapes: `priorities` ``(j, n)``; `shares` ``(j,)``.

    Notes
    -----
    Judgements beyond the scale can differ by more than that; they give 0, not less.

    References
    ----------
    Goepel, K. D. (2013). Implementing the analytic hierarchy process as a standard method for
    multi-criteria decision making in corporate enterprises. Proceedings of the ISAHP.
    doi:10.13033/isahp.y2013.047
    """
    n = priorities.shape[1]
    if n < 2 or len(priorities) < 2:
        return 1.0
    alpha = float(shares @ _entropy(priorities))
    gamma = float(_entropy((shares @ priorities)[None])[0])
    bound = _least(n)
    agreement = (np.exp(alpha - gamma) - bound) / (1.0 - bound)
    return float(np.clip(agreement, 0.0, 1.0))


def _least(n: int) -> float:
    """Return 1/c: the least ``1/D`` of judges on the scale, each with another favourite."""
    extreme = np.array([_SCALE_TOP, *[1.0] * (n - 1)]) / (n + _SCALE_TOP - 1)
    return float(np.exp(_entropy(extreme[None])[0])) / n


def _entropy(rows: FloatArray) -> FloatArray:
    return np.asarray(-(rows * np.log(np.where(rows > 0, rows, 1.0))).sum(axis=1))


def node_consensus(group: Group) -> dict[str, float]:
    """Return the consensus at every node with two children or more."""
    by_node = {}
    for place, node in enumerate(group.trees[0].nodes()):
        if len(node.local) > 1:
            local = np.array([judged.local for judged in group.at(place)])
            by_node[node.node.id] = consensus(local, group.shares)
    return by_node


def whole_consensus(group: Group, members: Sequence[int] | None = None) -> float:
    """Return the mean consensus of the nodes, weighted by their global weights.

    Everybody has an equal share where `members` are left out.
    """
    chosen = range(len(group.names)) if members is None else members
    shares = group.shares if members is None else np.full(len(members), 1.0 / len(members))
    total, weight = 0.0, 0.0
    for place in range(len(group.trees[0].nodes())):
        nodes = [group.at(place)[k] for k in chosen]
        if len(nodes[0].local) < 2:
            continue
        share = float(shares @ np.array([node.share for node in nodes]))
        total += share * consensus(np.array([node.local for node in nodes]), shares)
        weight += share
    return total / weight if weight > 0 else 1.0


def clusters(group: Group, at_least: float = ALIKE) -> tuple[tuple[str, ...], ...]:
    """Return judges in groups within which every two agree, largest first.

    Complete linkage: the two clusters whose least alike members agree most are joined as long as
    that agreement is at least `at_least`.

    `at_least` is the consensus of two judges, 0..1.
    """
    likeness = _likeness(group)
    np.fill_diagonal(likeness, -np.inf)
    groups: dict[int, list[int]] = {k: [k] for k in range(len(group.names))}
    while len(groups) > 1:
        a, b = divmod(int(likeness.argmax()), len(likeness))
        if likeness[a, b] < at_least:
            break
        groups[a] = sorted(groups[a] + groups.pop(b))
        likeness[a] = likeness[:, a] = np.minimum(likeness[a], likeness[b])
        likeness[b] = likeness[:, b] = -np.inf
    ordered = sorted(groups.values(), key=lambda members: (-len(members), members))
    return tuple(tuple(group.names[k] for k in members) for members in ordered)


def _likeness(group: Group) -> FloatArray:
    """Return the consensus of every two judges, ``(j, j)``."""
    j = len(group.names)
    total, weight = np.zeros((j, j)), np.zeros((j, j))
    for place in range(len(group.trees[0].nodes())):
        nodes = group.at(place)
        local = np.array([node.local for node in nodes])
        n = local.shape[1]
        if n < 2:
            continue
        own = _entropy(local)
        mean = 0.5 * (local[:, None] + local[None])
        both = _entropy(mean.reshape(-1, n)).reshape(j, j)
        bound = _least(n)
        alike = (np.exp(0.5 * (own[:, None] + own[None]) - both) - bound) / (1.0 - bound)
        share = np.array([node.share for node in nodes])
        common = 0.5 * (share[:, None] + share[None])
        total += common * np.clip(alike, 0.0, 1.0)
        weight += common
    return np.where(weight > 0, total / np.where(weight > 0, weight, 1.0), 1.0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Dispute:
    """The pair on which the judges differ most."""

    node: str
    """Where it is compared."""
    pair: tuple[str, str]
    """The two items; values say how many times more important the first is."""
    factor: float
    """Typical factor between two judges: the exponential of the standard deviation of the
    logarithms, weighted by the shares."""
    highest: str
    """The judge with the largest and the smallest value."""
    highest_value: float
    """What they said."""
    lowest: str
    """The judge with the largest and the smallest value."""
    lowest_value: float
    """What they said."""


def most_disputed(group: Group) -> Dispute | None:
    """Return the pair the judges disagree on most; None where they all say the same."""
    best: Dispute | None = None
    for place, first in enumerate(group.trees[0].nodes()):
        judgements = [judged.node.ratios for judged in group.at(place)]
        if any(matrix is None for matrix in judgements):
            continue
        matrices = np.array(judgements, dtype=np.float64)
        items = first.node.items
        for i, k in zip(*np.triu_indices(len(items), 1), strict=True):
            dispute = _dispute(group, matrices[:, i, k], first.node.id, (items[i], items[k]))
            if dispute is not None and (best is None or dispute.factor > best.factor + 1e-12):
                best = dispute
    return best


def _dispute(group: Group, values: FloatArray, node: str, pair: tuple[str, str]) -> Dispute | None:
    answered = np.flatnonzero(~np.isnan(values) & (group.shares > 0))
    if len(answered) < 2:
        return None
    logarithms, shares = np.log(values[answered]), group.shares[answered]
    shares = shares / shares.sum()
    mean = float(shares @ logarithms)
    spread = float(np.sqrt(shares @ (logarithms - mean) ** 2))
    if spread <= 1e-12:
        return None
    high, low = (answered[at] for at in (logarithms.argmax(), logarithms.argmin()))
    return Dispute(
        node=node,
        pair=pair,
        factor=float(np.exp(spread)),
        highest=group.names[high],
        highest_value=float(values[high]),
        lowest=group.names[low],
        lowest_value=float(values[low]),
    )
