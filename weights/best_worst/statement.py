"""The best criterion against all, all against the worst."""

from dataclasses import asdict
from typing import ClassVar, Literal, TypedDict

from pydantic import Field

from mcda.problem import Problem
from weights.best_worst.consistency import WorstAnswer
from weights.best_worst.method import BestWorstErrors, best_worst
from weights.spec import ByCriterion, Statement
from weights.statements import Id
from weights.weighting import ResolvedWeights, Weighting
from weights.weightings import WEIGHTINGS


class BestWorst(Statement):
    """The best criterion against all, all against the worst."""

    kind: Literal["best_worst"]
    best: Id = Field(description="The most important criterion, by id.")
    worst: Id = Field(description="The least important one.")
    best_to_others: ByCriterion = Field(
        description="How many times more important the best is than each, >= 1.",
        examples=[{"land_price": 1, "infrastructure": 2, "one_stop_services": 8}],
    )
    others_to_worst: ByCriterion = Field(
        description="How many times more important each is than the worst, >= 1.",
        examples=[{"land_price": 8, "infrastructure": 5, "one_stop_services": 1}],
    )
    model: Literal["linear", "nonlinear"] = Field(
        default="linear",
        description="Which greatest deviation is made least: of differences, which has one best "
        "answer, or of ratios, as first published.",
    )


class BestWorstDiagnostics(TypedDict):
    """How far the answers contradict each other."""

    model: Literal["linear", "nonlinear"]
    """Which greatest deviation was made least."""
    xi: float
    """The largest deviation: of weight (linear), of a ratio (nonlinear). 0: all answers fit."""
    consistency_ratio: float | None
    """The deviation itself (linear) or by the consistency index (nonlinear); smaller is better.
    None where it is undefined."""
    input_consistency_ratio: float | None
    """From the answers alone, the same for both models; None where it is undefined."""
    input_threshold: float | None
    """Published bound of that ratio; None where none is published."""
    acceptable: bool | None
    """That ratio is within its bound; None where that cannot be said."""
    worst_answer: WorstAnswer | None
    """Which answer fits least, and what would fit; None where all fit, or no change of one
    helps."""
    unique: bool
    """No other weights fit as well."""
    intervals: dict[str, list[float]]
    """By criterion: its least and its greatest weight over all that fit as well."""


@WEIGHTINGS.register
class BestWorstWeighting(Weighting[BestWorst]):
    r"""Best-worst weights, and how exact such answers are.

    With B the best and W the worst item, weights minimise the largest deviation :math:`\xi` of the
    answers: ``linear`` :math:`|w_B - a_{Bj} w_j|` and :math:`|w_j - a_{jW} w_W|`, ``nonlinear``
    :math:`|w_B / w_j - a_{Bj}|` and :math:`|w_j / w_W - a_{jW}|`.

    References
    ----------
    Rezaei, J. (2015). Best-worst multi-criteria decision-making method. Omega 53, 49-57.
    doi:10.1016/j.omega.2014.11.009
    Rezaei, J. (2016). Best-worst multi-criteria decision-making method: some properties and a
    linear model. Omega 64, 126-130. doi:10.1016/j.omega.2015.12.001
    """

    kind = "best_worst"
    statement = BestWorst
    diagnostics = BestWorstDiagnostics
    name: ClassVar = {"en": "best-worst method", "zh": "最优最劣法"}
    origin: ClassVar = {
        "en": "From comparisons with the best and the worst criterion (best-worst method).",
        "zh": "由与最重要、最不重要准则的比较得出（最优最劣法）。",
    }
    examples = (
        {
            "kind": "best_worst",
            "best": "land_price",
            "worst": "one_stop_services",
            "best_to_others": {"land_price": 1, "infrastructure": 2, "one_stop_services": 8},
            "others_to_worst": {"land_price": 8, "infrastructure": 5, "one_stop_services": 1},
        },
    )

    def resolve(self, statement: BestWorst, problem: Problem | None) -> ResolvedWeights:
        """Return the optimum, see `weights.best_worst.method.best_worst`."""
        items = self.weighted(statement, problem)
        optimum = best_worst(
            items,
            statement.best,
            statement.worst,
            statement.best_to_others,
            statement.others_to_worst,
            statement.model,
        )
        worst = optimum.worst_answer
        return ResolvedWeights(
            values=dict(zip(items, optimum.weights.tolist(), strict=True)),
            diagnostics={
                "model": statement.model,
                "xi": optimum.xi,
                "consistency_ratio": optimum.consistency_ratio,
                "input_consistency_ratio": optimum.input_consistency_ratio,
                "input_threshold": optimum.input_threshold,
                "acceptable": optimum.acceptable,
                "worst_answer": None if worst is None else asdict(worst),
                "unique": not optimum.alternatives_optimal,
                "intervals": dict(zip(items, optimum.intervals.tolist(), strict=True)),
            },
            known=BestWorstErrors(optimum.answers, optimum.weights),
        )

    def criteria(self, statement: BestWorst) -> tuple[str, ...]:
        """Return the criteria of both lists."""
        return tuple(dict.fromkeys((*statement.best_to_others, *statement.others_to_worst)))
