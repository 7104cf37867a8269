"""Do the words of the verdict hold where people and sources are wronger than they say?

    python -m tests.studies.verdict_calibration [problems]

Random problems of 6 alternatives and 5 criteria with bounded cells, additive and TOPSIS. For each
word: the share of truths under which the first is first, drawn from the doubt that was stated, and
from a wider one: weights within twice the spread, bounds half as wide again. The figures stand,
with their date, in docs/studies.md.
"""

import sys
from collections import defaultdict
from dataclasses import replace

import numpy as np

import mcda
from mcda import Interval, Ranking
from mcda.robust import acceptability, verdict
from mcda.robust.draws import DEFAULT_SPREAD

M, N, TRUTHS = 6, 5, 400
METHODS = {"weighted_sum": {"normalisation": "range"}, "topsis": {"normalisation": "range"}}


def doubtful(seed: int, method: str) -> Ranking:
    """Return a ranking of random alternatives whose cells are known to within bounds."""
    rng = np.random.default_rng(seed)
    middle, half = rng.uniform(2.5, 7.5, (M, N)), rng.uniform(0.0, 1.5, (M, N))
    problem = mcda.Problem(
        criteria=[mcda.Criterion(id=f"c{j}", direction="benefit", range=(0, 10)) for j in range(N)],
        alternatives=[mcda.Alternative(id=f"a{i}") for i in range(M)],
        performances=[
            [Interval(low=x - h, high=x + h) for x, h in zip(*row, strict=True)]
            for row in zip(middle, half, strict=True)
        ],
    )
    weights = mcda.WeightVector.normalised(problem.criterion_ids, rng.dirichlet(np.full(N, 3.0)))
    return mcda.rank(problem, weights, method, **METHODS[method])


def wider(ranking: Ranking) -> Ranking:
    """Return the ranking with bounds half as wide again, within the range."""
    spreads = {}
    for cell, spread in ranking.spreads.items():
        centre, half = (spread.low + spread.high) / 2, 0.75 * (spread.high - spread.low)
        spreads[cell] = Interval(low=max(0.0, centre - half), high=min(10.0, centre + half))
    return replace(ranking, spreads=spreads)


def kept(ranking: Ranking, seed: int, spread: float) -> float:
    """Return the share of truths under which the first is first."""
    drawn = acceptability(ranking, TRUTHS, rng=seed, spread=spread)
    assert drawn is not None
    return float(drawn.rank_shares[ranking.order[0], 0])


def main(problems: int) -> None:
    """Print a row a method and word."""
    print("method        word      problems  stated  wider")
    for method in METHODS:
        found = defaultdict(list)
        for seed in range(problems):
            ranking = doubtful(seed, method)
            told = verdict(ranking, acceptability(ranking, rng=seed))
            assert told is not None
            stated = kept(ranking, 10**6 + seed, DEFAULT_SPREAD)
            wide = kept(wider(ranking), 2 * 10**6 + seed, 2 * DEFAULT_SPREAD)
            found[told.word].append((stated, wide))
        for word in ("clear", "likely", "leaning", "open"):
            stated, wide = np.mean(found[word], axis=0) if found[word] else (np.nan, np.nan)
            print(f"{method:13} {word:9} {len(found[word]):8}  {stated:6.3f}  {wide:5.3f}")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 1000)
