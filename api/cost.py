"""What work costs: CPU seconds, told from method, size, draws and uncertain cells.

The table is ``cost.toml``: for every method and part ``c, a, b, d`` of
``c * m**a * n**b * (1 + u)**d`` CPU seconds, with ``m`` alternatives, ``n`` criteria and ``u``
uncertain cells; draws are those of 10 000. An analysis that was not measured counts as the
slowest of those that were. ``python -m tests.benchmarks.cost > api/cost.toml`` measures it anew,
``pytest -n0 tests/benchmarks/test_cost.py -s`` compares it with whole requests.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Protocol, runtime_checkable

from pydantic import BaseModel

from api.job_offer import SHAPES
from api.rankings.analyses.certainty import MEASURED
from api.rankings.analysis import ANALYSES, Plan, plan_of
from api.rankings.requests import Options
from api.rankings.schemas import MethodModel, ProblemModel, WeightingModel
from api.settings import Settings
from mcda.errors import Fault, LimitExceeded
from mcda.parks.rated_problem import RatedProblem
from mcda.problem import Problem
from mcda.robust.verdict import DOUBT_SAMPLES

PARKS, CRITERIA, DOUBTFUL = 27, 7, 0.5
"""Of a recommendation that names none: parks, criteria, and the share of cells in doubt."""
UNKNOWN_METHOD = "codas"
"""As which a method counts that was not measured: the slowest."""


@runtime_checkable
class ComparisonBody(Protocol):
    """A body that asks for a comparison."""

    weightings: list[WeightingModel]
    method: MethodModel | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Size:
    """``m`` alternatives on ``n`` criteria, ``uncertain`` of their cells no single numbers."""

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
        """Return the size of a problem as it was sent."""
        cells = sum(not isinstance(cell, float | int) for row in model.performances for cell in row)
        return cls(
            alternatives=len(model.alternatives), criteria=len(model.criteria), uncertain=cells
        )


def expected_seconds(asked: BaseModel, settings: Settings) -> float:
    """Return the CPU seconds that a body asks for: of a ranking, recommendation or comparison.

    Raises
    ------
    LimitExceeded
        They are more than is spent at once, or there are more draws. A recommendation is measured
        again when its parks are known.
    """
    problem: ProblemModel | None = getattr(asked, "problem", None)
    size = _size_of_parks(asked) if problem is None else Size.sent(problem)
    if isinstance(asked, Options):
        plan = plan_of(asked.sensitivity, settings, asked.detail)
        seconds = of_ranking(size, asked.method.name, plan)
        job = "ranking" if problem is not None else "recommendations"
    elif isinstance(asked, ComparisonBody):
        name = _default_method(problem) if asked.method is None else asked.method.name
        seconds, job = of_comparison(size, name, len(asked.weightings)), None
    else:
        return 0.0
    check(seconds, settings, job)
    return seconds


def check(seconds: float, settings: Settings, job: str | None = None) -> None:
    """Refuse what takes longer than anybody is let wait for.

    Parameters
    ----------
    seconds
        CPU seconds that are expected.
    settings
        With the limit, or none where a job is done.
    job
        Kind of the job that does it, None where there is none.

    Raises
    ------
    LimitExceeded
        With the seconds, the limit and the job.
    """
    limit = settings.analysis_seconds
    if limit is None or seconds <= limit:
        return
    fields = {"estimated_seconds": round(seconds, 1), "limit_seconds": limit}
    if job is not None:
        offer = {"job": job, "shape": SHAPES[job]}
        raise LimitExceeded([Fault("too_costly", (), {**fields, **offer})])
    raise LimitExceeded([Fault("too_costly_comparison", (), fields)])


def of_ranking(size: Size, method: str, plan: Plan | None) -> float:
    """Return the CPU seconds of a ranking with the analyses that are planned."""
    table = _table(method)
    seconds = _powers(table["ranking"], size)
    if plan is None:
        return seconds

    def measured(part: str) -> float:
        known = [table[part]] if part in table else table.values()
        return max(_powers(values, size) for values in known)

    return seconds + sum(ANALYSES[name]().seconds(asked, measured) for name, asked in plan.items())


def of_comparison(size: Size, method: str, weightings: int) -> float:
    """Return the CPU seconds of a comparison: every two weightings, and a verdict on each."""
    table = _table(method)
    pairs = _powers(table["comparison"], size) * (weightings / 2) ** 2
    return pairs + weightings * _powers(table["draws"], size) * DOUBT_SAMPLES / MEASURED


def _default_method(problem: ProblemModel | None) -> str:
    return (RatedProblem if problem is None else Problem).default_method


def _size_of_parks(asked: BaseModel) -> Size:
    m, n = (
        usual if (named := getattr(asked, field, None)) is None else len(named)
        for field, usual in (("parks", PARKS), ("criteria", CRITERIA))
    )
    return Size(alternatives=m, criteria=n, uncertain=round(DOUBTFUL * m * n))


Table = Mapping[str, tuple[float, float, float, float]]


def _powers(found: tuple[float, float, float, float], size: Size) -> float:
    c, a, b, d = found
    m, n = max(size.alternatives, 1), max(size.criteria, 1)
    seconds: float = c * m**a * n**b * (1 + size.uncertain) ** d
    return seconds


def _table(method: str) -> Table:
    tables = _tables()
    return tables.get(method, tables[UNKNOWN_METHOD])


@cache
def _tables() -> Mapping[str, Table]:
    text = files("api").joinpath("cost.toml").read_text(encoding="utf-8")
    return {
        method: {part: tuple(values) for part, values in parts.items()}
        for method, parts in tomllib.loads(text).items()
    }
