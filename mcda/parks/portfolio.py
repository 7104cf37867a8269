"""Many enterprises at once: their views of the same parks as stacked matrices.

A cell depends on the park alone, or on few facts of the enterprise: home and partners, reliance on
the investor, markets, value of a container, sectors. Each distinct set of facts is worked out once.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from operator import attrgetter
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from mcda.cells import Cell, FloatArray
from mcda.errors import Fault, InvalidEnterprise
from mcda.method import Matrix, Method
from mcda.parks.enterprise import Enterprise
from mcda.parks.evidence import headline
from mcda.parks.freight import freight_cell
from mcda.parks.hometown import hometown_ties
from mcda.parks.indicator import industry_fit
from mcda.parks.investor import investor_type
from mcda.parks.model import CriterionInfo, Park
from mcda.parks.override import Override
from mcda.parks.scenario import Scenario
from mcda.parks.screen_checks import plain
from mcda.parks.trade_cost import trade_cost_cell
from mcda.prepare.unknowns import headline as filled
from mcda.problem import Criterion
from mcda.weight_vector import WeightVector

if TYPE_CHECKING:
    from mcda.parks.catalogue import Catalogue

Rows = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Column:
    """One criterion: the distinct columns, ``(u, m)``, which of them each enterprise has, ``(n,)``.

    ``unknown`` says which cells nothing is known of; they stand at the middle of the range.
    """

    values: FloatArray
    unknown: npt.NDArray[np.bool_]
    index: Rows


@dataclass(frozen=True, slots=True, kw_only=True)
class Ranked:
    """Parks as one enterprise would rank them, in the order of the portfolio's parks.

    Parameters
    ----------
    scores, ranks
        ``(m,)`` each; ranks are competition ranks, 1 = best.
    unknown
        Number of unknown cells of each park, ``(m,)``.
    """

    scores: FloatArray
    ranks: npt.NDArray[np.int64]
    unknown: npt.NDArray[np.int64]


@dataclass(frozen=True, kw_only=True, eq=False)
class Portfolio:
    """``n`` enterprises, ``m`` parks, ``k`` criteria.

    Parameters
    ----------
    parks
        Ids.
    criteria
        As of a decision problem.
    columns
        One for each criterion.
    """

    parks: tuple[str, ...]
    criteria: tuple[Criterion, ...]
    columns: tuple[Column, ...] = field(repr=False)

    def ranked(self, weights: WeightVector, method: Method, rows: Rows) -> Iterator[Ranked]:
        """Yield the ranking of each enterprise of ``rows``; equal views are ranked once.

        Parameters
        ----------
        weights
            For the criteria, in their order.
        method
            Configured.
        rows
            Places of enterprises.

        Raises
        ------
        UnsuitableData
            The method cannot take the data.
        """
        views = np.stack([column.index[rows] for column in self.columns], axis=1)
        distinct, which = np.unique(views, axis=0, return_inverse=True)
        found = [self._ranked(view, weights, method) for view in distinct]
        for place in which.ravel():
            yield found[place]

    def _ranked(self, view: Rows, weights: WeightVector, method: Method) -> Ranked:
        pairs = list(zip(self.columns, view.tolist(), strict=True))
        values = np.stack([column.values[at] for column, at in pairs], axis=1)
        prepared = method.prepare(
            Matrix(
                values=values,
                benefit=self._benefit,
                ranges=self._ranges,
                alternatives=self.parks,
                criteria=weights.criteria,
            )
        )
        given = weights.values[None]
        scores = prepared.scores(given)
        unknown = np.stack([column.unknown[at] for column, at in pairs], axis=1)
        return Ranked(
            scores=scores[0],
            ranks=prepared.ranks(given, scores)[0],
            unknown=unknown.sum(axis=1),
        )

    @property
    def _benefit(self) -> npt.NDArray[np.bool_]:
        return np.array([criterion.direction == "benefit" for criterion in self.criteria])

    @property
    def _ranges(self) -> FloatArray:
        ends = [criterion.range or (np.nan, np.nan) for criterion in self.criteria]
        return np.array(ends, dtype=float)


def portfolio(
    catalogue: "Catalogue",
    enterprises: Sequence[Enterprise],
    parks: Sequence[str] | None = None,
    criteria: Sequence[str] | None = None,
    overrides: Sequence[Override] = (),
    scenario: str | Scenario | None = None,
) -> Portfolio:
    """Return many enterprises' views of the same parks.

    Every cell is the headline of the one that `Catalogue.appraise` gives for that enterprise.

    Parameters
    ----------
    catalogue
        Parks and evidence.
    enterprises
        At least one.
    parks, criteria, overrides, scenario
        As for `Catalogue.appraise`, for all enterprises alike.

    Raises
    ------
    InvalidEnterprise, InvalidProblem
        As `Catalogue.appraise`; a partner's park that does not exist, by the enterprise's place.
    """
    shared = catalogue.appraise(Enterprise(), parks, criteria, overrides, scenario)
    faults = [
        Fault("unknown_park", (place, "partners_in", at), {"park": name, "known": known})
        for known in [tuple(catalogue.parks)]
        for place, enterprise in enumerate(enterprises)
        for at, name in enumerate(enterprise.partners_in)
        if name not in catalogue.parks
    ]
    if faults:
        raise InvalidEnterprise(faults)
    rows = [catalogue.parks[name] for name in shared.alternative_ids]
    infos = {info.id: info for info in catalogue.all_criteria}
    own = {(item.park, item.criterion): item.value for item in overrides}
    matrix = filled(shared).matrix.values
    views = _views(catalogue, shared.scenario, infos)
    columns = []
    for j, criterion in enumerate(shared.criteria):
        if criterion.id in views:
            view = views[criterion.id]
            columns.append(_varying(enterprises, rows, infos[criterion.id], own, view))
        else:
            gaps = [shared.evidence[park.id][criterion.id].cell is None for park in rows]
            same = np.zeros(len(enterprises), dtype=np.int64)
            columns.append(Column(matrix[None, :, j], np.array([gaps]), same))
    return Portfolio(
        parks=shared.alternative_ids, criteria=tuple(shared.criteria), columns=tuple(columns)
    )


CellOf = Callable[[Enterprise, Park], Cell]


@dataclass(frozen=True, slots=True)
class _View:
    """On which facts of enterprise and park a cell depends, and how."""

    key: Callable[[Enterprise], object]
    cell: CellOf
    part: Callable[[Park], str] = attrgetter("id")


def _views(
    catalogue: "Catalogue", scenario: Scenario, infos: Mapping[str, CriterionInfo]
) -> dict[str, _View]:
    """Return those of the criteria that depend on the enterprise."""
    ladders, countries = catalogue.ladders, catalogue.countries
    return {
        "hometown_ties": _View(
            lambda e: (e.province, e.city, frozenset(e.partners_in)),
            lambda e, park: (
                hometown_ties(e, park, ladders["hometown_ties"], catalogue.guests_of(park.id)).cell
            ),
        ),
        "investor_type": _View(
            lambda e: (e.investor_reliance, e.first_investment, e.size),
            lambda e, park: investor_type(e, park, ladders["investor_type"]).cell,
        ),
        "trade_cost_exposure": _View(
            lambda e: (tuple(e.markets.items()), e.container_value),
            lambda e, park: trade_cost_cell(
                e, countries[park.country], scenario, catalogue.freight
            ),
            attrgetter("country"),
        ),
        "freight_cost": _View(
            lambda e: (tuple(e.markets.items()), e.container_value),
            lambda e, park: freight_cell(e, countries[park.country], catalogue.freight),
            attrgetter("country"),
        ),
        "industry_fit": _View(
            lambda e: frozenset(e.sectors),
            lambda e, park: (
                industry_fit(tuple(map(plain, e.sectors)), park, infos["industry_fit"]).cell
            ),
        ),
    }


def _varying(
    enterprises: Sequence[Enterprise],
    parks: Sequence[Park],
    criterion: CriterionInfo,
    own: Mapping[tuple[str, str], Cell],
    view: _View,
) -> Column:
    places: dict[object, int] = {}
    index = np.empty(len(enterprises), dtype=np.int64)
    values: list[list[float]] = []
    unknown: list[list[bool]] = []
    middle = sum(criterion.range) / 2
    parts = {view.part(park): park for park in parks if (park.id, criterion.id) not in own}
    for row, enterprise in enumerate(enterprises):
        facts = view.key(enterprise)
        place = places.get(facts)
        if place is None:
            place = places[facts] = len(values)
            seen = {part: view.cell(enterprise, park) for part, park in parts.items()}
            cells = [own.get((park.id, criterion.id), seen.get(view.part(park))) for park in parks]
            heads = [headline(item) for item in cells]
            values.append([middle if head is None else head for head in heads])
            unknown.append([head is None for head in heads])
        index[row] = place
    return Column(np.array(values), np.array(unknown), index)
