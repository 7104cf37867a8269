"""What the pages offer to choose from, in one language and in an order that readers expect."""

from dataclasses import dataclass

from api.language import Language
from api.parks.catalogue import catalogue_of
from api.settings import Settings
from mcda.parks import scorable
from mcda.parks.places import provinces as known_provinces
from mcda.parks.rationale import sectors as known_sectors
from mcda.parks.screens import screens as known_screens
from weights.profiles import load_profiles


@dataclass(frozen=True, slots=True)
class Choice:
    """An option: what is sent, what is read, and a word more about it."""

    value: str
    label: str
    more: str = ""


def provinces(language: Language) -> list[Choice]:
    """Return the provinces, by their romanised names."""
    return [
        Choice(name, chinese if language == "zh" else name) for name, chinese in known_provinces()
    ]


def sectors(language: Language) -> list[Choice]:
    """Return the sectors that sources name, by name."""
    found = [Choice(code, name[language]) for code, name in known_sectors().items()]
    return found if language == "zh" else sorted(found, key=lambda choice: choice.label)


def screens(language: Language) -> list[Choice]:
    """Return the screens that need no number."""
    return [
        Choice(item.id, item.name[language], item.reason[language])
        for item in known_screens()
        if all(parameter.default is not None for parameter in item.parameters)
    ]


def parks(settings: Settings, language: Language) -> list[Choice]:
    """Return the parks that can be ranked, by country."""
    catalogue = catalogue_of(settings)
    found = [catalogue.parks[name] for name in scorable(catalogue)]
    return [
        Choice(park.id, park.name[language], catalogue.country(park.country).name[language])
        for park in sorted(found, key=lambda park: (park.country, park.id))
    ]


def profiles(language: Language) -> list[Choice]:
    """Return the kinds of enterprises that choose a park, and whom each is for."""
    return [
        Choice(item.id, item.name[language], item.for_whom[language])
        for item in load_profiles().values()
        if item.about == "parks"
    ]
