"""The share of the doubt about the winner that comes from the choice of tariff scenario."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

import numpy as np

from mcda.cells import FloatArray
from mcda.parks.appraisal import Appraisal
from mcda.plain import Share
from mcda.problem import Problem
from mcda.ranking import Ranking, rank
from mcda.robust.acceptability import DEFAULT_SEED, first_shares

DEFAULT_SAMPLES = 2000


@dataclass(frozen=True, slots=True, kw_only=True)
class UnderScenario:
    """What is first under one scenario."""

    scenario: str
    """Its id."""
    winners: tuple[str, ...]
    """Ids of the parks that share the first rank at the headline."""
    first_shares: Mapping[str, float]
    """Share of draws in which each park is first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ScenarioDoubt:
    """The doubt about the winner while the scenario is undecided."""

    doubt: Share
    """Chance that two draws, each under a scenario picked at random, have different winners."""
    share: Share
    """Part of it that the scenario causes, 0 to 1: knowing the scenario takes so much of the doubt
    away on average."""
    scenarios: tuple[UnderScenario, ...]
    """What is first under each."""
    samples: int
    """Of the draws under each scenario, the same for all."""
    seed: int
    """Of the draws under each scenario, the same for all."""


def scenario_doubt(
    ranking: Ranking,
    views: Sequence[Appraisal],
    samples: int = DEFAULT_SAMPLES,
    seed: int = DEFAULT_SEED,
    spread: float | Literal["any"] | None = None,
) -> ScenarioDoubt | None:
    r"""Return the share of the doubt about the winner that comes from the scenario.

    With :math:`p_s` the chances of being first under scenario s, each of ``k`` scenarios as likely
    as any other, and :math:`\bar p` their mean, the doubt is :math:`D = 1 - \sum_i \bar p_i^2`, of
    which :math:`\frac1k \sum_s (1 - \sum_i p_{si}^2)` is left once the scenario is known: the
    share is the first-order Sobol' index of the scenario for the winner's indicators.

    `views` are views of one enterprise under at least two scenarios; None with fewer than two parks
    or scenarios.

    References
    ----------
    Sobol', I. M. (2001). Global sensitivity indices for nonlinear mathematical models and their
    Monte Carlo estimates. Mathematics and Computers in Simulation 55(1-3), 271-280.
    doi:10.1016/S0378-4754(00)00270-6
    """
    if len(ranking.order) < 2 or len(views) < 2:
        return None
    rankings = [
        rank(_under(ranking.problem, each), ranking.weights, ranking.method) for each in views
    ]
    firsts = np.array([first_shares(each, samples, seed, spread) for each in rankings])
    shares = firsts / firsts.sum(axis=1, keepdims=True)  # those that tie share a draw
    doubt = _doubt(shares.mean(axis=0))
    within = float(np.mean([_doubt(row) for row in shares]))
    parks = ranking.matrix.alternatives
    return ScenarioDoubt(
        doubt=doubt,
        share=max(0.0, 1.0 - within / doubt) if doubt > 0 else 0.0,
        scenarios=tuple(
            UnderScenario(
                scenario=view.scenario.id,
                winners=each.winners,
                first_shares=dict(zip(parks, row, strict=True)),
            )
            for view, each, row in zip(views, rankings, shares.tolist(), strict=True)
        ),
        samples=samples,
        seed=seed,
    )


def _under(problem: Problem, view: Appraisal) -> Problem:
    """Return a problem with the columns of a view in place of its own."""
    rows = [view.alternative_ids.index(park) for park in problem.alternative_ids]
    columns = [problem.criterion_ids.index(criterion) for criterion in view.criterion_ids]
    table = [list(row) for row in problem.performances]
    for i, row in enumerate(rows):
        for j, column in enumerate(columns):
            table[i][column] = view.performances[row][j]
    return replace(problem, performances=table)


def _doubt(shares: FloatArray) -> float:
    return float(1.0 - (shares**2).sum())
