"""Which profiles the facts of an enterprise speak for, and the weights that follow from them."""

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from weights.kinds.blend import Blend, BlendPart
from weights.kinds.profile import Profile as Named
from weights.kinds.unstated import Unstated
from weights.profiles import WeightProfile, load_profiles
from weights.profiles.model import Condition, Text
from weights.spec import Statement

MAIN = 0.5
"""What is more than this share of the sales carries the business."""
HARDLY = 0.1
"""What is at most this share of the sales counts as next to none."""
_UNSTATED = "unstated"


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What an enterprise stated that profiles ask for; everything may be left out.

    Parameters
    ----------
    sales
        Share of sales by market, each in 0..1: ``"host"`` (the country of the park), ``"CN"``,
        ``"US"``, ``"EU"``, ...
    size
        ``"sme"`` or ``"large"``.
    first_investment
        Whether this would be its first investment abroad.
    intent
        ``"trial"``, ``"relocation"``, ``"expansion"``, ``"long_term"`` or ``"undecided"``.
    sectors
        What it makes.
    partners_in
        Parks in which a partner it trusts works.
    investor_reliance
        How far it relies on who owns the park's investor, 0..1.
    """

    sales: Mapping[str, float] = field(default_factory=dict)
    size: str | None = None
    first_investment: bool | None = None
    intent: str | None = None
    sectors: Sequence[str] = ()
    partners_in: Sequence[str] = ()
    investor_reliance: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Fit:
    """A profile that stated facts speak for, and which of them do."""

    profile: str
    because: Text


def fits(facts: Facts, about: str = "parks") -> tuple[Fit, ...]:
    """Return the profiles about a subject that facts speak for, in the order of their numbers.

    Parameters
    ----------
    facts
        Only what was stated counts.
    about
        Of which choice.
    """
    known = [found for found in load_profiles().values() if found.about == about]
    found = (_fit(profile, facts) for profile in sorted(known, key=lambda one: one.number))
    return tuple(fit for fit in found if fit is not None)


def statement_for(facts: Facts, about: str = "parks") -> tuple[Statement, tuple[Fit, ...]]:
    """Return the weights that follow from facts, and the profiles that they come from.

    Parameters
    ----------
    facts
        Only what was stated counts.
    about
        Of which choice.

    Returns
    -------
    Statement
        The one profile that fits, an equal blend of those that do, or nothing (``unstated``).
    tuple of Fit
        With the reason of each.
    """
    found = fits(facts, about)
    named = [Named(kind="profile", id=fit.profile) for fit in found]
    if len(named) == 1:
        return named[0], found
    if not named:
        return Unstated(kind="unstated"), found
    parts = [BlendPart(share=1.0, weights=one) for one in named]
    return Blend(kind="blend", parts=parts), found


def facts_read(about: str) -> frozenset[str]:
    """Return which fields of `Facts` some profile about a subject asks for."""
    asked = [
        {
            "size": bool(one.size),
            "intent": bool(one.intent),
            "sectors": bool(one.sectors),
            "first_investment": one.first_investment is not None,
            "partners_in": one.partners_inside is not None,
            "investor_reliance": one.relies_on_investor is not None,
            "sales": bool(one.sells_to or one.sells_outside or one.hardly_to),
        }
        for profile in load_profiles().values()
        if profile.about == about
        for one in profile.fits
    ]
    return frozenset(name for one in asked for name, is_asked in one.items() if is_asked)


def _fit(profile: WeightProfile, facts: Facts) -> Fit | None:
    """Return the fit of the first condition that holds, ``None`` where none does."""
    for condition in profile.fits:
        if all(_met(condition, facts)):
            share = _share(condition, facts)
            told = {"en": f"{share:.0%}".replace("%", " %"), "zh": f"{share:.0%}"}
            because = {k: text.format(share=told[k]) for k, text in condition.because.items()}
            return Fit(profile=profile.id, because=because)
    return None


def _met(condition: Condition, facts: Facts) -> Iterator[bool]:
    """Yield for everything that a condition names whether the facts say so."""
    for wanted, said in ((condition.size, facts.size), (condition.intent, facts.intent)):
        yield not wanted or (said or _UNSTATED) in wanted
    yield not condition.sectors or not set(condition.sectors).isdisjoint(facts.sectors)
    relies = (facts.investor_reliance or 0.0) > MAIN
    for asked, is_so in (
        (condition.first_investment, facts.first_investment),
        (condition.partners_inside, bool(facts.partners_in)),
        (condition.relies_on_investor, relies),
    ):
        yield asked is None or is_so is asked
    sells = bool(condition.sells_to or condition.sells_outside)
    yield not sells or _share(condition, facts) > MAIN
    hardly = math.fsum(facts.sales.get(market, 0.0) for market in condition.hardly_to)
    yield hardly <= HARDLY


def _share(condition: Condition, facts: Facts) -> float:
    """Return the share of the sales that a condition is about."""
    wanted, outside = condition.sells_to, condition.sells_outside
    return math.fsum(
        share
        for market, share in facts.sales.items()
        if market in wanted or (outside and market not in outside)
    )
