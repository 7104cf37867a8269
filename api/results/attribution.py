"""Which changed input moved which park: Shapley values of the change of rank."""

from collections.abc import Callable, Mapping, Sequence
from itertools import combinations
from math import factorial
from typing import NamedTuple

Ranks = Mapping[str, float]
_NEGLIGIBLE = 1e-9


class MovementShare(NamedTuple):
    """A part of what happened to an alternative.

    Parameters
    ----------
    ranks
        Of its change of rank, negative for the better; what is not ranked counts as one place
        behind the last.
    listed
        Of its coming, 1 in all, or its going, -1 in all.
    """

    ranks: float = 0.0
    listed: float = 0.0

    def plus(self, other: "MovementShare", times: float = 1.0) -> "MovementShare":
        """Return the sum of this and a multiple of another."""
        return MovementShare(self.ranks + times * other.ranks, self.listed + times * other.listed)

    def is_something(self) -> bool:
        """Tell whether this moves, adds or removes; coming last moves by 0 places."""
        return max(abs(self.ranks), abs(self.listed)) > _NEGLIGIBLE


def attribution(
    count: int, ranks: Callable[[frozenset[int]], Ranks]
) -> list[dict[str, MovementShare]]:
    """Return, for each step and alternative, its share of what happened to the alternative.

    The share of step ``s`` is the mean, over all orders in which the steps can be taken, of what
    taking it changes: ``sum_S |S|! (n - |S| - 1)! / n! (rank(S + s) - rank(S))`` over the sets
    ``S`` of other steps. The shares of all steps sum to the whole change.

    Parameters
    ----------
    count
        ``n``, number of steps; ``2^n`` rankings are made.
    ranks
        Ranks after a set of steps was taken; an alternative that is not ranked is left out.

    References
    ----------
    Shapley, L. S. (1953). A value for n-person games. Contributions to the Theory of Games II,
    307-317. doi:10.1515/9781400881970-018
    """
    everyone = frozenset(range(count))
    found = {taken: ranks(taken) for taken in _subsets(everyone)}
    names = dict.fromkeys(name for made in found.values() for name in made)
    shares = []
    for step in range(count):
        share = dict.fromkeys(names, MovementShare())
        for taken in _subsets(everyone - {step}):
            size = len(taken)
            weight = factorial(size) * factorial(count - size - 1) / factorial(count)
            for name in names:
                made = change(found[taken], found[taken | {step}], name)
                share[name] = share[name].plus(made, weight)
        shares.append(share)
    return shares


def change(before: Ranks, after: Ranks, name: str) -> MovementShare:
    """Return what happened to an alternative from one ranking to another."""
    old, new = before.get(name, len(before) + 1), after.get(name, len(after) + 1)
    return MovementShare(new - old, (name in after) - (name in before))


def _subsets(items: frozenset[int]) -> Sequence[frozenset[int]]:
    ordered = sorted(items)
    return [
        frozenset(chosen)
        for size in range(len(ordered) + 1)
        for chosen in combinations(ordered, size)
    ]
