r"""How much of a disagreement about the winner each choice explains: Shapley shares of variance.

With ``y`` the shares of first place (1 for the winner; a tie splits it) and every combination
equally likely, the disagreement is :math:`\sum_i Var(y_i)`: without ties the chance that two
combinations drawn at random have different winners. A set S of choices explains
:math:`\sum_i Var(E[y_i | S])`; a choice gets what it adds on average over all orders in which
choices can be made known, so an interaction is split evenly and the shares sum to 1.

If every combination exists, the shares are exact and equal those of the analysis of variance.
Methods do not all have the same parameters, and some cannot take the data: then averages are over
the existing combinations, and only orders count in which the method comes before its parameters.
So a parameter gets at most the variance that it makes within methods, 0 if it changes nothing, and
the method gets the variance between the methods' averages. Weights are combined with every
configuration and may come at any place in an order.

References
----------
Owen, A. B. (2014). Sobol' indices and Shapley value. SIAM/ASA Journal on Uncertainty
Quantification 2(1), 245-251. doi:10.1137/130936233
Song, E., Nelson, B. L. & Staum, J. (2016). Shapley effects for global sensitivity analysis:
theory and computation. SIAM/ASA Journal on Uncertainty Quantification 4(1), 1060-1083.
doi:10.1137/15M1048070
Faigle, U. & Kern, W. (1992). The Shapley value for cooperative games under precedence
constraints. International Journal of Game Theory 21(3), 249-266. doi:10.1007/BF01258278
"""

import math
from collections.abc import Callable, Sequence

import numpy as np

from mcda.cells import FloatArray
from mcda.robust.multiverse.choices import METHOD, WEIGHTING, Levels, varying


def attribution(
    first: FloatArray, configurations: Sequence[Levels]
) -> tuple[float, dict[str, float]]:
    """Return the disagreement about who is first, and the share that each choice explains.

    `first` is ``(k, s, m)``, of ``k`` configurations under ``s`` weightings, sums over ``m`` are 1.
    The disagreement is in 0..1; shares sum to 1, and are empty where all agree.
    """
    names = [*varying(configurations), *([WEIGHTING] if first.shape[1] > 1 else [])]
    labels = {name: [repr(c.get(name)) for c in configurations] for name in names}
    everything = (1 << len(names)) - 1

    def explained(chosen: int) -> float:
        columns = [labels[n] for k, n in enumerate(names) if chosen >> k & 1 and n != WEIGHTING]
        groups = list(zip(*columns, strict=True)) if columns else [()] * len(first)
        places = {group: place for place, group in enumerate(dict.fromkeys(groups))}
        by_weights = WEIGHTING in names and chosen >> len(names) - 1 & 1
        table = first if by_weights else first.mean(axis=1, keepdims=True)
        return _variance_between(table, [places[group] for group in groups])

    disagreement = explained(everything)
    if disagreement <= 1e-12:
        return 0.0, {}
    # But in a full grid parameters have to wait for the method: as bits.
    varied = [name for name in names if name != WEIGHTING]
    combinations = math.prod(len(set(labels[name])) for name in varied)
    full = not varied or combinations == len(labels[varied[0]])
    waiting = set() if full or METHOD not in names else {*varied} - {METHOD}
    nested = sum(1 << k for k, name in enumerate(names) if name in waiting)
    worth = shapley(len(names), explained, lambda chosen: not (chosen & nested) or bool(chosen & 1))
    shares = {name: value / disagreement for name, value in zip(names, worth, strict=True)}
    return disagreement, shares


def shapley(
    players: int, worth: Callable[[int], float], possible: Callable[[int], bool]
) -> list[float]:
    """Return what each player adds on average over the orders that pass through possible sets.

    Sets are bits of a whole number; the empty and the full one are possible. Every order is equally
    likely.
    """
    sets = [chosen for chosen in range(1 << players) if possible(chosen)]
    value = {chosen: worth(chosen) for chosen in sets}
    steps = [
        (chosen, chosen | 1 << player, player)
        for chosen in sets
        for player in range(players)
        if not chosen >> player & 1 and chosen | 1 << player in value
    ]
    before = dict.fromkeys(sets, 0) | {0: 1}  # in how many ways a set is reached
    for old, new, _ in steps:
        before[new] += before[old]
    after = dict.fromkeys(sets, 0) | {sets[-1]: 1}  # and completed
    for old, new, _ in reversed(steps):
        after[old] += after[new]
    shares = [0.0] * players
    for old, new, player in steps:
        shares[player] += before[old] * after[new] / after[0] * (value[new] - value[old])
    return shares


def _variance_between(table: FloatArray, groups: Sequence[int]) -> float:
    """Return the variance of the means of groups of rows, summed over the last axis."""
    member = (np.asarray(groups)[:, None] == np.arange(max(groups) + 1)).astype(np.float64)
    size = member.sum(axis=0)
    means = (member.T @ table.reshape(len(table), -1)) / size[:, None]
    apart = means.reshape(len(size), *table.shape[1:]) - table.mean(axis=(0, 1))
    return float(size @ (apart * apart).sum(axis=2).mean(axis=1) / len(table))
