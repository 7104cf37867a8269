"""Which private data lie over the catalogue, for the record of an answer."""

import hashlib
import re
from functools import lru_cache
from pathlib import Path

from api.settings import Settings

_SAVED = re.compile(r"[0-9a-f]{64}")


def overlay_digest(settings: Settings) -> str | None:
    """Return the SHA-256 of the private data that some settings name, None where there are none.

    An organisation's are kept under the digest of the workbook as it was sent, which is the one
    that `GET /v1/overlay` and the audit log tell; of other files it is taken here.
    """
    path = settings.private_data
    if path is None:
        return None
    return path.stem if _SAVED.fullmatch(path.stem) else _digest(path)


@lru_cache(maxsize=8)
def _digest(path: Path) -> str:
    """Return the digest of a file, or of a folder's tables; read once, as the catalogue is."""
    if not path.is_dir():
        return hashlib.sha256(path.read_bytes()).hexdigest()
    found = hashlib.sha256()
    for file in sorted(item for item in path.iterdir() if item.suffix.lower() == ".csv"):
        content = file.read_bytes()
        found.update(b"%b\0%d\0%b" % (file.name.encode(), len(content), content))
    return found.hexdigest()
