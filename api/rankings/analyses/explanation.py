"""Why the first is first: in gaps, shares and sentences."""

from typing import Any

from pydantic import Field

from api.http.answer import Answer
from api.rankings.analysis import ANALYSES, Analysis, AnswerForm, Measured, Task
from mcda.errors import Note
from mcda.explain import (
    Argument,
    Dominance,
    Explanation,
    Gaps,
    Influence,
    explain,
    gaps,
    influence,
)
from mcda.plain import Plain, plain

_RANKINGS = 10.0  # that one attribution takes as long as


@ANALYSES.register
class GapsAnalysis(Analysis[Gaps]):
    """What each criterion adds to the distance of each alternative from the first.

    By alternative and criterion; parts sum to the difference of the scores and are positive where
    the alternative is behind. The twelve nearest, of a `summary` six, in `full` answers all. Null
    for a method that declares no attribution.
    """

    id = "gaps"
    for_verdict = default = True
    place = 5
    section = "answer"
    answer = dict[str, dict[str, float]]

    def seconds(self, asked: bool, measured: Measured) -> float:
        """Return the CPU seconds of some rankings."""
        return _RANKINGS * measured("ranking")

    def run(self, asked: bool, task: Task) -> Gaps | None:
        """Return the gaps; that the method has none becomes a note."""
        attribution = gaps(task.ranking)
        if attribution is None:
            task.notes.append(
                Note("no_attribution", ("method",), {"method": task.ranking.method.name})
            )
        return attribution

    def tell(self, found: Gaps) -> Any:
        """Return the parts by alternative and criterion."""
        return plain(found)["values"]

    def tell_in(self, form: AnswerForm, found: Gaps) -> Any:
        """Return the same of the nearest alone."""
        parts = self.tell(found)
        nearest = sorted(parts, key=lambda name: sum(parts[name].values()))
        return {name: parts[name] for name in nearest[: 6 if form.is_short else 12]}


@ANALYSES.register
class InfluenceAnalysis(Analysis[Influence]):
    """Which share of the differences to the first each criterion makes, beside its weight.

    By criterion, sum 1. Null for a method that declares no attribution.
    """

    id = "influence"
    for_verdict = default = True
    place = 6
    section = "answer"
    answer = dict[str, float]

    def seconds(self, asked: bool, measured: Measured) -> float:
        """Return 0: it is read off the gaps."""
        return 0.0

    def run(self, asked: bool, task: Task) -> Influence | None:
        """Return the shares; where they depart from the weights becomes a warning."""
        attribution: Gaps | None = task.result("gaps")
        result = None if attribution is None else influence(task.ranking, attribution)
        if result is not None:
            task.notes.extend(result.notes())
        return result

    def tell(self, found: Influence) -> Any:
        """Return the shares by criterion."""
        return plain(found)["shares"]


class ContrastAnswer(Answer):
    """The lead of one alternative over another, divided among the criteria."""

    first: str = Field(description="Id of the one that leads.")
    second: str = Field(description="Id of the other.")
    lead: float = Field(description="Difference of their scores, as contributions are counted.")
    parts: dict[str, float] = Field(
        description="Sum to the lead; none where the method declares no attribution."
    )


class DominanceAnswer(Answer):
    """Who is dominated by whom."""

    efficient: list[str] = Field(
        description="Ids of those that none dominates at the headline values, whatever the "
        "unknown ones are, best first."
    )
    possibly_efficient: list[str] = Field(
        description="Ids of those that none dominates whatever the uncertain cells are."
    )
    dominated_by: dict[str, list[str]] = Field(
        description="By alternative: who is at least as good on every criterion and better on one, "
        "at the headline values, whatever the unknown ones are."
    )


class ExplanationAnswer(Answer):
    """Why the first is first."""

    sentences: list[str] = Field(description="In words, the most important first.")
    contrasts: list[ContrastAnswer] = Field(
        description="Each with the next, from the first on: what makes the difference; three, in"
        " `full` answers all."
    )
    dominance: DominanceAnswer
    argument: Argument | None


@ANALYSES.register
class ExplanationAnalysis(Analysis[Explanation]):
    """Why the first is first."""

    id = "explanation"
    place = 100
    default = True
    description = "Why the first is first, in words."
    answer = ExplanationAnswer

    def run(self, asked: bool, task: Task) -> Explanation:
        """Return the explanation, with the stability and the gaps that are known."""
        results = task.found
        return explain(task.ranking, stability=results.get("stability"), known=results.get("gaps"))

    def tell(self, found: Explanation) -> Plain:
        """Return sentences, contrasts with those that follow, dominance, the best objection."""
        return {
            "sentences": list(found.sentences),
            "contrasts": [
                {
                    "first": item.first,
                    "second": item.second,
                    "lead": item.lead,
                    "parts": {part.criterion: part.part for part in item.parts},
                }
                for item in found.contrasts
            ],
            "dominance": _dominance(found.dominance),
            "argument": plain(found.argument),
        }

    def tell_in(self, form: AnswerForm, found: Explanation) -> Plain:
        """Return the same with the first contrasts alone."""
        answer = self.tell(found)
        return {**answer, "contrasts": answer["contrasts"][:3]}


def _dominance(found: Dominance) -> Plain:
    return {
        "efficient": list(found.efficient),
        "possibly_efficient": list(found.possibly_efficient),
        "dominated_by": {
            name: list(found.dominators_of(name))
            for name in found.alternatives
            if found.dominators_of(name)
        },
    }
