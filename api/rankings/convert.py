"""Converts request models to the engine's objects; every fault keeps its path in the request."""

import math
from contextlib import suppress
from itertools import chain
from typing import Any

import numpy as np

from api.rankings.cells import to_cell
from api.rankings.schemas import (
    MethodRequest,
    ProblemModel,
    RequirementModel,
)
from api.settings import Settings
from mcda.errors import (
    Fault,
    InvalidMethod,
    InvalidProblem,
    InvalidRequirement,
    LimitExceeded,
    McdaError,
    Note,
    UnsuitableData,
    error_path,
)
from mcda.method import Method
from mcda.methods import make_method
from mcda.prepare.screen import Requirement
from mcda.problem import Problem

_FIELD: dict[type[McdaError], str] = {
    InvalidProblem: "problem",
    UnsuitableData: "problem",
    InvalidRequirement: "requirements",
    InvalidMethod: "method",
}


_COMPUTED = {"unknown_refused": "unknowns"}
"""Fields that a fault in a problem made from the request is about, by its code."""


class at_request_field(error_path):  # noqa: N801 - read as a word, like its base
    """Put the name of the request's field before the path of each fault.

    `otherwise` is the path of errors whose class implies no field. If the problem is `computed`
    from the request, faults of its cells are attributed to the requested method, or to `unknowns`
    if the request refuses unknown values.
    """

    __slots__ = ("_computed",)

    def __init__(self, *otherwise: str | int, computed: bool = False) -> None:
        super().__init__(*(otherwise or ("method",)))
        self._computed = computed

    def moved(self, error: McdaError) -> list[Note]:
        """Return the faults under the field that belongs to the error's class."""
        field = _FIELD.get(type(error))
        if field is None:
            return super().moved(error)
        if field == "problem" and self._computed:
            return [fault.at_path(_COMPUTED.get(fault.code, "method")) for fault in error.faults]
        return [fault.under(field) for fault in error.faults]


def to_problem(model: ProblemModel, settings: Settings) -> Problem:
    """Return the problem, or refuse a problem that exceeds the limits."""
    with error_path("problem"):
        check_size(len(model.alternatives), len(model.criteria), settings)
        return Problem(
            criteria=tuple(model.criteria),
            alternatives=tuple(model.alternatives),
            performances=_rows(model.performances),
        )


def _rows(rows: list[list[Any]]) -> Any:
    widths = set(map(len, rows))
    if len(widths) == 1:
        with suppress(TypeError):  # a spread
            count = len(rows) * len(rows[0])
            flat = np.fromiter(chain.from_iterable(rows), np.float64, count)
            if not math.isnan(np.vdot(flat, flat)):  # null, which is not known
                return flat.reshape(len(rows), *widths)
    return [[_cell(cell, i, j) for j, cell in enumerate(row)] for i, row in enumerate(rows)]


def _cell(value: Any, i: int, j: int) -> Any:
    try:
        return to_cell(value)
    except McdaError as error:
        raise InvalidProblem(
            [fault.under("performances", i, j) for fault in error.faults]
        ) from error


def check_size(alternatives: int, criteria: int, settings: Settings) -> None:
    """Refuse a problem that exceeds the synchronous limits."""
    faults = []
    for axis, count, limit in (
        ("alternatives", alternatives, settings.max_alternatives),
        ("criteria", criteria, settings.max_criteria),
    ):
        if count > limit:
            faults.append(Fault(f"too_many_{axis}", (axis,), {"count": count, "limit": limit}))
    LimitExceeded.raise_any(faults)


def to_method(asked: MethodRequest) -> Method:
    """Return the configured method."""
    parameters = asked.model_fields_set - {"name"}
    with error_path("method"):
        return make_method(asked.name, asked.model_dump(include=parameters) if parameters else None)


def to_requirements(models: list[RequirementModel]) -> list[Requirement]:
    """Return the requirements, which screen alternatives."""
    return [
        Requirement(
            criterion=model.criterion,
            at_least=model.at_least,
            at_most=model.at_most,
            one_of=None if model.one_of is None else tuple(model.one_of),
        )
        for model in models
    ]
