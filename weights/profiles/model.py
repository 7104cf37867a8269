"""A named weighting profile: what criteria are worth to a kind of firm, and what that rests on.

A profile states swings where its criteria have scales, else a rank order. Weights are derived
from either in `weights.centres`, and are shown with ``label`` so that nobody takes them for
measurements.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, get_args

Text = Mapping[str, str]
Level = Literal["strong", "moderate", "weak", "contested"]
Form = Literal["swings", "order"]

LANGUAGES = ("en", "zh")
LEVELS: tuple[Level, ...] = get_args(Level)


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """What a profile is about: a kind of choice, and the criteria that weigh in it.

    Parameters
    ----------
    id
        Of the template of the choice.
    name
        By language.
    criteria
        Their names by id and language.

    Examples
    --------
    >>> from weights.profiles import load_subjects
    >>> parks = load_subjects()["parks"]
    >>> parks.name["en"], parks.criteria["land_price"]["en"]
    ('Choice of a park', 'Land price')
    """

    id: str
    name: Text
    criteria: Mapping[str, Text]


@dataclass(frozen=True, slots=True, kw_only=True)
class ProfileClaim:
    """A short verbatim quotation behind a place in the order.

    Parameters
    ----------
    section
        Of the text, where it stands.
    source
        Who speaks.
    as_of
        The interview's date, or the year of the text where the author speaks.
    quote
        Word for word.
    supports, counters
        Criteria, or further criteria of ``also_named``, whose place it supports or counters; of an
        excluded criterion that leaving it out is supported.
    """

    section: str
    source: str
    as_of: str
    quote: str
    supports: tuple[str, ...] = ()
    counters: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class SupportPart:
    """How well the places of some criteria are supported.

    Parameters
    ----------
    criteria
        Their ids.
    level
        How well.
    note
        Why, by language.
    """

    criteria: tuple[str, ...]
    level: Level
    note: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Support:
    """How well the profile is supported as a whole, and part by part.

    Parameters
    ----------
    level
        As a whole.
    note
        Why, by language.
    parts
        Of some criteria each.
    """

    level: Level
    note: Text
    parts: tuple[SupportPart, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class AlsoNamed:
    """A criterion beyond those of the subject, with where it would stand.

    Parameters
    ----------
    id
        Of what is named.
    name
        By language.
    note
        Where it would stand, by language.
    """

    id: str
    name: Text
    note: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class SwingSize:
    """What going from the worst to the best end of a criterion's scale is worth.

    Parameters
    ----------
    criterion
        Its id.
    points
        Above 0, at most 100; the swing that matters most has 100.
    note
        Why this size, given these ends.
    claims
        Sources of the profile's claims that it rests on; none of filler.
    """

    criterion: str
    points: float
    note: Text
    claims: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Condition:
    """Facts of an enterprise that speak for a profile; those that are named hold all together.

    Parameters
    ----------
    size, intent
        Values of which it states one; ``"unstated"`` stands for no statement. Empty: any.
    sectors
        Of which it works in one. Empty: any.
    first_investment, partners_inside, relies_on_investor
        Whether it states so; None: whatever it states.
    sells_to, sells_outside
        Markets in which, or outside which, more than half of its sales are: ``"host"``, ``"CN"``,
        ``"US"``, ...
    hardly_to
        Markets in which at most a tenth of its sales are.
    because
        The reason, a clause; ``{share}`` stands for the share of the sales.
    """

    size: tuple[str, ...]
    intent: tuple[str, ...]
    sectors: tuple[str, ...]
    first_investment: bool | None
    partners_inside: bool | None
    relies_on_investor: bool | None
    sells_to: tuple[str, ...]
    sells_outside: tuple[str, ...]
    hardly_to: tuple[str, ...]
    because: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class WeightProfile:
    """What the criteria of one subject are worth to one kind of enterprise or investor.

    Parameters
    ----------
    id, name, label
        Of the profile.
    number
        Traces it in lists and reports, ``P1`` to ``P11c``.
    about
        Id of its subject.
    for_whom, not_when
        Who it was read for, and when it does not fit.
    order
        Criteria from the most to the least important, ties together; that of the swings where
        there are any.
    swings
        From the greatest to the least; none of a rank order.
    excluded, excluded_because
        Criteria that weigh nothing, and why.
    filler
        Criteria whose place no text supports.
    support
        How much of it the text carries.
    also_named
        What the text names besides the criteria.
    claims
        That support or counter the place of a criterion.
    fits
        Any of these speaks for the profile.

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
    number: str
    about: str
    name: Text
    for_whom: Text
    not_when: Text
    order: tuple[tuple[str, ...], ...]
    swings: tuple[SwingSize, ...]
    excluded: tuple[str, ...]
    excluded_because: Text | None
    filler: tuple[str, ...]
    support: Support
    also_named: tuple[AlsoNamed, ...]
    claims: tuple[ProfileClaim, ...]
    fits: tuple[Condition, ...]
    label: Text

    @property
    def form(self) -> Form:
        """Return what it states: swings, or a rank order."""
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
