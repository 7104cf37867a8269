"""The smallest change in the facts: from which value of a cell another alternative is first."""

from mcda.robust.fact_changes.analysis import FactChange, FactChanges, Threshold, fact_changes

__all__ = ["FactChange", "FactChanges", "Threshold", "fact_changes"]
