"""Where the doubt about the winner comes from."""

from dataclasses import asdict
from typing import Annotated, Any

from pydantic import Field, StrictBool, StrictInt

from api.answer import Answer
from api.rankings.analysis import ANALYSES, Analysis, Measured, Reader, Task
from api.rankings.draws import LARGEST, spread_of
from api.rankings.finding import warning
from api.rankings.present import configuration
from api.rankings.schemas import Request
from mcda.robust import Budget, budget
from mcda.robust.acceptability import DEFAULT_SEED
from mcda.robust.budget import DEFAULT_SAMPLES
from mcda.robust.multiverse import defensible_methods

Plain = dict[str, Any]


class BudgetModel(Request):
    """How the doubt is divided among its sources."""

    samples: Annotated[StrictInt, Field(ge=1, le=LARGEST)] = DEFAULT_SAMPLES
    seed: Annotated[StrictInt, Field(ge=0, le=LARGEST)] = DEFAULT_SEED
    methods: StrictBool = Field(
        default=True, description="Whether the choice of method is a source of doubt."
    )


class SourceAnswer(Answer):
    """A source of doubt."""

    kind: str
    alternative: str | None
    criterion: str | None
    share: float
    standard_error: float


class BudgetAnswer(Answer):
    """Where the doubt about the winner comes from."""

    doubt: float = Field(ge=0, le=1)
    standard_error: float
    sources: list[SourceAnswer]
    samples: int
    seed: int | None


@ANALYSES.register
class BudgetAnalysis(Analysis[Budget]):
    """Where the doubt about the winner comes from."""

    id = "budget"
    place = 130
    request = BudgetModel | StrictBool
    whole = BudgetModel()
    description = "How much of the doubt comes from weights, method and each cell."
    answer = BudgetAnswer
    least = 0

    def samples(self, asked: BudgetModel) -> int:
        """Return the number of walks."""
        return asked.samples

    def seconds(self, asked: BudgetModel, measured: Measured) -> float:
        """Return the CPU seconds of so many walks."""
        return measured(self.id) * asked.samples / DEFAULT_SAMPLES

    def run(self, asked: BudgetModel, task: Task) -> Budget | None:
        """Divide the doubt."""
        ranking = task.ranking
        return budget(
            ranking,
            defensible_methods(ranking.method) if asked.methods else (),
            samples=asked.samples,
            rng=asked.seed,
            spread=spread_of(task),
        )

    def tell(self, found: Budget, reader: Reader) -> Plain:
        """Return where the doubt about the winner comes from."""
        return {
            "doubt": found.doubt,
            "standard_error": found.standard_error,
            "sources": [asdict(source) for source in found.sources],
            "methods": [configuration(method) for method in found.methods],
            "unavailable": [
                {**configuration(method), "reason": warning(reason, reader.language)}
                for method, reason in found.unavailable
            ],
            "samples": found.samples,
            "seed": found.seed,
        }
