"""What a decision template holds: its question, criteria, alternatives and what is said of them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any, Literal

from mcda.parks.enterprise import Enterprise
from mcda.parks.model import CriterionInfo, Kind, Text
from mcda.parks.override import Override
from mcda.parks.quality import STALE_AFTER
from mcda.parks.scenario import Scenario

if TYPE_CHECKING:
    from mcda.parks.catalogue import Catalogue
    from mcda.parks.template_view import TemplateProblem

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

    def appraisal(
        self,
        catalogue: "Catalogue",
        alternatives: Sequence[str] | None = None,
        criteria: Sequence[str] | None = None,
        overrides: Sequence[Override] = (),
        today: date | None = None,
        stale_after: int = STALE_AFTER,
        enterprise: Enterprise | None = None,
        scenario: str | Mapping[str, Any] | Scenario | None = None,
    ) -> "TemplateProblem":
        """Return the alternatives as a decision problem whose every cell has evidence.

        Parameters
        ----------
        catalogue
            Whose claims are cited.
        alternatives, criteria
            Ids, in the order wanted; all where left out.
        overrides
            The user's own figures; ``park`` names an alternative.
        today, stale_after
            As for `Catalogue.appraise`.
        enterprise
            Whose markets change the criteria named in ``markets``; nobody's where left out.
        scenario
            As for `Catalogue.appraise`.

        Raises
        ------
        InvalidEnterprise
            An alternative, criterion, override or scenario that does not exist or does not fit.
        InvalidProblem
            Repeated or no alternatives or criteria.
        """
        from mcda.parks.template_view import appraise_template

        return appraise_template(
            self,
            catalogue,
            alternatives,
            criteria,
            overrides,
            today or date.today(),
            stale_after,
            enterprise or Enterprise(),
            scenario,
        )
