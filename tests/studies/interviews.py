"""Simulated people in the interview: how many questions it takes, and what they lose at its end.

``python -m tests.studies.interviews 400 100`` runs 400 people a row where a goal of the decision
model stands and 100 a row elsewhere, and prints a table; ``docs/studies.md`` holds the figures.
Rows: from a profile that fits, from one that does not (the person is near another), from nothing
(weights uniform over all). Somebody near a profile has weights of a Dirichlet distribution around
its swings, as wide as that part of the interview's prior. People call improvements equal whose
worth lies within a tenth, and else say which is worth more, without fail but for the share of
replies that is turned round; or they err as the interview believes that people do. They answer at
most twelve questions; in some rows they first order all improvements at once or give them points,
with one in ten exchanged with its neighbour or halved, or with the error that is believed. Parks:
those that a recommendation ranks for one of twelve firms of ``panel.csv``, by its criteria, scales
and headlines; random: six alternatives on seven criteria.
"""

import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import cache, partial
from typing import Any

import numpy as np

from api.parks.problem import make_problem
from api.parks.schemas import RecommendationRequest
from api.settings import Settings
from mcda import Alternative, Criterion, Problem
from mcda.method import Method
from mcda.methods import make_method
from mcda.parks import Enterprise, load_catalogue
from mcda.ranking import method_for
from tests.studies.panel import firms
from weights.centres import centre
from weights.elicit import AnsweredQuestion, Interview, Question, Reply, Wording
from weights.elicit.interview import NEAR
from weights.elicit.parks import wordings_of
from weights.posterior import LEVEL
from weights.prior import Start
from weights.profiles import load_profiles
from weights.swings import DEGREE, ERROR, TOP

STARTS = ("fitting", "other", "nothing")
ERRORS = ("none", "slips", "model")
SLIPS = 0.10
WEIGHED = ("order", "points")
"""What is said of all improvements at once, before the questions."""
RANDOM: dict[str, tuple[str, dict[str, Any]]] = {
    "additive": ("ahp", {"mode": "ratings"}),
    "topsis": ("topsis", {"normalisation": "range", "weighting": "distance"}),
}
WIDTH = 2.0  # of people near a profile: Dirichlet, as much a criterion
FIRMS = 12


@dataclass(frozen=True)
class Row:
    """One line of the table."""

    start: str
    error: str
    method: str = "additive"
    catalogue: bool = True
    weighed: str = ""

    @property
    def name(self) -> str:
        where = "parks" if self.catalogue else "random 6 x 7"
        weighed = f", {self.weighed}" * bool(self.weighed)
        return f"{self.method}, {where}, {self.start}{weighed}, errors: {self.error}"

    @property
    def has_goal(self) -> bool:
        return self.catalogue and self.method == "additive" and self.error != "none"


@dataclass(frozen=True)
class Person:
    """How an interview went: whether it stopped by itself, what was told to be lost, and is."""

    stopped: bool
    told: float | None
    lost: float
    asked: int
    proved: bool
    repeated: bool


@cache
def parks(number: int) -> Problem:
    """Return the parks that are ranked for one of the firms."""
    firm = firms()[number * len(firms()) // FIRMS]
    return make_problem(RecommendationRequest(enterprise=firm), Settings())  # type: ignore[arg-type]


@cache
def wordings(number: int) -> Mapping[str, Wording]:
    """Return how the catalogue says its values, of the criteria in its units."""
    said = wordings_of(load_catalogue(), Enterprise())
    units = {criterion.id: criterion.unit for criterion in parks(number).criteria}
    return {name: wording for name, wording in said.items() if units.get(name) == wording.unit}


def method_of(row: Row, problem: Problem) -> Method:
    """Return how the row ranks: on the criteria's scales."""
    if row.catalogue:
        return method_for(problem, None if row.method == "additive" else "topsis")
    return make_method(*RANDOM[row.method])


def random_problem(rng: np.random.Generator, criteria: Sequence[str]) -> Problem:
    return Problem(
        criteria=[Criterion(id=name, direction="benefit", range=(0, 1)) for name in criteria],
        alternatives=[Alternative(id=f"a{i}") for i in range(6)],
        performances=rng.random((6, len(criteria))),
    )


def hidden(
    row: Row, criteria: Sequence[str], rng: np.random.Generator
) -> tuple[np.ndarray, Sequence[Start]]:
    """Return a person's weights, and near what the interview begins."""
    if row.start == "nothing":
        return rng.dirichlet(np.ones(len(criteria))), ()
    known = [found for found in load_profiles().values() if found.about == "parks"]
    one, other = rng.choice(len(known), 2, replace=False)
    true = centre(known[one if row.start == "fitting" else other], criteria)
    middle = np.array([true[name] for name in criteria])
    weights = rng.dirichlet(np.maximum(WIDTH * len(criteria) * middle, 1.0))
    return weights, [(1.0, centre(known[one], criteria))]


def reply_of(question: Question, weights: Mapping[str, float]) -> Reply:
    """Return what somebody with these weights says without fail."""
    one, other = (weights[side.criterion] for side in (question.first, question.second))
    if one > LEVEL * question.ratio * other:
        return "first"
    return "second" if other * question.ratio > LEVEL * one else "equal"


def erring_reply(
    question: Question, state: Interview, weights: np.ndarray, row: Row, rng: np.random.Generator
) -> Reply:
    """Return what somebody says who errs as people of the row do."""
    if row.error == "model":
        answered = AnsweredQuestion(question=question, reply="first")
        chances = state.compared(answered).chances(weights[None])
        return rng.choice([*chances], p=np.concatenate([*chances.values()]))  # type: ignore[return-value]
    reply = reply_of(question, dict(zip(state.problem.criterion_ids, weights, strict=True)))
    if row.error == "none" or rng.random() >= SLIPS:
        return reply
    turned: dict[Reply, Sequence[Reply]] = {"first": ["second"], "second": ["first"]}
    return rng.choice(list(turned.get(reply, ["first", "second"])))  # type: ignore[return-value]


def with_swings(
    row: Row, state: Interview, weights: np.ndarray, rng: np.random.Generator
) -> Interview:
    """Return the interview after somebody ordered all improvements or gave them points."""
    names, criteria = [one.criterion for one in state.swings], state.problem.criterion_ids
    if len(names) < 2:
        return state
    columns = [criteria.index(name) for name in names]
    pairs = zip(columns, state.swings, strict=True)
    worth = weights[columns] * [state.spans.part(j, one.amount, one.start) for j, one in pairs]
    slips = rng.random(len(names)) < (SLIPS if row.error == "slips" else 0.0)
    if row.weighed == "points":
        noise = rng.normal(0.0, ERROR, len(names)) if row.error == "model" else 0.0
        said = worth * np.exp(noise) * np.where(slips, 0.5, 1.0)
        points = np.round(TOP * said / said.max())
        return state.weigh_swings(points=dict(zip(names, points.tolist(), strict=True)))
    felt = DEGREE * len(names) * worth / worth.sum()
    order = np.argsort(-(felt + (rng.gumbel(size=len(names)) if row.error == "model" else 0.0)))
    for place in np.flatnonzero(slips[1:]):
        order[[place, place + 1]] = order[[place + 1, place]]
    return state.weigh_swings([[names[j]] for j in order])


def interviewed(row: Row, seed: int) -> Person:
    """Interview one person."""
    rng = np.random.default_rng([seed, STARTS.index(row.start), ERRORS.index(row.error)])
    number = int(rng.integers(FIRMS))
    problem = parks(number)
    if not row.catalogue:
        problem = random_problem(rng, problem.criterion_ids)
    weights, starts = hidden(row, problem.criterion_ids, rng)
    said = wordings(number) if row.catalogue else None
    method = method_of(row, problem)
    state = Interview.start(problem, method, starts=starts, wordings=said, seed=seed)
    scores = state.prepared.scores(weights[None])[0]
    loss = dict(zip(problem.alternative_ids, (scores.max() - scores).tolist(), strict=True))
    if row.weighed:
        state = with_swings(row, state, weights, rng)
    asked: list[frozenset[tuple[str, float]]] = []
    while (question := state.next_question()) is not None:
        asked.append(frozenset((s.criterion, s.amount) for s in (question.first, question.second)))
        state = state.answer(question, erring_reply(question, state, weights, row, rng))
    found = state.standing()
    return Person(
        stopped=found.settled,
        told=found.loss,
        lost=loss[found.winner],
        asked=len(asked),
        proved=found.proved,
        repeated=len(set(asked)) < len(asked),
    )


def rows() -> Iterator[Row]:
    for method in RANDOM:
        for catalogue in (True, False):
            for start in STARTS:
                for error in ERRORS:
                    yield Row(start, error, method, catalogue)
    for weighed in WEIGHED:
        for start in STARTS:
            for error in ERRORS:
                yield Row(start, error, weighed=weighed)


def figures(people: Sequence[Person]) -> dict[str, float]:
    """Return the figures of a row; shares in 0..1, losses in parts of the scale."""
    stopped = [one for one in people if one.stopped]
    proved = [one.lost <= 1e-9 for one in people if one.proved]
    return {
        "stopped": len(stopped) / len(people),
        "asked": float(np.mean([one.asked for one in people])),
        "worse": float(np.mean([one.lost > NEAR for one in stopped])) if stopped else 0.0,
        "worse_of_all": float(np.mean([one.lost > NEAR for one in people])),
        "told": float(np.mean([one.told or 0.0 for one in people])),
        "lost": float(np.mean([one.lost for one in people])),
        "proved": len(proved) / len(people),
        "proved_right": float(np.mean(proved)) if proved else 1.0,
        "repeated": float(np.mean([one.repeated for one in people])),
    }


def told(row: Row, count: int, of: dict[str, float]) -> str:
    """Return a line of the table."""
    shares = ("stopped", "worse", "worse_of_all", "told", "lost", "proved", "proved_right")
    numbers = [f"{of['asked']:.1f}", *(f"{100 * of[name]:.1f}" for name in shares)]
    return " | ".join(["", row.name, str(count), *numbers, ""]).strip()


def study(row: Row, count: int, run: Callable[..., Any] = map) -> dict[str, float]:
    """Return the figures of so many people."""
    return figures(list(run(partial(interviewed, row), range(count))))


if __name__ == "__main__":
    with_goal, without = (int(text) for text in sys.argv[1:3])
    with ProcessPoolExecutor(2) as pool:
        for one in (row for row in rows() if row.has_goal or without):
            size = with_goal if one.has_goal else without
            found = study(one, size, partial(pool.map, chunksize=5))
            print(told(one, size, found), "" if not found["repeated"] else "REPEATED", flush=True)
