"""Whether the catalogue contradicts itself."""

from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass
from datetime import date

from mcda.errors import CatalogueFault, Fault
from mcda.parks.catalogue import Catalogue
from mcda.parks.contradiction_checks import contradiction_faults
from mcda.parks.criteria import is_rated
from mcda.parks.currency import usd_per_m2
from mcda.parks.dates import is_date, lies_ahead
from mcda.parks.model import Ownership, Rating
from mcda.parks.rate_checks import rate_faults
from mcda.parks.rating_rules import rule_faults
from mcda.parks.rationale import sectors
from mcda.parks.scale_checks import scale_faults
from mcda.parks.screens import screen_faults
from mcda.parks.sea_rate_checks import sea_rate_faults
from mcda.parks.template_checks import template_faults

LONGEST_QUOTE = 25
_ROUNDING = 0.051  # converted figures are written with one digit
_OWNERS = ("low", "mode", "high")
_NAMED = ("parks", "countries", "comparators", "ladders", "ratings")


def check(catalogue: Catalogue) -> Catalogue:
    """Return the catalogue as it is.

    Raises
    ------
    CatalogueFault
        The data contradict themselves: an unknown claim, level, park or country, bounds in the
        wrong order, or a text that lacks a language.
    """
    faults = integrity_faults(catalogue)
    if faults:
        raise CatalogueFault(faults)
    return catalogue


def integrity_faults(catalogue: Catalogue, today: date | None = None) -> list[Fault]:
    """Return one fault for each contradiction found.

    Parameters
    ----------
    catalogue
        Everything that was read.
    today
        Day after which nothing may be dated. Without it no date is held to be too late: what is
        shipped must load whatever the clock says.
    """
    return [
        *_date_faults(catalogue, today),
        *_claim_faults(catalogue),
        *_source_faults(catalogue),
        *(_fault(*found) for found in rate_faults(catalogue)),
        *_rating_faults(catalogue),
        *(_fault(*found) for found in rule_faults(catalogue)),
        *_park_faults(catalogue),
        *_scenario_faults(catalogue),
        *_ladder_faults(catalogue),
        *_text_faults(catalogue),
        *_criteria_faults(catalogue),
        *(_fault(*found) for found in sea_rate_faults(catalogue)),
        *(_fault(*found) for found in contradiction_faults(catalogue)),
        *(_fault("screens.toml", problem) for problem in screen_faults(catalogue)),
        *(_fault("templates", problem) for problem in template_faults(catalogue)),
    ]


def _fault(where: str, problem: str) -> Fault:
    return Fault("catalogue_contradiction", (), {"where": where, "problem": problem})


def _missing(where: str, named: tuple[str, ...], catalogue: Catalogue) -> Iterator[Fault]:
    for claim in named:
        if claim not in catalogue.claims:
            yield _fault(where, f"unknown claim {claim}")


def _criteria_faults(catalogue: Catalogue) -> Iterator[Fault]:
    ids = [info.id for info in catalogue.all_criteria]
    if len(set(ids)) < len(ids):
        yield _fault("criteria", "an id stands twice")
    for info in catalogue.all_criteria:
        for other in set(info.overlaps) - set(ids):
            yield _fault(info.id, f"overlaps with unknown {other}")
        yield from (_fault(info.id, problem) for problem in scale_faults(info, catalogue))
    grouped = [criterion for group in catalogue.groups for criterion in group.criteria]
    if catalogue.groups and sorted(grouped) != sorted(ids):
        yield _fault("criteria tree", "a criterion is missing, unknown or in two groups")


def _date_faults(catalogue: Catalogue, today: date | None) -> Iterator[Fault]:
    dated = [(claim.id, claim.as_of) for claim in catalogue.claims.values()]
    dated += [(source.id, source.date) for source in catalogue.sources.values()]
    for where, told in dated:
        if not is_date(told):
            yield _fault(where, f"no date that can be read: “{told}”")
        elif today is not None and lies_ahead(told, today):
            yield _fault(where, f"dated {told}, after {today}")


def _claim_faults(catalogue: Catalogue) -> Iterator[Fault]:
    known = {*catalogue.parks, *catalogue.countries, *catalogue.comparators}
    for claim in catalogue.claims.values():
        if claim.subject not in known:
            yield _fault(claim.id, f"unknown subject {claim.subject}")
        if not 0 < len(claim.quote.split()) <= LONGEST_QUOTE:
            yield _fault(claim.id, f"a quote has 1 to {LONGEST_QUOTE} words")
        if claim.low is not None and claim.high is not None and claim.low > claim.high:
            yield _fault(claim.id, "bounds reversed")


def _rating_faults(catalogue: Catalogue) -> Iterator[Fault]:
    wanted = {
        (park, info.id)
        for park in catalogue.parks
        for info in catalogue.all_criteria
        if is_rated(info)
    }
    for key in sorted(set(catalogue.ratings) - wanted):
        yield _fault("/".join(key), "the rating belongs to nothing")
    for key in sorted(wanted & set(catalogue.ratings)):
        yield from _one_rating(catalogue.ratings[key], catalogue)


def _one_rating(rating: Rating, catalogue: Catalogue) -> Iterator[Fault]:
    where = f"{rating.park}/{rating.criterion}"
    low, high = catalogue.criterion(rating.criterion).possible
    if not low <= rating.low <= rating.mode <= rating.high <= high:
        yield _fault(where, "not low <= mode <= high within what the criterion can be")
    if not rating.claims:
        yield _fault(where, "rests on no claim")
    if not set(rating.stated_by) <= set(rating.claims):
        yield _fault(where, "is stated by what is not among its claims")
    yield from _missing(where, rating.claims, catalogue)
    yield from _conversion_faults(rating, catalogue)
    if rating.level:
        ladder = catalogue.ladders.get(rating.criterion)
        levels = {level.id: level.value for level in ladder.levels} if ladder else {}
        if levels.get(rating.level) != rating.mode:
            yield _fault(where, f"the mode is not the value of level {rating.level}")


def _conversion_faults(rating: Rating, catalogue: Catalogue) -> Iterator[Fault]:
    where = f"{rating.park}/{rating.criterion}"
    known = {rate.claim: rate for rate in catalogue.rates}
    for item in rating.converted:
        if item.claim not in rating.claims or item.rate not in known:
            yield _fault(where, f"converts {item.claim} by {item.rate}, which are not given")
            continue
        try:
            low, high = usd_per_m2(catalogue.claims[item.claim], known[item.rate])
        except (KeyError, ValueError):
            yield _fault(where, f"claim {item.claim} cannot be converted")
            continue
        if abs(low - item.low) > _ROUNDING or abs(high - item.high) > _ROUNDING:
            yield _fault(where, f"{item.claim} converts to {low:.2f} to {high:.2f}")


def _source_faults(catalogue: Catalogue) -> Iterator[Fault]:
    used = {claim.source.id for claim in catalogue.claims.values()}
    for source in sorted(set(catalogue.sources) - used):
        yield _fault(source, "no claim comes from this source")


def _park_faults(catalogue: Catalogue) -> Iterator[Fault]:
    for park in catalogue.parks.values():
        if park.country not in catalogue.countries:
            yield _fault(park.id, f"unknown country {park.country}")
        if park.host_estate and park.host_estate not in catalogue.parks:
            yield _fault(park.id, f"unknown host estate {park.host_estate}")
        tied = tuple(claim for tie in park.ties for claim in tie.claims)
        named = (*park.sector_claims, *park.factory_claims, *tied)
        yield from _missing(park.id, named, catalogue)
        if park.ownership is not None:
            yield from _missing(park.id, park.ownership.claims, catalogue)
            yield from _owner_faults(park.id, park.ownership, catalogue)
        for sector in set(park.sectors) - set(sectors()):
            yield _fault(park.id, f"unnamed sector {sector}")


def _owner_faults(park: str, ownership: Ownership, catalogue: Catalogue) -> Iterator[Fault]:
    ladder = catalogue.ladders["investor_type"]
    order = [level.id for level in ladder.levels]
    owners = [getattr(ownership, name) for name in _OWNERS]
    if not set(owners) <= set(order) or owners != sorted(owners, key=order.index):
        yield _fault(park, "ownership is not in the order of its ladder")
    if not ownership.claims:
        yield _fault(park, "ownership rests on no claim")
    if not set(ownership.stated_by) <= set(ownership.claims):
        yield _fault(park, "ownership is stated by what is not among its claims")


def _scenario_faults(catalogue: Catalogue) -> Iterator[Fault]:
    for scenario in catalogue.scenarios.values():
        yield from _missing(scenario.id, scenario.claims, catalogue)
        for market, row in scenario.rates.items():
            for country in set(row) - set(catalogue.countries):
                yield _fault(scenario.id, f"unknown country {country} in {market}")


def _ladder_faults(catalogue: Catalogue) -> Iterator[Fault]:
    for ladder in catalogue.ladders.values():
        yield from _missing(ladder.id, ladder.claims, catalogue)
        values = [level.value for level in ladder.levels]
        inside = all(level.low <= level.value <= level.high for level in ladder.levels)
        if values != sorted(set(values)) or not inside:
            yield _fault(ladder.id, "levels do not rise")


def _text_faults(catalogue: Catalogue) -> Iterator[Fault]:
    for name in ("criteria", "further", "groups", *_NAMED):
        group = getattr(catalogue, name)
        for item in group.values() if isinstance(group, Mapping) else group:
            yield from _untranslated(name, item)
    for scenario in catalogue.scenarios.values():
        for text in (scenario.name, scenario.description):
            if not (text.get("en") and text.get("zh")):
                yield _fault(scenario.id, "a text lacks a language")


def _untranslated(where: str, item: object) -> Iterator[Fault]:
    if isinstance(item, Mapping):
        if not (item.get("en") and item.get("zh")):
            yield _fault(where, "a text lacks a language")
    elif isinstance(item, tuple):
        for part in item:
            yield from _untranslated(where, part)
    elif is_dataclass(item):
        for part in fields(item):
            yield from _untranslated(f"{where}.{part.name}", getattr(item, part.name))
