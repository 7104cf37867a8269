"""The central weights of a profile."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, partial

from mcda.parks.land_price import factors
from mcda.parks.model import PresentCost, Tenure
from mcda.texts.tables import table
from weights.profiles import WeightProfile
from weights.rank_order import weights_of_order

TIES, FIT = "hometown_ties", "industry_fit"
_MOST = 0.25
"""Weight of the greater of the two."""
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

    Where industry fit is among the criteria, it and hometown ties have the ratio that plants which
    were really built show (``forecast.toml``), the greater .25; what is left of the weight of land
    price and trade cost, where neither is excluded, is shared as both move the cost of what is
    sold, so that they add up, see `cost_points`.
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
    fitted = {TIES: _fitted("tie"), FIT: _fitted("industry")}
    moved = {
        name: _MOST * coefficient / max(fitted.values())
        for name, coefficient in fitted.items()
        if name == FIT or shares.get(name)
    }
    rest = {name: share for name, share in shares.items() if name not in moved}
    points = cost_points()
    if all(rest.get(name) for name in points):
        costs, width = sum(rest[name] for name in points), sum(points.values())
        rest |= {name: costs * part / width for name, part in points.items()}
    factor = (1.0 - sum(moved.values())) / (sum(rest.values()) or 1.0)
    return {name: moved.get(name, factor * rest.get(name, 0.0)) for name in shares}


def _fitted(term: str) -> float:
    return float(_DATA("forecast.toml")["terms"][term][0])


@cache
def cost_points() -> dict[str, float]:
    r"""Return what trade cost and land price add to cost from best to worst end, by criterion.

    In points of 100 of sales: land of price p costs :math:`100 p / (a S)` a year, with a the
    annuity of the criterion's term and rate, and S the sales a year for a square metre that are
    typical of all industry (``sector-money.toml``).
    """
    criteria = _DATA("criteria.toml")
    widths = {
        name: abs(criteria[name]["scale"]["worst"] - criteria[name]["scale"]["best"])
        for name in ("trade_cost_exposure", "land_price")
    }
    annuity, _ = factors(Tenure(kind="rent"), PresentCost(**criteria["land_price"]["use"]))
    sales = _DATA("sector-money.toml")["typical"]["sales_per_area"]["mode"]
    return {**widths, "land_price": 100 * widths["land_price"] / (annuity * sales)}


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
