"""What each screen finds of one park: it passes, fails, is doubtful or cannot be judged."""

import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType
from typing import Any, Literal

from mcda.cells import Spread
from mcda.errors import Note
from mcda.parks.attributes import attribute_name
from mcda.parks.catalogue import Catalogue
from mcda.parks.controversies import controversies
from mcda.parks.dates import year_of
from mcda.parks.enterprise import Enterprise
from mcda.parks.evidence import span
from mcda.parks.model import Claim, Park
from mcda.parks.override import Override
from mcda.parks.rationale import sector_id, sectors

BASIC_LEVEL = "three"
BUILDING = "sheng.screen.own_factory_years"
STABILITY = "political_stability_percentile"
FACTORIES = "standard_factories"
_NO_FACTORY = ("none", "no", "not any", "无", "没有", "否")
LEAST_PLOT = "least_plot"
CONDITIONS = (LEAST_PLOT, "admission", "admission_requirements")
_MONTHS = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class ScreenCase:
    """One park before one screen.

    Parameters
    ----------
    catalogue, enterprise
        What is known, and who asks.
    own
        The user's figures by park and criterion.
    park
        Looked at.
    numbers
        The screen's parameters by name.
    path
        Where the screen was asked for.
    today
        Day from which years are counted back.
    """

    catalogue: Catalogue
    enterprise: Enterprise
    own: Mapping[tuple[str, str], Override]
    park: Park
    numbers: Mapping[str, float]
    path: tuple[str, int]
    today: date = field(default_factory=date.today)

    def told(self, claims: Sequence[str]) -> dict[str, Any]:
        """Return the fields of every reason: the park, the claims and their sources."""
        titles = [self.catalogue.claims[claim].source.title for claim in claims]
        return {
            "park": self.park.name,
            "claims": tuple(claims),
            "sources": tuple(dict.fromkeys(titles)),
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class ScreenVerdict:
    """What a screen finds, with the reason where the park fails or is doubtful."""

    outcome: Literal["passes", "doubtful", "unknown", "fails"]
    note: Note | None = None


PASSES = ScreenVerdict(outcome="passes")
UNKNOWN = ScreenVerdict(outcome="unknown")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Figures:
    low: float
    mode: float
    high: float
    told: Mapping[str, Any]
    proxy: bool


def _basic_utilities(case: ScreenCase) -> ScreenVerdict:
    found = _figures(case, "infrastructure")
    if found is None:
        return UNKNOWN
    needed = case.catalogue.ladders["infrastructure"].level(BASIC_LEVEL).value
    fields = {**found.told, "mode": found.mode, "high": found.high, "needed": needed}
    if found.high < needed:
        return _fails(Note("screen_basic_utilities", case.path, fields))
    if found.mode < needed:
        return _doubtful(Note("screen_basic_utilities_doubtful", case.path, fields))
    return PASSES


def _stability(case: ScreenCase) -> ScreenVerdict:
    claim = _newest(case.catalogue.claims_about(case.park.country))
    if claim is None:
        return UNKNOWN
    value = float(claim.value)
    low = value if claim.low is None else claim.low
    high = value if claim.high is None else claim.high
    at_least = case.numbers["at_least"]
    fields = {
        **case.told([claim.id]),
        "country": case.catalogue.countries[case.park.country].name,
        "value": value, "low": low, "high": high, "as_of": claim.as_of, "at_least": at_least,
    }  # fmt: skip
    if high < at_least:
        return _fails(Note("screen_stability", case.path, fields))
    if value < at_least:
        return _doubtful(Note("screen_stability_doubtful", case.path, fields))
    return PASSES


def _sector_admitted(case: ScreenCase) -> ScreenVerdict:
    stated, wanted = case.park.sectors, [sector_id(item) for item in case.enterprise.sectors]
    if not stated:
        return UNKNOWN
    if set(stated) & set(wanted):
        return PASSES
    fields = {
        **case.told(case.park.sector_claims),
        "stated": tuple(sectors().get(item, item) for item in stated),
        "wanted": tuple(
            sectors().get(key, item)
            for key, item in zip(wanted, case.enterprise.sectors, strict=True)
        ),
    }
    return _fails(Note("screen_sector_admitted", case.path, fields))


def _budget(case: ScreenCase) -> ScreenVerdict:
    found = _figures(case, "land_price")
    if found is None:
        return UNKNOWN
    at_most, slack = case.numbers["at_most"], case.numbers["slack"]
    fields = {
        **found.told, "low": found.low, "mode": found.mode, "high": found.high,
        "at_most": at_most, "slack": f"{100 * slack:.6g} %",
    }  # fmt: skip
    within = Note("screen_budget_proxy") if found.proxy else None
    cost = {"cost": found.low * (1 + slack)}
    if _above(cost["cost"], at_most):
        return _fails(Note("screen_budget", case.path, {**fields, **cost}, within))
    cost = {"cost": found.mode * (1 + slack)}
    if _above(cost["cost"], at_most):
        return _doubtful(Note("screen_budget_doubtful", case.path, {**fields, **cost}, within))
    return PASSES


def _ready_factory(case: ScreenCase) -> ScreenVerdict:
    if _has_factory(case, _figures(case, "speed_to_operation")):
        return PASSES
    return _fails(Note("screen_ready_factory", case.path, case.told(())))


def _ready_by(case: ScreenCase) -> ScreenVerdict:
    """Judge by months: a factory to rent, else one's own on plots that may need developing."""
    found, at_most = _figures(case, "speed_to_operation"), case.numbers["at_most"]
    if _has_factory(case, found):
        return PASSES
    building = case.catalogue.claims[BUILDING]
    low, high = (_MONTHS * years for years in (building.low or 0.0, building.high or math.inf))
    fields = {**case.told((BUILDING,)), "low": low, "high": high, "at_most": at_most}
    if found is not None:
        told = {name: (*fields[name], *found.told[name]) for name in ("claims", "sources")}
        fields |= {name: tuple(dict.fromkeys(each)) for name, each in told.items()}
    if at_most < low:
        return _fails(Note("screen_ready_by", case.path, fields))
    if found is None:
        return UNKNOWN
    if found.mode < case.catalogue.ladders["speed_to_operation"].level("plots").value:
        return _doubtful(Note("screen_ready_by_undeveloped", case.path, fields))
    if at_most < high:
        return _doubtful(Note("screen_ready_by_doubtful", case.path, fields))
    return PASSES


def _has_factory(case: ScreenCase, found: _Figures | None) -> bool:
    """Tell whether a figure, a source or a private claim speaks of a factory to rent.

    Parameters
    ----------
    case
        The park; factories of the estate around it count.
    found
        The user's own figure for the time to operation, or else the rating.
    """
    needed = case.catalogue.ladders["speed_to_operation"].level("factories").value
    if found is not None and found.mode >= needed:
        return True
    host = case.catalogue.parks.get(case.park.host_estate)
    places = [case.park] if host is None else [case.park, host]
    return any(
        place.factory_claims or any(map(_says_factory, case.catalogue.claims_about(place.id)))
        for place in places
    )


def _says_factory(claim: Claim) -> bool:
    """Tell whether a private claim says that there are standard factories, and not that none."""
    if not claim.private or claim.attribute != FACTORIES:
        return False
    most = claim.value if claim.high is None else str(claim.high)
    try:
        return float(most) > 0
    except ValueError:
        return most.strip().casefold() not in _NO_FACTORY


def _undisputed(case: ScreenCase) -> ScreenVerdict:
    found = controversies(case.catalogue, case.park)
    if not found:
        return PASSES
    oldest = case.today.year - case.numbers["at_most"]
    grave = [c for c in found if not c.source.weak and (year_of(c) or 0) >= oldest]
    told = grave or list(found)
    fields = {
        **case.told([claim.id for claim in told]),
        "topics": tuple(
            attribute_name(topic) for topic in dict.fromkeys(c.attribute for c in told)
        ),
        "as_of": told[0].as_of,
    }
    if grave:
        return _fails(Note("screen_undisputed", case.path, fields))
    return _doubtful(Note("screen_undisputed_doubtful", case.path, fields))


def _admission(case: ScreenCase) -> ScreenVerdict:
    found = [
        claim
        for claim in case.catalogue.claims_about(case.park.id)
        if claim.attribute in CONDITIONS
    ]
    if not found:
        return UNKNOWN
    wanted = case.numbers["at_most"]
    fields = {**case.told([claim.id for claim in found]), "at_most": wanted}
    plots = [_hectares(claim) for claim in found if claim.attribute == LEAST_PLOT]
    if (least := max((low for low, _ in plots), default=0.0)) > wanted:
        return _fails(Note("screen_admission", case.path, {**fields, "low": least}))
    if len(plots) == len(found) and all(high <= wanted for _, high in plots):
        return PASSES
    said = [dict.fromkeys(("en", "zh"), claim.quote) | dict(claim.translations) for claim in found]
    stated = tuple({key: f"“{words}”" for key, words in one.items()} for one in said)
    return _doubtful(Note("screen_admission_doubtful", case.path, {**fields, "stated": stated}))


def _hectares(claim: Claim) -> tuple[float, float]:
    """Return the bounds of the least plot that a claim states; without a figure all is possible."""
    if claim.low is not None:
        return claim.low, math.inf if claim.high is None else claim.high
    try:
        return float(claim.value), float(claim.value)
    except ValueError:
        return 0.0, math.inf


CHECKS: Mapping[str, Callable[[ScreenCase], ScreenVerdict]] = MappingProxyType(
    {
        "basic_utilities": _basic_utilities,
        "stability": _stability,
        "sector_admitted": _sector_admitted,
        "budget": _budget,
        "ready_factory": _ready_factory,
        "ready_by": _ready_by,
        "undisputed": _undisputed,
        "admission": _admission,
    }
)


def _fails(reason: Note) -> ScreenVerdict:
    return ScreenVerdict(outcome="fails", note=reason)


def _doubtful(reason: Note) -> ScreenVerdict:
    return ScreenVerdict(outcome="doubtful", note=reason)


def _above(cost: float, budget: float) -> bool:
    # 100 with a tenth of slack is 110.00000000000001, which a budget of 110 covers.
    return cost > budget and not math.isclose(cost, budget, rel_tol=1e-9)


def _figures(case: ScreenCase, criterion: str) -> _Figures | None:
    own = case.own.get((case.park.id, criterion))
    rating = case.catalogue.ratings.get((case.park.id, criterion))
    if own is not None and own.value is not None:
        (low, high), value = span(own.value), own.value
        mode = value.headline if isinstance(value, Spread) else float(value)
        told = {**case.told(()), "sources": (own.source,)}
        return _Figures(low=low, mode=mode, high=high, told=told, proxy=False)
    if rating is None:
        return None
    quoted = rating.price or rating
    return _Figures(
        low=quoted.low,
        mode=quoted.mode,
        high=quoted.high,
        told=case.told(rating.claims),
        proxy=rating.kind == "derived",
    )


def _newest(claims: Sequence[Claim]) -> Claim | None:
    found: Iterator[Claim] = (claim for claim in claims if claim.attribute == STABILITY)
    return max(found, key=lambda claim: year_of(claim) or 0, default=None)
