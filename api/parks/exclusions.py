"""Which parks a request leaves out of the ranking before anything is ranked, and why."""

from dataclasses import dataclass

from api.parks.catalogue import catalogue_of
from api.parks.convert import to_overrides
from api.parks.schemas import RecommendationRequest
from api.settings import Settings
from mcda.errors import Note
from mcda.parks import Appraisal, Screen, screen
from mcda.parks.exclusions import FirstAsk, OutsideScale, exclusions, first_ask, outside_scale
from mcda.prepare.screen import Exclusion
from mcda.weight_vector import WeightVector
from weights.spec import Statement
from weights.weightings import weighting_of


@dataclass(frozen=True, slots=True, kw_only=True)
class ExcludedParks:
    """What stands apart.

    Parameters
    ----------
    excluded
        All that is not ranked, with the reasons.
    asked
        Of too little known, most unknown first; none of those that the request names.
    outside
        Past the worst end of a scale, whether or not that is clipped.
    notes
        Of the screens.
    """

    excluded: tuple[Exclusion, ...]
    asked: tuple[FirstAsk, ...]
    outside: tuple[OutsideScale, ...]
    notes: tuple[Note, ...]


def set_apart(
    request: RecommendationRequest,
    appraisal: Appraisal,
    stated: Statement,
    vector: WeightVector | None,
    settings: Settings,
) -> ExcludedParks:
    """Return what a request does not have ranked.

    Parameters
    ----------
    request
        With its screens.
    appraisal
        Of its parks.
    stated, vector
        Its weights. What is asked first follows from those that it came with, and does not move
        with the replies of an interview. Without weights nothing is.
    settings
        For the catalogue.
    """
    screened = screen(
        catalogue_of(settings),
        appraisal.enterprise,
        appraisal.alternative_ids,
        [Screen(**item.model_dump()) for item in request.screens],
        request.keep,
        to_overrides(request.overrides),
    )
    asked: list[FirstAsk] = []
    if vector is not None and request.parks is None:
        came_with = weighting_of(stated).came_with(stated, vector)
        found = first_ask(appraisal, came_with)
        asked = [item for item in found if item.alternative not in request.keep]
    outside = outside_scale(appraisal)
    past = [item for item in outside if item.alternative not in request.keep]
    aside = exclusions(appraisal, asked, past if request.outside_scale == "apart" else [])
    removed = [Exclusion(alternative=item.park, reasons=item.reasons) for item in screened.removed]
    return ExcludedParks(
        excluded=(*removed, *aside),
        asked=tuple(asked),
        outside=tuple(outside),
        notes=screened.notes,
    )
