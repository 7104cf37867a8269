"""How many questions the interview asks until the winner is proved, against all pairs.

``pytest -n0 tests/benchmarks/test_elicitation.py -s`` prints the figures. Problems have seven
criteria and six alternatives with values drawn uniformly on ranges in real units; nothing is done
about dominated alternatives (of six on seven criteria few are). The decision maker has hidden
weights drawn uniformly from all weights and answers truthfully. Near ties are in: where two
alternatives are almost level under the hidden weights, proving which is first takes many answers.
"""

import time
from dataclasses import dataclass

import numpy as np
import pytest

import mcda
from weights.elicit import Interview, Question

PROBLEMS = 200
ALL_PAIRS = 21
MEDIAN_FROM_ORDER = 6
MOST = 300
NEARLY = 0.02  # of a score in 0..1
COLUMNS = {
    "land_price": ("cost", "USD/m2", (40, 260)),
    "infrastructure": ("benefit", "connections", (0, 7)),
    "one_stop_services": ("benefit", "level", (0, 4)),
    "investor_type": ("benefit", "0 to 1", (0, 1)),
    "hometown_ties": ("benefit", "0 to 1", (0, 1)),
    "trade_cost_exposure": ("cost", "% of export value", (0, 50)),
    "government_support": ("benefit", "level", (0, 4)),
}


def drawn(rng: np.random.Generator, m: int = 6) -> mcda.Problem:
    ranges = np.array([ends for _, _, ends in COLUMNS.values()])
    return mcda.Problem(
        criteria=[
            mcda.Criterion(id=name, direction=direction, unit=unit, range=ends)
            for name, (direction, unit, ends) in COLUMNS.items()
        ],
        alternatives=[mcda.Alternative(id=f"park_{i}") for i in range(m)],
        performances=rng.uniform(ranges[:, 0], ranges[:, 1], (m, len(ranges))),
    )


@dataclass
class Simulated:
    """A decision maker with hidden weights, and what an interview with them came to."""

    problem: mcda.Problem
    hidden: mcda.WeightVector
    questions: int = 0
    until_nearly: int | None = None
    slowest: float = 0.0

    def reply(self, question: Question) -> str:
        known = self.hidden.as_dict()
        worth = known[question.first.criterion] - question.ratio * known[question.second.criterion]
        return "first" if worth >= 0 else "second"

    def interviewed(self, method: str, ordered: bool, seed: int) -> Interview:
        known = self.hidden.as_dict()
        order = [[c] for c in sorted(known, key=known.__getitem__, reverse=True)] if ordered else []
        state = Interview.start(self.problem, method, order=order, seed=seed)
        while self.questions < MOST:
            start = time.perf_counter()
            question = state.next_question()
            self.slowest = max(self.slowest, time.perf_counter() - start)
            lead = state.standing().greatest_lead
            if self.until_nearly is None and lead is not None and lead <= NEARLY:
                self.until_nearly = self.questions
            if question is None:
                break
            state = state.answer(question, self.reply(question))
            self.questions += 1
        return state


def simulated(method: str, ordered: bool, problems: int) -> tuple[list[Simulated], int, int]:
    """Return all interviews, how many settled with a proof and in how many the winner is true."""
    done, proved, right = [], 0, 0
    for seed in range(problems):
        rng = np.random.default_rng(seed)
        problem = drawn(rng)
        hidden = mcda.WeightVector.normalised(problem.criterion_ids, rng.dirichlet(np.ones(7)))
        maker = Simulated(problem, hidden)
        standing = maker.interviewed(method, ordered, seed).standing()
        done.append(maker)
        proved += standing.proof in ("linear_programme", "branch_and_bound")
        right += standing.winner in mcda.rank(problem, hidden, method).winners
    return done, proved, right


def told(title: str, done: list[Simulated], proved: int, right: int) -> float:
    counts = np.array([maker.questions for maker in done])
    slow = 1e3 * np.array([maker.slowest for maker in done])
    line = (
        f"{title}: median {np.median(counts):g}, mean {counts.mean():.1f}, "
        f"90 % {np.quantile(counts, 0.9):g}, max {counts.max()} questions; all pairs {ALL_PAIRS}; "
        f"proved {proved}, true winner {right} of {len(done)}; "
        f"slowest question median {np.median(slow):.0f} ms, max {slow.max():.0f} ms"
    )
    nearly = [maker.until_nearly for maker in done if maker.until_nearly is not None]
    if nearly:
        line += f"; until at most {NEARLY} of the score can be lost: median {np.median(nearly):g}"
        line += f", 90 % {np.quantile(nearly, 0.9):g}, max {max(nearly)}"
    print("\n" + line)
    return float(np.median(counts))


@pytest.mark.parametrize("ordered", [True, False], ids=["from_order", "from_nothing"])
def test_weighted_sum(ordered: bool) -> None:
    done, proved, right = simulated("weighted_sum", ordered, PROBLEMS)
    start = "from the order of importance" if ordered else "from nothing"
    median = told(f"weighted sum, {start}", done, proved, right)
    assert proved == right == PROBLEMS
    assert median <= (MEDIAN_FROM_ORDER if ordered else ALL_PAIRS)


def test_topsis() -> None:
    done, proved, right = simulated("topsis", True, PROBLEMS // 4)
    told("TOPSIS, from the order of importance", done, proved, right)
    assert right >= 0.95 * len(done)
