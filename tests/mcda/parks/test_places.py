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
    assert resolve("Zhejiang", "Hengdian") == Hometown(province="Zhejiang", city="Hengdian")


@pytest.mark.parametrize(
    ("names", "city", "prefecture"),
    [(("Yiwu", "义乌", "義烏市"), "Yiwu", "jinhua"), (("瑞安", "Rui'an"), "Rui'an", "wenzhou"),
     (("Kunshan", "昆山", "崑山"), "Kunshan", "suzhou"), (("海寧市", "海宁"), "Haining", "jiaxing"),
     (("Shunde", "順德區", "Shunde District"), "Shunde", "foshan"),
     (("張家港", "Zhangjiagang"), "Zhangjiagang", "suzhou")],
)  # fmt: skip
def test_counties_and_districts(names: tuple[str, ...], city: str, prefecture: str) -> None:
    homes = {resolve(name) for name in names}
    assert {(home.city, home.prefecture) for home in homes if home} == {(city, prefecture)}
    assert None not in homes


def test_a_name_alone_means_the_larger_city() -> None:
    alone = [resolve("", name) for name in ("Suzhou", "Taizhou", "Nanjing", "Wuxi", "Xi'an")]
    assert [home and home.province for home in alone] == [
        "Jiangsu", "Zhejiang", "Jiangsu", "Jiangsu", "Shaanxi",
    ]  # fmt: skip
    assert Hometown(province="Jiangsu", city="Taizhou").name["zh"] == "江苏泰州"


@pytest.mark.parametrize(
    ("province", "city"), [("Atlantis", ""), ("Atlantis", "Hangzhou"), ("", "Chang'an"), ("", "")]
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
