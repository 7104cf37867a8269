r"""What goods made in a place cost until they are sold, in points of 100 of sales ex works.

.. math:: C = d + \frac{100 r}{v} + \frac{100 p}{a S} + 100 \lambda \sqrt{W / W_{CN}}

with the duty d, the rate r of a 40-foot container and the value v of the goods in it, the price p
of land (present cost of 20 years' use, a its annuity) and the sales S a year of a square metre, the
share :math:`\lambda` of labour in sales at home, and wages W against China's: where they are lower
a worker makes less, too, see `_labour`. What the firm has not said is typical of its sector. Every
factor but the duty is log-normal, and so is their product, which names all their sources of doubt.
Power, taxes, building and the first months are not in it.

References
----------
Wallis, K. F. (2014). The two-piece normal, binormal, or double Gaussian distribution: its origin
and rediscoveries. Statistical Science 29(1), 106-112. doi:10.1214/13-STS417
"""

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Literal, get_args

import numpy as np

from mcda.cells import Addend, Cell, LogNormal, Spread, Sum, loadings
from mcda.parks.catalogue import Catalogue
from mcda.parks.criteria.computed_criterion import CriterionView
from mcda.parks.criteria.freight_cost import average_journey
from mcda.parks.criteria.indicator import NewestFigure, newest_figure
from mcda.parks.criteria.trade_cost_exposure import AverageDuty, duty_on, park_duty
from mcda.parks.currency import to_usd
from mcda.parks.evidence import span
from mcda.parks.land_price import factors
from mcda.parks.markets import HOST, market_key
from mcda.parks.model import Country, Figures, Indicator, Park, PresentCost, Tenure
from mcda.parks.override import override_cell
from mcda.parks.plants import SourcedFigures
from mcda.parks.posterior import laws
from mcda.robust.decision import COUNTRY, FIRM, OWN

Part = Literal["duty", "freight", "land", "wages"]
PARTS: tuple[Part, ...] = get_args(Part)
LAND, TRADE, HOME = "land_price", "trade_cost_exposure", "china"
WITHOUT = ("power", "tax", "building", "start")
"""What is not in it."""
_WAGES = ("manufacturing_worker_base_wage", "manufacturing_monthly_earnings")
_OUTPUT = "worker_output_against_china"
_HOME_TERM = 50.0  # years, of industrial land in China
_HUNDRED, _LEAST = math.log(100.0), 1e-6
_NINETY = 1.6448536269514722  # standard normal ends of the central nine tenths
_SHARES = (np.arange(64) + 0.5) / 64
_ROUNDING = 1e-9


@dataclass(frozen=True, slots=True)
class Factor:
    """A log-normal factor: the mean of its logarithm, and what moves that, by source of doubt."""

    mean: float
    """Of the natural logarithm."""
    moved: Mapping[str, float] = field(default_factory=dict)
    """Standard deviation of the natural logarithm by source."""
    claims: tuple[str, ...] = ()
    """Ids of the claims it rests on."""

    def __mul__(self, other: "Factor") -> "Factor":
        names = {*self.moved, *other.moved}
        moved = {k: self.moved.get(k, 0.0) + other.moved.get(k, 0.0) for k in sorted(names)}
        return Factor(self.mean + other.mean, moved, (*self.claims, *other.claims))

    def __truediv__(self, other: "Factor") -> "Factor":
        inverse = Factor(-other.mean, {k: -sd for k, sd in other.moved.items()}, other.claims)
        return self * inverse

    @property
    def cell(self) -> float | LogNormal:
        """The factor as a cell."""
        sigma = math.sqrt(math.fsum(sd * sd for sd in self.moved.values()))
        if sigma < _ROUNDING:
            return math.exp(self.mean)
        shared = {name: sd / sigma for name, sd in self.moved.items() if sd}
        return LogNormal(mu=self.mean, sigma=sigma, shared=shared)

    def quantile(self, shares: Sequence[float]) -> list[float]:
        """Return what it is at most in so many of its draws."""
        cell = self.cell
        if isinstance(cell, float):
            return [cell] * len(shares)
        quantiles: list[float] = cell.quantile(np.array(shares)).tolist()
        return quantiles


@dataclass(frozen=True, slots=True)
class CostPart:
    """A part of the landed cost, in points of 100 of sales."""

    id: Part
    """Which part."""
    cell: Addend
    """What it is."""
    claims: tuple[str, ...]
    """Ids of the claims it rests on."""
    is_known: bool = True
    """Whether a figure of the place or its country is behind it."""

    @property
    def mean(self) -> float:
        """On average over its draws."""
        return Sum(parts=(self.cell,)).mean


@dataclass(frozen=True, slots=True)
class LandedCost:
    """The parts of a place's landed cost."""

    parts: tuple[CostPart, ...]
    """In the order of `PARTS`."""

    @property
    def cell(self) -> Sum:
        """Their sum."""
        return Sum(parts=tuple(part.cell for part in self.parts))

    @property
    def is_known(self) -> bool:
        """Whether the price of land is on record or the user's own."""
        return all(part.is_known for part in self.parts if part.id == "land")


def landed_cost(view: CriterionView, park: Park) -> LandedCost | None:
    """Return what goods made in a park cost, None where the scenario has no duty of its country."""
    catalogue, country = view.catalogue, park.country
    paid = park_duty(view, park)
    if paid is None:
        return None
    trade = _trade(view, catalogue.countries[country], paid)
    own = view.overrides.get((park.id, TRADE))
    if own is not None:
        duty = CostPart("duty", _number(own.value), ())
        trade = (duty, CostPart("freight", 0.0, ()))
    relative, is_known = _labour(catalogue, country, view.today)
    labour = _firm(view, "labour_share") * Factor(_HUNDRED) * relative
    return LandedCost(
        (
            *trade,
            _land(view, park),
            CostPart("wages", labour.cell, labour.claims, is_known),
        )
    )


def cost_at_home(view: CriterionView, host: Country) -> LandedCost | None:
    """Return what staying in China costs, None where no sales are told of.

    Land and wages are those of the firm's province, else of China; what it sells wherever the plant
    stands goes to `host` from China.
    """
    catalogue, enterprise = view.catalogue, view.enterprise
    if not enterprise.markets:
        return None
    sales: dict[str, float] = {}
    for name, share in enterprise.markets.items():
        market = host.codes[0] if market_key(name) == HOST else name
        sales[market] = sales.get(market, 0.0) + share
    view = replace(view, enterprise=replace(enterprise, home=None, markets=sales))
    goods = catalogue.schedule.goods(enterprise.sectors, enterprise.goods, 1.0)
    china = catalogue.countries[HOME]
    if not view.scenario.covers(HOME):
        return None
    trade = _trade(view, china, duty_on(view.enterprise, china, view.scenario, goods))
    place = enterprise.place
    costs = catalogue.homes.get("" if place is None else place.province)
    prices = [home.land_price for home in catalogue.homes.values() if home.land_price is not None]
    if costs is not None and costs.land_price is not None:
        prices = [costs.land_price]
    term, _ = factors(Tenure(kind="lease", years=_HOME_TERM), _use(catalogue))
    price = _typical(prices, f"{COUNTRY}{HOME}.{LAND}") * Factor(math.log(term))
    land = price * land_per_price(view)
    wages = _firm(view, "labour_share") * Factor(_HUNDRED)
    return LandedCost(
        (
            *trade,
            CostPart("land", land.cell, land.claims),
            CostPart("wages", wages.cell, wages.claims),
        )
    )


def _trade(view: CriterionView, place: Country, paid: AverageDuty) -> tuple[CostPart, CostPart]:
    """Return duty and freight of goods made in a country."""
    enterprise, freight = view.enterprise, view.catalogue.freight
    duty = CostPart("duty", _number(paid.cell), paid.claims)
    journey = average_journey(enterprise, place, freight)
    if journey is None or span(journey.cost)[1] == 0:
        return duty, CostPart("freight", 0.0, (), journey is not None)
    rate = _measured(journey.cost, f"{COUNTRY}{place.id}.freight")
    sea = rate * Factor(_HUNDRED) / _firm(view, "container_value")
    claims = [claim for rate in journey.rates for claim in rate.claims]
    return duty, CostPart("freight", sea.cell, (*claims, *sea.claims))


def _land(view: CriterionView, park: Park) -> CostPart:
    """Return the cost of land: by the user's own price, the park's, or what is typical there."""
    catalogue, own = view.catalogue, view.overrides.get((park.id, LAND))
    info = catalogue.criterion(LAND)
    law = laws(catalogue, info, view.today, view.stale_after)
    rating = catalogue.ratings.get((park.id, LAND))
    claims = () if own is not None or rating is None else rating.claims
    cell = law.known.get(park.id) if own is None else override_cell(own, info)[0]
    is_known = cell is not None
    price = _of_land(law.typical[park.country] if cell is None else cell, f"{OWN}{park.id}.{LAND}")
    land = price * land_per_price(view)
    return CostPart("land", land.cell, (*claims, *land.claims), is_known)


def _of_land(price: Cell, own: str) -> Factor:
    """Return a price of land as a factor; what no country shares of its doubt is the park's own."""
    if not isinstance(price, LogNormal):
        return _measured(price, own)
    shared = dict(loadings(price.shared))
    rest = 1.0 - math.fsum(rho * rho for rho in shared.values())
    moved = {name: price.sigma * rho for name, rho in shared.items()}
    return Factor(price.mu, {**moved, own: price.sigma * math.sqrt(max(rest, 0.0))})


def land_per_price(view: CriterionView) -> Factor:
    """Return the points of 100 of sales that each USD/m2 of land costs, for 20 years' use."""
    annuity, _ = factors(Tenure(kind="rent"), _use(view.catalogue))
    return Factor(_HUNDRED - math.log(annuity)) / _firm(view, "sales_per_area")


def _firm(view: CriterionView, name: str) -> Factor:
    """Return what the firm states of itself, or what is typical of its sectors."""
    stated = getattr(view.enterprise, name)
    if stated is not None:
        return Factor(math.log(max(stated, _LEAST)))
    plants = view.catalogue.plants
    chosen = [plants[sector] for sector in view.enterprise.sectors if sector in plants]
    each = [getattr(plant, name) for plant in chosen or [plants["typical"]]]
    return _typical(each, f"{FIRM}{name}")


def _labour(catalogue: Catalogue, country: str, today: date) -> tuple[Factor, bool]:
    """Return what labour costs for each piece against China, and whether wages are on record.

    Between the ratio of wages, where workers make as much as in China, and 1, where they make as
    much less as they earn: the root of the ratio, around which the outputs on record lie.
    """
    key = ("wages", today)
    if key not in catalogue.made:
        evidence = [claim.id for claim in catalogue.claims.values() if claim.attribute == _OUTPUT]
        catalogue.made[key] = dict(_wages(catalogue, today)), evidence
    by_country, outputs = catalogue.made[key]
    wage = by_country.get(country)
    if wage is None:
        means = [factor.mean for factor in by_country.values()]
        moved = {f"{COUNTRY}{country}.wage": float(np.std(means, ddof=1))}
        wage = Factor(float(np.mean(means)), moved)
    half = {name: sd / 2 for name, sd in wage.moved.items()}
    doubt = {f"{COUNTRY}{country}.output": abs(wage.mean) / (2 * _NINETY)}
    claims = (*wage.claims, *outputs)
    return Factor(wage.mean / 2, {**half, **doubt}, claims), country in by_country


def _wages(catalogue: Catalogue, today: date) -> Iterator[tuple[str, Factor]]:
    """Yield the wages of host countries against China's, by the first kind that both have."""
    for name, country in catalogue.countries.items():
        for attribute in _WAGES if country.role == "host" else ():
            here, home = (_in_dollars(catalogue, place, attribute, today) for place in (name, HOME))
            if here is not None and home is not None:
                ends = Figures(low=here.low, mode=here.value, high=here.high)
                claims = (here.claims[0].id, home.claims[0].id)
                wage = Factor(*_two_piece(ends, f"{COUNTRY}{name}.wage"), claims)
                yield name, wage / Factor(math.log(home.value))
                break


def _in_dollars(
    catalogue: Catalogue, subject: str, attribute: str, today: date
) -> NewestFigure | None:
    """Return the newest monthly figure of a country in US dollars."""
    indicator = Indicator(about="country", attribute=attribute, unit="USD/month")
    claims = []
    for claim in catalogue.claims_about(subject):
        if claim.attribute == attribute:
            usd = to_usd(claim, catalogue.rates)
            if usd is not None and usd.value is not None:
                figures = {"low": usd.low, "value": str(usd.value), "high": usd.high}
                claim = replace(claim, **figures, unit=usd.unit)  # type: ignore[arg-type]
            claims.append(claim)
    return newest_figure(indicator, claims, today)


def _typical(each: Sequence[SourcedFigures], source: str) -> Factor:
    """Return a figure of which the central nine tenths are known, on average over several."""
    low, mode, high = (
        math.fsum(getattr(item, end) for item in each) / len(each)
        for end in ("low", "mode", "high")
    )
    claims = tuple(dict.fromkeys(claim for figures in each for claim in figures.claims))
    return Factor(*_two_piece(Figures(low=low, mode=mode, high=high), source), claims)


def _two_piece(ends: Figures, source: str) -> tuple[float, dict[str, float]]:
    """Return mean and deviation of the logarithm, a two-piece normal law between the bounds."""
    below, above = (
        math.log(ends.mode / ends.low) / _NINETY,
        math.log(ends.high / ends.mode) / _NINETY,
    )
    mean = math.log(ends.mode) + math.sqrt(2 / math.pi) * (above - below)
    variance = (1 - 2 / math.pi) * (above - below) ** 2 + above * below
    return mean, {source: math.sqrt(variance)}


def _measured(cell: Cell, source: str) -> Factor:
    """Return the log-normal factor with the mean and the variance of a cell."""
    if not isinstance(cell, Spread):
        return Factor(math.log(max(float(cell or 0.0), _LEAST)))
    values = cell.quantile(_SHARES)
    mean = max(float(values.mean()), _LEAST)
    variance = math.log1p(float(values.var()) / mean**2)
    return Factor(math.log(mean) - variance / 2, {source: math.sqrt(variance)})


def _number(cell: Cell) -> Addend:
    """Return a part that is known: a number as a double."""
    if isinstance(cell, Spread):
        return cell.mean if isinstance(cell, Sum) else cell
    return float(cell or 0.0)


def _use(catalogue: Catalogue) -> PresentCost:
    use = catalogue.criterion(LAND).use
    assert use is not None  # it is a price
    return use
