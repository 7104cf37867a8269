"""Computed criteria by id."""

from collections.abc import Iterable

from mcda.parks.criteria.computed import ComputedCriterion
from mcda.parks.criteria.entrance import admit
from mcda.parks.model import CriterionInfo
from mcda.registry import Registry

CRITERIA: Registry[type[ComputedCriterion]] = Registry(
    group="parkwise.criteria", home="mcda.parks.criteria", judge=admit
)
"""Computed criteria by id."""


def is_computed(info: CriterionInfo) -> bool:
    """Tell whether cells are computed from the park and the enterprise."""
    return info.id in CRITERIA


def uses_scenario(criteria: Iterable[str]) -> bool:
    """Tell whether any of these criteria, by id, rests on the tariff scenario in use."""
    return any(CRITERIA[name].uses_scenario for name in criteria if name in CRITERIA)


def counted(criteria: Iterable[str]) -> frozenset[str]:
    """Return the fields of an enterprise that these criteria, by id, take up."""
    found = (CRITERIA[name].counts for name in criteria if name in CRITERIA)
    return frozenset().union(*found)


def is_rated(info: CriterionInfo) -> bool:
    """Tell whether a park's cell is our reading of claims, neither computed nor one figure."""
    return info.indicator is None and not is_computed(info)
