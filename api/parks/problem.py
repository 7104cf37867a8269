"""The decision problem that a recommendation is about, without what stands apart from it."""

from contextlib import suppress

from api.parks.exclusions import set_apart
from api.parks.profile_fit import weights_of
from api.parks.schemas import RecommendationRequest
from api.parks.service import appraisal_of
from api.parks.templates import problem_of
from api.settings import Settings
from mcda.errors import McdaError
from mcda.parks.templates import PARKS
from mcda.problem import Problem
from weights.weightings import resolve


def make_problem(request: RecommendationRequest, settings: Settings) -> Problem:
    """Return the alternatives that are ranked, as the enterprise would see them.

    Weights that cannot be used are told by a run: here nothing is asked first then.

    Raises
    ------
    InvalidEnterprise, InvalidProblem, LimitExceeded
        As a recommendation would.
    """
    if request.template != PARKS:
        return problem_of(request, settings)
    appraisal = appraisal_of(request, settings)
    stated, _ = weights_of(request, appraisal.enterprise)
    vector = None
    with suppress(McdaError):
        vector = resolve(stated, appraisal)
    excluded = set_apart(request, appraisal, stated, vector, settings).excluded
    aside = {item.alternative for item in excluded}
    kept = [row for row, park in enumerate(appraisal.alternative_ids) if park not in aside]
    return appraisal.select(kept)
