"""The interviewed tenants: the park that each chose, its stated reasons, and facts about it."""

from functools import cache
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from mcda.texts.tables import table
from weights.validation import validate


class TenantStatement(BaseModel):
    """Base of all that rests on a tenant's words."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    quote: str = Field(min_length=1)
    reference: Literal["G2Q4", "G2Q5"]


class TenantReason(TenantStatement):
    """A reason among the seven criteria; tier 1 stands before 2 and 3."""

    tier: Literal[1, 2, 3]
    criterion: str


class Home(TenantStatement):
    """Where a tenant comes from, as far as it told: by its tie to a park's investor."""

    tie: Literal["same_city", "same_province"]
    investor_of: str


class Partner(TenantStatement):
    """A park in which somebody worked whom the tenant trusted."""

    park: str


class Tenant(BaseModel):
    """One firm of those interviewed.

    ``other`` are the reasons outside the seven criteria, by the keys of `Interviews.other`.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)
    id: str
    chosen: str
    interviewed: str
    reasons: tuple[TenantReason, ...]
    other: tuple[str, ...]
    home: Home | None = None
    partner_inside: Partner | None = None

    @property
    def named(self) -> tuple[str, ...]:
        """The criteria that the tenant gave as reasons, strongest first."""
        return tuple(criterion for tie in self.order for criterion in tie)

    @property
    def order(self) -> tuple[tuple[str, ...], ...]:
        """The criteria that the tenant gave as reasons, strongest first, with ties in one group."""
        tiers = sorted({reason.tier for reason in self.reasons})
        return tuple(tuple(r.criterion for r in self.reasons if r.tier == tier) for tier in tiers)


class Interviews(BaseModel):
    """The shipped file: the tenants, and what reasons outside the seven criteria are called."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    other: dict[str, dict[Literal["en", "zh"], str]]
    tenants: tuple[Tenant, ...]


@cache
def load_interviews() -> Interviews:
    """Return the shipped interviews, read once.

    Raises
    ------
    InvalidInput
        The shipped file is malformed.
    """
    return validate(Interviews, table("weights", "tenants.toml"))


def load_tenants() -> tuple[Tenant, ...]:
    """Return the tenants in the order of their ids."""
    return load_interviews().tenants
