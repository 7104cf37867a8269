"""Which ranks are possible while uncertain cells move within their bounds, and what is proved."""

from mcda.robust.possible_ranks.analysis import PossibleRank, PossibleRanks, possible_ranks

__all__ = ["PossibleRank", "PossibleRanks", "possible_ranks"]
