"""The smallest change in the facts: from which value of a cell another alternative is first."""

from mcda.robust.fact_changes.analysis import fact_changes
from mcda.robust.fact_changes.model import FactChange, FactChanges, Threshold

__all__ = ["FactChange", "FactChanges", "Threshold", "fact_changes"]
