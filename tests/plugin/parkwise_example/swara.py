"""SWARA: criteria in order, each with how much less important it is than the one before.

Kersuliene, V., Zavadskas, E. K. & Turskis, Z. (2010). Selection of rational dispute resolution
method by applying new step-wise weight assessment ratio analysis (SWARA). Journal of Business
Economics and Management 11(2), 243-258. doi:10.3846/jbem.2010.12
"""

from typing import Annotated, ClassVar, Literal

import numpy as np
from pydantic import Field

from mcda.problem import Problem
from weights.spec import Part, Statement
from weights.statements import Id, Number
from weights.weighting import ResolvedWeights, Weighting, check_covers


class Step(Part):
    criterion: Id
    less: Annotated[Number, Field(ge=0, le=10)] = Field(
        default=0.0, description="0.3: by 30 % less important than the one before."
    )


class Swara(Statement):
    kind: Literal["swara"]
    steps: list[Step] = Field(description="The most important first.", min_length=1, max_length=100)


class SwaraWeighting(Weighting[Swara]):
    kind = "swara"
    statement = Swara
    name: ClassVar = {"en": "SWARA", "zh": "SWARA（逐步权重评估比率分析法）"}
    origin: ClassVar = {"en": "Derived from stated steps.", "zh": "由所述重要性级差推导得出。"}
    examples = ({"kind": "swara", "steps": [{"criterion": "a"}, {"criterion": "b", "less": 0.5}]},)
    is_fast = True

    def criteria(self, statement: Swara) -> tuple[str, ...]:
        return tuple(dict.fromkeys(step.criterion for step in statement.steps))

    def resolve(self, statement: Swara, problem: Problem | None) -> ResolvedWeights:
        named = [step.criterion for step in statement.steps]
        check_covers(named, self.weighted(statement, problem), "steps", listed=True)
        relative = 1 / np.cumprod([1.0, *(1 + step.less for step in statement.steps[1:])])
        return ResolvedWeights(values=dict(zip(named, relative.tolist(), strict=True)))
