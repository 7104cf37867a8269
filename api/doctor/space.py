"""Free space where the service saves, and where it works."""

import shutil
import tempfile
from pathlib import Path

from api.doctor.check import MIB, Check, Diagnosis, Machine

LEAST = 512 * MIB
"""A workbook, its copy while it is written, and a copy of a small database."""


def look(machine: Machine) -> Diagnosis:
    """Return whether both places have room."""
    places = [Path(tempfile.gettempdir())]
    if machine.file is not None:
        places.insert(0, _nearest(machine.file.absolute().parent))
    free = {place: shutil.disk_usage(place).free for place in places}
    place = min(places, key=lambda one: free[one])
    fields = {"place": place, "free": free[place] // MIB, "least": LEAST // MIB}
    if free[place] < LEAST:
        return Diagnosis("broken", "space_short", fields)
    return Diagnosis("ok", "space_good", fields)


def _nearest(folder: Path) -> Path:
    """Return the folder, or the nearest one above it that is there."""
    return next(one for one in (folder, *folder.parents) if one.exists())


CHECK = Check("space", needed=True, look=look)
