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
