"""Many enterprises at once: their views of the same parks as stacked matrices.

A cell depends on the park alone, or on few facts of the enterprise: home and partners, reliance on
the investor, markets, value of a container, sectors. Each distinct set of facts is worked out once.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

import numpy as np
import numpy.typing as npt

from mcda.cells import Cell, FloatArray, Spread
from mcda.errors import InvalidEnterprise
from mcda.method import Matrix, Method
from mcda.parks.appraisal import appraise, common, known_cells
from mcda.parks.catalogue import Catalogue, unknown_faults
from mcda.parks.criteria import CRITERIA, ComputedCriterion, CriterionView
from mcda.parks.enterprise import Enterprise
from mcda.parks.model import CriterionInfo, Park
from mcda.parks.override import Override
from mcda.parks.posterior import Unknowns, assumption
from mcda.parks.scale import StatedScale, restate_scales
from mcda.parks.scenario import Scenario
from mcda.prepare.missing_values import headline as filled
from mcda.problem import Criterion
from mcda.scale import Scale, scale_of, whole_scale
from mcda.weight_vector import WeightVector

Rows = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class PortfolioColumn:
    """One criterion: the distinct columns, ``(u, m)``, and the column of each enterprise, ``(n,)``.

    ``unknown`` flags the cells for which nothing is known, see `mcda.parks.posterior`.
    """

    values: FloatArray
    unknown: npt.NDArray[np.bool_]
    index: Rows


@dataclass(frozen=True, slots=True, kw_only=True)
class PortfolioRanking:
    """Parks as one enterprise would rank them, in the order of the portfolio's parks."""

    scores: FloatArray
    """``(m,)`` each; ranks are competition ranks, 1 = best."""
    ranks: npt.NDArray[np.int64]
    """``(m,)`` each; ranks are competition ranks, 1 = best."""
    unknown: npt.NDArray[np.int64]
    """Number of unknown cells of each park, ``(m,)``."""


@dataclass(frozen=True, kw_only=True, eq=False)
class Portfolio:
    """``n`` enterprises, ``m`` parks, ``k`` criteria."""

    parks: tuple[str, ...]
    """Ids."""
    criteria: tuple[Criterion, ...]
    """As of a decision problem."""
    columns: tuple[PortfolioColumn, ...] = field(repr=False)
    """One for each criterion."""

    def ranked(
        self, weights: WeightVector, method: Method, rows: Rows
    ) -> Iterator[PortfolioRanking]:
        """Yield the ranking of each enterprise of ``rows``; each distinct view is ranked once.

        Raises
        ------
        UnsuitableData
            The method cannot take the data.
        """
        views = np.stack([column.index[rows] for column in self.columns], axis=1)
        distinct, which = np.unique(views, axis=0, return_inverse=True)
        rankings: dict[int, PortfolioRanking] = {}
        for place in which.ravel().tolist():
            if place not in rankings:
                rankings[place] = self._ranked(distinct[place], weights, method)
            yield rankings[place]

    def _ranked(self, view: Rows, weights: WeightVector, method: Method) -> PortfolioRanking:
        pairs = list(zip(self.columns, view.tolist(), strict=True))
        ends = [criterion.range or (np.nan, np.nan) for criterion in self.criteria]
        scales = enumerate(map(scale_of, self.criteria))
        matrix = Matrix(
            values=np.stack([column.values[at] for column, at in pairs], axis=1),
            benefit=np.array([criterion.direction != "cost" for criterion in self.criteria]),
            ranges=np.array(ends, dtype=float),
            alternatives=self.parks,
            criteria=weights.criteria,
            curves={j: scale for j, scale in scales if scale is not None},
        )
        prepared = method.prepared(matrix)
        row = weights.values[None]
        scores = prepared.scores(row)
        return PortfolioRanking(
            scores=scores[0],
            ranks=prepared.ranks(row, scores)[0],
            unknown=np.stack([column.unknown[at] for column, at in pairs], axis=1).sum(axis=1),
        )


def portfolio(
    catalogue: Catalogue,
    enterprises: Sequence[Enterprise],
    parks: Sequence[str] | None = None,
    criteria: Sequence[str] | None = None,
    overrides: Sequence[Override] = (),
    scenario: str | Scenario | None = None,
    unknowns: Unknowns = "typical",
    scales: Mapping[str, StatedScale] | None = None,
) -> Portfolio:
    """Return many enterprises' views of the same parks.

    Every cell is the headline of the one that `appraise` gives for that enterprise.

    Raises
    ------
    InvalidEnterprise, InvalidProblem
        As `appraise`; a partner's park that does not exist, by the enterprise's place.
    """
    anyone = Enterprise()
    shared = appraise(
        catalogue, anyone, parks, criteria, overrides, scenario, unknowns=unknowns, scales=scales
    )
    infos = restate_scales({info.id: info for info in catalogue.all_criteria}, scales or {})
    faults = [
        fault
        for place, enterprise in enumerate(enterprises)
        for fault in unknown_faults(
            enterprise.partners_in, catalogue.parks, "park", (place, "partners_in")
        )
    ]
    InvalidEnterprise.raise_any(faults)
    rows = [catalogue.parks[name] for name in shared.alternative_ids]
    own = {(item.alternative, item.criterion): item.value for item in overrides}
    matrix = filled(shared).matrix.values
    nobody = CriterionView(
        catalogue=catalogue, enterprise=Enterprise(), scenario=shared.scenario, today=shared.today
    )
    columns = []
    for j, criterion in enumerate(shared.criteria):
        if criterion.id in CRITERIA:
            computed = CRITERIA[criterion.id]()
            info = infos[criterion.id]
            columns.append(_varying(enterprises, rows, info, own, computed, nobody, unknowns))
        else:
            gaps = [shared.evidence[park.id][criterion.id].cell is None for park in rows]
            same = np.zeros(len(enterprises), dtype=np.int64)
            columns.append(PortfolioColumn(matrix[None, :, j], np.array([gaps]), same))
    return Portfolio(
        parks=shared.alternative_ids, criteria=tuple(shared.criteria), columns=tuple(columns)
    )


def _varying(
    enterprises: Sequence[Enterprise],
    parks: Sequence[Park],
    info: CriterionInfo,
    own: Mapping[tuple[str, str], Cell],
    computed: ComputedCriterion,
    nobody: CriterionView,
    unknowns: Unknowns,
) -> PortfolioColumn:
    places: dict[object, int] = {}
    index = np.empty(len(enterprises), dtype=np.int64)
    values: list[list[float]] = []
    unknown: list[list[bool]] = []
    scale = whole_scale(info.criterion())
    assert scale is not None  # every criterion of parks has one
    subjects = {computed.subject(park): park for park in parks if (park.id, info.id) not in own}
    for row, enterprise in enumerate(enterprises):
        facts = computed.facts(enterprise)
        place = places.get(facts)
        if place is None:
            place = places[facts] = len(values)
            view = replace(nobody, enterprise=enterprise)
            by_subject = {name: computed.cell(view, park) for name, park in subjects.items()}
            cells = [
                own.get((park.id, info.id), by_subject.get(computed.subject(park)))
                for park in parks
            ]
            unsaid = computed.unsaid(enterprise)
            gaps = [cell is None and not unsaid for cell in cells]
            if any(gaps):
                by_park = known_cells(view, info) if unknowns == "typical" else {}
                for k in np.flatnonzero(gaps).tolist():
                    park, near = parks[k], None
                    if unknowns == "typical":
                        near = computed.typical_cell(view, park)
                    assumed = assumption(info, park, by_park, view.catalogue, unknowns).cell
                    cells[k] = assumed if near is None else near
            stands = common(info, cells)
            if unsaid:
                opened = {name: computed.open_cell(view, park) for name, park in subjects.items()}
                cells = [
                    opened.get(computed.subject(park)) if cell is None else cell
                    for park, cell in zip(parks, cells, strict=True)
                ]
            values.append(_worths([stands if cell is None else cell for cell in cells], scale))
            unknown.append(gaps)
        index[row] = place
    return PortfolioColumn(np.array(values), np.array(unknown), index)


def _worths(cells: Sequence[float | Spread], scale: Scale) -> list[float]:
    """Return the headline values of a column as in `Appraisal`."""
    column = list(cells)
    spreads = {k: cell for k, cell in enumerate(column) if isinstance(cell, Spread)}
    if spreads:
        for k, worth in zip(spreads, scale.certain([*spreads.values()]).tolist(), strict=True):
            column[k] = worth
    return [float(cell) for cell in column]  # type: ignore[arg-type]  # no spread is left
