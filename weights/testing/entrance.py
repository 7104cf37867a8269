"""The entrance examination: the checks that a weighting must pass before users can choose it."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any, get_args

import numpy as np

from mcda.entrance.declarations import class_faults, describe, is_derived, is_said
from mcda.errors import Fault, InvalidExtension, Note
from mcda.problem import Alternative, Criterion, Problem
from mcda.registry import Origin
from mcda.weight_vector import WeightVector
from weights.spec import Statement
from weights.weighting import Weighting

PROBLEMS = 3
_SEED = 2026
_ALTERNATIVES = 5
_UNNAMED = ("quality", "cost", "time", "risk")
_DRAWS = 512
_ERRORS = 6.0  # standard errors of a mean
_SAME = 1e-9


def admit(weighting: type[Weighting[Any]], origin: Origin) -> None:
    """Raise an error for a weighting that does not pass the examination.

    Parameters
    ----------
    weighting
        As registered.
    origin
        Where it comes from.

    Raises
    ------
    InvalidExtension
        With a fault for each reason.
    """
    InvalidExtension.raise_any([*examine(weighting)])


def examine(weighting: type[Weighting[Any]]) -> Iterator[Note]:
    """Yield the faults of a weighting: of its declarations, then of the weights of its examples.

    Each example is resolved for `PROBLEMS` random problems of five alternatives on the criteria
    that the example names, or on four criteria if it names none.
    """
    faults: list[Fault] = list(_declarations(weighting))
    yield from faults
    if faults:
        return
    for number, example in enumerate(weighting.examples, 1):
        try:
            faults = [*_Examination(weighting, example, number).faults()]
        except Exception as error:  # noqa: BLE001 - whatever a stranger's code raises
            fields = {"kind": weighting.kind, "example": number, "error": describe(error)}
            faults = [Fault("weighting_fails", ("examples", number - 1), fields)]
        yield from faults


def _declarations(weighting: type[Weighting[Any]]) -> Iterator[Fault]:
    kind = str(getattr(weighting, "kind", weighting))

    def undeclared(field: str, needed: str) -> Fault:
        return Fault("weighting_undeclared", (), {"kind": kind, "field": field, "needed": needed})

    resolve = "def resolve(self, statement, problem)"
    yield from class_faults(weighting, Weighting, resolve, undeclared)
    if not is_derived(weighting, Weighting):
        return
    model: Any = getattr(weighting, "statement", None)
    if not is_derived(model, Statement):
        yield undeclared("statement", "weights.spec.Statement")
    elif get_args(model.model_fields["kind"].annotation) != (weighting.kind,):
        yield undeclared("statement.kind", f'Literal["{weighting.kind}"]')
    for field in ("name", "origin"):
        if not is_said(getattr(weighting, field), profile=""):
            yield undeclared(field, '{"en": ..., "zh": ...}')
    if not weighting.examples:
        yield undeclared("examples", f'({{"kind": "{weighting.kind}", ...}},)')


class _Examination:
    """The examination of one example on random problems."""

    def __init__(
        self, weighting: type[Weighting[Any]], example: Mapping[str, Any], number: int
    ) -> None:
        self._weighting = weighting()
        self._statement = weighting.statement.model_validate(dict(example))
        self._number = number

    def faults(self) -> Iterator[Fault]:
        """Yield the faults on the first problem that has any."""
        criteria = self._weighting.criteria(self._statement)
        rng = np.random.default_rng([_SEED, self._number])
        for _ in range(PROBLEMS):
            faults = [*self._on(_random_problem(criteria or _UNNAMED, rng), rng)]
            yield from faults
            if faults:
                return
        if not self._weighting.needs_problem(self._statement):
            yield from self._raw(None, criteria)

    def _on(self, problem: Problem, rng: np.random.Generator) -> Iterator[Fault]:
        faults = [*self._raw(problem, problem.criterion_ids)]
        if faults:
            yield from faults
            return
        vector = self._weighting.vector(self._statement, problem)
        again = self._weighting.vector(self._statement, problem)
        yield from self._difference("weighting_changes", vector, again)
        order = rng.permutation(len(problem.criterion_ids)).tolist()
        cells = [[row[k] for k in order] for row in problem.performances]
        criteria = tuple(problem.criteria[k] for k in order)
        other = replace(problem, criteria=criteria, performances=cells)
        moved = self._weighting.vector(self._statement, other)
        yield from self._difference("weighting_order", vector, moved)
        yield from self._open(vector, moved, rng)
        try:
            json.dumps(dict(vector.diagnostics), allow_nan=False)
        except (TypeError, ValueError) as error:
            yield self._fault("weighting_diagnostics", error=str(error))

    def _open(
        self, vector: WeightVector, moved: WeightVector, rng: np.random.Generator
    ) -> Iterator[Fault]:
        """Yield the faults of the weight sets of one statement under two orders of the criteria."""
        if vector.known is None or moved.known is None:
            return
        first, second = (v.sample(_DRAWS, rng) for v in (vector.known, moved.known))
        n = len(vector.criteria)
        for rows in (first, second):
            is_whole = rows.shape == (_DRAWS, n) and bool((rows >= -_SAME).all())
            if not is_whole or not np.allclose(rows.sum(axis=1), 1.0):
                yield self._fault("weighting_open", count=n)
                return
        second = second[:, [moved.criteria.index(name) for name in vector.criteria]]
        apart = np.abs(first.mean(axis=0) - second.mean(axis=0))
        error = np.sqrt((first.var(axis=0) + second.var(axis=0)) / _DRAWS)
        if (apart > _ERRORS * error + _SAME).any():
            worst = vector.criteria[int(np.argmax(apart))]
            yield self._fault("weighting_open_order", criterion=worst, difference=apart.max())

    def _raw(self, problem: Problem | None, wanted: Sequence[str]) -> Iterator[Fault]:
        values = self._weighting.resolve(self._statement, problem).values
        if set(values) != set(wanted):
            yield self._fault("weighting_uncovered", weighted=tuple(values), criteria=wanted)
            return
        numbers = np.array(list(values.values()), dtype=np.float64)
        if not (np.isfinite(numbers).all() and (numbers >= 0).all() and numbers.any()):
            yield self._fault("weighting_no_weights", values=[str(v) for v in values.values()])

    def _difference(self, code: str, one: WeightVector, other: WeightVector) -> Iterator[Fault]:
        first, second = one.as_dict(), other.as_dict()
        difference = max(abs(first[name] - second[name]) for name in first)
        if difference > _SAME:
            yield self._fault(code, difference=difference)

    def _fault(self, code: str, **fields: Any) -> Fault:
        path = ("examples", self._number - 1)
        return Fault(code, path, {"kind": self._weighting.kind, "example": self._number, **fields})


def _random_problem(criteria: Sequence[str], rng: np.random.Generator) -> Problem:
    directions = rng.random(len(criteria)) < 0.5
    return Problem(
        criteria=tuple(
            Criterion(id=name, direction="benefit" if up else "cost")
            for name, up in zip(criteria, directions, strict=True)
        ),
        alternatives=tuple(Alternative(id=f"a{k}") for k in range(_ALTERNATIVES)),
        performances=rng.uniform(1.0, 100.0, (_ALTERNATIVES, len(criteria))).tolist(),
    )
