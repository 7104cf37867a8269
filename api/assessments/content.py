"""The content of an assessment: the rules for saving it, and its meaning."""

from collections.abc import Iterator
from typing import Any

from pydantic_core import to_json

from api.assessments.schemas import LONGEST_NAME, AssessmentModel
from api.parks.problem import make_problem
from api.settings import Settings
from mcda.errors import Fault, InvalidInput, InvalidProblem, Path, hidden_fault
from mcda.plain import Plain
from weights.posterior import check_count
from weights.validation import first_faults, validated_json

_NOTHING_LEFT = ("empty_list", ("alternatives",))


def to_save(document: Plain, settings: Settings) -> Plain:
    """Return a document in the form to store: checked, its name without blanks at the ends.

    Raises
    ------
    InvalidInput
        As `checked`.
    """
    return {**document, "name": checked(document, settings).name}


def checked(document: Plain, settings: Settings) -> AssessmentModel:
    """Return a document as an assessment, after looking up its parks.

    Raises
    ------
    InvalidInput
        A field cannot be used, a park does not exist, a text cannot be stored by a database, or
        there are too many answers.
    """
    model = formed(document)
    check_count(model.answers, "answers")
    try:
        make_problem(model, settings)
    except InvalidProblem as error:
        if not nothing_left(error):
            raise
    return model


def formed(document: Plain) -> AssessmentModel:
    """Return a document as an assessment without looking up its parks.

    Raises
    ------
    InvalidInput
        A field cannot be used, or a text cannot be stored by a database.
    """
    check_storable(document)
    # ``1e999`` reads as infinity: written as such it is refused, as null it would be let through.
    return validated_json(AssessmentModel, to_json(document, inf_nan_mode="constants"))


def usable_name(name: str) -> str:
    """Return a name without blanks at its ends.

    Raises
    ------
    InvalidInput
        The name is empty, longer than 200 characters, or cannot be stored by a database.
    """
    stripped = name.strip()
    faults = list(unstorable(stripped, ("name",)))
    if not stripped:
        faults.append(Fault("name_missing", ("name",), {}))
    elif len(stripped) > LONGEST_NAME:
        faults.append(Fault("name_too_long", ("name",), {"limit": LONGEST_NAME}))
    InvalidInput.raise_any(faults)
    return stripped


def check_storable(document: Plain) -> None:
    """Raise `InvalidInput` with the first faults of texts that cannot be stored."""
    InvalidInput.raise_any(first_faults(unstorable(document, ())))


def nothing_left(error: InvalidProblem) -> bool:
    """Tell whether conditions removed every alternative, which is a result and no mistake."""
    return [(fault.code, fault.path) for fault in error.faults] == [_NOTHING_LEFT]


def unstorable(value: Any, path: Path) -> Iterator[Fault]:
    """Yield a fault for each text with a NUL, which PostgreSQL cannot hold, or hidden signs."""
    if isinstance(value, str):
        fault = Fault("text_with_nul", path) if "\0" in value else hidden_fault(value, *path)
        if fault is not None:
            yield fault
    elif isinstance(value, dict):
        for name, part in value.items():
            yield from unstorable(name, (*path, name))
            yield from unstorable(part, (*path, name))
    elif isinstance(value, list):
        for place, part in enumerate(value):
            yield from unstorable(part, (*path, place))
