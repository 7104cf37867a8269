"""How much of the winner's lead rests on weak evidence."""

from collections.abc import Mapping
from dataclasses import dataclass
from math import fsum
from typing import ClassVar

from mcda.errors import Note
from mcda.explain import contrast
from mcda.parks.evidence import EvidencedProblem
from mcda.parks.model import Grade, Quality
from mcda.plain import Share
from mcda.ranking import Ranking
from mcda.texts import Label
from mcda.texts.figures import formatted

_WORST_FIRST: tuple[Grade, ...] = ("none", "unrecorded", "weak", "fair", "strong", "own")
_LITTLE: tuple[Grade, ...] = ("none", "unrecorded", "weak")


@dataclass(frozen=True, slots=True, kw_only=True)
class Resting:
    """The lead of the winner over the next, divided by the quality of evidence.

    Parameters
    ----------
    winner
        Id of the first.
    rival
        Id of the best of the others.
    lead
        How far the first is ahead, as contributions are counted.
    by_grade
        Part of the lead on criteria by grade, the worse of both parks'; they sum to the lead.
    weak_share
        Part of all that speaks for either of them, 0 to 1, that rests on weak evidence or none.
    """

    winner: str
    rival: str
    lead: float
    by_grade: Mapping[Grade, float]
    weak_share: Share
    told: ClassVar = ("sentence",)

    @property
    def sentence(self) -> Note:
        """The finding in words."""
        fields = {
            "winner": Label(self.winner),
            "rival": Label(self.rival),
            "share": f"{formatted(100 * self.weak_share, '.0f')} %",
        }
        return Note("lead_rests_on_weak_evidence", ("evidence",), fields)


def lead_evidence(ranking: Ranking, appraisal: EvidencedProblem) -> Resting | None:
    """Return what the lead of the winner over the next rests on.

    Parameters
    ----------
    ranking
        A ranking of the appraisal.
    appraisal
        Its evidence, graded.

    Returns
    -------
    Resting or None
        None with fewer than two parks, and where the method does not divide the lead.
    """
    if len(ranking.order) < 2 or not (found := contrast(ranking)).parts:
        return None
    graded = {
        part.criterion: min(
            _grade(appraisal.evidence[park][part.criterion].quality)
            for park in (found.first, found.second)
        )
        for part in found.parts
    }
    by_grade = {
        grade: fsum(part.part for part in found.parts if graded[part.criterion] == place)
        for place, grade in enumerate(_WORST_FIRST)
        if place in graded.values()
    }
    total = fsum(abs(part.part) for part in found.parts)
    little = fsum(abs(p.part) for p in found.parts if graded[p.criterion] < len(_LITTLE))
    return Resting(
        winner=found.first,
        rival=found.second,
        lead=found.lead,
        by_grade=by_grade,
        weak_share=little / total if total else 0.0,
    )


def _grade(found: Quality | None) -> int:
    return _WORST_FIRST.index(found.grade if found is not None else "none")
