"""Colours that colour-blind readers tell apart, on light ground as on dark."""

from collections.abc import Mapping, Sequence

CATEGORIES = (
    "#0b6fb8",
    "#d98a00",
    "#17997a",
    "#844e7e",
    "#1dadc5",
    "#a93e07",
    "#db8b51",
    "#bb1d40",
)
"""Of criteria, in their order in the answer."""
REST = "#8b939a"
ACCENT = CATEGORIES[0]
GRADES = {
    "strong": "#0b6fb8",
    "fair": "#17997a",
    "weak": "#d98a00",
    "none": "#8b939a",
    "own": "#844e7e",
}


def coloured(importance: Mapping[str, float]) -> Sequence[str]:
    """Return the criteria with a colour of their own, in the order given.

    Parameters
    ----------
    importance
        Weight by criterion; where there are more criteria than colours the heaviest have one.
    """
    order = list(importance)
    if len(order) <= len(CATEGORIES):
        return order
    heaviest = sorted(order, key=lambda key: -importance[key])[: len(CATEGORIES)]
    return [key for key in order if key in set(heaviest)]
