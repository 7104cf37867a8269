"""What the group's winner would be with each judge left out."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from mcda.cells import FloatArray
from mcda.ranking import Ranking
from weights.pairwise.group import Group


@dataclass(frozen=True, slots=True, kw_only=True)
class LeftOut:
    """The first places without one judge.

    Parameters
    ----------
    judge
        Who is left out.
    winners
        All alternatives that share the first rank then.
    changes
        Whether the present winner is not among them.
    parts
        Place of the group in a blend, and in the blend of that part, from 0; else empty.
    """

    judge: str
    winners: tuple[str, ...]
    changes: bool
    parts: tuple[int, ...] = ()


def left_out(
    group: Group, answer: Ranking, finish: Callable[[FloatArray], FloatArray]
) -> tuple[LeftOut, ...]:
    """Return the first places without each judge in turn, in the order of the judges.

    A judge without whom nobody would be left to count is passed over.

    Parameters
    ----------
    group
        The judges behind the ranking's weights.
    answer
        The ranking.
    finish
        What became of the group's weights afterwards: order of the criteria, caps, a blend.
    """
    if len(group.names) < 2 or not answer.order:
        return ()
    without = [(name, group.without(k)) for k, name in enumerate(group.names)]
    kept = [(name, rest.weights) for name, rest in without if rest is not None]
    if not kept:
        return ()
    weights = finish(np.array([values for _, values in kept]))
    ids, first = answer.matrix.alternatives, answer.winner
    found = []
    for (name, _), ranks in zip(kept, answer.prepared.ranks(weights).tolist(), strict=True):
        winners = tuple(ids[i] for i in answer.order if ranks[i] == 1)
        found.append(LeftOut(judge=name, winners=winners, changes=first not in winners))
    return tuple(found)
