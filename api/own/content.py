"""What may be saved as a profile of an organisation's own."""

from contextlib import suppress
from typing import Any

from pydantic_core import to_json

from api.assessments.content import unstorable
from api.assessments.service import document
from api.own.schemas import OwnProfileModel
from mcda.errors import InvalidInput, InvalidProblem, error_path
from weights.validation import validated_json
from weights.weightings import resolve

Plain = dict[str, Any]


def read(sent: bytes) -> tuple[OwnProfileModel, Plain]:
    """Return a body as a profile, and its weights as they were sent.

    Raises
    ------
    McdaError
        As `checked`, or it is no JSON object.
    """
    content = document(sent)
    return checked(content), content["weights"]


def checked(content: Plain) -> OwnProfileModel:
    """Return a document as a profile.

    Raises
    ------
    InvalidInput
        A field that cannot be used, or a text that no database keeps.
    InvalidWeights, InvalidJudgements, NotFound
        Weights that nothing could be ranked by, whatever the problem.
    """
    faults = list(unstorable(content, ()))
    if faults:
        raise InvalidInput(faults)
    # ``1e999`` reads as infinity: written as such it is refused, as null it would be let through.
    found = validated_json(OwnProfileModel, to_json(content, inf_nan_mode="constants"))
    with error_path("weights"), suppress(InvalidProblem):  # which ask for a problem to look at
        resolve(found.weights)
    return found
