"""Levels, leads and forms against closeness and exact fractions."""

from fractions import Fraction

import numpy as np
import pytest

from mcda.kernel import RatioForm
from mcda.robust.weight_change.duels import ClosenessDuels


def closeness(v, r):
    """Return squared closeness D-^2 / (D+^2 + D-^2) of every row, from the definition."""
    plus = ((v * (r.max(axis=0) - r)) ** 2).sum(axis=1)
    minus = ((v * (r - r.min(axis=0))) ** 2).sum(axis=1)
    return minus / (plus + minus)


def case(rng):
    m, n = int(rng.integers(2, 7)), int(rng.integers(2, 6))
    r, w = rng.random((m, n)), rng.dirichlet(np.ones(n))
    first = int(closeness(w, r).argmax())
    rivals = np.array([i for i in range(m) if i != first])
    form = RatioForm(r, r.max(axis=0), r.min(axis=0), 2.0)
    return r, w, first, rivals, ClosenessDuels.of(form, w, first, rivals)


def test_level_ratio_and_lead():
    rng = np.random.default_rng(1)
    ahead = 0
    for _ in range(60):
        r, w, first, rivals, duels = case(rng)
        v = rng.dirichlet(np.ones(len(w)))
        every = np.arange(len(rivals))
        level, ratio, lead = duels.at(every, np.tile(v, (len(rivals), 1)))
        found = closeness(v, r)
        np.testing.assert_allclose(1 - level, found[first], atol=1e-13)
        np.testing.assert_array_equal(lead > 0, found[rivals] > found[first])
        S = ((v * (r.max(axis=0) - r)) ** 2 + (v * (r - r.min(axis=0))) ** 2).sum(axis=1)
        np.testing.assert_allclose(1 + ratio, S[rivals] / S[first], rtol=1e-12)
        np.testing.assert_allclose(lead, (found[rivals] - found[first]) * S[rivals], atol=1e-14)
        ahead += (lead > 0).sum()
    assert ahead > 20


def test_forms_give_the_lead_at_the_own_level_whatever_the_ratio():
    rng = np.random.default_rng(2)
    for _ in range(40):
        _, w, _, rivals, duels = case(rng)
        every, v = np.arange(len(rivals)), rng.dirichlet(np.ones(len(w)), len(rivals))
        level, _, lead = duels.at(every, v)
        forms = duels.forms(every, level, rng.normal(0, 2, len(rivals)))
        np.testing.assert_allclose((forms * v * v).sum(axis=1), lead, atol=1e-13)


def test_forms_are_right_to_first_order_with_the_own_ratio():
    rng = np.random.default_rng(3)
    for _ in range(40):
        _, w, _, rivals, duels = case(rng)
        every, v = np.arange(len(rivals)), rng.dirichlet(np.ones(len(w)), len(rivals))
        level, ratio, _ = duels.at(every, v)
        forms = duels.forms(every, level, ratio)
        errors = []
        for step in (1e-3, 5e-4):
            near = v + step * (rng.dirichlet(np.ones(len(w))) - v)
            errors.append(np.abs((forms * near**2).sum(axis=1) - duels.at(every, near)[2]))
        assert (errors[0] < 50e-6).all()
        assert (errors[1] < 50e-6 / 4).all()


def test_two_negative_levels_exclude_what_lies_between():
    """Where both forms are negative at v and v's own level is between, no rival leads."""
    rng = np.random.default_rng(4)
    excluded = 0
    for _ in range(3000):
        _, w, _, _, duels = case(rng)
        k, v = np.zeros(1, dtype=int), rng.dirichlet(np.ones(len(w)))[None]
        level, _, lead = duels.at(k, v)
        ends, ratio = np.sort(rng.random(2)), rng.normal(0, 1, 1)
        sums = [(duels.forms(k, ends[e : e + 1], ratio) * v * v).sum() for e in (0, 1)]
        if ends[0] <= level[0] <= ends[1] and max(sums) < 0:
            excluded += 1
            assert lead[0] < 0
    assert excluded > 100


def test_the_sign_of_below():
    rng = np.random.default_rng(5)
    _, w, _, _, duels = case(rng)
    v = rng.dirichlet(np.ones(len(w)))
    level = duels.at(np.zeros(1, dtype=int), v[None])[0][0]
    below = duels.below(np.array([level - 0.01, level, level + 0.01])) @ (v * v)
    assert below[0] < 0 < below[2]
    assert below[1] == pytest.approx(0, abs=1e-15)


def test_sizes_are_at_least_the_forms():
    rng = np.random.default_rng(6)
    _, _, _, rivals, duels = case(rng)
    every = np.arange(len(rivals))
    level, ratio = rng.random(len(rivals)), rng.normal(0, 1, len(rivals))
    forms, sizes = duels.forms(every, level, ratio), duels.sizes(every, level, ratio)
    assert (sizes >= np.abs(forms) - 1e-15).all()


def test_near_duplicates_keep_their_digits():
    """The lead of a row 1e-10 away, in exact arithmetic: about 1e-11, right to 1e-5 of that."""
    r = np.array([[0.7, 0.4, 0.2], [0.7 + 1e-10, 0.4 - 2e-10, 0.2], [1, 1, 1], [0, 0, 0.0]])
    w = np.array([0.25, 0.25, 0.5])
    form = RatioForm(r, r.max(axis=0), r.min(axis=0), 2.0)
    lead = ClosenessDuels.of(form, w, 0, np.array([1])).at(np.zeros(1, dtype=int), w[None])[2][0]

    def sums(row):
        exact = [Fraction(float(x)) for x in row]
        y = [Fraction(float(x)) ** 2 for x in w]
        return (
            sum(y[j] * (1 - exact[j]) ** 2 for j in range(3)),
            sum(y[j] * exact[j] ** 2 for j in range(3)),
        )

    (P_a, Q_a), (P_c, Q_c) = sums(r[0]), sums(r[1])
    wanted = float((Q_c * P_a - Q_a * P_c) / (P_a + Q_a))
    assert wanted != 0
    assert lead == pytest.approx(wanted, rel=1e-5)


def test_the_first_level_point_on_the_way():
    rng = np.random.default_rng(7)
    met = 0
    for _ in range(60):
        r, w, first, rivals, duels = case(rng)
        end = np.eye(len(w))[int(rng.integers(len(w)))]
        for k, rival in enumerate(rivals):
            point = duels.first_level(k, end)
            there = closeness(end, r)
            if there[rival] <= there[first]:
                assert point is None
                continue
            met += 1
            at = closeness(point, r)
            assert at[rival] == pytest.approx(at[first], abs=1e-12)
            share = (point - w) @ (end - w) / ((end - w) @ (end - w))
            assert 0 <= share <= 1
            np.testing.assert_allclose(point, w + share * (end - w), atol=1e-12)
    assert met > 30


def test_weights_on_what_separates_nobody_have_no_level():
    r = np.array([[0.5, 1.0], [0.5, 0.0]])
    duels = ClosenessDuels.of(
        RatioForm(r, r.max(axis=0), r.min(axis=0), 2.0), np.array([1.0, 0.0]), 0, np.array([1])
    )
    found = duels.at(np.zeros(1, dtype=int), np.array([[1.0, 0.0]]))
    assert [float(x[0]) for x in found] == [0, 0, 0]
