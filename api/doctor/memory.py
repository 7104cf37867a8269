"""The memory that this process may have: the machine's, or less where a limit is set."""

from collections.abc import Iterator
from pathlib import Path

from api.doctor.check import MIB, Check, Diagnosis, Machine

LEAST = 1024 * MIB
"""The service with one process that computes takes half of it; a report or workbook the rest."""
PROC, CGROUP = Path("/proc"), Path("/sys/fs/cgroup")


def look(machine: Machine) -> Diagnosis:
    """Return whether it suffices."""
    limits = list(_limits())
    if not limits:
        return Diagnosis("skipped", "memory_untold")
    fields = {"found": min(limits) // MIB, "least": LEAST // MIB}
    if min(limits) < LEAST:
        return Diagnosis("broken", "memory_short", fields)
    return Diagnosis("ok", "memory_good", fields)


def _limits() -> Iterator[int]:
    for line in _lines(PROC / "meminfo"):
        name, _, rest = line.partition(":")
        if name == "MemTotal":
            yield int(rest.split()[0]) * 1024
    for line in _lines(PROC / "self" / "cgroup"):
        path = line.rpartition(":")[2].strip("/")
        for said in _lines(CGROUP / path / "memory.max"):
            if said.isdigit():  # else "max"
                yield int(said)


def _lines(path: Path) -> list[str]:
    try:
        return path.read_text(encoding="ascii").splitlines()
    except OSError:
        return []


CHECK = Check("memory", needed=True, look=look)
