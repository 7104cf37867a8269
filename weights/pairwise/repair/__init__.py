"""Repair by consent: the fewest judgements, moved least, that make the rest consistent enough.

>>> import numpy as np
>>> from weights.pairwise.repair import repair
>>> judged = np.array([[1, 2, 1 / 8], [1 / 2, 1, 4], [8, 1 / 4, 1]])
>>> found = repair(judged, ["price", "roads", "port"])
>>> round(found.ratio_before, 2), round(found.ratio_after, 2)
(2.16, 0.07)
"""

from weights.pairwise.repair.proposal import JudgementChange, Repair, repair

__all__ = ["JudgementChange", "Repair", "repair"]
