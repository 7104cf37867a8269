"""The position of a park among those that can be ranked, criterion by criterion."""

from collections.abc import Sequence

import numpy as np

from api.http.language import Language
from api.http.numbers import Numbers
from api.pages.parks.cells import Cells, ParkCell, cells_of
from api.pages.parks.park import owner
from api.pages.words import words
from api.parks.catalogue import catalogue_of
from api.parks.figures import with_unit
from api.parks.land import YUAN_A_MU, land_units
from api.settings import Settings
from mcda.parks import Catalogue, CriterionInfo, Park, scorable
from mcda.plain import Plain
from mcda.scale import whole_scale
from mcda.texts.figures import unit_names


def standings(
    parks: Sequence[str], settings: Settings, language: Language
) -> dict[str, dict[str, Plain]]:
    """Return park -> criterion -> position, of the criteria that count by default.

    A position has the value in ``words`` and a price in ten thousand yuan a mu as ``local``, each
    empty where there is none; ``low``, ``at`` and ``high``, where bounds and value stand, 0 at the
    ``worst`` end of the scale and 1 at the ``best``, None without a value; ``peers``, where the
    other parks that can be ranked stand.

    Raises
    ------
    NotFound
        A park does not exist.
    """
    catalogue = catalogue_of(settings)
    several = list(dict.fromkeys([*parks, *scorable(catalogue)]))
    cells = cells_of(several, settings, [info.id for info in catalogue.criteria])
    return {
        park: {
            info.id: _standing(catalogue.park(park), info, cells, catalogue, language)
            for info in catalogue.criteria
        }
        for park in parks
    }


def _worth(cell: ParkCell, value: float | None) -> float | None:
    """Return the worth of a value on the scale of its criterion."""
    scale = whole_scale(cell.info.criterion())
    if value is None or scale is None:
        return None
    return float(scale.value(np.array([value]))[0])


def _standing(
    park: Park, info: CriterionInfo, cells: Cells, catalogue: Catalogue, language: Language
) -> Plain:
    cell, scale = cells[park.id][info.id], info.scale
    fact, is_known = cell.evidence, cell.state == "known"
    owner_name = owner(park, catalogue, language) if info.id == "investor_type" else ""
    local, rate = "", land_units(catalogue).get(YUAN_A_MU)
    if is_known and language == "zh" and info.use and rate is not None and fact.value is not None:
        local = f"{Numbers(language).fixed(fact.value * rate, 0)}万元/亩"
    others = (cells[name][info.id] for name in scorable(catalogue) if name != park.id)
    worths = (_worth(other, other.evidence.value) for other in others if other.state == "known")
    ends = [_worth(cell, value) for value in (fact.low, fact.high)] if is_known else [None, None]
    bounds = [end for end in ends if end is not None]
    return {
        "words": owner_name or in_words(cell, catalogue, language) if is_known else "",
        "local": local,
        "low": min(bounds, default=None),
        "at": _worth(cell, fact.value) if is_known else None,
        "high": max(bounds, default=None),
        "peers": sorted({round(worth, 3) for worth in worths if worth is not None}),
        "worst": "" if scale is None else scale.worst_in_words[language],
        "best": "" if scale is None else scale.best_in_words[language],
    }


def in_words(cell: ParkCell, catalogue: Catalogue, language: Language) -> str:
    """Return a value in everyday words: the step of its ladder, else a figure with its unit."""
    fact, info = cell.evidence, cell.info
    if fact.value is None:
        return ""
    if cell.level is not None:
        return cell.level.name[language]
    ladder = catalogue.ladders.get(info.id)
    steps = ladder.levels if ladder is not None else ()
    name = next((step.name for step in steps if step.value == fact.value), None)
    if name is not None:
        return name[language]
    if info.use is not None:
        price = Numbers(language).fixed(fact.value, 0)
        return words(language)["parks"]["price_in_words"].format(price=price)
    figure = Numbers(language).figure(fact.value)
    # A unit such as "0 to 1" is the name of a scale and cannot follow a number.
    if info.unit[:1].isdigit() or info.unit == "level":
        return figure
    return with_unit(figure, unit_names(info.unit)[language], language)
