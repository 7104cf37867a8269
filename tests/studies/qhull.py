"""Corners and volumes of sets of weights by Qhull, beside those of `mcda.polytope`.

``python -m tests.studies.qhull 2000`` draws sets of weights of 3 to 10 criteria as statements make
them (orders, ratios, intervals, all of these, equal weights, exact ratios down to a segment, what
contradicts itself), brings each into its affine hull as the engine does, and compares corners,
volume and centre of mass there; ``docs/studies.md`` holds the figures and what follows from them.
"""

import math
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from typing import TypeVar

import numpy as np
from scipy.spatial import ConvexHull, HalfspaceIntersection, QhullError
from scipy.spatial.distance import cdist

from mcda.cells import FloatArray
from mcda.polytope.corners import corners
from mcda.polytope.geometry import flat, rounded
from mcda.polytope.triangulation import triangulate

KINDS = ("order", "ratios", "intervals", "mixed", "equal", "segment", "empty")
T = TypeVar("T")
Row = tuple[FloatArray, float]


@dataclass(frozen=True)
class Person:
    """Somebody with weights, who makes statements about them: rows ``a . w <= b``."""

    w: FloatArray
    rng: np.random.Generator

    def pairs(self) -> list[tuple[int, int]]:
        """Return neighbours in the order of importance, from the top as far as it is told."""
        ranked = np.argsort(-self.w).tolist()
        return list(pairwise(ranked))[: int(self.rng.integers(1, len(self.w)))]

    def order(self) -> Iterator[Row]:
        for i, j in self.pairs():
            yield from self.between(j, i, 0.0, 1.0)

    def equal(self) -> Iterator[Row]:
        for i, j in self.pairs():
            yield from self.between(i, j, 1.0, 1.0)

    def segment(self) -> Iterator[Row]:
        for i, j in list(pairwise(range(len(self.w))))[:-1]:
            same = round(self.w[i] / self.w[j], 1)
            yield from self.between(i, j, same, same)

    def ratios(self) -> Iterator[Row]:
        n = len(self.w)
        for _ in range(int(self.rng.integers(1, n))):
            i, j = self.rng.choice(n, 2, replace=False).tolist()
            ratio, slack = self.w[i] / self.w[j], 1 + self.rng.choice([0.1, 0.5, 1.0])
            yield from self.between(i, j, round(ratio / slack, 2), round(ratio * slack, 2))

    def intervals(self) -> Iterator[Row]:
        units, n = np.eye(len(self.w)), len(self.w)
        for i in self.rng.choice(n, int(self.rng.integers(1, n + 1)), replace=False):
            yield units[i], round(min(1.0, self.w[i] * 1.4 + 0.02), 2)
            yield -units[i], -round(self.w[i] * 0.6, 2)

    def mixed(self) -> Iterator[Row]:
        yield from self.order()
        yield from self.ratios()
        yield from self.intervals()

    def empty(self) -> Iterator[Row]:
        yield from self.between(0, 1, 0.0, 1.0)
        yield from self.between(0, 1, 2.0, 3.0)
        yield -np.eye(len(self.w))[1], -0.01

    def between(self, i: int, j: int, low: float, high: float) -> Iterator[Row]:
        """Yield that weight i is so many times weight j."""
        units = np.eye(len(self.w))
        yield low * units[j] - units[i], 0.0
        yield units[i] - high * units[j], 0.0


def met(rows: FloatArray, options: str) -> FloatArray:
    """Return the corners of ``rows y <= 1`` by Qhull, each once: many facets meet in one often."""
    halfspaces = np.column_stack([rows, -np.ones(len(rows))])
    found = HalfspaceIntersection(halfspaces, np.zeros(rows.shape[1]), qhull_options=options)
    points = found.intersections
    points = points[np.lexsort(points.round(7).T)]
    fresh = np.append(True, np.abs(np.diff(points, axis=0)).max(axis=1) > 1e-7)
    return np.asarray(points[fresh])


def measured(points: FloatArray) -> tuple[float, FloatArray]:
    """Return Qhull's volume, and the centre of mass by its facets, cones from the origin."""
    hull = ConvexHull(points, qhull_options="Qt")
    facets = points[hull.simplices]
    sizes = np.abs(np.linalg.det(facets)) / math.factorial(points.shape[1])
    centre = sizes @ facets.sum(axis=1) / (points.shape[1] + 1) / sizes.sum()
    return float(hull.volume), np.asarray(centre)


def timed(work: Callable[[], T]) -> tuple[T | None, float]:
    """Return what comes of it, None where Qhull gives up, and the milliseconds it took."""
    start = time.perf_counter()
    try:
        found = work()
    except QhullError:
        found = None
    return found, 1000 * (time.perf_counter() - start)


@dataclass(frozen=True)
class Comparison:
    """What was seen, and the milliseconds spent by number of criteria: ours, then Qhull's."""

    seen: Counter[str] = field(default_factory=Counter)
    corners: dict[int, list[list[float]]] = field(default_factory=lambda: defaultdict(list))
    volumes: dict[int, list[list[float]]] = field(default_factory=lambda: defaultdict(list))

    def add(self, A: FloatArray, b: FloatArray) -> None:
        body = flat(A, b)
        if body is None or body.basis.shape[1] < 2:  # not for Qhull
            self.seen["empty, a point or a segment"] += 1
            return
        rows = rounded(body).rows
        own, mine = timed(lambda: corners(rows))
        spent = [mine]
        for options in ("Qt", "QJ"):
            points, its = timed(lambda options=options: met(rows, options))
            spent.append(its)
            if own is None or points is None:
                self.seen[f"{options}: no corners"] += points is None
                continue
            gaps = cdist(own.points, points)
            gap = max(gaps.min(axis=0).max(), gaps.min(axis=1).max())
            self.seen[f"{options}: corners compared"] += 1
            self.seen[f"{options}: corners apart by more than 1e-9"] += bool(gap > 1e-9)
        self.corners[A.shape[1]].append(spent)
        self.seen["no corners by ours"] += own is None
        pieces, mine = timed(lambda: None if own is None else triangulate(own))
        if own is None or pieces is None:
            self.seen["volume not by ours"] += 1
            return
        found, its = timed(lambda: measured(own.points))
        self.volumes[A.shape[1]].append([mine, its])
        if found is None:
            self.seen["volume not by Qhull"] += 1
            return
        off = abs(found[0] / pieces.volumes.sum() - 1)
        away = np.abs(found[1] - pieces.centroid(own.points)).max()
        self.seen["volumes compared"] += 1
        self.seen["volume apart by more than 1e-9"] += bool(off > 1e-9)
        self.seen["centre apart by more than 1e-9"] += bool(away > 1e-9)
        self.seen["centre apart by more than 1e-6"] += bool(away > 1e-6)


def main() -> None:
    """Print how often Qhull fails or disagrees, and how long both take, by number of criteria."""
    rng, found = np.random.default_rng(5), Comparison()
    for k in range(int(sys.argv[1])):
        n = int(rng.integers(3, 11))
        said = list(getattr(Person(rng.dirichlet(np.ones(n)), rng), KINDS[k % len(KINDS)])())
        found.add(np.array([row for row, _ in said]), np.array([bound for _, bound in said]))
    print("\n".join(f"{what}: {count}" for what, count in found.seen.items()))
    print("\n| criteria | sets | corners: ours, Qt, QJ, ms | volumes: ours, Qt, ms |")
    for n in sorted(found.corners):
        medians = [np.median(spent[n], axis=0).round(2) for spent in (found.corners, found.volumes)]
        print(f"| {n} | {len(found.corners[n])} | {medians[0]} | {medians[1]} |")
    for spent in (found.corners, found.volumes):
        print("in all, s:", np.sum([row for rows in spent.values() for row in rows], axis=0) / 1000)


if __name__ == "__main__":
    main()
