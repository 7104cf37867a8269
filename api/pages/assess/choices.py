"""The choices on the pages, in one language and in an order that readers expect."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from api.http.language import Language
from api.pages.words import words
from api.parks.catalogue import catalogue_of
from api.parks.vocabularies import list_markets
from api.parks.vocabulary import GREAT_MARKETS, OTHER
from api.settings import Settings
from mcda.parks import Catalogue, scorable
from mcda.parks.markets import HOST, market_key, market_name
from mcda.parks.sectors import SectorGroup, sector_groups, words_of
from mcda.parks.sectors import sectors as known_sectors
from mcda.plain import Plain
from mcda.texts import Note
from weights.profiles import load_profiles


@dataclass(frozen=True, slots=True)
class FormChoice:
    """An option: its value, its label, and a further word about it."""

    value: str
    label: str
    more: str = ""
    find: str = ""
    """All names that it may be found by, in either language, with bars between."""
    hs: str = ""
    """Its chapters and headings of the Harmonized System, with blanks between."""


def families(settings: Settings, language: Language, chosen: Sequence[str]) -> list[Plain]:
    """Return the sectors by family, each with the number of parks known to have it.

    Whether any of a family is ``chosen`` stands beside its ``name`` and ``choices``.
    """
    catalogue, phrases = catalogue_of(settings), words(language)["assess"]
    hosted = Counter(name for park in catalogue.parks.values() for name in park.sectors)
    listed = {code for group in sector_groups() for code in group.sectors}
    groups = list(sector_groups())
    strange = [code for code in (*hosted, *chosen) if code not in listed and code != OTHER]
    if strange:
        names = {"en": phrases["sectors_own"], "zh": phrases["sectors_own"]}
        groups.append(SectorGroup(OTHER, names, tuple(dict.fromkeys(strange))))
    return [
        {
            "name": group.name[language],
            "choices": [
                _sector(code, hosted[code], catalogue, group, language) for code in group.sectors
            ],
            "chosen": not set(group.sectors).isdisjoint(chosen),
        }
        for group in groups
    ]


def _sector(
    code: str, parks: int, catalogue: Catalogue, group: SectorGroup, language: Language
) -> FormChoice:
    phrases = words(language)["assess"]
    name = known_sectors().get(code, {"en": code, "zh": code})
    goods = catalogue.schedule.codes.get(code, ())
    also = words_of(code)
    names = (*name.values(), *also["en"], *also["zh"])
    found_by = (code, code.replace("_", " "), *names, *group.name.values())
    return FormChoice(
        code,
        name[language],
        phrases["sector_parks"].format(count=parks) if parks else phrases["sector_no_parks"],
        "|".join(found_by).casefold(),
        " ".join((*goods, *also["hs"])),
    )


def markets(settings: Settings, language: Language, asked: Sequence[str]) -> list[FormChoice]:
    """Return markets with their names, marked if no duty is known."""
    texts = words(language)["assess"]
    catalogue = catalogue_of(settings)
    listed = {market["id"]: market for market in list_markets(catalogue)["items"]}
    order = {name: place for place, name in enumerate(GREAT_MARKETS)}
    choices = []
    for name in sorted(asked, key=lambda one: order.get(one, len(order))):
        has_duty = market_key(name) in catalogue.default_scenario.markets
        entry = listed.get(name, {"name": Note.of(market_name(name)), "duties_known": has_duty})
        label = texts["market_host"] if name == HOST else entry["name"].say(language)
        note = "" if entry["duties_known"] else texts["market_no_duty"]
        choices.append(FormChoice(name, label, texts["market_host_more"] if name == HOST else note))
    return choices


def parks(settings: Settings, language: Language) -> list[FormChoice]:
    """Return the parks that can be ranked, by country."""
    catalogue = catalogue_of(settings)
    rankable = [catalogue.parks[name] for name in scorable(catalogue)]
    return [
        FormChoice(park.id, park.name[language], catalogue.country(park.country).name[language])
        for park in sorted(rankable, key=lambda park: (park.country, park.id))
    ]


def profiles(language: Language) -> list[FormChoice]:
    """Return the kinds of enterprises that choose a park, and whom each is for."""
    return [
        FormChoice(item.id, item.name[language], item.for_whom[language])
        for item in load_profiles().values()
        if item.about == "parks"
    ]
