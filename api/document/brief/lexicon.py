"""Words for values: levels of ladders, money per area, connections, and places of parks."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Any

from api.document.brief.parts import Grade
from api.document.values import Fixed, Kind, Quantity, Share, Spoken, TenThousands, ValueRange, say
from mcda.parks import Catalogue, Enterprise
from mcda.parks.model import Text
from mcda.texts import Note
from weights.elicit.parks import wordings_of
from weights.elicit.words import Wording

Plain = Mapping[str, Any]
DOTS: Mapping[str, int] = {"strong": 3, "fair": 2, "weak": 1}
OWN_GRADE = Grade(dots=0, said=say("dots_own"), own=True)
_PRICE, _COUNT, _SALES = "USD/m2", "connections", ("% of export value", "% of sales")
_PLACES = 0
_SCALE = "0 to 1"


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Words for the values of one catalogue."""

    wordings: Mapping[str, Wording] = field(default_factory=dict)
    """By criterion; one without stands as figure and unit."""
    places: Mapping[str, Text] = field(default_factory=dict)
    """Where each alternative is, by language."""
    trades: Mapping[str, Collection[str]] = field(default_factory=dict)
    """Ids of the sectors that sources name for each alternative."""
    factories: Collection[str] = ()
    """Alternatives of which a source speaks of standard factories."""

    def value(self, criterion: str, value: float | None, unit: str) -> Spoken:
        """Return a value in words."""
        if value is None:
            return say("not_on_record")
        if unit.startswith(_PRICE):
            return say("price", value=Fixed(value, _PLACES))
        if unit == _COUNT:
            return Kind("connections", str(round(value)))
        if unit in _SALES:
            return say("of_sales", share=Share(value / 100))
        level = self.level(criterion, value)
        if level is not None:
            return level
        return Fixed(value, 2) if unit == _SCALE else Quantity(value, unit)

    def level(self, criterion: str, value: float) -> Spoken | None:
        """Return the name of the nearest level of a ladder, None for a criterion without one."""
        wording = self.wordings.get(criterion)
        if wording is None or not wording.levels:
            return None
        return Note.of(min(wording.levels, key=lambda level: abs(level[0] - value))[1])

    def counted(self, criterion: str, found: Plain) -> float | None:
        """Return the value to show: a level as recorded, else the figure that the score uses."""
        value, at = found["value"], found.get("counts_as")
        as_recorded = value is None or at is None or found["unit"] == _COUNT
        return value if as_recorded or self.level(criterion, value) is not None else at

    def local(self, criterion: str, value: float | None) -> Spoken | None:
        """Return a price in the currency and unit of a reader's home; None if there is none."""
        wording = self.wordings.get(criterion)
        if value is None or wording is None or not wording.local:
            return None
        factor, _ = wording.local["zh"]
        return say("price_local", value=TenThousands(value * factor))

    def bounds(self, found: Plain) -> Spoken | None:
        """Return the bounds of a figure, None for a level and for an exactly known value."""
        low, high, unit = found["low"], found["high"], found["unit"]
        if low is None or high is None or low == high:
            return None
        if unit.startswith(_PRICE):
            return ValueRange(round(low), round(high))
        if unit in _SALES:
            return say("bounds", low=Share(low / 100), high=Share(high / 100))
        return None


def years(unit: str) -> str:
    """Return the number of years of use over which a unit spreads a price."""
    return unit.partition(" for ")[2].partition(" ")[0]


def lexicon_of(catalogue: Catalogue, enterprise: Enterprise) -> Lexicon:
    """Return the words of a catalogue for one enterprise."""
    parks = catalogue.parks
    return Lexicon(
        wordings_of(catalogue, enterprise),
        {key: park.place for key, park in parks.items()},
        {key: park.sectors for key, park in parks.items()},
        [key for key, park in parks.items() if park.factory_claims],
    )


def dots_grade(dots: int) -> Grade:
    """Return the grade of `dots` out of three dots."""
    return Grade(dots=dots, said=say(f"dots_{dots}"))


def grade(found: Plain) -> Grade | None:
    """Return how well sources support a value, None if it has no grade."""
    quality = found.get("quality")
    if quality is None:
        return None
    if quality["grade"] == "own":
        return OWN_GRADE
    return dots_grade(DOTS.get(quality["grade"], 0))


def is_known(found: Plain) -> bool:
    """Tell whether a value is on record."""
    return found["kind"] != "unknown" and found["value"] is not None


def doubt(found: Plain) -> Spoken:
    """Return in a few words how well a value is supported."""
    if found["kind"] == "override":
        return say("doubt_own", source=found["source"])
    quality = found.get("quality") or {}
    if not is_known(found):
        return say("doubt_unknown")
    for name in ("proxy", "scenario", "nothing_on_record", "conflict", "weak_sources"):
        if name in quality.get("doubts", ()):
            return say(f"doubt_{name}")
    if "old" in quality.get("doubts", ()) and quality.get("newest"):
        return say("doubt_old", year=str(quality["newest"]))
    for name in ("single_source", "undated"):
        if name in quality.get("doubts", ()):
            return say(f"doubt_{name}")
    return say("doubt_none", count=str(quality.get("sources", 0)))
