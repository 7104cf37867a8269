"""What changes of facts do, and which ranks they leave possible, as pandas frames."""

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    import pandas as pd

    from mcda.robust.fact_changes import FactChanges
    from mcda.robust.possible_ranks import PossibleRanks


def fact_changes_frame(result: "FactChanges") -> "pd.DataFrame":
    """Return from which values of each cell another alternative is first, one row a cell.

    Parameters
    ----------
    result
        Alternatives and criteria become the index. Columns: ``value``; ``low``, ``high`` (stated
        bounds); ``below``, ``above`` (thresholds) and ``winner_below``, ``winner_above``; ``share``
        of the range or of the value to the nearer one; ``exact``. NaN and None where there is none.
    """
    import pandas as pd

    facts = result.facts
    sides = [(fact.below, fact.above, fact.nearest) for fact in facts]
    numbers = {
        "value": [fact.value for fact in facts],
        "low": [fact.low for fact in facts],
        "high": [fact.high for fact in facts],
        "below": [below and below.value for below, _, _ in sides],
        "above": [above and above.value for _, above, _ in sides],
    }
    places = [(fact.alternative, fact.criterion) for fact in facts]
    index = pd.MultiIndex.from_tuples(places, names=["alternative", "criterion"])
    columns = {name: pd.Series(found, index, dtype=float) for name, found in numbers.items()}
    winners = {
        "winner_below": [below and below.winner for below, _, _ in sides],
        "winner_above": [above and above.winner for _, above, _ in sides],
    }
    # An array of objects would become text, in which None is NaN.
    columns |= {name: pd.Series(found, index, dtype=object) for name, found in winners.items()}
    shares = [least and least.share for _, _, least in sides]
    columns["share"] = pd.Series(shares, index, dtype=float)
    columns["exact"] = pd.Series([fact.exact for fact in facts], index, dtype=bool)
    return pd.DataFrame(columns, index=index)


def possible_ranks_frame(result: "PossibleRanks") -> "pd.DataFrame":
    """Return the best and worst rank of each alternative and what is proved of them.

    Parameters
    ----------
    result
        The alternatives become the index, in the problem's order. Columns: ``best``, ``worst``,
        ``best_proved``, ``worst_proved``, ``verdict``, ``proved``.
    """
    import pandas as pd

    items = result.alternatives
    index = pd.Index([item.alternative for item in items], name="alternative", dtype=object)
    columns = {
        "best": np.array([item.best for item in items], dtype=np.int64),
        "worst": np.array([item.worst for item in items], dtype=np.int64),
        "best_proved": np.array([item.best_proved for item in items], dtype=bool),
        "worst_proved": np.array([item.worst_proved for item in items], dtype=bool),
        "verdict": np.array([item.verdict for item in items], dtype=object),
        "proved": np.array([item.proved for item in items], dtype=bool),
    }
    return pd.DataFrame(columns, index=index)
