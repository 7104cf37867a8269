"""SWARA (Kersuliene, Zavadskas & Turskis 2010, doi:10.3846/jbem.2010.12): importance in steps."""

from typing import Annotated, ClassVar, Literal

import numpy as np
from pydantic import Field

from mcda.problem import Problem
from weights.spec import Part, Statement
from weights.statements import Id, Number
from weights.weighting import ResolvedWeights, Weighting, check_covers


class Step(Part):
    criterion: Id
    less: Annotated[Number, Field(ge=0, le=10)] = 0.0


class Swara(Statement):
    kind: Literal["swara"]
    steps: list[Step] = Field(description="Most important first.", min_length=1, max_length=100)


class SwaraWeighting(Weighting[Swara]):
    kind = "swara"
    statement = Swara
    name: ClassVar = {"en": "SWARA", "zh": "SWARA（逐步权重评估比率分析法）"}
    origin: ClassVar = {"en": "Derived from stated steps.", "zh": "由所述重要性级差推导得出。"}
    examples = ({"kind": "swara", "steps": [{"criterion": "a"}, {"criterion": "b", "less": 0.5}]},)

    def criteria(self, statement: Swara) -> tuple[str, ...]:
        return tuple(dict.fromkeys(step.criterion for step in statement.steps))

    def resolve(self, statement: Swara, problem: Problem | None) -> ResolvedWeights:
        named = [step.criterion for step in statement.steps]
        check_covers(named, self.weighted(statement, problem), "steps", listed=True)
        shares = 1 / np.cumprod([1.0, *(1 + step.less for step in statement.steps[1:])])
        return ResolvedWeights(values=dict(zip(named, shares.tolist(), strict=True)))
