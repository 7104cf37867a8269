"""Problems whose criteria have scales of their own, and what stands beside their ranking."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

from mcda.problem import Problem
from mcda.ranking import Ranking, method_for, rank


class RatedProblem(Problem):
    """A problem that is ranked on fixed scales: AHP in ratings mode where no method is named.

    Its headlines are taken by worth. TOPSIS has the weights inside the distance here, so that a
    weight means the same under both: what going from the worst to the best end is worth.
    """

    default_method = "ahp"
    conventions: ClassVar[Mapping[str, Mapping[str, Any]]] = {
        "ahp": {"mode": "ratings"},
        "topsis": {"normalisation": "range", "weighting": "distance"},
    }
    is_valued = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Beside:
    """The ranking by another method, and whether one of its winners is one of the answer's."""

    ranking: Ranking
    same_first: bool


def beside(ranking: Ranking) -> Beside | None:
    """Return the ranking that stands beside one of a rated problem.

    Beside AHP in ratings mode that is TOPSIS with the weights inside the distance, beside every
    other method AHP in ratings mode.

    Parameters
    ----------
    ranking
        Of a rated problem.

    Returns
    -------
    Beside or None
        None for other problems, and where nothing was ranked.
    """
    problem = ranking.problem
    if not isinstance(problem, RatedProblem) or not ranking.order:
        return None
    headline = method_for(problem)
    other = method_for(problem, "topsis") if ranking.method == headline else headline
    found = rank(problem, ranking.weights, other)
    same = not set(found.winners).isdisjoint(ranking.winners)
    return Beside(ranking=found, same_first=same)
