"""A criterion that is worked out from what the catalogue and the enterprise say."""

from abc import ABC, abstractmethod
from collections.abc import Hashable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from mcda.cells import Cell
from mcda.parks.catalogue import Catalogue
from mcda.parks.enterprise import Enterprise
from mcda.parks.evidence import Finding
from mcda.parks.model import CriterionInfo, Park
from mcda.parks.scenario import Scenario


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
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
    """

    catalogue: Catalogue
    enterprise: Enterprise
    scenario: Scenario
    today: date


class ComputedCriterion(ABC):
    """A criterion whose cells depend on the park and on some facts of the enterprise.

    It is written once: a portfolio of enterprises works out each distinct set of `facts` for each
    distinct `subject` a single time.
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
    def finding(self, view: View, park: Park) -> Finding:
        """Return the cell of a park, why it is so, and the ids of the claims it rests on."""

    def cell(self, view: View, park: Park) -> Cell:
        """Return the cell alone, the same as that of `finding`."""
        return self.finding(view, park).cell

    @abstractmethod
    def facts(self, enterprise: Enterprise) -> Hashable:
        """Return what of the enterprise cells depend on: equal facts, equal cells."""

    def subject(self, park: Park) -> str:
        """Return what of the park cells depend on: equal subjects, equal cells."""
        return park.id
