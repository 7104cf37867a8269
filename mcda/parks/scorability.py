"""The parks with enough known criteria to be compared."""

from mcda.arguments import checked
from mcda.parks.catalogue import Catalogue
from mcda.parks.criteria import CRITERIA, is_computed
from mcda.parks.criteria.indicator import counts
from mcda.parks.model import CriterionInfo, Park

ENOUGH = 6
"""Main criteria that must be known of a park that nobody named."""
BARELY = 4
"""Of a park that was named: with fewer it is told that little is known."""


@checked
def scorable(catalogue: Catalogue) -> tuple[str, ...]:
    """Return the parks on which at least six of the main criteria are known, by id.

    Examples
    --------
    >>> from mcda.parks import load_catalogue, scorable
    >>> scorable(load_catalogue())[:2]
    ('ljip', 'vcep')
    """
    enough = len(catalogue.criteria) - ENOUGH
    return tuple(name for name in catalogue.parks if len(unknown(catalogue, name)) <= enough)


@checked
def unknown(catalogue: Catalogue, park_id: str) -> tuple[str, ...]:
    """Return the criteria for which the catalogue has no data on a park, for any enterprise.

    Parameters
    ----------
    catalogue
        Ratings, and the data that computed criteria read.
    park_id
        Of a park of it.

    Raises
    ------
    NotFound
        No such park.

    Examples
    --------
    >>> from mcda.parks import load_catalogue, unknown
    >>> unknown(load_catalogue(), "ljip")
    ()
    """
    park = catalogue.park(park_id)
    return tuple(info.id for info in catalogue.criteria if not is_recorded(catalogue, park, info))


def is_recorded(catalogue: Catalogue, park: Park, info: CriterionInfo) -> bool:
    """Tell whether the catalogue has any data for a park's cell, for any enterprise."""
    if is_computed(info):
        return CRITERIA[info.id]().is_recorded(catalogue, park)
    if info.indicator is None:
        return (park.id, info.id) in catalogue.ratings
    subject = park.id if info.indicator.about == "park" else park.country
    return any(counts(claim, info.indicator) for claim in catalogue.claims_about(subject))
