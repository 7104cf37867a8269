"""Weights from pairwise judgements of one judge, and what the diagnostics say of them."""

import math
from itertools import permutations
from typing import Any

import numpy as np
import pytest

from mcda import Alternative, Criterion, Problem
from mcda.errors import InvalidJudgements, InvalidWeights
from weights.ahp.errors import JudgementErrors
from weights.ahp.group_statement import AhpGroup, AhpGroupWeighting
from weights.ahp.judges import JudgeSpread, MeanOfJudges
from weights.ahp.statement import AhpStatement, AhpWeighting
from weights.weightings import resolve

# lambda = 1 + t + 1/t with t = (a12 a23 / a13)^(1/3) for three items.
BORDERLINE = [[1, 2, 3], [1 / 2, 1, 4], [1 / 3, 1 / 4, 1]]
TABLES_3 = {
    "saaty_2005": 0.52,
    "saaty_1980": 0.58,
    "donegan_dodd_1991": 0.4914,
    "tummala_ling_1994": 0.5799,
    "alonso_lamata_2006": 0.5245,
    "alonso_lamata_2006_line": (2.7699 * 3 - 4.3513 - 3) / 2,
}


def ahp_weights(statement: AhpStatement) -> tuple[Any, Any]:
    found = AhpWeighting().resolve(statement, None)
    return found.values, found.diagnostics


def spec(matrix: Any, items: str = "abcdefghij", **fields: Any) -> AhpStatement:
    rows = [[float(x) for x in row] for row in matrix]
    return AhpStatement(kind="ahp", items=list(items[: len(rows)]), matrix=rows, **fields)


def consistent(*share: float) -> list[list[float]]:
    return [[a / b for b in share] for a in share]


@pytest.mark.parametrize("priority", ["eigenvector", "geometric_mean"])
@pytest.mark.parametrize("share", [(1,), (3, 1), (4, 2, 1), (9, 5, 3, 2, 1), (1, 1, 1, 1)])
def test_consistent_judgements_give_the_weights_back(share, priority):
    values, found = ahp_weights(spec(consistent(*share), priority=priority))
    assert list(values.values()) == pytest.approx([s / sum(share) for s in share], rel=1e-12)
    assert found["consistency_ratio"] == pytest.approx(0, abs=1e-12)
    assert found["lambda_max"] == pytest.approx(len(share))
    assert found["acceptable"] is True
    assert found["worst_judgements"] == []


def test_the_eigenvalue_of_three_by_hand():
    _, found = ahp_weights(spec(BORDERLINE))
    t = (2 * 4 / 3) ** (1 / 3)
    assert found["lambda_max"] == pytest.approx(1 + t + 1 / t, rel=1e-12)
    assert found["consistency_index"] == pytest.approx((t + 1 / t - 2) / 2, rel=1e-9)


@pytest.mark.parametrize("matrix", [BORDERLINE, [[1, 9, 1 / 9], [1 / 9, 1, 9], [9, 1 / 9, 1]]])
def test_both_priorities_are_the_same_for_three(matrix):
    one, _ = ahp_weights(spec(matrix))
    other, _ = ahp_weights(spec(matrix, priority="geometric_mean"))
    assert one == pytest.approx(other, rel=1e-12)


def test_priorities_differ_from_four_on():
    matrix = consistent(4, 3, 2, 1)
    matrix[0][3], matrix[3][0] = 1 / 5, 5
    one, _ = ahp_weights(spec(matrix))
    other, _ = ahp_weights(spec(matrix, priority="geometric_mean"))
    assert max(abs(one[c] - other[c]) for c in one) > 1e-3


@pytest.mark.parametrize("table", TABLES_3)
def test_the_ratio_is_the_index_by_the_asked_table(table):
    _, found = ahp_weights(spec(BORDERLINE, random_index=table))
    assert found["random_index"] == table
    assert found["random_index_value"] == pytest.approx(TABLES_3[table])
    wanted = found["consistency_index"] / TABLES_3[table]
    assert found["consistency_ratio"] == pytest.approx(wanted)
    assert found["acceptable"] == (wanted <= 0.10)


def test_one_matrix_is_accepted_under_one_table_and_refused_under_another():
    _, found = ahp_weights(spec(BORDERLINE))
    assert set(found["verdicts"]) == set(TABLES_3)
    for table, verdict in found["verdicts"].items():
        wanted = found["consistency_index"] / TABLES_3[table]
        assert verdict["consistency_ratio"] == pytest.approx(wanted)
        assert verdict["acceptable"] == (wanted <= 0.10)
    accepted = {table for table, verdict in found["verdicts"].items() if verdict["acceptable"]}
    assert accepted == {"saaty_1980", "tummala_ling_1994"}


@pytest.mark.parametrize(("i", "j"), [(0, 3), (0, 2), (1, 3), (0, 1)])
def test_the_flipped_judgement_is_the_worst(i, j):
    matrix = consistent(8, 4, 2, 1)
    given = matrix[i][j]
    matrix[i][j], matrix[j][i] = 1 / given, given
    _, found = ahp_weights(spec(matrix))
    worst = found["worst_judgements"][0]
    assert tuple(worst["pair"]) == ("abcd"[j], "abcd"[i])
    assert worst["given"] == pytest.approx(given)
    assert worst["suggested"] == pytest.approx(1 / given)
    assert worst["consistency_ratio_after"] == pytest.approx(0, abs=1e-9)


def test_worst_judgements_are_few_and_each_helps():
    rng = np.random.default_rng(3)
    matrix = np.ones((7, 7))
    for i in range(7):
        for j in range(i):
            matrix[i, j] = rng.choice([1 / 7, 1 / 3, 1, 3, 7])
            matrix[j, i] = 1 / matrix[i, j]
    _, found = ahp_weights(spec(matrix))
    after = [worst["consistency_ratio_after"] for worst in found["worst_judgements"]]
    assert 0 < len(after) <= 3
    assert after == sorted(after)
    assert after[-1] < found["consistency_ratio"]


def test_the_order_of_the_items_changes_nothing():
    wanted, _ = ahp_weights(spec(BORDERLINE))
    for order in permutations(range(3)):
        matrix = [[BORDERLINE[i][j] for j in order] for i in order]
        found, _ = ahp_weights(spec(matrix, "".join("abc"[i] for i in order)))
        assert found == pytest.approx(wanted)


def test_a_circle_of_judgements_is_far_from_consistent():
    values, found = ahp_weights(spec([[1, 9, 1 / 9], [1 / 9, 1, 9], [9, 1 / 9, 1]]))
    assert list(values.values()) == pytest.approx([1 / 3] * 3)
    assert found["lambda_max"] == pytest.approx(1 + 9 + 1 / 9)
    assert found["acceptable"] is False


def test_rounded_reciprocals_are_taken_as_meant():
    rounded, _ = ahp_weights(spec([[1, 3, 7], [0.33, 1, 2], [0.14, 0.5, 1]]))
    exact, _ = ahp_weights(spec([[1, 3, 7], [1 / 3, 1, 2], [1 / 7, 0.5, 1]]))
    assert rounded == pytest.approx(exact)


@pytest.mark.parametrize("size", [1e3, 1e6, 1e9])
def test_the_wildest_judgements_stay_numbers(size):
    values, found = ahp_weights(spec([[1, size], [1 / size, 1]]))
    assert sum(values.values()) == pytest.approx(1)
    circle = [[1, size, 1 / size], [1 / size, 1, size], [size, 1 / size, 1]]
    values, found = ahp_weights(spec(circle))
    assert math.isfinite(found["consistency_ratio"])
    assert list(values.values()) == pytest.approx([1 / 3] * 3)


@pytest.mark.parametrize("size", [1.001e9, 1e150, 1e200, 1e300])
def test_judgements_past_any_scale_are_refused(size):
    with pytest.raises(InvalidJudgements) as caught:
        ahp_weights(spec([[1, size], [1 / size, 1]]))
    assert [(fault.code, fault.path) for fault in caught.value.faults] == [
        ("judgement_too_large", ("matrix", 0, 1)),
        ("judgement_too_large", ("matrix", 1, 0)),
    ]


@pytest.mark.parametrize(
    ("judges", "aggregate", "kind"),
    [
        (1, "judgements", JudgementErrors),
        (2, "judgements", JudgeSpread),
        (2, "priorities", MeanOfJudges),
    ],
)
def test_what_a_group_leaves_open(judges, aggregate, kind):
    said = [{"name": str(k), "matrix": BORDERLINE} for k in range(judges)]
    group = AhpGroup.model_validate(
        {"kind": "ahp_group", "items": list("abc"), "judges": said, "aggregate": aggregate}
    )
    assert isinstance(AhpGroupWeighting().resolve(group, None).known, kind)


def test_a_group_of_which_one_counts_is_that_judge():
    said = [
        {"name": "Li", "matrix": BORDERLINE, "share": 0},
        {"name": "Wang", "matrix": [[1, 2, 4], [1 / 2, 1, 2], [1 / 4, 1 / 2, 1]]},
    ]
    for aggregate in ("judgements", "priorities"):
        fields = {"items": list("abc"), "judges": said, "aggregate": aggregate}
        group = AhpGroup.model_validate({"kind": "ahp_group", **fields})
        known = AhpGroupWeighting().resolve(group, None).known
        assert isinstance(known, JudgementErrors)
        np.testing.assert_allclose(known.tree.weights, [4 / 7, 2 / 7, 1 / 7])


def test_a_strange_item_is_named_at_its_place():
    group = AhpGroup.model_validate(
        {
            "kind": "ahp_group",
            "items": list("abx"),
            "judges": [{"name": "Li", "matrix": BORDERLINE}],
        }
    )
    problem = Problem(
        criteria=[Criterion(id=c, direction="benefit") for c in "abc"],
        alternatives=[Alternative(id="one")],
        performances=[[1, 2, 3]],
    )
    for statement in (group, spec(BORDERLINE, "abx")):
        with pytest.raises(InvalidWeights) as caught:
            resolve(statement, problem)
        assert {fault.path for fault in caught.value.faults} == {("items",), ("items", 2)}
