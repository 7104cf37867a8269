"""Judgements drawn at random, noisy and on the scale."""

import numpy as np

from mcda.pairwise.worst_judgements import SCALE


def random_judgements(seed, n, noise, missing=0):
    rng = np.random.default_rng(seed)
    weights = rng.normal(0, 0.7, n)
    matrix = np.ones((n, n))
    for i, j in zip(*np.triu_indices(n, 1), strict=True):
        said = weights[i] - weights[j] + rng.normal(0, noise)
        matrix[i, j] = SCALE[np.abs(np.log(SCALE) - said).argmin()]
        matrix[j, i] = 1 / matrix[i, j]
    for i in range(1, missing + 1):  # the first item is still compared with all
        matrix[i, i + 1] = matrix[i + 1, i] = np.nan
    return matrix
