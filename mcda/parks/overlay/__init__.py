"""Private claims and quotations over the shipped catalogue, which they never change.

A folder of CSV files or a workbook holds four sheets, ``sources``, ``claims``, ``ratings`` and
``quotations``; ``data/overlay.toml`` says what their columns hold. One statement typed in place
becomes rows of the same sheets.

>>> from pathlib import Path
>>> from mcda.parks import load_catalogue
>>> overlay = read_overlay(Path("ours.xlsx"), load_catalogue())
>>> catalogue, conflicts = merged(load_catalogue(), overlay)
"""

from mcda.parks.overlay.asking import far_figures
from mcda.parks.overlay.checking import read_overlay, relation_faults
from mcda.parks.overlay.combining import Combined, combine
from mcda.parks.overlay.disputing import Disputed, disputed
from mcda.parks.overlay.entering import entered, taken_out
from mcda.parks.overlay.entry import OWN, Entry, Way, thing_of, way_of
from mcda.parks.overlay.findings import Findings, findings
from mcda.parks.overlay.merging import Conflict, merged
from mcda.parks.overlay.model import (
    SHEETS,
    ClaimRow,
    Overlay,
    Quotation,
    RatingRow,
    SourceRow,
)
from mcda.parks.overlay.private import PrivateData
from mcda.parks.overlay.questioning import Questioned, questioned
from mcda.parks.overlay.reading import Files
from mcda.parks.overlay.superseding import Superseded, figure_before, superseded
from mcda.parks.overlay.writing import format_workbook, write_folder

__all__ = [
    "OWN",
    "SHEETS",
    "ClaimRow",
    "Combined",
    "Conflict",
    "Disputed",
    "Entry",
    "Files",
    "Findings",
    "Overlay",
    "PrivateData",
    "Questioned",
    "Quotation",
    "RatingRow",
    "SourceRow",
    "Superseded",
    "Way",
    "combine",
    "disputed",
    "entered",
    "far_figures",
    "figure_before",
    "findings",
    "format_workbook",
    "merged",
    "questioned",
    "read_overlay",
    "relation_faults",
    "superseded",
    "taken_out",
    "thing_of",
    "way_of",
    "write_folder",
]
