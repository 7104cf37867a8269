"""Chromium, with which the tests open the pages."""

import shutil

from api.doctor.check import Check, Diagnosis, Machine

_NAMES = ("chromium", "chromium-browser")


def look(machine: Machine) -> Diagnosis:
    """Return where it is."""
    program = next(filter(None, map(shutil.which, _NAMES)), None)
    if program is None:
        return Diagnosis("missing", "browser_absent")
    return Diagnosis("ok", "browser_good", {"program": program})


CHECK = Check("browser", needed=False, look=look)
