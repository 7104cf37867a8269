"""The profiles that fit the facts of an enterprise, and the weights that follow from them."""

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from weights.kinds.blend import Blend, BlendPart
from weights.kinds.profile import Profile as Named
from weights.kinds.unstated import Unstated
from weights.profiles import load_profiles
from weights.profiles.model import Condition, Text
from weights.spec import Statement

MAIN = 0.5
"""What is more than this share of the sales carries the business."""
HARDLY = 0.1
"""What is at most this share of the sales counts as next to none."""
_UNSTATED = "unstated"


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """Facts of an enterprise that profiles use; every field may be left out."""

    sales: Mapping[str, float] = field(default_factory=dict)
    """Share of sales by market, each in 0..1: ``"host"`` (the country of the park), ``"CN"``,
    ``"US"``, ``"EU"``, ..."""
    size: str | None = None
    """``"sme"`` or ``"large"``."""
    first_investment: bool | None = None
    """Whether this would be its first investment abroad."""
    intent: str | None = None
    """``"trial"``, ``"relocation"``, ``"expansion"``, ``"long_term"`` or ``"undecided"``."""
    sectors: Sequence[str] = ()
    """What it makes."""
    partners_in: Sequence[str] = ()
    """Parks in which a partner it trusts works."""
    investor_reliance: float | None = None
    """How far it relies on who owns the park's investor, 0..1."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fit:
    """A profile that fits the stated facts, and the facts that match."""

    profile: str
    because: Text


def fits(facts: Facts, about: str = "parks") -> tuple[Fit, ...]:
    """Return the profiles about a subject that fit the facts, in the order of their numbers."""
    profiles = [profile for profile in load_profiles().values() if profile.about == about]
    fitting: list[Fit] = []
    for profile in sorted(profiles, key=lambda profile: profile.number):
        condition = next((c for c in profile.fits if all(_met(c, facts))), None)
        if condition is not None:
            share = _share(condition, facts)
            spelt = {"en": f"{share:.0%}".replace("%", " %"), "zh": f"{share:.0%}"}
            because = {k: text.format(share=spelt[k]) for k, text in condition.because.items()}
            fitting.append(Fit(profile=profile.id, because=because))
    return tuple(fitting)


def statement_for(facts: Facts, about: str = "parks") -> tuple[Statement, tuple[Fit, ...]]:
    """Return the statement of weights that follows from facts, and the profiles that fit.

    The statement is the one profile that fits, an equal blend of several, of all where none fits a
    firm that says its trade, or ``unstated``.
    """
    fitting = fits(facts, about)
    of_trade = [one.id for one in load_profiles().values() if one.about == about and facts.sectors]
    ids = [fit.profile for fit in fitting] or of_trade
    statements = [Named(kind="profile", id=name) for name in ids]
    if len(statements) == 1:
        return statements[0], fitting
    if not statements:
        return Unstated(kind="unstated"), fitting
    parts = [BlendPart(share=1.0, weights=statement) for statement in statements]
    return Blend(kind="blend", parts=parts), fitting


def facts_read(about: str) -> frozenset[str]:
    """Return the fields of `Facts` that at least one profile about a subject uses."""
    fields_read = [
        {
            "size": bool(condition.size),
            "intent": bool(condition.intent),
            "sectors": bool(condition.sectors),
            "first_investment": condition.first_investment is not None,
            "partners_in": condition.partners_inside is not None,
            "investor_reliance": condition.relies_on_investor is not None,
            "sales": bool(condition.sells_to or condition.sells_outside or condition.hardly_to),
        }
        for profile in load_profiles().values()
        if profile.about == about
        for condition in profile.fits
    ]
    return frozenset(
        name for fields in fields_read for name, is_asked in fields.items() if is_asked
    )


def _met(condition: Condition, facts: Facts) -> Iterator[bool]:
    """Yield, for each requirement of a condition, whether the facts meet it."""
    for wanted, fact in ((condition.size, facts.size), (condition.intent, facts.intent)):
        yield not wanted or (fact or _UNSTATED) in wanted
    yield not condition.sectors or not set(condition.sectors).isdisjoint(facts.sectors)
    relies = (facts.investor_reliance or 0.0) > MAIN
    for required, is_so in (
        (condition.first_investment, facts.first_investment),
        (condition.partners_inside, bool(facts.partners_in)),
        (condition.relies_on_investor, relies),
    ):
        yield required is None or is_so is required
    sells = bool(condition.sells_to or condition.sells_outside)
    yield not sells or _share(condition, facts) > MAIN
    yield math.fsum(facts.sales.get(market, 0.0) for market in condition.hardly_to) <= HARDLY


def _share(condition: Condition, facts: Facts) -> float:
    """Return the share of the sales to the markets of a condition."""
    wanted, outside = condition.sells_to, condition.sells_outside
    return math.fsum(
        share
        for market, share in facts.sales.items()
        if market in wanted or (outside and market not in outside)
    )
