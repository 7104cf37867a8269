"""Pairwise comparison matrices: checks, priorities, consistency."""

from mcda.pairwise.consistency import Consistency, consistency, verdicts
from mcda.pairwise.matrix import read_matrix
from mcda.pairwise.priorities import geometric_mean, principal_eigenvector, priorities
from mcda.pairwise.worst import WorstJudgement, worst_judgements

__all__ = [
    "Consistency",
    "WorstJudgement",
    "consistency",
    "geometric_mean",
    "principal_eigenvector",
    "priorities",
    "read_matrix",
    "verdicts",
    "worst_judgements",
]
