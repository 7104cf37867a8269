"""A template's alternatives as a decision problem whose every cell has evidence."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from statistics import fmean, median
from typing import Any, NamedTuple

from mcda.cells import Cell
from mcda.errors import Fault, InvalidEnterprise, Note
from mcda.parks.appraisal import scenario_of, unknown_faults
from mcda.parks.catalogue import Catalogue
from mcda.parks.criteria.trade_cost_exposure import duty, open_note
from mcda.parks.enterprise import Enterprise
from mcda.parks.evidence import CellFinding, Evidence, bounds, headline, spread
from mcda.parks.markets import HOST, HOST_FROM_HOME, average, goods, market_key, parts
from mcda.parks.model import Country, CriterionInfo
from mcda.parks.override import Override, overridden, override_faults
from mcda.parks.quality import STALE_AFTER, quality
from mcda.parks.rated_problem import RatedProblem
from mcda.parks.rationale import joined, rationale
from mcda.parks.scenario import Scenario
from mcda.parks.templates import Rule, Template, TemplateChoice
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
        own={(item.alternative, item.criterion): item for item in overrides},
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
    if faults:
        raise InvalidEnterprise(map(_of_template, faults))
    cells = {
        (row, column): _cell(view, view.choices[row], infos[column])
        for row in rows
        for column in columns
    }
    evidence = {row: {column: cells[row, column][0] for column in columns} for row in rows}
    return TemplateProblem(
        criteria=tuple(infos[column].criterion() for column in columns),
        alternatives=tuple(Alternative(id=row, name=view.choices[row].name) for row in rows),
        performances=[[evidence[row][column].cell for column in columns] for row in rows],
        evidence=evidence,
        notes=_once(note for _, some in cells.values() for note in some),
        scenario=view.scenario if "duty" in map(view.rule, columns) else None,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _View:
    """A template as one enterprise sees it."""

    template: Template
    catalogue: Catalogue
    own: Mapping[tuple[str, str], Override]
    enterprise: Enterprise
    scenario: Scenario
    today: date
    stale_after: int

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
        return replace(
            info,
            unit=exposure.unit,
            possible=exposure.possible,
            measures=exposure.measures,
            scale=exposure.scale,
        )

    def origins(self, choice: TemplateChoice) -> tuple[Country, ...]:
        """Return the countries of origin of an alternative's goods."""
        return tuple(self.catalogue.countries[country] for country in choice.countries)

    def seen_from(self, origin: Country) -> Enterprise:
        """Return the enterprise with its markets as seen from the country of the goods."""
        if origin.id != _HOME:
            return self.enterprise
        sales: dict[str, float] = {}
        for market, share in self.enterprise.markets.items():
            name = HOST_FROM_HOME if market_key(market) == HOST else market
            sales[name] = sales.get(name, 0.0) + share
        return Enterprise(markets=sales)


class _Found(NamedTuple):
    """The known content of a cell: the evidence, whether it is contested, and notes."""

    evidence: Evidence
    contested: bool = False
    notes: tuple[Note, ...] = ()


def _cell(
    view: _View, choice: TemplateChoice, info: CriterionInfo
) -> tuple[Evidence, tuple[Note, ...]]:
    """Return the graded evidence of a cell, with the user's own figure if there is one."""
    evidence, contested, notes = _found(view, choice, info)
    override = view.own.get((choice.id, info.id))
    if override is not None:
        evidence, contested, notes = overridden(evidence, override, info), False, ()
    graded = quality(evidence, view.today, view.stale_after)
    if contested:
        doubts = graded.doubts if "conflict" in graded.doubts else (*graded.doubts, "conflict")
        graded = replace(graded, grade="weak", doubts=doubts)
    return replace(evidence, quality=graded), notes


def _found(view: _View, choice: TemplateChoice, info: CriterionInfo) -> _Found:
    """Return a cell from stated markets, else from the text, else from the parts of a mixture."""
    rule, reading = view.rule(info.id), choice.readings.get(info.id)
    if rule is not None:
        moved = _RULES[rule](view, choice, info)
        if moved is not None:
            evidence = Evidence(
                cell=moved.cell,
                unit=info.unit,
                kind="unknown" if moved.cell is None else "derived",
                rationale=moved.rationale,
                claims=tuple(view.catalogue.claims[claim] for claim in moved.claims),
            )
            contested = reading is not None and reading.contested and rule != "duty"
            return _Found(evidence, contested, moved.notes)
    elif reading is not None:
        evidence = Evidence(
            cell=spread(reading.low, reading.mode, reading.high),
            unit=info.unit,
            kind=reading.kind,
            rationale=reading.rationale,
            claims=tuple(view.catalogue.claims[claim] for claim in reading.claims),
            proxy=reading.kind == "derived",
        )
        return _Found(evidence, reading.contested)
    return _mixed(view, choice, info) if choice.parts else _Found(_unsaid(choice, info))


def _unsaid(choice: TemplateChoice, info: CriterionInfo) -> Evidence:
    reason = rationale("template_unknown", alternative=choice.name, criterion=info.name)
    return Evidence(cell=None, unit=info.unit, kind="unknown", rationale=reason)


def _mixed(view: _View, choice: TemplateChoice, info: CriterionInfo) -> _Found:
    """Return a mixture's cell: the bounds of its parts, with the mean as the likeliest value.

    No source states the shares of the parts, so that the bounds allow any shares.
    """
    mixed = [_cell(view, view.choices[part], info)[0] for part in choice.parts]
    values = [part.value for part in mixed if part.value is not None]
    cell = hull([part.cell for part in mixed], fmean(values) if values else None)
    unsaid = _unsaid(choice, info)
    if cell is None:
        return _Found(unsaid)
    claims = tuple({claim.id: claim for part in mixed for claim in part.claims}.values())
    reason = joined(unsaid.rationale, rationale("template_mixture"))
    evidence = replace(
        unsaid, cell=cell, kind="derived", rationale=reason, claims=claims, proxy=True
    )
    contested = any(part.quality and "conflict" in part.quality.doubts for part in mixed)
    return _Found(evidence, contested)


def hull(cells: Sequence[Cell], mode: float | None = None) -> Cell:
    """Return the span from the lowest to the highest of given cells; None if any is unknown."""
    limits = [bounds(cell) for cell in cells if cell is not None]
    if not limits or len(limits) < len(cells):
        return None
    return spread(
        min(low or 0.0 for low, _ in limits), mode, max(high or 0.0 for _, high in limits)
    )


def _middle(cells: Sequence[Cell]) -> float:
    return median(headline(cell) or 0.0 for cell in cells)


def _duty(view: _View, choice: TemplateChoice, info: CriterionInfo) -> CellFinding | None:
    """Return the scenario's duty on goods of the countries, averaged over the markets."""
    origins, scenario = view.origins(choice), view.scenario
    if not origins:
        return None
    exports = goods(view.enterprise, view.catalogue.schedule)
    duties = [(o, duty(view.seen_from(o), o, scenario, exports)) for o in origins]
    levied = [(origin, levy) for origin, levy in duties if levy is not None]
    cells = [levy.mean for _, levy in levied]
    if not cells:
        reason = rationale("country_unknown", country=choice.name, scenario=scenario.name)
        fields = {"country": choice.name, "scenario": scenario.name}
        note = Note("country_without_rate", ("scenario", "rates"), fields)
        return CellFinding(cell=None, rationale=reason, claims=scenario.claims, notes=(note,))
    typical = max(levy.typical for _, levy in levied)
    # What is open of a country is open of the alternative it belongs to.
    notes = _once(open_note(part, choice.name, typical) for _, levy in levied for part in levy.open)
    reason = rationale(
        "trade_cost", country=choice.name, scenario=scenario.name, as_of=scenario.as_of
    )
    if len(origins) > 1:
        reason = joined(reason, rationale("template_countries", count=str(len(cells))))
    if notes:
        reason = joined(reason, rationale("trade_cost_open", typical=typical))
    claims = tuple(dict.fromkeys(claim for _, levy in levied for claim in levy.claims))
    return CellFinding(
        cell=hull(cells, _middle(cells)), rationale=reason, claims=claims, notes=notes
    )


def _exports(view: _View, choice: TemplateChoice, info: CriterionInfo) -> CellFinding | None:
    """Return the reading, applied to the share of sales that leaves the country."""
    origins, reading = view.origins(choice), choice.readings.get(info.id)
    if not origins or reading is None:
        return None
    level = spread(reading.low, reading.mode, reading.high)

    def cost(market: str) -> Cell:
        # The reading speaks of overseas markets; of transport to China nothing is said.
        is_stated = _HOME in choice.countries or market_key(market) != market_key(_HOME)
        return level if is_stated else None

    cells = [
        average(list(parts(view.seen_from(origin), origin, cost)), info.possible[1])
        for origin in origins
    ]
    cell = hull(cells, _middle(cells))
    reason = joined(reading.rationale, rationale("template_exports"))
    return CellFinding(cell=cell, rationale=reason, claims=reading.claims)


_RULES: Mapping[Rule, Callable[[_View, TemplateChoice, CriterionInfo], CellFinding | None]] = {
    "duty": _duty,
    "exports": _exports,
}


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
