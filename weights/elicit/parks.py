"""The wording of the catalogue's criterion values: levels of ladders, and local money.

>>> from mcda.parks import Enterprise, load_catalogue
>>> found = wordings_of(load_catalogue(), Enterprise())
>>> found["one_stop_services"].say(2)["en"]
'“One window with a scope”'
>>> found["land_price"].say(100)["zh"]
'100 美元/平方米（20 年）（48 万元/亩）'
"""

from collections.abc import Mapping

from mcda.parks import Catalogue, Enterprise
from mcda.parks.criteria.investor_type import NEUTRAL, reliance_bounds
from mcda.parks.model import CriterionInfo
from weights.elicit.words import Wording, Words

_SQUARE_METRES_A_MU = 2000 / 3
_YUAN = "china.exchange_rate.1"
"""The claim by which dollars are told in yuan; a catalogue without it tells dollars alone."""
_COUNTED = ("connections",)
"""Units whose ladder names only some of the steps: these are counted instead."""
_SHARE = "0 to 1"
_STEPS = {"USD/m2 for 20 years": 10.0, "connections": 1.0, "% of export value": 1.0}


def wordings_of(catalogue: Catalogue, enterprise: Enterprise) -> Mapping[str, Wording]:
    """Return the wording of the values of each criterion.

    Criteria with a ladder use the names of its levels, ownership at the worth of each level to an
    enterprise with this reliance on owners, none at a reliance of 0; shares use the words of the
    ends of their scale. Chinese land prices are also given in ten thousand yuan per mu.
    """
    wordings, yuan = {}, ten_thousand_yuan_a_mu(catalogue)
    for info in catalogue.all_criteria:
        levels = () if info.unit in _COUNTED else _levels(catalogue, enterprise, info)
        step = _STEPS.get(info.unit)
        if levels or step is not None:
            ladder = catalogue.ladders.get(info.id) if levels else None
            wordings[info.id] = Wording(
                unit=info.unit,
                levels=levels,
                rules=tuple(level.rule for level in ladder.levels) if ladder else (),
                step=step,
                local={} if yuan is None or info.use is None else {"zh": (yuan, "万元/亩")},
            )
    return wordings


def _levels(
    catalogue: Catalogue, enterprise: Enterprise, info: CriterionInfo
) -> tuple[tuple[float, Words], ...]:
    ladder, scale = catalogue.ladders.get(info.id), info.scale
    if ladder is None and scale is not None and info.unit == _SHARE:
        return (0.0, scale.worst_in_words), (1.0, scale.best_in_words)
    if ladder is None:
        return ()
    if info.id != "investor_type":
        return tuple((float(level.value), level.name) for level in ladder.levels)
    _, reliance, _ = reliance_bounds(enterprise)
    if reliance == 0:
        return ()
    return tuple(
        (NEUTRAL + reliance * (level.value - NEUTRAL), level.name) for level in ladder.levels
    )


def ten_thousand_yuan_a_mu(catalogue: Catalogue) -> float | None:
    """Return how many ten thousand yuan a mu one US dollar a square metre is.

    Examples
    --------
    >>> from mcda.parks import load_catalogue
    >>> round(ten_thousand_yuan_a_mu(load_catalogue()), 2)
    0.48
    """
    rate = catalogue.claims.get(_YUAN)
    return None if rate is None else float(rate.value) * _SQUARE_METRES_A_MU / 10_000
