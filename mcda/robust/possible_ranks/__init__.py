"""Which ranks are possible while uncertain cells move within their bounds, and what is proved."""

from mcda.robust.possible_ranks.analysis import possible_ranks
from mcda.robust.possible_ranks.model import PossibleRank, PossibleRanks

__all__ = ["PossibleRank", "PossibleRanks", "possible_ranks"]
