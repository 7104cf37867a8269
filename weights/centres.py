"""The central weights of a profile."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from mcda.texts.tables import table
from weights.profiles import WeightProfile
from weights.rank_order import weights_of_order

TIES, FIT = "hometown_ties", "industry_fit"
_MOST = 0.25
"""Weight of the greater of the two."""
_POINTS = {"trade_cost_exposure": 55.0, "land_price": 100 * 170 / (9.818 * 1000)}
"""From worst to best end, in points of 100 of sales: duties, and 170 USD/m2 of land over twenty
years at 8 %, by a plant that sells 1,000 USD a year for each square metre."""


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

    Where industry fit is among the criteria, it and hometown ties have the ratio that plants which
    were really built show (``forecast.toml``), the greater .25; what is left of the weight of land
    price and trade cost is shared as both move the cost of what is sold, so that they add up.
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
    shares = {name: points[name] / total if name in points else 0.0 for name in criteria}
    return _as_firms_did(shares) if total and FIT in _unranked(profile, criteria) else shares


def _as_firms_did(shares: Mapping[str, float]) -> dict[str, float]:
    """Return weights with ties and industry fit as plants show them, and costs as they add up."""
    fitted = table("mcda.parks", "data", "forecast.toml")["terms"]
    at_most = _MOST / fitted["tie"][0]
    moved = {TIES: at_most * fitted["tie"][0], FIT: at_most * fitted["industry"][0]}
    moved = {name: weight for name, weight in moved.items() if name in shares}
    rest = {name: share for name, share in shares.items() if name not in moved}
    costs = sum(rest.get(name, 0.0) for name in _POINTS)
    if all(name in rest for name in _POINTS):
        rest |= {name: costs * _POINTS[name] / sum(_POINTS.values()) for name in _POINTS}
    factor = (1.0 - sum(moved.values())) / (sum(rest.values()) or 1.0)
    return {name: moved.get(name, factor * rest.get(name, 0.0)) for name in shares}


def beyond(profile: WeightProfile, criteria: Sequence[str]) -> dict[str, MeanRank | None]:
    """Return the criteria that a profile does not mention, each with its mean rank or None.

    Industry fit is placed otherwise, see `centre`.
    """
    return {name: mean_ranks().get(name) for name in _unranked(profile, criteria) if name != FIT}


def _unranked(profile: WeightProfile, criteria: Sequence[str]) -> list[str]:
    return [name for name in criteria if name not in {*profile.ranked, *profile.excluded}]


def kept(order: Sequence[Sequence[str]], criteria: Sequence[str]) -> list[list[str]]:
    """Return an order without the names that are not among the criteria."""
    groups = ([name for name in group if name in criteria] for group in order)
    return [group for group in groups if group]
