"""The fewest and smallest changes, with what is proved about them."""

from dataclasses import dataclass
from typing import Literal

from weights.pairwise.repair.descent import descend
from weights.pairwise.repair.judgements import Judgements
from weights.pairwise.repair.sets import Budget, promising_sets
from weights.pairwise.repair.sweep import Changes, fewest_steps

Certainty = Literal["proved", "found"]
# In evaluations of 9 x 9 matrices, of which some 300 000 are made in a second.
_IMPROVING, _PROVING = 80_000, 200_000


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Solution:
    """Changes that make judgements acceptable.

    Parameters
    ----------
    changes
        The best found.
    fewest
        Whether it is proved that fewer changes do not suffice.
    steps
        Whether it is proved that as many changes need as many steps.
    """

    changes: Changes
    fewest: Certainty
    steps: Certainty


def solve_repair(judgements: Judgements, proving: int = _PROVING) -> Solution:
    """Return the fewest changes, and of those the fewest steps.

    A descent gives a solution with K changes; then the sets of 1, 2, .. K pairs are searched
    completely as far as the work allows, which depends on the judgements only and not on the
    clock.

    Parameters
    ----------
    judgements
        Those that are too inconsistent.
    proving
        Work for the complete search, in evaluations of 9 x 9 matrices.
    """
    known = descend(judgements, Budget(_IMPROVING))
    budget, spent = Budget(proving), [0]
    for size in range(1, known.count + 1):
        sets = promising_sets(judgements, size, budget)
        fewest: Certainty = "proved" if size == known.count else "found"
        if sets is None:
            return Solution(changes=known, fewest=fewest, steps="found")
        if len(sets) == 0:
            spent.append(proving - budget.left - sum(spent))
            if _hopeless(spent, known.count - 1 - size, budget):
                break
            continue
        beaten = known if size == known.count else None
        best, complete = fewest_steps(judgements, sets, beaten, budget)
        if best is not None:
            steps: Certainty = "proved" if complete else "found"
            return Solution(changes=best, fewest="proved", steps=steps)
        if not complete:
            break
    return Solution(changes=known, fewest="found", steps="found")


def _hopeless(spent: list[int], further: int, budget: Budget) -> bool:
    """Tell whether the work, growing as it did, would end long before so many further sizes."""
    growth = max(spent[-1] / max(spent[-2], 1), 2.0)
    serious = spent[-1] > budget.left / 50
    return serious and further > 0 and spent[-1] * growth ** min(further, 30) > 4 * budget.left
