"""The questions to a judge: pairs of criteria in an order that needs few answers."""

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

    The first ``n`` pairs connect all items in a closed ring, so that they determine weights and
    show whether a judge is inconsistent.

    The ring begins at `start`: judges with different starts do not all tire at the same pair. At
    least two items are required.
    """
    n = len(items)
    by_members: dict[frozenset[str], Pair] = {}
    for step in range(1, n // 2 + 1):
        for place in range(start, start + n):
            pair = items[place % n], items[(place + step) % n]
            by_members.setdefault(frozenset(pair), pair)
    return list(by_members.values())


def planned(count: int) -> int:
    """Return the number of pairs of `count` items to ask a judge: a ring and two chords."""
    return min(count + CHORDS, count * (count - 1) // 2)


def open_pairs(items: Sequence[str], said: Sequence[Judgement], start: int = 0) -> list[Pair]:
    """Return the pairs without an answer, the next one to ask first.

    The next pair is the one that the answers determine least: of greatest effective resistance in
    the graph whose edges are the answers, so that it multiplies the number of spanning trees most
    (D-optimal); pairs that join unconnected items come first, in the order of `pairs`.

    References
    ----------
    Ghosh, A., Boyd, S. & Saberi, A. (2008). Minimizing effective resistance of a graph. SIAM
    Review 50(1), 37-66. doi:10.1137/050645452
    """
    judged = {frozenset((item["first"], item["second"])) for item in said}
    remaining = [pair for pair in pairs(items, start) if frozenset(pair) not in judged]
    apart, at = _resistances(items, said), {item: place for place, item in enumerate(items)}
    return sorted(remaining, key=lambda pair: -apart[at[pair[0]], at[pair[1]]])


def _resistances(items: Sequence[str], said: Sequence[Judgement]) -> FloatArray:
    """Return the effective resistance between any two, ``(n, n)``; infinite if unconnected."""
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
    """Tell whether the answers connect all items, directly or indirectly, and so give weights."""
    joined, remaining = {items[0]}, list(_answered(said))
    while reached := [item for item in remaining if not joined.isdisjoint(_pair(item))]:
        joined.update(name for item in reached for name in _pair(item))
        remaining = [item for item in remaining if item not in reached]
    return joined.issuperset(items)


def matrix(items: Sequence[str], said: Sequence[Judgement]) -> list[list[float | None]]:
    """Return the reciprocal matrix ``(n, n)`` of the answers; None for missing answers."""
    at = {item: place for place, item in enumerate(items)}
    rows: list[list[float | None]] = [[None] * len(items) for _ in items]
    for place in range(len(items)):
        rows[place][place] = 1.0
    for item in _answered(said):
        i, j = at[item["first"]], at[item["second"]]
        rows[i][j], rows[j][i] = item["value"], 1.0 / item["value"]
    return rows


def _answered(said: Sequence[Judgement]) -> Iterator[Judgement]:
    return (item for item in said if item["value"] is not None)


def _pair(item: Judgement) -> Pair:
    return item["first"], item["second"]
