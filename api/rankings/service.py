"""Rank a problem as asked; knows the engine and the request models, nothing of HTTP."""

from dataclasses import dataclass

from api.language import Language
from api.rankings.convert import (
    seed_of,
    to_method,
    to_plan,
    to_problem,
    to_requirements,
    wants_judgements,
)
from api.rankings.placed import placed
from api.rankings.present import present
from api.rankings.record import with_record
from api.rankings.schemas import Options, RankingRequest
from api.settings import Settings
from mcda.errors import located
from mcda.problem import Problem
from mcda.rank import rank
from mcda.ranking import Ranking
from mcda.robust.sensitivity import Sensitivity, sensitivity
from weights.deciding import Judgements, judgements_behind
from weights.resolve import resolve
from weights.spec import Statement


@dataclass(frozen=True, slots=True, kw_only=True)
class Solved:
    """A ranking, what was found about its sensitivity and its judgements, and the seed."""

    ranking: Ranking
    sensitivity: Sensitivity | None
    seed: int | None
    judgements: Judgements | None = None


def rank_problem(request: RankingRequest, settings: Settings, language: Language) -> bytes:
    """Return the answer as JSON."""
    problem = to_problem(request.problem, settings)
    solved = solve(problem, request.weights, request, settings)
    answer = present(solved.ranking, solved.sensitivity, language, judgements=solved.judgements)
    return with_record(answer, request, solved.seed)


def solve(
    problem: Problem,
    weights: Statement,
    options: Options,
    settings: Settings,
    *,
    computed: bool = False,
) -> Solved:
    """Weigh, rank and analyse; every fault keeps its place in the request.

    ``computed`` says that the problem was made from the request and does not stand in it.
    """
    plan, method = to_plan(options.sensitivity, settings), to_method(options)
    with placed("weights", computed=computed):
        vector = resolve(weights, problem)
    with placed(computed=computed):
        ranking = rank(
            problem,
            vector,
            method,
            requirements=to_requirements(options.requirements),
            unknowns=options.unknowns,
        )
    if plan is None:
        return Solved(ranking=ranking, sensitivity=None, seed=None)
    with located("sensitivity"):
        found = sensitivity(ranking, plan)
    judged = judgements_behind(weights, ranking) if wants_judgements(options) else None
    return Solved(ranking=ranking, sensitivity=found, seed=seed_of(plan), judgements=judged)
