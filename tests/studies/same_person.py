"""The same person by every road to weights: how often each names the park that is right for him.

``python -m tests.studies.same_person 400`` asks 400 simulated people and prints a table;
``docs/studies.md`` holds the figures. True weights are uniform on the simplex. Six enterprises of
different homes and markets look, in turn, at all parks of which enough is known, facts at their
headlines, ranked as the catalogue has it (AHP ratings on its scales). The right park is the first
under the true weights; what a road loses is the true value of that park less that of the park it
names. Nobody slips, but for the judgements with an error: their logarithms err by a standard
deviation of .83, that of nine real experts (`tests.studies.judgement_error`).
"""

import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import combinations
from typing import Any

import numpy as np

from mcda.parks import Appraisal, Enterprise, appraise, load_catalogue
from mcda.prepare.missing_values import headline
from mcda.ranking import method_for
from tests.studies.interviews import reply_of
from tests.studies.judgement_error import answer, matrix
from weights import resolve
from weights.elicit import Interview
from weights.profiles import load_profiles

ENTERPRISES: tuple[dict[str, Any], ...] = (
    {"home": "Zhejiang/Hangzhou", "markets": {"US": 0.6, "host": 0.4}},
    {"home": "Zhejiang/Wenzhou", "markets": {"EU": 0.5, "host": 0.2}},
    {"home": "Jiangsu/Wuxi", "markets": {"US": 1.0}},
    {"home": "Guangdong/Shenzhen", "markets": {"host": 1.0}},
    {"home": "Hebei", "markets": {"US": 0.3, "EU": 0.3, "host": 0.3}},
    {"markets": {"US": 0.8, "EU": 0.2}, "sectors": ["auto_parts"]},
)
ERROR = 0.83  # standard deviation of the logarithm of a judgement
STEP = 5  # of points from 0 to 100
Weights = dict[str, float]


@dataclass(frozen=True)
class Person:
    """The parks as somebody sees them, true weights, and what chance adds to the answers."""

    problem: Appraisal
    true: Weights
    rng: np.random.Generator

    @classmethod
    def number(cls, k: int) -> "Person":
        """Return person k, always the same."""
        rng = np.random.default_rng([k, 83])
        problem = parks(k % len(ENTERPRISES))
        drawn = rng.dirichlet(np.ones(len(problem.criterion_ids)))
        return cls(problem, dict(zip(problem.criterion_ids, drawn.tolist(), strict=True)), rng)

    def judgements(self, error: float) -> list[list[float | None]]:
        """Return a full matrix on Saaty's scale."""
        logs = np.log(list(self.true.values()))
        pairs = list(combinations(range(len(logs)), 2))
        ratios = [logs[i] - logs[j] for i, j in pairs]
        return matrix(len(logs), pairs, answer(ratios, error, True, self.rng))


@cache
def parks(number: int) -> Appraisal:
    """Return the parks of which enough is known, as one of the enterprises sees them."""
    return appraise(load_catalogue(), Enterprise(**ENTERPRISES[number]))


@cache
def worth(number: int) -> np.ndarray:
    """Return the values of the parks on the scales, ``(m, n)``."""
    problem = parks(number)
    prepared = method_for(problem).prepare(headline(problem).matrix)
    return np.asarray(prepared.scores(np.eye(len(problem.criterion_ids))).T)


def sliders(person: Person) -> dict[str, Any]:
    return {"kind": "direct", "values": person.true}


def points(person: Person) -> dict[str, Any]:
    most = max(person.true.values())
    rounded = {name: STEP * round(100 / STEP * w / most) for name, w in person.true.items()}
    return {"kind": "swing", "points": rounded}


def judged(person: Person, error: float = 0.0) -> dict[str, Any]:
    return {"kind": "ahp", "items": [*person.true], "matrix": person.judgements(error)}


def judged_with_error(person: Person) -> dict[str, Any]:
    return judged(person, ERROR)


def ranks(person: Person) -> dict[str, Any]:
    return {
        "kind": "ranked",
        "order": [[n] for n in sorted(person.true, key=person.true.get)][::-1],
    }


def profile(person: Person) -> dict[str, Any]:
    """Return the kind of enterprise whose weights are nearest, by the share of weight moved."""
    true = np.array([*person.true.values()])
    statements = [
        {"kind": "profile", "id": name}
        for name, found in load_profiles().items()
        if found.about == "parks"
    ]
    return min(
        statements, key=lambda one: float(np.abs(resolve(one, person.problem).values - true).sum())
    )


def interview(person: Person) -> str:
    """Return the park that the interview names at its end."""
    state = Interview.start(person.problem, method_for(person.problem))
    while (question := state.next_question()) is not None:
        state = state.answer(question, reply_of(question, person.true))
    return state.standing().winner


STATEMENTS: Mapping[str, Callable[[Person], dict[str, Any]]] = {
    "sliders": sliders,
    "points": points,
    "judgements": judged,
    "judgements_with_error": judged_with_error,
    "ranks": ranks,
    "profile": profile,
}
ROADS = ("sliders", "interview", *tuple(STATEMENTS)[1:])


@dataclass(frozen=True)
class Loss:
    """What each road loses: shares of people who end at another park, and mean regrets."""

    people: int
    same: Mapping[str, float]
    regret: Mapping[str, float]

    def rows(self) -> Iterator[str]:
        """Yield the lines of the table."""
        for road, same in self.same.items():
            error = np.sqrt(same * (1 - same) / self.people)
            yield f"| {road} | {self.people} | {same:.3f} ({error:.3f}) | {self.regret[road]:.4f} |"


def lost(k: int, roads: Sequence[str] = ROADS) -> dict[str, float]:
    """Return the regret of person k by road, 0 where the park is the right one."""
    person = Person.number(k)
    values = worth(k % len(ENTERPRISES))
    true = values @ np.array([*person.true.values()])
    ids, found = person.problem.alternative_ids, {}
    for road in roads:
        if road == "interview":
            row = ids.index(interview(person))
        else:
            row = int((values @ resolve(STATEMENTS[road](person), person.problem).values).argmax())
        found[road] = float(true.max() - true[row])
    return found


def study(people: int, roads: Sequence[str] = ROADS, run: Callable[..., Any] = map) -> Loss:
    """Return what each road loses over so many people."""
    regrets = list(run(lost, range(people), [roads] * people))
    table = {road: np.array([one[road] for one in regrets]) for road in roads}
    return Loss(
        people,
        {road: float((lost <= 1e-9).mean()) for road, lost in table.items()},
        {road: float(lost.mean()) for road, lost in table.items()},
    )


if __name__ == "__main__":
    for line in study(int(sys.argv[1])).rows():
        print(line, flush=True)
