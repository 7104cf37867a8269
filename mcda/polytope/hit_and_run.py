"""Uniform random draws from a polytope by many chains of a hit-and-run walk."""

import numpy as np

from mcda.cells import FloatArray
from mcda.errors import InvalidWeights
from mcda.polytope.linear_programme import lowest

CHAINS = 1000
_CORNERS = 6  # whose edges give directions
_SHARES = 4  # directions along edges for each one that is free
_WARM_UP = 3  # rounds
_SMALL = 1e-12


def hit_and_run(rows: FloatArray, size: int, rng: np.random.Generator) -> FloatArray:
    """Draw from the polytope ``rows y <= 1`` uniformly.

    Chains start at the origin; each step goes to a uniform point of the chord in some direction.
    Four of five directions are edges at some corners, the fifth is a random one: near a corner,
    where most of a simplex is, a free direction hits the next facet at once. A round has
    ``5 d`` steps; one round lies between two draws of a chain, three before the first.

    The polytope must be bounded and round: the unit ball lies inside. Shapes: `rows` ``(m, d)``;
    returned ``(s, d)``.

    References
    ----------
    Smith, R. L. (1984). Efficient Monte Carlo procedures for generating points uniformly
    distributed over bounded regions. Operations Research 32(6), 1296-1308.
    doi:10.1287/opre.32.6.1296
    """
    edges = _edge_speeds(rows, rng)
    slack = np.ones((len(rows), min(size, CHAINS)))
    position = np.linalg.pinv(rows)
    batches, missing = [np.zeros((0, rows.shape[1]))], size
    for _ in range(_WARM_UP):
        _round(rows, edges, slack, rng)
    while missing > 0:
        _round(rows, edges, slack, rng)
        # Not a product of BLAS, whose threads wait for each other where many requests are served.
        batches.append(np.einsum("mc,dm->cd", 1.0 - slack[:, :missing], position))
        missing -= len(batches[-1])
    return np.vstack(batches)


def mean_by_walking(
    rows: FloatArray, rounds: int, rng: np.random.Generator
) -> tuple[FloatArray, FloatArray]:
    """Return the mean of the polytope, ``(d,)``, and the covariance of its error, ``(d, d)``.

    The midpoints of the chords are averaged, since they have the draws' mean and vary less; the
    error follows from the differences between the means of 1000 chains.
    """
    edges = _edge_speeds(rows, rng)
    slack = np.ones((len(rows), CHAINS))
    for _ in range(_WARM_UP):
        _round(rows, edges, slack, rng)
    middles = np.zeros_like(slack)
    for _ in range(rounds):
        middles += _round(rows, edges, slack, rng) / rounds
    solve = np.linalg.pinv(rows)
    covariance = np.cov(middles) / CHAINS
    return solve @ (1.0 - middles.mean(axis=1)), solve @ covariance @ solve.T


def _round(
    rows: FloatArray, edges: FloatArray, slack: FloatArray, rng: np.random.Generator
) -> FloatArray:
    """Advance all chains by one round and return the mean midpoint of their chords.

    A chain is stored as its slack to the facets, ``(m, c)``, changed in place and only for the
    facets that a direction meets.
    """
    d = rows.shape[1]
    free = rng.standard_normal((d, d)) @ rows.T
    # How fast the directions of the round approach the facets, ``(5 d, m)``, mixed.
    speeds = rng.permutation(np.vstack([*edges[rng.integers(len(edges), size=_SHARES)], free]))
    remaining = len(speeds)
    middles = remaining * slack
    for speed in speeds:
        remaining -= 1
        met = np.flatnonzero(np.abs(speed) > _SMALL * np.abs(speed).max())
        near, toward = np.maximum(slack[met], _SMALL**2), speed[met, None]
        inverse = toward / near
        back, forth = 1.0 / inverse.min(axis=0), 1.0 / inverse.max(axis=0)
        step = back + (forth - back) * rng.random(slack.shape[1])
        slack[met] = near - toward * step
        middles[met] -= toward * (0.5 * (back + forth) + remaining * step)
    return np.asarray(middles / len(speeds))


def _edge_speeds(rows: FloatArray, rng: np.random.Generator) -> FloatArray:
    """Return the speeds at which ``d`` edges at random corners leave facets, ``(6, d, m)``."""
    return np.stack([_edges(rows, rng) @ rows.T for _ in range(_CORNERS)])


def _edges(rows: FloatArray, rng: np.random.Generator) -> FloatArray:
    """Return the directions ``(d, d)`` that each leave one of ``d`` facets at a random corner."""
    from scipy.linalg import qr

    m, d = rows.shape
    objective = np.asarray(rng.standard_normal(d))
    try:
        corner, _ = lowest(objective, rows, np.ones(m), within=float(m))
    except InvalidWeights:
        return np.eye(d)
    facets = np.flatnonzero(rows @ corner > 1.0 - _NEAR)
    if len(facets) < d:
        return np.eye(d)
    triangle, order = qr(rows[facets].T, mode="r", pivoting=True)
    if np.abs(np.diag(triangle)).min() < _NEAR:
        return np.eye(d)
    return np.asarray(np.linalg.inv(rows[facets[order[:d]]]).T)


_NEAR = 1e-7
