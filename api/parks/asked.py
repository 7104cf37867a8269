"""The decision problem that a recommendation is about, its screens applied."""

from api.parks.catalogue import catalogue_of
from api.parks.given import to_overrides
from api.parks.schemas import RecommendationRequest
from api.parks.service import appraisal_of
from api.parks.templates import problem_of
from api.settings import Settings
from mcda.parks import Screen, screen
from mcda.parks.templates import PARKS
from mcda.problem import Problem


def asked_problem(request: RecommendationRequest, settings: Settings) -> Problem:
    """Return the alternatives that are ranked, as the enterprise would see them.

    Raises
    ------
    InvalidEnterprise, InvalidProblem, LimitExceeded
        As a recommendation would.
    """
    if request.template != PARKS:
        return problem_of(request, settings)
    appraisal = appraisal_of(request, settings)
    if not request.screens:
        return appraisal
    screened = screen(
        catalogue_of(settings),
        appraisal.enterprise,
        appraisal.alternative_ids,
        [Screen(**item.model_dump()) for item in request.screens],
        request.keep,
        to_overrides(request.overrides),
    )
    return appraisal.select(map(appraisal.alternative_ids.index, screened.kept))
