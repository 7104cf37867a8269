"""Why a job failed, as the document that a request would have been answered with."""

from api.errors import answer_to
from api.language import Language
from mcda.errors import McdaError


def problem_of(error: McdaError, language: str) -> bytes:
    """Return the problem document of an error."""
    spoken: Language = "zh" if language == "zh" else "en"
    return bytes(answer_to(error, spoken).body)
