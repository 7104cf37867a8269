"""Criteria that are worked out for an enterprise, one a file; each registers itself.

To add one: a file here, or in another package under the entry point ``parkwise.criteria``, with a
class derived from `ComputedCriterion`. Nothing else needs to know.
"""

from mcda.parks.criteria.computed import ComputedCriterion, View
from mcda.parks.criteria.registry import CRITERIA, counted, is_computed, is_rated, uses_scenario

__all__ = [
    "CRITERIA",
    "ComputedCriterion",
    "View",
    "counted",
    "is_computed",
    "is_rated",
    "uses_scenario",
]
