"""What other ways of deciding say."""

from typing import Annotated, ClassVar

from pydantic import Field, StrictBool

from api.http.answer import Answer, AnyMethod
from api.rankings.analysis import ANALYSES, Analysis, AnswerForm, Measured, Task
from api.rankings.answers import Finding, Unavailable
from api.rankings.finding import finding, unavailable
from api.rankings.parameters import MOST_SAID
from api.rankings.schemas import MethodModel, Request, WeightingModel
from api.rankings.weightings import resolve_weightings
from mcda.errors import error_path
from mcda.method import Method
from mcda.methods import make_method
from mcda.parks.rated_problem import Beside, beside
from mcda.plain import Plain, plain
from mcda.robust import Agreement, Multiverse, Reversal, agreement, multiverse, reversal
from mcda.robust.agreement import DEFAULT_METHODS
from mcda.robust.multiverse import Combination
from mcda.robust.multiverse.analysis import OWN
from mcda.texts import Note
from weights.statements import Id


class BesideRowAnswer(Answer):
    """An alternative in the ranking beside."""

    alternative: str = Field(description="Its id.")
    name: str = Field(description="What it is called.")
    rank: int = Field(ge=1, description="Competition rank: ties share the better one.")
    score: float = Field(description="As that method defines it.")


class BesideRankingAnswer(Answer):
    """How another method ranks the same parks by the same weights."""

    method: AnyMethod
    ranking: list[BesideRowAnswer] = Field(
        description="The best first; three, in `full` answers all."
    )
    same_first: bool = Field(description="It has the same first.")


@ANALYSES.register
class BesideAnalysis(Analysis[Beside]):
    """How another method ranks: TOPSIS on the scales, or AHP ratings where TOPSIS was asked.

    Null for problems other than those about parks.
    """

    id = "beside"
    for_verdict = default = True
    place = 4
    section = "answer"
    answer = BesideRankingAnswer
    least = 1

    def seconds(self, asked: bool, measured: Measured) -> float:
        """Return the CPU seconds of one more ranking."""
        return measured("ranking")

    def run(self, asked: bool, task: Task) -> Beside | None:
        """Return the ranking beside."""
        return beside(task.ranking) if task.ranking.problem.is_valued else None

    def tell(self, found: Beside) -> Plain:
        """Return method and ranking, and whether it has the same first."""
        ranking = found.ranking
        ids, ranks = ranking.matrix.alternatives, ranking.ranks.tolist()
        scores = ranking.scores.tolist()
        return {
            "same_first": found.same_first,
            "method": ranking.method.configuration(),
            "ranking": [
                {
                    "alternative": ids[i],
                    "name": Note.naming(ids[i]),
                    "rank": ranks[i],
                    "score": scores[i],
                }
                for i in ranking.order
            ],
        }

    def tell_in(self, form: AnswerForm, found: Beside) -> Plain:
        """Return the same with the first three alone."""
        answer = self.tell(found)
        return {**answer, "ranking": answer["ranking"][:3]}


class AgreementAnswer(Answer, of=Agreement):
    """Rankings by several methods side by side."""

    unavailable: dict[str, Finding] = Field(
        description="By method: why it could not rank the problem."
    )


@ANALYSES.register
class MethodsAnalysis(Analysis[Agreement]):
    """What other methods say."""

    id = "methods"
    place = 70
    request = Annotated[list[Id], Field(max_length=MOST_SAID)] | StrictBool
    default: ClassVar[list[str]] = list(DEFAULT_METHODS)
    whole = default
    answer = AgreementAnswer

    def seconds(self, asked: list[str], measured: Measured) -> float:
        """Return the CPU seconds of so many methods."""
        return measured(self.id) * len(asked) / len(DEFAULT_METHODS)

    def run(self, asked: list[str], task: Task) -> Agreement:
        """Rank by each."""
        return agreement(task.ranking, tuple(asked))

    def tell(self, found: Agreement) -> Plain:
        """Return rankings by several methods side by side."""
        reasons = {name: finding(note) for name, note in found.unavailable.items()}
        return {**plain(found), "unavailable": reasons}


@ANALYSES.register
class ReversalAnalysis(Analysis[Reversal]):
    """Whether alternatives that should not matter decide who wins, or the order."""

    id = "reversal"
    place = 80
    default = True
    answer = Reversal

    def run(self, asked: bool, task: Task) -> Reversal | None:
        """Try every change of the list that should not matter."""
        return reversal(task.ranking)


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


class DecisiveAnswer(Answer):
    """A choice after which another alternative is first."""

    choice: str = Field(description="What is chosen: the method, one of its parameters, weights.")
    value: str = Field(description="What it would be instead.")
    winners: list[str] = Field(description="Ids of all that are first then.")


class SameAnswer(Answer):
    """A configuration that ranks as an earlier one does."""

    method: AnyMethod = Field(description="The one that is left out.")
    earlier: AnyMethod = Field(alias="as", description="The one that stands for both.")


class MultiverseAnswer(Answer):
    """All ways to rank that can be defended."""

    kept_share: float = Field(
        ge=0, le=1, description="Share of the combinations that keep the winner of the answer."
    )
    winner_shares: dict[str, float] = Field(
        description="By alternative: the share of the combinations in which it is first."
    )
    disagreement: float = Field(
        ge=0, le=1, description="Chance that two combinations drawn at random differ in the first."
    )
    attribution: dict[str, float] = Field(
        description="By choice: the share of the disagreement that it explains, sum 1; empty "
        "where there is none."
    )
    combinations: list[Combination] = Field(description="Each with the order that it makes.")
    decisive: list[DecisiveAnswer] = Field(
        description="Choices after which another is first, all else as it is."
    )
    unavailable: list[Unavailable] = Field(description="Methods that cannot take the data.")
    same: list[SameAnswer] = Field(
        description="Configurations that rank as an earlier one does, and count once."
    )
    sentences: list[str] = Field(description="What it comes to, in words.")


@ANALYSES.register
class MultiverseAnalysis(Analysis[Multiverse]):
    """All ways to rank that can be defended."""

    id = "multiverse"
    place = 120
    request = MultiverseModel | StrictBool
    in_full = True
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

    def tell(self, found: Multiverse) -> Plain:
        """Return all defensible combinations and what changes the winner."""
        return {
            "kept_share": found.kept_share,
            "winner_shares": dict(found.winner_shares),
            "disagreement": found.disagreement,
            "attribution": dict(found.attribution),
            "combinations": [plain(item) for item in found.combinations],
            "decisive": [
                {"choice": item.name, "value": item.value, "winners": list(item.winners)}
                for item in found.decisive
            ],
            "unavailable": unavailable(found.unavailable),
            "same": [
                {"method": method.configuration(), "as": earlier.configuration()}
                for method, earlier in found.same
            ],
            "sentences": list(found.sentences),
        }


def _methods(asked: MultiverseModel) -> list[Method] | None:
    if asked.methods is None:
        return None
    methods = []
    for place, item in enumerate(asked.methods):
        with error_path("methods", place):
            parameters = item.model_dump(include=item.model_fields_set - {"name"})
            methods.append(make_method(item.name, parameters or None))
    return methods
