"""Pairwise judgements of one judge."""

from typing import ClassVar, Literal

from pydantic import Field

from mcda.pairwise.consistency import RandomIndex
from mcda.pairwise.priorities import Prioritisation
from mcda.problem import Problem
from weights.pairwise.errors import JudgementErrors
from weights.pairwise.report import TreeDiagnostics, tree_report
from weights.pairwise.solved import SolvedTree, solve
from weights.pairwise.tree import Node, read_tree
from weights.spec import PRIORITY, RANDOM_INDEX, Comparisons, Statement
from weights.weighting import ResolvedWeights, Weighting, check_covers, not_negative
from weights.weightings import WEIGHTINGS


class Ahp(Statement, Comparisons):
    """Pairwise judgements of the criteria."""

    kind: Literal["ahp"]
    priority: Prioritisation = Field(default="eigenvector", description=PRIORITY)
    random_index: RandomIndex = Field(default="saaty_2005", description=RANDOM_INDEX)


@WEIGHTINGS.register
class AhpWeighting(Weighting[Ahp]):
    """Global weights of the leaves, the consistency, and how exact the judgements are."""

    kind = "ahp"
    statement = Ahp
    diagnostics = TreeDiagnostics
    name: ClassVar = {"en": "pairwise comparisons", "zh": "成对比较"}
    origin: ClassVar = {"en": "From pairwise comparisons (AHP).", "zh": "由成对比较得出（AHP）。"}
    examples = (
        {
            "kind": "ahp",
            "items": ["land_price", "infrastructure"],
            "matrix": [[1, 3], [1 / 3, 1]],
        },
    )

    def resolve(self, statement: Ahp, problem: Problem | None) -> ResolvedWeights:
        """Return the priorities of a flat matrix or a hierarchy."""
        root = _root(statement)
        place = "items" if statement.hierarchy is None else "hierarchy"
        known = root.criteria if problem is None else problem.criterion_ids
        check_covers(root.criteria, known, place, listed=statement.hierarchy is None)
        tree = _solved(statement, root)
        return ResolvedWeights(
            values=not_negative(tree.criteria, tree.weights),
            diagnostics=tree_report(tree),
            known=JudgementErrors(tree),
        )

    def criteria(self, statement: Ahp) -> tuple[str, ...]:
        """Return the leaves."""
        return _root(statement).criteria

    def judgements(self, statement: Ahp) -> SolvedTree:
        """Return the solved tree."""
        return _solved(statement, _root(statement))


def _root(statement: Ahp) -> Node:
    return read_tree(statement.items, statement.matrix, statement.hierarchy)


def _solved(statement: Ahp, root: Node) -> SolvedTree:
    return solve(root, statement.priority, statement.random_index)
