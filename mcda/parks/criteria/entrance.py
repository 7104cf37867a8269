"""The entrance examination: the checks that a computed criterion must pass before users see it.

The shipped catalogue is read unchecked, so that this works while the registry is being filled.
"""

import dataclasses
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date
from functools import partial
from itertools import combinations, islice
from typing import Any

from mcda.entrance.declarations import class_faults, describe, is_derived, is_said, refuse
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

_TODAY = date(2026, 1, 1)
_OF_A_COUNTRY = 2
_TEXTS = ("name", "description", "measures", "limits")
_BASE: dict[str, Any] = {
    "home": "Zhejiang/Hangzhou",
    "sectors": ("footwear",),
    "size": "sme",
    "markets": {"US": 0.6, "EU": 0.2, "VN": 0.1},
    "first_investment": True,
    "needs_standard_factory": True,
    "partners_in": ("ljip",),
    "intent": "trial",
    "investor_reliance": 0.5,
    "container_value": 40_000.0,
}
_OTHER: dict[str, Any] = {
    "home": "Guangdong/Shenzhen",
    "sectors": ("electronics", "footwear"),
    "size": "large",
    "markets": {"EU": 0.9},
    "first_investment": False,
    "needs_standard_factory": False,
    "partners_in": ("tcr",),
    "intent": "relocation",
    "investor_reliance": 0.0,
    "container_value": 200_000.0,
    "goods": ("85",),
    "chinese_parts": 0.9,
    "delay_cost": 50_000.0,
}


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
    refuse(examine(criterion, catalogue))


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
    one_other = [{**_BASE, name: value} for name, value in _OTHER.items()]
    at_home = {**_BASE, "markets": {"VN": 1.0}}
    return [
        Enterprise(),
        *(Enterprise(**fields) for fields in (_BASE, *one_other, at_home, _OTHER)),
    ]


def _declarations(criterion: Any, catalogue: Catalogue) -> Iterator[Fault]:
    undeclared = partial(_undeclared, criterion)
    finding = "def finding(self, view, park)"
    yield from class_faults(criterion, ComputedCriterion, finding, undeclared)
    if not is_derived(criterion, ComputedCriterion):
        return
    strange = set(criterion.counts) - {field.name for field in dataclasses.fields(Enterprise)}
    if strange:
        yield _undeclared(criterion, "counts", "fields of mcda.parks.Enterprise")
    if criterion.info is not None:
        yield from _info_faults(criterion, criterion.info, catalogue)


def _info_faults(
    criterion: type[ComputedCriterion], info: CriterionInfo, catalogue: Catalogue
) -> Iterator[Fault]:
    if info.id != criterion.id:
        yield _undeclared(criterion, "info.id", criterion.id)
    for field in _TEXTS:
        if not is_said(getattr(info, field)):
            yield _undeclared(criterion, f"info.{field}", '{"en": ..., "zh": ...}')
    if info.scale is None:
        yield _undeclared(criterion, "info.scale", "mcda.parks.CriterionScale(worst=..., best=...)")
    elif not info.possible[0] <= info.range[0] < info.range[1] <= info.possible[1]:
        yield _undeclared(criterion, "info.scale", "worst != best, within info.possible")
    elif (info.scale.worst > info.scale.best) != (info.direction == "cost"):
        yield _undeclared(criterion, "info.direction", "as from scale.worst to scale.best")
    if info.indicator is not None:
        yield _undeclared(criterion, "info.indicator", "None")
    if set(info.overlaps) - {other.id for other in catalogue.all_criteria}:
        yield _undeclared(criterion, "info.overlaps", "ids of criteria of the catalogue")


def _undeclared(criterion: Any, field: str, needed: str) -> Fault:
    name = str(getattr(criterion, "id", criterion))
    return Fault("criterion_undeclared", (), {"criterion": name, "field": field, "needed": needed})


class _Examination:
    """The examination of a criterion on the shipped parks, with one fault of each kind."""

    def __init__(self, criterion: type[ComputedCriterion], catalogue: Catalogue) -> None:
        self._criterion, self._catalogue = criterion(), catalogue
        self._enterprises = enterprises()

    def faults(self) -> Iterator[Fault]:
        """Yield the first fault of each kind."""
        parks, by_country = [], Counter[str]()  # of each country as many as can be compared
        for park in self._catalogue.parks.values():
            by_country[park.country] += 1
            if by_country[park.country] <= _OF_A_COUNTRY:
                parks.append(park)
        findings = self._findings(self._enterprises, self._catalogue.default_scenario, parks)
        alone = (
            fault
            for row in findings
            for finding, park in zip(row, parks, strict=True)
            for fault in self._one(finding, park)
        )
        yield from islice(alone, 1)
        yield from self._facts(findings, parks)
        yield from self._subjects(findings, parks)
        yield from self._scenarios(findings, parks)

    def _findings(
        self, enterprises: Sequence[Enterprise], scenario: Scenario, parks: Sequence[Park]
    ) -> list[list[CellFinding]]:
        """Return the findings under a scenario, by enterprise and park."""
        views = [
            CriterionView(
                catalogue=self._catalogue, enterprise=enterprise, scenario=scenario, today=_TODAY
            )
            for enterprise in enterprises
        ]
        return [[self._finding(view, park) for park in parks] for view in views]

    def _finding(self, view: CriterionView, park: Park) -> CellFinding:
        """Return the finding, after a check that `cell` returns the same cell."""
        try:
            finding, cell = self._criterion.finding(view, park), self._criterion.cell(view, park)
        except Exception as error:  # whatever a stranger's code raises
            failure = self._fault("criterion_fails", park, error=describe(error))
            raise InvalidExtension([failure]) from error
        if cell != finding.cell:
            cells = {"cell": str(cell), "other": str(finding.cell)}
            raise InvalidExtension([self._fault("criterion_cells", park, **cells)])
        return finding

    def _one(self, finding: CellFinding, park: Park) -> Iterator[Fault]:
        info = self._criterion.info
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

    def _facts(
        self, findings: Sequence[Sequence[CellFinding]], parks: Sequence[Park]
    ) -> list[Fault]:
        """Return a fault if enterprises with equal facts get different cells."""
        facts = [self._criterion.facts(enterprise) for enterprise in self._enterprises]
        for first, second in combinations(range(len(facts)), 2):
            if facts[first] != facts[second]:
                continue
            for k, park in enumerate(parks):
                if findings[first][k].cell != findings[second][k].cell:
                    pair = self._enterprises[first], self._enterprises[second]
                    names = [field.name for field in dataclasses.fields(Enterprise)]
                    differing = [n for n in names if getattr(pair[0], n) != getattr(pair[1], n)]
                    return [self._fault("criterion_facts", park, fields=differing)]
        return []

    def _subjects(
        self, findings: Sequence[Sequence[CellFinding]], parks: Sequence[Park]
    ) -> list[Fault]:
        """Return a fault if parks with equal subjects get different cells."""
        subjects = [self._criterion.subject(park) for park in parks]
        for first, second in combinations(range(len(parks)), 2):
            if subjects[first] == subjects[second] and any(
                row[first].cell != row[second].cell for row in findings
            ):
                return [self._fault("criterion_subject", parks[first], other=parks[second].id)]
        return []

    def _scenarios(
        self, findings: Sequence[Sequence[CellFinding]], parks: Sequence[Park]
    ) -> list[Fault]:
        """Return a fault if a cell depends on the scenario without declaring this dependence."""
        if self._criterion.uses_scenario:
            return []
        for scenario in list(self._catalogue.scenarios.values())[1:]:
            others = self._findings(self._enterprises, scenario, parks)
            for row, other in zip(findings, others, strict=True):
                for k, park in enumerate(parks):
                    if row[k].cell != other[k].cell:
                        return [self._fault("criterion_scenario", park, scenario=scenario.id)]
        return []

    def _fault(self, code: str, park: Park, **more: Any) -> Fault:
        return Fault(code, (), {"criterion": self._criterion.id, "park": park.id, **more})
