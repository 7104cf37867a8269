r"""Private claims and quotations over the shipped catalogue, which stays unchanged.

A folder of CSV files or a workbook holds four sheets, ``sources``, ``claims``, ``ratings`` and
``quotations``; ``data/overlay.toml`` defines their columns. One statement typed by a user becomes
rows of the same sheets.

>>> from mcda.parks import load_catalogue
>>> from mcda.parks.overlay import Files, merge, read_overlay
>>> sheet = "park,criterion,level,kind,claims,rationale_en\ntcr,infrastructure,seven,rated,"
>>> sheet += "sheng.tcr.host_utilities,Seen on site."
>>> ours = read_overlay(Files("ratings.csv", {"ratings.csv": sheet.encode()}), load_catalogue())
>>> catalogue, conflicts = merge(load_catalogue(), ours)
>>> catalogue.ratings["tcr", "infrastructure"].mode, len(conflicts)
(7, 1)
"""

from mcda.parks.overlay.blank_files import format_workbook, write_folder
from mcda.parks.overlay.checks import read_overlay, relation_faults
from mcda.parks.overlay.entry import OWN, StatementEntry, Way, thing_of, way_of
from mcda.parks.overlay.entry_edit import add_entry, remove_entry
from mcda.parks.overlay.files import Files
from mcda.parks.overlay.findings import Findings, far_figures, figure_before, findings
from mcda.parks.overlay.merge import merge
from mcda.parks.overlay.model import SHEETS, ClaimRow, Overlay, Quotation, RatingRow, SourceRow
from mcda.parks.overlay.private_data import PrivateData
from mcda.parks.overlay.union import RowUnion, combine

__all__ = [
    "OWN",
    "SHEETS",
    "ClaimRow",
    "Files",
    "Findings",
    "Overlay",
    "PrivateData",
    "Quotation",
    "RatingRow",
    "RowUnion",
    "SourceRow",
    "StatementEntry",
    "Way",
    "add_entry",
    "combine",
    "far_figures",
    "figure_before",
    "findings",
    "format_workbook",
    "merge",
    "read_overlay",
    "relation_faults",
    "remove_entry",
    "thing_of",
    "way_of",
    "write_folder",
]
