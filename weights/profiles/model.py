"""A named weighting profile: the importance of criteria to a kind of firm, with its evidence.

A profile states swings where its criteria have scales, else a rank order. Weights are derived
from either in `weights.centres`, and are shown with ``label`` so that nobody takes them for
measurements.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, Literal, get_args

from mcda.plain import SAID

Text = Annotated[Mapping[str, str], SAID]
"""By language; told in the reader's."""
Level = Literal["strong", "moderate", "weak", "contested"]
Form = Literal["swings", "order"]

LANGUAGES = ("en", "zh")
LEVELS: tuple[Level, ...] = get_args(Level)


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """What a profile is about: a kind of choice, and the criteria that weigh in it.

    Examples
    --------
    >>> from weights.profiles import load_subjects
    >>> parks = load_subjects()["parks"]
    >>> parks.name["en"], parks.criteria["land_price"]["en"]
    ('Choice of a park', 'Land price')
    """

    id: str
    """Of the template of the choice."""
    name: Text
    """By language."""
    criteria: Mapping[str, Mapping[str, str]]
    """Their names by id and language."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ProfileClaim:
    """A short verbatim quotation behind a place in the order."""

    section: str
    """Of the text, where it stands."""
    source: str
    """Who speaks."""
    as_of: str
    """The interview's date, or the year of the text where the author speaks."""
    quote: str
    """Word for word."""
    supports: tuple[str, ...] = ()
    """Criteria, or further criteria of ``also_named``, whose place it supports or counters; of an
    excluded criterion that leaving it out is supported."""
    counters: tuple[str, ...] = ()
    """Criteria, or further criteria of ``also_named``, whose place it supports or counters; of an
    excluded criterion that leaving it out is supported."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SupportPart:
    """How well the places of some criteria are supported."""

    criteria: tuple[str, ...]
    """Their ids."""
    level: Level
    """How well."""
    note: Text
    """Why, by language."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Support:
    """How well the profile is supported as a whole, and part by part."""

    level: Level
    """As a whole."""
    note: Text
    """Why, by language."""
    parts: tuple[SupportPart, ...]
    """Of some criteria each."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AlsoNamed:
    """A criterion beyond those of the subject, with where it would stand."""

    id: str
    """Of what is named."""
    name: Text
    """By language."""
    note: Text
    """Where it would stand, by language."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SwingSize:
    """What going from the worst to the best end of a criterion's scale is worth."""

    criterion: str
    """Its id."""
    points: float
    """Above 0, at most 100; the swing that matters most has 100."""
    note: Text
    """Why this size, given these ends."""
    claims: tuple[str, ...]
    """Sources of the profile's claims that it rests on; none of filler."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Condition:
    """Facts of an enterprise that speak for a profile; those that are named hold all together."""

    size: tuple[str, ...]
    """Values of which it states one; ``"unstated"`` stands for no statement. Empty: any."""
    intent: tuple[str, ...]
    """Values of which it states one; ``"unstated"`` stands for no statement. Empty: any."""
    sectors: tuple[str, ...]
    """Of which it works in one. Empty: any."""
    first_investment: bool | None
    """Whether it states so; None: whatever it states."""
    partners_inside: bool | None
    """Whether it states so; None: whatever it states."""
    relies_on_investor: bool | None
    """Whether it states so; None: whatever it states."""
    sells_to: tuple[str, ...]
    """Markets in which, or outside which, more than half of its sales are: ``"host"``, ``"CN"``,
    ``"US"``, ..."""
    sells_outside: tuple[str, ...]
    """Markets in which, or outside which, more than half of its sales are: ``"host"``, ``"CN"``,
    ``"US"``, ..."""
    hardly_to: tuple[str, ...]
    """Markets in which at most a tenth of its sales are."""
    because: Text
    """The reason, a clause; ``{share}`` stands for the share of the sales."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WeightProfile:
    """What the criteria of one subject are worth to one kind of enterprise or investor.

    Examples
    --------
    >>> from weights.profiles import profile
    >>> exporter = profile("first-time-private-exporter")
    >>> [(swing.criterion, swing.points) for swing in exporter.swings[:2]]
    [('trade_cost_exposure', 100.0), ('land_price', 80.0)]
    >>> exporter.filler
    ('government_support', 'investor_type')
    """

    id: str
    """Of the profile."""
    number: str
    """Traces it in lists and reports, ``P1`` to ``P11c``."""
    about: str
    """Id of its subject."""
    name: Text
    """Of the profile."""
    for_whom: Text
    """Who it was read for, and when it does not fit."""
    not_when: Text
    """Who it was read for, and when it does not fit."""
    order: tuple[tuple[str, ...], ...]
    """Criteria from the most to the least important, ties together; that of the swings where there
    are any."""
    swings: tuple[SwingSize, ...]
    """From the greatest to the least; none of a rank order."""
    excluded: tuple[str, ...]
    """Criteria that weigh nothing, and why."""
    excluded_because: Annotated[Mapping[str, str] | None, SAID]
    """Criteria that weigh nothing, and why."""
    filler: tuple[str, ...]
    """Criteria whose place no text supports."""
    support: Support
    """How much of it the text carries."""
    also_named: tuple[AlsoNamed, ...]
    """What the text names besides the criteria."""
    claims: tuple[ProfileClaim, ...]
    """That support or counter the place of a criterion."""
    fits: tuple[Condition, ...]
    """Any of these speaks for the profile."""
    label: Text
    """Of the profile."""

    @property
    def form(self) -> Form:
        """Return the form of the profile: swings, or a rank order."""
        return "swings" if self.swings else "order"

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
