"""Answers made in other ways, and from other lists, as pandas frames."""

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    import pandas as pd

    from mcda.robust.multiverse import Multiverse
    from mcda.robust.reversal import Reversal


def multiverse_frame(result: "Multiverse") -> "pd.DataFrame":
    """Return one row a combination of method, its choices and weighting.

    Parameters
    ----------
    result
        Of ``m`` alternatives. The index holds the method, what else differs, ``-`` where a method
        has no such choice, and the weighting. Columns: ``winner`` and ``responsible`` (names with
        commas), ``kept``, ``kendall_tau``, then the rank of each alternative.
    """
    import pandas as pd

    found = result.combinations
    names = list(dict.fromkeys(("method", *result.choices, "weighting")))
    index = pd.MultiIndex.from_tuples(
        [tuple(str(c.choices.get(name, "-")) for name in names) for c in found], names=names
    )
    head = {
        "winner": np.array([", ".join(c.winners) for c in found], dtype=object),
        "kept": result.kept.ravel(),
        "kendall_tau": result.kendall_tau.ravel(),
        "responsible": np.array([", ".join(c.responsible) for c in found], dtype=object),
    }
    ranks = result.ranks.reshape(len(found), -1)
    # Joined, not assigned: an alternative may itself be called "winner".
    parts = pd.DataFrame(ranks, index=index, columns=list(result.alternatives))
    return pd.concat([pd.DataFrame(head, index=index), parts], axis=1)


def reversal_frame(result: "Reversal") -> "pd.DataFrame":
    """Return one row a change of the list after which two alternatives change places.

    Parameters
    ----------
    result
        Columns: ``change``, ``alternative`` (None for a newcomer), ``winner``, ``winner_holds``,
        ``overtaken``, ``overtaking``.
    """
    import pandas as pd

    rows = result.order_cases
    columns = {
        name: pd.Series([getattr(case, name) for case in rows], dtype=kind)
        for name, kind in (
            ("change", object),
            ("alternative", object),
            ("winner", object),
            ("winner_holds", bool),
            ("overtaken", object),
            ("overtaking", object),
        )
    }
    return pd.DataFrame(columns)
