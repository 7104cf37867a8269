"""Side by side: Kendall's tau against scipy, shares, and methods that cannot take the data."""

from importlib import import_module

import numpy as np
import pytest
from scipy import stats

from mcda import WeightVector, rank
from mcda.errors import InvalidMethod
from mcda.prepare.screen import Requirement
from mcda.robust import agreement
from mcda.robust.agreement import (
    DEFAULT_METHODS,
    check_names,
    kendall_tau,
    kendall_taus,
    kendall_to,
    winner_shares,
)
from tests.mcda.small_problems import ranked
from tests.refusals import rejects

agreement_module = import_module("mcda.robust.agreement")


@pytest.mark.parametrize("levels", [2, 4, 1000])
def test_kendall_tau_b_against_scipy(levels):
    rng = np.random.default_rng(levels)
    for _ in range(60):
        size = int(rng.integers(2, 12))
        x, y = (
            stats.rankdata(rng.integers(0, levels, size), method="min").astype(int)
            for _ in range(2)
        )
        if len(set(x)) == 1 or len(set(y)) == 1:
            assert kendall_tau(x, y) == 0
            continue
        wanted = stats.kendalltau(x, y).statistic
        assert kendall_tau(x, y) == pytest.approx(wanted, abs=1e-12)


def test_kendall_tau_of_one_alternative():
    assert kendall_tau(np.array([1]), np.array([1])) == 0


def test_kendall_tau_of_many_at_once(monkeypatch):
    rng = np.random.default_rng(5)
    ranks = np.array(
        [stats.rankdata(row, method="min") for row in rng.integers(0, 4, (9, 6))], dtype=np.int64
    )
    ranks[3] = 1  # ranks nothing apart
    wanted = [[kendall_tau(x, y) for y in ranks] for x in ranks]
    np.testing.assert_allclose(kendall_taus(ranks), wanted, atol=1e-12)
    np.testing.assert_allclose(kendall_to(ranks[0], ranks), wanted[0], atol=1e-12)
    monkeypatch.setattr(agreement_module, "_TILE", 40)  # two rankings at a time
    np.testing.assert_allclose(kendall_to(ranks[0], ranks), wanted[0], atol=1e-12)


def test_winner_shares_split_a_tie():
    ranks = np.array([[1, 2, 3], [1, 1, 3], [1, 1, 1]])
    assert winner_shares(ranks) == pytest.approx([11 / 18, 5 / 18, 2 / 18])


def test_rankings_side_by_side_are_those_of_rank():
    rows = [[7, 2, 9], [5, 6, 4], [8, 1, 3], [2, 9, 6]]
    answer = ranked(rows, [3, 2, 1], distance="manhattan")
    found = agreement(answer)
    assert tuple(found.rankings) == DEFAULT_METHODS
    assert found.unavailable == {}
    singles = {name: ranked(rows, [3, 2, 1], name) for name in DEFAULT_METHODS}
    singles["topsis"] = answer  # keeps its parameters
    for name, single in singles.items():
        assert found.rankings[name] == single.alternatives
        for other, second in singles.items():
            if other != name:
                wanted = stats.kendalltau(single.ranks, second.ranks).statistic
                assert found.kendall_tau[name][other] == pytest.approx(wanted, abs=1e-12)
    winners = [single.winner for single in singles.values()]
    wanted = {name: winners.count(name) / 4 for name in set(winners)}
    assert found.winner_share == pytest.approx(wanted)


def test_a_tie_splits_the_share():
    found = agreement(ranked([[2, 1], [1, 2]], [1, 1]), ("weighted_sum", "promethee2"))
    assert found.winner_share == {"a0": 0.5, "a1": 0.5}
    assert found.kendall_tau["weighted_sum"]["promethee2"] == 0


def test_unavailable_methods_are_named_with_the_reason():
    answer = ranked([[-2, 1], [1, 2]], [1, 1])
    found = agreement(answer, ("topsis", "ahp", "weighted_product", "spotis", "weighted_sum"))
    assert tuple(found.rankings) == ("topsis", "weighted_sum")
    assert {name: note.code for name, note in found.unavailable.items()} == {
        "ahp": "negative_value",
        "weighted_product": "not_above_zero",
        "spotis": "range_missing",
    }
    assert sum(found.winner_share.values()) == pytest.approx(1)
    assert all(note.say() and note.say("zh") for note in found.unavailable.values())


def test_nothing_else_available():
    found = agreement(ranked([[-2, 1], [1, 2]], [1, 1]), ("ahp",))
    assert found.rankings == {"topsis": ("a1", "a0")}
    assert found.winner_share == {"a1": 1}
    assert found.kendall_tau == {"topsis": {}}
    assert set(found.unavailable) == {"ahp"}


def test_own_method_comes_first_and_ties_share_a_rank():
    answer = ranked([[1, 2], [1, 2], [2, 3]], [1, 1], "weighted_sum")
    found = agreement(answer, ("ahp", "weighted_sum"))
    assert tuple(found.rankings) == ("weighted_sum", "ahp")
    for ranks in found.ranks.values():
        assert ranks == {"a0": 2, "a1": 2, "a2": 1}


def test_a_method_named_twice_counts_once():
    found = agreement(ranked([[3, 1], [1, 2]], [1, 1]), ("topsis", "topsis", "ahp"))
    assert tuple(found.rankings) == ("topsis", "ahp")


def test_nothing_passed_the_screens():
    problem = ranked([[3, 1], [1, 2]], [1, 1]).problem
    weights = WeightVector.normalised(problem.criterion_ids, [1, 1])
    ranking = rank(problem, weights, requirements=[Requirement(criterion="c0", at_least=9)])
    found = agreement(ranking)
    assert found.rankings == {"topsis": ()}
    assert found.winner_share == found.unavailable == {}


def test_every_unknown_name_is_a_fault():
    with rejects(InvalidMethod, paths=[(0,), (2,)]):
        check_names(["nonsense", "topsis", "more"])


def test_unknown_method():
    with pytest.raises(InvalidMethod):
        agreement(ranked([[3, 1], [1, 2]], [1, 1]), ("topsis", "nonsense"))


def test_cells_that_only_comparisons_replace_make_others_unavailable():
    """AHP reads c0 from comparisons and needs no cells there; the other methods do."""
    rows = [[None, 4], [None, 2]]
    answer = ranked(rows, [1, 1], "ahp", comparisons={"c0": [[1, 3], [1 / 3, 1]]})
    assert answer.winner == "a0"
    found = agreement(answer)
    assert tuple(found.rankings) == ("ahp",)
    assert set(found.unavailable) == {"topsis", "weighted_sum", "promethee2"}


def test_frame():
    frame = agreement(ranked([[3, 1], [1, 2]], [1, 1])).to_frame()
    assert set(DEFAULT_METHODS) <= set(frame.columns)


@pytest.mark.parametrize("levels", [2, 4, 30])
def test_all_pairs_at_once_agree_with_scipy(levels):
    ranks = np.random.default_rng(levels).integers(1, levels + 1, size=(6, 15))
    taus = kendall_taus(ranks)
    for i, x in enumerate(ranks):
        for k, y in enumerate(ranks):
            assert taus[i, k] == pytest.approx(
                stats.kendalltau(x, y, variant="b").statistic, abs=1e-12
            )
            assert taus[i, k] == kendall_tau(x, y)


def test_who_ranks_nothing_apart_agrees_with_nobody():
    assert kendall_taus(np.array([[1, 1, 1], [1, 2, 3]])).tolist() == [[0, 0], [0, 1]]
    assert kendall_taus(np.array([[1], [1]])).tolist() == [[0, 0], [0, 0]]
