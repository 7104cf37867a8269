"""The name of an assessment that nobody named: where the enterprise is at home, what it makes."""

from typing import Any

from api.language import Language
from api.pages.words import catalogue as words
from mcda.parks.places import Hometown, resolve
from mcda.parks.rationale import sectors

Plain = dict[str, Any]
_BETWEEN = {"en": ", ", "zh": "·"}


def add_name(change: Plain, content: Plain, language: Language) -> Plain:
    """Return a change that also names an assessment which still has the name that all begin with.

    Parameters
    ----------
    change
        A merge patch of facts of the enterprise.
    content
        Of the assessment as it stands.
    language
        Of the name.
    """
    if change.get("name", content["name"]) not in words()["assess"]["unnamed"].values():
        return change
    name = _name({**content.get("enterprise", {}), **change["enterprise"]}, language)
    return {**change, "name": name} if name else change


def _name(enterprise: Plain, language: Language) -> str:
    """Return a name, "" where it is not known what the enterprise makes."""
    made = [sectors()[code] for code in enterprise.get("sectors") or () if code in sectors()]
    if not made:
        return ""
    home = enterprise.get("home") or {}
    place = resolve(home.get("province", ""), home.get("city", ""))
    at_home = [] if place is None else [_nearest(place, language)]
    return _BETWEEN[language].join([*at_home, made[0][language]])


def _nearest(place: Hometown, language: Language) -> str:
    """Return the city, else the province."""
    return place.name[language].rpartition("/")[2]
