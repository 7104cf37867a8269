"""How sure is the answer: stability, smallest change, acceptability, agreement, reversal."""

from mcda.robust.acceptability import Acceptability, acceptability
from mcda.robust.agreement import Agreement, agreement
from mcda.robust.answer_set import answer_set
from mcda.robust.facts import Question, ask_next
from mcda.robust.reversal import Reversal, reversal
from mcda.robust.sensitivity import Plan, Sensitivity, sensitivity
from mcda.robust.smallest_change import SmallestChange, smallest_change
from mcda.robust.stability import Stability, stability

__all__ = [
    "Acceptability",
    "Agreement",
    "Plan",
    "Question",
    "Reversal",
    "Sensitivity",
    "SmallestChange",
    "Stability",
    "acceptability",
    "agreement",
    "answer_set",
    "ask_next",
    "reversal",
    "sensitivity",
    "smallest_change",
    "stability",
]
