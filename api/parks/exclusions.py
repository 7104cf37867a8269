"""The parks that a request excludes before the ranking, with the reasons."""

from dataclasses import dataclass

from api.parks.catalogue import catalogue_of
from api.parks.convert import to_overrides
from api.parks.schemas import RecommendationRequest
from api.settings import Settings
from mcda.errors import Note
from mcda.parks import Appraisal, Screen, screen
from mcda.parks.exclusions import (
    FirstAsk,
    OutsideScale,
    exclusions,
    first_ask,
    outside_scale,
    past_for_some,
)
from mcda.prepare.screen import Exclusion
from mcda.weight_vector import WeightVector
from weights.spec import Statement
from weights.weightings import weighting_of


@dataclass(frozen=True, slots=True, kw_only=True)
class ExcludedParks:
    """The parks that are set apart."""

    excluded: tuple[Exclusion, ...]
    """All that is not ranked, with the reasons."""
    asked: tuple[FirstAsk, ...]
    """Of too little known, most unknown first; none of those that the request names."""
    outside: tuple[OutsideScale, ...]
    """Past the worst end of a scale that not all are past, whether or not that is clipped."""
    notes: tuple[Note, ...]
    """Of the screens, and of scales that all are past."""


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
    screened = screen(
        catalogue_of(settings),
        appraisal.enterprise,
        appraisal.alternative_ids,
        [Screen(**item.model_dump()) for item in request.screens],
        request.keep,
        to_overrides(request.overrides),
    )
    questions: list[FirstAsk] = []
    if vector is not None and request.parks is None:
        came_with = weighting_of(stated).came_with(stated, vector)
        candidates = first_ask(appraisal, came_with)
        questions = [item for item in candidates if item.alternative not in request.keep]
    out = {item.park for item in screened.removed} | {item.alternative for item in questions}
    remaining = [park for park in appraisal.alternative_ids if park not in out]
    outside, notes = past_for_some(appraisal, outside_scale(appraisal), remaining)
    past = [item for item in outside if item.alternative not in request.keep]
    aside = exclusions(appraisal, questions, past if request.outside_scale == "apart" else [])
    removed = [Exclusion(alternative=item.park, reasons=item.reasons) for item in screened.removed]
    return ExcludedParks(
        excluded=(*removed, *aside),
        asked=tuple(questions),
        outside=tuple(outside),
        notes=(*screened.notes, *notes),
    )
