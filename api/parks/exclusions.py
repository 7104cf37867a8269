"""The parks that a request excludes before the ranking, with the reasons."""

from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

from api.parks.catalogue import catalogue_for
from api.parks.schemas import RecommendationRequest
from api.rankings.convert import to_requirements
from api.rankings.schemas import RequirementModel
from api.settings import Settings
from mcda.errors import Note, error_path
from mcda.parks import Appraisal, Gate, Must, appraise, conditions
from mcda.parks.exclusions import FirstAsk, exclusions, first_ask
from mcda.prepare.screen import Exclusion, screen
from mcda.problem import Problem
from mcda.weight_vector import WeightVector
from weights.spec import Statement
from weights.weightings import weighting_of


class ExcludedParks(NamedTuple):
    """The parks that are set apart."""

    excluded: tuple[Exclusion, ...]
    """All that is not ranked, with the reasons."""
    asked: tuple[FirstAsk, ...]
    """Of too little known, most unknown first; none of those that the request names."""
    conditions: tuple[Gate, ...]
    """Gates and must-haves, of parks that are ranked too."""
    undecided: tuple[Note, ...] = ()
    """That a requirement on what a criterion adds up may or may not be met."""


def set_apart(
    request: RecommendationRequest,
    appraisal: Appraisal,
    stated: Statement,
    vector: WeightVector | None,
    settings: Settings,
) -> ExcludedParks:
    """Return the parks that a request does not rank.

    The parks to be asked first follow from the original weights of the request, not from the
    replies of an interview. Without weights, no park is.
    """
    notes = conditions(
        catalogue_for(request, settings),
        appraisal.enterprise,
        Must(**request.must.model_dump()),
        appraisal.alternative_ids,
        appraisal.today,
        off=[code for code, is_on in request.gates.items() if not is_on],
        on=[code for code, is_on in request.gates.items() if is_on],
        keep=request.keep,
    )
    out, undecided = _by_parts(request, appraisal, settings)
    questions: list[FirstAsk] = []
    if vector is not None and request.parks is None:
        came_with = weighting_of(stated).came_with(stated, vector)
        candidates = first_ask(appraisal, came_with)
        questions = [item for item in candidates if item.alternative not in request.keep]
    for item in exclusions(questions, notes):
        reasons = out[item.alternative].reasons if item.alternative in out else ()
        out[item.alternative] = replace(item, reasons=(*item.reasons, *reasons))
    return ExcludedParks(tuple(out.values()), tuple(questions), notes, undecided)


def on_columns(
    requirements: Sequence[RequirementModel], problem: Problem
) -> list[RequirementModel]:
    """Return requirements without those on what a criterion of a problem adds up."""
    parts = problem.parts if isinstance(problem, Appraisal) else ()
    return [item for item in requirements if item.criterion not in parts]


def _by_parts(
    request: RecommendationRequest, appraisal: Appraisal, settings: Settings
) -> tuple[dict[str, Exclusion], tuple[Note, ...]]:
    """Return the parks that fail requirements on what a criterion adds up, and what is open."""
    wanted = [item for item in request.requirements if item.criterion in appraisal.parts]
    if not wanted:
        return {}, ()
    view = appraise(
        catalogue_for(request, settings),
        appraisal.enterprise,
        appraisal.alternative_ids,
        list(dict.fromkeys(item.criterion for item in wanted)),
        [*appraisal.overrides.values()],
        appraisal.scenario,
        appraisal.today,
        appraisal.stale_after,
    )
    with error_path("requirements"):
        _, out, notes = screen(view, to_requirements(wanted))
    return {item.alternative: item for item in out}, notes
