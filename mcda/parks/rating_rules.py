"""Checks of shipped ratings against the rules of the ladders, as far as a program can check.

Ratings of users are not checked.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from types import MappingProxyType

from mcda.parks.catalogue import Catalogue
from mcda.parks.model import Aid, Claim, Ladder, Ownership, Rating

CENTRE_SOURCES = 2
"""Independent sources, not weak, that must name a centre for that level of one-stop services."""

ROOM: Mapping[str, tuple[tuple[int, int], tuple[int, int]]] = MappingProxyType(
    {
        "one_stop_services": ((1, 2), (1, 2)),
        "government_support": ((0, 1), (0, 1)),  # of each of its sides
        "speed_to_operation": ((0, 1), (1, 1)),
        "operator_trust": ((0, 1), (1, 1)),
        "fee_escalation_risk": ((1, 1), (1, 1)),
        "financing_access": ((0, 1), (1, 1)),
        "multinational_neighbours": ((0, 1), (0, 1)),
        "partner_recommendation": ((0, 1), (1, 1)),
        "government_spokesman": ((0, 2), (1, 1)),
        "labour_supply": ((0, 1), (1, 1)),
        "local_suppliers": ((0, 1), (1, 1)),
        "language_and_law": ((0, 1), (1, 1)),
        "specialised_infrastructure": ((0, 1), (1, 1)),
        "housing_and_training": ((0, 1), (1, 1)),
        "service_continuity": ((0, 2), (1, 1)),
        "admission_requirements": ((1, 1), (1, 1)),
        "professional_services": ((1, 2), (1, 1)),
        "tenant_coordination": ((1, 2), (1, 1)),
        "anchor_tenant": ((0, 1), (1, 1)),
        "shareholder_roles": ((0, 1), (1, 1)),
        "trial_ease": ((0, 1), (1, 1)),
    }
)
"""Fewest and most levels by which low lies below the mode, and high above it."""

_SEVERAL = 2
_ONE_STOP = "one_stop_service"
_CENTRE = re.compile(r"\bcent(?:er|re)\b|中心|大[厅廳]", re.IGNORECASE)
_PRICED = ("land_price", "land_rent", "industrial_land_price", "site_cost", "land_deal")
_PRICE = re.compile(r"(?:\w+ )?[A-Z]{3}(?:/(?:m2|sqft|acre|ha|rai|mu)\b| \(|$)")
_FOREIGN = re.compile(r"(million )?(?!USD)[A-Z]{3}/")
_NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?")
_SCALES = (1.0, 1e4, 1e6)  # as figures are written: in full, in 万, in millions


def rule_faults(catalogue: Catalogue) -> Iterator[tuple[str, str]]:
    """Yield the place and the reason where a shipped rating breaks a rule of its ladder."""
    for rating in catalogue.ratings.values():
        if not rating.private:
            where = f"{rating.park}/{rating.criterion}"
            for problem in _problems(rating, catalogue):
                yield where, problem
    for park in catalogue.parks.values():
        if park.ownership is not None:
            for problem in _unstated(park.ownership, catalogue):
                yield f"{park.id}/ownership", problem
    for park in catalogue.parks.values():
        if park.factory_claims and (park.id, "speed_to_operation") not in catalogue.ratings:
            yield park.id, "has claims of factories, but no speed to operation"
    for claim in catalogue.claims.values():
        is_price = claim.attribute in _PRICED and _PRICE.match(claim.unit) and not claim.private
        if is_price and claim.subject in catalogue.parks:
            stated = catalogue.ratings.get((claim.subject, "land_price"))
            if stated is None or not (stated.private or claim.id in stated.claims):
                yield claim.id, "is a price of the park, on which no rating of its land rests"


def _problems(rating: Rating, catalogue: Catalogue) -> Iterator[str]:
    if rating.kind != "derived" and rating.stated_by != ():
        yield from _unstated(rating, catalogue)
    ladder = catalogue.ladders.get(rating.criterion)
    yield from _unsaid(rating, ladder, catalogue)
    if rating.criterion == "government_support":
        yield from _sides(rating, catalogue)
    elif rating.criterion in ROOM:
        yield from _room(rating, ladder, rating.criterion)
    if rating.criterion == "speed_to_operation":
        yield from _factories(rating, catalogue)
    if rating.criterion == "one_stop_services":
        yield from _centre(rating, catalogue)
    if rating.criterion == "land_price":
        yield from _unconverted(rating, catalogue)


def _room(found: Rating | Aid, ladder: Ladder | None, of: str) -> Iterator[str]:
    """Yield a bound that is nearer to the mode, or farther from it, than the ladder allows."""
    if ladder is None or not ladder.levels:
        return
    (near, far), (least, most) = ROOM[of]
    bottom, top = ladder.levels[0].value, ladder.levels[-1].value
    if not max(bottom, found.mode - far) <= found.low <= max(bottom, found.mode - near):
        yield f"low is not {near} to {far} levels below the mode"
    if not min(top, found.mode + least) <= found.high <= min(top, found.mode + most):
        yield f"high is not {least} to {most} levels above the mode"


def _sides(rating: Rating, catalogue: Catalogue) -> Iterator[str]:
    """Yield where what two governments do breaks its ladders, or does not add up to the rating."""
    for end in ("low", "mode", "high"):
        if sum(getattr(side, end) for side in rating.sides) != getattr(rating, end):
            yield f"{end} is not the sum of both sides"
    if len(rating.sides) != _SEVERAL or rating.low == rating.high:
        yield "lacks a side, or has no width"
    for side in rating.sides:
        ladder = catalogue.ladders[f"support_by_{side.of}"]
        if not side.low <= side.mode <= side.high or not set(side.claims) <= set(rating.claims):
            yield f"{ladder.id}: not low <= mode <= high, or a claim that the rating lacks"
        faults = *_room(side, ladder, rating.criterion), *_unsaid(side, ladder, catalogue)
        yield from (f"{ladder.id}: {fault}" for fault in faults)


def _unsaid(found: Rating | Aid, ladder: Ladder | None, catalogue: Catalogue) -> Iterator[str]:
    """Yield the requirements of its criterion and its level that none of its claims states."""
    of = found.criterion if isinstance(found, Rating) else ""
    levels = ladder.levels if ladder is not None else ()
    names = [need for level in levels if level.value == found.mode for need in level.needs]
    needs = [need for need in catalogue.needs.values() if need.id in names or of in need.criteria]
    claims = [catalogue.claims[name] for name in found.claims if name in catalogue.claims]
    for need in needs:
        if not any(need.is_said(claim) for claim in claims):
            yield f"no claim says what its rule asks for: {need.name['en']}"


def _unstated(found: Rating | Ownership, catalogue: Catalogue) -> Iterator[str]:
    """Yield a fault if sources that may state different facts are counted as one."""
    if not found.stated_by and len(_sources(found.claims, catalogue)) >= _SEVERAL:
        yield "rests on several sources, and does not name which claims state it"


def _sources(names: Iterable[str], catalogue: Catalogue) -> set[str]:
    """Return the ids of the sources of claims, without weak sources."""
    claims = (catalogue.claims[name] for name in names if name in catalogue.claims)
    return {claim.source.id for claim in claims if not claim.source.weak}


def _factories(rating: Rating, catalogue: Catalogue) -> Iterator[str]:
    park = catalogue.parks.get(rating.park)
    stated = () if park is None else park.factory_claims
    ladder = catalogue.ladders.get(rating.criterion)
    needed = {level.id: level.value for level in ladder.levels} if ladder else {}
    if "factories" not in needed:
        return
    if rating.mode >= needed["factories"]:
        if not stated:
            yield f"level {rating.level}, but the park has no claims of factories"
        yield from (f"factory claim {c} is missing" for c in stated if c not in rating.claims)
    elif stated:
        yield f"the park has claims of factories, but level {rating.level}"


def _centre(rating: Rating, catalogue: Catalogue) -> Iterator[str]:
    levels = {level.id: level.value for level in catalogue.ladders[rating.criterion].levels}
    if rating.mode < levels.get("centre", float("inf")):
        return
    rating_claims = (catalogue.claims[name] for name in rating.claims if name in catalogue.claims)
    telling = (
        c.id for c in rating_claims if c.attribute.startswith(_ONE_STOP) and _CENTRE.search(c.quote)
    )
    if len(_sources(telling, catalogue)) < CENTRE_SOURCES:
        yield f"level {rating.level} needs {CENTRE_SOURCES} independent sources that name a centre"


def _unconverted(rating: Rating, catalogue: Catalogue) -> Iterator[str]:
    """Yield each claim in another currency whose figure the rationale gives without conversion.

    A claim that is only listed for context, without a figure, needs no conversion.
    """
    done = {item.claim for item in rating.converted}
    for name in rating.claims:
        claim = catalogue.claims.get(name)
        if claim is None or name in done or not _FOREIGN.match(claim.unit):
            continue
        if any(_tells(text, claim) for text in rating.rationale.values()):
            yield f"gives the figure of {name} without a conversion"


def _tells(text: str, claim: Claim) -> bool:
    """Tell whether a text contains one of a claim's figures, in any notation."""
    unit = 1e6 if claim.unit.startswith("million ") else 1.0
    numbers = {float(match.replace(",", "")) for match in _NUMBER.findall(text)}
    figures = [claim.low, claim.high]
    if _NUMBER.fullmatch(claim.value):
        figures.append(float(claim.value.replace(",", "")))
    return any(
        abs(figure * unit / scale - number) < 1e-9 * max(1.0, number)
        for figure in figures
        if figure is not None
        for scale in _SCALES
        for number in numbers
    )
