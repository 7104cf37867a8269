"""What is sold, as tariffs see it: lines of HS chapters, and how much of it is Chinese."""

from typing import NamedTuple


class GoodsLine(NamedTuple):
    """One sort of goods: its HS chapter, and the sector that names it where there is one.

    Examples
    --------
    >>> from mcda.parks import load_catalogue
    >>> load_catalogue().schedule.goods(["garments"]).lines[0]
    GoodsLine(chapter='61', sector='garments')
    """

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

    Examples
    --------
    Goods of which a fifth is Chinese count as made in the park's country:

    >>> from mcda.parks.duties import Goods, GoodsLine, Schedule
    >>> shirts = Goods((GoodsLine("61"), GoodsLine("62")), chinese_parts=0.2)
    >>> Schedule(strictest=0.3, lenient=0.75).conferred(shirts.chinese_parts)
    'host'
    """

    lines: tuple[GoodsLine, ...]
    chinese_parts: float | None = None
