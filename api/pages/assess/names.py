"""The name of an assessment that nobody named: where the firm is, what it makes, and the day."""

from typing import Any

from api.language import Language
from api.numbers import Numbers
from api.pages.words import catalogue as words
from mcda.parks.places import Hometown, resolve
from mcda.parks.rationale import sectors

Plain = dict[str, Any]
_BETWEEN = {"en": ", ", "zh": "·"}
_SECTORS = 2


def add_name(change: Plain, found: Plain, language: Language) -> Plain:
    """Return a change that also names an assessment which has no name but such a one.

    Parameters
    ----------
    change
        A merge patch of facts of the enterprise.
    found
        The assessment as it stands.
    language
        Of the name.
    """
    content, day = found["content"], found["created_at"]
    unnamed = words()["assess"]["unnamed"]
    before = content.get("enterprise", {})
    ours = {*unnamed.values(), *(_name(before, day, one) for one in unnamed)}
    if change.get("name", content["name"]) not in ours:
        return change
    return {**change, "name": _name({**before, **change["enterprise"]}, day, language)}


def _name(enterprise: Plain, day: str, language: Language) -> str:
    made = [sectors()[code] for code in enterprise.get("sectors") or () if code in sectors()]
    home = enterprise.get("home") or {}
    place = resolve(home.get("province", ""), home.get("city", ""))
    at_home = [] if place is None else [_nearest(place, language)]
    known = [*at_home, *(one[language] for one in made[:_SECTORS])]
    known = known or [words()["assess"]["unnamed"][language]]
    return _BETWEEN[language].join([*known, Numbers(language).short_day(day)])


def _nearest(place: Hometown, language: Language) -> str:
    """Return the city, else the province."""
    return place.name[language].rpartition("/")[2]
