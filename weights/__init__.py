"""From answers to weights.

>>> import weights
>>> weights.resolve({"kind": "ranked", "order": [["price"], ["place"]]}).as_dict()
{'price': 0.75, 'place': 0.25}
"""

from mcda.ranking import read_statements_by
from mcda.texts import register
from weights.comparison.compare import compare
from weights.weightings import resolve

__all__ = ["compare", "resolve"]


def __dir__() -> list[str]:
    return __all__


register("weights.texts")
read_statements_by(resolve)
