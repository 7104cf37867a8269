"""Goods as tariffs classify them: by codes, and by the share of Chinese parts."""

from typing import NamedTuple


class GoodsLine(NamedTuple):
    """One class of goods: its HS code, and the sector that makes the goods, if known.

    Examples
    --------
    >>> from mcda.parks import load_catalogue
    >>> load_catalogue().schedule.goods(["garments"]).lines[0]
    GoodsLine(code='61', sector='garments')
    """

    code: str
    """A chapter, a heading, or a subheading: two, four or six digits."""
    sector: str = ""


class Goods(NamedTuple):
    """The goods of an enterprise.

    Examples
    --------
    Goods of which a fifth is Chinese count as made in the park's country:

    >>> from mcda.parks.duties import Goods, GoodsLine, Schedule
    >>> shirts = Goods((GoodsLine("61"), GoodsLine("62")), chinese_parts=0.2)
    >>> Schedule(strictest=0.3, lenient=0.75).conferred(shirts.chinese_parts)
    'host'
    """

    lines: tuple[GoodsLine, ...]
    """Each counts alike."""
    chinese_parts: float | None = None
    """Share of parts from China in their value, ``None`` where it is not stated."""
    chance_chinese: float = 0.0
    """Chance that they count as Chinese by a rule of origin, see `Schedule.chance_chinese`."""
    regimes: tuple[str, ...] = ()
    """Regimes of the place in which they are made, such as a qualifying industrial zone."""
