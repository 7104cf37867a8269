"""What a road from answers to weights finds."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from mcda.errors import Fault, InvalidWeights, Note, Path
from mcda.weight_set import WeightSet


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """Weights by criterion, not yet divided by their sum.

    Parameters
    ----------
    values
        By criterion id.
    diagnostics
        What the road found out on the way, as plain data.
    known
        What the statement leaves open, criteria in the order of `values`; None where it says
        nothing about its own precision.
    notes
        Coded warnings, their places within the statement.
    """

    values: Mapping[str, float]
    diagnostics: Mapping[str, Any] = field(default_factory=dict)
    known: WeightSet | None = None
    notes: tuple[Note, ...] = ()


def check_covers(
    named: Sequence[str], known: Sequence[str], *path: str | int, listed: bool = False
) -> None:
    """Refuse a statement that leaves a criterion out or names a strange one.

    Parameters
    ----------
    named
        Criteria of the statement.
    known
        Criteria of the problem.
    path
        Where in the statement they are named.
    listed
        There they stand in a list, in this order.

    Raises
    ------
    InvalidWeights
        With a fault for each such criterion.
    """

    def at(place: int) -> Path:
        return (*path, place) if listed else path

    faults = [Fault("weight_missing", path, {"criterion": c}) for c in known if c not in named]
    faults += [
        Fault("weight_unknown_criterion", at(place), {"criterion": name, "known": tuple(known)})
        for place, name in enumerate(named)
        if name not in known
    ]
    if faults:
        raise InvalidWeights(faults)
