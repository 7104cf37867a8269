"""What other methods say."""

from typing import Annotated, Any, ClassVar

from pydantic import Field, StrictBool

from api.answer import Answer
from api.rankings.analysis import ANALYSES, Analysis, Measured, Reader, Task
from api.rankings.finding import warning
from api.rankings.parameters import MOST_SAID
from mcda.robust import Agreement, agreement
from mcda.robust.agreement import DEFAULT_METHODS
from weights.statements import Id

Plain = dict[str, Any]


class MethodsAnswer(Answer):
    """What other methods say."""

    rankings: dict[str, list[str]]
    winner_share: dict[str, float]
    kendall_tau: dict[str, dict[str, float]]


@ANALYSES.register
class MethodsAnalysis(Analysis[Agreement]):
    """What other methods say."""

    id = "methods"
    place = 70
    request = Annotated[list[Id], Field(max_length=MOST_SAID)] | StrictBool
    default: ClassVar[list[str]] = list(DEFAULT_METHODS)
    whole = default
    answer = MethodsAnswer

    def seconds(self, asked: list[str], measured: Measured) -> float:
        """Return the CPU seconds of so many methods."""
        return measured(self.id) * len(asked) / len(DEFAULT_METHODS)

    def run(self, asked: list[str], task: Task) -> Agreement:
        """Rank by each."""
        return agreement(task.ranking, tuple(asked))

    def tell(self, found: Agreement, reader: Reader) -> Plain:
        """Return rankings by several methods side by side."""
        return {
            "rankings": {name: list(ids) for name, ids in found.rankings.items()},
            "ranks": {name: dict(ranks) for name, ranks in found.ranks.items()},
            "winner_share": dict(found.winner_share),
            "kendall_tau": {a: dict(row) for a, row in found.kendall_tau.items()},
            "unavailable": {
                name: warning(note, reader.language, reader.names)
                for name, note in found.unavailable.items()
            },
        }
