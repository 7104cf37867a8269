"""How far a park's industries are those of an enterprise."""

from collections.abc import Hashable, Iterable, Iterator, Sequence

from mcda.parks.catalogue import Catalogue
from mcda.parks.criteria.computed_criterion import ComputedCriterion, CriterionView, NotePart
from mcda.parks.criteria.registry import CRITERIA
from mcda.parks.enterprise import Enterprise
from mcda.parks.evidence import CellFinding, spread
from mcda.parks.model import FirmInside, Park, Text
from mcda.parks.rationale import rationale
from mcda.parks.sectors import sector_groups

NEAR = 0.5
"""What a sector counts of which the park has only others of the same family."""


def industry_fit(
    sectors: Sequence[str], park: Park, firms: Iterable[FirmInside], criterion: Text
) -> CellFinding:
    """Return how far an enterprise's sectors are those of a park and of the firms inside it.

    The mean over its sectors of 1 for one that sources state or a firm inside works in, one half
    for a neighbour of the same family of industries, and nothing; up to 1, as a sector that is not
    stated may be admitted. ``None`` where the enterprise or the sources say nothing.
    """
    inside = {firm.sector: firm.claim for firm in firms if firm.sector}
    industries = {*park.sectors, *inside}
    claims = (*park.sector_claims, *dict.fromkeys(inside.values()))
    if not sectors or not industries:
        reason = rationale("rating_unknown", park=park.name, criterion=criterion)
        return CellFinding(cell=None, rationale=reason, claims=claims)
    families = [{*family.sectors} for family in sector_groups()]
    near = {code for family in families if family & industries for code in family}
    worth = [1.0 if code in industries else NEAR if code in near else 0.0 for code in sectors]
    share = sum(worth) / len(worth)
    reason = rationale("industry_fit", park=park.name, share=100 * share)
    return CellFinding(cell=spread(share, share, 1.0), rationale=reason, claims=claims)


@CRITERIA.register
class IndustryFit(ComputedCriterion):
    """See `industry_fit`."""

    id = "industry_fit"
    counts = frozenset({"sectors"})

    def recorded_claims(self, catalogue: Catalogue) -> Iterator[str]:
        """Yield the claims about sectors, and on firms inside."""
        for park in catalogue.parks.values():
            yield from park.sector_claims
        yield from (firm.claim for firm in catalogue.tenants)

    def is_recorded(self, catalogue: Catalogue, park: Park) -> bool:
        """Tell whether a sector of the park, or of a firm inside, is recorded."""
        return bool(park.sectors) or any(firm.sector for firm in catalogue.firms_in(park.id))

    def unsaid(self, enterprise: Enterprise) -> str:
        """Return ``sectors`` if no sector is stated."""
        return "" if enterprise.sectors else "sectors"

    def finding(self, view: CriterionView, park: Park) -> CellFinding:
        """Return how far the sectors are those of the park."""
        name, firms = view.catalogue.criterion(self.id).name, view.catalogue.firms_in(park.id)
        return industry_fit(view.enterprise.sectors, park, firms, name)

    def facts(self, enterprise: Enterprise) -> Hashable:
        """Return the sectors."""
        return frozenset(enterprise.sectors)

    def note_parts(self, enterprise: Enterprise, catalogue: Catalogue) -> Iterable[NotePart]:
        """Return no parts: the findings have no notes."""
        return ()
