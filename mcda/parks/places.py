"""Chinese provinces and cities, by either name."""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache

from mcda.texts.tables import table

_ENDINGS = re.compile(
    r"(特别行政区|壮族自治区|维吾尔自治区|回族自治区|自治区|省|市"
    r"|autonomousregion|municipality|province|city)$"
)
_SEPARATORS = re.compile(r"[/／|,，、·]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Hometown:
    """A home: province, and city where known (else empty)."""

    province: str
    city: str = ""

    @property
    def name(self) -> dict[str, str]:
        """Label by language."""
        chinese = _gazetteer().chinese
        parts = [part for part in (self.province, self.city) if part]
        return {
            "en": "/".join(parts),
            "zh": "".join(dict.fromkeys(chinese.get(part, part) for part in parts)),
        }


@dataclass(frozen=True, slots=True)
class _Gazetteer:
    provinces: Mapping[str, str]
    cities: Mapping[str, Mapping[str, str]]
    chinese: Mapping[str, str]


@lru_cache(maxsize=4096)
def normal(name: str) -> str:
    """Return a name without case, width, spaces, punctuation and administrative ending."""
    folded = unicodedata.normalize("NFKC", name).casefold()
    plain = "".join(letter for letter in folded if letter.isalnum())
    return _ENDINGS.sub("", plain) or plain


def parse(text: str) -> tuple[str, str]:
    """Split ``"Zhejiang/Hangzhou"`` into province and city; one word is the first of both."""
    parts = [part.strip() for part in _SEPARATORS.split(text) if part.strip()]
    return (parts[0], parts[1] if len(parts) > 1 else "") if parts else ("", "")


def provinces() -> list[tuple[str, str]]:
    """Return the known provinces, romanised and in Chinese, by their romanised names."""
    names = dict.fromkeys(_gazetteer().provinces.values())
    return sorted((name, _gazetteer().chinese[name]) for name in names)


def cities() -> list[tuple[str, str]]:
    """Return the known cities, romanised and in Chinese, by their romanised names."""
    gazetteer = _gazetteer()
    names = {name for own in gazetteer.cities.values() for name in own.values()}
    return sorted((name, gazetteer.chinese[name]) for name in names)


def resolve(province: str, city: str = "") -> Hometown | None:
    """Return the recognised place, or ``None`` if it is unknown.

    A city alone is accepted if it is known; beside a province it is kept as written.
    """
    gazetteer = _gazetteer()
    home = gazetteer.provinces.get(normal(province))
    if home is None:
        alone = normal(city or province)
        homes = [p for p, cities in gazetteer.cities.items() if alone in cities]
        if (province and city) or len(homes) != 1:
            return None
        return Hometown(province=homes[0], city=gazetteer.cities[homes[0]][alone])
    return Hometown(province=home, city=gazetteer.cities[home].get(normal(city), city.strip()))


def is_listed(home: Hometown) -> bool:
    """Tell whether the city of a home is known; a home without a city counts as known."""
    return not home.city or home.city in _gazetteer().chinese


@cache
def _gazetteer() -> _Gazetteer:
    provinces: dict[str, str] = {}
    cities: dict[str, dict[str, str]] = {}
    chinese: dict[str, str] = {}
    for province, entry in table("mcda.parks", "data", "places.toml").items():
        provinces |= {normal(province): province, normal(entry["zh"]): province}
        chinese[province] = entry["zh"]
        own = cities.setdefault(province, {})
        for english, han in entry["cities"]:
            own |= {normal(english): english, normal(han): english}
            chinese[english] = han
    return _Gazetteer(provinces, cities, chinese)
