"""Shares of the doubt, against exact Shapley effects and where they can be worked out."""

from itertools import combinations
from math import factorial

import numpy as np
import pytest

from mcda import Interval, rank
from mcda.errors import InvalidSensitivity, UnsuitableData
from mcda.methods import make_method
from mcda.robust import acceptability, budget
from tests.mcda import small_problems

UNIT = Interval(low=0, high=1)


WEIGHTED_SUM = make_method("weighted_sum", {"normalisation": "range"})
WEIGHTED_PRODUCT = make_method("weighted_product", {})


def ranked(rows, weights, method=WEIGHTED_SUM, low=0):
    return small_problems.ranked(rows, weights, method, None, (low, 1))


def shares(found):
    return {(s.kind, s.alternative, s.criterion): s.share for s in found.sources}


def test_two_equal_sources_share_equally():
    """a0 and a1 are uniform in 0..1: either is first with chance 1/2."""
    found = budget(ranked([[UNIT], [UNIT]], [1.0]), samples=20_000, spread=0.0)
    assert found.doubt == pytest.approx(0.5, abs=4 * found.standard_error)
    told = shares(found)
    assert told["cell", "a0", "c0"] == pytest.approx(0.5, abs=0.02)
    assert told["cell", "a1", "c0"] == pytest.approx(0.5, abs=0.02)
    assert told["weights", None, None] == 0.0


def exact(winners):
    """Return doubt and Shapley effects of sources on a full grid of equally likely values.

    The closed effect of a set of sources is the sum over alternatives of the mean square of the
    chance to be first given these sources, less the square of the overall chance.
    """
    d, kinds = winners.ndim, np.unique(winners)

    def closed(kept):
        away = tuple(axis for axis in range(d) if axis not in kept)
        return sum(
            float((np.mean(winners == w, axis=away) ** 2).mean() - np.mean(winners == w) ** 2)
            for w in kinds
        )

    effects = []
    for source in range(d):
        rest = [axis for axis in range(d) if axis != source]
        effects.append(
            sum(
                factorial(size)
                * factorial(d - size - 1)
                / factorial(d)
                * (closed((*kept, source)) - closed(kept))
                for size in range(d)
                for kept in combinations(rest, size)
            )
        )
    return closed(tuple(range(d))), np.array(effects)


def test_against_exact_shapley_effects():
    """Three alternatives, three uncertain cells of unequal weight and width, interacting."""
    weights = np.array([0.6, 0.4])
    rows = [
        [UNIT, 0.3],
        [Interval(low=0.3, high=0.9), Interval(low=0.0, high=0.4)],
        [0.5, 0.45],
    ]
    found = budget(ranked(rows, weights), samples=40_000, spread=0.0)
    middles = (np.arange(60) + 0.5) / 60
    first, second, third = np.meshgrid(middles, 0.3 + 0.6 * middles, 0.4 * middles, indexing="ij")
    scores = np.stack(
        [
            0.6 * first + 0.4 * 0.3,
            0.6 * second + 0.4 * third,
            np.full(first.shape, 0.6 * 0.5 + 0.4 * 0.45),
        ]
    )
    doubt, effects = exact(scores.argmax(axis=0))
    assert found.doubt == pytest.approx(doubt, abs=5 * found.standard_error)
    by_cell = {(s.alternative, s.criterion): s for s in found.sources if s.kind == "cell"}
    for cell, effect in zip([("a0", "c0"), ("a1", "c0"), ("a1", "c1")], effects, strict=True):
        source = by_cell[cell]
        assert source.share == pytest.approx(effect / doubt, abs=5 * source.standard_error)
        assert 0 < source.standard_error < 0.01


@pytest.mark.parametrize("method", ["topsis", "vikor", "promethee2", "weighted_product"])
def test_shares_sum_to_one_under_any_method(method):
    wide = Interval(low=0.1, high=1)
    rows = [[wide, 0.4], [Interval(low=0.2, high=0.9), wide], [0.5, 0.5]]
    found = budget(ranked(rows, [1, 2], make_method(method, {})), samples=500)
    assert sum(s.share for s in found.sources) == pytest.approx(1.0, abs=1e-12)
    assert found.sources == tuple(sorted(found.sources, key=lambda s: -s.share))


def test_the_choice_of_method_can_be_all_the_doubt():
    """Without uncertain cells and with fixed weights only the method is left to differ."""
    answer = ranked([[1.0, 0.01], [0.45, 0.45], [0.01, 1.0]], [0.52, 0.48])
    assert answer.winner == "a0"
    assert rank(answer.problem, answer.weights, WEIGHTED_PRODUCT).winner == "a1"
    found = budget(answer, [WEIGHTED_PRODUCT], samples=4000, spread=0.0)
    assert found.doubt == pytest.approx(0.5, abs=0.03)
    assert shares(found)["method", None, None] == pytest.approx(1.0, abs=1e-12)
    assert found.methods == (answer.method, WEIGHTED_PRODUCT)


def test_no_doubt_has_no_shares():
    found = budget(ranked([[0.9], [0.1]], [1.0]))
    assert found.doubt == 0.0
    assert [s.share for s in found.sources] == [0.0]


BELOW_ZERO = [[Interval(low=-0.2, high=0.8)], [0.5]]


def test_what_cannot_take_the_draws_is_left_out_with_its_reason():
    """A cell that may be below 0 has no logarithm for the weighted product."""
    answer = ranked(BELOW_ZERO, [1.0], low=-1)
    found = budget(answer, [WEIGHTED_PRODUCT], samples=200)
    ((method, reason),) = found.unavailable
    assert method == WEIGHTED_PRODUCT
    assert reason.path[:2] == ("methods", 1)
    assert found.methods == (answer.method,)
    assert [source.kind for source in found.sources] == ["cell", "weights"]


def test_the_answers_own_method_must_take_the_draws():
    answer = ranked(BELOW_ZERO, [1.0], WEIGHTED_PRODUCT, low=-1)
    with pytest.raises(UnsuitableData):
        budget(answer, samples=200)


def test_the_same_seed_gives_the_same_shares():
    answer = ranked([[UNIT, 0.5], [0.5, UNIT]], [1, 1])
    one, two = budget(answer, rng=3), budget(answer, rng=3)
    assert one == two
    assert budget(answer, rng=np.random.default_rng(3)).seed is None
    assert one != budget(answer, rng=4)


@pytest.mark.parametrize("samples", [0, -1, 2.5, True])
def test_samples_are_checked(samples):
    with pytest.raises(InvalidSensitivity):
        budget(ranked([[UNIT], [UNIT]], [1.0]), samples=samples)


def test_one_alternative_has_no_doubt():
    assert budget(ranked([[UNIT]], [1.0])) is None


def test_frame():
    frame = budget(ranked([[UNIT], [UNIT]], [1.0]), samples=100).to_frame()
    assert list(frame.columns) == ["source", "alternative", "criterion", "share", "standard_error"]
    assert len(frame) == 3


def test_who_is_first_in_every_draw_leaves_no_doubt():
    """Up to the threshold of 0.95 the two are level, above it a1 is alone at the top."""
    method = make_method("promethee2", {"preferences": {"c0": {"type": "ushape", "q": 0.95}}})
    answer = ranked([[0.0], [Interval(low=0, high=1)]], [1.0], method)
    shares = acceptability(answer, 4000).rank_shares[:, 0]
    assert shares[1] == 1
    assert 0.9 < shares[0] < 1
    found = budget(answer, samples=2000)
    assert (found.doubt, found.standard_error) == (0, 0)
    assert all(source.share == 0 for source in found.sources)
