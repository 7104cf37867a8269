"""The catalogue that this service answers from: the shipped one, or with private data over it."""

from functools import lru_cache
from pathlib import Path

from api.settings import Settings
from mcda.parks import Catalogue, load_catalogue


def catalogue_of(settings: Settings | None = None) -> Catalogue:
    """Return the catalogue of some settings; the files are read once.

    Parameters
    ----------
    settings
        Say where private data are; without them the shipped catalogue is meant.

    Raises
    ------
    InvalidTable
        The private data cannot be used.
    """
    if settings is None or settings.catalogue is None:
        return load_catalogue()
    return _laid_over(settings.catalogue)


@lru_cache(maxsize=8)
def _laid_over(path: Path) -> Catalogue:
    from mcda.parks.overlay import merged, read_overlay

    shipped = load_catalogue()
    return merged(shipped, read_overlay(path, shipped, kept=True))[0]
