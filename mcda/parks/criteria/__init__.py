"""Criteria that are worked out for an enterprise, one a file; each registers itself.

To add one: a file here, or in another package under the entry point ``parkwise.criteria``, with a
class derived from `ComputedCriterion`. Nothing else needs to know.

>>> from mcda.parks.criteria import CRITERIA, counted
>>> "industry_fit" in CRITERIA, counted(["industry_fit"])
(True, frozenset({'sectors'}))
"""

from mcda.parks.criteria.computed_criterion import ComputedCriterion, CriterionView, NotePart
from mcda.parks.criteria.registry import CRITERIA, counted, is_computed, is_rated, uses_scenario

__all__ = [
    "CRITERIA",
    "ComputedCriterion",
    "CriterionView",
    "NotePart",
    "counted",
    "is_computed",
    "is_rated",
    "uses_scenario",
]
