"""The content of an assessment: what may be saved, and what it means."""

from collections.abc import Iterator
from typing import Any

import orjson

from api.assessments.schemas import AssessmentModel
from api.body import parsed
from api.parks.asked import asked_problem
from api.settings import Settings
from mcda.errors import Fault, InvalidInput, Path

Plain = dict[str, Any]


def checked(document: Plain, settings: Settings) -> AssessmentModel:
    """Return a document as an assessment, after its parks were looked up.

    Raises
    ------
    InvalidInput
        A field that cannot be used, a park that does not exist, or a text that no database keeps.
    """
    faults = list(unstorable(document, ()))
    if faults:
        raise InvalidInput(faults)
    found = parsed(orjson.dumps(document), AssessmentModel)
    asked_problem(found, settings)
    return found


def unstorable(value: Any, path: Path) -> Iterator[Fault]:
    """Yield a fault for each text with a NUL, which PostgreSQL cannot hold."""
    if isinstance(value, str) and "\0" in value:
        yield Fault("text_with_nul", path, {})
    elif isinstance(value, dict):
        for name, part in value.items():
            yield from unstorable(name, (*path, name))
            yield from unstorable(part, (*path, name))
    elif isinstance(value, list):
        for place, part in enumerate(value):
            yield from unstorable(part, (*path, place))
