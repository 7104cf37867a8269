"""Rank a problem as asked; knows the engine and the request models, nothing of HTTP."""

from api.language import Language
from api.rankings.convert import seed_of, to_method, to_plan, to_problem, to_requirements
from api.rankings.placed import placed
from api.rankings.present import present
from api.rankings.record import with_record
from api.rankings.schemas import RankingRequest
from api.settings import Settings
from mcda.errors import located
from mcda.rank import rank
from mcda.ranking import Ranking
from mcda.robust.sensitivity import Plan, Sensitivity, sensitivity
from weights.resolve import resolve


def rank_problem(request: RankingRequest, settings: Settings, language: Language) -> bytes:
    """Return the answer as JSON."""
    problem = to_problem(request.problem, settings)
    plan = to_plan(request.sensitivity, settings)
    method = to_method(request)
    with placed("weights"):
        vector = resolve(request.weights, problem)
    with placed():
        ranking = rank(
            problem,
            vector,
            method,
            requirements=to_requirements(request.requirements),
            unknowns=request.unknowns,
        )
    found = analyse(ranking, plan)
    answer = present(ranking, found, language)
    return with_record(answer, request, seed_of(plan))


def analyse(ranking: Ranking, plan: Plan | None) -> Sensitivity | None:
    """Run the asked parts of the sensitivity analysis."""
    if plan is None:
        return None
    with located("sensitivity", "methods"):
        return sensitivity(ranking, plan)
