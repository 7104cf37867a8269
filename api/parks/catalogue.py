"""The catalogue of this service: a registered one, or private data above a registered one."""

from functools import lru_cache

from api.parks.private_data import private_data
from api.settings import Settings
from mcda.parks import Catalogue, load_catalogue
from mcda.parks.criteria import CRITERIA
from mcda.parks.overlay import PrivateData, merge


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


@lru_cache(maxsize=8)
def _laid_over(base: str, data: PrivateData, criteria: int) -> Catalogue:
    """Return a catalogue with private data above it, built once for each digest of the data."""
    return merge(load_catalogue(base), data.overlay())[0]
