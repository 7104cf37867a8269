"""The catalogue as it would have been without some firms, and without what was told later.

What firms did may only foretell a choice if that choice is taken out first: the firm itself, what
came later, and whatever stands on the page that tells of it.
"""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from functools import lru_cache

from mcda.arguments import checked
from mcda.parks.catalogue import Catalogue
from mcda.parks.dates import lies_ahead
from mcda.parks.model import Claim, FirmInside, Park
from mcda.parks.places import normal, provinces

_COUNTS = ("tenant", "committed_tenant", "anchor_tenant")
"""How attributes begin that count or name the firms inside."""

_FORMS = frozenset(
    (
        *("co", "company", "corp", "corporation", "factory", "group", "holding", "holdings", "inc"),
        *("industrial", "industry", "industries", "international", "limited", "llc", "ltd"),
        *("manufacturing", "plant", "subsidiary", "technologies", "technology"),
    )
)
"""Words of a name that do not tell one firm from another."""
_WORD = r"[^\W_]+"
_BRACKETS = re.compile(r"[(（][^()（）]*[)）]")


@checked
def as_of(catalogue: Catalogue, day: date, without_firms: Sequence[str] = ()) -> Catalogue:
    """Return the catalogue without what names these firms, and without later word of firms inside.

    Claims on firms inside, their number and their homes are left out where they were told after
    the day, they and claims on a park's sectors where they stand on a page that tells of one of the
    firms, and whatever names one; so is a rating that rests on nothing else.

    Examples
    --------
    >>> from datetime import date
    >>> from mcda.parks import as_of, load_catalogue
    >>> from mcda.parks.hindsight import is_called
    >>> before = as_of(load_catalogue(), date(2020, 12, 31), ["Aeolon"])
    >>> any(is_called(firm, "Aeolon") for firm in before.tenants)
    False
    """
    question, latest = (day, *without_firms), catalogue.made.get("as_of")
    if latest is not None and latest[0] == question:
        return latest[1]
    claims = catalogue.claims
    own = {
        firm.claim: firm
        for firm in catalogue.tenants
        if any(is_called(firm, name) for name in without_firms)
    }
    names = {*without_firms, *(name for firm in own.values() for name in firm.firm.values())}
    pages = {claims[claim].source.id for claim in own}
    of_firms = {firm.claim for firm in catalogue.tenants}
    of_firms |= {name for name, claim in claims.items() if claim.attribute.startswith(_COUNTS)}
    ties = [tie for park in catalogue.parks.values() for tie in park.ties if tie.kind == "tenants"]
    of_firms.update(name for tie in ties for name in tie.claims)
    beside = {name for park in catalogue.parks.values() for name in park.sector_claims}
    called = [words for name in names if len(words := " ".join(essence(name))) > 1]
    gone = frozenset(
        name
        for name, claim in claims.items()
        if _speaks_of(claim, called)
        or (name in of_firms | beside and claim.source.id in pages)
        or (name in of_firms and lies_ahead(claim.as_of, day))
    )
    view = replace(
        catalogue,
        left_out=gone,
        parks={name: _without(park, gone) for name, park in catalogue.parks.items()},
        ratings={
            key: rating
            for key, rating in catalogue.ratings.items()
            if not (basis := {*(rating.stated_by or rating.claims)}) or basis - gone
        },
        tenants=tuple(
            firm
            for firm in catalogue.tenants
            if firm.claim not in gone and (firm.year is None or firm.year <= day.year)
        ),
    )
    catalogue.made["as_of"] = question, view
    return view


def _speaks_of(claim: Claim, called: Sequence[str]) -> bool:
    """Tell whether a claim names a firm: whole words, where they are divided by spaces."""
    text = " ".join((claim.value, claim.quote, *claim.translations.values())).casefold()
    words = f" {' '.join(re.findall(_WORD, text))} " if called else ""
    return any(f" {name} " in words if name.isascii() else name in text for name in called)


def _without(park: Park, gone: frozenset[str]) -> Park:
    """Return a park without the sectors and ties that rest on these claims alone."""
    lost = not {*park.sector_claims} - gone
    return replace(
        park,
        sectors=() if lost else park.sectors,
        sector_claims=tuple(name for name in park.sector_claims if name not in gone),
        ties=tuple(
            replace(tie, claims=tuple(name for name in tie.claims if name not in gone))
            for tie in park.ties
            if {*tie.claims} - gone
        ),
    )


def is_called(firm: FirmInside, name: str) -> bool:
    """Tell whether a name is the firm's, whatever its legal form, place or case.

    >>> from mcda.parks import load_catalogue
    >>> is_called(load_catalogue().tenants[0], "AEOLON Co., Ltd.")
    True
    """
    other = essence(name)
    own = [essence(text) for text in firm.firm.values()]
    return any(a and other and (a[: len(other)] == other or other[: len(a)] == a) for a in own)


@lru_cache(maxsize=4096)
def essence(name: str) -> tuple[str, ...]:
    """Return the words of a firm's name without legal form, province and what stands in brackets.

    >>> essence("Zhejiang Leapmotor Technology Co., Ltd. (Vietnam)")
    ('leapmotor',)
    """
    words = re.findall(_WORD, _BRACKETS.sub(" ", name).casefold())
    homes = {normal(english) for english, _ in provinces()}
    while len(words) > 1 and words[0] in homes:
        words = words[1:]
    return tuple(word for word in words if word not in _FORMS)
