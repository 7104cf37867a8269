"""Rank a problem as asked; knows the engine and the request models, nothing of HTTP."""

from collections.abc import Sequence

from api import cost
from api.language import Language
from api.rankings.convert import (
    seed_of,
    to_method,
    to_plan,
    to_problem,
    to_requirements,
)
from api.rankings.further import further
from api.rankings.placed import placed
from api.rankings.present import present
from api.rankings.record import with_record
from api.rankings.schemas import Options, RankingRequest, SensitivityModel
from api.rankings.solved import Solved
from api.settings import Settings
from mcda.errors import located
from mcda.prepare.screen import Exclusion
from mcda.problem import Problem
from mcda.rank import rank
from mcda.robust.chunks import Executor, Progress
from mcda.robust.cluster import Cluster
from mcda.robust.sensitivity import Plan, sensitivity
from weights.resolve import resolve
from weights.spec import Statement

CLUSTER_FROM = 100_000  # draws; fewer are made before a cluster is reached


def rank_problem(
    request: RankingRequest,
    settings: Settings,
    language: Language,
    progress: Progress | None = None,
) -> bytes:
    """Return the answer as JSON."""
    problem = to_problem(request.problem, settings)
    solved = solve(problem, request.weights, request, settings, progress=progress)
    return with_record(present(solved, language), request, solved.seed)


def solve(
    problem: Problem,
    weights: Statement,
    options: Options,
    settings: Settings,
    *,
    computed: bool = False,
    excluded: Sequence[Exclusion] = (),
    progress: Progress | None = None,
) -> Solved:
    """Weigh, rank and analyse; every fault keeps its place in the request.

    ``computed`` says that the problem was made from the request and does not stand in it;
    ``excluded`` alternatives are out already; ``progress`` is told how many draws there are.
    """
    plan, method = to_plan(options.sensitivity, settings), to_method(options)
    seconds = cost.of_ranking(cost.Size.of(problem), options, plan)
    cost.check(seconds, settings, "recommendations" if computed else "ranking")
    with placed("weights", computed=computed):
        vector = resolve(weights, problem)
    with placed(computed=computed):
        ranking = rank(
            problem,
            vector,
            method,
            requirements=to_requirements(options.requirements),
            excluded=excluded,
            unknowns=options.unknowns,
        )
    if plan is None:
        return Solved(ranking=ranking)
    with located("sensitivity"):
        found = sensitivity(ranking, plan, executor=_executor(plan, settings), progress=progress)
    asked = SensitivityModel() if isinstance(options.sensitivity, bool) else options.sensitivity
    return Solved(
        ranking=ranking,
        seed=seed_of(plan),
        sensitivity=found,
        **further(ranking, weights, asked, found.stability, settings, computed=computed),
    )


def _executor(plan: Plan, settings: Settings) -> Executor | None:
    """Return the cluster where there is one and the work is worth the way."""
    if settings.cluster is None or plan.samples <= CLUSTER_FROM:
        return None
    return Cluster(address=settings.cluster)
