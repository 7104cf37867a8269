"""The short test suite that a method of another package must pass before it is offered.

It needs only matrices, so that a method can be examined while the registry is being filled.
"""

import inspect
import itertools
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields, is_dataclass, replace
from typing import Any

import numpy as np

from mcda.cells import FloatArray
from mcda.details import details_of
from mcda.entrance.configurations import configurations
from mcda.entrance.declarations import describe, is_derived, is_said
from mcda.entrance.matrix_laws import (
    MEASURES,
    columns_as_declared,
    gaps_add_up,
    lowest_of,
    sum_of_contributions,
)
from mcda.entrance.random_problems import RandomProblem, random_problem
from mcda.errors import Fault, InvalidExtension, Note
from mcda.method import Matrix, Method, Prepared

PROBLEMS = 200
MANY, MANY_ROWS = 4, 30
"""Problems of so many rows, after the others."""
_SAME = 1e-13  # of the largest score: the same numbers along the same road


class BrokenLaw(Exception):
    """A random problem breaks a law."""

    def __init__(self, law: str, said: str = "") -> None:
        super().__init__(law, said)
        self.law, self.said = law, said


@dataclass(frozen=True, slots=True)
class _Trial:
    method: Method
    drawn: RandomProblem

    @property
    def matrix(self) -> Matrix:
        return self.drawn.matrix


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
        raise _refused("extension_incomplete", name, missing=missing)
    chosen = list(itertools.islice(configurations(method), PROBLEMS))
    try:
        lowest = [lowest_of(configured) for configured in chosen]
    except Exception as error:
        law = Note("law_computes")
        raise _refused("extension_lawless", name, law=law, example=repr(error)) from error
    scores: dict[int, FloatArray] = {}
    numbers = range(PROBLEMS + MANY)
    for number in (*numbers, *reversed(numbers)):
        at = number % len(chosen)
        rows = MANY_ROWS if number >= PROBLEMS else None
        trial = _Trial(chosen[at], random_problem(number, lowest[at], rows))
        try:
            if number not in scores:
                scores[number] = _examine(trial)
            else:
                _examine_again(trial, scores[number])
        except BrokenLaw as broken:
            example = (
                f"problem {number}, parameters {trial.method.parameters}, "
                f"benefit {trial.matrix.benefit.tolist()}, values {_short(trial.matrix.values)}, "
                f"weights {_short(trial.drawn.weights)}"
            )
            text = f"{broken.said}; {example}" if broken.said else example
            raise _refused(
                "extension_lawless", trial.method.name, law=Note(f"law_{broken.law}"), example=text
            ) from broken


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


def _refused(code: str, name: str, **fields: Any) -> InvalidExtension:
    return InvalidExtension(
        [Fault(code, (), {"group": "parkwise.methods", "name": name, **fields})]
    )


def _short(values: FloatArray) -> list[Any]:
    numbers: list[Any] = np.round(values, 6).tolist()
    return numbers


def _examine_again(trial: _Trial, before: FloatArray) -> None:
    try:
        scores = _computed(trial)[1]
    except Exception as error:
        raise BrokenLaw("again", describe(error)) from error
    if not (np.abs(scores - before) <= _SAME * np.abs(before).max(initial=0.0)).all():
        raise BrokenLaw("again")


def _examine(trial: _Trial) -> FloatArray:
    """Test every law on one problem and return the problem's scores.

    An exception raised by the method counts as a breach of the law that it computes at all.
    """
    try:
        prepared, scores = _computed(trial)
        for look in (_rows, _batches, _meaning, _declared, _details):
            look(trial, prepared, scores)
        before = prepared.ranks(trial.drawn.weights[None])[0]
        traits = trial.method.traits
        promises = {
            "dominance": True,  # asked of all
            "monotone": traits.monotone,
            "scale": traits.unit_free,
            "reversal": traits.independent,
        }
        for law, is_promised in promises.items():
            if is_promised and MEASURES[law](trial.method, trial.drawn, before) is False:
                raise BrokenLaw(law)
    except BrokenLaw:
        raise
    except Exception as error:
        raise BrokenLaw("computes", describe(error)) from error
    return scores.copy()


def _computed(trial: _Trial) -> tuple[Prepared, FloatArray]:
    """Return scores ``(m,)``: one finite number per alternative; the matrix must stay unchanged."""
    values = trial.matrix.values.copy()
    prepared = trial.method.prepare(trial.matrix)
    weights = trial.drawn.weights[None]
    scores = np.asarray(prepared.scores(weights))
    if scores.shape != (1, len(values)):
        raise BrokenLaw("one_score", f"shape {scores.shape}")
    if not np.isfinite(scores).all():
        raise BrokenLaw("finite", str(scores[0].tolist()))
    if not np.array_equal(values, trial.matrix.values) or not np.array_equal(
        weights[0], trial.drawn.weights
    ):
        raise BrokenLaw("input_kept")
    return prepared, scores[0]


def _rows(trial: _Trial, prepared: Prepared, scores: FloatArray) -> None:
    """Permuting the alternatives permutes their scores and ranks."""
    rows = trial.drawn.draws("rows").permutation(len(scores))
    weights = trial.drawn.weights[None]
    names = tuple(trial.matrix.alternatives[i] for i in rows)
    matrix = replace(trial.matrix, values=trial.matrix.values[rows], alternatives=names)
    moved = trial.method.prepare(matrix)
    permuted = moved.scores(weights)[0]
    same = np.array_equal(moved.ranks(weights)[0], prepared.ranks(weights)[0][rows])
    if not same or not _near(permuted, scores[rows]):
        raise BrokenLaw("rows", f"order {rows.tolist()}")


def _batches(trial: _Trial, prepared: Prepared, scores: FloatArray) -> None:
    """Several weights, or several matrices, at once give what each gives alone."""
    rng = trial.drawn.draws("batches")
    own = trial.drawn.weights
    weights = np.stack([own, rng.permutation(own)])
    singles = [prepared.scores(row[None])[0] for row in weights]
    _same("batch_of_weights", prepared.scores(weights), singles)
    tables = np.stack([np.roll(trial.matrix.values, k, axis=0) for k in range(len(weights))])
    together = trial.method.prepare(replace(trial.matrix, values=tables))
    alone = [trial.method.prepare(replace(trial.matrix, values=table)) for table in tables]
    expected = [form.scores(w[None])[0] for form, w in zip(alone, weights, strict=True)]
    _same("batch_of_matrices", together.scores(weights), expected)


def _same(law: str, together: FloatArray, singles: Sequence[FloatArray]) -> None:
    wanted = np.stack(singles)
    if np.shape(together) != wanted.shape or not _near(together, wanted):
        raise BrokenLaw(law)


def _meaning(trial: _Trial, prepared: Prepared, scores: FloatArray) -> None:
    """Ranks follow the scores, read as the traits say, and so does a declared worth."""
    weights = trial.drawn.weights
    sign = -1.0 if trial.method.traits.lower_is_better else 1.0
    slack = 1e-9 * max(1.0, float(np.abs(scores).max()))
    if prepared.lower_is_better != trial.method.traits.lower_is_better:
        raise BrokenLaw("meaning")
    readings = {"meaning": prepared.order(weights[None])[0]}
    if trial.method.traits.linear_in_weights and prepared.worth is not None:
        readings["worth"] = prepared.worth @ weights
    for law, reading in readings.items():
        order = np.argsort(-reading, kind="stable")
        if (np.diff(sign * scores[order]) > slack).any():
            raise BrokenLaw(law)
    ranks = prepared.ranks(weights[None])[0]
    if (np.diff(sign * scores[np.argsort(ranks, kind="stable")]) > slack).any():
        raise BrokenLaw("meaning", f"scores {scores.tolist()}, ranks {ranks.tolist()}")


def _declared(trial: _Trial, prepared: Prepared, scores: FloatArray) -> None:
    """Contributions add up to scores, gaps to their differences; columns count as the law says."""
    parts = prepared.contributions(trial.drawn.weights, scores)
    if parts.shape != trial.matrix.values.shape:
        raise BrokenLaw("contributions", f"shape {parts.shape}")
    if not _near(parts.sum(axis=1), sum_of_contributions(trial.method, scores)):
        raise BrokenLaw("contributions")
    if not gaps_add_up(prepared, trial.drawn.weights, scores):
        raise BrokenLaw("attribution")
    law, unused = trial.method.column_law(), trial.method.unused_columns(trial.matrix.criteria)
    if law is not None and not columns_as_declared(law, prepared, trial.matrix, unused):
        raise BrokenLaw("columns")


def _details(trial: _Trial, prepared: Prepared, scores: FloatArray) -> None:
    """Details are plain data, and all of them declared."""
    details = {**prepared.details, **prepared.outcome(trial.drawn.weights)}
    declared = {detail.name: detail for detail in details_of(trial.method.details)}
    if not details.keys() <= declared.keys():
        raise BrokenLaw("details", ", ".join(sorted(details.keys() - declared.keys())))
    rows = trial.matrix.alternatives
    try:
        by_name = {name: declared[name].named(value, rows) for name, value in details.items()}
        json.dumps(by_name, allow_nan=False)
    except (TypeError, ValueError, LookupError) as error:
        raise BrokenLaw("details", str(error)) from error


def _near(one: FloatArray, other: FloatArray) -> bool:
    return np.allclose(one, other, rtol=1e-9, atol=1e-11)
