"""Which parks are known well enough to be compared."""

from mcda.parks.catalogue import Catalogue

ENOUGH = 4
"""Criteria of the seven that must be known."""


def scorable(catalogue: Catalogue) -> tuple[str, ...]:
    """Return the parks on which at least four of the seven criteria are known, by id."""
    enough = len(catalogue.criteria) - ENOUGH
    return tuple(name for name in catalogue.parks if len(unknown(catalogue, name)) <= enough)


def unknown(catalogue: Catalogue, park_id: str) -> tuple[str, ...]:
    """Return the criteria on which the catalogue knows nothing of a park, whoever asks.

    Parameters
    ----------
    catalogue
        Ratings, and the default scenario's rates.
    park_id
        Of a park of it. Hometown ties are unknown where no origin of investor or tenants is
        recorded.

    Raises
    ------
    NotFound
        No such park.
    """
    park = catalogue.park(park_id)
    known = {criterion for owner, criterion in catalogue.ratings if owner == park.id}
    if park.ownership is not None:
        known.add("investor_type")
    if park.ties:
        known.add("hometown_ties")
    if catalogue.default_scenario.highest(park.country) is not None:
        known.add("trade_cost_exposure")
    return tuple(info.id for info in catalogue.criteria if info.id not in known)
