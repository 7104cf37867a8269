"""The weights at which a profile stands."""

from collections.abc import Mapping, Sequence

from weights.mean_ranks import MeanRank, mean_ranks, weight_at
from weights.profiles import WeightProfile
from weights.rank_order import weights_of_order


def centre(profile: WeightProfile, criteria: Sequence[str]) -> dict[str, float]:
    r"""Return a profile's weights of some criteria, sum 1 where any weighs something.

    Of swings :math:`w_j = p_j / \sum_k p_k`, of a rank order its centroid weights, both among
    these criteria alone; what the profile excludes weighs 0. A criterion beyond the profile weighs
    what stands at the mean rank that the interviewed firms gave it, without any as little as the
    least important, see `beyond`.

    Parameters
    ----------
    profile
        Shipped with the package.
    criteria
        Ids.
    """
    points = dict(_points(profile, [name for name in criteria if name in profile.ranked]))
    if points:
        known = list(points.values())
        points |= {
            name: weight_at(found.rank if found is not None else None, known)
            for name, found in beyond(profile, criteria).items()
        }
    total = sum(points.values())
    return {name: points[name] / total if name in points else 0.0 for name in criteria}


def beyond(profile: WeightProfile, criteria: Sequence[str]) -> dict[str, MeanRank | None]:
    """Return the criteria of which a profile says nothing, each with its mean rank if it has one.

    Parameters
    ----------
    profile
        Shipped with the package.
    criteria
        Ids.
    """
    known = {*profile.ranked, *profile.excluded}
    return {name: mean_ranks().get(name) for name in criteria if name not in known}


def _points(profile: WeightProfile, weighed: Sequence[str]) -> Mapping[str, float]:
    if profile.swings:
        return {s.criterion: s.points for s in profile.swings if s.criterion in weighed}
    return weights_of_order(kept(profile.order, weighed), weighed)


def kept(order: Sequence[Sequence[str]], criteria: Sequence[str]) -> list[list[str]]:
    """Return an order of those of its names that are among the criteria."""
    groups = ([name for name in group if name in criteria] for group in order)
    return [group for group in groups if group]
