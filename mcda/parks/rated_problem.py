"""Problems whose criteria have scales of their own, and the second ranking shown beside theirs."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

from mcda.problem import Problem
from mcda.ranking import Ranking, method_for, rank


class RatedProblem(Problem):
    """A problem that is ranked on fixed scales: AHP in ratings mode where no method is named.

    Headlines are taken by worth. TOPSIS has the weights inside the distance here, so that a weight
    means the same under both methods: the worth of going from the worst to the best end.
    """

    default_method = "ahp"
    conventions: ClassVar[Mapping[str, Mapping[str, Any]]] = {
        "ahp": {"mode": "ratings"},
        "topsis": {"normalisation": "range", "weighting": "distance"},
    }
    is_valued = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Beside:
    """The ranking by another method, and whether it shares a winner with the answer."""

    ranking: Ranking
    same_first: bool


def beside(ranking: Ranking) -> Beside | None:
    """Return the second ranking to show beside the ranking of a rated problem.

    For AHP in ratings mode this is TOPSIS with the weights inside the distance, for every other
    method AHP in ratings mode.

    None for other problems, and if nothing was ranked.
    """
    problem = ranking.problem
    if not isinstance(problem, RatedProblem) or not ranking.order:
        return None
    headline = method_for(problem)
    other = method_for(problem, "topsis") if ranking.method == headline else headline
    second = rank(problem, ranking.weights, other)
    return Beside(ranking=second, same_first=not set(second.winners).isdisjoint(ranking.winners))
