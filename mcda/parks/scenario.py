"""Dated tariff scenarios: a duty by market, country of origin and goods."""

from abc import ABC, abstractmethod
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Self

from mcda.cells import Cell
from mcda.errors import Fault, InvalidEnterprise
from mcda.parks.dates import is_calendar_date
from mcda.parks.duties import Duty, Goods, Schedule
from mcda.parks.duties.layer import HIGHEST_RATE
from mcda.parks.evidence import bounds, headline, span, spread
from mcda.parks.model import Text
from mcda.parks.places import normal

HOST = "host"
_ALIASES = {
    "host": HOST, "local": HOST, "本地": HOST, "东道国": HOST,
    "us": "US", "usa": "US", "unitedstates": "US", "美国": "US",
    "eu": "EU", "europeanunion": "EU", "欧盟": "EU",
    "uk": "UK", "gb": "UK", "unitedkingdom": "UK", "英国": "UK",
    "mx": "MEXICO", "mexico": "MEXICO", "墨西哥": "MEXICO",
    "jp": "JP", "japan": "JP", "日本": "JP",
    "asean": "ASEAN", "东盟": "ASEAN",
    "cn": "CHINA", "china": "CHINA", "中国": "CHINA",
    "vn": "VIETNAM", "vietnam": "VIETNAM", "越南": "VIETNAM",
    "th": "THAILAND", "thailand": "THAILAND", "泰国": "THAILAND",
    "id": "INDONESIA", "indonesia": "INDONESIA", "印度尼西亚": "INDONESIA", "印尼": "INDONESIA",
}  # fmt: skip


def market_key(market: str) -> str:
    """Return the name under which rates of a market are kept."""
    plain = normal(market)
    return _ALIASES.get(plain, plain.upper())


@dataclass(frozen=True, kw_only=True)
class Scenario(ABC):
    """A named and dated assumption about duties; never a statement of today's law.

    Parameters
    ----------
    id
        Unique name; ``"custom"`` for the user's own.
    as_of
        The day on which it looks at the measures.
    name, description
        By language.

    Examples
    --------
    >>> from mcda.parks import load_catalogue
    >>> load_catalogue().default_scenario.id
    'open_after_july_2026'
    """

    id: str
    as_of: str
    name: Text
    description: Text

    @abstractmethod
    def duty(self, market: str, origin: str, goods: Goods) -> Duty | None:
        """Return the duty of a market on goods made in a country, ``None`` where not recorded."""

    @property
    @abstractmethod
    def markets(self) -> tuple[str, ...]:
        """Keys of the markets of which it knows any duty."""

    @abstractmethod
    def covers(self, origin: str) -> bool:
        """Tell whether it knows any duty on goods of a country."""

    @property
    def parts(self) -> tuple["Scenario", ...]:
        """Those between which it leaves open which holds."""
        return ()

    @property
    def claims(self) -> tuple[str, ...]:
        """Ids of the claims that it may rest on; none for the user's own."""
        return ()

    def on(self, day: str) -> "Scenario":
        """Return the scenario as of another day, ISO 8601.

        Raises
        ------
        InvalidEnterprise
            That is no day.
        """
        if not is_calendar_date(day) or len(day) != len("2026-11-28"):
            raise InvalidEnterprise(
                [Fault("scenario_day_invalid", ("scenario", "day"), {"day": day})]
            )
        return replace(self, as_of=day)

    def highest(self, origin: str, goods: Goods) -> float | None:
        """Return the highest duty recorded on goods of a country, ``None`` where there is none."""
        found = (self.duty(market, origin, goods) for market in self.markets)
        return max((duty.high for duty in found if duty is not None), default=None)

    def rate(self, market: str, origin: str, goods: Goods) -> Cell:
        """Return the duty as a number or spread, or ``None`` where not recorded."""
        found = self.duty(market_key(market), origin, goods)
        return None if found is None else spread(found.low, found.mode, found.high)


@dataclass(frozen=True, kw_only=True)
class OnDay(Scenario):
    """The layers that are levied on a day, those among them that are only assumed by name."""

    schedule: Schedule = field(repr=False)
    assumes: frozenset[str] = frozenset()

    def duty(self, market: str, origin: str, goods: Goods) -> Duty | None:
        """Return what the layers of the day add up to."""
        return self.schedule.duty(market, origin, goods, self.as_of, self.assumes)

    def covers(self, origin: str) -> bool:
        """Tell whether the schedule has a general duty on goods of a country."""
        return self.schedule.covers(origin)

    @property
    def markets(self) -> tuple[str, ...]:
        """Markets of the schedule."""
        return self.schedule.markets

    @property
    def claims(self) -> tuple[str, ...]:
        """Claims of the layers that it counts."""
        layers = self.schedule.layers.values()
        held = (layer for layer in layers if layer.holds(self.as_of, self.assumes))
        return tuple(dict.fromkeys(claim for layer in held for claim in layer.claims))


@dataclass(frozen=True, kw_only=True)
class OpenScenario(Scenario):
    """Several scenarios of which nobody knows which holds: their span, the middle one likeliest."""

    of: tuple[Scenario, ...]

    def duty(self, market: str, origin: str, goods: Goods) -> Duty | None:
        """Return the span of the duties, with the layers of the middle one."""
        found = [each.duty(market, origin, goods) for each in self.of]
        known = [duty for duty in found if duty is not None]
        if len(known) < len(found):
            return None
        middle = known[len(known) // 2]
        return replace(
            middle,
            low=min(duty.low for duty in known),
            high=max(duty.high for duty in known),
            claims=tuple(dict.fromkeys(claim for duty in known for claim in duty.claims)),
        )

    def covers(self, origin: str) -> bool:
        """Tell whether all of them know a duty."""
        return all(each.covers(origin) for each in self.of)

    @property
    def parts(self) -> tuple[Scenario, ...]:
        """Those that it spans."""
        return self.of

    def on(self, day: str) -> "OpenScenario":
        """Return the scenarios as of another day."""
        of = tuple(each.on(day) for each in self.of)
        return replace(self, as_of=day, of=of)

    @property
    def markets(self) -> tuple[str, ...]:
        """Markets of the middle scenario."""
        return self.of[len(self.of) // 2].markets

    @property
    def claims(self) -> tuple[str, ...]:
        """Claims of all of them."""
        return tuple(dict.fromkeys(claim for each in self.of for claim in each.claims))


@dataclass(frozen=True, kw_only=True)
class OwnRates(Scenario):
    """The user's own duties: market -> country id -> per cent of the value, or a spread."""

    rates: Mapping[str, Mapping[str, Cell]]

    def duty(self, market: str, origin: str, goods: Goods) -> Duty | None:
        """Return the rate as it was given, whatever the goods."""
        cell = self.rates.get(market, {}).get(origin)
        if cell is None:
            return None
        low, high = span(cell)
        mode = headline(cell)
        return Duty(low=low, mode=(low + high) / 2 if mode is None else mode, high=high)

    def rate(self, market: str, origin: str, goods: Goods) -> Cell:
        """Return the cell itself: bounds without a likeliest stay without."""
        return self.rates.get(market_key(market), {}).get(origin)

    def highest(self, origin: str, goods: Goods) -> float | None:
        """Return the highest rate for a country; where all are nothing, that of any country.

        That no duty at all is stated for it says nothing of other markets.
        """
        tops = [bounds(row[origin])[1] or 0.0 for row in self.rates.values() if origin in row]
        if not tops:
            return None
        every = (bounds(cell)[1] or 0.0 for row in self.rates.values() for cell in row.values())
        return max(tops) or max(every)

    def covers(self, origin: str) -> bool:
        """Tell whether any rate for a country was given."""
        return any(origin in row for row in self.rates.values())

    @property
    def markets(self) -> tuple[str, ...]:
        """Markets with a rate."""
        return tuple(self.rates)

    @classmethod
    def from_mapping(cls, document: Mapping[str, Any], countries: tuple[str, ...]) -> Self:
        """Read a user's own scenario.

        Parameters
        ----------
        document
            ``{"name", "as_of", "rates": {"US": {"vietnam": 20}}}``; a rate may also be
            ``{"low", "high"}`` or ``{"low", "mode", "high"}``.
        countries
            Ids of the countries that may be named.

        Raises
        ------
        InvalidEnterprise
            Name, date or rates are missing, out of bounds or for an unknown country.
        """
        faults = list(_faults(document, countries))
        if faults:
            raise InvalidEnterprise(faults)
        name = str(document["name"])
        return cls(
            id="custom",
            as_of=str(document["as_of"]),
            name={"en": name, "zh": name},
            description={"en": "Set by the user.", "zh": "由用户设定。"},
            rates=read_rates(document["rates"]),
        )


def read_rates(document: Mapping[str, Mapping[str, Any]]) -> dict[str, dict[str, Cell]]:
    """Return market -> country -> cell from plain numbers and bounds."""
    return {
        market_key(market): {country: _cell(rate) for country, rate in row.items()}
        for market, row in document.items()
    }


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
        yield from _row_faults(market, row, countries)


def _row_faults(market: str, row: object, countries: tuple[str, ...]) -> Iterator[Fault]:
    if not isinstance(row, Mapping):
        yield Fault("tariff_rate_invalid", ("scenario", "rates", market), _shown(market, row))
        return
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
    return (
        isinstance(value, int | float)
        and not isinstance(value, bool)
        and 0 <= value <= HIGHEST_RATE
    )
