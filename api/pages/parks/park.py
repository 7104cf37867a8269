"""The data of a park's page."""

from collections.abc import Iterable, Sequence

from api.http.language import Language
from api.pages.parks.cells import ParkCell, cells_of
from api.pages.parks.statements import statements
from api.pages.words import words
from api.parks.catalogue import catalogue_of
from api.parks.vocabulary import GREAT_MARKETS
from api.settings import Settings
from mcda.parks import (
    Catalogue,
    Claim,
    Park,
    Rating,
    load_catalogue,
    scorable,
)
from mcda.parks.conflicts import ClaimConflict, claims_around, disputes, look_alikes
from mcda.parks.controversies import controversies
from mcda.parks.duties import Duty
from mcda.parks.markets import is_at_home
from mcda.parks.overlay import OWN, figure_before, thing_of, way_of
from mcda.parks.places import Hometown
from mcda.parks.scale import is_open
from mcda.parks.sectors import sectors as known_sectors
from mcda.plain import Plain


def mine_of(
    cell: ParkCell,
    park: Park,
    catalogue: Catalogue,
    below: Catalogue,
    pairs: Iterable[Sequence[Claim]],
    language: Language,
) -> Plain:
    """Return the reader's own statements on a criterion.

    ``way`` is what a further statement gives, a figure, a level of ``levels``, the figure of an
    indicator, or words; ``of_country`` tells whether it holds for every park of the country, and
    ``is_open`` whether it may be a figure many times beyond the scale. Of ``statements``, those
    that the value rests on first, ids of the latter are in ``counted``, of those that another
    contradicts in ``contradicted``. ``rated``: the value is a rating of the reader's own, in the
    place of ``replaced``, the catalogue's rating or newest figure; ``held``: it comes from a
    workbook, so that a further statement stands beside it.
    """
    info = cell.info
    subject, attribute, _ = thing_of(park.id, info, catalogue)
    way = way_of(info, catalogue)
    behind = {claim.id for claim in cell.evidence.claims}
    own = [
        claim
        for claim in catalogue.claims.values()
        if claim.private
        and (claim.id in behind or (claim.subject, claim.attribute) == (subject, attribute))
    ]
    rating = catalogue.ratings.get((park.id, info.id))
    former = below.ratings.get((park.id, info.id))
    rated = rating is not None and rating != former
    stem = f"{OWN}.{park.id}.{info.id}."
    replaced = former if rated else figure_before(park.id, info, catalogue, below)
    own.sort(key=lambda claim: claim.id not in behind)
    return {
        "way": way,
        "is_open": is_open(info),
        "of_country": subject != park.id,
        "levels": catalogue.ladders[info.id].levels if way == "level" else (),
        "statements": statements(own, catalogue, park.id, language),
        "counted": {claim.id for claim in own if claim.id in behind},
        "contradicted": {claim.id for pair in pairs for claim in pair if claim in own},
        "rated": rated,
        "replaced": replaced,
        "replaced_mode": replaced.mode
        if isinstance(replaced, Rating)
        else getattr(replaced, "value", None),
        "held": rating is not None and rated and not all(c.startswith(stem) for c in rating.claims),
    }


def disagreements(
    conflicts: Sequence[ClaimConflict], park: Park
) -> list[tuple[ClaimConflict, list[tuple[bool, Sequence[Claim]]]]]:
    """Return the contradictions, those about the park itself first.

    Each has its sides: whether the catalogue relies on it, and its statements.
    """
    own = {park.id, park.host_estate}
    ordered = sorted(conflicts, key=lambda item: not any(c.subject in own for c in item.claims))
    relied = [conflict.entry.relies_on if conflict.entry else "" for conflict in ordered]
    return [
        (conflict, [(name in {claim.id for claim in side}, side) for side in conflict.sides])
        for conflict, name in zip(ordered, relied, strict=True)
    ]


def park_view(
    park_id: str, settings: Settings, language: Language, sectors: Sequence[str] = ()
) -> Plain:
    """Return a park in the form that its page shows, names in the reader's language.

    Raises
    ------
    NotFound
        The park does not exist.
    """
    catalogue, below = catalogue_of(settings), load_catalogue(settings.base)
    park = catalogue.park(park_id)

    def told(claims: Iterable[Claim]) -> list[Plain]:
        return statements(claims, catalogue, park.id, language)

    def named(ids: Sequence[str]) -> list[Plain]:
        return told(catalogue.claims[name] for name in ids)

    about = [
        claim
        for subject in (park.id, park.host_estate)
        if subject
        for claim in catalogue.claims_about(subject)
    ]
    around = claims_around(park, catalogue)
    contested = disputes(around, catalogue)
    pairs = [pair for item in contested for pair in item.pairs]
    judged: list[Plain] = [
        {
            "cell": cell,
            "statements": told(cell.evidence.claims),
            "mine": mine_of(cell, park, catalogue, below, pairs, language),
        }
        for cell in cells_of([park.id], settings)[park.id].values()
    ]
    views = (item for row in judged for item in (*row["statements"], *row["mine"]["statements"]))
    news = controversies(catalogue, park)
    used = {item["claim"].id for item in views} | {claim.id for claim in news}
    used |= {*park.factory_claims, *park.sector_claims}
    others: dict[str, list[Plain]] = {}
    for item in told(claim for claim in about if claim.id not in used):
        others.setdefault(item["claim"].attribute, []).append(item)
    return {
        "park": park,
        "country": catalogue.country(park.country).name[language],
        "sectors": [sector_name(code, language) for code in park.sectors],
        "owner": owner(park, catalogue, language),
        "scorable": park.id in scorable(catalogue),
        "ties": ties(park, language),
        "judged": judged,
        "gaps": [item for item in judged if item["cell"].state == "unknown"],
        "duties": duties(park, catalogue, sectors),
        "factories": named(park.factory_claims),
        "trades": named(park.sector_claims),
        "contradictions": [
            (conflict, [(relied, told(side)) for relied, side in sides])
            for conflict, sides in disagreements(contested, park)
        ],
        "likenesses": [
            (entry, named(entry.claims)) for entry in look_alikes(around, catalogue.curated)
        ],
        "controversies": told(news),
        "others": others,
    }


def sector_name(code: str, language: Language) -> str:
    """Return the name of a sector of the catalogue."""
    return known_sectors()[code][language]


def owner(park: Park, catalogue: Catalogue, language: Language) -> str:
    """Return the kind of owner of the park's investor, a span if the evidence leaves it open."""
    if park.ownership is None:
        return ""
    ladder = catalogue.ladders["investor_type"]
    low, high = (
        ladder.level(end).name[language] for end in (park.ownership.low, park.ownership.high)
    )
    if low == high:
        return low
    return words(language)["parks"]["owner_span"].format(low=low, high=high.lower())


def ties(park: Park, language: Language) -> list[tuple[str, str]]:
    """Return the recorded origins of investor and tenants: kind and place."""
    homes: dict[tuple[str, str], None] = {}
    for tie in park.ties:
        home = Hometown(province=tie.province, city=tie.city).name[language]
        if language == "en":
            home = ", ".join(dict.fromkeys(name for name in (tie.city, tie.province) if name))
        homes[tie.kind, home] = None
    return list(homes)


def duties(park: Park, catalogue: Catalogue, sectors: Sequence[str] = ()) -> list[tuple[str, Duty]]:
    """Return the duties of great markets on goods of the park, by the default scenario."""
    goods = catalogue.schedule.goods(tuple(sectors))._replace(regimes=park.regimes)
    country = catalogue.countries[park.country]
    levied = ((m, catalogue.default_scenario.duty(m, park.country, goods)) for m in GREAT_MARKETS)
    return [(m, duty) for m, duty in levied if duty is not None and not is_at_home(m, country)]
