"""The table of all parks: what it shows, and what its filters leave."""

from collections.abc import Sequence
from dataclasses import dataclass

from api.language import Language
from api.pages.catalogue.park import sector_names
from api.parks.catalogue import catalogue_of
from api.settings import Settings
from mcda.parks import Park, scorable, unknown

CHOICES = ("yes", "no")


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A park in the table; country, sectors and missing criteria by name."""

    park: Park
    country: str
    sectors: Sequence[str]
    missing: Sequence[str]
    known: int
    criteria: int
    scorable: bool
    private: bool


def lines(settings: Settings, language: Language) -> list[Line]:
    """Return all parks in the order of the catalogue."""
    catalogue = catalogue_of(settings)
    names = {info.id: info.name[language] for info in catalogue.criteria}
    private = {claim.subject for claim in catalogue.claims.values() if claim.private}
    comparable = set(scorable(catalogue))
    found = []
    for park in catalogue.parks.values():
        missing = [names[criterion] for criterion in unknown(catalogue, park.id)]
        found.append(
            Line(
                park=park,
                country=catalogue.country(park.country).name[language],
                sectors=sector_names(park, language),
                missing=missing,
                known=len(names) - len(missing),
                criteria=len(names),
                scorable=park.id in comparable,
                private=park.id in private,
            )
        )
    return found


def countries(all_lines: Sequence[Line]) -> list[tuple[str, str]]:
    """Return the countries that have parks: id and name, by name."""
    return sorted({(line.park.country, line.country) for line in all_lines}, key=lambda c: c[1])


def filtered(all_lines: Sequence[Line], country: str, scorable: str) -> list[Line]:
    """Return the parks of a country that are known well enough, or are not.

    Parameters
    ----------
    all_lines
        All parks.
    country
        An id; empty for all.
    scorable
        ``yes`` or ``no``; anything else for both.
    """
    return [
        line
        for line in all_lines
        if country in ("", line.park.country)
        and (scorable not in CHOICES or line.scorable == (scorable == "yes"))
    ]
