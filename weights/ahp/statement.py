"""Pairwise judgements of one judge."""

from collections.abc import Sequence
from typing import ClassVar, Literal

from pydantic import Field

from mcda.pairwise.consistency import RandomIndex
from mcda.pairwise.priorities import Prioritisation
from mcda.problem import Problem
from weights.ahp.errors import JudgementErrors
from weights.ahp.inconsistent import inconsistencies
from weights.ahp.priority_tree import PriorityTree, solve
from weights.ahp.report import TreeDiagnostics, tree_report
from weights.ahp.tree import Node, read_tree
from weights.spec import PRIORITY, RANDOM_INDEX, Comparisons, Statement
from weights.weighting import ResolvedWeights, Weighting, check_covers, not_negative
from weights.weightings import WEIGHTINGS


class AhpStatement(Statement, Comparisons):
    """Pairwise judgements of the criteria."""

    kind: Literal["ahp"]
    priority: Prioritisation = Field(default="eigenvector", description=PRIORITY)
    random_index: RandomIndex = Field(default="saaty_2005", description=RANDOM_INDEX)


@WEIGHTINGS.register
class AhpWeighting(Weighting[AhpStatement]):
    r"""Global weights of the leaves, the consistency, and how exact the judgements are.

    Of each node of the tree the eigenvector, :math:`A w = \lambda_{max} w`, or the geometric means
    :math:`w_i \propto (\prod_j a_{ij})^{1/n}`; the weight of a leaf is the product of the
    priorities on the way to it. What was not answered is completed so that
    :math:`\lambda_{max}` is least, or by least squares of logarithms. Consistency:
    :math:`CR = (\lambda_{max} - n) / ((n - 1) RI)`.

    References
    ----------
    Saaty, T. L. (1980). The Analytic Hierarchy Process. McGraw-Hill.
    Bozoki, S., Fulop, J. & Ronyai, L. (2010). On optimal completion of incomplete pairwise
    comparison matrices. Mathematical and Computer Modelling 52(1-2), 318-333.
    doi:10.1016/j.mcm.2010.02.047
    """

    kind = "ahp"
    statement = AhpStatement
    diagnostics = TreeDiagnostics
    name: ClassVar = {"en": "pairwise comparisons", "zh": "成对比较"}
    origin: ClassVar = {"en": "From pairwise comparisons (AHP).", "zh": "由成对比较得出（AHP）。"}
    examples = (
        {"kind": "ahp", "items": ["land_price", "infrastructure"], "matrix": [[1, 3], [1 / 3, 1]]},
    )

    def resolve(self, statement: AhpStatement, problem: Problem | None) -> ResolvedWeights:
        """Return the priorities of a flat matrix or a hierarchy."""
        root = _root(statement)
        place = "items" if statement.hierarchy is None else "hierarchy"
        criteria = root.criteria if problem is None else problem.criterion_ids
        check_covers(root.criteria, criteria, place, listed=statement.hierarchy is None)
        tree = _solved(statement, root)
        return ResolvedWeights(
            values=not_negative(tree.criteria, tree.weights),
            diagnostics=tree_report(tree),
            known=JudgementErrors(tree),
            notes=tuple(inconsistencies(tree)),
        )

    def size(self, statement: AhpStatement) -> int:
        """Return the number of matrices."""
        return len(self.matrices(statement))

    def matrices(self, statement: AhpStatement) -> Sequence[int]:
        """Return the number of items that each node compares."""
        tree = statement.hierarchy
        return [len(statement.items or ())] if tree is None else tree.sizes

    def criteria(self, statement: AhpStatement) -> tuple[str, ...]:
        """Return the leaves."""
        return _root(statement).criteria

    def judgements(self, statement: AhpStatement) -> PriorityTree:
        """Return the solved tree."""
        return _solved(statement, _root(statement))


def _root(statement: AhpStatement) -> Node:
    return read_tree(statement.items, statement.matrix, statement.hierarchy)


def _solved(statement: AhpStatement, root: Node) -> PriorityTree:
    return solve(root, statement.priority, statement.random_index)
