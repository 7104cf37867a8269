"""How far judges agree: Shannon consensus, clusters of the like-minded, the disputed pairs."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from mcda.cells import FloatArray
from weights.pairwise.group import Group

_SCALE_TOP = 9.0
ALIKE = 0.75  # from here on consensus is called high (Goepel)


def consensus(priorities: FloatArray, shares: FloatArray) -> float:
    r"""Return :math:`S^* = (1/D_\beta - 1/c) / (1 - 1/c)`, in 0..1; 1 is full agreement.

    :math:`D_\beta = \exp(H_\gamma - H_\alpha)` with the entropy of the mean priorities and the
    mean entropy of the judges'; :math:`c = \exp(\ln n - H_{\alpha,\min})` is the largest
    diversity that judges on the 1-9 scale can reach, each with another favourite.

    Parameters
    ----------
    priorities
        ``(j, n)``, rows sum to 1.
    shares
        ``(j,)``, sum 1.

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
    found = (np.exp(alpha - gamma) - bound) / (1.0 - bound)
    return float(np.clip(found, 0.0, 1.0))


def _least(n: int) -> float:
    """Return 1/c: the least ``1/D`` of judges on the scale, each with another favourite."""
    extreme = np.array([_SCALE_TOP, *[1.0] * (n - 1)]) / (n + _SCALE_TOP - 1)
    return float(np.exp(_entropy(extreme[None])[0])) / n


def _entropy(rows: FloatArray) -> FloatArray:
    safe = np.where(rows > 0, rows, 1.0)
    return np.asarray(-(rows * np.log(safe)).sum(axis=1))


def node_consensus(group: Group) -> dict[str, float]:
    """Return the consensus at every node with two children or more."""
    found = {}
    for place, node in enumerate(group.trees[0].nodes()):
        if len(node.local) > 1:
            local = np.array([solved.local for solved in group.at(place)])
            found[node.node.id] = consensus(local, group.shares)
    return found


def whole_consensus(group: Group, members: Sequence[int] | None = None) -> float:
    """Return the mean consensus of the nodes, weighted by their global weights.

    Parameters
    ----------
    group
        The judges.
    members
        Only these, with equal shares; everybody when left out.
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

    Parameters
    ----------
    group
        The judges.
    at_least
        Consensus of two judges, 0..1.
    """
    likeness = _likeness(group)
    np.fill_diagonal(likeness, -np.inf)
    found: dict[int, list[int]] = {k: [k] for k in range(len(group.names))}
    while len(found) > 1:
        a, b = divmod(int(likeness.argmax()), len(likeness))
        if likeness[a, b] < at_least:
            break
        found[a] = sorted(found[a] + found.pop(b))
        likeness[a] = likeness[:, a] = np.minimum(likeness[a], likeness[b])
        likeness[b] = likeness[:, b] = -np.inf
    ordered = sorted(found.values(), key=lambda members: (-len(members), members))
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
    """The pair on which the judges differ most.

    Parameters
    ----------
    node
        Where it is compared.
    pair
        The two items; values say how many times more important the first is.
    factor
        Typical factor between two judges: the exponential of the standard deviation of the
        logarithms, weighted by the shares.
    highest, lowest
        The judge with the largest and the smallest value.
    highest_value, lowest_value
        What they said.
    """

    node: str
    pair: tuple[str, str]
    factor: float
    highest: str
    highest_value: float
    lowest: str
    lowest_value: float


def most_disputed(group: Group) -> Dispute | None:
    """Return the pair the judges disagree on most; None where they all say the same."""
    best: Dispute | None = None
    for place, first in enumerate(group.trees[0].nodes()):
        given = [solved.node.ratios for solved in group.at(place)]
        if any(matrix is None for matrix in given):
            continue
        matrices = np.array(given, dtype=np.float64)
        items = first.node.items
        for i, k in zip(*np.triu_indices(len(items), 1), strict=True):
            found = _dispute(group, matrices[:, i, k], first.node.id, (items[i], items[k]))
            if found is not None and (best is None or found.factor > best.factor + 1e-12):
                best = found
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
