"""Grey relational analysis: how near each alternative is to the best of every column."""

from dataclasses import dataclass
from functools import cached_property
from typing import Annotated, ClassVar

from annotated_types import Interval, doc

from mcda.kernel import LinearForm
from mcda.method import Matrix, Method, Prepared
from mcda.prepare.normalise import normalise
from mcda.traits import Traits


@dataclass(frozen=True, kw_only=True)
class GreyDetails:
    worst_grade: Annotated[float, doc("the grade of one that is the worst on every criterion.")]


@dataclass(frozen=True, kw_only=True)
class GreyRelational(Method):
    r"""Rank by :math:`\sum_j w_j \zeta / (1 - n_{ij} + \zeta)`, ``n`` the ``minmax`` values."""

    name = "grey_relational"
    title: ClassVar = {"en": "Grey relational analysis", "zh": "灰色关联分析"}
    reference = "Kuo, Yang & Huang (2008), doi:10.1016/j.cie.2007.12.002"
    details = GreyDetails

    zeta: Annotated[float, Interval(ge=0.01, le=1)] = 0.5
    """Distinguishing coefficient: the smaller, the lower what is far from the best is graded."""

    @cached_property
    def traits(self) -> Traits:
        return Traits(exact_stability=True, linear_in_weights=True, shift_free=True, monotone=True)

    def prepare(self, matrix: Matrix) -> Prepared:
        away = 1 - normalise(matrix, "minmax")
        worst = self.zeta / (1 + self.zeta)
        return LinearForm(self.zeta / (away + self.zeta), details={"worst_grade": worst})
