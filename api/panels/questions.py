"""What a judge is asked: pairs of criteria in an order in which few answers go far."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import numpy as np

from mcda.cells import FloatArray

SCALE = (9, 7, 5, 3)
"""How many times more important one of a pair can be said to be (Saaty's scale)."""
Pair = tuple[str, str]
CHORDS = 2
"""Pairs across the ring that are asked beside it, by which slips show and weights steady."""
SECONDS = 20
"""That a pair takes."""
Judgement = Mapping[str, Any]
"""``first``, ``second`` and ``value``: how many times more important the first is, or None."""


def pairs(items: Sequence[str], start: int = 0) -> list[Pair]:
    """Return every pair of items once: neighbours on a ring first, then the next but one, ...

    The first ``n`` of them join all items and close a ring, so that they give weights and show
    whether a judge contradicts herself.

    Parameters
    ----------
    items
        ``n >= 2`` ids.
    start
        Where the ring begins: judges who begin elsewhere do not all tire at the same pair.
    """
    n = len(items)
    found: dict[frozenset[str], Pair] = {}
    for step in range(1, n // 2 + 1):
        for place in range(start, start + n):
            pair = items[place % n], items[(place + step) % n]
            found.setdefault(frozenset(pair), pair)
    return list(found.values())


def planned(count: int) -> int:
    """Return how many pairs of so many items a judge is asked for: a ring and two across it."""
    return min(count + CHORDS, count * (count - 1) // 2)


def open_pairs(items: Sequence[str], said: Sequence[Judgement], start: int = 0) -> list[Pair]:
    """Return the pairs about which nothing was said, the next to ask first.

    That is the pair about which the answers say least: the one of greatest effective resistance in
    the graph whose edges they are, which multiplies the number of its spanning trees most
    (D-optimal); what joins items that nothing joins yet comes first, in the order of `pairs`.

    References
    ----------
    Ghosh, A., Boyd, S. & Saberi, A. (2008). Minimizing effective resistance of a graph. SIAM
    Review 50(1), 37-66. doi:10.1137/050645452
    """
    known = {frozenset((item["first"], item["second"])) for item in said}
    left = [pair for pair in pairs(items, start) if frozenset(pair) not in known]
    apart, at = _resistances(items, said), {item: place for place, item in enumerate(items)}
    return sorted(left, key=lambda pair: -apart[at[pair[0]], at[pair[1]]])


def _resistances(items: Sequence[str], said: Sequence[Judgement]) -> FloatArray:
    """Return the effective resistance between any two, ``(n, n)``; infinite where unjoined."""
    at, n = {item: place for place, item in enumerate(items)}, len(items)
    edges = np.zeros((n, n))
    for item in _answered(said):
        i, j = at[item["first"]], at[item["second"]]
        edges[i, j] = edges[j, i] = 1.0
    inverse = np.linalg.pinv(np.diag(edges.sum(axis=0)) - edges)
    own = np.diag(inverse)
    joined = np.linalg.matrix_power(edges + np.eye(n), n) > 0
    # Rounded: what is equally far apart shall stand in the order of the pairs.
    return np.where(joined, np.round(own[:, None] + own - 2 * inverse, 9), np.inf)


def suffices(items: Sequence[str], said: Sequence[Judgement]) -> bool:
    """Tell whether the answers join all items, directly or through others, and so weigh them."""
    joined, left = {items[0]}, list(_answered(said))
    while reached := [item for item in left if not joined.isdisjoint(_pair(item))]:
        joined.update(name for item in reached for name in _pair(item))
        left = [item for item in left if item not in reached]
    return joined.issuperset(items)


def matrix(items: Sequence[str], said: Sequence[Judgement]) -> list[list[float | None]]:
    """Return the reciprocal matrix ``(n, n)`` of the answers; None where there is none."""
    at = {item: place for place, item in enumerate(items)}
    found: list[list[float | None]] = [[None] * len(items) for _ in items]
    for place in range(len(items)):
        found[place][place] = 1.0
    for item in _answered(said):
        i, j = at[item["first"]], at[item["second"]]
        found[i][j], found[j][i] = item["value"], 1.0 / item["value"]
    return found


def _answered(said: Sequence[Judgement]) -> Iterator[Judgement]:
    return (item for item in said if item["value"] is not None)


def _pair(item: Judgement) -> Pair:
    return item["first"], item["second"]
