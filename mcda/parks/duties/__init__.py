"""Duties by layers: the rate of each measure of a market on goods of an origin, product and day.

>>> from mcda.parks import load_catalogue
>>> known = load_catalogue().schedule
>>> garments = known.goods(["garments"], chinese=0.2)
>>> duty = known.duty("US", "vietnam", garments, "2026-07-01", frozenset())
>>> [part.layer for part in duty.portions]
['us_general', 'us_section_122']
"""

from mcda.parks.duties.goods import Goods, GoodsLine
from mcda.parks.duties.layer import Layer, Range, RuleOfOrigin
from mcda.parks.duties.schedule import Duty, Portion, Schedule

__all__ = ["Duty", "Goods", "GoodsLine", "Layer", "Portion", "Range", "RuleOfOrigin", "Schedule"]
