"""An enterprise's view of the parks: a decision problem whose every cell has evidence."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

import numpy as np

from mcda.arguments import checked, expect
from mcda.cells import Cell
from mcda.errors import Fault, InvalidEnterprise, Note
from mcda.parks.catalogue import Catalogue, unknown_faults
from mcda.parks.criteria import (
    CRITERIA,
    CriterionView,
    counted,
    is_computed,
    is_rated,
    uses_scenario,
)
from mcda.parks.criteria.indicator import indicator_cell
from mcda.parks.enterprise import Enterprise
from mcda.parks.evidence import CellFinding, Evidence, spread
from mcda.parks.model import CriterionInfo, CriterionScale, Kind, Park, Text
from mcda.parks.override import Override, overridden, override_faults
from mcda.parks.posterior import UNKNOWNS, Unknowns, assumption, laws, rated_evidence
from mcda.parks.quality import STALE_AFTER, quality
from mcda.parks.rated_problem import RatedProblem
from mcda.parks.rationale import joined, rationale
from mcda.parks.remarks import barely_known, overlaps, remarks, stale_notes
from mcda.parks.scale import StatedScale, far_notes, restate_scales
from mcda.parks.scenario import OwnRates, Scenario
from mcda.parks.scorability import scorable
from mcda.problem import Alternative
from mcda.scale import whole_scale
from mcda.texts.suggestions import listed

_NINETY = np.array([-1.645, 1.645])
"""Standard normal ends of the central nine tenths."""


@dataclass(frozen=True, kw_only=True, eq=False, repr=False)
class Appraisal(RatedProblem):
    """The parks as seen by one enterprise.

    Examples
    --------
    >>> from mcda.parks import Enterprise, appraise, load_catalogue
    >>> view = appraise(load_catalogue(), Enterprise(), ["ljip", "tcr"])
    >>> view.values.shape, view.evidence["ljip"]["land_price"].kind
    ((2, 7), 'stated')
    """

    evidence: Mapping[str, Mapping[str, Evidence]] = field(repr=False)
    """Park id -> criterion id -> what stands behind the cell, and behind what a criterion adds up.
    """
    scales: Mapping[str, CriterionScale] = field(repr=False)
    """Criterion id -> the scale that it counts on, with its ends in words."""
    notes: tuple[Note, ...] = field(repr=False)
    """Findings that do not stop the work: dated scenario, unknown home, sectors not stated."""
    enterprise: Enterprise
    """Whose view it is."""
    scenario: Scenario = field(repr=False)
    """The tariff scenario used."""
    today: date
    """Day from which the age of evidence was counted."""
    countries: Mapping[str, str] = field(repr=False)
    """Park id -> id of its country."""
    overrides: Mapping[tuple[str, str], Override] = field(default_factory=dict, repr=False)
    """The user's own figures, by park and criterion."""
    stale_after: int = field(default=STALE_AFTER, repr=False)
    """Years after which evidence counts as old."""

    def seen(self, catalogue: Catalogue) -> CriterionView:
        """Return the view from which computed criteria work."""
        return CriterionView(
            catalogue=catalogue,
            enterprise=self.enterprise,
            scenario=self.scenario,
            today=self.today,
            stale_after=self.stale_after,
            overrides=self.overrides,
        )

    @property
    def parts(self) -> tuple[str, ...]:
        """Ids of the criteria that others add up: they have evidence and no column."""
        rows = next(iter(self.evidence.values()), {})
        return tuple(name for name in rows if name not in self.criterion_ids)

    @property
    def groups(self) -> Mapping[str, str]:
        """The country of each park."""
        return self.countries

    @property
    def unsaid(self) -> Mapping[str, str]:
        """Criteria on which some park has the common default, because the enterprise gave no facts.

        The value is the name of the field that the enterprise should state.
        """
        fields_by_criterion = {}
        for criterion in self.criterion_ids:
            fields = {self.evidence[park][criterion].unsaid for park in self.alternative_ids}
            if fields != {""}:
                fields_by_criterion[criterion] = min(fields - {""})
        return fields_by_criterion


@dataclass(frozen=True, slots=True, kw_only=True)
class _Appraised(CriterionView):
    """A view with the rule for unknown cells."""

    unknowns: Unknowns


@checked
def appraise(
    catalogue: Catalogue,
    enterprise: Enterprise,
    parks: Sequence[str] | None = None,
    criteria: Sequence[str] | None = None,
    overrides: Sequence[Override] = (),
    scenario: str | Mapping[str, Any] | Scenario | None = None,
    today: date | None = None,
    stale_after: int = STALE_AFTER,
    unknowns: Unknowns = "typical",
    scales: Mapping[str, StatedScale] | None = None,
) -> Appraisal:
    """Return the parks as seen by an enterprise, a decision problem with evidence.

    Parameters
    ----------
    catalogue
        The recorded data.
    enterprise
        The facts that it stated.
    parks, criteria
        Ids, in the order wanted; where left out the main criteria, and all parks on which
        enough is known, see `scorable`. Optional criteria are those of `Catalogue.further`.
    overrides
        The user's own figures, each with its source.
    scenario
        Id of a tariff scenario, one of the user's own, or the default where left out.
    today
        Day from which the age of evidence is counted; the current one where left out.
    stale_after
        Years after which evidence counts as old.
    unknowns
        The rule for unknown cells, see `mcda.parks.posterior.assumption`.
    scales
        By criterion, scales in place of the catalogue's.

    Raises
    ------
    InvalidEnterprise
        A park, criterion, override, scenario or scale that does not exist or does not fit.
    InvalidProblem
        Repeated parks or criteria.

    Examples
    --------
    >>> from mcda.parks import Enterprise, appraise, load_catalogue
    >>> view = appraise(load_catalogue(), Enterprise(size="sme"), ["ljip", "tcr"], ["land_price"])
    >>> view.alternative_ids, view.criterion_ids
    (('ljip', 'tcr'), ('land_price',))
    """
    if unknowns not in UNKNOWNS:
        fields = {"field": "unknowns", "value": str(unknowns), "allowed": UNKNOWNS}
        raise InvalidEnterprise([Fault("enterprise_unknown_choice", ("unknowns",), fields)])
    expect("stale_after", stale_after, int)
    infos = restate_scales({info.id: info for info in catalogue.all_criteria}, scales or {})
    park_ids = scorable(catalogue) if parks is None else tuple(parks)
    main = tuple(info.id for info in catalogue.criteria)
    criterion_ids = main if criteria is None else tuple(criteria)
    faults = [
        *unknown_faults(park_ids, catalogue.parks, "park", ("parks",)),
        *unknown_faults(criterion_ids, infos, "catalogue_criterion", ("criteria",)),
        *unknown_faults(
            enterprise.partners_in, catalogue.parks, "park", ("enterprise", "partners_in")
        ),
        *override_faults(overrides, catalogue.parks, infos),
    ]
    InvalidEnterprise.raise_any(faults)
    chosen = scenario_of(catalogue, scenario)
    by_cell = {(item.alternative, item.criterion): item for item in overrides}
    view = _Appraised(
        catalogue=catalogue,
        enterprise=enterprise,
        scenario=chosen,
        today=today or date.today(),
        overrides=by_cell,
        stale_after=stale_after,
        unknowns=unknowns,
    )
    rows = [catalogue.parks[park] for park in park_ids]
    return _assemble(view, rows, [infos[criterion] for criterion in criterion_ids])


def _assemble(
    view: _Appraised, parks: Sequence[Park], columns: Sequence[CriterionInfo]
) -> Appraisal:
    evidence: dict[str, dict[str, Evidence]] = {}
    ids = [info.id for info in columns]
    used = view.scenario if uses_scenario(ids) else None
    leaves = {name for each in ids if each in CRITERIA for name in CRITERIA[each].reads}.difference(
        ids
    )
    rows_of = [*columns, *(view.catalogue.criterion(name) for name in sorted(leaves))]
    cells = {(park.id, info.id) for park in parks for info in rows_of}
    notes = [
        *(
            Note("override_unused", ("overrides",), {"park": park, "criterion": criterion})
            for park, criterion in view.overrides
            if (park, criterion) not in cells
        ),
        *barely_known(view.catalogue, parks, view.overrides),
        *overlaps(columns),
        *remarks(view.enterprise, parks, used, counted(ids)),
    ]
    for park in parks:
        row = evidence.setdefault(park.id, {})
        for info in rows_of:
            cell_evidence, more = _cell(view, park, info)
            graded = quality(cell_evidence, view.today, view.stale_after)
            row[info.id] = replace(cell_evidence, quality=graded)
            notes.extend(note for note in more if note not in notes)
    notes.extend(far_notes(evidence, parks, columns))
    notes.extend(stale_notes(evidence, parks, columns, view.stale_after))
    table = [_filled(view, parks, info, evidence) for info in columns]
    columns = [
        CRITERIA[info.id]().placed(info, column) if is_computed(info) else info
        for info, column in zip(columns, table, strict=True)
    ]
    return Appraisal(
        criteria=tuple(info.criterion() for info in columns),
        alternatives=tuple(Alternative(id=park.id, name=park.name) for park in parks),
        performances=[[column[row] for column in table] for row in range(len(parks))],
        evidence=evidence,
        scales={info.id: info.scale for info in columns if info.scale is not None},
        notes=tuple(notes),
        enterprise=view.enterprise,
        scenario=view.scenario,
        today=view.today,
        countries={park.id: park.country for park in parks},
        overrides=view.overrides,
        stale_after=view.stale_after,
    )


def _filled(
    view: _Appraised,
    parks: Sequence[Park],
    info: CriterionInfo,
    evidence: dict[str, dict[str, Evidence]],
) -> list[Cell]:
    """Return a column of laws without gaps; the evidence of a filled cell names the assumption."""
    cells = [evidence[park.id][info.id].cell for park in parks]
    stands, is_typical = common(info, cells), view.unknowns == "typical"
    by_park: Mapping[str, Cell] = {}
    gaps = [k for k, cell in enumerate(cells) if cell is None]
    law = None
    if is_rated(info):
        law = laws(view.catalogue, info, view.today, view.stale_after)
        for k, park in enumerate(parks):
            if evidence[park.id][info.id].kind != "override":
                cells[k] = law.known.get(park.id, cells[k])
    reason: Text
    for k in gaps:
        gap_evidence = evidence[parks[k].id][info.id]
        country = parks[k].country
        if gap_evidence.unsaid:
            cells[k] = CRITERIA[info.id]().open_cell(view, parks[k])
            reason = rationale("assumed_common" if cells[k] is None else "assumed_cases")
            cells[k] = stands if cells[k] is None else cells[k]
        elif (
            is_typical
            and is_computed(info)
            and (near := CRITERIA[info.id]().typical_cell(view, parks[k])) is not None
        ):
            cells[k], reason = near, rationale("assumed_land")
        elif law is not None and is_typical and country in law.typical:
            cells[k] = typical = law.typical[country]
            low, high = (f"{end:.0f}" for end in typical.at(_NINETY).tolist())
            count = str(law.counts[country])
            reason = rationale("assumed_price", count=count, low=low, high=high)
        else:
            of_parks: Mapping[str, Cell] = {} if law is None else law.known
            if law is None and is_typical:
                by_park = by_park or known_cells(view, info)
                of_parks = by_park
            assumed = assumption(info, parks[k], of_parks, view.catalogue, view.unknowns)
            cells[k], reason = assumed.cell, assumed.rationale
        completed = replace(gap_evidence, rationale=joined(gap_evidence.rationale, reason))
        evidence[parks[k].id][info.id] = completed
    return cells


def common(info: CriterionInfo, column: Sequence[Cell]) -> float:
    """Return the common value of all parks that have no known cell in a column.

    The value is the one worth half; if the tie of some park is known all the same, it is the worst
    end of the scale, so that the tie counts.
    """
    scale = whole_scale(info.criterion())
    assert scale is not None  # every criterion of parks has one
    return scale.middle if all(cell is None for cell in column) else scale.worst


def known_cells(view: CriterionView, info: CriterionInfo) -> Mapping[str, Cell]:
    """Return the catalogue's known cells of a criterion by park, without the user's own figures."""
    cells: dict[str, Cell] = {}
    for park in view.catalogue.parks.values():
        if is_computed(info):
            cells[park.id] = CRITERIA[info.id]().cell(view, park)
        elif (finding := _computed(view, park, info)) is not None:
            cells[park.id] = finding.cell
        elif (rating := view.catalogue.ratings.get((park.id, info.id))) is not None:
            cells[park.id] = spread(rating.low, rating.mode, rating.high)
    return {park: cell for park, cell in cells.items() if cell is not None}


def _cell(view: _Appraised, park: Park, info: CriterionInfo) -> tuple[Evidence, tuple[Note, ...]]:
    finding, catalogue = _computed(view, park, info), view.catalogue
    if finding is None:
        evidence, notes = rated_evidence(catalogue, park, info)
    else:
        kind: Kind = "derived" if info.indicator is None else "stated"
        unsaid = ""
        if finding.cell is None:
            kind = "unknown"
            unsaid = CRITERIA[info.id]().unsaid(view.enterprise) if is_computed(info) else ""
        # claims about other hosts count where these stand in
        hosts = {name for name, country in catalogue.countries.items() if country.role == "host"}
        others = set() if finding.proxy else hosts - {park.country}
        every = (catalogue.claims[name] for name in dict.fromkeys(finding.claims))
        claims = tuple(claim for claim in every if claim.subject not in others)
        evidence = finding.evidence(info.unit, kind, claims, unsaid)
        notes = finding.notes
    override = view.overrides.get((park.id, info.id))
    if override is None:
        return evidence, notes
    return overridden(evidence, override, info), ()


def _computed(view: CriterionView, park: Park, info: CriterionInfo) -> CellFinding | None:
    if is_computed(info):
        return CRITERIA[info.id]().finding(view, park)
    if info.indicator is None:
        return None
    subject = park.id if info.indicator.about == "park" else park.country
    claims = view.catalogue.claims_about(subject)
    return indicator_cell(info, info.indicator, park, claims, view.today)


def scenario_of(catalogue: Catalogue, asked: str | Mapping[str, Any] | Scenario | None) -> Scenario:
    """Return the requested scenario.

    The request is an id, ``{"id", "day"}`` for another day, or the user's own rates, see
    `OwnRates.from_mapping`; None is the default scenario.

    Raises
    ------
    InvalidEnterprise
        No such scenario or day, or faults in the user's own.
    """
    if asked is None:
        return catalogue.default_scenario
    if isinstance(asked, Scenario):
        return asked
    if isinstance(asked, str):
        return _scenario(catalogue, asked)
    if "day" in asked:
        return _scenario(catalogue, str(asked.get("id", ""))).on(str(asked["day"]))
    return OwnRates.from_mapping(asked, tuple(catalogue.countries))


def _scenario(catalogue: Catalogue, name: str) -> Scenario:
    if name not in catalogue.scenarios:
        fields = {"scenario": name, **listed(catalogue.scenarios)}
        raise InvalidEnterprise([Fault("unknown_scenario", ("scenario",), fields)])
    return catalogue.scenarios[name]
