"""What goods made in a park cost until they are sold."""

import math
from collections.abc import Hashable, Iterable, Iterator, Sequence
from dataclasses import replace

from mcda.cells import Cell
from mcda.parks.catalogue import Catalogue
from mcda.parks.criteria.computed_criterion import ComputedCriterion, CriterionView, NotePart
from mcda.parks.criteria.registry import CRITERIA
from mcda.parks.criteria.trade_cost_exposure import TradeCostExposure, portions_listed
from mcda.parks.duties import Portion
from mcda.parks.enterprise import Enterprise
from mcda.parks.evidence import CellFinding, headline, span
from mcda.parks.landed_cost import LAND, TRADE, CostPart, landed_cost
from mcda.parks.model import CriterionInfo, Park
from mcda.parks.rationale import joined, rationale
from mcda.parks.scorability import is_recorded


@CRITERIA.register
class LandedCostCriterion(ComputedCriterion):
    """See `mcda.parks.landed_cost`."""

    id = "landed_cost"
    uses_scenario = True
    reads = frozenset({LAND, TRADE})

    def recorded_claims(self, catalogue: Catalogue) -> Iterator[str]:
        """Yield the claims behind the scenarios, the land and what plants sell, employ and ship."""
        yield from TradeCostExposure().recorded_claims(catalogue)
        for (_, criterion), rating in catalogue.ratings.items():
            yield from rating.claims if criterion == LAND else ()

    def is_recorded(self, catalogue: Catalogue, park: Park) -> bool:
        """Tell whether a price of the park's land and duties of its country are on record."""
        parts = (catalogue.criterion(name) for name in (LAND, TRADE))
        return all(is_recorded(catalogue, park, info) for info in parts)

    def unsaid(self, enterprise: Enterprise) -> str:
        """Return ``markets`` if no market is stated."""
        return "" if enterprise.markets else "markets"

    def open_cell(self, view: CriterionView, park: Park) -> Cell:
        """Return the cost with the duties in each of the great markets."""
        cost = landed_cost(view, park)
        return None if cost is None else cost.cell

    def typical_cell(self, view: CriterionView, park: Park) -> Cell:
        """Return the cost with the price of land that is typical of the country."""
        return self.open_cell(view, park)

    def placed(self, info: CriterionInfo, column: Sequence[Cell]) -> CriterionInfo:
        """Return the criterion with a scale that begins at the cheapest park."""
        means = [mean for cell in column if (mean := headline(cell)) is not None]
        scale = info.scale
        if scale is None or not scale.as_of or not means:
            return info
        best = float(math.floor(min(means)))
        worst = best + scale.worst - scale.best
        words = [rationale("cost_of_sales", cost=f"{end:.0f}") for end in (worst, best)]
        moved = replace(scale, worst=worst, worst_in_words=words[0])
        return replace(info, scale=replace(moved, best=best, best_in_words=words[1]))

    def finding(self, view: CriterionView, park: Park) -> CellFinding:
        """Return the cost of goods made in the park, by its parts."""
        country, cost = view.catalogue.countries[park.country], landed_cost(view, park)
        if not view.enterprise.markets or cost is None:
            return TradeCostExposure().finding(view, park)
        portions = tuple(map(_portion, cost.parts))
        figures = portions_listed(portions, ".1f")
        sentences = [rationale("landed_cost", park=park.name, parts=figures)]
        if not cost.is_known:
            sentences.append(rationale("landed_cost_land", country=country.name))
        if not all(part.is_known for part in cost.parts if part.id == "wages"):
            sentences.append(rationale("landed_cost_wages", country=country.name))
        return CellFinding(
            cell=cost.cell if cost.is_known else None,
            rationale=joined(*sentences),
            claims=tuple(dict.fromkeys(claim for part in cost.parts for claim in part.claims)),
            doubts=("scenario",),
            portions=portions,
        )

    def cell(self, view: CriterionView, park: Park) -> Cell:
        """Return the cell without texts, which take most of the time."""
        cost = landed_cost(view, park) if view.enterprise.markets else None
        return None if cost is None or not cost.is_known else cost.cell

    def facts(self, enterprise: Enterprise) -> Hashable:
        """Return the goods, the markets, and what a plant sells, employs and ships."""
        own = (enterprise.sales_per_area, enterprise.labour_share)
        return (*own, TradeCostExposure().facts(enterprise))

    def note_parts(self, enterprise: Enterprise, catalogue: Catalogue) -> Iterable[NotePart]:
        """Yield the sales market by market, each with the goods."""
        return TradeCostExposure().note_parts(enterprise, catalogue)


def _portion(part: CostPart) -> Portion:
    low, high = span(part.cell)
    name = rationale(f"cost_{part.id}")
    return Portion(layer=part.id, name=name, low=low, mode=part.mean, high=high)
