"""The catalogue of this service: a registered one, or private data above a registered one."""

from functools import lru_cache
from pathlib import Path
from typing import Any

from api.parks.schemas import AsOfModel, RecommendationRequest
from api.settings import Settings
from mcda.parks import Catalogue, as_of, load_catalogue
from mcda.parks.criteria import CRITERIA
from mcda.parks.overlay import PrivateData, merge
from mcda.plain import plain


def catalogue_of(settings: Settings | None = None) -> Catalogue:
    """Return the catalogue that the settings name; it is built once.

    Raises
    ------
    NotFound
        No catalogue is registered under the name.
    InvalidTable
        The private data cannot be used.
    """
    if settings is None:
        return load_catalogue()
    below, private = load_catalogue(settings.base), private_data(settings)
    return below if private is None else _laid_over(settings.base, private, CRITERIA.version)


def catalogue_for(request: RecommendationRequest, settings: Settings) -> Catalogue:
    """Return the catalogue of the settings, as of the day and without the firms of a request."""
    catalogue, asked = catalogue_of(settings), request.as_of
    if not isinstance(asked, AsOfModel):
        return catalogue
    return as_of(catalogue, asked.date, asked.without_firms)


@lru_cache(maxsize=8)
def _laid_over(base: str, data: PrivateData, criteria: int) -> Catalogue:
    """Return a catalogue with private data above it, built once for each digest of the data."""
    return merge(load_catalogue(base), data.overlay())[0]


def private_data(settings: Settings) -> PrivateData | None:
    """Return the private data of some settings, None if there are none.

    These are the data set on the settings, else the data at the settings' path, which is read once.

    Raises
    ------
    InvalidTable, LimitExceeded
        The data at the path cannot be used.
    """
    path = settings.private_path
    if settings.private_data is not None or path is None:
        return settings.private_data
    return _at(path, settings.base)


def rests_on(settings: Settings) -> dict[str, Any]:
    """Return the catalogue and private data behind an answer, for the answer's record.

    The digest of an organisation's data is that of the sent workbook, as in the audit log and in
    `GET /v1/overlay`.
    """
    private = private_data(settings)
    return {
        "overlay": None if private is None else private.digest,
        "catalogue": plain(load_catalogue(settings.base).edition),
    }


@lru_cache(maxsize=8)
def _at(path: Path, base: str) -> PrivateData:
    return PrivateData.read(path, load_catalogue(base), kept=True)
