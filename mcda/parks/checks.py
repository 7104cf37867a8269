"""Checks for contradictions within the catalogue."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from itertools import chain
from typing import get_args

import numpy as np

from mcda.cells import Cell, Interval, Mixture, Triangular
from mcda.errors import CatalogueFault, Fault, InvalidProblem
from mcda.parks.appraisal import known_cells
from mcda.parks.catalogue import Catalogue
from mcda.parks.criteria import CriterionView, is_computed, is_rated
from mcda.parks.currency import rate_of, to_usd, usd_per_m2
from mcda.parks.dates import is_calendar_date, is_date, lies_ahead
from mcda.parks.delay import BUILDING
from mcda.parks.duties.schedule import schedule_faults
from mcda.parks.enterprise import Enterprise
from mcda.parks.model import (
    CriterionInfo,
    FailureKind,
    Ownership,
    Park,
    Rating,
    TenantStage,
    figure_of,
)
from mcda.parks.places import provinces
from mcda.parks.plants import HomeCosts, PlantFigures, figures_of
from mcda.parks.rating_rules import rule_faults
from mcda.parks.rationale import LANGUAGES
from mcda.parks.sea_rates import UNIT, Region
from mcda.parks.sectors import sectors
from mcda.parks.templates import template_faults, templates
from mcda.problem import Alternative, Problem

LONGEST_QUOTE = 25
MOST_PASSED = 0.10
"""Share of the draws of known cells that may lie past one end of a scale."""
Found = tuple[str, str]
"""Where something is wrong, and what."""
_DAY = date(2026, 11, 28)
"""From which figures age on scales, so that what loads today loads tomorrow."""
_ROUNDING = 0.051  # converted figures are written with one digit
_OWNERS = ("low", "mode", "high")
_NAMED = ("parks", "countries", "comparators", "ladders", "ratings")
_GROUPED = re.compile(r"(?<=\d)[.,](?=\d)")


def check(catalogue: Catalogue) -> Catalogue:
    """Return the catalogue unchanged.

    Raises
    ------
    CatalogueFault
        The data contradict themselves: an unknown claim, level, park or country, bounds in the
        wrong order, or a text that lacks a language.
    """
    CatalogueFault.raise_any(integrity_faults(catalogue))
    return catalogue


def integrity_faults(catalogue: Catalogue, today: date | None = None) -> list[Fault]:
    """Return one fault for each contradiction in the catalogue.

    No date may lie after `today`. Without `today` no date is too late: the shipped data must load
    on any date.
    """
    problems = chain(
        _claim_faults(catalogue, today),
        _rate_faults(catalogue),
        _rating_faults(catalogue),
        rule_faults(catalogue),
        _park_faults(catalogue),
        _scenario_faults(catalogue),
        _text_faults(catalogue),
        _criteria_faults(catalogue),
        _sea_rate_faults(catalogue),
        _plant_faults(catalogue),
        _contradiction_faults(catalogue),
        _tenant_faults(catalogue),
        _missing("must-haves", (BUILDING,), catalogue),
        (
            (f"template {item.id}", problem)
            for item in templates()
            for problem in template_faults(catalogue, item)
        ),
    )
    return [
        Fault("catalogue_contradiction", (), {"where": where, "problem": problem})
        for where, problem in problems
    ]


def _missing(where: str, named: tuple[str, ...], catalogue: Catalogue) -> Iterator[Found]:
    for claim in named:
        if claim not in catalogue.claims:
            yield where, f"unknown claim {claim}"


def _criteria_faults(catalogue: Catalogue) -> Iterator[Found]:
    ids = [info.id for info in catalogue.all_criteria]
    if len(set(ids)) < len(ids):
        yield "criteria", "an id stands twice"
    for info in catalogue.all_criteria:
        for other in set(info.overlaps) - set(ids):
            yield info.id, f"overlaps with unknown {other}"
        yield from ((info.id, problem) for problem in _scale_faults(info, catalogue))
    grouped = [criterion for group in catalogue.groups for criterion in group.criteria]
    if catalogue.groups and sorted(grouped) != sorted(ids):
        yield "criteria tree", "a criterion is missing, unknown or in two groups"


def _claim_faults(catalogue: Catalogue, today: date | None) -> Iterator[Found]:
    """Yield invalid or future dates, and the faults of claims and sources."""
    dated = [(claim.id, claim.as_of) for claim in catalogue.claims.values()]
    dated += [(source.id, source.date) for source in catalogue.sources.values()]
    for where, day in dated:
        if not is_date(day):
            yield where, f"no date that can be read: “{day}”"
        elif today is not None and lies_ahead(day, today):
            yield where, f"dated {day}, after {today}"
    subjects = {*catalogue.parks, *catalogue.countries, *catalogue.comparators}
    for claim in catalogue.claims.values():
        if claim.subject not in subjects:
            yield claim.id, f"unknown subject {claim.subject}"
        if not 0 < len(claim.quote.split()) <= LONGEST_QUOTE:
            yield claim.id, f"a quote has 1 to {LONGEST_QUOTE} words"
        if claim.low is not None and claim.high is not None and claim.low > claim.high:
            yield claim.id, "bounds reversed"
    used = {claim.source.id for claim in catalogue.claims.values()}
    for source in sorted(set(catalogue.sources) - used):
        yield source, "no claim comes from this source"


def _tenant_faults(catalogue: Catalogue) -> Iterator[Found]:
    """Yield tenants of unknown claims, places, sectors and homes, or said of another place."""
    known = {"sector": {"", *sectors()}, "province": {"", *dict(provinces())}}
    known |= {"stage": {*get_args(TenantStage)}, "country": {*catalogue.countries}}
    for firm in catalogue.tenants:
        where = f"tenant {firm.firm['en']}"
        yield from _missing(where, (firm.claim,), catalogue)
        for name, values in known.items():
            if getattr(firm, name) not in values:
                yield where, f"unknown {name} {getattr(firm, name)}"
        park = catalogue.parks.get(firm.park) if firm.park else None
        if firm.park and (park is None or park.country != firm.country):
            yield where, f"no park {firm.park} in {firm.country}"


def _rating_faults(catalogue: Catalogue) -> Iterator[Found]:
    rated = [info.id for info in catalogue.all_criteria if is_rated(info)]
    wanted = {(park, criterion) for park in catalogue.parks for criterion in rated}
    for key in sorted(set(catalogue.ratings) - wanted):
        yield "/".join(key), "the rating belongs to nothing"
    for key in sorted(wanted & set(catalogue.ratings)):
        yield from _one_rating(catalogue.ratings[key], catalogue)


def _one_rating(rating: Rating, catalogue: Catalogue) -> Iterator[Found]:
    where = f"{rating.park}/{rating.criterion}"
    low, high = catalogue.criterion(rating.criterion).possible
    if not low <= rating.low <= rating.mode <= rating.high <= high:
        yield where, "not low <= mode <= high within what the criterion can be"
    if not rating.claims:
        yield where, "rests on no claim"
    if not set(rating.stated_by or ()) <= set(rating.claims):
        yield where, "is stated by what is not among its claims"
    yield from _missing(where, rating.claims, catalogue)
    yield from _conversion_faults(rating, catalogue)
    unheard = any(side.of == "china" and side.mode < 1 for side in rating.sides)
    if unheard and catalogue.parks[rating.park].confirmed_by_mofcom:
        yield where, "China's government confirmed the park, and its side has nothing"
    if rating.level:
        ladder = catalogue.ladders.get(rating.criterion)
        levels = {level.id: level.value for level in ladder.levels} if ladder else {}
        if levels.get(rating.level) != rating.mode:
            yield where, f"the mode is not the value of level {rating.level}"


def _conversion_faults(rating: Rating, catalogue: Catalogue) -> Iterator[Found]:
    where = f"{rating.park}/{rating.criterion}"
    rate_of_claim = {rate.claim: rate for rate in catalogue.rates}
    for item in rating.converted:
        if item.claim not in rating.claims or item.rate not in rate_of_claim:
            yield where, f"converts {item.claim} by {item.rate}, which are not given"
            continue
        try:
            low, high = usd_per_m2(catalogue.claims[item.claim], rate_of_claim[item.rate])
        except (KeyError, ValueError):
            yield where, f"claim {item.claim} cannot be converted"
            continue
        if abs(low - item.low) > _ROUNDING or abs(high - item.high) > _ROUNDING:
            yield where, f"{item.claim} converts to {low:.2f} to {high:.2f}"


def _park_faults(catalogue: Catalogue) -> Iterator[Found]:
    for park in catalogue.parks.values():
        if park.country not in catalogue.countries:
            yield park.id, f"unknown country {park.country}"
        if park.host_estate and park.host_estate not in catalogue.parks:
            yield park.id, f"unknown host estate {park.host_estate}"
        tied = tuple(claim for tie in park.ties for claim in tie.claims)
        coordinate_claims = park.coordinates.claims if park.coordinates is not None else ()
        claims = (*park.sector_claims, *park.factory_claims, *tied, *coordinate_claims)
        claims += park.confirmed_by_mofcom
        yield from _point_faults(park, catalogue)
        yield from _failure_faults(park, catalogue)
        yield from _missing(park.id, claims, catalogue)
        if park.ownership is not None:
            yield from _missing(park.id, park.ownership.claims, catalogue)
            yield from _owner_faults(park.id, park.ownership, catalogue)
        for sector in set(park.sectors) - set(sectors()):
            yield park.id, f"unnamed sector {sector}"


def _point_faults(park: Park, catalogue: Catalogue) -> Iterator[Found]:
    point = park.coordinates
    if point is None:
        return
    if not (-90 <= point.latitude <= 90 and -180 <= point.longitude <= 180):
        yield park.id, f"no point on earth: {point.latitude}, {point.longitude}"
    if not all(point.near.get(language) for language in ("en", "zh")):
        yield park.id, "the place of the coordinates has no name in one of the languages"
    stated = f"{point.latitude}, {point.longitude}"
    values = [catalogue.claims[c].value for c in point.claims if c in catalogue.claims]
    if point.of == "place" and stated not in values:
        yield park.id, f"no claim states the coordinates {stated}"


def _failure_faults(park: Park, catalogue: Catalogue) -> Iterator[Found]:
    for failure in park.failures:
        yield from _missing(park.id, failure.claims, catalogue)
        if failure.kind not in get_args(FailureKind):
            yield park.id, f"unknown kind of failure {failure.kind}"
        if not all(is_calendar_date(day) for day in (failure.on, failure.ended or failure.on)):
            yield park.id, f"a failure on no day, month or year: “{failure.on}”, “{failure.ended}”"
        elif failure.ended and failure.ended[: len(failure.on)] < failure.on[: len(failure.ended)]:
            yield park.id, f"a failure of {failure.on} ended before, {failure.ended}"
        if (failure.kind == "armed_conflict") != (failure.successor is None):
            yield park.id, f"{failure.kind} with successor {failure.successor}"
        subjects = {catalogue.claims[c].subject for c in failure.claims if c in catalogue.claims}
        if not subjects or not subjects <= {park.id, park.host_estate}:
            yield park.id, f"{failure.kind} does not rest on claims about the park"


def _owner_faults(park: str, ownership: Ownership, catalogue: Catalogue) -> Iterator[Found]:
    ladder = catalogue.ladders["investor_type"]
    order = [level.id for level in ladder.levels]
    owners = [getattr(ownership, name) for name in _OWNERS]
    if not set(owners) <= set(order) or owners != sorted(owners, key=order.index):
        yield park, "ownership is not in the order of its ladder"
    if not ownership.claims:
        yield park, "ownership rests on no claim"
    if not set(ownership.stated_by) <= set(ownership.claims):
        yield park, "ownership is stated by what is not among its claims"


def _scenario_faults(catalogue: Catalogue) -> Iterator[Found]:
    schedule = catalogue.schedule
    yield from schedule_faults(schedule, frozenset(catalogue.countries), frozenset(sectors()))
    yield from _missing("origin of goods", schedule.claims, catalogue)
    for layer in schedule.layers.values():
        yield from _missing(f"layer {layer.id}", layer.claims, catalogue)
        yield from _untranslated(f"layer {layer.id}", (layer.name, *filter(None, [layer.note])))
    for scenario in catalogue.scenarios.values():
        yield from _missing(scenario.id, scenario.claims, catalogue)


def _text_faults(catalogue: Catalogue) -> Iterator[Found]:
    """Yield ladders whose levels do not rise, and texts that lack a language."""
    for ladder in catalogue.ladders.values():
        yield from _missing(ladder.id, ladder.claims, catalogue)
        values = [level.value for level in ladder.levels]
        inside = all(level.low <= level.value <= level.high for level in ladder.levels)
        if values != sorted(set(values)) or not inside:
            yield ladder.id, "levels do not rise"
    for name in ("criteria", "further", "groups", *_NAMED):
        group = getattr(catalogue, name)
        for item in group.values() if isinstance(group, Mapping) else group:
            yield from _untranslated(name, item)
    for scenario in catalogue.scenarios.values():
        yield from _untranslated(scenario.id, (scenario.name, scenario.description))


def _untranslated(where: str, item: object) -> Iterator[Found]:
    """Yield the texts, at any depth, that lack a language."""
    if isinstance(item, Mapping):
        if not all(item.get(language) for language in LANGUAGES):
            yield where, "a text lacks a language"
    elif isinstance(item, tuple):
        for part in item:
            yield from _untranslated(where, part)
    elif is_dataclass(item):
        for part in fields(item):
            yield from _untranslated(f"{where}.{part.name}", getattr(item, part.name))


def _rate_faults(catalogue: Catalogue) -> Iterator[Found]:
    """Yield wrong, unused or repeated exchange rates, and figures converted at another rate."""
    used = {
        conversion.rate
        for claim in catalogue.claims.values()
        if not claim.private and (conversion := to_usd(claim, catalogue.rates))
    }
    dates = [(rate.currency, rate.as_of) for rate in catalogue.rates]
    for rate in catalogue.rates:
        where = f"rate of {rate.currency}, {rate.as_of}"
        claim = catalogue.claims.get(rate.claim)
        is_said = (
            claim is not None
            and float(claim.value) == rate.per_usd
            and claim.as_of == rate.as_of
            and claim.unit.startswith(f"{rate.currency} per USD")
            and _GROUPED.sub("", f"{rate.per_usd:.10g}") in _GROUPED.sub("", claim.quote)
        )
        if not is_said:
            yield where, "is not what its claim says"
        if rate not in used:
            yield where, "converts nothing"
        if dates.count((rate.currency, rate.as_of)) > 1:
            yield where, "is not the only one of its date"
    for rating in catalogue.ratings.values():
        for item in rating.converted:
            converted = catalogue.claims.get(item.claim)
            chosen = rate_of(converted, catalogue.rates) if converted else None
            if chosen and chosen.claim != item.rate:
                where = f"{rating.park}/{rating.criterion}"
                yield where, f"{item.claim} is to be converted by {chosen.claim}"


def _scale_faults(info: CriterionInfo, catalogue: Catalogue) -> Iterator[str]:
    """Yield the faults of a criterion's scale, alone and against the catalogue's known values.

    Computed criteria depend on the enterprise: a test compares their ends with a sample of
    enterprises.
    """
    scale = info.scale
    if scale is None:
        yield "it has no scale"
        return
    low, high = info.range
    if not info.possible[0] <= low < high <= info.possible[1]:
        yield "its scale has no width, or is not within what it can be"
        return
    if (scale.worst > scale.best) != (info.direction == "cost"):
        yield "its scale leads the wrong way"
    try:
        anything = Alternative(id="any")
        Problem(criteria=(info.criterion(),), alternatives=(anything,), performances=[[low]])
    except InvalidProblem:
        yield "its value curve does not lead from end to end"
    if not is_computed(info):
        yield from _passed(info, catalogue)


def _passed(info: CriterionInfo, catalogue: Catalogue) -> Iterator[str]:
    scenario = catalogue.default_scenario
    view = CriterionView(
        catalogue=catalogue, enterprise=Enterprise(), scenario=scenario, today=_DAY
    )
    try:
        shares = passing(info, known_cells(view, info).values())
    except InvalidProblem:
        return  # bounds in the wrong order are told of the rating
    for end, share in zip(info.range, shares, strict=True):
        if share > MOST_PASSED:
            yield f"{share:.0%} of the draws of known cells lie past {end:g}"


def passing(info: CriterionInfo, cells: Iterable[Cell]) -> tuple[float, float]:
    """Return the shares of the draws of known cells below the lower and above the upper end."""
    low, high = info.range
    tails = [
        (1.0 - _below(cell, np.nextafter(high, np.inf)), _below(cell, np.nextafter(low, -np.inf)))
        for cell in cells
    ]
    if not tails:
        return 0.0, 0.0
    above, below = np.mean(tails, axis=0).tolist()
    return below, above


def _below(cell: Cell, x: float) -> float:
    if isinstance(cell, Interval | Triangular | Mixture):
        return float(cell.below(np.array(x)))
    return float(float(cell) <= x)  # type: ignore[arg-type]  # what is known is no None


def _sea_rate_faults(catalogue: Catalogue) -> Iterator[Found]:
    """Yield sea freight rates with bounds out of order, or beyond the figures of their claims."""
    freight = catalogue.freight
    for market, row in freight.rates.items():
        for country, rate in row.items():
            where = f"freight {market}/{country}"
            if country not in catalogue.countries:
                yield where, f"unknown country {country}"
            if not 0 < rate.low <= (rate.low if rate.mode is None else rate.mode) <= rate.high:
                yield where, "not 0 < low <= mode <= high"
            for problem in _untraced(catalogue, rate.claims, (rate.low, rate.high)):
                yield where, problem
    yield from _way_faults(catalogue)
    for region in freight.regions:
        yield from _untranslated(f"freight {region.id}", region.name)
        for problem in _region_faults(catalogue, region):
            yield f"freight {region.id}", problem


def _way_faults(catalogue: Catalogue) -> Iterator[Found]:
    """Yield routes by land without a length, a claim or an existing country."""
    freight, countries = catalogue.freight, {*catalogue.countries, *catalogue.comparators}
    ways = [(country, leg) for country, leg in freight.legs.items()]
    ways += [(country, leg) for row in freight.roads.values() for country, leg in row.items()]
    for country, leg in ways:
        where = f"freight by land, {country}"
        if country not in catalogue.countries or leg.port_country not in {"", *countries}:
            yield where, "unknown country"
        if not leg.km > 0 or not leg.claims:
            yield where, "has no length, or rests on no claim"
        yield from _missing(where, leg.claims, catalogue)
        yield from _untranslated(where, (leg.start, leg.end))
    if freight.per_km is not None:
        yield from _missing("freight by land, per km", freight.per_km.claims, catalogue)


def _region_faults(catalogue: Catalogue, region: Region) -> Iterator[str]:
    for country in set(region.countries) - {*catalogue.countries, *catalogue.comparators}:
        yield f"unknown country {country}"
    for market, (mode, claims) in region.readings.items():
        row = catalogue.freight.rates.get(market, {})
        inside = [row[country] for country in region.countries if country in row]
        if not any(rate.low <= mode for rate in inside) or not any(
            mode <= rate.high for rate in inside
        ):
            yield f"the reading for {market} lies beyond the rates of its countries"
        yield from _untraced(catalogue, claims, (mode,))


def _untraced(
    catalogue: Catalogue, claims: tuple[str, ...], figures: tuple[float, ...]
) -> Iterator[str]:
    stated: list[float] = []
    for name in claims:
        if name not in catalogue.claims:
            yield f"unknown claim {name}"
        elif not catalogue.claims[name].unit.startswith(UNIT):
            yield f"claim {name} is not in {UNIT}"
        else:
            claim = catalogue.claims[name]
            ends = (claim.low, claim.high, figure_of(claim.value))
            stated += [end for end in ends if end is not None]
    for figure in figures:
        if not stated or not min(stated) <= figure <= max(stated):
            yield f"{figure:g} lies beyond the figures of its claims"


def _plant_faults(catalogue: Catalogue) -> Iterator[Found]:
    every: Mapping[str, PlantFigures | HomeCosts] = {**catalogue.plants, **catalogue.homes}
    for name, item in every.items():
        yield from _untranslated(name, item.reason)
        for key, known in figures_of(item):
            yield from _missing(f"{name}, {key}", known.claims, catalogue)
            if not 0 < known.low <= known.mode <= known.high:
                yield f"{name}, {key}", "not 0 < low <= mode <= high"


def _contradiction_faults(catalogue: Catalogue) -> Iterator[Found]:
    """Yield faults of the lists of contradictions and look-alikes against claims and each other."""
    lists = catalogue.curated
    for key in sorted(set(lists.contradictions) & set(lists.look_alikes)):
        yield key, "stands in both lists"
    for entry in lists.contradictions.values():
        yield from _missing(entry.id, entry.claims, catalogue)
        if len(entry.sides) < 2 or not all(entry.sides):
            yield entry.id, "has fewer than two sides with a claim each"
        if len(set(entry.claims)) < len(entry.claims):
            yield entry.id, "a claim stands twice"
        if entry.relies_on and entry.relies_on not in entry.claims:
            yield entry.id, f"relies on {entry.relies_on}, which is on no side"
        subjects = {catalogue.claims[c].subject for c in entry.claims if c in catalogue.claims}
        if len(subjects) > 1 and not entry.across:
            yield entry.id, "names several subjects and does not say why"
        if len(subjects) == 1 and entry.across:
            yield entry.id, "says why it names several subjects, and names one"
        across = (entry.across,) if entry.across else ()
        yield from _untranslated(entry.id, (entry.about, entry.reading, *across))
    yield from _look_alike_faults(catalogue)


def _look_alike_faults(catalogue: Catalogue) -> Iterator[Found]:
    lists = catalogue.curated
    for alike in lists.look_alikes.values():
        yield from _missing(alike.id, alike.claims, catalogue)
        yield from _untranslated(alike.id, alike.reason)
        if len(set(alike.claims)) < 2:
            yield alike.id, "names fewer than two claims"
        for entry in lists.contradictions.values():
            if any(entry.parts(claim, other) for claim in alike.claims for other in alike.claims):
                yield alike.id, f"holds two sides of {entry.id}"
