"""The private data above the catalogue."""

from functools import lru_cache
from pathlib import Path
from typing import Any

from api.settings import Settings
from mcda.parks import load_catalogue
from mcda.parks.overlay import PrivateData
from mcda.plain import plain


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
