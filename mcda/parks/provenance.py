"""The origin of each criterion's values: attribute, claims and the titles of their sources."""

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
    """What stands behind a criterion, whoever asks and whichever park is looked at."""

    attribute: str
    """Of the claims that an indicator reads, else empty."""
    claims: tuple[str, ...]
    """Ids of the claims, of all parks and countries."""
    sources: tuple[str, ...]
    """Titles of the claims' sources, each once."""


def read_from(catalogue: Catalogue, info: CriterionInfo) -> ReadFrom:
    """Return the data from which a criterion is read."""
    attribute = "" if info.indicator is None else info.indicator.attribute
    return named(catalogue, _claims(catalogue, info), attribute)


def named(catalogue: Catalogue, claims: Iterable[str], attribute: str = "") -> ReadFrom:
    """Return these claims, each once, with the titles of their sources."""
    ids = tuple(dict.fromkeys(claims))
    titles = dict.fromkeys(catalogue.claims[claim].source.title for claim in ids)
    return ReadFrom(attribute=attribute, claims=ids, sources=tuple(titles))


def _claims(catalogue: Catalogue, info: CriterionInfo) -> Iterator[str]:
    if info.indicator is not None:
        hosts = {park.country for park in catalogue.parks.values()}
        subjects = catalogue.parks if info.indicator.about == "park" else hosts
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
