"""A ranking and everything that was found about it."""

from dataclasses import dataclass

from mcda.explain import Explanation
from mcda.ranking import Ranking
from mcda.robust import Budget, Multiverse, Sensitivity
from weights.deciding import Judgements


@dataclass(frozen=True, slots=True, kw_only=True)
class Solved:
    """What the engine answered; None for what was not asked, or cannot be said.

    Parameters
    ----------
    ranking
        The answer itself.
    seed
        Of the draws.
    sensitivity, judgements, explanation, multiverse, budget
        The parts of the analysis.
    """

    ranking: Ranking
    seed: int | None = None
    sensitivity: Sensitivity | None = None
    judgements: Judgements | None = None
    explanation: Explanation | None = None
    multiverse: Multiverse | None = None
    budget: Budget | None = None
