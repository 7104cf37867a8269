"""Assurance that an enterprise draws from who owns the park's investor."""

from collections.abc import Hashable, Iterable, Iterator

import numpy as np

from mcda.cells import Cell, Interval, Mixture, Triangular
from mcda.parks.catalogue import Catalogue
from mcda.parks.criteria.computed_criterion import ComputedCriterion, CriterionView, NotePart
from mcda.parks.criteria.registry import CRITERIA
from mcda.parks.enterprise import Enterprise
from mcda.parks.evidence import CellFinding, span, spread
from mcda.parks.model import Ladder, Park
from mcda.parks.rationale import joined, rationale

NEUTRAL = 0.5
_CASES = 9  # of a reliance that is not stated, each as likely as any other
Bounds = tuple[float, float, float]


def investor_type(enterprise: Enterprise, park: Park, ladder: Ladder) -> CellFinding:
    """Return the assurance by ownership, as far as the enterprise relies on it.

    .. math:: v = 0.5 + r (a - 0.5)

    with reliance ``r`` and the assurance ``a`` of the ladder, both in ``[0, 1]``. A reliance that
    is not stated makes cases, the same in a draw for all parks; within one ``a`` has its bounds.

    0 to 1, larger is more assuring; 0.5 for every park where the reliance is 0; ``None`` where no
    source says who owns the park. The reliance is derived from size and experience where it is not
    stated.
    """
    owned = park.ownership
    if owned is None:
        return CellFinding(cell=None, rationale=rationale("owner_unknown", park=park.name))
    reliance = reliance_bounds(enterprise)
    least, level, most = map(ladder.level, (owned.low, owned.mode, owned.high))
    assurance = least.low, level.value, most.high
    general = (*ladder.claims, "sheng.smes")
    how = "stated" if enterprise.investor_reliance is not None else "derived"
    return CellFinding(
        cell=_by_reliance(reliance, assurance),
        rationale=joined(
            rationale("investor", park=park.name, level=level.name),
            owned.note,
            rationale(f"reliance_{how}", low=reliance[0], mode=reliance[1], high=reliance[2]),
        ),
        claims=(*owned.claims, *general),
        general=frozenset((*general, *owned.claims)) - set(owned.stated_by or owned.claims),
    )


def reliance_bounds(enterprise: Enterprise) -> Bounds:
    """Return low, mode and high of the reliance on the investor, each in ``[0, 1]``.

    Stated: that number. Else 0.1 plus 0.15 each for a first investment and for a small or medium
    enterprise, half of that where not known; bounds 0.3 either way, the whole span where neither
    is known. It is a rule of ours, kept low since only 2 of 15 tenants named the owner.
    """
    stated = enterprise.investor_reliance
    if stated is not None:
        return (stated, stated, stated)
    unknown = 0.075
    first = {True: 0.15, False: 0.0, None: unknown}[enterprise.first_investment]
    small = {"sme": 0.15, "large": 0.0, None: unknown}[enterprise.size]
    mode = round(0.1 + first + small, 10)
    if enterprise.first_investment is None and enterprise.size is None:
        return (0.0, mode, 1.0)
    return (max(0.0, round(mode - 0.3, 10)), mode, min(1.0, round(mode + 0.3, 10)))


def _by_reliance(reliance: Bounds, assurance: Bounds) -> Cell:
    low, mode, high = reliance
    shares = (np.arange(_CASES) + 0.5) / _CASES
    cases = [mode] if low == high else Triangular(low=low, mode=mode, high=high).quantile(shares)
    values = NEUTRAL + np.multiply.outer(cases, np.array(assurance) - NEUTRAL)
    cells = [spread(*sorted(row)) for row in np.round(values, 10).tolist()]
    if len(cells) == 1 or len(set(cells)) == 1:
        return cells[0]
    parts = tuple(
        cell if isinstance(cell, Triangular) else Interval(low=span(cell)[0], high=span(cell)[1])
        for cell in cells
        if cell is not None
    )
    pick = (("firm.investor_reliance", len(parts)),)
    return Mixture(parts=parts, shares=(1 / len(parts),) * len(parts), pick=pick)


@CRITERIA.register
class InvestorType(ComputedCriterion):
    """See `investor_type`."""

    id = "investor_type"

    def recorded_claims(self, catalogue: Catalogue) -> Iterator[str]:
        """Yield the claims about owners."""
        for park in catalogue.parks.values():
            yield from () if park.ownership is None else park.ownership.claims

    def is_recorded(self, catalogue: Catalogue, park: Park) -> bool:
        """Tell whether the owner of the park is recorded."""
        return park.ownership is not None

    def finding(self, view: CriterionView, park: Park) -> CellFinding:
        """Return the assurance by ownership."""
        return investor_type(view.enterprise, park, view.catalogue.ladders[self.id])

    def facts(self, enterprise: Enterprise) -> Hashable:
        """Return the reliance on the investor, and the facts that it is derived from."""
        return enterprise.investor_reliance, enterprise.first_investment, enterprise.size

    def note_parts(self, enterprise: Enterprise, catalogue: Catalogue) -> Iterable[NotePart]:
        """Return no parts: the findings have no notes."""
        return ()
