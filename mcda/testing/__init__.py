"""The checks that a ranking method must pass, chosen by its traits.

A new method inherits its tests: `configurations` yields its configurations, `cases` draws problems
that it can take, and `laws_for` selects the laws that its traits promise.
``python -m mcda.testing.measure`` counts in how many random problems each method keeps each law.

>>> from hypothesis import given, settings
>>> from mcda.methods import METHODS
>>> from mcda.testing import configurations, laws_for
>>> from mcda.testing.strategies import cases
>>> method = next(configurations(METHODS["weighted_product"]))
>>> @settings(max_examples=5, deadline=None)
... @given(cases(method))
... def keeps_its_laws(case):
...     for law in laws_for(method):
...         law(method, case)
>>> keeps_its_laws()

`check` draws the cases itself and counts, for any method; a method of another package is put to
the shorter `mcda.entrance.method.examine` before it is offered. `mcda.testing.strategies` alone
needs Hypothesis, a test dependency (``parkwise[test]``).
"""

from mcda.entrance.configurations import configurations
from mcda.testing.case import Case, random_case
from mcda.testing.laws import LAWS, LawCount, check, laws_for

__all__ = ["LAWS", "Case", "LawCount", "check", "configurations", "laws_for", "random_case"]
