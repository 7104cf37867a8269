"""What the page says of an organisation's private data over the catalogue."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from api.access.caller import Caller
from api.db import Database
from api.language import Language
from api.own import overlays
from api.parks.catalogue import catalogue_of
from api.settings import Settings
from mcda.errors import McdaError, NotFound
from mcda.parks.overlay import far_figures
from mcda.texts import remedy_of

MOST_FAULTS = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class PrivateDataView:
    """Private data over the catalogue.

    Parameters
    ----------
    saved
        Who saved them and when; None where the organisation saved none.
    claims, ratings
        How many private claims there are, and ratings that rest on them.
    parks
        Id and name of each park they speak of.
    asked
        What is asked about them, such as whether the unit of a figure is right.
    """

    saved: dict[str, Any] | None
    claims: int
    ratings: int
    parks: Sequence[tuple[str, str]]
    asked: Sequence[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class CellFault:
    """What is wrong with a cell of a workbook, and what helps."""

    sheet: str
    cell: str
    value: str
    detail: str
    remedy: str


def own_data(
    database: Database, caller: Caller, settings: Settings, language: Language
) -> PrivateDataView:
    """Return what lies over the catalogue for an organisation."""
    try:
        saved = database.read(partial(overlays.read, caller=caller))
    except NotFound:
        saved = None
    catalogue = catalogue_of(settings)
    private = {claim.id for claim in catalogue.claims.values() if claim.private}
    resting = [key for key, rating in catalogue.ratings.items() if private & {*rating.claims}]
    spoken_of = {catalogue.claims[claim].subject for claim in private} | {key[0] for key in resting}
    return PrivateDataView(
        saved=saved,
        claims=len(private),
        ratings=len(resting),
        parks=[
            (park.id, park.name[language])
            for park in catalogue.parks.values()
            if park.id in spoken_of
        ],
        asked=[note.say(language) for note in far_figures(catalogue)] if private else [],
    )


def troubles(error: McdaError, language: Language) -> list[CellFault]:
    """Return the faults of a workbook by sheet and cell, the first hundred of them."""
    found = []
    for fault in error.faults[:MOST_FAULTS]:
        sheet, _, cell = str(fault.fields.get("cell", "")).rpartition("!")
        found.append(
            CellFault(
                sheet=sheet,
                cell=cell,
                value=str(fault.fields.get("value", "")),
                detail=fault.say(language),
                remedy=remedy_of(fault.code, language),
            )
        )
    return found
