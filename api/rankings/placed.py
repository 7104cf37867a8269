"""Where in the request a fault of the engine's entry belongs."""

from collections.abc import Iterator
from contextlib import contextmanager

from mcda.errors import (
    Fault,
    InvalidMethod,
    InvalidProblem,
    InvalidRequirement,
    McdaError,
    Note,
    UnsuitableData,
)

_FIELD: dict[type[McdaError], str] = {
    InvalidProblem: "problem",
    UnsuitableData: "problem",
    InvalidRequirement: "requirements",
    InvalidMethod: "method",
}


@contextmanager
def placed(otherwise: str = "method", *, computed: bool = False) -> Iterator[None]:
    """Put the name of the request's field before the path of each fault.

    Parameters
    ----------
    otherwise
        Field of the errors that name none by their class.
    computed
        The problem is not in the request but was made from it: what its cells do not allow is
        told of the method that was asked.
    """
    try:
        yield
    except McdaError as error:
        field = _FIELD.get(type(error), otherwise)
        if field == "problem" and computed:
            faults: list[Note] = [
                Fault(fault.code, ("method",), fault.fields) for fault in error.faults
            ]
        else:
            faults = [fault.under(field) for fault in error.faults]
        raise type(error)(faults) from error
