"""Nothing is said: equal ignorance."""

from typing import ClassVar, Literal

from mcda.errors import Fault, InvalidProblem
from mcda.problem import Problem
from mcda.weight_set import AnyWeights
from weights.spec import Statement
from weights.weighting import ResolvedWeights, Weighting
from weights.weightings import WEIGHTINGS


class Unstated(Statement):
    """Nothing is known of what matters."""

    kind: Literal["unstated"]


@WEIGHTINGS.register
class UnstatedWeighting(Weighting[Unstated]):
    r"""The centre of all weights, :math:`w_j = 1/n`, any of which may be right."""

    kind = "unstated"
    statement = Unstated
    name: ClassVar = {"en": "not stated", "zh": "未说明"}
    origin: ClassVar = {
        "en": "Nobody stated weights: all criteria weigh the same, and any weights may be right.",
        "zh": "没有人说明权重：各项准则权重相同，且任何权重都有可能。",
    }
    stated = False
    examples = ({"kind": "unstated"},)

    def resolve(self, statement: Unstated, problem: Problem | None) -> ResolvedWeights:
        """Return equal weights, with the whole simplex as the set of possible weights."""
        if problem is None:
            raise InvalidProblem([Fault("criteria_required", (), {"kind": self.kind})])
        criteria = problem.criterion_ids
        return ResolvedWeights(values=dict.fromkeys(criteria, 1.0), known=AnyWeights(len(criteria)))

    def needs_problem(self, statement: Unstated) -> bool:
        """Return True: the statement names no criteria."""
        return True
