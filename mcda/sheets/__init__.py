r"""Sheets, CSV and XLSX: decision problems, and tables whose columns are declared.

A problem has its labels in the first column and one criterion in each further one::

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
alternatives. The labels may also be Chinese: 方案, 备选, 备选方案 or 准则 for the header, 方向
(效益, 成本 or 目标), 单位, 权重, 下限, 上限, 最佳下限, 最佳上限, 价值曲线; no alternative may be
called like one of the rows.

A cell holds a number, ``low..high`` (`mcda.Interval`), ``low..mode..high`` (`mcda.Triangular`), or
nothing or ``?`` where the value is unknown. Nothing is guessed: no thousands separators, percent
signs or units, and in XLSX no numbers stored as text.

CSV is UTF-8 with or without byte order mark, GB 18030 (as Excel saves CSV in Chinese) or UTF-16,
separated by commas, semicolons or tabs; of an XLSX file the first visible worksheet is read. An
error value, or a formula without a stored result, is refused like any other text. How much of a
file is read at most says `mcda.sheets.sheet`.

>>> from mcda.sheets import parse_problem
>>> rows = ["alternative,price", "direction,cost", "north,160 USD", "south,85..140"]
>>> parse_problem("\n".join(rows).encode(), "sites.csv")
Traceback (most recent call last):
mcda.errors.InvalidTable: Cell B3 holds “160 USD”, which cannot stand there.
Where: B3
Remedy: Write a plain number such as 85, or bounds such as 85..140 with the smaller first;
clear the cell if the value is not known, and give every column and row a name.
"""

from mcda.sheets.problem import (
    ProblemSheet,
    format_problem,
    parse_problem,
    read_problem,
    write_problem,
)

__all__ = ["ProblemSheet", "format_problem", "parse_problem", "read_problem", "write_problem"]


def __dir__() -> list[str]:
    return __all__
