"""The decision problem of a recommendation, without the parks that are set apart."""

from contextlib import suppress

from api.parks.exclusions import set_apart
from api.parks.profile_fit import weights_of, with_criteria
from api.parks.schemas import RecommendationRequest
from api.parks.service import appraisal_of
from api.parks.templates import problem_of
from api.settings import Settings
from mcda.errors import McdaError
from mcda.parks.templates import PARKS
from mcda.problem import Problem
from weights.weightings import resolve


def make_problem(request: RecommendationRequest, settings: Settings) -> Problem:
    """Return the ranked alternatives, appraised for the enterprise.

    Unusable weights are reported by a run; here, no park is then asked first.

    Raises
    ------
    InvalidEnterprise, InvalidProblem, LimitExceeded
        As a recommendation would.
    """
    if request.template != PARKS:
        return problem_of(request, settings)
    request = with_criteria(request, settings)
    appraisal = appraisal_of(request, settings)
    stated, _ = weights_of(request, appraisal.enterprise)
    vector = None
    with suppress(McdaError):
        vector = resolve(stated, appraisal)
    excluded = set_apart(request, appraisal, stated, vector, settings).excluded
    aside = {item.alternative for item in excluded}
    rows = [row for row, park in enumerate(appraisal.alternative_ids) if park not in aside]
    return appraisal.select(rows)
