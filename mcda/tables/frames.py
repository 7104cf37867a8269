"""Results as pandas frames."""

from typing import TYPE_CHECKING

import numpy as np

from mcda.ranking import Ranking

if TYPE_CHECKING:
    import pandas as pd

    from mcda.robust.acceptability import Acceptability
    from mcda.robust.agreement import Agreement
    from mcda.robust.budget import Budget
    from mcda.robust.exact_acceptability import ExactAcceptability
    from mcda.robust.smallest_change import SmallestChange
    from mcda.robust.stability import Bounds, Stability

_OPEN = (np.nan, np.nan, None, None)


def ranking_frame(ranking: Ranking) -> "pd.DataFrame":
    """Return ``rank``, ``score`` and the contribution of each criterion, best first.

    Parameters
    ----------
    ranking
        Of ``m`` alternatives, which become the index.
    """
    import pandas as pd

    order = list(ranking.order)
    index = pd.Index(ranking.alternatives, name="alternative", dtype=object)
    head = {"rank": ranking.ranks[order], "score": ranking.scores[order]}
    parts = pd.DataFrame(
        ranking.contributions[order], index=index, columns=list(ranking.matrix.criteria)
    )
    # Joined, not assigned: a criterion may itself be called "score".
    return pd.concat([pd.DataFrame(head, index=index), parts], axis=1)


def stability_frame(stability: "Stability") -> "pd.DataFrame":
    """Return how far each weight may move, one row a criterion.

    Parameters
    ----------
    stability
        The criteria become the index. Columns: ``weight``, ``exact``; ``winner_low``,
        ``winner_high`` and the challengers there; ``order_low``, ``order_high``. NaN and None
        where the weight has no interval.
    """
    import pandas as pd

    items = stability.weights
    winner = [_ends(item.winner) for item in items]
    order = [_ends(item.order) for item in items]
    index = pd.Index([item.criterion for item in items], name="criterion", dtype=object)

    def named(place: int) -> "pd.Series[str]":
        # An array of objects would become text, in which None is NaN.
        return pd.Series([ends[place] for ends in winner], index, dtype=object)

    columns = {
        "weight": np.array([item.weight for item in items], dtype=float),
        "exact": np.array([item.exact for item in items], dtype=bool),
        "winner_low": np.array([ends[0] for ends in winner], dtype=float),
        "winner_high": np.array([ends[1] for ends in winner], dtype=float),
        "challenger_low": named(2),
        "challenger_high": named(3),
        "order_low": np.array([ends[0] for ends in order], dtype=float),
        "order_high": np.array([ends[1] for ends in order], dtype=float),
    }
    return pd.DataFrame(columns, index=index)


def _ends(bounds: "Bounds | None") -> tuple[float, float, str | None, str | None]:
    if bounds is None:
        return _OPEN
    return bounds.low, bounds.high, bounds.challenger_low, bounds.challenger_high


def change_frame(change: "SmallestChange") -> "pd.DataFrame":
    """Return the weights ``before``, ``after`` and their ``change`` by criterion.

    Parameters
    ----------
    change
        The smallest change of weights that lets another alternative win.
    """
    import pandas as pd

    columns = {
        "before": change.before,
        "after": change.weights,
        "change": change.weights - change.before,
    }
    return pd.DataFrame(columns, index=pd.Index(change.criteria, name="criterion", dtype=object))


def acceptability_frame(result: "Acceptability") -> "pd.DataFrame":
    """Return the share of draws at each rank, and the other indices of each alternative.

    Parameters
    ----------
    result
        Of ``m`` alternatives, which become the index in the problem's order. Columns:
        ``rank_1`` .. ``rank_m``; ``standard_error`` of the first; ``confidence_factor``;
        ``rank_entropy`` in bits.
    """
    import pandas as pd

    index = pd.Index(result.alternatives, name="alternative", dtype=object)
    columns = [f"rank_{rank}" for rank in range(1, len(result.alternatives) + 1)]
    frame = pd.DataFrame(result.rank_shares, index=index, columns=columns)
    return frame.assign(
        standard_error=result.standard_errors[:, 0],
        confidence_factor=result.confidence_factors,
        rank_entropy=result.rank_entropy,
    )


def exact_acceptability_frame(result: "ExactAcceptability") -> "pd.DataFrame":
    """Return the exact share of first ranks and the central weights of each alternative.

    Parameters
    ----------
    result
        Alternatives become the index in the problem's order. Columns: ``first``, and each
        criterion's central weight; NaN where an alternative is never first.
    """
    import pandas as pd

    index = pd.Index(result.alternatives, name="alternative", dtype=object)
    central = np.where(result.first_shares[:, None] > 0, result.central_weights, np.nan)
    first = pd.DataFrame({"first": result.first_shares}, index=index)
    # Joined, not assigned: a criterion may itself be called "first".
    parts = pd.DataFrame(central, index=index, columns=list(result.criteria))
    return pd.concat([first, parts], axis=1)


def agreement_frame(result: "Agreement") -> "pd.DataFrame":
    """Return the alternatives from best to worst, one column a method.

    Parameters
    ----------
    result
        Rankings of the same alternatives; the index counts the ``place`` from 1.
    """
    import pandas as pd

    length = max(map(len, result.rankings.values()), default=0)
    columns = {name: list(ids) for name, ids in result.rankings.items()}
    index = pd.RangeIndex(1, length + 1, name="place")
    return pd.DataFrame(columns, index=index, dtype=object)


def budget_frame(budget: "Budget") -> "pd.DataFrame":
    """Return the share of each source of doubt and its standard error, the largest first."""
    import pandas as pd

    return pd.DataFrame(
        [(s.kind, s.alternative, s.criterion, s.share, s.standard_error) for s in budget.sources],
        columns=["source", "alternative", "criterion", "share", "standard_error"],
    )
