"""Advantages in one column against the prepared tables of points within the box."""

from dataclasses import replace

import numpy as np
import pytest

from mcda import make_method, rank
from mcda.kernel import RatioForm
from mcda.methods.vikor import Vikor
from mcda.robust.possible_ranks.advantages import advantages, has_advantages

OTHERS = {"edas", "codas", "copras", "pymcdm_rafsi"}


def worths(answer, values):
    """Return what each cell is worth where larger is better, ``(s, m, n)``."""
    form = answer.method.prepare(replace(answer.matrix, values=values))
    if isinstance(form, RatioForm):
        return form.oriented
    if isinstance(answer.method, Vikor):
        best, worst = values.max(axis=1, keepdims=True), values.min(axis=1, keepdims=True)
        x = np.where(answer.matrix.benefit, values - worst, best - values)
        return x / np.where(best == worst, 1.0, best - worst)
    return np.broadcast_to(form.worth, values.shape)


def differences(table):
    return table[:, :, None] - table[:, None, :]


def test_which_methods_have_them(lab, make_problem, weigh):
    problem = make_problem([[1, 2], [3, 4]], ranges=[(0, 5), (0, 5)])
    for method in lab.methods:
        if "preferences" in vars(method) and method.preferences:
            continue
        known = has_advantages(rank(problem, weigh(1, 1), method))
        mixed = method.name == "waspas" and 0 < method.lambda_ < 1
        law = method.column_law()
        clipped = law is not None and law.reads_scale
        assert known == (method.name not in OTHERS and not mixed and not clipped)
    ranking = rank(problem, weigh(1, 1), "edas")
    with pytest.raises(TypeError, match="edas"):
        advantages(ranking, 0, ranking.matrix.values[None, :, 0], ranking.matrix.values[None, :, 0])


def test_never_below_what_a_point_shows_and_exact_at_a_point(lab):
    rng = np.random.default_rng(2)
    seen = 0
    for method in lab.methods * 3:
        answer = lab.doubtful(rng, method)
        if not has_advantages(answer):
            continue
        low, high = lab.box(answer)
        table = worths(answer, lab.points(rng, low, high, 80))
        here = worths(answer, answer.matrix.values[None])
        for j in range(low.shape[1]):
            most = advantages(answer, j, low[None, :, j], high[None, :, j])[0]
            shown = differences(table[:, :, j]).max(axis=0)
            assert (most >= shown - 1e-11 * (1 + np.abs(shown))).all(), method
            column = answer.matrix.values[None, :, j]
            found = advantages(answer, j, column, column)[0]
            np.testing.assert_allclose(found, differences(here[:, :, j])[0], rtol=1e-9, atol=1e-11)
            seen += 1
    assert seen > 150


def test_flows_by_hand(make_problem, weigh):
    """Row 0 wins against both at best, row 1 loses to both at worst: 1 - (-1)."""
    preference = {"c0": {"type": "vshape", "p": 4.0}}
    method = make_method("promethee2", {"preferences": preference})
    ranking = rank(make_problem([[4.0], [2.0], [3.0]], ["cost"]), weigh(1), method)
    low, high = np.array([[0.0, 2.0, 3.0]]), np.array([[4.0, 6.0, 3.0]])
    most = advantages(ranking, 0, low, high)[0]
    # Costs: row 0 at 0 against 6 and 3: (1 + 3/4) / 2; row 1 at 6 against 0 and 3: the reverse.
    assert most[0, 1] == pytest.approx((1 + 3 / 4) / 2 + (1 + 3 / 4) / 2)
    assert most[2, 0] == pytest.approx((1 / 4 + 3 / 4) / 2 + (2 / 4 + 1 / 4) / 2)
    assert (np.diag(most) == 0).all()
