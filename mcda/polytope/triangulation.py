"""Division of a polytope into simplices."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from mcda.cells import FloatArray
from mcda.polytope.corners import Corners, Flags, Indices

MOST_TRIANGULATED = 300
MOST_SIMPLICES = 10_000
_AGREE = 1e-9


@dataclass(frozen=True, slots=True, eq=False)
class Triangulation:
    """Simplices that fill a polytope without overlap.

    Attributes
    ----------
    simplices
        Indices of corners, ``(t, d + 1)``.
    volumes
        ``(t,)``, all above 0.
    """

    simplices: Indices
    volumes: FloatArray

    def shares(self) -> FloatArray:
        """Return the share of each simplex in the volume, ``(t,)``."""
        return np.asarray(self.volumes / self.volumes.sum())

    def centroid(self, points: FloatArray) -> FloatArray:
        """Return the centre of mass, ``points`` holding the corners in any affine coordinates."""
        return np.asarray(self.shares() @ points[self.simplices].mean(axis=1))

    def sample(self, points: FloatArray, size: int, rng: np.random.Generator) -> FloatArray:
        """Draw uniformly, ``(size, n)``; ``points (v, n)`` are the corners in any coordinates."""
        barycentric = rng.exponential(size=(size, self.simplices.shape[1]))
        barycentric /= barycentric.sum(axis=1, keepdims=True)
        if len(self.simplices) == 1:
            return np.asarray(barycentric @ points[self.simplices[0]])
        chosen = rng.choice(len(self.simplices), size, p=self.shares())
        return np.einsum("sk,skn->sn", barycentric, points[self.simplices[chosen]])


def triangulate(corners: Corners) -> Triangulation | None:
    """Divide the polytope with these corners into simplices.

    A face is divided into pyramids from its first corner over the pieces of the facets without
    that corner. Another first corner gives another division; None if the two differ in the volume
    or the centre of mass by more than 1e-9, or where there would be more than 10 000 pieces.

    References
    ----------
    Büeler, B., Enge, A. & Fukuda, K. (2000). Exact volume computation for polytopes: a practical
    study. In: Polytopes - Combinatorics and Computation, 131-154.
    doi:10.1007/978-3-0348-8438-9_6
    """
    points, tight, d = corners.points, corners.tight, corners.dimension
    count = len(points)
    if count == d + 1:
        return _measured(np.arange(count)[None, :], points)
    if count > MOST_TRIANGULATED:
        return None
    try:
        forth, back = _pieces(tight, d), count - 1 - _pieces(tight[:, ::-1], d)
    except _GivenUp:
        return None
    forward, backward = _measured(forth, points), _measured(back, points)
    gap = np.abs(forward.centroid(points) - backward.centroid(points)).max()
    volume, again = forward.volumes.sum(), backward.volumes.sum()
    return forward if gap <= _AGREE and abs(volume - again) <= _AGREE * volume else None


def _measured(simplices: Indices, points: FloatArray) -> Triangulation:
    edges = points[simplices[:, 1:]] - points[simplices[:, :1]]
    d = points.shape[1]
    volumes = np.abs(np.linalg.det(edges)) / math.factorial(d) if d else np.ones(len(edges))
    return Triangulation(simplices, np.asarray(volumes))


class _GivenUp(Exception):
    """There are too many pieces, or facets do not fit together."""


def _pieces(tight: Flags, d: int) -> Indices:
    """Return the simplices from the incidence of corners and facets; sets of corners are bits."""
    packed = np.packbits(tight, axis=1, bitorder="little")
    facets = [int.from_bytes(row.tobytes(), "little") for row in packed]
    return _divided((1 << tight.shape[1]) - 1, d, facets, {})


def _divided(face: int, d: int, around: Sequence[int], known: dict[int, Indices]) -> Indices:
    """Divide a face of dimension ``d``; its facets lie in the faces ``around`` it."""
    if face in known:
        return known[face]
    if face.bit_count() == d + 1:
        known[face] = np.array([_bits(face)])
        return known[face]
    first = face & -face
    facets: list[int] = []
    for part in sorted({face & other for other in around} - {face}, key=int.bit_count)[::-1]:
        if part.bit_count() < d:
            break
        if not any(part & facet == part for facet in facets):
            facets.append(part)
    parts = [_divided(facet, d - 1, facets, known) for facet in facets if not facet & first]
    total = sum(map(len, parts))
    if not 0 < total <= MOST_SIMPLICES or any(part.shape[1] != d for part in parts):
        raise _GivenUp
    simplices = np.empty((total, d + 1), dtype=np.intp)
    simplices[:, 0] = first.bit_length() - 1
    simplices[:, 1:] = np.concatenate(parts)
    known[face] = simplices
    return simplices


def _bits(number: int) -> list[int]:
    positions = []
    while number:
        lowest = number & -number
        positions.append(lowest.bit_length() - 1)
        number ^= lowest
    return positions
