"""What land costs, as the list of parks and its filters speak of it."""

from dataclasses import dataclass

from api.pages.catalogue.cells import ParkCell
from api.parks.land import YUAN_A_MU, land_units
from mcda.parks import Catalogue

PRICE = "land_price"


@dataclass(frozen=True, slots=True, kw_only=True)
class Price:
    """The use of land for 20 years, US dollars of today a square metre.

    Parameters
    ----------
    low, value, high
        Bounds and headline.
    is_own
        Whether it is the park's own quotation, not a neighbour's in its place.
    per_mu
        Ten thousand yuan a mu; None where the catalogue has no rate of the yuan.
    """

    low: float
    value: float
    high: float
    is_own: bool
    per_mu: float | None


def price_of(cell: ParkCell | None, catalogue: Catalogue) -> Price | None:
    """Return the price of a park; None where none is on record.

    Parameters
    ----------
    cell
        The park on the criterion; None where the catalogue has no such criterion.
    catalogue
        With the rate of the yuan.
    """
    if cell is None or cell.state != "known":
        return None
    found = cell.evidence
    if found.value is None or found.low is None or found.high is None:
        return None
    many = land_units(catalogue).get(YUAN_A_MU)
    return Price(
        low=found.low,
        value=found.value,
        high=found.high,
        is_own=not found.proxy,
        per_mu=None if many is None else found.value * many,
    )
