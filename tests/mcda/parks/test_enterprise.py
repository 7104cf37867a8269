"""What an enterprise may say."""

from typing import Any

import pytest

from mcda.errors import InvalidEnterprise
from mcda.parks import Enterprise
from mcda.parks.places import Hometown


@pytest.mark.parametrize(
    "said",
    [{"home": "Zhejiang/Hangzhou"}, {"home": {"province": "浙江", "city": "杭州"}},
     {"province": "Zhejiang", "city": "Hangzhou"}, {"city": "杭州"}],
)  # fmt: skip
def test_forms_of_home(said: dict[str, Any]) -> None:
    assert Enterprise(**said).place == Hometown(province="Zhejiang", city="Hangzhou")


def test_nothing_need_be_said() -> None:
    silent = Enterprise()
    assert silent.place is None
    assert not silent.says_home


def test_an_unknown_home_is_said_but_no_place() -> None:
    stranger = Enterprise(home="Atlantis")
    assert stranger.says_home
    assert stranger.place is None


@pytest.mark.parametrize(
    ("said", "code", "path"),
    [
        ({"home": "Zhejiang", "city": "Hangzhou"}, "home_stated_twice", ("home",)),
        ({"home": {"town": "x"}}, "home_invalid", ("home", "town")),
        ({"home": {"city": 3}}, "home_invalid", ("home", "city")),
        ({"home": 3}, "home_invalid", ("home",)),
        *((said, "city_elsewhere", ("home", "city")) for said in (
            {"home": "Zhejiang/Suzhou"}, {"home": {"province": "浙江", "city": "蘇州市"}},
            {"province": "Guangdong", "city": "Yiwu"}, {"home": "广东/張家港"})),
        ({"sectors": "auto_parts"}, "enterprise_not_names", ("sectors",)),
        ({"sectors": ["", "x"]}, "enterprise_not_names", ("sectors", 0)),
        ({"partners_in": [3]}, "enterprise_not_names", ("partners_in", 0)),
        ({"size": "huge"}, "enterprise_unknown_choice", ("size",)),
        ({"intent": "fun"}, "enterprise_unknown_choice", ("intent",)),
        ({"first_investment": 1}, "enterprise_unknown_choice", ("first_investment",)),
        ({"needs_standard_factory": "yes"}, "enterprise_unknown_choice",
         ("needs_standard_factory",)),
        ({"markets": [0.5]}, "market_share_invalid", ("markets",)),
        ({"markets": {"US": -0.1}}, "market_share_invalid", ("markets", "US")),
        ({"markets": {"US": True}}, "market_share_invalid", ("markets", "US")),
        ({"markets": {"US": "1"}}, "market_share_invalid", ("markets", "US")),
        ({"markets": {"US": float("nan")}}, "market_share_invalid", ("markets", "US")),
        ({"markets": {"US": 0.6, "EU": 0.5}}, "market_shares_above_one", ("markets",)),
        ({"investor_reliance": 1.1}, "invalid_reliance", ("investor_reliance",)),
        ({"investor_reliance": False}, "invalid_reliance", ("investor_reliance",)),
        *(({"container_value": value}, "container_value_invalid", ("container_value",))
          for value in (0, -1, 10_000_001, True, "50000", float("nan"), float("inf"))),
        *(({"goods": ["87", bad]}, "hs_chapter_invalid", ("goods", 1))
          for bad in ("77", "0", "7", "98", "870", "7708", "8703.10", 87, None)),
        ({"goods": "87"}, "hs_chapter_invalid", ("goods", 0)),
        *(({"chinese_parts": bad}, "chinese_parts_invalid", ("chinese_parts",))
          for bad in (-0.1, 1.1, True, "0.5", float("nan"))),
    ],
)  # fmt: skip
def test_refused(said: dict[str, Any], code: str, path: tuple[str | int, ...]) -> None:
    with pytest.raises(InvalidEnterprise) as caught:
        Enterprise(**said)
    assert [(fault.code, fault.path) for fault in caught.value.faults] == [(code, path)]
    for language in ("en", "zh"):
        assert "{" not in caught.value.say(language)


def test_the_province_of_a_city_is_told() -> None:
    with pytest.raises(InvalidEnterprise) as caught:
        Enterprise(home="浙江/苏州", size="huge")
    assert "“苏州” is in Jiangsu, not in Zhejiang." in caught.value.say("en")
    assert "“苏州”属于江苏，不属于浙江。" in caught.value.say("zh")
    assert len(caught.value.faults) == 2


@pytest.mark.parametrize(
    "home",
    ["Anhui/Suzhou", "Guangdong/Chang'an", "Beijing/Chaoyang", "Fujian/Nanjing", "浙江/某镇"],
)
def test_a_name_that_the_province_has_too_or_no_city_has_is_taken(home: str) -> None:
    assert Enterprise(home=home).place is not None


def test_all_faults_are_told_at_once() -> None:
    with pytest.raises(InvalidEnterprise) as caught:
        Enterprise(size="huge", intent="fun", markets={"US": 2})
    assert len(caught.value.faults) == 3


def test_shares_that_sum_to_one_in_floating_point() -> None:
    assert Enterprise(markets={"a": 0.1, "b": 0.2, "c": 0.7}).markets["c"] == 0.7


@pytest.mark.parametrize("value", [0.5, 50_000, 10_000_000])
def test_the_value_of_a_container(value: float) -> None:
    assert Enterprise(container_value=value).container_value == value


def test_what_it_sells_in_tariff_terms() -> None:
    said = Enterprise(goods=["87", "01"], chinese_parts=0.0)
    assert (said.goods, said.chinese_parts) == (("87", "01"), 0.0)
    assert (Enterprise().goods, Enterprise().chinese_parts) == ((), None)
