"""What decides among the judgements behind a ranking: one of them, or one of the judges."""

from dataclasses import dataclass
from functools import partial

import numpy as np

from mcda.cells import FloatArray
from mcda.ranking import Ranking
from weights.caps import cap_groups, read_caps
from weights.judged import source_of
from weights.pairwise.deciding import Deciding, Finish, deciding_judgement
from weights.pairwise.group import Group
from weights.pairwise.left_out import LeftOut, left_out
from weights.spec import Statement


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
    steps_searched: int
    without_judge: tuple[LeftOut, ...]


def judgements_behind(statement: Statement, answer: Ranking) -> Judgements | None:
    """Return what decides, None where the weights do not come from pairwise judgements.

    Parameters
    ----------
    statement
        From which the ranking's weights were resolved.
    answer
        The ranking.
    """
    source = source_of(statement)
    if source is None or not answer.order:
        return None
    finish: Finish = _as_they_are
    if statement.caps:
        groups, limits = read_caps(statement.caps, source.criteria)
        finish = partial(cap_groups, groups=groups, limits=limits)
    deciding, searched = deciding_judgement(source, answer, finish)
    return Judgements(
        deciding=deciding,
        steps_searched=searched,
        without_judge=left_out(source, answer, finish) if isinstance(source, Group) else (),
    )


def _as_they_are(weights: FloatArray) -> FloatArray:
    return np.asarray(weights)
