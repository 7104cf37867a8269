"""Repair by consent: the fewest judgements, moved least, that make the rest consistent enough."""

from weights.pairwise.repair.proposal import Change, Repair, repair

__all__ = ["Change", "Repair", "repair"]
