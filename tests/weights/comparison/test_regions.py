"""Who is first between two weightings."""

from itertools import pairwise
from typing import Any

import numpy as np
import pytest

from mcda.cells import FloatArray
from mcda.kernel import LinearForm, RatioForm
from mcda.method import Matrix, Prepared
from mcda.methods import make_method
from weights.comparison.regions import GRID, SHORTEST, Stretch, WinnerRegions, winner_regions


def regions(form: Prepared, m: int, *values: Any) -> tuple[WinnerRegions, ...]:
    names = [f"w{k}" for k in range(len(values))]
    ids = [f"a{i}" for i in range(m)]
    return winner_regions(form, ids, names, np.array(values, dtype=float))


def told(form: Prepared, m: int, *values: Any) -> list[tuple[float, float, str]]:
    (found,) = regions(form, m, *values)
    return [(s.start, s.end, s.winner) for s in found.stretches]


def topsis(rows: FloatArray, method: str = "topsis", **parameters: Any) -> Prepared:
    m, n = rows.shape
    return make_method(method, parameters).prepare(
        Matrix(
            values=rows,
            benefit=np.ones(n, dtype=bool),
            ranges=np.full((n, 2), np.nan),
            alternatives=tuple(f"a{i}" for i in range(m)),
            criteria=tuple(f"c{j}" for j in range(n)),
        )
    )


def test_lines_cross_where_their_equations_say() -> None:
    # From all on c0 to all on c1: a0 is 3 - 3t, a1 is 2t, a2 is 1.5 all along.
    form = LinearForm(np.array([[3.0, 0.0], [0.0, 2.0], [1.5, 1.5]]))
    assert told(form, 3, [1, 0], [0, 1]) == [
        (0.0, pytest.approx(0.5, abs=1e-9), "a0"),
        (pytest.approx(0.5, abs=1e-9), pytest.approx(0.75, abs=1e-9), "a2"),
        (pytest.approx(0.75, abs=1e-9), 1.0, "a1"),
    ]


def test_lower_scores_may_be_better() -> None:
    form = LinearForm(np.array([[0.0, 3.0], [2.0, 0.0]]), lower_is_better=True)
    assert told(form, 2, [1, 0], [0, 1]) == [
        (0.0, pytest.approx(0.4, abs=1e-9), "a0"),
        (pytest.approx(0.4, abs=1e-9), 1.0, "a1"),
    ]


def test_a_lead_between_two_points_of_the_grid_is_found_where_the_winners_differ() -> None:
    # At t = 1/2 + 1/512 the lines of a0 and a1 cross; a2 passes above that by 1e-7.
    at, over = 0.5 + 1 / 512, 1e-7
    form = LinearForm(np.array([[at, at - 1], [-at, 1 - at], [over, over]]))
    found = told(form, 3, [1, 0], [0, 1])
    assert [winner for _, _, winner in found] == ["a0", "a2", "a1"]
    assert found[1][0] == pytest.approx(at - over, abs=1e-10)
    assert found[1][1] == pytest.approx(at + over, abs=1e-10)


def test_what_is_shorter_than_a_billionth_is_no_stretch() -> None:
    over = SHORTEST / 4
    form = LinearForm(np.array([[0.3, -0.7], [-0.3, 0.7], [over, over]]))
    assert [winner for _, _, winner in told(form, 3, [1, 0], [0, 1])] == ["a0", "a1"]


def quartic_roots(form: RatioForm, w: FloatArray, v: FloatArray, i: int, k: int) -> list[float]:
    """Where the closeness of i and k is equal: Q_i P_k - Q_k P_i = 0, a quartic of t."""

    def squared(table: FloatArray, row: int) -> Any:
        at = np.polynomial.Polynomial
        lines = [at([a, b - a]) for a, b in zip(w, v, strict=True)]
        return sum((line * line * d for line, d in zip(lines, table[row], strict=True)), at([0.0]))

    found = squared(form.Q, i) * squared(form.P, k) - squared(form.Q, k) * squared(form.P, i)
    return [float(r.real) for r in found.roots() if abs(r.imag) < 1e-9 and 0 < r.real < 1]


def test_topsis_changes_at_the_roots_of_a_quartic() -> None:
    rng = np.random.default_rng(8)
    changes = 0
    for _ in range(60):
        form = topsis(rng.uniform(1, 9, (5, 4)))
        assert isinstance(form, RatioForm)
        w, v = rng.dirichlet(np.ones(4), 2)
        for (_, end, left), (start, _, right) in pairwise(told(form, 5, w, v)):
            roots = quartic_roots(form, w, v, int(left[1:]), int(right[1:]))
            assert end == start
            assert min(abs(root - end) for root in roots) < 1e-9
            changes += 1
    assert changes > 10


@pytest.mark.parametrize("method", ["topsis", "vikor", "weighted_sum", "promethee2", "ahp"])
def test_ranks_at_many_points_agree(method: str) -> None:
    rng = np.random.default_rng(3)
    rows = rng.uniform(1, 9, (8, 5))
    values = rng.dirichlet(np.ones(5), 4)
    form = topsis(rows, method)
    found = regions(form, 8, *values)
    assert [item.between for item in found] == [
        (f"w{i}", f"w{k}") for i in range(4) for k in range(i + 1, 4)
    ]
    for item in found:
        ends = [s.start for s in item.stretches] + [1.0]
        assert ends[0] == 0.0
        assert [s.end for s in item.stretches] == ends[1:]
        assert all(a.winner != b.winner for a, b in pairwise(item.stretches))
        w, v = (values[int(name[1:])] for name in item.between)
        for t in rng.random(200):
            if min(abs(t - end) for end in ends) < 1e-6:
                continue
            here = next(s for s in item.stretches if s.start <= t <= s.end)
            ranks = form.ranks(((1 - t) * w + t * v)[None])[0]
            assert ranks[int(here.winner[1:])] == 1


def test_the_same_alternative_twice_is_a_tie_all_along() -> None:
    rng = np.random.default_rng(6)
    rows = rng.uniform(1, 9, (4, 7))
    rows[2] = rows[1]
    for method in ("topsis", "vikor", "weighted_sum", "weighted_product"):
        for _ in range(10):
            w, v = rng.dirichlet(np.ones(7), 2)
            (found,) = regions(topsis(rows, method), 4, w, v)
            for stretch in found.stretches:
                assert stretch.winner != "a2"
                assert stretch.tied_with == (("a2",) if stretch.winner == "a1" else ())


def test_mirrored_alternatives_tie_as_long_as_their_weights_do() -> None:
    rows = np.array([[0.1, 0.7, 0.3], [0.7, 0.1, 0.3], [0.2, 0.2, 0.9]])
    (found,) = regions(topsis(rows, normalisation="none"), 3, [0.4, 0.4, 0.2], [0.1, 0.1, 0.8])
    first, last = found.stretches
    assert (first.winner, first.tied_with, last.winner) == ("a0", ("a1",), "a2")


def test_leaders_are_told_apart_by_the_scores_that_ranks_are_judged_by() -> None:
    """Closeness 1 and 1 - 9e-6 are no tie, though their squared distances differ by 1e-10."""
    form = topsis(np.array([[-1e7], [-100.0], [-10.0]]), normalisation="minmax")
    assert told(form, 3, [1.0], [1.0]) == [(0.0, 1.0, "a2")]


@pytest.mark.parametrize("turned", [False, True])
def test_a_tie_at_an_end_is_no_stretch(turned: bool) -> None:
    # a0 and a1 are level at the one weighting; a1 leads everywhere else.
    form = LinearForm(np.array([[1.0, 0.2], [1.0, 0.9]]))
    ends = ([0, 1], [1, 0]) if turned else ([1, 0], [0, 1])
    assert told(form, 2, *ends) == [(0.0, 1.0, "a1")]


def test_a_touch_is_no_stretch() -> None:
    # Chebyshev-like: a0 is level with a1 in the middle only, at a point of the grid.
    class Touching(Prepared):
        def scores(self, weights: FloatArray) -> FloatArray:
            t = weights[:, 1]
            return np.stack([1 - (t - 0.5) ** 2, np.ones(len(t))], axis=1)

    assert told(Touching(), 2, [1, 0], [0, 1]) == [(0.0, 1.0, "a1")]


def test_the_same_weights_twice() -> None:
    form = LinearForm(np.array([[1.0, 0.0], [0.0, 1.0]]))
    assert told(form, 2, [0.3, 0.7], [0.3, 0.7]) == [(0.0, 1.0, "a1")]
    (found,) = regions(form, 2, [0.5, 0.5], [0.5, 0.5])
    assert (found.stretches[0].winner, found.stretches[0].tied_with) == ("a0", ("a1",))


def test_one_alternative_is_first_all_along() -> None:
    assert told(LinearForm(np.array([[1.0, 0.0]])), 1, [1, 0], [0, 1]) == [(0.0, 1.0, "a0")]


def test_a_lead_without_end_stops_the_search() -> None:
    class Restless(Prepared):
        def scores(self, weights: FloatArray) -> FloatArray:
            wave = np.sin(1e7 * weights[:, 1])
            return np.stack([wave, -wave], axis=1)

    (found,) = regions(Restless(), 2, [1, 0], [0, 1])
    assert len(found.stretches) < 10 * GRID
    assert (found.stretches[0].start, found.stretches[-1].end) == (0.0, 1.0)


@pytest.mark.parametrize(
    ("stretches", "en", "zh"),
    [
        (
            [(0.0, "x")],
            "From “CFO” to “owner”, Rayong stays first all the way.",
            "从“CFO”到“owner”，第一名始终是Rayong。",
        ),
        (
            [(0.0, "x"), (0.6849, "y")],
            "On the way from “CFO” to “owner”, Rayong stays first until 68%; from there on it is "
            "Sihanoukville.",
            "从“CFO”往“owner”走，走到68%，第一名才由Rayong换成Sihanoukville。",
        ),
        (
            [(0.0, "x"), (0.0012, "z"), (0.9973, "y")],
            "On the way from “CFO” to “owner”, Rayong is first at the start, then Amata from <1%, "
            "Sihanoukville from >99%.",
            "从“CFO”往“owner”走，第一名起初是Rayong，走到<1%换成Amata，走到>99%换成Sihanoukville。",
        ),
    ],
)
def test_the_way_in_words(stretches, en, zh):
    ends = [start for start, _ in stretches[1:]] + [1.0]
    way = WinnerRegions(
        between=("CFO", "owner"),
        stretches=tuple(
            Stretch(start=start, end=end, winner=winner)
            for (start, winner), end in zip(stretches, ends, strict=True)
        ),
    )
    names = {"x": "Rayong", "y": "Sihanoukville", "z": "Amata"}
    assert way.sentence.say("en", names) == en
    assert way.sentence.say("zh", names) == zh
