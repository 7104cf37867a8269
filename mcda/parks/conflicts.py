"""Claims that contradict each other: those somebody has read, and figures that lie apart."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations, product
from typing import Literal

from mcda.parks.catalogue import Catalogue
from mcda.parks.contradiction import Contradiction, CuratedLists, LookAlike, curated_lists
from mcda.parks.disagreement import disagree
from mcda.parks.model import Claim, Park, Text
from mcda.parks.rationale import rationale

Standing = Literal["relied", "open", "moot", "unread"]


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimConflict:
    """Statements that cannot all be right.

    Parameters
    ----------
    sides
        The claims; those of one side say the same.
    entry
        What we make of them; None for figures that nobody has read side by side.
    """

    sides: tuple[tuple[Claim, ...], ...]
    entry: Contradiction | None

    @property
    def claims(self) -> tuple[Claim, ...]:
        """All claims, side after side."""
        return tuple(claim for side in self.sides for claim in side)

    @property
    def reading(self) -> Text:
        """What we make of it, by language."""
        return rationale("conflict_unread") if self.entry is None else self.entry.reading

    @property
    def standing(self) -> Standing:
        """Whether one side is relied on, and else whether a value depends on who is right."""
        if self.entry is None:
            return "unread"
        if not self.entry.open:
            return "relied"
        return "open" if self.entry.matters else "moot"

    @property
    def pairs(self) -> tuple[tuple[Claim, Claim], ...]:
        """Each two claims of different sides."""
        return tuple(
            pair for one, other in combinations(self.sides, 2) for pair in product(one, other)
        )


def claims_around(park: Park, catalogue: Catalogue) -> tuple[Claim, ...]:
    """Return the claims about a park, its host estate and country, and what its values rest on.

    Parameters
    ----------
    park
        Of the catalogue.
    catalogue
        Of its default scenario the claims count that are not about another country.
    """
    subjects = (park.id, park.host_estate, park.country)
    about = [claim for subject in subjects for claim in catalogue.claims_about(subject)]
    named = [
        *(c for (owner, _), r in catalogue.ratings.items() if owner == park.id for c in r.claims),
        *(park.ownership.claims if park.ownership is not None else ()),
    ]
    duties = [catalogue.claims[claim] for claim in catalogue.default_scenario.claims]
    elsewhere = set(catalogue.countries) - {park.country}
    found = [
        *about,
        *(catalogue.claims[claim] for claim in named),
        *(claim for claim in duties if claim.subject not in elsewhere),
    ]
    return tuple({claim.id: claim for claim in found}.values())


def disputes(claims: Sequence[Claim], catalogue: Catalogue) -> tuple[ClaimConflict, ...]:
    """Return the contradictions that claims take part in, those somebody has read first.

    Parameters
    ----------
    claims
        Of a park, say.
    catalogue
        Holds the other sides too.
    """
    known = catalogue.curated
    ids = {claim.id for claim in claims}
    read = [
        ClaimConflict(
            sides=tuple(tuple(catalogue.claims[c] for c in side) for side in entry.sides),
            entry=entry,
        )
        for entry in known.contradictions.values()
        if ids & set(entry.claims)
    ]
    found = [ClaimConflict(sides=((a,), (b,)), entry=None) for a, b in conflicts(claims, known)]
    return (*read, *found)


def look_alikes(claims: Sequence[Claim], known: CuratedLists) -> tuple[LookAlike, ...]:
    """Return the entries of claims that only look like a contradiction, all of them given."""
    ids = {claim.id for claim in claims}
    return tuple(entry for entry in known.look_alikes.values() if ids >= set(entry.claims))


def contested(
    claims: Sequence[Claim],
    stating: Sequence[Claim] | None = None,
    known: CuratedLists | None = None,
) -> bool:
    """Tell whether a value that rests on claims is in doubt because sources contradict each other.

    So it is with figures that cannot both be right, and with a side of an open contradiction on
    which values depend; not where the catalogue relies on one side.

    Parameters
    ----------
    claims
        What the value rests on.
    stating
        Those that state the fact itself, whose figures are compared; all where left out.
    known
        The lists; those shipped where left out.
    """
    lists = curated_lists() if known is None else known
    if any(claim.id in lists.in_doubt for claim in claims):
        return True
    compared = claims if stating is None else stating
    return any(True for _ in conflicts(compared, lists))


def conflicts(
    claims: Sequence[Claim], known: CuratedLists | None = None
) -> Iterator[tuple[Claim, Claim]]:
    """Yield figures of different sources that cannot both be right and that nobody has read.

    When they cannot is said in `mcda.parks.disagreement`.

    Parameters
    ----------
    claims
        Any.
    known
        Pairs within an entry of these lists are left out; the shipped ones where not given.
    """
    lists = curated_lists() if known is None else known
    things: dict[tuple[str, str], list[Claim]] = {}
    for claim in claims:
        things.setdefault((claim.subject, claim.attribute), []).append(claim)
    for alike in things.values():
        for one, other in combinations(alike, 2):
            if one.source.id == other.source.id or not disagree(one, other):
                continue
            if not lists.knows(one, other):
                yield one, other
