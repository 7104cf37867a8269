"""What a decision template holds: its question, criteria, alternatives and what is said of them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from mcda.parks.model import CriterionInfo, Kind, Text

Rule = Literal["duty", "exports"]
"""How stated markets change a criterion: see `mcda.parks.template_markets`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What the text says of an alternative on a criterion, as a level of the ladder.

    ``contested`` means that passages or respondents disagree; ``kind`` is ``derived`` where only
    what is said of the other alternative tells.
    """

    kind: Kind
    low: float
    mode: float
    high: float
    contested: bool
    rationale: Text
    claims: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """An alternative of a template with its readings by criterion; one left out is unknown.

    Parameters
    ----------
    id, name, summary
        As shown.
    readings
        By criterion.
    parts
        Ids of the alternatives that this one mixes: what is not said of it lies between theirs.
    countries
        Ids of the countries that goods of this alternative come from, where markets count.
    """

    id: str
    name: Text
    summary: Text
    readings: Mapping[str, Reading]
    parts: tuple[str, ...] = ()
    countries: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Template:
    """A kind of decision: its question, criteria and alternatives.

    Those of ``parks`` are the catalogue's, so that both are empty here. ``markets`` names the
    criteria that an enterprise's markets change, and how.
    """

    id: str
    name: Text
    question: Text
    description: Text
    limits: Text
    criteria: tuple[CriterionInfo, ...]
    alternatives: tuple[Choice, ...]
    markets: Mapping[str, Rule] = field(default_factory=dict)
