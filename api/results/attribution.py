"""Which changed input moved which park: Shapley values of the change of rank."""

from collections.abc import Callable, Mapping, Sequence
from itertools import combinations
from math import factorial

Ranks = Mapping[str, float]


def attribution(count: int, ranks: Callable[[frozenset[int]], Ranks]) -> list[dict[str, float]]:
    """Return, for each step and alternative, its share of the alternative's change of rank.

    The share of step ``s`` is the mean, over all orders in which the steps can be taken, of what
    taking it changes: ``sum_S |S|! (n - |S| - 1)! / n! (rank(S + s) - rank(S))`` over the sets
    ``S`` of other steps. The shares of all steps sum to the whole change.

    Parameters
    ----------
    count
        ``n``, number of steps; ``2^n`` rankings are made.
    ranks
        Ranks after a set of steps was taken; an alternative that is not ranked is left out and
        counts as one place behind the last.

    References
    ----------
    Shapley, L. S. (1953). A value for n-person games. Contributions to the Theory of Games II,
    307-317. doi:10.1515/9781400881970-018
    """
    everyone = frozenset(range(count))
    found = {taken: ranks(taken) for taken in _subsets(everyone)}
    names = dict.fromkeys(name for made in found.values() for name in made)
    placed = {taken: _with_absent(made, names) for taken, made in found.items()}
    shares = []
    for step in range(count):
        share = dict.fromkeys(names, 0.0)
        for taken in _subsets(everyone - {step}):
            size = len(taken)
            weight = factorial(size) * factorial(count - size - 1) / factorial(count)
            before, after = placed[taken], placed[taken | {step}]
            for name in names:
                share[name] += weight * (after[name] - before[name])
        shares.append(share)
    return shares


def _with_absent(made: Ranks, names: Mapping[str, None]) -> Ranks:
    last = len(made) + 1
    return {name: made.get(name, last) for name in names}


def _subsets(items: frozenset[int]) -> Sequence[frozenset[int]]:
    ordered = sorted(items)
    return [
        frozenset(chosen)
        for size in range(len(ordered) + 1)
        for chosen in combinations(ordered, size)
    ]
