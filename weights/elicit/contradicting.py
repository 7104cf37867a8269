"""Replies that no weights fit together with what was said before."""

from collections.abc import Sequence

import numpy as np

from mcda.cells import FloatArray
from mcda.errors import Fault, InvalidWeights, Note
from mcda.polytope import Polytope
from weights.contradiction import smallest_contradiction
from weights.elicit.known import Statement
from weights.elicit.question import Answer
from weights.imprecise import polytope_of, spoken

_MARGIN = 2e-9  # a reply is strict: weights that only touch its threshold do not fit it


def narrowed(
    polytope: Polytope,
    known: Sequence[Statement],
    answers: Sequence[Answer],
    criteria: Sequence[str],
) -> Polytope:
    """Return the weights that fit the last answer too.

    Parameters
    ----------
    polytope
        What all but the last answer leave.
    known
        Statements the interview began with.
    answers
        All, the new one last.
    criteria
        Ids of the ``n`` criteria.

    Raises
    ------
    InvalidWeights
        No weights fit. The first fault stands at the new answer and names the fewest earlier
        answers and statements that it contradicts; one more stands at each of those answers.
    """
    rows = answers[-1].rows(criteria)
    A = np.vstack([polytope.A, rows])
    if Polytope(A, np.concatenate([polytope.b, _inside(rows)])).is_empty():
        raise InvalidWeights(_faults(known, answers, criteria))
    return Polytope(A, np.concatenate([polytope.b, np.zeros(len(rows))]))


def _inside(rows: FloatArray) -> FloatArray:
    return -_MARGIN * np.abs(rows).max(axis=1)


def _faults(
    known: Sequence[Statement], answers: Sequence[Answer], criteria: Sequence[str]
) -> list[Fault]:
    stated = [polytope_of([statement], criteria) for statement in known]
    said = [answer.rows(criteria) for answer in answers]
    members, _ = smallest_contradiction(
        [
            *((one.A, one.b) for one in stated),
            *((rows, np.zeros(len(rows))) for rows in said[:-1]),
            (said[-1], _inside(said[-1])),
        ],
        len(criteria),
    )
    new = len(answers) - 1
    earlier: list[Note] = []
    faults: list[Fault] = []
    for member in members:
        place = member - len(known)
        if place < 0:
            earlier.append(Note("elicit_known", (), {"statement": spoken(known[member])}))
        elif place < new:
            words = answers[place].spoken(place + 1)
            earlier.append(words)
            fields = {"answer": words, "later": new + 1}
            faults.append(Fault("elicit_contradicted", ("answers", place), fields))
    fields = {"answer": answers[-1].spoken(new + 1), "earlier": earlier}
    return [Fault("elicit_contradiction", ("answers", new), fields), *faults]
