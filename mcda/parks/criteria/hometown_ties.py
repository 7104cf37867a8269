"""Hometown ties of an enterprise with a park: the closest one on record."""

from collections.abc import Hashable, Iterator, Sequence
from dataclasses import dataclass

from mcda.cells import Cell, Interval, Mixture, Triangular
from mcda.errors import Note
from mcda.parks.catalogue import Catalogue
from mcda.parks.criteria.computed_criterion import ComputedCriterion, CriterionView, NotePart
from mcda.parks.criteria.registry import CRITERIA
from mcda.parks.enterprise import Enterprise
from mcda.parks.evidence import CellFinding, spread
from mcda.parks.model import FirmInside, Ladder, Park, Tie
from mcda.parks.places import Hometown, is_listed, normal, provinces
from mcda.parks.rationale import rationale

_SILENT = ("none", "estate")
"""Levels at which no source speaks of a tie."""


@dataclass(frozen=True, slots=True)
class _Match:
    level: str
    low: float
    mode: float
    high: float
    claims: tuple[str, ...]
    origin: Hometown | None = None
    guest: Park | None = None


def hometown_ties(
    enterprise: Enterprise,
    park: Park,
    ladder: Ladder,
    guests: Sequence[Park] = (),
    firms: Sequence[FirmInside] = (),
) -> CellFinding:
    """Return the closest tie between an enterprise and a park.

    0 (no tie on record) to 1 (investor from the same city); ``None`` where the home is not stated
    or not recognised, or no origin is recorded, and no partner works inside. `guests` are the parks
    inside this one: where their investor or tenants come from home, firms from home are inside, as
    they are where one of the `firms` inside is from there.
    """
    home = enterprise.place
    matches: list[_Match] = []
    if park.id in enterprise.partners_in:
        level = ladder.level("partner")
        matches.append(_Match("partner", level.low, level.value, level.high, ladder.claims))
    matches += [*_home_matches(home, park, ladder), *_guest_matches(home, guests, ladder)]
    if home is not None and (
        claims := tuple(f.claim for f in firms if f.province == home.province)
    ):
        level, origin = ladder.level("home_firms"), Hometown(province=home.province)
        matches.append(_Match("home_firms", level.low, level.value, level.high, claims, origin))
    notes = _notes(enterprise, home)
    if not matches:
        reason = rationale("hometown_unknown")
        if home is not None:
            reason = rationale("hometown_unrecorded", park=park.name, home=home.name)
        return CellFinding(cell=None, rationale=reason, notes=notes)
    best = max(matches, key=lambda match: (match.mode, match.high))
    high = best.high if home else max(best.high, ladder.level("same_city").high)
    return CellFinding(
        cell=spread(best.low, best.mode, high),
        rationale=rationale(
            f"hometown_{best.level}",
            park=park.name,
            home=home.name if home else {"en": "not known", "zh": "未知"},
            origin=best.origin.name if best.origin else park.name,
            guest=best.guest.name if best.guest else park.name,
        ),
        claims=best.claims,
        notes=notes,
        doubts=("nothing_on_record",) if best.level in _SILENT else (),
    )


def _home_matches(home: Hometown | None, park: Park, ladder: Ladder) -> Iterator[_Match]:
    if home is None:
        return
    level = ladder.level("none")
    searched = tuple(claim for tie in park.ties for claim in tie.claims)
    if searched:
        yield _Match("none", level.low, level.value, level.high, searched)
    elif park.kind == "estate":
        yield _Match("estate", level.low, level.value, ladder.level("home_firms").high, ())
    for tie in park.ties:
        if normal(tie.province) == normal(home.province):
            yield _tie_match(home, tie, ladder)


def _guest_matches(
    home: Hometown | None, guests: Sequence[Park], ladder: Ladder
) -> Iterator[_Match]:
    """Yield one match for each guest with ties to the home, with all claims of those ties."""
    level = ladder.level("home_firms")
    for guest in guests:
        ties = [t for t in guest.ties if home and normal(t.province) == normal(home.province)]
        if not ties:
            continue
        claims = tuple(dict.fromkeys(claim for tie in ties for claim in tie.claims))
        origin = Hometown(province=ties[0].province, city="")
        yield _Match("guest", level.low, level.value, level.high, claims, origin, guest)


def _tie_match(home: Hometown, tie: Tie, ladder: Ladder) -> _Match:
    origin = Hometown(province=tie.province, city=tie.city)
    if tie.kind == "tenants":
        name = "home_firms"
    elif tie.city and origin.prefecture == home.prefecture:
        name = "same_city"
    else:
        name = "same_province"
    level = ladder.level(name)
    high = level.high
    if name == "same_province" and not (tie.city and home.city):
        high = ladder.level("same_city").high
    return _Match(name, level.low, level.value, high, tie.claims, origin)


def _notes(enterprise: Enterprise, home: Hometown | None) -> tuple[Note, ...]:
    if home is not None and is_listed(home):
        return ()
    if home is not None:
        fields = {"city": home.city, "province": Hometown(province=home.province).name}
        return (Note("city_not_recognised", ("enterprise", "home", "city"), fields),)
    if enterprise.says_home:
        stated = "/".join(part for part in (enterprise.province, enterprise.city) if part)
        return (Note("home_not_recognised", ("enterprise", "home"), {"home": stated}),)
    return (Note("home_not_stated", ("enterprise", "home"), {}),)


def tie_of(enterprise: Enterprise, park: Park, catalogue: Catalogue) -> CellFinding:
    """Return the closest tie with a park of a catalogue, see `hometown_ties`."""
    guests, firms = catalogue.guests_of(park.id), catalogue.firms_in(park.id)
    return hometown_ties(enterprise, park, catalogue.ladders["hometown_ties"], guests, firms)


@CRITERIA.register
class HometownTies(ComputedCriterion):
    """See `hometown_ties`."""

    id = "hometown_ties"

    def recorded_claims(self, catalogue: Catalogue) -> Iterator[str]:
        """Yield the claims about origins, and on firms inside."""
        for park in catalogue.parks.values():
            for tie in park.ties:
                yield from tie.claims
        yield from (firm.claim for firm in catalogue.tenants)

    def is_recorded(self, catalogue: Catalogue, park: Park) -> bool:
        """Tell whether an origin of the investor or of tenants is recorded."""
        return bool(park.ties)

    def unsaid(self, enterprise: Enterprise) -> str:
        """Return ``home`` if the home is not stated or not recognised."""
        return "" if enterprise.place else "home"

    def finding(self, view: CriterionView, park: Park) -> CellFinding:
        """Return the closest tie on record."""
        return tie_of(view.enterprise, park, view.catalogue)

    def open_cell(self, view: CriterionView, park: Park) -> Cell:
        """Return the closest tie on record of a firm from each province."""
        homes = [Enterprise(home=name) for name, _ in provinces()]
        cells = [tie_of(home, park, view.catalogue).cell for home in homes]
        cases = [Interval(low=c, high=c) if isinstance(c, float | int) else c for c in cells]
        parts = tuple(case for case in cases if isinstance(case, Interval | Triangular))
        if len(parts) < len(cells):
            return None
        shares = (1 / len(parts),) * len(parts)
        return Mixture(parts=parts, shares=shares, pick=(("firm.home", len(parts)),))

    def facts(self, enterprise: Enterprise) -> Hashable:
        """Return home and trusted partners."""
        return enterprise.province, enterprise.city, frozenset(enterprise.partners_in)

    def note_parts(self, enterprise: Enterprise, catalogue: Catalogue) -> Iterator[NotePart]:
        """Yield the home if it is not stated or not recognised: no other fact has notes."""
        if enterprise.place is None:
            home = Enterprise(province=enterprise.province, city=enterprise.city)
            yield NotePart(enterprise=home)
