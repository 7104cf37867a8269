"""How far a park's stated sectors are those of an enterprise."""

from collections.abc import Hashable, Iterable, Iterator

from mcda.parks.catalogue import Catalogue
from mcda.parks.criteria.computed_criterion import ComputedCriterion, CriterionView, NotePart
from mcda.parks.criteria.registry import CRITERIA
from mcda.parks.enterprise import Enterprise
from mcda.parks.evidence import CellFinding, spread
from mcda.parks.model import Park, Text
from mcda.parks.rationale import rationale


def industry_fit(sectors: tuple[str, ...], park: Park, criterion: Text) -> CellFinding:
    """Return the share of an enterprise's sectors that sources state for a park.

    From that share to 1: a sector that is not stated may be admitted. ``None`` where the enterprise
    or the sources say nothing.
    """
    if not sectors or not park.sectors:
        reason = rationale("rating_unknown", park=park.name, criterion=criterion)
        return CellFinding(cell=None, rationale=reason, claims=park.sector_claims)
    share = sum(sector in park.sectors for sector in sectors) / len(sectors)
    reason = rationale("industry_fit", park=park.name, share=100 * share)
    return CellFinding(cell=spread(share, share, 1.0), rationale=reason, claims=park.sector_claims)


@CRITERIA.register
class IndustryFit(ComputedCriterion):
    """See `industry_fit`."""

    id = "industry_fit"
    counts = frozenset({"sectors"})

    def recorded_claims(self, catalogue: Catalogue) -> Iterator[str]:
        """Yield the claims about sectors."""
        for park in catalogue.parks.values():
            yield from park.sector_claims

    def is_recorded(self, catalogue: Catalogue, park: Park) -> bool:
        """Tell whether a sector of the park is recorded."""
        return bool(park.sectors)

    def unsaid(self, enterprise: Enterprise) -> str:
        """Return ``sectors`` if no sector is stated."""
        return "" if enterprise.sectors else "sectors"

    def finding(self, view: CriterionView, park: Park) -> CellFinding:
        """Return the share of the sectors that sources state."""
        name = view.catalogue.criterion(self.id).name
        return industry_fit(tuple(view.enterprise.sectors), park, name)

    def facts(self, enterprise: Enterprise) -> Hashable:
        """Return the sectors."""
        return frozenset(enterprise.sectors)

    def note_parts(self, enterprise: Enterprise, catalogue: Catalogue) -> Iterable[NotePart]:
        """Return no parts: the findings have no notes."""
        return ()
