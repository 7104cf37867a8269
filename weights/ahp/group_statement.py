"""Pairwise judgements of several judges."""

from typing import ClassVar, Literal

import numpy as np

from mcda.problem import Problem
from mcda.weight_set import WeightSet
from weights.ahp.errors import JudgementErrors
from weights.ahp.group import Group, read_group
from weights.ahp.inconsistent import inconsistencies
from weights.ahp.judges import JudgeSpread, MeanOfJudges
from weights.ahp.report import GroupDiagnostics, group_report
from weights.spec import GroupComparisons, Statement
from weights.weighting import ResolvedWeights, Weighting, check_covers, not_negative
from weights.weightings import WEIGHTINGS


class AhpGroup(GroupComparisons, Statement):
    """Pairwise judgements of several judges."""

    kind: Literal["ahp_group"]


@WEIGHTINGS.register
class AhpGroupWeighting(Weighting[AhpGroup]):
    r"""The group's weights, each judge's own, and how far they agree.

    ``judgements``: :math:`a_{ik} = \prod_j a_{jik}^{s_j}`, the geometric means of the answers,
    with the shares ``s`` of the judges; ``priorities``: the mean :math:`\sum_j s_j w_j` of their
    weights; ``priorities_geometric``: :math:`\prod_j w_{ji}^{s_j}`, normalised, of the priorities
    at each node, which are those of ``judgements`` where everybody answered every pair and
    priorities are geometric means.

    References
    ----------
    Aczel, J. & Saaty, T. L. (1983). Procedures for synthesizing ratio judgements. Journal of
    Mathematical Psychology 27(1), 93-102. doi:10.1016/0022-2496(83)90028-7
    Forman, E. & Peniwati, K. (1998). Aggregating individual judgments and priorities with the
    Analytic Hierarchy Process. European Journal of Operational Research 108(1), 165-169.
    doi:10.1016/S0377-2217(97)00244-0
    Ramanathan, R. & Ganesh, L. S. (1994). Group preference aggregation methods employed in AHP.
    European Journal of Operational Research 79(2), 249-265. doi:10.1016/0377-2217(94)90356-5
    """

    kind = "ahp_group"
    statement = AhpGroup
    diagnostics = GroupDiagnostics
    name: ClassVar = {"en": "pairwise comparisons of a group", "zh": "群体成对比较"}
    origin: ClassVar = {
        "en": "From the pairwise comparisons of several judges (AHP).",
        "zh": "由多位评判者的成对比较得出（AHP）。",
    }
    examples = (
        {
            "kind": "ahp_group",
            "items": ["land_price", "infrastructure"],
            "judges": [
                {"name": "owner", "share": 2, "matrix": [[1, 3], [1 / 3, 1]]},
                {"name": "cfo", "matrix": [[1, 5], [1 / 5, 1]]},
            ],
        },
    )

    def resolve(self, statement: AhpGroup, problem: Problem | None) -> ResolvedWeights:
        """Return the weights of judges of the same flat list or hierarchy."""
        group = read_group(statement)
        place = "judges" if statement.items is None else "items"
        criteria = group.criteria if problem is None else problem.criterion_ids
        check_covers(group.criteria, criteria, place, listed=statement.items is not None)
        counted = np.flatnonzero(group.shares > 0).tolist()
        left_open: WeightSet
        if len(counted) == 1:
            left_open = JudgementErrors(group.trees[counted[0]])
        elif group.common is not None:
            left_open = JudgeSpread(group)
        else:
            left_open = MeanOfJudges(group.own_weights, group.shares)
        return ResolvedWeights(
            values=not_negative(group.criteria, group.weights),
            diagnostics=group_report(group),
            known=left_open,
            notes=(
                *(() if group.common is None else inconsistencies(group.common, is_group=True)),
                *(
                    note.under("judges", k)
                    for k in counted
                    for note in inconsistencies(group.trees[k], group.names[k], is_group=True)
                ),
            ),
        )

    def size(self, statement: AhpGroup) -> int:
        """Return the number of matrices of all judges."""
        trees = (judge.hierarchy for judge in statement.judges)
        return sum(1 if tree is None else len(tree.sizes) for tree in trees)

    def criteria(self, statement: AhpGroup) -> tuple[str, ...]:
        """Return the leaves."""
        return read_group(statement).criteria

    def judgements(self, statement: AhpGroup) -> Group:
        """Return the judges with their solved trees."""
        return read_group(statement)
