"""A template's alternatives as a decision problem whose every cell has evidence."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import product
from statistics import fmean, median
from typing import Any

from mcda.cells import Cell
from mcda.errors import Fault, InvalidEnterprise, Note
from mcda.parks.appraisal import scenario_of
from mcda.parks.catalogue import Catalogue, unknown_faults
from mcda.parks.criteria import CriterionView
from mcda.parks.criteria.trade_cost_exposure import duty, open_note
from mcda.parks.enterprise import Enterprise
from mcda.parks.evidence import CellFinding, Evidence, bounds, headline, spread
from mcda.parks.markets import HOST, HOST_FROM_HOME, average, goods, market_key, parts
from mcda.parks.model import Country, CriterionInfo, Kind
from mcda.parks.override import Override, overridden, override_faults
from mcda.parks.quality import STALE_AFTER, quality
from mcda.parks.rated_problem import RatedProblem
from mcda.parks.rationale import joined, rationale
from mcda.parks.scenario import Scenario
from mcda.parks.templates import Rule, Template, TemplateChoice, TemplateReading
from mcda.problem import Alternative

_HOME = "china"


@dataclass(frozen=True, kw_only=True, eq=False, repr=False)
class TemplateProblem(RatedProblem):
    """The alternatives of a template as a decision problem with evidence behind every cell."""

    evidence: Mapping[str, Mapping[str, Evidence]] = field(repr=False)
    """Alternative id -> criterion id -> what stands behind the cell."""
    notes: tuple[Note, ...] = field(repr=False)
    """Findings that do not stop the work: a dated scenario, markets without a rate."""
    scenario: Scenario | None = field(repr=False)
    """The tariff scenario that the cells follow, None where none of them does."""


def appraise_template(
    template: Template,
    catalogue: Catalogue,
    alternatives: Sequence[str] | None = None,
    criteria: Sequence[str] | None = None,
    overrides: Sequence[Override] = (),
    today: date | None = None,
    stale_after: int = STALE_AFTER,
    enterprise: Enterprise | None = None,
    scenario: str | Mapping[str, Any] | Scenario | None = None,
) -> TemplateProblem:
    """Return the alternatives as a decision problem whose every cell has evidence.

    If an enterprise states its markets, criteria named in `Template.markets` follow them: ``duty``
    is the scenario's duty on goods of the alternative's countries, in per cent of sales; with
    ``exports`` the level counts for the share of sales that leaves the country.

    By default all alternatives and criteria are used, and no markets without an enterprise.

    Raises
    ------
    InvalidEnterprise
        An alternative, criterion, override or scenario that does not exist or does not fit.
    InvalidProblem
        Repeated or no alternatives or criteria.
    """
    view = _View(
        template=template,
        catalogue=catalogue,
        overrides={(item.alternative, item.criterion): item for item in overrides},
        enterprise=enterprise or Enterprise(),
        scenario=scenario_of(catalogue, scenario),
        today=today or date.today(),
        stale_after=stale_after,
    )
    infos = {info.id: view.measured(info) for info in template.criteria}
    rows = tuple(view.choices) if alternatives is None else tuple(alternatives)
    columns = tuple(infos) if criteria is None else tuple(criteria)
    faults = [
        *unknown_faults(rows, view.choices, "park", ("parks",)),
        *unknown_faults(columns, infos, "criterion", ("criteria",)),
        *override_faults(overrides, view.choices, infos),
    ]
    InvalidEnterprise.raise_any([*map(_of_template, faults)])
    notes: list[Note] = []
    evidence: dict[str, dict[str, Evidence]] = {row: {} for row in rows}
    for row, column in product(evidence, columns):
        evidence[row][column], more = _cell(view, view.choices[row], infos[column])
        notes += more
    return TemplateProblem(
        criteria=tuple(infos[column].criterion() for column in columns),
        alternatives=tuple(Alternative(id=row, name=view.choices[row].name) for row in rows),
        performances=[[evidence[row][column].cell for column in columns] for row in rows],
        evidence=evidence,
        notes=_once(notes),
        scenario=view.scenario if "duty" in map(view.rule, columns) else None,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _View(CriterionView):
    """A template as one enterprise sees it."""

    template: Template

    @property
    def choices(self) -> Mapping[str, TemplateChoice]:
        return {choice.id: choice for choice in self.template.alternatives}

    def rule(self, criterion: str) -> Rule | None:
        """Return how a criterion depends on the markets, if any are stated."""
        return self.template.markets.get(criterion) if self.enterprise.markets else None

    def measured(self, info: CriterionInfo) -> CriterionInfo:
        """Return a criterion with its unit in this view: a duty is not a level."""
        if self.rule(info.id) != "duty":
            return info
        exposure = self.catalogue.criterion("trade_cost_exposure")
        fields = ("unit", "possible", "measures", "scale")
        return replace(info, **{name: getattr(exposure, name) for name in fields})

    def origins(self, choice: TemplateChoice) -> Iterator[tuple[Country, Enterprise]]:
        """Yield the countries of origin of goods, and the enterprise as seen from each.

        From home the host is no home.
        """
        for origin in map(self.catalogue.countries.__getitem__, choice.countries):
            sales: dict[str, float] = {}
            for market, share in self.enterprise.markets.items():
                is_foreign = origin.id == _HOME and market_key(market) == HOST
                name = HOST_FROM_HOME if is_foreign else market
                sales[name] = sales.get(name, 0.0) + share
            yield origin, Enterprise(markets=sales) if origin.id == _HOME else self.enterprise


def _cell(
    view: _View, choice: TemplateChoice, info: CriterionInfo
) -> tuple[Evidence, tuple[Note, ...]]:
    """Return the graded evidence of a cell, with the user's own figure if there is one.

    It comes from stated markets, else from the text, else from the parts of a mixture.
    """
    rule, reading, finding = view.rule(info.id), choice.readings.get(info.id), None
    kind: Kind = "derived"
    if rule == "duty" and choice.countries:
        finding = _duty(view, choice)
    elif rule == "exports" and choice.countries and reading is not None:
        finding = _exports(view, choice, info, _level(reading))
    elif rule is None and reading is not None:
        kind, finding = reading.kind, _level(reading)
    if finding is None:
        finding = _mixed(view, choice, info)
    kind = "unknown" if finding.cell is None else kind
    claims = tuple(view.catalogue.claims[claim] for claim in finding.claims)
    evidence = finding.evidence(info.unit, kind, claims)
    notes, override = finding.notes, view.overrides.get((choice.id, info.id))
    if override is not None:
        evidence, notes = overridden(evidence, override, info), ()
    return replace(evidence, quality=quality(evidence, view.today, view.stale_after)), notes


def _level(reading: TemplateReading) -> CellFinding:
    """Return the level that the text states."""
    return CellFinding(
        cell=spread(reading.low, reading.mode, reading.high),
        rationale=reading.rationale,
        claims=reading.claims,
        proxy=reading.kind == "derived",
        doubts=("conflict",) if reading.contested else (),
    )


def _mixed(view: _View, choice: TemplateChoice, info: CriterionInfo) -> CellFinding:
    """Return a mixture's cell: the bounds of its parts, with the mean as the likeliest value.

    No source states the shares of the parts, so that the bounds allow any shares. Without parts, or
    where one is not known, nothing is.
    """
    mixed = [_cell(view, view.choices[part], info)[0] for part in choice.parts]
    values = [part.value for part in mixed if part.value is not None]
    cell = hull([part.cell for part in mixed], fmean(values) if values else None)
    unsaid = rationale("template_unknown", alternative=choice.name, criterion=info.name)
    if cell is None:
        return CellFinding(cell=None, rationale=unsaid)
    is_contested = any(part.quality and "conflict" in part.quality.doubts for part in mixed)
    return CellFinding(
        cell=cell,
        rationale=joined(unsaid, rationale("template_mixture")),
        claims=tuple(dict.fromkeys(claim.id for part in mixed for claim in part.claims)),
        proxy=True,
        doubts=("conflict",) if is_contested else (),
    )


def hull(cells: Sequence[Cell], mode: float | None = None) -> Cell:
    """Return the span from the lowest to the highest of given cells; None if any is unknown."""
    limits = [bounds(cell) for cell in cells if cell is not None]
    if not limits or len(limits) < len(cells):
        return None
    lowest = min(low or 0.0 for low, _ in limits)
    return spread(lowest, mode, max(high or 0.0 for _, high in limits))


def _among(cells: Sequence[Cell]) -> Cell:
    """Return the span of cells around the middle of their likeliest values."""
    return hull(cells, median(headline(cell) or 0.0 for cell in cells))


def _duty(view: _View, choice: TemplateChoice) -> CellFinding:
    """Return the scenario's duty on goods of the countries, averaged over the markets."""
    scenario, exports = view.scenario, goods(view.enterprise, view.catalogue.schedule)
    duties = (duty(seller, origin, scenario, exports) for origin, seller in view.origins(choice))
    levied = [levy for levy in duties if levy is not None]
    cells = [levy.mean for levy in levied]
    about = {"country": choice.name, "scenario": scenario.name}
    if not cells:
        reason = rationale("country_unknown", **about)
        note = Note("country_without_rate", ("scenario", "rates"), about)
        return CellFinding(cell=None, rationale=reason, claims=scenario.claims, notes=(note,))
    typical = max(levy.typical for levy in levied)
    # What is open of a country is open of the alternative it belongs to.
    notes = _once(open_note(part, choice.name, typical) for levy in levied for part in levy.open)
    reason = rationale("trade_cost", as_of=scenario.as_of, **about)
    if len(choice.countries) > 1:
        reason = joined(reason, rationale("template_countries", count=str(len(cells))))
    if notes:
        reason = joined(reason, rationale("trade_cost_open", typical=typical))
    claims = tuple(dict.fromkeys(claim for levy in levied for claim in levy.claims))
    return CellFinding(cell=_among(cells), rationale=reason, claims=claims, notes=notes)


def _exports(
    view: _View, choice: TemplateChoice, info: CriterionInfo, level: CellFinding
) -> CellFinding:
    """Return a stated level, applied to the share of sales that leaves the country."""

    def cost(market: str) -> Cell:
        # The reading speaks of overseas markets; of transport to China nothing is said.
        is_stated = _HOME in choice.countries or market_key(market) != market_key(_HOME)
        return level.cell if is_stated else None

    cells = [
        average(list(parts(seller, origin, cost)), info.possible[1])
        for origin, seller in view.origins(choice)
    ]
    reason = joined(level.rationale, rationale("template_exports"))
    return replace(level, cell=_among(cells), rationale=reason, proxy=False)


def _once(notes: Iterable[Note]) -> tuple[Note, ...]:
    distinct: list[Note] = []
    for note in notes:
        if note not in distinct:
            distinct.append(note)
    return tuple(distinct)


def _of_template(fault: Fault) -> Fault:
    """Return a fault about a park or the catalogue as a fault about this template."""
    if fault.code == "unknown_park":
        fields = {"alternative": fault.fields["park"], **fault.fields}
        return Fault("unknown_template_alternative", fault.path, fields)
    if fault.code == "unknown_catalogue_criterion":
        return Fault("unknown_criterion", fault.path, fault.fields)
    return fault
