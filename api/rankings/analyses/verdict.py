"""How sure the first place is, and between which ranks each lies."""

from dataclasses import asdict
from typing import Any

from pydantic import Field

from api.answer import Answer
from api.rankings.analyses.acceptability import MEASURED
from api.rankings.analysis import ANALYSES, Analysis, Measured, Reader, Task
from mcda.parks.rated import Beside
from mcda.robust import (
    Acceptability,
    CentralRanks,
    Multiverse,
    SmallestChange,
    Verdict,
    acceptability,
    scales_kept,
    verdict,
)
from mcda.robust.verdict import DOUBT_SAMPLES, Word
from weights.weightings import is_stated

Plain = dict[str, Any]
_DRAWN = 3  # times so many draws: two doubts alone, and both together where nobody asked for that


class GroupsAnswer(Answer):
    """Alternatives by what can be hoped of them, in each the most often first before others."""

    first_choice: list[str] = Field(
        description="The first, and those within ten points of its share."
    )
    reserve: list[str] = Field(description="The fewest that with these hold 90 % of the draws.")
    unlikely: list[str]
    ruled_out: list[str] = Field(
        description="Proved: never first at the stated weights whatever the facts are, and in no "
        "draw."
    )


class DoubtAnswer(Answer):
    """1 less the share of draws in which the first stays first, with one doubt alone drawn."""

    priorities: float = Field(ge=0, le=1)
    facts: float = Field(ge=0, le=1)
    method: float | None = Field(
        ge=0,
        le=1,
        description="Share of the combinations of `sensitivity.multiverse` that do not keep the "
        "first, null where they were not asked for; of parks, share of other ends and curves of "
        "the scales, under AHP ratings and TOPSIS.",
    )


class VerdictAnswer(Answer):
    """How sure the first place is."""

    word: Word
    first: str
    share_first: float = Field(ge=0, le=1, description="Of joint draws of priorities and facts.")
    standard_error: float = Field(ge=0)
    rivals: list[str] = Field(description="Others that are first in 5 % of the draws or more.")
    runner_up: str = Field(description="The second by score.")
    main_rival: str | None = Field(description="Of the others the most often first.")
    nearest_by_weights: str | None = Field(
        description="First after the smallest change of weights."
    )
    groups: GroupsAnswer
    doubt: DoubtAnswer
    sentence: str


class RankSpanAnswer(Answer):
    """Between which ranks an alternative lies, the better end first."""

    half: list[int] = Field(min_length=2, max_length=2, description="In the central half of draws.")
    ninety: list[int] = Field(
        min_length=2, max_length=2, description="In the central 90 % of draws."
    )


@ANALYSES.register
class VerdictAnalysis(Analysis[Verdict]):
    """How sure the first place is."""

    id = "verdict"
    place = 130
    request = None
    section = "answer"
    answer = VerdictAnswer

    def seconds(self, asked: bool, measured: Measured) -> float:
        """Return the CPU seconds of the draws of each doubt."""
        return _DRAWN * measured("draws") * DOUBT_SAMPLES / MEASURED

    def run(self, asked: bool, task: Task) -> Verdict | None:
        """Return the verdict from the draws of the acceptability, if those could be made."""
        drawn: Acceptability | None = task.found.get("acceptability")
        if drawn is None:
            if "acceptability" in task.plan:
                return None
            drawn = acceptability(task.ranking, DOUBT_SAMPLES)
        change: SmallestChange | None = task.found.get("smallest_change")
        other: Beside | None = task.found.get("beside")
        return verdict(
            task.ranking,
            drawn,
            possible=task.found.get("possible_ranks"),
            nearest=None if change is None else change.winner_becomes,
            kept_share=_kept_share(task),
            stated=is_stated(task.statement),
            unsaid=task.unsaid,
            beside=None if other is None else other.ranking,
        )

    def tell(self, found: Verdict, reader: Reader) -> Plain:
        """Return the verdict with its sentence."""
        return {
            "word": found.word,
            "first": found.first,
            "share_first": found.share_first,
            "standard_error": found.standard_error,
            "rivals": list(found.rivals),
            "runner_up": found.runner_up,
            "main_rival": found.main_rival,
            "nearest_by_weights": found.nearest_by_weights,
            "groups": {name: list(ids) for name, ids in asdict(found.groups).items()},
            "doubt": asdict(found.doubt),
            "sentence": found.note(reader.names).say(reader.language),
        }


def _kept_share(task: Task) -> float | None:
    """Return the share of methods, or on scales of these and their forms, that keep the first."""
    if task.ranking.problem.is_valued:
        return scales_kept(task.ranking)
    tried: Multiverse | None = task.found.get("multiverse")
    return None if tried is None else tried.kept_share


@ANALYSES.register
class RanksAnalysis(Analysis[CentralRanks]):
    """Between which ranks each alternative lies in the central half and 90 % of the draws."""

    id = "ranks"
    place = 131
    request = None
    section = "answer"
    answer = dict[str, RankSpanAnswer]

    def seconds(self, asked: bool, measured: Measured) -> float:
        """Return 0: they are read off the draws."""
        return 0.0

    def run(self, asked: bool, task: Task) -> CentralRanks | None:
        """Return the ranks of the draws behind the verdict."""
        found: Verdict | None = task.found.get("verdict")
        return None if found is None else found.ranks

    def tell(self, found: CentralRanks, reader: Reader) -> Plain:
        """Return both spans by alternative."""
        spans = zip(found.alternatives, found.half.tolist(), found.ninety.tolist(), strict=True)
        return {name: {"half": half, "ninety": ninety} for name, half, ninety in spans}
