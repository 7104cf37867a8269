"""Compares weightings on request; uses the engine and the request models, nothing of HTTP."""

from collections.abc import Iterator, Mapping, Sequence

from api.comparisons.presentation import present
from api.comparisons.schemas import ComparisonRequest
from api.parks.catalogue import catalogue_of, rests_on
from api.parks.profile_fit import default_criteria
from api.parks.schemas import RATINGS, EnterpriseModel, RecommendationRequest, as_parks_have_it
from api.parks.service import appraisal_of
from api.rankings import cost
from api.rankings.convert import at_request_field, to_method, to_problem
from api.rankings.presentation import with_record
from api.rankings.schemas import TOPSIS
from api.rankings.weightings import name_faults, resolve_weightings
from api.settings import Settings
from mcda.errors import Fault, InvalidInput, Note, error_path
from mcda.parks import Appraisal, gates
from mcda.parks.exclusions import FirstAsk, exclusions, first_ask
from mcda.plain import Plain
from mcda.prepare.missing_values import Unknowns
from mcda.prepare.screen import Exclusion, all_excluded
from mcda.problem import Problem
from mcda.weight_vector import WeightVector
from weights.comparison.compare import compare
from weights.source import own_criteria, source_of

_OF_AN_ENTERPRISE = ("parks", "criteria", "overrides", "scenario", "scales")


def compare_weightings(request: ComparisonRequest, settings: Settings) -> Plain:
    """Return the answer in codes."""
    names = name_faults(request.weightings, "weightings")
    InvalidInput.raise_any([*_subject_faults(request), *names])
    problem, notes = _problem(request, settings)
    computed = request.problem is None
    chosen = request.method or (RATINGS if computed else TOPSIS)
    chosen = as_parks_have_it(chosen) if computed else chosen
    request = request.model_copy(update={"method": chosen})
    stated = [weighting.weights for weighting in request.weightings]
    cost.check(cost.of_comparison(cost.Size.of(problem), chosen.name, stated), settings)
    method = to_method(chosen)
    vectors = resolve_weightings(request.weightings, problem, "weightings", computed=computed)
    named = request.parks is not None
    ranked, apart, noted = _standing(problem, vectors, settings, named=named)
    with at_request_field(computed=computed):
        unknowns: Unknowns = "refuse" if request.unknowns == "refuse" else "bounds"
        comparison = compare(ranked, vectors, method, unknowns=unknowns)
    ids = problem.criterion_ids
    sources = {item.name: source_of(item.weights, None, ids) for item in request.weightings}
    answer = present(comparison, sources, notes, problem, apart, noted)
    return with_record(answer, request, comparison.seed, rests_on(settings) if computed else None)


def _standing(
    problem: Problem, vectors: Mapping[str, WeightVector], settings: Settings, *, named: bool
) -> tuple[Problem, Sequence[Exclusion], Mapping[str, Sequence[FirstAsk]]]:
    """Return the parks that are ranked, those set apart, and ranked ones with a note by weighting.

    All weightings rank one list.

    Unless the request names it, a park is set apart that a gate takes out or of which too little is
    known under every weighting; if only under some weightings, these have a note.
    """
    if not isinstance(problem, Appraisal):
        return problem, (), {}
    questions = {
        name: [] if named else first_ask(problem, vector) for name, vector in vectors.items()
    }
    asks = [{item.alternative for item in items} for items in questions.values()]
    never = set.intersection(*asks)
    first = [item for item in next(iter(questions.values())) if item.alternative in never]
    ids, catalogue = problem.alternative_ids, catalogue_of(settings)
    shut = () if named else gates(catalogue, problem.enterprise, ids, problem.today)
    out = exclusions(first, shut)
    gone = {item.alternative for item in out}
    if len(gone) == len(ids):
        raise InvalidInput([all_excluded(out).at_path("parks")])
    noted = {
        name: [item for item in items if item.alternative not in gone]
        for name, items in questions.items()
    }
    return problem.select(row for row, park in enumerate(ids) if park not in gone), out, noted


def _problem(request: ComparisonRequest, settings: Settings) -> tuple[Problem, Sequence[Note]]:
    if request.problem is not None:
        return to_problem(request.problem, settings), ()
    enterprise = request.enterprise or EnterpriseModel()
    names = list[str]()
    for place, weighting in enumerate(request.weightings):
        with error_path("weightings", place, "weights"):
            names.extend(own_criteria(weighting.weights))
    fields: Plain = {name: getattr(request, name) for name in _OF_AN_ENTERPRISE}
    fields["criteria"] = request.criteria or default_criteria(
        bool(enterprise.sectors), names, settings
    )
    fields |= {"enterprise": enterprise, "unknowns": request.unknowns or "typical"}
    appraisal = appraisal_of(RecommendationRequest(**fields), settings)
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
