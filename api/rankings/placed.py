"""Where in the request a fault of the engine's entry belongs."""

from collections.abc import Iterator
from contextlib import contextmanager

from mcda.errors import InvalidMethod, InvalidProblem, InvalidRequirement, McdaError, UnsuitableData

_FIELD: dict[type[McdaError], str] = {
    InvalidProblem: "problem",
    UnsuitableData: "problem",
    InvalidRequirement: "requirements",
    InvalidMethod: "method",
}


@contextmanager
def placed(otherwise: str = "method") -> Iterator[None]:
    """Put the name of the request's field before the path of each fault."""
    try:
        yield
    except McdaError as error:
        field = _FIELD.get(type(error), otherwise)
        raise type(error)([fault.under(field) for fault in error.faults]) from error
