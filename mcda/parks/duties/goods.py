"""What is sold, as tariffs see it: lines of HS chapters, and how much of it is Chinese."""

from typing import NamedTuple


class Line(NamedTuple):
    """One sort of goods: its HS chapter, and the sector that names it where there is one."""

    chapter: str
    sector: str = ""


class Goods(NamedTuple):
    """The goods of an enterprise.

    Parameters
    ----------
    lines
        Each counts alike.
    chinese_parts
        Share of parts from China in their value, ``None`` where it is not stated.
    """

    lines: tuple[Line, ...]
    chinese_parts: float | None = None
