"""The packages that this one names, with those of the extras that the settings call for."""

from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError, requires, version

from packaging.requirements import Requirement

from api.doctor.check import Check, Diagnosis, Machine
from api.settings import Settings


def look(machine: Machine) -> Diagnosis:
    """Return which are not there, else which are there in another version than is named."""
    extras = list(_extras(machine.settings))
    wanted = [
        one
        for one in map(Requirement, requires("parkwise") or ())
        if one.marker is None or any(one.marker.evaluate({"extra": name}) for name in ["", *extras])
    ]
    found = {one: _version(one.name) for one in wanted}
    absent = [str(one.name) for one, there in found.items() if there is None]
    if absent:
        install = f"pip install 'parkwise{_bracketed(extras)}'"
        return Diagnosis("missing", "packages_absent", _fields(absent) | {"install": install})
    other = [
        f"{one.name} {there} ({one.specifier})"
        for one, there in found.items()
        if there is not None and not one.specifier.contains(there, prereleases=True)
    ]
    if other:
        install = f"pip install --upgrade 'parkwise{_bracketed(extras)}'"
        return Diagnosis("broken", "packages_other", _fields(other) | {"install": install})
    return Diagnosis("ok", "packages_good", {"count": len(wanted)})


def _extras(settings: Settings) -> Iterator[str]:
    if (settings.database or "").startswith("postgresql"):
        yield "postgres"
    if settings.cluster is not None:
        yield "cluster"
    if settings.rate_storage.startswith("redis"):
        yield "redis"


def _bracketed(extras: list[str]) -> str:
    return f"[{','.join(extras)}]" if extras else ""


def _fields(names: list[str]) -> dict[str, str]:
    return {"packages": ", ".join(names)}


def _version(name: str) -> str | None:
    try:
        return version(name)
    except PackageNotFoundError:
        return None


CHECK = Check("packages", needed=True, look=look)
