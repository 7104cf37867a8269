"""Repair by consent: the fewest judgements, moved least, that make the rest consistent enough."""

from weights.pairwise.repair.proposal import JudgementChange, Repair, repair

__all__ = ["JudgementChange", "Repair", "repair"]
