"""How many files a process may have open: every connection is one."""

import sys

from api.doctor.check import Check, Diagnosis, Machine

LEAST = 1024


def look(machine: Machine) -> Diagnosis:
    """Return whether they suffice for a few hundred connections."""
    if sys.platform == "win32":
        return Diagnosis("skipped", "open_files_untold")
    import resource

    soft, _ = resource.getrlimit(resource.RLIMIT_NOFILE)
    is_enough = soft == resource.RLIM_INFINITY or soft >= LEAST
    fields = {"found": soft, "least": LEAST}
    if is_enough:
        return Diagnosis("ok", "open_files_good", fields)
    return Diagnosis("broken", "open_files_short", fields)


CHECK = Check("open_files", needed=True, look=look)
