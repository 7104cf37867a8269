"""Who runs the chunks, and when it is enough."""

import pickle
from itertools import count, islice

import numpy as np
import pytest

from mcda import Alternative, Criterion, Problem, WeightVector, rank
from mcda.robust.draws import CHUNK, DrawSource, SamplingPlan
from mcda.robust.sampling_run import StoppingRule, Threads, run
from mcda.robust.sampling_task import begin
from mcda.weight_set import AnyWeights


class Serial:
    """One chunk after the other, each sent to and fro."""

    def __init__(self):
        self.asked = []

    def map(self, function, items):
        self.asked.append(len(items))
        sent = pickle.loads(pickle.dumps(function))
        return (pickle.loads(pickle.dumps(sent(item))) for item in items)


class Eager:
    """All chunks at once, the last one first."""

    def map(self, function, items):
        return reversed([function(item) for item in reversed(items)])


def started(samples, n=3):
    problem = Problem(
        criteria=[Criterion(id=f"c{j}", direction="benefit", range=(0, 1)) for j in range(n)],
        alternatives=[Alternative(id=name) for name in "ab"],
        performances=[[1, 0, 1][:n], [0, 1, 0][:n]],
    )
    weights = WeightVector.normalised(problem.criterion_ids, [1] * n)
    ranking = rank(problem, weights, "weighted_sum", normalisation="range")
    return begin(
        SamplingPlan.of(ranking, DrawSource(weights=AnyWeights(n), spreads={}, seed=5), samples)
    )


def ran(samples, error=None, executor=None, progress=None):
    work, tally = started(samples)
    goal = StoppingRule(samples=samples, standard_error=error)
    told = (lambda done, wanted: None) if progress is None else progress
    return run(work, tally, goal, Threads() if executor is None else executor, told)


@pytest.mark.parametrize("samples", [1, CHUNK, CHUNK + 1, 5 * CHUNK + 17])
def test_the_same_bits_whoever_runs_them(samples):
    found = [
        ran(samples, executor=executor) for executor in (Threads(1), Threads(2), Serial(), Eager())
    ]
    assert found[0].draws == samples
    for other in found[1:]:
        for name in ("ranks", "first_weights", "pairs"):
            np.testing.assert_array_equal(getattr(other, name), getattr(found[0], name))


def test_draws_end_where_the_error_is_small_enough():
    """The share of a is 3/4: an error of 0.001 takes 187 500 draws, 19 chunks."""
    serial = Serial()
    found = ran(100 * CHUNK, 0.001, serial)
    share = found.ranks[0, 0] / found.draws
    assert np.sqrt(share * (1 - share) / found.draws) <= 0.001
    assert found.draws == 19 * CHUNK
    assert sum(serial.asked) <= 20  # hardly any chunk for nothing
    before = ran(18 * CHUNK)
    share = before.ranks[0, 0] / before.draws
    assert np.sqrt(share * (1 - share) / before.draws) > 0.001
    for executor in (Threads(1), Threads(2), Eager()):
        np.testing.assert_array_equal(ran(100 * CHUNK, 0.001, executor).ranks, found.ranks)


def test_the_most_draws_are_kept_to():
    assert ran(2 * CHUNK + 5, 1e-6).draws == 2 * CHUNK + 5
    assert ran(300, 0.1).draws == 300


def test_what_was_not_seen_yet_is_not_certain():
    """With n of n draws won the error is taken as about 1 / n, not as 0."""
    _, tally = started(CHUNK, n=1)  # the first alternative wins whatever the weight
    assert tally.ranks.tolist() == [[CHUNK, 0], [0, CHUNK]]
    assert StoppingRule(samples=CHUNK * 100, standard_error=1.1e-4).met(tally)
    assert not StoppingRule(samples=CHUNK * 100, standard_error=0.9e-4).met(tally)


def test_progress_is_told_and_may_end_the_work():
    told = []
    ran(3 * CHUNK + 1, progress=lambda done, wanted: told.append((done, wanted)))
    assert told == [(k * CHUNK, 3 * CHUNK + 1) for k in (1, 2, 3)] + [(3 * CHUNK + 1,) * 2]

    def stop(done, wanted):
        if done == 2 * CHUNK:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        ran(1000 * CHUNK, progress=stop)


@pytest.mark.parametrize("workers", [1, 2, 3])
def test_threads_keep_the_order_and_stop_when_nobody_asks(workers):
    assert list(Threads(workers).map(lambda k: k * k, range(30))) == [k * k for k in range(30)]
    begun = []
    found = Threads(workers).map(begun.append, count())
    assert list(islice(found, 3)) == [None] * 3
    found.close()
    assert len(begun) <= 3 + 2 * workers


def test_errors_of_a_chunk_come_through():
    with pytest.raises(ZeroDivisionError):
        list(Threads().map(lambda k: 1 // k, [2, 1, 0, 3]))
