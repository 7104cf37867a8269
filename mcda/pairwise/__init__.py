"""Pairwise comparison matrices: checks, completion, priorities, consistency.

Price counts twice as much as labour, labour twice as much as water; that price counts 8 times as
much as water is twice what follows from that, and still acceptable.

>>> from mcda.pairwise import consistency, priorities, read_matrix
>>> rows = [[1, 2, 8], [1 / 2, 1, 2], [1 / 8, 1 / 2, 1]]
>>> matrix = read_matrix(rows, ["price", "labour", "water"])
>>> priorities(matrix).round(2).tolist(), round(consistency(matrix).ratio, 2)
([0.64, 0.26, 0.1], 0.05)
"""

from mcda.pairwise.completion import Completion, complete
from mcda.pairwise.consistency import Consistency, consistency, random_index, verdicts
from mcda.pairwise.least_squares import log_residuals, logarithmic_least_squares
from mcda.pairwise.matrix import check_connected, connected_parts, read_matrix
from mcda.pairwise.priorities import (
    geometric_mean,
    principal_eigenvector,
    principal_eigenvectors,
    priorities,
)
from mcda.pairwise.worst_judgements import WorstJudgement, worst_judgements

__all__ = [
    "Completion",
    "Consistency",
    "WorstJudgement",
    "check_connected",
    "complete",
    "connected_parts",
    "consistency",
    "geometric_mean",
    "log_residuals",
    "logarithmic_least_squares",
    "principal_eigenvector",
    "principal_eigenvectors",
    "priorities",
    "random_index",
    "read_matrix",
    "verdicts",
    "worst_judgements",
]
