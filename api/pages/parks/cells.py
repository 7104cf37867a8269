"""The known values of parks on every criterion, for no particular enterprise."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from api.parks.catalogue import catalogue_of
from api.settings import Settings
from mcda.errors import Note
from mcda.parks import (
    Appraisal,
    Catalogue,
    CriterionInfo,
    Enterprise,
    Evidence,
    Level,
    Park,
    appraise,
)
from mcda.parks.criteria import is_computed
from mcda.parks.scorability import is_recorded

State = Literal["known", "depends", "unknown"]
Cells = Mapping[str, Mapping[str, "ParkCell"]]
_GRADES: Mapping[str, int] = {"strong": 3, "own": 3, "fair": 2, "weak": 1}


@dataclass(frozen=True, slots=True, kw_only=True)
class ParkCell:
    """The value of a park on a criterion."""

    info: CriterionInfo
    """The criterion."""
    evidence: Evidence
    """What stands behind the value."""
    state: State
    """``known``; ``depends``: nobody can know it without an enterprise; ``unknown``: a gap."""
    moves: bool
    """Whether the enterprise moves the value."""
    level: Level | None
    """The step of the criterion's ladder, where the rating names one."""
    asks: tuple[Note, ...]
    """What the reader is asked about the figure, such as whether its unit is right."""

    @property
    def grade(self) -> int | None:
        """The grade of the sources, up to three; None if the value depends on the enterprise."""
        if self.state == "depends":
            return None
        quality = self.evidence.quality
        return _GRADES.get(quality.grade, 0) if self.state == "known" and quality else 0

    @property
    def places(self) -> tuple[float, float, float] | None:
        """Lowest, headline and highest value as shares of the scale."""
        fact = self.evidence
        if fact.value is None or fact.low is None or fact.high is None:
            return None
        low, high = self.info.range
        shares = [(value - low) / (high - low) for value in (fact.low, fact.value, fact.high)]
        clipped = [min(max(share, 0.0), 1.0) for share in shares]
        return clipped[0], clipped[1], clipped[2]


def cells_of(
    parks: Sequence[str], settings: Settings, criteria: Sequence[str] | None = None
) -> Cells:
    """Return park -> criterion -> cell for an enterprise without any statements.

    Raises
    ------
    NotFound
        A park does not exist.
    """
    catalogue = catalogue_of(settings)
    listed = [catalogue.park(park) for park in parks]
    wanted = [
        info for info in catalogue.all_criteria if criteria is None or info.id in set(criteria)
    ]
    appraisal = appraise(
        catalogue,
        Enterprise(),
        parks=parks,
        criteria=[info.id for info in wanted],
        stale_after=settings.stale_after_years,
    )
    return {
        park.id: {info.id: _cell(catalogue, park, info, appraisal) for info in wanted}
        for park in listed
    }


def _cell(catalogue: Catalogue, park: Park, info: CriterionInfo, seen: Appraisal) -> ParkCell:
    evidence = seen.evidence[park.id][info.id]
    rating = catalogue.ratings.get((park.id, info.id))
    state: State = "unknown"
    if is_recorded(catalogue, park, info):
        if evidence.value is not None:
            state = "known"
        elif is_computed(info):
            state = "depends"
    return ParkCell(
        info=info,
        evidence=evidence,
        state=state,
        moves=is_computed(info),
        level=catalogue.ladders[info.id].level(rating.level) if rating and rating.level else None,
        asks=tuple(
            note
            for note in seen.notes
            if note.code == "figure_far_outside" and note.path[1:] == (park.id, info.id)
        ),
    )
