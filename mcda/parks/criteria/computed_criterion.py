"""A criterion that is worked out from what the catalogue and the enterprise say."""

from abc import ABC, abstractmethod
from collections.abc import Hashable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from mcda.cells import Cell
from mcda.parks.catalogue import Catalogue
from mcda.parks.enterprise import Enterprise
from mcda.parks.evidence import CellFinding
from mcda.parks.model import CriterionInfo, Park
from mcda.parks.scenario import Scenario


@dataclass(frozen=True, slots=True, kw_only=True)
class CriterionView:
    """What a criterion may look at beside the park.

    Parameters
    ----------
    catalogue
        Everything that is recorded.
    enterprise
        Who asks.
    scenario
        The tariff scenario in use.
    today
        Day from which the age of figures is counted.

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
    enterprise: Enterprise
    scenario: Scenario
    today: date


@dataclass(frozen=True, slots=True, kw_only=True)
class NotePart:
    """A part of what an enterprise says, which has notes of its own.

    Parameters
    ----------
    enterprise
        Says that part alone.
    share
        What its notes tell in their field ``share``, where that is told of the whole; else None.

    Examples
    --------
    >>> from mcda.parks import Enterprise, load_catalogue
    >>> from mcda.parks.criteria import CRITERIA
    >>> freight, sales = CRITERIA["freight_cost"](), Enterprise(markets={"US": 0.6})
    >>> [part.share for part in freight.note_parts(sales, load_catalogue())]
    [None, 0.4]
    """

    enterprise: Enterprise
    share: float | None = None


class ComputedCriterion(ABC):
    """A criterion whose cells depend on the park and on some facts of the enterprise.

    It is written once: a portfolio of enterprises works out each distinct set of `facts` for each
    distinct `subject` a single time.

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
    counts: ClassVar[frozenset[str]] = frozenset()
    """Fields of the enterprise that its cells take up, so that no note says they count nowhere."""

    def recorded_claims(self, catalogue: Catalogue) -> Iterable[str]:
        """Return the ids of the claims that cells may rest on, whoever asks."""
        return ()

    def is_recorded(self, catalogue: Catalogue, park: Park) -> bool:
        """Tell whether anything is recorded of a park that its cell could rest on."""
        return True

    def unsaid(self, enterprise: Enterprise) -> str:
        """Return the field that must be stated before cells can be found, else an empty text.

        Where it is not, all parks whose cell is unknown stand alike, and the field is asked for.
        """
        return ""

    @abstractmethod
    def finding(self, view: CriterionView, park: Park) -> CellFinding:
        """Return the cell of a park, why it is so, and the ids of the claims it rests on."""

    def cell(self, view: CriterionView, park: Park) -> Cell:
        """Return the cell alone, the same as that of `finding`."""
        return self.finding(view, park).cell

    @abstractmethod
    def facts(self, enterprise: Enterprise) -> Hashable:
        """Return what of the enterprise findings depend on: equal facts, equal findings."""

    def subject(self, park: Park) -> str:
        """Return what of the park cells depend on: equal subjects, equal cells."""
        return park.id

    def note_parts(self, enterprise: Enterprise, catalogue: Catalogue) -> Iterable[NotePart]:
        """Return parts of what an enterprise says whose notes together are those of its findings.

        A portfolio looks at each part of other `facts` once. To be overridden where nearly every
        enterprise has facts of its own, such as shares of sales, and the notes are fewer.
        """
        return (NotePart(enterprise=enterprise),)
