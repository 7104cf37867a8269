"""How often each alternative takes each rank, in draws of weights and uncertain cells."""

from typing import Annotated, Any, Literal

from pydantic import Field, StrictBool, StrictInt

from api.answer import Answer
from api.rankings.analysis import ANALYSES, Analysis, Measured, Reader, Task
from api.rankings.draws import LARGEST, DrawnFromAnswer, drawn_from, pairs
from api.rankings.schemas import Request
from api.settings import Settings
from mcda.robust import Acceptability, acceptability
from mcda.robust.acceptability import DEFAULT_SAMPLES, DEFAULT_SEED
from mcda.robust.chunks import Executor
from mcda.robust.cluster import Cluster
from weights.statements import Number

Plain = dict[str, Any]
MEASURED = 10_000
"""Draws of the cost table."""
CLUSTER_FROM = 100_000
"""Draws; fewer are made before a cluster is reached."""


class AcceptabilityModel(Request):
    """How doubt is drawn."""

    samples: Annotated[StrictInt, Field(ge=1, le=LARGEST)] | None = Field(
        default=None,
        description="10 000 where left out; beside a standard error the most draws.",
    )
    standard_error: Annotated[Number, Field(gt=0)] | None = Field(
        default=None,
        description="Draws go on until no first-rank share has a larger one, or the limit.",
    )
    seed: Annotated[StrictInt, Field(ge=0, le=LARGEST)] = DEFAULT_SEED
    spread: Annotated[Number, Field(ge=0, le=1)] | Literal["any"] | None = Field(
        default=None, description="Left out: what the statement of the weights leaves open."
    )


class AcceptabilityAnswer(Answer):
    """How often each alternative takes each rank."""

    samples: int
    seed: int | None
    drawn_from: DrawnFromAnswer
    rank_shares: dict[str, list[float]]
    standard_error: float
    winner_entropy: float = Field(ge=0, description="Bits; 0 for a certain winner.")
    rank_entropy: dict[str, float]
    central_weights: dict[str, dict[str, float]]
    confidence_factors: dict[str, float]
    pairwise: dict[str, dict[str, float]]


@ANALYSES.register
class AcceptabilityAnalysis(Analysis[Acceptability]):
    """How often each alternative takes each rank."""

    id = "acceptability"
    place = 10
    request = AcceptabilityModel | StrictBool
    default = whole = AcceptabilityModel()
    answer = AcceptabilityAnswer

    def samples(self, asked: AcceptabilityModel) -> int:
        """Return how many draws there are at most."""
        return asked.samples or DEFAULT_SAMPLES

    def seed(self, asked: AcceptabilityModel) -> int:
        """Return the seed of the draws."""
        return asked.seed

    def check(self, asked: AcceptabilityModel, settings: Settings) -> AcceptabilityModel:
        """Return the draws with their number; towards a standard error as many as are allowed."""
        if asked.samples is None and asked.standard_error is not None:
            return asked.model_copy(update={"samples": settings.max_samples})
        checked: AcceptabilityModel = super().check(asked, settings)
        return checked

    def seconds(self, asked: AcceptabilityModel, measured: Measured) -> float:
        """Return the CPU seconds of so many draws."""
        return measured("draws") * self.samples(asked) / MEASURED

    def run(self, asked: AcceptabilityModel, task: Task) -> Acceptability | None:
        """Draw."""
        return acceptability(
            task.ranking,
            self.samples(asked),
            asked.seed,
            asked.spread,
            standard_error=asked.standard_error,
            executor=_executor(self.samples(asked), task.settings),
            progress=task.progress,
        )

    def tell(self, found: Acceptability, reader: Reader) -> Plain:
        """Return the indices of stochastic multicriteria acceptability analysis."""
        ids, first = found.alternatives, found.rank_shares[:, 0]
        central = {
            name: dict(zip(found.criteria, row, strict=True))
            for name, row, share in zip(
                ids, found.central_weights.tolist(), first.tolist(), strict=True
            )
            if share > 0
        }
        return {
            "samples": found.samples,
            "seed": found.seed,
            "spread": found.spread,
            "drawn_from": drawn_from(found.drawn_from, reader.language),
            "rank_shares": dict(zip(ids, found.rank_shares.tolist(), strict=True)),
            "standard_error": found.standard_error,
            "winner_entropy": found.winner_entropy,
            "rank_entropy": dict(zip(ids, found.rank_entropy.tolist(), strict=True)),
            "central_weights": central,
            "confidence_factors": {
                name: factor
                for name, factor in zip(ids, found.confidence_factors.tolist(), strict=True)
                if name in central
            },
            "pairwise": pairs(ids, found.pairwise),
            "pairwise_samples": found.pairwise_samples,
        }


def _executor(samples: int, settings: Settings) -> Executor | None:
    """Return the cluster where there is one and the work is worth the way."""
    if settings.cluster is None or samples <= CLUSTER_FROM:
        return None
    return Cluster(address=settings.cluster)
