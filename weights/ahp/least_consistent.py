"""The judgement that fits the others least, as a sentence."""

from collections.abc import Sequence

import numpy as np

from mcda.cells import FloatArray
from mcda.errors import Note
from mcda.pairwise import complete, worst_judgements
from mcda.pairwise.consistency import RandomIndex
from mcda.texts import Label

_WHOLE = 1e-9


def least_consistent(
    matrix: FloatArray, items: Sequence[str], table: RandomIndex = "saaty_2005"
) -> Note | None:
    """Return, as a sentence, the judgement that fits the others least and the value that would fit.

    NaN marks a pair without judgement. The note has ``first`` and ``second`` as labels, ``given``
    and ``suggested`` as text and the pair's place as its path; None if no change of a single
    judgement helps. Shapes: `matrix` ``(n, n)``.

    Raises
    ------
    InvalidJudgements
        The judgements are not connected.
    """
    if len(matrix) < 3:
        return None
    answered = ~np.isnan(matrix)
    completed = matrix if answered.all() else complete(matrix, items).matrix
    worst = worst_judgements(completed, items, table, count=1, answered=answered)
    if not worst:
        return None
    (first, second), stated, suggested = worst[0].pair, worst[0].given, worst[0].suggested
    if stated == 1 and suggested < 1:
        first, second, suggested = second, first, 1 / suggested
    fields = {
        "first": Label(first),
        "second": Label(second),
        "given": ratio_text(stated),
        "suggested": ratio_text(max(suggested, 1 / suggested)),
    }
    path = (list(items).index(first), list(items).index(second))
    if suggested > 1:
        return Note("least_consistent", path, fields)
    if suggested == 1:
        return Note("least_consistent_equal", path, fields)
    return Note("least_consistent_reversed", path, fields)


def ratio_text(value: float) -> str:
    """Return a judgement as people say it: ``7``, ``1/3``, ``2.45``."""
    if abs(value - round(value)) < _WHOLE * value:
        return str(round(value))
    if value < 1 and abs(1 / value - round(1 / value)) < _WHOLE / value:
        return f"1/{round(1 / value)}"
    return f"{value:.3g}"
