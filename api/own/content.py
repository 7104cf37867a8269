"""What may be saved as a profile of an organisation's own."""

from contextlib import suppress
from typing import Any

from pydantic_core import to_json

from api.assessments.content import unstorable
from api.own.schemas import OwnProfileModel
from mcda.errors import InvalidInput, InvalidProblem, located
from weights.resolve import resolve
from weights.validation import validated_json

Plain = dict[str, Any]


def checked(document: Plain) -> OwnProfileModel:
    """Return a document as a profile.

    Raises
    ------
    InvalidInput
        A field that cannot be used, or a text that no database keeps.
    InvalidWeights, InvalidJudgements, NotFound
        Weights that nothing could be ranked by, whatever the problem.
    """
    faults = list(unstorable(document, ()))
    if faults:
        raise InvalidInput(faults)
    # ``1e999`` reads as infinity: written as such it is refused, as null it would be let through.
    found = validated_json(OwnProfileModel, to_json(document, inf_nan_mode="constants"))
    with located("weights"), suppress(InvalidProblem):  # which ask for a problem to look at
        resolve(found.weights)
    return found
