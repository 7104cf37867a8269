"""The verdict of each screen on one park: pass, fail, doubtful or unknown."""

import math
from collections.abc import Callable, Mapping, Sequence
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
from mcda.parks.sectors import sectors

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
    """One park to be judged by one screen."""

    catalogue: Catalogue
    """What is known, and who asks."""
    enterprise: Enterprise
    """What is known, and who asks."""
    own: Mapping[tuple[str, str], Override]
    """The user's figures by park and criterion."""
    park: Park
    """Looked at."""
    numbers: Mapping[str, float]
    """The screen's parameters by name."""
    path: tuple[str, int]
    """Where the screen was asked for."""
    today: date = field(default_factory=date.today)
    """Day from which years are counted back."""

    def told(self, claims: Sequence[str]) -> dict[str, Any]:
        """Return the common fields of all reasons: the park, the claims and their sources."""
        titles = [self.catalogue.claims[claim].source.title for claim in claims]
        return {
            "park": self.park.name,
            "claims": tuple(claims),
            "sources": tuple(dict.fromkeys(titles)),
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class ScreenVerdict:
    """The verdict of a screen, with the reason if the park fails or is doubtful."""

    outcome: Literal["passes", "doubtful", "unknown", "fails"]
    note: Note | None = None


PASSES = ScreenVerdict(outcome="passes")
UNKNOWN = ScreenVerdict(outcome="unknown")


_CHECKS: dict[str, Callable[[ScreenCase], ScreenVerdict]] = {}
CHECKS: Mapping[str, Callable[[ScreenCase], ScreenVerdict]] = MappingProxyType(_CHECKS)
"""What judges a park, by the id of the screen."""


def _check(
    function: Callable[[ScreenCase], ScreenVerdict],
) -> Callable[[ScreenCase], ScreenVerdict]:
    """Register a check under the name of its function, which is the screen's id."""
    _CHECKS[function.__name__.removeprefix("_")] = function
    return function


@dataclass(frozen=True, slots=True, kw_only=True)
class _Figures:
    low: float
    mode: float
    high: float
    told: Mapping[str, Any]
    proxy: bool


@_check
def _basic_utilities(case: ScreenCase) -> ScreenVerdict:
    figures = _figures(case, "infrastructure")
    if figures is None:
        return UNKNOWN
    needed = case.catalogue.ladders["infrastructure"].level(BASIC_LEVEL).value
    fields = {**figures.told, "mode": figures.mode, "high": figures.high, "needed": needed}
    if figures.high < needed:
        return _fails(Note("screen_basic_utilities", case.path, fields))
    if figures.mode < needed:
        return _doubtful(Note("screen_basic_utilities_doubtful", case.path, fields))
    return PASSES


@_check
def _stability(case: ScreenCase) -> ScreenVerdict:
    about = case.catalogue.claims_about(case.park.country)
    indices = [claim for claim in about if claim.attribute == STABILITY]
    claim = max(indices, key=lambda claim: year_of(claim) or 0, default=None)
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


@_check
def _sector_admitted(case: ScreenCase) -> ScreenVerdict:
    stated, wanted = case.park.sectors, case.enterprise.sectors
    if not stated:
        return UNKNOWN
    if set(stated) & set(wanted):
        return PASSES
    fields = {
        **case.told(case.park.sector_claims),
        "stated": tuple(sectors().get(item, item) for item in stated),
        "wanted": tuple(sectors().get(item, item) for item in wanted),
    }
    return _fails(Note("screen_sector_admitted", case.path, fields))


@_check
def _budget(case: ScreenCase) -> ScreenVerdict:
    figures = _figures(case, "land_price")
    if figures is None:
        return UNKNOWN
    at_most, slack = case.numbers["at_most"], case.numbers["slack"]
    fields = {
        **figures.told, "low": figures.low, "mode": figures.mode, "high": figures.high,
        "at_most": at_most, "slack": f"{100 * slack:.6g} %",
    }  # fmt: skip
    within = Note("screen_budget_proxy") if figures.proxy else None
    cost = {"cost": figures.low * (1 + slack)}
    if _above(cost["cost"], at_most):
        return _fails(Note("screen_budget", case.path, {**fields, **cost}, within))
    cost = {"cost": figures.mode * (1 + slack)}
    if _above(cost["cost"], at_most):
        return _doubtful(Note("screen_budget_doubtful", case.path, {**fields, **cost}, within))
    return PASSES


@_check
def _ready_factory(case: ScreenCase) -> ScreenVerdict:
    if _has_factory(case, _figures(case, "speed_to_operation")):
        return PASSES
    return _fails(Note("screen_ready_factory", case.path, case.told(())))


@_check
def _ready_by(case: ScreenCase) -> ScreenVerdict:
    """Judge by months: a rented factory, else an own factory on plots that may need development."""
    figures, at_most = _figures(case, "speed_to_operation"), case.numbers["at_most"]
    if _has_factory(case, figures):
        return PASSES
    building = case.catalogue.claims[BUILDING]
    low, high = (_MONTHS * years for years in (building.low or 0.0, building.high or math.inf))
    fields = {**case.told((BUILDING,)), "low": low, "high": high, "at_most": at_most}
    if figures is not None:
        merged = {name: (*fields[name], *figures.told[name]) for name in ("claims", "sources")}
        fields |= {name: tuple(dict.fromkeys(each)) for name, each in merged.items()}
    if at_most < low:
        return _fails(Note("screen_ready_by", case.path, fields))
    if figures is None:
        return UNKNOWN
    if figures.mode < case.catalogue.ladders["speed_to_operation"].level("plots").value:
        return _doubtful(Note("screen_ready_by_undeveloped", case.path, fields))
    if at_most < high:
        return _doubtful(Note("screen_ready_by_doubtful", case.path, fields))
    return PASSES


def _has_factory(case: ScreenCase, found: _Figures | None) -> bool:
    """Tell whether a figure, a source or a private claim mentions a factory to rent."""
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
    """Tell whether a private claim states that there are standard factories."""
    if not claim.private or claim.attribute != FACTORIES:
        return False
    most = claim.value if claim.high is None else str(claim.high)
    try:
        return float(most) > 0
    except ValueError:
        return most.strip().casefold() not in _NO_FACTORY


@_check
def _undisputed(case: ScreenCase) -> ScreenVerdict:
    claims = controversies(case.catalogue, case.park)
    if not claims:
        return PASSES
    oldest = case.today.year - case.numbers["at_most"]
    grave = [c for c in claims if not c.source.weak and (year_of(c) or 0) >= oldest]
    decisive = grave or list(claims)
    fields = {
        **case.told([claim.id for claim in decisive]),
        "topics": tuple(
            attribute_name(topic) for topic in dict.fromkeys(c.attribute for c in decisive)
        ),
        "as_of": decisive[0].as_of,
    }
    if grave:
        return _fails(Note("screen_undisputed", case.path, fields))
    return _doubtful(Note("screen_undisputed_doubtful", case.path, fields))


@_check
def _admission(case: ScreenCase) -> ScreenVerdict:
    conditions = [
        claim
        for claim in case.catalogue.claims_about(case.park.id)
        if claim.attribute in CONDITIONS
    ]
    if not conditions:
        return UNKNOWN
    wanted = case.numbers["at_most"]
    fields = {**case.told([claim.id for claim in conditions]), "at_most": wanted}
    plots = [_hectares(claim) for claim in conditions if claim.attribute == LEAST_PLOT]
    if (least := max((low for low, _ in plots), default=0.0)) > wanted:
        return _fails(Note("screen_admission", case.path, {**fields, "low": least}))
    if len(plots) == len(conditions) and all(high <= wanted for _, high in plots):
        return PASSES
    quotes = [
        dict.fromkeys(("en", "zh"), claim.quote) | dict(claim.translations) for claim in conditions
    ]
    stated = tuple({key: f"“{words}”" for key, words in quote.items()} for quote in quotes)
    return _doubtful(Note("screen_admission_doubtful", case.path, {**fields, "stated": stated}))


def _hectares(claim: Claim) -> tuple[float, float]:
    """Return the bounds of the smallest plot that a claim states; without a figure, no bounds."""
    if claim.low is not None:
        return claim.low, math.inf if claim.high is None else claim.high
    try:
        return float(claim.value), float(claim.value)
    except ValueError:
        return 0.0, math.inf


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
        origin = {**case.told(()), "sources": (own.source,)}
        return _Figures(low=low, mode=mode, high=high, told=origin, proxy=False)
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
