"""Where in the request a fault of the engine's entry belongs."""

from mcda.errors import (
    Fault,
    InvalidMethod,
    InvalidProblem,
    InvalidRequirement,
    McdaError,
    Note,
    UnsuitableData,
    located,
)

_FIELD: dict[type[McdaError], str] = {
    InvalidProblem: "problem",
    UnsuitableData: "problem",
    InvalidRequirement: "requirements",
    InvalidMethod: "method",
}


class placed(located):  # noqa: N801 - read as a word, like its base
    """Put the name of the request's field before the path of each fault.

    Parameters
    ----------
    otherwise
        Field of the errors that name none by their class.
    computed
        The problem is not in the request but was made from it: what its cells do not allow is
        told of the method that was asked.
    """

    __slots__ = ("_computed",)

    def __init__(self, otherwise: str = "method", *, computed: bool = False) -> None:
        super().__init__(otherwise)
        self._computed = computed

    def moved(self, error: McdaError) -> list[Note]:
        """Return the faults under the field of their class."""
        field = _FIELD.get(type(error))
        if field is None:
            return super().moved(error)
        if field == "problem" and self._computed:
            return [Fault(fault.code, ("method",), fault.fields) for fault in error.faults]
        return [fault.under(field) for fault in error.faults]
