"""Recorded bad news about a park: shown as recorded, and named in ratings that rest on it."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import ClassVar

from mcda.errors import Note
from mcda.parks.attributes import attribute_name
from mcda.parks.catalogue import Catalogue
from mcda.parks.dates import year_of
from mcda.parks.model import Claim, Park, Text
from mcda.texts import Label

_DAY = re.compile(r"\b\d{4}-\d{2}(-\d{2})?(?!\d)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Risk:
    """What is on record against a park."""

    alternative: str
    """Its id."""
    claim: str
    """Id of the claim."""
    topic: Text
    """What it is about: failed, stalled, unpaid, unrest, sanctions, pollution, land, crime."""
    what: Text
    """The words of the source, translated where we could."""
    as_of: str
    """When it was, and who says so."""
    source: str
    """When it was, and who says so."""
    weak: bool
    """Whether the source is a mirror, a broker or a scraped page."""
    told: ClassVar = ("sentence",)

    @property
    def sentence(self) -> Note:
        """Of which park what was said, by whom and when; a weak source is told to be one."""
        fields = {
            "park": Label(self.alternative),
            "topic": self.topic,
            "what": self.what,
            "as_of": self.as_of,
            "source": self.source,
        }
        return Note("controversy_weak" if self.weak else "controversy", (), fields)


def controversies(catalogue: Catalogue, park: Park) -> tuple[Claim, ...]:
    """Return the recorded bad news about a park and its host estate, the newest first."""
    subjects = (park.id, *([park.host_estate] if park.host_estate else []))
    about = (claim for subject in subjects for claim in catalogue.claims_about(subject))
    claims = [claim for claim in about if claim.kind == "controversy"]
    return tuple(sorted(claims, key=_when, reverse=True))


def _when(claim: Claim) -> tuple[int, str]:
    """Return the year and, if stated, the day of a claim as a sort key: undated first."""
    year = year_of(claim) or 0
    day = _DAY.search(claim.as_of)
    return year, day.group() if day else str(year)


def risks(catalogue: Catalogue, parks: Iterable[str]) -> Iterator[Risk]:
    """Yield the recorded controversies about parks, by id, in the order of the parks."""
    for name in parks:
        for claim in controversies(catalogue, catalogue.parks[name]):
            yield Risk(
                alternative=name,
                claim=claim.id,
                topic=attribute_name(claim.attribute),
                what={**dict.fromkeys(("en", "zh"), claim.quote), **claim.translations},
                as_of=claim.as_of,
                source=claim.source.title,
                weak=claim.source.weak,
            )
