"""Validation of an organisation's own profile before it is saved."""

from contextlib import suppress

from pydantic_core import to_json

from api.assessments.content import check_storable
from api.assessments.service import document
from api.own.schemas import OwnProfileModel
from mcda.errors import InvalidProblem, error_path
from mcda.plain import Plain
from weights.validation import validated_json
from weights.weightings import resolve


def read(sent: bytes) -> tuple[OwnProfileModel, Plain]:
    """Return a body as a profile, and its weights as they were sent.

    Raises
    ------
    McdaError
        As `checked`, or the body is no JSON object.
    """
    content = document(sent)
    return checked(content), content["weights"]


def checked(content: Plain) -> OwnProfileModel:
    """Return a document as a profile.

    Raises
    ------
    InvalidInput
        A field cannot be used, or a text cannot be stored by a database.
    InvalidWeights, InvalidJudgements, NotFound
        The weights could not be used to rank any problem.
    """
    check_storable(content)
    # ``1e999`` reads as infinity: written as such it is refused, as null it would be let through.
    profile = validated_json(OwnProfileModel, to_json(content, inf_nan_mode="constants"))
    with error_path("weights"), suppress(InvalidProblem):  # which ask for a problem to look at
        resolve(profile.weights)
    return profile
