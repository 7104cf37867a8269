"""What decides among the judgements behind a ranking: one of them, or one of the judges."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from mcda.cells import FloatArray
from mcda.plain import Count
from mcda.ranking import Ranking
from weights.caps import cap_groups, read_caps
from weights.pairwise.critical_judgement import (
    Deciding,
    Finish,
    LeftOut,
    critical_judgement,
    left_out,
)
from weights.pairwise.group import Group
from weights.pairwise.priority_tree import PriorityTree
from weights.sets import Combine, mixture
from weights.spec import Statement
from weights.weightings import weighting_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgements:
    """What single judgements and judges would change.

    Parameters
    ----------
    deciding
        The judgement whose smallest move changes the winner; None where no single one does.
    steps_searched
        Steps of the scale up to which that was looked for; all are 16.
    without_judge
        First places with each judge left out; empty for a single judge.
    """

    deciding: Deciding | None
    steps_searched: Count
    without_judge: tuple[LeftOut, ...]


def judgements_behind(statement: Statement, ranking: Ranking) -> Judgements | None:
    """Return what decides, None where the weights do not come from pairwise judgements.

    Judgements that are one part of a blend are looked at too, the other parts as they are.

    Parameters
    ----------
    statement
        From which the ranking's weights were resolved.
    ranking
        The ranking.
    """
    if not ranking.order:
        return None
    criteria, found = ranking.matrix.criteria, []
    for judged in _judged(statement, ranking.weights.diagnostics, criteria):
        deciding, searched = critical_judgement(judged.source, ranking, judged.finish)
        left: tuple[LeftOut, ...] = ()
        if isinstance(judged.source, Group):
            left = left_out(judged.source, ranking, judged.finish)
        found.append(
            Judgements(
                deciding=None if deciding is None else replace(deciding, parts=judged.parts),
                steps_searched=searched,
                without_judge=tuple(replace(item, parts=judged.parts) for item in left),
            )
        )
    if not found:
        return None
    decided = [item.deciding for item in found if item.deciding is not None]
    return Judgements(
        deciding=min(decided, key=lambda item: item.steps, default=None),
        steps_searched=min(item.steps_searched for item in found),
        without_judge=tuple(item for one in found for item in one.without_judge),
    )


@dataclass(frozen=True, slots=True, eq=False)
class _Judged:
    """Judgements within a statement, and how its weights follow from theirs."""

    source: PriorityTree | Group
    finish: Finish
    parts: tuple[int, ...] = ()


def _judged(
    statement: Statement, found: Mapping[str, Any], criteria: tuple[str, ...]
) -> Iterator[_Judged]:
    """Yield the judgements of a statement; its diagnostics say what parts of a blend weigh."""
    weighting = weighting_of(statement)
    source, parts = weighting.judgements(statement), weighting.parts(statement)
    inner: Iterator[_Judged] = iter(())
    if source is not None:
        order = [source.criteria.index(c) for c in criteria]
        inner = iter([_Judged(source, lambda weights: weights[:, order])])
    elif parts:
        combine = found.get("combine", "arithmetic")
        inner = _of_parts(parts, found["parts"], combine, criteria)
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
