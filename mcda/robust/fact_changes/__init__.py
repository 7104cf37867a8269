"""The smallest changes of facts: values of cells from which another alternative is first."""

from mcda.robust.fact_changes.analysis import FactChange, FactChanges, Threshold, fact_changes

__all__ = ["FactChange", "FactChanges", "Threshold", "fact_changes"]
