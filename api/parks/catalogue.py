"""The catalogue that this service answers from: a registered one, or private data over it."""

from functools import lru_cache

from api.parks.private_data import private_data
from api.settings import Settings
from mcda.parks import Catalogue, load_catalogue
from mcda.parks.criteria import CRITERIA
from mcda.parks.overlay import PrivateData, merge


def catalogue_of(settings: Settings | None = None) -> Catalogue:
    """Return the catalogue of some settings; it is made once.

    Parameters
    ----------
    settings
        Say which catalogue, and where private data are; without them the shipped one is meant.

    Raises
    ------
    NotFound
        No catalogue is registered under the name.
    InvalidTable
        The private data cannot be used.
    """
    if settings is None:
        return load_catalogue()
    below, found = load_catalogue(settings.base), private_data(settings)
    return below if found is None else _laid_over(settings.base, found, CRITERIA.version)


@lru_cache(maxsize=8)
def _laid_over(base: str, data: PrivateData, criteria: int) -> Catalogue:
    """Return a catalogue with private data over it, made once for their digest."""
    return merge(load_catalogue(base), data.overlay())[0]
