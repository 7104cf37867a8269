"""A small example ranking; the examples in the documentation use it."""

from mcda.cells import Interval
from mcda.criterion import Alternative, Criterion
from mcda.problem import Problem
from mcda.ranking import Ranking, rank


def example(*, doubt: bool = True) -> Ranking:
    """Return the ranking of three sites on two criteria.

    Parameters
    ----------
    doubt
        Whether the price of the second site is known only within bounds.

    Examples
    --------
    >>> import mcda
    >>> ranking = mcda.example()
    >>> ranking.problem.alternative_ids
    ('north', 'south', 'west')
    >>> ranking.alternatives
    ('west', 'south', 'north')
    """
    problem = Problem(
        criteria=(
            Criterion(
                id="price",
                direction="cost",
                unit="USD/m2",
                name={"en": "Land price", "zh": "土地价格"},
            ),
            Criterion(
                id="utilities",
                direction="benefit",
                unit="connections",
                name={"en": "Utilities", "zh": "公用设施"},
            ),
        ),
        alternatives=(
            Alternative(id="north", name={"en": "North", "zh": "北区"}),
            Alternative(id="south", name={"en": "South", "zh": "南区"}),
            Alternative(id="west", name={"en": "West", "zh": "西区"}),
        ),
        performances=[[160, 5], [Interval(low=85, high=140) if doubt else 110, 3], [100, 4]],
    )
    return rank(problem, {"price": 2, "utilities": 1}, "weighted_sum", normalisation="minmax")
