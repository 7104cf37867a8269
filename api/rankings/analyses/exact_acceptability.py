"""Shares of volumes in the place of draws."""

from typing import Any

from pydantic import Field

from api.answer import Answer
from api.rankings.analysis import ANALYSES, Analysis, Reader, Task
from api.rankings.draws import DrawnFromAnswer, drawn_from, pairs, spread_of
from mcda.robust import ExactAcceptability, exact_acceptability

Plain = dict[str, Any]


class ExactAcceptabilityAnswer(Answer):
    """Shares of the volume of the set of weights."""

    drawn_from: DrawnFromAnswer
    first_shares: dict[str, float]
    rank_shares: dict[str, list[float]] | None = Field(
        description="null for more than six alternatives."
    )
    central_weights: dict[str, dict[str, float]]
    pairwise: dict[str, dict[str, float]]


@ANALYSES.register
class ExactAcceptabilityAnalysis(Analysis[ExactAcceptability]):
    """Shares of the volume of the set of weights."""

    id = "exact_acceptability"
    place = 60
    description = "Shares of volumes instead of draws, for methods linear in the weights."
    answer = ExactAcceptabilityAnswer

    def run(self, asked: bool, task: Task) -> ExactAcceptability | None:
        """Return the shares, within the spread that draws would have."""
        return exact_acceptability(task.ranking, spread_of(task))

    def tell(self, found: ExactAcceptability, reader: Reader) -> Plain:
        """Return shares of volumes."""
        ids, shares = found.alternatives, found.first_shares.tolist()
        ranks = found.rank_shares
        return {
            "drawn_from": drawn_from(found.drawn_from, reader.language),
            "first_shares": dict(zip(ids, shares, strict=True)),
            "rank_shares": None if ranks is None else dict(zip(ids, ranks.tolist(), strict=True)),
            "central_weights": {
                name: dict(zip(found.criteria, row, strict=True))
                for name, row, share in zip(
                    ids, found.central_weights.tolist(), shares, strict=True
                )
                if share > 0
            },
            "pairwise": pairs(ids, found.pairwise),
        }
