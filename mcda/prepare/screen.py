"""Screens: requirements that an alternative must satisfy before any compensation."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from mcda.arguments import called
from mcda.cells import LogNormal, Normal, Sum, double
from mcda.errors import Fault, InvalidRequirement, Note
from mcda.problem import Problem

_MOST_CAUSES = 5
_CENTRAL = np.array([0.05, 0.95])  # of a law without ends


@called
@dataclass(frozen=True, slots=True, kw_only=True)
class Requirement:
    """A condition on one criterion, in its unit.

    Examples
    --------
    >>> import mcda
    >>> cheap = mcda.Requirement(criterion="price", at_most=150)
    >>> mcda.rank(mcda.example().problem, [1, 1], requirements=[cheap]).excluded[0].alternative
    'north'
    """

    criterion: str
    """Id of the criterion."""
    at_least: float | None = None
    """Inclusive bounds."""
    at_most: float | None = None
    """Inclusive bounds."""
    one_of: tuple[float, ...] | None = None
    """The only accepted values."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Exclusion:
    """An excluded alternative, with a reason for each failed requirement."""

    alternative: str
    reasons: tuple[Note, ...]


def screen(
    problem: Problem, requirements: Sequence[Requirement]
) -> tuple[list[int], tuple[Exclusion, ...], tuple[Note, ...]]:
    """Split the alternatives into those that may satisfy all requirements and the rest.

    An uncertain cell fails only when every value within its bounds fails, for a normal or lognormal
    law within its central nine tenths; when only some do, or the cell is unknown, the alternative
    stays and a note says so.

    Returns the rows that stay, the others with reasons, and notes on undecided requirements.

    Raises
    ------
    InvalidRequirement
        An unknown criterion, or a requirement that asks for nothing or for the impossible.
    """
    _check(problem, requirements)
    columns = {c.id: j for j, c in enumerate(problem.criteria)}
    passed, excluded, notes = [], [], []
    for i, alternative in enumerate(problem.alternatives):
        reasons = []
        for requirement in requirements:
            j = columns[requirement.criterion]
            finding = _judge(problem, i, j, requirement)
            if finding is not None and finding.code == "requirement_undecided":
                notes.append(finding)
            elif finding is not None:
                reasons.append(finding)
        if reasons:
            excluded.append(Exclusion(alternative=alternative.id, reasons=tuple(reasons)))
        else:
            passed.append(i)
    return passed, tuple(excluded), tuple(notes)


def all_excluded(excluded: Sequence[Exclusion]) -> Note:
    """Return the note that none is left, with the commonest reasons and an example of each."""
    causes: dict[tuple[str, str], list[tuple[str, Note]]] = {}
    for item in excluded:
        by_cause = {(r.code, str(r.fields.get("criterion", ""))): r for r in item.reasons}
        for cause, reason in by_cause.items():
            causes.setdefault(cause, []).append((item.alternative, reason))
    commonest = sorted(causes.values(), key=lambda cases: -len(cases))[:_MOST_CAUSES]
    rest = None
    for cases in reversed(commonest):
        alternative, reason = cases[0]
        fields = {"count": len(cases), "alternative": alternative, "reason": reason}
        rest = Note("excluded_by", (), fields, rest)
    return Note("all_excluded", (), {"count": len(excluded)}, rest)


def _judge(problem: Problem, i: int, j: int, wanted: Requirement) -> Note | None:
    low: float | None = float(problem.values[i, j])
    high = low
    if (i, j) in problem.spreads:
        spread = problem.spreads[i, j]
        low, high = (None, None) if spread is None else (spread.low, spread.high)
        if isinstance(spread, Normal | LogNormal | Sum):
            low, high = spread.quantile(_CENTRAL).tolist()
    name, unit = problem.alternatives[i].id, problem.criteria[j].unit
    fields = {"alternative": name, "criterion": wanted.criterion, "unit": unit}
    path = ("performances", i, j)
    if wanted.at_least is not None and high is not None and high < wanted.at_least:
        return Note("below_minimum", path, {**fields, "value": high, "limit": wanted.at_least})
    if wanted.at_most is not None and low is not None and low > wanted.at_most:
        return Note("above_maximum", path, {**fields, "value": low, "limit": wanted.at_most})
    undecided = Note("requirement_undecided", path, fields)
    if low is None or high is None:
        return undecided
    if wanted.one_of is not None and not any(low <= value <= high for value in wanted.one_of):
        return Note("not_one_of", path, {**fields, "value": low, "allowed": wanted.one_of})
    above = wanted.at_least is None or low >= wanted.at_least
    below = wanted.at_most is None or high <= wanted.at_most
    is_certain = low == high or (above and below and wanted.one_of is None)
    return None if is_certain else undecided


def _check(problem: Problem, requirements: Sequence[Requirement]) -> None:
    faults = []
    for place, wanted in enumerate(requirements):
        fields = {"criterion": wanted.criterion, "known": problem.criterion_ids}
        if wanted.criterion not in problem.criterion_ids:
            faults.append(Fault("requirement_unknown_criterion", (place, "criterion"), fields))
        numbers = (wanted.at_least, wanted.at_most, *(wanted.one_of or ()))
        if not all(number is None or math.isfinite(double(number)) for number in numbers):
            faults.append(Fault("requirement_not_a_number", (place,), fields))
            continue
        empty = wanted.one_of is not None and not wanted.one_of
        if empty or (wanted.at_least, wanted.at_most, wanted.one_of) == (None, None, None):
            faults.append(Fault("requirement_empty", (place,), fields))
        elif (
            wanted.at_least is not None
            and wanted.at_most is not None
            and wanted.at_least > wanted.at_most
        ):
            faults.append(Fault("requirement_impossible", (place,), fields))
    InvalidRequirement.raise_any(faults)
