"""The engine against its peers and against the machine, as ratios in one run.

``pytest -n0 tests/benchmarks -s`` prints the figures. Every ratio compares two things measured in
turns in the same process, so that a busy machine slows both.
"""

import tracemalloc
from collections.abc import Callable

import numpy as np
import pytest

import mcda
from mcda.robust import acceptability, stability
from mcda.robust.crossings import intervals
from mcda.robust.draws import CHUNK
from mcda.robust.rank_counts import count, tile_size
from mcda.robust.sampling_run import Threads
from mcda.weight_set import AnyWeights
from tests.benchmarks.timed_rankings import best_of, ranked


def pymcdm_topsis(ranking: mcda.Ranking, validate: bool) -> Callable[[np.ndarray], np.ndarray]:
    topsis = pytest.importorskip("pymcdm.methods").TOPSIS
    from pymcdm.normalizations import vector_normalization

    method = topsis(vector_normalization)
    types = np.where(ranking.matrix.benefit, 1, -1)
    return lambda w: method(ranking.matrix.values, w, types, validation=validate)


def counting(ranking: mcda.Ranking, weights: np.ndarray) -> Callable[[], object]:
    """Return the count of ranks under given weights, in chunks by two threads."""
    form, tile = ranking.prepared, tile_size(*ranking.matrix.values.shape)

    def chunk(low: int) -> object:
        return count(lambda _: form, weights[low : low + CHUNK], tile=tile, sparse=True)

    return lambda: list(Threads().map(chunk, range(0, len(weights), CHUNK)))


def bound(samples: int, m: int, n: int) -> float:
    """Return the machine's time for the matrix products and the sort alone, both on two cores.

    The products run at the rate of a large one, the sort on tiles that stay in the cache.
    """
    size, rows = 1500, max(8, 25_600 // m)
    square = np.random.default_rng(2).random((size, size))
    rate = 2 * size**3 / best_of(lambda: square @ square)
    tile = np.random.default_rng(3).integers(0, 2**62, (rows, m))
    sort = best_of(lambda: np.sort(tile, axis=1), 50) * samples / rows / 2
    return 2 * 2 * samples * m * n / rate + sort


@pytest.mark.parametrize(("samples", "m", "part"), [(1_000_000, 50, 10), (100_000, 1000, 2)])
def test_counting_against_the_bound(samples: int, m: int, part: int) -> None:
    """In turns, by the best of short runs of both, which a busy machine disturbs least."""
    ranking = ranked(m, 20)
    weights = AnyWeights(20).sample(samples, np.random.default_rng(1))
    run, times = counting(ranking, weights[: part * CHUNK]), samples / (part * CHUNK)
    turns = np.array([(best_of(run, 10) * times, bound(samples, m, 20)) for _ in range(7)])
    ratio = np.median(turns[:, 0] / turns[:, 1])
    ours, least = turns.min(axis=0)
    whole = best_of(counting(ranking, weights), 3)
    print(
        f"\n{samples} x {m} x 20: {ours:.3f} s, bound {least:.3f} s = {ours / least:.1f} x;"
        f" median of {len(turns)} turns {ratio:.1f} x; all samples at a stretch {whole:.3f} s"
    )
    assert min(ratio, ours / least) <= 3


def test_a_million_samples_against_pymcdm() -> None:
    ranking, samples = ranked(50, 20), 1_000_000
    weights = AnyWeights(20).sample(samples, np.random.default_rng(1))
    ours = best_of(counting(ranking, weights), 5)
    peer, loop = pymcdm_topsis(ranking, validate=False), 2000
    theirs = best_of(lambda: [peer(w) for w in weights[:loop]], 3) * samples / loop
    print(f"\nours {ours:.3f} s; pymcdm loop {theirs:.0f} s = {theirs / ours:.0f} x")
    assert theirs / ours >= 300


@pytest.mark.parametrize(("samples", "m"), [(1_000_000, 50), (100_000, 1000)])
def test_whole_acceptability(samples: int, m: int) -> None:
    """With drawing, pairs, central weights and who is first by bins of every weight."""
    ranking = ranked(m, 20)
    weights = AnyWeights(20).sample(samples, np.random.default_rng(1))
    counted = best_of(counting(ranking, weights), 3)
    whole = best_of(lambda: acceptability(ranking, samples, spread="any"), 3)
    print(
        f"\n{samples} x {m} x 20: acceptability {whole:.3f} s,"
        f" of which counting {counted:.3f} s = {100 * counted / whole:.0f} %"
    )


def test_memory_of_a_million_samples() -> None:
    ranking = ranked(50, 20)
    tracemalloc.start()
    acceptability(ranking, samples=1_000_000)
    peak = tracemalloc.get_traced_memory()[1] / 2**20
    tracemalloc.stop()
    print(f"\npeak {peak:.0f} MiB for 1e6 x 50 x 20")
    assert peak < 300


def test_one_ranking_against_pymcdm() -> None:
    ranking = ranked(20, 7)
    peer = pymcdm_topsis(ranking, validate=True)
    w = ranking.weights.values
    repeat = 300
    ours = best_of(
        lambda: [mcda.rank(ranking.problem, ranking.weights, "topsis") for _ in range(repeat)]
    )
    theirs = best_of(lambda: [peer(w) for _ in range(repeat)])
    print(f"\nours {1e6 * ours / repeat:.0f} us, pymcdm {1e6 * theirs / repeat:.0f} us")
    assert ours <= theirs


def test_exact_stability() -> None:
    for m, limit in ((50, 0.005), (200, 0.060)):
        ranking = ranked(m, 20)
        form, w = ranking.prepared, ranking.weights.values
        first, second = np.triu_indices(m, 1)
        every_pair = best_of(lambda: intervals(form, w, first, second), 15)  # noqa: B023
        needed = best_of(lambda: stability(ranking), 15)  # noqa: B023
        print(
            f"\n{m} x 20: {len(first) * 20} quadratics {1e3 * every_pair:.1f} ms,"
            f" stability of winner and order {1e3 * needed:.2f} ms"
        )
        assert every_pair < limit
