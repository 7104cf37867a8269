"""The ranking methods, one per file; each registers itself.

To add one: a file here, or in another package under the entry point ``parkwise.methods``, with a
class derived from `mcda.method.Method`. No other code needs a change.

>>> from mcda.methods import METHODS, make_method
>>> make_method("topsis", {"normalisation": "minmax"})
Topsis(normalisation='minmax', distance='euclidean', weighting='squared')
>>> "vikor" in METHODS
True
"""

from mcda.methods.registry import METHODS, make_method

__all__ = ["METHODS", "make_method"]
