"""How the time of acceptability grows with samples and with alternatives, as figures and drawn.

``pytest -n0 tests/benchmarks/test_curve.py -s`` prints both. The drawing goes to a temporary folder
or to the one that ``PARKWISE_BENCHMARK_OUT`` names.
"""

import os
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest

import mcda
from mcda.robust import acceptability

SAMPLES = (10_000, 30_000, 100_000, 300_000, 1_000_000, 3_000_000, 10_000_000)
ALTERNATIVES = (10, 20, 50, 100, 250, 500, 1000)
TURNS = 4
DRAWN = 300_000  # for each number of alternatives
FITTED_SAMPLES, FITTED_ALTERNATIVES = 1_000_000, 50  # where fixed costs are small


def ranked(m: int, n: int = 20) -> mcda.Ranking:
    rng = np.random.default_rng(5)
    problem = mcda.Problem(
        criteria=[
            mcda.Criterion(id=f"c{j}", direction=("benefit", "cost")[j % 2]) for j in range(n)
        ],
        alternatives=[mcda.Alternative(id=f"a{i}") for i in range(m)],
        performances=rng.uniform(1, 9, (m, n)),
    )
    weights = mcda.WeightVector.normalised(problem.criterion_ids, rng.dirichlet(np.ones(n)))
    return mcda.rank(problem, weights, "topsis")


def seconds(run: Callable[[], object], budget: float) -> float:
    """Return the best time of as many runs as the budget of seconds holds, of one at least."""
    best, end = np.inf, time.perf_counter() + budget
    while best == np.inf or time.perf_counter() < end:
        start = time.perf_counter()
        run()
        best = min(best, time.perf_counter() - start)
    return best


def measured(sizes: dict[int, tuple[mcda.Ranking, int]]) -> dict[int, float]:
    """Return the best time of each size, all sizes in turns, so that no busy minute hits one."""
    best = dict.fromkeys(sizes, np.inf)
    for _ in range(TURNS):
        for size, (answer, samples) in sizes.items():
            took = seconds(partial(acceptability, answer, samples, spread="any"), 0.5)
            best[size] = min(best[size], took)
    return best


def m_log_m(m: int) -> float:
    return m * np.log2(m)


@pytest.fixture(scope="module")
def by_samples() -> dict[int, float]:
    ranking = ranked(50)
    return measured({samples: (ranking, samples) for samples in SAMPLES})


@pytest.fixture(scope="module")
def by_alternatives() -> dict[int, float]:
    return measured({m: (ranked(m), DRAWN) for m in ALTERNATIVES})


def test_time_grows_as_the_samples(by_samples):
    print("\n samples  seconds  microseconds a draw")
    for samples, took in by_samples.items():
        print(f"{samples:8d}  {took:7.3f}  {1e6 * took / samples:.3f}")
    larger = [samples for samples in by_samples if samples >= FITTED_SAMPLES]
    exponent = np.polyfit(np.log(larger), np.log([by_samples[s] for s in larger]), 1)[0]
    print(f"exponent {exponent:.3f} from {FITTED_SAMPLES} samples on")
    assert 0.9 <= exponent <= 1.1


def test_time_grows_as_m_log_m(by_alternatives):
    """As the sort does, whose own constant stands beside it."""
    print("\nalternatives  seconds for 3e5  nanoseconds by m log2 m  bare sort likewise")
    constants = {m: took / DRAWN / m_log_m(m) for m, took in by_alternatives.items()}
    for m, took in by_alternatives.items():
        tile = np.random.default_rng(3).random((max(8, 25_600 // m), m))
        sort = seconds(lambda tile=tile: np.sort(tile, axis=1), 0.02) / len(tile) / m_log_m(m)
        print(f"{m:12d}  {took:15.3f}  {1e9 * constants[m]:23.2f}  {1e9 * sort:18.2f}")
    larger = [constant for m, constant in constants.items() if m >= FITTED_ALTERNATIVES]
    print(
        f"constants differ by {max(larger) / min(larger):.2f} x from m = {FITTED_ALTERNATIVES} on"
    )
    assert max(larger) / min(larger) <= 2.5


def test_draw_the_curves(by_samples, by_alternatives, tmp_path_factory):
    reason = "the drawing needs: pip install altair vl-convert-python"
    alt = pytest.importorskip("altair", reason=reason)
    pytest.importorskip("vl_convert", reason=reason)
    out = os.environ.get("PARKWISE_BENCHMARK_OUT")
    folder = Path(out) if out else tmp_path_factory.mktemp("curve")
    folder.mkdir(parents=True, exist_ok=True)
    samples = ("Samples", "50 alternatives, 20 criteria", "slope 1, through the last point")
    drawn = f"{DRAWN:,} samples, 20 criteria"
    alternatives = ("Alternatives m", drawn, "m log m, through the last point")
    left = panel(alt, by_samples, float, samples)
    right = panel(alt, by_alternatives, m_log_m, alternatives)
    title = "Time of rank acceptability by TOPSIS"
    chart = (left | right).resolve_scale(color="independent")
    chart = chart.properties(title=alt.Title(title, subtitle="Best of several runs", offset=16))
    chart.save(folder / "curve.png", scale_factor=2)
    chart.save(folder / "curve.html", inline=True)  # opens without a network
    chart.save(folder / "curve.json")
    assert (folder / "curve.png").read_bytes().startswith(b"\x89PNG")
    print(f"\ncurves drawn in {folder}")


def panel(
    alt: Any, times: dict[int, float], law: Callable[[int], float], texts: tuple[str, str, str]
) -> Any:
    """Return measured times and the law through the last point, both axes logarithmic."""
    axis_title, title, law_name = texts
    sizes, last = list(times), max(times)
    rows = pd.DataFrame(
        [(size, took, "measured") for size, took in times.items()]
        + [(size, times[last] * law(size) / law(last), law_name) for size in sizes],
        columns=["size", "seconds", "line"],
    )
    highest = int(np.ceil(np.log10(max(times.values()))))
    powers = [10.0**k for k in range(-3, highest + 1)]
    colours = alt.Scale(domain=["measured", law_name], range=["#1f5fa8", "#d1742a"])
    legend = alt.Legend(orient="top-left", offset=8, symbolType="stroke", symbolStrokeWidth=3)
    base = alt.Chart(rows, width=360, height=280).encode(
        x=alt.X(
            "size:Q",
            title=axis_title,
            scale=alt.Scale(type="log", nice=False, padding=14),
            axis=alt.Axis(values=sizes, format="~s", labelFlush=False, grid=False),
        ),
        y=alt.Y(
            "seconds:Q",
            title="Time (s)",
            scale=alt.Scale(type="log", domain=[powers[0], powers[-1]]),
            axis=alt.Axis(format="~g", values=powers),
        ),
        color=alt.Color("line:N", title=None, scale=colours, legend=legend),
    )
    measured = base.transform_filter("datum.line == 'measured'")
    drawn = measured.mark_line() + measured.mark_circle(size=60, opacity=1)
    expected = base.transform_filter("datum.line != 'measured'").mark_line(strokeDash=[5, 4])
    return (expected + drawn).properties(title=title)
