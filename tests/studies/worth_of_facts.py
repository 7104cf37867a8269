"""The told chance that a fact changes the winner, against conditioning by brute force.

``python -m tests.studies.worth_of_facts 500`` draws 500 uncertain cells, 62 weights and 62
judgements of random problems, fixes each at many values, draws everything else anew at each of
these, and prints how many told standard errors the told chance is off. The brute force has an error
of its own, which is made small beside the told one and added to it.

Result of a run of 60 cells (2026-12-01, by the bins of the first chunk): 17 can change the winner,
of which 6 are off by more than one told error and 2 by more than two. The median error where the
chance is above 1 % is 0.024.
"""

import sys
from dataclasses import dataclass, replace
from statistics import NormalDist

import numpy as np

from mcda import (
    Alternative,
    Beta,
    Criterion,
    Interval,
    LogNormal,
    Normal,
    Problem,
    Triangular,
    WeightVector,
    rank,
)
from mcda.cells import Unknown
from mcda.robust import acceptability
from mcda.robust.draws import DrawSource, SamplingPlan, weights_to_draw
from mcda.robust.facts import _worth
from mcda.weight_set import AnyWeights, Judgement, WeightSet
from weights.sets import OrderedWeights

METHODS = (
    ("topsis", {"normalisation": "vector"}),
    ("topsis", {"normalisation": "range"}),
    ("weighted_sum", {"normalisation": "range"}),
    ("weighted_sum", {"normalisation": "minmax"}),
    ("weighted_product", {}),
    ("promethee2", {}),
    ("vikor", {}),
)
WEIGHTS = ("fixed", "spread", "ranked", "any", "judged")
SAMPLES = (1000, 3000, 10_000)
GRID = np.concatenate([[0.0005, 0.002], (np.arange(50) + 0.5) / 50, [0.998, 0.9995]])
FINER = 8  # values between two at which the winner differs


@dataclass(frozen=True, eq=False)
class Ratios(WeightSet):
    """The first weight is so many times each other one, with a lognormal error."""

    ratios: np.ndarray
    name = "judgements"

    @property
    def judgements(self):
        return tuple(Judgement(node="goal", pair=("c0", f"c{j + 1}")) for j in range(len(self)))

    def __len__(self):
        return len(self.ratios)

    def weights(self, judged):
        raised = np.column_stack([np.ones(len(judged)), 1 / judged])
        return raised / raised.sum(axis=1, keepdims=True)

    def quantile(self, which, share):
        return self.ratios[which] * np.exp(0.4 * NormalDist().inv_cdf(share))

    def draw(self, size, rng):
        judged = self.ratios * np.exp(0.4 * rng.normal(size=(size, len(self))))
        return self.weights(judged), judged

    def sample(self, size, rng):
        return self.draw(size, rng)[0]


def uncertain(rng):
    low, high = np.sort(rng.uniform(1, 9, 2))
    middle = rng.uniform(2, 8)
    kinds = (
        Interval(low=low, high=high),
        Unknown(low=low, high=high),
        Triangular(low=low, mode=rng.uniform(low, high), high=high),
        Normal(mean=middle, sd=rng.uniform(0.05, 0.4)),
        LogNormal(mu=np.log(middle), sigma=rng.uniform(0.02, 0.3)),
        Beta(alpha=rng.uniform(0.6, 4), beta=rng.uniform(0.6, 4), low=low, high=high),
        None,
    )
    return kinds[rng.integers(len(kinds))]


@dataclass(frozen=True, eq=False)
class Case:
    """A ranking, what was told of it, and independent draws of all factors."""

    label: str
    stage: SamplingPlan
    told: list

    @classmethod
    def of(cls, rng, kind=None):
        m, n = int(rng.integers(2, 7)), int(rng.integers(2, 5))
        values = rng.uniform(1, 9, (m, n)).astype(object)
        share = rng.choice([0.0, 0.1, 0.3, 0.6])
        for i, j in np.argwhere(rng.random((m, n)) < share):
            values[i, j] = uncertain(rng)
        if share < 0.3:
            values[int(rng.integers(m)), int(rng.integers(n))] = Interval(low=1, high=9)
        problem = Problem(
            criteria=[
                Criterion(id=f"c{j}", direction=str(rng.choice(["benefit", "cost"])), range=(1, 9))
                for j in range(n)
            ],
            alternatives=[Alternative(id=f"a{i}") for i in range(m)],
            performances=values.tolist(),
        )
        kind = kind or str(rng.choice(WEIGHTS))
        raw = np.sort(rng.dirichlet(np.full(n, 2.0)))[::-1]
        known = {
            "ranked": OrderedWeights(tuple((j,) for j in range(n)), n),
            "any": AnyWeights(n),
            "judged": Ratios(raw[0] / np.maximum(raw[1:], 0.02)),
        }.get(kind)
        weights = WeightVector.normalised(problem.criterion_ids, raw, known=known)
        method, parameters = METHODS[int(rng.integers(len(METHODS)))]
        spread = {"fixed": 0.0, "spread": 0.4}.get(kind)
        ranking = rank(problem, weights, method, **parameters)
        samples = int(rng.choice(SAMPLES))
        drawn = acceptability(ranking, samples, int(rng.integers(1e9)), spread)
        draws = DrawSource(
            weights=weights_to_draw(ranking.weights, spread), spreads=ranking.spreads, seed=0
        )
        stage = SamplingPlan.of(ranking, draws, samples)
        label = f"{method} {parameters.get('normalisation', '')} {kind} {m} x {n}, {samples} draws"
        return cls(label, stage, _worth(drawn, range(len(drawn.first_chunk[0]))))

    def rest(self, size, rng):
        """Draw everything: weights, judgements and cells."""
        weights, judged = self.stage.draws.weights.draw(size, rng)
        spreads = self.stage.draws.spreads
        cells = [spreads[cell].sample(size, rng) for cell in self.stage.cells]
        return weights, judged, np.array(cells).reshape(len(cells), size)

    def firsts(self, rest, factor, share):
        """Return how often each is first where a factor has a value, ``(m,)``; ties share."""
        weights, judged, cells = (part.copy() for part in rest)
        known, c = self.stage.draws.weights, len(cells)
        if factor < c:
            spread = self.stage.draws.spreads[self.stage.cells[factor]]
            cells[factor] = spread.quantile(np.array([share]))[0]
        elif factor < c + weights.shape[1]:
            others = np.delete(np.arange(weights.shape[1]), factor - c)
            value = 1 - (1 - share) ** (1 / len(others))  # of a weight under any weights
            weights[:, others] *= (1 - value) / (1 - weights[:, [factor - c]])
            weights[:, factor - c] = value
        else:
            which = factor - c - weights.shape[1]
            judged[:, which] = known.quantile(which, share)
            weights = known.weights(judged)
        values = np.repeat(self.stage.matrix.values[None], len(weights), axis=0)
        for (i, j), drawn in zip(self.stage.cells, cells, strict=True):
            values[:, i, j] = drawn
        prepared = self.stage.method.prepare(replace(self.stage.matrix, values=values))
        return (prepared.ranks(weights) == 1).mean(axis=0)

    def truth(self, factor, rng, size):
        """Return the chance of change, its error here, and the lead of the winner over all."""
        rest = self.rest(size, rng)
        shares = GRID
        first = np.array([self.firsts(rest, factor, share) for share in shares])
        overall = _masses(shares) @ first
        winner, best = overall.argmax(), first.argmax(axis=1)
        change = np.flatnonzero((best[1:] == winner) != (best[:-1] == winner))
        finer = np.concatenate(
            [np.linspace(*shares[k : k + 2], FINER + 2)[1:-1] for k in change] or [[]]
        )
        if len(finer):
            more = np.array([self.firsts(rest, factor, share) for share in finer])
            order = np.argsort(np.append(shares, finer))
            shares = np.append(shares, finer)[order]
            first = np.vstack([first, more])[order]
        masses = _masses(shares)
        others = np.delete(first, winner, axis=1).max(axis=1)
        gap = first[:, winner] - others
        deviation = np.sqrt(np.maximum(first[:, winner] + others - gap**2, 1e-300) / size)
        behind = np.array([NormalDist().cdf(x) for x in -gap / deviation])
        error = masses @ np.minimum(behind, 1 - behind) + np.diff(shares).min() / 2
        return float(masses @ (gap < -1e-12)), float(error), _lead(overall, size)


def _lead(overall, size):
    """Return how many standard errors the second over all is behind."""
    second, top = np.sort(overall)[-2:]
    return (top - second) / np.sqrt(max(top + second - (top - second) ** 2, 1e-300) / size)


def _masses(shares):
    middles = (shares[1:] + shares[:-1]) / 2
    return np.diff(middles, prepend=0.0, append=1.0)


def compare(case, factor, rng):
    """Return told chance, told error, true chance, its error, and the deviation in told errors."""
    chance, error = case.told[factor]
    for size in (500, 3000, 20_000):
        true, own, lead = case.truth(factor, rng, size)
        if own < 0.3 * max(error, 0.003) and lead > 4:
            break
    return chance, error, true, own, abs(chance - true) / max(np.hypot(error, own), 1e-6)


def cells(rng, count):
    """Yield so many random cells of random problems, at most two of each."""
    left = count
    while left:
        case = Case.of(rng)
        for factor in rng.permutation(len(case.stage.cells))[: min(2, left)]:
            left -= 1
            yield case, int(factor)


def weights(rng, count):
    for _ in range(count):
        case = Case.of(rng, "any")
        n = len(case.stage.matrix.criteria)
        yield case, len(case.stage.cells) + int(rng.integers(n))


def judgements(rng, count):
    for _ in range(count):
        case = Case.of(rng, "judged")
        n = len(case.stage.matrix.criteria)
        yield case, len(case.stage.cells) + n + int(rng.integers(n - 1))


def study(pairs, rng, told=print):
    """Compare, tell the worst, and return the deviations with told and true chances."""
    found = []
    for case, factor in pairs:
        one = compare(case, factor, rng)
        found.append(one)
        if one[-1] > 3:
            told(
                f"{case.label}: told {one[0]:.4f} +- {one[1]:.4f}, true {one[2]:.4f}: {one[-1]:.1f}"
            )
    return np.array(found)


def summary(name, found):
    off, error, true = found[:, -1], found[:, 1], found[:, 2]
    doubtful = error[(true > 0.01) & (error > 0)]
    beyond = {limit: int((off > limit).sum()) for limit in (1, 2, 3, 4, 5)}
    return (
        f"{len(found)} {name}: {int((true > 0.001).sum())} can change the winner; {beyond} beyond"
        f" so many errors; error where the chance is above 1 %: median {np.median(doubtful):.4f},"
        f" 90 % below {np.quantile(doubtful, 0.9):.4f}; exact: {int((error == 0).sum())}"
    )


if __name__ == "__main__":
    count = int(sys.argv[1])
    seed = int(sys.argv[2]) if len(sys.argv) > 2 else 0
    generator = np.random.default_rng(seed)
    for name, pairs in (
        ("cells", cells(generator, count)),
        ("weights", weights(generator, count // 8)),
        ("judgements", judgements(generator, count // 8)),
    ):
        print(summary(name, study(pairs, generator)), flush=True)
