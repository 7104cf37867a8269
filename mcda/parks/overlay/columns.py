"""The columns of the sheets, from ``data/overlay.toml``, and what a drop-down offers."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Literal

from mcda.parks.catalogue import Catalogue
from mcda.parks.criteria import is_rated
from mcda.parks.data_files import document
from mcda.parks.model import Text

CellKind = Literal["id", "ids", "text", "quote", "number", "date", "choice"]
Choices = Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A column: its kind of cell, and for a choice which list it is made from."""

    name: str
    kind: CellKind
    required: bool
    note: Text
    example: str
    choices: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """A sheet: what it is for and its columns."""

    about: Text
    columns: tuple[Column, ...]

    @property
    def names(self) -> tuple[str, ...]:
        """Names of the columns in their order."""
        return tuple(column.name for column in self.columns)


@cache
def layouts() -> Mapping[str, Layout]:
    """Return the layout of each sheet."""
    return {
        sheet: Layout(
            about=entry["about"], columns=tuple(Column(**item) for item in entry["columns"])
        )
        for sheet, entry in document("overlay.toml").items()
    }


def rateable(catalogue: Catalogue) -> tuple[str, ...]:
    """Return the criteria that are rated, not computed from the enterprise's facts."""
    return tuple(info.id for info in catalogue.all_criteria if is_rated(info))


def levels(catalogue: Catalogue, criterion: str) -> tuple[str, ...]:
    """Return the levels of a criterion's ladder, none where it has no ladder."""
    ladder = catalogue.ladders.get(criterion)
    return () if ladder is None else tuple(level.id for level in ladder.levels)


def choices(catalogue: Catalogue) -> Choices:
    """Return what each kind of choice allows."""
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
    }
