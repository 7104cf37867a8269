"""The judgement, or the judge, on which the winner of a ranking depends."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from mcda.cells import FloatArray
from mcda.plain import Count
from mcda.ranking import Ranking
from weights.ahp.critical_judgement import Deciding, Finish, LeftOut, critical_judgement, left_out
from weights.ahp.group import Group
from weights.ahp.priority_tree import PriorityTree
from weights.caps import cap_groups, read_caps
from weights.sets import Combine, mixture
from weights.spec import Statement
from weights.weightings import weighting_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgements:
    """What single judgements and judges would change."""

    deciding: Deciding | None
    """The judgement whose smallest move changes the winner; None where no single one does."""
    steps_searched: Count
    """Steps of the scale up to which that was looked for; all are 16."""
    without_judge: tuple[LeftOut, ...]
    """First places with each judge left out; empty for a single judge."""


def judgements_behind(statement: Statement, ranking: Ranking) -> Judgements | None:
    """Return the deciding judgements, None if the weights do not come from pairwise judgements.

    Judgements in one part of a blend are examined too, while the other parts stay the same.
    """
    if not ranking.order:
        return None
    criteria, judgements = ranking.matrix.criteria, []
    for judged in _judged(statement, ranking.weights.diagnostics, criteria):
        deciding, searched = critical_judgement(judged.source, ranking, judged.finish)
        without: tuple[LeftOut, ...] = ()
        if isinstance(judged.source, Group):
            without = left_out(judged.source, ranking, judged.finish)
        judgements.append(
            Judgements(
                deciding=None if deciding is None else replace(deciding, parts=judged.parts),
                steps_searched=searched,
                without_judge=tuple(replace(item, parts=judged.parts) for item in without),
            )
        )
    if not judgements:
        return None
    decided = [item.deciding for item in judgements if item.deciding is not None]
    return Judgements(
        deciding=min(decided, key=lambda item: item.steps, default=None),
        steps_searched=min(item.steps_searched for item in judgements),
        without_judge=tuple(item for judgement in judgements for item in judgement.without_judge),
    )


@dataclass(frozen=True, slots=True, eq=False)
class _Judged:
    """Judgements within a statement, and the function from them to the statement's weights."""

    source: PriorityTree | Group
    finish: Finish
    parts: tuple[int, ...] = ()


def _judged(
    statement: Statement, found: Mapping[str, Any], criteria: tuple[str, ...]
) -> Iterator[_Judged]:
    """Yield the judgements of a statement; diagnostics hold the weights of a blend's parts."""
    weighting = weighting_of(statement)
    source, parts = weighting.judgements(statement), weighting.parts(statement)
    inner: Iterator[_Judged] = iter(())
    if isinstance(source, PriorityTree | Group):
        order = [source.criteria.index(c) for c in criteria]
        inner = iter([_Judged(source, lambda weights: weights[:, order])])
    elif parts:
        inner = _of_parts(parts, found["parts"], found.get("combine", "arithmetic"), criteria)
    for judged in inner:
        yield _under_caps(judged, statement, criteria)


def _of_parts(
    parts: Sequence[Statement],
    found: list[Mapping[str, Any]],
    combine: Combine,
    criteria: tuple[str, ...],
) -> Iterator[_Judged]:
    shares = np.array([part["share"] for part in found])
    values = [np.array([part["values"][c] for c in criteria]) for part in found]
    for place, part in enumerate(parts):
        if shares[place] == 0:
            continue
        for judged in _judged(part, found[place]["diagnostics"], criteria):

            def blended(
                weights: FloatArray, finish: Finish = judged.finish, place: int = place
            ) -> FloatArray:
                mixed = [*values[:place], finish(weights), *values[place + 1 :]]
                return mixture(mixed, shares, combine)

            yield _Judged(judged.source, blended, (place, *judged.parts))


def _under_caps(judged: _Judged, statement: Statement, criteria: tuple[str, ...]) -> _Judged:
    if not statement.caps:
        return judged
    groups, limits = read_caps(statement.caps, criteria)
    return replace(
        judged, finish=lambda weights: cap_groups(judged.finish(weights), groups, limits)
    )
