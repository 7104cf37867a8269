"""Decision problems as CSV and XLSX.

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
(need not sum to 1), the ends of the scale ``low`` and ``high``, of targets the ``best low`` and
``best high``, and the points of a ``value curve`` such as ``60=1 100=0.5 200=0``; then the
alternatives. The labels may also be 方案 or 备选, 方向 (效益, 成本 or 目标), 单位, 权重, 下限,
上限, 最佳下限, 最佳上限, 价值曲线; no alternative may be called so.

A cell holds a number, ``low..high`` (`mcda.Interval`), ``low..mode..high`` (`mcda.Triangular`), or
nothing or ``?`` where the value is unknown. Nothing is guessed: no thousands separators, percent
signs or units, and in XLSX no numbers stored as text.

CSV is UTF-8 with or without byte order mark, separated by commas or semicolons; of an XLSX file the
first visible worksheet is read, up to a million cells. An error value, or a formula without a
stored result, is refused like any other text.
"""

from mcda.tables.sheet import Sheet, parse_sheet, read_sheet
from mcda.tables.writing import format_sheet, write_problem

__all__ = ["Sheet", "format_sheet", "parse_sheet", "read_sheet", "write_problem"]
