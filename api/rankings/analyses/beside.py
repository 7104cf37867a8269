"""The ranking by another method that stands beside one of parks."""

from typing import Any

from pydantic import Field

from api.answer import Answer
from api.rankings.analysis import ANALYSES, Analysis, Measured, Reader, Task
from api.rankings.present import configuration
from mcda.parks.rated import Beside, beside

Plain = dict[str, Any]


class BesideRowAnswer(Answer):
    """An alternative in the ranking beside."""

    alternative: str
    name: str
    rank: int = Field(ge=1)
    score: float


class BesideRankingAnswer(Answer):
    """How another method ranks the same parks by the same weights."""

    method: dict[str, Any]
    ranking: list[BesideRowAnswer]
    same_first: bool = Field(description="It has the same first.")


@ANALYSES.register
class BesideAnalysis(Analysis[Beside]):
    """How another method ranks: TOPSIS on the scales, or AHP ratings where TOPSIS was asked.

    Null for problems other than those about parks.
    """

    id = "beside"
    place = 4
    request = None
    section = "answer"
    answer = BesideRankingAnswer
    least = 1

    def seconds(self, asked: bool, measured: Measured) -> float:
        """Return the CPU seconds of one more ranking."""
        return measured("ranking")

    def run(self, asked: bool, task: Task) -> Beside | None:
        """Return the ranking beside."""
        return beside(task.ranking)

    def tell(self, found: Beside, reader: Reader) -> Plain:
        """Return method and ranking, and whether it has the same first."""
        ranking = found.ranking
        ids, ranks = ranking.matrix.alternatives, ranking.ranks.tolist()
        scores = ranking.scores.tolist()
        return {
            "same_first": found.same_first,
            "method": configuration(ranking.method),
            "ranking": [
                {
                    "alternative": ids[i],
                    "name": reader.names.get(ids[i], ids[i]),
                    "rank": ranks[i],
                    "score": scores[i],
                }
                for i in ranking.order
            ],
        }
