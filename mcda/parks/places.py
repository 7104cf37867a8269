"""Chinese provinces and cities, by either name."""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache

from mcda.texts.tables import table

_ENDINGS = re.compile(
    r"(特别行政区|壮族自治区|维吾尔自治区|回族自治区|自治区|省|市"
    r"|区|县|autonomousregion|municipality|province|city|district|county)$"
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
        chinese, home = _gazetteer().chinese, self.province
        parts = dict.fromkeys(chinese.get((home, part), part or home) for part in ("", self.city))
        return {"en": "/".join(filter(None, (home, self.city))), "zh": "".join(parts)}

    @property
    def prefecture(self) -> str:
        """The prefecture-level city that it is or lies in, the city itself where none is known."""
        return _gazetteer().above.get((self.province, self.city)) or normal(self.city)


@dataclass(frozen=True, slots=True)
class _Gazetteer:
    provinces: Mapping[str, str]
    places: Mapping[str, Mapping[str, str]]
    chinese: Mapping[tuple[str, str], str]
    above: Mapping[tuple[str, str], str]  # the prefecture of what lies below that level

    def called(self, name: str) -> list[tuple[str, str]]:
        key = normal(name)
        return [(home, own[key]) for home, own in self.places.items() if key in own]

    def rank(self, place: tuple[str, str]) -> int:
        below = place in self.above
        return below + (below and self.chinese[place][-1] != "市")


@lru_cache(maxsize=4096)
def normal(name: str) -> str:
    """Return a name without case, width, spaces, punctuation and administrative ending."""
    folded = unicodedata.normalize("NFKC", name).casefold().translate(_simplified())
    plain = "".join(letter for letter in folded if letter.isalnum())
    return _ENDINGS.sub("", plain) or plain


def parse(text: str) -> tuple[str, str]:
    """Split ``"Zhejiang/Hangzhou"`` into province and city; one word is the first of both."""
    parts = [part.strip() for part in _SEPARATORS.split(text) if part.strip()]
    return (parts[0], parts[1] if len(parts) > 1 else "") if parts else ("", "")


def provinces() -> list[tuple[str, str]]:
    """Return the known provinces, romanised and in Chinese, by their romanised names."""
    names = dict.fromkeys(_gazetteer().provinces.values())
    return sorted((name, _gazetteer().chinese[name, ""]) for name in names)


def cities() -> list[tuple[str, str]]:
    """Return the known cities of prefecture level, romanised and in Chinese, in this order."""
    chinese = _gazetteer().chinese
    return sorted((city, han) for (home, city), han in chinese.items() if not home)


def resolve(province: str, city: str = "") -> Hometown | None:
    """Return the recognised place, or ``None`` if it is unknown.

    A city alone is accepted if it is known, the one of highest level of its name; beside a province
    it is kept as written.
    """
    gazetteer = _gazetteer()
    home = gazetteer.provinces.get(normal(province))
    if home is None:
        places = gazetteer.called(city or province)
        least = min(map(gazetteer.rank, places), default=0)
        places = [place for place in places if gazetteer.rank(place) == least]
        if (province and city) or len(places) != 1:
            return None
        return Hometown(province=places[0][0], city=places[0][1])
    return Hometown(province=home, city=gazetteer.places[home].get(normal(city), city.strip()))


def elsewhere(home: Hometown) -> list[dict[str, str]]:
    """Return the names of the provinces that the city of a home lies in, if not in the one said."""
    gazetteer, places = _gazetteer(), [] if is_listed(home) else _gazetteer().called(home.city)
    cities = [place for place in places if gazetteer.rank(place) <= 1]
    return [Hometown(province=province).name for province, _ in cities]


def is_listed(home: Hometown) -> bool:
    """Tell whether the city of a home is known; a home without a city counts as known."""
    return (home.province, home.city) in _gazetteer().chinese


@cache
def _simplified() -> Mapping[int, int]:
    return str.maketrans(*table("mcda.parks", "data", "traditional.toml").values())


@cache
def _gazetteer() -> _Gazetteer:
    provinces: dict[str, str] = {}
    places: dict[str, dict[str, str]] = {}
    chinese: dict[tuple[str, str], str] = {}
    above: dict[tuple[str, str], str] = {}
    for province, entry in table("mcda.parks", "data", "places.toml").items():
        provinces |= {normal(province): province, normal(entry["zh"]): province}
        chinese[province, ""] = entry["zh"]
        own = places.setdefault(province, {})
        for upper, members in (*entry["counties"].items(), ("", entry["cities"])):
            for english, han in members:
                own |= {normal(english): english, normal(han): english}
                chinese[province, english] = han
                if upper:
                    above[province, english] = normal(upper)
        chinese |= {("", english): han for english, han in entry["cities"]}
    return _Gazetteer(provinces, places, chinese, above)
