"""Computed criteria by id."""

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


def is_rated(info: CriterionInfo) -> bool:
    """Tell whether a park's cell is our reading of claims, neither computed nor one figure."""
    return info.indicator is None and not is_computed(info)
