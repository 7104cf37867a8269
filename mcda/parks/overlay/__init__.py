"""Private claims and quotations over the shipped catalogue, which they never change.

A folder of CSV files or a workbook holds four sheets, ``sources``, ``claims``, ``ratings`` and
``quotations``; ``data/overlay.toml`` says what their columns hold.

>>> from pathlib import Path
>>> from mcda.parks import Catalogue
>>> overlay = read_overlay(Path("ours.xlsx"), Catalogue.load())
>>> catalogue, conflicts = merged(Catalogue.load(), overlay)
"""

from mcda.parks.overlay.checking import read_onto, read_overlay, relation_faults
from mcda.parks.overlay.combining import Combined, combine
from mcda.parks.overlay.merging import Conflict, merged
from mcda.parks.overlay.model import (
    SHEETS,
    ClaimRow,
    Overlay,
    Place,
    Quotation,
    RatingRow,
    SourceRow,
)
from mcda.parks.overlay.workbook import format_workbook
from mcda.parks.overlay.writing import write_folder

__all__ = [
    "SHEETS",
    "ClaimRow",
    "Combined",
    "Conflict",
    "Overlay",
    "Place",
    "Quotation",
    "RatingRow",
    "SourceRow",
    "combine",
    "format_workbook",
    "merged",
    "read_onto",
    "read_overlay",
    "relation_faults",
    "write_folder",
]
