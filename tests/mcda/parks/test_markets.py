"""Names of markets."""

import pytest

from mcda.parks import load_catalogue
from mcda.parks.markets import HOST_FROM_HOME, market_name


@pytest.mark.parametrize(
    ("market", "english", "chinese"),
    [
        ("US", "United States", "美国"),
        ("usa", "United States", "美国"),
        ("欧盟", "European Union", "欧盟"),
        ("CN", "China", "中国"),
        ("china", "China", "中国"),
        ("VN", "Vietnam", "越南"),
        ("KH", "Cambodia", "柬埔寨"),
        ("South Africa", "South Africa", "南非"),
        ("south_africa", "South Africa", "南非"),
        ("MX", "Mexico", "墨西哥"),
        ("host", "the park's own country", "园区所在国"),
        (HOST_FROM_HOME, "host country", "东道国"),
        ("Mars", "Mars", "Mars"),
    ],
)
def test_names(market: str, english: str, chinese: str) -> None:
    assert market_name(market) == {"en": english, "zh": chinese}


def test_every_country_is_known_by_id_code_and_name() -> None:
    for country in load_catalogue().countries.values():
        for word in (country.id, *country.codes, *country.name.values()):
            assert market_name(word) == country.name


@pytest.mark.parametrize(
    "words",
    [("US", "usa", "美国"), ("EU", "欧盟"), ("UK", "gb", "英国"), ("MX", "墨西哥"),
     ("JP", "japan", "日本"), ("ASEAN", "东盟")],
)  # fmt: skip
def test_a_market_is_called_alike_however_it_is_written(words: tuple[str, ...]) -> None:
    names = [market_name(word) for word in words]
    assert names == [names[0]] * len(words)
    assert names[0]["zh"] == words[-1]
    assert names[0]["en"].isascii()


def test_every_market_with_a_duty_on_record_has_names() -> None:
    for market in load_catalogue().schedule.markets:
        name = market_name(market)
        assert name["zh"] != name["en"], market
