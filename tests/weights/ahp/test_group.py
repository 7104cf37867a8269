"""Several judges brought together."""

import numpy as np
import pytest

from mcda.errors import InvalidJudgements, InvalidWeights
from tests.refusals import rejects
from weights.ahp.group import mean_judgements, read_group
from weights.ahp.group_statement import AhpGroup

ONE = [[1, 2, 4], [1 / 2, 1, 2], [1 / 4, 1 / 2, 1]]
OTHER = [[1, 1 / 2, 1], [2, 1, 2], [1, 1 / 2, 1]]
ROUGH = [[1, 2, 3], [1 / 2, 1, 4], [1 / 3, 1 / 4, 1]]


def test_judgements_are_brought_together_by_geometric_means(make_group):
    group = read_group(make_group(ONE, OTHER, shares=[1, 3]))
    wanted = np.array(ONE) ** 0.25 * np.array(OTHER) ** 0.75
    np.testing.assert_allclose(group.common.root.matrix, wanted, rtol=1e-12)
    assert group.shares.tolist() == [0.25, 0.75]
    np.testing.assert_allclose(group.weights, group.common.weights)


def test_shares_may_be_of_any_size(make_group):
    group = read_group(make_group(ONE, OTHER, ROUGH, shares=[1e308, 1e308, 5e-324]))
    np.testing.assert_array_equal(group.shares, [0.5, 0.5, 0.0])


def test_priorities_are_brought_together_by_arithmetic_means(make_group):
    group = read_group(make_group(ONE, OTHER, shares=[1, 3], aggregate="priorities"))
    wanted = 0.25 * np.array([4, 2, 1]) / 7 + 0.75 * np.array([1, 2, 1]) / 4
    np.testing.assert_allclose(group.weights, wanted, rtol=1e-12)
    assert group.common is None


def test_priorities_are_brought_together_by_geometric_means(make_group):
    groups = [
        read_group(make_group(ONE, ROUGH, shares=[1, 3], aggregate=of, priority="geometric_mean"))
        for of in ("judgements", "priorities_geometric")
    ]
    np.testing.assert_allclose(groups[0].weights, groups[1].weights, rtol=1e-12)  # Aczel, Saaty
    own = np.prod(groups[0].own_weights ** groups[0].shares[:, None], axis=0)
    np.testing.assert_allclose(groups[1].weights, own / own.sum(), rtol=1e-12)


def test_a_pair_that_one_judge_alone_answered_does_not_outweigh_the_others(make_group):
    few = [[1, 9, None], [1 / 9, 1, 9], [None, 1 / 9, 1]]
    others = [[1, None, 1], [None, 1, 1], [1, 1, 1]]
    group = read_group(make_group(few, others, others, aggregate="priorities_geometric"))
    own = np.exp(np.log(group.own_weights).mean(axis=0))
    np.testing.assert_allclose(group.weights, own / own.sum(), rtol=1e-9)
    assert (ratio := group.weights[0] / group.weights[1]) == pytest.approx(9 ** (1 / 3))
    alone = read_group(make_group(few, others, others)).weights
    assert alone[0] / alone[1] > 1.5 * ratio


def test_who_did_not_answer_does_not_count_for_that_pair():
    gap = np.array([[1, np.nan], [np.nan, 1]])
    three, nine = (np.array([[1, x], [1 / x, 1]]) for x in (3.0, 9.0))
    found = mean_judgements(np.array([three, gap, nine]), np.array([0.2, 0.6, 0.2]))
    np.testing.assert_allclose(found, [[1, 27**0.5], [27**-0.5, 1]])
    assert np.isnan(mean_judgements(gap[None], np.array([1.0]))[0, 1])


def test_one_judge_is_a_group_of_one(make_group):
    group = read_group(make_group(ROUGH))
    np.testing.assert_allclose(group.weights, group.trees[0].weights, rtol=1e-12)
    assert group.without(0) is None


def test_without_a_judge_the_others_keep_their_proportions(make_group):
    rest = read_group(make_group(ONE, OTHER, ROUGH, shares=[1, 3, 4])).without(2)
    assert (rest.names, rest.shares.tolist()) == (("judge 0", "judge 1"), [0.25, 0.75])
    np.testing.assert_allclose(
        rest.weights, read_group(make_group(ONE, OTHER, shares=[1, 3])).weights
    )


def test_points_and_judgements_may_be_mixed(make_group):
    node = {"id": "g", "children": ["a", "b"]}
    judges = [
        {"name": "Li", "hierarchy": {**node, "matrix": [[1, 4], [1 / 4, 1]]}},
        {"name": "Wang", "hierarchy": {**node, "values": [1, 1]}},
    ]
    for of in ("judgements", "priorities_geometric"):
        spec = {"kind": "ahp_group", "judges": judges, "aggregate": of}
        group = read_group(AhpGroup.model_validate(spec))
        np.testing.assert_allclose(group.weights, [2 / 3, 1 / 3])


@pytest.mark.parametrize(
    ("judges", "code", "path"),
    [
        ([{"name": "x"}, {"name": "x"}], "judge_twice", ("judges", 1, "name")),
        ([{"name": " "}], "empty_id", ("judges", 0, "name")),
        ([{"name": "x", "share": 0}], "judges_without_share", ("judges",)),
        ([{"name": "x", "matrix": None}], "missing_field", ("judges", 0, "matrix")),
    ],
)
def test_judges_that_cannot_be_told_apart_or_counted(judges, code, path):
    said = [{"matrix": [[1, 2], [0.5, 1]], **judge} for judge in judges]
    spec = {"kind": "ahp_group", "items": ["a", "b"], "judges": said}
    with pytest.raises(InvalidWeights) as caught:
        read_group(AhpGroup.model_validate(spec))
    assert (caught.value.code, caught.value.faults[0].path) == (code, path)


def test_faults_of_the_common_items_stand_there():
    said = [{"name": "x", "matrix": [[1, 2], [0.5, 1]]}]
    spec = {"kind": "ahp_group", "items": ["a", "a"], "judges": said}
    with rejects(InvalidWeights, path=("items",)):
        read_group(AhpGroup.model_validate(spec))


def test_a_wrong_judgement_names_its_judge(make_group):
    wrong = [[1, 2, 4], [1 / 2, 1, 2], [1 / 4, 5, 1]]
    with pytest.raises(InvalidJudgements) as caught:
        read_group(make_group(ONE, wrong))
    fault = caught.value.faults[0]
    assert fault.path == ("judges", 1, "matrix", 1, 2)
    assert "judge 1" in fault.say()
    assert "“b”" in fault.say()


def test_other_trees_are_refused_by_name():
    node = {"id": "g", "values": [1, 1]}
    judges = [
        {"name": "Li", "hierarchy": {**node, "children": ["a", "b"]}},
        {"name": "Wang", "hierarchy": {**node, "children": ["b", "a"]}},
    ]
    with pytest.raises(InvalidWeights) as caught:
        read_group(AhpGroup.model_validate({"kind": "ahp_group", "judges": judges}))
    assert caught.value.code == "judges_differ"
    assert "Wang" in caught.value.say()
