"""What the pages offer to choose from, in one language and in an order that readers expect."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from api.language import Language
from api.pages.assess.sector_words import SectorWords, sector_words
from api.pages.words import words
from api.parks.catalogue import catalogue_of
from api.parks.vocabularies import list_markets
from api.parks.vocabulary import OTHER
from api.settings import Settings
from mcda.parks import Catalogue, scorable
from mcda.parks.markets import market_name
from mcda.parks.places import cities as known_cities
from mcda.parks.places import provinces as known_provinces
from mcda.parks.rationale import SectorGroup, sector_groups
from mcda.parks.rationale import sectors as known_sectors
from mcda.parks.scenario import HOST, market_key
from mcda.parks.screens import screens as known_screens
from weights.profiles import load_profiles

_MARKETS = ("US", "EU", HOST, "CN", "ASEAN", "UK", "JP", "MX", OTHER)
"""In the order in which exporters name them."""
_NO_WORDS: SectorWords = {"hs": (), "en": (), "zh": ()}


@dataclass(frozen=True, slots=True)
class FormChoice:
    """An option: what is sent, what is read, and a word more about it."""

    value: str
    label: str
    more: str = ""
    find: str = ""
    """All names that it may be found by, in either language, with bars between."""
    hs: str = ""
    """Its chapters and headings of the Harmonized System, with blanks between."""


@dataclass(frozen=True, slots=True)
class Family:
    """Sectors of one family of industries, and whether one of them is chosen."""

    name: str
    choices: Sequence[FormChoice]
    chosen: bool


def provinces(language: Language) -> list[FormChoice]:
    """Return the provinces, by their romanised names."""
    return [
        FormChoice(name, chinese if language == "zh" else name)
        for name, chinese in known_provinces()
    ]


def cities(language: Language) -> list[FormChoice]:
    """Return the cities that the catalogue knows, by their romanised names."""
    return [
        FormChoice(name, chinese if language == "zh" else name) for name, chinese in known_cities()
    ]


def families(settings: Settings, language: Language, chosen: Sequence[str]) -> list[Family]:
    """Return the sectors by families, each with how many parks are known to have it.

    Parameters
    ----------
    settings
        With the catalogue.
    language
        Of names.
    chosen
        Codes of the sectors that were chosen; what no family has stands in one of its own.
    """
    catalogue, said = catalogue_of(settings), words(language)["assess"]
    hosted = Counter(name for park in catalogue.parks.values() for name in park.sectors)
    listed = {code for group in sector_groups() for code in group.sectors}
    groups = list(sector_groups())
    strange = [code for code in (*hosted, *chosen) if code not in listed and code != OTHER]
    if strange:
        names = {"en": said["sectors_own"], "zh": said["sectors_own"]}
        groups.append(SectorGroup(OTHER, names, tuple(dict.fromkeys(strange))))
    return [
        Family(
            name=group.name[language],
            choices=[
                _sector(code, hosted[code], catalogue, group, language) for code in group.sectors
            ],
            chosen=not set(group.sectors).isdisjoint(chosen),
        )
        for group in groups
    ]


def _sector(
    code: str, parks: int, catalogue: Catalogue, group: SectorGroup, language: Language
) -> FormChoice:
    said = words(language)["assess"]
    name = known_sectors().get(code, {"en": code, "zh": code})
    chapters = catalogue.schedule.chapters.get(code, ())
    also = sector_words().get(code, _NO_WORDS)
    names = (*name.values(), *also["en"], *also["zh"])
    found_by = (code, code.replace("_", " "), *names, *group.name.values())
    return FormChoice(
        code,
        name[language],
        said["sector_parks"].format(count=parks) if parks else said["sector_no_parks"],
        "|".join(found_by).casefold(),
        " ".join((*chapters, *also["hs"])),
    )


def markets(settings: Settings, language: Language, asked: Sequence[str]) -> list[FormChoice]:
    """Return markets with their names, and of which no duty is known.

    Parameters
    ----------
    settings
        With the catalogue.
    language
        Of names.
    asked
        Their ids.
    """
    said = words(language)["assess"]
    catalogue = catalogue_of(settings)
    known = {one["id"]: one for one in list_markets(catalogue)["items"]}
    order = {name: place for place, name in enumerate(_MARKETS)}
    found = []
    for name in sorted(asked, key=lambda one: order.get(one, len(order))):
        has_duty = market_key(name) in catalogue.default_scenario.markets
        one = known.get(name, {"name": market_name(name), "duties_known": has_duty})
        label = said["market_host"] if name == HOST else one["name"][language]
        note = "" if one["duties_known"] else said["market_no_duty"]
        found.append(FormChoice(name, label, said["market_host_more"] if name == HOST else note))
    return found


def screens(language: Language) -> list[FormChoice]:
    """Return the screens that need no number."""
    return [
        FormChoice(item.id, item.name[language], item.reason[language])
        for item in known_screens()
        if all(parameter.default is not None for parameter in item.parameters)
    ]


def parks(settings: Settings, language: Language) -> list[FormChoice]:
    """Return the parks that can be ranked, by country."""
    catalogue = catalogue_of(settings)
    found = [catalogue.parks[name] for name in scorable(catalogue)]
    return [
        FormChoice(park.id, park.name[language], catalogue.country(park.country).name[language])
        for park in sorted(found, key=lambda park: (park.country, park.id))
    ]


def profiles(language: Language) -> list[FormChoice]:
    """Return the kinds of enterprises that choose a park, and whom each is for."""
    return [
        FormChoice(item.id, item.name[language], item.for_whom[language])
        for item in load_profiles().values()
        if item.about == "parks"
    ]
