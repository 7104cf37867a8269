"""Reading a pairwise comparison matrix: square, positive, reciprocal, connected."""

import math
from collections.abc import Sequence
from typing import Any

import numpy as np

from mcda.cells import FloatArray, double
from mcda.errors import Fault, InvalidJudgements
from mcda.texts.marks import COMMA, SEMICOLON
from mcda.texts.suggestions import json_text

_LARGEST = 1e9  # far past any scale, and products of many stay finite
_PAIR = ("first", "second")
_RECIPROCAL_TOLERANCE = 1e-2  # callers round 1/3 to 0.33, and 1/7 to 0.14


def read_matrix(
    rows: Sequence[Sequence[Any]], items: Sequence[str], *, incomplete: bool = False
) -> FloatArray:
    """Return the judgements as an exactly reciprocal array.

    Parameters
    ----------
    rows
        ``n`` rows of ``n`` positive numbers; ``rows[i][j]`` says how many times more important
        item ``i`` is than ``j``. Any real value is taken: a group's mean is not on the 1-9 scale.
    items
        Names of the ``n`` items, for the errors.
    incomplete
        Whether null may stand for a judgement not made. A pair given on one side only is taken
        with its reciprocal; null on the diagonal counts as 1.

    Returns
    -------
    FloatArray
        Shape ``(n, n)``; NaN where a pair was not judged. Of a rounded pair such as 3 and 0.33
        the value above 1 is kept.

    Raises
    ------
    InvalidJudgements
        Not square, a judgement missing (unless `incomplete`), not positive, a diagonal other
        than 1, a pair that is not reciprocal within 1 %, or judgements that fall into parts
        without a judgement between them.

    Examples
    --------
    One third was rounded; the other pair was given on one side only.

    >>> from mcda.pairwise import read_matrix
    >>> rows = [[1, 3, None], [0.33, 1, 2], [None, None, 1]]
    >>> read_matrix(rows, ["price", "labour", "water"], incomplete=True).round(4)
    array([[1.    , 3.    ,    nan],
           [0.3333, 1.    , 2.    ],
           [   nan, 0.5   , 1.    ]])
    """
    n = len(items)
    lengths = [len(row) if isinstance(row, Sequence | np.ndarray) else 0 for row in rows]
    if lengths != [n] * n:
        shape = f"{len(lengths)} x {max(lengths, default=0)}"
        raise InvalidJudgements([Fault("matrix_not_square", (), {"shape": shape, "items": n})])
    faults = [
        fault
        for i, row in enumerate(rows)
        for j, value in enumerate(row)
        if not (incomplete and value is None)
        and (fault := _entry_fault(i, j, value, items)) is not None
    ]
    InvalidJudgements.raise_any(faults)
    matrix = np.array(rows, dtype=np.float64)  # null becomes NaN
    if incomplete:
        matrix = np.where(np.isnan(matrix), 1.0 / matrix.T, matrix)
    faults = _reciprocity_faults(matrix, items)
    InvalidJudgements.raise_any(faults)
    upper = np.triu_indices(n, 1)
    larger = np.where(matrix[upper] >= 1, matrix[upper], 1.0 / matrix.T[upper])
    exact = np.ones((n, n))
    exact[upper] = larger
    exact.T[upper] = 1.0 / larger
    if incomplete:
        check_connected(exact, items)
    return exact


def connected_parts(matrix: FloatArray) -> list[list[int]]:
    """Return the parts of the graph of judgements, each a sorted list of positions.

    Two items are joined where their pair was judged (is not NaN). One part: connected, and the
    judgements determine a ratio for every pair.

    Parameters
    ----------
    matrix
        Shape ``(n, n)``, NaN where a pair was not judged.

    References
    ----------
    Bozoki, S., Fulop, J. & Ronyai, L. (2010), Theorem 2. doi:10.1016/j.mcm.2010.02.047

    Examples
    --------
    The first two of three items were compared, neither of them with the third.

    >>> import numpy as np
    >>> from mcda.pairwise import connected_parts
    >>> connected_parts(np.array([[1, 3, np.nan], [1 / 3, 1, np.nan], [np.nan, np.nan, 1]]))
    [[0, 1], [2]]
    """
    answered = ~np.isnan(matrix)
    remaining, parts = set(range(len(matrix))), []
    while remaining:
        reached = np.zeros(len(matrix), dtype=bool)
        reached[min(remaining)] = True
        while (wider := reached | answered[:, reached].any(axis=1)).sum() > reached.sum():
            reached = wider
        part = np.flatnonzero(reached).tolist()
        remaining -= set(part)
        parts.append(part)
    return parts


def check_connected(matrix: FloatArray, items: Sequence[str] | None = None) -> None:
    """Refuse judgements that leave the ratio between parts of the items open.

    Parameters
    ----------
    matrix
        Shape ``(n, n)``, NaN where a pair was not judged.
    items
        Names of the items, for the error; without them positions from 0 are named.

    Raises
    ------
    InvalidJudgements
        The graph of the judgements is not connected; field ``parts`` lists the items of each.

    Examples
    --------
    >>> import numpy as np
    >>> from mcda.pairwise import check_connected
    >>> matrix = np.array([[1, 3, np.nan], [1 / 3, 1, np.nan], [np.nan, np.nan, 1]])
    >>> check_connected(matrix, ["price", "labour", "water"])
    Traceback (most recent call last):
    mcda.errors.InvalidJudgements: The judgements fall into 2 parts with no judgement between them:
    (price, labour); (water). Remedy: Compare at least one item of each part with an item of
    another part, so that all are linked.
    """
    if not np.isnan(matrix).any():
        return
    parts = connected_parts(matrix)
    if len(parts) <= 1:
        return
    names = list(items) if items is not None else [str(k) for k in range(len(matrix))]
    named_parts = [[names[k] for k in part] for part in parts]
    listed = {
        language: SEMICOLON[language].join(
            f"{start}{COMMA[language].join(part)}{end}" for part in named_parts
        )
        for language, (start, end) in (("en", "()"), ("zh", "（）"))
    }
    fields = {"parts": named_parts, "count": len(named_parts), "listed": listed}
    raise InvalidJudgements([Fault("judgements_disconnected", (), fields)])


def check_complete(matrices: FloatArray) -> None:
    """Refuse open pairs where every judgement is needed.

    Raises
    ------
    InvalidJudgements
        A pair is NaN; its positions from 0 are named.
    """
    missing = np.isnan(matrices)
    if missing.any():
        raise InvalidJudgements(
            Fault("judgement_missing", tuple(place), dict(zip(_PAIR, place[-2:], strict=True)))
            for place in np.argwhere(np.triu(missing)).tolist()
        )


def _entry_fault(i: int, j: int, value: Any, items: Sequence[str]) -> Fault | None:
    fields = {"first": items[i], "second": items[j], "value": json_text(value)}
    if value is None:
        return Fault("judgement_missing", (i, j), fields)
    if not math.isfinite(double(value)):
        return Fault("judgement_not_a_number", (i, j), fields)
    if value <= 0:
        return Fault("judgement_not_positive", (i, j), fields)
    if not 1 / _LARGEST <= value <= _LARGEST:
        return Fault("judgement_too_large", (i, j), fields)
    if i == j and value != 1:
        return Fault("judgement_diagonal", (i, j), fields)
    return None


def _reciprocity_faults(matrix: FloatArray, items: Sequence[str]) -> list[Fault]:
    wrong = np.abs(matrix * matrix.T - 1.0) > _RECIPROCAL_TOLERANCE
    if not wrong.any():
        return []
    # A product of 5 % still is 3 times 0.35: only roundings to two digits may differ by more.
    rounded = np.isclose(matrix.T, np.round(1.0 / matrix, 2), rtol=0, atol=1e-12)
    wrong &= ~(rounded | rounded.T)
    return [
        Fault(
            "not_reciprocal",
            (i, j),
            {
                "first": items[i],
                "second": items[j],
                "value": float(matrix[i, j]),
                "reverse": float(matrix[j, i]),
                "expected": float(1.0 / matrix[i, j]),
            },
        )
        for i, j in np.argwhere(np.triu(wrong, 1)).tolist()
    ]
