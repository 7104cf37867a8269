"""The central weights of a profile."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, partial

from mcda.texts.tables import table
from weights.profiles import WeightProfile
from weights.rank_order import weights_of_order

TIES, FIT, LANDED = "hometown_ties", "industry_fit", "landed_cost"
COSTS = ("land_price", "trade_cost_exposure")
"""Criteria that landed cost adds up."""
_MOST = 0.25
"""Weight of the greater of ties and industry fit."""
_LEAST_COST = 0.25
"""Weight of landed cost, if it has any."""
_DATA = partial(table, "mcda.parks", "data")


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

    Landed cost has the weight of land price and trade cost together, whose sum it is, at least .25
    unless both are excluded. Where industry fit is among the criteria, it and hometown ties have
    the ratio that plants which were really built show (``forecast.toml``), the greater .25.
    """
    apart = [*(name for name in criteria if name != LANDED), *costs_of(criteria)]
    shares = _shares(profile, apart)
    moved = dict[str, float]()
    if any(shares.values()) and FIT in _unranked(profile, criteria):
        fitted = {TIES: _fitted("tie"), FIT: _fitted("industry")}
        moved = {
            name: _MOST * coefficient / max(fitted.values())
            for name, coefficient in fitted.items()
            if name == FIT or shares.get(name)
        }
    rest = {name: share for name, share in shares.items() if name not in moved}
    rest_weight, whole = 1.0 - sum(moved.values()), sum(rest.values()) or 1.0
    cost = rest_weight / whole * sum(shares[name] for name in costs_of(criteria))
    if cost:
        moved[LANDED] = max(cost, _LEAST_COST)
        rest = {name: share for name, share in rest.items() if name not in costs_of(criteria)}
        rest_weight, whole = 1.0 - sum(moved.values()), sum(rest.values()) or 1.0
    return {name: moved.get(name, rest_weight / whole * rest.get(name, 0.0)) for name in criteria}


def costs_of(criteria: Sequence[str]) -> tuple[str, ...]:
    """Return the parts of landed cost that it stands for among some criteria."""
    return tuple(name for name in COSTS if name not in criteria) if LANDED in criteria else ()


def _shares(profile: WeightProfile, criteria: Sequence[str]) -> dict[str, float]:
    """Return a profile's weights as it states them, sum 1 where any weighs something."""
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


def _fitted(term: str) -> float:
    return float(_DATA("forecast.toml")["terms"][term][0])


def beyond(profile: WeightProfile, criteria: Sequence[str]) -> dict[str, MeanRank | None]:
    """Return the criteria that a profile does not mention, each with its mean rank or None.

    Industry fit and landed cost are placed otherwise, see `centre`.
    """
    names = (name for name in _unranked(profile, criteria) if name not in (FIT, LANDED))
    return {name: mean_ranks().get(name) for name in names}


def _unranked(profile: WeightProfile, criteria: Sequence[str]) -> list[str]:
    return [name for name in criteria if name not in {*profile.ranked, *profile.excluded}]


def kept(order: Sequence[Sequence[str]], criteria: Sequence[str]) -> list[list[str]]:
    """Return an order without the names that are not among the criteria.

    Landed cost stands where the first of its parts does.
    """
    costs, groups, before = costs_of(criteria), list[list[str]](), set[str]()
    for group in order:
        names = dict.fromkeys(LANDED if name in costs else name for name in group)
        groups.append([name for name in names if name in criteria and name not in before])
        before.update(names)
    return [group for group in groups if group]
