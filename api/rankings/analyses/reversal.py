"""Whether alternatives that should not matter decide who wins, or the order."""

from typing import Any

from api.answer import Answer
from api.rankings.analysis import ANALYSES, Analysis, Reader, Task
from mcda.robust import Reversal, reversal
from mcda.robust.reversal import ReversalCase
from mcda.texts import text

Plain = dict[str, Any]


class ReversalCaseAnswer(Answer):
    """A change of the alternatives after which two that stay change places."""

    change: str
    kind: str
    alternative: str | None
    winner: str
    overtaken: str
    overtaking: str
    sentence: str


class ReversalAnswer(Answer):
    """Whether alternatives that should not matter decide who wins, or the order."""

    independent: bool
    guaranteed: bool
    order_holds: bool
    ideal_first: bool | None
    tried: int
    cases: list[ReversalCaseAnswer]
    order_cases: list[ReversalCaseAnswer]
    sentence: str


@ANALYSES.register
class ReversalAnalysis(Analysis[Reversal]):
    """Whether alternatives that should not matter decide who wins, or the order."""

    id = "reversal"
    place = 80
    default = True
    answer = ReversalAnswer

    def run(self, asked: bool, task: Task) -> Reversal | None:
        """Try every change of the list that should not matter."""
        return reversal(task.ranking)

    def tell(self, found: Reversal, reader: Reader) -> Plain:
        """Return what such alternatives do to winner and order."""
        return {
            "independent": found.independent,
            "guaranteed": found.guaranteed,
            "order_holds": found.order_holds,
            "ideal_first": found.ideal_first,
            "tried": found.tried,
            "cases": [_case(case, reader) for case in found.cases],
            "order_cases": [_case(case, reader) for case in found.order_cases],
            "sentence": found.note().say(reader.language),
        }


def _case(case: ReversalCase, reader: Reader) -> Plain:
    template = text(f"reversal_{case.change}", "detail", reader.language)
    return {
        "change": template.format(
            alternative=reader.names.get(case.alternative or "", case.alternative)
        ),
        "kind": case.change,
        "alternative": case.alternative,
        "winner": case.winner,
        "overtaken": case.overtaken,
        "overtaking": case.overtaking,
        "sentence": case.note(reader.names).say(reader.language),
    }
