"""The content of an assessment: what may be saved, and what it means."""

from collections.abc import Iterator
from typing import Any

from pydantic_core import to_json

from api.assessments.schemas import LONGEST_NAME, AssessmentModel
from api.parks.problem import make_problem
from api.settings import Settings
from mcda.errors import Fault, InvalidInput, InvalidProblem, Path
from mcda.hidden_characters import hidden_fault
from weights.validation import validated_json

Plain = dict[str, Any]
_NOTHING_LEFT = ("empty_list", ("alternatives",))


def to_save(document: Plain, settings: Settings) -> Plain:
    """Return a document as it is kept: checked, its name without blanks at its ends.

    Raises
    ------
    InvalidInput
        As `checked`.
    """
    return {**document, "name": checked(document, settings).name}


def checked(document: Plain, settings: Settings) -> AssessmentModel:
    """Return a document as an assessment, after its parks were looked up.

    Raises
    ------
    InvalidInput
        A field that cannot be used, a park that does not exist, or a text that no database keeps.
    """
    found = formed(document)
    try:
        make_problem(found, settings)
    except InvalidProblem as error:
        if not nothing_left(error):
            raise
    return found


def formed(document: Plain) -> AssessmentModel:
    """Return a document as an assessment by its form alone; no park is looked up.

    Raises
    ------
    InvalidInput
        A field that cannot be used, or a text that no database keeps.
    """
    faults = list(unstorable(document, ()))
    if faults:
        raise InvalidInput(faults)
    # ``1e999`` reads as infinity: written as such it is refused, as null it would be let through.
    return validated_json(AssessmentModel, to_json(document, inf_nan_mode="constants"))


def usable_name(name: str) -> str:
    """Return a name without blanks at its ends.

    Raises
    ------
    InvalidInput
        It is empty or longer than 200 characters, or no database keeps it.
    """
    said = name.strip()
    faults = list(unstorable(said, ("name",)))
    if not said:
        faults.append(Fault("name_missing", ("name",), {}))
    elif len(said) > LONGEST_NAME:
        faults.append(Fault("name_too_long", ("name",), {"limit": LONGEST_NAME}))
    if faults:
        raise InvalidInput(faults)
    return said


def nothing_left(error: InvalidProblem) -> bool:
    """Tell whether screens removed every alternative, which is an answer and no mistake."""
    return [(fault.code, fault.path) for fault in error.faults] == [_NOTHING_LEFT]


def unstorable(value: Any, path: Path) -> Iterator[Fault]:
    """Yield a fault for each text with a NUL, which PostgreSQL cannot hold, or one hidden."""
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
