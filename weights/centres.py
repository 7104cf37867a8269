"""The weights at which a profile stands."""

from collections.abc import Mapping, Sequence

from weights.profiles import Profile
from weights.ranked import weights_of_order


def centre(profile: Profile, criteria: Sequence[str]) -> dict[str, float]:
    r"""Return a profile's weights of some criteria, sum 1 where any weighs something.

    Of swings :math:`w_j = p_j / \sum_k p_k`, of a rank order its centroid weights, both among
    these criteria alone; what the profile excludes weighs 0.

    Parameters
    ----------
    profile
        Shipped with the package.
    criteria
        Ids; of which the profile says nothing weighs 0 as well.
    """
    points = _points(profile, [name for name in criteria if name in profile.ranked])
    total = sum(points.values())
    return {name: points[name] / total if name in points else 0.0 for name in criteria}


def _points(profile: Profile, weighed: Sequence[str]) -> Mapping[str, float]:
    if profile.swings:
        return {s.criterion: s.points for s in profile.swings if s.criterion in weighed}
    return weights_of_order(kept(profile.order, weighed), weighed)


def kept(order: Sequence[Sequence[str]], criteria: Sequence[str]) -> list[list[str]]:
    """Return an order of those of its names that are among the criteria."""
    groups = ([name for name in group if name in criteria] for group in order)
    return [group for group in groups if group]
