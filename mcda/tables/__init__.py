"""Decision problems and results as frames, CSV and XLSX.

A sheet has its labels in the first column and one criterion in each further one::

    alternative | price    | utilities
    direction   | cost     | benefit
    unit        | USD/m2   | connections
    weight      | 2        | 1
    low         | 50       | 0
    high        | 250      | 8
    north       | 160      | 5
    south       | 85..140  | ?

The header comes first; then, in any order, ``direction`` and where wanted ``unit``, ``weight``
(need not sum to 1) and the reference range ``low`` and ``high``; then the alternatives. The labels
may also be 方案 or 备选, 方向 (效益 or 成本), 单位, 权重, 下限, 上限; no
alternative may be called so.

A cell holds a number, ``low..high`` (`mcda.Interval`), ``low..mode..high`` (`mcda.Triangular`), or
nothing or ``?`` where the value is unknown. Nothing is guessed: no thousands separators, percent
signs or units, and in XLSX no numbers stored as text.

CSV is UTF-8 with or without byte order mark, separated by commas or semicolons; of an XLSX file the
first visible worksheet is read, up to a million cells. An error value, or a formula without a
stored result, is refused like any other text.
"""

from mcda.tables.contrasts import contrasts_frame
from mcda.tables.facts import fact_changes_frame, possible_ranks_frame
from mcda.tables.frames import (
    acceptability_frame,
    agreement_frame,
    budget_frame,
    change_frame,
    exact_acceptability_frame,
    ranking_frame,
    stability_frame,
)
from mcda.tables.from_frame import problem_from_frame
from mcda.tables.sheet import Sheet, parse_sheet, read_sheet
from mcda.tables.variants import multiverse_frame, reversal_frame
from mcda.tables.writing import format_sheet, write_problem

__all__ = [
    "Sheet",
    "acceptability_frame",
    "agreement_frame",
    "budget_frame",
    "change_frame",
    "contrasts_frame",
    "exact_acceptability_frame",
    "fact_changes_frame",
    "format_sheet",
    "multiverse_frame",
    "parse_sheet",
    "possible_ranks_frame",
    "problem_from_frame",
    "ranking_frame",
    "read_sheet",
    "reversal_frame",
    "stability_frame",
    "write_problem",
]
