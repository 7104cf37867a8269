"""What markets are called, in both languages."""

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

from mcda.parks.model import Text
from mcda.parks.places import normal
from mcda.parks.scenario import HOST, market_key

HOST_FROM_HOME = "host country"
"""What ``host`` means to goods made in China: a market abroad, not the country they come from."""

_GREAT: Mapping[str, Text] = {
    "US": {"en": "United States", "zh": "美国"},
    "EU": {"en": "European Union", "zh": "欧盟"},
    "UK": {"en": "United Kingdom", "zh": "英国"},
    "MEXICO": {"en": "Mexico", "zh": "墨西哥"},
    "JP": {"en": "Japan", "zh": "日本"},
    "ASEAN": {"en": "ASEAN", "zh": "东盟"},
    HOST: {"en": "the park's own country", "zh": "园区所在国"},
    HOST_FROM_HOME: {"en": "host country", "zh": "东道国"},
}


def market_name(market: str) -> Text:
    """Return the name of a market: a great one, a country of the catalogue, else as it is written.

    Parameters
    ----------
    market
        As an enterprise or a scenario names it: ``"US"``, ``"CN"``, ``"Vietnam"``, ``"host"``.
    """
    key = market_key(market)
    found = _GREAT.get(market) or _GREAT.get(key) or _countries().get(normal(market))
    return found or {"en": market, "zh": market}


def is_country(market: str) -> bool:
    """Tell whether a market is a country of the catalogue, by code, id or either name."""
    return normal(market) in _countries()


@cache
def _countries() -> Mapping[str, Text]:
    """Return the names of countries by code, id and either name."""
    path = files("mcda.parks").joinpath("data", "countries.toml")
    document = tomllib.loads(path.read_text(encoding="utf-8"))
    return {
        normal(word): entry["name"]
        for country, entry in document.items()
        for word in (*entry["codes"], country, *entry["name"].values())
    }
