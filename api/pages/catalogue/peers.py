"""Where a park stands among those that can be ranked, criterion by criterion."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from api.language import Language
from api.numbers import Numbers
from api.pages.catalogue.cells import Cells, ParkCell, cells_of
from api.pages.catalogue.park import owner
from api.pages.words import words
from api.parks.catalogue import catalogue_of
from api.parks.figures import with_unit
from api.parks.land import YUAN_A_MU, land_units
from api.settings import Settings
from mcda.parks import Catalogue, CriterionInfo, Park, scorable
from mcda.scale import whole_scale
from mcda.texts.figures import unit_names


@dataclass(frozen=True, slots=True, kw_only=True)
class PeerPosition:
    """A park on a criterion.

    Parameters
    ----------
    words
        The value as people say it; empty where there is none.
    local
        A price in ten thousand yuan a mu; empty where it is none, or nobody has a rate.
    low, at, high
        Where bounds and value stand, 0 at the worst end of the scale and 1 at the best; None where
        there is no value.
    peers
        Where the parks that can be ranked stand, without this one.
    worst, best
        Ends of the scale in words.
    grade
        How far the sources carry, of three; None where it depends on who asks.
    """

    words: str
    local: str
    low: float | None
    at: float | None
    high: float | None
    peers: Sequence[float]
    worst: str
    best: str
    grade: int | None


def standings(
    parks: Sequence[str], settings: Settings, language: Language
) -> dict[str, dict[str, PeerPosition]]:
    """Return park -> criterion -> standing, of the criteria that count by default.

    Parameters
    ----------
    parks
        Ids.
    settings
        Whose data lie over the catalogue.
    language
        Of the reader.

    Raises
    ------
    NotFound
        A park that does not exist.
    """
    catalogue = catalogue_of(settings)
    several = list(dict.fromkeys([*parks, *scorable(catalogue)]))
    cells = cells_of(several, settings, [info.id for info in catalogue.criteria])
    return {
        park: {
            info.id: _standing(
                catalogue.park(park),
                cells[park][info.id],
                _peers(cells, catalogue, park, info),
                catalogue,
                language,
            )
            for info in catalogue.criteria
        }
        for park in parks
    }


def _peers(cells: Cells, catalogue: Catalogue, park: str, info: CriterionInfo) -> list[float]:
    others = (cells[name][info.id] for name in scorable(catalogue) if name != park)
    worths = (_worth(cell, cell.evidence.value) for cell in others if cell.state == "known")
    return sorted({round(worth, 3) for worth in worths if worth is not None})


def _worth(cell: ParkCell, value: float | None) -> float | None:
    """Return what a value is worth on the scale of its criterion."""
    scale = whole_scale(cell.info.criterion())
    if value is None or scale is None:
        return None
    return float(scale.value(np.array([value]))[0])


def _standing(
    park: Park, cell: ParkCell, peers: Sequence[float], catalogue: Catalogue, language: Language
) -> PeerPosition:
    found, scale = cell.evidence, cell.info.scale
    is_known = cell.state == "known"
    said = owner(park, catalogue, language) if cell.info.id == "investor_type" else ""
    ends = [_worth(cell, value) for value in (found.low, found.high)] if is_known else [None, None]
    bounds = [end for end in ends if end is not None]
    return PeerPosition(
        words=said or in_words(cell, catalogue, language) if is_known else "",
        local=_local(cell, catalogue, language) if is_known else "",
        low=min(bounds, default=None),
        at=_worth(cell, found.value) if is_known else None,
        high=max(bounds, default=None),
        peers=peers,
        worst="" if scale is None else scale.worst_in_words[language],
        best="" if scale is None else scale.best_in_words[language],
        grade=cell.grade,
    )


def in_words(cell: ParkCell, catalogue: Catalogue, language: Language) -> str:
    """Return a value as people say it: the step of its ladder, else a figure with its unit."""
    found, info = cell.evidence, cell.info
    if found.value is None:
        return ""
    name = _step(cell, catalogue)
    if name is not None:
        return name[language]
    if info.use is not None:
        price = Numbers(language).fixed(found.value, 0)
        return words(language)["parks"]["price_in_words"].format(price=price)
    figure = Numbers(language).figure(found.value)
    # A unit such as "0 to 1" is the name of a scale and cannot follow a number.
    if info.unit[:1].isdigit() or info.unit == "level":
        return figure
    return with_unit(figure, unit_names(info.unit)[language], language)


def _step(cell: ParkCell, catalogue: Catalogue) -> Mapping[str, str] | None:
    if cell.level is not None:
        return cell.level.name
    ladder = catalogue.ladders.get(cell.info.id)
    steps = ladder.levels if ladder is not None else ()
    return next((step.name for step in steps if step.value == cell.evidence.value), None)


def _local(cell: ParkCell, catalogue: Catalogue, language: Language) -> str:
    many = land_units(catalogue).get(YUAN_A_MU)
    value = cell.evidence.value
    if language != "zh" or cell.info.use is None or many is None or value is None:
        return ""
    return f"{Numbers(language).fixed(value * many, 0)}万元/亩"
