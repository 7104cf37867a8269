"""The parks that a request excludes before the ranking, with the reasons."""

from typing import NamedTuple

from api.parks.catalogue import catalogue_for
from api.parks.schemas import RecommendationRequest
from api.settings import Settings
from mcda.parks import Appraisal, Gate, Must, conditions
from mcda.parks.exclusions import FirstAsk, exclusions, first_ask
from mcda.prepare.screen import Exclusion
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
    questions: list[FirstAsk] = []
    if vector is not None and request.parks is None:
        came_with = weighting_of(stated).came_with(stated, vector)
        candidates = first_ask(appraisal, came_with)
        questions = [item for item in candidates if item.alternative not in request.keep]
    return ExcludedParks(tuple(exclusions(questions, notes)), tuple(questions), notes)
