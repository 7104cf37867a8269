"""Compares weightings on request; uses the engine and the request models, nothing of HTTP."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from api.comparisons.presentation import ComparedSet, present
from api.comparisons.schemas import ComparisonRequest
from api.parks.catalogue import catalogue_of, rests_on
from api.parks.schemas import RATINGS, EnterpriseModel, RecommendationRequest, as_parks_have_it
from api.parks.service import appraisal_of
from api.rankings import cost
from api.rankings.convert import at_request_field, to_method, to_problem
from api.rankings.presentation import with_record
from api.rankings.schemas import TOPSIS
from api.rankings.weightings import name_faults, resolve_weightings
from api.settings import Settings
from mcda.errors import Fault, InvalidInput, Note
from mcda.parks import Appraisal, gates
from mcda.parks.exclusions import exclusions, first_ask
from mcda.prepare.screen import all_excluded
from mcda.problem import Problem
from mcda.weight_vector import WeightVector
from weights.comparison.compare import compare
from weights.source import source_of

Plain = dict[str, Any]
_OF_AN_ENTERPRISE = ("parks", "criteria", "overrides", "scenario", "scales")


def compare_weightings(request: ComparisonRequest, settings: Settings) -> Plain:
    """Return the answer in codes."""
    faults = [*_subject_faults(request), *name_faults(request.weightings, "weightings")]
    if faults:
        raise InvalidInput(faults)
    problem, notes = _problem(request, settings)
    method_request = (
        request.method or TOPSIS
        if request.problem is not None
        else as_parks_have_it(request.method or RATINGS)
    )
    request = request.model_copy(update={"method": method_request})
    stated = [weighting.weights for weighting in request.weightings]
    seconds = cost.of_comparison(cost.Size.of(problem), method_request.name, stated)
    cost.check(seconds, settings)
    computed = request.problem is None
    method = to_method(method_request)
    vectors = resolve_weightings(request.weightings, problem, "weightings", computed=computed)
    standing = _standing(problem, vectors, settings, named=request.parks is not None)
    with at_request_field(computed=computed):
        comparison = compare(
            standing.ranked,
            vectors,
            method,
            unknowns="refuse" if request.unknowns == "refuse" else "bounds",
        )
    sources = {
        item.name: source_of(item.weights, None, problem.criterion_ids)
        for item in request.weightings
    }
    answer = present(comparison, sources, notes, standing, problem)
    return with_record(answer, request, comparison.seed, rests_on(settings) if computed else None)


def _standing(
    problem: Problem, vectors: Mapping[str, WeightVector], settings: Settings, *, named: bool
) -> ComparedSet:
    """Return the parks that are ranked and those set apart; all weightings rank one list.

    Unless the request names it, a park is set apart that a gate takes out or of which too little is
    known under every weighting; if only under some weightings, these have a note.
    """
    if not isinstance(problem, Appraisal):
        return ComparedSet(ranked=problem)
    questions = {
        name: [] if named else first_ask(problem, vector) for name, vector in vectors.items()
    }
    never = set.intersection(
        *({item.alternative for item in items} for items in questions.values())
    )
    first = [item for item in next(iter(questions.values())) if item.alternative in never]
    ids, catalogue = problem.alternative_ids, catalogue_of(settings)
    shut = () if named else gates(catalogue, problem.enterprise, ids, problem.today)
    out = exclusions(first, shut)
    gone = {item.alternative for item in out}
    if len(gone) == len(ids):
        raise InvalidInput([all_excluded(out).at_path("parks")])
    return ComparedSet(
        ranked=problem.select(row for row, park in enumerate(ids) if park not in gone),
        excluded=out,
        first_ask={
            name: [item for item in items if item.alternative not in gone]
            for name, items in questions.items()
        },
    )


def _problem(request: ComparisonRequest, settings: Settings) -> tuple[Problem, Sequence[Note]]:
    if request.problem is not None:
        return to_problem(request.problem, settings), ()
    appraisal = appraisal_of(
        RecommendationRequest(
            enterprise=request.enterprise or EnterpriseModel(),
            parks=request.parks,
            criteria=request.criteria,
            overrides=request.overrides,
            scenario=request.scenario,
            unknowns=request.unknowns or "typical",
            scales=request.scales,
        ),
        settings,
    )
    return appraisal, appraisal.notes


def _subject_faults(request: ComparisonRequest) -> Iterator[Fault]:
    if request.problem is None:
        if request.enterprise is None:
            yield Fault("comparison_without_subject")
        return
    if request.enterprise is not None:
        yield Fault("comparison_with_two_subjects", ("problem",))
        return
    if request.unknowns in ("typical", "cautious"):
        yield Fault("only_with_enterprise", ("unknowns",), {"field": "unknowns"})
    for name in _OF_AN_ENTERPRISE:
        default = type(request).model_fields[name].get_default(call_default_factory=True)
        if getattr(request, name) != default:
            yield Fault("only_with_enterprise", (name,), {"field": name})
