"""Why a job failed, in codes: what a request would have been answered with."""

from api.errors import problem_in_codes, status_and_headers
from api.localisation import encode
from mcda.errors import McdaError


def problem_of(error: McdaError) -> bytes:
    """Return the problem document of an error, as it is kept."""
    status, _ = status_and_headers(error)
    return encode(problem_in_codes(error.faults, status))
