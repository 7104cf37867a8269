"""Acceptability and stability against PySensMCDA, on the same problems in the same run.

``pytest -n0 tests/benchmarks/test_peers.py -s`` prints the figures. The peer needs pandas below 3,
so it is installed from PyPI into an environment of its own, where `peer_scan` runs. It ranks
through pymcdm's TOPSIS, its documented way, and leaves out the validation of every call, as its
`simulate` does by itself. Its time is the better one of one worker and of two, of several runs, in
turns with ours, which takes two threads.
"""

import json
import subprocess
import sys
import time
import venv
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

import mcda
from mcda.robust import acceptability, stability
from mcda.robust.draws import CHUNK
from mcda.robust.rank_counts import RankCounts, count, tile_size
from mcda.robust.sampling_run import Threads
from mcda.weight_set import AnyWeights

TURNS = 3
PEER = ["pysensmcda==2.0.0", "pymcdm==1.4.0", "pandas<3"]
SIZES = [(20, 7), (50, 20)]

Answer = dict[str, Any]


@pytest.fixture(scope="module")
def peer(tmp_path_factory: pytest.TempPathFactory) -> Callable[..., Answer]:
    """Return a function that has the peer answer a question, with the seconds it took."""
    folder = tmp_path_factory.mktemp("peer")
    python = folder / ("Scripts/python.exe" if sys.platform == "win32" else "bin/python")
    install = [python, "-m", "pip", "install", "--quiet", *PEER]
    try:
        venv.create(folder, with_pip=True)
        subprocess.run(install, check=True, capture_output=True, text=True, timeout=600)
    except (OSError, subprocess.SubprocessError) as error:
        cause = getattr(error, "stderr", None) or error
        pytest.skip(f"no environment with {', '.join(PEER)}: {cause}")

    def ask(ranking: mcda.Ranking, **question: Any) -> Answer:
        question["matrix"] = ranking.matrix.values.tolist()
        question["types"] = np.where(ranking.matrix.benefit, 1, -1).tolist()
        done = subprocess.run(
            [python, Path(__file__).with_name("peer_scan.py")],
            input=json.dumps(question),
            check=True,
            stdout=subprocess.PIPE,
            text=True,
        )
        return json.loads(done.stdout)

    return ask


def ranked(m: int, n: int) -> mcda.Ranking:
    """Return a ranking by TOPSIS under equal weights."""
    problem = mcda.Problem(
        criteria=[
            mcda.Criterion(id=f"c{j}", direction=("benefit", "cost")[j % 2]) for j in range(n)
        ],
        alternatives=[mcda.Alternative(id=f"a{i}") for i in range(m)],
        performances=np.random.default_rng(5).uniform(1, 9, (m, n)),
    )
    weights = mcda.WeightVector.normalised(problem.criterion_ids, np.ones(n))
    return mcda.rank(problem, weights, "topsis")


def in_turns(
    theirs: Callable[[], Answer], ours: Callable[[], Any], repeat: int
) -> tuple[Answer, float, Any]:
    """Return the peer's answer with its best times, our best time, and our answer."""
    answers, best = [], np.inf
    for _ in range(TURNS):
        answers.append(theirs())
        for _ in range(repeat):
            start = time.perf_counter()
            result = ours()
            best = min(best, time.perf_counter() - start)
    times = {
        name: min(answer[name] for answer in answers)
        for name in ("one worker", "two workers")
        if name in answers[0]
    }
    return {**answers[0], **times, "best": min(times.values())}, best, result


def told(what: str, theirs: Answer, ours: float) -> str:
    ratios = [
        f"{name} {theirs[name]:.3f} s = {theirs[name] / ours:.0f} x"
        for name in ("one worker", "two workers")
        if name in theirs
    ]
    return f"\n{what}: ours {1e3 * ours:.2f} ms; PySensMCDA by {', by '.join(ratios)}"


@pytest.mark.parametrize(("m", "n"), SIZES)
def test_ranks_under_the_same_weights(peer, tmp_path, m, n):
    """The loop of both alone: how often each rank is taken, and the sums behind central weights.

    Both get the same weights, drawn beforehand, and so must count the same.
    """
    ranking, samples, file = ranked(m, n), 100_000, tmp_path / "weights.npy"
    weights = AnyWeights(n).sample(samples, np.random.default_rng(1))
    np.save(file, weights)

    def chunk(low: int) -> RankCounts:
        part = weights[low : low + CHUNK]
        return count(lambda _: ranking.prepared, part, tile=tile_size(m, n))

    theirs, ours, counted = in_turns(
        lambda: peer(ranking, what="ranks", weights=str(file), times=1),
        lambda: list(Threads().map(chunk, range(0, samples, CHUNK))),
        20,
    )
    assert np.array_equal(sum(part.ranks for part in counted), theirs["ranks"])
    assert np.allclose(sum(part.first_weights for part in counted), theirs["first_weights"])
    print(told(f"ranks under {samples} weights, {m} x {n}", theirs, ours))
    assert theirs["best"] / ours >= 100


@pytest.mark.parametrize("samples", [10_000, 100_000])
@pytest.mark.parametrize(("m", "n"), SIZES)
def test_acceptability(peer, samples, m, n):
    """The whole analysis of weights drawn uniformly, each by draws of its own.

    The peer's `smaa2` (shares of ranks, central weights and their errors, confidence factors) with
    pairwise winning indices and the entropy of first ranks; ours looks into the bins of every
    weight besides, while it counts pairs in fewer draws.
    """
    ranking = ranked(m, n)
    theirs, ours, result = in_turns(
        lambda: peer(ranking, what="acceptability", samples=samples, times=30_000 // samples or 1),
        lambda: acceptability(ranking, samples, spread="any"),
        20,
    )
    first = np.array(theirs["first"])
    error = np.hypot(result.standard_errors[:, 0], np.sqrt(first * (1 - first) / samples))
    assert np.all(np.abs(result.rank_shares[:, 0] - first) <= 4 * error)
    print(told(f"acceptability of {samples} draws, {m} x {n}", theirs, ours))
    assert theirs["best"] / ours >= 25


@pytest.mark.parametrize(("m", "n"), SIZES)
def test_stability(peer, m, n):
    """How far each weight may move: the peer's scan in steps of 0.01 against our closed form.

    The peer's `range_modification` and `calculate_preference`. It takes what one weight gains from
    the others in equal parts, where we keep their proportions; under equal weights both are the
    same, and so the scan must change its winner in the step that holds our bound. Ours is exact,
    and holds the bounds of the whole order besides.
    """
    ranking, step = ranked(m, n), 0.01
    weights = ranking.weights.values.tolist()
    theirs, ours, result = in_turns(
        lambda: peer(ranking, what="scan", weights=weights, step=step, times=5),
        lambda: stability(ranking),
        30,
    )
    criterion, weight = np.array(theirs["criterion"]), np.array(theirs["weight"])
    kept = np.array(theirs["first"]) == ranking.order[0]
    for j, found in enumerate(result.weights):
        grid, low, high = weight[criterion == j], found.winner.low, found.winner.high
        held = kept[criterion == j]
        assert held[(grid >= low) & (grid <= high)].all()
        below, above = (grid < low) & (grid > low - step), (grid > high) & (grid < high + step)
        assert not held[below | above].any()
    print(told(f"stability against a scan of {len(weight)} weights, {m} x {n}", theirs, ours))
    assert theirs["best"] / ours >= 25
