"""What is known of parks on every criterion, before any enterprise asks."""

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
    """A park on a criterion.

    Parameters
    ----------
    info
        The criterion.
    evidence
        What stands behind the value.
    state
        ``known``; ``depends``: nobody can know it without an enterprise; ``unknown``: a gap.
    moves
        Whether the enterprise moves the value.
    level
        The step of the criterion's ladder, where the rating names one.
    asks
        What the reader is asked about the figure, such as whether its unit is right.
    """

    info: CriterionInfo
    evidence: Evidence
    state: State
    moves: bool
    level: Level | None
    asks: tuple[Note, ...]

    @property
    def grade(self) -> int | None:
        """How far the sources carry, of three; None where the value depends on who asks."""
        if self.state == "depends":
            return None
        quality = self.evidence.quality
        return _GRADES.get(quality.grade, 0) if self.state == "known" and quality else 0

    @property
    def places(self) -> tuple[float, float, float] | None:
        """Lowest, headline and highest value as shares of the scale."""
        found = self.evidence
        if found.value is None or found.low is None or found.high is None:
            return None
        low, high = self.info.range
        shares = [(value - low) / (high - low) for value in (found.low, found.value, found.high)]
        held = [min(max(share, 0.0), 1.0) for share in shares]
        return held[0], held[1], held[2]


def cells_of(
    parks: Sequence[str], settings: Settings, criteria: Sequence[str] | None = None
) -> Cells:
    """Return park -> criterion -> cell for an enterprise that says nothing.

    Parameters
    ----------
    parks
        Ids.
    settings
        Whose data lie over the catalogue.
    criteria
        Ids; all of them where they are left out.

    Raises
    ------
    NotFound
        A park that does not exist.
    """
    catalogue = catalogue_of(settings)
    found = [catalogue.park(park) for park in parks]
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
        for park in found
    }


def _cell(catalogue: Catalogue, park: Park, info: CriterionInfo, seen: Appraisal) -> ParkCell:
    evidence = seen.evidence[park.id][info.id]
    rating = catalogue.ratings.get((park.id, info.id))
    named = rating is not None and rating.level
    return ParkCell(
        info=info,
        evidence=evidence,
        state=_state(catalogue, park, info, evidence),
        moves=is_computed(info),
        level=catalogue.ladders[info.id].level(rating.level) if rating and named else None,
        asks=tuple(
            note
            for note in seen.notes
            if note.code == "figure_far_outside" and note.path[1:] == (park.id, info.id)
        ),
    )


def _state(catalogue: Catalogue, park: Park, info: CriterionInfo, evidence: Evidence) -> State:
    if not is_recorded(catalogue, park, info):
        return "unknown"
    if evidence.value is not None:
        return "known"
    return "depends" if is_computed(info) else "unknown"
