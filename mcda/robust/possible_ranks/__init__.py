"""Possible ranks while uncertain cells move within their bounds, and which are proved."""

from mcda.robust.possible_ranks.analysis import PossibleRank, PossibleRanks, possible_ranks

__all__ = ["PossibleRank", "PossibleRanks", "possible_ranks"]
