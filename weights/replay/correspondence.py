"""Reasons outside the seven criteria that another criterion of the catalogue stands for."""

import tomllib
from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from weights.tenants import Said, Tenant
from weights.validation import validated

Names = dict[Literal["en", "zh"], str]


class Row(Said):
    """What one tenant said, and how strongly."""

    tenant: str
    tier: Literal[1, 2, 3]


class Counted(BaseModel):
    """A reason that a criterion stands for, wholly or in part, and the answers it rests on."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    reason: str
    criterion: str
    fit: Literal["same", "part"]
    why: Names
    rows: tuple[Row, ...] = Field(min_length=1)


class Uncounted(BaseModel):
    """A reason that no criterion stands for, of some tenants."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    reason: str
    tenants: tuple[str, ...] = Field(min_length=1)
    why: Names


class Correspondences(BaseModel):
    """The shipped file."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    counted: tuple[Counted, ...]
    uncounted: tuple[Uncounted, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Speaker:
    """A tenant's reasons as criteria, strongest first, ties together."""

    id: str
    order: tuple[tuple[str, ...], ...]

    @property
    def named(self) -> tuple[str, ...]:
        """All criteria of the order."""
        return tuple(criterion for tie in self.order for criterion in tie)

    def without(self, criteria: Collection[str]) -> "Speaker":
        """Return the same without some criteria; the order may become empty.

        Parameters
        ----------
        criteria
            Ids of those that do not count.
        """
        left = [tuple(c for c in tie if c not in criteria) for tie in self.order]
        return Speaker(id=self.id, order=tuple(tie for tie in left if tie))


@cache
def load_correspondences() -> Correspondences:
    """Return the shipped correspondences, read once.

    Raises
    ------
    InvalidInput
        The shipped file is malformed.
    """
    text = files("weights.replay").joinpath("correspondences.toml").read_text(encoding="utf-8")
    return validated(Correspondences, tomllib.loads(text))


def extended(tenant: Tenant) -> Speaker:
    """Return all reasons of a tenant that some criterion stands for.

    Parameters
    ----------
    tenant
        Its reasons among the seven stay where they are; a criterion that two reasons stand for
        takes the stronger of their places.
    """
    tiers: dict[str, int] = {reason.criterion: reason.tier for reason in tenant.reasons}
    for item in load_correspondences().counted:
        for row in item.rows:
            if row.tenant == tenant.id:
                tiers[item.criterion] = min(row.tier, tiers.get(item.criterion, row.tier))
    places: dict[int, list[str]] = defaultdict(list)
    for criterion, tier in tiers.items():
        places[tier].append(criterion)
    return Speaker(id=tenant.id, order=tuple(tuple(places[tier]) for tier in sorted(places)))
