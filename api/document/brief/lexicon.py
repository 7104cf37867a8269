"""How values are said: ladder words, money per area, connections, and where a park is."""

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
_PRICE, _COUNT, _SALES = "USD/m2", "connections", "% of export value"
_PLACES = 0
_SCALE = "0 to 1"


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Words for the values of one catalogue.

    Parameters
    ----------
    wordings
        By criterion; one without stands as figure and unit.
    places
        Where each alternative is, by language.
    trades
        Ids of the sectors that sources name for each alternative.
    factories
        Alternatives of which a source speaks of standard factories.
    """

    wordings: Mapping[str, Wording] = field(default_factory=dict)
    places: Mapping[str, Text] = field(default_factory=dict)
    trades: Mapping[str, Collection[str]] = field(default_factory=dict)
    factories: Collection[str] = ()

    def value(self, criterion: str, value: float | None, unit: str) -> Spoken:
        """Return a value in words."""
        if value is None:
            return say("not_on_record")
        if unit.startswith(_PRICE):
            return say("price", value=Fixed(value, _PLACES))
        if unit == _COUNT:
            return Kind("connections", str(round(value)))
        if unit == _SALES:
            return say("of_sales", share=Share(value / 100))
        level = self.level(criterion, value)
        if level is not None:
            return level
        return Fixed(value, 2) if unit == _SCALE else Quantity(value, unit)

    def level(self, criterion: str, value: float) -> Spoken | None:
        """Return the nearest level of a ladder by its name, None of a criterion without."""
        wording = self.wordings.get(criterion)
        if wording is None or not wording.levels:
            return None
        return Note.of(min(wording.levels, key=lambda level: abs(level[0] - value))[1])

    def counted(self, criterion: str, found: Plain) -> float | None:
        """Return the value to be told: a level as it is on record, a figure as it is counted."""
        value, at = found["value"], found.get("counts_as")
        as_recorded = value is None or at is None or found["unit"] == _COUNT
        return value if as_recorded or self.level(criterion, value) is not None else at

    def local(self, criterion: str, value: float | None) -> Spoken | None:
        """Return a price once more in the money and measure of a reader's home; else None."""
        wording = self.wordings.get(criterion)
        if value is None or wording is None or not wording.local:
            return None
        factor, _ = wording.local["zh"]
        return say("price_local", value=TenThousands(value * factor))

    def bounds(self, found: Plain) -> Spoken | None:
        """Return the bounds of a figure, None of a level and of what is known exactly."""
        low, high, unit = found["low"], found["high"], found["unit"]
        if low is None or high is None or low == high:
            return None
        if unit.startswith(_PRICE):
            return ValueRange(round(low), round(high))
        if unit == _SALES:
            return say("bounds", low=Share(low / 100), high=Share(high / 100))
        return None


def years(unit: str) -> str:
    """Return over how many years of use a unit spreads a price."""
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
    """Return so many of three dots."""
    return Grade(dots=dots, said=say(f"dots_{dots}"))


def grade(found: Plain) -> Grade | None:
    """Return how far sources carry a value, None where nobody graded it."""
    quality = found.get("quality")
    if quality is None:
        return None
    if quality["grade"] == "own":
        return OWN_GRADE
    return dots_grade(DOTS.get(quality["grade"], 0))


def is_known(found: Plain) -> bool:
    """Tell whether anything is on record of a value."""
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
