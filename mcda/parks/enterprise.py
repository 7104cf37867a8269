"""The facts that an enterprise states about itself."""

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from mcda.arguments import called
from mcda.cells import is_number
from mcda.errors import Fault, InvalidEnterprise
from mcda.parks.duties.layer import is_code
from mcda.parks.places import Hometown, elsewhere, parse, resolve
from mcda.parks.sectors import sector_id

SIZES = ("sme", "large")
"""How large an enterprise may be."""
INTENTS = ("trial", "relocation", "expansion", "long_term", "undecided")
"""What a plant abroad may be for."""
DEAREST_CONTAINER = 10_000_000.0
"""USD; what a 40-foot container of goods is worth at most."""
DEAREST_LAND_USE = 1_000_000.0
"""USD; what a plant sells a year for each m2 of its plot at most."""
DEAREST_MONTH = 1_000_000_000.0
"""USD; what a month before production costs at most."""
_TOLERANCE = 1e-9
_PERCENT = 100


@called
@dataclass(frozen=True, slots=True, kw_only=True)
class Enterprise:
    """An enterprise that looks for a park; every field may be left out.

    Raises
    ------
    InvalidEnterprise
        With one fault for each invalid field.

    Examples
    --------
    >>> from mcda.parks import Enterprise
    >>> Enterprise(home="Zhejiang/Hangzhou", markets={"US": 0.6}).city
    'Hangzhou'
    """

    home: str | Mapping[str, str] | None = None
    """``"Zhejiang/Hangzhou"``, or a mapping with ``province`` and ``city``; English or Chinese."""
    province: str = ""
    """The home in two parts, instead of ``home``."""
    city: str = ""
    """The home in two parts, instead of ``home``."""
    sectors: Sequence[str] = ()
    """What it makes, by id or everyday words of either language: ``"auto_parts"``, ``"汽配"``."""
    markets: Mapping[str, float] = field(default_factory=dict)
    """Share of sales by market, each in ``[0, 1]``, together at most 1. ``"host"`` is the country
    of whichever park is looked at."""
    size: str | None = None
    """``"sme"`` or ``"large"``."""
    first_investment: bool | None = None
    """Whether this would be its first investment abroad."""
    intent: str | None = None
    """``"trial"``, ``"relocation"``, ``"expansion"``, ``"long_term"`` or ``"undecided"``."""
    needs_standard_factory: bool | None = None
    """Whether it must rent a factory that stands already."""
    partners_in: Sequence[str] = ()
    """Ids of parks in which a partner it trusts works."""
    investor_reliance: float | None = None
    """How far it relies on who owns the park's investor, 0 (not at all) to 1 (entirely)."""
    container_value: float | None = None
    """What its goods in a 40-foot container are worth, USD, above 0 and at most 10,000,000."""
    goods: Sequence[str] = ()
    """Chapters, headings or subheadings of the Harmonized System of what it sells, two, four or six
    digits each: ``"87"``, ``"8708"``. Left out, those of its sectors."""
    chinese_parts: float | None = None
    """Share of parts from China in the value of what it would make abroad, in ``[0, 1]``: it
    decides whether the goods count as made in the park's country."""
    sales_per_area: float | None = None
    """What it sells a year for each m2 of plot, USD, above 0 and at most 1,000,000."""
    labour_share: float | None = None
    """Share of labour costs in its sales at home, in ``[0, 1]``."""
    delay_cost: float | None = None
    """What it loses each month until it produces abroad, USD, above 0 and at most 1,000,000,000."""

    def __post_init__(self) -> None:
        faults = [*_list_faults(self), *_home_faults(self), *_market_faults(self.markets)]
        faults += [*_choice_faults(self), *_number_faults(self)]
        InvalidEnterprise.raise_any(faults)
        for name, value in zip(("province", "city"), _home(self), strict=True):
            object.__setattr__(self, name, value)
        object.__setattr__(self, "sectors", tuple(map(sector_id, self.sectors)))
        object.__setattr__(self, "partners_in", tuple(self.partners_in))
        object.__setattr__(self, "goods", tuple(self.goods))

    @property
    def says_home(self) -> bool:
        """Whether a home was stated."""
        return bool(self.province or self.city)

    @property
    def place(self) -> Hometown | None:
        """The home as a recognised place, or ``None``."""
        return resolve(self.province, self.city) if self.says_home else None


def _home(enterprise: Enterprise) -> tuple[str, str]:
    home = enterprise.home or {"province": enterprise.province, "city": enterprise.city}
    if not isinstance(home, Mapping):
        return parse(str(home))
    return str(home.get("province", "")).strip(), str(home.get("city", "")).strip()


def _home_faults(enterprise: Enterprise) -> Iterator[Fault]:
    home = enterprise.home
    if home is not None and (enterprise.province or enterprise.city):
        yield Fault("home_stated_twice", ("home",), {})
    for name in ("province", "city"):
        if not isinstance(getattr(enterprise, name), str):
            yield Fault("home_invalid", (name,), {"field": name})
    parts: Mapping[str, object] = home if isinstance(home, Mapping) else {}
    for name in parts:
        if name not in ("province", "city") or not isinstance(parts[name], str):
            yield Fault("home_invalid", ("home", name), {"field": name})
    if not isinstance(home, str | Mapping | None):
        yield Fault("home_invalid", ("home",), {"field": "home"})
    place = resolve(*_home(enterprise))
    if place is not None and (homes := elsewhere(place)):
        fields = {"city": place.city, "province": Hometown(province=place.province).name}
        yield Fault("city_elsewhere", ("home", "city"), {**fields, "homes": homes})


def _list_faults(enterprise: Enterprise) -> Iterator[Fault]:
    for name in ("sectors", "partners_in"):
        items: object = getattr(enterprise, name)
        if isinstance(items, str) or not isinstance(items, Sequence):
            yield Fault("enterprise_not_names", (name,), {"field": name})
            continue
        for place, item in enumerate(items):
            if not isinstance(item, str) or not item.strip():
                yield Fault("enterprise_not_names", (name, place), {"field": name})


def _choice_faults(enterprise: Enterprise) -> Iterator[Fault]:
    for name, allowed in (("size", SIZES), ("intent", INTENTS)):
        value = getattr(enterprise, name)
        if value is not None and value not in allowed:
            fields = {"field": name, "value": str(value), "allowed": allowed}
            yield Fault("enterprise_unknown_choice", (name,), fields)
    for name in ("first_investment", "needs_standard_factory"):
        value = getattr(enterprise, name)
        if value is not None and not isinstance(value, bool):
            fields = {"field": name, "value": str(value), "allowed": ("true", "false")}
            yield Fault("enterprise_unknown_choice", (name,), fields)


def _market_faults(markets: Mapping[str, float]) -> Iterator[Fault]:
    if not isinstance(markets, Mapping):
        yield Fault(
            "market_share_invalid", ("markets",), {"market": "markets", "value": str(markets)}
        )
        return
    for market, share in markets.items():
        if not _is_share(share):
            yield Fault(
                "market_share_invalid",
                ("markets", market),
                {"market": market, "value": str(share), **_of_a_hundred(share)},
            )
    shares = [share for share in markets.values() if _is_share(share)]
    if math.fsum(shares) > 1 + _TOLERANCE:
        yield Fault("market_shares_above_one", ("markets",), {"total": math.fsum(shares)})


def _number_faults(enterprise: Enterprise) -> Iterator[Fault]:
    reliance = enterprise.investor_reliance
    if reliance is not None and not _is_share(reliance):
        fields = {"value": str(reliance), **_of_a_hundred(reliance)}
        yield Fault("invalid_reliance", ("investor_reliance",), fields)
    for name, most in (
        ("container_value", DEAREST_CONTAINER),
        ("sales_per_area", DEAREST_LAND_USE),
        ("delay_cost", DEAREST_MONTH),
    ):
        value = getattr(enterprise, name)
        if value is not None and not (is_number(value) and 0 < value <= most):
            yield Fault(f"{name}_invalid", (name,), {"value": str(value), "high": most})
    goods: object = enterprise.goods
    listed = goods if isinstance(goods, Sequence) and not isinstance(goods, str) else None
    for place, code in enumerate([goods] if listed is None else listed):
        if listed is None or not isinstance(code, str) or not is_code(code):
            yield Fault("hs_chapter_invalid", ("goods", place), {"value": str(code)})
    for name in ("chinese_parts", "labour_share"):
        share = getattr(enterprise, name)
        if share is not None and not _is_share(share):
            fields = {"value": str(share), **_of_a_hundred(share)}
            yield Fault(f"{name}_invalid", (name,), fields)


def _is_share(value: object) -> bool:
    return is_number(value) and 0 <= value <= 1


def _of_a_hundred(share: object) -> dict[str, Any]:
    """Return the share that was probably meant, as a fault field, if a percentage was written."""
    if is_number(share) and 1 < share <= _PERCENT:
        return {"meant": (f"{share / _PERCENT:.6g}",)}
    return {}
