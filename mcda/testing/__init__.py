"""The checks that a ranking method must pass, chosen by its traits.

A new method inherits its tests: `configurations` lists how it can be set, `cases` draws problems
that it can take, and `laws_for` picks what its traits promise.

>>> from mcda.testing import cases, configurations, laws_for
>>> [law.__name__ for law in laws_for(make_method("weighted_sum", {"normalisation": "range"}))]
... # doctest: +SKIP

This package alone imports Hypothesis, which is a test dependency (``parkwise[test]``); nothing
else in `mcda` imports this package.
"""

from mcda.testing.checks import LAWS, laws_for
from mcda.testing.configurations import configurations
from mcda.testing.strategies import Case, cases, problems, weightings

__all__ = ["LAWS", "Case", "cases", "configurations", "laws_for", "problems", "weightings"]
