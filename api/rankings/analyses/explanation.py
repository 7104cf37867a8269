"""Why the first is first, in sentences and figures."""

from typing import Any

from pydantic import Field

from api.answer import Answer
from api.rankings.analysis import ANALYSES, Analysis, Reader, Task
from mcda.explain import Argument, Contrast, Dominance, Explanation, explain

Plain = dict[str, Any]


class ContrastAnswer(Answer):
    """The lead of one alternative over another, divided among the criteria."""

    first: str
    second: str
    lead: float
    parts: dict[str, float] = Field(
        description="Sum to the lead; none where the method declares no attribution."
    )


class DominanceAnswer(Answer):
    """Who is dominated by whom."""

    efficient: list[str]
    possibly_efficient: list[str]
    dominated_by: dict[str, list[str]]


class ArgumentAnswer(Answer):
    """What speaks most against the winner."""

    kind: str
    winner: str
    rival: str | None
    share: float = Field(ge=0, le=1)
    change: dict[str, Any] | None


class ExplanationAnswer(Answer):
    """Why the first is first."""

    sentences: list[str]
    contrasts: list[ContrastAnswer]
    dominance: DominanceAnswer
    argument: ArgumentAnswer | None


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
        found = task.found
        return explain(task.ranking, stability=found.get("stability"), known=found.get("gaps"))

    def tell(self, found: Explanation, reader: Reader) -> Plain:
        """Return sentences, contrasts with those that follow, dominance, the best objection."""
        return {
            "sentences": found.say(reader.language, reader.names),
            "contrasts": [_contrast(item) for item in found.contrasts],
            "dominance": _dominance(found.dominance),
            "argument": None if found.argument is None else _argument(found.argument),
        }


def _contrast(found: Contrast) -> Plain:
    return {
        "first": found.first,
        "second": found.second,
        "lead": found.lead,
        "parts": {part.criterion: part.part for part in found.parts},
    }


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


def _argument(found: Argument) -> Plain:
    change = found.change
    return {
        "kind": found.kind,
        "winner": found.winner,
        "rival": found.rival,
        "share": found.share,
        "change": None
        if change is None
        else {
            "criterion": change.criterion,
            "alternative": change.alternative,
            "before": change.before,
            "needed": change.needed,
        },
    }
