"""Which private data lie over the catalogue."""

from functools import lru_cache
from pathlib import Path
from typing import Any

from api.settings import Settings
from mcda.parks import load_catalogue
from mcda.parks.overlay import PrivateData
from mcda.plain import plain


def private_data(settings: Settings) -> PrivateData | None:
    """Return the private data of some settings, None where there are none.

    Those that were handed over, else those at the path that they name, which is read once.

    Raises
    ------
    InvalidTable, LimitExceeded
        What stands at the path cannot be used.
    """
    path = settings.private_path
    if settings.private_data is not None or path is None:
        return settings.private_data
    return _at(path, settings.base)


def rests_on(settings: Settings) -> dict[str, Any]:
    """Return, for the record of an answer, which catalogue and private data it rests on.

    The digest of an organisation's data is that of the workbook as it was sent, which
    `GET /v1/overlay` and the audit log tell as well.
    """
    found = private_data(settings)
    return {
        "overlay": None if found is None else found.digest,
        "catalogue": plain(load_catalogue(settings.base).edition),
    }


@lru_cache(maxsize=8)
def _at(path: Path, base: str) -> PrivateData:
    return PrivateData.read(path, load_catalogue(base), kept=True)
