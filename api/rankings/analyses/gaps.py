"""Where each loses to the first, and which share of that each criterion makes."""

from typing import Any

from api.rankings.analysis import ANALYSES, Analysis, Measured, Reader, Task
from mcda.errors import Note
from mcda.explain import Gaps, Influence, gaps, influence

Plain = dict[str, Any]
_RANKINGS = 10.0  # that one attribution takes as long as


@ANALYSES.register
class GapsAnalysis(Analysis[Gaps]):
    """What each criterion adds to the distance of each alternative from the first.

    By alternative and criterion; parts sum to the difference of the scores and are positive where
    the alternative is behind. Null for a method that declares no attribution.
    """

    id = "gaps"
    place = 5
    request = None
    section = "answer"
    answer = dict[str, dict[str, float]]

    def seconds(self, asked: bool, measured: Measured) -> float:
        """Return the CPU seconds of some rankings."""
        return _RANKINGS * measured("ranking")

    def run(self, asked: bool, task: Task) -> Gaps | None:
        """Return the gaps; that the method has none becomes a note."""
        found = gaps(task.ranking)
        if found is None:
            task.notes.append(
                Note("no_attribution", ("method",), {"method": task.ranking.method.name})
            )
        return found

    def tell(self, found: Gaps, reader: Reader) -> Plain:
        """Return the parts by alternative and criterion."""
        return {
            alternative: dict(zip(found.criteria, row, strict=True))
            for alternative, row in zip(found.alternatives, found.values.tolist(), strict=True)
        }


@ANALYSES.register
class InfluenceAnalysis(Analysis[Influence]):
    """Which share of the differences to the first each criterion makes, beside its weight.

    By criterion, sum 1. Null for a method that declares no attribution.
    """

    id = "influence"
    place = 6
    request = None
    section = "answer"
    answer = dict[str, float]

    def seconds(self, asked: bool, measured: Measured) -> float:
        """Return 0: it is read off the gaps."""
        return 0.0

    def run(self, asked: bool, task: Task) -> Influence | None:
        """Return the shares; where they depart from the weights becomes a warning."""
        known: Gaps | None = task.found.get("gaps")
        found = None if known is None else influence(task.ranking, known)
        if found is not None:
            task.notes.extend(found.notes())
        return found

    def tell(self, found: Influence, reader: Reader) -> Plain:
        """Return the shares by criterion."""
        return dict(zip(found.criteria, found.shares.tolist(), strict=True))
