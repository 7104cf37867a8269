import numpy as np

from tests.api.reports.conftest import seen


def test_names_numbers_and_words(study):
    english, chinese = seen(study), seen(study, "zh")
    assert english.name("tcr") == "Thai-Chinese Rayong Industrial Zone"
    assert chinese.name("tcr") == "泰中罗勇工业园"
    assert english.name(None) == "–"
    assert chinese.criterion("land_price") == "土地价格"
    assert chinese.unit("USD/m2") == "美元/平方米"
    assert english.bounds(82, 164) == "82 to 164"
    assert english.bounds(3, 3) == english.bounds(None, 3) == "–"
    assert english.value(None) == "not known"
    assert english.is_parks


def test_lists_are_cut_by_number(study):
    english = seen(study)
    assert english.listed(["a", "b", "c", "d"], 2) == "a, b, 2 more"
    assert english.listed(["a", "b", "c"], 2) == "a, b, c"
    assert seen(study, "zh").listed(["a", "b"]) == "a、b"


def test_shares_and_ranges(study, plain, ask):
    view = seen(study)
    shares = study["sensitivity"]["acceptability"]["rank_shares"]
    assert view.first_share("tcr") == shares["tcr"][0]
    assert view.first_share("nobody") is None
    assert view.central_ranks("nobody") == view.possible_ranks("nobody") == ""
    best = {p["alternative"]: p for p in study["sensitivity"]["possible_ranks"]}["tcr"]
    assert view.possible_ranks("tcr") == f"{best['best']}–{best['worst']}"
    assert seen(plain).central_ranks("tcr") == seen(plain).possible_ranks("tcr") == ""
    assert seen(plain).first_share("tcr") is None


def test_central_ranks_hold_their_share_of_the_draws(study):
    for key, shares in study["sensitivity"]["acceptability"]["rank_shares"].items():
        up_to = np.cumsum(shares)
        for part, outside in (("half", 0.25), ("ninety", 0.05)):
            ends = np.searchsorted(up_to, [outside, 1 - outside]) + 1
            told = "–".join(map(str, dict.fromkeys(ends.tolist())))
            assert seen(study).central_ranks(key, part) == told


def test_a_shared_rank_is_marked(tied):
    view = seen(tied)
    assert [view.rank(line) for line in view.ranking] == ["1 =", "1 =", "3"]
    assert view.firsts == ["a", "b"]
    assert not view.is_parks
