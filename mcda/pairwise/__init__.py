"""Pairwise comparison matrices: checks, completion, priorities, consistency."""

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
from mcda.pairwise.worst import WorstJudgement, worst_judgements

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
