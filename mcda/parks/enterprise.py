"""What an enterprise says of itself."""

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeGuard

from mcda.arguments import called
from mcda.errors import Fault, InvalidEnterprise
from mcda.parks.duties.layer import CHAPTERS
from mcda.parks.places import Hometown, parse, resolve

SIZES = ("sme", "large")
"""How large an enterprise may be."""
INTENTS = ("trial", "relocation", "expansion", "long_term", "undecided")
"""What a plant abroad may be for."""
DEAREST_CONTAINER = 10_000_000.0
"""USD; what a 40-foot container of goods is worth at most."""
DEAREST_MONTH = 1_000_000_000.0
"""USD; what a month before production costs at most."""
_TOLERANCE = 1e-9
_PERCENT = 100


@called
@dataclass(frozen=True, slots=True, kw_only=True)
class Enterprise:
    """An enterprise that looks for a park; everything may be left out.

    Parameters
    ----------
    home
        ``"Zhejiang/Hangzhou"``, or a mapping with ``province`` and ``city``; English or Chinese.
    province, city
        The home in two parts, instead of ``home``.
    sectors
        What it makes, in lower case with underscores: ``"auto_parts"``.
    markets
        Share of sales by market, each in ``[0, 1]``, together at most 1. ``"host"`` is the
        country of whichever park is looked at.
    size
        ``"sme"`` or ``"large"``.
    first_investment
        Whether this would be its first investment abroad.
    intent
        ``"trial"``, ``"relocation"``, ``"expansion"``, ``"long_term"`` or ``"undecided"``.
    needs_standard_factory
        Whether it must rent a factory that stands already.
    partners_in
        Ids of parks in which a partner it trusts works.
    investor_reliance
        How far it relies on who owns the park's investor, 0 (not at all) to 1 (entirely).
    container_value
        What its goods in a 40-foot container are worth, USD, above 0 and at most 10,000,000.
    hs_chapters
        Chapters of the Harmonized System of what it sells, two digits each: ``"87"``. Left out,
        those of its sectors.
    chinese_parts
        Share of parts from China in the value of what it would make abroad, in ``[0, 1]``: it
        decides whether the goods count as made in the park's country.
    delay_cost
        What it loses each month until it produces abroad, USD, above 0 and at most
        1,000,000,000.

    Raises
    ------
    InvalidEnterprise
        With one fault for each thing that is wrong.

    Examples
    --------
    >>> from mcda.parks import Enterprise
    >>> Enterprise(home="Zhejiang/Hangzhou", markets={"US": 0.6}).city
    'Hangzhou'
    """

    home: str | Mapping[str, str] | None = None
    province: str = ""
    city: str = ""
    sectors: Sequence[str] = ()
    markets: Mapping[str, float] = field(default_factory=dict)
    size: str | None = None
    first_investment: bool | None = None
    intent: str | None = None
    needs_standard_factory: bool | None = None
    partners_in: Sequence[str] = ()
    investor_reliance: float | None = None
    container_value: float | None = None
    hs_chapters: Sequence[str] = ()
    chinese_parts: float | None = None
    delay_cost: float | None = None

    def __post_init__(self) -> None:
        faults = [*_list_faults(self), *_home_faults(self), *_market_faults(self.markets)]
        faults += [*_choice_faults(self), *_reliance_faults(self.investor_reliance)]
        faults += [*_amount_faults(self), *_goods_faults(self)]
        if faults:
            raise InvalidEnterprise(faults)
        province, city = _home_parts(self)
        for name, value in (("province", province), ("city", city)):
            object.__setattr__(self, name, value)
        object.__setattr__(self, "sectors", tuple(self.sectors))
        object.__setattr__(self, "partners_in", tuple(self.partners_in))
        object.__setattr__(self, "hs_chapters", tuple(self.hs_chapters))

    @property
    def says_home(self) -> bool:
        """Whether a home was stated at all."""
        return bool(self.province or self.city)

    @property
    def place(self) -> Hometown | None:
        """The home as a recognised place, or ``None``."""
        return resolve(self.province, self.city) if self.says_home else None


def _home_parts(enterprise: Enterprise) -> tuple[str, str]:
    home = enterprise.home
    if isinstance(home, str):
        return parse(home)
    if home is not None:
        return (home.get("province", "").strip(), home.get("city", "").strip())
    return (enterprise.province.strip(), enterprise.city.strip())


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


def _reliance_faults(reliance: object) -> Iterator[Fault]:
    if reliance is not None and not _is_share(reliance):
        fields = {"value": str(reliance), **_of_a_hundred(reliance)}
        yield Fault("invalid_reliance", ("investor_reliance",), fields)


def _amount_faults(enterprise: Enterprise) -> Iterator[Fault]:
    for name, most in (("container_value", DEAREST_CONTAINER), ("delay_cost", DEAREST_MONTH)):
        value = getattr(enterprise, name)
        if value is not None and not (_is_number(value) and 0 < value <= most):
            yield Fault(f"{name}_invalid", (name,), {"value": str(value), "high": most})


def _goods_faults(enterprise: Enterprise) -> Iterator[Fault]:
    chapters: object = enterprise.hs_chapters
    listed = chapters if isinstance(chapters, Sequence) and not isinstance(chapters, str) else None
    for place, chapter in enumerate([chapters] if listed is None else listed):
        if listed is None or not isinstance(chapter, str) or chapter not in CHAPTERS:
            yield Fault("hs_chapter_invalid", ("hs_chapters", place), {"value": str(chapter)})
    share = enterprise.chinese_parts
    if share is not None and not _is_share(share):
        fields = {"value": str(share), **_of_a_hundred(share)}
        yield Fault("chinese_parts_invalid", ("chinese_parts",), fields)


def _is_number(value: object) -> TypeGuard[float]:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _is_share(value: object) -> bool:
    return _is_number(value) and 0 <= value <= 1


def _of_a_hundred(share: object) -> dict[str, Any]:
    """Return the share that may be meant, as a field of a fault, where per cent were written."""
    if _is_number(share) and 1 < share <= _PERCENT:
        return {"meant": (f"{share / _PERCENT:.6g}",)}
    return {}
