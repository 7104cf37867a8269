"""What the service needs of a machine: one file a check, each named once, here.

To add another, copy one of the files, say its words in ``words.toml``, and put it into `CHECKS`.
"""

from api.doctor import (
    browser,
    chart_font,
    clock,
    cluster,
    database,
    memory,
    open_files,
    packages,
    print_font,
    python,
    role,
    space,
)
from api.doctor.check import Check, Diagnosis, Machine, State

CHECKS: tuple[Check, ...] = (
    python.CHECK,
    packages.CHECK,
    database.CHECK,
    role.CHECK,
    clock.CHECK,
    space.CHECK,
    memory.CHECK,
    open_files.CHECK,
    cluster.CHECK,
    print_font.CHECK,
    chart_font.CHECK,
    browser.CHECK,
)

__all__ = ["CHECKS", "Check", "Diagnosis", "Machine", "State"]
