"""Do other methods say the same on the same problem and weights."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from mcda.errors import Fault, InvalidMethod, InvalidProblem, Note, UnsuitableData
from mcda.methods import METHODS
from mcda.rank import rank
from mcda.ranking import Ranking

if TYPE_CHECKING:
    import pandas as pd

DEFAULT_METHODS = ("topsis", "ahp", "weighted_sum", "promethee2")


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreement:
    """Rankings by several methods side by side.

    Parameters
    ----------
    rankings
        Ids from best to worst, by method; ties keep the problem's order.
    ranks
        Competition rank of each alternative, by method: what is tied shares a rank.
    winner_share
        Share of the methods that put an alternative first; a tie is split.
    kendall_tau
        Rank correlation tau-b in -1..1 of every two methods; 0 where one ranks nothing apart.
    unavailable
        Why a method could not take these data.
    """

    rankings: Mapping[str, tuple[str, ...]]
    ranks: Mapping[str, Mapping[str, int]]
    winner_share: Mapping[str, float]
    kendall_tau: Mapping[str, Mapping[str, float]]
    unavailable: Mapping[str, Note]

    def to_frame(self) -> "pd.DataFrame":
        """Return one column a method."""
        from mcda.tables import agreement_frame

        return agreement_frame(self)


def agreement(answer: Ranking, methods: Sequence[str] = DEFAULT_METHODS) -> Agreement:
    """Rank the same problem with the same weights by other methods, at their defaults.

    The answer's own method comes first and keeps its parameters.

    Parameters
    ----------
    answer
        A ranking.
    methods
        Names of `mcda.methods.METHODS`.

    Raises
    ------
    InvalidMethod
        An unknown name.
    """
    faults = [
        Fault("unknown_method", (place,), {"method": str(name), "known": tuple(METHODS)})
        for place, name in enumerate(methods)
        if name not in METHODS
    ]
    if faults:
        raise InvalidMethod(faults)
    rankings: dict[str, Ranking] = {}
    unavailable: dict[str, Note] = {}
    for name in dict.fromkeys((answer.method.name, *methods)):
        if name == answer.method.name:
            rankings[name] = answer
            continue
        try:
            rankings[name] = rank(answer.problem, answer.weights, name)
        except (UnsuitableData, InvalidProblem) as error:
            unavailable[name] = error.faults[0]
    share = dict.fromkeys(answer.matrix.alternatives, 0.0)
    for found in rankings.values():
        for winner in found.winners:
            share[winner] += 1 / len(found.winners) / len(rankings)
    return Agreement(
        rankings={name: found.alternatives for name, found in rankings.items()},
        ranks={
            name: dict(zip(found.matrix.alternatives, found.ranks.tolist(), strict=True))
            for name, found in rankings.items()
        },
        winner_share={name: value for name, value in share.items() if value > 0},
        kendall_tau={
            a: {b: kendall_tau(x.ranks, y.ranks) for b, y in rankings.items() if b != a}
            for a, x in rankings.items()
        },
        unavailable=unavailable,
    )


def kendall_tau(x: np.ndarray, y: np.ndarray) -> float:
    """Return Kendall's tau-b of two rank vectors, in -1..1; 0 where one is constant.

    References
    ----------
    Kendall, M. G. (1945). The treatment of ties in ranking problems. Biometrika 33(3), 239-251.
    doi:10.1093/biomet/33.3.239
    """
    upper = np.triu_indices(len(x), 1)
    a = np.sign(x[:, None] - x[None, :])[upper]
    b = np.sign(y[:, None] - y[None, :])[upper]
    size = float(np.sqrt(np.abs(a).sum() * np.abs(b).sum()))
    return float((a * b).sum() / size) if size else 0.0
