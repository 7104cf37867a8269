"""The short test suite that a method of another package must pass before it is offered.

It needs only matrices, so that a method can be examined while the registry is being filled.
"""

import inspect
import itertools
import json
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from typing import Any

import numpy as np

from mcda.cells import FloatArray
from mcda.details import details_of
from mcda.entrance.configurations import configurations
from mcda.entrance.declarations import describe, is_derived, is_said
from mcda.entrance.matrix_laws import (
    MEASURES,
    BrokenLaw,
    batch_of_matrices,
    batch_of_weights,
    columns_as_declared,
    contributions_add_up,
    gaps_add_up,
    lowest_of,
    rows_move_along,
)
from mcda.entrance.random_problems import RandomProblem, random_problem
from mcda.errors import InvalidExtension, Note
from mcda.method import Method, Prepared

PROBLEMS = 200
MANY, MANY_ROWS = 4, 30
"""Problems of so many rows, after the others."""
_GROUP = {"group": "parkwise.methods"}
_SAME = 1e-13  # of the largest score: the same numbers along the same road


def examine(method: type[Method]) -> None:
    """Examine a class of methods and raise an error if it fails.

    It must be a frozen dataclass derived from `Method`, described in both languages, with a
    default for every parameter. `PROBLEMS` random problems, and `MANY` of 30 rows, are then shared
    out among the combinations of its choices. All are computed again at the end, the last first.

    Raises
    ------
    InvalidExtension
        A declaration is missing, or a law is broken: the first such law, with the problem.
    """
    name = getattr(method, "name", repr(method))
    missing = list(_missing(method))
    if missing:
        raise InvalidExtension.at("extension_incomplete", **_GROUP, name=name, missing=missing)
    chosen = list(itertools.islice(configurations(method), PROBLEMS))
    try:
        lowest = [lowest_of(configured) for configured in chosen]
    except Exception as error:
        fields = {"law": Note("law_computes"), "example": repr(error)}
        raise InvalidExtension.at("extension_lawless", **_GROUP, name=name, **fields) from error
    scores: dict[int, FloatArray] = {}
    numbers = range(PROBLEMS + MANY)
    for number in (*numbers, *reversed(numbers)):
        at = number % len(chosen)
        configured = chosen[at]
        problem = random_problem(number, lowest[at], MANY_ROWS if number >= PROBLEMS else None)
        try:
            if number not in scores:
                scores[number] = _examine(configured, problem)
            else:
                _examine_again(configured, problem, scores[number])
        except BrokenLaw as broken:
            example = (
                f"problem {number}, parameters {configured.parameters}, "
                f"benefit {problem.matrix.benefit.tolist()}, "
                f"values {np.round(problem.matrix.values, 6).tolist()}, "
                f"weights {np.round(problem.weights, 6).tolist()}"
            )
            text = f"{broken.said}; {example}" if broken.said else example
            fields = {"name": configured.name, "law": Note(f"law_{broken.law}"), "example": text}
            raise InvalidExtension.at("extension_lawless", **_GROUP, **fields) from broken


def _missing(method: Any) -> Iterator[Note]:
    """Yield the faults of a class's declarations that keep it from being offered."""
    if not is_derived(method, Method):
        yield Note("extension_needs_base")
        return
    annotations = inspect.get_annotations(method).values()  # of the class's own fields
    has_fields = any("ClassVar" not in str(annotation) for annotation in annotations)
    decorated = "__dataclass_fields__" in vars(method) or not has_fields
    if not (decorated and is_dataclass(method) and all(f.kw_only for f in fields(method))):
        yield Note("extension_needs_dataclass")
    if not is_said(getattr(method, "title", None)):
        yield Note("extension_needs_title")
    if not isinstance(getattr(method, "reference", None), str):
        yield Note("extension_needs_reference")
    try:
        method().traits  # noqa: B018 - asked whether it can be told
    except Exception as error:  # noqa: BLE001 - another's code may raise anything
        yield Note("extension_needs_defaults", (), {"error": repr(error)})


def _examine_again(method: Method, problem: RandomProblem, before: FloatArray) -> None:
    try:
        scores = _computed(method, problem)[1]
    except Exception as error:
        raise BrokenLaw("again", describe(error)) from error
    if not (np.abs(scores - before) <= _SAME * np.abs(before).max(initial=0.0)).all():
        raise BrokenLaw("again")


def _examine(method: Method, problem: RandomProblem) -> FloatArray:
    """Test every law on one problem and return the problem's scores.

    An exception raised by the method counts as a breach of the law that it computes at all.
    """
    matrix, weights = problem.matrix, problem.weights
    try:
        prepared, scores = _computed(method, problem)
        order = problem.draws("rows").permutation(len(scores)).tolist()
        rows_move_along(method, prepared, matrix, weights, order)
        several = np.stack([weights, problem.draws("batches").permutation(weights)])
        batch_of_weights(prepared, several)
        batch_of_matrices(method, matrix, several)
        _meaning(method, prepared, weights, scores)
        contributions_add_up(method, prepared, weights, scores)
        gaps_add_up(prepared, weights, scores)
        columns_as_declared(method, prepared, matrix)
        _details(method, prepared, problem)
        before = prepared.ranks(weights[None])[0]
        traits = method.traits  # dominance is asked of all
        promises = (True, traits.monotone, traits.unit_free, traits.independent)
        for law, is_promised in zip(MEASURES, promises, strict=True):
            if is_promised and MEASURES[law](method, problem, before) is False:
                raise BrokenLaw(law)
    except BrokenLaw:
        raise
    except Exception as error:
        raise BrokenLaw("computes", describe(error)) from error
    return scores.copy()


def _computed(method: Method, problem: RandomProblem) -> tuple[Prepared, FloatArray]:
    """Return scores ``(m,)``: one finite number per alternative; the matrix must stay unchanged."""
    values = problem.matrix.values.copy()
    prepared = method.prepare(problem.matrix)
    weights = problem.weights[None]
    scores = np.asarray(prepared.scores(weights))
    if scores.shape != (1, len(values)):
        raise BrokenLaw("one_score", f"shape {scores.shape}")
    if not np.isfinite(scores).all():
        raise BrokenLaw("finite", str(scores[0].tolist()))
    same = np.array_equal(weights[0], problem.weights)
    if not same or not np.array_equal(values, problem.matrix.values):
        raise BrokenLaw("input_kept")
    return prepared, scores[0]


def _meaning(method: Method, prepared: Prepared, weights: FloatArray, scores: FloatArray) -> None:
    """Ranks follow the scores, read as the traits say, and so does a declared worth."""
    sign = -1.0 if method.traits.lower_is_better else 1.0
    slack = 1e-9 * max(1.0, float(np.abs(scores).max()))
    if prepared.lower_is_better != method.traits.lower_is_better:
        raise BrokenLaw("meaning")
    ranks = prepared.ranks(weights[None])[0]
    orders = [("meaning", "", -prepared.order(weights[None])[0])]
    if method.traits.linear_in_weights and prepared.worth is not None:
        orders.append(("worth", "", -(prepared.worth @ weights)))
    orders.append(("meaning", f"scores {scores.tolist()}, ranks {ranks.tolist()}", ranks))
    for law, words, order in orders:
        if (np.diff(sign * scores[np.argsort(order, kind="stable")]) > slack).any():
            raise BrokenLaw(law, words)


def _details(method: Method, prepared: Prepared, problem: RandomProblem) -> None:
    """Details are plain data, and all of them declared."""
    details = {**prepared.details, **prepared.outcome(problem.weights)}
    declared = {detail.name: detail for detail in details_of(method.details)}
    if not details.keys() <= declared.keys():
        raise BrokenLaw("details", ", ".join(sorted(details.keys() - declared.keys())))
    rows = problem.matrix.alternatives
    try:
        by_name = {name: declared[name].named(value, rows) for name, value in details.items()}
        json.dumps(by_name, allow_nan=False)
    except (TypeError, ValueError, LookupError) as error:
        raise BrokenLaw("details", str(error)) from error
