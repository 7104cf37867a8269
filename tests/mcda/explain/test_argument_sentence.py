"""The strongest argument in words."""

import pytest

from mcda import Interval
from mcda.explain import Argument, Change


def argument(before=0.081, needed=0.153, **more):
    kind = "cell" if more else "weight"
    change = {
        "criterion": "power",
        "unit": "MW",
        "values": (5.0, 6.0),
        "alternative": None,
        "spread": None,
        "before": before,
        "needed": needed,
    }
    return Argument(
        kind=kind, winner="near", rival="far", share=0.072, change=Change(**(change | more))
    )


def test_a_weight_that_rises():
    assert argument().sentence.say() == (
        "The strongest argument against near is far: it comes first if the weight of power "
        "(6 against 5 MW) rises from 8.1 % past 15.3 %, with 7.2 % of all weight taken from the "
        "others in proportion."
    )
    assert argument().sentence.say("zh", {"near": "近园", "far": "远园", "power": "供电"}) == (
        "对“近园”最有力的质疑来自“远园”：若供电（6 对 5 MW）的权重由 8.1% 升至 15.3% 以上"
        "（按比例从其他准则移入全部权重的 7.2%），“远园”即居首位。"
    )


def test_a_weight_that_falls():
    found = argument(before=0.153, needed=0.081)
    assert "falls from 15.3 % below 8.1 %, with 7.2 % of all" in found.sentence.say()
    assert "由 15.3% 降至 8.1% 以下" in found.sentence.say("zh")


def test_digits_that_tell_before_from_needed():
    found = argument(before=0.228, needed=0.22801)
    assert "from 22.8 % past 22.801 %, with 0.001 % of" in found.sentence.say()


def test_the_share_is_the_difference_of_what_is_shown():
    said = argument(before=0.22765, needed=0.07112).sentence.say()  # apart by 15.653 %
    assert "from 22.8 % past 7.1 %, with 15.7 % of all weight" in said.replace("below", "past")


def test_a_cell():
    spread = Interval(low=3, high=8)
    found = argument(before=5.5, needed=4.75, alternative="near", spread=spread)
    assert found.sentence.say() == (
        "The strongest argument against near is far: it comes first if power of near, taken as "
        "5.5 but possibly 3 to 8 MW, passes 4.75, 7.2 % of the way to that bound."
    )
    assert "现取 5.5，实际可能为 3 至 8 MW；一旦越过 4.75" in found.sentence.say("zh")


def test_a_tie():
    found = Argument(kind="tie", winner="near", rival="far", share=0.0)
    assert found.sentence.say() == (
        "The strongest argument against near is far: both share the first rank."
    )
    assert "并列第一" in found.sentence.say("zh")


@pytest.mark.parametrize(
    ("tried", "en", "zh"),
    [
        (14, "none of the 14 uncertain values within its bounds.", "14 个不确定的值"),
        (0, "and no value is uncertain.", "没有不确定的值"),
    ],
)
def test_none(tried, en, zh):
    found = Argument(kind="none", winner="near", rival=None, share=1.0, tried=tried)
    assert found.sentence.say().endswith(en)
    assert zh in found.sentence.say("zh")
