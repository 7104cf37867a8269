"""Duties by layers: what each measure of a market adds on goods of an origin, product and day."""

from mcda.parks.duties.goods import Goods, Line
from mcda.parks.duties.layer import Layer, Range, RuleOfOrigin
from mcda.parks.duties.schedule import Duty, Portion, Schedule

__all__ = ["Duty", "Goods", "Layer", "Line", "Portion", "Range", "RuleOfOrigin", "Schedule"]
