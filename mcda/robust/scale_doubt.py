"""How far the first place depends on ends and curves of scales, and on the form of the sum.

Ends and curves are chosen by people and matter more than the method: each end of each scale is
moved by a quarter of the scale or kept, a curve is also tried as a straight line, and values
are added up, or their distances to the best and the worst are compared.
"""

from itertools import product

import numpy as np

from mcda.arguments import checked, expect, seed_from
from mcda.cells import FloatArray, limited_means
from mcda.criterion import Criterion
from mcda.ranking import Ranking
from mcda.robust.acceptability import DEFAULT_SEED
from mcda.scale import whole_scale

SAMPLES = 2000
MOVED = 0.25
"""Of the width of a scale."""
_NOISE = 1e-9


@checked
def scales_kept(ranking: Ranking, samples: int = SAMPLES, seed: int = DEFAULT_SEED) -> float | None:
    r"""Return the share of scales and forms that keep the first alternative first, 0..1.

    Every end of every scale is moved outward or inward by a quarter, or stays, each equally often;
    a curve is kept or straight. Half of the draws add up :math:`\sum_j w_j v_{ij}`, half
    compare :math:`D^-_i / (D^+_i + D^-_i)` with the weights inside the distances. Weights stay, and
    facts have the mean worth of their draws on the scale in use.

    Parameters
    ----------
    ranking
        Of ``m`` alternatives on ``n`` criteria with ranges.
    samples, seed
        Of the draws.

    Returns
    -------
    float or None
        None with fewer than two alternatives, or where a criterion has no range.

    Examples
    --------
    >>> import mcda
    >>> mcda.robust.scales_kept(mcda.example()) is None  # criteria without a scale
    True
    """
    expect("samples", samples, int)
    seed = seed_from(seed, "seed")
    scales = [whole_scale(criterion) for criterion in ranking.problem.criteria]
    if len(ranking.order) < 2 or any(scale is None for scale in scales):
        return None
    rng = np.random.default_rng(seed)
    worths = np.stack(
        [_worth(ranking, j, samples, rng) for j in range(len(scales))], axis=2
    )  # (s, m, n)
    weights = ranking.weights.values
    half = samples // 2
    added = worths[:half] @ weights
    best, worst = (np.sqrt(x**2 @ weights) for x in (1 - worths[half:], worths[half:]))
    scores = np.concatenate([added, worst / np.maximum(best + worst, _NOISE)])
    first = scores[:, ranking.order[0]]
    return float((first >= scores.max(axis=1) - _NOISE).mean())


def _worth(ranking: Ranking, j: int, samples: int, rng: np.random.Generator) -> FloatArray:
    """Return the worth of the cells of a column on scales drawn at random, ``(s, m)``."""
    x, v = _variants(ranking.problem.criteria[j])
    values = ranking.matrix.values[:, j]
    table = np.array([np.interp(values, *curve) for curve in zip(x, v, strict=True)])
    slopes = np.diff(v) / np.diff(x)
    uncertain = {i: spread for (i, column), spread in ranking.spreads.items() if column == j}
    if uncertain:  # as `Scale.means`, on all scales at once
        passed = np.diff(limited_means([*uncertain.values()], x))
        table[:, [*uncertain]] = (v[:, 0] + (slopes * passed).sum(axis=2)).T
    chosen = rng.permutation(np.resize(np.arange(len(table)), samples))
    return np.asarray(table[chosen])


def _variants(criterion: Criterion) -> tuple[FloatArray, FloatArray]:
    """Return points of the scales as defensible as a criterion's own, which comes first.

    ``x`` and ``v``, each ``(scales, points)``.
    """
    own = whole_scale(criterion)
    assert own is not None  # nothing else is asked for
    x, v = np.array(own.x), np.array(own.v)
    along = (x - x[0]) / (x[-1] - x[0])
    curves = [v]
    if criterion.value is not None and not own.target:
        curves.append(v[0] + along * (v[-1] - v[0]))
    step = MOVED * (x[-1] - x[0])
    moves = list(product(curves, (0.0, -step, step), (0.0, -step, step)))
    starts = np.array([x[0] + down for _, down, _ in moves])
    widths = np.array([x[-1] + up for _, _, up in moves]) - starts
    return starts[:, None] + along * widths[:, None], np.array([curve for curve, _, _ in moves])
