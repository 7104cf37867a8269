"""The columns of the sheets, from ``data/overlay.toml``, and the choices of drop-downs."""

from collections.abc import Mapping
from functools import cache
from typing import get_args

from mcda.parks.catalogue import Catalogue
from mcda.parks.criteria import is_rated
from mcda.parks.data_files import document
from mcda.parks.model import TenureKind
from mcda.sheets.columns import Layout, columns_of

Choices = Mapping[str, tuple[str, ...]]


@cache
def layouts() -> Mapping[str, Layout]:
    """Return the layout of each sheet."""
    return {
        name: Layout(about=entry["about"], columns=columns_of(entry["columns"]))
        for name, entry in document("overlay.toml").items()
    }


def rateable(catalogue: Catalogue) -> tuple[str, ...]:
    """Return the criteria that are rated, not computed from the enterprise's facts."""
    return tuple(info.id for info in catalogue.all_criteria if is_rated(info))


def levels(catalogue: Catalogue, criterion: str) -> tuple[str, ...]:
    """Return the levels of a criterion's ladder, or none without a ladder."""
    ladder = catalogue.ladders.get(criterion)
    return () if ladder is None else tuple(level.id for level in ladder.levels)


def choices(catalogue: Catalogue) -> Choices:
    """Return the allowed values of each kind of choice."""
    criteria = rateable(catalogue)
    steps = (level for criterion in criteria for level in levels(catalogue, criterion))
    return {
        "flag": ("yes", "no"),
        "claim_kind": ("measured", "stated"),
        "rating_kind": ("measured", "stated", "rated", "derived"),
        "park": tuple(catalogue.parks),
        "subject": (*catalogue.parks, *catalogue.countries, *catalogue.comparators),
        "criterion": criteria,
        "level": tuple(dict.fromkeys(steps)),
        "tenure": get_args(TenureKind),
    }
