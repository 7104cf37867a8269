"""The cost of work in CPU seconds, estimated from method, size, draws and uncertain cells.

The table is ``cost.toml``: for every method and part ``c, a, b, d`` of
``c * m**a * n**b * (1 + u)**d`` CPU seconds, with ``m`` alternatives, ``n`` criteria and ``u``
uncertain cells; costs of draws are those of 10 000. An analysis that was not measured costs as much
as the slowest measured one.

``python -m tests.benchmarks.cost > api/rankings/cost.toml`` measures the table anew,
``pytest -n0 tests/benchmarks/test_cost.py -s`` compares it with whole requests. Under ``weights``
are the seconds of a statement of each kind, and of each judge, constraint or reply in it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol, runtime_checkable

from pydantic import BaseModel

from api.http.job_offer import SHAPES
from api.rankings.analyses.certainty import MEASURED
from api.rankings.analysis import ANALYSES, Plan, PlanFailure, plan_of
from api.rankings.requests import Options
from api.rankings.schemas import MethodModel, ProblemModel, WeightingModel
from api.settings import Settings
from mcda.errors import Fault, LimitExceeded
from mcda.parks.rated_problem import RatedProblem
from mcda.problem import Problem
from mcda.robust.verdict import FIRST_SAMPLES
from mcda.texts.tables import table
from weights.spec import Statement
from weights.weightings import weighting_of

PARKS, CRITERIA, DOUBTFUL = 27, 7, 0.5
"""Of a recommendation that names none: parks, criteria, and the share of cells in doubt."""
UNKNOWN_METHOD = "codas"
"""As which a method counts that was not measured: the slowest."""
INTERVIEW, REPLY = 0.15, 0.02
"""CPU seconds of where an interview stands and of its next question, and of each answer."""
REPAIR, REPAIR_ORDER = 2.0, 9
"""CPU seconds of looking for repairs of a matrix, and of how many items it is the dearest."""


@runtime_checkable
class ComparisonBody(Protocol):
    """A body that requests a comparison."""

    weightings: list[WeightingModel]
    method: MethodModel | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Size:
    """The size of a problem; ``uncertain`` counts the cells that are not single numbers."""

    alternatives: int
    criteria: int
    uncertain: int

    @classmethod
    def of(cls, problem: Problem) -> "Size":
        """Return the size of a problem."""
        return cls(
            alternatives=len(problem.alternative_ids),
            criteria=len(problem.criterion_ids),
            uncertain=len(problem.spreads),
        )

    @classmethod
    def sent(cls, model: ProblemModel) -> "Size":
        """Return the size of the problem in a request."""
        cells = sum(not isinstance(cell, float | int) for row in model.performances for cell in row)
        return cls(
            alternatives=len(model.alternatives), criteria=len(model.criteria), uncertain=cells
        )


def expected_seconds(asked: BaseModel, settings: Settings) -> float:
    """Return the expected CPU seconds of a request, of any kind that states weights.

    Raises
    ------
    LimitExceeded
        The seconds or the draws exceed the limit. A recommendation is estimated again when its
        parks are known.
    """
    problem: ProblemModel | None = getattr(asked, "problem", None)
    stated: Statement | None = getattr(asked, "weights", None)
    size = _size_of_parks(asked) if problem is None else Size.sent(problem)
    if isinstance(asked, Options):
        plan = plan_of(asked.sensitivity, settings, asked.detail)
        seconds = of_ranking(size, asked.method.name, plan, stated)
        job = "ranking" if problem is not None else "recommendations"
    elif isinstance(asked, ComparisonBody):
        usual = RatedProblem if problem is None else Problem
        name = usual.default_method if asked.method is None else asked.method.name
        seconds = of_comparison(size, name, [entry.weights for entry in asked.weightings])
        job = None
    elif stated is not None:
        return of_statement(stated, settings, repair=getattr(asked, "repair", False))
    else:
        return 0.0
    check(seconds, settings, job)
    return seconds


def check(
    seconds: float, settings: Settings, job: str | None = None, subject: str = "comparison"
) -> None:
    """Refuse work that takes longer than the limit for a synchronous request.

    `seconds` are the expected CPU seconds. Jobs have no limit.

    Raises
    ------
    LimitExceeded
        The work is too costly; the fault names the seconds, the limit and the job.
    """
    limit = settings.analysis_seconds
    if limit is None or seconds <= limit:
        return
    fields = {"estimated_seconds": round(seconds, 1), "limit_seconds": limit}
    if job is not None:
        offer = {"job": job, "shape": SHAPES[job]}
        raise LimitExceeded([Fault("too_costly", (), {**fields, **offer})])
    path = (subject,) if subject == "weights" else ()
    raise LimitExceeded([Fault(f"too_costly_{subject}", path, fields)])


def of_statement(stated: Statement, settings: Settings, *, repair: bool) -> float:
    """Return the CPU seconds of a statement alone, with repairs of its judgements if wanted.

    Raises
    ------
    LimitExceeded
        The seconds exceed the limit.
    """
    seconds = of_weights(stated)
    if repair:
        orders = weighting_of(stated).matrices(stated)
        seconds += sum(REPAIR * min(order / REPAIR_ORDER, 1.0) ** 7 for order in orders)
    check(seconds, settings, subject="weights")
    return seconds


def of_weights(stated: Statement | None) -> float:
    """Return the CPU seconds of computing weights of a statement and its parts; 0 for None."""
    if stated is None:
        return 0.0
    weighting, costs = weighting_of(stated), table("api.rankings", "cost.toml")[_KINDS]
    least, each = costs.get(stated.kind) or max(costs.values(), key=sum)
    return sum(map(of_weights, weighting.parts(stated))) + least + each * weighting.size(stated)


def of_interview(answers: int) -> float:
    """Return the CPU seconds of computing the state of an interview after some answers."""
    return INTERVIEW + REPLY * answers


def of_ranking(
    size: Size, method: str, plan: Plan | None, stated: Statement | None = None
) -> float:
    """Return the CPU seconds of a ranking with its planned analyses."""
    table = _table(method)
    seconds = _powers(table["ranking"], size) + of_weights(stated)
    if plan is None:
        return seconds

    def measured(part: str) -> float:
        coefficients = [table[part]] if part in table else table.values()
        return max(_powers(values, size) for values in coefficients)

    return seconds + sum(
        ANALYSES[name]().seconds(request, measured)
        for name, request in plan.items()
        if not isinstance(request, PlanFailure)
    )


def of_comparison(size: Size, method: str, weightings: Sequence[Statement]) -> float:
    """Return the CPU seconds of a comparison: all weights, every pair, and a verdict on each."""
    table, count = _table(method), len(weightings)
    pairs = _powers(table["comparison"], size) * (count / 2) ** 2
    verdicts = count * _powers(table["draws"], size) * FIRST_SAMPLES / MEASURED
    return pairs + verdicts + sum(map(of_weights, weightings))


def _size_of_parks(asked: BaseModel) -> Size:
    m, n = (
        usual if (ids := getattr(asked, field, None)) is None else len(ids)
        for field, usual in (("parks", PARKS), ("criteria", CRITERIA))
    )
    return Size(alternatives=m, criteria=n, uncertain=round(DOUBTFUL * m * n))


_KINDS = "weights"
Table = Mapping[str, tuple[float, float, float, float]]


def _powers(found: tuple[float, float, float, float], size: Size) -> float:
    c, a, b, d = found
    m, n = max(size.alternatives, 1), max(size.criteria, 1)
    return c * m**a * n**b * (1 + size.uncertain) ** d


def _table(method: str) -> Table:
    tables = table("api.rankings", "cost.toml")
    return tables[method if method in tables and method != _KINDS else UNKNOWN_METHOD]
