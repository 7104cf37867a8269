"""Python's own version."""

import sys
from importlib.metadata import metadata
from platform import python_version

from packaging.specifiers import SpecifierSet

from api.doctor.check import Check, Diagnosis, Machine


def look(machine: Machine) -> Diagnosis:
    """Return whether it is one that the package names."""
    wanted = metadata("parkwise")["Requires-Python"]
    fields = {"found": python_version(), "wanted": wanted, "program": sys.executable}
    known = SpecifierSet(wanted).contains(python_version(), prereleases=True)
    return Diagnosis("ok" if known else "broken", "python_good" if known else "python_old", fields)


CHECK = Check("python", needed=True, look=look)
