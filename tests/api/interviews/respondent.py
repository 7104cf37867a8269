"""Somebody who is asked: answers as weights say that nobody else knows."""

from dataclasses import dataclass, field
from typing import Any

import numpy as np

from api.assessments.content import checked
from api.interviews.weights import interview_of
from api.settings import Settings
from tests.api.assessments.desk import Desk

Question = dict[str, Any]


def reply_to(question: Question, reply: str) -> dict[str, Any]:
    """Return the body that answers a question."""
    return {"question_id": question["question_id"], "reply": reply}


@dataclass
class Respondent:
    """Has weights and answers truthfully.

    What an amount is worth follows from the method's own spans of the criteria.
    """

    desk: Desk
    path: str
    seed: int
    asked: list[Question] = field(default_factory=list)
    weights: dict[str, float] = field(default_factory=dict)

    def __post_init__(self) -> None:
        found = self.desk.ask("GET", self.path, 200).json()["content"]
        self.interview = interview_of(checked({**found, "answers": []}, Settings()), Settings())
        names = self.interview.problem.criterion_ids
        drawn = np.random.default_rng(self.seed).dirichlet(np.ones(len(names)))
        self.weights = dict(zip(names, drawn.tolist(), strict=True))

    def answer_all(self, most: int = 60) -> dict[str, Any]:
        """Answer until nothing more is asked; return where the interview then stands."""
        state: dict[str, Any] = self.desk.ask("GET", f"{self.path}/next-question", 200).json()
        while state["question"] is not None and len(self.asked) < most:
            question = state["question"]
            self.asked.append(question)
            body = reply_to(question, self._reply(question))
            state = self.desk.ask("POST", f"{self.path}/answers", 201, json=body).json()
        return state

    def loses(self, alternative: str) -> float:
        """Return what choosing an alternative loses under the weights, a part of the scale."""
        problem = self.interview.problem
        weights = np.array([[self.weights[name] for name in problem.criterion_ids]])
        scores = self.interview.prepared.scores(weights)[0]
        return float(scores.max() - scores[problem.alternative_ids.index(alternative)])

    def _reply(self, question: Question) -> str:
        first, second = question["first"], question["second"]
        asked = self.interview.ask(
            *(first["criterion"], first["amount"]),
            *(second["criterion"], second["amount"]),
            starts=(first["start"], second["start"]),
        )
        one, other = (self.weights[side["criterion"]] for side in (first, second))
        return "first" if one >= asked.ratio * other else "second"
