"""Repair by consent: the fewest and smallest changes that make judgements consistent enough.

>>> import numpy as np
>>> from weights.ahp.repair import repair
>>> judged = np.array([[1, 2, 1 / 8], [1 / 2, 1, 4], [8, 1 / 4, 1]])
>>> found = repair(judged, ["price", "roads", "port"])
>>> round(found.ratio_before, 2), round(found.ratio_after, 2)
(2.16, 0.07)
"""

from weights.ahp.repair.proposal import JudgementChange, Repair, repair

__all__ = ["JudgementChange", "Repair", "repair"]
