"""A comparison of weightings as pandas frames."""

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    import pandas as pd

    from weights.comparison.compare import Comparison


def ranks_frame(comparison: "Comparison") -> "pd.DataFrame":
    """Return competition ranks, one column a weighting.

    Parameters
    ----------
    comparison
        Its ``m`` alternatives become the index, in the problem's order.
    """
    import pandas as pd

    index = pd.Index(comparison.problem.alternative_ids, name="alternative", dtype=object)
    columns = pd.Index(comparison.names, name="weighting", dtype=object)
    return pd.DataFrame(comparison.ranks.T, index=index, columns=columns)


def weights_frame(comparison: "Comparison") -> "pd.DataFrame":
    """Return weights, one column a weighting; columns sum to 1.

    Parameters
    ----------
    comparison
        Its ``n`` criteria become the index.
    """
    import pandas as pd

    index = pd.Index(comparison.problem.criterion_ids, name="criterion", dtype=object)
    columns = pd.Index(comparison.names, name="weighting", dtype=object)
    return pd.DataFrame(comparison.values.T, index=index, columns=columns)


def disagreement_frame(comparison: "Comparison") -> "pd.DataFrame":
    """Return one row for every two weightings without a common winner.

    Parameters
    ----------
    comparison
        The names of the two become the index. Columns: ``first_winner``, ``second_winner`` (ids
        with commas where tied), ``difference``, ``exact``, then the share of each criterion.
    """
    import pandas as pd

    found, criteria = comparison.disagreement, list(comparison.problem.criterion_ids)
    index = pd.MultiIndex.from_tuples([item.between for item in found], names=["first", "second"])
    head = {
        "first_winner": np.array([", ".join(item.winners[0]) for item in found], dtype=object),
        "second_winner": np.array([", ".join(item.winners[1]) for item in found], dtype=object),
        "difference": np.array([item.difference for item in found], dtype=float),
        "exact": np.array([item.exact for item in found], dtype=bool),
    }
    shares = [[item.shares[criterion] for criterion in criteria] for item in found]
    parts = pd.DataFrame(
        np.array(shares, dtype=float).reshape(len(found), len(criteria)),
        index=index,
        columns=criteria,
    )
    # Joined, not assigned: a criterion may itself be called "exact".
    return pd.concat([pd.DataFrame(head, index=index), parts], axis=1)
