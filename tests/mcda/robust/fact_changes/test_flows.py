"""Losses of PROMETHEE's first place against flows counted pair by pair."""

import numpy as np
import pytest

from mcda import make_method, rank
from mcda.robust.fact_changes.flows import flow_losses, linear_flows

KINDS = {
    "usual": {},
    "ushape": {"q": 1.5},
    "vshape": {"p": 2.5},
    "level": {"q": 0.5, "p": 2.5},
    "linear": {"q": 0.5, "p": 2.5},
}


def net(kind, q, p, d):
    """Return the degree of preference of a difference less that of its opposite."""
    sign, d = np.sign(d), abs(d)
    degree = {
        "usual": float(d > 0),
        "ushape": float(d > q),
        "vshape": min(d / p, 1.0),
        "level": 0.5 * (d > q) + 0.5 * (d > p),
        "linear": min(max(d - q, 0.0) / (p - q), 1.0),
    }[kind]
    return sign * degree


def flow(column, kind, benefit):
    q, p = KINDS[kind].get("q", 0.0), KINDS[kind].get("p", 1.0)
    sign = 1 if benefit else -1
    total = [sum(net(kind, q, p, sign * (x - y)) for y in column) for x in column]
    return np.array(total) / (len(column) - 1)


@pytest.mark.parametrize("kind", KINDS)
def test_losses_of_every_rival(kind, make_problem, weigh):
    rng, losses = np.random.default_rng(13), 0
    for _ in range(6):
        values = rng.uniform(0, 8, (4, 2)).round(2)
        directions = [str(d) for d in rng.choice(["benefit", "cost"], 2)]
        given = {"c0": {"type": kind, **KINDS[kind]}}
        method = make_method("promethee2", {"preferences": given})
        answer = rank(make_problem(values.tolist(), directions), weigh(3, 2), method)
        first, rivals = answer.order[0], np.array(answer.order[1:])
        rest = 0.4 * flow(values[:, 1], "usual", directions[1] == "benefit")

        def lead(i, x, rival, values=values, directions=directions, rest=rest, first=first):
            column = values[:, 0].copy()
            column[i] = x
            total = 0.6 * flow(column, kind, directions[0] == "benefit") + rest
            return total[first] - total[rival]

        low, high = np.zeros(4), np.full(4, 10.0)
        found = flow_losses(answer, 0, low, high, first, rivals)
        sides = np.stack([found.row, found.upward, found.rival], axis=1).tolist()
        for i, upward in np.ndindex(4, 2):
            here, end = values[i, 0], 10.0 * upward
            points = here + (end - here) * (np.arange(40) + 0.437) / 40
            for rival in rivals:
                mine = [
                    v for v, s in zip(found.value, sides, strict=True) if s == [i, upward, rival]
                ]
                behind = [x for x in points if lead(i, x, rival) < -1e-9]
                assert mine or not behind
                if not mine:
                    continue
                losses += 1
                loss = min(mine, key=lambda v, here=here: abs(v - here))
                # Steps that a rounded difference meets may lie a rounding apart.
                step = np.sign(end - here) * 1e-7
                assert loss == end or lead(i, loss + step, rival) < 0
                before = [x for x in points if abs(x - here) < abs(loss - here)]
                assert all(lead(i, x, rival) > -1e-9 for x in before)
    assert losses > 20


def test_a_step_at_the_end_of_the_search(make_problem, weigh):
    """At 5 exactly a1 is no longer beaten on c0; by how much it is ahead on c1 does not matter."""
    answer = rank(make_problem([[5.0, 2.0], [1.0, 9.0]]), weigh(3, 1), "promethee2")
    low, high = np.array([1.0, 1.0]), np.array([9.0, 5.0])
    found = flow_losses(answer, 0, low, high, 0, np.array([1]))
    told = zip(found.row, found.upward, found.value, strict=True)
    assert sorted(told) == [(0, False, 1.0), (1, True, 5.0)]


def test_rounding_of_steep_degrees_is_no_loss(make_problem, weigh):
    """A lower cost does a0 good, whose twin is a1; small differences of numbers near 100."""
    rows = [[100.06, 5.0], [100.06, 5.0], [100.36, 7.0], [100.03, 1.0]]
    for low in np.linspace(99.5, 100.0, 20):
        for p in (0.2, 0.07, 0.013):
            method = make_method("promethee2", {"preferences": {"c0": {"type": "vshape", "p": p}}})
            answer = rank(make_problem(rows, ["cost", "benefit"]), weigh(1, 2), method)
            first = answer.matrix.values[:, 0].copy()
            found = flow_losses(
                answer, 0, np.where([1, 0, 0, 0], low, first), first, 0, np.array([1])
            )
            assert not len(found.row)


def test_all_but_gaussian_are_linear(make_problem, weigh):
    kinds = {**KINDS, "gaussian": {"s": 1.0}}
    given = {f"c{j}": {"type": kind, **kinds[kind]} for j, kind in enumerate(kinds)}
    method = make_method("promethee2", {"preferences": given})
    answer = rank(make_problem([[1.0] * 7, [2.0] * 7]), weigh(*[1] * 7), method)
    assert linear_flows(answer).tolist() == [kind != "gaussian" for kind in kinds] + [True]
