"""The Chinese font that reports as PDF are typeset with."""

from api.doctor.check import Check, Diagnosis, Machine
from api.refusals import Unavailable
from api.reports.fonts import REMEDY, choose, installed


def look(machine: Machine) -> Diagnosis:
    """Return which one the typesetter would take."""
    try:
        chosen = choose("zh", installed().families())
    except Unavailable:
        return Diagnosis("missing", "print_font_absent", {"install": REMEDY})
    return Diagnosis("ok", "print_font_good", {"family": chosen.families[0]})


CHECK = Check("print_font", needed=True, look=look)
