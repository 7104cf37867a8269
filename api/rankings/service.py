"""Ranks a problem on request; uses the engine and the request models, nothing of HTTP."""

from collections.abc import Callable, Collection, Sequence

from api.rankings import cost
from api.rankings.analysis import Task, analyse, plan_of, seed_of
from api.rankings.convert import at_request_field, to_method, to_problem, to_requirements
from api.rankings.engine_result import EngineResult
from api.rankings.presentation import as_asked, present, with_record
from api.rankings.requests import Options, RankingRequest
from api.settings import Settings
from mcda.plain import Plain
from mcda.prepare.screen import Exclusion
from mcda.problem import Problem
from mcda.ranking import rank
from mcda.robust.possible_ranks.analysis import answer_set
from mcda.robust.sampling_run import Progress
from mcda.weight_vector import WeightVector
from weights.fit import Fit
from weights.source import source_of
from weights.spec import Statement
from weights.weightings import resolve

Excluding = Callable[[WeightVector], Sequence[Exclusion]]


def rank_problem(
    request: RankingRequest, settings: Settings, progress: Progress | None = None
) -> Plain:
    """Return the answer in codes."""
    problem = to_problem(request.problem, settings)
    result = solve(problem, request.weights, request, settings, progress=progress)
    form = request.form(request)
    return with_record(as_asked(present(result, problem, (), form), form), request, result.seed)


def solve(
    problem: Problem,
    weights: Statement,
    options: Options,
    settings: Settings,
    *,
    computed: bool = False,
    excluded: Excluding | None = None,
    unsaid: Collection[str] = (),
    derived: Sequence[Fit] | None = None,
    progress: Progress | None = None,
) -> EngineResult:
    """Compute weights, ranking and analyses; every fault keeps its path in the request.

    ``computed`` says that the problem was computed from the request, not sent in it; ``excluded``
    returns for the weights the alternatives that are excluded already; ``unsaid`` criteria depend
    on facts that were not stated; ``derived`` are the profiles for weights if none were sent;
    ``progress`` is called with the number of draws.
    """
    plan = plan_of(options.sensitivity, settings, options.detail)
    method = to_method(options.method)
    seconds = cost.of_ranking(cost.Size.of(problem), method.name, plan, weights)
    cost.check(seconds, settings, "recommendations" if computed else "ranking")
    with at_request_field("weights", computed=computed):
        vector = resolve(weights, problem)
    out = () if excluded is None else excluded(vector)
    with at_request_field(computed=computed):
        ranking = rank(
            problem,
            vector,
            method,
            requirements=to_requirements(options.requirements),
            excluded=out,
            unknowns="refuse" if options.unknowns == "refuse" else "bounds",
        )
    source = source_of(weights, derived, problem.criterion_ids)
    if plan is None:
        return EngineResult(ranking=ranking, source=source)
    task = Task(
        ranking=ranking,
        statement=weights,
        settings=settings,
        computed=computed,
        plan=plan,
        unsaid=unsaid,
        brief=options.is_brief,
        progress=progress,
    )
    results = analyse(task)
    acceptability, possible = results.get("acceptability"), results.get("possible_ranks")
    is_open = not plan.keys().isdisjoint({"acceptability", "possible_ranks"})
    return EngineResult(
        ranking=ranking,
        source=source,
        seed=seed_of(plan),
        found=results,
        answer_set=answer_set(ranking, acceptability, possible) if is_open else None,
        notes=tuple(task.notes),
    )
