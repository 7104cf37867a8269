"""Criteria that are worked out for an enterprise, one a file; each registers itself.

To add one: a file here, or in another package under the entry point ``parkwise.criteria``, with a
class derived from `ComputedCriterion`. Nothing else needs to know.
"""

from mcda.parks.criteria.computed import CRITERIA, ComputedCriterion, View

__all__ = ["CRITERIA", "ComputedCriterion", "View"]
