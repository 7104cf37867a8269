"""Where criteria beyond a profile stand, by what the interviewed firms said of them."""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files


@dataclass(frozen=True, slots=True, kw_only=True)
class MeanRank:
    """The place of a criterion in the coded interview claims.

    Parameters
    ----------
    rank
        Mean of its ranks among the criteria that a respondent spoke of, 1 the most important.
    respondents
        Over how many it is the mean.
    """

    rank: float
    respondents: int


@cache
def mean_ranks() -> Mapping[str, MeanRank]:
    """Return the mean ranks by criterion; those of which nobody spoke are missing."""
    path = files("weights.profiles").joinpath("mean_ranks.toml")
    told = tomllib.loads(path.read_text(encoding="utf-8"))
    return {name: MeanRank(**entry) for name, entry in told.items()}


def weight_at(rank: float | None, weights: Sequence[float]) -> float:
    """Return the weight at a rank among others, between two of them in proportion.

    Parameters
    ----------
    rank
        1 or more; ``None`` where nobody spoke of it. Either way the least there is at the end.
    weights
        At least one, in any order.

    Examples
    --------
    >>> weight_at(2.5, [100.0, 60.0, 20.0]), weight_at(None, [100.0, 60.0, 20.0])
    (40.0, 20.0)
    """
    ordered = sorted(weights, reverse=True)
    if rank is None or rank >= len(ordered):
        return ordered[-1]
    place = int(max(rank, 1.0))
    above, below = ordered[place - 1], ordered[place]
    return above + (max(rank, 1.0) - place) * (below - above)
