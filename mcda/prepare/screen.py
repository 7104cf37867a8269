"""Screens: what an alternative must satisfy before anything can compensate for it."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from mcda.arguments import called
from mcda.cells import double
from mcda.errors import Fault, InvalidRequirement, Note
from mcda.problem import Problem


@called
@dataclass(frozen=True, slots=True, kw_only=True)
class Requirement:
    """A condition on one criterion, in its unit.

    Parameters
    ----------
    criterion
        Id of the criterion.
    at_least, at_most
        Inclusive bounds.
    one_of
        The only accepted values.

    Examples
    --------
    >>> import mcda
    >>> cheap = mcda.Requirement(criterion="price", at_most=150)
    >>> mcda.rank(mcda.example().problem, [1, 1], requirements=[cheap]).excluded[0].alternative
    'north'
    """

    criterion: str
    at_least: float | None = None
    at_most: float | None = None
    one_of: tuple[float, ...] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Exclusion:
    """An alternative that fails, with a reason for each failed requirement."""

    alternative: str
    reasons: tuple[Note, ...]


def screen(
    problem: Problem, requirements: Sequence[Requirement]
) -> tuple[list[int], tuple[Exclusion, ...], tuple[Note, ...]]:
    """Split the alternatives into those that may satisfy all requirements and the rest.

    An uncertain cell fails only when every value within its bounds fails; when only some do, or
    the cell is unknown, the alternative stays and a note says so.

    Returns
    -------
    kept : list of int
        Rows that stay.
    excluded : tuple of Exclusion
        The others, with reasons.
    notes : tuple of Note
        Requirements that could not be decided.

    Raises
    ------
    InvalidRequirement
        An unknown criterion, or a requirement that asks for nothing or for the impossible.
    """
    _check(problem, requirements)
    columns = {c.id: j for j, c in enumerate(problem.criteria)}
    kept, excluded, notes = [], [], []
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
            kept.append(i)
    return kept, tuple(excluded), tuple(notes)


def _judge(problem: Problem, i: int, j: int, wanted: Requirement) -> Note | None:
    low, high = _reach(problem, i, j)
    fields = {
        "alternative": problem.alternatives[i].id,
        "criterion": wanted.criterion,
        "unit": problem.criteria[j].unit,
    }
    path = ("performances", i, j)
    if wanted.at_least is not None and high is not None and high < wanted.at_least:
        return Note("below_minimum", path, {**fields, "value": high, "limit": wanted.at_least})
    if wanted.at_most is not None and low is not None and low > wanted.at_most:
        return Note("above_maximum", path, {**fields, "value": low, "limit": wanted.at_most})
    if wanted.one_of is not None and not _touches(low, high, wanted.one_of):
        return Note("not_one_of", path, {**fields, "value": low, "allowed": wanted.one_of})
    if low is None or high is None or (low < high and not _certain(low, high, wanted)):
        return Note("requirement_undecided", path, fields)
    return None


def _reach(problem: Problem, i: int, j: int) -> tuple[float | None, float | None]:
    if (i, j) not in problem.spreads:
        value = float(problem.values[i, j])
        return value, value
    spread = problem.spreads[i, j]
    return (None, None) if spread is None else (spread.low, spread.high)


def _touches(low: float | None, high: float | None, allowed: Sequence[float]) -> bool:
    return low is None or high is None or any(low <= value <= high for value in allowed)


def _certain(low: float, high: float, wanted: Requirement) -> bool:
    above = wanted.at_least is None or low >= wanted.at_least
    below = wanted.at_most is None or high <= wanted.at_most
    return above and below and wanted.one_of is None


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
        elif _impossible(wanted):
            faults.append(Fault("requirement_impossible", (place,), fields))
    if faults:
        raise InvalidRequirement(faults)


def _impossible(wanted: Requirement) -> bool:
    if wanted.at_least is None or wanted.at_most is None:
        return False
    return wanted.at_least > wanted.at_most
