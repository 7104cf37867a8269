"""Simulated people in the interview: how many questions it takes, and how often it is wrong.

``python -m tests.studies.interviews 400 100`` runs 400 people a row where a goal of the decision
model stands and 100 a row elsewhere, and prints a table; ``docs/studies.md`` holds the figures.
Rows: from a profile that fits, from one that does not (the person is near another), from nothing
(weights uniform over all); 0, 5 and 10 % of the replies turned round. Somebody near a profile has
weights of a Dirichlet distribution around its swings, as wide as that part of the interview's
prior; in rows "(order)" weights uniform in the order of the swings. People call improvements equal
whose worth lies within a tenth, and else say which is worth more, without fail but for what is
turned round; the interview believes less of small differences. They answer at most twelve
questions. Parks: all of the catalogue that stand, for one of six enterprises, on the catalogue's
scales and at its headlines; random: six alternatives on seven criteria.
"""

import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import cache, partial
from typing import Any

import numpy as np

from mcda import Alternative, Criterion, Problem
from mcda.method import Method
from mcda.methods import make_method
from mcda.parks import Enterprise, appraise, load_catalogue
from mcda.ranking import method_for
from weights.centres import centre
from weights.elicit import Interview, Question, Reply, Wording
from weights.elicit.interview import NEARLY
from weights.elicit.parks import wordings_of
from weights.posterior import LEVEL
from weights.prior import Start
from weights.profiles import WeightProfile, load_profiles
from weights.sets import OrderedWeights

STARTS = ("fitting", "other", "nothing")
SLIPS = (0.0, 0.05, 0.10)
WRONG = ("wrong_settled", "wrong_closed", "wrong_clear")
METHODS = ("additive", "topsis")
RANDOM: dict[str, tuple[str, dict[str, Any]]] = {
    "additive": ("ahp", {"mode": "ratings"}),
    "topsis": ("topsis", {"normalisation": "range", "weighting": "distance"}),
}
WIDTH = 2.0  # of people near a profile: Dirichlet, as much a criterion
ENTERPRISES: tuple[dict[str, Any], ...] = (
    {"home": "Zhejiang/Hangzhou", "markets": {"US": 0.6, "host": 0.4}},
    {"home": "Zhejiang/Wenzhou", "markets": {"EU": 0.5, "host": 0.2}},
    {"home": "Jiangsu/Wuxi", "markets": {"US": 1.0}},
    {"home": "Guangdong/Shenzhen", "markets": {"host": 1.0}},
    {"home": "Hebei", "markets": {"US": 0.3, "EU": 0.3, "host": 0.3}},
    {"markets": {"US": 0.8, "EU": 0.2}, "sectors": ["auto_parts"]},
)


@dataclass(frozen=True)
class Row:
    """One line of the table."""

    start: str
    slip: float
    method: str = "additive"
    catalogue: bool = True
    people: str = "near"

    @property
    def name(self) -> str:
        where = "catalogue" if self.catalogue else "random 6 x 7"
        drawn = "" if self.people == "near" else f" ({self.people})"
        return f"{self.method}, {where}, {self.start}{drawn}, slips {self.slip:.0%}"

    @property
    def has_goal(self) -> bool:
        return self.catalogue and self.method == "additive" and self.people == "near"


@dataclass(frozen=True)
class Person:
    """How an interview went: questions to clear and to settled (None: not so far), and losses.

    Closed: it ended as too close to call with a park named that is as good as the best. Margin: by
    how much the person's best park is ahead of the next.
    """

    clear: int | None
    settled: int | None
    lost_clear: float | None
    lost_end: float
    asked: int
    proved: bool
    right: bool
    closed: bool
    margin: float
    repeated: bool


@cache
def parks(number: int) -> Problem:
    """Return the parks as one of the enterprises sees them."""
    return appraise(load_catalogue(), Enterprise(**ENTERPRISES[number]))


@cache
def wordings(number: int) -> Mapping[str, Wording]:
    """Return how the catalogue says its values to one of the enterprises."""
    return wordings_of(load_catalogue(), Enterprise(**ENTERPRISES[number]))


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


def near(
    point: Mapping[str, float], criteria: Sequence[str], row: Row, rng: np.random.Generator
) -> np.ndarray:
    """Draw weights near those of a profile, or uniformly in their order."""
    middle = np.array([point[name] for name in criteria])
    if row.people == "order":
        groups = tuple((int(j),) for j in np.argsort(-middle, kind="stable"))
        return OrderedWeights(groups, len(criteria)).sample(1, rng)[0]
    return rng.dirichlet(np.maximum(WIDTH * len(criteria) * middle, 1.0))


def hidden(
    row: Row, criteria: Sequence[str], rng: np.random.Generator
) -> tuple[np.ndarray, Sequence[Start]]:
    """Return a person's weights, and near what the interview begins."""
    if row.start == "nothing":
        return rng.dirichlet(np.ones(len(criteria))), ()
    known = [found for found in load_profiles().values() if usable(found, criteria)]
    one, other = rng.choice(len(known), 2, replace=False)
    true = known[one if row.start == "fitting" else other]
    begins = [(1.0, centre(known[one], criteria))]
    return near(centre(true, criteria), criteria, row, rng), begins


def usable(profile: WeightProfile, criteria: Sequence[str]) -> bool:
    """Tell whether a profile is about parks by all of the criteria."""
    named = {*profile.ranked, *profile.excluded}
    return profile.about == "parks" and named >= set(criteria)


def reply_of(question: Question, weights: dict[str, float]) -> Reply:
    """Return what somebody with these weights says."""
    one, other = (weights[side.criterion] for side in (question.first, question.second))
    if one > LEVEL * question.ratio * other:
        return "first"
    return "second" if other * question.ratio > LEVEL * one else "equal"


def slipped(reply: Reply, rng: np.random.Generator) -> Reply:
    turned: dict[Reply, Sequence[Reply]] = {"first": ["second"], "second": ["first"]}
    return rng.choice(list(turned.get(reply, ["first", "second"])))  # type: ignore[return-value]


def interviewed(row: Row, seed: int) -> Person:
    """Interview one person."""
    rng = np.random.default_rng([seed, STARTS.index(row.start), round(100 * row.slip)])
    number = int(rng.integers(len(ENTERPRISES)))
    problem = parks(number)
    if not row.catalogue:
        problem = random_problem(rng, problem.criterion_ids)
    weights, starts = hidden(row, problem.criterion_ids, rng)
    said = wordings(number) if row.catalogue else None
    method = method_of(row, problem)
    state = Interview.start(problem, method, starts=starts, wordings=said, seed=seed)
    scores = state.prepared.scores(weights[None])[0]
    loss = dict(zip(problem.alternative_ids, (scores.max() - scores).tolist(), strict=True))
    by_id = dict(zip(problem.criterion_ids, weights.tolist(), strict=True))
    clear = lost_clear = None
    asked: list[frozenset[tuple[str, float]]] = []
    while True:
        winner, word = state.leader
        if clear is None and word == "clear":
            clear, lost_clear = len(asked), loss[winner]
        question = state.next_question()
        if question is None:
            break
        sides = (question.first, question.second)
        asked.append(frozenset((side.criterion, side.amount) for side in sides))
        reply = reply_of(question, by_id)
        state = state.answer(question, slipped(reply, rng) if rng.random() < row.slip else reply)
    found = state.standing()
    return Person(
        clear=clear,
        settled=len(asked) if found.settled else None,
        lost_clear=lost_clear,
        lost_end=loss[found.winner],
        asked=len(asked),
        proved=found.proved,
        right=loss[found.winner] <= 1e-9,
        closed=found.left_open is not None and found.as_good,
        margin=sorted(loss.values())[1],
        repeated=len(set(asked)) < len(asked),
    )


def rows() -> Iterator[Row]:
    for method in METHODS:
        for catalogue in (True, False):
            for start in STARTS:
                for slip in SLIPS:
                    yield Row(start, slip, method, catalogue)
    for start in ("fitting", "other"):
        yield Row(start, 0.1, people="order")


def figures(people: Sequence[Person]) -> dict[str, float]:
    """Return the figures of a row; shares in 0..1."""
    clear = [np.inf if one.clear is None else one.clear for one in people]
    settled = [np.inf if one.settled is None else one.settled for one in people]
    ended = [one.lost_end > NEARLY for one in people if one.settled is not None]
    at_clear = [one.lost_clear > NEARLY for one in people if one.lost_clear is not None]
    closed = [one.lost_end > NEARLY for one in people if one.closed]
    apart = [one.settled is not None for one in people if one.margin > NEARLY]
    proved = [one.right for one in people if one.proved]
    return {
        "clear": _quantile(clear, 0.5),
        "clear_90": _quantile(clear, 0.9),
        "settled": _quantile(settled, 0.5),
        "settled_90": _quantile(settled, 0.9),
        "settled_share": len(ended) / len(people),
        "wrong_settled": float(np.mean(ended)) if ended else 0.0,
        "wrong_clear": float(np.mean(at_clear)) if at_clear else 0.0,
        "closed_share": len(closed) / len(people),
        "wrong_closed": float(np.mean(closed)) if closed else 0.0,
        "settled_apart": float(np.mean(apart)) if apart else 0.0,
        "asked": float(np.mean([one.asked for one in people])),
        "proved": len(proved) / len(people),
        "proved_right": float(np.mean(proved)) if proved else 1.0,
        "repeated": float(np.mean([one.repeated for one in people])),
    }


def _quantile(counts: Sequence[float], share: float) -> float:
    return float(np.quantile(counts, share, method="higher"))


def told(row: Row, count: int, of: dict[str, float]) -> str:
    """Return a line of the table."""
    shares = ("settled_share", "closed_share", "settled_apart", *WRONG)
    numbers = [
        f"{of['clear']:.0f} / {of['clear_90']:.0f}",
        f"{of['settled']:.0f} / {of['settled_90']:.0f}",
        f"{of['asked']:.1f}",
        *(f"{100 * of[name]:.1f}" for name in shares),
        f"{100 * of['proved']:.0f} ({100 * of['proved_right']:.1f})",
    ]
    return " | ".join(["", row.name, str(count), *numbers, ""]).strip()


def study(row: Row, count: int, run: Callable[..., Any] = map) -> dict[str, float]:
    """Return the figures of so many people."""
    return figures(list(run(partial(interviewed, row), range(count))))


if __name__ == "__main__":
    with_goal, without = (int(text) for text in sys.argv[1:3])
    with ProcessPoolExecutor(2) as pool:
        for one in rows():
            size = with_goal if one.has_goal else without
            found = study(one, size, partial(pool.map, chunksize=5))
            print(told(one, size, found), "" if not found["repeated"] else "REPEATED", flush=True)
