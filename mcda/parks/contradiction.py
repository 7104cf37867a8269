"""Reviewed contradictions between sources, and pairs that only look like contradictions."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache, cached_property
from itertools import combinations
from typing import Any

from mcda.parks.data_files import document as read_document
from mcda.parks.model import Claim, Text

_FILE = "conflicts.toml"


@dataclass(frozen=True, slots=True, kw_only=True)
class Contradiction:
    """Claims that cannot all be right, and our interpretation."""

    id: str
    """Of the entry."""
    sides: tuple[tuple[str, ...], ...]
    """Ids of claims; those of one side say the same."""
    about: Text
    """What they disagree about, by language."""
    reading: Text
    """What we make of it, by language."""
    relies_on: str = ""
    """A claim of the side that the catalogue relies on; empty where it is open."""
    matters: bool = True
    """Whether a value of the catalogue depends on who is right."""
    across: Text = field(default_factory=dict)
    """Why the claims are of several subjects, by language; empty where they are of one."""

    @property
    def claims(self) -> tuple[str, ...]:
        """Ids of all claims, side after side."""
        return tuple(claim for side in self.sides for claim in side)

    @property
    def open(self) -> bool:
        """Whether the contradiction is undecided."""
        return not self.relies_on

    def parts(self, one: str, other: str) -> bool:
        """Tell whether two claims, by id, stand on different sides."""
        stand = {claim: place for place, side in enumerate(self.sides) for claim in side}
        return one in stand and other in stand and stand[one] != stand[other]


@dataclass(frozen=True, slots=True, kw_only=True)
class LookAlike:
    """Claims that differ and can all be right: other plans, boundaries or definitions."""

    id: str
    claims: tuple[str, ...]
    reason: Text


@dataclass(frozen=True, kw_only=True)
class CuratedLists:
    """The lists of contradictions and of look-alikes, each by id."""

    contradictions: Mapping[str, Contradiction] = field(default_factory=dict)
    look_alikes: Mapping[str, LookAlike] = field(default_factory=dict)

    @classmethod
    def from_mapping(cls, document: Mapping[str, Any]) -> "CuratedLists":
        """Return the lists of a document such as ``data/conflicts.toml``."""
        return cls(
            contradictions={
                key: Contradiction(id=key, **{**entry, "sides": tuple(map(tuple, entry["sides"]))})
                for key, entry in document.get("contradictions", {}).items()
            },
            look_alikes={
                key: LookAlike(id=key, **{**entry, "claims": tuple(entry["claims"])})
                for key, entry in document.get("look_alikes", {}).items()
            },
        )

    def knows(self, one: Claim, other: Claim) -> bool:
        """Tell whether two claims were reviewed together."""
        return frozenset((one.id, other.id)) in self._pairs

    @cached_property
    def in_doubt(self) -> frozenset[str]:
        """Ids of the claims of open contradictions on which a value depends."""
        entries = self.contradictions.values()
        return frozenset(
            c for entry in entries if entry.open and entry.matters for c in entry.claims
        )

    @cached_property
    def _pairs(self) -> frozenset[frozenset[str]]:
        groups = [
            *(entry.claims for entry in self.contradictions.values()),
            *(entry.claims for entry in self.look_alikes.values()),
        ]
        return frozenset(frozenset(pair) for claims in groups for pair in combinations(claims, 2))


@cache
def curated_lists() -> CuratedLists:
    """Return the lists shipped with the package."""
    return CuratedLists.from_mapping(read_document(_FILE))
