"""The central weights of a profile."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from mcda.texts.tables import table
from weights.profiles import WeightProfile
from weights.rank_order import weights_of_order


@dataclass(frozen=True, slots=True, kw_only=True)
class MeanRank:
    """The mean rank of a criterion in the coded interview claims."""

    rank: float
    """Mean of its ranks among the criteria that a respondent spoke of, 1 the most important."""
    respondents: int
    """Over how many it is the mean."""


@cache
def mean_ranks() -> Mapping[str, MeanRank]:
    """Return the mean ranks by criterion, without the criteria that no interviewee mentioned."""
    entries = table("weights.profiles", "mean_ranks.toml")
    return {name: MeanRank(**entry) for name, entry in entries.items()}


def weight_at(rank: float | None, weights: Sequence[float]) -> float:
    """Return the weight at a rank among given weights, interpolated between two of them.

    The rank is 1 or more, or ``None`` if nobody mentioned the criterion; the result is never below
    the smallest of the given weights.

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


def centre(profile: WeightProfile, criteria: Sequence[str]) -> dict[str, float]:
    r"""Return a profile's weights of some criteria, sum 1 where any weighs something.

    From swings :math:`w_j = p_j / \sum_k p_k`, from a rank order the centroid weights, both over
    these criteria alone; excluded criteria weigh 0. A criterion that the profile does not mention
    gets the weight at its mean rank among the interviewed firms or, without one, the smallest
    weight, see `beyond`.
    """
    weighed = [name for name in criteria if name in profile.ranked]
    if profile.swings:
        points = {s.criterion: s.points for s in profile.swings if s.criterion in weighed}
    else:
        points = weights_of_order(kept(profile.order, weighed), weighed)
    if points:
        weights = list(points.values())
        points |= {
            name: weight_at(mean_rank.rank if mean_rank is not None else None, weights)
            for name, mean_rank in beyond(profile, criteria).items()
        }
    total = sum(points.values())
    return {name: points[name] / total if name in points else 0.0 for name in criteria}


def beyond(profile: WeightProfile, criteria: Sequence[str]) -> dict[str, MeanRank | None]:
    """Return the criteria that a profile does not mention, each with its mean rank or None."""
    covered = {*profile.ranked, *profile.excluded}
    return {name: mean_ranks().get(name) for name in criteria if name not in covered}


def kept(order: Sequence[Sequence[str]], criteria: Sequence[str]) -> list[list[str]]:
    """Return an order without the names that are not among the criteria."""
    groups = ([name for name in group if name in criteria] for group in order)
    return [group for group in groups if group]
