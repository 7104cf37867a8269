"""Repair by consent: the fewest and smallest changes that make judgements acceptable."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from mcda.cells import FloatArray
from mcda.errors import InvalidJudgements, Note
from mcda.pairwise import complete, consistency, principal_eigenvector
from mcda.pairwise.consistency import ACCEPTABLE, Consistency, RandomIndex
from mcda.pairwise.worst_judgements import SCALE
from mcda.texts import Label
from weights.ahp.least_consistent import ratio_text
from weights.ahp.repair.judgements import KEPT, prepare
from weights.ahp.repair.search import Certainty, solve_repair

_SMALLEST = 1e-6
MOST_JUDGEMENTS, MOST_STEPS = 3, 8
"""Of a repair that tells new numbers: a few slips, not farther than from 1 to 9 in all."""


@dataclass(frozen=True, slots=True, kw_only=True)
class JudgementChange:
    """A judgement that would change.

    Examples
    --------
    >>> from weights.ahp.repair import JudgementChange
    >>> change = JudgementChange(pair=("port", "price"), before=8.0, after=0.5, steps=8)
    >>> change.sentence.say()
    'port over price from 8 to the reverse, price over port by 2'
    """

    pair: tuple[str, str]
    """The two items, the one that was called more important first (of equals, the one that would
    be)."""
    before: float
    """How many times more important the first is; `before` is at least 1, `after` below 1 calls the
    second more important."""
    after: float
    """How many times more important the first is; `before` is at least 1, `after` below 1 calls the
    second more important."""
    steps: int
    """Steps of the 1-9 scale between them, see `repair`."""
    told: ClassVar = ("sentence",)

    @property
    def given(self) -> Note:
        """The judgement as it was given, as a sentence: code ``repair_given``."""
        first, second = map(Label, self.pair)
        fields = {"first": first, "second": second, "given": ratio_text(self.before)}
        return Note("repair_given", (), fields)

    @property
    def sentence(self) -> Note:
        """The change in words."""
        first, second = map(Label, self.pair)
        fields = {
            "first": first,
            "second": second,
            "before": ratio_text(self.before),
            "after": ratio_text(max(self.after, 1 / self.after)),
        }
        if self.after > 1:
            return Note("repair_change", (), fields)
        if self.after == 1:
            return Note("repair_change_to_equal", (), fields)
        return Note("repair_change_reversed", (), fields)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Repair:
    """A proposal to change judgements; nothing is changed by it.

    Examples
    --------
    Weights of 4 : 2 : 1, but the last pair was put down the wrong way round:

    >>> import numpy as np
    >>> from weights.ahp.repair import repair
    >>> judged = np.array([[1, 2, 1 / 4], [1 / 2, 1, 2], [4, 1 / 2, 1]])
    >>> found = repair(judged, ["price", "roads", "port"])
    >>> [(change.pair, change.before, change.after) for change in found.changes]
    [(('port', 'price'), 4.0, 0.5)]
    >>> round(found.ratio_before, 2), round(found.ratio_after, 2), found.fewest
    (0.88, 0.05, 'proved')
    """

    changes: tuple[JudgementChange, ...]
    """The judgements to change, the largest move first."""
    ratio_before: float
    """Consistency ratio."""
    ratio_after: float
    """Consistency ratio."""
    matrix_after: FloatArray
    """``(n, n)``: the judgements with the changes, NaN where a pair was not judged."""
    priorities_before: FloatArray
    """``(n,)``, principal eigenvector, sum 1; of the best completion where pairs are missing."""
    priorities_after: FloatArray
    """``(n,)``, principal eigenvector, sum 1; of the best completion where pairs are missing."""
    fewest: Certainty
    """Whether it is proved that no smaller number of judgements suffices."""
    steps: Certainty
    """Whether it is proved that so many judgements need so many steps."""

    @property
    def total_steps(self) -> int:
        """Steps of all changes together."""
        return sum(change.steps for change in self.changes)

    @property
    def ask_again(self) -> Note | None:
        """Which answers to ask again, the farthest off first; None where the repair is small.

        A repair of more than three judgements, or of more than eight steps in all (half of the
        scale), does not correct a slip but changes an opinion: among nine experts it reversed four
        answers of one and moved ten of another by 66 steps, and predicted held-back answers no
        better than the original judgements. Code ``repair_ask_again``.
        """
        if len(self.changes) <= MOST_JUDGEMENTS and self.total_steps <= MOST_STEPS:
            return None
        answers = tuple(change.given for change in self.changes)
        return Note("repair_ask_again", (), {"judgements": answers})


def repair(
    matrix: FloatArray,
    items: Sequence[str],
    table: RandomIndex = "saaty_2005",
    limit: float = ACCEPTABLE,
) -> Repair | None:
    """Return the fewest judgements, moved by the fewest steps, that make the ratio acceptable.

    Judgements move on the 17 steps 1/9, .. 1/2, 1, 2, .. 9. One between two steps, or past the
    ends, counts from the step nearest in logarithms: moving it there is no step. Among changes
    of equally few steps, those with the lowest ratio are taken.

    Parameters
    ----------
    matrix
        Reciprocal, shape ``(n, n)``, NaN where a pair was not judged. Only judged pairs change;
        the others are completed anew, with the random index for so many missing.
    items, table
        Names of the ``n`` items; random index of the ratio.
    limit
        Largest acceptable ratio, at least 0.000001.

    Returns
    -------
    Repair or None
        None if the ratio is acceptable already, as it always is for n < 3. Otherwise there is
        always a repair; if many judgements are at fault, it is good but not proved minimal.

    Raises
    ------
    InvalidJudgements
        The limit is too small or no number, or the judgements are not connected.

    References
    ----------
    Bozoki, S., Fulop, J. & Poesz, A. (2015). On reducing inconsistency of pairwise comparison
    matrices below an acceptance threshold. Central European Journal of Operations Research 23,
    849-866. doi:10.1007/s10100-014-0346-7

    Examples
    --------
    Weights of 8 : 4 : 2 : 1, but port against price was put down the wrong way round:

    >>> import numpy as np
    >>> from weights.ahp.repair import repair
    >>> judged = np.divide.outer([8, 4, 2, 1], [8, 4, 2, 1])
    >>> judged[0, 3], judged[3, 0] = 1 / 8, 8
    >>> (change,) = repair(judged, ["price", "roads", "staff", "port"]).changes
    >>> change.sentence.say()
    'port over price from 8 to the reverse, price over port by 2'
    """
    if not (math.isfinite(limit) and limit >= _SMALLEST):
        raise InvalidJudgements.at("repair_limit", "limit", value=repr(limit), least=_SMALLEST)
    if len(matrix) < 3:
        return None
    before, completed = _judged(matrix, items, table)
    if before.ratio <= limit:
        return None
    judgements = prepare(matrix, before.n + limit * before.random_index * (before.n - 1))
    solution = solve_repair(judgements)
    row, repaired, changes = solution.changes.row, matrix.copy(), []
    for k in np.flatnonzero(row != KEPT).tolist():
        i, j = int(judgements.first[k]), int(judgements.second[k])
        value = float(SCALE[row[k]])
        repaired[i, j], repaired[j, i] = value, float(SCALE[len(SCALE) - 1 - row[k]])
        if matrix[i, j] < 1 or (matrix[i, j] == 1 and value < 1):
            i, j = j, i
        changes.append(
            JudgementChange(
                pair=(items[i], items[j]),
                before=float(matrix[i, j]),
                after=float(repaired[i, j]),
                steps=abs(int(row[k]) - int(judgements.nearest[k])),
            )
        )
    changes.sort(key=lambda change: -change.steps)
    after, completed_after = _judged(repaired, items, table)
    return Repair(
        changes=tuple(changes),
        ratio_before=before.ratio,
        ratio_after=after.ratio,
        matrix_after=repaired,
        priorities_before=principal_eigenvector(completed),
        priorities_after=principal_eigenvector(completed_after),
        fewest=solution.fewest,
        steps=solution.steps,
    )


def _judged(
    matrix: FloatArray, items: Sequence[str], table: RandomIndex
) -> tuple[Consistency, FloatArray]:
    missing = int(np.isnan(matrix).sum()) // 2
    completed = complete(matrix, items).matrix if missing else matrix
    return consistency(completed, table, missing=missing), completed
