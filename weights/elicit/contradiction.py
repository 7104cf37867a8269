"""Replies that no weights fit together: nothing is proved then, and it is told which."""

from collections.abc import Sequence

import numpy as np

from mcda.cells import FloatArray
from mcda.polytope import Polytope
from weights.contradiction import smallest_contradiction
from weights.elicit.prior_knowledge import Statement
from weights.elicit.question import AnsweredQuestion
from weights.imprecise import polytope_of

_MARGIN = 2e-9  # a reply is strict: weights that only touch its threshold do not fit it


def fitting_weights(
    within: Polytope, answers: Sequence[AnsweredQuestion], criteria: Sequence[str]
) -> Polytope | None:
    """Return the weights that fit all answers; None where none do.

    Parameters
    ----------
    within
        What was known before.
    answers
        In the order they were given.
    criteria
        Ids of the ``n`` criteria.
    """
    rows = np.vstack([np.empty((0, len(criteria))), *(said.rows(criteria) for said in answers)])
    A = np.vstack([within.A, rows])
    if Polytope(A, np.concatenate([within.b, _inside(rows)])).is_empty():
        return None
    return Polytope(A, np.concatenate([within.b, np.zeros(len(rows))]))


def contradiction(
    known: Sequence[Statement], answers: Sequence[AnsweredQuestion], criteria: Sequence[str]
) -> tuple[int, ...]:
    """Return the numbers of the fewest answers that contradict each other and what is known.

    Parameters
    ----------
    known
        Statements the interview began with.
    answers
        That no weights fit.
    criteria
        Ids of the ``n`` criteria.
    """
    stated = [polytope_of([statement], criteria) for statement in known]
    said = [answer.rows(criteria) for answer in answers]
    members, _ = smallest_contradiction(
        [*((one.A, one.b) for one in stated), *((rows, _inside(rows)) for rows in said)],
        len(criteria),
    )
    return tuple(member - len(known) + 1 for member in members if member >= len(known))


def _inside(rows: FloatArray) -> FloatArray:
    return -_MARGIN * np.abs(rows).max(axis=1, initial=0.0)
