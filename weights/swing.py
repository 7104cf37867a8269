"""Weights from swings: what going from the worst to the best value is worth."""

from collections.abc import Mapping

from mcda.errors import Fault, InvalidWeights


def swing_weights(points: Mapping[str, float]) -> dict[str, float]:
    r"""Return :math:`w_j = p_j / \sum_k p_k`.

    The swing from worst to best that matters most gets 100 points, each other swing its worth in
    comparison.

    Parameters
    ----------
    points
        By criterion, 0..100, at least one of them 100.

    Raises
    ------
    InvalidWeights
        A number outside 0..100, or no swing of 100 points: the scale would have no anchor.

    References
    ----------
    von Winterfeldt, D. & Edwards, W. (1986). Decision Analysis and Behavioral Research.
    Cambridge University Press.
    """
    faults = [
        Fault("swing_bounds", ("points", name), {"criterion": name, "value": value})
        for name, value in points.items()
        if not 0 <= value <= _TOP
    ]
    if not faults and max(points.values(), default=0.0) != _TOP:
        highest = max(points.values(), default=0.0)
        faults = [Fault("swing_without_anchor", ("points",), {"highest": highest})]
    if faults:
        raise InvalidWeights(faults)
    total = sum(points.values())
    return {name: value / total for name, value in points.items()}


_TOP = 100.0
