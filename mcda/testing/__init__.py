"""The checks that a ranking method must pass, chosen by its traits.

A new method inherits its tests: `configurations` lists how it can be set, `cases` draws problems
that it can take, and `laws_for` picks what its traits promise.
``python -m mcda.testing.measure`` counts in how many random problems each method keeps each law.

>>> from hypothesis import given, settings
>>> from mcda.methods import METHODS
>>> from mcda.testing import cases, configurations, laws_for
>>> method = next(configurations(METHODS["weighted_product"]))
>>> @settings(max_examples=5, deadline=None)
... @given(cases(method))
... def keeps_its_laws(case):
...     for law in laws_for(method):
...         law(method, case)
>>> keeps_its_laws()

This package alone imports Hypothesis, which is a test dependency (``parkwise[test]``); nothing
else in `mcda` imports this package.
"""

from mcda.testing.checks import LAWS, laws_for
from mcda.testing.configurations import configurations
from mcda.testing.strategies import Case, cases, problems, weightings

__all__ = ["LAWS", "Case", "cases", "configurations", "laws_for", "problems", "weightings"]
