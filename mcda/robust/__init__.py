"""How sure is the answer: stability, smallest change, acceptability, agreement, reversal.

>>> import mcda
>>> ranking = mcda.example()
>>> mcda.robust.stability(ranking).to_frame()["challenger_low"].to_dict()
{'price': 'north', 'utilities': None}
"""

from mcda.robust.acceptability import Acceptability, acceptability
from mcda.robust.agreement import Agreement, agreement
from mcda.robust.cluster import Cluster
from mcda.robust.decision import Decision, decision
from mcda.robust.exact_acceptability import ExactAcceptability, exact_acceptability
from mcda.robust.fact_changes import FactChange, FactChanges, fact_changes
from mcda.robust.facts import (
    FactQuestion,
    JudgementQuestion,
    WeightQuestion,
    ask_next,
    ask_next_judgement,
    ask_next_weight,
)
from mcda.robust.multiverse import Multiverse, multiverse
from mcda.robust.possible_ranks import PossibleRank, PossibleRanks, possible_ranks
from mcda.robust.possible_ranks.analysis import answer_set
from mcda.robust.reversal import Reversal, reversal
from mcda.robust.smallest_change import SmallestChange, smallest_change
from mcda.robust.stability import Stability, stability
from mcda.robust.verdict import (
    CentralRanks,
    FirstPlace,
    Verdict,
    central_ranks,
    first_place,
    verdict,
)
from mcda.robust.weight_regions import WeightRegion, WeightRegions, weight_regions

__all__ = [
    "Acceptability",
    "Agreement",
    "CentralRanks",
    "Cluster",
    "Decision",
    "ExactAcceptability",
    "FactChange",
    "FactChanges",
    "FactQuestion",
    "FirstPlace",
    "JudgementQuestion",
    "Multiverse",
    "PossibleRank",
    "PossibleRanks",
    "Reversal",
    "SmallestChange",
    "Stability",
    "Verdict",
    "WeightQuestion",
    "WeightRegion",
    "WeightRegions",
    "acceptability",
    "agreement",
    "answer_set",
    "ask_next",
    "ask_next_judgement",
    "ask_next_weight",
    "central_ranks",
    "decision",
    "exact_acceptability",
    "fact_changes",
    "first_place",
    "multiverse",
    "possible_ranks",
    "reversal",
    "smallest_change",
    "stability",
    "verdict",
    "weight_regions",
]


def __dir__() -> list[str]:
    return __all__
