"""Dated tariff scenarios: a duty by market, country of origin and goods."""

import math
from abc import ABC, abstractmethod
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Self

import numpy as np

from mcda.cells import Cell, FloatArray, is_number
from mcda.errors import Fault, InvalidEnterprise
from mcda.parks.dates import is_calendar_date
from mcda.parks.duties import Duty, Goods, Schedule
from mcda.parks.duties.layer import HIGHEST_RATE
from mcda.parks.evidence import headline, span, spread
from mcda.parks.markets import market_key
from mcda.parks.model import Text


@dataclass(frozen=True, kw_only=True)
class Scenario(ABC):
    """A named and dated assumption about duties; never a statement of today's law.

    Examples
    --------
    >>> from mcda.parks import load_catalogue
    >>> load_catalogue().default_scenario.id
    'open_after_july_2026'
    """

    id: str
    """Unique name; ``"custom"`` for the user's own."""
    as_of: str
    """The day on which it looks at the measures."""
    name: Text
    """By language."""
    description: Text
    """By language."""

    @abstractmethod
    def duty(self, market: str, origin: str, goods: Goods) -> Duty | None:
        """Return the duty of a market on goods made in a country, ``None`` where not recorded."""

    @property
    @abstractmethod
    def markets(self) -> tuple[str, ...]:
        """Keys of the markets for which the scenario has a duty."""

    @abstractmethod
    def covers(self, origin: str) -> bool:
        """Tell whether the scenario has a duty on goods of a country."""

    @property
    def parts(self) -> tuple["Scenario", ...]:
        """The scenarios between which this one is undecided."""
        return ()

    @property
    def claims(self) -> tuple[str, ...]:
        """Ids of the claims behind the scenario; none for the user's own."""
        return ()

    def on(self, day: str) -> "Scenario":
        """Return the scenario as of another day, ISO 8601.

        Raises
        ------
        InvalidEnterprise
            The text is not a day.
        """
        if not is_calendar_date(day) or len(day) != len("2026-11-28"):
            raise InvalidEnterprise.at("scenario_day_invalid", "scenario", "day", day=day)
        return replace(self, as_of=day)

    @abstractmethod
    def typical(self, goods: Goods) -> float:
        """Return what a duty that is not recorded counts as, alike for all countries."""

    def rates_by_line(self, market: str, origin: str, goods: Goods) -> FloatArray | None:
        """Return low, mode and high of the duty by line of goods and origin, ``(lines, 2, 3)``.

        The origins are the country and China, see `Schedule.rates`; None where not recorded.
        """
        duty = self.duty(market, origin, goods)
        ends = None if duty is None else (duty.low, duty.mode, duty.high)
        return None if ends is None else np.broadcast_to(ends, (len(goods.lines), 2, 3))

    def rate(self, market: str, origin: str, goods: Goods) -> Cell:
        """Return the duty as a number or spread, or ``None`` where not recorded."""
        duty = self.duty(market_key(market), origin, goods)
        return None if duty is None else spread(duty.low, duty.mode, duty.high)


@dataclass(frozen=True, kw_only=True)
class OnDay(Scenario):
    """The layers that are levied on a day, including assumed layers that are named."""

    schedule: Schedule = field(repr=False)
    assumes: frozenset[str] = frozenset()

    def duty(self, market: str, origin: str, goods: Goods) -> Duty | None:
        """Return the sum of the layers of the day."""
        return self.schedule.duty(market, origin, goods, self.as_of, self.assumes)

    def covers(self, origin: str) -> bool:
        """Tell whether the schedule has a general duty on goods of a country."""
        return self.schedule.covers(origin)

    def typical(self, goods: Goods) -> float:
        """Return the mean of the markets' general duties on goods."""
        return self.schedule.typical(goods, self.as_of)

    def rates_by_line(self, market: str, origin: str, goods: Goods) -> FloatArray | None:
        """Return the duty of the day by line of goods and origin."""
        return self.schedule.rates(market, origin, goods, self.as_of, self.assumes)

    @property
    def markets(self) -> tuple[str, ...]:
        """Markets of the schedule."""
        return self.schedule.markets

    @property
    def claims(self) -> tuple[str, ...]:
        """Claims of the layers in force."""
        layers = self.schedule.layers.values()
        layers_in_force = (layer for layer in layers if layer.holds(self.as_of, self.assumes))
        return tuple(dict.fromkeys(claim for layer in layers_in_force for claim in layer.claims))


@dataclass(frozen=True, kw_only=True)
class OpenScenario(Scenario):
    """Several scenarios that may hold, side by side; duties are those of the middle one."""

    of: tuple[Scenario, ...]

    @property
    def middle(self) -> Scenario:
        """The scenario that counts where one is needed."""
        return self.of[len(self.of) // 2]

    def duty(self, market: str, origin: str, goods: Goods) -> Duty | None:
        """Return the duty of the middle one."""
        return self.middle.duty(market, origin, goods)

    def covers(self, origin: str) -> bool:
        """Tell whether all the scenarios have a duty on goods of a country."""
        return all(each.covers(origin) for each in self.of)

    def typical(self, goods: Goods) -> float:
        """Return the typical duty of the middle one."""
        return self.middle.typical(goods)

    def rates_by_line(self, market: str, origin: str, goods: Goods) -> FloatArray | None:
        """Return the duty of the middle one by line of goods and origin."""
        return self.middle.rates_by_line(market, origin, goods)

    @property
    def parts(self) -> tuple[Scenario, ...]:
        """The scenarios side by side."""
        return self.of

    def on(self, day: str) -> "OpenScenario":
        """Return the scenarios as of another day."""
        return replace(self, as_of=day, of=tuple(each.on(day) for each in self.of))

    @property
    def markets(self) -> tuple[str, ...]:
        """Markets of the middle scenario."""
        return self.middle.markets

    @property
    def claims(self) -> tuple[str, ...]:
        """Claims of all the scenarios."""
        return tuple(dict.fromkeys(claim for each in self.of for claim in each.claims))


@dataclass(frozen=True, kw_only=True)
class OwnRates(Scenario):
    """The user's own duties: market -> country id -> per cent of the value, or a spread."""

    rates: Mapping[str, Mapping[str, Cell]]

    def duty(self, market: str, origin: str, goods: Goods) -> Duty | None:
        """Return the stated rate, whatever the goods."""
        cell = self.rates.get(market, {}).get(origin)
        if cell is None:
            return None
        low, high = span(cell)
        mode = headline(cell)
        return Duty(low=low, mode=(low + high) / 2 if mode is None else mode, high=high)

    def rate(self, market: str, origin: str, goods: Goods) -> Cell:
        """Return the stated cell itself; bounds without a likeliest value stay without one."""
        return self.rates.get(market_key(market), {}).get(origin)

    def typical(self, goods: Goods) -> float:
        """Return the mean of the stated rates."""
        rates = [headline(cell) or 0.0 for row in self.rates.values() for cell in row.values()]
        return round(math.fsum(rates) / len(rates), 10) if rates else 0.0

    def covers(self, origin: str) -> bool:
        """Tell whether a rate for a country was stated."""
        return any(origin in row for row in self.rates.values())

    @property
    def markets(self) -> tuple[str, ...]:
        """Markets with a rate."""
        return tuple(self.rates)

    @classmethod
    def from_mapping(cls, document: Mapping[str, Any], countries: tuple[str, ...]) -> Self:
        """Read a user's own scenario.

        ``{"name", "as_of", "rates": {"US": {"vietnam": 20}}}``; a rate may also be
        ``{"low", "high"}`` or ``{"low", "mode", "high"}``.

        Raises
        ------
        InvalidEnterprise
            Name, date or rates are missing, out of bounds or for an unknown country.
        """
        InvalidEnterprise.raise_any(list(_faults(document, countries)))
        name = str(document["name"])
        return cls(
            id="custom",
            as_of=str(document["as_of"]),
            name={"en": name, "zh": name},
            description={"en": "Set by the user.", "zh": "由用户设定。"},
            rates={
                market_key(market): {country: _cell(rate) for country, rate in row.items()}
                for market, row in document["rates"].items()
            },
        )


def _cell(rate: Any) -> Cell:
    if not isinstance(rate, Mapping):
        return float(rate)
    mode = rate.get("mode")
    return spread(float(rate["low"]), None if mode is None else float(mode), float(rate["high"]))


def _faults(document: Mapping[str, Any], countries: tuple[str, ...]) -> Iterator[Fault]:
    for name in ("name", "as_of"):
        if not isinstance(document.get(name), str) or not document[name].strip():
            yield Fault("scenario_incomplete", ("scenario", name), {"field": name})
    rates = document.get("rates")
    if not isinstance(rates, Mapping) or not rates:
        yield Fault("scenario_incomplete", ("scenario", "rates"), {"field": "rates"})
        return
    for market, row in rates.items():
        if not isinstance(row, Mapping):
            yield Fault("tariff_rate_invalid", ("scenario", "rates", market), _shown(market, row))
            continue
        for country, rate in row.items():
            path = ("scenario", "rates", market, country)
            if country not in countries:
                yield Fault("unknown_country", path, {"country": country, "known": countries})
            elif not _is_rate(rate):
                yield Fault("tariff_rate_invalid", path, _shown(market, rate))


def _shown(market: str, rate: object) -> dict[str, object]:
    return {"market": market, "value": str(rate), "high": HIGHEST_RATE}


def _is_rate(rate: object) -> bool:
    if not isinstance(rate, Mapping):
        return _is_percent(rate)
    if not {"low", "high"} <= set(rate) <= {"low", "mode", "high"}:
        return False
    parts = [rate[name] for name in ("low", "mode", "high") if rate.get(name) is not None]
    return all(_is_percent(part) for part in parts) and parts == sorted(parts) and len(parts) > 1


def _is_percent(value: object) -> bool:
    return is_number(value) and 0 <= value <= HIGHEST_RATE
