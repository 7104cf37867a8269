"""What each criterion is read from: attribute, claims and the titles of their sources."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from mcda.parks.catalogue import Catalogue
from mcda.parks.criteria import CRITERIA, is_computed
from mcda.parks.criteria.indicator import counts
from mcda.parks.model import CriterionInfo

IN_GENERAL = "overseas_parks"
"""Subject of claims about parks in general."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadFrom:
    """What stands behind a criterion, whoever asks and whichever park is looked at.

    Parameters
    ----------
    attribute
        Of the claims that an indicator reads, else empty.
    claims
        Ids of the claims, of all parks and countries.
    sources
        Titles of the claims' sources, each once.
    """

    attribute: str
    claims: tuple[str, ...]
    sources: tuple[str, ...]


def read_from(catalogue: Catalogue, info: CriterionInfo) -> ReadFrom:
    """Return what a criterion is read from.

    Parameters
    ----------
    catalogue
        Whose claims are looked through.
    info
        A criterion of it: an indicator, a rated one, or one computed from the enterprise's facts.
    """
    attribute = "" if info.indicator is None else info.indicator.attribute
    return named(catalogue, _claims(catalogue, info), attribute)


def named(catalogue: Catalogue, claims: Iterable[str], attribute: str = "") -> ReadFrom:
    """Return these claims, each once, with the titles of their sources."""
    found = tuple(dict.fromkeys(claims))
    titles = dict.fromkeys(catalogue.claims[claim].source.title for claim in found)
    return ReadFrom(attribute=attribute, claims=found, sources=tuple(titles))


def _claims(catalogue: Catalogue, info: CriterionInfo) -> Iterator[str]:
    if info.indicator is not None:
        subjects = catalogue.parks if info.indicator.about == "park" else _hosts(catalogue)
        for claim in catalogue.claims.values():
            if claim.subject in subjects and counts(claim, info.indicator):
                yield claim.id
        return
    ladder = catalogue.ladders.get(info.id)
    yield from () if ladder is None else ladder.claims
    for claim in catalogue.claims.values():
        if (claim.subject, claim.attribute) == (IN_GENERAL, info.id):
            yield claim.id
    if is_computed(info):
        yield from CRITERIA[info.id]().recorded_claims(catalogue)
        return
    for (_, criterion), rating in catalogue.ratings.items():
        yield from rating.claims if criterion == info.id else ()


def _hosts(catalogue: Catalogue) -> set[str]:
    return {park.country for park in catalogue.parks.values()}
