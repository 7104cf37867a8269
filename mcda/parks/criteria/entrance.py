"""The entrance examination: the checks that a computed criterion must pass before users see it.

The shipped catalogue is read unchecked, so that this works while the registry is being filled.
"""

import dataclasses
from collections.abc import Iterator, Sequence
from datetime import date
from itertools import combinations, islice
from typing import Any

from mcda.entrance.declarations import class_faults, describe, is_derived, is_said
from mcda.errors import Fault, InvalidExtension, Note
from mcda.parks.catalogue import Catalogue
from mcda.parks.catalogues.registry import CATALOGUES, SHIPPED
from mcda.parks.criteria.computed_criterion import ComputedCriterion, CriterionView
from mcda.parks.enterprise import Enterprise
from mcda.parks.evidence import CellFinding, span
from mcda.parks.model import CriterionInfo, Park
from mcda.parks.scenario import Scenario
from mcda.registry import Origin
from mcda.texts import LANGUAGES
from mcda.texts.tables import table

Table = Sequence[Sequence[CellFinding]]
_TODAY = date(2026, 1, 1)
_OF_A_COUNTRY = 2
_TEXTS = ("name", "description", "measures", "limits")


def admit(criterion: type[ComputedCriterion], origin: Origin) -> None:
    """Raise an error for a computed criterion that does not pass the examination.

    Raises
    ------
    InvalidExtension
        With a fault for each reason.
    """
    catalogue = CATALOGUES[SHIPPED]().read()
    if getattr(criterion, "id", "") in {info.id for info in catalogue.all_criteria}:
        raise InvalidExtension.at("extension_twice", group="parkwise.criteria", name=criterion.id)
    InvalidExtension.raise_any([*examine(criterion, catalogue)])


def examine(criterion: type[ComputedCriterion], catalogue: Catalogue) -> Iterator[Note]:
    """Yield the faults of a criterion.

    Its declarations are checked first; then its cells of the first parks of each host country, for
    an enterprise without facts, two with many facts, and those between the two that differ in one
    fact.
    """
    faults = list(_declarations(criterion, catalogue))
    yield from faults
    if faults:
        return
    info = criterion.info
    if info is not None and info not in catalogue.all_criteria:
        catalogue = dataclasses.replace(catalogue, further=(*catalogue.further, info))
    try:
        yield from _Examination(criterion, catalogue).faults()
    except InvalidExtension as error:
        yield from error.faults


def enterprises() -> list[Enterprise]:
    """Return the sample enterprises: each fact is varied alone, and all together."""
    base, other = (
        {name: tuple(fact) if isinstance(fact, list) else fact for name, fact in facts.items()}
        for facts in table("mcda.parks.criteria", "samples.toml").values()
    )
    one_other = [{**base, name: fact} for name, fact in other.items()]
    at_home = {**base, "markets": {"VN": 1.0}}
    samples: list[dict[str, Any]] = [{}, base, *one_other, at_home, other]
    return [Enterprise(**facts) for facts in samples]


def _declarations(criterion: Any, catalogue: Catalogue) -> Iterator[Fault]:
    name = str(getattr(criterion, "id", criterion))

    def undeclared(field: str, needed: str) -> Fault:
        fields = {"criterion": name, "field": field, "needed": needed}
        return Fault("criterion_undeclared", (), fields)

    finding = "def finding(self, view, park)"
    yield from class_faults(criterion, ComputedCriterion, finding, undeclared)
    if not is_derived(criterion, ComputedCriterion):
        return
    if set(criterion.counts) - {field.name for field in dataclasses.fields(Enterprise)}:
        yield undeclared("counts", "fields of mcda.parks.Enterprise")
    info: CriterionInfo | None = criterion.info
    if info is None:
        return
    if info.id != criterion.id:
        yield undeclared("info.id", criterion.id)
    untold = [field for field in _TEXTS if not is_said(getattr(info, field))]
    yield from (undeclared(f"info.{field}", '{"en": ..., "zh": ...}') for field in untold)
    if info.scale is None:
        yield undeclared("info.scale", "mcda.parks.CriterionScale(worst=..., best=...)")
    elif not info.possible[0] <= info.range[0] < info.range[1] <= info.possible[1]:
        yield undeclared("info.scale", "worst != best, within info.possible")
    elif (info.scale.worst > info.scale.best) != (info.direction == "cost"):
        yield undeclared("info.direction", "as from scale.worst to scale.best")
    if info.indicator is not None:
        yield undeclared("info.indicator", "None")
    if set(info.overlaps) - {other.id for other in catalogue.all_criteria}:
        yield undeclared("info.overlaps", "ids of criteria of the catalogue")


class _Examination:
    """The examination of a criterion on the shipped parks, with one fault of each kind."""

    def __init__(self, criterion: type[ComputedCriterion], catalogue: Catalogue) -> None:
        self._criterion, self._catalogue = criterion(), catalogue
        self._enterprises = enterprises()
        of_country: dict[str, list[Park]] = {}  # of each as many as can be compared
        for park in catalogue.parks.values():
            of_country.setdefault(park.country, []).append(park)
        chosen = {park.id for parks in of_country.values() for park in parks[:_OF_A_COUNTRY]}
        self._firsts = {parks[0].id for parks in of_country.values()}
        self._parks = [park for park in catalogue.parks.values() if park.id in chosen]

    def faults(self) -> Iterator[Fault]:
        """Yield the first fault of each kind."""
        default = self._catalogue.default_scenario
        views = [self._view(enterprise, default) for enterprise in self._enterprises]
        findings = [[self._finding(view, park) for park in self._parks] for view in views]
        for kind in (self._alone, self._facts, self._subjects, self._scenarios):
            yield from islice(kind(findings), 1)

    def _view(self, enterprise: Enterprise, scenario: Scenario) -> CriterionView:
        return CriterionView(
            catalogue=self._catalogue, enterprise=enterprise, scenario=scenario, today=_TODAY
        )

    def _finding(self, view: CriterionView, park: Park) -> CellFinding:
        """Return the finding, after a check that `cell` returns the same cell."""
        finding, cell = self._call("finding", view, park), self._call("cell", view, park)
        if cell != finding.cell:
            cells = {"cell": str(cell), "other": str(finding.cell)}
            raise InvalidExtension([self._fault("criterion_cells", park, **cells)])
        return finding

    def _call(self, method: str, view: CriterionView, park: Park) -> Any:
        try:
            return getattr(self._criterion, method)(view, park)
        except Exception as error:  # whatever a stranger's code raises
            failure = self._fault("criterion_fails", park, error=describe(error))
            raise InvalidExtension([failure]) from error

    def _alone(self, findings: Table) -> Iterator[Fault]:
        """Yield what is wrong with a finding itself."""
        info = self._criterion.info
        for finding, park in (
            (f, p) for row in findings for f, p in zip(row, self._parks, strict=True)
        ):
            if info is not None and finding.cell is not None:
                low, high = span(finding.cell)
                if not info.possible[0] <= low <= high <= info.possible[1]:
                    fields = {"cell": str(finding.cell), "low": info.possible[0]}
                    yield self._fault("criterion_scale", park, high=info.possible[1], **fields)
            if not all(finding.rationale.get(language) for language in LANGUAGES):
                yield self._fault("criterion_silent", park)
            strange = [claim for claim in finding.claims if claim not in self._catalogue.claims]
            if strange:
                yield self._fault("criterion_claims", park, claims=strange)

    def _facts(self, findings: Table) -> Iterator[Fault]:
        """Yield where enterprises with equal facts get different cells."""
        facts = [self._criterion.facts(enterprise) for enterprise in self._enterprises]
        rows = zip(self._enterprises, facts, findings, strict=True)
        for (first, fact, row), (other, same, cells) in combinations(rows, 2):
            if fact == same:
                names = [field.name for field in dataclasses.fields(Enterprise)]
                differing = [name for name in names if getattr(first, name) != getattr(other, name)]
                for park in self._apart(row, cells):
                    yield self._fault("criterion_facts", park, fields=differing)

    def _subjects(self, findings: Table) -> Iterator[Fault]:
        """Yield where parks with equal subjects get different cells."""
        subjects = [self._criterion.subject(park) for park in self._parks]
        for first, second in combinations(range(len(subjects)), 2):
            if subjects[first] == subjects[second] and any(
                row[first].cell != row[second].cell for row in findings
            ):
                other = self._parks[second].id
                yield self._fault("criterion_subject", self._parks[first], other=other)

    def _scenarios(self, findings: Table) -> Iterator[Fault]:
        """Yield where a cell depends on the scenario without declaring this dependence.

        Of each country the first park is looked at, and as texts take most of the time, whole
        findings are made for the last enterprise alone.
        """
        scenarios = [] if self._criterion.uses_scenario else [*self._catalogue.scenarios.values()]
        for scenario in scenarios[1:]:
            for enterprise, row in zip(self._enterprises, findings, strict=True):
                view, is_last = self._view(enterprise, scenario), row is findings[-1]
                pairs = zip(row, self._parks, strict=True)
                for finding, park in (pair for pair in pairs if pair[1].id in self._firsts):
                    again = (
                        self._finding(view, park).cell
                        if is_last
                        else self._call("cell", view, park)
                    )
                    if again != finding.cell:
                        yield self._fault("criterion_scenario", park, scenario=scenario.id)

    def _apart(self, row: Sequence[CellFinding], cells: Sequence[CellFinding]) -> Iterator[Park]:
        """Yield the parks whose cells differ."""
        for first, other, park in zip(row, cells, self._parks, strict=True):
            if first.cell != other.cell:
                yield park

    def _fault(self, code: str, park: Park, **more: Any) -> Fault:
        return Fault(code, (), {"criterion": self._criterion.id, "park": park.id, **more})
