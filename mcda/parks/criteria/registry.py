"""Computed criteria by id."""

from collections.abc import Iterable

from mcda.parks.criteria.computed_criterion import ComputedCriterion
from mcda.parks.criteria.entrance import admit
from mcda.parks.model import CriterionInfo
from mcda.registry import Registry

CRITERIA: Registry[type[ComputedCriterion]] = Registry(
    group="parkwise.criteria", homes=("mcda.parks.criteria",), judge=admit
)
"""Computed criteria by id."""


def is_computed(info: CriterionInfo) -> bool:
    """Tell whether cells are computed from the park and the enterprise.

    Parameters
    ----------
    info
        The criterion.

    Examples
    --------
    >>> from mcda.parks import load_catalogue
    >>> from mcda.parks.criteria import is_computed
    >>> known = load_catalogue()
    >>> [is_computed(known.criterion(name)) for name in ("hometown_ties", "land_price")]
    [True, False]
    """
    return info.id in CRITERIA


def uses_scenario(criteria: Iterable[str]) -> bool:
    """Tell whether any of these criteria, by id, depends on the tariff scenario in use.

    Parameters
    ----------
    criteria
        Ids; a criterion that is not computed does not depend on the scenario.

    Examples
    --------
    >>> from mcda.parks.criteria import uses_scenario
    >>> uses_scenario(["land_price", "trade_cost_exposure"]), uses_scenario(["land_price"])
    (True, False)
    """
    return any(CRITERIA[name].uses_scenario for name in criteria if name in CRITERIA)


def counted(criteria: Iterable[str]) -> frozenset[str]:
    """Return the fields of an enterprise that influence the cells of these criteria.

    Parameters
    ----------
    criteria
        Ids; a criterion that is not computed uses no fields.

    Examples
    --------
    >>> from mcda.parks.criteria import counted
    >>> counted(["land_price", "industry_fit"])
    frozenset({'sectors'})
    """
    return frozenset().union(*(CRITERIA[name].counts for name in criteria if name in CRITERIA))


def is_rated(info: CriterionInfo) -> bool:
    """Tell whether a park's cell is our reading of claims, neither computed nor one figure.

    Parameters
    ----------
    info
        The criterion.

    Examples
    --------
    Land prices are read from claims, labour costs are a figure, hometown ties are computed:

    >>> from mcda.parks import load_catalogue
    >>> from mcda.parks.criteria import is_rated
    >>> known, names = load_catalogue(), ("land_price", "labour_cost", "hometown_ties")
    >>> [is_rated(known.criterion(name)) for name in names]
    [True, False, False]
    """
    return info.indicator is None and not is_computed(info)
