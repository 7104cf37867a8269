"""A named weighting profile: a rank order of criteria with what it rests on.

A profile holds no weights. They are derived from ``order`` elsewhere, and are shown with
``label`` so that nobody takes them for measurements.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, get_args

Text = Mapping[str, str]
Level = Literal["strong", "moderate", "weak", "contested"]
About = Literal["parks", "location", "park-model", "way-in"]

LANGUAGES = ("en", "zh")
LEVELS: tuple[Level, ...] = get_args(Level)
SUBJECTS: tuple[About, ...] = get_args(About)


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """What a profile is about: a kind of choice, and the criteria that weigh in it by id."""

    id: About
    name: Text
    criteria: Mapping[str, Text]


@dataclass(frozen=True, slots=True, kw_only=True)
class ProfileClaim:
    """A short verbatim quotation behind a place in the order.

    ``supports`` and ``counters`` name criteria, or further criteria of ``also_named``; for an
    excluded criterion ``supports`` means that leaving it out is supported. ``as_of`` is the
    interview's date, or the year of the text where the author speaks.
    """

    section: str
    source: str
    as_of: str
    quote: str
    supports: tuple[str, ...] = ()
    counters: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class SupportPart:
    """How well the places of some criteria are supported."""

    criteria: tuple[str, ...]
    level: Level
    note: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Support:
    """How well the profile is supported as a whole, and part by part."""

    level: Level
    note: Text
    parts: tuple[SupportPart, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class AlsoNamed:
    """A criterion beyond those of the subject, with where it would stand in the order."""

    id: str
    name: Text
    note: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """A rank order of the criteria of one subject for one kind of enterprise or investor.

    ``number`` traces the profile in lists and reports, ``P1`` to ``P11c``; ``about`` is its
    subject. ``order`` runs from the most to the least important, ties together. ``excluded``
    criteria weigh nothing, for the reason in ``excluded_because``. ``filler`` criteria stand in
    ``order`` only to complete it: no text supports their place.
    """

    id: str
    number: str
    about: About
    name: Text
    for_whom: Text
    not_when: Text
    order: tuple[tuple[str, ...], ...]
    excluded: tuple[str, ...]
    excluded_because: Text | None
    filler: tuple[str, ...]
    support: Support
    also_named: tuple[AlsoNamed, ...]
    claims: tuple[ProfileClaim, ...]
    label: Text

    @property
    def ranked(self) -> tuple[str, ...]:
        """Return the criteria of ``order``, best first, ties flattened."""
        return tuple(criterion for tie in self.order for criterion in tie)

    @property
    def supported(self) -> tuple[str, ...]:
        """Return the ranked criteria whose place has support in the text."""
        return tuple(criterion for criterion in self.ranked if criterion not in self.filler)

    def claims_on(self, criterion: str) -> tuple[ProfileClaim, ...]:
        """Return the claims that support or counter the place of a criterion.

        Parameters
        ----------
        criterion
            A criterion of the subject, or an id of ``also_named``.
        """
        return tuple(c for c in self.claims if criterion in (*c.supports, *c.counters))
