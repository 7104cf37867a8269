"""Dated tariff scenarios: a duty by market and host country."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Self

from mcda.cells import Cell
from mcda.errors import Fault, InvalidEnterprise
from mcda.parks.evidence import bounds, spread
from mcda.parks.model import Text
from mcda.parks.places import normal

HIGHEST_RATE = 50.0
HOST = "host"
_ALIASES = {
    "host": HOST, "local": HOST, "本地": HOST, "东道国": HOST,
    "us": "US", "usa": "US", "unitedstates": "US", "美国": "US",
    "eu": "EU", "europeanunion": "EU", "欧盟": "EU",
    "cn": "CHINA", "china": "CHINA", "中国": "CHINA",
    "vn": "VIETNAM", "vietnam": "VIETNAM", "越南": "VIETNAM",
    "th": "THAILAND", "thailand": "THAILAND", "泰国": "THAILAND",
    "id": "INDONESIA", "indonesia": "INDONESIA", "印度尼西亚": "INDONESIA", "印尼": "INDONESIA",
}  # fmt: skip


def market_key(market: str) -> str:
    """Return the name under which rates of a market are kept."""
    plain = normal(market)
    return _ALIASES.get(plain, plain.upper())


@dataclass(frozen=True, slots=True, kw_only=True)
class Scenario:
    """A named and dated assumption about duties; never a statement of today's law.

    Parameters
    ----------
    id
        Unique name; ``"custom"`` for the user's own.
    as_of
        Date of the latest measure in it.
    name, description
        By language.
    rates
        Market -> country id -> duty in per cent of the value sold, a number or a spread.
    claims
        Ids of the claims the rates rest on; empty for the user's own.
    """

    id: str
    as_of: str
    name: Text
    description: Text
    rates: Mapping[str, Mapping[str, Cell]]
    claims: tuple[str, ...] = ()

    def rate(self, market: str, country: str) -> Cell:
        """Return the duty of a market on goods of a country, or ``None`` where not recorded."""
        return self.rates.get(market_key(market), {}).get(country)

    def highest(self, country: str) -> float | None:
        """Return the highest rate recorded for a country, or ``None`` where there is none.

        Where no duty at all is recorded for it, that says nothing of other markets: then the
        highest recorded for any country.
        """
        tops = [bounds(row[country])[1] or 0.0 for row in self.rates.values() if country in row]
        if not tops:
            return None
        every = (bounds(cell)[1] or 0.0 for row in self.rates.values() for cell in row.values())
        return max(tops) or max(every)

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
