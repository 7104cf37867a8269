"""Chinese places by either name."""

import pytest

from mcda.parks.places import Hometown, normal, parse, resolve


@pytest.mark.parametrize(
    ("province", "city"),
    [("Zhejiang", "Hangzhou"), ("ZHEJIANG", "hangzhou"), ("浙江", "杭州"), ("浙江省", "杭州市"),
     ("Zhejiang Province", "Hangzhou City"), ("", "Hangzhou"), ("杭州", ""),
     (" zhejiang ", "杭州")],
)  # fmt: skip
def test_hangzhou_by_any_name(province: str, city: str) -> None:
    assert resolve(province, city) == Hometown(province="Zhejiang", city="Hangzhou")


def test_unlisted_city_of_a_known_province_is_kept() -> None:
    assert resolve("Zhejiang", "Yiwu") == Hometown(province="Zhejiang", city="Yiwu")


@pytest.mark.parametrize(
    ("province", "city"), [("Atlantis", ""), ("Atlantis", "Hangzhou"), ("", "Yiwu"), ("", "")]
)
def test_not_recognised(province: str, city: str) -> None:
    assert resolve(province, city) is None


def test_autonomous_regions() -> None:
    assert resolve("广西壮族自治区", "南宁市") == Hometown(province="Guangxi", city="Nanning")
    assert resolve("Inner Mongolia Autonomous Region") == Hometown(province="Inner Mongolia")


def test_parse_and_normal() -> None:
    assert parse("Zhejiang / Hangzhou") == ("Zhejiang", "Hangzhou")
    assert parse("浙江") == ("浙江", "")
    assert parse(" / ") == ("", "")
    assert normal("Xi'an") == "xian"


def test_names() -> None:
    place = resolve("Zhejiang", "Hangzhou")
    assert place is not None
    assert place.name == {"en": "Zhejiang/Hangzhou", "zh": "浙江杭州"}
    assert Hometown(province="Beijing", city="Beijing").name["zh"] == "北京"
