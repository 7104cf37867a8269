"""All ways to rank that can be defended."""

from typing import Any

from pydantic import Field, StrictBool

from api.answer import Answer
from api.rankings.analysis import ANALYSES, Analysis, Measured, Reader, Task
from api.rankings.finding import warning
from api.rankings.present import configuration
from api.rankings.schemas import MethodModel, Request, WeightingModel
from api.rankings.weightings import resolve_weightings
from mcda.errors import located
from mcda.method import Method
from mcda.methods import make_method
from mcda.robust import Multiverse, multiverse
from mcda.robust.multiverse import Combination
from mcda.robust.multiverse.analysis import OWN

Plain = dict[str, Any]


class MultiverseModel(Request):
    """Which combinations of method and weighting can be defended."""

    methods: list[MethodModel] | None = Field(
        default=None,
        description="Left out: all that can take the data, in each of their named choices.",
        max_length=200,
    )
    weightings: list[WeightingModel] = Field(
        default_factory=list, description="Beside the request's own.", max_length=50
    )


class CombinationAnswer(Answer):
    """One way to rank that can be defended."""

    method: dict[str, Any]
    weighting: str
    winners: list[str]
    kept: bool
    kendall_tau: float
    responsible: list[str]
    ranks: dict[str, int]


class MultiverseAnswer(Answer):
    """All ways to rank that can be defended."""

    kept_share: float = Field(ge=0, le=1)
    winner_shares: dict[str, float]
    disagreement: float
    attribution: dict[str, float]
    combinations: list[CombinationAnswer]
    decisive: list[dict[str, Any]]
    sentences: list[str]


@ANALYSES.register
class MultiverseAnalysis(Analysis[Multiverse]):
    """All ways to rank that can be defended."""

    id = "multiverse"
    place = 120
    request = MultiverseModel | StrictBool
    whole = MultiverseModel()
    description = "All defensible combinations of method, choices and weights."
    answer = MultiverseAnswer
    least = 0

    def seconds(self, asked: MultiverseModel, measured: Measured) -> float:
        """Return the CPU seconds under so many weightings."""
        return measured(self.id) * (1 + len(asked.weightings))

    def run(self, asked: MultiverseModel, task: Task) -> Multiverse | None:
        """Rank by every combination."""
        vectors = resolve_weightings(
            asked.weightings,
            task.ranking.problem,
            "weightings",
            computed=task.computed,
            reserved=(OWN,),
        )
        return multiverse(task.ranking, _methods(asked), vectors)

    def tell(self, found: Multiverse, reader: Reader) -> Plain:
        """Return all defensible combinations and what changes the winner."""
        return {
            "kept_share": found.kept_share,
            "winner_shares": dict(found.winner_shares),
            "disagreement": found.disagreement,
            "attribution": dict(found.attribution),
            "combinations": [_combination(item) for item in found.combinations],
            "decisive": [
                {"choice": item.name, "value": item.value, "winners": list(item.winners)}
                for item in found.decisive
            ],
            "unavailable": [
                {**configuration(method), "reason": warning(reason, reader.language, reader.names)}
                for method, reason in found.unavailable
            ],
            "same": [
                {"method": configuration(method), "as": configuration(earlier)}
                for method, earlier in found.same
            ],
            "sentences": [note.say(reader.language) for note in found.notes(reader.names)],
        }


def _methods(asked: MultiverseModel) -> list[Method] | None:
    if asked.methods is None:
        return None
    methods = []
    for place, item in enumerate(asked.methods):
        with located("methods", place):
            given = item.model_dump(include=item.model_fields_set - {"name"})
            methods.append(make_method(item.name, given or None))
    return methods


def _combination(found: Combination) -> Plain:
    return {
        "method": configuration(found.method),
        "weighting": found.weighting,
        "winners": list(found.winners),
        "kept": found.kept,
        "kendall_tau": found.kendall_tau,
        "responsible": list(found.responsible),
        "ranks": dict(found.ranks),
    }
