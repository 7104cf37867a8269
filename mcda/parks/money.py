"""What a place costs, in points of 100 of sales: the first, its rivals, and staying in China.

What countries differ by for this firm is told of each host country once.
"""

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from typing import Annotated, ClassVar

import numpy as np

from mcda.cells import FloatArray
from mcda.errors import Note
from mcda.parks.appraisal import Appraisal
from mcda.parks.catalogue import Catalogue
from mcda.parks.country_facts import country_facts
from mcda.parks.criteria.computed_criterion import CriterionView
from mcda.parks.enterprise import Enterprise
from mcda.parks.landed_cost import (
    HOME,
    LAND,
    PARTS,
    TRADE,
    WITHOUT,
    Factor,
    LandedCost,
    cost_at_home,
    land_per_price,
    landed_cost,
)
from mcda.parks.markets import is_at_home
from mcda.parks.model import Country, Text
from mcda.plain import SAID, Count, Share
from mcda.ranking import Ranking
from mcda.robust.draws import sample_cells
from mcda.scale import whole_scale
from mcda.texts import Label

SAMPLES, SEED = 4000, 7
STAY = "china"
"""Stands for staying at home, among the places."""
_NINETY = (0.05, 0.95)
_FIFTH = 0.2  # of the sales: from there the size of the market is told
_BESIDE = (0.9, 1.1)  # of the price of land: worth falls on average between them as it does there


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceCost:
    """What goods made in a place bear, in points of 100 of sales; the parts and the sum on average.

    It comes from draws of all that is in doubt.
    """

    duty: float
    """Import duties."""
    freight: float
    """From the place to the markets, by sea or land."""
    land: float
    """Its use for a year."""
    wages: float
    """Labour at home, at the wages and the output of workers there."""
    sum: float
    """Of the four."""
    low: float
    """Of nine draws in ten: the least."""
    high: float
    """Of nine draws in ten: the most."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Relocation:
    """What moving saves against staying in China, in points of 100 of sales."""

    saves: float
    """On average; less than 0 where staying is cheaper."""
    low: float
    """Of nine draws in ten: the least."""
    high: float
    """Of nine draws in ten: the most."""
    chance_to_lose: Share
    """Share of the draws in which staying is cheaper."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Exchange:
    """What a point of 100 of sales counts like in land, by weights that contradict the books.

    Of the present cost of 20 years' use, in USD/m2.
    """

    price: float
    """Of land at the first."""
    weights: float
    """By the weights of land price and trade cost, where they are weighed apart."""
    books: float
    """By the firm's sales of a square metre a year: as often more as less."""
    low: float
    """Of nine draws in ten: the least."""
    high: float
    """Of nine draws in ten: the most."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnMarket:
    """Sales that are meant for the country of the first itself, and how large it is."""

    country: Annotated[Text, SAID]
    """Its name by language."""
    share: Share
    """Of all sales."""
    of_china: Share
    """What its whole economy makes a year, of China's."""
    claims: tuple[str, ...]
    """Ids of the claims it rests on."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Money:
    """Places in money, and what the decision may lose."""

    per_100: Mapping[str, PlaceCost]
    """The first, its rivals and, as ``china``, staying at home where its sales can be told."""
    moving: Relocation | None
    """To the first; None where staying cannot be told."""
    loss: float | None
    """What may be lost by taking the first, in points of 100 of sales; None where cost weighs
    less than .15, or no decision was told."""
    without: tuple[str, ...]
    """What is not in it."""
    first: str
    """Id of the first."""
    exchange: Exchange | None = None
    """None where land and duties are not weighed apart, or as the books have it."""
    own_market: OwnMarket | None = None
    """None where less than a fifth of the sales is meant for it, or its size is not on record."""
    told: ClassVar = ("sentences",)

    @property
    def sentences(self) -> tuple[Note, ...]:
        """The first against staying, then what may be lost, then what is not in it."""
        cost = self.per_100[self.first]
        fields = {"first": Label(self.first), **_figures(cost, ("sum", "low", "high", *PARTS))}
        notes = [Note("money_first", (), fields)]
        if self.moving is not None:
            stay = self.per_100[STAY].sum
            code = "money_stay" if self.moving.saves < 0 else "money_move"
            ends = _figures(self.moving, ("saves", "low", "high"))
            more = {"first": Label(self.first), "stay": f"{stay:.1f}"}
            notes.append(Note(code, (), {**more, **ends, "loses": f"{abs(self.moving.saves):.1f}"}))
            tenths = round(10 * self.moving.chance_to_lose)
            if tenths:
                notes.append(Note("money_tenths", (), {"tenths": tenths}))
        if (own := self.own_market) is not None:
            shares = {"share": f"{100 * own.share:.3g}", "of_china": f"{100 * own.of_china:.2g}"}
            notes.append(Note("money_own_market", (), {"country": own.country, **shares}))
        if self.loss is not None:
            notes.append(Note("money_loss", (), {"loss": f"{self.loss:.1f}"}))
        if self.exchange is not None:
            numbers = {name: f"{value:.3g}" for name, value in asdict(self.exchange).items()}
            notes.append(Note("money_exchange", (), {"first": Label(self.first), **numbers}))
        parts = [Note(f"money_without_{name}") for name in self.without]
        return (*notes, Note("money_without", (), {"parts": parts}))


def money(
    catalogue: Catalogue,
    view: Appraisal,
    places: Sequence[str],
    loss: float | None = None,
    weights: Mapping[str, float] | None = None,
) -> Money | None:
    """Return what places cost, the first first; None where no sales are told of.

    ``loss`` is that of the decision in points of 100 of sales, where it can be told so; ``weights``
    are those of a weighted sum, by criterion.
    """
    if not places or not view.enterprise.markets:
        return None
    criterion_view = view.seen(catalogue)
    costs: dict[str, LandedCost] = {}
    for park in places:
        cost = landed_cost(criterion_view, catalogue.parks[park])
        if cost is None:
            return None
        costs[park] = cost
    first, host = places[0], catalogue.countries[view.countries[places[0]]]
    home = cost_at_home(criterion_view, host)
    if home is not None:
        costs[STAY] = home
    tables = draws(costs)
    moving = None
    if home is not None:
        saved = tables[STAY].sum(axis=0) - tables[first].sum(axis=0)
        low, high = np.quantile(saved, _NINETY).tolist()
        lost = float((saved < 0).mean())
        moving = Relocation(saves=float(saved.mean()), low=low, high=high, chance_to_lose=lost)
    return Money(
        per_100={name: _place(table) for name, table in tables.items()},
        moving=moving,
        loss=loss,
        without=WITHOUT,
        first=first,
        exchange=_exchange(criterion_view, view, first, weights or {}),
        own_market=_own_market(catalogue, view.enterprise, host),
    )


def _own_market(catalogue: Catalogue, enterprise: Enterprise, country: Country) -> OwnMarket | None:
    sold = enterprise.markets.items()
    share = math.fsum(part for market, part in sold if is_at_home(market, country))
    if "economies" not in catalogue.made:
        each = {name: country_facts(catalogue, name, date.max) for name in catalogue.countries}
        sizes = {name: [f for f in facts if f.id == "gdp"] for name, facts in each.items()}
        catalogue.made["economies"] = sizes
    economies = [f for name in (country.id, HOME) for f in catalogue.made["economies"][name]]
    if share < _FIFTH or len(economies) < 2:
        return None
    here, home = economies
    return OwnMarket(
        country=country.name,
        share=share,
        of_china=here.value / home.value,
        claims=(here.claims[0], home.claims[0]),
    )


def _exchange(
    seen: CriterionView, view: Appraisal, first: str, weights: Mapping[str, float]
) -> Exchange | None:
    """Return what the weights of land price and trade cost make of a point of sales."""
    if not (weights.get(LAND) and weights.get(TRADE)):
        return None
    land, duty = (view.criterion_ids.index(name) for name in (LAND, TRADE))
    price = float(view.values[view.alternative_ids.index(first), land])
    scale, points = (whole_scale(view.criteria[column]) for column in (land, duty))
    if scale is None or points is None or not price > 0:
        return None
    beside = price * np.array(_BESIDE)
    fall = -float(np.diff(scale.value(beside))[0] / np.ptp(beside))
    if fall <= 0:
        return None
    count = weights[TRADE] * abs(points.slope) / (weights[LAND] * fall)
    books = Factor(0.0) / land_per_price(seen)
    low, middle, high = books.quantile((_NINETY[0], 0.5, _NINETY[1]))
    exchange = Exchange(price=price, weights=count, books=middle, low=low, high=high)
    return None if low <= count <= high else exchange


def draws(costs: Mapping[str, LandedCost]) -> dict[str, FloatArray]:
    """Return the parts of places in draws of all that is in doubt, ``(parts, draws)`` by place."""
    tables = {name: np.zeros((len(PARTS), SAMPLES)) for name in costs}
    spreads = {}
    names = list(costs)
    for row, name in enumerate(names):
        for column, part in enumerate(costs[name].parts):
            if isinstance(part.cell, float):
                tables[name][column] = part.cell
            else:
                spreads[row, column] = part.cell
    values_by_cell = sample_cells(spreads, SAMPLES, np.random.default_rng(SEED))
    for (row, column), values in values_by_cell.items():
        tables[names[row]][column] = values
    return tables


def _place(table: FloatArray) -> PlaceCost:
    total = table.sum(axis=0)
    low, high = np.quantile(total, _NINETY).tolist()
    parts = dict(zip(PARTS, table.mean(axis=1).tolist(), strict=True))
    return PlaceCost(**parts, sum=float(total.mean()), low=low, high=high)


def _figures(record: object, names: Sequence[str]) -> dict[str, str]:
    return {name: f"{getattr(record, name):.1f}" for name in names}


_KNOWN = ("strong", "fair", "own")
"""Grades of evidence that one can build on."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Host:
    """A country, by the best of its parks that are ranked."""

    country: str
    """Its id."""
    name: Annotated[Text, SAID]
    """By language."""
    rank: int
    """By the score of its best park."""
    best: str
    """Id of that park."""
    money: float | None
    """What goods made there bear of 100 of sales, on average; None where no sales are told of."""
    parks: Count
    """How many of its parks are ranked."""
    known: Share
    """Share of their cells with evidence that is strong or fair."""


def hosts(catalogue: Catalogue, view: Appraisal, ranking: Ranking) -> Iterator[Host]:
    """Yield the countries of the ranked parks, the one with the best park first."""
    ids = [ranking.matrix.alternatives[i] for i in ranking.order]
    ranks: Mapping[str, int] = dict(zip(ids, ranking.ranks[[*ranking.order]].tolist(), strict=True))
    by_country: dict[str, list[str]] = {}
    for park in ids:
        by_country.setdefault(view.countries[park], []).append(park)
    criterion_view, best = view.seen(catalogue), [ranks[parks[0]] for parks in by_country.values()]
    for country, parks in by_country.items():
        cells = [cell.quality for park in parks for cell in view.evidence[park].values()]
        cost = None
        if view.enterprise.markets:
            cost = landed_cost(criterion_view, catalogue.parks[parks[0]])
        yield Host(
            country=country,
            name=catalogue.countries[country].name,
            rank=1 + sum(other < ranks[parks[0]] for other in best),
            best=parks[0],
            money=None if cost is None else cost.cell.mean,
            parks=len(parks),
            known=sum(q is not None and q.grade in _KNOWN for q in cells) / len(cells),
        )
