"""Which parks are known well enough to be compared."""

from typing import TYPE_CHECKING

from mcda.parks.model import Park

if TYPE_CHECKING:
    from mcda.parks.catalogue import Catalogue

ENOUGH = 4
"""Criteria of the seven that must be known."""


def unknown_criteria(catalogue: "Catalogue", park: Park) -> tuple[str, ...]:
    """Return the criteria on which the catalogue knows nothing of a park, whoever asks.

    Parameters
    ----------
    catalogue
        Ratings, and the default scenario's rates.
    park
        A park of it. Hometown ties are unknown where no origin of investor or tenants is
        recorded.
    """
    known = {criterion for owner, criterion in catalogue.ratings if owner == park.id}
    if park.ownership is not None:
        known.add("investor_type")
    if park.ties:
        known.add("hometown_ties")
    if catalogue.default_scenario.highest(park.country) is not None:
        known.add("trade_cost_exposure")
    return tuple(info.id for info in catalogue.criteria if info.id not in known)


def is_scorable(catalogue: "Catalogue", park: Park) -> bool:
    """Tell whether enough criteria are known for a park to be compared by default."""
    return len(catalogue.criteria) - len(unknown_criteria(catalogue, park)) >= ENOUGH
