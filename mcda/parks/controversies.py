"""Bad news on record of a park: told as it stands; a rating that rests on it says so."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Annotated, ClassVar

from mcda.errors import Note
from mcda.parks.attributes import attribute_name
from mcda.parks.catalogue import Catalogue
from mcda.parks.dates import year_of
from mcda.parks.model import Claim, Park, Text
from mcda.plain import SAID
from mcda.texts import Label

_DAY = re.compile(r"\b\d{4}-\d{2}(-\d{2})?(?!\d)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Risk:
    """What is on record against a park.

    Parameters
    ----------
    alternative
        Its id.
    claim
        Id of the claim.
    topic
        What it is about: failed, stalled, unpaid, unrest, sanctions, pollution, land, crime.
    what
        The words of the source, translated where we could.
    as_of, source
        When it was, and who says so.
    weak
        Whether the source is a mirror, a broker or a scraped page.
    """

    alternative: str
    claim: str
    topic: Annotated[Text, SAID]
    what: Annotated[Text, SAID]
    as_of: str
    source: str
    weak: bool
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
    """Return the bad news on record of a park and of the estate around it, the newest first.

    Parameters
    ----------
    catalogue
        Its claims of the kind ``controversy``.
    park
        Looked at.
    """
    subjects = (park.id, *([park.host_estate] if park.host_estate else []))
    found = [
        claim
        for subject in subjects
        for claim in catalogue.claims_about(subject)
        if claim.kind == "controversy"
    ]
    return tuple(sorted(found, key=_when, reverse=True))


def _when(claim: Claim) -> tuple[int, str]:
    """Return the year and, where one is stated, the day: undated first."""
    year = year_of(claim) or 0
    day = _DAY.search(claim.as_of)
    return year, day.group() if day else str(year)


def risks(catalogue: Catalogue, parks: Iterable[str]) -> Iterator[Risk]:
    """Yield what is on record against parks, by id, in their order.

    Parameters
    ----------
    catalogue
        Its claims.
    parks
        Those that a verdict names.
    """
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
