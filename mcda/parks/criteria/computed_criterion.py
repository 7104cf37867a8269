"""A criterion that is computed from facts of the catalogue and of the enterprise."""

from abc import ABC, abstractmethod
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, ClassVar

from mcda.cells import Cell
from mcda.parks.catalogue import Catalogue
from mcda.parks.enterprise import Enterprise
from mcda.parks.evidence import CellFinding
from mcda.parks.model import CriterionInfo, Park
from mcda.parks.override import Override
from mcda.parks.quality import STALE_AFTER
from mcda.parks.scenario import Scenario


@dataclass(frozen=True, slots=True, kw_only=True)
class CriterionView:
    """The data that a criterion may use besides the park.

    Examples
    --------
    >>> from datetime import date
    >>> from mcda.parks import Enterprise, load_catalogue
    >>> from mcda.parks.criteria import CRITERIA, CriterionView
    >>> told = {"catalogue": load_catalogue(), "scenario": load_catalogue().default_scenario}
    >>> maker = Enterprise(home="Zhejiang/Hangzhou")
    >>> view = CriterionView(enterprise=maker, today=date(2026, 11, 28), **told)
    >>> CRITERIA["hometown_ties"]().cell(view, view.catalogue.park("ljip")).mode
    0.6
    """

    catalogue: Catalogue
    """Everything that is recorded."""
    enterprise: Enterprise
    """Who asks."""
    scenario: Scenario
    """The tariff scenario in use."""
    today: date
    """Day from which the age of figures is counted."""
    stale_after: int = STALE_AFTER
    """Years after which evidence counts as old."""
    overrides: Mapping[tuple[str, str], Override] = field(default_factory=dict)
    """The user's own figures, by park and criterion."""
    made: dict[Hashable, Any] = field(default_factory=dict, init=False, repr=False, compare=False)
    """What was computed already for all parks of a country."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NotePart:
    """A part of an enterprise's facts that has notes of its own.

    Examples
    --------
    >>> from mcda.parks import Enterprise, load_catalogue
    >>> from mcda.parks.criteria import CRITERIA
    >>> freight, sales = CRITERIA["freight_cost"](), Enterprise(markets={"US": 0.6})
    >>> [part.share for part in freight.note_parts(sales, load_catalogue())]
    [None, 0.4]
    """

    enterprise: Enterprise
    """Says that part alone."""
    share: float | None = None
    """What its notes tell in their field ``share``, where that is told of the whole; else None."""


class ComputedCriterion(ABC):
    """A criterion whose cells depend on the park and on some facts of the enterprise.

    A criterion is written once: a portfolio of enterprises computes each distinct set of `facts`
    for each distinct `subject` a single time.

    Examples
    --------
    Two firms from one city have one cell in a park, however large they are:

    >>> from mcda.parks import Enterprise
    >>> from mcda.parks.criteria import CRITERIA
    >>> small = Enterprise(home="Zhejiang/Hangzhou", size="sme")
    >>> large = Enterprise(home="Zhejiang/Hangzhou", size="large")
    >>> ties = CRITERIA["hometown_ties"]()
    >>> ties.facts(small) == ties.facts(large)
    True
    """

    id: ClassVar[str]
    """Of the criterion."""
    info: ClassVar[CriterionInfo | None] = None
    """Its scale and names where the catalogue's own files do not hold them."""
    uses_scenario: ClassVar[bool] = False
    """Whether cells rest on the tariff scenario in use, which is then named and dated."""
    reads: ClassVar[frozenset[str]] = frozenset()
    """Ids of criteria that its cells add up: the user's own figures on these count in it, and their
    evidence stands beside it."""
    counts: ClassVar[frozenset[str]] = frozenset()
    """Fields of the enterprise that its cells take up, so that no note says they count nowhere."""

    def recorded_claims(self, catalogue: Catalogue) -> Iterable[str]:
        """Return the ids of the claims that cells may rest on, for any enterprise."""
        return ()

    def is_recorded(self, catalogue: Catalogue, park: Park) -> bool:
        """Tell whether the catalogue has any data on a park that its cell could rest on."""
        return True

    def unsaid(self, enterprise: Enterprise) -> str:
        """Return the field that must be stated before cells are known, else an empty text.

        Without this field, all parks with an unknown cell are alike, and users are asked for it.
        """
        return ""

    def open_cell(self, view: CriterionView, park: Park) -> Cell:
        """Return the cell of a park in every case of what the enterprise must state.

        Its cases are sources of doubt, the same in a draw for all parks; None where they are not
        known.
        """
        return None

    def typical_cell(self, view: CriterionView, park: Park) -> Cell:
        """Return the cell of a park of which too little is known, by what is typical of its place.

        None where the common rule for unknown cells serves.
        """
        return None

    def placed(self, info: CriterionInfo, column: Sequence[Cell]) -> CriterionInfo:
        """Return the criterion with its scale where the parks' cells lie; as it is by default."""
        return info

    @abstractmethod
    def finding(self, view: CriterionView, park: Park) -> CellFinding:
        """Return the cell of a park, the reason, and the ids of the claims behind the cell."""

    def cell(self, view: CriterionView, park: Park) -> Cell:
        """Return the cell alone, the same as that of `finding`."""
        return self.finding(view, park).cell

    @abstractmethod
    def facts(self, enterprise: Enterprise) -> Hashable:
        """Return the enterprise's facts behind findings: equal facts give equal findings."""

    def subject(self, park: Park) -> str:
        """Return the part of the park behind cells: equal subjects give equal cells."""
        return park.id

    def note_parts(self, enterprise: Enterprise, catalogue: Catalogue) -> Iterable[NotePart]:
        """Return parts of an enterprise's facts whose notes together are those of its findings.

        A portfolio evaluates each part with distinct `facts` once. Override this method if nearly
        every enterprise has facts of its own, such as shares of sales, and the notes are fewer.
        """
        return (NotePart(enterprise=enterprise),)
