"""Criteria in order of importance."""

from collections.abc import Sequence
from typing import Annotated, ClassVar, Literal

from pydantic import Field

from mcda.problem import Problem
from weights.rank_order import OrderDiagnostics, RankScheme, ordered_weights
from weights.spec import Order, Statement
from weights.statements import Number
from weights.weighting import ResolvedWeights, Weighting
from weights.weightings import WEIGHTINGS


class Ranked(Statement):
    """Criteria in order of importance, ties together."""

    kind: Literal["ranked"]
    order: Order = Field(
        description="Best first.", examples=[[["land_price"], ["infrastructure"]]], min_length=1
    )
    scheme: RankScheme = Field(
        default="centroid",
        description="How ranks become weights; `centroid` is the mean of all weights in the order.",
    )
    exponent: Annotated[Number, Field(gt=0, le=20)] = Field(
        default=2.0, description="Of the `exponent` scheme."
    )


@WEIGHTINGS.register
class RankedWeighting(Weighting[Ranked]):
    r"""The weights of an order; any weights in that order are left open.

    With i the rank and n criteria: ``centroid`` :math:`\frac1n \sum_{k \ge i} 1/k` (the mean of all
    weights in this order), ``sum`` :math:`n + 1 - i`, ``reciprocal`` :math:`1/i`, ``exponent``
    :math:`(n + 1 - i)^e`, ``rancom`` :math:`n + 1/2 - i`, each divided by its sum.

    References
    ----------
    Barron, F. H. & Barrett, B. E. (1996). Decision quality using ranked attribute weights.
    Management Science 42(11), 1515-1523. doi:10.1287/mnsc.42.11.1515
    Wieckowski, J., Kizielewicz, B., Shekhovtsov, A. & Salabun, W. (2023). RANCOM: A novel approach
    to identifying criteria relevance based on inaccuracy expert judgments. Engineering
    Applications of Artificial Intelligence 122, 106114. doi:10.1016/j.engappai.2023.106114
    """

    kind = "ranked"
    statement = Ranked
    name: ClassVar = {"en": "order of importance", "zh": "重要性排序"}
    origin: ClassVar = {
        "en": "Derived from a stated order of importance, not measured.",
        "zh": "由所述重要性次序推导得出，并非实测。",
    }
    examples = ({"kind": "ranked", "order": [["land_price"], ["infrastructure"]]},)
    is_fast = True
    diagnostics = OrderDiagnostics

    def resolve(self, statement: Ranked, problem: Problem | None) -> ResolvedWeights:
        """Return weights by rank, see `weights.rank_order.rank_weights`."""
        return ordered_weights(
            statement.order,
            self.weighted(statement, problem),
            scheme=statement.scheme,
            exponent=float(statement.exponent),
        )

    def criteria(self, statement: Ranked) -> tuple[str, ...]:
        """Return the ranked criteria."""
        return tuple(dict.fromkeys(name for group in statement.order for name in group))

    def order(self, statement: Ranked, criteria: Sequence[str]) -> Order:
        """Return the order, including unknown criteria."""
        return statement.order
