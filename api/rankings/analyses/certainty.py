"""How sure the order is, and what is worth knowing."""

from dataclasses import dataclass
from functools import cached_property
from typing import Annotated, Any, Literal

from pydantic import Field, StrictBool, StrictInt

from api.http.answer import Answer
from api.rankings.analysis import (
    ANALYSES,
    LARGEST,
    WHOLE,
    Analysis,
    AnswerForm,
    DrawnFromAnswer,
    Measured,
    Task,
    central_weights,
    drawn_from,
    spread_of,
)
from api.rankings.schemas import Request
from api.settings import Settings
from mcda.errors import Note
from mcda.parks.rated_problem import Beside
from mcda.plain import Plain, between_names, plain
from mcda.robust import (
    Acceptability,
    CentralRanks,
    Decision,
    ExactAcceptability,
    FactQuestion,
    JudgementQuestion,
    PossibleRanks,
    SmallestChange,
    Verdict,
    WeightQuestion,
    acceptability,
    ask_next,
    ask_next_judgement,
    ask_next_weight,
    decision,
    exact_acceptability,
    possible_ranks,
    verdict,
)
from mcda.robust.acceptability import DEFAULT_SAMPLES, DEFAULT_SEED
from mcda.robust.decision import SAMPLES as DECISION_SAMPLES
from mcda.robust.possible_ranks.analysis import PossibleRank
from mcda.robust.verdict import FIRST_SAMPLES
from weights.statements import Number
from weights.weightings import weighting_of

MEASURED = 10_000
"""Draws of the cost table."""
CLUSTER_FROM = 100_000
"""Draws; fewer are made before a cluster is reached."""
_OF_WHOLE = ("best_proved", "worst_proved", "sentence")


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
    seed: Annotated[StrictInt, Field(ge=0, le=LARGEST)] = Field(
        default=DEFAULT_SEED, description="Of the draws: the same draws the same."
    )
    spread: Annotated[Number, Field(ge=0, le=1)] | Literal["any"] | None = Field(
        default=None,
        description="Weights within a factor 1-s..1+s of their values; `any`: all that their "
        "statement allows. Left out: what it leaves open.",
    )


class AcceptabilityAnswer(Answer):
    """How often each alternative takes each rank."""

    samples: int = Field(ge=1, description="Draws of weights and uncertain cells together.")
    seed: int | None = Field(description="Of the draws.")
    spread: float | Literal["any"] | None = Field(
        description="Of the weights, as it was asked for; null where their statement says it."
    )
    drawn_from: DrawnFromAnswer
    rank_shares: dict[str, list[float]] = Field(
        description="By alternative: the share of draws in which it takes rank 1, 2, ...; ties "
        "share their ranks. The first five ranks, in `full` answers all."
    )
    standard_error: float = Field(
        ge=0, description="The largest of the shares of the first rank, from the number of draws."
    )
    winner_entropy: float = Field(ge=0, description="Bits; 0 for a certain winner.")
    rank_entropy: dict[str, float] | None = Field(
        default=None,
        description="By alternative, in bits: 0 where its rank is certain; in `full` answers.",
    )
    central_weights: dict[str, dict[str, float]] | None = Field(
        default=None,
        description="By alternative that is ever first: the mean, by criterion, of the weights "
        "under which it is; where it is included.",
    )
    confidence_factors: dict[str, float] | None = Field(
        default=None,
        description="How often each is first at its central weights; in `full` answers.",
    )
    pairwise: dict[str, dict[str, float]] | None = Field(
        default=None,
        description="Share of draws in which the one is ranked better than the other; where it is"
        " included.",
    )
    pairwise_samples: int = Field(ge=0, description="Draws of which these were counted.")


@ANALYSES.register
class AcceptabilityAnalysis(Analysis[Acceptability]):
    """How often each alternative takes each rank."""

    id = "acceptability"
    for_verdict = unless_decided = True
    place = 10
    description = "How often each takes each rank, within the doubt about weights and facts."
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
        return super().check(asked, settings)

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
            executor=None
            if task.settings.cluster is None or self.samples(asked) <= CLUSTER_FROM
            else task.settings.cluster_at(task.settings.cluster),
            progress=task.progress,
        )

    def tell(self, found: Acceptability) -> Plain:
        """Return the indices of stochastic multicriteria acceptability analysis."""
        ids, answer = found.alternatives, self.tell_in(WHOLE, found)
        factors = dict(zip(ids, found.confidence_factors.tolist(), strict=True))
        answer["confidence_factors"] = {name: factors[name] for name in answer["central_weights"]}
        answer["rank_entropy"] = dict(zip(ids, found.rank_entropy.tolist(), strict=True))
        return answer

    def tell_in(self, form: AnswerForm, found: Acceptability) -> Plain:
        """Return those that the draws themselves tell, as far as the form holds them."""
        ids, shares = found.alternatives, found.rank_shares.tolist()
        ranks = None if form.detail == "full" else 5
        answer: Plain = {
            "samples": found.samples,
            "seed": found.seed,
            "spread": found.spread,
            "drawn_from": drawn_from(found.drawn_from),
            "rank_shares": {name: row[:ranks] for name, row in zip(ids, shares, strict=True)},
            "standard_error": found.standard_error,
            "winner_entropy": found.winner_entropy,
            "pairwise_samples": found.pairwise_samples,
        }
        if form.has("central_weights"):
            firsts = [row[0] for row in shares]
            answer["central_weights"] = central_weights(found, firsts)
        if form.has("pairwise"):
            answer["pairwise"] = between_names(ids, found.pairwise)
        return answer


class PossibleRankAnswer(Answer, of=PossibleRank):
    """Best and worst rank of one alternative while uncertain cells move within their bounds."""

    name: str | None = Field(
        default=None, description="What it is called; in `full` answers, as are those below."
    )
    best_proved: bool | None = Field(default=None, description="Whether the best rank is proved.")
    worst_proved: bool | None = Field(default=None, description="Whether the worst is.")
    sentence: str | None = Field(default=None, description="It in words.")


@ANALYSES.register
class PossibleRanksAnalysis(Analysis[PossibleRanks]):
    """Which ranks each alternative can take within the bounds of the facts."""

    id = "possible_ranks"
    for_verdict = unless_decided = True
    place = 20
    default = True
    description = "Best and worst rank of each within the bounds of the cells."
    answer = list[PossibleRankAnswer]

    def run(self, asked: bool, task: Task) -> PossibleRanks:
        """Return the ranks."""
        return possible_ranks(task.ranking)

    def tell(self, found: PossibleRanks) -> Any:
        """Return which ranks each alternative can take."""
        return [{**plain(row), "name": Note.naming(row.alternative)} for row in found.alternatives]

    def tell_in(self, form: AnswerForm, found: PossibleRanks) -> Any:
        """Return the same without names, sentences, and what is proved of each end."""
        rows: list[Plain] = plain(found.alternatives)
        return [{key: row[key] for key in row if key not in _OF_WHOLE} for row in rows]


class RankSpanAnswer(Answer):
    """Between which ranks an alternative lies, the better end first."""

    half: list[int] = Field(min_length=2, max_length=2, description="In the central half of draws.")
    ninety: list[int] = Field(
        min_length=2, max_length=2, description="In the central 90 % of draws."
    )


@ANALYSES.register
class VerdictAnalysis(Analysis[Verdict]):
    """How often the first is first."""

    id = "verdict"
    for_verdict = unless_decided = default = True
    place = 130
    section = "answer"
    answer = Verdict

    def seconds(self, asked: bool, measured: Measured) -> float:
        """Return the CPU seconds of the draws, where nobody asked for more."""
        return measured("draws") * FIRST_SAMPLES / MEASURED

    def run(self, asked: bool, task: Task) -> Verdict | None:
        """Return the verdict from the draws of the acceptability, if those could be made."""
        simulation: Acceptability | None = task.found.get("acceptability")
        if simulation is None:
            if "acceptability" in task.plan:
                return None
            simulation = acceptability(task.ranking, FIRST_SAMPLES)
        change: SmallestChange | None = task.found.get("smallest_change")
        other: Beside | None = task.found.get("beside")
        return verdict(
            task.ranking,
            simulation,
            nearest=None if change is None else change.winner_becomes,
            unsaid=task.unsaid,
            beside=None if other is None else other.ranking,
        )


@ANALYSES.register
class DecisionAnalysis(Analysis[Decision]):
    """What to do, and what may be lost by it; null where worth does not add up on fixed scales."""

    id = "decision"
    for_verdict = default = True
    place = 3
    section = "answer"
    answer = Decision
    least = 0

    def seconds(self, asked: bool, measured: Measured) -> float:
        """Return the CPU seconds of the draws."""
        return measured("draws") * DECISION_SAMPLES / MEASURED

    def run(self, asked: bool, task: Task) -> Decision | None:
        """Return the decision."""
        answers = weighting_of(task.statement).reply_count(task.statement)
        return decision(task.ranking, answers=answers)


@ANALYSES.register
class RanksAnalysis(Analysis[CentralRanks]):
    """Between which ranks each alternative lies in the central half and 90 % of the draws."""

    id = "ranks"
    for_verdict = unless_decided = default = True
    place = 131
    section = "answer"
    answer = dict[str, RankSpanAnswer]

    def seconds(self, asked: bool, measured: Measured) -> float:
        """Return 0: they are read off the draws."""
        return 0.0

    def run(self, asked: bool, task: Task) -> CentralRanks | None:
        """Return the ranks of the draws behind the verdict."""
        conclusion: Verdict | None = task.result("verdict")
        return None if conclusion is None else conclusion.ranks

    def tell(self, found: CentralRanks) -> Plain:
        """Return both spans by alternative."""
        spans = plain(found)
        return {
            name: {"half": spans["half"][name], "ninety": spans["ninety"][name]}
            for name in found.alternatives
        }


@dataclass(frozen=True)
class WorthKnowing:
    """What may change the winner; worked out as far as somebody looks."""

    drawn: Acceptability
    """Draws that tell."""
    facts: tuple[FactQuestion, ...]
    """Uncertain cells, the most valuable to know first."""

    @cached_property
    def weights(self) -> tuple[WeightQuestion, ...]:
        """Weights, in the same order."""
        return ask_next_weight(self.drawn)

    @cached_property
    def judgements(self) -> tuple[JudgementQuestion, ...]:
        """Judgements behind the weights, in the same order."""
        return ask_next_judgement(self.drawn)


class QuestionAnswer(Answer, of=FactQuestion):
    """An uncertain cell of an alternative to ask about."""

    name: str = Field(description="What the alternative is called.")


class WorthKnowingAnswer(Answer):
    """Facts, weights and judgements that may change the winner, each most valuable first."""

    facts: list[QuestionAnswer] = Field(description="Uncertain cells to ask about.")
    weights: list[WeightQuestion] = Field(description="Criteria whose weight to ask about.")
    judgements: list[JudgementQuestion] = Field(
        description="Pairwise judgements to ask about again."
    )


@ANALYSES.register
class WorthKnowingAnalysis(Analysis[WorthKnowing]):
    """What is worth knowing, most valuable first."""

    id = "worth_knowing"
    for_verdict = unless_decided = default = True
    place = 90
    answer = WorthKnowingAnswer

    def seconds(self, asked: bool, measured: Measured) -> float:
        """Return the CPU seconds of conditioning draws."""
        return measured("ask_next")

    def run(self, asked: bool, task: Task) -> WorthKnowing | None:
        """Return what the draws say, None where nothing was drawn or the decision says more."""
        if task.computed and task.found.get("decision") is not None:
            return None
        simulation: Acceptability | None = task.result("acceptability")
        return None if simulation is None else WorthKnowing(simulation, ask_next(simulation))

    def tell(self, found: WorthKnowing) -> Plain:
        """Return all of it."""
        answer = {name: plain(getattr(found, name)) for name in WorthKnowingAnswer.model_fields}
        facts = [{**fact, "name": Note.naming(fact["alternative"])} for fact in answer["facts"]]
        return {**answer, "facts": facts}


class ExactAcceptabilityAnswer(Answer):
    """Shares of the volume of the set of weights."""

    drawn_from: DrawnFromAnswer
    first_shares: dict[str, float] = Field(
        description="By alternative: the share of the volume in which it is first."
    )
    rank_shares: dict[str, list[float]] | None = Field(
        description="By alternative: the share in which it takes rank 1, 2, ...; null for more "
        "than six alternatives."
    )
    central_weights: dict[str, dict[str, float]] = Field(
        description="By alternative that is ever first: the centre, by criterion, of the weights "
        "under which it is."
    )
    pairwise: dict[str, dict[str, float]] = Field(
        description="Share in which the one is ranked better than the other."
    )


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

    def tell(self, found: ExactAcceptability) -> Plain:
        """Return shares of volumes."""
        ids, shares = found.alternatives, found.first_shares.tolist()
        ranks = found.rank_shares
        return {
            "drawn_from": drawn_from(found.drawn_from),
            "first_shares": dict(zip(ids, shares, strict=True)),
            "rank_shares": None if ranks is None else dict(zip(ids, ranks.tolist(), strict=True)),
            "central_weights": central_weights(found, shares),
            "pairwise": between_names(ids, found.pairwise),
        }
