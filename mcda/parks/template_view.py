"""A template's alternatives as a decision problem whose every cell has evidence."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from statistics import fmean
from typing import Any

from mcda.errors import Fault, InvalidEnterprise, Note
from mcda.parks.appraisal import scenario_of
from mcda.parks.catalogue import Catalogue
from mcda.parks.enterprise import Enterprise
from mcda.parks.evidence import Evidence, spread
from mcda.parks.model import CriterionInfo
from mcda.parks.override import Override, overridden, override_faults
from mcda.parks.quality import STALE_AFTER, quality
from mcda.parks.rated import Rated
from mcda.parks.rationale import joined, rationale
from mcda.parks.scenario import Scenario
from mcda.parks.template_markets import Markets, by_markets, hull, measured
from mcda.parks.template_model import Choice, Reading, Template
from mcda.problem import Alternative


@dataclass(frozen=True, kw_only=True, eq=False)
class TemplateProblem(Rated):
    """The alternatives of a template as a decision problem with evidence behind every cell.

    Parameters
    ----------
    evidence
        Alternative id -> criterion id -> what stands behind the cell.
    notes
        Findings that do not stop the work: a dated scenario, markets without a rate.
    scenario
        The tariff scenario that the cells follow, None where none of them does.
    """

    evidence: Mapping[str, Mapping[str, Evidence]] = field(repr=False)
    notes: tuple[Note, ...] = field(repr=False)
    scenario: Scenario | None = field(repr=False)


@dataclass(frozen=True, slots=True)
class _View:
    template: Template
    catalogue: Catalogue
    own: Mapping[tuple[str, str], Override]
    markets: Markets
    today: date
    stale_after: int

    @property
    def choices(self) -> Mapping[str, Choice]:
        return {choice.id: choice for choice in self.template.alternatives}


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

    Parameters
    ----------
    template
        Which choice it is.
    catalogue
        Whose claims are cited.
    alternatives, criteria
        Ids, in the order wanted; all where left out.
    overrides
        The user's own figures; ``park`` names an alternative.
    today, stale_after
        As for `mcda.parks.appraise`.
    enterprise
        Whose markets change the criteria named in ``markets``; nobody's where left out.
    scenario
        As for `mcda.parks.appraise`.

    Raises
    ------
    InvalidEnterprise
        An alternative, criterion, override or scenario that does not exist or does not fit.
    InvalidProblem
        Repeated or no alternatives or criteria.
    """
    markets = Markets(
        enterprise=enterprise or Enterprise(),
        scenario=scenario_of(catalogue, scenario),
        countries=catalogue.countries,
    )
    infos = _infos(template, catalogue, markets)
    choices = {item.id: item for item in template.alternatives}
    rows = tuple(choices) if alternatives is None else tuple(alternatives)
    columns = tuple(infos) if criteria is None else tuple(criteria)
    faults = [
        *_unknown(rows, choices, "park", "parks"),
        *_unknown(columns, infos, "criterion", "criteria"),
        *map(_of_template, override_faults(overrides, tuple(choices), infos)),
    ]
    if faults:
        raise InvalidEnterprise(faults)
    own = {(item.park, item.criterion): item for item in overrides}
    view = _View(template, catalogue, own, markets, today or date.today(), stale_after)
    cells = {
        (row, column): _cell(view, choices[row], infos[column])
        for row in rows
        for column in columns
    }
    evidence = {row: {column: cells[row, column][0] for column in columns} for row in rows}
    notes = [note for _, some in cells.values() for note in some]
    used = any(template.markets.get(column) == "duty" for column in columns) and markets.stated
    return TemplateProblem(
        criteria=tuple(infos[column].criterion() for column in columns),
        alternatives=tuple(Alternative(id=row, name=choices[row].name) for row in rows),
        performances=[[evidence[row][column].cell for column in columns] for row in rows],
        evidence=evidence,
        notes=tuple(note for place, note in enumerate(notes) if note not in notes[:place]),
        scenario=markets.scenario if used else None,
    )


def _infos(template: Template, catalogue: Catalogue, markets: Markets) -> dict[str, CriterionInfo]:
    if not markets.stated:
        return {info.id: info for info in template.criteria}
    percent = catalogue.criterion("trade_cost_exposure").measures
    return {
        info.id: measured(info, template.markets.get(info.id), percent)
        for info in template.criteria
    }


def _cell(view: _View, choice: Choice, info: CriterionInfo) -> tuple[Evidence, tuple[Note, ...]]:
    """Return what stands behind a cell, graded, with the user's own figure where there is one."""
    found, contested, notes = _found(view, choice, info)
    override = view.own.get((choice.id, info.id))
    if override is not None:
        found, contested, notes = overridden(found, override), False, ()
    graded = quality(found, view.today, view.stale_after)
    if contested:
        doubts = graded.doubts if "conflict" in graded.doubts else (*graded.doubts, "conflict")
        graded = replace(graded, grade="weak", doubts=doubts)
    return replace(found, quality=graded), notes


def _found(
    view: _View, choice: Choice, info: CriterionInfo
) -> tuple[Evidence, bool, tuple[Note, ...]]:
    """Return the evidence, whether what it rests on is contested, and notes on it."""
    reading = choice.readings.get(info.id)
    contested = reading is not None and reading.contested
    rule = view.template.markets.get(info.id)
    if rule is not None and view.markets.stated:
        moved = by_markets(view.markets, choice, info, rule)
        if moved is not None:
            evidence = Evidence(
                cell=moved.cell,
                unit=info.unit,
                kind="unknown" if moved.cell is None else "derived",
                rationale=moved.rationale,
                claims=tuple(view.catalogue.claims[claim] for claim in moved.claims),
            )
            return evidence, contested and rule != "duty", moved.notes
    elif reading is not None:
        return _read(view, info, reading), contested, ()
    if choice.parts:
        return _mixed(view, choice, info)
    said = rationale("template_unknown", alternative=choice.name, criterion=info.name)
    return Evidence(cell=None, unit=info.unit, kind="unknown", rationale=said), False, ()


def _read(view: _View, info: CriterionInfo, reading: Reading) -> Evidence:
    return Evidence(
        cell=spread(reading.low, reading.mode, reading.high),
        unit=info.unit,
        kind=reading.kind,
        rationale=reading.rationale,
        claims=tuple(view.catalogue.claims[claim] for claim in reading.claims),
        proxy=reading.kind == "derived",
    )


def _mixed(
    view: _View, choice: Choice, info: CriterionInfo
) -> tuple[Evidence, bool, tuple[Note, ...]]:
    """Return a mixture's cell: within the bounds of its parts, likeliest half way between them.

    No source says how much goes where, so that the bounds allow for any shares.
    """
    parts = [_cell(view, view.choices[part], info)[0] for part in choice.parts]
    values = [part.value for part in parts if part.value is not None]
    cell = hull([part.cell for part in parts], fmean(values) if values else None)
    said = rationale("template_unknown", alternative=choice.name, criterion=info.name)
    if cell is None:
        return Evidence(cell=None, unit=info.unit, kind="unknown", rationale=said), False, ()
    claims = dict.fromkeys(claim.id for part in parts for claim in part.claims)
    evidence = Evidence(
        cell=cell,
        unit=info.unit,
        kind="derived",
        rationale=joined(said, rationale("template_mixture")),
        claims=tuple(view.catalogue.claims[claim] for claim in claims),
        proxy=True,
    )
    contested = any(part.quality and "conflict" in part.quality.doubts for part in parts)
    return evidence, contested, ()


def _unknown(
    named: Sequence[str], known: Mapping[str, object], kind: str, where: str
) -> Iterator[Fault]:
    for place, name in enumerate(named):
        if name not in known:
            yield _of_template(
                Fault(f"unknown_{kind}", (where, place), {kind: name, "known": tuple(known)})
            )


def _of_template(fault: Fault) -> Fault:
    """Return a fault about a park or the catalogue as one about this choice."""
    if fault.code == "unknown_park":
        fields = {"alternative": fault.fields["park"], "known": fault.fields["known"]}
        return Fault("unknown_template_alternative", fault.path, fields)
    if fault.code == "unknown_catalogue_criterion":
        return Fault("unknown_criterion", fault.path, fault.fields)
    return fault
