"""Weights read from the performances."""

from collections.abc import Mapping
from typing import Any, ClassVar, Literal, Required, TypedDict, get_args

from pydantic import Field

from mcda.errors import Fault, InvalidProblem, Note
from mcda.prepare.missing_values import headline
from mcda.problem import Problem
from weights.objective import Correlation, ObjectiveScheme, objective_weights
from weights.spec import Statement
from weights.weighting import ResolvedWeights, Weighting
from weights.weightings import WEIGHTINGS


class Objective(Statement):
    """Weights read from the performances alone."""

    kind: Literal["objective"]
    scheme: ObjectiveScheme = Field(description="How weights are read from the performances.")
    correlation: Correlation = Field(default="pearson", description="Of the `critic` scheme.")


class ObjectiveDiagnostics(TypedDict, total=False):
    """How weights were read."""

    scheme: Required[ObjectiveScheme]
    """By which they were read from the performances."""
    correlation: Correlation
    """Of the ``critic`` scheme."""


@WEIGHTINGS.register
class ObjectiveWeighting(Weighting[Objective]):
    r"""Weights of a scheme of `weights.objective`, by their sum: :math:`w_j = c_j / \sum_k c_k`.

    ``c`` measures what separates the alternatives; a constant column gets 0. Such weights say
    nothing about importance to anybody.
    """

    kind = "objective"
    statement = Objective
    name: ClassVar = {"en": "from the data", "zh": "由数据得出"}
    origin: ClassVar = {
        "en": "Read from the spread of the data, not from anybody's judgement.",
        "zh": "由数据本身的差异得出，不含主观判断。",
    }
    stated = False
    diagnostics = ObjectiveDiagnostics
    examples = ({"kind": "objective", "scheme": "critic"},)

    def resolve(self, statement: Objective, problem: Problem | None) -> ResolvedWeights:
        """Return the weights of the scheme, from the headline values."""
        if problem is None:
            raise InvalidProblem([Fault("problem_required", (), {"kind": self.kind})])
        matrix = headline(problem).matrix
        values = objective_weights(matrix, statement.scheme, statement.correlation)
        critic = {"correlation": statement.correlation} if statement.scheme == "critic" else {}
        notes = [Note("weights_from_data", ("scheme",), {"scheme": statement.scheme})]
        return ResolvedWeights(
            values=dict(zip(matrix.criteria, values.tolist(), strict=True)),
            diagnostics={"scheme": statement.scheme, **critic},
            notes=tuple(notes) if self.reads_data(statement) else (),
        )

    def by_name(self, name: str) -> Mapping[str, Any] | None:
        """Return the statement of a scheme."""
        return {"kind": self.kind, "scheme": name} if name in get_args(ObjectiveScheme) else None

    def reads_data(self, statement: Objective) -> bool:
        """Tell whether the scheme reads data: equal weights do not."""
        return statement.scheme != "equal"

    def needs_problem(self, statement: Objective) -> bool:
        """Return True."""
        return True
