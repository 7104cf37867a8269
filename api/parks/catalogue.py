"""The catalogue that this service answers from: a registered one, or private data over it."""

from functools import lru_cache
from pathlib import Path

from api.settings import Settings
from mcda.parks import Catalogue, load_catalogue
from mcda.parks.criteria import CRITERIA


def catalogue_of(settings: Settings | None = None) -> Catalogue:
    """Return the catalogue of some settings; the files are read once.

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
    below, path = load_catalogue(settings.base), settings.private_data
    return below if path is None else _laid_over(settings.base, path, CRITERIA.version)


@lru_cache(maxsize=8)
def _laid_over(base: str, path: Path, criteria: int) -> Catalogue:
    from mcda.parks.overlay import merged, read_overlay

    below = load_catalogue(base)
    return merged(below, read_overlay(path, below, kept=True))[0]
