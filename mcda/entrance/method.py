"""The short form of the suite that a method of another package passes before it is offered.

It works on matrices alone, so that it can look at a method while the registry is being filled.
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
from mcda.entrance.matrix_laws import MEASURES, lowest_of
from mcda.entrance.random_problems import RandomProblem, random_problem
from mcda.errors import Fault, InvalidExtension, Note
from mcda.method import Matrix, Method, Prepared

PROBLEMS = 200


class BrokenLaw(Exception):
    """A random problem breaks a law.

    Parameters
    ----------
    law
        Name of the law: ``law_...`` in the catalogue of texts.
    said
        What was found, in numbers or as an exception says it.
    """

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
    """Let a class of methods pass, or raise.

    It must be a frozen dataclass derived from `Method`, described in both languages, with a
    default for every parameter. `PROBLEMS` random problems are then shared out among the
    combinations of its choices.

    Raises
    ------
    InvalidExtension
        Something is missing, or a law is broken: the first one, with a problem that breaks it.
    """
    name = getattr(method, "name", repr(method))
    missing = list(_missing(method))
    if missing:
        raise _refused("extension_incomplete", name, missing=missing)
    chosen = list(itertools.islice(configurations(method), PROBLEMS))
    lowest = [_lowest(one, name) for one in chosen]
    for number in range(PROBLEMS):
        at = number % len(chosen)
        trial = _Trial(chosen[at], random_problem(number, lowest[at]))
        try:
            _examine(trial)
        except BrokenLaw as broken:
            raise _lawless(trial, number, broken) from broken


def _missing(method: Any) -> Iterator[Note]:
    """Yield what a class lacks to be offered."""
    if not is_derived(method, Method):
        yield Note("extension_needs_base")
        return
    if not _is_decorated(method) or any(not field.kw_only for field in fields(method)):
        yield Note("extension_needs_dataclass")
    if not is_said(getattr(method, "title", None)):
        yield Note("extension_needs_title")
    if not isinstance(getattr(method, "reference", None), str):
        yield Note("extension_needs_reference")
    try:
        method().traits  # noqa: B018 - asked whether it can be told
    except Exception as error:  # noqa: BLE001 - another's code may raise anything
        yield Note("extension_needs_defaults", (), {"error": repr(error)})


def _is_decorated(method: type[Method]) -> bool:
    """Tell whether the fields that a class itself writes are fields of a dataclass."""
    written = inspect.get_annotations(method).values()
    has_fields = any("ClassVar" not in str(kind) for kind in written)
    return is_dataclass(method) and ("__dataclass_fields__" in vars(method) or not has_fields)


def _lowest(method: Method, name: str) -> float:
    try:
        return lowest_of(method)
    except Exception as error:
        law = Note("law_computes")
        raise _refused("extension_lawless", name, law=law, example=repr(error)) from error


def _lawless(trial: _Trial, number: int, broken: BrokenLaw) -> InvalidExtension:
    example = (
        f"problem {number}, parameters {trial.method.parameters}, "
        f"benefit {trial.matrix.benefit.tolist()}, values {_short(trial.matrix.values)}, "
        f"weights {_short(trial.drawn.weights)}"
    )
    return _refused(
        "extension_lawless",
        trial.method.name,
        law=Note(f"law_{broken.law}"),
        example=f"{broken.said}; {example}" if broken.said else example,
    )


def _refused(code: str, name: str, **fields: Any) -> InvalidExtension:
    return InvalidExtension(
        [Fault(code, (), {"group": "parkwise.methods", "name": name, **fields})]
    )


def _short(values: FloatArray) -> list[Any]:
    found: list[Any] = np.round(values, 6).tolist()
    return found


def _examine(trial: _Trial) -> None:
    """Put one problem to every law; an exception of the method breaks the law that it computes."""
    try:
        prepared, scores = _computed(trial)
        for look in (_rows, _batches, _meaning, _contributions, _details):
            look(trial, prepared, scores)
        before = prepared.ranks(trial.drawn.weights[None])[0]
        for law, is_promised in _promises(trial.method).items():
            if is_promised and MEASURES[law](trial.method, trial.drawn, before) is False:
                raise BrokenLaw(law)
    except BrokenLaw:
        raise
    except Exception as error:
        raise BrokenLaw("computes", describe(error)) from error


def _promises(method: Method) -> dict[str, bool]:
    """Return which measured laws a method must keep; dominance is asked of all."""
    traits = method.traits
    return {
        "dominance": True,
        "monotone": traits.monotone,
        "scale": traits.unit_free,
        "reversal": traits.independent,
    }


def _computed(trial: _Trial) -> tuple[Prepared, FloatArray]:
    """Return scores ``(m,)``: one finite number an alternative, of a matrix left as it was."""
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
    moved = trial.method.prepare(
        replace(
            trial.matrix,
            values=trial.matrix.values[rows],
            alternatives=tuple(trial.matrix.alternatives[i] for i in rows),
        )
    )
    found = moved.scores(weights)[0]
    same = np.array_equal(moved.ranks(weights)[0], prepared.ranks(weights)[0][rows])
    if not same or not _near(found, scores[rows]):
        raise BrokenLaw("rows", f"order {rows.tolist()}")


def _batches(trial: _Trial, prepared: Prepared, scores: FloatArray) -> None:
    """Several weights, or several matrices, at once give what each gives alone."""
    rng = trial.drawn.draws("batches")
    own = trial.drawn.weights
    weights = np.stack([own, rng.permutation(own)])
    singles = [prepared.scores(one[None])[0] for one in weights]
    _same("batch_of_weights", prepared.scores(weights), singles)
    tables = np.stack([np.roll(trial.matrix.values, k, axis=0) for k in range(len(weights))])
    together = trial.method.prepare(replace(trial.matrix, values=tables))
    alone = [trial.method.prepare(replace(trial.matrix, values=table)) for table in tables]
    found = [one.scores(w[None])[0] for one, w in zip(alone, weights, strict=True)]
    _same("batch_of_matrices", together.scores(weights), found)


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


def _contributions(trial: _Trial, prepared: Prepared, scores: FloatArray) -> None:
    """Contributions add up to the score, or to its logarithm where the method says so."""
    found = prepared.contributions(trial.drawn.weights, scores)
    wanted = np.log(scores) if trial.method.contributions_sum == "log_score" else scores
    if found.shape != trial.matrix.values.shape:
        raise BrokenLaw("contributions", f"shape {found.shape}")
    if not _near(found.sum(axis=1), wanted):
        raise BrokenLaw("contributions")


def _details(trial: _Trial, prepared: Prepared, scores: FloatArray) -> None:
    """Details are plain data, and all of them declared."""
    said = {**prepared.details, **prepared.outcome(trial.drawn.weights)}
    declared = {detail.name: detail for detail in details_of(trial.method.details)}
    if not said.keys() <= declared.keys():
        raise BrokenLaw("details", ", ".join(sorted(said.keys() - declared.keys())))
    rows = trial.matrix.alternatives
    try:
        named = {name: declared[name].named(value, rows) for name, value in said.items()}
        json.dumps(named, allow_nan=False)
    except (TypeError, ValueError, LookupError) as error:
        raise BrokenLaw("details", str(error)) from error


def _near(one: FloatArray, other: FloatArray) -> bool:
    return np.allclose(one, other, rtol=1e-9, atol=1e-11)
