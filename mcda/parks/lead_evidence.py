"""The share of the winner's lead that rests on weak evidence."""

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
    """The lead of the winner over the next, divided by the quality of evidence."""

    winner: str
    """Id of the first."""
    rival: str
    """Id of the best of the others."""
    lead: float
    """How far the first is ahead, as contributions are counted."""
    by_grade: Mapping[Grade, float]
    """Part of the lead on criteria by grade, the worse of both parks'; they sum to the lead."""
    weak_share: Share
    """Part of all that speaks for either of them, 0 to 1, that rests on weak evidence or none."""
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
    """Return the winner's lead over the next park, divided by quality of evidence.

    None with fewer than two parks, or if the method cannot divide the lead by criterion.
    """
    if len(ranking.order) < 2 or not (lead := contrast(ranking)).parts:
        return None
    graded = {
        part.criterion: min(
            _grade(appraisal.evidence[park][part.criterion].quality)
            for park in (lead.first, lead.second)
        )
        for part in lead.parts
    }
    by_grade = {
        grade: fsum(part.part for part in lead.parts if graded[part.criterion] == place)
        for place, grade in enumerate(_WORST_FIRST)
        if place in graded.values()
    }
    total = fsum(abs(part.part) for part in lead.parts)
    little = fsum(abs(p.part) for p in lead.parts if graded[p.criterion] < len(_LITTLE))
    return Resting(
        winner=lead.first,
        rival=lead.second,
        lead=lead.lead,
        by_grade=by_grade,
        weak_share=little / total if total else 0.0,
    )


def _grade(found: Quality | None) -> int:
    return _WORST_FIRST.index(found.grade if found is not None else "none")
